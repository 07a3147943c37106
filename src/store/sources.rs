//! Sources: where each one stands.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::database::Store;
use super::row::Moment;

/// Where a source stands. The cursor is the source's own and opaque to everybody else.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SourceState {
    pub cursor: BTreeMap<String, String>,
    /// When it is to be asked next; `None`: at once.
    pub next_due: Option<Timestamp>,
    pub last_success: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// The last failure as one line; `None` after a success.
    pub last_error: Option<String>,
}

impl Store {
    /// The state of a source; `None` for one that has never been advanced.
    pub fn cursor(&self, source: &str) -> anyhow::Result<Option<SourceState>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM source WHERE name = ?1")?;
            let state = query.query_row([source], |row| {
                let moment = |column: &str| row.get::<_, Option<Moment>>(column).map(|moment| moment.map(|moment| moment.0));
                Ok((
                    row.get::<_, String>("cursor")?,
                    SourceState {
                        cursor: BTreeMap::new(),
                        next_due: moment("next_due")?,
                        last_success: moment("last_success")?,
                        failures: row.get("failures")?,
                        last_error: row.get("last_error")?,
                    },
                ))
            });
            let Some((cursor, state)) = state.optional()? else { return Ok(None) };
            let cursor =
                serde_json::from_str(&cursor).with_context(|| format!("source {source}: its cursor in the database is damaged"))?;
            Ok(Some(SourceState { cursor, ..state }))
        })
    }

    /// Moves a source on. Called after its items are recorded: a crash in between replays them, which changes nothing.
    pub fn advance(&mut self, source: &str, state: &SourceState) -> anyhow::Result<()> {
        let cursor = serde_json::to_string(&state.cursor).context("a cursor of strings is JSON")?;
        self.write("advance", |transaction| {
            transaction.execute(
                "INSERT INTO source (name, cursor, next_due, last_success, failures, last_error) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, next_due = excluded.next_due,
                     last_success = excluded.last_success, failures = excluded.failures, last_error = excluded.last_error",
                rusqlite::params![
                    source,
                    cursor,
                    state.next_due.map(Moment),
                    state.last_success.map(Moment),
                    state.failures,
                    state.last_error
                ],
            )?;
            Ok(())
        })
    }
}
