//! A mail relay in this process: it records what it accepts and misbehaves as told, on a free port of 127.0.0.1.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A moment of the conversation at which the relay can misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Ehlo,
    Auth,
    MailFrom,
    RcptTo,
    Data,
    /// After `DATA` was granted, before the final dot is read.
    Body,
    /// The reply after the final dot.
    Accept,
    /// After that reply, before the next command.
    Rest,
}

/// What it does there instead of its duty.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Answers this line; the conversation goes on if the client wants. Before `Body`, answers and reads no body.
    Reply(&'static str),
    /// Says nothing until the client goes.
    Stall,
    /// Closes the connection. At `Accept` the mail has been taken all the same: the reply is lost.
    Drop,
}

/// One connection's misbehaviour; empty for a relay that does its duty.
pub type Script = Vec<(Stage, Act)>;

/// A mail that the relay took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// As sent, without the dots that SMTP adds.
    pub data: Vec<u8>,
}

#[derive(Default)]
struct Log {
    scripts: VecDeque<Script>,
    received: Vec<Received>,
    connections: usize,
    logins: Vec<String>,
    goodbyes: usize,
}

/// The running relay; it ends with the test's runtime.
pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

impl Server {
    /// A relay without TLS. Each connection takes the next script; when none is left, it does its duty.
    pub async fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::run("127.0.0.1", scripts, None).await
    }

    /// A relay that offers STARTTLS with this certificate, and AUTH behind it.
    pub async fn start_tls(scripts: impl IntoIterator<Item = Script>, acceptor: TlsAcceptor) -> Self {
        Self::run("127.0.0.1", scripts, Some(acceptor)).await
    }

    /// The same on another address of this network.
    pub async fn start_tls_on(ip: &str, scripts: impl IntoIterator<Item = Script>, acceptor: TlsAcceptor) -> Self {
        Self::run(ip, scripts, Some(acceptor)).await
    }

    async fn run(ip: &str, scripts: impl IntoIterator<Item = Script>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Log { scripts: scripts.into_iter().collect(), ..Log::default() }));
        let shared = log.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let script = {
                    let mut log = shared.lock().unwrap();
                    log.connections += 1;
                    log.scripts.pop_front().unwrap_or_default()
                };
                tokio::spawn(serve(stream, script, shared.clone(), tls.clone()));
            }
        });
        Self { address, log }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The next connection takes this script, if none is left of the first.
    pub fn next(&self, script: Script) {
        self.log.lock().unwrap().scripts.push_back(script);
    }

    /// The mails taken so far, in the order of their final dots.
    pub fn received(&self) -> Vec<Received> {
        self.log.lock().unwrap().received.clone()
    }

    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// How many clients said `QUIT`.
    pub fn goodbyes(&self) -> usize {
        self.log.lock().unwrap().goodbyes
    }

    /// The `AUTH` commands seen.
    pub fn logins(&self) -> Vec<String> {
        self.log.lock().unwrap().logins.clone()
    }
}

/// How a conversation ends early.
struct Gone;

impl From<std::io::Error> for Gone {
    fn from(_: std::io::Error) -> Self {
        Gone
    }
}

struct Session<S> {
    stream: BufReader<S>,
    script: Script,
    log: Arc<Mutex<Log>>,
    mail: Received,
}

async fn serve(stream: TcpStream, script: Script, log: Arc<Mutex<Log>>, tls: Option<TlsAcceptor>) {
    let mut session = Session::new(stream, script, log);
    if session.answer(Stage::Greeting, "220 relay.test ESMTP").await.is_err() {
        return;
    }
    let wants_tls = session.converse(tls.is_some(), false).await;
    if let (Ok(true), Some(acceptor)) = (wants_tls, tls)
        && let Ok(stream) = acceptor.accept(session.stream.into_inner()).await
    {
        let mut session = Session::new(stream, session.script, session.log);
        let _ = session.converse(false, true).await;
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    fn new(stream: S, script: Script, log: Arc<Mutex<Log>>) -> Self {
        Self { stream: BufReader::new(stream), script, log, mail: Received { from: String::new(), to: Vec::new(), data: Vec::new() } }
    }

    /// Answers commands until the client leaves (`false`) or starts TLS (`true`).
    async fn converse(&mut self, offer_tls: bool, offer_auth: bool) -> Result<bool, Gone> {
        loop {
            let line = self.line().await?;
            let line = String::from_utf8_lossy(&line).trim_end().to_string();
            match line.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase().as_str() {
                "EHLO" if offer_tls => self.answer(Stage::Ehlo, "250-relay.test\r\n250 STARTTLS").await?,
                "EHLO" if offer_auth => self.answer(Stage::Ehlo, "250-relay.test\r\n250 AUTH PLAIN").await?,
                "EHLO" => self.answer(Stage::Ehlo, "250 relay.test").await?,
                "STARTTLS" if offer_tls => {
                    self.say("220 go ahead").await?;
                    return Ok(true);
                }
                "AUTH" => {
                    self.log.lock().unwrap().logins.push(line);
                    self.answer(Stage::Auth, "235 welcome").await?;
                }
                "MAIL" => {
                    self.mail = Received { from: bracketed(&line), to: Vec::new(), data: Vec::new() };
                    self.answer(Stage::MailFrom, "250 sender ok").await?;
                }
                "RCPT" => {
                    self.mail.to.push(bracketed(&line));
                    self.answer(Stage::RcptTo, "250 recipient ok").await?;
                }
                "DATA" if self.acts(Stage::Data).is_some() => self.answer(Stage::Data, "").await?,
                "DATA" => self.take_mail().await?,
                "QUIT" => {
                    self.log.lock().unwrap().goodbyes += 1;
                    self.say("221 bye").await?;
                    return Ok(false);
                }
                _ => self.say("500 what?").await?,
            }
        }
    }

    async fn take_mail(&mut self) -> Result<(), Gone> {
        self.say("354 go ahead").await?;
        if self.acts(Stage::Body).is_some() {
            self.line().await?;
            return self.answer(Stage::Body, "").await;
        }
        let mut data = Vec::new();
        loop {
            let line = self.line().await?;
            if line == b".\r\n" {
                break;
            }
            data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        if !matches!(self.acts(Stage::Accept), Some(Act::Reply(_) | Act::Stall)) {
            self.log.lock().unwrap().received.push(Received { data, ..self.mail.clone() });
        }
        self.answer(Stage::Accept, "250 taken").await?;
        if self.acts(Stage::Rest).is_some() { Err(Gone) } else { Ok(()) }
    }

    fn acts(&self, stage: Stage) -> Option<Act> {
        self.script.iter().find(|(at, _)| *at == stage).map(|&(_, act)| act)
    }

    async fn answer(&mut self, stage: Stage, duty: &str) -> Result<(), Gone> {
        match self.acts(stage) {
            None => self.say(duty).await,
            Some(Act::Reply(reply)) => self.say(reply).await,
            Some(Act::Drop) => Err(Gone),
            Some(Act::Stall) => {
                while !self.line().await?.is_empty() {}
                Err(Gone)
            }
        }
    }

    async fn say(&mut self, reply: &str) -> Result<(), Gone> {
        self.stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        Ok(self.stream.flush().await?)
    }

    async fn line(&mut self) -> Result<Vec<u8>, Gone> {
        let mut line = Vec::new();
        match self.stream.read_until(b'\n', &mut line).await? {
            0 => Err(Gone),
            _ => Ok(line),
        }
    }
}

fn bracketed(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or_else(String::new, |(address, _)| address.to_string())
}
