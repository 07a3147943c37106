//! Changes: what was told of the roster, with the documents that support it.

use std::collections::HashMap;

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::articles::Recorded;
use super::database::Store;
use super::roster;
use super::roster::Origin;
use super::row::{self, Day, Moment, Word};
use super::{people, questions};
use crate::crash;
use crate::domain::{Article, Certainty, Change, Outcome, PartialDate, Position, Role, Standing, Status, Support, Telling};

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
            let mut query =
                connection.prepare_cached("SELECT change_id, what, at FROM telling WHERE NOT quiet AND at >= ?1 ORDER BY id")?;
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

/// Writes one outcome of an article and counts it.
pub fn write(
    transaction: &Transaction,
    article_id: i64,
    article: &Article,
    outcome: &Outcome,
    quiet: bool,
    now: Timestamp,
    recorded: &mut Recorded,
) -> anyhow::Result<()> {
    match outcome {
        Outcome::New { change, tenures } => {
            insert(transaction, change)?;
            crash::point("record: change");
            for support in &change.support {
                insert_support(transaction, article_id, article, &change.id, support)?;
            }
            tenures.iter().try_for_each(|step| roster::apply(transaction, step, Origin::Change(&change.id), now))?;
            if change.is_settled() {
                tell(transaction, &change.id, Telling::New, quiet, now)?;
                recorded.changes.push(change.id.clone());
            }
        }
        Outcome::Support { change_id, support, standing } => {
            insert_support(transaction, article_id, article, change_id, support)?;
            let settled = raise(transaction, change_id, support, *standing, quiet, now, &mut recorded.denied)?;
            recorded.supported += 1;
            recorded.changes.extend(settled.then(|| change_id.clone()));
        }
        Outcome::Refine { change_id, support, standing, after, effective, tenures } => {
            insert_support(transaction, article_id, article, change_id, support)?;
            refine(transaction, change_id, after, *effective)?;
            crash::point("record: refined change");
            raise(transaction, change_id, support, *standing, quiet, now, &mut recorded.denied)?;
            tell(transaction, change_id, Telling::Amended, quiet, now)?;
            tenures.iter().try_for_each(|step| roster::apply(transaction, step, Origin::Change(change_id), now))?;
            recorded.supported += 1;
            recorded.refined += 1;
        }
        Outcome::Question(question) => questions::ask(transaction, question, now)?,
    }
    Ok(())
}

/// Notes that there is this to tell of the change, once; `quiet` where it alerts nobody.
pub fn tell(transaction: &Transaction, change: &str, what: Telling, quiet: bool, now: Timestamp) -> anyhow::Result<()> {
    transaction.execute(
        "INSERT INTO telling (change_id, what, quiet, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![change, Word(what), quiet, Moment(now)],
    )?;
    Ok(())
}

/// Notes that the day has come that the change was announced for; quiet where the change itself was.
pub fn tell_due(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<()> {
    let quiet = "SELECT coalesce(max(quiet), 1) FROM telling WHERE change_id = ?1 AND what = 'new'";
    let quiet = transaction.query_row(quiet, [change], |row| row.get(0))?;
    tell(transaction, change, Telling::Due, quiet, now)
}

/// Brings the change to what it comes to with one more document, and notes the step up or the denial where that is one; a change that was
/// followed and is not so any more is added to `denied`. A change that is settled by it is told as new; whether this is one.
fn raise(
    transaction: &Transaction,
    change: &str,
    support: &Support,
    standing: Standing,
    quiet: bool,
    now: Timestamp,
    denied: &mut Vec<String>,
) -> anyhow::Result<bool> {
    let (Word(certainty), Word(before), rejected) =
        transaction.query_row("SELECT certainty, standing, verdict IS 'rejected' FROM change WHERE id = ?1", [change], |row| {
            Ok((row.get::<_, Word<Certainty>>(0)?, row.get::<_, Word<Standing>>(1)?, row.get::<_, bool>(2)?))
        })?;
    let surest = certainty.max(support.certainty);
    transaction.execute("UPDATE change SET certainty = ?2, standing = ?3 WHERE id = ?1", params![change, Word(surest), Word(standing)])?;
    let is_told = "SELECT EXISTS (SELECT 1 FROM telling WHERE change_id = ?1)";
    let told: bool = transaction.query_row(is_told, [change], |row| row.get(0))?;
    let what = match standing {
        _ if rejected || standing == before => None,
        Standing::Confirmed => Some(Telling::Confirmed),
        Standing::Announced if before < standing => Some(Telling::Announced),
        Standing::Denied => Some(Telling::Denied),
        _ => None,
    };
    if told && standing == Standing::Denied && before > standing && !rejected {
        denied.push(change.to_string());
    }
    if told {
        what.map_or(Ok(()), |what| tell(transaction, change, what, quiet, now))?;
        return Ok(false);
    }
    if rejected || standing < Standing::Reported {
        return Ok(false);
    }
    tell(transaction, change, Telling::New, quiet, now)?;
    Ok(true)
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
    let role = change.role.as_ref();
    transaction.execute(
        "INSERT INTO change (id, story, person_id, organisation_id, kind, role_title, role_code, role_unit, interim, manner, certainty,
                             standing, verdict, effective, before_role, before_status, before_until,
                             after_role, after_status, after_until, detected)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        params![
            change.id,
            change.story,
            people::person_id(transaction, &change.person)?,
            people::organisation_id(transaction, &change.organisation)?,
            Word(change.kind),
            role.map(|role| &role.title),
            role.map(|role| &role.code),
            role.and_then(|role| role.unit.as_ref()),
            change.interim,
            Word(change.manner),
            Word(change.certainty),
            Word(change.standing),
            change.verdict.map(Word),
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

fn insert_support(transaction: &Transaction, article_id: i64, article: &Article, change: &str, support: &Support) -> anyhow::Result<()> {
    ensure!(support.key == article.key, "change {change} is supported by {}, but the article is {}", support.key, article.key);
    transaction.execute(
        "INSERT INTO support (change_id, article_id, certainty, first_party, outlet, likeness, quote) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            change,
            article_id,
            Word(support.certainty),
            support.first_party,
            support.outlet,
            support.likeness.map(u64::cast_signed),
            support.quote
        ],
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
pub fn load(connection: &Connection, condition: &str, parameter: &str) -> anyhow::Result<Vec<Change>> {
    let wanted = format!(
        "SELECT change.*, person.name AS person, organisation.name AS organisation, change.rowid AS place FROM change
         JOIN person AS told ON told.id = person_id JOIN person ON person.id = coalesce(told.merged_into, told.id)
         JOIN organisation AS there ON there.id = organisation_id
         JOIN organisation ON organisation.id = coalesce(there.merged_into, there.id)
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
