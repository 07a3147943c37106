//! `rosterwatch reprocess` over articles that other rules have read: what they missed, what they made up, what they took otherwise.

mod support;

use std::fs;

use jiff::{SignedDuration, Timestamp};
use rosterwatch::config::Config;
use rosterwatch::domain::{Article, Certainty, DocumentKind, Evidence, Finding, Findings, Kind, Language, Manner, Role};
use rosterwatch::roster::{concerned, reconcile};
use rosterwatch::store::Store;
use support::{MINIMAL, files, rosterwatch};

const SHEET: &str = "person,role\nAnn Poe,CEO\nBob Roe,CFO\nCid Loe,COO\nDan Moe,CTO\nEve Noe,CMO\n";

struct Desk {
    dir: tempfile::TempDir,
    begun: Timestamp,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("acme.csv"), SHEET).unwrap();
        let rest = &MINIMAL[MINIMAL.find("[mail]").unwrap()..];
        fs::write(dir.path().join("rosterwatch.toml"), format!("[[organisation]]\nname = \"Acme\"\nroster = \"acme.csv\"\n{rest}"))
            .unwrap();
        let config = Config::load(&dir.path().join("rosterwatch.toml")).unwrap();
        fs::create_dir(&config.state_dir).unwrap();
        let desk = Desk { begun: Timestamp::now() - SignedDuration::from_hours(2), dir };
        desk.store().import_roster(&config.roster, desk.begun).unwrap();
        desk
    }

    fn does(&self, arguments: &[&str]) -> String {
        let output = rosterwatch()
            .args(arguments)
            .arg("-c")
            .arg(self.dir.path().join("rosterwatch.toml"))
            .env("TMPDIR", self.dir.path())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}: {stdout}");
        stdout
    }

    fn store(&self) -> Store {
        Store::open(&self.dir.path().join("state/rosterwatch.db")).unwrap()
    }

    /// An article as other rules have read it: a departure of `person` from the post of this code, or nothing.
    fn read(&self, minute: i64, text: &str, told: Option<(&str, &str, Certainty)>) {
        let now = self.begun + SignedDuration::from_mins(minute);
        let finding = |(person, code, certainty): (&str, &str, Certainty)| Finding {
            person: person.into(),
            organisation: Some("Acme".into()),
            kind: Kind::Departed,
            role: Some(Role { title: code.into(), code: code.into(), unit: None }),
            manner: Manner::Unknown,
            interim: false,
            certainty,
            effective: None,
            news: true,
            evidence: vec![Evidence { start: 0, end: text.chars().count(), text: text.into() }],
            rule: "old".into(),
        };
        let findings =
            Findings { language: Some(Language::English), changes: told.map(finding).into_iter().collect(), ..Findings::default() };
        let article = Article {
            source: "News Example".into(),
            key: format!("https://news.example/{minute}"),
            url: format!("https://news.example/{minute}"),
            title: String::new(),
            author: None,
            published: now,
            fetched: now,
            language: Some(Language::English),
            kind: DocumentKind::Article,
            text: text.into(),
        };
        let (mut store, named) = (self.store(), concerned(&findings));
        let books = store.books(&named.people, &named.organisations, now).unwrap();
        let outcomes = reconcile(&books.roster, &books.told, &article, &findings, now);
        store.record(&article, &findings, &outcomes, None, now).unwrap();
    }

    fn told(&self) -> Vec<String> {
        let mut told: Vec<String> =
            self.store().changes().unwrap().iter().map(|change| format!("{} {} {}", change.kind, change.person, change.manner)).collect();
        told.sort();
        told
    }

    fn held(&self) -> Vec<String> {
        let roster = self.store().roster().unwrap();
        roster.tenures.iter().map(|row| format!("{} {}", row.person, row.status)).collect()
    }
}

/// Missed, made up, and taken otherwise.
fn three() -> Desk {
    let desk = Desk::new();
    desk.read(1, "Acme said on Tuesday that its chief financial officer, Bob Roe, has resigned.", None);
    desk.read(
        2,
        "Acme opened an office in Lyon. Ann Poe, its chief executive, cut the ribbon.",
        Some(("Ann Poe", "CEO", Certainty::Announced)),
    );
    desk.read(
        3,
        "Acme has fired its chief operating officer, Cid Loe, the company said on Tuesday.",
        Some(("Cid Loe", "COO", Certainty::Reported)),
    );
    desk
}

#[test]
fn what_would_differ_is_shown_and_nothing_is_changed() {
    let desk = three();
    let (before, rows) = (desk.told(), desk.held());
    let said = desk.does(&["reprocess"]);
    assert!(said.contains("3 articles read again") && said.contains("1 change added, 1 lost, 1 altered"), "{said}");
    assert!(said.contains("nothing was changed; --apply makes it so"), "{said}");
    assert_eq!((desk.told(), desk.held()), (before, rows));
    let json: serde_json::Value = serde_json::from_str(&desk.does(&["reprocess", "--json"])).unwrap();
    assert_eq!((&json["added"][0]["person"], &json["lost"][0]["person"]), (&"Bob Roe".into(), &"Ann Poe".into()));
    assert_eq!(json["altered"]["after"][0]["manner"], "dismissed");
}

#[test]
fn what_is_applied_is_applied_once_and_nobody_is_told() {
    let desk = three();
    let id = |person: &str| desk.store().changes().unwrap().into_iter().find(|change| change.person == person).map(|change| change.id);
    let (before, cid) = (desk.store().roster().unwrap().tenures, id("Cid Loe"));
    let known_at = desk.begun + SignedDuration::from_hours(1);
    let known = desk.store().roster_as_known(known_at).unwrap().tenures;
    assert_eq!(known, before);
    assert!(desk.does(&["reprocess", "--apply"]).contains("applied"));
    assert_eq!(desk.told(), ["departed Bob Roe resigned", "departed Cid Loe dismissed"]);
    assert_eq!(desk.held(), ["Ann Poe current", "Bob Roe former", "Cid Loe former", "Dan Moe current", "Eve Noe current"]);
    assert_eq!(id("Cid Loe"), cid, "an altered change keeps its id");
    assert_eq!(desk.store().roster_as_known(known_at).unwrap().tenures, known, "what was known then stays");
    assert_eq!(desk.store().outbox_counts().unwrap().unclaimed, 0);
    assert!(files(desk.dir.path(), "eml").is_empty());
    let again = desk.does(&["reprocess", "--apply"]);
    assert!(again.contains("3 articles read again, 0 of them by other rules") && again.contains("nothing would differ"), "{again}");
    desk.does(&["changes", "reject", &id("Bob Roe").unwrap()]);
    assert!(desk.held().contains(&"Bob Roe current".to_string()), "an added change can be rejected like any other");
    assert!(desk.does(&["reprocess"]).contains("nothing would differ"), "and stays rejected");
    let leftovers = fs::read_dir(desk.dir.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with("rosterwatch-"));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn decisions_edits_and_answers_stay() {
    let desk = three();
    desk.read(
        4,
        "Eve Noe leaves Acme, where she was chief marketing officer, the company said.",
        Some(("Eve Noe", "CMO", Certainty::Announced)),
    );
    let id = |person: &str| desk.store().changes().unwrap().into_iter().find(|change| change.person == person).unwrap().id;
    desk.does(&["changes", "confirm", &id("Ann Poe")]);
    desk.does(&["changes", "reject", &id("Eve Noe")]);
    let sheet = "person,role,since\nDan Moe,CTO,2019-05\nFay Zoe,General Counsel,2024\n";
    let file = desk.dir.path().join("more.csv");
    fs::write(&file, sheet).unwrap();
    desk.does(&["roster", "import", file.to_str().unwrap(), "--org", "Acme", "--yes"]);
    let before = desk.held();
    let said = desk.does(&["reprocess", "--apply"]);
    assert!(said.contains("1 change added, 0 lost, 1 altered"), "what was confirmed is not lost, what was rejected not added: {said}");
    let mut expected = before;
    expected[1] = "Bob Roe former".into();
    assert_eq!(desk.held(), expected);
    let dan = desk.store().roster().unwrap().tenures.into_iter().find(|row| row.person == "Dan Moe").unwrap();
    assert_eq!(dan.since, "2019-05".parse().ok());
    assert!(desk.does(&["reprocess"]).contains("nothing would differ"));
}

#[test]
fn only_later_articles_are_read_again_where_asked_for() {
    let desk = three();
    assert!(desk.does(&["reprocess", "--since", "2999-01-01"]).contains("0 articles read again"));
    let empty = Desk::new();
    assert!(empty.does(&["reprocess", "--apply"]).contains("0 articles read again"));
}

/// Seven changes over a night, two of them refined later, and nobody has touched anything since.
#[test]
fn what_todays_rules_have_read_does_not_differ() {
    let dir = tempfile::tempdir().unwrap();
    let (case, config) = (support::founding_case(), dir.path().join("rosterwatch.toml"));
    let out = dir.path().join("out");
    rosterwatch().arg("replay").arg(&case).arg("--out").arg(&out).assert().success();
    for file in ["rosterwatch.toml", "roster.csv", "x-token"] {
        fs::copy(case.join(file), dir.path().join(file)).unwrap();
    }
    fs::create_dir(dir.path().join("state")).unwrap();
    fs::copy(out.join("state/rosterwatch.db"), dir.path().join("state/rosterwatch.db")).unwrap();
    let output = rosterwatch().args(["reprocess", "-c"]).arg(&config).env("TMPDIR", dir.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.trim(), "12 articles read again, 0 of them by other rules than before; nothing would differ");
}
