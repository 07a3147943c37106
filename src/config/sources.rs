//! The `[[source]]` tables.

use super::error::Error;
use super::place::{Place, Step};
use crate::domain::Roster;
use crate::source::{self, Kind, Source, http, x};

/// A source's keys in the order in which a complaint is looked through for them.
const KEYS: [&str; 18] = [
    "interval",
    "handle",
    "query",
    "preset",
    "follow",
    "oembed",
    "replies",
    "reposts",
    "ciks",
    "name_selector",
    "title_selector",
    "selector",
    "heed_hints",
    "organisation",
    "secret_headers",
    "headers",
    "kind",
    "url",
];

/// The SEC turns away programs that do not say whose they are.
pub fn refuse_nameless(place: &Place, sources: &[Source], http: &http::Settings) -> Result<(), Error> {
    let Some(number) = sources.iter().position(|source| matches!(source.kind, Kind::Sec8K(_))) else { return Ok(()) };
    if http.contact.is_some() {
        return Ok(());
    }
    let steps = [Step::Key("source"), Step::Index(number), Step::Key("kind")];
    Err(Error::new(place.at(&steps, "kind = \"sec-8k\" needs `contact` in [http]: the SEC turns away programs without one")))
}

/// The sources in their order, each under a name of its own.
pub fn sources(place: &Place, settings: Vec<source::Settings>, access: &x::Access, roster: &Roster) -> Result<Vec<Source>, Error> {
    if settings.is_empty() {
        return Err(Error::new(place.at(&[], "no source is watched; add a [[source]] with `name`, `kind` and `url`")));
    }
    let watched: Vec<String> =
        roster.organisations.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.aliases)).cloned().collect();
    let mut ready: Vec<Source> = Vec::new();
    for (number, mut one) in settings.into_iter().enumerate() {
        let at = |message: &str| {
            let key = KEYS.into_iter().find(|key| mentions(message, key)).unwrap_or("name");
            Error::new(place.at(&[Step::Key("source"), Step::Index(number), Step::Key(key)], message))
        };
        if let Some(hint) = one.organisation.as_deref().filter(|hint| !roster.organisations.iter().any(|known| known.name == *hint)) {
            return Err(at(&format!("`organisation`: \"{hint}\" is none of the [[organisation]] names")));
        }
        one.watched.clone_from(&watched);
        let source = Source::new(one, access).map_err(|error| at(&format!("{error:#}")))?;
        if ready.iter().any(|known| known.name == source.name) {
            return Err(at(&format!("the name \"{}\" is given twice; give each source its own", source.name)));
        }
        ready.push(source);
    }
    Ok(ready)
}

fn mentions(message: &str, key: &str) -> bool {
    message.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == key)
}
