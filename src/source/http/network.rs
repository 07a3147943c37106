//! One request and its answer over the network, politely and within limits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use reqwest::redirect::Policy;
use secrecy::ExposeSecret;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use url::Url;

use super::super::error::{Error, line};
use super::body::{ACCEPTED, Coding, Limits};
use super::extra::Extra;
use super::gate::Gate;
use super::guard::{Forbidden, Guard};
use super::hosts::{CLOSED_AGE, Hosts, ROBOTS_AGE};
use super::message::{Request, Response};
use super::robots::Robots;
use super::settings::{LONGEST_CRAWL_DELAY, Settings};

/// Connections that nobody uses are closed after this time: with thousands of hosts they would fill the table of open files.
const IDLE_CONNECTION: Duration = Duration::from_secs(5);
/// From this size on a body is large; the largest of 181 real article pages had 217 KB, most come packed to a fifth. Each that waits for
/// its turn holds so much, and as much again on its way through the client.
const LARGE: usize = 64 << 10;
/// Large bodies that are held at a time: servers that send without end shall not fill the memory together.
const LARGE_BODIES: usize = 8;
/// What is accepted for a robots.txt.
const TEXT: &str = "text/plain, */*;q=0.1";

/// What talks to the outside; shared by all visits.
#[derive(Debug)]
pub struct Network {
    client: reqwest::Client,
    guard: Guard,
    gate: Gate,
    pub hosts: Hosts,
    /// Origins whose robots.txt is being fetched.
    asking: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    large: Semaphore,
    limits: Limits,
    settings: Settings,
}

impl Network {
    /// Fails on a contact that is no header text, a bad proxy, an unreadable file, or missing CA certificates.
    pub fn new(settings: &Settings) -> anyhow::Result<Network> {
        let ways = [&settings.gateway, &settings.proxy].into_iter().flatten();
        let allowed = settings.allow_private_addresses.iter().cloned();
        let resolver = Guard::new(allowed.clone().chain(ways.filter_map(|url| url.host_str().map(str::to_string))), Vec::new());
        let agent = HeaderValue::from_str(&settings.user_agent()).context("http.contact must be one line of plain ASCII")?;
        let mut builder = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .dns_resolver(resolver)
            .connect_timeout(settings.connect_timeout.unsigned_abs())
            .pool_max_idle_per_host(settings.per_host.max(1))
            .pool_idle_timeout(IDLE_CONNECTION)
            .http2_max_header_list_size(u32::try_from(settings.max_header).unwrap_or(u32::MAX));
        if let Some(proxy) = &settings.proxy {
            builder = builder.proxy(self::proxy(proxy, settings)?);
        }
        if let Some(file) = &settings.ca_file {
            let pem = std::fs::read(file).with_context(|| format!("http.ca_file: cannot read {}", file.display()))?;
            let certificates = reqwest::Certificate::from_pem_bundle(&pem).context("http.ca_file: is no PEM certificate")?;
            builder = builder.tls_certs_merge(certificates);
        }
        let client = builder.build().context("cannot set up TLS; is the package ca-certificates installed?")?;
        Ok(Network {
            client,
            guard: Guard::new(allowed, settings.allow_ports.clone()),
            gate: Gate::new(settings.spacing.unsigned_abs(), settings.per_host),
            hosts: Hosts::default(),
            asking: Mutex::default(),
            large: Semaphore::new(LARGE_BODIES),
            limits: Limits::from(settings),
            settings: settings.clone(),
        })
    }

    /// The time that a request with all its redirects has.
    pub fn patience(&self) -> Duration {
        self.settings.timeout.unsigned_abs()
    }

    /// The pause between two requests to one host, and how many it may have at a time.
    pub fn pace(&self) -> (Duration, usize) {
        (self.settings.spacing.unsigned_abs(), self.settings.per_host.max(1))
    }

    /// How many redirects are followed.
    pub fn max_redirects(&self) -> usize {
        self.settings.max_redirects
    }

    /// One hop; `left` is the time that remains for the whole request, of which the wait for the host's turn is no part.
    pub async fn send(&self, request: &Request, extra: Option<&Extra>, left: &mut Duration, now: Timestamp) -> Result<Response, Error> {
        let url = &request.url;
        self.guard.check(url).map_err(|why| refused(url, &why))?;
        let mut delay = Duration::ZERO;
        if request.crawl && self.settings.robots {
            let robots = self.robots(url, now).await?;
            if !robots.allows(&url[url::Position::BeforePath..url::Position::AfterQuery]) {
                return Err(Error::Refused(format!(
                    "{url}: the site's robots.txt asks programs to leave this page alone; use a feed, or ask the site"
                )));
            }
            delay = robots.delay().min(LONGEST_CRAWL_DELAY.unsigned_abs());
        }
        self.ask(request, extra, delay, left, now).await
    }

    async fn ask(
        &self,
        request: &Request,
        extra: Option<&Extra>,
        delay: Duration,
        left: &mut Duration,
        now: Timestamp,
    ) -> Result<Response, Error> {
        let url = &request.url;
        let closed = || match self.hosts.closed_until(url, now) {
            Some(until) => Err(Error::RateLimited { place: url.to_string(), until }),
            None => Ok(()),
        };
        closed()?;
        let _pass = self.gate.pass(url.host_str().unwrap_or_default(), delay).await;
        // While we waited for our turn the host may have asked for quiet.
        closed()?;
        let began = Instant::now();
        let response = match timeout(*left, self.exchange(request, extra)).await {
            Ok(response) => response?,
            Err(_) => return Err(late(url, "no complete answer", self.settings.timeout)),
        };
        *left = left.saturating_sub(began.elapsed());
        self.hosts.heed(&response, now);
        Ok(response)
    }

    async fn exchange(&self, request: &Request, extra: Option<&Extra>) -> Result<Response, Error> {
        let url = &request.url;
        let mut headers = headers(request)?;
        if let Some(extra) = extra {
            extra.add_to(&mut headers, url);
        }
        let sent = self.client.get(self.wire_address(url)?).headers(headers).send();
        let mut response = timeout(self.settings.header_timeout.unsigned_abs(), sent)
            .await
            .map_err(|_| late(url, "no answer", self.settings.header_timeout))?
            .map_err(|error| self.transport(url, &error))?;
        self.check_peer(url, &response)?;
        let status = response.status().as_u16();
        let headers = response.headers().keys().map(|name| (name.as_str().to_string(), joined(response.headers(), name))).collect();
        let mut answer = Response { url: url.clone(), status, headers, body: Vec::new() };
        answer.body = self.body(&answer, &mut response).await?;
        Ok(answer)
    }

    /// The name was checked when it was resolved; this is about the address at the other end of the connection.
    fn check_peer(&self, url: &Url, response: &reqwest::Response) -> Result<(), Error> {
        let direct = self.settings.proxy.is_none() && self.settings.gateway.is_none();
        match response.remote_addr() {
            Some(peer) if direct => self.guard.admit(url.host_str().unwrap_or_default(), peer.ip()).map_err(|why| refused(url, &why)),
            _ => Ok(()),
        }
    }

    /// Reads the body piece by piece, stops at the limit whatever length the server announced, and unpacks it.
    async fn body(&self, answer: &Response, response: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
        use super::body::Bad;
        let url = &answer.url;
        let refused = |bad: Bad| match bad {
            Bad::TooLarge(..) | Bad::Bomb(_) => Error::TooLarge(format!("{url}: {bad}")),
            Bad::Coding(_) | Bad::Damaged(_) => Error::Malformed(format!("{url}: {bad}")),
        };
        let coding = Coding::of(answer.header("content-encoding")).map_err(refused)?;
        let (most, key) = coding.wire_limit(self.limits);
        let announced = response.content_length().map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
        if announced > most {
            return Err(refused(Bad::TooLarge(most, key)));
        }
        let mut wire = Vec::with_capacity(announced.min(LARGE));
        let mut turn = None;
        loop {
            let chunk = timeout(self.settings.idle_timeout.unsigned_abs(), response.chunk())
                .await
                .map_err(|_| late(url, "the answer stopped, nothing more came", self.settings.idle_timeout))?
                .map_err(|error| self.transport(url, &error))?;
            let Some(chunk) = chunk else { break };
            if wire.len() + chunk.len() > most {
                return Err(refused(Bad::TooLarge(most, key)));
            }
            if wire.len() > LARGE && turn.is_none() {
                turn = self.large.acquire().await.ok();
            }
            if wire.capacity() < wire.len() + chunk.len() {
                // Doubling would hold twice of what may come, and the half of it again while it is moved.
                wire.reserve_exact(chunk.len().max(LARGE / 2));
            }
            wire.extend_from_slice(&chunk);
        }
        coding.decode(wire, self.limits).map_err(refused)
    }

    /// The rules of the address's site, fetched at most once a day.
    async fn robots(&self, url: &Url, now: Timestamp) -> Result<Robots, Error> {
        if let Some(robots) = self.hosts.robots(url, now) {
            return Ok(robots);
        }
        let origin = url.origin().ascii_serialization();
        let turn = self.asking.lock().unwrap_or_else(PoisonError::into_inner).entry(origin.clone()).or_default().clone();
        let _turn = turn.lock().await;
        if let Some(robots) = self.hosts.robots(url, now) {
            return Ok(robots);
        }
        let found = self.fetch_robots(url, now).await;
        let (robots, age) = match &found {
            Ok(robots) => (robots.clone(), ROBOTS_AGE),
            Err(_) => (Robots::closed(), CLOSED_AGE),
        };
        self.hosts.keep_robots(url, robots, now.checked_add(age).unwrap_or(Timestamp::MAX));
        self.asking.lock().unwrap_or_else(PoisonError::into_inner).remove(&origin);
        found
    }

    /// RFC 9309, 2.3.1: no file (4xx) opens the site, one that cannot be had (5xx, no connection) closes it.
    async fn fetch_robots(&self, url: &Url, now: Timestamp) -> Result<Robots, Error> {
        let mut address = url.clone();
        address.set_path("/robots.txt");
        address.set_query(None);
        let mut request = Request::new(address, TEXT);
        let mut left = self.patience();
        let unknown = |why: &dyn std::fmt::Display| {
            Error::Transport(format!("{url}: the site's robots.txt cannot be had, so the page is left alone for an hour ({why})"))
        };
        for _ in 0..=self.settings.max_redirects {
            self.guard.check(&request.url).map_err(|why| refused(&request.url, &why))?;
            let response = self.ask(&request, None, Duration::ZERO, &mut left, now).await.map_err(|error| unknown(&error))?;
            match (response.status, response.header("location")) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => request = request.redirected(location).map_err(|error| unknown(&error))?,
                (200..=299, _) => return Ok(Robots::parse(&response.body)),
                (429 | 500.., _) => return Err(unknown(&format!("it answers {}", response.status))),
                _ => break,
            }
        }
        Ok(Robots::default())
    }

    fn wire_address(&self, url: &Url) -> Result<Url, Error> {
        let mut url = url.clone();
        url.set_fragment(None);
        match &self.settings.gateway {
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
            return late(url, "no connection", self.settings.connect_timeout);
        }
        Error::Transport(format!("{url}: {}; trying again later", line(&cause.to_string())))
    }
}

fn proxy(address: &Url, settings: &Settings) -> anyhow::Result<reqwest::Proxy> {
    let proxy = reqwest::Proxy::all(address.as_str()).context("http.proxy")?;
    let Some(file) = &settings.proxy_credentials_file else { return Ok(proxy) };
    let text = std::fs::read_to_string(file).with_context(|| format!("http.proxy_credentials_file: cannot read {}", file.display()))?;
    let (user, password) = text
        .trim()
        .split_once(':')
        .with_context(|| format!("http.proxy_credentials_file: {} must hold user:password and nothing else", file.display()))?;
    Ok(proxy.basic_auth(user, password))
}

fn refused(url: &Url, why: &Forbidden) -> Error {
    Error::Refused(format!("{url}: not fetched, {why}"))
}

fn late(url: &Url, what: &str, limit: jiff::SignedDuration) -> Error {
    Error::Transport(format!("{url}: {what} within {} s; trying again later", limit.as_secs_f32()))
}

fn headers(request: &Request) -> Result<HeaderMap, Error> {
    let bad = |what: &str| Error::Refused(format!("{}: the {what} cannot stand in a header; check it", request.url));
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(request.accept));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
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

fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let values = headers.get_all(name).iter().map(|value| value.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>());
    values.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(Network::new(&settings).unwrap_err().to_string().contains("http.contact"));
    }

    #[test]
    fn proxy_credentials_come_from_a_file_and_are_never_shown() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let settings = Settings {
            proxy: Some("http://127.0.0.1:3128".parse().unwrap()),
            proxy_credentials_file: Some(file.path().into()),
            ..Settings::default()
        };
        std::fs::write(file.path(), "hunter2\n").unwrap();
        let error = format!("{:#}", Network::new(&settings).unwrap_err());
        assert!(error.contains("http.proxy_credentials_file") && !error.contains("hunter2"), "{error}");
        std::fs::write(file.path(), "desk:hunter2\n").unwrap();
        assert!(!format!("{:?}", Network::new(&settings).unwrap()).contains("hunter2"));
    }
}
