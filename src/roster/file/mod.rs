//! The roster as a file: a spreadsheet, JSON, or what Wikidata says.
//!
//! [`parse`] and [`write()`] are the spreadsheet of one organisation that the configuration names; [`read`] takes whatever an operator imports.

mod field;
mod json;
mod sheet;
mod wikidata;
mod write;

use jiff::civil::Date;
use serde_json::Value;

pub use json::write as write_json;
pub use sheet::{LineError, parse};
pub use wikidata::Seed;
pub use write::{write, write_all};

use crate::domain::{Organisation, Role, Roster};

/// How a roster is written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One organisation as a spreadsheet.
    Csv,
    /// What [`write_json`] writes.
    Json,
    /// Entities or a query's result, as downloaded from Wikidata.
    Wikidata,
}

/// The format of a file's text, by its looks.
pub fn recognise(text: &str) -> Format {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        return Format::Csv;
    }
    match serde_json::from_str(text) {
        Ok(json) if wikidata::is_wikidata(&json) => Format::Wikidata,
        _ => Format::Json,
    }
}

/// Reads files that together are one roster; only Wikidata's may be several.
///
/// - `organisation`: whose spreadsheet it is, which a CSV cannot do without; of other formats only this organisation is taken.
/// - `today`: what is over and what is to come in Wikidata depends on it.
/// - `canonical` turns a title as written into a role.
///
/// The errors say each what is wrong, and where.
pub fn read(
    texts: &[String],
    format: Format,
    organisation: Option<&str>,
    today: Date,
    canonical: impl Fn(&str) -> Role,
) -> Result<Seed, Vec<String>> {
    if format == Format::Wikidata {
        let files = texts.iter().map(|text| serde_json::from_str::<Value>(text)).collect::<Result<Vec<_>, _>>();
        let files = files.map_err(|error| vec![format!("is no JSON: {error}")])?;
        return wikidata::parse(&files, organisation, today, canonical).map_err(|error| vec![error]);
    }
    let [text] = texts else { return Err(vec!["several files at once are read of Wikidata only; import one after the other".to_string()]) };
    let roster = match (format, organisation) {
        (Format::Csv, None) => return Err(vec!["a spreadsheet does not say whose roster it is; name it with --org".to_string()]),
        (Format::Csv, Some(name)) => {
            let (people, tenures) =
                parse(text, name, canonical).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
            Roster { organisations: vec![Organisation { name: name.to_string(), ..Organisation::default() }], people, tenures }
        }
        (_, name) => only(json::parse(text, canonical)?, name)?,
    };
    Ok(Seed { roster, left_out: Vec::new() })
}

/// The part of the roster that is of this organisation.
fn only(mut roster: Roster, organisation: Option<&str>) -> Result<Roster, Vec<String>> {
    let Some(wanted) = organisation else { return Ok(roster) };
    let Some(name) = super::identity::find_organisation(&roster, wanted).map(|found| found.name.clone()) else {
        return Err(vec![format!("has no organisation \"{wanted}\"")]);
    };
    roster.organisations.retain(|one| one.name == name);
    roster.tenures.retain(|row| row.organisation == name);
    let tenures = &roster.tenures;
    roster.people.retain(|person| tenures.iter().any(|row| row.person == person.name));
    Ok(roster)
}
