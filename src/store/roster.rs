//! The roster: organisations, people and their tenures, with what we knew when.

use anyhow::bail;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::changes;
use super::database::Store;
use super::people::{self, organisation_id, person_id};
use super::row::{self, Day, Moment, Word};
use crate::crash;
use crate::domain::{Difference, Person, Roster, Status, Tenure, TenureStep};

/// Where a row of the roster comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A file that the operator gave.
    Import,
    /// The documents of a change, by its id.
    Change(&'a str),
    /// A day that was announced, and has come.
    Day,
    /// The operator's editor.
    Edit,
    /// Two that were found to be one.
    Merge,
    /// What was decided of a change, or a second reading that does not tell it.
    Decision,
}

impl<'a> Origin<'a> {
    fn word(self) -> &'static str {
        match self {
            Origin::Import => "import",
            Origin::Change(_) => "change",
            Origin::Day => "day",
            Origin::Edit => "edit",
            Origin::Merge => "merge",
            Origin::Decision => "decision",
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

    /// The part of the roster in which something is announced for a day: everybody who is outgoing or incoming, with all their tenures.
    pub fn announced(&self) -> anyhow::Result<Roster> {
        let pending = "person_id IN (SELECT person_id FROM tenure WHERE superseded_at IS NULL AND status IN ('outgoing', 'incoming'))";
        self.read(|connection| {
            let tenures = tenures(connection, &format!("?2 IS NOT NULL AND {pending}"), "", None)?;
            Ok(Roster { tenures, ..Roster::default() })
        })
    }

    /// The roster with the tenures as we knew them at `moment`, and whoever was not merged by then; the names of organisations and people
    /// are today's.
    pub fn roster_as_known(&self, moment: Timestamp) -> anyhow::Result<Roster> {
        self.read(|connection| read_roster(connection, Some(moment)))
    }

    /// Takes over `roster`. Organisations and their aliases follow it; the people and tenures of an organisation are taken only
    /// as long as that has no tenure, because from then on the store knows better. A second call does nothing more.
    pub fn import_roster(&mut self, roster: &Roster, learnt: Timestamp) -> anyhow::Result<Imported> {
        self.write("import", |transaction| {
            let mut imported = Imported::default();
            for organisation in &roster.organisations {
                let id = people::write_organisation(transaction, organisation)?;
                let tenures: Vec<&Tenure> = roster.tenures.iter().filter(|row| row.organisation == organisation.name).collect();
                if tenures.is_empty() || has_tenures(transaction, id)? {
                    continue;
                }
                for row in &tenures {
                    let person = roster.people.iter().find(|person| person.name == row.person);
                    people::write_person(transaction, person.unwrap_or(&Person { name: row.person.clone(), ..Person::default() }))?;
                    apply(transaction, &TenureStep { before: None, after: (*row).clone() }, Origin::Import, learnt)?;
                }
                imported.organisations += 1;
                imported.tenures += tenures.len();
            }
            Ok(imported)
        })
    }

    /// Makes the roster what `difference` says. All or nothing.
    ///
    /// # Errors
    /// Where the roster is no longer what the difference was made from.
    pub fn apply_difference(&mut self, difference: &Difference, origin: Origin, now: Timestamp) -> anyhow::Result<()> {
        self.write("difference", |transaction| write_difference(transaction, difference, origin, now).map(|_| ()))
    }

    /// Applies the steps of announced days that have come. All or nothing.
    pub fn apply_steps(&mut self, steps: &[TenureStep], now: Timestamp) -> anyhow::Result<()> {
        if steps.is_empty() {
            return Ok(());
        }
        self.write("steps", |transaction| steps.iter().try_for_each(|step| apply(transaction, step, Origin::Day, now)))
    }
}

/// Writes the difference; the rows that it ended without another in their place, each with its line.
pub fn write_difference(
    transaction: &Transaction,
    difference: &Difference,
    origin: Origin,
    now: Timestamp,
) -> anyhow::Result<Vec<(i64, i64)>> {
    difference.organisations.iter().try_for_each(|(_, after)| people::set_organisation(transaction, after))?;
    difference.people.iter().try_for_each(|(_, after)| people::set_person(transaction, after))?;
    let ended = difference.removed.iter().map(|row| {
        let Superseded { id, line, .. } = supersede(transaction, row, origin, now)?;
        Ok((line, id))
    });
    let ended = ended.collect::<anyhow::Result<Vec<_>>>()?;
    difference.tenures.iter().try_for_each(|step| apply(transaction, step, origin, now))?;
    Ok(ended)
}

/// Closes the row that the step starts from and adds the one that it leads to, in the same place of the roster.
pub fn apply(transaction: &Transaction, step: &TenureStep, origin: Origin, now: Timestamp) -> anyhow::Result<()> {
    let (line, learnt) = match &step.before {
        Some(before) => {
            let Superseded { line, closed, .. } = supersede(transaction, before, origin, now)?;
            (line, closed)
        }
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

/// A row that was closed.
struct Superseded {
    id: i64,
    line: i64,
    /// When: never before it was learnt, for clocks go back.
    closed: Timestamp,
}

/// Closes the latest row that equals `before`.
fn supersede(transaction: &Transaction, before: &Tenure, origin: Origin, now: Timestamp) -> anyhow::Result<Superseded> {
    let Tenure { person, organisation, role, interim, status, since, status_since, until } = before;
    let found = transaction
        .query_row(
            "SELECT tenure.id, line, learnt_at, change_id FROM tenure
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
            |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Moment>(2)?.0, row.get::<_, Option<String>>(3)?)),
        )
        .optional()?;
    let Some((id, line, learnt, change)) = found else {
        bail!("{person} as {} of {organisation} is no longer in the roster as it was; try again", role.title);
    };
    let closed = now.max(learnt);
    transaction.execute("UPDATE tenure SET superseded_at = ?2 WHERE id = ?1", params![id, Moment(closed)])?;
    if let (Origin::Day, Some(change), Status::Outgoing | Status::Incoming) = (origin, change, status) {
        changes::tell_due(transaction, &change, now)?;
    }
    Ok(Superseded { id, line, closed })
}

fn has_tenures(transaction: &Transaction, organisation: i64) -> rusqlite::Result<bool> {
    transaction.query_row("SELECT EXISTS (SELECT 1 FROM tenure WHERE organisation_id = ?1)", [organisation], |row| row.get(0))
}

fn read_roster(connection: &Connection, moment: Option<Timestamp>) -> anyhow::Result<Roster> {
    Ok(Roster {
        organisations: people::organisations(connection, "TRUE", "", moment)?.into_iter().map(|(_, organisation)| organisation).collect(),
        people: people::people(connection, "TRUE", "", moment)?.into_iter().map(|(_, person)| person).collect(),
        tenures: tenures(connection, "?2 IS NOT NULL", "", moment)?,
    })
}

/// The rows for which `condition` holds (`parameter` is its `?2`), as we know them now or knew them at `moment`, in the roster's order.
pub fn tenures(connection: &Connection, condition: &str, parameter: &str, moment: Option<Timestamp>) -> anyhow::Result<Vec<Tenure>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT tenure.*, person.name AS person, organisation.name AS organisation FROM tenure
         JOIN person ON person.id = person_id JOIN organisation ON organisation.id = organisation_id
         WHERE {condition} AND ((?1 IS NULL AND superseded_at IS NULL)
            OR (learnt_at <= ?1 AND (superseded_at IS NULL OR superseded_at > ?1)))
         ORDER BY line"
    ))?;
    let rows = query.query_map(params![moment.map(Moment), parameter], tenure)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The row, with its names in the columns `person` and `organisation`.
pub fn tenure(row: &Row) -> rusqlite::Result<Tenure> {
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
