//! A scenario file as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[allow(dead_code, reason = "for the reader of the file")]
    pub title: String,
    /// `person | title | status | since | until`, by organisation. What is missing at the end is empty.
    pub roster: BTreeMap<String, Vec<String>>,
    /// What documents may call an organisation or a person, and their accounts and sites.
    #[serde(default)]
    pub known: Vec<Known>,
    /// Every organisation is watched that a document names.
    #[serde(default)]
    pub any: bool,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    pub end: End,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub domains: Vec<String>,
    #[serde(default)]
    pub tickers: Vec<String>,
    pub handle: Option<String>,
}

/// A document that arrives, or something that the day or the operator does.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When it is published, or done: a day (noon in UTC) or a moment.
    pub on: Option<toml::value::Datetime>,
    /// The site of the document; without it each document has a site of its own.
    pub site: Option<String>,
    /// A post's account.
    pub by: Option<String>,
    /// `article` (without this), `post`, `filing`, `statement`.
    pub kind: Option<String>,
    /// `person | organisation | kind | role | manner | certainty | effective`; `history |` before it where it is no news.
    #[serde(default)]
    pub says: Vec<String>,
    /// `person | organisation | role | status`.
    #[serde(default)]
    pub holds: Vec<String>,
    /// `person | organisation | role`.
    #[serde(default)]
    pub stays: Vec<String>,
    /// The sentence that says so.
    pub quote: Option<String>,
    /// The document's text. Without `says`, `holds` and `stays` it is read as the daemon reads it.
    pub text: Option<String>,
    /// So many sites carry the text, with small cuts.
    pub copies: Option<usize>,
    /// The organisation is told which announced days have come.
    #[serde(default)]
    pub day_comes: bool,
    /// The operator decides of a change, by the number that it has in `end.changes` (from 1) or in `end.open`.
    pub confirm: Option<String>,
    pub reject: Option<String>,
    pub undo: Option<String>,
    /// The new changes: `kind person: before -> after`.
    pub tells: Option<Vec<String>>,
    /// The rows of the roster after this step.
    pub roster: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// `kind person: before -> after | standing | documents/outlets | story`; stories are counted from 1.
    pub changes: Option<Vec<String>>,
    /// The same of what is on the books and not told.
    pub open: Option<Vec<String>>,
    /// What there was to tell beside the news: `confirmed: kind person`.
    pub updates: Option<Vec<String>>,
    /// `organisation: role`.
    pub vacancies: Option<Vec<String>>,
    /// `name ? candidate`.
    pub questions: Option<Vec<String>>,
    /// `person | title | status | since | until`, with `| organisation` where there are several.
    pub roster: Vec<String>,
}

pub fn read(text: &str) -> Result<Case, toml::de::Error> {
    toml::from_str(text)
}
