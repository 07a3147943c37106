//! What the cases share: a watch with its outbox and a clock of its own, what a server received against what was sent, and processes.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mail_parser::{HeaderValue, MessageParser};
use rosterwatch::config::Config;
use rosterwatch::domain::{Mailbox, Message};
use rosterwatch::notify::mime;
use rosterwatch::pipeline::{Delivered, Watch, deliver};
use rosterwatch::store::Mail;

use super::changes;

/// Set where the servers must be there: a test that finds none fails instead of being skipped.
const REQUIRED: &str = "MAIL_SERVERS";

/// Whether the case can run: all of these programs are there. Says which is not.
pub fn ready(needed: &[(&str, bool)]) -> bool {
    let missing: Vec<&str> = needed.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join(", ");
    assert!(std::env::var_os(REQUIRED).is_none(), "{REQUIRED} is set and this is missing: {missing}");
    // Past the capture of a test that passes.
    let hint = "apt-get install postfix dovecot-core python3-aiosmtpd; Postfix starts as root only";
    std::io::stderr().write_all(format!("SKIPPED: not here: {missing} ({hint})\n").as_bytes()).unwrap();
    false
}

/// A watch that mails through one relay.
pub struct Desk {
    pub watch: Watch,
    pub now: Timestamp,
    /// What was queued.
    pub mails: Vec<Message>,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// `relay` is the `[mail.smtp]` table.
    pub fn new(relay: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("roster.csv"), "person,role,status\nSam Altman,CEO,current\n").unwrap();
        let text = format!(
            "[[organisation]]\nname = 'OpenAI'\nroster = 'roster.csv'\n[mail]\nfrom = 'Roster watch <watch@example.org>'\n\
             to = ['reader@example.net']\n[[source]]\nname = 'Wire'\nkind = 'feed'\nurl = 'https://wire.example/feed'\n[mail.smtp]\n{relay}\n"
        );
        let file = folder.path().join("rosterwatch.toml");
        std::fs::write(&file, text).unwrap();
        let now = "2024-09-26T02:15:00Z".parse().unwrap();
        Desk { watch: Watch::open(Config::load(&file).unwrap(), now).unwrap(), now, mails: Vec::new(), _folder: folder }
    }

    /// A relay without protection.
    pub fn plain(port: u16, more: &str) -> Desk {
        Desk::new(&format!("host = '127.0.0.1'\nport = {port}\ntls = 'none'\n{more}"))
    }

    /// Queues an alert for each of these addresses.
    pub fn queue(&mut self, addresses: &[&str]) {
        for address in addresses {
            let to = Mailbox { name: Some("Reader, the 读者".into()), address: (*address).into() };
            let batch = format!("b-{}", self.mails.len());
            let message = changes::alert(&batch, &to, &[changes::mira(), changes::lin()]);
            let bytes = mime::encode(&message).unwrap();
            let mail = Mail {
                id: &batch,
                to: &to,
                way: "mail",
                kind: message.kind,
                subject: message.subject.as_str(),
                bytes: &bytes,
                debts: &[],
                stories: &[],
                slot: None,
            };
            self.watch.store.queue(&mail, self.now).unwrap();
            self.mails.push(message);
        }
    }

    pub async fn deliver(&mut self) -> Delivered {
        deliver(&mut self.watch, self.now).await.unwrap()
    }

    /// Lets this much time pass.
    pub fn wait(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    /// What became of the mails, in the order in which they were queued.
    pub fn states(&self) -> Vec<String> {
        let mails = self.watch.store.mails(true).unwrap();
        self.mails.iter().map(|mail| mails.iter().find(|row| row.id == mail.batch).unwrap().state.clone()).collect()
    }
}

/// Whether what a server received is the whole of what was sent. Servers add headers in front, and may keep lines without their CR.
pub fn assert_whole(received: &[u8], sent: &Message) {
    let bytes = mime::encode(sent).unwrap();
    let unix = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n", "\n");
    assert!(unix(received).ends_with(&unix(&bytes)), "{}", String::from_utf8_lossy(received));
    let mail = MessageParser::default().parse(received).unwrap();
    let of = |list: Option<&mail_parser::Address>| {
        let one = list.unwrap().first().unwrap();
        Mailbox { name: one.name().map(Into::into), address: one.address().unwrap().into() }
    };
    assert_eq!((of(mail.from()), of(mail.to())), (sent.from.clone(), sent.to.clone()));
    assert_eq!(mail.subject(), Some(sent.subject.as_str()));
    assert_eq!(mail.date().unwrap().to_timestamp(), sent.date.as_second());
    assert_eq!(mail.message_id(), Some(format!("{}@example.org", sent.batch).as_str()));
    for (name, value) in [
        ("List-Id", format!("<{}>", sent.list_id)),
        ("Auto-Submitted", "auto-generated".into()),
        ("X-Rosterwatch-Kind", sent.kind.to_string()),
        ("X-Rosterwatch-Batch", sent.batch.clone()),
    ] {
        let found = mail.header_raw(name).map(str::trim);
        assert_eq!(found, Some(value.as_str()), "{name}");
    }
    assert!(!matches!(mail.header("MIME-Version"), None | Some(HeaderValue::Empty)));
    let body = |text: Option<std::borrow::Cow<str>>| text.unwrap().replace("\r\n", "\n");
    assert_eq!((body(mail.body_text(0)), body(mail.body_html(0))), (sent.text.clone(), sent.html.clone()));
    assert_eq!((mail.text_body.len(), mail.html_body.len(), mail.attachments.len()), (1, 1, 0));
}

/// A process that ends with its owner.
pub struct Process(pub Child);

impl Process {
    /// Starts it with pipes for input and output.
    pub fn start(command: &mut Command) -> Process {
        Process(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// The first lines of its output.
    pub fn lines(&mut self, count: usize) -> Vec<String> {
        let lines: Vec<String> = BufReader::new(self.0.stdout.take().unwrap()).lines().take(count).map(Result::unwrap).collect();
        assert_eq!(lines.len(), count, "the process ended early");
        lines
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until somebody answers there.
pub fn await_port(port: u16) {
    await_that(&format!("an answer on port {port}"), || TcpStream::connect(("127.0.0.1", port)).is_ok());
}

/// Waits for what another process brings about.
pub fn await_that(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The program of this name where it is installed.
pub fn program(name: &str) -> bool {
    ["/usr/sbin", "/usr/bin", "/usr/lib/postfix/sbin"].iter().any(|folder| Path::new(folder).join(name).exists())
}

/// All files in a folder, by name.
pub fn contents(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(folder).map(|found| found.map(|file| file.unwrap().path()).collect()).unwrap_or_default();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}
