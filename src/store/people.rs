//! The rows of people and organisations: their names, what they go by, and the keys under which they are found.

use std::collections::HashMap;

use anyhow::Context;
use rusqlite::{Connection, Transaction, params};

use crate::domain::{Organisation, Person};
use crate::names;

/// The table of a name's owner, for the queries that both share.
#[derive(Clone, Copy)]
pub enum Owner {
    Person,
    Organisation,
}

impl Owner {
    fn column(self) -> &'static str {
        match self {
            Owner::Person => "person_id",
            Owner::Organisation => "organisation_id",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Owner::Person => "person",
            Owner::Organisation => "organisation",
        }
    }

    /// The key under which a name is found; empty for one that says nothing.
    pub fn key(self, name: &str) -> String {
        match self {
            Owner::Person => names::person::key(name),
            Owner::Organisation => names::organisation::key(name),
        }
    }
}

/// The person's row, made if it is not there.
pub fn person_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    row_id(transaction, Owner::Person, name)
}

/// The organisation's row, made if it is not there.
pub fn organisation_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    row_id(transaction, Owner::Organisation, name)
}

fn row_id(transaction: &Transaction, owner: Owner, name: &str) -> anyhow::Result<i64> {
    let table = owner.table();
    let mut insert = transaction.prepare_cached(&format!("INSERT INTO {table} (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"))?;
    let is_new = insert.execute([name])? == 1;
    let mut find = transaction.prepare_cached(&format!("SELECT id FROM {table} WHERE name = ?1"))?;
    let id = find.query_row([name], |row| row.get(0)).with_context(|| format!("{table} {name}"))?;
    if is_new {
        insert_key(transaction, owner, id, name)?;
    }
    Ok(id)
}

/// Takes over what is known of a person: handles and notes where there are some, names beside those that are there.
pub fn write_person(transaction: &Transaction, person: &Person) -> anyhow::Result<()> {
    let id = person_id(transaction, &person.name)?;
    transaction.execute(
        "UPDATE person SET x_handle = coalesce(?2, x_handle), notes = coalesce(?3, notes) WHERE id = ?1",
        params![id, person.x_handle, person.notes],
    )?;
    let names = [("alias", &person.aliases), ("native", &person.native_names), ("handle", &person.handles)];
    write_names(transaction, Owner::Person, id, &names)
}

/// Takes over what is known of an organisation. What it goes by follows `organisation` wholly.
pub fn write_organisation(transaction: &Transaction, organisation: &Organisation) -> anyhow::Result<i64> {
    let id = organisation_id(transaction, &organisation.name)?;
    transaction.execute("DELETE FROM alias WHERE organisation_id = ?1", [id])?;
    transaction.execute("DELETE FROM name_key WHERE organisation_id = ?1", [id])?;
    insert_key(transaction, Owner::Organisation, id, &organisation.name)?;
    let Organisation { aliases, domains, handles, tickers, parents, .. } = organisation;
    let names = [("alias", aliases), ("domain", domains), ("handle", handles), ("ticker", tickers), ("parent", parents)];
    write_names(transaction, Owner::Organisation, id, &names)?;
    Ok(id)
}

/// Whether a name of this sort is one under which the owner is looked up.
fn is_called(sort: &str) -> bool {
    !matches!(sort, "handle" | "parent")
}

fn write_names(transaction: &Transaction, owner: Owner, id: i64, names: &[(&str, &Vec<String>)]) -> anyhow::Result<()> {
    let column = owner.column();
    let insert = format!("INSERT INTO alias ({column}, name, sort) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    let mut insert = transaction.prepare_cached(&insert)?;
    for (sort, names) in names {
        for name in names.iter() {
            insert.execute(params![id, name, sort])?;
            if is_called(sort) {
                insert_key(transaction, owner, id, name)?;
            }
        }
    }
    Ok(())
}

/// A single Latin word is no key for a person who has a longer name: it finds half the world.
fn insert_key(transaction: &Transaction, owner: Owner, id: i64, name: &str) -> anyhow::Result<()> {
    let key = owner.key(name);
    if key.is_empty() {
        return Ok(());
    }
    let column = owner.column();
    let mut insert = transaction.prepare_cached(&format!("INSERT INTO name_key (key, {column}) VALUES (?1, ?2) ON CONFLICT DO NOTHING"))?;
    insert.execute(params![key, id])?;
    Ok(())
}

/// Whether names have no keys although there are names: a database of a release before there were keys.
pub fn lacks_keys(connection: &Connection) -> anyhow::Result<bool> {
    let lacks = "SELECT NOT EXISTS (SELECT 1 FROM name_key) AND EXISTS (SELECT 1 FROM organisation)";
    Ok(connection.query_row(lacks, [], |row| row.get(0))?)
}

/// Makes the keys of all names.
pub fn make_keys(transaction: &Transaction) -> anyhow::Result<()> {
    for owner in [Owner::Person, Owner::Organisation] {
        let (table, column) = (owner.table(), owner.column());
        let names = format!("SELECT id, name FROM {table} UNION ALL SELECT {column}, name FROM alias WHERE {column} IS NOT NULL");
        let mut query = transaction.prepare(&names)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?.collect::<rusqlite::Result<Vec<(i64, _)>>>()?;
        rows.iter().try_for_each(|(id, name)| insert_key(transaction, owner, *id, name))?;
    }
    Ok(())
}

/// The people whose ids `condition` takes (on `person.id`; `parameter` is its `?1`), in the order in which they came.
pub fn people(connection: &Connection, condition: &str, parameter: &str) -> anyhow::Result<Vec<(i64, Person)>> {
    let mut names = names_of(connection, Owner::Person, condition, parameter)?;
    let query =
        format!("SELECT id, name, x_handle, notes FROM person WHERE ?1 IS NOT NULL AND merged_into IS NULL AND {condition} ORDER BY id");
    let mut query = connection.prepare_cached(&query)?;
    let rows = query.query_map([parameter], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.map(|row| {
        let (id, name, x_handle, notes) = row?;
        let mut of = |sort| names.remove(&(id, sort)).unwrap_or_default();
        Ok((id, Person { name, aliases: of("alias"), native_names: of("native"), x_handle, handles: of("handle"), notes }))
    })
    .collect()
}

/// The same of organisations, on `organisation.id`.
pub fn organisations(connection: &Connection, condition: &str, parameter: &str) -> anyhow::Result<Vec<(i64, Organisation)>> {
    let mut names = names_of(connection, Owner::Organisation, condition, parameter)?;
    let query = format!("SELECT id, name FROM organisation WHERE ?1 IS NOT NULL AND merged_into IS NULL AND {condition} ORDER BY id");
    let mut query = connection.prepare_cached(&query)?;
    let rows = query.query_map([parameter], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (id, name) = row?;
        let mut of = |sort| names.remove(&(id, sort)).unwrap_or_default();
        let (aliases, domains, handles) = (of("alias"), of("domain"), of("handle"));
        Ok((id, Organisation { name, aliases, domains, handles, tickers: of("ticker"), parents: of("parent") }))
    })
    .collect()
}

type Names = HashMap<(i64, &'static str), Vec<String>>;

fn names_of(connection: &Connection, owner: Owner, condition: &str, parameter: &str) -> anyhow::Result<Names> {
    const SORTS: [&str; 6] = ["alias", "native", "handle", "domain", "ticker", "parent"];
    let (table, column) = (owner.table(), owner.column());
    let query = format!(
        "SELECT {column}, alias.name, sort FROM alias JOIN {table} ON {table}.id = {column} WHERE ?1 IS NOT NULL AND {condition} ORDER BY alias.id"
    );
    let mut names = Names::new();
    let mut query = connection.prepare_cached(&query)?;
    for row in query.query_map([parameter], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?)))? {
        let (id, name, sort) = row?;
        let sort = SORTS.into_iter().find(|known| *known == sort).unwrap_or("alias");
        names.entry((id, sort)).or_default().push(name);
    }
    Ok(names)
}
