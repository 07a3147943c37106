//! From the outbox to the mail.

use anyhow::Context;
use jiff::Timestamp;
use tracing::info;

use super::watch::Watch;
use crate::crash;
use crate::digest;
use crate::domain::{Mailbox, Message};
use crate::notify::{self, Notifiers};
use crate::store::{Fault, Next};

/// What became of the mails that were due.
#[derive(Debug, Default)]
pub struct Delivered {
    pub sent: usize,
    /// One line for each mail that did not leave.
    pub failures: Vec<String>,
}

/// Makes the mails that are owed, stores them, and sends each that is due. Fails only where the store does.
pub async fn deliver(watch: &mut Watch, now: Timestamp) -> anyhow::Result<Delivered> {
    deliver_until(watch, now, || false).await
}

/// The same, but begins no further mail once `stop` says so; the others are sent at the next start.
pub async fn deliver_until(watch: &mut Watch, now: Timestamp, stop: impl Fn() -> bool) -> anyhow::Result<Delivered> {
    let mut delivered = Delivered::default();
    let identity = watch.config.identity();
    let people = watch.store.roster()?.people;
    let claimed = watch.store.claim(now, |batch, recipient, changes| {
        let message = digest::render(&identity, recipient, batch, now, changes, &people)?;
        encoded(&watch.notifiers, recipient, message)
    })?;
    delivered.failures.extend(claimed.failures.iter().map(|(to, error)| format!("mail to {}: cannot be made: {error:#}", to.address)));
    let noticed = watch.store.claim_notices(&watch.config.mail.to, now, |batch, recipient, notices| {
        let message = digest::render_notices(&identity, recipient, batch, now, notices)?;
        encoded(&watch.notifiers, recipient, message)
    });
    match noticed {
        Err(error) if error.downcast_ref::<Fault>().is_some() => return Err(error),
        Err(error) => delivered.failures.push(format!("a mail about sources cannot be made: {error:#}")),
        Ok(_) => {}
    }
    for batch in watch.store.due_batches(now)? {
        if stop() {
            break;
        }
        let to = &batch.recipient.address;
        crash::point("deliver: before a mail leaves");
        match watch.notifiers.mail().send(&identity.from.address, to, &batch.bytes, &batch.id).await {
            Ok(()) => {
                crash::point("deliver: after a mail has left");
                watch.store.mark_sent(&batch.id, now)?;
                info!(to, subject = batch.subject, "mail sent");
                delivered.sent += 1;
            }
            Err(notify::Error::Way(reason) | notify::Error::Transient(reason)) => {
                let next = match watch.store.mark_deferred(&batch.id, &reason, now)? {
                    Next::At(at) => format!("tried again after {at:.0}"),
                    Next::GivenUp => "given up after five days".to_string(),
                };
                delivered.failures.push(format!("mail to {to}: {reason}; {next}"));
            }
            Err(notify::Error::Permanent(reason)) => {
                watch.store.mark_dead(&batch.id, &reason, now)?;
                delivered.failures.push(format!("mail to {to}: refused: {reason}; it is kept and not tried again"));
            }
        }
    }
    watch.notifiers.rest().await;
    Ok(delivered)
}

/// The message with the bytes that the way to its recipient takes.
fn encoded(notifiers: &Notifiers, to: &Mailbox, message: Message) -> anyhow::Result<(Message, Vec<u8>)> {
    let (_, way) = notifiers.of(to).with_context(|| format!("there is no [[mail.webhook]] {:?}", to.webhook().unwrap_or_default()))?;
    let bytes = way.encode(&message)?;
    Ok((message, bytes))
}
