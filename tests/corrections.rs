//! What is told of a change whose truth the operator decides otherwise: those who were told wrong are corrected once, and nobody else.

mod support;

use std::path::{Path, PathBuf};

use mail_parser::MessageParser;
use rosterwatch::store::Store;
use support::server::{Act, Answer, Asked, Server};
use support::{files, rosterwatch, run};

/// A company of our own, one reader for all and one who asks for rumours.
struct Desk {
    folder: tempfile::TempDir,
    seen: usize,
    _server: Server,
}

impl Desk {
    async fn new(title: &str, text: &str) -> Desk {
        let item = format!("<item><title>{title}</title><guid isPermaLink=\"false\">1</guid><description>{text}</description></item>");
        let head = "<title>t</title><link>https://wire.example/</link><description>d</description>";
        let feed = format!("<rss version=\"2.0\"><channel>{head}{item}</channel></rss>");
        let server = Server::start(move |_: &Asked| Act::Answer(Answer::new(200, "application/rss+xml", feed.clone()))).await;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("roster.csv"), "person,role,status\nAnn Poe,CEO,current\nBo Roe,CFO,current\n").unwrap();
        let config = format!(
            "[[organisation]]\nname = \"Acme\"\nroster = \"roster.csv\"\n[[source]]\nname = \"Wire\"\nkind = \"feed\"\nfollow = false\n\
             url = \"https://wire.example/feed\"\n[http]\ngateway = \"{}\"\nspacing = \"0s\"\n[mail]\nfrom = \"watch@example.org\"\n\
             to = [\"desk@example.org\"]\n[[recipient]]\nname = \"Early\"\nto = [\"early@example.org\"]\n[[recipient.rule]]\n\
             certainty = \"rumoured\"\nsend = \"alert\"\n",
            server.gateway()
        );
        std::fs::write(folder.path().join("rosterwatch.toml"), config).unwrap();
        Desk { folder, seen: 0, _server: server }
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("rosterwatch.toml")
    }

    async fn command(&self, words: &[&str]) -> String {
        let mut command = rosterwatch();
        command.args(words).arg("-c").arg(self.config());
        let output = run(command).await;
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// One cycle; the new mails as `recipient: subject`, sorted.
    async fn cycle(&mut self) -> Vec<String> {
        self.command(&["once", "--all"]).await;
        let mails = files(&self.folder.path().join("state"), "eml");
        let mut new: Vec<String> = mails.iter().map(|file| line(file)).collect();
        let count = new.len();
        new.retain(|mail| !self.known().contains(mail));
        std::fs::write(self.folder.path().join("known"), mails.iter().map(|file| line(file) + "\n").collect::<String>()).unwrap();
        assert!(count >= self.seen);
        self.seen = count;
        new.sort();
        new
    }

    fn known(&self) -> Vec<String> {
        std::fs::read_to_string(self.folder.path().join("known")).unwrap_or_default().lines().map(Into::into).collect()
    }

    /// The only change there is, settled or not.
    fn change(&self) -> String {
        let store = Store::view(&self.folder.path().join("state/rosterwatch.db")).unwrap();
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
    let mut desk = Desk::new("Acme chief leaves", "Acme said that its chief executive officer Ann Poe has resigned.").await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|mail| mail.contains(OUT)), "{told:?}");
    let id = desk.change();
    for _ in 0..2 {
        desk.command(&["changes", "reject", &id]).await;
        let told = desk.cycle().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: Acme: Ann Poe")), "{told:?}");
        assert!(desk.cycle().await.is_empty(), "once");
        desk.command(&["changes", "undo", &id]).await;
        let told = desk.cycle().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: Acme: Ann Poe")), "{told:?}");
        assert!(desk.cycle().await.is_empty(), "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_that_is_taken_back_before_anybody_heard_of_it_is_told_to_nobody() {
    let mut desk = Desk::new("Acme chief leaves", "Acme said that its chief executive officer Ann Poe has resigned.").await;
    assert_eq!(desk.cycle().await.len(), 2);
    let id = desk.change();
    desk.command(&["changes", "reject", &id]).await;
    desk.command(&["changes", "undo", &id]).await;
    assert!(desk.cycle().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rumour_is_told_to_who_asks_for_rumours_and_its_confirmation_to_all() {
    let mut desk = Desk::new("Rumour about Acme", "Rumour has it that Ann Poe will resign as chief executive officer of Acme.").await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("early@example.org: [rosterwatch] Rumour: Acme: Ann Poe"), "{told:?}");
    let id = desk.change();
    desk.command(&["changes", "confirm", &id]).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(subjects(&told).iter().all(|mail| mail.contains(": [rosterwatch] Acme: Ann Poe")), "{told:?}");
    desk.command(&["changes", "undo", &id]).await;
    let told = desk.cycle().await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(subjects(&told).iter().all(|mail| mail.contains("Correction: ")), "{told:?}");
    assert!(desk.cycle().await.is_empty(), "once");
}
