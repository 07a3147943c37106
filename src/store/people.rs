//! The rows of people and organisations: their names, what they go by, and the keys under which they are found.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Context;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};

use super::row::Moment;
use crate::domain::{Organisation, Person};
use crate::names;
use crate::names::fold::has_han;

/// The table of a name's owner, for the queries that both share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Person,
    Organisation,
}

impl Owner {
    pub fn column(self) -> &'static str {
        match self {
            Owner::Person => "person_id",
            Owner::Organisation => "organisation_id",
        }
    }

    pub fn table(self) -> &'static str {
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

/// The person's row, made if it is not there; that of the one whom the person was found to be.
pub fn person_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    row_id(transaction, Owner::Person, name)
}

/// The organisation's row, likewise.
pub fn organisation_id(transaction: &Transaction, name: &str) -> anyhow::Result<i64> {
    row_id(transaction, Owner::Organisation, name)
}

fn row_id(transaction: &Transaction, owner: Owner, name: &str) -> anyhow::Result<i64> {
    let own = own_id(transaction, owner, name)?;
    let table = owner.table();
    let mut root = transaction.prepare_cached(&format!("SELECT coalesce(merged_into, id) FROM {table} WHERE id = ?1"))?;
    Ok(root.query_row([own], |row| row.get(0))?)
}

/// The row under this very name, merged or not.
pub fn own_id(transaction: &Transaction, owner: Owner, name: &str) -> anyhow::Result<i64> {
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

/// Takes over what the configuration says of an organisation. What it goes by follows that wholly, but for what was imported.
pub fn write_organisation(transaction: &Transaction, organisation: &Organisation) -> anyhow::Result<i64> {
    let id = own_id(transaction, Owner::Organisation, &organisation.name)?;
    transaction.execute("DELETE FROM alias WHERE organisation_id = ?1 AND origin = 'config'", [id])?;
    write_names(transaction, Owner::Organisation, id, &names_of_organisation(organisation))?;
    renew_keys(transaction, Owner::Organisation, id)?;
    organisation_id(transaction, &organisation.name)
}

/// Makes a person what `person` is: exactly these names, accounts and notes.
pub fn set_person(transaction: &Transaction, person: &Person) -> anyhow::Result<()> {
    let id = person_id(transaction, &person.name)?;
    let own = "UPDATE person SET x_handle = ?2, notes = ?3 WHERE id = ?1";
    transaction.execute(own, params![id, person.x_handle, person.notes])?;
    let names = [("alias", &person.aliases), ("native", &person.native_names), ("handle", &person.handles)];
    set_names(transaction, Owner::Person, id, &names)
}

/// Makes an organisation what `organisation` is.
pub fn set_organisation(transaction: &Transaction, organisation: &Organisation) -> anyhow::Result<()> {
    let id = organisation_id(transaction, &organisation.name)?;
    set_names(transaction, Owner::Organisation, id, &names_of_organisation(organisation))
}

fn names_of_organisation(organisation: &Organisation) -> [(&'static str, &Vec<String>); 5] {
    let Organisation { aliases, domains, handles, tickers, parents, .. } = organisation;
    [("alias", aliases), ("domain", domains), ("handle", handles), ("ticker", tickers), ("parent", parents)]
}

/// Names that are there and stay keep their origin. What comes from one that was merged into this is left to that one.
fn set_names(transaction: &Transaction, owner: Owner, id: i64, names: &[(&str, &Vec<String>)]) -> anyhow::Result<()> {
    let (table, column) = (owner.table(), owner.column());
    let inherited = format!(
        "SELECT name FROM {table} WHERE merged_into = ?1
         UNION SELECT alias.name FROM alias JOIN {table} ON {table}.id = {column} WHERE {table}.merged_into = ?1"
    );
    let mut inherited = transaction.prepare_cached(&inherited)?;
    let inherited = inherited.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<HashSet<String>>>()?;
    let wanted: Vec<(&str, &String)> = names.iter().flat_map(|(sort, names)| names.iter().map(|name| (*sort, name))).collect();
    let mut there = transaction.prepare_cached(&format!("SELECT id, name, sort FROM alias WHERE {column} = ?1"))?;
    let there = there.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for (alias, name, sort) in there.iter().map(|(alias, name, sort): &(i64, String, String)| (alias, name, sort.as_str())) {
        if !wanted.contains(&(sort, name)) {
            transaction.execute("DELETE FROM alias WHERE id = ?1", [alias])?;
        }
    }
    let insert = format!("INSERT INTO alias ({column}, name, sort, origin) VALUES (?1, ?2, ?3, 'import') ON CONFLICT DO NOTHING");
    let mut insert = transaction.prepare_cached(&insert)?;
    for (sort, name) in wanted.into_iter().filter(|(_, name)| !inherited.contains(*name)) {
        insert.execute(params![id, name, sort])?;
    }
    renew_keys(transaction, owner, id)
}

/// The keys of whatever the owner's row is called.
fn renew_keys(transaction: &Transaction, owner: Owner, id: i64) -> anyhow::Result<()> {
    let (table, column) = (owner.table(), owner.column());
    transaction.execute(&format!("DELETE FROM name_key WHERE {column} = ?1"), [id])?;
    let names = format!("SELECT name, '' FROM {table} WHERE id = ?1 UNION ALL SELECT name, sort FROM alias WHERE {column} = ?1");
    let mut names = transaction.prepare_cached(&names)?;
    let names = names.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let called = names.iter().filter(|(_, sort)| is_called(sort));
    called.map(|(name, _)| name).try_for_each(|name| insert_key(transaction, owner, id, name))
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

/// These rows of the owner's table and all that are merged into them.
pub fn with_merged(connection: &Connection, owner: Owner, ids: &BTreeSet<i64>) -> anyhow::Result<BTreeSet<i64>> {
    let mut query = connection.prepare_cached(&format!("SELECT id FROM {} WHERE merged_into = ?1", owner.table()))?;
    let mut all = ids.clone();
    for id in ids {
        for merged in query.query_map([id], |row| row.get(0))? {
            all.insert(merged?);
        }
    }
    Ok(all)
}

/// The people whose ids `condition` takes (on `person.id`; `parameter` is its `?1`), in the order in which they came, each with the names of
/// those that were merged into them, by now or by `moment`.
pub fn people(connection: &Connection, condition: &str, parameter: &str, moment: Option<Timestamp>) -> anyhow::Result<Vec<(i64, Person)>> {
    let mut names = names_of(connection, Owner::Person, condition, parameter, moment)?;
    let root = root(Owner::Person, moment);
    let query = format!("SELECT id, name, x_handle, notes FROM person WHERE ?1 IS NOT NULL AND {root} IS NULL AND {condition} ORDER BY id");
    let mut query = connection.prepare_cached(&query)?;
    let rows = query.query_map([parameter], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?)))?;
    rows.map(|row| {
        let (id, name, x_handle, notes) = row?;
        let mut of = |sort| names.remove(&(id, sort)).unwrap_or_default();
        let (mut aliases, mut native_names, handles) = (of("alias"), of("native"), of("handle"));
        for merged in of("merged") {
            let list = if has_han(&merged) && !has_han(&name) { &mut native_names } else { &mut aliases };
            if !list.contains(&merged) {
                list.push(merged);
            }
        }
        Ok((id, Person { name, aliases, native_names, x_handle, handles, notes }))
    })
    .collect()
}

/// The same of organisations, on `organisation.id`.
pub fn organisations(
    connection: &Connection,
    condition: &str,
    parameter: &str,
    moment: Option<Timestamp>,
) -> anyhow::Result<Vec<(i64, Organisation)>> {
    let mut names = names_of(connection, Owner::Organisation, condition, parameter, moment)?;
    let root = root(Owner::Organisation, moment);
    let query = format!("SELECT id, name FROM organisation WHERE ?1 IS NOT NULL AND {root} IS NULL AND {condition} ORDER BY id");
    let mut query = connection.prepare_cached(&query)?;
    let rows = query.query_map([parameter], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (id, name) = row?;
        let mut of = |sort| names.remove(&(id, sort)).unwrap_or_default();
        let (mut aliases, domains, handles) = (of("alias"), of("domain"), of("handle"));
        aliases.extend(of("merged"));
        Ok((id, Organisation { name, aliases, domains, handles, tickers: of("ticker"), parents: of("parent") }))
    })
    .collect()
}

/// The SQL for the row into which one of the owner's table was merged, by now or by `moment`; NULL for one that stands for itself.
fn root(owner: Owner, moment: Option<Timestamp>) -> String {
    let (table, column) = (owner.table(), owner.column());
    let Some(moment) = moment.map(Moment) else { return format!("{table}.merged_into") };
    format!(
        "(SELECT into_id FROM merge WHERE merge.{column} = {table}.id AND made <= '{moment}'
          AND (undone IS NULL OR undone > '{moment}') ORDER BY merge.id DESC LIMIT 1)"
    )
}

type Names = HashMap<(i64, &'static str), Vec<String>>;

fn names_of(connection: &Connection, owner: Owner, condition: &str, parameter: &str, moment: Option<Timestamp>) -> anyhow::Result<Names> {
    const SORTS: [&str; 7] = ["alias", "native", "handle", "domain", "ticker", "parent", "merged"];
    let (table, column, root) = (owner.table(), owner.column(), root(owner, moment));
    let accounts = match owner {
        Owner::Person => format!(
            "UNION ALL SELECT {root}, x_handle, 'handle', 0 FROM person WHERE {root} IS NOT NULL AND x_handle IS NOT NULL AND {condition}"
        ),
        Owner::Organisation => String::new(),
    };
    let query = format!(
        "SELECT coalesce({root}, {table}.id), alias.name, sort, alias.id AS place FROM alias JOIN {table} ON {table}.id = {column}
         WHERE ?1 IS NOT NULL AND {condition}
         UNION ALL SELECT {root}, {table}.name, 'merged', 0 FROM {table} WHERE {root} IS NOT NULL AND {condition} {accounts} ORDER BY place"
    );
    let mut names = Names::new();
    let mut query = connection.prepare_cached(&query)?;
    for row in query.query_map([parameter], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))? {
        let (id, name, sort) = row?;
        let sort = SORTS.into_iter().find(|known| *known == sort).unwrap_or("alias");
        let list = names.entry((id, sort)).or_default();
        if !list.contains(&name) {
            list.push(name);
        }
    }
    Ok(names)
}
