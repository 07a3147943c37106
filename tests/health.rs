//! How sources are from visit to visit: what is stored, when they are asked again, and what the operator is told.

mod support;

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use rosterwatch::config::Config;
use rosterwatch::domain::Health;
use rosterwatch::pipeline::{Watch, deliver, ingest};
use rosterwatch::store::SourceState;
use support::server::{Act, Answer, Asked, Server};
use support::{MINIMAL, files, write_config};

const NAME: &str = "News Example";
const START: &str = "2024-09-26T00:00:00Z";

fn rss(dates: &[&str]) -> Answer {
    let item = |date: &&str| {
        format!(
            "<item><title>Weather of {date}</title><guid isPermaLink=\"false\">{date}</guid><pubDate>{date}</pubDate><description>Rain.</description></item>"
        )
    };
    let items: String = dates.iter().map(item).collect();
    let body = format!(
        "<rss version=\"2.0\"><channel><title>t</title><link>https://news.example/</link><description>d</description>{items}</channel></rss>"
    );
    Answer::new(200, "application/rss+xml", body)
}

/// A watch of one source whose server does what it is told.
struct Desk {
    server: Server,
    act: Arc<Mutex<Act>>,
    dir: tempfile::TempDir,
    watch: Watch,
    now: Timestamp,
}

impl Desk {
    async fn new(act: impl Into<Act>, settings: &str) -> Desk {
        let act = Arc::new(Mutex::new(act.into()));
        let shared = act.clone();
        let server = Server::start(move |_: &Asked| shared.lock().unwrap().clone()).await;
        let dir = tempfile::tempdir().unwrap();
        let now = START.parse().unwrap();
        let watch = watch(dir.path(), &server, MINIMAL, settings, now);
        Desk { server, act, dir, watch, now }
    }

    /// The process ends and starts again with this configuration.
    fn restart(self, base: &str, settings: &str) -> Desk {
        let Desk { server, act, dir, watch: ended, now } = self;
        drop(ended);
        let watch = watch(dir.path(), &server, base, settings, now);
        Desk { server, act, dir, watch, now }
    }

    fn will(&self, act: impl Into<Act>) {
        *self.act.lock().unwrap() = act.into();
    }

    /// Goes to the next visit and makes it, and sends what is owed.
    async fn visit(&mut self) -> SourceState {
        if let Some(next) = self.state().and_then(|state| state.next_due) {
            self.now = self.now.max(next);
        }
        self.cycle().await;
        self.state().unwrap()
    }

    /// What is due now; how many sources that were.
    async fn cycle(&mut self) -> usize {
        let due = self.watch.due(self.now).unwrap();
        ingest(&mut self.watch, &due, self.now).await.unwrap();
        deliver(&mut self.watch, self.now).await.unwrap();
        due.len()
    }

    fn state(&self) -> Option<SourceState> {
        self.watch.store.cursor(NAME).unwrap()
    }

    /// Subject and words of each mail so far.
    fn mails(&self) -> Vec<(String, String)> {
        let mut mails: Vec<_> = files(&self.dir.path().join("state/mail"), "eml")
            .iter()
            .map(|file| {
                let bytes = std::fs::read(file).unwrap();
                let mail = MessageParser::default().parse(&bytes).unwrap();
                let date = mail.date().unwrap().to_rfc3339();
                let text = mail.body_text(0).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
                (date, mail.subject().unwrap().to_string(), text)
            })
            .collect();
        mails.sort();
        mails.into_iter().map(|(_, subject, text)| (subject, text)).collect()
    }

    fn subjects(&self) -> Vec<String> {
        self.mails().into_iter().map(|(subject, _)| subject).collect()
    }
}

fn watch(dir: &std::path::Path, server: &Server, base: &str, settings: &str, now: Timestamp) -> Watch {
    let text = format!("{base}\n[http]\ngateway = \"{}\"\nspacing = \"0s\"\nheader_timeout = \"200ms\"\n{settings}", server.gateway());
    Watch::open(Config::load(&write_config(dir, &text)).unwrap(), now).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_of_failing_is_a_state_of_its_own() {
    for (act, expected) in [
        (Act::from(rss(&["Wed, 25 Sep 2024 19:42:03 GMT"])), Health::Ok),
        (rss(&[]).into(), Health::Ok),
        (Act::Hang, Health::Unreachable),
        (Answer::status(500).into(), Health::Unreachable),
        (Answer::status(404).into(), Health::Missing),
        (Answer::status(410).into(), Health::Gone),
        (Answer::status(401).into(), Health::Unauthorised),
        (Answer::status(403).into(), Health::Refused),
        (Answer::status(429).into(), Health::Limited),
        (Answer::new(200, "text/html", "<html><title>Just a moment...</title></html>").into(), Health::Refused),
        (Answer::new(200, "text/plain", "no feed").into(), Health::Malformed),
    ] {
        let told = format!("{act:?}");
        let mut desk = Desk::new(act, "").await;
        let state = desk.visit().await;
        assert_eq!(state.health, expected, "{told}");
        assert_eq!(state.last_error.is_none(), expected.is_well(), "{told}");
        assert_eq!(state.health_since, Some(desk.now), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_is_told_once_when_it_breaks_and_once_when_it_is_well() {
    let mut desk = Desk::new(rss(&["Wed, 25 Sep 2024 19:42:03 GMT"]), "[health]\nnotify_after = 3\n").await;
    desk.visit().await;
    desk.will(Answer::status(403));
    for failures in 1..=6 {
        let state = desk.visit().await;
        assert_eq!((state.failures, state.health), (failures, Health::Refused));
        assert_eq!(desk.mails().len(), usize::from(failures >= 3), "after {failures} failures");
    }
    desk.will(Answer::status(500));
    desk.visit().await;
    let mails = desk.mails();
    assert_eq!(mails.len(), 1, "another trouble in between is not told");
    let (subject, text) = &mails[0];
    assert_eq!(subject, "[rosterwatch] Source News Example: refuses us");
    assert!(text.contains("Failed 3 times in a row.") && text.contains("answers 403") && text.contains("It last answered"), "{text}");

    desk.will(rss(&["Wed, 25 Sep 2024 19:42:03 GMT"]));
    desk.visit().await;
    desk.visit().await;
    assert_eq!(desk.subjects(), ["[rosterwatch] Source News Example: refuses us", "[rosterwatch] Source News Example: well again"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_fails_is_asked_ever_more_seldom_and_a_success_sets_it_right() {
    let mut desk = Desk::new(Answer::status(500), "[health]\nnotify_after = 0\n").await;
    let mut waits = Vec::new();
    for _ in 0..9 {
        let state = desk.visit().await;
        waits.push(state.next_due.unwrap().duration_since(desk.now).as_mins());
    }
    for (wait, planned) in waits.iter().zip([15, 30, 60, 120, 240, 360, 360, 360, 360]) {
        assert!((planned..=planned + planned.min(100) / 10).contains(wait), "{waits:?}");
    }
    desk.will(rss(&[]));
    let state = desk.visit().await;
    assert!(state.next_due.unwrap().duration_since(desk.now) <= SignedDuration::from_mins(17));
    assert!(desk.mails().is_empty(), "who wants no notices gets none");
}

#[tokio::test(flavor = "multi_thread")]
async fn patience_outlives_the_process() {
    let mut desk = Desk::new(Answer::status(503).with("retry-after", "7200"), "").await;
    desk.visit().await;
    let asked = desk.server.count().requests;
    let second = format!("{MINIMAL}\n[[source]]\nname = \"Second\"\nkind = \"feed\"\nurl = \"https://news.example/second\"\n");
    let mut desk = desk.restart(&second, "");
    desk.now += SignedDuration::from_mins(119);
    assert_eq!(desk.cycle().await, 1, "the second source of the host is due");
    assert_eq!(desk.server.count().requests, asked, "and is not asked, because the host wants quiet");
    assert_eq!(desk.watch.store.cursor("Second").unwrap().unwrap().health, Health::Limited);
    desk.now += SignedDuration::from_mins(20);
    desk.cycle().await;
    assert!(desk.server.count().requests > asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_told_at_once_and_asked_no_more_until_it_has_another_address() {
    let mut desk = Desk::new(Answer::status(410), "").await;
    assert_eq!(desk.visit().await.health, Health::Gone);
    assert_eq!(desk.subjects(), ["[rosterwatch] Source News Example: has been removed and is not asked any more"]);
    desk.now += SignedDuration::from_hours(24 * 30);
    assert_eq!(desk.cycle().await, 0);

    let mut desk = desk.restart(&MINIMAL.replace("/feed.xml", "/new.xml"), "");
    desk.will(rss(&[]));
    assert_eq!(desk.cycle().await, 1);
    assert_eq!(desk.state().unwrap().health, Health::Ok);
    assert_eq!(desk.subjects().last().unwrap(), "[rosterwatch] Source News Example: well again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_answers_and_tells_nothing_is_silent_by_its_own_rhythm() {
    let daily = [
        "Thu, 26 Sep 2024 00:00:00 GMT",
        "Wed, 25 Sep 2024 00:00:00 GMT",
        "Tue, 24 Sep 2024 00:00:00 GMT",
        "Mon, 23 Sep 2024 00:00:00 GMT",
        "Sun, 22 Sep 2024 00:00:00 GMT",
        "Sat, 21 Sep 2024 00:00:00 GMT",
    ];
    let mut desk = Desk::new(rss(&daily), "").await;
    assert_eq!(desk.visit().await.health, Health::Ok);
    desk.now += SignedDuration::from_hours(71);
    assert_eq!(desk.visit().await.health, Health::Unchanged);
    desk.now += SignedDuration::from_hours(2);
    let state = desk.visit().await;
    assert_eq!((state.health, state.failures), (Health::Silent, 0));
    desk.visit().await;
    let mails = desk.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].0.ends_with("unusually silent") && mails[0].1.contains("newest item is of 2024-09-26"), "{mails:?}");

    let mut with_news = vec!["Mon, 30 Sep 2024 00:00:00 GMT"];
    with_news.extend(daily);
    desk.will(rss(&with_news));
    assert_eq!(desk.visit().await.health, Health::Ok);
    assert_eq!(desk.subjects().last().unwrap(), "[rosterwatch] Source News Example: well again");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_sources_that_break_at_once_are_one_mail() {
    let more: String = (0..30)
        .map(|number| format!("\n[[source]]\nname = \"Wire {number}\"\nkind = \"feed\"\nurl = \"https://wire{number}.example/feed\"\n"))
        .collect();
    let mut desk = Desk::new(Answer::status(500), "").await.restart(&format!("{MINIMAL}{more}"), "[health]\nnotify_after = 1\n");
    assert_eq!(desk.cycle().await, 31);
    assert_eq!(desk.subjects(), ["[rosterwatch] Sources: 31 in trouble"]);
    desk.will(rss(&[]));
    desk.now += SignedDuration::from_hours(1);
    desk.cycle().await;
    assert_eq!(desk.subjects(), ["[rosterwatch] Sources: 31 in trouble", "[rosterwatch] Sources: 31 well again"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_comes_out_anywhere() {
    let secret = "hunter2hunter2";
    let echo = format!("<html><title>You sent {secret}</title></html>");
    let desk = Desk::new(Answer::new(403, "text/html", echo), "").await;
    std::fs::write(desk.dir.path().join("token"), format!("Bearer {secret}\n")).unwrap();
    let source = format!("{MINIMAL}secret_headers = {{ Authorization = \"token\" }}\nheaders = {{ X-Key = \"{secret}\" }}\n");
    let mut desk = desk.restart(&source, "[health]\nnotify_after = 1\n");
    desk.visit().await;
    let asked = desk.server.asked().pop().unwrap();
    assert_eq!((asked.header("authorization"), asked.header("x-key")), (Some(format!("Bearer {secret}").as_str()), Some(secret)));

    desk.will(Answer::redirect(302, &format!("https://desk:{secret}@elsewhere.example/feed")));
    desk.visit().await;
    desk.will(Act::Raw(format!("{secret}\r\n").into_bytes()));
    let state = desk.visit().await;
    assert_eq!(state.failures, 3);
    let told = format!("{state:?}{:?}{:?}{:?}", desk.mails(), desk.watch.config, desk.watch.client);
    assert!(!told.contains(secret), "{told}");
    for file in ["rosterwatch.db", "rosterwatch.db-wal"] {
        let bytes = std::fs::read(desk.dir.path().join("state").join(file)).unwrap_or_default();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{file} holds a secret");
    }
}
