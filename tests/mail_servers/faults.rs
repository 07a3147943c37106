//! Each fault at each stage, told by aiosmtpd: what becomes of the mail that meets it, of its neighbour, and of both when the fault is gone.

use std::path::Path;
use std::process::Command;

use rosterwatch::domain::Message;

use super::kit::{Desk, Process, assert_whole, contents, ready};

const STAGES: [&str; 6] = ["greeting", "ehlo", "mail", "rcpt", "data", "body"];
const FIRST: &str = "first@example.net";
const SECOND: &str = "second@example.net";

/// The interpreter that has aiosmtpd.
fn python() -> Option<&'static str> {
    let has = |python: &&str| Command::new(python).args(["-c", "import aiosmtpd"]).output().is_ok_and(|output| output.status.success());
    ["python3", "/usr/bin/python3"].into_iter().find(has)
}

/// Relays with these faults, and the folder for what they take.
struct Relays {
    folder: tempfile::TempDir,
    ports: Vec<u16>,
    _process: Process,
}

impl Relays {
    /// `None` where there is no aiosmtpd.
    fn start(cases: &[String]) -> Option<Relays> {
        let python = python();
        if !ready(&[("python3-aiosmtpd", python.is_some())]) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail_servers/faults.py");
        let mut process = Process::start(Command::new(python?).arg(script).arg(folder.path()).args(cases));
        let ports = process.lines(cases.len()).iter().map(|line| line.parse().unwrap()).collect();
        Some(Relays { folder, ports, _process: process })
    }

    /// What the relay of this case has taken.
    fn taken(&self, case: usize) -> Vec<Vec<u8>> {
        contents(&self.folder.path().join(case.to_string()))
    }
}

/// The mails that a relay took, as the places in `sent`. Each is compared whole. What the operator is told of the trouble is left out.
fn places(taken: &[Vec<u8>], sent: &[Message]) -> Vec<usize> {
    let place = |mail: &Vec<u8>| {
        let is = |message: &&Message| String::from_utf8_lossy(mail).contains(&format!("Message-ID: <{}@", message.batch));
        let message = sent.iter().find(is).expect("a mail that was sent");
        assert_whole(mail, message);
        sent.iter().position(|other| other == message).unwrap()
    };
    let notice = |mail: &&Vec<u8>| String::from_utf8_lossy(mail).contains("X-Rosterwatch-Kind: notice");
    taken.iter().filter(|mail| !notice(mail)).map(place).collect()
}

/// What the first and the second mail are after a try that meets the fault, and what the relay took.
fn expected(stage: &str, act: &str) -> ([&'static str; 2], Vec<usize>) {
    let permanent = act.starts_with('5');
    match stage {
        // The relay's trouble: nothing is given up, and what is behind is not tried.
        "greeting" | "ehlo" | "mail" => (["deferred", "queued"], vec![]),
        _ if act == "421" => (["deferred", "queued"], vec![]),
        // This recipient's or this mail's: the other goes its way.
        _ if permanent => (["dead", "sent"], vec![1]),
        "accept" if act == "cut" => (["deferred", "sent"], vec![0, 1]),
        _ => (["deferred", "sent"], vec![1]),
    }
}

#[tokio::test]
async fn a_fault_is_the_relays_the_recipients_or_the_mails_and_nothing_is_lost() {
    let mut cases: Vec<(&str, &str)> = Vec::new();
    for stage in STAGES {
        cases.extend(["421", "450", "451", "452", "550", "552", "cut", "stall"].map(|act| (stage, act)));
    }
    // A reply in the middle of a mail is none: only the connection can go, or nothing come.
    cases.retain(|(stage, act)| *stage != "body" || matches!(*act, "cut" | "stall"));
    cases.extend(["421", "450", "451", "452", "550", "552", "cut", "stall"].map(|act| ("accept", act)));
    let told: Vec<String> = cases.iter().map(|(stage, act)| format!("{stage}:{act}:1")).collect();
    let Some(relays) = Relays::start(&told) else { return };
    for (number, (stage, act)) in cases.iter().enumerate() {
        let hasty = if *act == "stall" { "timeout = '400ms'\nacceptance_timeout = '400ms'" } else { "timeout = '30s'" };
        let mut desk = Desk::plain(relays.ports[number], hasty);
        desk.queue(&[FIRST, SECOND]);
        let delivered = desk.deliver().await;
        let (states, taken) = expected(stage, act);
        let at = format!("{act} at {stage}: {:?}", delivered.failures);
        assert_eq!(desk.states(), states, "{at}");
        assert_eq!(places(&relays.taken(number), &desk.mails), taken, "{at}");
        assert_eq!(delivered.failures.len(), 1, "{at}");
        assert!(!act.starts_with(char::is_numeric) || delivered.failures[0].contains(act), "{at}");
        // The fault is gone: what was not refused for good arrives, and only what had been taken comes twice, in the same bytes.
        desk.wait(2);
        desk.deliver().await;
        let lost = states[0] == "dead";
        assert_eq!(desk.states(), [if lost { "dead" } else { "sent" }, "sent"], "{at}");
        let mut all = places(&relays.taken(number), &desk.mails);
        all.sort_unstable();
        let due = match (lost, (*stage, *act)) {
            (true, _) => vec![1],
            (false, ("accept", "cut")) => vec![0, 0, 1],
            (false, _) => vec![0, 1],
        };
        assert_eq!(all, due, "{at}");
        if due.len() == 3 {
            let twice = relays.taken(number);
            assert!(twice[1..].contains(&twice[0]), "the same bytes");
        }
    }
}

#[tokio::test]
async fn greylisting_clears_at_the_second_try() {
    let Some(relays) = Relays::start(&["rcpt:450:2".into()]) else { return };
    let mut desk = Desk::plain(relays.ports[0], "timeout = '30s'");
    desk.queue(&[FIRST, SECOND]);
    desk.deliver().await;
    assert_eq!(desk.states(), ["deferred", "deferred"]);
    assert!(relays.taken(0).is_empty());
    desk.deliver().await;
    assert_eq!(desk.states(), ["deferred", "deferred"], "not before a minute has passed");
    desk.wait(1);
    assert_eq!(desk.deliver().await.sent, 2);
    assert_eq!(places(&relays.taken(0), &desk.mails), [0, 1]);
}

#[tokio::test]
async fn a_relay_that_is_down_for_an_hour_costs_patience_only() {
    let Some(relays) = Relays::start(&["greeting:421:4".into()]) else { return };
    let mut desk = Desk::plain(relays.ports[0], "timeout = '30s'");
    desk.queue(&[FIRST, SECOND]);
    for pause in [0, 1, 5, 15] {
        desk.wait(pause);
        desk.deliver().await;
        assert!(relays.taken(0).is_empty(), "after {pause} minutes");
    }
    desk.wait(30);
    assert!(desk.deliver().await.failures.is_empty());
    assert_eq!(desk.states(), ["sent", "sent"]);
    assert_eq!(places(&relays.taken(0), &desk.mails), [0, 1]);
}
