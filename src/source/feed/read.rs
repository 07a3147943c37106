//! Bytes of a feed become its entries: RSS 0.9 to 2.0, Atom, JSON Feed, and what the wild does to them.

use std::sync::LazyLock;
use std::time::SystemTime;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser;
use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::super::error::{Error, line};
use super::super::http::Response;
use super::super::{challenge, date};
use super::repair;

/// How many entries a feed may have; EDGAR's largest has 100.
pub const MAX_ENTRIES: usize = 10_000;

static ENTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(?:[0-9A-Za-z_-]+:)?(?:item|entry)[\s>/]").expect("the pattern is valid"));
static ALTERNATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<link\b[^>]*\btype\s*=\s*["']?application/(?:rss\+xml|atom\+xml|feed\+json)[^>]*>"#).expect("the pattern is valid")
});
static HREF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?i)\bhref\s*=\s*["']?([^"'\s>]+)"#).expect("the pattern is valid"));
static CHINESE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)(?:<language>\s*|\bxml:lang\s*=\s*["']|"language"\s*:\s*")zh\b"#).expect("the pattern is valid"));

/// The feed with one line for each thing that was repaired. A web page in its place is refused, with the address of its feed if it has one.
pub fn entries(response: &Response) -> Result<(Feed, Vec<String>), Error> {
    let text = response.text()?;
    refuse_other(&text, response)?;
    // A parser's memory grows with the entries that it holds at once, so they are counted before.
    if ENTRY.find_iter(&text).nth(MAX_ENTRIES).is_some() {
        return Err(Error::TooLarge(format!("{}: has more than {MAX_ENTRIES} entries; choose a narrower feed", response.url)));
    }
    let mut warnings = Vec::new();
    let feed = read(&text, &response.url, &mut warnings)?;
    if feed.entries.len() > MAX_ENTRIES {
        return Err(Error::TooLarge(format!("{}: has more than {MAX_ENTRIES} entries; choose a narrower feed", response.url)));
    }
    if feed.entries.is_empty() {
        warnings.push(format!("{}: the feed has no entries; a bridge in trouble often serves that", response.url));
    }
    Ok((feed, warnings))
}

/// When an entry was published, else changed.
pub fn moment(entry: &Entry) -> Option<Timestamp> {
    entry.published.or(entry.updated).and_then(|moment| Timestamp::from_millisecond(moment.timestamp_millis()).ok())
}

fn read(text: &str, url: &Url, warnings: &mut Vec<String>) -> Result<Feed, Error> {
    let text = repair::modern(text);
    let chinese = ["zh", "ZH", "Zh"].iter().any(|tag| text.contains(tag)) && CHINESE.is_match(&text);
    let parse = |text: &str| parser(url, chinese).parse(text.as_bytes());
    let error = match parse(&text) {
        Ok(feed) => return Ok(feed),
        Err(error) => error,
    };
    let malformed = |error: parser::ParseFeedError| {
        Error::Malformed(format!("{url}: is no readable feed ({}); check the address", line(&error.to_string())))
    };
    let Some(repaired) = repair::repair(&text) else { return Err(malformed(error)) };
    let feed = parse(&repaired).map_err(|_| malformed(error))?;
    warnings.push(format!("{url}: the feed is damaged; read after repair, with {} entries", feed.entries.len()));
    Ok(feed)
}

/// `chinese`: dates without a zone are those of Peking, as all Chinese sites write them.
fn parser(url: &Url, chinese: bool) -> parser::Parser {
    parser::Builder::new()
        .base_uri(Some(url.as_str()))
        // An entry without id keeps an empty one; the default invents a random id, new on every visit.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| {
            let moment = if chinese { date::parse_chinese(text) } else { date::parse(text) };
            moment.map(|moment| SystemTime::from(moment).into())
        })
        .build()
}

/// Refuses a web page in place of a feed and says where its feed is.
fn refuse_other(text: &str, response: &Response) -> Result<(), Error> {
    let head: String = text.trim_start().chars().take(14).collect::<String>().to_ascii_lowercase();
    if !head.starts_with("<!doctype html") && !head.starts_with("<html") {
        return Ok(());
    }
    challenge::refuse(response, text)?;
    let alternate = ALTERNATE
        .find(text)
        .and_then(|link| HREF.captures(link.as_str()))
        .and_then(|href| response.url.join(&href[1].replace("&amp;", "&")).ok());
    let advice = match alternate {
        Some(feed) => format!("its feed is at {feed}"),
        None => "use kind = \"page\" or the address of its feed".to_string(),
    };
    Err(Error::Malformed(format!("{}: is a web page and not a feed; {advice}", response.url)))
}
