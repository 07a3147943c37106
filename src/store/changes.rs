//! Changes as they are written: what was told of the roster, with the documents that support it.

use anyhow::ensure;
use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::articles::Recorded;
use super::roster;
use super::roster::Origin;
use super::row::{Day, Moment, Word};
use super::{people, questions};
use crate::crash;
use crate::domain::{Article, Certainty, Change, Outcome, PartialDate, Position, Standing, Support, Telling};

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
            } else if change.standing == Standing::Rumoured {
                tell(transaction, &change.id, Telling::Rumoured, quiet, now)?;
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
    let quiet = "SELECT coalesce(max(quiet), 1) FROM telling WHERE change_id = ?1 AND what = 'new' AND withdrawn = 0";
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
    let told = is_told(transaction, change, false)?;
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
    if !rejected && standing == Standing::Denied && before > standing && is_told(transaction, change, true)? {
        tell(transaction, change, Telling::Denied, quiet, now)?;
    }
    if rejected || standing < Standing::Reported {
        return Ok(false);
    }
    tell(transaction, change, Telling::New, quiet, now)?;
    Ok(true)
}

/// Whether there has been anything to tell of the change that still counts: of the rumour, or of what is settled.
pub fn is_told(transaction: &Transaction, change: &str, rumour: bool) -> anyhow::Result<bool> {
    let told = "SELECT EXISTS (SELECT 1 FROM telling WHERE change_id = ?1 AND withdrawn = 0 AND (what = 'rumoured') = ?2)";
    Ok(transaction.query_row(told, params![change, rumour], |row| row.get(0))?)
}

/// Writes a change as it is read anew, with its documents: over the one of its id, where there is one.
pub fn write_anew(transaction: &Transaction, change: &Change) -> anyhow::Result<()> {
    let known: bool = transaction.query_row("SELECT EXISTS (SELECT 1 FROM change WHERE id = ?1)", [&change.id], |row| row.get(0))?;
    if known {
        update(transaction, change)?;
        transaction.execute("DELETE FROM support WHERE change_id = ?1", [&change.id])?;
    } else {
        insert(transaction, change)?;
    }
    for support in &change.support {
        let article = transaction.query_row("SELECT id FROM article WHERE key = ?1", [&support.key], |row| row.get(0))?;
        write_support(transaction, article, &change.id, support)?;
    }
    Ok(())
}

fn update(transaction: &Transaction, change: &Change) -> anyhow::Result<()> {
    let (before, role) = (change.before.as_ref(), change.role.as_ref());
    transaction.execute(
        "UPDATE change SET kind = ?2, role_title = ?3, role_code = ?4, role_unit = ?5, interim = ?6, manner = ?7, certainty = ?8, standing = ?9,
                before_role = ?10, before_status = ?11, before_until = ?12, person_id = ?13, withdrawn = NULL WHERE id = ?1",
        params![
            change.id,
            Word(change.kind),
            role.map(|role| &role.title),
            role.map(|role| &role.code),
            role.and_then(|role| role.unit.as_ref()),
            change.interim,
            Word(change.manner),
            Word(change.certainty),
            Word(change.standing),
            before.and_then(|position| position.role.as_ref()),
            before.map(|position| Word(position.status)),
            before.and_then(|position| position.until).map(Day),
            people::person_id(transaction, &change.person)?,
        ],
    )?;
    refine(transaction, &change.id, &change.after, change.effective)
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
    write_support(transaction, article_id, change, support)
}

fn write_support(transaction: &Transaction, article_id: i64, change: &str, support: &Support) -> anyhow::Result<()> {
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
