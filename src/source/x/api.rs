//! API v2: parameters, requests, and every way in which it says no. X renamed its fields in August 2026 (tweet → post): the names that
//! a server does not know it refuses with a 400, and then the other family is tried.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use url::Url;

use super::super::batch::Cursor;
use super::super::error::{Error, line};
use super::super::http::{Client, Request, Response};
use super::wire::{Answer, Problem};

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

    /// In the new family `author_id` and `referenced_posts` are no fields and come with the expansions of those names.
    fn parameters(self) -> [(&'static str, &'static str); 3] {
        let user = ("user.fields", "name,username");
        match self {
            Family::Post => [("post.fields", "created_at,entities,lang,note_post"), ("expansions", "author_id,referenced_posts"), user],
            Family::Tweet => [
                ("tweet.fields", "author_id,created_at,entities,lang,note_tweet,referenced_tweets"),
                ("expansions", "author_id,referenced_tweets.id,referenced_tweets.id.author_id"),
                user,
            ],
        }
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
