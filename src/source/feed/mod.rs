//! A feed: RSS, Atom or JSON Feed. Its entries are items; those with only an excerpt become links that are followed.

mod excerpt;
mod repair;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use std::time::SystemTime;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser;
use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::{Error, line};
use super::http::{Request, Response};
use super::{challenge, date, key};
use crate::domain::{Author, Body, DocumentKind, Item, Language};
use excerpt::is_excerpt;

/// How many entries a feed may have; EDGAR's largest has 100.
pub const MAX_ENTRIES: usize = 10_000;

const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

static ENTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(?:[\w-]+:)?(?:item|entry)[\s>/]").expect("the pattern is valid"));
static ALTERNATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<link\b[^>]*\btype\s*=\s*["']?application/(?:rss\+xml|atom\+xml|feed\+json)[^>]*>"#).expect("the pattern is valid")
});
static HREF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?i)\bhref\s*=\s*["']?([^"'\s>]+)"#).expect("the pattern is valid"));

/// A configured feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub url: Url,
    /// Whether the page behind an entry is fetched: always, never, or (`None`) where the feed gives no full text.
    pub follow: Option<bool>,
}

/// Asks for what is new in the feed.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    Request::new(settings.url.clone(), ACCEPT).since(cursor)
}

/// Reads a feed. Damaged ones are repaired with a warning; an empty one is no error but worth a warning.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    let text = response.text()?;
    refuse_other(&text, response)?;
    if ENTRY.find_iter(&text).nth(MAX_ENTRIES).is_some() {
        return Err(Error::TooLarge(format!("{}: has more than {MAX_ENTRIES} entries; choose a narrower feed", response.url)));
    }
    let mut warnings = Vec::new();
    let feed = read(&text, &response.url, &mut warnings)?;
    if feed.entries.is_empty() {
        warnings.push(format!("{}: the feed has no entries; a bridge in trouble often serves that", response.url));
    }
    Ok(Batch { items: items(&feed, settings, &mut warnings), warnings, ..Batch::default() })
}

fn read(text: &str, url: &Url, warnings: &mut Vec<String>) -> Result<Feed, Error> {
    let text = repair::without_encoding(text);
    let parse = |text: &str| parser(url).parse(text.as_bytes());
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

fn parser(url: &Url) -> parser::Parser {
    parser::Builder::new()
        .base_uri(Some(url.as_str()))
        // An entry without id keeps an empty one; the default invents a random id, new on every visit.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| date::parse(text).map(|moment| SystemTime::from(moment).into()))
        .build()
}

/// Refuses a web page in place of a feed and says where its feed is.
fn refuse_other(text: &str, response: &Response) -> Result<(), Error> {
    let head = text.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
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

/// Oldest first, each document once.
fn items(feed: &Feed, settings: &Settings, warnings: &mut Vec<String>) -> Vec<Item> {
    let mut addresses: HashMap<String, usize> = HashMap::new();
    for link in feed.entries.iter().filter_map(link) {
        *addresses.entry(key::address(&link)).or_default() += 1;
    }
    let mut items: Vec<Item> = feed.entries.iter().rev().filter_map(|entry| item(entry, feed, settings, &addresses)).collect();
    if items.len() < feed.entries.len() {
        warnings.push(format!("{}: {} entries have neither link nor text; skipped", settings.url, feed.entries.len() - items.len()));
    }
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(item.key.clone()));
    items.sort_by_key(|item| item.published.unwrap_or(Timestamp::MAX));
    items
}

fn item(entry: &Entry, feed: &Feed, settings: &Settings, addresses: &HashMap<String, usize>) -> Option<Item> {
    let link = link(entry);
    let html =
        entry.content.as_ref().and_then(|content| content.body.as_deref()).or(entry.summary.as_ref().map(|text| text.content.as_str()));
    let html = html.filter(|html| !html.trim().is_empty());
    let key = identity(entry, link.as_ref(), settings, addresses)?;
    let post = key.starts_with("x:");
    let excerpt = html.is_none_or(is_excerpt);
    // Pages of X show nothing without a browser: what the feed gives of a post is all there is.
    let follow = link.is_some() && !post && settings.follow.unwrap_or(excerpt);
    let plain = entry.content.as_ref().is_some_and(|content| content.content_type.subty() == "plain");
    let given = html.map(|html| if plain { Body::Text(html.to_string()) } else { Body::Html(html.to_string()) });
    let body = match given {
        given if follow => Body::Link { taste: given.map(Box::new) },
        Some(given) => given,
        None => Body::Text(title(entry)?),
    };
    let language = entry.language.as_deref().or(feed.language.as_deref()).and_then(Language::from_tag);
    Some(Item {
        key,
        url: link.as_ref().unwrap_or(&settings.url).to_string(),
        title: title(entry),
        author: author(entry, link.as_ref().filter(|_| post)),
        published: entry.published.or(entry.updated).and_then(|moment| Timestamp::from_millisecond(moment.timestamp_millis()).ok()),
        language,
        kind: if post { DocumentKind::Post } else { DocumentKind::Article },
        body,
    })
}

/// The address of the document; where several entries share one, or there is none, the entry's id tells them apart.
fn identity(entry: &Entry, link: Option<&Url>, settings: &Settings, addresses: &HashMap<String, usize>) -> Option<String> {
    let id = Some(entry.id.trim()).filter(|id| !id.is_empty()).map(str::to_string).or_else(|| title(entry));
    let Some(link) = link else { return id.map(|id| format!("{}#{id}", key::address(&settings.url))) };
    let key = key::of(link, id.as_deref());
    let shared = addresses.get(&key).is_some_and(|count| *count > 1);
    match id {
        Some(id) if shared => Some(format!("{key}#{id}")),
        _ => Some(key),
    }
}

/// The page of the entry: its alternate link, else an id that is an address.
fn link(entry: &Entry) -> Option<Url> {
    let alternate = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let links = entry.links.iter().filter(|link| alternate(link.rel.as_deref()) && link.target.is_none());
    let addresses = links.map(|link| link.href.trim()).chain(std::iter::once(entry.id.trim()));
    addresses.filter_map(|address| Url::parse(address).ok()).find(|url| matches!(url.scheme(), "http" | "https"))
}

fn title(entry: &Entry) -> Option<String> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"</?[a-zA-Z][^>]*>").expect("the pattern is valid"));
    let text = entry.title.as_ref()?.content.trim();
    // Titles come with HTML inside whatever their type says: `Murati&#8217;s <em>exit</em>`.
    let text = html_escape::decode_html_entities(text);
    let text = TAG.replace_all(&text, "").split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The entry's authors; for a post of X the handle stands in its address.
fn author(entry: &Entry, post: Option<&Url>) -> Option<Author> {
    let handle = post.and_then(|url| url.path_segments()?.next()).filter(|user| !matches!(*user, "" | "i")).map(|user| format!("@{user}"));
    let names: Vec<&str> =
        entry.authors.iter().filter_map(|person| person.name.as_deref()).map(str::trim).filter(|name| !name.is_empty()).collect();
    match (names.is_empty(), handle) {
        (true, None) => None,
        (true, Some(handle)) => Some(Author { name: handle.clone(), handle: Some(handle) }),
        (false, handle) => Some(Author { name: names.join(", "), handle }),
    }
}
