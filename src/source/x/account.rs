//! The posts of an account (`kind = "x-account"`): its number is looked up once, then its timeline is read from the newest post known.

use jiff::Timestamp;
use secrecy::SecretString;

use super::super::batch::{Batch, Cursor};
use super::super::error::Error;
use super::super::http::Client;
use super::access::Access;
use super::api::{self, Answer, Family, Post, User};

/// Posts of a page when there is a newest one known: the most that X gives.
const PAGE: &str = "100";
/// Posts of the first visit, which is not paged: each one is billed.
const FIRST_PAGE: &str = "20";
/// Pages read in one visit; the timeline ends at 3,200 posts.
const MOST_PAGES: usize = 32;

/// A configured account.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without the `@`.
    pub username: String,
    token: SecretString,
    access: Access,
}

impl Settings {
    /// Checks the handle and that there is a token.
    pub fn new(handle: &str, access: &Access) -> Result<Self, String> {
        let username = handle.trim().trim_start_matches('@');
        let valid = (1..=15).contains(&username.len()) && username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !valid {
            return Err(format!("handle \"{handle}\" is none of X; write for example \"@sama\""));
        }
        let token =
            access.token.clone().ok_or("kind = \"x-account\" needs x.bearer_token_file; without a token only single posts can be read")?;
        Ok(Settings { username: username.to_string(), token, access: access.clone() })
    }

    fn request(&self, path: &str, parameters: &[(&str, &str)]) -> super::super::http::Request {
        api::request(&self.access.api_base, &self.token, path, parameters)
    }
}

/// Reads the posts since the last visit, without replies and reposts.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    let mut next = cursor.clone();
    let user = user(client, settings, &mut next, now).await?;
    let since = next.get("since_id").map(str::to_string);
    let mut family = Family::remembered(cursor);
    let mut batch = Batch::default();
    let mut newest: Option<u64> = since.as_deref().and_then(|id| id.parse().ok());
    let mut token: Option<String> = None;
    for page in 0.. {
        let answer = page_of_posts(client, settings, &user, (since.as_deref(), token.as_deref()), &mut family, now).await?;
        token = take(answer, &user, &mut batch, &mut newest).filter(|_| since.is_some());
        if token.is_none() {
            break;
        }
        if page + 1 == MOST_PAGES {
            batch.warnings.push(format!("@{}: more posts since the last visit than X gives; the oldest are lost", settings.username));
            break;
        }
    }
    family.remember(&mut next);
    next.set("since_id", newest.map(|id| id.to_string()));
    batch.items.sort_by_key(|item| item.published);
    Ok(Batch { unchanged: batch.items.is_empty(), cursor: next, ..batch })
}

/// The account by its number, remembered from an earlier visit or looked up. A number outlives a change of handle.
async fn user(client: &Client, settings: &Settings, cursor: &mut Cursor, now: Timestamp) -> Result<User, Error> {
    let known = |key: &str| cursor.get(key).map(str::to_string);
    if cursor.get("handle") == Some(&settings.username)
        && let (Some(id), Some(name), Some(username)) = (known("user_id"), known("user_name"), known("username"))
    {
        return Ok(User { id, name, username });
    }
    let path = format!("/2/users/by/username/{}", settings.username);
    let response = client.get(&settings.request(&path, &[("user.fields", "name,username")]), now).await?;
    let unknown = |why: &str| Error::NotFound(format!("@{}: X knows no such account ({why}); check the handle", settings.username));
    let answer: Answer<User> = api::parse(&response, now).map_err(|error| match error {
        Error::Gone(_) | Error::NotFound(_) => unknown("not found"),
        other => other,
    })?;
    let user = answer.data.ok_or_else(|| unknown("no data"))?;
    *cursor = Cursor::default();
    for (key, value) in [("handle", &settings.username), ("user_id", &user.id), ("user_name", &user.name), ("username", &user.username)] {
        cursor.set(key, Some(value));
    }
    Ok(user)
}

async fn page_of_posts(
    client: &Client,
    settings: &Settings,
    user: &User,
    (since, token): (Option<&str>, Option<&str>),
    family: &mut Family,
    now: Timestamp,
) -> Result<Answer<Vec<Post>>, Error> {
    let path = format!("/2/users/{}/tweets", user.id);
    let mut parameters = vec![("exclude", "replies,retweets"), ("max_results", if since.is_some() { PAGE } else { FIRST_PAGE })];
    parameters.extend(since.map(|id| ("since_id", id)));
    parameters.extend(token.map(|token| ("pagination_token", token)));
    let ask = |fields: &[(&str, &str)]| settings.request(&path, &[&parameters[..], fields].concat());
    api::posts(client, ask, family, now).await
}

/// Moves a page's posts into the batch; returns the token of the next page.
fn take(answer: Answer<Vec<Post>>, user: &User, batch: &mut Batch, newest: &mut Option<u64>) -> Option<String> {
    let posts = answer.data.unwrap_or_default();
    let ids = posts.iter().map(|post| post.id.as_str()).chain(answer.meta.as_ref().and_then(|meta| meta.newest_id.as_deref()));
    *newest = ids.filter_map(|id| id.parse().ok()).chain(*newest).max();
    let users = [user.clone()];
    batch.items.extend(posts.iter().filter(|post| !post.is_repost()).filter_map(|post| post.item(&users)));
    answer.meta.and_then(|meta| meta.next_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_checked_and_needs_a_token() {
        let with_token = Access { token: Some("t".into()), ..Access::default() };
        assert_eq!(Settings::new("@sama", &with_token).unwrap().username, "sama");
        assert!(Settings::new("@not a handle", &with_token).unwrap_err().contains("write for example"));
        assert!(Settings::new("@sama", &Access::default()).unwrap_err().contains("x.bearer_token_file"));
    }
}
