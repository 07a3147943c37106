//! The daemon at rest: how long it takes to say that it is ready, what it needs while nothing is due, and how large it is.
//!
//! `cargo bench --bench service`. The database has 100,000 articles, the configuration 1,000 sources and a roster of 5,000 people. The
//! program runs as a process of its own, with a socket in the place of systemd's; a server on loopback stands in for all hosts. It fails
//! where a figure is above its limit.

#[path = "../tests/support/server.rs"]
mod server;

use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rosterwatch::store::Store;
use rusqlite::Connection;
use server::{Answer, Asked, Server};

const ARTICLES: usize = 100_000;
const SOURCES: usize = 1_000;
const PEOPLE: usize = 5_000;
const STARTS: usize = 9;
/// How long the idle daemon is looked at.
const REST: Duration = Duration::from_secs(120);

const SLOWEST_START_MS: f64 = 300.0;
const MOST_IDLE_PERCENT: f64 = 0.1;
const MOST_MEMORY_MB: f64 = 40.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let empty = Answer::new(200, "application/rss+xml", "<rss version='2.0'><channel><title>Quiet</title></channel></rss>");
    let server = runtime.block_on(Server::start(move |_: &Asked| empty.clone()));
    let dir = tempfile::tempdir().unwrap();
    let config = configuration(dir.path(), &server.gateway());
    // The first start makes the database and learns the roster; the articles come from elsewhere.
    drop(Daemon::start(dir.path(), &config));
    fill(&dir.path().join("state/rosterwatch.db"));

    let mut starts: Vec<f64> = (0..STARTS).map(|_| Daemon::start(dir.path(), &config).ready.as_secs_f64() * 1000.0).collect();
    starts.sort_by(f64::total_cmp);
    let daemon = Daemon::start(dir.path(), &config);
    wait_until_visited(&server);
    std::thread::sleep(Duration::from_secs(5));
    let before = daemon.cpu();
    std::thread::sleep(REST);
    let idle = (daemon.cpu() - before).as_secs_f64() / REST.as_secs_f64() * 100.0;
    let (now, peak) = (daemon.memory("VmRSS:"), daemon.memory("VmHWM:"));
    drop(daemon);
    let binary = std::fs::metadata(env!("CARGO_BIN_EXE_rosterwatch")).unwrap().len() as f64 / 1e6;

    println!("{ARTICLES} articles ({} MB), {SOURCES} sources, {PEOPLE} people", size(dir.path()) / 1_000_000);
    let mut held = true;
    for (what, value, limit, unit) in [
        ("start to READY, median", starts[STARTS / 2], SLOWEST_START_MS, "ms"),
        ("start to READY, slowest", starts[STARTS - 1], SLOWEST_START_MS, "ms"),
        ("idle, of a core", idle, MOST_IDLE_PERCENT, "%"),
        ("resident, after visiting all", now, MOST_MEMORY_MB, "MB"),
        ("resident, peak of that", peak, f64::INFINITY, "MB"),
        ("the program's file", binary, f64::INFINITY, "MB"),
    ] {
        let verdict = if value <= limit { "" } else { "  MISSED" };
        held &= value <= limit;
        println!("{what:<30}{value:>9.2} {unit:<3} limit {limit}{verdict}");
    }
    std::process::exit(i32::from(!held));
}

/// The running program; it is killed when this is dropped.
struct Daemon {
    child: Child,
    /// From the start of the process to its READY=1.
    ready: Duration,
}

impl Daemon {
    fn start(dir: &Path, config: &Path) -> Daemon {
        let path = dir.join("notify");
        let _ = std::fs::remove_file(&path);
        let socket = UnixDatagram::bind(&path).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let began = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rosterwatch"));
        let child = command
            .args(["run", "-c"])
            .arg(config)
            .env("NOTIFY_SOCKET", &path)
            .env("RUST_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut daemon = Daemon { child: child.spawn().unwrap(), ready: Duration::ZERO };
        let mut message = [0; 4096];
        loop {
            let length = socket.recv(&mut message).expect("it says that it is ready");
            if message[..length].windows(7).any(|part| part == b"READY=1") {
                daemon.ready = began.elapsed();
                return daemon;
            }
        }
    }

    /// Of `/proc/PID/status`, in MB.
    fn memory(&self, field: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(field)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait_until_visited(server: &Server) {
    let end = Instant::now() + Duration::from_secs(300);
    while server.count().requests < SOURCES {
        assert!(Instant::now() < end, "{} of {SOURCES} were visited", server.count().requests);
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn configuration(dir: &Path, gateway: &str) -> PathBuf {
    let mut roster = "person,role\n".to_string();
    (0..PEOPLE).for_each(|number| roster.push_str(&format!("Person{} Family{number},Director {number}\n", number % 97)));
    std::fs::write(dir.join("roster.csv"), roster).unwrap();
    let mut text = format!(
        "[[organisation]]\nname = \"Initech\"\nroster = \"roster.csv\"\n[mail]\nfrom = \"w@example.org\"\nto = [\"r@example.org\"]\n\
         [http]\ngateway = \"{gateway}\"\nspacing = \"0s\"\nrobots = false\n"
    );
    for number in 0..SOURCES {
        text.push_str(&format!(
            "[[source]]\nname = \"{number}\"\nkind = \"feed\"\nfollow = false\ninterval = \"24h\"\nurl = \"https://h{number}.example/feed\"\n"
        ));
    }
    let file = dir.join("rosterwatch.toml");
    std::fs::write(&file, text).unwrap();
    file
}

/// Articles of a kilobyte each, as they would lie there after years.
fn fill(database: &Path) {
    drop(Store::open(database).unwrap());
    let mut connection = Connection::open(database).unwrap();
    let transaction = connection.transaction().unwrap();
    let text = "the company said its product revenue grew while analysts expected a new chip market share ".repeat(11);
    {
        let mut insert = transaction
            .prepare(
                "INSERT INTO article (key, source, url, title, published, fetched, language, kind, text, recorded)
                 VALUES (?1, ?2, ?3, 'Revenue grew', ?4, ?4, 'en', 'article', ?5, ?4)",
            )
            .unwrap();
        for number in 0..ARTICLES {
            let (key, url) = (format!("k{number}"), format!("https://h{}.example/{number}", number % SOURCES));
            let moment = format!("2025-{:02}-{:02}T00:00:00.000Z", 1 + number % 12, 1 + number % 28);
            insert.execute((key, (number % SOURCES).to_string(), url, moment, format!("{number} {text}"))).unwrap();
        }
    }
    transaction.commit().unwrap();
}

fn size(dir: &Path) -> u64 {
    std::fs::read_dir(dir.join("state")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}
