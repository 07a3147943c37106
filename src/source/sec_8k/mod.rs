//! Filings to the SEC (`kind = "sec-8k"`): 8-K reports with Item 5.02, the departure or election of directors and officers.
//!
//! One company is asked by its number for its submissions, which name each filing's document. Several, or the watched organisations by
//! name, are looked for among the current filings, whose documents stand behind an index page.

mod current;
mod filing;
mod submissions;

use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::batch::{Batch, Cursor};
use super::challenge;
use super::error::Error;
use super::http::{Client, Request, Response};
use super::page;
use super::visit::visit;
use crate::domain::Item;
use current::Current;
use filing::Filing;
pub use filing::Settings;

/// A row of a filing's index page: the document's address, then its type.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?is)<a\b[^>]*\bhref\s*=\s*["']([^"']+\.(?:html?|txt))["'][^>]*>.{0,400}?<td[^>]*>\s*(8-K(?:/A)?)\s*</td>"#)
        .expect("the pattern is valid")
});

/// Asks for new filings.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    visit(client, request(settings, cursor), cursor, now, |response| parse(response, settings, cursor)).await
}

/// Asks for a company's submissions, or for all current filings.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    match settings {
        Settings::Company(cik) => submissions::request(cik),
        Settings::Numbers(_) | Settings::Names(_) => current::request(),
    }
    .since(cursor)
}

/// Reads either list; each filing once, oldest first. The page with which the SEC turns programs away is a refusal whatever its status.
pub fn parse(response: &Response, settings: &Settings, cursor: &Cursor) -> Result<Batch, Error> {
    let text = response.text()?;
    challenge::refuse(response, &text)?;
    let Current { mut filings, warnings, newest } = match settings {
        Settings::Company(_) => Current { filings: submissions::parse(&text, &response.url)?, ..Current::default() },
        Settings::Numbers(_) | Settings::Names(_) => current::parse(response, settings, cursor)?,
    };
    filings.sort_by(|a, b| (a.filed, &a.accession).cmp(&(b.filed, &b.accession)));
    // One filing stands there once for each party to it.
    filings.dedup_by(|a, b| a.accession == b.accession);
    let mut batch = Batch { warnings, ..Batch::of(filings.into_iter().map(Filing::item).collect()) };
    batch.cursor.set("newest", newest.map(|moment: Timestamp| moment.to_string()));
    Ok(batch)
}

/// Fetches a filing: its document, or the index page and then the document that this names.
pub async fn follow(client: &Client, item: Item, now: Timestamp) -> Result<Item, Error> {
    let response = client.get(&page::link_request(&item)?, now).await?.accepted(now)?;
    let text = response.text()?;
    challenge::refuse(&response, &text)?;
    match document(&text, &response.url) {
        Some(url) => {
            let item = Item { url: url.to_string(), ..item };
            let response = client.get(&page::link_request(&item)?, now).await?.accepted(now)?;
            page::followed(&response, item)
        }
        None => page::followed(&response, item),
    }
}

/// The report's own address on an index page; `None` where this is no index page.
pub fn document(html: &str, base: &Url) -> Option<Url> {
    if !base.path().ends_with("-index.htm") && !base.path().ends_with("-index.html") {
        return None;
    }
    let href = DOCUMENT.captures(html)?.get(1)?.as_str().replace("&amp;", "&");
    let url = base.join(&href).ok()?;
    // The viewer for tagged filings needs a browser; the document itself does not.
    let plain = url.query_pairs().find(|(name, _)| name == "doc" && url.path().starts_with("/ix")).map(|(_, path)| path.into_owned());
    match plain {
        Some(path) => base.join(&path).ok(),
        None => Some(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_page_names_the_report_and_not_its_exhibits() {
        let base = Url::parse("https://www.sec.gov/Archives/edgar/data/1/000000000126000001/0000000001-26-000001-index.htm").unwrap();
        let html = r#"<table class="tableFile"><tr><td>1</td><td>8-K</td><td><a href="/ix?doc=/Archives/edgar/data/1/000000000126000001/report.htm">report.htm</a></td>
            <td>8-K</td><td>30000</td></tr><tr><td>2</td><td>EX-99.1</td><td><a href="/Archives/edgar/data/1/000000000126000001/ex99.htm">ex99.htm</a></td><td>EX-99.1</td></tr></table>"#;
        let expected = "https://www.sec.gov/Archives/edgar/data/1/000000000126000001/report.htm";
        assert_eq!(document(html, &base).unwrap().as_str(), expected);
        assert_eq!(document(html, &Url::parse(expected).unwrap()), None);
        assert_eq!(document("<p>nothing</p>", &base), None);
    }
}
