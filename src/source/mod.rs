//! Edge in: sources are asked for items over the network.
//!
//! [`collect`] visits a source once; [`follow`] fetches the page behind an item that is only a link. Everything between a request and
//! its answer is pure: each kind of source has a file with its settings, `request` and `parse`, and [`http`] alone opens sockets.

mod batch;
pub mod bluesky;
mod challenge;
mod charset;
mod date;
pub mod discover;
mod error;
pub mod feed;
pub mod hacker_news;
pub mod hint;
pub mod http;
pub mod human;
mod key;
mod kind;
pub mod leadership;
mod marks;
pub mod mastodon;
pub mod opml;
pub mod page;
pub mod preset;
pub mod recording;
pub mod sec_8k;
mod settings;
pub mod techcrunch;
mod visit;
mod wanted;
pub mod x;

use jiff::Timestamp;
use url::Url;

use crate::domain::{Body, Item};
pub use batch::{Batch, Cursor};
pub use error::Error;
pub use hint::Hints;
pub use http::{Client, Request, Response};
pub use kind::{Kind, Word};
pub use marks::{Mark, Marks, Slot};
pub use recording::Recording;
pub use settings::{DEFAULT_INTERVAL, MIN_INTERVAL, Settings, Source};
use visit::visit;
pub use wanted::Wanted;

/// Visits a source and returns what is new since `cursor`. `now` is the moment of the visit.
///
/// The cursor of the batch is to be kept only after its items have been dealt with; a batch that is `unchanged` has none.
pub async fn collect(client: &Client, source: &Source, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    let client = &client.with_headers(&source.extra);
    match &source.kind {
        Kind::XPost(post) => x::post::collect(client, post, cursor, now).await,
        Kind::XAccount(account) => x::account::collect(client, account, cursor, now).await,
        Kind::XSearch(search) => x::search::collect(client, search, cursor, now).await,
        Kind::Sec8K(s) => sec_8k::collect(client, s, cursor, now).await,
        Kind::Bluesky(s) => bluesky::collect(client, s, cursor, now).await,
        Kind::Mastodon(s) => mastodon::collect(client, s, cursor, now).await,
        Kind::HackerNews(s) => hacker_news::collect(client, s, cursor, now).await,
        Kind::LeadershipPage(s) => {
            visit(client, leadership::request(s, cursor), cursor, now, |response| leadership::parse(response, s)).await
        }
        Kind::TechCrunch(s) => visit(client, techcrunch::request(s, cursor), cursor, now, |response| techcrunch::parse(response, s)).await,
        Kind::Feed(s) => visit(client, feed::request(s, cursor), cursor, now, |response| feed::parse(response, s)).await,
        Kind::Page(s) => visit(client, page::request(s, cursor), cursor, now, |response| page::parse(response, s)).await,
    }
}

/// Whether the item is only a link and must go through [`follow`] before it can be read.
pub fn needs_follow(item: &Item) -> bool {
    matches!(item.body, Body::Link { .. })
}

/// Fetches the page behind an item that is only a link; any other item passes through. The key stays the same.
pub async fn follow(client: &Client, source: &Source, item: Item, now: Timestamp) -> Result<Item, Error> {
    if !needs_follow(&item) {
        return Ok(item);
    }
    if let Kind::Sec8K(_) = &source.kind {
        return sec_8k::follow(&client.with_headers(&source.extra), item, now).await;
    }
    let response = client.with_headers(&source.extra).get(&page::link_request(&item)?, now).await?.accepted(now)?;
    page::followed(&response, item)
}

/// Fetches one document by its address: a post of X, else a page. For a question asked once; nothing is remembered.
pub async fn document(client: &Client, url: &Url, now: Timestamp) -> Result<Item, Error> {
    let batch = match x::post::Settings::new(url, &x::Access::default()) {
        Ok(post) => x::post::collect(client, &post, &Cursor::default(), now).await?,
        Err(_) => {
            let page = page::Settings { url: url.clone() };
            let response = client.get(&page::request(&page, &Cursor::default()), now).await?.accepted(now)?;
            page::parse(&response, &page)?
        }
    };
    batch.items.into_iter().next().ok_or_else(|| Error::Malformed(format!("{url}: brings nothing to read")))
}

/// The item as far as the source itself tells it, for a page that cannot be had; `None` where the source gave no text.
pub fn without_page(item: &Item) -> Option<Item> {
    match &item.body {
        Body::Link { taste: Some(body) } => Some(Item { body: (**body).clone(), ..item.clone() }),
        _ => None,
    }
}
