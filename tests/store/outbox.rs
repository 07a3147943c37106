//! The outbox: what is owed, the mails that pay it and their states, with the time passed in.

use jiff::{SignedDuration, Timestamp};
use rosterwatch::domain::{Change, Debt, MailKind, Mailbox, Sending, Telling};
use rosterwatch::store::{Batch, Fate, Item, Mail, Next, OutboxCounts, Store, batch_id};

use crate::kit::{Desk, at, mailbox, short};

const SHEET: &str = "person,role\nAnn Poe,CEO\nBob Roe,CFO\n";
const NOW: &str = "2024-09-25T12:00:00Z";

fn desk() -> Desk {
    let mut desk = Desk::new("Acme", SHEET);
    desk.recipients.push(mailbox("second@example.org"));
    desk.tell("a", NOW, &["Ann Poe | Acme | departed | CEO | resigned | announced |"]);
    desk
}

fn queue(store: &mut Store, to: &Mailbox, items: &[Item], now: Timestamp) -> String {
    let told: Vec<&str> = items.iter().map(|item| item.change.id.as_str()).collect();
    let stories: Vec<&str> = items.iter().map(|item| item.change.story.as_str()).collect();
    let debts: Vec<i64> = items.iter().map(|item| item.debt).collect();
    let lines: Vec<String> = items.iter().map(|item| short(&item.change)).collect();
    let (id, subject) = (batch_id(&to.address, &told), format!("{} changes", items.len()));
    let bytes = format!("{id} to {}\n{}", to.address, lines.join("\n")).into_bytes();
    let mail = Mail {
        id: &id,
        to,
        way: "mail",
        kind: MailKind::Alert,
        subject: &subject,
        bytes: &bytes,
        debts: &debts,
        stories: &stories,
        slot: None,
    };
    store.queue(&mail, now).unwrap();
    id
}

/// One mail for each recipient with all that it is owed.
fn claim(store: &mut Store, now: Timestamp) -> Vec<String> {
    let owed = store.owed(Sending::Alert).unwrap();
    owed.into_iter().map(|owed| queue(store, &owed.to, &owed.items, now)).collect()
}

fn due(store: &mut Store, now: Timestamp) -> Vec<Batch> {
    store.due_batches(now, 100).unwrap()
}

fn mark(store: &mut Store, batch: &str, fate: Fate, now: Timestamp) -> anyhow::Result<Option<Next>> {
    Ok(store.mark(&[(batch, fate)], now)?.remove(0))
}

fn minutes(after: i64) -> Timestamp {
    at(NOW) + SignedDuration::from_mins(after)
}

fn counts(store: &Store) -> OutboxCounts {
    store.outbox_counts().unwrap()
}

#[test]
fn what_is_owed_is_paid_once() {
    let mut desk = desk();
    desk.tell("b", NOW, &["Bob Roe | Acme | departed | CFO | resigned | announced |"]);
    assert_eq!(counts(&desk.store).unclaimed, 4);
    let owed = desk.store.owed(Sending::Alert).unwrap();
    assert_eq!(claim(&mut desk.store, at(NOW)).len(), 2);
    let taken = due(&mut desk.store, at(NOW));
    assert_eq!(taken.iter().map(|batch| batch.to.address.as_str()).collect::<Vec<_>>(), ["desk@example.org", "second@example.org"]);
    assert!(taken.iter().all(|batch| batch.subject == "2 changes" && batch.attempts == 1));
    for batch in &taken {
        mark(&mut desk.store, &batch.id, Fate::Sent, at(NOW)).unwrap();
        mark(&mut desk.store, &batch.id, Fate::Sent, at(NOW)).unwrap();
    }
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 2, ..OutboxCounts::default() });
    assert_eq!(claim(&mut desk.store, at(NOW)), [""; 0]);
    assert_eq!(due(&mut desk.store, minutes(60)), []);
    let debts: Vec<i64> = owed[0].items.iter().map(|item| item.debt).collect();
    let mail = Mail {
        id: "again",
        to: &owed[0].to,
        way: "mail",
        kind: MailKind::Alert,
        subject: "",
        bytes: b"",
        debts: &debts,
        stories: &[],
        slot: None,
    };
    assert!(desk.store.queue(&mail, at(NOW)).unwrap_err().to_string().contains("claimed by another delivery"));
    assert_eq!(counts(&desk.store).queued, 0, "and nothing of it stays");
}

#[test]
fn a_telling_that_arises_elsewhere_is_owed_at_the_next_delivery_with_what_was_told_before() {
    let mut desk = desk();
    claim(&mut desk.store, at(NOW));
    let database = rusqlite::Connection::open(desk.store.path()).unwrap();
    let insert = "INSERT INTO telling (change_id, what, quiet, at) SELECT id, ?1, ?2, '2024-09-25T13:00:00.000Z' FROM change";
    database.execute(insert, ("confirmed", false)).unwrap();
    database.execute(insert, ("due", true)).unwrap();
    let owe = |_: &Change, telling: Telling, told: &std::collections::BTreeMap<String, Sending>| {
        assert_eq!(told.get("desk@example.org"), Some(&Sending::Alert), "{telling}");
        vec![Debt { to: mailbox("desk@example.org"), sending: Sending::Digest, not_before: minutes(60) }]
    };
    assert_eq!(desk.store.route(&owe, minutes(60)).unwrap(), 1, "a quiet telling is owed to nobody");
    assert_eq!(desk.store.route(&owe, minutes(60)).unwrap(), 0);
    let owed = desk.store.owed(Sending::Digest).unwrap();
    assert_eq!(owed[0].items.iter().map(|item| item.telling).collect::<Vec<_>>(), [Telling::Confirmed]);
}

#[test]
fn a_story_that_is_muted_owes_nothing_more() {
    let mut desk = desk();
    let database = rusqlite::Connection::open(desk.store.path()).unwrap();
    database.execute("INSERT INTO muted (story, since) SELECT story, '2024-09-25T12:30:00.000Z' FROM change", []).unwrap();
    database.execute("INSERT INTO telling (change_id, what, quiet, at) SELECT id, 'confirmed', 0, detected FROM change", []).unwrap();
    let owe = |_: &Change, _: Telling, _: &std::collections::BTreeMap<String, Sending>| panic!("nobody is asked");
    assert_eq!(desk.store.route(&owe, minutes(60)).unwrap(), 0);
}

#[test]
fn a_batch_left_sending_by_a_crash_is_sent_again_with_the_same_bytes() {
    let mut desk = desk();
    let path = desk.store.path().to_path_buf();
    claim(&mut desk.store, at(NOW));
    let first = due(&mut desk.store, at(NOW));
    desk.store = Store::open(&path).unwrap();
    assert_eq!(counts(&desk.store).sending, 2);
    let second = due(&mut desk.store, minutes(1));
    for (first, second) in first.iter().zip(&second) {
        assert_eq!((&first.id, &first.bytes), (&second.id, &second.bytes));
        assert_eq!((first.attempts, second.attempts), (1, 2));
    }
}

#[test]
fn a_refused_recipient_leaves_the_other_alone() {
    let mut desk = desk();
    claim(&mut desk.store, at(NOW));
    let taken = due(&mut desk.store, at(NOW));
    let fates = [(taken[0].id.as_str(), Fate::Dead("550 no such user".into())), (taken[1].id.as_str(), Fate::Sent)];
    desk.store.mark(&fates, at(NOW)).unwrap();
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 1, dead: 1, ..OutboxCounts::default() });
    assert!(mark(&mut desk.store, &taken[0].id, Fate::Sent, at(NOW)).is_err(), "the dead are not sent");
    assert!(mark(&mut desk.store, &taken[1].id, Fate::Deferred("late".into()), at(NOW)).is_err(), "the sent are not deferred");
}

#[test]
fn a_deferred_batch_waits_for_its_moment_and_dies_after_five_days() {
    let mut desk = desk();
    claim(&mut desk.store, at(NOW));
    let taken = due(&mut desk.store, at(NOW));
    let [batch, other] = &taken[..] else { panic!("two batches") };
    mark(&mut desk.store, &other.id, Fate::Sent, at(NOW)).unwrap();
    let (mut now, mut attempts) = (at(NOW), 1);
    while let Some(Next::At(next)) = mark(&mut desk.store, &batch.id, Fate::Deferred("421 try later".into()), now).unwrap() {
        assert_eq!(desk.store.next_attempt().unwrap(), Some(next));
        assert_eq!(due(&mut desk.store, next - SignedDuration::from_secs(1)), []);
        let taken = due(&mut desk.store, next);
        attempts += 1;
        assert_eq!((taken.len(), taken[0].attempts, &taken[0].bytes), (1, attempts, &batch.bytes));
        now = next;
    }
    assert!(now > minutes(5 * 24 * 60 - 121) && now <= minutes(5 * 24 * 60), "{now}");
    assert_eq!(counts(&desk.store), OutboxCounts { sent: 1, dead: 1, ..OutboxCounts::default() });
    assert_eq!(desk.store.next_attempt().unwrap(), None);
}

#[test]
fn a_later_mail_of_a_story_waits_for_the_earlier_one_and_continues_its_thread() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.tell("a", NOW, &["Ann Poe | Acme | departed | CEO | resigned | announced |"]);
    desk.tell("b", NOW, &["Bob Roe | Acme | departed | CFO | resigned | announced |"]);
    let to = mailbox("desk@example.org");
    let owed = desk.store.owed(Sending::Alert).unwrap().remove(0);
    let first = queue(&mut desk.store, &to, &owed.items[..1], at(NOW));
    due(&mut desk.store, at(NOW));
    mark(&mut desk.store, &first, Fate::Deferred("451 later".into()), at(NOW)).unwrap();
    let story = owed.items[0].change.story.as_str();
    let (same, other) = ([story], ["other"]);
    let mail =
        |id, stories| Mail { id, to: &to, way: "mail", kind: MailKind::Alert, subject: "", bytes: b"", debts: &[], stories, slot: None };
    desk.store.queue(&mail("same story", &same), at(NOW)).unwrap();
    desk.store.queue(&mail("another", &other), at(NOW)).unwrap();
    let ids = |batches: Vec<Batch>| batches.into_iter().map(|batch| batch.id).collect::<Vec<_>>();
    assert_eq!(ids(due(&mut desk.store, at(NOW))), ["another"]);
    assert_eq!(ids(due(&mut desk.store, minutes(1))), [first.as_str(), "same story", "another"], "in their order");
    assert_eq!(desk.store.thread(&to.address, &[story]).unwrap(), [first.as_str(), "same story"]);
    assert_eq!(desk.store.thread("second@example.org", &[story]).unwrap(), [""; 0]);
}

#[test]
fn a_closed_way_keeps_every_mail_and_is_tried_again_after_a_growing_while() {
    let mut desk = desk();
    claim(&mut desk.store, at(NOW));
    let taken = due(&mut desk.store, at(NOW));
    let fates: Vec<(&str, Fate)> = taken.iter().map(|batch| (batch.id.as_str(), Fate::Untried)).collect();
    desk.store.mark(&fates, at(NOW)).unwrap();
    let (mut now, mut waits) = (at(NOW), Vec::new());
    for _ in 0..7 {
        let (way, dead) = desk.store.close_way("mail", "no route", now).unwrap();
        assert_eq!(dead, [""; 0]);
        assert_eq!(due(&mut desk.store, way.not_before - SignedDuration::from_secs(1)), []);
        waits.push(way.not_before.duration_since(now).as_mins());
        assert_eq!(desk.store.next_attempt().unwrap(), Some(way.not_before));
        now = way.not_before;
    }
    assert_eq!(waits, [1, 5, 15, 30, 60, 120, 120]);
    assert!(due(&mut desk.store, now).iter().all(|batch| batch.attempts == 1), "what was not tried is not counted");
    desk.store.mark(&fates, now).unwrap();
    assert_eq!(desk.store.close_way("mail", "no route", minutes(5 * 24 * 60 + 1)).unwrap().1.len(), 2, "after five days they are given up");
    assert_eq!(counts(&desk.store).dead, 2);
    assert_eq!(desk.store.retry(None, minutes(8_000)).unwrap(), 2);
    assert_eq!(due(&mut desk.store, minutes(8_000)).len(), 2, "the operator may try again");
}

#[test]
fn a_slot_of_a_digest_is_taken_once() {
    let mut desk = desk();
    let to = mailbox("desk@example.org");
    assert_eq!(desk.store.reader(&to.address, minutes(600)).unwrap().0, at("2024-09-25T12:05:00Z"), "since it was first owed something");
    let mail = |id| Mail {
        id,
        to: &to,
        way: "mail",
        kind: MailKind::Digest,
        subject: "",
        bytes: b"",
        debts: &[],
        stories: &[],
        slot: Some(("2024-09-26T08:00:00", minutes(1_200))),
    };
    desk.store.queue(&mail("one"), minutes(1_200)).unwrap();
    assert!(desk.store.queue(&mail("two"), minutes(1_200)).is_err());
    assert_eq!(desk.store.reader(&to.address, minutes(1_300)).unwrap(), (minutes(1_200), minutes(1_200)));
    desk.store.pass_slot(&to.address, minutes(2_640)).unwrap();
    assert_eq!(desk.store.reader(&to.address, minutes(3_000)).unwrap(), (minutes(2_640), minutes(1_200)));
}

#[test]
fn a_refined_change_is_told_refined_or_if_told_not_told_again() {
    let refined = ["Ann Poe | Acme | departed | CEO | resigned | announced | 2024-11"];

    let mut before = desk();
    before.tell("b", NOW, &refined);
    claim(&mut before.store, at(NOW));
    let mail = String::from_utf8(due(&mut before.store, at(NOW)).remove(0).bytes).unwrap();
    assert!(mail.ends_with("departed Ann Poe: CEO current -> CEO outgoing until 2024-11"), "{mail}");

    let mut after = desk();
    claim(&mut after.store, at(NOW));
    after.tell("b", NOW, &refined);
    assert_eq!(after.store.changes().unwrap()[0].after.status.as_str(), "outgoing");
    assert_eq!(claim(&mut after.store, at(NOW)), [""; 0]);
    let mail = String::from_utf8(due(&mut after.store, at(NOW)).remove(0).bytes).unwrap();
    assert!(mail.ends_with("departed Ann Poe: CEO current -> - former"), "{mail}");
}
