//! Changes: what was told of the roster, with the documents that support it.

use std::collections::HashMap;

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::articles::Recorded;
use super::database::Store;
use super::row::{self, Day, Moment, Word};
use super::{outbox, roster};
use crate::crash;
use crate::domain::{Article, Change, Mailbox, Outcome, PartialDate, Position, Status, Support};

impl Store {
    /// Every change, in the order in which they were detected.
    pub fn changes(&self) -> anyhow::Result<Vec<Change>> {
        self.read(|connection| load(connection, "TRUE", "[]"))
    }

    /// The change of this id; `None` where there is none.
    pub fn change(&self, id: &str) -> anyhow::Result<Option<Change>> {
        let found = self.read(|connection| by_ids(connection, &[id.to_string()]))?;
        Ok(found.into_iter().next())
    }

    /// The changes told of these people (as the roster names them), in the order in which they were detected.
    pub fn told(&self, people: &[String]) -> anyhow::Result<Vec<Change>> {
        let people = serde_json::to_string(people)?;
        self.read(|connection| load(connection, "person.name IN (SELECT value FROM json_each(?1))", &people))
    }
}

/// Writes one outcome of an article and counts it.
pub fn write(
    transaction: &Transaction,
    article_id: i64,
    article: &Article,
    outcome: &Outcome,
    recipients: &[Mailbox],
    now: Timestamp,
    recorded: &mut Recorded,
) -> anyhow::Result<()> {
    match outcome {
        Outcome::New { change, tenures } => {
            insert(transaction, change)?;
            crash::point("record: change");
            for support in &change.support {
                add_support(transaction, article_id, article, &change.id, support)?;
            }
            tenures.iter().try_for_each(|step| roster::apply(transaction, step, Some(&change.id), now))?;
            recorded.queued += outbox::enqueue(transaction, &change.id, recipients, now)?;
            recorded.changes.push(change.id.clone());
        }
        Outcome::Support { change_id, support } => {
            add_support(transaction, article_id, article, change_id, support)?;
            recorded.supported += 1;
        }
        Outcome::Refine { change_id, support, after, effective, tenures } => {
            add_support(transaction, article_id, article, change_id, support)?;
            refine(transaction, change_id, after, *effective)?;
            crash::point("record: refined change");
            tenures.iter().try_for_each(|step| roster::apply(transaction, step, Some(change_id), now))?;
            recorded.supported += 1;
            recorded.refined += 1;
        }
    }
    Ok(())
}

/// Changes by their ids, in that order. An unknown id is left out.
pub fn by_ids(connection: &Connection, ids: &[String]) -> anyhow::Result<Vec<Change>> {
    let list = serde_json::to_string(ids)?;
    let changes = load(connection, "change.id IN (SELECT value FROM json_each(?1))", &list)?;
    let mut found: HashMap<String, Change> = changes.into_iter().map(|change| (change.id.clone(), change)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn insert(transaction: &Transaction, change: &Change) -> anyhow::Result<()> {
    let before = change.before.as_ref();
    transaction.execute(
        "INSERT INTO change (id, person_id, organisation_id, kind, manner, certainty, effective, before_role, before_status, before_until,
                             after_role, after_status, after_until, detected)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            change.id,
            roster::person_id(transaction, &change.person)?,
            roster::organisation_id(transaction, &change.organisation)?,
            Word(change.kind),
            Word(change.manner),
            Word(change.certainty),
            change.effective.map(Day),
            before.and_then(|position| position.role.as_ref()),
            before.map(|position| Word(position.status)),
            before.and_then(|position| position.until).map(Day),
            change.after.role,
            Word(change.after.status),
            change.after.until.map(Day),
            Moment(change.detected)
        ],
    )?;
    Ok(())
}

/// Adds the article to the change, which is as certain as its surest document.
fn add_support(transaction: &Transaction, article_id: i64, article: &Article, change: &str, support: &Support) -> anyhow::Result<()> {
    ensure!(support.key == article.key, "change {change} is supported by {}, but the article is {}", support.key, article.key);
    transaction.execute(
        "INSERT INTO support (change_id, article_id, certainty, quote) VALUES (?1, ?2, ?3, ?4)",
        params![change, article_id, Word(support.certainty), support.quote],
    )?;
    transaction.execute(
        "UPDATE change SET certainty = 'announced' WHERE id = ?1 AND ?2 = 'announced'",
        params![change, Word(support.certainty)],
    )?;
    Ok(())
}

fn refine(transaction: &Transaction, change: &str, after: &Position, effective: Option<PartialDate>) -> anyhow::Result<()> {
    transaction.execute(
        "UPDATE change SET effective = ?2, after_role = ?3, after_status = ?4, after_until = ?5 WHERE id = ?1",
        params![change, effective.map(Day), after.role, Word(after.status), after.until.map(Day)],
    )?;
    Ok(())
}

/// The changes for which `condition` holds; `parameter` is its `?1`.
fn load(connection: &Connection, condition: &str, parameter: &str) -> anyhow::Result<Vec<Change>> {
    let wanted = format!(
        "SELECT change.*, person.name AS person, organisation.name AS organisation, change.rowid AS place FROM change
         JOIN person ON person.id = person_id JOIN organisation ON organisation.id = organisation_id
         WHERE ?1 IS NOT NULL AND {condition}"
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
        person: row.get("person")?,
        organisation: row.get("organisation")?,
        kind: row.get::<_, Word<_>>("kind")?.0,
        manner: row.get::<_, Word<_>>("manner")?.0,
        certainty: row.get::<_, Word<_>>("certainty")?.0,
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
        quote: row.get("quote")?,
    })
}
