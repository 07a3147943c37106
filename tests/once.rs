//! One cycle as a process, from served sources to a mail in a real SMTP conversation.

mod support;
#[path = "support/smtp.rs"]
mod smtp;

use std::path::Path;

use mail_parser::MessageParser;
use rosterwatch::store::Store;
use serde_json::Value;
use smtp::{Act, Received, Server, Stage};
use support::standin::{Answer, StandIn};
use support::{founding_case, founding_config, rosterwatch, run};

fn once(config: &Path) -> assert_cmd::Command {
    let mut command = rosterwatch();
    command.arg("once").arg("--all").arg("--json").arg("-c").arg(config);
    command
}

fn text_of(mail: &Received) -> String {
    MessageParser::default().parse(&mail.data).unwrap().body_text(0).unwrap().into_owned()
}

fn message_id(mail: &Received) -> String {
    MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_string()
}

fn expected_people() -> Vec<String> {
    let text = std::fs::read_to_string(founding_case().join("expected-alerts.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    expected["alerts"].as_array().unwrap().iter().map(|alert| alert["person"].as_str().unwrap().to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn served_sources_become_one_mail_that_tells_each_change_once() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([]).await);
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), relay.port());

    let output = run(once(&config)).await;
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut people: Vec<String> =
        told["changes"].as_array().unwrap().iter().map(|change| change["person"].as_str().unwrap().to_string()).collect();
    let mut expected = expected_people();
    people.sort();
    expected.sort();
    assert_eq!(people, expected);

    let mails = relay.received();
    assert_eq!(mails.len(), 1, "one cycle, one recipient, one mail");
    assert_eq!(mails[0].from, "rosterwatch@rosterwatch.example");
    assert_eq!(mails[0].to, ["desk@rosterwatch.example"]);
    let text = text_of(&mails[0]);
    for person in &expected {
        assert!(text.contains(person.as_str()), "{person} is in the mail:\n{text}");
    }

    let again = run(once(&config)).await;
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(relay.received().len(), 1, "a second cycle has nothing to say");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_the_relay_defers_is_kept_and_sent_later_in_the_same_bytes() {
    // The relay takes the mail and the connection breaks before it can say so.
    let lost_reply = vec![(Stage::Accept, Act::Drop)];
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([lost_reply]).await);
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), relay.port());

    let output = run(once(&config)).await;
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.lines().filter(|line| line.contains("mail to desk@rosterwatch.example")).count(), 1, "{stderr}");

    // The wait before the next attempt is over.
    let database = dir.path().join("state/rosterwatch.db");
    rusqlite::Connection::open(&database).unwrap().execute("UPDATE batch SET next_at = '2024-01-01T00:00:00.000Z'", []).unwrap();
    assert_eq!(run(once(&config)).await.status.code(), Some(0));
    let mails = relay.received();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0], mails[1], "a resend is the same mail, byte for byte");
    assert!(!message_id(&mails[0]).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_fails_is_reported_and_read_when_it_is_back() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([]).await);
    let wire = "https://wire.example/2024/09/26/openai-technology-chief-two-research-executives-leave";
    sources.answer(wire, Answer::new(502, "text/html", "bad gateway"));
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), relay.port());

    let output = run(once(&config)).await;
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("Wire Example") && stderr.contains("502"), "{stderr}");
    let articles = || Store::open(&dir.path().join("state/rosterwatch.db")).unwrap().article_count().unwrap();
    assert_eq!(articles(), 11, "the others are read");

    let page = std::fs::read(founding_case().join("responses/wire-brief.html")).unwrap();
    sources.answer(wire, Answer::new(200, "text/html; charset=utf-8", page));
    assert_eq!(run(once(&config)).await.status.code(), Some(0));
    assert_eq!(articles(), 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_left_alone_until_it_is_due() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, Server::start([]).await);
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), relay.port());
    run(once(&config)).await;
    let mut due_only = rosterwatch();
    due_only.arg("once").arg("-c").arg(&config);
    let output = run(due_only).await;
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("0 sources visited"));
}
