//! Whatever findings come: recording is idempotent, and nothing is told twice.

use std::collections::HashSet;

use jiff::Timestamp;
use proptest::prelude::*;
use rosterwatch::domain::Telling;

use crate::kit::{Desk, article, at, everything, findings};

const SHEET: &str = "\
person,role,unit
Ann Poe,CEO,
Ann Poe,Board Member,
Bob Roe,CFO,Finance
Cid Loe,VP Sales,Sales
";

/// A finding that states something about one of a few people, roles and dates.
fn line() -> impl Strategy<Value = String> {
    let pick = |words: &'static [&'static str]| proptest::sample::select(words);
    (
        pick(&["Ann Poe", "Bob Roe", "Cid Loe", "Eve Noe"]),
        pick(&["departed", "appointed", "on_leave", "returned"]),
        pick(&["", "CEO", "CFO", "SVP of Sales", "head of design", "board member", "interim chief executive"]),
        pick(&["unknown", "moved", "reinstated", "resigned"]),
        pick(&["announced", "announced", "reported", "rumoured", "denied"]),
        pick(&["", "", "2024-09-20", "2024-09", "2024-08", "2024-12", "2024"]),
    )
        .prop_map(|(person, kind, role, manner, certainty, effective)| {
            format!("{person} | Acme | {kind} | {role} | {manner} | {certainty} | {effective}")
        })
}

fn documents() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(line(), 0..4), 1..5)
}

fn published(place: usize) -> String {
    format!("2024-09-{:02}T12:00:00Z", 21 + place)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn recording_the_same_outcomes_twice_changes_nothing(documents in documents()) {
        let mut desk = Desk::new("Acme", SHEET);
        for (place, lines) in documents.iter().enumerate() {
            let article = article(&format!("doc-{place}"), &published(place));
            let findings = findings(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            let outcomes = desk.outcomes(&article, &findings);
            desk.record(&article, &findings, &outcomes).unwrap();
            let before = everything(&desk.store);
            prop_assert!(desk.record(&article, &findings, &outcomes).unwrap().already);
            prop_assert_eq!(everything(&desk.store), before);
        }
    }

    #[test]
    fn the_same_single_claim_of_another_outlet_is_told_once(line in line()) {
        let mut desk = Desk::new("Acme", SHEET);
        desk.tell("first", &published(0), &[&line]);
        let sheet = desk.sheet();
        prop_assert_eq!(desk.tell("second", &published(1), &[&line]), Vec::<String>::new());
        prop_assert_eq!(desk.sheet(), sheet);
    }

    /// Of documents that say one thing of each person: chains of several are among the situations.
    #[test]
    fn a_copy_of_a_document_by_another_outlet_tells_nothing(documents in documents()) {
        let mut desk = Desk::new("Acme", SHEET);
        for (place, lines) in documents.iter().enumerate() {
            let mut people = HashSet::new();
            let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| people.insert(line.split('|').next())).collect();
            desk.tell(&format!("doc-{place}"), &published(place), &lines);
            let sheet = desk.sheet();
            prop_assert_eq!(desk.tell(&format!("copy-{place}"), &published(place), &lines), Vec::<String>::new(), "{}", sheet);
        }
    }

    #[test]
    fn a_change_is_supported_by_its_first_document_and_every_one_once(documents in documents()) {
        let mut desk = Desk::new("Acme", SHEET);
        for (place, lines) in documents.iter().enumerate() {
            desk.tell(&format!("doc-{place}"), &published(place), &lines.iter().map(String::as_str).collect::<Vec<_>>());
        }
        for change in desk.store.changes().unwrap() {
            prop_assert!(!change.support.is_empty());
            crate::kit::supporters(&change);
        }
        // What was told and denied afterwards is no longer among the changes, and was owed all the same.
        let owed = desk.store.outbox_counts().unwrap().unclaimed as usize;
        let news = desk.store.tellings(Timestamp::MIN).unwrap().into_iter().filter(|(_, what, _)| *what == Telling::New).count();
        prop_assert_eq!(owed, news);
        prop_assert!(desk.store.changes().unwrap().len() <= news);
    }

    #[test]
    fn undo_after_a_decision_restores_the_exact_roster_and_what_was_known_stays(documents in documents(), pick in 0_usize..8, rejects in any::<bool>()) {
        let mut desk = Desk::new("Acme", SHEET);
        for (place, lines) in documents.iter().enumerate() {
            desk.tell(&format!("doc-{place}"), &published(place), &lines.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let changes = desk.store.changes().unwrap();
        prop_assume!(!changes.is_empty());
        let change = &changes[pick % changes.len()];
        let (before, known_at) = (desk.store.roster().unwrap(), at("2024-10-01T00:00:00Z"));
        let known = desk.store.roster_as_known(known_at).unwrap();
        let decided = at("2024-10-02T00:00:00Z");
        let done = if rejects { desk.store.reject(&change.id, decided) } else { desk.store.confirm(&change.id, &[], decided) };
        // A change on which another builds is refused, and then nothing has happened.
        if done.is_ok() {
            desk.store.undo(&change.id, change.standing, at("2024-10-03T00:00:00Z")).unwrap();
        }
        prop_assert_eq!(desk.store.roster().unwrap(), before);
        prop_assert_eq!(desk.store.roster_as_known(known_at).unwrap(), known);
        prop_assert_eq!(desk.store.changes().unwrap().len(), changes.len());
    }
}
