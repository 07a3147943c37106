//! A single post (`kind = "x-post"`). It is read once; posts do not change, and every reading through the API is billed.

use jiff::Timestamp;
use url::Url;

use super::super::batch::{Batch, Cursor};
use super::super::error::Error;
use super::super::http::Client;
use super::super::key;
use super::access::Access;
use super::api::{self, Family};
use super::oembed;

const READ: &str = "read";

/// A configured post.
#[derive(Clone, Debug)]
pub struct Settings {
    pub id: u64,
    /// `https://x.com/{user}/status/{id}`.
    pub address: String,
    access: Access,
}

impl Settings {
    /// Reads the post's number from its address on x.com or twitter.com.
    pub fn new(url: &Url, access: &Access) -> Result<Self, String> {
        let not_a_post = || format!("{url} is not the address of a post; it looks like https://x.com/name/status/1839096160168063488");
        if !["x.com", "twitter.com", "mobile.x.com", "mobile.twitter.com"].contains(&key::host(url)) {
            return Err(not_a_post());
        }
        let id = key::x_post(url).ok_or_else(not_a_post)?;
        let user = url.path_segments().and_then(|mut segments| segments.next()).unwrap_or("i");
        Ok(Settings { id, address: format!("https://x.com/{user}/status/{id}"), access: access.clone() })
    }
}

/// Reads the post, unless it has been read.
pub async fn collect(client: &Client, settings: &Settings, cursor: &Cursor, now: Timestamp) -> Result<Batch, Error> {
    let id = settings.id.to_string();
    if cursor.get(READ) == Some(&id) {
        return Ok(Batch::unchanged(cursor.clone()));
    }
    let mut next = Cursor::default();
    next.set(READ, Some(&id));
    let (item, warning) = match &settings.access.token {
        None => {
            let response = client.get(&oembed::request(&settings.access.oembed_base, &settings.address), now).await?;
            let response = response.accepted(now).map_err(|error| oembed::refusal(error, &settings.address))?;
            oembed::parse(&response, settings.id, &settings.address)?
        }
        Some(token) => {
            let mut family = Family::remembered(cursor);
            let path = format!("/2/tweets/{id}");
            let ask = |fields: &[(&str, &str)]| api::request(&settings.access.api_base, token, &path, fields);
            let answer = api::posts::<api::Post>(client, ask, &mut family, now).await?;
            family.remember(&mut next);
            (single(answer, &settings.address)?, None)
        }
    };
    Ok(Batch { items: vec![item], cursor: next, unchanged: false, warnings: warning.into_iter().collect() })
}

fn single(answer: api::Answer<api::Post>, address: &str) -> Result<crate::domain::Item, Error> {
    let users = answer.includes.and_then(|includes| includes.users).unwrap_or_default();
    let item = answer.data.and_then(|post| post.item(&users));
    item.ok_or_else(|| Error::Malformed(format!("{address}: X answers without the post")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_read_from_every_address_of_a_post() {
        for url in ["https://x.com/sama/status/1839096160168063488", "https://twitter.com/sama/status/1839096160168063488?s=20"] {
            let settings = Settings::new(&Url::parse(url).unwrap(), &Access::default()).unwrap();
            assert_eq!(settings.address, "https://x.com/sama/status/1839096160168063488");
        }
        for url in ["https://x.com/sama", "https://mirror.example/sama/status/1839096160168063488"] {
            assert!(Settings::new(&Url::parse(url).unwrap(), &Access::default()).is_err(), "{url}");
        }
    }
}
