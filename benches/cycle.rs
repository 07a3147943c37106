//! A whole cycle of the program over many sources on loopback: how long it takes, what it needs, and whether bad sources slow the others.
//!
//! `cargo bench --bench cycle` (10,000 sources; `-- 2000` for fewer). The program runs as a process of its own, `once` with a fresh
//! state; the server stands in for all hosts as its gateway. Ten sources share a host. Of the bad ones each kind has hosts of its own: a
//! tenth hangs, a tenth sends a body without end, a tenth a compression bomb, a tenth something that is no feed.

#[path = "../tests/support/server.rs"]
mod server;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use server::{Act, Answer, Asked, Server};

const SOURCES: usize = 10_000;
const PER_HOST: usize = 10;
const SPACING: Duration = Duration::from_secs(1);
/// New items of a source: a cycle mostly brings one or none.
const ITEMS: usize = 1;
/// In the program's configuration; the hanging sources of a host are asked one after the other.
const HEADER_TIMEOUT: &str = "2s";
const MOST_MEMORY_MB: u64 = 100;
const MOST_SLOWDOWN: f64 = 1.1;

/// How a host's sources behave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Good,
    Hanging,
    Huge,
    Bomb,
    Malformed,
}

impl Manner {
    fn of(number: usize) -> Self {
        match (number / PER_HOST) % 10 {
            0 => Manner::Hanging,
            1 => Manner::Huge,
            2 => Manner::Bomb,
            3 => Manner::Malformed,
            _ => Manner::Good,
        }
    }
}

/// What a run of the program was like.
struct Run {
    wall: Duration,
    /// From the first request to the last one of a good source.
    good: Duration,
    cpu: Duration,
    peak_mb: u64,
    requests: usize,
    said: String,
}

fn main() {
    let sources = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(SOURCES);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let latest = Arc::new(Mutex::new((None::<Instant>, None::<Instant>)));
    let server = runtime.block_on(start(latest.clone()));
    server.forget();
    println!(
        "{:<22}{:>8}{:>9}{:>9}{:>8}{:>9}{:>10}{:>12}{:>9}",
        "sources", "count", "wall s", "good s", "cpu s", "peak MB", "requests", "closest ms", "at once"
    );
    let mut failed = false;
    let mut good = HashMap::new();
    for (name, with_bad) in [("good only", false), ("with four bad of ten", true)] {
        server.reset();
        *latest.lock().unwrap() = (None, None);
        let numbers: Vec<usize> = (0..sources).filter(|number| with_bad || Manner::of(*number) == Manner::Good).collect();
        let run = run(&server, &numbers, &latest);
        let (closest, at_once) = server.closest();
        let closest = closest.unwrap_or_default();
        println!(
            "{name:<22}{:>8}{:>9.2}{:>9.2}{:>8.2}{:>9}{:>10}{:>12}{at_once:>9}   {}",
            numbers.len(),
            run.wall.as_secs_f64(),
            run.good.as_secs_f64(),
            run.cpu.as_secs_f64(),
            run.peak_mb,
            run.requests,
            closest.as_millis(),
            run.said
        );
        // A request can be held up on its way and the next one not.
        failed |= closest < SPACING.mul_f64(0.8) || run.peak_mb > MOST_MEMORY_MB;
        // A server that sends without end learns late that nobody listens any more, and counts that request beside the next.
        failed |= at_once > 1 && !with_bad;
        good.insert(with_bad, run.good.as_secs_f64());
    }
    let ratio = good[&true] / good[&false];
    println!("the good ones among bad ones: {ratio:.3} of their time alone (at most {MOST_SLOWDOWN})");
    failed |= ratio > MOST_SLOWDOWN;
    println!("{}", if failed { "FAILED" } else { "held: spacing, one request a host at a time, memory, slow-down" });
    std::process::exit(i32::from(failed));
}

async fn start(latest: Arc<Mutex<(Option<Instant>, Option<Instant>)>>) -> Server {
    let bomb = bomb();
    Server::start(move |asked: &Asked| {
        let number: usize = asked.url.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let manner = Manner::of(number);
        {
            let mut latest = latest.lock().unwrap();
            latest.0.get_or_insert(asked.at);
            if manner == Manner::Good {
                latest.1 = Some(asked.at);
            }
        }
        match manner {
            Manner::Good => Act::Answer(feed(number)),
            Manner::Hanging => Act::Hang,
            Manner::Huge => Act::Endless,
            Manner::Bomb => Act::Answer(bomb.clone()),
            Manner::Malformed => Act::Answer(Answer::new(200, "application/rss+xml", "<rss><channel><item><title>".repeat(200))),
        }
    })
    .await
}

fn feed(number: usize) -> Answer {
    let item = |item: usize| {
        format!(
            "<item><title>Item {item} of feed {number}: the company said revenue grew</title><link>https://s.example/{number}/{item}</link>\
             <guid>f{number}-{item}</guid><pubDate>Mon, 23 Nov 2026 {:02}:00:00 +0000</pubDate><description>{}</description></item>",
            10 + item % 12,
            "the company said its product revenue grew while analysts expected a new chip market share data cloud ".repeat(4)
        )
    };
    let items: String = (0..ITEMS).map(item).collect();
    let body = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed {number}</title><link>https://s.example/</link><description>d</description>{items}</channel></rss>"
    );
    Answer::new(200, "application/rss+xml", body).with("etag", &format!("\"{number}\""))
}

/// 64 MiB of blanks as gzip.
fn bomb() -> Answer {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(std::io::repeat(b' '), 64 << 20), &mut encoder).unwrap();
    Answer::new(200, "application/rss+xml", encoder.finish().unwrap()).with("content-encoding", "gzip")
}

fn run(server: &Server, numbers: &[usize], latest: &Mutex<(Option<Instant>, Option<Instant>)>) -> Run {
    let dir = tempfile::tempdir().unwrap();
    let config = configuration(dir.path(), &server.gateway(), numbers);
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rosterwatch"))
        .args(["once", "-c"])
        .arg(&config)
        .env("RUST_LOG", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut peak_mb, mut cpu) = (0, Duration::ZERO);
    while child.try_wait().unwrap().is_none() {
        (peak_mb, cpu) = usage(child.id()).unwrap_or((peak_mb, cpu));
        std::thread::sleep(Duration::from_millis(20));
    }
    let wall = began.elapsed();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut said).unwrap();
    let (first, last) = *latest.lock().unwrap();
    let good = first.zip(last).map(|(first, last)| last - first).unwrap_or_default();
    Run { wall, good, cpu, peak_mb, requests: server.count().requests, said: said.lines().last().unwrap_or_default().to_string() }
}

/// Peak memory in MB, and time of the processor, of a process that is still there.
fn usage(pid: u32) -> Option<(u64, Duration)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse::<u64>().ok()?;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some((peak / 1024, Duration::from_millis(ticks * 10)))
}

fn configuration(dir: &Path, gateway: &str, numbers: &[usize]) -> PathBuf {
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/founding-case/roster.csv"), dir.join("roster.csv")).unwrap();
    let mut text = format!(
        "[[organisation]]\nname = \"OpenAI\"\nroster = \"roster.csv\"\n[mail]\nfrom = \"w@example.org\"\nto = [\"r@example.org\"]\n\
         [http]\ngateway = \"{gateway}\"\nspacing = \"{}ms\"\nheader_timeout = \"{HEADER_TIMEOUT}\"\n",
        SPACING.as_millis()
    );
    for number in numbers {
        let host = number / PER_HOST;
        text.push_str(&format!(
            "[[source]]\nname = \"{number}\"\nkind = \"feed\"\nfollow = false\nurl = \"https://h{host}.example/{number}\"\n"
        ));
    }
    let file = dir.join("rosterwatch.toml");
    std::fs::write(&file, text).unwrap();
    file
}
