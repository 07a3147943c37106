//! The process is killed at every step of one cycle and started again: the same mails and the same roster, nothing lost, nothing twice.
//!
//! The stops are injected by `ROSTERWATCH_CRASH_AT` (see `src/crash.rs`), which exists in debug builds only.
#![cfg(debug_assertions)]

mod support;
#[path = "support/smtp.rs"]
mod smtp;

use std::collections::BTreeMap;
use std::path::Path;

use futures_util::{StreamExt, stream};
use mail_parser::MessageParser;
use rosterwatch::domain::Roster;
use rosterwatch::store::Store;
use smtp::Server;
use support::standin::StandIn;
use support::{founding_case, founding_config, rosterwatch, run};

/// Between these steps the relay has the mail and the outbox does not know it: the only stops after which a mail comes twice.
const UNCERTAIN: [&str; 3] = ["deliver: after a mail has left", "sent: begun", "sent: before commit"];
/// Cases run side by side.
const CASES: usize = 4;

/// What a watch leaves behind: its mails by Message-ID, its roster, and what it told.
#[derive(Debug, PartialEq)]
struct Result {
    mails: Vec<String>,
    roster: Roster,
    told: Vec<String>,
    articles: u64,
}

/// Three documents suffice to tell changes, to add to one, and to refine one.
const SOURCES: [&str; 3] = ["TechCrunch: OpenAI", "X: Altman's memo", "X: McGrew's farewell"];

fn config(dir: &Path, gateway: &str, port: u16) -> std::path::PathBuf {
    let file = founding_config(dir, gateway, port);
    let text = std::fs::read_to_string(&file).unwrap();
    let mut blocks: Vec<&str> = text.split("\n[").collect();
    blocks.retain(|block| !block.starts_with("[source]]") || SOURCES.iter().any(|name| block.contains(&format!("name = \"{name}\""))));
    let kept = blocks.join("\n[");
    assert_eq!(kept.matches("[[source]]").count(), SOURCES.len());
    std::fs::write(&file, kept).unwrap();
    file
}

fn once(config: &Path) -> assert_cmd::Command {
    let mut command = rosterwatch();
    command.arg("once").arg("-c").arg(config);
    command
}

/// What lies in the database and in the relay after the process has ended.
fn result(dir: &Path, relay: &Server) -> Result {
    let mut mails: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for mail in relay.received() {
        let id = MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_string();
        let first = mails.entry(id.clone()).or_insert_with(|| mail.data.clone());
        assert_eq!(*first, mail.data, "{id} was sent again in other bytes");
    }
    let store = Store::open(&dir.join("state/rosterwatch.db")).unwrap();
    Result {
        mails: mails.into_keys().collect(),
        roster: store.roster().unwrap(),
        told: store.changes().unwrap().into_iter().map(|change| format!("{} {:?} {:?}", change.id, change.after, change.support)).collect(),
        articles: store.article_count().unwrap(),
    }
}

/// One more cycle, with which days that were announced in 2024 arrive in every roster.
async fn settle(config: &Path) {
    assert_eq!(run(once(config)).await.status.code(), Some(0));
}

/// A whole cycle without a stop, and the names of the steps that it passed.
async fn undisturbed(gateway: &str) -> (Result, Vec<String>) {
    let (dir, relay) = (tempfile::tempdir().unwrap(), Server::start([]).await);
    let config = config(dir.path(), gateway, relay.port());
    let log = dir.path().join("points.txt");
    let mut command = once(&config);
    command.env("ROSTERWATCH_CRASH_LOG", &log);
    let output = run(command).await;
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let points = std::fs::read_to_string(&log).unwrap().lines().map(str::to_string).collect();
    settle(&config).await;
    (result(dir.path(), &relay), points)
}

/// The process is stopped at its `stop`-th step, and started again.
async fn disturbed(gateway: &str, stop: usize, step: &str) -> Result {
    let (dir, relay) = (tempfile::tempdir().unwrap(), Server::start([]).await);
    let config = config(dir.path(), gateway, relay.port());
    let mut command = once(&config);
    command.env("ROSTERWATCH_CRASH_AT", stop.to_string());
    let output = run(command).await;
    assert_eq!(output.status.code(), None, "stop {stop} was not reached: {}", String::from_utf8_lossy(&output.stderr));
    let output = run(once(&config)).await;
    assert_eq!(output.status.code(), Some(0), "after stop {stop}: {}", String::from_utf8_lossy(&output.stderr));
    settle(&config).await;
    let result = result(dir.path(), &relay);
    let repeated = relay.received().len() - result.mails.len();
    assert_eq!(repeated, usize::from(UNCERTAIN.contains(&step)), "mails that came twice after a stop at step {stop}, \"{step}\"");
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_at_any_step_loses_nothing_and_repeats_nothing() {
    let sources = StandIn::of_recording(&founding_case()).await;
    let (expected, points) = undisturbed(&sources.gateway()).await;
    assert!(!expected.mails.is_empty() && !expected.told.is_empty(), "the case has something to lose: {expected:#?}");
    for step in [
        "record: before commit",
        "record: after commit",
        "ingest: before a source moves on",
        "claim: before commit",
        "deliver: before a mail leaves",
        "deliver: after a mail has left",
        "sent: before commit",
    ] {
        assert!(points.iter().any(|point| point == step), "{step} is among the steps: {points:#?}");
    }
    let cases = (1..).zip(&points).map(|(stop, step)| {
        let gateway = sources.gateway();
        async move { (stop, step, disturbed(&gateway, stop, step).await) }
    });
    let mut results = stream::iter(cases).buffer_unordered(CASES);
    while let Some((stop, step, result)) = results.next().await {
        assert_eq!(result, expected, "stopped at step {stop}, \"{step}\"");
    }
}
