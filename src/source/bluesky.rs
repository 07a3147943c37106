//! An account on Bluesky (`kind = "bluesky"`), through the public AppView, which needs no key.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::{Error, line};
use super::http::{Client, Request, Response};
use super::visit::visit_with;
use super::wanted::Wanted;
use super::x::text;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

const FEED: &str = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed";
/// Posts of an answer; the most that it gives is 100.
const PAGE: &str = "50";
/// A post's own date is its author's claim. One that differs from the server's by more is not believed.
const DRIFT: SignedDuration = SignedDuration::from_hours(24);

/// A configured account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Without the `@`; or a DID, which outlives a change of handle.
    pub actor: String,
    pub wanted: Wanted,
}

impl Settings {
    /// Checks the handle: a domain name, or a DID.
    pub fn new(handle: &str, wanted: Wanted) -> Result<Self, String> {
        let actor = handle.trim().trim_start_matches('@').to_ascii_lowercase();
        let plain = actor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:_%".contains(&byte));
        let valid = plain && actor.len() <= 253 && (actor.starts_with("did:") || actor.contains('.') && !actor.contains(':'));
        if valid {
            Ok(Settings { actor, wanted })
        } else {
            Err(format!("handle \"{handle}\" is none of Bluesky; write for example \"@name.bsky.social\""))
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    feed: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    post: Post,
    reason: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Post {
    uri: String,
    author: Profile,
    record: Record,
    indexed_at: Option<String>,
    embed: Option<Embed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    #[serde(default)]
    did: String,
    handle: String,
    display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(default)]
    text: String,
    created_at: Option<String>,
    langs: Option<Vec<String>>,
    reply: Option<serde::de::IgnoredAny>,
}

/// A quoted post; every other embedding gives neither author nor value.
#[derive(Deserialize)]
struct Embed {
    record: Option<Quoted>,
}

#[derive(Deserialize)]
struct Quoted {
    author: Option<Profile>,
    value: Option<Record>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    error: String,
    message: String,
}

/// Reads the newest posts.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    let accept = |response: Response| match refusal(&response, &settings.actor) {
        Some(error) => Err(error),
        None => response.accepted(now),
    };
    visit_with(client, request(settings).since(cursor), cursor, now, accept, |response| parse(response, settings)).await
}

/// Asks for the account's newest posts.
pub fn request(settings: &Settings) -> Request {
    let mut url = Url::parse(FEED).expect("a constant address is valid");
    let filter = if settings.wanted.replies { "posts_with_replies" } else { "posts_no_replies" };
    url.query_pairs_mut().append_pair("actor", &settings.actor).append_pair("limit", PAGE).append_pair("filter", filter);
    Request::new(url, "application/json")
}

/// The service's own words in a 400: an unknown, deactivated or suspended account.
fn refusal(response: &Response, actor: &str) -> Option<Error> {
    if response.status != 400 {
        return None;
    }
    let problem: Problem = serde_json::from_slice(&response.body).unwrap_or_default();
    let says = line(if problem.message.is_empty() { &problem.error } else { &problem.message });
    Some(Error::NotFound(format!("@{actor}: Bluesky does not show this account ({says}); check the handle")))
}

/// The posts, oldest first.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    let answer: Answer = serde_json::from_str(&response.text()?)
        .map_err(|error| Error::Malformed(format!("@{}: Bluesky answers no posts ({})", settings.actor, line(&error.to_string()))))?;
    let wanted = settings.wanted;
    let entries = answer.feed.iter().filter(|entry| {
        let repost = entry.reason.is_some();
        if repost { wanted.reposts } else { wanted.replies || entry.post.record.reply.is_none() }
    });
    let mut items: Vec<Item> = entries.filter_map(|entry| item(&entry.post)).collect();
    items.sort_by_key(|item| item.published);
    Ok(Batch::of(items))
}

fn item(post: &Post) -> Option<Item> {
    // at://did:plc:…/app.bsky.feed.post/3l5…
    let number = post.uri.strip_prefix("at://")?.rsplit('/').next().filter(|number| !number.is_empty())?;
    let said = match post.embed.as_ref().and_then(|embed| embed.record.as_ref()).and_then(quotation) {
        Some(quoted) => format!("{}\n{quoted}", post.record.text),
        None => post.record.text.clone(),
    };
    let handle = format!("@{}", post.author.handle);
    let name = post.author.display_name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(&handle);
    (!said.trim().is_empty()).then(|| Item {
        key: format!("bluesky:{}/{number}", post.author.did),
        url: format!("https://bsky.app/profile/{}/post/{number}", post.author.handle),
        title: Some(format!("{name} ({handle}) on Bluesky")),
        author: Some(Author { name: name.to_string(), handle: Some(handle.clone()) }),
        published: moment(post),
        language: post.record.langs.iter().flatten().find_map(|tag| Language::from_tag(tag)),
        kind: DocumentKind::Post,
        body: Body::Text(said.trim().to_string()),
    })
}

fn quotation(quoted: &Quoted) -> Option<String> {
    let (author, said) = (quoted.author.as_ref()?, &quoted.value.as_ref()?.text);
    (!said.trim().is_empty()).then(|| text::quotation(said, author.display_name.as_deref(), Some(&author.handle), "Bluesky"))
}

fn moment(post: &Post) -> Option<Timestamp> {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
    match (read(&post.record.created_at), read(&post.indexed_at)) {
        (Some(claimed), Some(indexed)) if claimed.duration_until(indexed).abs() > DRIFT => Some(indexed),
        (claimed, indexed) => claimed.or(indexed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_a_domain_or_a_did() {
        let actor = |handle: &str| Settings::new(handle, Wanted::default()).map(|settings| settings.actor);
        assert_eq!(actor("@Acme.example"), Ok("acme.example".into()));
        assert_eq!(actor("did:plc:abc"), Ok("did:plc:abc".into()));
        for handle in ["@acme", "acme example.org", "https://bsky.app/profile/acme.example", ""] {
            assert!(actor(handle).is_err(), "{handle}");
        }
    }
}
