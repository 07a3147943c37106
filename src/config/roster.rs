//! The `[[organisation]]` tables and the rosters that they name.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use super::error::Error;
use super::place::{Place, Step};
use super::text::{Unread, text_of};
use crate::domain::{Organisation, Roster};
use crate::{extract, roster};

/// An `[[organisation]]` table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// As mails and the database call it.
    name: String,
    /// Other names under which articles mention it.
    #[serde(default)]
    aliases: Vec<String>,
    /// Its own sites: what stands there it says itself.
    #[serde(default)]
    domains: Vec<String>,
    /// Its own accounts.
    #[serde(default)]
    handles: Vec<String>,
    #[serde(default)]
    tickers: Vec<String>,
    /// The organisations that it belongs to.
    #[serde(default)]
    parents: Vec<String>,
    /// A CSV file of people and roles; see `roster::file`.
    roster: PathBuf,
}

/// The rosters of all organisations as one.
pub fn rosters(place: &Place, organisations: &[Settings]) -> Result<Roster, Error> {
    if organisations.is_empty() {
        return Err(Error::new(place.at(&[], "nobody is watched; add an [[organisation]] with `name` and `roster`")));
    }
    let mut all = Roster::default();
    for (number, organisation) in organisations.iter().enumerate() {
        let at = |key, message: &str| Error::new(place.at(&[Step::Key("organisation"), Step::Index(number), Step::Key(key)], message));
        let name = organisation.name.trim();
        if name.is_empty() {
            return Err(at("name", "`name` is empty; say whose leadership is watched"));
        }
        if all.organisations.iter().any(|known| known.name == name) {
            return Err(at("name", &format!("the organisation \"{name}\" stands here twice; keep one")));
        }
        let file = place.folder().join(&organisation.roster);
        let text = text_of(&file).map_err(|problem| match problem {
            Unread::System(_) => at("roster", &format!("`roster`: {}; an empty one has the header line only", problem.told(&file))),
            Unread::NotText { .. } => Error::new(problem.told(&file)),
        })?;
        let (people, tenures) = roster::file::parse(&text, name, extract::title::role).map_err(|errors| roster_refusal(&file, &errors))?;
        let Settings { aliases, domains, handles, tickers, parents, .. } = organisation;
        let (people, tenures) = roster::keep_apart(&all.people, people, tenures, name);
        all.organisations.push(Organisation {
            name: name.to_string(),
            aliases: aliases.clone(),
            domains: domains.clone(),
            handles: handles.clone(),
            tickers: tickers.clone(),
            parents: parents.clone(),
        });
        all.people.extend(people);
        all.tenures.extend(tenures);
    }
    Ok(all)
}

/// The first bad line; the others are counted.
fn roster_refusal(file: &Path, errors: &[roster::file::LineError]) -> Error {
    let rest = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
    let first = errors.first().map(|error| {
        let column = error.column.as_ref().map(|column| format!("`{column}`: ")).unwrap_or_default();
        format!(":{}: {column}{}{rest}", error.line, error.problem)
    });
    Error::new(format!("{}{}", file.display(), first.unwrap_or_default()))
}
