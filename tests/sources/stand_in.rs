//! A server on 127.0.0.1 that stands in for every host: the client reaches it as its gateway, and it sees the address that was meant.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rosterwatch::source::http::Settings;
use rosterwatch::source::{Batch, Client, Cursor, Error, Source, collect, x};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The address that was meant, with its query.
    pub url: String,
    pub headers: HeaderMap,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    pub fn has(&self, part: &str) -> bool {
        self.url.contains(part)
    }
}

pub struct StandIn {
    pub settings: Settings,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl StandIn {
    /// Starts a server that answers with what `answer` returns.
    pub async fn start(answer: impl Fn(&Asked) -> Response + Clone + Send + Sync + 'static) -> StandIn {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        let handler = move |request: Request| {
            let target = request.uri().path_and_query().map(|target| target.as_str().trim_start_matches('/').to_string());
            let asked = Asked { url: target.unwrap_or_default(), headers: request.headers().clone() };
            // No site here has a robots.txt; tests/http.rs is about those that have one.
            let response = if asked.url.ends_with("/robots.txt") {
                super::stand_in::answer(404, &[], "")
            } else {
                log.lock().unwrap().push(asked.clone());
                answer(&asked)
            };
            async move { response }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await.unwrap() });
        let settings = Settings {
            gateway: Some(gateway),
            spacing: SignedDuration::ZERO,
            contact: Some("mailto:ops@example.org".into()),
            ..Settings::default()
        };
        StandIn { settings, asked }
    }

    pub fn client(&self) -> Client {
        Client::new(&self.settings).unwrap()
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// One visit.
    pub async fn visit(&self, source: &Source, cursor: &Cursor) -> Result<Batch, Error> {
        collect(&self.client(), source, cursor, now()).await
    }
}

/// The moment of all visits.
pub fn now() -> Timestamp {
    "2024-09-26T01:00:00Z".parse().unwrap()
}

/// A source from its table in the configuration, without access to X's API.
pub fn source(table: &str) -> Source {
    source_with(table, &x::Access::default())
}

pub fn source_with(table: &str, access: &x::Access) -> Source {
    Source::new(toml::from_str(&format!("name = \"test\"\n{table}")).unwrap(), access).unwrap()
}

pub fn feed(url: &str) -> Source {
    source(&format!("kind = \"feed\"\nurl = \"{url}\""))
}

pub fn page(url: &str) -> Source {
    source(&format!("kind = \"page\"\nurl = \"{url}\""))
}

pub fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An answer with these headers.
pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

pub fn html(body: impl Into<Body>) -> Response {
    answer(200, &[("content-type", "text/html")], body)
}

pub fn json(status: u16, body: serde_json::Value) -> Response {
    answer(status, &[("content-type", "application/json; charset=utf-8")], body.to_string())
}
