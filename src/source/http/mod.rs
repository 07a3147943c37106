//! The only inbound socket: every byte that the daemon reads from the outside comes through [`Client::get`].
//!
//! It is polite (one request per host and second, conditional requests, an honest name), bounded (time, decoded bytes, redirects)
//! and guarded (no private addresses, no https → http, no proxy unless configured).

pub mod gate;
pub mod guard;
pub mod message;

use std::time::Duration;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use reqwest::redirect::Policy;
use secrecy::ExposeSecret;
use serde::Deserialize;
use url::Url;

use super::error::{Error, line};
use super::human;
use super::recording::Recording;
use gate::Gate;
use guard::{Forbidden, Guard};
pub use message::{Request, Response};

/// How many redirects are followed for one request.
pub const MAX_REDIRECTS: usize = 5;
/// `http.timeout`: from the connection to the last byte of the body, for each hop.
pub const DEFAULT_TIMEOUT: SignedDuration = SignedDuration::from_secs(20);
/// `http.connect_timeout`: name, connection and TLS.
pub const DEFAULT_CONNECT_TIMEOUT: SignedDuration = SignedDuration::from_secs(10);
/// `http.max_body`: decoded bytes; the largest of 181 real article pages had 217 KB.
pub const DEFAULT_MAX_BODY: usize = 2 << 20;
/// `http.spacing`: between two requests to one host.
pub const DEFAULT_SPACING: SignedDuration = SignedDuration::from_secs(1);

/// The `[http]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// An address for those whom our requests trouble, sent with the name of the program: `mailto:ops@example.org` or a page.
    pub contact: Option<String>,
    #[serde(deserialize_with = "human::limit")]
    pub timeout: SignedDuration,
    #[serde(deserialize_with = "human::limit")]
    pub connect_timeout: SignedDuration,
    /// In decoded bytes.
    #[serde(deserialize_with = "human::size")]
    pub max_body: usize,
    #[serde(deserialize_with = "human::duration")]
    pub spacing: SignedDuration,
    /// Requests for `https://host/p?q` go to `{gateway}/https://host/p?q`.
    #[serde(deserialize_with = "human::optional_url")]
    pub gateway: Option<Url>,
    /// An HTTP proxy; the environment's proxy variables are not read.
    #[serde(deserialize_with = "human::optional_url")]
    pub proxy: Option<Url>,
    /// Hosts that may be asked although they are not on the public internet.
    pub allow_private_addresses: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            contact: None,
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            max_body: DEFAULT_MAX_BODY,
            spacing: DEFAULT_SPACING,
            gateway: None,
            proxy: None,
            allow_private_addresses: Vec::new(),
        }
    }
}

impl Settings {
    /// `rosterwatch/0.1.0 (+mailto:ops@example.org)`; without a contact only the name and the version.
    pub fn user_agent(&self) -> String {
        let name = concat!("rosterwatch/", env!("CARGO_PKG_VERSION"));
        match &self.contact {
            Some(contact) => format!("{name} (+{contact})"),
            None => name.to_string(),
        }
    }
}

/// Where answers come from: the network, or a folder of recorded ones.
#[derive(Debug)]
pub enum Client {
    Network(Network),
    Recorded(Recording),
}

/// A client that talks to the outside.
#[derive(Debug)]
pub struct Network {
    client: reqwest::Client,
    guard: Guard,
    gate: Gate,
    gateway: Option<Url>,
    timeout: Duration,
    max_body: usize,
}

impl Client {
    /// A client for the network. Fails on a contact that is no header text, a bad proxy, or missing CA certificates.
    pub fn new(settings: &Settings) -> anyhow::Result<Client> {
        let hosts = [&settings.gateway, &settings.proxy].into_iter().flatten().filter_map(|url| url.host_str().map(str::to_string));
        let resolver = Guard::new(settings.allow_private_addresses.iter().cloned().chain(hosts));
        let agent = HeaderValue::from_str(&settings.user_agent()).context("http.contact must be one line of plain ASCII")?;
        let mut builder = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(resolver)
            .connect_timeout(settings.connect_timeout.unsigned_abs())
            .timeout(settings.timeout.unsigned_abs())
            .pool_max_idle_per_host(1);
        if let Some(proxy) = &settings.proxy {
            builder = builder.proxy(reqwest::Proxy::all(proxy.as_str()).context("http.proxy")?);
        }
        let client = builder.build().context("cannot set up TLS; is the package ca-certificates installed?")?;
        Ok(Client::Network(Network {
            client,
            guard: Guard::new(settings.allow_private_addresses.iter().cloned()),
            gate: Gate::new(settings.spacing.unsigned_abs()),
            gateway: settings.gateway.clone(),
            timeout: settings.timeout.unsigned_abs(),
            max_body: settings.max_body,
        }))
    }

    /// A client that answers from a recording and opens no socket.
    pub fn recorded(recording: Recording) -> Client {
        Client::Recorded(recording)
    }

    /// Answers a request, following redirects. `now` matters to recordings only.
    ///
    /// Any status is an answer; see [`Response::accepted`]. Errors are those of getting one.
    pub async fn get(&self, request: &Request, now: Timestamp) -> Result<Response, Error> {
        let mut request = request.clone();
        for _ in 0..=MAX_REDIRECTS {
            let response = match self {
                Client::Network(network) => network.send(&request).await?,
                Client::Recorded(recording) => recording.answer(&request, now)?,
            };
            match (response.status, response.header("location")) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => request = request.redirected(location)?,
                _ => return Ok(response),
            }
        }
        Err(Error::Refused(format!("{}: more than {MAX_REDIRECTS} redirects; check the address", request.url)))
    }
}

impl Network {
    /// One hop.
    async fn send(&self, request: &Request) -> Result<Response, Error> {
        let url = &request.url;
        self.guard.check(url).map_err(|why| refused(url, &why))?;
        let _pass = self.gate.pass(url.host_str().unwrap_or_default()).await;
        let mut response = self
            .client
            .get(self.wire_address(url)?)
            .headers(headers(request)?)
            .send()
            .await
            .map_err(|error| self.transport(url, &error))?;
        let status = response.status().as_u16();
        let headers = response.headers().keys().map(|name| (name.as_str().to_string(), joined(response.headers(), name))).collect();
        let body = self.body(url, &mut response).await?;
        Ok(Response { url: url.clone(), status, headers, body })
    }

    /// Reads the body chunk by chunk and stops at the limit, whatever length the server announced.
    async fn body(&self, url: &Url, response: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
        let too_large =
            || Error::TooLarge(format!("{url}: the answer has more than {} bytes; raise http.max_body if that is meant", self.max_body));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.transport(url, &error))? {
            if body.len() + chunk.len() > self.max_body {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn wire_address(&self, url: &Url) -> Result<Url, Error> {
        let mut url = url.clone();
        url.set_fragment(None);
        match &self.gateway {
            None => Ok(url),
            Some(gateway) => format!("{}/{url}", gateway.as_str().trim_end_matches('/'))
                .parse()
                .map_err(|_| Error::Transport(format!("{url}: cannot be asked through http.gateway"))),
        }
    }

    /// A failure of reqwest in one line. Its own text hides the cause, which stands at the end of the chain of sources.
    fn transport(&self, url: &Url, error: &reqwest::Error) -> Error {
        let mut cause: &dyn std::error::Error = error;
        loop {
            if let Some(why) = cause.downcast_ref::<Forbidden>() {
                return refused(url, why);
            }
            match cause.source() {
                Some(source) => cause = source,
                None => break,
            }
        }
        if error.is_timeout() {
            return Error::Transport(format!("{url}: no complete answer within {} s; trying again later", self.timeout.as_secs_f32()));
        }
        Error::Transport(format!("{url}: {}; trying again later", line(&cause.to_string())))
    }
}

fn refused(url: &Url, why: &Forbidden) -> Error {
    Error::Refused(format!("{url}: not fetched, {why}"))
}

fn headers(request: &Request) -> Result<HeaderMap, Error> {
    let bad = |what: &str| Error::Refused(format!("{}: the {what} cannot stand in a header; check it", request.url));
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(request.accept));
    if let Some(etag) = &request.etag {
        headers.insert(IF_NONE_MATCH, latin1(etag).ok_or_else(|| bad("etag"))?);
    }
    if let Some(date) = &request.last_modified {
        headers.insert(IF_MODIFIED_SINCE, latin1(date).ok_or_else(|| bad("date"))?);
    }
    if let Some(token) = &request.bearer {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret())).map_err(|_| bad("token"))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Ok(headers)
}

/// The bytes that [`joined`] kept as characters.
fn latin1(text: &str) -> Option<HeaderValue> {
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?;
    HeaderValue::from_bytes(&bytes).ok()
}

fn joined(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> String {
    let values = headers.get_all(name).iter().map(|value| value.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>());
    values.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_defaults_and_refuse_unknown_keys() {
        let settings: Settings = toml::from_str("contact = \"mailto:ops@example.org\"\ntimeout = \"5s\"\nmax_body = \"1 MiB\"").unwrap();
        assert_eq!(settings.timeout, SignedDuration::from_secs(5));
        assert_eq!(settings.max_body, 1 << 20);
        assert_eq!(settings.user_agent(), format!("rosterwatch/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION")));
        let error = toml::from_str::<Settings>("timeuot = \"5s\"").unwrap_err().to_string();
        assert!(error.contains("timeuot"), "{error}");
        for nothing in ["timeout = \"0s\"", "connect_timeout = \"0s\"", "max_body = \"0\""] {
            let error = toml::from_str::<Settings>(nothing).unwrap_err().to_string();
            assert!(error.contains("write for example"), "{nothing}: {error}");
        }
        assert!(toml::from_str::<Settings>("spacing = \"0s\"").is_ok());
    }

    #[test]
    fn an_entity_tag_returns_byte_for_byte() {
        let mut headers = HeaderMap::new();
        headers.insert("etag", HeaderValue::from_bytes(b"W/\"caf\xe9\"").unwrap());
        let kept = joined(&headers, &"etag".parse().unwrap());
        assert_eq!(latin1(&kept).unwrap().as_bytes(), b"W/\"caf\xe9\"");
    }

    #[test]
    fn a_contact_with_a_line_break_is_refused() {
        let settings = Settings { contact: Some("ops@example.org\r\nX: y".into()), ..Settings::default() };
        assert!(Client::new(&settings).unwrap_err().to_string().contains("http.contact"));
    }
}
