//! The founding case: the replay tells exactly the expected changes, each once, and leaves exactly the expected roster.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{files, founding_case, rosterwatch};

/// The documents behind the ids of `expected-alerts.json`.
const DOCUMENTS: [(&str, &str); 12] = [
    ("oai-01", "https://news.example/early-shift/2024/09/25/valley-whispers"),
    ("oai-02", "https://techcrunch.com/2024/09/25/openai-cto-mira-murati-says-shes-leaving-the-company/"),
    ("oai-03", "https://x.com/sama/status/1839028518996324755"),
    ("oai-04", "https://x.com/barret_zoph/status/1839095143397515452"),
    ("oai-05", "https://x.com/sama/status/1839096160168063488"),
    ("oai-06", "https://x.com/bobmcgrewai/status/1839099787423134051"),
    ("oai-07", "https://wire.example/2024/09/26/openai-technology-chief-two-research-executives-leave"),
    ("oai-08", "https://news.example/zh/2024/09/26/openai-three-farewells"),
    ("oai-09", "https://news.example/friday-ladder/212"),
    ("oai-10", "https://blog.example/marchetti/fewer-and-fewer-chairs"),
    ("oai-11", "https://news.example/2024/10/01/openai-devday-realtime-api"),
    ("oai-12", "https://news.example/2024/10/10/openai-two-weeks-after"),
];

fn replay(out: &Path, more: &[&str]) -> String {
    let output = rosterwatch().arg("replay").arg(founding_case()).arg("--out").arg(out).args(more).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert_eq!(stderr, "", "a sound replay has nothing to complain about");
    String::from_utf8(output.stdout).unwrap()
}

fn replay_json(out: &Path) -> Value {
    serde_json::from_str(&replay(out, &["--json"])).unwrap()
}

fn expected() -> Value {
    serde_json::from_str(&fs::read_to_string(founding_case().join("expected-alerts.json")).unwrap()).unwrap()
}

fn url_of(id: &str) -> &'static str {
    DOCUMENTS.iter().find(|(known, _)| *known == id).unwrap_or_else(|| panic!("{id} is no document")).1
}

#[test]
fn the_replay_tells_exactly_the_expected_changes_each_once() {
    let out = tempfile::tempdir().unwrap();
    let told = replay_json(out.path());
    let told = told["changes"].as_array().unwrap();
    let alerts = expected();
    let alerts = alerts["alerts"].as_array().unwrap();

    let name = |value: &Value| value["person"].as_str().unwrap().to_string();
    let mut left: BTreeSet<String> = told.iter().map(name).collect();
    for alert in alerts {
        let person = name(alert);
        let of_person: Vec<&Value> = told.iter().filter(|change| change["person"] == person).collect();
        assert_eq!(of_person.len(), 1, "{person} is told once: {of_person:#?}");
        let change = of_person[0];
        assert_eq!(change["organisation"], alert["organisation"], "{person}");
        assert_eq!(change["kind"], alert["kind"], "{person}");
        for (side, expected) in [("before", "from"), ("after", "to")] {
            assert_eq!(change[side]["role"], alert[expected]["role"], "{person} {side}");
            assert_eq!(change[side]["status"], alert[expected]["status"], "{person} {side}");
        }
        if let Some(until) = alert["to"].get("until") {
            assert_eq!(&change["after"]["until"], until, "{person}");
        }
        left.remove(&person);
    }
    assert!(left.is_empty(), "nobody else is told: {left:?}");
}

/// A post's moment has milliseconds, which the expectation leaves out.
fn second(value: &Value) -> i64 {
    value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second()
}

#[test]
fn each_change_names_its_first_source_and_all_that_support_it() {
    let out = tempfile::tempdir().unwrap();
    let told = replay_json(out.path());
    for alert in expected()["alerts"].as_array().unwrap() {
        let person = &alert["person"];
        let change = told["changes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|change| &change["person"] == person)
            .unwrap_or_else(|| panic!("{person} is not told"));
        let sources = change["sources"].as_array().unwrap();
        assert_eq!(sources[0]["url"], alert["first_source"]["url"], "{person}");
        assert_eq!(second(&sources[0]["published"]), second(&alert["first_source"]["published"]), "{person}");
        let support: BTreeSet<&str> = sources.iter().map(|source| source["url"].as_str().unwrap()).collect();
        let expected: BTreeSet<&str> = alert["supported_by"].as_array().unwrap().iter().map(|id| url_of(id.as_str().unwrap())).collect();
        assert_eq!(support, expected, "{person}");
        assert_eq!(support.len(), sources.len(), "{person}: no document counts twice");
        assert!(sources.iter().all(|source| !source["quote"].as_str().unwrap().is_empty()), "{person}: every source is quoted");
    }
}

#[test]
fn the_roster_afterwards_is_the_expected_one() {
    let out = tempfile::tempdir().unwrap();
    replay(out.path(), &[]);
    let roster = fs::read_to_string(out.path().join("roster.csv")).unwrap();
    let expected = fs::read_to_string(founding_case().join("roster-after.csv")).unwrap();
    assert_eq!(roster, expected);
}

#[test]
fn every_change_is_in_exactly_one_mail_with_its_html_beside_it() {
    let out = tempfile::tempdir().unwrap();
    let told = replay_json(out.path());
    let mails = files(out.path(), "eml");
    assert_eq!(told["mails"].as_u64().unwrap() as usize, mails.len());
    assert!(!mails.is_empty());
    for mail in &mails {
        let html = out.path().join("mail/html").join(mail.with_extension("html").file_name().unwrap());
        assert!(fs::read_to_string(&html).unwrap().contains("</html>"), "{} has its HTML in {}", mail.display(), html.display());
    }
    let texts: Vec<String> = mails.iter().map(|mail| plain_text(mail)).collect();
    for alert in expected()["alerts"].as_array().unwrap() {
        let url = alert["first_source"]["url"].as_str().unwrap();
        let person = alert["person"].as_str().unwrap();
        // Below the news a mail recalls what else changed; there a name may come again.
        let news = |text: &String| text.split("\nAlso in the last 90 days").next().unwrap().to_string();
        let telling = texts.iter().map(news).filter(|text| text.contains(&format!(". {person} "))).count();
        assert_eq!(telling, 1, "{person} is told in one mail");
        assert!(texts.iter().any(|text| text.contains(person) && text.contains(url)), "{person} with {url}");
    }
}

fn plain_text(mail: &Path) -> String {
    let bytes = fs::read(mail).unwrap();
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    message.body_text(0).unwrap().into_owned()
}

#[test]
fn a_second_replay_sends_nothing_and_says_so() {
    let out = tempfile::tempdir().unwrap();
    let first = replay_json(out.path());
    let before = files(out.path(), "eml");
    let roster = fs::read(out.path().join("roster.csv")).unwrap();
    let told = first["changes"].as_array().unwrap().len();

    let second = replay(out.path(), &[]);
    assert!(second.contains(&format!("nothing new; {told} changes were told earlier; use --fresh to start over")), "{second}");
    assert_eq!(files(out.path(), "eml"), before);
    assert_eq!(fs::read(out.path().join("roster.csv")).unwrap(), roster);

    let again = replay_json(out.path());
    assert_eq!(again["changes"].as_array().unwrap().len(), 0);
    assert_eq!(again["told_earlier"].as_u64().unwrap() as usize, told);
}

#[test]
fn a_fresh_replay_starts_over_and_says_the_same() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("notes.txt"), "mine").unwrap();
    let first = replay(out.path(), &[]);
    let mails: Vec<Vec<u8>> = files(out.path(), "eml").iter().map(|mail| fs::read(mail).unwrap()).collect();
    let second = replay(out.path(), &["--fresh"]);
    assert_eq!(first, second);
    let again: Vec<Vec<u8>> = files(out.path(), "eml").iter().map(|mail| fs::read(mail).unwrap()).collect();
    assert_eq!(mails, again, "the same documents give the same mails, byte for byte");
    assert_eq!(fs::read_to_string(out.path().join("notes.txt")).unwrap(), "mine", "what is not ours stays");
}

#[test]
fn the_state_of_a_real_watch_is_left_alone() {
    let out = tempfile::tempdir().unwrap();
    fs::create_dir(out.path().join("state")).unwrap();
    fs::write(out.path().join("state/rosterwatch.db"), "precious").unwrap();
    let output = rosterwatch().arg("replay").arg(founding_case()).arg("--fresh").arg("--out").arg(out.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("was not made by a replay"));
    assert_eq!(fs::read_to_string(out.path().join("state/rosterwatch.db")).unwrap(), "precious");
}

#[test]
fn mails_and_a_roster_of_somebody_else_are_left_alone() {
    for mine in ["mail/new/1.eml", "roster.csv"] {
        let out = tempfile::tempdir().unwrap();
        let file = out.path().join(mine);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "precious").unwrap();
        for options in [&[][..], &["--fresh"]] {
            let output = rosterwatch().arg("replay").arg(founding_case()).args(options).arg("--out").arg(out.path()).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{mine} {options:?}");
            assert!(String::from_utf8(output.stderr).unwrap().contains("was not made by a replay"));
            assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
        }
    }
}

#[test]
fn a_config_without_a_recording_is_refused_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(founding_case().join("rosterwatch.toml"), dir.path().join("rosterwatch.toml")).unwrap();
    let refusal = || {
        let output = rosterwatch().arg("replay").arg(dir.path()).arg("--out").arg(dir.path().join("out")).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert_eq!(stderr.lines().count(), 1);
        assert!(!dir.path().join("out").exists());
        stderr
    };
    assert!(refusal().contains("responses.toml is not there"));
    fs::write(dir.path().join("responses.toml"), "[[response]]\nat = \"2024-09-25T19:42:03Z\"\nstaus = 200\n").unwrap();
    let refused = refusal();
    assert!(refused.contains("responses.toml:3: unknown field `staus`"), "{refused}");
}

#[test]
fn a_folder_without_a_recording_is_refused_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let output = rosterwatch().arg("replay").arg(dir.path()).arg("--out").arg(dir.path().join("out")).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert_eq!(stderr.lines().count(), 1);
    assert!(stderr.contains("rosterwatch.toml"), "{stderr}");
}
