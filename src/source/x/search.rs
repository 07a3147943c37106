//! What a search on X finds (`kind = "x-search"`): the recent search of API v2, which reaches back seven days.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use super::super::batch::{Batch, Cursor};
use super::super::error::Error;
use super::super::http::Client;
use super::access::Access;
use super::text;
use super::timeline::{self, Query};

/// The longest query of a self-served app.
pub const LONGEST_QUERY: usize = 512;
/// How far back a search reaches, less a margin: X refuses an older `since_id`.
const REACH: SignedDuration = SignedDuration::from_hours(7 * 24 - 1);

/// A configured search.
#[derive(Clone, Debug)]
pub struct Settings {
    /// In X's query language: `("Acme" OR @acme) (CEO OR CTO) -is:reply`.
    pub query: String,
    token: SecretString,
    access: Access,
}

impl Settings {
    /// Checks the query's length and that there is a token.
    pub fn new(query: &str, access: &Access) -> Result<Self, String> {
        let length = query.chars().count();
        if length > LONGEST_QUERY {
            return Err(format!("query has {length} characters; X takes {LONGEST_QUERY}"));
        }
        let token = access.token.clone().ok_or("kind = \"x-search\" needs x.bearer_token_file; X cannot be searched without a token")?;
        Ok(Settings { query: query.to_string(), token, access: access.clone() })
    }
}

/// Reads what the search has found since the last visit.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    // What an earlier query has found says nothing about this one.
    let mut next = if cursor.get("query") == Some(&settings.query) { cursor.clone() } else { Cursor::default() };
    next.set("query", Some(&settings.query));
    let oldest = text::first_id(now.checked_sub(REACH).unwrap_or(Timestamp::MIN));
    let query = Query {
        access: &settings.access,
        token: &settings.token,
        path: "/2/tweets/search/recent".to_string(),
        parameters: vec![("query", settings.query.clone()), ("sort_order", "recency".to_string())],
        page_token: "next_token",
        since: next.get("since_id").and_then(|id| id.parse().ok()).map(|id: u64| id.max(oldest)),
        asked: None,
        place: format!("search `{}`", super::super::error::line(&settings.query)),
    };
    timeline::read(client, &query, next, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_needs_a_token_and_a_query_that_x_takes() {
        let with_token = Access { token: Some("t".into()), ..Access::default() };
        assert!(Settings::new("acme (ceo OR cto)", &with_token).is_ok());
        assert!(Settings::new(&"a".repeat(513), &with_token).unwrap_err().contains("512"));
        assert!(Settings::new("acme", &Access::default()).unwrap_err().contains("x.bearer_token_file"));
    }
}
