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
use super::wire::{self, Answer, Post, Read};
use crate::domain::Item;

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
            settings.access.budget.left(1, now)?;
            let mut family = Family::remembered(cursor);
            let path = format!("/2/tweets/{id}");
            let ask = |fields: &[(&str, &str)]| api::request(&settings.access.api_base, token, &path, fields);
            let answer = api::posts::<Post>(client, ask, &mut family, now).await?;
            settings.access.budget.spend(wire::billed(usize::from(answer.data.is_some()), answer.includes.as_ref()), now);
            family.remember(&mut next);
            single(answer, &settings.address)?
        }
    };
    Ok(Batch { items: vec![item], cursor: next, unchanged: false, warnings: warning.into_iter().collect() })
}

/// The post that was asked for, and a warning where X has cut it.
fn single(answer: Answer<Post>, address: &str) -> Result<(Item, Option<String>), Error> {
    let includes = answer.includes.unwrap_or_default();
    match answer.data.map(|post| post.read(&includes, None)) {
        Some(Read::Item(item, cut)) => Ok((*item, cut.then(|| format!("{address}: X gives this long post cut")))),
        Some(Read::Repost(Some(item))) => Ok((*item, None)),
        Some(Read::Repost(None)) => Err(Error::Malformed(format!("{address}: only repeats another post; name that one instead"))),
        Some(Read::Nothing) | None => Err(Error::Malformed(format!("{address}: X answers without the post"))),
    }
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
