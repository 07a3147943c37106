//! Sources: where each one stands, and what is remembered about hosts.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::database::Store;
use super::notices;
use super::row::{Moment, Word};
use crate::crash;
use crate::domain::{Health, Notice};

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
    pub health: Health,
    /// Since when it is so.
    pub health_since: Option<Timestamp>,
    /// The dates of its newest items, newest first.
    pub dates: Vec<Timestamp>,
    /// The address or handle that was configured at the last visit.
    pub address: Option<String>,
    /// The operator has been told that it is not well, and nothing since.
    pub told: bool,
}

/// What decides whether a source is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub next_due: Option<Timestamp>,
    pub health: Health,
    pub address: Option<String>,
    /// Failures in a row.
    pub failures: u32,
}

/// One thing that is remembered about hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRow {
    pub key: String,
    pub not_before: Option<Timestamp>,
    /// The rules for us as a robots.txt, and until when they hold.
    pub robots: Option<(String, Timestamp)>,
}

/// A source's step: its name, where it stands afterwards, what the operator is to be told about it.
pub type Advance<'a> = (&'a str, &'a SourceState, Option<&'a Notice>);

impl Store {
    /// The state of a source; `None` for one that has never been advanced.
    pub fn cursor(&self, source: &str) -> anyhow::Result<Option<SourceState>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM source WHERE name = ?1")?;
            query.query_row([source], |row| Ok(state(row))).optional()?.transpose()
        })
    }

    /// The states of all sources that have ever been advanced, by name.
    pub fn states(&self) -> anyhow::Result<BTreeMap<String, SourceState>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM source")?;
            let mut rows = query.query([])?;
            let mut states = BTreeMap::new();
            while let Some(row) = rows.next()? {
                states.insert(row.get("name")?, state(row)?);
            }
            Ok(states)
        })
    }

    /// What decides whether sources are to be asked, by name.
    pub fn due(&self) -> anyhow::Result<HashMap<String, Due>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT name, next_due, health, address, failures FROM source")?;
            let rows = query.query_map([], |row| {
                let due = Due {
                    next_due: row.get::<_, Option<Moment>>("next_due")?.map(|moment| moment.0),
                    health: row.get::<_, Word<Health>>("health")?.0,
                    address: row.get("address")?,
                    failures: row.get("failures")?,
                };
                Ok((row.get("name")?, due))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Moves a source on. Called after its items are recorded: a crash in between replays them, which changes nothing.
    pub fn advance(&mut self, source: &str, state: &SourceState) -> anyhow::Result<()> {
        self.advance_all(&[(source, state, None)], &[], Timestamp::UNIX_EPOCH)
    }

    /// Moves sources on, notes what the operator is to be told about them, and keeps what has been learnt about hosts.
    pub fn advance_all(&mut self, steps: &[Advance], hosts: &[HostRow], now: Timestamp) -> anyhow::Result<()> {
        self.write("advance", |transaction| {
            for (source, state, notice) in steps {
                upsert(transaction, source, state)?;
                if let Some(notice) = notice {
                    crash::point("advance: notice");
                    notices::insert(transaction, notice, now)?;
                }
            }
            keep_hosts(transaction, hosts, now)
        })
    }

    /// Forgets a source: where it stands. Its articles and what they told stay.
    pub fn forget(&mut self, source: &str) -> anyhow::Result<bool> {
        self.write("forget", |transaction| Ok(transaction.execute("DELETE FROM source WHERE name = ?1", [source])? > 0))
    }

    /// What is remembered about hosts and still has a meaning at `now`.
    pub fn hosts(&self, now: Timestamp) -> anyhow::Result<Vec<HostRow>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM host WHERE not_before > ?1 OR robots_until > ?1")?;
            let rows = query.query_map([Moment(now)], |row| {
                let moment = |column: &str| row.get::<_, Option<Moment>>(column).map(|moment| moment.map(|moment| moment.0));
                let robots: Option<String> = row.get("robots")?;
                Ok(HostRow { key: row.get("key")?, not_before: moment("not_before")?, robots: robots.zip(moment("robots_until")?) })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn state(row: &Row) -> anyhow::Result<SourceState> {
    let moment = |column: &str| row.get::<_, Option<Moment>>(column).map(|moment| moment.map(|moment| moment.0));
    let damaged = |what: &str| {
        let name: String = row.get("name").unwrap_or_default();
        format!("source {name}: its {what} in the database is damaged")
    };
    Ok(SourceState {
        cursor: serde_json::from_str(row.get_ref("cursor")?.as_str()?).with_context(|| damaged("cursor"))?,
        next_due: moment("next_due")?,
        last_success: moment("last_success")?,
        failures: row.get("failures")?,
        last_error: row.get("last_error")?,
        health: row.get::<_, Word<Health>>("health")?.0,
        health_since: moment("health_since")?,
        dates: dates(row.get_ref("dates")?.as_str()?).with_context(|| damaged("dates"))?,
        address: row.get("address")?,
        told: row.get("told")?,
    })
}

fn dates(text: &str) -> anyhow::Result<Vec<Timestamp>> {
    let texts: Vec<String> = serde_json::from_str(text)?;
    Ok(texts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?)
}

fn upsert(transaction: &Transaction, source: &str, state: &SourceState) -> anyhow::Result<()> {
    let cursor = serde_json::to_string(&state.cursor).context("a cursor of strings is JSON")?;
    let dates: Vec<String> = state.dates.iter().map(Timestamp::to_string).collect();
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO source (name, cursor, next_due, last_success, failures, last_error, health, health_since, dates, address, told)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, next_due = excluded.next_due, last_success = excluded.last_success,
             failures = excluded.failures, last_error = excluded.last_error, health = excluded.health,
             health_since = excluded.health_since, dates = excluded.dates, address = excluded.address, told = excluded.told",
    )?;
    upsert.execute(params![
        source,
        cursor,
        state.next_due.map(Moment),
        state.last_success.map(Moment),
        state.failures,
        state.last_error,
        Word(state.health),
        state.health_since.map(Moment),
        serde_json::to_string(&dates)?,
        state.address,
        state.told,
    ])?;
    Ok(())
}

fn keep_hosts(connection: &Connection, hosts: &[HostRow], now: Timestamp) -> anyhow::Result<()> {
    if hosts.is_empty() {
        return Ok(());
    }
    let mut keep = connection.prepare_cached(
        "INSERT INTO host (key, not_before, robots, robots_until) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO UPDATE SET not_before = excluded.not_before, robots = excluded.robots, robots_until = excluded.robots_until",
    )?;
    for HostRow { key, not_before, robots } in hosts {
        let (text, until) = robots.as_ref().map(|(text, until)| (text, Moment(*until))).unzip();
        keep.execute(params![key, not_before.map(Moment), text, until])?;
    }
    let stale = "DELETE FROM host WHERE coalesce(not_before, '') <= ?1 AND coalesce(robots_until, '') <= ?1";
    connection.prepare_cached(stale)?.execute([Moment(now)])?;
    Ok(())
}
