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

/// What happens to each of a few people on one day: one thing a person.
fn facts() -> impl Strategy<Value = Vec<&'static str>> {
    let of = |facts: &'static [&'static str]| proptest::sample::select(facts);
    (
        of(&[
            "Ann Poe | Acme | departed | CEO | resigned",
            "Ann Poe | Acme | on_leave | CEO | unknown",
            "Ann Poe | Acme | departed | | retired",
        ]),
        of(&["Bob Roe | Acme | appointed | CEO | promoted", "Bob Roe | Acme | departed | CFO | dismissed"]),
        of(&["Cid Loe | Acme | departed | VP of sales | resigned", "Cid Loe | Acme | appointed | SVP of Sales | promoted"]),
        of(&["Eve Noe | Acme | appointed | interim chief executive | unknown", "Eve Noe | Acme | appointed | head of design | hired"]),
    )
        .prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

/// Documents of the day, each of which tells some of the facts, as sure as it is, and the order in which they arrive a second time.
fn day() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<usize>)> {
    let document = prop::collection::vec((0_usize..4, prop::bool::ANY), 1..4);
    (facts(), prop::collection::vec(document, 1..7)).prop_flat_map(|(facts, documents)| {
        let order: Vec<usize> = (0..documents.len()).collect();
        let lines = documents.into_iter().map(move |told| {
            let mut seen = HashSet::new();
            let told = told.into_iter().filter(|(fact, _)| seen.insert(*fact));
            told.map(|(fact, sure)| format!("{} | {} | ", facts[fact], if sure { "announced" } else { "reported" })).collect()
        });
        (Just(lines.collect::<Vec<Vec<String>>>()), Just(order).prop_shuffle())
    })
}

/// The roster's rows, whatever their order.
fn rows(desk: &Desk) -> Vec<String> {
    let mut rows: Vec<String> = desk.store.roster().unwrap().tenures.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
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

    #[test]
    fn a_days_documents_in_any_order_end_in_the_same_roster((documents, order) in day()) {
        let told = |order: &[usize]| {
            let mut desk = Desk::new("Acme", SHEET);
            for place in order {
                let lines: Vec<&str> = documents[*place].iter().map(String::as_str).collect();
                desk.tell(&format!("doc-{place}"), &format!("2024-09-25T{:02}:00:00Z", 8 + place), &lines);
            }
            rows(&desk)
        };
        prop_assert_eq!(told(&(0..documents.len()).collect::<Vec<_>>()), told(&order), "{:?}", order);
    }

    #[test]
    fn what_was_known_at_a_moment_never_changes_by_what_is_learnt_later(documents in documents(), cut in 0_usize..4) {
        let mut desk = Desk::new("Acme", SHEET);
        let mut known: Vec<(Timestamp, Vec<rosterwatch::domain::Tenure>)> = Vec::new();
        for (place, lines) in documents.iter().enumerate() {
            desk.tell(&format!("doc-{place}"), &published(place), &lines.iter().map(String::as_str).collect::<Vec<_>>());
            let moment = at(&published(place)) + jiff::SignedDuration::from_hours(1);
            known.push((moment, desk.store.roster_as_known(moment).unwrap().tenures));
            if place == cut {
                // What the operator does is learnt later as well.
                let roster = desk.store.roster().unwrap();
                let rows = rosterwatch::roster::merged_people(&roster, "Bob Roe", "Cid Loe");
                desk.store.merge_people("Bob Roe", "Cid Loe", &rows, moment + jiff::SignedDuration::from_hours(1)).unwrap();
            }
        }
        for (moment, rows) in known {
            prop_assert_eq!(desk.store.roster_as_known(moment).unwrap().tenures, rows);
        }
    }

    #[test]
    fn a_merge_that_is_taken_back_leaves_the_exact_roster(documents in documents(), pick in 0_usize..3) {
        let mut desk = Desk::new("Acme", SHEET);
        for (place, lines) in documents.iter().enumerate() {
            desk.tell(&format!("doc-{place}"), &published(place), &lines.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let before = (desk.store.roster().unwrap(), desk.store.changes().unwrap());
        let (from, into) = [("Ann Poe", "Bob Roe"), ("Bob Roe", "Cid Loe"), ("Cid Loe", "Ann Poe")][pick];
        let rows = rosterwatch::roster::merged_people(&before.0, from, into);
        desk.store.merge_people(from, into, &rows, at("2024-10-01T00:00:00Z")).unwrap();
        prop_assert!(desk.store.roster().unwrap().tenures.iter().all(|row| row.person != from));
        prop_assert!(desk.store.changes().unwrap().iter().all(|change| change.person != from));
        desk.store.unmerge(from, at("2024-10-02T00:00:00Z")).unwrap();
        prop_assert_eq!((desk.store.roster().unwrap(), desk.store.changes().unwrap()), before);
    }
}
