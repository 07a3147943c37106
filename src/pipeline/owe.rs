//! Who is owed a telling: the recipients' rules, asked in the transaction that records it.

use jiff::{SignedDuration, Timestamp};

use crate::config::Config;
use crate::domain::{Change, Debt, Level, Mailbox, Telling};
use crate::extract;
use crate::recipient::{News, Recipient};
use crate::store::Told;

/// The recipients and how long more of a story is waited for.
#[derive(Clone)]
pub(super) struct Rules {
    recipients: Vec<Recipient>,
    window: SignedDuration,
}

impl Rules {
    pub(super) fn of(config: &Config) -> Rules {
        Rules { recipients: config.recipients.clone(), window: config.mail.story_window }
    }

    /// The debts for a telling at `now`.
    pub(super) fn owe(&self, change: &Change, telling: Telling, told: &Told, now: Timestamp) -> Vec<Debt> {
        let level = level(change);
        let mut debts = Vec::new();
        for recipient in &self.recipients {
            for to in recipient.places() {
                let news = News { change, level, telling, told: told.get(&to.address).copied() };
                if let Some((sending, not_before)) = recipient.way(&news, self.window, now) {
                    debts.push(Debt { to, sending, not_before });
                }
            }
        }
        debts
    }

    /// The recipient who is reached at this place; `None` for one whom the configuration does not have any more.
    pub(super) fn recipient(&self, to: &Mailbox) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.places().any(|place| place.address == to.address))
    }

    pub(super) fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

/// How high the role stands that the change is about, as far as that is known.
pub(super) fn level(change: &Change) -> Level {
    let shown = change.before.as_ref().and_then(|before| before.role.as_deref()).or(change.after.role.as_deref());
    let role = change.role.as_ref().map(crate::domain::Role::level);
    role.or_else(|| shown.map(|title| extract::title::role(title).level())).unwrap_or(Level::Other)
}
