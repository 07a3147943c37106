//! The current filings of all companies: an Atom feed in Latin-1, the newest hundred.

use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::super::batch::Cursor;
use super::super::error::Error;
use super::super::feed;
use super::super::http::{Request, Response};
use super::filing::{Filing, ITEM, Settings};

const ADDRESS: &str = "https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&owner=include&count=100&output=atom";

/// `8-K - NAME INC (0001788060) (Filer)`.
static TITLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(8-K(?:/A)?)\s+-\s+(.+?)\s*\((\d{10})\)\s*\([\w ]+\)\s*$").expect("the pattern is valid"));
static ACCESSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d{10}-\d{2}-\d{6}").expect("the pattern is valid"));

/// Words at the end of a company's name that say only what sort of company it is.
const FORMS: [&str; 16] =
    ["inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "lp", "plc", "nv", "sa", "ag", "se", "holdings", "group"];

pub fn request() -> Request {
    Request::new(Url::parse(ADDRESS).expect("a constant address is valid"), feed::ACCEPT)
}

/// What the list tells.
#[derive(Default)]
pub struct Current {
    /// The watched companies' filings of the item.
    pub filings: Vec<Filing>,
    pub warnings: Vec<String>,
    /// When the newest of all filings was made.
    pub newest: Option<Timestamp>,
}

/// Reads the list. `cursor` knows the newest filing of the last visit: a list that does not reach back to it has a gap.
pub fn parse(response: &Response, settings: &Settings, cursor: &Cursor) -> Result<Current, Error> {
    let (feed, mut warnings) = feed::entries(response)?;
    let moments = || feed.entries.iter().filter_map(feed::moment);
    let known: Option<Timestamp> = cursor.get("newest").and_then(|moment| moment.parse().ok());
    if let (Some(known), Some(oldest)) = (known, moments().min())
        && oldest > known
    {
        warnings
            .push(format!("{}: more filings since the last visit than the SEC lists; ask more often, or name one company", response.url));
    }
    let filings = feed.entries.iter().filter_map(|entry| {
        let title = entry.title.as_ref()?.content.as_str();
        let summary = entry.summary.as_ref().map(|text| text.content.as_str()).unwrap_or_default();
        let (_, [form, company, cik]) = TITLE.captures(title)?.extract();
        let watched = match settings {
            Settings::Company(own) => own == cik,
            Settings::Numbers(numbers) => numbers.iter().any(|number| number == cik),
            Settings::Names(names) => names.iter().any(|name| same_company(name, company)),
        };
        let accession = ACCESSION.find(&entry.id).or_else(|| ACCESSION.find(summary))?.as_str().to_string();
        let url = entry.links.first()?.href.clone();
        let told = watched && summary.contains(&format!("Item {ITEM}"));
        told.then(|| Filing { accession, company: company.to_string(), form: form.to_string(), filed: feed::moment(entry), url })
    });
    let filings = filings.collect();
    Ok(Current { filings, newest: moments().max().max(known), warnings })
}

/// Whether the SEC's name for a company (`ACME HOLDINGS, INC. /DE/`) is the watched one (`Acme`).
fn same_company(watched: &str, filed: &str) -> bool {
    let watched = plain(watched);
    !watched.is_empty() && watched == plain(filed)
}

/// The words of a name that tell companies apart.
fn plain(name: &str) -> Vec<String> {
    // The state of incorporation: `/DE/`.
    let name = name.split('/').next().unwrap_or_default().replace('.', "");
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let mut words: Vec<String> = words.collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&word.as_str())) {
        words.pop();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_known_by_what_tells_it_from_others() {
        for (watched, filed) in [
            ("Acme", "ACME HOLDINGS, INC. /DE/"),
            ("Acme Corp.", "Acme Corp"),
            ("Example Name S.A.", "EXAMPLE NAME S.A."),
            ("Group Co", "GROUP INC"),
        ] {
            assert!(same_company(watched, filed), "{watched} {filed}");
        }
        for (watched, filed) in [("Acme", "ACME ROCKETS INC"), ("Inc", "ACME INC"), ("", "INC")] {
            assert!(!same_company(watched, filed), "{watched} {filed}");
        }
    }
}
