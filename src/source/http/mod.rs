//! The only inbound socket: every byte that the daemon reads from the outside comes through [`Client::get`].
//!
//! It is polite (one request per host and second, conditional requests, robots.txt, an honest name), bounded (time, wire and decoded
//! bytes, redirects) and guarded (no private addresses, no https → http, no proxy unless configured).

pub mod body;
pub mod extra;
pub mod gate;
pub mod guard;
pub mod hosts;
pub mod message;
mod network;
pub mod robots;
pub mod settings;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;
use url::Url;

use super::error::Error;
use super::marks::{Mark, Marks};
use super::recording::Recording;
pub use extra::Extra;
pub use hosts::Memory;
pub use message::{Request, Response};
use network::Network;
pub use settings::{MAX_REDIRECTS, Settings};

/// Where answers come from: the network, or a folder of recorded ones. A clone shares everything with its original.
#[derive(Clone, Debug)]
pub struct Client {
    way: Way,
    extra: Option<Arc<Extra>>,
    marks: Option<Arc<Marks>>,
    seen: Option<Arc<Mutex<Vec<Seen>>>>,
}

/// An answer as far as a person wants to see it: nothing of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub url: String,
    pub status: u16,
    pub took: Duration,
    /// Of the body, decoded.
    pub bytes: usize,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub content_type: Option<String>,
}

#[derive(Clone, Debug)]
enum Way {
    Network(Arc<Network>),
    Recorded(Arc<Recording>),
}

/// An answer, and what the way to it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub response: Response,
    /// The address to ask from now on, where the way began with permanent redirects (301, 308).
    pub moved: Option<Url>,
}

impl Client {
    /// A client for the network. Fails on a contact that is no header text, a bad proxy, or missing CA certificates.
    pub fn new(settings: &Settings) -> anyhow::Result<Client> {
        Ok(Client { way: Way::Network(Arc::new(Network::new(settings)?)), extra: None, marks: None, seen: None })
    }

    /// A client that answers from a recording and opens no socket.
    pub fn recorded(recording: Recording) -> Client {
        Client { way: Way::Recorded(Arc::new(recording)), extra: None, marks: None, seen: None }
    }

    /// The same client for a source with headers of its own.
    pub fn with_headers(&self, extra: &Option<Arc<Extra>>) -> Client {
        Client { extra: extra.clone(), ..self.clone() }
    }

    /// The same client, which marks what is being read.
    pub fn marking(self, marks: Arc<Marks>) -> Client {
        Client { marks: Some(marks), ..self }
    }

    /// Reads an answer with `parse`, unless this answer has brought the process down before.
    pub fn read<T>(&self, response: &Response, parse: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let Some(marks) = &self.marks else { return parse() };
        let mark = Mark::new(response.url.as_str(), &[&response.body]);
        let mut slot = marks.slot();
        slot.begin(std::iter::once(&mark));
        slot.read(&mark, parse).unwrap_or_else(|why| Err(Error::Malformed(why)))
    }

    /// The same client, which notes each answer for [`Client::seen`].
    pub fn watched(&self) -> Client {
        Client { seen: Some(Arc::default()), ..self.clone() }
    }

    /// The answers since [`Client::watched`], in their order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.as_ref().map(|seen| seen.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap_or_default()
    }

    fn note(&self, response: &Response, took: Duration) {
        let Some(seen) = &self.seen else { return };
        let header = |name: &str| response.header(name).map(str::to_string);
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(Seen {
            url: response.url.to_string(),
            status: response.status,
            took,
            bytes: response.body.len(),
            etag: header("etag"),
            last_modified: header("last-modified"),
            content_type: header("content-type"),
        });
    }

    /// Answers a request, following redirects. `now` is the moment of the visit.
    ///
    /// Any status is an answer; see [`Response::accepted`]. Errors are those of getting one.
    pub async fn get(&self, request: &Request, now: Timestamp) -> Result<Response, Error> {
        Ok(self.fetch(request, now).await?.response)
    }

    /// The same, and says where the address has moved for good.
    pub async fn fetch(&self, request: &Request, now: Timestamp) -> Result<Fetched, Error> {
        let mut request = request.clone();
        let (mut moved, mut for_good) = (None, true);
        let (most, mut left) = match &self.way {
            Way::Network(network) => (network.max_redirects(), network.patience()),
            Way::Recorded(_) => (MAX_REDIRECTS, Duration::ZERO),
        };
        for _ in 0..=most {
            let began = Instant::now();
            let response = match &self.way {
                Way::Network(network) => network.send(&request, self.extra.as_deref(), &mut left, now).await?,
                Way::Recorded(recording) => recording.answer(&request, now)?,
            };
            self.note(&response, began.elapsed());
            match (response.status, response.header("location")) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    for_good &= matches!(response.status, 301 | 308);
                    request = request.redirected(location)?;
                    if for_good {
                        moved = Some(request.url.clone());
                    }
                }
                _ => return Ok(Fetched { response, moved }),
            }
        }
        Err(Error::Refused(format!("{}: more than {most} redirects; check the address", request.url)))
    }

    /// The pause between two requests to one host, and how many it may have at a time: for whoever plans visits.
    pub fn pace(&self) -> (Duration, usize) {
        match &self.way {
            Way::Network(network) => network.pace(),
            Way::Recorded(_) => (Duration::ZERO, usize::MAX),
        }
    }

    /// What has been learnt about hosts since the last call, for whoever keeps it across restarts.
    pub fn learnt(&self, now: Timestamp) -> Vec<Memory> {
        match &self.way {
            Way::Network(network) => network.hosts.learnt(now),
            Way::Recorded(_) => Vec::new(),
        }
    }

    /// Takes back what an earlier process had learnt.
    pub fn recall(&self, memories: Vec<Memory>) {
        if let Way::Network(network) = &self.way {
            network.hosts.recall(memories);
        }
    }
}
