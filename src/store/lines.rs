//! Lines of the roster, and what decisions and merges did to them: a line is the place that all versions of one row share.

use anyhow::bail;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::row::Moment;

/// What something did to one line of the roster.
pub struct Turned {
    pub line: i64,
    pub closed: Option<i64>,
    pub opened: Option<i64>,
}

/// What did it, by its id.
#[derive(Clone, Copy)]
pub enum Of {
    Decision(i64),
    Merge(i64),
}

impl Of {
    /// The table of its steps, the column of its id, and the id.
    fn place(self) -> (&'static str, &'static str, i64) {
        match self {
            Of::Decision(id) => ("decision_step", "decision_id", id),
            Of::Merge(id) => ("merge_step", "merge_id", id),
        }
    }
}

/// Writes down what was done to a line.
pub fn write_step(transaction: &Transaction, of: Of, turned: &Turned) -> anyhow::Result<()> {
    let (table, column, id) = of.place();
    let insert = format!("INSERT INTO {table} ({column}, line, closed_id, opened_id) VALUES (?1, ?2, ?3, ?4)");
    transaction.execute(&insert, params![id, turned.line, turned.closed, turned.opened])?;
    Ok(())
}

/// What was done, the last line first.
pub fn steps(transaction: &Transaction, of: Of) -> anyhow::Result<Vec<Turned>> {
    let (table, column, id) = of.place();
    let steps = format!("SELECT line, closed_id, opened_id FROM {table} WHERE {column} = ?1 ORDER BY line DESC");
    let mut query = transaction.prepare(&steps)?;
    let turned = query.query_map([id], |row| Ok(Turned { line: row.get(0)?, closed: row.get(1)?, opened: row.get(2)? }))?;
    Ok(turned.collect::<rusqlite::Result<_>>()?)
}

/// The last row that there is; 0 where there is none.
pub fn last(transaction: &Transaction) -> anyhow::Result<i64> {
    Ok(transaction.query_row("SELECT coalesce(max(id), 0) FROM tenure", [], |row| row.get(0))?)
}

/// The line's row that is valid now; `None` where the line has ended.
pub fn latest(transaction: &Transaction, line: i64) -> anyhow::Result<Option<i64>> {
    let latest = "SELECT id FROM tenure WHERE line = ?1 AND superseded_at IS NULL";
    Ok(transaction.query_row(latest, [line], |row| row.get(0)).optional()?)
}

/// Puts a line back to what it was before. `moved` says what it means that something came after.
pub fn turn_back(transaction: &Transaction, turned: &Turned, now: Timestamp, moved: impl Fn() -> String) -> anyhow::Result<()> {
    let latest = latest(transaction, turned.line)?;
    if latest != turned.opened {
        bail!(moved());
    }
    if let Some(opened) = turned.opened {
        close(transaction, opened, now)?;
    }
    if let Some(closed) = turned.closed {
        reopen(transaction, closed, now)?;
    }
    Ok(())
}

/// Ends a row without another in its place. Never before it was learnt: clocks go back.
pub fn close(transaction: &Transaction, row: i64, now: Timestamp) -> anyhow::Result<()> {
    transaction.execute("UPDATE tenure SET superseded_at = max(learnt_at, ?2) WHERE id = ?1", params![row, Moment(now)])?;
    Ok(())
}

/// Opens a copy of a row that was closed, in its line.
pub fn reopen(transaction: &Transaction, row: i64, now: Timestamp) -> anyhow::Result<i64> {
    transaction.execute(
        "INSERT INTO tenure (line, person_id, organisation_id, role_title, role_code, role_unit, interim, status, since, status_since,
                             until, change_id, learnt_at, origin)
         SELECT line, person_id, organisation_id, role_title, role_code, role_unit, interim, status, since, status_since, until, change_id,
                max(?2, (SELECT max(coalesce(superseded_at, learnt_at)) FROM tenure AS other WHERE other.line = tenure.line)), 'decision'
         FROM tenure WHERE id = ?1",
        params![row, Moment(now)],
    )?;
    Ok(transaction.last_insert_rowid())
}

/// The rows added after the row `last`, with those that they replaced.
pub fn opened_since(transaction: &Transaction, last: i64) -> anyhow::Result<Vec<Turned>> {
    let mut query = transaction.prepare(
        "SELECT line, id, (SELECT max(id) FROM tenure AS old WHERE old.line = new.line AND old.id <= ?1) FROM tenure AS new WHERE id > ?1
         AND superseded_at IS NULL",
    )?;
    let rows = query.query_map([last], |row| Ok(Turned { line: row.get(0)?, opened: row.get(1)?, closed: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
