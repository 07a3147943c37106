//! A mail relay that only counts: fast, of one thread a connection, on a free port of 127.0.0.1.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

/// How often each mail came, and a digest of its bytes.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub times: HashMap<String, usize>,
    digests: HashMap<String, u64>,
    /// Mails that came again under their Message-ID and were not the same.
    pub altered: Vec<String>,
    pub mails: usize,
}

type Shared = Arc<Mutex<(Taken, Option<(usize, Sender<()>)>)>>;

/// The running relay; its thread ends with the process.
pub struct Counting {
    pub port: u16,
    shared: Shared,
}

impl Counting {
    pub fn start() -> Counting {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Shared::default();
        let all = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = all.clone();
                // Who is killed says no goodbye.
                std::thread::spawn(move || drop(converse(stream, &shared)));
            }
        });
        Counting { port, shared }
    }

    /// What has been taken since the last time.
    pub fn take(&self) -> Taken {
        std::mem::take(&mut self.shared.lock().unwrap().0)
    }

    /// Blocks until so many mails have been taken, or nobody sends any more for two minutes.
    pub fn await_mails(&self, count: usize) {
        let (sender, receiver) = channel();
        {
            let mut shared = self.shared.lock().unwrap();
            if shared.0.mails >= count {
                return;
            }
            shared.1 = Some((count, sender));
        }
        let _ = receiver.recv_timeout(std::time::Duration::from_secs(120));
    }
}

fn converse(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut from, mut to) = (BufReader::new(stream.try_clone()?), stream);
    to.write_all(b"220 relay.test ESMTP\r\n")?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default() {
            b"DATA" => {
                to.write_all(b"354 go ahead\r\n")?;
                let mail = body(&mut from)?;
                count(shared, &mail);
                to.write_all(b"250 taken\r\n")?;
            }
            b"QUIT" => return to.write_all(b"221 bye\r\n"),
            _ => to.write_all(b"250 fine\r\n")?,
        }
    }
}

fn body(from: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let start = mail.len();
        if from.read_until(b'\n', &mut mail)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if &mail[start..] == b".\r\n" {
            mail.truncate(start);
            return Ok(mail);
        }
    }
}

/// The mail is taken from here on, whatever becomes of the answer.
fn count(shared: &Shared, mail: &[u8]) {
    let head = mail.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or(mail.len());
    let head = String::from_utf8_lossy(&mail[..head]);
    let id = head.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_string();
    let digest = xxhash_rust::xxh3::xxh3_64(mail);
    let mut shared = shared.lock().unwrap();
    let (taken, awaited) = &mut *shared;
    taken.mails += 1;
    *taken.times.entry(id.clone()).or_default() += 1;
    if *taken.digests.entry(id.clone()).or_insert(digest) != digest {
        taken.altered.push(id);
    }
    if awaited.as_ref().is_some_and(|(count, _)| taken.mails >= *count) {
        let _ = awaited.take().map(|(_, sender)| sender.send(()));
    }
}
