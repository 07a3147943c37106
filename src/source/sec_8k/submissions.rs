//! One company's submissions: JSON with a column for each property of its filings.

use serde::Deserialize;
use url::Url;

use super::super::date;
use super::super::error::{Error, line};
use super::super::http::Request;
use super::filing::{Filing, ITEM};

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    name: String,
    cik: Cik,
    filings: Filings,
}

/// A number in one place and a string in another.
#[derive(Deserialize)]
#[serde(untagged)]
enum Cik {
    Number(u64),
    Text(String),
}

#[derive(Deserialize)]
struct Filings {
    recent: Columns,
}

/// Entries of one place in all columns are one filing.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Columns {
    accession_number: Vec<String>,
    filing_date: Vec<String>,
    acceptance_date_time: Vec<String>,
    form: Vec<String>,
    items: Vec<String>,
    primary_document: Vec<String>,
}

/// The most filings that are taken from one answer: the newest. A company reports a handful in a year.
const MOST: usize = 100;

/// Asks for the submissions of the company of this number.
pub fn request(cik: &str) -> Request {
    let address = format!("https://data.sec.gov/submissions/CIK{cik}.json");
    Request::new(Url::parse(&address).expect("ten digits make an address"), "application/json")
}

/// Its filings of the item.
pub fn parse(text: &str, url: &Url) -> Result<Vec<Filing>, Error> {
    let answer: Answer = serde_json::from_str(text).map_err(|error| {
        Error::Malformed(format!("{url}: the SEC answers no submissions ({}); check the number", line(&error.to_string())))
    })?;
    let cik: u64 = match &answer.cik {
        Cik::Number(number) => *number,
        Cik::Text(text) => text.trim().parse().map_err(|_| Error::Malformed(format!("{url}: the SEC's answer has no company number")))?,
    };
    let columns = &answer.filings.recent;
    let filing = |row: usize| {
        let at = |column: &[String]| column.get(row).map(String::as_str).unwrap_or_default().to_string();
        let form = at(&columns.form);
        let told = matches!(form.as_str(), "8-K" | "8-K/A") && at(&columns.items).split(',').any(|item| item.trim() == ITEM);
        let accession = at(&columns.accession_number);
        if !told || accession.is_empty() {
            return None;
        }
        let folder = accession.replace('-', "");
        let document = Some(at(&columns.primary_document)).filter(|name| !name.is_empty()).unwrap_or(format!("{accession}-index.htm"));
        let filed = date::parse(&at(&columns.acceptance_date_time)).or_else(|| date::parse(&at(&columns.filing_date)));
        let url = format!("https://www.sec.gov/Archives/edgar/data/{cik}/{folder}/{document}");
        Some(Filing { accession, company: answer.name.clone(), form, filed, url })
    };
    Ok((0..columns.accession_number.len()).filter_map(filing).take(MOST).collect())
}
