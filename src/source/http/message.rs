//! A request and its answer, as the kinds of sources see them.

use std::collections::BTreeMap;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use url::Url;

use super::super::batch::Cursor;
use super::super::charset;
use super::super::error::{Error, line};

/// How long to wait when a server says "too many" and not until when.
const DEFAULT_PATIENCE: SignedDuration = SignedDuration::from_mins(15);
/// The longest wait that a server can ask for; a mistaken header must not silence a source for a year.
const LONGEST_PATIENCE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The headers of a budget, what remains and when it is filled again: X, most others (Mastodon with a moment), Bluesky.
const BUDGETS: [[&str; 2]; 3] = [
    ["x-rate-limit-remaining", "x-rate-limit-reset"],
    ["x-ratelimit-remaining", "x-ratelimit-reset"],
    ["ratelimit-remaining", "ratelimit-reset"],
];
/// Smaller numbers are seconds to wait and no date: 2001.
const EARLIEST_UNIX_SECOND: i64 = 1_000_000_000;

/// A GET request.
#[derive(Clone, Debug)]
pub struct Request {
    pub url: Url,
    pub accept: &'static str,
    pub bearer: Option<SecretString>,
    /// A page that is read as a crawler would: only where the site's robots.txt allows it.
    pub crawl: bool,
    /// `If-None-Match`, byte for byte as the server gave it.
    pub etag: Option<String>,
    /// `If-Modified-Since`, byte for byte as the server gave it.
    pub last_modified: Option<String>,
}

impl Request {
    /// An unconditional request.
    pub fn new(url: Url, accept: &'static str) -> Self {
        Request { url, accept, bearer: None, crawl: false, etag: None, last_modified: None }
    }

    /// The same request for a page, which robots.txt may close to programs.
    pub fn crawling(self) -> Self {
        Request { crawl: true, ..self }
    }

    /// Asks only for what changed since the visit that `cursor` remembers, if that was to the same address; where that has moved for
    /// good, the new address is asked.
    pub fn since(mut self, cursor: &Cursor) -> Self {
        if let Some(moved) = cursor.moved(&self.url) {
            self.url = moved;
        }
        if cursor.get("url") == Some(self.url.as_str()) {
            self.etag = cursor.get("etag").map(Into::into);
            self.last_modified = cursor.get("last_modified").map(Into::into);
        }
        self
    }

    /// The request that a redirect to `location` asks for. Credentials stay with the origin that they are for.
    pub fn redirected(&self, location: &str) -> Result<Self, Error> {
        let from = &self.url;
        let mut url =
            from.join(location).map_err(|_| Error::Malformed(format!("{from}: redirects to `{}`, which is no address", line(location))))?;
        url.set_fragment(None);
        // A name and a password that somebody else chose are no business of ours, and would stand in logs.
        let _ = url.set_username("").and_then(|()| url.set_password(None));
        if from.scheme() == "https" && url.scheme() != "https" {
            return Err(Error::Refused(format!("{from}: redirects from https to {url}; not followed")));
        }
        let bearer = if url.origin() == from.origin() { self.bearer.clone() } else { None };
        Ok(Request { url, bearer, ..self.clone() })
    }
}

/// A complete answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The address that answered, after redirects.
    pub url: Url,
    pub status: u16,
    /// Names in lower case; bytes beyond ASCII are kept as Latin-1 characters.
    pub headers: BTreeMap<String, String>,
    /// Decoded from its content coding.
    pub body: Vec<u8>,
}

impl Response {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Whether the media type is one of `types`, such as `text/plain`.
    pub fn is_media(&self, types: &[&str]) -> bool {
        let media = self.header("content-type").and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        types.iter().any(|wanted| media.eq_ignore_ascii_case(wanted))
    }

    /// The body as text; an empty or binary one is refused in one line.
    pub fn text(&self) -> Result<String, Error> {
        let text = charset::decode(&self.body, self.header("content-type"))
            .map_err(|binary| Error::Malformed(format!("{}: {binary}; check the address", self.url)))?;
        if text.trim().is_empty() {
            return Err(Error::Malformed(format!("{}: answers with an empty body; check the address", self.url)));
        }
        Ok(text)
    }

    /// The answer itself if it is a success, else the error that its status means.
    pub fn accepted(self, now: Timestamp) -> Result<Self, Error> {
        let place = &self.url;
        let status = self.status;
        Err(match status {
            200..=299 => return Ok(self),
            401 => Error::Unauthorized(format!("{place}: answers 401, credentials are missing or wrong")),
            404 => Error::NotFound(format!("{place}: answers 404, there is no such page; check the address")),
            410 => Error::Gone(format!("{place}: answers 410, the page has been removed; take the source out")),
            429 => Error::RateLimited { place: place.to_string(), until: self.retry_at(now) },
            503 if self.header("retry-after").is_some() => Error::RateLimited { place: place.to_string(), until: self.retry_at(now) },
            408 | 425 | 500..=599 => Error::Transport(format!("{place}: answers {status}, the server is in trouble; trying again later")),
            402 | 403 | 451 => Error::Refused(format!(
                "{place}: answers {status}, the server refuses us; see whether it offers a feed or asks for a contact"
            )),
            _ => Error::Refused(format!("{place}: answers {status}, which is of no use; check the address")),
        })
    }

    /// Whether the server says that its budget for this kind of request is used up (`x-rate-limit-remaining: 0` and its relatives).
    pub fn spent(&self) -> bool {
        let remaining = BUDGETS.into_iter().find_map(|[remaining, _]| self.header(remaining));
        remaining.is_some_and(|left| left.trim().parse() == Ok(0u64)) && self.reset(Timestamp::UNIX_EPOCH).is_some()
    }

    /// When the budget is filled again: Unix seconds, seconds from `now`, or a moment, as each service has it.
    fn reset(&self, now: Timestamp) -> Option<Timestamp> {
        let value = BUDGETS.into_iter().find_map(|[_, reset]| self.header(reset))?.trim();
        match value.parse::<i64>() {
            Ok(second) if second >= EARLIEST_UNIX_SECOND => Timestamp::from_second(second).ok(),
            Ok(seconds) => now.checked_add(SignedDuration::from_secs(seconds)).ok(),
            Err(_) => value.parse().ok(),
        }
    }

    /// The earliest moment for the next request: `Retry-After` (seconds or date, RFC 9110) or `x-rate-limit-reset`, whichever is later.
    pub fn retry_at(&self, now: Timestamp) -> Timestamp {
        let after = self.header("retry-after").and_then(|value| retry_after(value.trim(), now));
        let reset = self.reset(now);
        let latest = now.checked_add(LONGEST_PATIENCE).unwrap_or(Timestamp::MAX);
        match after.max(reset) {
            Some(until) => until.clamp(now, latest),
            None => now.checked_add(DEFAULT_PATIENCE).unwrap_or(Timestamp::MAX),
        }
    }
}

fn retry_after(value: &str, now: Timestamp) -> Option<Timestamp> {
    match value.parse::<u32>() {
        Ok(seconds) => now.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok(),
        Err(_) => rfc2822::parse(value).ok().map(|zoned| zoned.timestamp()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, headers: &[(&str, &str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Response { url: Url::parse("https://news.example/feed").unwrap(), status, headers, body: Vec::new() }
    }

    fn now() -> Timestamp {
        "2024-09-26T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn patience_is_read_from_every_header_that_asks_for_it() {
        for (headers, expected) in [
            (&[("retry-after", "120")][..], "2024-09-26T00:02:00Z"),
            (&[("retry-after", "Thu, 26 Sep 2024 01:00:00 GMT")], "2024-09-26T01:00:00Z"),
            (&[("x-rate-limit-reset", "1727309700")], "2024-09-26T00:15:00Z"),
            (&[("retry-after", "120"), ("x-rate-limit-reset", "1727309700")], "2024-09-26T00:15:00Z"),
            (&[("x-rate-limit-reset", "1000000001")], "2024-09-26T00:00:00Z"),
            (&[("ratelimit-reset", "30")], "2024-09-26T00:00:30Z"),
            (&[("x-ratelimit-reset", "2024-09-26T00:20:00.123Z")], "2024-09-26T00:20:00.123Z"),
            (&[("retry-after", "4000000000")], "2024-10-03T00:00:00Z"),
            (&[("retry-after", "soon")], "2024-09-26T00:15:00Z"),
            (&[], "2024-09-26T00:15:00Z"),
        ] {
            assert_eq!(response(429, headers).retry_at(now()), expected.parse::<Timestamp>().unwrap(), "{headers:?}");
        }
    }

    #[test]
    fn each_status_means_something() {
        let error = |status| response(status, &[]).accepted(now()).unwrap_err();
        assert!(matches!(error(401), Error::Unauthorized(_)));
        assert!(matches!(error(403), Error::Refused(_)));
        assert!(matches!(error(404), Error::NotFound(_)));
        assert!(matches!(error(410), Error::Gone(_)));
        assert!(matches!(error(429), Error::RateLimited { .. }));
        assert!(matches!(error(502), Error::Transport(_)));
        assert!(matches!(response(503, &[("retry-after", "5")]).accepted(now()).unwrap_err(), Error::RateLimited { .. }));
        assert!(response(200, &[]).accepted(now()).is_ok());
    }

    #[test]
    fn a_redirect_never_leaves_https_nor_takes_credentials_along() {
        let mut request = Request::new(Url::parse("https://api.example/a").unwrap(), "*/*");
        request.bearer = Some("secret".into());
        assert!(request.redirected("/b").unwrap().bearer.is_some());
        assert!(request.redirected("https://other.example/b").unwrap().bearer.is_none());
        assert!(matches!(request.redirected("http://api.example/b"), Err(Error::Refused(_))));
        assert_eq!(request.redirected("https://desk:hunter2@api.example/b").unwrap().url.as_str(), "https://api.example/b");
    }

    #[test]
    fn validators_are_for_the_address_that_gave_them() {
        let mut cursor = Cursor::default();
        cursor.set("url", Some("https://news.example/feed"));
        cursor.set("etag", Some("W/\"1\""));
        let request = |url: &str| Request::new(Url::parse(url).unwrap(), "*/*").since(&cursor);
        assert_eq!(request("https://news.example/feed").etag.as_deref(), Some("W/\"1\""));
        assert_eq!(request("https://news.example/other").etag, None);
        let moved = cursor.move_from(&Url::parse("https://news.example/old").unwrap(), &Url::parse("https://news.example/feed").unwrap());
        let request = Request::new(Url::parse("https://news.example/old").unwrap(), "*/*").since(&moved);
        assert_eq!((request.url.as_str(), request.etag.as_deref()), ("https://news.example/feed", Some("W/\"1\"")));
    }
}
