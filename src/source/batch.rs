//! What one visit to a source yields, and what is remembered for the next one.

use std::collections::BTreeMap;

use url::Url;
use xxhash_rust::xxh3::xxh3_128;

use super::http::Response;
use crate::domain::Item;

/// What a source wants to have back on the next visit: validators, the newest id, a user's number. Opaque to everybody else.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Cursor(pub BTreeMap<String, String>);

impl Cursor {
    /// The value remembered under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Remembers `value` under `key`; `None` forgets it.
    pub fn set(&mut self, key: &str, value: Option<impl Into<String>>) {
        match value {
            Some(value) => self.0.insert(key.to_string(), value.into()),
            None => self.0.remove(key),
        };
    }

    /// Where the configured address `asked` has moved for good.
    pub fn moved(&self, asked: &Url) -> Option<Url> {
        if self.get("moved_from") == Some(asked.as_str()) { self.get("moved_to")?.parse().ok() } else { None }
    }

    /// The configured address, where `asked` is the one to which it has moved for good.
    pub fn moved_from(&self, asked: &Url) -> Option<Url> {
        if self.get("moved_to") == Some(asked.as_str()) { self.get("moved_from")?.parse().ok() } else { None }
    }

    /// The same cursor, remembering that `asked` has moved to `to` for good.
    pub fn move_from(&self, asked: &Url, to: &Url) -> Self {
        let mut cursor = self.clone();
        cursor.set("moved_from", Some(asked.as_str()));
        cursor.set("moved_to", Some(to.as_str()));
        cursor
    }

    /// The validators of an answer that has been understood, with a digest of its body for servers that give none.
    ///
    /// `asked` is the address that was requested: validators of another address are worth nothing.
    pub fn after(asked: &str, response: &Response) -> Self {
        let mut cursor = Cursor::default();
        cursor.set("url", Some(asked));
        cursor.set("etag", response.header("etag"));
        cursor.set("last_modified", response.header("last-modified"));
        cursor.set("body", Some(format!("{:032x}", xxh3_128(&response.body))));
        cursor
    }

    /// The same cursor after a 304, which may bring fresher validators (RFC 9110, 15.4.5).
    pub fn refreshed(&self, response: &Response) -> Self {
        let mut cursor = self.clone();
        for (key, header) in [("etag", "etag"), ("last_modified", "last-modified")] {
            if let Some(value) = response.header(header) {
                cursor.set(key, Some(value));
            }
        }
        cursor
    }
}

/// The outcome of one visit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Batch {
    /// Oldest first.
    pub items: Vec<Item>,
    /// To be kept only when the items have been dealt with.
    pub cursor: Cursor,
    /// The server said 304, or sent the same body, or nothing is new.
    pub unchanged: bool,
    /// One line each: what was repaired, cut or skipped.
    pub warnings: Vec<String>,
}

impl Batch {
    /// Nothing new.
    pub fn unchanged(cursor: Cursor) -> Self {
        Batch { cursor, unchanged: true, ..Batch::default() }
    }

    /// These items and no warning; the cursor is set by whoever knows the answer.
    pub fn of(items: Vec<Item>) -> Self {
        Batch { items, ..Batch::default() }
    }
}
