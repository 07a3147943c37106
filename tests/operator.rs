//! What the operator is told of the watch itself, and what becomes of alerts that could not leave for long.

#[path = "support/changes.rs"]
mod changes;
mod support;
#[path = "support/smtp.rs"]
mod smtp;

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use rosterwatch::config::Config;
use rosterwatch::domain::{Article, Change, Debt, DocumentKind, Findings, Language, Mailbox, Outcome, Sending, Telling};
use rosterwatch::pipeline::{Watch, database_trouble, deliver};
use rosterwatch::store::{Store, Told};
use smtp::{Act, Server, Stage};
use support::{MINIMAL, files, write_config};

const NOW: &str = "2024-09-25T12:00:00Z";

fn watch(folder: &std::path::Path, more: &str) -> Watch {
    let file = write_config(folder, &format!("{MINIMAL}\n{more}"));
    Watch::open(Config::load(&file).unwrap(), NOW.parse().unwrap()).unwrap()
}

/// The subjects of the mails in the folder, in the order of their dates.
fn subjects(folder: &std::path::Path) -> Vec<String> {
    let mut mails: Vec<(i64, String)> = files(&folder.join("state"), "eml")
        .iter()
        .map(|file| {
            let bytes = std::fs::read(file).unwrap();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            (mail.date().unwrap().to_timestamp(), mail.subject().unwrap().to_string())
        })
        .collect();
    mails.sort();
    mails.into_iter().map(|(_, subject)| subject).collect()
}

#[tokio::test]
async fn the_spending_guard_is_told_once_and_once_when_reading_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = watch(folder.path(), "[x]\nmax_posts_per_day = 100\n");
    let mut now: Timestamp = NOW.parse().unwrap();
    for posts in [50, 45, 0] {
        watch.store.add_x_reading(&[("2024-09-25".parse().unwrap(), posts, 0)]).unwrap();
        deliver(&mut watch, now).await.unwrap();
        now += SignedDuration::from_mins(1);
    }
    assert_eq!(subjects(folder.path()), ["[rosterwatch] Spending guard of X: reached, nothing more is read"]);
    let text = std::fs::read_to_string(&files(&folder.path().join("state"), "eml")[0]).unwrap();
    assert!(text.contains("max_posts_per_day"), "it names the setting: {text}");
    for _ in 0..2 {
        now += SignedDuration::from_hours(24);
        deliver(&mut watch, now).await.unwrap();
    }
    assert_eq!(subjects(folder.path())[1..], ["[rosterwatch] Spending guard of X: reading goes on"]);
}

#[tokio::test]
async fn trouble_with_the_database_goes_past_it_and_its_end_is_told_in_the_operators_language() {
    let folder = tempfile::tempdir().unwrap();
    let text = MINIMAL.replace("to = [\"Leadership desk <desk@rosterwatch.example>\"]", "operator = \"ops@rosterwatch.example\"");
    let reader = "[[recipient]]\nname = \"Ops\"\nto = [\"ops@rosterwatch.example\"]\nlanguage = \"zh\"\ntime_zone = \"Asia/Shanghai\"\n";
    let file = write_config(folder.path(), &format!("{text}\n{reader}"));
    let now: Timestamp = NOW.parse().unwrap();
    let mut watch = Watch::open(Config::load(&file).unwrap(), now).unwrap();
    database_trouble(&mut watch, Some("the disk is full; free some space, nothing was lost"), now).await;
    let told = subjects(folder.path());
    assert!(told.len() == 1 && told[0].contains("数据库") && told[0].ends_with("无法写入，数据未丢失"), "{told:?}");
    assert_eq!(watch.store.outbox_counts().unwrap().sent, 0, "nothing of it is in the outbox");
    let later = now + SignedDuration::from_hours(1);
    database_trouble(&mut watch, None, later).await;
    for _ in 0..2 {
        deliver(&mut watch, later).await.unwrap();
    }
    let told = subjects(folder.path());
    assert!(told.len() == 2 && told[1].ends_with("已恢复正常"), "{told:?}");
}

/// One article tells this change, and this reader is owed an alert of it.
fn record(store: &mut Store, to: &str, change: Change, now: Timestamp) {
    let article = Article {
        source: "News Example".into(),
        key: change.id.clone(),
        url: format!("https://news.example/{}", change.id),
        title: String::new(),
        author: None,
        published: now,
        fetched: now,
        language: Some(Language::English),
        kind: DocumentKind::Article,
        text: String::new(),
    };
    let to = Mailbox { name: None, address: to.into() };
    let owe = move |_: &Change, _: Telling, _: &Told| vec![Debt { to: to.clone(), sending: Sending::Alert, not_before: now }];
    let change = Change { support: Vec::new(), ..change };
    store.record(&article, &Findings::default(), &[Outcome::New { change, tenures: Vec::new() }], Some(&owe), now).unwrap();
}

/// A relay that is away for a day, with four changes in it of as many organisations: the subjects of what this reader gets when it is back,
/// and a day later.
async fn after_a_day_without_a_relay(to: &str, settings: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let relay = Server::start([]).await;
    let company = |number: usize| format!("[[organisation]]\nname = \"Acme {number}\"\nroster = \"acme{number}.csv\"\n");
    for number in 0..4 {
        std::fs::write(folder.path().join(format!("acme{number}.csv")), format!("person,role,status\nAnn Poe{number},CEO,current\n"))
            .unwrap();
    }
    let companies: String = (0..4).map(company).collect();
    let smtp = format!("[mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n", relay.port());
    let mut watch = watch(folder.path(), &format!("{companies}{smtp}{settings}"));
    let mut now: Timestamp = NOW.parse().unwrap();
    for number in 0..4 {
        relay.next(vec![(Stage::Greeting, Act::Reply("421 closed"))]);
        let change = Change {
            id: format!("c{number}"),
            story: format!("c{number}"),
            organisation: format!("Acme {number}"),
            person: format!("Ann Poe{number}"),
            detected: now,
            ..changes::mira()
        };
        record(&mut watch.store, to, change, now);
        deliver(&mut watch, now).await.unwrap();
        now += SignedDuration::from_hours(6);
    }
    for _ in 0..2 {
        deliver(&mut watch, now).await.unwrap();
        now += SignedDuration::from_hours(24);
    }
    let mails = relay.received();
    let own = mails.iter().filter(|mail| mail.to == [to]);
    own.map(|mail| MessageParser::default().parse(&mail.data).unwrap().subject().unwrap().to_string()).collect()
}

#[tokio::test]
async fn alerts_that_waited_for_long_travel_together() {
    let told = after_a_day_without_a_relay("desk@rosterwatch.example", "").await;
    let alerts: Vec<&String> = told.iter().filter(|subject| subject.contains("Ann Poe")).collect();
    // The one that was tried may have arrived, and goes as it was.
    assert_eq!(alerts.len(), 2, "{told:?}");
    assert!(["Ann Poe1", "Ann Poe2"].iter().all(|name| alerts[1].contains(name)), "{told:?}");
}

#[tokio::test]
async fn alerts_that_waited_for_long_stand_in_the_digest_of_who_has_one() {
    let reader = "[[recipient]]\nname = \"Board\"\nto = [\"board@example.org\"]\ndigest = \"daily 08:00\"\n";
    let told = after_a_day_without_a_relay("board@example.org", reader).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("Ann Poe0 out") && told[1].contains("Leadership digest") && told[1].contains("3 changes"), "{told:?}");
}
