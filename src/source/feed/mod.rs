//! A feed: RSS, Atom or JSON Feed. Its entries are items; those with only an excerpt become links that are followed.

mod entry;
mod excerpt;
mod post;
mod read;
mod repair;
mod settings;

use super::batch::{Batch, Cursor};
use super::error::Error;
use super::hint::Hints;
use super::http::{Request, Response};

pub use read::{MAX_ENTRIES, entries, moment};
pub use settings::Settings;

/// What a request for a feed accepts.
pub const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

/// What a bridge says in place of posts when its reader is not known to it (xcancel.com).
const CLOSED: &str = "rss reader not yet whitelisted";

/// Asks for what is new in the feed.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    Request::new(settings.url.clone(), ACCEPT).since(cursor)
}

/// Reads a feed. Damaged ones are repaired with a warning; an empty one is no error but worth a warning.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    let (feed, mut warnings) = entries(response)?;
    if let [only] = feed.entries.as_slice()
        && entry::title(only).is_some_and(|title| title.to_lowercase().contains(CLOSED))
    {
        return Err(Error::Refused(format!(
            "{}: serves only readers that it knows; ask its operator, or run a bridge of your own",
            response.url
        )));
    }
    let items = entry::items(&feed, settings, &mut warnings);
    let mut cursor = Cursor::default();
    Hints::read(&String::from_utf8_lossy(&response.body), response).remember(&mut cursor);
    Ok(Batch { items, warnings, cursor, ..Batch::default() })
}
