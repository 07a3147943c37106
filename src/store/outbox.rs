//! The outbox: which change is owed to whom, and the mails that pay it.
//!
//! An owed change waits unclaimed; [`Store::claim`] makes batches of what a recipient is owed and stores their bytes. A
//! batch is then `queued`, `sending` (committed before the connection, with the attempt's number), and at last `sent`, `deferred`
//! to a moment, or `dead`. A batch found `sending` at the start met a crash: whether it arrived is unknown, so the same bytes are
//! sent again, and their Message-ID tells a duplicate. Only one delivery may run at a time.

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::changes;
use super::database::Store;
use super::retry::{self, Next};
use super::row::Moment;
use crate::crash;
use crate::domain::{Change, Mailbox, Message};

/// Changes of one mail. Big web mailers cut a mail off after about 100 KB of HTML; a change with its sources takes 4 to 9 KB.
pub const CHANGES_PER_MAIL: usize = 10;

/// A mail that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Stable: the same recipient and changes give the same id.
    pub id: String,
    pub recipient: Mailbox,
    pub subject: String,
    /// The encoded mail, the same at every attempt.
    pub bytes: Vec<u8>,
    /// How often it has been tried, this time included.
    pub attempts: u32,
    pub created: Timestamp,
}

/// What claiming did.
#[derive(Debug, Default)]
pub struct Claimed {
    /// The ids of the batches made.
    pub batches: Vec<String>,
    /// The recipients whose mail could not be rendered; their changes stay unclaimed.
    pub failures: Vec<(Mailbox, anyhow::Error)>,
}

/// How many owed changes and mails there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    pub unclaimed: u32,
    pub queued: u32,
    pub sending: u32,
    pub deferred: u32,
    pub sent: u32,
    pub dead: u32,
}

impl Store {
    /// Makes batches of at most [`CHANGES_PER_MAIL`] for each recipient with unclaimed changes. `render` gets the batch's id, the recipient and the changes in
    /// the order in which they were queued; one recipient's failure leaves the others alone.
    pub fn claim(
        &mut self,
        now: Timestamp,
        mut render: impl FnMut(&str, &Mailbox, &[Change]) -> anyhow::Result<(Message, Vec<u8>)>,
    ) -> anyhow::Result<Claimed> {
        let mut claimed = Claimed::default();
        for recipient in self.read(owed_recipients)? {
            for changes in self.read(|connection| owed(connection, &recipient))?.chunks(CHANGES_PER_MAIL) {
                let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
                let batch = batch_id(&recipient.address, &ids);
                match render(&batch, &recipient, changes) {
                    Ok((message, bytes)) => {
                        let subject = message.subject.as_str();
                        self.write("claim", |transaction| insert_batch(transaction, &batch, &recipient, &ids, subject, &bytes, now))?;
                        claimed.batches.push(batch);
                    }
                    Err(error) => claimed.failures.push((recipient.clone(), error)),
                }
            }
        }
        Ok(claimed)
    }

    /// Takes every batch whose time has come into `sending`, counts the attempt, and returns them in the order in which they were
    /// made: the queued, those deferred until `now` or earlier, and those that a crash left `sending`.
    pub fn due_batches(&mut self, now: Timestamp) -> anyhow::Result<Vec<Batch>> {
        self.write("attempt", |transaction| {
            let due = "state IN ('queued', 'sending') OR (state = 'deferred' AND next_at <= ?1)";
            let mut query = transaction.prepare_cached(&format!("SELECT id FROM batch WHERE {due} ORDER BY created, rowid"))?;
            let ids = query.query_map([Moment(now)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
            let mut take = transaction
                .prepare_cached("UPDATE batch SET state = 'sending', next_at = NULL, attempts = attempts + 1 WHERE id = ?1 RETURNING *")?;
            ids.iter().map(|id| Ok(take.query_row([id], batch)?)).collect()
        })
    }

    /// The batch has been accepted.
    pub fn mark_sent(&mut self, batch: &str, now: Timestamp) -> anyhow::Result<()> {
        self.write("sent", |transaction| finish(transaction, batch, "sent", None, now))
    }

    /// The attempt failed and may succeed later. The batch is tried again after a growing wait, or is dead after five days.
    pub fn mark_deferred(&mut self, batch: &str, reason: &str, now: Timestamp) -> anyhow::Result<Next> {
        self.write("deferred", |transaction| {
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
            Ok(next)
        })
    }

    /// The batch was refused for good; it is kept and shown, and not tried again.
    pub fn mark_dead(&mut self, batch: &str, reason: &str, now: Timestamp) -> anyhow::Result<()> {
        self.write("dead", |transaction| finish(transaction, batch, "dead", Some(reason), now))
    }

    /// The earliest moment at which a deferred batch is due; `None` if there is none.
    pub fn next_attempt(&self) -> anyhow::Result<Option<Timestamp>> {
        self.read(|connection| {
            let next = connection.query_row("SELECT min(next_at) FROM batch", [], |row| row.get::<_, Option<Moment>>(0))?;
            Ok(next.map(|moment| moment.0))
        })
    }

    /// How many owed changes and mails there are, by state.
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
}

/// Owes the change to every recipient; how many rows were added.
pub fn enqueue(transaction: &Transaction, change: &str, recipients: &[Mailbox], now: Timestamp) -> anyhow::Result<usize> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO outbox (change_id, recipient, recipient_name, queued) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    let mut added = 0;
    for recipient in recipients {
        added += insert.execute(params![change, recipient.address, recipient.name, Moment(now)])?;
        crash::point("record: outbox row");
    }
    Ok(added)
}

/// Made of the recipient and the changes: a crash before the commit gives the same id, and so the same Message-ID, again.
pub fn batch_id(recipient: &str, changes: &[&str]) -> String {
    let told = format!("{recipient}\u{1f}{}", changes.join("\u{1f}"));
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(told.as_bytes()))
}

/// The recipients with unclaimed changes; the name is the one given last.
fn owed_recipients(connection: &Connection) -> anyhow::Result<Vec<Mailbox>> {
    let mut query = connection.prepare_cached(
        "SELECT recipient, recipient_name, max(id) AS last FROM outbox WHERE batch_id IS NULL GROUP BY recipient ORDER BY last",
    )?;
    let rows = query.query_map([], |row| Ok(Mailbox { address: row.get(0)?, name: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn owed(connection: &Connection, recipient: &Mailbox) -> anyhow::Result<Vec<Change>> {
    let mut query = connection.prepare_cached("SELECT change_id FROM outbox WHERE batch_id IS NULL AND recipient = ?1 ORDER BY id")?;
    let ids = query.query_map([&recipient.address], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    changes::by_ids(connection, &ids)
}

/// Queues a mail, and takes the changes that it tells out of what is owed to the recipient.
pub fn insert_batch(
    transaction: &Transaction,
    id: &str,
    recipient: &Mailbox,
    changes: &[&str],
    subject: &str,
    bytes: &[u8],
    now: Timestamp,
) -> anyhow::Result<()> {
    transaction.execute(
        "INSERT INTO batch (id, recipient, recipient_name, subject, bytes, state, created) VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6)",
        params![id, recipient.address, recipient.name, subject, bytes, Moment(now)],
    )?;
    crash::point("claim: batch");
    let mut claim =
        transaction.prepare_cached("UPDATE outbox SET batch_id = ?1 WHERE change_id = ?2 AND recipient = ?3 AND batch_id IS NULL")?;
    for change in changes {
        let claimed = claim.execute(params![id, change, recipient.address])?;
        ensure!(claimed == 1, "change {change} was claimed for {} by another delivery; only one may run", recipient.address);
    }
    Ok(())
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
        recipient: Mailbox { address: row.get("recipient")?, name: row.get("recipient_name")? },
        subject: row.get("subject")?,
        bytes: row.get("bytes")?,
        attempts: row.get("attempts")?,
        created: row.get::<_, Moment>("created")?.0,
    })
}
