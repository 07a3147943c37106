//! Mails that are made: `queued`, then `sending` (committed before the connection, with the attempt's number), and at last `sent`,
//! `deferred` to a moment, or `dead`.
//!
//! A batch found `sending` at the start met a crash: whether it arrived is unknown, so the same bytes are sent again, and their Message-ID
//! tells a duplicate. Only one delivery may run at a time.

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::database::Store;
use super::retry::{self, Next};
use super::row::{Moment, Word};
use crate::domain::{MailKind, Mailbox};

/// A mail that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Stable: the same place and tellings give the same id.
    pub id: String,
    pub to: Mailbox,
    pub kind: MailKind,
    pub subject: String,
    /// The encoded mail, the same at every attempt.
    pub bytes: Vec<u8>,
    /// How often it has been tried, this time included.
    pub attempts: u32,
    pub created: Timestamp,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was accepted.
    Sent,
    /// It failed and may succeed later: it is tried again after a growing wait, or dead after five days.
    Deferred(String),
    /// It was refused for good; it is kept and shown, and not tried again.
    Dead(String),
    /// It was not tried after all.
    Untried,
}

/// How many mails there are, by state, and what is owed and in none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    pub unclaimed: u32,
    pub queued: u32,
    pub sending: u32,
    pub deferred: u32,
    pub sent: u32,
    pub dead: u32,
}

/// A mail as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub to: String,
    pub kind: MailKind,
    pub subject: String,
    pub state: String,
    pub attempts: u32,
    pub created: Timestamp,
    /// When a deferred one is tried again.
    pub next: Option<Timestamp>,
    pub reason: Option<String>,
}

/// A way out that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedWay {
    pub name: String,
    pub failures: u32,
    pub since: Timestamp,
    pub not_before: Timestamp,
    pub reason: String,
}

/// A mail waits while its way is closed, and while an earlier one of its story to the same place is not through.
const DUE: &str = "state IN ('queued', 'sending', 'deferred') AND (state <> 'deferred' OR next_at <= ?1)
    AND way NOT IN (SELECT name FROM way WHERE not_before > ?1)
    AND NOT EXISTS (
        SELECT 1 FROM batch AS earlier INDEXED BY batch_deferred JOIN batch_story AS theirs ON theirs.batch_id = earlier.id
        JOIN batch_story AS ours ON ours.batch_id = batch.id AND ours.story = theirs.story
        WHERE earlier.recipient = batch.recipient AND earlier.state = 'deferred' AND earlier.next_at > ?1 AND earlier.rowid < batch.rowid)";

impl Store {
    /// Takes up to `most` batches whose time has come into `sending`, counts the attempt, and returns them in the order in which they were
    /// made: the queued, those deferred until `now` or earlier, and those that a crash left `sending`.
    pub fn due_batches(&mut self, now: Timestamp, most: usize) -> anyhow::Result<Vec<Batch>> {
        let find = format!("SELECT id FROM batch WHERE {DUE} ORDER BY created, rowid LIMIT ?2");
        let any = format!("SELECT EXISTS (SELECT 1 FROM batch WHERE {DUE})");
        if !self.read(|connection| Ok(connection.prepare_cached(&any)?.query_row([Moment(now)], |row| row.get::<_, bool>(0))?))? {
            return Ok(Vec::new());
        }
        self.write("attempt", |transaction| {
            let mut query = transaction.prepare_cached(&find)?;
            let ids = query
                .query_map(params![Moment(now), u32::try_from(most).unwrap_or(u32::MAX)], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            let mut take =
                transaction.prepare_cached("UPDATE batch SET state = 'sending', next_at = NULL, attempts = attempts + 1 WHERE id = ?1")?;
            let mut whole = transaction.prepare_cached("SELECT * FROM batch JOIN batch_bytes ON batch_id = id WHERE id = ?1")?;
            ids.iter()
                .map(|id| {
                    take.execute([id])?;
                    Ok(whole.query_row([id], batch)?)
                })
                .collect()
        })
    }

    /// Notes what became of batches that were being sent. For each what comes next, where it was deferred. Noting the same end once more
    /// is nothing.
    pub fn mark(&mut self, fates: &[(&str, Fate)], now: Timestamp) -> anyhow::Result<Vec<Option<Next>>> {
        if fates.is_empty() {
            return Ok(Vec::new());
        }
        self.write("sent", |transaction| fates.iter().map(|(id, fate)| mark(transaction, id, fate, now)).collect())
    }

    /// The way is closed: it is left alone for a growing while. What waits for it longer than five days is given up: those batches' ids.
    pub fn close_way(&mut self, name: &str, reason: &str, now: Timestamp) -> anyhow::Result<(ClosedWay, Vec<String>)> {
        self.write("way", |transaction| {
            let before = transaction.query_row("SELECT * FROM way WHERE name = ?1", [name], closed_way).optional()?;
            let failures = before.as_ref().map_or(1, |way| way.failures.saturating_add(1));
            let since = before.map_or(now, |way| way.since);
            let way = ClosedWay { name: name.into(), failures, since, not_before: retry::pause(failures, now), reason: reason.into() };
            transaction.execute(
                "INSERT OR REPLACE INTO way (name, failures, since, not_before, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![name, failures, Moment(since), Moment(way.not_before), reason],
            )?;
            let mut give_up = transaction.prepare_cached(
                "UPDATE batch SET state = 'dead', finished = ?2, last_error = ?3, next_at = NULL
                 WHERE way = ?1 AND state IN ('queued', 'deferred') AND created < ?4 RETURNING id",
            )?;
            let old = now.checked_sub(retry::GIVE_UP_AFTER).unwrap_or(Timestamp::MIN);
            let dead = give_up.query_map(params![name, Moment(now), reason, Moment(old)], |row| row.get(0))?;
            Ok((way, dead.collect::<rusqlite::Result<_>>()?))
        })
    }

    /// The way is open.
    pub fn open_way(&mut self, name: &str) -> anyhow::Result<()> {
        self.write("way", |transaction| {
            transaction.execute("DELETE FROM way WHERE name = ?1", [name])?;
            Ok(())
        })
    }

    /// The ways that were closed at their last attempt.
    pub fn closed_ways(&self) -> anyhow::Result<Vec<ClosedWay>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM way ORDER BY name")?;
            let rows = query.query_map([], closed_way)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The earliest moment at which a mail that waits is due; `None` if there is none.
    pub fn next_attempt(&self) -> anyhow::Result<Option<Timestamp>> {
        self.read(|connection| {
            let next = "SELECT min(max(coalesce(next_at, ''), coalesce((SELECT not_before FROM way WHERE name = way), '')))
                        FROM batch WHERE state = 'deferred' OR (state = 'queued' AND way IN (SELECT name FROM way))";
            Ok(connection.query_row(next, [], |row| row.get::<_, Option<Moment>>(0))?.map(|moment| moment.0))
        })
    }

    /// How many owed tellings and mails there are, by state.
    pub fn outbox_counts(&self) -> anyhow::Result<OutboxCounts> {
        self.read(|connection| {
            let batches = |state: &str| connection.query_row("SELECT count(*) FROM batch WHERE state = ?1", [state], |row| row.get(0));
            Ok(OutboxCounts {
                unclaimed: connection.query_row("SELECT count(*) FROM outbox WHERE batch_id IS NULL", [], |row| row.get(0))?,
                queued: batches("queued")?,
                sending: batches("sending")?,
                deferred: batches("deferred")?,
                sent: batches("sent")?,
                dead: batches("dead")?,
            })
        })
    }

    /// The mails that are not sent, or all of them, the newest last.
    pub fn mails(&self, all: bool) -> anyhow::Result<Vec<Listed>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM batch WHERE ?1 OR state <> 'sent' ORDER BY created, rowid")?;
            let rows = query.query_map([all], |row| {
                Ok(Listed {
                    id: row.get("id")?,
                    to: row.get("recipient")?,
                    kind: row.get::<_, Word<_>>("kind")?.0,
                    subject: row.get("subject")?,
                    state: row.get("state")?,
                    attempts: row.get("attempts")?,
                    created: row.get::<_, Moment>("created")?.0,
                    next: row.get::<_, Option<Moment>>("next_at")?.map(|moment| moment.0),
                    reason: row.get("last_error")?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Mails that wait or are dead are tried with the next delivery; with `id` only that one. How many.
    pub fn retry(&mut self, id: Option<&str>, now: Timestamp) -> anyhow::Result<usize> {
        self.write("retry", |transaction| {
            transaction.execute("DELETE FROM way", [])?;
            // The five days begin anew.
            Ok(transaction.execute(
                "UPDATE batch SET state = 'queued', next_at = NULL, finished = NULL, attempts = 0, created = ?2
                 WHERE state IN ('deferred', 'dead') AND (?1 IS NULL OR id = ?1)",
                params![id, Moment(now)],
            )?)
        })
    }

    /// A mail that is not sent is given up. Whether there was one.
    pub fn drop_mail(&mut self, id: &str, now: Timestamp) -> anyhow::Result<bool> {
        self.write("drop", |transaction| {
            let dropped = transaction.execute(
                "UPDATE batch SET state = 'dead', finished = ?2, next_at = NULL, last_error = 'dropped by the operator'
                 WHERE id = ?1 AND state <> 'sent'",
                params![id, Moment(now)],
            )?;
            Ok(dropped == 1)
        })
    }
}

fn closed_way(row: &Row) -> rusqlite::Result<ClosedWay> {
    Ok(ClosedWay {
        name: row.get("name")?,
        failures: row.get("failures")?,
        since: row.get::<_, Moment>("since")?.0,
        not_before: row.get::<_, Moment>("not_before")?.0,
        reason: row.get("reason")?,
    })
}

fn mark(transaction: &Transaction, batch: &str, fate: &Fate, now: Timestamp) -> anyhow::Result<Option<Next>> {
    match fate {
        Fate::Sent => finish(transaction, batch, "sent", None, now).map(|()| None),
        Fate::Dead(reason) => finish(transaction, batch, "dead", Some(reason), now).map(|()| None),
        Fate::Untried => {
            let back = "UPDATE batch SET state = 'queued', attempts = attempts - 1 WHERE id = ?1 AND state = 'sending'";
            transaction.execute(back, [batch])?;
            Ok(None)
        }
        Fate::Deferred(reason) => {
            let (attempts, created) = transaction.query_row("SELECT attempts, created FROM batch WHERE id = ?1", [batch], |row| {
                Ok((row.get(0)?, row.get::<_, Moment>(1)?.0))
            })?;
            let next = retry::next(attempts, created, now);
            match next {
                Next::GivenUp => finish(transaction, batch, "dead", Some(reason), now)?,
                Next::At(at) => {
                    let deferred = transaction.execute(
                        "UPDATE batch SET state = 'deferred', next_at = ?2, last_error = ?3 WHERE id = ?1 AND state = 'sending'",
                        params![batch, Moment(at), reason],
                    )?;
                    ensure!(deferred == 1, "batch {batch} is not being sent, so it cannot be deferred");
                }
            }
            Ok(Some(next))
        }
    }
}

/// Ends a batch that is being sent. Ending it once more in the same way is nothing.
fn finish(transaction: &Transaction, batch: &str, state: &str, reason: Option<&str>, now: Timestamp) -> anyhow::Result<()> {
    let finished = transaction.execute(
        "UPDATE batch SET state = ?2, finished = ?3, last_error = ?4, next_at = NULL WHERE id = ?1 AND state = 'sending'",
        params![batch, state, Moment(now), reason],
    )?;
    let is_state = "SELECT EXISTS (SELECT 1 FROM batch WHERE id = ?1 AND state = ?2)";
    let there = finished == 1 || transaction.query_row(is_state, [batch, state], |row| row.get(0))?;
    ensure!(there, "batch {batch} is not being sent, so it cannot be {state}");
    Ok(())
}

fn batch(row: &Row) -> rusqlite::Result<Batch> {
    Ok(Batch {
        id: row.get("id")?,
        to: Mailbox { address: row.get("recipient")?, name: row.get("recipient_name")? },
        kind: row.get::<_, Word<_>>("kind")?.0,
        subject: row.get("subject")?,
        bytes: row.get("bytes")?,
        attempts: row.get("attempts")?,
        created: row.get::<_, Moment>("created")?.0,
    })
}
