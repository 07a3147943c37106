//! An account on Mastodon or what speaks like it (`kind = "mastodon"`): most servers show public posts to everybody.

use jiff::Timestamp;
use serde::Deserialize;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::{Error, line};
use super::http::{Client, Request, Response};
use super::key;
use super::wanted::Wanted;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// Posts of a page; the most that a server gives.
const PAGE: usize = 40;
/// Pages read in one visit.
const MOST_PAGES: usize = 10;

/// A configured account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub user: String,
    /// The server's host name.
    pub server: String,
    pub wanted: Wanted,
}

impl Settings {
    /// Takes `@user@server` apart.
    pub fn new(handle: &str, wanted: Wanted) -> Result<Self, String> {
        let bad = || format!("handle \"{handle}\" is no full one of Mastodon; write for example \"@name@mastodon.social\"");
        let (user, server) = handle.trim().trim_start_matches('@').split_once('@').ok_or_else(bad)?;
        let plain =
            |text: &str, more: &[u8]| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte));
        if !plain(user, b"_.-") || !plain(server, b".-:") {
            return Err(bad());
        }
        Ok(Settings { user: user.to_string(), server: server.to_ascii_lowercase(), wanted })
    }

    fn request(&self, path: &str, parameters: &[(&str, &str)]) -> Result<Request, Error> {
        let mut url = Url::parse(&format!("https://{}{path}", self.server))
            .map_err(|_| Error::Refused(format!("{}: is no server's name; check the handle", self.server)))?;
        url.query_pairs_mut().extend_pairs(parameters);
        Ok(Request::new(url, "application/json"))
    }

    fn shown(&self) -> String {
        format!("@{}@{}", self.user, self.server)
    }
}

#[derive(Deserialize)]
struct Account {
    #[serde(default)]
    id: String,
    acct: String,
    display_name: Option<String>,
}

#[derive(Deserialize)]
struct Status {
    id: String,
    created_at: Option<String>,
    url: Option<String>,
    uri: Option<String>,
    #[serde(default)]
    content: String,
    language: Option<String>,
    account: Account,
    reblog: Option<Box<Status>>,
}

/// Reads the posts since the last visit; those of the first visit are not paged.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    let handle = settings.shown();
    let mut next = if cursor.get("handle") == Some(&handle) { cursor.clone() } else { Cursor::default() };
    let number = number(client, settings, &mut next, now).await?;
    let since = next.get("since_id").map(str::to_string);
    let mut batch = Batch::default();
    let mut newest = since.clone();
    let mut before: Option<String> = None;
    for page in 0.. {
        let request = statuses(settings, &number, since.as_deref(), before.as_deref())?;
        let answer = client.get(&request, now).await?.accepted(now)?;
        let statuses: Vec<Status> = read(&answer, &handle)?;
        newest = statuses.iter().map(|status| status.id.clone()).chain(newest).max_by(|a, b| by_age(a, b));
        before = statuses.iter().map(|status| status.id.clone()).min_by(|a, b| by_age(a, b));
        batch.items.extend(statuses.iter().filter_map(|status| item(status, settings)));
        if since.is_none() || statuses.len() < PAGE {
            break;
        }
        if page + 1 == MOST_PAGES {
            batch.warnings.push(format!("{handle}: more posts since the last visit than are read at once; the oldest are lost"));
            break;
        }
    }
    next.set("since_id", newest);
    batch.items.sort_by_key(|item| item.published);
    Ok(Batch { unchanged: batch.items.is_empty(), cursor: next, ..batch })
}

/// The account's number on its server, remembered or looked up.
async fn number(client: &Client, settings: &Settings, next: &mut Cursor, now: Timestamp) -> Result<String, Error> {
    if let Some(number) = next.get("account") {
        return Ok(number.to_string());
    }
    let handle = settings.shown();
    let request = settings.request("/api/v1/accounts/lookup", &[("acct", &settings.user)])?;
    let response = client.get(&request, now).await?.accepted(now).map_err(|error| match error {
        Error::NotFound(_) => Error::NotFound(format!("{handle}: the server knows no such account; check the handle")),
        Error::Unauthorized(_) => {
            Error::Refused(format!("{handle}: the server shows its accounts to members only; see whether it offers a feed"))
        }
        other => other,
    })?;
    let account: Account = read(&response, &handle)?;
    next.set("handle", Some(&handle));
    next.set("account", Some(&account.id));
    Ok(account.id)
}

fn statuses(settings: &Settings, number: &str, since: Option<&str>, before: Option<&str>) -> Result<Request, Error> {
    let choice = |left_out: bool| if left_out { "true" } else { "false" };
    let page = PAGE.to_string();
    let mut parameters = vec![
        ("exclude_replies", choice(!settings.wanted.replies)),
        ("exclude_reblogs", choice(!settings.wanted.reposts)),
        ("limit", page.as_str()),
    ];
    parameters.extend(since.map(|id| ("since_id", id)));
    parameters.extend(before.map(|id| ("max_id", id)));
    // A number comes from the server: it must not lead elsewhere.
    let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    settings.request(&format!("/api/v1/accounts/{number}/statuses"), &parameters)
}

/// A page of an account's posts as items, in the server's order: what [`collect`] makes of each page.
pub fn items(response: &Response, settings: &Settings) -> Result<Vec<Item>, Error> {
    Ok(read::<Vec<Status>>(response, &settings.shown())?.iter().filter_map(|status| item(status, settings)).collect())
}

fn read<T: serde::de::DeserializeOwned>(response: &Response, handle: &str) -> Result<T, Error> {
    serde_json::from_str(&response.text()?)
        .map_err(|error| Error::Malformed(format!("{handle}: the server does not speak as Mastodon does ({})", line(&error.to_string()))))
}

/// Numbers grow: the longer is the newer.
fn by_age(a: &str, b: &str) -> std::cmp::Ordering {
    (a.len(), a).cmp(&(b.len(), b))
}

/// The post, or the one that it repeats, as its author's.
fn item(status: &Status, settings: &Settings) -> Option<Item> {
    let status = status.reblog.as_deref().unwrap_or(status);
    let url = [&status.url, &status.uri].into_iter().flatten().find_map(|url| Url::parse(url).ok())?;
    if !matches!(url.scheme(), "http" | "https") || status.content.trim().is_empty() {
        return None;
    }
    // A server names its own members without itself.
    let acct = &status.account.acct;
    let handle = if acct.contains('@') { format!("@{acct}") } else { format!("@{acct}@{}", settings.server) };
    let name = status.account.display_name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(&handle).to_string();
    Some(Item {
        key: key::address(&url),
        url: url.to_string(),
        title: Some(format!("{name} ({handle}) on Mastodon")),
        author: Some(Author { name, handle: Some(handle) }),
        published: status.created_at.as_deref().and_then(|moment| moment.parse().ok()),
        language: status.language.as_deref().and_then(Language::from_tag),
        kind: DocumentKind::Post,
        body: Body::Html(status.content.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_names_user_and_server() {
        let settings = Settings::new("@jodoe@Social.Example", Wanted::default()).unwrap();
        assert_eq!((settings.user.as_str(), settings.server.as_str()), ("jodoe", "social.example"));
        for handle in ["@jodoe", "jodoe@", "@jo/doe@social.example", "@jodoe@social.example/path"] {
            assert!(Settings::new(handle, Wanted::default()).is_err(), "{handle}");
        }
    }

    #[test]
    fn a_longer_number_is_newer() {
        assert!(by_age("99", "100").is_lt() && by_age("113", "112").is_gt());
    }
}
