//! Notices: what the operator is to be told about sources.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};

use super::database::Store;
use super::outbox;
use super::row::{Moment, Word};
use crate::crash;
use crate::domain::{Health, Mailbox, Message, Notice};

impl Store {
    /// Makes one mail of all notices that are owed for each recipient. `render` gets the batch's id, the recipient and the notices in
    /// the order in which they arose. How many mails were made.
    pub fn claim_notices(
        &mut self,
        recipients: &[Mailbox],
        now: Timestamp,
        mut render: impl FnMut(&str, &Mailbox, &[Notice]) -> anyhow::Result<(Message, Vec<u8>)>,
    ) -> anyhow::Result<usize> {
        let (ids, notices) = self.read(owed)?;
        if notices.is_empty() {
            return Ok(0);
        }
        let mut mails = Vec::new();
        for recipient in recipients {
            let batch = outbox::batch_id(&recipient.address, &ids.iter().map(String::as_str).collect::<Vec<_>>());
            let (message, bytes) = render(&batch, recipient, &notices)?;
            mails.push((batch, recipient, message.subject, bytes));
        }
        self.write("notices", |transaction| {
            for (batch, recipient, subject, bytes) in &mails {
                outbox::insert_batch(transaction, batch, recipient, &[], subject.as_str(), bytes, now)?;
                crash::point("notices: batch");
            }
            let mut claim = transaction.prepare_cached("UPDATE notice SET claimed = ?2 WHERE id = ?1")?;
            for id in &ids {
                claim.execute(params![id.trim_start_matches(PREFIX), Moment(now)])?;
            }
            Ok(mails.len())
        })
    }
}

/// Keeps the ids of notices apart from those of changes, of which batches' ids are made too.
const PREFIX: &str = "notice ";

pub fn insert(transaction: &Transaction, notice: &Notice, now: Timestamp) -> anyhow::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO notice (source, health, since, failures, reason, last_success, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let Notice { source, health, since, failures, reason, last_success } = notice;
    insert.execute(params![source, Word(*health), Moment(*since), failures, reason, last_success.map(Moment), Moment(now)])?;
    Ok(())
}

fn owed(connection: &Connection) -> anyhow::Result<(Vec<String>, Vec<Notice>)> {
    let mut query = connection.prepare_cached("SELECT * FROM notice WHERE claimed IS NULL ORDER BY id")?;
    let rows = query.query_map([], |row| {
        let notice = Notice {
            source: row.get("source")?,
            health: row.get::<_, Word<Health>>("health")?.0,
            since: row.get::<_, Moment>("since")?.0,
            failures: row.get("failures")?,
            reason: row.get("reason")?,
            last_success: row.get::<_, Option<Moment>>("last_success")?.map(|moment| moment.0),
        };
        Ok((format!("{PREFIX}{}", row.get::<_, i64>("id")?), notice))
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().unzip())
}
