//! What is told of a change whose truth the operator decides otherwise: those who were told wrong are corrected once, and nobody else.

mod support;

use std::path::Path;

use mail_parser::MessageParser;
use rosterwatch::store::Store;
use support::company::{self, Company};
use support::files;

/// One reader for all, and one who asks for rumours.
const READERS: &str = "to = [\"desk@example.org\"]\n[[recipient]]\nname = \"Early\"\nto = [\"early@example.org\"]\n[[recipient.rule]]\n\
                       certainty = \"rumoured\"\nsend = \"alert\"\n";

struct Desk {
    company: Company,
    /// The mails that were looked at.
    known: Vec<String>,
}

impl Desk {
    async fn new(news: (&str, &str)) -> Desk {
        Desk { company: Company::new(news, READERS).await, known: Vec::new() }
    }

    async fn decide(&self, words: &[&str]) {
        self.company.say(&[&["changes"], words].concat()).await;
    }

    /// One cycle; the new mails as `recipient: subject · Message-ID`, sorted.
    async fn cycle(&mut self) -> Vec<String> {
        self.company.say(&["once", "--all"]).await;
        let mut new: Vec<String> = files(&self.company.path().join("state"), "eml").iter().map(|file| line(file)).collect();
        new.retain(|mail| !self.known.contains(mail));
        new.sort();
        self.known.extend(new.clone());
        new
    }

    /// The only change there is, settled or not.
    fn change(&self) -> String {
        let store = Store::view(&self.company.path().join("state/rosterwatch.db")).unwrap();
        let changes = [store.changes().unwrap(), store.unsettled().unwrap()].concat();
        assert_eq!(changes.len(), 1);
        changes[0].id.clone()
    }
}

/// `recipient: subject · Message-ID`.
fn line(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let to = mail.to().unwrap().first().unwrap().address().unwrap().to_string();
    format!("{to}: {} · {}", mail.subject().unwrap(), mail.message_id().unwrap())
}

/// The same without the Message-ID.
fn subjects(mails: &[String]) -> Vec<&str> {
    mails.iter().map(|mail| mail.split(" · ").next().unwrap()).collect()
}

const OUT: &str = "Ann Poe out as CEO";

#[tokio::test(flavor = "multi_thread")]
async fn who_was_told_wrong_is_corrected_once_and_once_more_when_that_was_wrong() {
    let mut desk = Desk::new(company::RESIGNS).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|mail| mail.contains(OUT)), "{told:?}");
    let id = desk.change();
    for _ in 0..2 {
        desk.decide(&["reject", &id]).await;
        let told = desk.cycle().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: Acme: Ann Poe")), "{told:?}");
        assert!(desk.cycle().await.is_empty(), "once");
        desk.decide(&["undo", &id]).await;
        let told = desk.cycle().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: Acme: Ann Poe")), "{told:?}");
        assert!(desk.cycle().await.is_empty(), "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_that_is_taken_back_before_anybody_heard_of_it_is_told_to_nobody() {
    let mut desk = Desk::new(company::RESIGNS).await;
    assert_eq!(desk.cycle().await.len(), 2);
    let id = desk.change();
    desk.decide(&["reject", &id]).await;
    desk.decide(&["undo", &id]).await;
    assert!(desk.cycle().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rumour_is_told_to_who_asks_for_rumours_and_its_confirmation_to_all() {
    let mut desk = Desk::new(company::RUMOUR).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("early@example.org: [rosterwatch] Rumour: Acme: Ann Poe"), "{told:?}");
    let id = desk.change();
    desk.decide(&["confirm", &id]).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(subjects(&told).iter().all(|mail| mail.contains(": [rosterwatch] Acme: Ann Poe")), "{told:?}");
    desk.decide(&["undo", &id]).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: ")), "{told:?}");
    assert!(desk.cycle().await.is_empty(), "once");
}
