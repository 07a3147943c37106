//! The result of a SPARQL query (<https://www.w3.org/TR/sparql11-results-json/>), or the flat list that query.wikidata.org offers as "JSON".
//!
//! Columns go by their names: `organisationLabel`, `personLabel`, `roleLabel`, and where they are there `person`, `organisation`, `personZh`,
//! `start`, `end`, `startPrecision`, `endPrecision`. Without a precision a date is taken to the month, and the first of January as the year: so
//! the query service writes what is known less precisely.

use serde_json::Value;

use super::entity::partial;
use super::seed::{End, Named, Post};
use crate::domain::PartialDate;

const ORGANISATION: [&str; 4] = ["organisation", "organization", "org", "company"];
const ROLE: [&str; 3] = ["role", "position", "title"];
const START: [&str; 2] = ["start", "since"];
const END: [&str; 2] = ["end", "until"];

/// The posts of one file; none where it is no result of a query.
pub fn posts(file: &Value) -> Vec<Post> {
    let rows = file.as_array().or_else(|| file.pointer("/results/bindings")?.as_array());
    rows.into_iter().flatten().map(|row| post(&Row(row))).collect()
}

struct Row<'a>(&'a Value);

impl Row<'_> {
    /// The text of a column in either form; empty text is none.
    fn text(&self, column: &str) -> Option<&str> {
        let field = self.0.get(column)?;
        field.as_str().or_else(|| field.get("value")?.as_str()).map(str::trim).filter(|text| !text.is_empty())
    }

    fn any(&self, columns: &[&str], ending: &str) -> Option<&str> {
        columns.iter().find_map(|column| self.text(&format!("{column}{ending}")))
    }

    /// The item of a column and its label; the query service repeats the number where there is no label.
    fn named(&self, columns: &[&str]) -> Named {
        let label = self.any(columns, "Label");
        let id = self.any(columns, "").map(|address| address.rsplit('/').next().unwrap_or(address)).or(label).unwrap_or("?");
        let names = label.filter(|label| !is_number(label)).into_iter().chain(self.any(columns, "Zh")).map(str::to_string);
        Named { id: id.to_string(), names: names.collect() }
    }

    fn date(&self, columns: &[&str]) -> Option<PartialDate> {
        let time = self.any(columns, "")?;
        match self.any(columns, "Precision").and_then(|precision| precision.parse().ok()) {
            Some(precision) => partial(time, precision),
            None => partial(time, if time.contains("-01-01") { 9 } else { 10 }),
        }
    }
}

fn post(row: &Row) -> Post {
    let end = match (row.date(&END), row.any(&END, "")) {
        (Some(until), _) => End::On(until),
        (None, Some(_)) => End::Unknown,
        (None, None) => End::Open,
    };
    Post {
        person: row.named(&["person"]),
        organisation: row.named(&ORGANISATION),
        title: row.any(&ROLE, "Label").filter(|title| !is_number(title)).map(str::to_string),
        since: row.date(&START),
        end,
    }
}

fn is_number(label: &str) -> bool {
    label.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
