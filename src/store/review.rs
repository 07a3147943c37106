//! The operator's decisions: what was told is confirmed or rejected, and either is undone.
//!
//! A rejected change puts the roster back as far as nothing else builds on it; what it closed and opened is written down, so that undoing
//! turns exactly that back. Nothing is overwritten: the roster as it was known at any moment stays what it was.

use anyhow::{Context, bail};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::database::Store;
use super::lines::{self, Turned, close, latest, reopen, turn_back};
use super::row::{Moment, Word};
use super::{changes, correction, roster};
use crate::domain::{Standing, Telling, TenureStep, Verdict};

impl Store {
    /// The change is so. `steps` make the roster follow it where it did not; then there is something to tell.
    ///
    /// # Errors
    /// Where it was rejected, or the roster is no longer what `steps` start from.
    pub fn confirm(&mut self, id: &str, steps: &[TenureStep], now: Timestamp) -> anyhow::Result<()> {
        self.write("confirm", |transaction| {
            let (verdict, standing) = state(transaction, id)?;
            match verdict {
                Some(Verdict::Confirmed) => return Ok(()),
                Some(Verdict::Rejected) => bail!("change {id} was rejected; `changes undo {id}` takes that back"),
                None => {}
            }
            let last = lines::last(transaction)?;
            steps.iter().try_for_each(|step| roster::apply(transaction, step, roster::Origin::Change(id), now))?;
            let decision = decide(transaction, id, Verdict::Confirmed, None, now)?;
            for turned in lines::opened_since(transaction, last)? {
                lines::write_step(transaction, lines::Of::Decision(decision), &turned)?;
            }
            set(transaction, id, Some(Verdict::Confirmed), Standing::Confirmed)?;
            if standing < Standing::Reported {
                changes::tell(transaction, id, Telling::New, false, now)?;
            } else if standing < Standing::Confirmed {
                changes::tell(transaction, id, Telling::Confirmed, true, now)?;
            }
            Ok(())
        })
    }

    /// The change is not so: the roster is put back, and later documents that tell it are silent.
    ///
    /// # Errors
    /// Where a later change or an edit builds on it.
    pub fn reject(&mut self, id: &str, now: Timestamp) -> anyhow::Result<()> {
        self.write("reject", |transaction| {
            let (verdict, standing) = state(transaction, id)?;
            if verdict == Some(Verdict::Rejected) {
                return Ok(());
            }
            let decision = decide(transaction, id, Verdict::Rejected, verdict, now)?;
            for turned in revert(transaction, id, now)? {
                lines::write_step(transaction, lines::Of::Decision(decision), &turned)?;
            }
            set(transaction, id, Some(Verdict::Rejected), Standing::Denied)?;
            let is_known = standing >= Standing::Reported || changes::is_told(transaction, id, true)?;
            // Nobody is told any more what is wrong, and who was not told needs no correction.
            correction::hold_back(transaction, id)?;
            if is_known {
                changes::tell(transaction, id, Telling::Rejected, false, now)?;
            }
            Ok(())
        })
    }

    /// Takes the last decision of the change back: verdict and roster are as before it. `standing` is what its documents alone come to.
    /// The verdict that was taken back; `None` where there was none.
    ///
    /// # Errors
    /// Where the roster has moved on since.
    pub fn undo(&mut self, id: &str, standing: Standing, now: Timestamp) -> anyhow::Result<Option<Verdict>> {
        self.write("undo", |transaction| {
            state(transaction, id)?;
            let last = "SELECT id, verdict, before FROM decision WHERE change_id = ?1 AND undone IS NULL ORDER BY id DESC LIMIT 1";
            let words = |row: &Row| Ok((row.get::<_, i64>(0)?, row.get::<_, Word<Verdict>>(1)?.0, row.get::<_, Option<Word<Verdict>>>(2)?));
            let Some((decision, verdict, before)) = transaction.query_row(last, [id], words).optional()? else { return Ok(None) };
            let moved = || {
                format!("the roster has moved on since change {id} was decided, so it cannot be undone; decide again or edit the roster")
            };
            for turned in lines::steps(transaction, lines::Of::Decision(decision))? {
                turn_back(transaction, &turned, now, moved)?;
            }
            transaction.execute("UPDATE decision SET undone = ?2 WHERE id = ?1", params![decision, Moment(now)])?;
            let before = before.map(|word| word.0);
            let standing = if before == Some(Verdict::Confirmed) { Standing::Confirmed } else { standing };
            set(transaction, id, before, standing)?;
            match verdict {
                Verdict::Rejected => correction::reinstate(transaction, id, now)?,
                Verdict::Confirmed if standing < Standing::Reported => correction::retract(transaction, id, now)?,
                Verdict::Confirmed => {}
            }
            Ok(Some(verdict))
        })
    }

    /// No more is told of the story, or it is told again. Whether that is new.
    pub fn mute(&mut self, story: &str, muted: bool, now: Timestamp) -> anyhow::Result<bool> {
        self.write("mute", |transaction| {
            let changed = if muted {
                transaction
                    .execute("INSERT INTO muted (story, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![story, Moment(now)])?
            } else {
                transaction.execute("DELETE FROM muted WHERE story = ?1", [story])?
            };
            Ok(changed == 1)
        })
    }

    /// The stories of which nothing more is told.
    pub fn muted(&self) -> anyhow::Result<Vec<String>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT story FROM muted ORDER BY since, story")?;
            let stories = query.query_map([], |row| row.get(0))?;
            Ok(stories.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// Puts the lines that the change moved back to what they were before it.
fn revert(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<Vec<Turned>> {
    let mut query = transaction.prepare("SELECT line, min(id) FROM tenure WHERE change_id = ?1 GROUP BY line ORDER BY line DESC")?;
    let lines = query.query_map([change], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    let mut turned = Vec::new();
    for (line, first) in lines {
        let Some(latest) = latest(transaction, line)? else { continue };
        ensure_last(transaction, change, line, latest)?;
        close(transaction, latest, now)?;
        let before = "SELECT max(id) FROM tenure WHERE line = ?1 AND id < ?2";
        let before: Option<i64> = transaction.query_row(before, params![line, first], |row| row.get(0))?;
        let opened = before.map(|before| reopen(transaction, before, now)).transpose()?;
        turned.push(Turned { line, closed: Some(latest), opened });
    }
    Ok(turned)
}

/// What a denial does to a change that was told: the roster no longer follows it. Left as it is where something builds on it.
pub fn withdraw(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<()> {
    let point = "SAVEPOINT withdraw";
    transaction.execute_batch(point)?;
    match revert(transaction, change, now) {
        Ok(_) => Ok(transaction.execute_batch("RELEASE withdraw")?),
        Err(error) if error.downcast_ref::<rusqlite::Error>().is_some() => Err(error),
        Err(_) => Ok(transaction.execute_batch("ROLLBACK TO withdraw; RELEASE withdraw")?),
    }
}

/// Refuses where the line's latest row is not the change's, nor what a day made of that.
fn ensure_last(transaction: &Transaction, change: &str, line: i64, latest: i64) -> anyhow::Result<()> {
    let own = "SELECT change_id, person.name, role_title FROM tenure JOIN person ON person.id = person_id
               WHERE line = ?1 AND tenure.id <= ?2 AND origin <> 'day' ORDER BY tenure.id DESC LIMIT 1";
    let row = |row: &Row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
    let (moved_by, person, title) = transaction.query_row(own, params![line, latest], row).with_context(|| format!("line {line}"))?;
    match moved_by {
        Some(id) if id == change => Ok(()),
        Some(id) => bail!("{person} as {title} has moved on since, by change {id}; reject that one first"),
        None => bail!("{person} as {title} was edited since; edit the roster instead"),
    }
}

fn state(transaction: &Transaction, id: &str) -> anyhow::Result<(Option<Verdict>, Standing)> {
    let row = |row: &Row| Ok((row.get::<_, Option<Word<_>>>(0)?.map(|word| word.0), row.get::<_, Word<_>>(1)?.0));
    let found = transaction.query_row("SELECT verdict, standing FROM change WHERE id = ?1", [id], row).optional()?;
    found.with_context(|| format!("there is no change {id}"))
}

fn decide(transaction: &Transaction, id: &str, verdict: Verdict, before: Option<Verdict>, now: Timestamp) -> anyhow::Result<i64> {
    transaction.execute(
        "INSERT INTO decision (change_id, verdict, before, made) VALUES (?1, ?2, ?3, ?4)",
        params![id, Word(verdict), before.map(Word), Moment(now)],
    )?;
    Ok(transaction.last_insert_rowid())
}

fn set(transaction: &Transaction, id: &str, verdict: Option<Verdict>, standing: Standing) -> anyhow::Result<()> {
    transaction.execute("UPDATE change SET verdict = ?2, standing = ?3 WHERE id = ?1", params![id, verdict.map(Word), Word(standing)])?;
    Ok(())
}
