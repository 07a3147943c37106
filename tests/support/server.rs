//! The outside world as a server on 127.0.0.1, port 0: it stands in for every host, as the client's gateway, and misbehaves as told.
//!
//! It speaks HTTP/1.1 by hand, so that it can also say what no sound server says. Used by tests and benches; [`super::cases`] has the
//! answers of the services that rosterwatch reads.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The address that was meant, with its query; a path where the server was asked directly.
    pub url: String,
    headers: Vec<(String, String)>,
    pub at: Instant,
}

impl Asked {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, part: &str) -> bool {
        self.url.contains(part)
    }

    /// The host that was meant.
    pub fn host(&self) -> &str {
        self.url.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default()
    }
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Arc<[u8]>,
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Answer { status, headers: vec![("content-type".into(), content_type.into())], body: body.into().into() }
    }

    pub fn status(status: u16) -> Self {
        Self::new(status, "text/html", format!("<html><title>{status}</title></html>"))
    }

    pub fn redirect(status: u16, to: &str) -> Self {
        Self::status(status).with("location", to)
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// 304 without a body where the request brings this answer's `ETag` or `Last-Modified`.
    #[must_use]
    pub fn unless_known(self, asked: &Asked) -> Self {
        let fits = |sent: &str, header: &str| {
            asked.header(sent).is_some_and(|known| self.headers.iter().any(|(name, value)| name == header && value == known))
        };
        if fits("if-none-match", "etag") || fits("if-modified-since", "last-modified") {
            let headers = self.headers.into_iter().filter(|(name, _)| name != "content-type").collect();
            return Answer { status: 304, headers, body: Vec::new().into() };
        }
        self
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Act {
    Answer(Answer),
    /// Sends these bytes and closes the connection.
    Raw(Vec<u8>),
    /// Answers after this time.
    Late(Duration, Answer),
    /// Says nothing.
    Hang,
    /// Sends a head, then one byte of a body each time, for ever.
    Drip(Duration),
    /// Sends a head, one byte of a body, then nothing.
    Stall,
    /// Sends header fields without end.
    Flood,
    /// Sends a body without end, as fast as it is taken.
    Endless,
    /// Sends this answer's head with its full length and half of its body, then closes.
    Cut(Answer),
}

impl From<Answer> for Act {
    fn from(answer: Answer) -> Self {
        Act::Answer(answer)
    }
}

/// What the server has counted.
#[derive(Clone, Debug, Default)]
pub struct Count {
    pub requests: usize,
    /// Bytes of bodies, as they went over the wire.
    pub body_bytes: u64,
    pub connections: usize,
    /// Answers by status.
    pub status: HashMap<u16, usize>,
}

#[derive(Default)]
struct Log {
    count: Count,
    asked: Vec<Asked>,
    forgetful: bool,
    /// By host: when its requests came, and the most that were under way at one time.
    hosts: HashMap<String, (Vec<Instant>, usize, usize)>,
}

/// The running server; it stops with the runtime that started it.
#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

type Handler = dyn Fn(&Asked) -> Act + Send + Sync;

impl Server {
    /// Starts a server that does with each request what `act` says.
    pub async fn start<A: Into<Act>>(act: impl Fn(&Asked) -> A + Send + Sync + 'static) -> Self {
        Self::start_on("127.0.0.1", act).await
    }

    /// The same on another address of this network.
    pub async fn start_on<A: Into<Act>>(ip: &str, act: impl Fn(&Asked) -> A + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (log, handler): (Arc<Mutex<Log>>, Arc<Handler>) = (Arc::default(), Arc::new(move |asked| act(asked).into()));
        let shared = log.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().count.connections += 1;
                let _ = stream.set_nodelay(true);
                let (handler, log) = (handler.clone(), shared.clone());
                tokio::spawn(async move {
                    let _ = serve(stream, &*handler, &log).await;
                });
            }
        });
        Server { address, log }
    }

    /// What belongs into `http.gateway`.
    pub fn gateway(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.log().asked.clone()
    }

    /// Requests are counted from now on and no longer kept: for benches.
    pub fn forget(&self) {
        let mut log = self.log();
        (log.forgetful, log.asked) = (true, Vec::new());
    }

    pub fn count(&self) -> Count {
        self.log().count.clone()
    }

    /// Begins to count anew.
    pub fn reset(&self) {
        let mut log = self.log();
        let forgetful = log.forgetful;
        *log = Log { forgetful, ..Log::default() };
    }

    /// The shortest time between the beginnings of two requests to one host, and the most that one host had under way.
    pub fn closest(&self) -> (Option<Duration>, usize) {
        let log = self.log();
        let gaps = log.hosts.values().flat_map(|(times, ..)| times.windows(2).map(|pair| pair[1] - pair[0]));
        (gaps.min(), log.hosts.values().map(|(.., most)| *most).max().unwrap_or(0))
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap()
    }
}

async fn serve(stream: TcpStream, handler: &Handler, log: &Mutex<Log>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    while let Some(asked) = read(&mut reader).await? {
        let host = asked.host().to_string();
        enter(&mut log.lock().unwrap(), &asked, &host);
        let goes_on = act(&mut writer, &mut reader, handler(&asked), log).await;
        if let Some((_, under_way, _)) = log.lock().unwrap().hosts.get_mut(&host) {
            *under_way -= 1;
        }
        if !goes_on? {
            break;
        }
    }
    Ok(())
}

fn enter(log: &mut Log, asked: &Asked, host: &str) {
    log.count.requests += 1;
    if !log.forgetful {
        log.asked.push(asked.clone());
    }
    let (times, under_way, most) = log.hosts.entry(host.to_string()).or_default();
    times.push(asked.at);
    *under_way += 1;
    *most = (*most).max(*under_way);
}

/// Reads a request's head; `None` where the client has gone.
async fn read(reader: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    if reader.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let target = line.split(' ').nth(1).unwrap_or_default();
    let url = target.strip_prefix('/').filter(|rest| rest.starts_with("http")).unwrap_or(target).to_string();
    let mut headers = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let line: String = line.iter().map(|&byte| char::from(byte)).collect();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
    }
    Ok(Some(Asked { url, headers, at: Instant::now() }))
}

/// Whether the connection goes on.
async fn act(
    writer: &mut (impl AsyncWrite + Unpin),
    reader: &mut (impl AsyncReadExt + Unpin),
    act: Act,
    log: &Mutex<Log>,
) -> std::io::Result<bool> {
    const OPEN: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<";
    let act = match act {
        Act::Late(wait, answer) => {
            tokio::time::sleep(wait).await;
            Act::Answer(answer)
        }
        act => act,
    };
    match act {
        Act::Late(..) => {}
        Act::Answer(answer) => {
            let mut bytes = head(&answer);
            bytes.extend_from_slice(&answer.body);
            {
                let count = &mut log.lock().unwrap().count;
                count.body_bytes += answer.body.len() as u64;
                *count.status.entry(answer.status).or_default() += 1;
            }
            writer.write_all(&bytes).await?;
            return Ok(true);
        }
        Act::Cut(answer) => {
            writer.write_all(&head(&answer)).await?;
            writer.write_all(&answer.body[..answer.body.len() / 2]).await?;
        }
        Act::Raw(bytes) => writer.write_all(&bytes).await?,
        Act::Hang => gone(reader).await,
        Act::Stall => {
            writer.write_all(OPEN).await?;
            gone(reader).await;
        }
        Act::Drip(every) => {
            writer.write_all(OPEN).await?;
            loop {
                tokio::time::sleep(every).await;
                writer.write_all(b"x").await?;
                log.lock().unwrap().count.body_bytes += 1;
            }
        }
        Act::Flood => {
            writer.write_all(b"HTTP/1.1 200 OK\r\n").await?;
            for number in 0.. {
                writer.write_all(format!("x-{number}: {}\r\n", "y".repeat(1000)).as_bytes()).await?;
            }
        }
        Act::Endless => {
            writer.write_all(OPEN).await?;
            let piece = [b'x'; 16 << 10];
            loop {
                writer.write_all(&piece).await?;
                log.lock().unwrap().count.body_bytes += piece.len() as u64;
            }
        }
    }
    writer.shutdown().await?;
    Ok(false)
}

/// Waits until the client has gone.
async fn gone(reader: &mut (impl AsyncReadExt + Unpin)) {
    while reader.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
}

fn head(answer: &Answer) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} x\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        head.extend_from_slice(format!("{name}: ").as_bytes());
        head.extend(value.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')));
        head.extend_from_slice(b"\r\n");
    }
    if answer.status != 304 {
        head.extend_from_slice(format!("content-length: {}\r\n", answer.body.len()).as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    head
}
