//! A server on 127.0.0.1 that stands in for every host: the client reaches it as its gateway, and it sees the address that was meant.

use jiff::{SignedDuration, Timestamp};
use rosterwatch::source::http::Settings;
use rosterwatch::source::{Batch, Client, Cursor, Error, Source, collect, x};

use super::server::Server;
pub use super::server::{Act, Answer, Asked};

pub struct StandIn {
    pub settings: Settings,
    server: Server,
}

impl StandIn {
    /// Starts a server that does what `act` returns. No site here has a robots.txt; tests/http.rs is about those that have one.
    pub async fn start<A: Into<Act>>(act: impl Fn(&Asked) -> A + Send + Sync + 'static) -> StandIn {
        let server =
            Server::start(move |asked: &Asked| if is_robots(asked) { Answer::status(404).into() } else { act(asked).into() }).await;
        let settings = Settings {
            gateway: Some(server.gateway().parse().unwrap()),
            spacing: SignedDuration::ZERO,
            contact: Some("mailto:ops@example.org".into()),
            ..Settings::default()
        };
        StandIn { settings, server }
    }

    pub fn client(&self) -> Client {
        Client::new(&self.settings).unwrap()
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.server.asked().into_iter().filter(|asked| !is_robots(asked)).collect()
    }

    /// One visit.
    pub async fn visit(&self, source: &Source, cursor: &Cursor) -> Result<Batch, Error> {
        collect(&self.client(), source, cursor, now()).await
    }
}

fn is_robots(asked: &Asked) -> bool {
    asked.url.ends_with("/robots.txt")
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
pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Answer { status, headers, body: body.into().into() }
}

pub fn html(body: impl Into<Vec<u8>>) -> Answer {
    answer(200, &[("content-type", "text/html")], body)
}

pub fn json(status: u16, body: serde_json::Value) -> Answer {
    answer(status, &[("content-type", "application/json; charset=utf-8")], body.to_string())
}
