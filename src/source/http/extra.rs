//! Headers that the operator adds to a source's requests, an access token of a private feed for example.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::{Origin, Url};

/// Headers that are ours to set: the connection's, and those by which a site knows us and we know what is new.
const OURS: [&str; 14] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "if-modified-since",
    "if-none-match",
    "keep-alive",
    "proxy-authorization",
    "range",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// A source's own headers. Sent to the origin of its address and to nobody else, whatever a redirect or a link says. Never shown.
#[derive(Clone)]
pub struct Extra {
    origin: Origin,
    headers: HeaderMap,
}

impl Extra {
    /// Headers for the origin of `url`. Says in one line, without the value, which of them cannot be sent.
    pub fn new<'a>(url: &Url, headers: impl IntoIterator<Item = (&'a str, &'a SecretString)>) -> Result<Extra, String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let bad = |why: &str| format!("headers: `{name}` {why}");
            let name: HeaderName = name.parse().map_err(|_| bad("is no name of a header"))?;
            if OURS.contains(&name.as_str()) {
                return Err(bad("is set by rosterwatch itself; take it out"));
            }
            let mut value = HeaderValue::from_str(value.expose_secret().trim())
                .map_err(|_| bad("has a value that cannot stand in a header; it must be one line of plain ASCII"))?;
            value.set_sensitive(true);
            map.insert(name, value);
        }
        Ok(Extra { origin: url.origin(), headers: map })
    }

    /// Adds them to a request for `url`, if it is one for their origin.
    pub fn add_to(&self, headers: &mut HeaderMap, url: &Url) {
        if url.origin() == self.origin {
            headers.extend(self.headers.clone());
        }
    }
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Extra").field("names", &self.headers.keys().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(name: &str, value: &str) -> Result<Extra, String> {
        Extra::new(&Url::parse("https://feeds.example/a").unwrap(), [(name, &SecretString::from(value))])
    }

    #[test]
    fn they_go_to_their_origin_only() {
        let token = extra("X-Token", "hunter2").unwrap();
        assert!(!format!("{token:?}").contains("hunter2"));
        for (url, sent) in [("https://feeds.example/b", true), ("https://other.example/a", false), ("http://feeds.example/a", false)] {
            let mut headers = HeaderMap::new();
            token.add_to(&mut headers, &Url::parse(url).unwrap());
            assert_eq!(headers.contains_key("x-token"), sent, "{url}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_named_without_its_value() {
        for (name, value) in [("a b", "hunter2"), ("Host", "hunter2"), ("X-Token", "hunter2\r\nX: y")] {
            let error = extra(name, value).unwrap_err();
            assert!(error.contains(name) && !error.contains("hunter2"), "{error}");
        }
    }
}
