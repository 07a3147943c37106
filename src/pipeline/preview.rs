//! Mails that nobody is owed: to look at a digest, and to try whether mails arrive.

use anyhow::bail;
use jiff::Timestamp;

use super::background::Knowledge;
use super::mails;
use super::owe::level;
use crate::config::Config;
use crate::digest::Told;
use crate::domain::{Mailbox, Message, Sending, Telling};
use crate::recipient::{News, Recipient};
use crate::store::{Store, batch_id};

/// The digest that the recipient would get at `now`: what is owed to it, or with `since` all that its rules let through from then on.
pub fn digest_preview(
    config: &Config,
    store: &Store,
    recipient: &Recipient,
    since: Option<Timestamp>,
    now: Timestamp,
) -> anyhow::Result<Message> {
    let Some(to) = recipient.places().next() else { bail!("{} is reached nowhere", recipient.name) };
    let told = match since {
        None => {
            let owed = store.owed(Sending::Digest)?.into_iter().find(|owed| owed.to.address == to.address);
            mails::told(&owed.map(|owed| owed.items).unwrap_or_default())
        }
        Some(since) => {
            let told = store.changes()?.into_iter().filter(|change| change.detected >= since).map(|change| {
                let level = level(&change);
                Told { change, telling: Telling::New, level }
            });
            let wanted = |told: &Told| {
                let news = News { change: &told.change, level: told.level, telling: told.telling, told: None };
                recipient.way(&news, config.mail.story_window, now).is_some()
            };
            told.filter(wanted).collect()
        }
    };
    let knowledge = Knowledge::of(store, now)?;
    let outlook = knowledge.outlook(config, now);
    config.writer()?.digest(mails::reader(recipient, &to), "preview", now, &told, &knowledge.background(), &outlook)
}

/// Sends a test to one place of the recipient, past the outbox.
pub async fn test_mail(config: &Config, recipient: &Recipient, to: &Mailbox, now: Timestamp) -> anyhow::Result<()> {
    let (notifiers, writer) = (config.notifiers()?, config.writer()?);
    let message = writer.test(mails::reader(recipient, to), &batch_id(&to.address, &["test", &now.to_string()]), now)?;
    let Some((_, way)) = notifiers.of(to) else { bail!("there is no [[mail.webhook]] \"{}\"", to.webhook().unwrap_or_default()) };
    let (_, bytes) = notifiers.encode(&message)?;
    way.send(&writer.identity().from.address, &to.address, &bytes, &message.batch).await?;
    way.rest().await;
    Ok(())
}
