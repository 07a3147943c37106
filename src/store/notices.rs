//! Notices: what the operator is to be told about the watch itself.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::database::Store;
use super::outbox::{self, Mail};
use super::row::{Moment, Word};
use crate::crash;
use crate::domain::{About, Health, Notice};

impl Store {
    /// The notices that no mail has told yet, in the order in which they arose, each with its row.
    pub fn owed_notices(&self) -> anyhow::Result<Vec<(i64, Notice)>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM notice WHERE claimed IS NULL ORDER BY id")?;
            let rows = query.query_map([], |row| {
                let notice = Notice {
                    about: row.get::<_, Word<About>>("about")?.0,
                    name: row.get("source")?,
                    health: row.get::<_, Word<Health>>("health")?.0,
                    since: row.get::<_, Moment>("since")?.0,
                    failures: row.get("failures")?,
                    reason: row.get("reason")?,
                    last_success: row.get::<_, Option<Moment>>("last_success")?.map(|moment| moment.0),
                };
                Ok((row.get("id")?, notice))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Queues the mail that tells these notices.
    pub fn queue_notices(&mut self, mail: &Mail, notices: &[i64], now: Timestamp) -> anyhow::Result<()> {
        self.write("notices", |transaction| {
            outbox::queue(transaction, mail, now)?;
            crash::point("notices: batch");
            let mut claim = transaction.prepare_cached("UPDATE notice SET claimed = ?2 WHERE id = ?1")?;
            for notice in notices {
                claim.execute(params![notice, Moment(now)])?;
            }
            Ok(())
        })
    }

    /// Keeps a notice for the operator.
    pub fn note(&mut self, notice: &Notice, now: Timestamp) -> anyhow::Result<()> {
        self.write("note", |transaction| insert(transaction, notice, now))
    }

    /// The names of those of this sort whose last notice said that they are in trouble.
    pub fn troubles(&self, about: About) -> anyhow::Result<BTreeSet<String>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT source, health, max(id) FROM notice WHERE about = ?1 GROUP BY source")?;
            let rows = query.query_map([Word(about)], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Word<Health>>(1)?.0)))?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(rows.into_iter().filter(|(_, health)| !health.is_well()).map(|(name, _)| name).collect())
        })
    }
}

pub fn insert(transaction: &Transaction, notice: &Notice, now: Timestamp) -> anyhow::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO notice (about, source, health, since, failures, reason, last_success, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let Notice { about, name, health, since, failures, reason, last_success } = notice;
    insert.execute(params![Word(*about), name, Word(*health), Moment(*since), failures, reason, last_success.map(Moment), Moment(now)])?;
    Ok(())
}
