//! The outbox: what is owed to whom. [`Store::queue`] turns what is owed into a mail with its bytes; what becomes of that is `batches`'.
//!
//! Whatever there is to tell (a telling) is turned into debts in the transaction that records it. Tellings that arise elsewhere (a decision
//! of the operator, a day that has come) are turned into debts by [`Store::route`] before the next delivery.

use std::collections::BTreeMap;

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::database::Store;
use super::row::{Moment, Word};
use super::told;
use crate::crash;
use crate::domain::{Change, Debt, MailKind, Mailbox, Sending, Telling};

/// How each place was told of a change before.
pub type Told = BTreeMap<String, Sending>;

/// Says who is owed a telling of a change.
pub type Owe<'a> = &'a dyn Fn(&Change, Telling, &Told) -> Vec<Debt>;

/// Something that is owed and not in any mail yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The row.
    pub debt: i64,
    pub telling: Telling,
    /// How often the same was told before and withdrawn.
    pub repeat: u32,
    pub change: Change,
    pub not_before: Timestamp,
}

/// What one place is owed, in the order in which it arose.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    pub to: Mailbox,
    pub items: Vec<Item>,
}

/// A mail to queue.
#[derive(Debug)]
pub struct Mail<'a> {
    /// See [`batch_id`].
    pub id: &'a str,
    pub to: &'a Mailbox,
    /// By which way it leaves.
    pub way: &'a str,
    pub kind: MailKind,
    pub subject: &'a str,
    pub bytes: &'a [u8],
    /// The rows that it pays.
    pub debts: &'a [i64],
    pub stories: &'a [&'a str],
    /// Of a digest: the slot's name and moment.
    pub slot: Option<(&'a str, Timestamp)>,
}

impl Store {
    /// Turns tellings that nobody was asked about into debts; how many.
    pub fn route(&mut self, owe: Owe, now: Timestamp) -> anyhow::Result<usize> {
        let open = "SELECT EXISTS (SELECT 1 FROM telling WHERE routed = 0)";
        if !self.read(|connection| Ok(connection.query_row(open, [], |row| row.get::<_, bool>(0))?))? {
            return Ok(0);
        }
        self.write("route", |transaction| route(transaction, owe, now))
    }

    /// What is owed by this sending and in no mail yet, held or not.
    pub fn owed(&self, sending: Sending) -> anyhow::Result<Vec<Owed>> {
        self.read(|connection| owed(connection, sending))
    }

    /// Queues a mail and pays what it tells, in one transaction. A digest's slot is taken with it.
    pub fn queue(&mut self, mail: &Mail, now: Timestamp) -> anyhow::Result<()> {
        self.write("claim", |transaction| queue(transaction, mail, now))
    }

    /// The earlier mails (their batches) of these stories to the same place, oldest first. Digests tell many stories and begin no thread.
    pub fn thread(&self, to: &str, stories: &[&str]) -> anyhow::Result<Vec<String>> {
        let stories = serde_json::to_string(stories)?;
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT id FROM batch WHERE recipient = ?1 AND kind = 'alert' AND id IN
                 (SELECT batch_id FROM batch_story WHERE story IN (SELECT value FROM json_each(?2))) ORDER BY created, rowid",
            )?;
            let rows = query.query_map([to, &stories], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Until when this place has been told by digests, and when a mail was last made for it. One that was never met is met now.
    pub fn reader(&mut self, to: &str, now: Timestamp) -> anyhow::Result<(Timestamp, Timestamp)> {
        let known = self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT digested, spoken FROM reader WHERE recipient = ?1")?;
            let row = query.query_row([to], |row| Ok((row.get::<_, Moment>(0)?.0, row.get::<_, Moment>(1)?.0)));
            Ok(row.optional()?)
        })?;
        if let Some(known) = known {
            return Ok(known);
        }
        self.write("reader", |transaction| meet(transaction, to, now))?;
        Ok((now, now))
    }

    /// A slot has passed with nothing to tell.
    pub fn pass_slot(&mut self, to: &str, slot: Timestamp) -> anyhow::Result<()> {
        self.write("slot", |transaction| {
            transaction.execute("UPDATE reader SET digested = ?2 WHERE recipient = ?1", params![to, Moment(slot)])?;
            Ok(())
        })
    }

    /// The earliest moment after `after` at which something that is held may leave; `None` if nothing is.
    pub fn next_release(&self, after: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        self.read(|connection| {
            let earliest = "SELECT min(not_before) FROM outbox WHERE batch_id IS NULL AND sending = 'alert' AND not_before > ?1";
            Ok(connection.query_row(earliest, [Moment(after)], |row| row.get::<_, Option<Moment>>(0))?.map(|moment| moment.0))
        })
    }
}

/// Made of the place and what is told: a crash before the commit gives the same id, and so the same Message-ID, again.
pub fn batch_id(to: &str, told: &[&str]) -> String {
    let told = format!("{to}\u{1f}{}", told.join("\u{1f}"));
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(told.as_bytes()))
}

/// Turns every telling that is not routed yet into debts; how many.
pub(super) fn route(transaction: &Transaction, owe: Owe, now: Timestamp) -> anyhow::Result<usize> {
    let mut query = transaction.prepare_cached(
        "SELECT id, change_id, what, quiet, (SELECT story FROM change WHERE change.id = change_id) IN (SELECT story FROM muted)
         FROM telling WHERE routed = 0 ORDER BY id",
    )?;
    let rows = query.query_map([], |row| {
        let silent = row.get::<_, bool>(3)? || row.get::<_, bool>(4)?;
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Word<Telling>>(2)?.0, silent))
    })?;
    let mut added = 0;
    for (telling, change, what, silent) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
        if !silent && let Some(change) = told::by_ids(transaction, &[change])?.into_iter().next() {
            let debts = owe(&change, what, &told(transaction, &change.id, what)?);
            added += enter(transaction, telling, &debts, now)?;
        }
        transaction.execute("UPDATE telling SET routed = 1 WHERE id = ?1", [telling])?;
    }
    Ok(added)
}

/// How each place was told of the change, as far as that matters for what is told now: a decision corrects what is in a mail, and its
/// undoing is for those who heard of it.
fn told(connection: &Connection, change: &str, what: Telling) -> anyhow::Result<Told> {
    let mut query = connection.prepare_cached(
        "SELECT recipient, sending FROM outbox JOIN telling ON telling.id = telling_id WHERE change_id = ?1
         AND (?2 NOT IN ('rejected', 'reinstated') OR batch_id IS NOT NULL) AND (?2 <> 'reinstated' OR what = 'rejected') ORDER BY outbox.id",
    )?;
    let rows = query.query_map(params![change, Word(what)], |row| Ok((row.get(0)?, row.get::<_, Word<Sending>>(1)?.0)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn enter(transaction: &Transaction, telling: i64, debts: &[Debt], now: Timestamp) -> anyhow::Result<usize> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO outbox (telling_id, recipient, recipient_name, sending, not_before) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?;
    let mut added = 0;
    for Debt { to, sending, not_before } in debts {
        meet(transaction, &to.address, now)?;
        added += insert.execute(params![telling, to.address, to.name, Word(*sending), Moment(*not_before)])?;
        crash::point("record: outbox row");
    }
    Ok(added)
}

fn meet(transaction: &Transaction, to: &str, now: Timestamp) -> anyhow::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO reader (recipient, since, digested, spoken) VALUES (?1, ?2, ?2, ?2) ON CONFLICT DO NOTHING")?;
    insert.execute(params![to, Moment(now)])?;
    Ok(())
}

fn owed(connection: &Connection, sending: Sending) -> anyhow::Result<Vec<Owed>> {
    let mut query = connection.prepare_cached(
        "SELECT outbox.id, recipient, recipient_name, not_before, what, change_id, (SELECT count(*) FROM telling AS earlier
            WHERE earlier.change_id = telling.change_id AND earlier.what = telling.what AND earlier.id < telling.id) FROM outbox JOIN telling ON telling.id = telling_id
         WHERE batch_id IS NULL AND sending = ?1 ORDER BY outbox.id",
    )?;
    let rows = query.query_map([Word(sending)], |row| {
        let to = Mailbox { address: row.get(1)?, name: row.get(2)? };
        Ok((row.get(0)?, to, row.get::<_, Moment>(3)?.0, row.get::<_, Word<Telling>>(4)?.0, row.get::<_, String>(5)?, row.get(6)?))
    })?;
    let rows: Vec<(i64, Mailbox, Timestamp, Telling, String, u32)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut ids: Vec<String> = rows.iter().map(|row| row.4.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let known: BTreeMap<String, Change> = told::by_ids(connection, &ids)?.into_iter().map(|change| (change.id.clone(), change)).collect();
    let mut owed: Vec<Owed> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (debt, to, not_before, telling, change, repeat) in rows {
        let Some(change) = known.get(&change).cloned() else { continue };
        let place = *places.entry(to.address.clone()).or_insert(owed.len());
        if place == owed.len() {
            owed.push(Owed { to: to.clone(), items: Vec::new() });
        }
        // The name is the one given last.
        owed[place].to = to;
        owed[place].items.push(Item { debt, telling, repeat, change, not_before });
    }
    Ok(owed)
}

pub(super) fn queue(transaction: &Transaction, mail: &Mail, now: Timestamp) -> anyhow::Result<()> {
    let Mail { id, to, way, kind, subject, bytes, debts, stories, slot } = mail;
    transaction.execute(
        "INSERT INTO batch (id, recipient, recipient_name, way, kind, slot, subject, state, created)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8)",
        params![id, to.address, to.name, way, Word(*kind), slot.map(|slot| slot.0), subject, Moment(now)],
    )?;
    transaction.execute("INSERT INTO batch_bytes (batch_id, bytes) VALUES (?1, ?2)", params![id, bytes])?;
    crash::point("claim: batch");
    let mut pay = transaction.prepare_cached("UPDATE outbox SET batch_id = ?1 WHERE id = ?2 AND recipient = ?3 AND batch_id IS NULL")?;
    for debt in *debts {
        let paid = pay.execute(params![id, debt, to.address])?;
        ensure!(paid == 1, "debt {debt} to {} was claimed by another delivery; only one may run", to.address);
    }
    for story in *stories {
        transaction.execute("INSERT INTO batch_story (batch_id, story) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![id, story])?;
    }
    meet(transaction, &to.address, now)?;
    transaction.execute("UPDATE reader SET spoken = ?2 WHERE recipient = ?1", params![to.address, Moment(now)])?;
    if let Some((_, until)) = slot {
        transaction.execute("UPDATE reader SET digested = ?2 WHERE recipient = ?1", params![to.address, Moment(*until)])?;
    }
    Ok(())
}
