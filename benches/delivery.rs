//! Ten thousand mails that wait, to a relay on loopback: how fast they go out beside a bare loop of lettre's over the same bytes.
//!
//! `cargo bench --bench delivery` (`-- 2000` for fewer). The bare loops keep nothing: they read no database and mark no mail. One is
//! lettre's connection as it comes; since that ends each mail in a small write of its own, which on loopback waits for the relay's delayed
//! acknowledgement (40 ms), a hundredth of them goes through it and the time is taken times a hundred; the other is our sender without an outbox. All speak to the same relay over one connection; each is run five times in
//! turn and its best counts.

#[path = "../tests/support/changes.rs"]
mod changes;
#[path = "../tests/support/counting.rs"]
mod counting;
#[path = "../tests/support/outbox.rs"]
mod outbox;

use std::time::{Duration, Instant};

use counting::Counting;
use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use rosterwatch::config::Config;
use rosterwatch::notify::Notifiers;
use rosterwatch::pipeline::{Watch, database, deliver};

const MAILS: usize = 10_000;
/// The part of the mails that goes through the slow loop.
const SHARE: usize = 100;
const ROUNDS: usize = 5;
const LEAST_RATIO: f64 = 0.8;
/// Each mail is read from the database and marked twice, about 50 µs; a relay on loopback takes a mail in 150 µs, one elsewhere in many more.
const LEAST_BESIDE_SENDER: f64 = 0.6;

fn main() {
    let mails = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(MAILS);
    let relay = Counting::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut best = [Duration::MAX; 3];
    println!("{:<14}{:>8}{:>10}{:>12}", "", "mails", "s", "mails/s");
    for _ in 0..ROUNDS {
        for (name, best) in ["lettre", "bare sender", "rosterwatch"].into_iter().zip(&mut best) {
            let took = match name {
                "lettre" => runtime.block_on(lettre_loop(mails / SHARE, relay.port)) * SHARE as u32,
                "bare sender" => runtime.block_on(sender_loop(mails, relay.port)),
                _ => runtime.block_on(outbox_loop(mails, relay.port)),
            };
            let taken = relay.take();
            let due = if name == "lettre" { mails / SHARE } else { mails };
            assert_eq!((taken.times.len(), taken.mails), (due, due), "each mail once");
            println!("{name:<14}{mails:>8}{:>10.2}{:>12.0}", took.as_secs_f64(), mails as f64 / took.as_secs_f64());
            *best = took.min(*best);
        }
    }
    let [lettre, sender, ours] = best.map(|best| best.as_secs_f64());
    let ratios = [lettre / ours, sender / ours];
    println!("throughput beside lettre's loop: {:.1} (at least {LEAST_RATIO})", ratios[0]);
    println!("beside the bare sender, which keeps and marks nothing: {:.2} (at least {LEAST_BESIDE_SENDER})", ratios[1]);
    std::process::exit(i32::from(ratios[0] < LEAST_RATIO || ratios[1] < LEAST_BESIDE_SENDER));
}

async fn lettre_loop(mails: usize, port: u16) -> Duration {
    let mails: Vec<(String, Vec<u8>)> = outbox::mails(mails).collect();
    let hello = ClientId::default();
    let mut relay = AsyncSmtpConnection::connect_tokio1(("127.0.0.1", port), None, &hello, None, None).await.unwrap();
    let from: lettre::Address = "watch@example.org".parse().unwrap();
    let began = Instant::now();
    for (_, bytes) in &mails {
        let envelope = Envelope::new(Some(from.clone()), vec!["reader@example.net".parse().unwrap()]).unwrap();
        relay.send(&envelope, bytes).await.unwrap();
    }
    relay.quit().await.unwrap();
    began.elapsed()
}

async fn sender_loop(mails: usize, port: u16) -> Duration {
    let mails: Vec<(String, Vec<u8>)> = outbox::mails(mails).collect();
    let settings =
        format!("from = 'watch@example.org'\nto = ['reader@example.net']\n[smtp]\nhost = '127.0.0.1'\nport = {port}\ntls = 'none'");
    let notifiers = Notifiers::new(&toml::from_str(&settings).unwrap()).unwrap();
    let began = Instant::now();
    for (id, bytes) in &mails {
        notifiers.mail().send("watch@example.org", "reader@example.net", bytes, id).await.unwrap();
    }
    notifiers.rest().await;
    began.elapsed()
}

async fn outbox_loop(mails: usize, port: u16) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("roster.csv"), "person,role,status\nAnn Poe,CEO,current\n").unwrap();
    let file = folder.path().join("rosterwatch.toml");
    let text = format!(
        "[[organisation]]\nname = 'Acme'\nroster = 'roster.csv'\n[[source]]\nname = 'Wire'\nkind = 'feed'\nurl = 'https://wire.example/'\n\
         [mail]\nfrom = 'watch@example.org'\nto = ['reader@example.net']\n[mail.smtp]\nhost = '127.0.0.1'\nport = {port}\ntls = 'none'\n"
    );
    std::fs::write(&file, text).unwrap();
    let now: Timestamp = "2024-09-26T02:15:00Z".parse().unwrap();
    let config = Config::load(&file).unwrap();
    std::fs::create_dir_all(&config.state_dir).unwrap();
    outbox::fill(&database(&config), mails, now);
    let mut watch = Watch::open(config, now).unwrap();
    let began = Instant::now();
    let delivered = deliver(&mut watch, now).await.unwrap();
    assert_eq!((delivered.sent, delivered.failures), (mails, vec![]));
    began.elapsed()
}
