//! What the tests of the HTTP layer share.

use jiff::{SignedDuration, Timestamp};
use rosterwatch::source::http::Settings;
use rosterwatch::source::{Client, Error, Request, Response};

use super::server::Server;

/// The moment of all requests.
pub fn now() -> Timestamp {
    "2024-09-26T01:00:00Z".parse().unwrap()
}

pub fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// Settings with which `server` stands in for every host, without pauses.
pub fn settings(server: &Server) -> Settings {
    Settings { gateway: Some(server.gateway().parse().unwrap()), spacing: SignedDuration::ZERO, ..Settings::default() }
}

pub fn client(server: &Server) -> Client {
    Client::new(&settings(server)).unwrap()
}

pub fn request(url: &str) -> Request {
    Request::new(url.parse().unwrap(), "*/*")
}

/// One plain request.
pub async fn get(client: &Client, url: &str) -> Result<Response, Error> {
    client.get(&request(url), now()).await
}

/// One request for a page, as a crawler sends it.
pub async fn crawl(client: &Client, url: &str) -> Result<Response, Error> {
    client.get(&request(url).crawling(), now()).await
}

/// The error as the one line that it must be.
#[track_caller]
pub fn line<T: std::fmt::Debug>(result: Result<T, Error>) -> (Error, String) {
    let error = result.unwrap_err();
    let text = error.to_string();
    assert!(!text.contains(['\n', '\r', '\u{1b}']) && text.len() < 600, "{text}");
    (error, text)
}
