//! The outbox: batches and their states, with the time passed in.

use anyhow::bail;
use jiff::{SignedDuration, Timestamp};
use rosterwatch::domain::{Change, Line, MailKind, Mailbox, Message};
use rosterwatch::store::{CHANGES_PER_MAIL, Next, OutboxCounts, Store};

use crate::kit::{Desk, at, mailbox, short};

const SHEET: &str = "person,role\nAnn Poe,CEO\nBob Roe,CFO\n";
const NOW: &str = "2024-09-25T12:00:00Z";

fn desk() -> Desk {
    let mut desk = Desk::new("Acme", SHEET);
    desk.recipients.push(mailbox("second@example.org"));
    desk.tell("a", NOW, &["Ann Poe | Acme | departed | CEO | resigned | announced |"]);
    desk
}

fn render(batch: &str, to: &Mailbox, changes: &[Change]) -> anyhow::Result<(Message, Vec<u8>)> {
    let lines: Vec<String> = changes.iter().map(short).collect();
    let text = format!("{batch} to {}\n{}", to.address, lines.join("\n"));
    let message = Message {
        batch: batch.into(),
        from: mailbox("roster@example.org"),
        to: to.clone(),
        kind: MailKind::Alert,
        reply_to: None,
        subject: Line::new(&format!("{} changes", changes.len())),
        text: text.clone(),
        html: String::new(),
        date: at(NOW),
        list_id: "rosterwatch.example.org".into(),
        unsubscribe: None,
        thread: Vec::new(),
        changes: Vec::new(),
    };
    Ok((message, text.into_bytes()))
}

fn minutes(after: i64) -> Timestamp {
    at(NOW) + SignedDuration::from_mins(after)
}

fn counts(store: &Store) -> OutboxCounts {
    store.outbox_counts().unwrap()
}

#[test]
fn what_one_mail_cannot_show_goes_into_the_next() {
    let people: Vec<String> = (0..CHANGES_PER_MAIL + 3).map(|number| format!("Ann Poe{number}")).collect();
    let sheet: String = people.iter().map(|person| format!("{person},CEO\n")).collect();
    let mut desk = Desk::new("Acme", &format!("person,role\n{sheet}"));
    let lines: Vec<String> = people.iter().map(|person| format!("{person} | Acme | departed | CEO | resigned | announced |")).collect();
    desk.tell("a", NOW, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(desk.store.claim(at(NOW), render).unwrap().batches.len(), 2);
    let due = desk.store.due_batches(at(NOW)).unwrap();
    assert_eq!(due.iter().map(|batch| batch.subject.as_str()).collect::<Vec<_>>(), [&format!("{CHANGES_PER_MAIL} changes"), "3 changes"]);
    let told: Vec<String> = due.iter().map(|batch| String::from_utf8(batch.bytes.clone()).unwrap()).collect();
    for person in &people {
        assert_eq!(told.concat().matches(&format!("{person}:")).count(), 1, "{person} is told once");
    }
}

#[test]
fn each_recipient_gets_one_batch_with_all_that_is_owed() {
    let mut desk = desk();
    desk.tell("b", NOW, &["Bob Roe | Acme | departed | CFO | resigned | announced |"]);
    let claimed = desk.store.claim(at(NOW), render).unwrap();
    assert_eq!((claimed.batches.len(), claimed.failures.len()), (2, 0));
    let due = desk.store.due_batches(at(NOW)).unwrap();
    assert_eq!(due.iter().map(|batch| batch.recipient.address.as_str()).collect::<Vec<_>>(), ["desk@example.org", "second@example.org"]);
    assert!(due.iter().all(|batch| batch.subject == "2 changes" && batch.attempts == 1));
    for batch in &due {
        desk.store.mark_sent(&batch.id, at(NOW)).unwrap();
        desk.store.mark_sent(&batch.id, at(NOW)).unwrap();
    }
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 2, ..OutboxCounts::default() });
    assert_eq!(desk.store.claim(at(NOW), render).unwrap().batches, [""; 0]);
    assert_eq!(desk.store.due_batches(minutes(60)).unwrap(), []);
}

#[test]
fn a_batch_left_sending_by_a_crash_is_sent_again_with_the_same_bytes() {
    let mut desk = desk();
    let path = desk.store.path().to_path_buf();
    desk.store.claim(at(NOW), render).unwrap();
    let first = desk.store.due_batches(at(NOW)).unwrap();
    desk.store = Store::open(&path).unwrap();
    assert_eq!(counts(&desk.store).sending, 2);
    let second = desk.store.due_batches(minutes(1)).unwrap();
    for (first, second) in first.iter().zip(&second) {
        assert_eq!((&first.id, &first.bytes), (&second.id, &second.bytes));
        assert_eq!((first.attempts, second.attempts), (1, 2));
    }
}

#[test]
fn a_claim_that_was_not_committed_gives_the_same_ids_again() {
    let mut desk = desk();
    let mut ids = Vec::new();
    let lost = desk.store.claim(at(NOW), |batch, _, _| {
        ids.push(batch.to_string());
        bail!("the process ends here")
    });
    assert_eq!(lost.unwrap().failures.len(), 2);
    assert_eq!(desk.store.claim(minutes(3), render).unwrap().batches, ids);
}

#[test]
fn a_recipient_whose_mail_cannot_be_rendered_keeps_nobody_waiting() {
    let mut desk = desk();
    let picky = |batch: &str, to: &Mailbox, changes: &[Change]| {
        if to.address == "desk@example.org" { bail!("no template") } else { render(batch, to, changes) }
    };
    let claimed = desk.store.claim(at(NOW), picky).unwrap();
    assert_eq!(claimed.failures[0].0.address, "desk@example.org");
    assert_eq!(claimed.batches.len(), 1);
    assert_eq!(counts(&desk.store), OutboxCounts { unclaimed: 1, queued: 1, ..OutboxCounts::default() });
}

#[test]
fn a_refused_recipient_leaves_the_other_alone() {
    let mut desk = desk();
    desk.store.claim(at(NOW), render).unwrap();
    let due = desk.store.due_batches(at(NOW)).unwrap();
    desk.store.mark_dead(&due[0].id, "550 no such user", at(NOW)).unwrap();
    desk.store.mark_sent(&due[1].id, at(NOW)).unwrap();
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 1, dead: 1, ..OutboxCounts::default() });
    assert!(desk.store.mark_sent(&due[0].id, at(NOW)).is_err(), "the dead are not sent");
    assert!(desk.store.mark_deferred(&due[1].id, "late", at(NOW)).is_err(), "the sent are not deferred");
}

#[test]
fn a_deferred_batch_waits_for_its_moment_and_dies_after_five_days() {
    let mut desk = desk();
    desk.store.claim(at(NOW), render).unwrap();
    let due = desk.store.due_batches(at(NOW)).unwrap();
    let [batch, other] = &due[..] else { panic!("two batches") };
    desk.store.mark_sent(&other.id, at(NOW)).unwrap();
    let (mut now, mut attempts) = (at(NOW), 1);
    while let Next::At(next) = desk.store.mark_deferred(&batch.id, "421 try later", now).unwrap() {
        assert_eq!(desk.store.next_attempt().unwrap(), Some(next));
        assert_eq!(desk.store.due_batches(next - SignedDuration::from_secs(1)).unwrap(), []);
        let due = desk.store.due_batches(next).unwrap();
        attempts += 1;
        assert_eq!((due.len(), due[0].attempts, &due[0].bytes), (1, attempts, &batch.bytes));
        now = next;
    }
    assert!(now > minutes(5 * 24 * 60 - 121) && now <= minutes(5 * 24 * 60), "{now}");
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 1, dead: 1, ..OutboxCounts::default() });
    assert_eq!(desk.store.next_attempt().unwrap(), None);
}

#[test]
fn a_refined_change_is_told_refined_or_if_told_not_told_again() {
    let refined = ["Ann Poe | Acme | departed | CEO | resigned | announced | 2024-11"];

    let mut before = desk();
    before.tell("b", NOW, &refined);
    before.store.claim(at(NOW), render).unwrap();
    let mail = String::from_utf8(before.store.due_batches(at(NOW)).unwrap().remove(0).bytes).unwrap();
    assert!(mail.ends_with("departed Ann Poe: CEO current -> CEO outgoing until 2024-11"), "{mail}");

    let mut after = desk();
    after.store.claim(at(NOW), render).unwrap();
    after.tell("b", NOW, &refined);
    assert_eq!(after.store.changes().unwrap()[0].after.status.as_str(), "outgoing");
    assert_eq!(after.store.claim(at(NOW), render).unwrap().batches, [""; 0]);
    let mail = String::from_utf8(after.store.due_batches(at(NOW)).unwrap().remove(0).bytes).unwrap();
    assert!(mail.ends_with("departed Ann Poe: CEO current -> - former"), "{mail}");
}
