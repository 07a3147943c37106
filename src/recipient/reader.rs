//! A recipient, and the way that news takes to it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::rule::Rule;
use super::settings::DEFAULT_SILENCE_DAYS;
use crate::domain::{Change, Language, Level, Mailbox, Sending, Standing, Telling};
use crate::schedule::{QuietHours, Slots};

/// One who is told, as `[[recipient]]` describes. Several addresses are several mails.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    /// As commands call it.
    pub name: String,
    pub to: Vec<Mailbox>,
    /// The name of a `[[mail.webhook]]`.
    pub webhook: Option<String>,
    pub zone: TimeZone,
    /// Of the mails; names and quotes stay in theirs.
    pub language: Language,
    pub digest: Option<Slots>,
    /// A digest is sent also where there is nothing to tell.
    pub empty_digest: bool,
    pub quiet_hours: Option<QuietHours>,
    /// After so many days without any mail one says that nothing happened; `None` for never.
    pub silence_alert: Option<SignedDuration>,
    /// How a step up of what has been told leaves: from reported to confirmed, a date that is known better.
    pub updates: Sending,
    /// How the word that an announced day has come leaves.
    pub reminders: Sending,
    /// The first that fits counts.
    pub rules: Vec<Rule>,
}

/// Something to tell.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    pub change: &'a Change,
    /// Of the role that it is about.
    pub level: Level,
    pub telling: Telling,
    /// How the recipient was told of this change before; `None` where it is not.
    pub told: Option<Sending>,
}

impl Recipient {
    /// One who is told everything settled at once, in English: `[mail] to`.
    pub fn plain(to: Mailbox) -> Recipient {
        Recipient {
            name: to.address.clone(),
            to: vec![to],
            webhook: None,
            zone: TimeZone::UTC,
            language: Language::English,
            digest: None,
            empty_digest: false,
            quiet_hours: None,
            silence_alert: Some(SignedDuration::from_hours(24 * i64::from(DEFAULT_SILENCE_DAYS))),
            updates: Sending::Digest,
            reminders: Sending::Digest,
            rules: Vec::new(),
        }
    }

    /// How `news` of a story leaves at `now`, if at all, and before which moment it is held. `window` is how long more of the story is waited for, from the publication of the
    /// first document that tells it.
    pub fn way(&self, news: &News<'_>, window: SignedDuration, now: Timestamp) -> Option<(Sending, Timestamp)> {
        let (by_rule, breakthrough) = self.by_rule(news.change, news.level);
        let sending = match news.telling {
            // Told before as news: a second time only as what it is.
            Telling::New => by_rule,
            // Open rumours stand in every digest; as news of their own they go only to those whose rules ask for them.
            Telling::Rumoured if self.asks_for(news.change, news.level) => by_rule,
            Telling::Rumoured => Sending::Never,
            Telling::Announced | Telling::Confirmed | Telling::Amended => match (news.told, by_rule) {
                (None | Some(Sending::Digest), by_rule) => by_rule,
                (Some(_), Sending::Never) => Sending::Never,
                (Some(_), _) => self.updates,
            },
            // What was told wrong is put right by the same way; who was told nothing needs no correction.
            Telling::Denied | Telling::Rejected | Telling::Reinstated => news.told?,
            Telling::Due => match news.told {
                Some(_) => self.reminders,
                None => Sending::Never,
            },
        };
        match sending {
            Sending::Alert => Some((sending, self.earliest(news.change, breakthrough, window, now))),
            Sending::Digest if self.digest.is_some() => Some((sending, now)),
            Sending::Digest | Sending::Never => None,
        }
    }

    /// What the first fitting rule says. Where none fits, what is settled goes the way of a recipient without rules: into the digest
    /// where there are both rules and a digest, else at once. What is not settled is left to the digest.
    fn by_rule(&self, change: &Change, level: Level) -> (Sending, bool) {
        if let Some(rule) = self.rules.iter().find(|rule| rule.fits(change, level)) {
            return (rule.send, rule.breakthrough);
        }
        let calm = change.standing < Standing::Reported || (!self.rules.is_empty() && self.digest.is_some());
        (if calm { Sending::Digest } else { Sending::Alert }, false)
    }

    fn asks_for(&self, change: &Change, level: Level) -> bool {
        self.rules.iter().any(|rule| rule.fits(change, level))
    }

    fn earliest(&self, change: &Change, breakthrough: bool, window: SignedDuration, now: Timestamp) -> Timestamp {
        let first = change.support.iter().map(|support| support.published).min().unwrap_or(now);
        // A date ahead of us is wrong and holds nothing for long.
        let open = first.min(now).checked_add(window).unwrap_or(now).max(now);
        let quiet = self.quiet_hours.filter(|_| !breakthrough).and_then(|hours| hours.end(&self.zone, open));
        quiet.unwrap_or(open)
    }

    /// Where this recipient is reached: addresses, then the webhook.
    pub fn places(&self) -> impl Iterator<Item = Mailbox> {
        self.to.iter().cloned().chain(self.webhook.iter().map(|name| Mailbox::of_webhook(name)))
    }
}
