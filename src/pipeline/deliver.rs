//! From the outbox to the mail.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tracing::{error, info};

use super::mails;
use super::watch::Watch;
use crate::crash;
use crate::domain::{About, Health, MailKind, Notice};
use crate::notify;
use crate::store::{Batch, Fate, Next};

/// Mails that are taken at a time, which is one commit: about 15 MB of them.
const TAKE: usize = 500;
/// What became of mails is noted at least this often: so much work is done twice after a crash, under the same Message-IDs.
const NOTE_EVERY: Duration = Duration::from_millis(200);
/// A way out that has failed so often in a row is told to the operator: a hiccup is none.
const TELL_AFTER: u32 = 3;

/// What became of the mails that were due.
#[derive(Debug, Default)]
pub struct Delivered {
    pub sent: usize,
    /// One line for each mail that did not leave.
    pub failures: Vec<String>,
}

/// Makes the mails whose time has come, stores them, and sends each that is due. Nobody waits for more of a story: for a cycle that no other
/// follows soon. Fails only where the store does.
pub async fn deliver(watch: &mut Watch, now: Timestamp) -> anyhow::Result<Delivered> {
    let failures = mails::make(watch, now, true)?;
    send(watch, now, true, failures, || false).await
}

/// The same, but waits for more of a story, and begins no further mail once `stop` says so; the others are sent at the next start.
pub async fn deliver_until(watch: &mut Watch, now: Timestamp, stop: impl Fn() -> bool) -> anyhow::Result<Delivered> {
    let failures = mails::make(watch, now, false)?;
    send(watch, now, false, failures, stop).await
}

/// Lives through the time from `from` to before `until`: delivers at each moment at which something that is held is released or a digest is
/// due. For those whose clock is simulated.
pub async fn deliver_between(watch: &mut Watch, from: Timestamp, until: Timestamp) -> anyhow::Result<Delivered> {
    let mut all = Delivered::default();
    let mut now = from;
    while let Some(next) = next_wake(watch, now)?.filter(|next| *next < until) {
        now = next;
        let delivered = deliver_until(watch, now, || false).await?;
        all.sent += delivered.sent;
        all.failures.extend(delivered.failures);
    }
    Ok(all)
}

fn next_wake(watch: &Watch, after: Timestamp) -> anyhow::Result<Option<Timestamp>> {
    let slots = watch.config.recipients.iter().filter_map(|recipient| Some(recipient.digest.as_ref()?.next(&recipient.zone, after)?.at));
    Ok(watch.store.next_release(after)?.into_iter().chain(slots).min())
}

/// Sends what is queued and due. When a way opens again, what has waited for it is looked at anew: it may be late.
async fn send(watch: &mut Watch, now: Timestamp, flush: bool, failures: Vec<String>, stop: impl Fn() -> bool) -> anyhow::Result<Delivered> {
    let troubles = watch.store.troubles(About::Mail)?;
    let delivered = Delivered { sent: 0, failures };
    let closed = watch.store.closed_ways()?.into_iter().map(|way| way.name).collect();
    let mut round = Round { now, delivered, fates: Vec::new(), noted: Instant::now(), troubles, closed, opened: false };
    while !stop() {
        if std::mem::take(&mut round.opened) {
            round.delivered.failures.extend(mails::make(watch, now, flush)?);
        }
        let due = watch.store.due_batches(now, TAKE)?;
        if due.is_empty() {
            break;
        }
        round.take(watch, due, &stop).await?;
    }
    watch.notifiers.rest().await;
    Ok(round.delivered)
}

/// One delivery under way.
struct Round {
    now: Timestamp,
    delivered: Delivered,
    /// What became of mails and is not noted yet.
    fates: Vec<(String, Fate)>,
    noted: Instant,
    /// Ways and recipients that the operator was told are in trouble.
    troubles: BTreeSet<String>,
    /// Ways that were closed at their last attempt.
    closed: BTreeSet<String>,
    /// One of them has taken a mail.
    opened: bool,
}

impl Round {
    async fn take(&mut self, watch: &mut Watch, due: Vec<Batch>, stop: &impl Fn() -> bool) -> anyhow::Result<()> {
        let mut held: BTreeSet<String> = BTreeSet::new();
        for batch in due {
            let Some((way, _)) = watch.notifiers.of(&batch.to) else {
                let reason = format!("there is no [[mail.webhook]] \"{}\"", batch.to.webhook().unwrap_or_default());
                self.refused(watch, &batch, reason)?;
                continue;
            };
            let way = way.to_string();
            // What follows a mail that is put off may be of the same story: it is looked at again.
            if stop() || self.opened || held.contains(&way) || held.contains(&batch.to.address) {
                self.fates.push((batch.id, Fate::Untried));
                continue;
            }
            if !self.attempt(watch, &batch, &way).await? {
                held.insert(batch.to.address.clone());
                if self.closed.contains(&way) {
                    held.insert(way);
                }
            }
            if self.noted.elapsed() >= NOTE_EVERY {
                self.note(watch)?;
            }
        }
        self.note(watch)
    }

    /// Whether the mail need not be thought of any more.
    async fn attempt(&mut self, watch: &mut Watch, batch: &Batch, way: &str) -> anyhow::Result<bool> {
        crash::point("deliver: before a mail leaves");
        let from = &watch.writer.identity().from.address;
        let Some((_, notifier)) = watch.notifiers.of(&batch.to) else { return Ok(true) };
        match notifier.send(from, &batch.to.address, &batch.bytes, &batch.id).await {
            Ok(()) => {
                crash::point("deliver: after a mail has left");
                info!(to = batch.to.address, subject = batch.subject, "mail sent");
                self.delivered.sent += 1;
                self.fates.push((batch.id.clone(), Fate::Sent));
                self.well(watch, way, &batch.to.address)?;
                Ok(true)
            }
            Err(notify::Error::Transient(reason)) => {
                self.put_off(watch, batch, reason)?;
                Ok(false)
            }
            Err(notify::Error::Way(reason)) => {
                self.put_off(watch, batch, reason.clone())?;
                let (closed, dead) = watch.store.close_way(way, &reason, self.now)?;
                self.closed.insert(way.to_string());
                for id in dead {
                    self.delivered.failures.push(format!("mail {id}: given up after five days: {reason}"));
                }
                if closed.failures >= TELL_AFTER {
                    self.trouble(watch, way, Health::Unreachable, closed.failures, &reason)?;
                }
                Ok(false)
            }
            Err(notify::Error::Permanent(reason)) => {
                self.refused(watch, batch, reason)?;
                Ok(true)
            }
        }
    }

    fn put_off(&mut self, watch: &mut Watch, batch: &Batch, reason: String) -> anyhow::Result<()> {
        self.note(watch)?;
        let next = watch.store.mark(&[(&batch.id, Fate::Deferred(reason.clone()))], self.now)?;
        let next = match next.into_iter().next().flatten() {
            Some(Next::At(at)) => format!("tried again after {at:.0}"),
            _ => {
                self.trouble_with(watch, batch, Health::Gone, &reason)?;
                "given up after five days".to_string()
            }
        };
        self.delivered.failures.push(format!("mail to {}: {reason}; {next}", batch.to.address));
        Ok(())
    }

    fn refused(&mut self, watch: &mut Watch, batch: &Batch, reason: String) -> anyhow::Result<()> {
        self.trouble_with(watch, batch, Health::Refused, &reason)?;
        self.delivered.failures.push(format!("mail to {}: refused: {reason}; it is kept and not tried again", batch.to.address));
        self.fates.push((batch.id.clone(), Fate::Dead(reason)));
        Ok(())
    }

    /// Tells the operator of a recipient's trouble. That notices do not arrive is not told by a notice.
    fn trouble_with(&mut self, watch: &mut Watch, batch: &Batch, health: Health, reason: &str) -> anyhow::Result<()> {
        if batch.kind == MailKind::Notice {
            error!(to = batch.to.address, reason, "a notice to the operator does not arrive");
            return Ok(());
        }
        self.trouble(watch, &batch.to.address, health, batch.attempts, reason)
    }

    /// Once, until it is well again.
    fn trouble(&mut self, watch: &mut Watch, name: &str, health: Health, failures: u32, reason: &str) -> anyhow::Result<()> {
        if !self.troubles.insert(name.to_string()) {
            return Ok(());
        }
        error!(way = name, reason, "mail fails");
        let notice =
            Notice { about: About::Mail, name: name.into(), health, since: self.now, failures, reason: reason.into(), last_success: None };
        watch.store.note(&notice, self.now)
    }

    fn well(&mut self, watch: &mut Watch, way: &str, to: &str) -> anyhow::Result<()> {
        if self.closed.remove(way) {
            watch.store.open_way(way)?;
            self.opened = true;
        }
        for name in [way, to] {
            if self.troubles.remove(name) {
                let notice = Notice {
                    about: About::Mail,
                    name: name.into(),
                    health: Health::Ok,
                    since: self.now,
                    failures: 0,
                    reason: String::new(),
                    last_success: None,
                };
                watch.store.note(&notice, self.now)?;
            }
        }
        Ok(())
    }

    /// Writes down what became of the mails since the last time.
    fn note(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let fates = std::mem::take(&mut self.fates);
        let fates: Vec<(&str, Fate)> = fates.iter().map(|(id, fate)| (id.as_str(), fate.clone())).collect();
        watch.store.mark(&fates, self.now)?;
        self.noted = Instant::now();
        Ok(())
    }
}
