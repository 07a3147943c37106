//! The watch that goes on: it tells what is new, then waits, and ends when it is told to.

mod support;
#[path = "support/smtp.rs"]
mod smtp;

use std::process::Stdio;
use std::time::Duration;

use rosterwatch::config::Config;
use rosterwatch::daemon;
use smtp::{Act, Server, Stage};
use support::standin::StandIn;
use support::{founding_case, founding_config, rosterwatch, run};
use tokio::sync::mpsc;

/// Longer than anything here takes; a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Nobody sends a SIGHUP.
fn no_hangups() -> mpsc::Receiver<()> {
    mpsc::channel(1).1
}

async fn first_mail(relay: &Server) {
    while relay.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_watches_until_it_is_told_to_stop() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([]).await);
    let dir = tempfile::tempdir().unwrap();
    let config = Config::load(&founding_config(dir.path(), &sources.gateway(), relay.port())).unwrap();
    let watch = daemon::run(config, first_mail(&relay), no_hangups());
    tokio::time::timeout(PATIENCE, watch).await.expect("it stops when it is told").unwrap();
    assert_eq!(relay.received().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_finishes_the_mail_under_way_and_begins_no_other() {
    let silent = vec![(Stage::RcptTo, Act::Stall)];
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([silent]).await);
    let dir = tempfile::tempdir().unwrap();
    let file = founding_config(dir.path(), &sources.gateway(), relay.port());
    let mut text = std::fs::read_to_string(&file).unwrap().replace("to = [", "to = [\"first@rosterwatch.example\", ");
    text.push_str("timeout = \"2s\"\n");
    std::fs::write(&file, text).unwrap();
    let met = async {
        while relay.connections() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let watch = daemon::run(Config::load(&file).unwrap(), met, no_hangups());
    tokio::time::timeout(PATIENCE, watch).await.expect("it stops when it is told").unwrap();
    assert_eq!((relay.connections(), relay.received().len()), (1, 0));

    let mut once = rosterwatch();
    once.arg("once").arg("-c").arg(&file);
    let output = run(once).await;
    assert_eq!(relay.received().len(), 1, "the mail that was not begun goes out at the next start");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains(", 1 mail sent, 1 mail waiting (next try after "), "{stdout}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sigterm_ends_it_well_and_meanwhile_nobody_else_works_in_its_state() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([]).await);
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), relay.port());
    let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_rosterwatch"))
        .args(["run", "-v", "-c"])
        .arg(&config)
        .env_remove("RUST_LOG")
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    tokio::time::timeout(PATIENCE, first_mail(&relay)).await.expect("it sends a mail");

    let mut second = rosterwatch();
    second.arg("once").arg("-c").arg(&config);
    let refused = run(second).await;
    let stderr = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr.starts_with("error: another rosterwatch is at work in") && stderr.lines().count() == 1, "{stderr}");

    let pid = child.id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let status = tokio::time::timeout(PATIENCE, child.wait()).await.expect("it ends").unwrap();
    assert_eq!(status.code(), Some(0));
}
