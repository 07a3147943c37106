//! Whatever findings come: recording is idempotent, and nothing is told twice.

use std::collections::HashSet;

use proptest::prelude::*;

use crate::kit::{Desk, article, everything, findings};

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
        let owed = desk.store.outbox_counts().unwrap().unclaimed as usize;
        prop_assert_eq!(owed, desk.store.changes().unwrap().len());
    }
}
