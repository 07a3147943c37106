//! The roster: organisations, people and their tenures, with what we knew when.

use std::collections::HashMap;

use anyhow::{Context, bail};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::database::Store;
use super::row::{self, Day, Moment, Word};
use crate::crash;
use crate::domain::{Organisation, Person, Roster, Tenure, TenureStep};

/// Where a row of the roster comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A file that the operator gave.
    Import,
    /// The documents of a change, by its id.
    Change(&'a str),
    /// A day that was announced, and has come.
    Day,
}

impl<'a> Origin<'a> {
    fn word(self) -> &'static str {
        match self {
            Origin::Import => "import",
            Origin::Change(_) => "change",
            Origin::Day => "day",
        }
    }

    fn change(self) -> Option<&'a str> {
        if let Origin::Change(id) = self { Some(id) } else { None }
    }
}

/// What importing a roster did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Imported {
    pub organisations: usize,
    pub tenures: usize,
}

impl Store {
    /// The roster as we know it now.
    pub fn roster(&self) -> anyhow::Result<Roster> {
        self.read(|connection| read_roster(connection, None))
    }

    /// The roster with the tenures as we knew them at `moment`; organisations and people are today's.
    pub fn roster_as_known(&self, moment: Timestamp) -> anyhow::Result<Roster> {
        self.read(|connection| read_roster(connection, Some(moment)))
    }

    /// Takes over `roster`. Organisations and their aliases follow it; the people and tenures of an organisation are taken only
    /// as long as that has no tenure, because from then on the store knows better. A second call does nothing more.
    pub fn import_roster(&mut self, roster: &Roster, learnt: Timestamp) -> anyhow::Result<Imported> {
        self.write("import", |transaction| {
            let mut imported = Imported::default();
            for organisation in &roster.organisations {
                let id = organisation_id(transaction, &organisation.name)?;
                transaction.execute("DELETE FROM alias WHERE organisation_id = ?1", [id])?;
                for alias in &organisation.aliases {
                    insert_alias(transaction, "organisation_id", id, alias)?;
                }
                let tenures: Vec<&Tenure> = roster.tenures.iter().filter(|row| row.organisation == organisation.name).collect();
                if tenures.is_empty() || has_tenures(transaction, id)? {
                    continue;
                }
                for row in &tenures {
                    let person = roster.people.iter().find(|person| person.name == row.person);
                    import_person(transaction, person.unwrap_or(&Person { name: row.person.clone(), ..Person::default() }))?;
                    apply(transaction, &TenureStep { before: None, after: (*row).clone() }, Origin::Import, learnt)?;
                }
                imported.organisations += 1;
                imported.tenures += tenures.len();
            }
            Ok(imported)
        })
    }

    /// Applies the steps of announced days that have come. All or nothing.
    pub fn apply_steps(&mut self, steps: &[TenureStep], now: Timestamp) -> anyhow::Result<()> {
        if steps.is_empty() {
            return Ok(());
        }
        self.write("steps", |transaction| steps.iter().try_for_each(|step| apply(transaction, step, Origin::Day, now)))
    }
}

/// Closes the row that the step starts from and adds the one that it leads to, in the same place of the roster.
pub fn apply(transaction: &Transaction, step: &TenureStep, origin: Origin, now: Timestamp) -> anyhow::Result<()> {
    let (line, learnt) = match &step.before {
        Some(before) => supersede(transaction, before, now)?,
        None => (transaction.query_row("SELECT coalesce(max(line), 0) + 1 FROM tenure", [], |row| row.get(0))?, now),
    };
    crash::point("tenure: between the closed and the new row");
    let Tenure { person, organisation, role, interim, status, since, status_since, until } = &step.after;
    transaction.execute(
        "INSERT INTO tenure (line, person_id, organisation_id, role_title, role_code, role_unit, interim, status,
                             since, status_since, until, change_id, learnt_at, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            line,
            person_id(transaction, person)?,
            organisation_id(transaction, organisation)?,
            role.title,
            role.code,
            role.unit,
            interim,
            Word(*status),
            since.map(Day),
            status_since.map(Day),
            until.map(Day),
            origin.change(),
            Moment(learnt),
            origin.word()
        ],
    )?;
    Ok(())
}

/// Closes the latest row that equals `before`; its line, and the moment of closing (never before it was learnt: clocks go back).
fn supersede(transaction: &Transaction, before: &Tenure, now: Timestamp) -> anyhow::Result<(i64, Timestamp)> {
    let Tenure { person, organisation, role, interim, status, since, status_since, until } = before;
    let found = transaction
        .query_row(
            "SELECT tenure.id, line, learnt_at FROM tenure
             JOIN person ON person.id = person_id JOIN organisation ON organisation.id = organisation_id
             WHERE superseded_at IS NULL AND person.name = ?1 AND organisation.name = ?2 AND role_title = ?3 AND role_code = ?4
               AND role_unit IS ?5 AND interim = ?6 AND status = ?7 AND since IS ?8 AND status_since IS ?9 AND until IS ?10
             ORDER BY line LIMIT 1",
            params![
                person,
                organisation,
                role.title,
                role.code,
                role.unit,
                interim,
                Word(*status),
                since.map(Day),
                status_since.map(Day),
                until.map(Day)
            ],
            |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Moment>(2)?.0)),
        )
        .optional()?;
    let Some((id, line, learnt)) = found else {
        bail!("{person} as {} of {organisation} is no longer in the roster as it was; read the article again", role.title);
    };
    let closed = now.max(learnt);
    transaction.execute("UPDATE tenure SET superseded_at = ?2 WHERE id = ?1", params![id, Moment(closed)])?;
    Ok((line, closed))
}

/// The person's row, made if it is not there.
pub fn person_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    transaction.execute("INSERT INTO person (name) VALUES (?1) ON CONFLICT (name) DO NOTHING", [name])?;
    transaction.query_row("SELECT id FROM person WHERE name = ?1", [name], |row| row.get(0)).with_context(|| format!("person {name}"))
}

/// The organisation's row, made if it is not there.
pub fn organisation_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    transaction.execute("INSERT INTO organisation (name) VALUES (?1) ON CONFLICT (name) DO NOTHING", [name])?;
    let id = transaction.query_row("SELECT id FROM organisation WHERE name = ?1", [name], |row| row.get(0));
    id.with_context(|| format!("organisation {name}"))
}

fn has_tenures(transaction: &Transaction, organisation: i64) -> rusqlite::Result<bool> {
    transaction.query_row("SELECT EXISTS (SELECT 1 FROM tenure WHERE organisation_id = ?1)", [organisation], |row| row.get(0))
}

fn import_person(transaction: &Transaction, person: &Person) -> anyhow::Result<()> {
    let id = person_id(transaction, &person.name)?;
    transaction.execute("UPDATE person SET x_handle = coalesce(?2, x_handle) WHERE id = ?1", params![id, person.x_handle])?;
    person.aliases.iter().try_for_each(|alias| insert_alias(transaction, "person_id", id, alias))
}

/// `column` is `person_id` or `organisation_id`.
fn insert_alias(transaction: &Transaction, column: &'static str, id: i64, alias: &str) -> anyhow::Result<()> {
    transaction.execute(&format!("INSERT INTO alias ({column}, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING"), params![id, alias])?;
    Ok(())
}

fn read_roster(connection: &Connection, moment: Option<Timestamp>) -> anyhow::Result<Roster> {
    let organisations = named(connection, "SELECT id, name, NULL FROM organisation ORDER BY id", "organisation_id")?;
    let people = named(connection, "SELECT id, name, x_handle FROM person ORDER BY id", "person_id")?;
    let mut query = connection.prepare_cached(
        "SELECT tenure.*, person.name AS person, organisation.name AS organisation FROM tenure
         JOIN person ON person.id = person_id JOIN organisation ON organisation.id = organisation_id
         WHERE (?1 IS NULL AND superseded_at IS NULL)
            OR (learnt_at <= ?1 AND (superseded_at IS NULL OR superseded_at > ?1))
         ORDER BY line",
    )?;
    let tenures = query.query_map([moment.map(Moment)], tenure)?.collect::<rusqlite::Result<_>>()?;
    Ok(Roster {
        organisations: organisations
            .into_iter()
            .map(|(name, _, aliases)| Organisation { name, aliases, ..Organisation::default() })
            .collect(),
        people: people.into_iter().map(|(name, x_handle, aliases)| Person { name, aliases, x_handle, ..Person::default() }).collect(),
        tenures,
    })
}

type Named = (String, Option<String>, Vec<String>);

/// Names (with the third column of `query`) and their aliases, in the order in which they came.
fn named(connection: &Connection, query: &str, owner: &str) -> anyhow::Result<Vec<Named>> {
    let mut aliases: HashMap<i64, Vec<String>> = HashMap::new();
    let mut query_aliases = connection.prepare_cached(&format!("SELECT {owner}, name FROM alias WHERE {owner} IS NOT NULL ORDER BY id"))?;
    for row in query_aliases.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
        let (id, alias) = row?;
        aliases.entry(id).or_default().push(alias);
    }
    let mut query = connection.prepare_cached(query)?;
    let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)))?;
    rows.map(|row| row.map(|(id, name, more)| (name, more, aliases.remove(&id).unwrap_or_default())).map_err(Into::into)).collect()
}

fn tenure(row: &Row) -> rusqlite::Result<Tenure> {
    Ok(Tenure {
        person: row.get("person")?,
        organisation: row.get("organisation")?,
        role: row::role(row)?,
        interim: row.get("interim")?,
        status: row.get::<_, Word<_>>("status")?.0,
        since: row::day(row, "since")?,
        status_since: row::day(row, "status_since")?,
        until: row::day(row, "until")?,
    })
}
