//! `rosterwatch changes …` as a person uses it: a real process over what a watch has kept.

mod support;

use std::fs;

use jiff::Timestamp;
use rosterwatch::domain::{Article, Certainty, DocumentKind, Evidence, Finding, Findings, Kind, Language, Manner, Role};
use rosterwatch::roster::{concerned, reconcile};
use rosterwatch::store::Store;
use support::{MINIMAL, rosterwatch};

const HEADER: &str = "person,aliases,x_handle,role,unit,since,status,status_since,until";

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// Acme has John Smith, Initech nobody.
    fn new() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("acme.csv"), format!("{HEADER}\nJohn Smith,,,CFO,,,current,,\nAnn Poe,,,CEO,,,current,,\n")).unwrap();
        fs::write(dir.path().join("initech.csv"), format!("{HEADER}\nBob Roe,,,CEO,,,current,,\n")).unwrap();
        let organisation = |name: &str, file: &str| format!("[[organisation]]\nname = \"{name}\"\nroster = \"{file}\"\n");
        let rest = &MINIMAL[MINIMAL.find("[mail]").unwrap()..];
        let config = format!("{}{}{rest}", organisation("Acme", "acme.csv"), organisation("Initech", "initech.csv"));
        fs::write(dir.path().join("rosterwatch.toml"), config).unwrap();
        let desk = Desk { dir };
        fs::write(desk.dir.path().join("none.json"), r#"{"tenures": []}"#).unwrap();
        desk.does(&["roster", "import", desk.dir.path().join("none.json").to_str().unwrap()]);
        desk
    }

    fn does(&self, arguments: &[&str]) -> String {
        let output = rosterwatch().args(arguments).arg("-c").arg(self.dir.path().join("rosterwatch.toml")).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}: {stdout}");
        stdout
    }

    fn refuses(&self, arguments: &[&str]) -> String {
        let output = rosterwatch().args(arguments).arg("-c").arg(self.dir.path().join("rosterwatch.toml")).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && stderr.lines().count() == 1, "{arguments:?}: {stderr}");
        stderr
    }

    fn store(&self) -> Store {
        Store::open(&self.dir.path().join("state/rosterwatch.db")).unwrap()
    }

    /// A document of the day tells that somebody was appointed or has departed; what it says as its sentence.
    fn tell(&self, key: &str, person: &str, organisation: &str, kind: Kind, code: &str, quote: &str) {
        let now = Timestamp::now();
        let role = Role { title: code.into(), code: code.into(), unit: None };
        let finding = Finding {
            person: person.into(),
            organisation: Some(organisation.into()),
            kind,
            role: Some(role),
            manner: Manner::Unknown,
            interim: false,
            certainty: Certainty::Announced,
            effective: None,
            news: true,
            evidence: vec![Evidence { start: 0, end: quote.chars().count(), text: quote.into() }],
            rule: "by hand".into(),
        };
        let findings = Findings { language: Some(Language::English), changes: vec![finding], ..Findings::default() };
        let article = Article {
            source: "News Example".into(),
            key: key.into(),
            url: format!("https://news.example/{key}?a=1&b=2"),
            title: format!("<{key}> & more"),
            author: None,
            published: now,
            fetched: now,
            language: Some(Language::English),
            kind: DocumentKind::Article,
            text: quote.into(),
        };
        let (mut store, named) = (self.store(), concerned(&findings));
        let books = store.books(&named.people, &named.organisations, now).unwrap();
        let outcomes = reconcile(&books.roster, &books.told, &article, &findings, now);
        store.record(&article, &findings, &outcomes, None, now).unwrap();
    }
}

#[test]
fn changes_are_exported_for_programs_and_spreadsheets() {
    let desk = Desk::new();
    desk.tell("one", "Ann Poe", "Acme", Kind::Departed, "CEO", "=HYPERLINK(\"https://evil.example\") said Ann Poe left.");
    desk.tell("two", "Cid Loe", "Initech", Kind::Appointed, "COO", "Initech <named> Cid Loe COO & \"more\".");
    let json: serde_json::Value = serde_json::from_str(&desk.does(&["changes", "export", "--format", "json"])).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    let csv = desk.does(&["changes", "export", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let column = |name: &str, header: &csv::StringRecord| header.iter().position(|column| column == name).unwrap();
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 2);
    assert!(records[0][column("quote", &header)].starts_with("'=HYPERLINK"), "{csv}");
    assert_eq!(&records[1][column("person", &header)], "Cid Loe");
    let of_acme = desk.does(&["changes", "export", "--format", "csv", "--organisation", "acme"]);
    assert_eq!(of_acme.lines().count(), 2, "{of_acme}");
    let later = desk.does(&["changes", "export", "--format", "json", "--since", "2999-01-01"]);
    assert_eq!(later.trim(), "[]");
}

#[test]
fn the_feed_is_atom_and_its_ids_stay() {
    let desk = Desk::new();
    let empty = desk.does(&["changes", "export", "--format", "atom"]);
    assert!(feed_rs::parser::parse(empty.as_bytes()).unwrap().entries.is_empty(), "{empty}");
    desk.tell("one", "Ann Poe", "Acme", Kind::Departed, "CEO", "Ann Poe <left> & \u{1b}[31m went.");
    let first = desk.does(&["changes", "export", "--format", "atom"]);
    assert_eq!(desk.does(&["changes", "export", "--format", "atom"]), first, "nothing new, nothing else");
    desk.tell("two", "Cid Loe", "Initech", Kind::Appointed, "COO", "Initech named Cid Loe COO.");
    let (before, text) = (feed_rs::parser::parse(first.as_bytes()).unwrap(), desk.does(&["changes", "export", "--format", "atom"]));
    let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
    assert_eq!((feed.feed_type, feed.id.as_str()), (feed_rs::model::FeedType::Atom, before.id.as_str()));
    assert!(feed.title.is_some() && feed.updated.is_some() && !feed.authors.is_empty(), "RFC 4287, section 4.1.1");
    assert_eq!((feed.entries.len(), &feed.entries[1].id), (2, &before.entries[0].id), "the newest first");
    for entry in &feed.entries {
        assert!(entry.id.starts_with("urn:uuid:") && entry.title.is_some() && entry.updated.is_some());
        assert_eq!(entry.links[0].rel.as_deref(), Some("alternate"));
        assert!(entry.links[0].href.ends_with("?a=1&b=2"), "{}", entry.links[0].href);
    }
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_question_who_somebody_is_is_answered_once_and_the_answer_can_be_taken_back() {
    let desk = Desk::new();
    desk.tell("one", "John Smith", "Initech", Kind::Appointed, "COO", "Initech named John Smith COO.");
    let open = desk.does(&["changes", "list", "--open"]);
    assert!(
        open.contains("Question 1: is John Smith (Initech) the same person as John Smith?") && open.contains("changes answer 1"),
        "{open}"
    );
    let said = desk.does(&["changes", "answer", "1", "same"]);
    assert!(said.contains("John Smith (Initech) is John Smith"), "{said}");
    assert!(!desk.does(&["changes", "list", "--open"]).contains("Question"));
    let history = desk.does(&["roster", "history", "John Smith"]);
    assert!(history.contains("CFO") && history.contains("COO") && !history.contains("(Initech)"), "{history}");
    let json: serde_json::Value = serde_json::from_str(&desk.does(&["changes", "list", "--json"])).unwrap();
    assert_eq!(json[0]["person"], "John Smith", "the change is his as well");
    desk.tell("two", "John Smith", "Initech", Kind::Appointed, "COO", "John Smith is now COO of Initech.");
    assert!(!desk.does(&["changes", "list", "--open"]).contains("Question"), "it is not asked again");
    assert_eq!(desk.store().changes().unwrap().len(), 1, "and a repeat tells nothing");
    desk.does(&["changes", "answer", "1", "other"]);
    assert!(desk.does(&["roster", "history", "John Smith (Initech)"]).contains("COO"));
    assert_eq!(desk.store().changes().unwrap()[0].person, "John Smith (Initech)");
    assert!(!desk.does(&["changes", "list", "--open"]).contains("Question"), "an answer is an answer");
    assert!(desk.refuses(&["changes", "answer", "9", "same"]).contains("no question 9"));
}
