//! Questions who somebody is, and the operator's answers.

use anyhow::{Context, bail};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::database::Store;
use super::people;
use super::row::Moment;
use crate::domain::Question;

/// A question's names are those of today: whoever was merged is the one whom they were found to be.
const QUESTION: &str = "SELECT question.id, person.name, candidate.name, organisation.name, why, quote, url, answer FROM question
    JOIN person AS asked_of ON asked_of.id = person_id JOIN person ON person.id = coalesce(asked_of.merged_into, asked_of.id)
    JOIN person AS other ON other.id = candidate_id JOIN person AS candidate ON candidate.id = coalesce(other.merged_into, other.id)
    JOIN organisation AS there ON there.id = organisation_id
    JOIN organisation ON organisation.id = coalesce(there.merged_into, there.id)";

/// What the operator says of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They are one person.
    Same,
    /// They are two.
    Other,
}

impl Store {
    /// The questions that nobody has answered and that are still open, with their numbers.
    pub fn questions(&self) -> anyhow::Result<Vec<(i64, Question)>> {
        self.read(|connection| {
            let open = format!("{QUESTION} WHERE answer IS NULL AND person.id <> candidate.id ORDER BY question.id");
            let mut query = connection.prepare_cached(&open)?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, question(row)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The question of this number with its answer so far, its person and candidate under the names that they had when it was asked.
    ///
    /// # Errors
    /// Where there is none.
    pub fn question(&self, number: i64) -> anyhow::Result<(Question, Option<Answer>)> {
        self.read(|connection| {
            let as_asked = QUESTION.replace("coalesce(asked_of.merged_into, asked_of.id)", "asked_of.id");
            let found = connection.query_row(&format!("{as_asked} WHERE question.id = ?1"), [number], |row| {
                let answer: Option<String> = row.get(7)?;
                Ok((question(row)?, answer.map(|word| if word == Answer::Same.word() { Answer::Same } else { Answer::Other })))
            });
            found.optional()?.with_context(|| format!("there is no question {number}; `rosterwatch changes list --open` shows them"))
        })
    }

    /// Keeps the answer: the question is not asked again.
    pub fn answer(&mut self, number: i64, answer: Answer) -> anyhow::Result<()> {
        self.write("answer", |transaction| {
            let answered = transaction.execute("UPDATE question SET answer = ?2 WHERE id = ?1", params![number, answer.word()])?;
            if answered == 0 {
                bail!("there is no question {number}");
            }
            Ok(())
        })
    }
}

impl Answer {
    fn word(self) -> &'static str {
        match self {
            Answer::Same => "same",
            Answer::Other => "other",
        }
    }
}

/// Asks, where it has not been asked before, and where there is anything left to ask.
pub fn ask(transaction: &Transaction, question: &Question, now: Timestamp) -> anyhow::Result<()> {
    let Question { person, candidate, organisation, why, quote, url } = question;
    let (person, candidate) = (people::person_id(transaction, person)?, people::person_id(transaction, candidate)?);
    if person == candidate {
        return Ok(());
    }
    let organisation = people::organisation_id(transaction, organisation)?;
    transaction.execute(
        "INSERT INTO question (person_id, candidate_id, organisation_id, why, quote, url, asked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO NOTHING",
        params![person, candidate, organisation, why, quote, url, Moment(now)],
    )?;
    Ok(())
}

fn question(row: &Row) -> rusqlite::Result<Question> {
    let (person, candidate, organisation) = (row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(Question { person, candidate, organisation, why: row.get(4)?, quote: row.get(5)?, url: row.get(6)? })
}
