//! The control socket in the state folder: a client sends one word and a line break, and gets one JSON value.
//!
//! `status` gives a [`Status`]; `reload` gives `{"ok": "…"}` or `{"error": "…"}` once the configuration has been taken up or refused.
//! Who may enter the state folder may ask.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream as BlockingStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::warn;

use super::live::Live;
use super::orders::Reply;
use crate::pipeline::{Watch, database};
use crate::status::{Outline, Running, Status};
use crate::store::Store;

/// The socket's name in the state folder.
const SOCKET: &str = "control.sock";
/// How long a client may take over its word, and a client waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A word is short.
const LONGEST_WORD: u64 = 64;
/// Clients whose reloads wait for the loop.
const WAITING: usize = 8;

/// What clients are told from.
pub struct Desk {
    pub(super) live: Arc<Live>,
    view: Mutex<Store>,
    outline: Mutex<Outline>,
    config_file: PathBuf,
}

impl Desk {
    pub(super) fn new(live: Arc<Live>, watch: &Watch) -> anyhow::Result<Desk> {
        let view = Mutex::new(Store::view(&database(&watch.config))?);
        let outline = Mutex::new(Outline::of(&watch.config));
        Ok(Desk { live, view, outline, config_file: watch.config.file().to_path_buf() })
    }

    pub(super) fn config_file(&self) -> PathBuf {
        self.config_file.clone()
    }

    /// From now on another configuration is followed.
    pub(super) fn outline(&self, outline: Outline) {
        *lock(&self.outline) = outline;
    }

    /// How the watch is now. Reads the database.
    pub(super) fn status(&self) -> anyhow::Result<Status> {
        let outline = lock(&self.outline).clone();
        let mut status = Status::of(Some(&lock(&self.view)), &outline, Timestamp::now())?;
        let facts = self.live.facts();
        status.running = Some(Running {
            pid: std::process::id(),
            since: facts.started,
            doing: facts.phase.as_str().to_string(),
            configured: facts.configured,
            trouble: facts.complaint(),
            refused: facts.refused,
        });
        Ok(status)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Ok(String),
    Error(String),
}

/// Listens in `state_dir`; reloads that clients ask for come out of the channel. The watch goes on without a socket where there can be none.
pub(super) fn open(desk: &Arc<Desk>, state_dir: &Path) -> mpsc::Receiver<Reply> {
    let (sender, asked) = mpsc::channel(WAITING);
    let path = state_dir.join(SOCKET);
    // The state folder's lock is ours: whoever left this one is gone.
    let left = fs::remove_file(&path).or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) });
    match left.and_then(|()| UnixListener::bind(&path)) {
        Ok(listener) => {
            let desk = desk.clone();
            tokio::spawn(async move {
                loop {
                    match listener.accept().await {
                        Ok((client, _)) => drop(tokio::spawn(timeout(PATIENCE * 2, serve(client, desk.clone(), sender.clone())))),
                        // No descriptor is free: some will be.
                        Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                    }
                }
            });
        }
        Err(error) => warn!("{}: cannot listen ({error}); `status` reads the database instead", path.display()),
    }
    asked
}

/// A client that goes early has no answer, and nobody minds.
async fn serve(mut client: UnixStream, desk: Arc<Desk>, reloads: mpsc::Sender<Reply>) -> std::io::Result<()> {
    let (reading, mut writing) = client.split();
    let mut word = String::new();
    BufReader::new(reading.take(LONGEST_WORD)).read_line(&mut word).await?;
    let answer = match word.trim() {
        "status" => match spawn_blocking(move || desk.status()).await {
            Ok(Ok(status)) => serde_json::to_string(&status),
            Ok(Err(error)) => serde_json::to_string(&Answer::Error(format!("{error:#}"))),
            Err(_) => serde_json::to_string(&Answer::Error("the status could not be made".into())),
        },
        "reload" => {
            let (reply, told) = oneshot::channel();
            let told = if reloads.send(reply).await.is_ok() { told.await.ok() } else { None };
            serde_json::to_string(&match told {
                Some(Ok(line)) => Answer::Ok(line),
                Some(Err(reason)) => Answer::Error(reason),
                None => Answer::Error("the watch is stopping".into()),
            })
        }
        _ => serde_json::to_string(&Answer::Error("`status` and `reload` are understood".into())),
    };
    writing.write_all(answer.unwrap_or_default().as_bytes()).await?;
    writing.shutdown().await
}

/// Asks the daemon at work in `state_dir` how its watch is; `None` where none is at work.
pub fn status(state_dir: &Path) -> anyhow::Result<Option<Status>> {
    let Some(answer) = ask(state_dir, "status")? else { return Ok(None) };
    match serde_json::from_str(&answer) {
        Ok(status) => Ok(Some(status)),
        Err(error) => match serde_json::from_str(&answer) {
            Ok(Answer::Error(reason)) => anyhow::bail!("the watch at work cannot tell how it is: {reason}"),
            _ => Err(error).context("the watch at work gives an answer of another version; restart it"),
        },
    }
}

/// Has the daemon at work in `state_dir` read its configuration again: a line about it, or why the old one stays. `None` where none is at work.
pub fn reload(state_dir: &Path) -> anyhow::Result<Option<Result<String, String>>> {
    let Some(answer) = ask(state_dir, "reload")? else { return Ok(None) };
    Ok(Some(match serde_json::from_str(&answer).context("the watch at work gives no answer that is understood")? {
        Answer::Ok(line) => Ok(line),
        Answer::Error(reason) => Err(reason),
    }))
}

fn ask(state_dir: &Path, word: &str) -> anyhow::Result<Option<String>> {
    let path = state_dir.join(SOCKET);
    let asking = || format!("cannot ask the watch at work through {}", path.display());
    let mut stream = match BlockingStream::connect(&path) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => return Ok(None),
        Err(error) => return Err(error).with_context(asking),
    };
    let mut answer = String::new();
    let mut talk = || {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(format!("{word}\n").as_bytes())?;
        stream.read_to_string(&mut answer)
    };
    talk().with_context(asking)?;
    Ok(Some(answer))
}
