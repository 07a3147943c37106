//! People, or organisations, that are one.
//!
//! A merge overwrites nothing: the one that goes keeps its row, with its names, and points to the one that stays; whatever refers to it is
//! read as referring to that. Only rows of the roster are closed and opened under the other name, and written down, so that undoing turns
//! exactly these back.

use anyhow::{Context, bail, ensure};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::database::Store;
use super::lines::{self, Turned, turn_back};
use super::people::Owner;
use super::roster::{self, Origin};
use super::row::Moment;
use crate::domain::Difference;

impl Store {
    /// The person `from` is the person `into`, by the names that the roster has for them. `rows` is what that does to the roster.
    ///
    /// # Errors
    /// Where either is not known, or the roster is no longer what `rows` start from.
    pub fn merge_people(&mut self, from: &str, into: &str, rows: &Difference, now: Timestamp) -> anyhow::Result<()> {
        self.write("merge", |transaction| merge(transaction, Owner::Person, from, into, rows, now))
    }

    /// The same of organisations.
    pub fn merge_organisations(&mut self, from: &str, into: &str, rows: &Difference, now: Timestamp) -> anyhow::Result<()> {
        self.write("merge", |transaction| merge(transaction, Owner::Organisation, from, into, rows, now))
    }

    /// Takes back that `name` was found to be another; who that was, as the roster has it. `None` where nobody of this name was merged.
    ///
    /// # Errors
    /// Where the roster has moved on since.
    pub fn unmerge(&mut self, name: &str, now: Timestamp) -> anyhow::Result<Option<String>> {
        self.write("unmerge", |transaction| {
            for owner in [Owner::Person, Owner::Organisation] {
                if let Some(other) = unmerge(transaction, owner, name, now)? {
                    return Ok(Some(other));
                }
            }
            Ok(None)
        })
    }
}

fn merge(transaction: &Transaction, owner: Owner, from: &str, into: &str, rows: &Difference, now: Timestamp) -> anyhow::Result<()> {
    let (table, column) = (owner.table(), owner.column());
    let known = format!("SELECT id FROM {table} WHERE name = ?1 AND merged_into IS NULL");
    let id = |name: &str| -> anyhow::Result<i64> {
        let found = transaction.query_row(&known, [name], |row| row.get(0)).optional()?;
        found.with_context(|| format!("the roster knows no {table} \"{name}\""))
    };
    let (from_id, into_id) = (id(from)?, id(into)?);
    ensure!(from_id != into_id, "{from} and {into} are one already");
    let insert = format!("INSERT INTO merge ({column}, into_id, made) VALUES (?1, ?2, ?3)");
    transaction.execute(&insert, params![from_id, into_id, Moment(now)])?;
    let of = lines::Of::Merge(transaction.last_insert_rowid());
    let last = lines::last(transaction)?;
    let ended = roster::write_difference(transaction, rows, Origin::Merge, now)?;
    let ended = ended.into_iter().map(|(line, id)| Turned { line, closed: Some(id), opened: None });
    for turned in lines::opened_since(transaction, last)?.into_iter().chain(ended) {
        lines::write_step(transaction, of, &turned)?;
    }
    let point = format!("UPDATE {table} SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1");
    transaction.execute(&point, [from_id, into_id])?;
    Ok(())
}

fn unmerge(transaction: &Transaction, owner: Owner, name: &str, now: Timestamp) -> anyhow::Result<Option<String>> {
    let (table, column) = (owner.table(), owner.column());
    let last = format!(
        "SELECT merge.id, gone.id, other.name, other.merged_into IS NOT NULL FROM merge JOIN {table} AS gone ON gone.id = merge.{column}
         JOIN {table} AS other ON other.id = into_id WHERE gone.name = ?1 AND undone IS NULL ORDER BY merge.id DESC LIMIT 1"
    );
    let row = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, bool>(3)?));
    let Some((merge, gone, other, is_gone)) = transaction.query_row(&last, [name], row).optional()? else { return Ok(None) };
    if is_gone {
        bail!("{other} was merged as well since; `roster unmerge \"{other}\"` comes first");
    }
    let moved = || format!("the roster has moved on since {name} was merged into {other}, so it cannot be undone; edit the roster instead");
    for turned in lines::steps(transaction, lines::Of::Merge(merge))? {
        turn_back(transaction, &turned, now, moved)?;
    }
    transaction.execute("UPDATE merge SET undone = ?2 WHERE id = ?1", params![merge, Moment(now)])?;
    transaction.execute(&format!("UPDATE {table} SET merged_into = NULL WHERE id = ?1"), [gone])?;
    // Whoever was merged into this one before points here again.
    let back = format!(
        "UPDATE {table} SET merged_into = ?1 WHERE id IN (SELECT {column} FROM merge WHERE into_id = ?1 AND undone IS NULL AND {column} IS NOT NULL)"
    );
    transaction.execute(&back, [gone])?;
    Ok(Some(other))
}
