//! Recording: once, whole, and only what fits; and the state of sources.

use rosterwatch::domain::{Hold, HoldStatus, Outcome, Roster, Stay};
use rosterwatch::roster::file;
use rosterwatch::store::{Books, SourceState, Store};

use crate::kit::{Desk, article, at, everything, findings, mailbox, role};

const SHEET: &str = "person,role\nAnn Poe,CEO\nBob Roe,CFO\n";
const DAY: &str = "2024-09-25T12:00:00Z";
const LATER: &str = "2024-10-25T12:00:00Z";
const LINE: &str = "Ann Poe | Acme | departed | CEO | resigned | announced |";

#[test]
fn the_same_article_is_recorded_once_and_a_second_call_says_so() {
    let mut desk = Desk::new("Acme", SHEET);
    let (article, findings) = (article("a", DAY), findings(&[LINE]));
    let outcomes = desk.outcomes(&article, &findings);
    let first = desk.record(&article, &findings, &outcomes).unwrap();
    assert_eq!((first.already, first.changes.len(), first.queued), (false, 1, 1));
    let before = everything(&desk.store);
    let second = desk.record(&article, &findings, &outcomes).unwrap();
    assert!(second.already && second.changes.is_empty() && second.queued == 0);
    assert_eq!(everything(&desk.store), before);
}

#[test]
fn an_outcome_that_does_not_fit_records_nothing_at_all() {
    let mut desk = Desk::new("Acme", SHEET);
    let (article, findings) = (article("a", DAY), findings(&[LINE]));
    let mut outcomes = desk.outcomes(&article, &findings);
    let Outcome::New { tenures, .. } = &mut outcomes[0] else { panic!("a new change") };
    tenures[0].before.as_mut().unwrap().person = "Somebody Else".into();
    let before = everything(&desk.store);
    let error = desk.record(&article, &findings, &outcomes).unwrap_err();
    assert!(format!("{error:#}").contains("Somebody Else"), "{error:#}");
    assert_eq!(everything(&desk.store), before);
    assert_eq!(desk.store.unseen(&["a".into()]).unwrap(), ["a"]);
}

#[test]
fn holds_and_stays_are_kept_beside_the_changes() {
    let mut desk = Desk::new("Acme", SHEET);
    let mut findings = findings(&["Ann Poe | Acme | departed | CEO | resigned | rumoured | 2024"]);
    let evidence = findings.changes[0].evidence[0].clone();
    let (person, organisation) = ("Bob Roe".to_string(), Some("Acme".to_string()));
    findings.stays.push(Stay { person: person.clone(), organisation: organisation.clone(), role: None, evidence: evidence.clone() });
    findings.holds.push(Hold { person, organisation, role: role("CFO"), status: HoldStatus::Acting, evidence });
    let recorded = desk.read(&article("a", DAY), &findings);
    assert!(!recorded.already && recorded.changes.is_empty());
}

#[test]
fn seen_and_unreadable_items_are_not_offered_again() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.read(&article("read", DAY), &findings(&[]));
    desk.store.record_unreadable("wire", "broken", "https://news.example/broken", "it has no text", at(DAY)).unwrap();
    desk.store.record_unreadable("wire", "broken", "https://news.example/broken", "it has no text", at(DAY)).unwrap();
    let keys = ["new", "read", "broken", "new", "other"].map(String::from);
    assert_eq!(desk.store.unseen(&keys).unwrap(), ["new", "other"]);
}

#[test]
fn the_state_of_a_source_comes_back_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.cursor("wire").unwrap(), None);
    let mut state = SourceState { next_due: Some(at("2024-09-25T12:15:00Z")), failures: 2, ..SourceState::default() };
    state.cursor.insert("etag".into(), "\"a|b\"".into());
    state.last_error = Some("wire: timed out".into());
    store.advance("wire", &state).unwrap();
    state.failures = 0;
    state.last_error = None;
    state.last_success = Some(at("2024-09-25T12:15:01.250Z"));
    store.advance("wire", &state).unwrap();
    drop(store);
    assert_eq!(Store::open(&path).unwrap().cursor("wire").unwrap(), Some(state));
}

#[test]
fn a_roster_is_imported_once_and_its_aliases_follow() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.tell("a", DAY, &[LINE]);
    let after = desk.sheet();
    let (people, tenures) = file::parse(SHEET, "Acme", role).unwrap();
    let mut organisation = desk.store.roster().unwrap().organisations[0].clone();
    organisation.aliases = vec!["The Acme Group".into()];
    let roster = Roster { organisations: vec![organisation], people, tenures };
    let imported = desk.store.import_roster(&roster, at(DAY)).unwrap();
    assert_eq!((imported.organisations, imported.tenures), (0, 0));
    assert_eq!(desk.sheet(), after, "the store knows better than the file that it started from");
    assert_eq!(desk.store.roster().unwrap().organisations[0].aliases, ["The Acme Group"]);
}

#[test]
fn a_clock_that_goes_back_does_not_stop_the_recording() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.tell("a", DAY, &["Ann Poe | Acme | departed | | resigned | announced |"]);
    let mut earlier = article("b", "2024-09-26T12:00:00Z");
    earlier.fetched = at("2024-09-01T00:00:00Z");
    desk.read(&earlier, &findings(&["Ann Poe | Acme | departed | | resigned | announced | 2024-11"]));
    assert_eq!(desk.rows("Ann Poe"), ["CEO outgoing -/2024-09/2024-11"]);
}

#[test]
fn a_copy_is_a_whole_database() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.tell("a", DAY, &[LINE]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    desk.store.copy_to(&path).unwrap();
    assert_eq!(everything(&Store::open(&path).unwrap()), everything(&desk.store));
    assert!(desk.store.copy_to(&path).is_err(), "an existing file is not overwritten");
}

#[test]
fn what_is_told_of_others_is_left_out() {
    let mut desk = Desk::new("Acme", SHEET);
    desk.recipients.push(mailbox("second@example.org"));
    desk.tell("a", DAY, &[LINE, "Bob Roe | Acme | departed | CFO | resigned | announced |"]);
    let published = at(LATER);
    let told = desk.store.books(&["Bob Roe".into()], &[], published).unwrap().told;
    assert_eq!(told.iter().map(|change| change.person.as_str()).collect::<Vec<_>>(), ["Bob Roe"]);
    assert_eq!(desk.store.books(&[], &["ACME Corp.".into()], published).unwrap().told.len(), 2, "an organisation's, whoever it is");
    assert_eq!(desk.store.books(&[], &[], published).unwrap(), Books::default());
}
