//! The part of the books that one document touches, found by keys: what it costs does not grow with the roster.

use std::collections::BTreeSet;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::database::Store;
use super::people::{self, Owner};
use super::row::Moment;
use super::{roster, told};
use crate::domain::{Change, Roster};

/// How far back the changes of an organisation are looked at: a change is recent for four months, and for as long after its own day where
/// that lay ahead.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 400);

/// What is known of those whom a document names.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Books {
    /// The organisations named, everybody who has or had a post there, the people named, and all of their tenures.
    pub roster: Roster,
    /// Whatever is on the books of those people, and what is recent of those organisations.
    pub told: Vec<Change>,
}

impl Store {
    /// The books of these people and organisations, named as a document names them, for one published at `published`.
    pub fn books(&self, people: &[String], organisations: &[String], published: Timestamp) -> anyhow::Result<Books> {
        self.read(|connection| {
            let organisations = ids(connection, Owner::Organisation, organisations)?;
            let mut people = ids(connection, Owner::Person, people)?;
            people.extend(holders(connection, &organisations)?);
            let people = list(&people::with_merged(connection, Owner::Person, &people)?)?;
            let organisations = list(&people::with_merged(connection, Owner::Organisation, &organisations)?)?;
            let since = Moment(published.checked_sub(BACK).unwrap_or(Timestamp::MIN));
            let condition = "(change.person_id IN (SELECT value FROM json_each(?1 ->> 0))
                              OR (change.organisation_id IN (SELECT value FROM json_each(?1 ->> 1)) AND change.detected >= ?1 ->> 2))";
            let parameter = serde_json::json!([people, organisations, since.to_string()]).to_string();
            Ok(Books {
                roster: Roster {
                    organisations: of(people::organisations(
                        connection,
                        "organisation.id IN (SELECT value FROM json_each(?1))",
                        &organisations,
                        None,
                    )?),
                    people: of(people::people(connection, "person.id IN (SELECT value FROM json_each(?1))", &people, None)?),
                    tenures: roster::tenures(connection, "person_id IN (SELECT value FROM json_each(?2))", &people, None)?,
                },
                told: told::load(connection, condition, &parameter)?,
            })
        })
    }
}

fn of<T>(rows: Vec<(i64, T)>) -> Vec<T> {
    rows.into_iter().map(|(_, value)| value).collect()
}

fn list(ids: &BTreeSet<i64>) -> anyhow::Result<String> {
    serde_json::to_string(ids).context("a list of numbers is JSON")
}

/// Those who are found under the keys of these names; whoever was merged is the one whom they were found to be.
fn ids(connection: &Connection, owner: Owner, names: &[String]) -> anyhow::Result<BTreeSet<i64>> {
    let (table, column) = (owner.table(), owner.column());
    let query =
        format!("SELECT coalesce({table}.merged_into, {table}.id) FROM name_key JOIN {table} ON {table}.id = {column} WHERE key = ?1");
    let mut query = connection.prepare_cached(&query)?;
    let mut found = BTreeSet::new();
    for key in names.iter().map(|name| owner.key(name)).filter(|key| !key.is_empty()).collect::<BTreeSet<_>>() {
        for id in query.query_map([key], |row| row.get(0))? {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// Everybody who has or had a post in one of the organisations.
fn holders(connection: &Connection, organisations: &BTreeSet<i64>) -> anyhow::Result<Vec<i64>> {
    let mut query =
        connection.prepare_cached("SELECT DISTINCT person_id FROM tenure WHERE organisation_id = ?1 AND superseded_at IS NULL")?;
    let mut found = Vec::new();
    for organisation in organisations {
        for id in query.query_map([organisation], |row| row.get(0))? {
            found.push(id?);
        }
    }
    Ok(found)
}
