//! API v2 on the wire: parameters, answers, errors. X renamed its fields in August 2026 (tweet → post); both families are understood.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::super::batch::Cursor;
use super::super::error::{Error, line};
use super::super::http::{Client, Request, Response};
use super::text;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// Which names the server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Post,
    Tweet,
}

impl Family {
    const CURSOR_KEY: &str = "fields";

    /// The family that worked last time; the new one at first.
    pub fn remembered(cursor: &Cursor) -> Self {
        if cursor.get(Self::CURSOR_KEY) == Some("tweet") { Family::Tweet } else { Family::Post }
    }

    /// Keeps this family for the next visit.
    pub fn remember(self, cursor: &mut Cursor) {
        cursor.set(Self::CURSOR_KEY, Some(if self == Family::Tweet { "tweet" } else { "post" }));
    }

    fn other(self) -> Self {
        if self == Family::Tweet { Family::Post } else { Family::Tweet }
    }

    /// In the new family `author_id` is no field and comes with the expansion of that name.
    fn parameters(self) -> [(&'static str, &'static str); 3] {
        let user = ("user.fields", "name,username");
        match self {
            Family::Post => [("post.fields", "created_at,entities,lang,note_post"), ("expansions", "author_id,referenced_posts"), user],
            Family::Tweet => {
                [("tweet.fields", "author_id,created_at,entities,lang,note_tweet,referenced_tweets"), ("expansions", "author_id"), user]
            }
        }
    }
}

/// An answer: what was asked for, what it refers to, and what could not be given.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub struct Answer<T> {
    #[serde(default = "none")]
    pub data: Option<T>,
    #[serde(default)]
    pub includes: Option<Includes>,
    #[serde(default)]
    pub errors: Option<Vec<Problem>>,
    #[serde(default)]
    pub meta: Option<Meta>,
}

fn none<T>() -> Option<T> {
    None
}

#[derive(Debug, Default, Deserialize)]
pub struct Includes {
    #[serde(default)]
    pub users: Option<Vec<User>>,
}

#[derive(Debug, Deserialize)]
pub struct Meta {
    pub next_token: Option<String>,
    pub newest_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct User {
    pub id: String,
    pub name: String,
    pub username: String,
}

/// A post. The long text has a name in each family, and both may come during the change: hence two fields and no alias.
#[derive(Debug, Deserialize)]
pub struct Post {
    pub id: String,
    pub text: String,
    pub author_id: Option<String>,
    pub created_at: Option<String>,
    pub lang: Option<String>,
    pub entities: Option<Entities>,
    pub note_tweet: Option<Note>,
    pub note_post: Option<Note>,
    #[serde(default)]
    pub referenced_tweets: Option<Vec<Reference>>,
    #[serde(default)]
    pub referenced_posts: Option<Vec<Reference>>,
}

#[derive(Debug, Deserialize)]
pub struct Note {
    pub text: Option<String>,
    pub entities: Option<Entities>,
}

#[derive(Debug, Deserialize)]
pub struct Entities {
    pub urls: Option<Vec<Link>>,
}

#[derive(Debug, Deserialize)]
pub struct Link {
    pub url: String,
    pub expanded_url: Option<String>,
    pub unwound_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Reference {
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// An error, whole or partial (RFC 9457 with X's additions).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    pub title: Option<String>,
    pub detail: Option<String>,
    pub message: Option<String>,
    pub reason: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

impl Problem {
    /// The last segment of the type's address: `resource-not-found`. The host before it changes.
    pub fn word(&self) -> &str {
        self.kind.as_deref().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default()
    }

    fn says(&self) -> String {
        let parts = [&self.detail, &self.message, &self.title, &self.reason];
        line(parts.into_iter().flatten().find(|text| !text.is_empty()).map_or("no reason given", String::as_str))
    }
}

impl Post {
    /// Whether it only repeats another's post.
    pub fn is_repost(&self) -> bool {
        let references = self.referenced_posts.iter().chain(&self.referenced_tweets).flatten();
        references.into_iter().any(|reference| matches!(reference.kind.as_deref(), Some("retweeted" | "reposted")))
    }

    /// The post as an item. `users`: those of the answer, or the account that was asked for.
    ///
    /// `None` where the id is no number, which X does not do.
    pub fn item(&self, users: &[User]) -> Option<Item> {
        let id: u64 = self.id.parse().ok()?;
        let author =
            self.author_id.as_ref().and_then(|id| users.iter().find(|user| user.id == *id)).or(users.first().filter(|_| users.len() == 1));
        let note =
            self.note_post.as_ref().or(self.note_tweet.as_ref()).filter(|note| note.text.as_deref().is_some_and(|text| !text.is_empty()));
        let (text, entities) = match note {
            Some(note) => (note.text.as_deref().unwrap_or_default(), note.entities.as_ref()),
            None => (self.text.as_str(), self.entities.as_ref()),
        };
        let links = entities.and_then(|entities| entities.urls.as_deref()).unwrap_or_default();
        let links =
            links.iter().map(|link| (link.url.as_str(), link.unwound_url.as_deref().or(link.expanded_url.as_deref()).unwrap_or_default()));
        let handle = author.map(|user| format!("@{}", user.username));
        Some(Item {
            key: format!("x:{id}"),
            url: format!("https://x.com/{}/status/{id}", author.map_or("i", |user| &user.username)),
            title: author.map(|user| text::title(&user.name, &format!("@{}", user.username))),
            author: author.map(|user| Author { name: user.name.clone(), handle }),
            published: text::snowflake(id).or_else(|| self.created_at.as_deref()?.parse().ok()),
            language: self.lang.as_deref().and_then(Language::from_tag),
            kind: DocumentKind::Post,
            body: Body::Text(text::readable(text, links)),
        })
    }
}

/// A GET of `path` with these parameters.
pub fn request(base: &Url, token: &SecretString, path: &str, parameters: &[(&str, &str)]) -> Request {
    let mut url = base.clone();
    url.set_path(path);
    url.query_pairs_mut().extend_pairs(parameters);
    Request { bearer: Some(token.clone()), ..Request::new(url, "application/json") }
}

/// Asks for posts with the fields of `family`; when the server does not know them, with the other family's, which is then returned.
pub async fn posts<T: DeserializeOwned>(
    client: &Client,
    ask: impl Fn(&[(&str, &str)]) -> Request,
    family: &mut Family,
    now: Timestamp,
) -> Result<Answer<T>, Error> {
    let response = client.get(&ask(&family.parameters()), now).await?;
    if !names_fields(&response) {
        return parse(&response, now);
    }
    let second = client.get(&ask(&family.other().parameters()), now).await?;
    let answer = parse(&second, now)?;
    *family = family.other();
    Ok(answer)
}

/// Whether this is the 400 with which a server refuses the names of our fields.
fn names_fields(response: &Response) -> bool {
    let body = String::from_utf8_lossy(&response.body);
    response.status == 400 && ["post.fields", "tweet.fields", "expansions", "user.fields"].iter().any(|name| body.contains(name))
}

/// Reads an answer or the error that it is. An answer without data but with errors is the error of the first.
pub fn parse<T: DeserializeOwned>(response: &Response, now: Timestamp) -> Result<Answer<T>, Error> {
    let place = place(&response.url);
    if response.status != 200 {
        return Err(failure(response, &place, now));
    }
    let answer: Answer<T> = serde_json::from_str(&response.text()?)
        .map_err(|error| Error::Malformed(format!("{place}: X answers something that is not understood ({})", line(&error.to_string()))))?;
    match answer.errors.as_deref() {
        Some([problem, ..]) if answer.data.is_none() => Err(partial(problem, &place)),
        _ => Ok(answer),
    }
}

/// An address without its long query, for messages.
fn place(url: &Url) -> String {
    let mut place = url.clone();
    place.set_query(None);
    place.to_string()
}

fn partial(problem: &Problem, place: &str) -> Error {
    let says = problem.says();
    match problem.word() {
        "resource-not-found" => Error::Gone(format!("{place}: X does not have it ({says}); deleted or mistyped, check the source")),
        "not-authorized-for-resource" => {
            Error::Refused(format!("{place}: X does not show it to us ({says}); the account may be protected"))
        }
        _ => Error::Refused(format!("{place}: X does not give it ({says})")),
    }
}

fn failure(response: &Response, place: &str, now: Timestamp) -> Error {
    let problem: Problem = serde_json::from_slice(&response.body).unwrap_or_default();
    let says = problem.says();
    match response.status {
        401 => Error::Unauthorized(format!("{place}: X does not accept the token ({says}); renew the one in x.bearer_token_file")),
        402 => Error::Refused(format!("{place}: X wants credits ({says}); buy some in the developer console")),
        403 => Error::Refused(format!("{place}: X refuses ({says}); check the app's project and access level in the developer console")),
        429 if problem.word() == "usage-capped" => {
            let until = now.checked_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
            Error::RateLimited { place: format!("{place}: the usage cap is reached ({says}); raise it in the developer console, X"), until }
        }
        429 => Error::RateLimited { place: place.to_string(), until: response.retry_at(now) },
        400 => Error::Refused(format!("{place}: X does not understand the request ({says})")),
        _ => match response.clone().accepted(now) {
            Err(error) => error,
            Ok(_) => Error::Malformed(format!("{place}: X answers {} without content", response.status)),
        },
    }
}
