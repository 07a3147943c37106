//! What reading everything anew needs of the database: the articles in the order in which they were recorded, a copy put back to where it was
//! before them, and what comes of it applied.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::articles;
use super::changes;
use super::database::Store;
use super::roster::{self, Origin};
use super::row::{self, Moment};
use super::told;
use crate::domain::article::RULES;
use crate::domain::{Article, Certainty, Change, Difference, Findings, Roster, Standing, Telling, Tenure};

/// A stored article, to be read again.
pub struct Stored {
    pub id: i64,
    /// When it was recorded.
    pub recorded: Timestamp,
    pub article: Article,
    /// What it told where that cannot be read again: its text is purged, or it is a version of a list that is compared with the one before.
    pub findings: Option<Findings>,
    /// Whether today's rules read it.
    pub by_these_rules: bool,
}

/// A row of the roster that the operator's hand put there, made another or took out, and when.
pub type Handmade = (Timestamp, Option<Tenure>, Option<Tenure>);

/// A row of the roster, and the change that made it.
pub type MadeBy = (Tenure, Option<String>);

/// What is to be applied.
pub struct Reprocessed<'a> {
    /// The first article that was read again.
    pub first: i64,
    pub since: Timestamp,
    /// The last article that there was.
    pub last: i64,
    pub added: &'a [Change],
    pub lost: &'a [Change],
    pub altered: &'a [(Change, Change)],
    pub rows: &'a Difference,
    /// Which change made a row, of the rows to come.
    pub made_by: &'a dyn Fn(&Tenure) -> Option<String>,
    /// Whether what is added is told to those who asked for it.
    pub tell: bool,
}

impl Store {
    /// The first article that was fetched at `since` or later, and when it was recorded; `None` where there is none.
    pub fn first_article(&self, since: Timestamp) -> anyhow::Result<Option<(i64, Timestamp)>> {
        self.read(|connection| {
            let first = "SELECT id, recorded FROM article WHERE fetched >= ?1 ORDER BY id LIMIT 1";
            Ok(connection.query_row(first, [Moment(since)], |row| Ok((row.get(0)?, row.get::<_, Moment>(1)?.0))).optional()?)
        })
    }

    /// The last article's number; 0 where there is none.
    pub fn last_article(&self) -> anyhow::Result<i64> {
        self.read(|connection| Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM article", [], |row| row.get(0))?))
    }

    /// At most `most` articles from the number `from` on, in the order in which they were recorded.
    pub fn stored_articles(&self, from: i64, most: usize) -> anyhow::Result<Vec<Stored>> {
        self.read(|connection| {
            let listed = "EXISTS (SELECT 1 FROM finding WHERE article_id = article.id AND rule = 'listing')";
            let mut query = connection.prepare_cached(&format!(
                "SELECT *, text = '' OR {listed} AS kept, rules IS ?3 AS today FROM article WHERE id >= ?1 ORDER BY id LIMIT ?2"
            ))?;
            let row = |row: &Row| {
                let stored = (row.get("id")?, row.get::<_, Moment>("recorded")?.0, row.get::<_, bool>("kept")?, row.get("today")?);
                Ok((stored, articles::article(row)?))
            };
            let rows = query.query_map(params![from, i64::try_from(most)?, RULES], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
            let stored = rows.into_iter().map(|((id, recorded, kept, by_these_rules), article)| {
                let findings = kept.then(|| articles::findings(connection, id)).transpose()?;
                Ok(Stored { id, recorded, article, findings, by_these_rules })
            });
            stored.collect()
        })
    }

    /// What the operator's hand did to the roster since `since`, in its order: imports, edits, merges, and what was confirmed.
    pub fn handmade(&self, since: Timestamp) -> anyhow::Result<Vec<Handmade>> {
        self.read(|connection| {
            let opened = rows(
                connection,
                "learnt_at >= ?1 AND (origin IN ('import', 'edit', 'merge') OR (origin = 'change' AND EXISTS
                    (SELECT 1 FROM change WHERE change.id = change_id AND verdict = 'confirmed')))",
                since,
            )?;
            let closed = rows(
                connection,
                "superseded_at >= ?1 AND NOT EXISTS (SELECT 1 FROM tenure AS next WHERE next.line = tenure.line AND next.learnt_at = tenure.superseded_at
                    AND next.id > tenure.id) AND NOT EXISTS (SELECT 1 FROM decision_step WHERE closed_id = tenure.id)
                 AND NOT EXISTS (SELECT 1 FROM reprocessing WHERE at = tenure.superseded_at)",
                since,
            )?;
            let mut before = connection.prepare_cached(&format!(
                "{ROW} WHERE tenure.line = ?1 AND tenure.id < ?2 AND superseded_at = (SELECT learnt_at FROM tenure WHERE id = ?2)
                 ORDER BY tenure.id DESC LIMIT 1"
            ))?;
            let mut done: Vec<(i64, Handmade)> = Vec::new();
            for (id, line, learnt, _, after) in opened {
                let before = before.query_row([line, id], |row| Ok(kept_row(row)?.4)).optional()?;
                done.push((id, (learnt, before, Some(after))));
            }
            done.extend(closed.into_iter().filter_map(|(id, _, _, closed, row)| Some((id, (closed?, Some(row), None)))));
            done.sort_by_key(|(id, (moment, ..))| (*moment, *id));
            Ok(done.into_iter().map(|(_, done)| done).collect())
        })
    }

    /// Puts a copy of the database back to where it was at `since`, before the article `first`; what the operator decided, answered and merged
    /// stays, and nobody is owed anything. The changes whose documents are not all there any more.
    ///
    /// Only for a copy that is thrown away: it overwrites what was known.
    pub fn rewind(&mut self, first: i64, since: Timestamp) -> anyhow::Result<Vec<Change>> {
        self.do_not_sync()?;
        self.write("rewind", |transaction| {
            transaction.execute_batch(
                "DROP TRIGGER tenure_is_not_overwritten; DROP TRIGGER tenure_is_not_deleted; PRAGMA defer_foreign_keys = ON;
                 DELETE FROM outbox; DELETE FROM batch_story; DELETE FROM batch_bytes; DELETE FROM batch;
                 DELETE FROM decision_step; DELETE FROM decision; DELETE FROM merge_step;",
            )?;
            let touched = "change.verdict IS NULL AND change.id IN (SELECT change_id FROM support WHERE article_id >= ?1 ->> 0)";
            let parameter = serde_json::to_string(&[first])?;
            let touched: Vec<String> = told::load(transaction, touched, &parameter)?.into_iter().map(|change| change.id).collect();
            transaction.execute("DELETE FROM evidence WHERE finding_id IN (SELECT id FROM finding WHERE article_id >= ?1)", [first])?;
            transaction.execute("DELETE FROM finding WHERE article_id >= ?1", [first])?;
            transaction.execute("DELETE FROM support WHERE article_id >= ?1", [first])?;
            let gone = "verdict IS NULL AND NOT EXISTS (SELECT 1 FROM support WHERE change_id = change.id)";
            let moment = Moment(since).to_string();
            // A clock that went back has rows of these changes from before the articles.
            let cut = format!("learnt_at >= ?1 OR change_id IN (SELECT id FROM change WHERE {gone})");
            transaction.execute(&format!("CREATE TEMP TABLE cut AS SELECT DISTINCT line FROM tenure WHERE {cut}"), [&moment])?;
            transaction.execute(&format!("DELETE FROM tenure WHERE {cut}"), [&moment])?;
            let last = "id IN (SELECT max(id) FROM tenure WHERE line IN (SELECT line FROM cut) GROUP BY line)";
            transaction.execute(&format!("UPDATE tenure SET superseded_at = NULL WHERE superseded_at >= ?1 OR {last}"), [&moment])?;
            transaction.execute_batch(
                "UPDATE tenure SET person_id = (SELECT coalesce(merged_into, id) FROM person WHERE id = person_id),
                                   organisation_id = (SELECT coalesce(merged_into, id) FROM organisation WHERE id = organisation_id);
                 DROP TABLE cut;",
            )?;
            transaction.execute(&format!("DELETE FROM telling WHERE change_id IN (SELECT id FROM change WHERE {gone})"), [])?;
            transaction.execute(&format!("DELETE FROM change WHERE {gone}"), [])?;
            transaction.execute("DELETE FROM article WHERE id >= ?1", [first])?;
            told::by_ids(transaction, &touched)
        })
    }

    /// Sets what a change comes to.
    pub fn restate(&mut self, id: &str, certainty: Certainty, standing: Standing) -> anyhow::Result<()> {
        self.write("restate", |transaction| {
            let set = "UPDATE change SET certainty = ?2, standing = ?3 WHERE id = ?1";
            transaction.execute(set, params![id, row::Word(certainty), row::Word(standing)])?;
            Ok(())
        })
    }

    /// The roster, and which change made each of its rows.
    pub fn roster_with_origins(&self) -> anyhow::Result<(Roster, Vec<MadeBy>)> {
        let roster = self.roster()?;
        let made_by = self.read(|connection| {
            let mut query = connection.prepare(&format!("{ROW} WHERE superseded_at IS NULL ORDER BY line"))?;
            let rows = query.query_map([], |row| Ok((kept_row(row)?.4, row.get("change_id")?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })?;
        Ok((roster, made_by))
    }

    /// Applies what a second reading gave, and keeps which rules it was. All or nothing.
    ///
    /// # Errors
    /// Where more was recorded since the articles were read again, or the roster has moved on.
    pub fn apply_reprocessed(&mut self, what: &Reprocessed, now: Timestamp) -> anyhow::Result<()> {
        self.write("reprocess", |transaction| {
            let last: i64 = transaction.query_row("SELECT coalesce(max(id), 0) FROM article", [], |row| row.get(0))?;
            anyhow::ensure!(last == what.last, "the watch has recorded more meanwhile; try again");
            for change in what.lost {
                withdraw(transaction, &change.id, now)?;
            }
            let altered = what.altered.iter().map(|(_, after)| (after, false));
            for (change, is_new) in altered.chain(what.added.iter().map(|change| (change, true))) {
                changes::write_anew(transaction, change)?;
                if is_new && change.is_settled() {
                    changes::tell(transaction, &change.id, Telling::New, !what.tell, now)?;
                }
            }
            for row in &what.rows.removed {
                let rows = Difference { removed: vec![row.clone()], ..Difference::default() };
                roster::write_difference(transaction, &rows, Origin::Decision, now)?;
            }
            for step in &what.rows.tenures {
                let change = (what.made_by)(&step.after);
                roster::apply(transaction, step, change.as_deref().map_or(Origin::Decision, Origin::Change), now)?;
            }
            transaction.execute("UPDATE article SET rules = ?2 WHERE id >= ?1", params![what.first, RULES])?;
            let [added, lost, altered] =
                [what.added.len(), what.lost.len(), what.altered.len()].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
            transaction.execute(
                "INSERT INTO reprocessing (at, rules, since, added, lost, altered) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![Moment(now), RULES, Moment(what.since), added, lost, altered],
            )?;
            Ok(())
        })
    }
}

/// A change that counts for nothing any more. What is owed of it and in no mail yet is not owed.
fn withdraw(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<()> {
    transaction.execute("UPDATE change SET withdrawn = ?2 WHERE id = ?1", params![change, Moment(now)])?;
    let tellings = "telling_id IN (SELECT id FROM telling WHERE change_id = ?1)";
    transaction.execute(&format!("DELETE FROM outbox WHERE batch_id IS NULL AND {tellings}"), [change])?;
    transaction.execute("UPDATE telling SET routed = 1 WHERE change_id = ?1", [change])?;
    Ok(())
}

/// Rows under the names of today.
const ROW: &str = "SELECT tenure.*, person.name AS person, organisation.name AS organisation FROM tenure
    JOIN person AS called ON called.id = person_id JOIN person ON person.id = coalesce(called.merged_into, called.id)
    JOIN organisation AS there ON there.id = organisation_id JOIN organisation ON organisation.id = coalesce(there.merged_into, there.id)";

/// Id, line, when it was learnt and superseded, and the row.
type KeptRow = (i64, i64, Timestamp, Option<Timestamp>, Tenure);

fn rows(connection: &Connection, condition: &str, since: Timestamp) -> anyhow::Result<Vec<KeptRow>> {
    let mut query = connection.prepare(&format!("{ROW} WHERE {condition} ORDER BY tenure.id"))?;
    let rows = query.query_map([Moment(since)], kept_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn kept_row(row: &Row) -> rusqlite::Result<KeptRow> {
    let moment = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0));
    let learnt = row.get::<_, Moment>("learnt_at")?.0;
    Ok((row.get("id")?, row.get("line")?, learnt, moment("superseded_at")?, roster::tenure(row)?))
}
