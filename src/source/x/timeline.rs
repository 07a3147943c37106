//! Posts page by page, from the newest back to the newest one known: what accounts and searches share.

use jiff::Timestamp;
use secrecy::SecretString;

use super::super::batch::{Batch, Cursor};
use super::super::error::Error;
use super::super::http::{Client, Response};
use super::access::Access;
use super::api::{self, Family};
use super::wire::{self, Answer, Post, Read, User};
use crate::domain::Item;

/// Posts of a page when there is a newest one known: the most that X gives.
const PAGE: u64 = 100;
/// Posts of the first visit, which is not paged: each one is billed.
const FIRST_PAGE: u64 = 20;
/// The smallest page that X gives for accounts and searches alike.
pub const LEAST: u64 = 10;
/// Pages read in one visit; an account's timeline ends at 3,200 posts.
const MOST_PAGES: usize = 32;

/// What is asked for.
pub struct Query<'a> {
    pub access: &'a Access,
    pub token: &'a SecretString,
    pub path: String,
    /// Beside the fields and those of paging.
    pub parameters: Vec<(&'static str, String)>,
    /// The name of the parameter that asks for the next page.
    pub page_token: &'static str,
    /// The newest post known.
    pub since: Option<u64>,
    /// Whose posts they are, where only one account's are asked for.
    pub asked: Option<&'a User>,
    /// For messages: `@sama`.
    pub place: String,
}

/// What one visit has brought so far.
#[derive(Default)]
struct Found {
    batch: Batch,
    newest: Option<u64>,
    unresolved: usize,
    cut: usize,
}

/// Reads what is newer than the newest post known, within the budget. `next` is the cursor, to which the newest post is added.
pub async fn read(client: &Client, query: &Query<'_>, mut next: Cursor, now: Timestamp) -> Result<Batch, Error> {
    let mut family = Family::remembered(&next);
    let mut found = Found { newest: query.since, ..Found::default() };
    let mut token: Option<String> = None;
    for page in 0.. {
        let answer = match ask(client, query, token.as_deref(), &mut family, now).await {
            // The pages before are paid for and are kept; what they leave out is older, and lost to the next visit's `since_id`.
            Err(Error::RateLimited { place, until }) if page > 0 => {
                let warning = format!("{}: older posts since the last visit are left out ({place}; until {until:.0})", query.place);
                found.batch.warnings.push(warning);
                break;
            }
            answer => answer?,
        };
        token = found.take(answer, query.asked).filter(|_| query.since.is_some());
        if token.is_none() {
            break;
        }
        if page + 1 == MOST_PAGES {
            found.batch.warnings.push(format!("{}: more posts since the last visit than X gives; the oldest are lost", query.place));
            break;
        }
    }
    family.remember(&mut next);
    next.set("since_id", found.newest.map(|id| id.to_string()));
    Ok(found.finish(next, &query.place))
}

async fn ask(
    client: &Client,
    query: &Query<'_>,
    token: Option<&str>,
    family: &mut Family,
    now: Timestamp,
) -> Result<Answer<Vec<Post>>, Error> {
    let left = query.access.budget.left(LEAST, now)?;
    let size = if query.since.is_some() { PAGE } else { FIRST_PAGE }.min(left).to_string();
    let since = query.since.map(|id| id.to_string());
    let mut parameters: Vec<(&str, &str)> = query.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
    parameters.push(("max_results", &size));
    parameters.extend(since.as_deref().map(|id| ("since_id", id)));
    parameters.extend(token.map(|token| (query.page_token, token)));
    let request =
        |fields: &[(&str, &str)]| api::request(&query.access.api_base, query.token, &query.path, &[&parameters[..], fields].concat());
    let answer: Answer<Vec<Post>> = api::posts(client, request, family, now).await?;
    query.access.budget.spend(wire::billed(answer.data.as_ref().map_or(0, Vec::len), answer.includes.as_ref()), now);
    Ok(answer)
}

/// A page of posts as items: what [`read`] makes of each answer of an account's timeline or a search.
///
/// # Errors
/// Those that the answer means; see [`Error`].
pub fn items(response: &Response, now: Timestamp) -> Result<Vec<Item>, Error> {
    let mut found = Found::default();
    found.take(api::parse(response, now)?, None);
    Ok(found.batch.items)
}

impl Found {
    /// Moves a page's posts into the batch; returns the token of the next page.
    fn take(&mut self, answer: Answer<Vec<Post>>, asked: Option<&User>) -> Option<String> {
        let posts = answer.data.unwrap_or_default();
        let includes = answer.includes.unwrap_or_default();
        let ids = posts.iter().map(|post| post.id.as_str()).chain(answer.meta.as_ref().and_then(|meta| meta.newest_id.as_deref()));
        self.newest = ids.filter_map(|id| id.parse().ok()).chain(self.newest).max();
        for post in &posts {
            match post.read(&includes, asked) {
                Read::Item(item, cut) => {
                    self.cut += usize::from(cut);
                    self.batch.items.push(*item);
                }
                Read::Repost(Some(item)) => self.batch.items.push(*item),
                Read::Repost(None) => self.unresolved += 1,
                Read::Nothing => {}
            }
        }
        answer.meta.and_then(|meta| meta.next_token)
    }

    fn finish(self, cursor: Cursor, place: &str) -> Batch {
        let mut batch = self.batch;
        if self.unresolved > 0 {
            batch.warnings.push(format!("{place}: {} reposts came without the post that they repeat; left out", self.unresolved));
        }
        if self.cut > 0 {
            batch.warnings.push(format!("{place}: X gives {} long posts cut", self.cut));
        }
        batch.items.sort_by_key(|item| item.published);
        Batch { unchanged: batch.items.is_empty(), cursor, ..batch }
    }
}
