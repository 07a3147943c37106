//! The posts of an account (`kind = "x-account"`): its number is looked up once, then its timeline is read from the newest post known.

use jiff::Timestamp;
use secrecy::SecretString;

use super::super::batch::{Batch, Cursor};
use super::super::error::Error;
use super::super::http::Client;
use super::super::wanted::Wanted;
use super::access::Access;
use super::api;
use super::budget::Billed;
use super::timeline::{self, Query};
use super::wire::{Answer, User};

/// A configured account.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without the `@`.
    pub username: String,
    wanted: Wanted,
    token: SecretString,
    access: Access,
}

impl Settings {
    /// Checks the handle and that there is a token.
    pub fn new(handle: &str, wanted: Wanted, access: &Access) -> Result<Self, String> {
        let username = handle.trim().trim_start_matches('@');
        let valid = (1..=15).contains(&username.len()) && username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !valid {
            return Err(format!("handle \"{handle}\" is none of X; write for example \"@sama\""));
        }
        let token =
            access.token.clone().ok_or("kind = \"x-account\" needs x.bearer_token_file; without a token only single posts can be read")?;
        Ok(Settings { username: username.to_string(), wanted, token, access: access.clone() })
    }

    /// The value of the parameter `exclude`.
    fn excluded(&self) -> Option<&'static str> {
        match (self.wanted.replies, self.wanted.reposts) {
            (false, false) => Some("replies,retweets"),
            (false, true) => Some("replies"),
            (true, false) => Some("retweets"),
            (true, true) => None,
        }
    }
}

/// Reads the posts since the last visit; those of the first visit are not paged, because each is billed.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    // Before anything is asked: a look at the account is billed too.
    settings.access.budget.left(timeline::LEAST, now)?;
    let mut next = cursor.clone();
    let user = user(client, settings, &mut next, now).await?;
    let query = Query {
        access: &settings.access,
        token: &settings.token,
        path: format!("/2/users/{}/tweets", user.id),
        parameters: settings.excluded().map(|kinds| ("exclude", kinds.to_string())).into_iter().collect(),
        page_token: "pagination_token",
        since: next.get("since_id").and_then(|id| id.parse().ok()),
        asked: Some(&user),
        place: format!("@{}", settings.username),
    };
    timeline::read(client, &query, next, now).await
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
    let request = api::request(&settings.access.api_base, &settings.token, &path, &[("user.fields", "name,username")]);
    let response = client.get(&request, now).await?;
    let unknown = |why: &str| Error::NotFound(format!("@{}: X knows no such account ({why}); check the handle", settings.username));
    let answer: Answer<User> = api::parse(&response, now).map_err(|error| match error {
        Error::Gone(_) | Error::NotFound(_) => unknown("not found"),
        other => other,
    })?;
    let user = answer.data.ok_or_else(|| unknown("no data"))?;
    settings.access.budget.spend(Billed { posts: 0, users: 1 }, now);
    *cursor = Cursor::default();
    for (key, value) in [("handle", &settings.username), ("user_id", &user.id), ("user_name", &user.name), ("username", &user.username)] {
        cursor.set(key, Some(value));
    }
    Ok(user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_checked_and_needs_a_token() {
        let with_token = Access { token: Some("t".into()), ..Access::default() };
        assert_eq!(Settings::new("@sama", Wanted::default(), &with_token).unwrap().username, "sama");
        assert!(Settings::new("@not a handle", Wanted::default(), &with_token).unwrap_err().contains("write for example"));
        assert!(Settings::new("@sama", Wanted::default(), &Access::default()).unwrap_err().contains("x.bearer_token_file"));
    }
}
