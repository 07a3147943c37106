//! Hacker News (`kind = "hacker-news"`): the stories that a search finds there, as links that are followed.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::{Error, line};
use super::http::{Client, Request, Response};
use super::key;
use super::visit::visit;
use crate::domain::{Author, Body, DocumentKind, Item};

const SEARCH: &str = "https://hn.algolia.com/api/v1/search_by_date";
/// How far the first visit looks back.
const FIRST_REACH: SignedDuration = SignedDuration::from_hours(24);

/// A configured search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub query: String,
}

#[derive(Deserialize)]
struct Answer {
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hit {
    #[serde(rename = "objectID")]
    number: String,
    title: Option<String>,
    url: Option<String>,
    author: Option<String>,
    #[serde(rename = "created_at")]
    created: Option<String>,
    #[serde(rename = "story_text")]
    text: Option<String>,
}

/// Reads the stories since the newest one known.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    visit(client, request(settings, cursor, now), cursor, now, |response| parse(response, cursor)).await
}

/// Asks for the stories after the newest one known.
pub fn request(settings: &Settings, cursor: &Cursor, now: Timestamp) -> Request {
    let first = || now.checked_sub(FIRST_REACH).unwrap_or(Timestamp::UNIX_EPOCH).as_second();
    let after = cursor.get("newest").and_then(|second| second.parse().ok()).unwrap_or_else(first);
    let mut url = Url::parse(SEARCH).expect("a constant address is valid");
    let mut parameters = url.query_pairs_mut();
    parameters.append_pair("query", &settings.query).append_pair("tags", "story").append_pair("hitsPerPage", "100");
    parameters.append_pair("numericFilters", &format!("created_at_i>{after}"));
    drop(parameters);
    Request::new(url, "application/json")
}

/// One link for each story; a question to the readers is its own text.
pub fn parse(response: &Response, cursor: &Cursor) -> Result<Batch, Error> {
    let answer: Answer = serde_json::from_str(&response.text()?)
        .map_err(|error| Error::Malformed(format!("{}: the search answers no stories ({})", response.url, line(&error.to_string()))))?;
    let mut items: Vec<Item> = answer.hits.iter().filter_map(item).collect();
    items.sort_by_key(|item| item.published);
    let known = cursor.get("newest").and_then(|second| second.parse::<i64>().ok());
    let newest = items.iter().filter_map(|item| item.published).map(Timestamp::as_second).chain(known).max();
    let mut batch = Batch::of(items);
    batch.cursor.set("newest", newest.map(|second| second.to_string()));
    Ok(batch)
}

fn item(hit: &Hit) -> Option<Item> {
    let link = hit.url.as_deref().and_then(|url| Url::parse(url).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
    let discussion = format!("https://news.ycombinator.com/item?id={}", hit.number);
    let body = match (&link, &hit.text) {
        // A post on X shows nothing without a browser.
        (Some(url), _) if key::x_post(url).is_some() => return None,
        (Some(_), _) => Body::Link { taste: None },
        (None, Some(text)) => Body::Html(text.clone()),
        (None, None) => return None,
    };
    let own = link.is_none();
    Some(Item {
        key: link.as_ref().map_or_else(|| discussion.clone(), |url| key::of(url, None)),
        url: link.map_or(discussion, |url| url.to_string()),
        title: hit.title.clone(),
        // Who submitted a link has not written it.
        author: hit.author.clone().filter(|_| own).map(|name| Author { name, handle: None }),
        published: hit.created.as_deref().and_then(|moment| moment.parse().ok()),
        language: None,
        kind: DocumentKind::Article,
        body,
    })
}
