//! Changes as they are read: what was told, what is on the books beside it, and what there is to tell of it.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::database::Store;
use super::row::{self, Moment, Word};
use crate::domain::{Change, Position, Role, Status, Support, Telling};

/// What [`Change::is_settled`] says, of a row.
const SETTLED: &str = "standing IN ('reported', 'announced', 'confirmed') AND verdict IS NOT 'rejected'";

impl Store {
    /// Every change that the roster follows, in the order in which they were detected.
    pub fn changes(&self) -> anyhow::Result<Vec<Change>> {
        self.read(|connection| load(connection, SETTLED, "[]"))
    }

    /// What is on the books beside the changes: rumours, denials, contradictions that one outlet tells, and what was rejected.
    pub fn unsettled(&self) -> anyhow::Result<Vec<Change>> {
        self.read(|connection| load(connection, &format!("NOT ({SETTLED})"), "[]"))
    }

    /// What there is to tell since `since`, in the order in which it came up, with the changes and when that was. What was learnt while a
    /// source was read for the first time is left out.
    pub fn tellings(&self, since: Timestamp) -> anyhow::Result<Vec<(Change, Telling, Timestamp)>> {
        self.read(|connection| {
            let mut query = connection
                .prepare_cached("SELECT change_id, what, at FROM telling WHERE NOT quiet AND withdrawn = 0 AND at >= ?1 ORDER BY id")?;
            let row = |row: &Row| Ok((row.get(0)?, row.get::<_, Word<Telling>>(1)?.0, row.get::<_, Moment>(2)?.0));
            let tellings = query.query_map([Moment(since)], row)?.collect::<rusqlite::Result<Vec<(String, _, _)>>>()?;
            let mut ids: Vec<String> = tellings.iter().map(|(id, ..)| id.clone()).collect();
            ids.sort();
            ids.dedup();
            let changes: HashMap<String, Change> =
                by_ids(connection, &ids)?.into_iter().map(|change| (change.id.clone(), change)).collect();
            Ok(tellings.into_iter().filter_map(|(id, what, at)| Some((changes.get(&id)?.clone(), what, at))).collect())
        })
    }

    /// The changes of a story, in the order in which they were detected.
    pub fn story(&self, story: &str) -> anyhow::Result<Vec<Change>> {
        let story = serde_json::to_string(&[story])?;
        self.read(|connection| load(connection, "story IN (SELECT value FROM json_each(?1))", &story))
    }

    /// The change of this id; `None` where there is none.
    pub fn change(&self, id: &str) -> anyhow::Result<Option<Change>> {
        let found = self.read(|connection| by_ids(connection, &[id.to_string()]))?;
        Ok(found.into_iter().next())
    }
}

/// Changes by their ids, in that order. An unknown id is left out.
pub fn by_ids(connection: &Connection, ids: &[String]) -> anyhow::Result<Vec<Change>> {
    let list = serde_json::to_string(ids)?;
    let changes = load(connection, "change.id IN (SELECT value FROM json_each(?1))", &list)?;
    let mut found: HashMap<String, Change> = changes.into_iter().map(|change| (change.id.clone(), change)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The changes for which `condition` holds; `parameter` is its `?1`.
pub fn load(connection: &Connection, condition: &str, parameter: &str) -> anyhow::Result<Vec<Change>> {
    let wanted = format!(
        "SELECT change.*, person.name AS person, organisation.name AS organisation, change.rowid AS place FROM change
         JOIN person AS told ON told.id = person_id JOIN person ON person.id = coalesce(told.merged_into, told.id)
         JOIN organisation AS there ON there.id = organisation_id
         JOIN organisation ON organisation.id = coalesce(there.merged_into, there.id)
         WHERE ?1 IS NOT NULL AND change.withdrawn IS NULL AND {condition}"
    );
    let mut supports: HashMap<String, Vec<Support>> = HashMap::new();
    let mut query = connection.prepare_cached(&format!(
        "SELECT support.*, source, key, url, title, coalesce(author_handle, author_name) AS author, published FROM support
         JOIN article ON article.id = article_id WHERE change_id IN (SELECT id FROM ({wanted})) ORDER BY support.rowid"
    ))?;
    for row in query.query_map([parameter], |row| Ok((row.get("change_id")?, support(row)?)))? {
        let (change, support): (String, Support) = row?;
        supports.entry(change).or_default().push(support);
    }
    let mut query = connection.prepare_cached(&format!("{wanted} ORDER BY detected, place"))?;
    let rows = query.query_map([parameter], change)?;
    rows.map(|row| {
        let mut change = row?;
        change.support = supports.remove(&change.id).unwrap_or_default();
        Ok(change)
    })
    .collect()
}

fn change(row: &Row) -> rusqlite::Result<Change> {
    let before_status = row.get::<_, Option<Word<Status>>>("before_status")?;
    let before = match before_status {
        Some(Word(status)) => Some(Position { role: row.get("before_role")?, status, until: row::day(row, "before_until")? }),
        None => None,
    };
    Ok(Change {
        id: row.get("id")?,
        story: row.get("story")?,
        person: row.get("person")?,
        organisation: row.get("organisation")?,
        kind: row.get::<_, Word<_>>("kind")?.0,
        role: row.get::<_, Option<String>>("role_title")?.map(|title| role(row, title)).transpose()?,
        interim: row.get("interim")?,
        manner: row.get::<_, Word<_>>("manner")?.0,
        certainty: row.get::<_, Word<_>>("certainty")?.0,
        standing: row.get::<_, Word<_>>("standing")?.0,
        verdict: row.get::<_, Option<Word<_>>>("verdict")?.map(|word| word.0),
        effective: row::day(row, "effective")?,
        before,
        after: Position {
            role: row.get("after_role")?,
            status: row.get::<_, Word<_>>("after_status")?.0,
            until: row::day(row, "after_until")?,
        },
        detected: row.get::<_, Moment>("detected")?.0,
        support: Vec::new(),
    })
}

fn role(row: &Row, title: String) -> rusqlite::Result<Role> {
    Ok(Role { title, code: row.get("role_code")?, unit: row.get("role_unit")? })
}

fn support(row: &Row) -> rusqlite::Result<Support> {
    let author: Option<String> = row.get("author")?;
    Ok(Support {
        source: row.get("source")?,
        key: row.get("key")?,
        url: row.get("url")?,
        title: row.get("title")?,
        author: author.filter(|author| !author.is_empty()),
        published: row.get::<_, Moment>("published")?.0,
        certainty: row.get::<_, Word<_>>("certainty")?.0,
        first_party: row.get("first_party")?,
        outlet: row.get("outlet")?,
        likeness: row.get::<_, Option<i64>>("likeness")?.map(i64::cast_unsigned),
        quote: row.get("quote")?,
    })
}
