//! Hostile sources in one cycle with an honest one: each is refused or read within its time and its memory, and the honest one is served.
//! The threats at the level of HTTP (addresses, silence, floods, bombs) are in `tests/http/hostile.rs`.

mod support;

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use rosterwatch::config::Config;
use rosterwatch::domain::Health;
use rosterwatch::pipeline::{Watch, deliver, ingest};
use support::server::{Answer, Asked, Server};
use support::{MINIMAL, files, write_config};

/// What a whole cycle may take in a debug build on a busy machine; an unguarded parser takes minutes for some of these.
const LONGEST: Duration = Duration::from_secs(60);
/// What the process may have at its peak; an unguarded parser takes more for each of several of these.
const MOST_MEMORY: usize = 400 << 20;
const NEWS: &str = "OpenAI chief operating officer Brad Lightcap has resigned, the company said on Tuesday.";

fn rss(items: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>t</title><link>https://a.example/</link><description>d</description>{items}</channel></rss>"
    )
}

fn item(date: &str, text: &str) -> String {
    format!(
        "<item><title>People</title><guid isPermaLink=\"false\">{date}</guid><pubDate>{date}</pubDate><description>{text}</description></item>"
    )
}

/// A cycle over an honest feed and `hostile` answers: each a name, the kind of source, and what it answers.
struct Outcome {
    watch: Watch,
    dir: tempfile::TempDir,
    took: Duration,
}

async fn cycle(hostile: Vec<(&'static str, &'static str, Answer)>, http: &str) -> Outcome {
    let mut config = MINIMAL.to_string();
    for (name, kind, _) in &hostile {
        config.push_str(&format!("\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nurl = \"https://{name}.example/x\"\n"));
    }
    let server = Server::start(move |asked: &Asked| {
        let found = hostile.iter().find(|(name, ..)| asked.host() == format!("{name}.example") && !asked.has("/robots.txt"));
        match found {
            Some((.., answer)) => answer.clone(),
            None if asked.host() == "news.example" => {
                Answer::new(200, "application/rss+xml", rss(&item("Wed, 25 Sep 2024 13:20:00 GMT", NEWS)))
            }
            None => Answer::status(404),
        }
    })
    .await;
    let dir = tempfile::tempdir().unwrap();
    let now: Timestamp = "2024-09-26T00:00:00Z".parse().unwrap();
    let text = format!("{config}\n[http]\ngateway = \"{}\"\nspacing = \"0s\"\n{http}", server.gateway());
    let mut watch = Watch::open(Config::load(&write_config(dir.path(), &text)).unwrap(), now).unwrap();
    let began = Instant::now();
    let sources = watch.config.sources.clone();
    ingest(&mut watch, &sources, now).await.unwrap();
    deliver(&mut watch, now).await.unwrap();
    Outcome { watch, dir, took: began.elapsed() }
}

impl Outcome {
    fn health(&self, source: &str) -> Health {
        self.watch.store.cursor(source).unwrap().unwrap().health
    }

    /// The people of whom changes are told.
    fn people(&self) -> Vec<String> {
        self.watch.store.changes().unwrap().into_iter().map(|change| change.person).collect()
    }

    #[track_caller]
    fn honest_is_served(&self) {
        assert!(self.took < LONGEST, "{:?}", self.took);
        assert!(self.people().contains(&"Brad Lightcap".to_string()), "the honest source was not served");
        assert_eq!(self.health("News Example"), Health::Ok);
    }
}

fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

fn html(body: String) -> Answer {
    Answer::new(200, "text/html", body)
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_burn_the_processor_are_refused() {
    let mut attributes = String::from("<html><body><p");
    for number in 0..150_000 {
        attributes.push_str(&format!(" a{number}=1"));
    }
    attributes.push_str("><p>x");
    let bombs = vec![
        ("lists", "page", html("<ul><li>".repeat(200_000))),
        ("divs", "page", html("<div>".repeat(300_000))),
        ("bold", "page", html("<b>".repeat(500_000))),
        ("tables", "page", html("<table>".repeat(200_000))),
        ("attributes", "page", html(attributes)),
        ("longtag", "page", html(format!("<p title=\"{}\">x", "y".repeat(1 << 20)))),
        ("comment", "page", html("<!--".repeat(400_000))),
        ("script", "page", html("<script>".repeat(200_000))),
    ];
    let names: Vec<_> = bombs.iter().map(|(name, ..)| *name).collect();
    let outcome = cycle(bombs, "").await;
    outcome.honest_is_served();
    for name in names {
        assert!(outcome.watch.store.cursor(name).unwrap().is_some(), "{name} was not ended");
    }
    assert_eq!(outcome.people().len(), 1);
    assert!(peak_memory() < MOST_MEMORY, "{}", peak_memory());
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_that_fill_the_memory_are_refused() {
    let tiny = "<item><title>a</title></item>";
    let deep = format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":{}", "[".repeat(1_000_000));
    let feed = |body: String| Answer::new(200, "application/rss+xml", body);
    let bombs = vec![
        ("million", "feed", feed(rss(&"<item/>".repeat(200_000)))),
        ("many", "feed", feed(rss(&tiny.repeat(20_000)))),
        ("large", "feed", feed(rss(&item("Wed, 25 Sep 2024 13:20:00 GMT", &"word ".repeat(1_000_000))))),
        ("deepjson", "feed", Answer::new(200, "application/feed+json", deep)),
        ("deepxml", "feed", feed(rss(&"<a>".repeat(600_000)))),
        ("attributes", "feed", feed(rss(&format!("<item {}/>", "a=\"1\" ".repeat(250_000))))),
    ];
    let outcome = cycle(bombs, "").await;
    outcome.honest_is_served();
    for name in ["million", "many", "large", "deepjson"] {
        assert_eq!(outcome.health(name), Health::Malformed, "{name}");
    }
    assert!(peak_memory() < MOST_MEMORY, "{}", peak_memory());
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_are_not_expanded_and_nothing_outside_is_read() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "OpenAI chief executive Sam Altman has resigned, the company said on Tuesday.").unwrap();
    let mut laughs = String::from("<!DOCTYPE r [<!ENTITY l0 \"lol lol lol lol lol lol lol lol lol lol \">");
    for level in 1..12 {
        laughs.push_str(&format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)));
    }
    laughs.push_str("]>");
    let outside =
        format!("<!DOCTYPE r [<!ENTITY e SYSTEM \"file://{}\"><!ENTITY h SYSTEM \"http://127.0.0.1/\">]>", secret.path().display());
    let feed = |dtd: &str, text: &str| {
        Answer::new(200, "application/rss+xml", format!("{dtd}{}", rss(&item("Wed, 25 Sep 2024 13:20:00 GMT", text))))
    };
    let bombs = vec![
        ("laughs", "feed", feed(&laughs, "&l11;")),
        ("outside", "feed", feed(&outside, "&e;&h;")),
        ("quadratic", "feed", feed(&format!("<!DOCTYPE r [<!ENTITY a \"{}\">]>", "a".repeat(50_000)), &"&a;".repeat(50_000))),
    ];
    let outcome = cycle(bombs, "").await;
    outcome.honest_is_served();
    assert_eq!(outcome.people(), ["Brad Lightcap"], "a local file was read");
    assert!(peak_memory() < MOST_MEMORY, "{}", peak_memory());
}

#[tokio::test(flavor = "multi_thread")]
async fn impossible_dates_alert_nobody() {
    let altman = "OpenAI chief executive Sam Altman has resigned, the company said on Tuesday.";
    let kwon = "OpenAI chief strategy officer Jason Kwon has resigned, the company said on Tuesday.";
    let feed = |date: &str, text: &str| Answer::new(200, "application/rss+xml", rss(&item(date, text)));
    let odd = vec![
        ("future", "feed", feed("Wed, 25 Sep 2069 13:20:00 GMT", altman)),
        ("past", "feed", feed("Sat, 25 Sep 1999 13:20:00 GMT", kwon)),
    ];
    let outcome = cycle(odd, "").await;
    outcome.honest_is_served();
    assert_eq!(outcome.people().len(), 3, "it is kept");
    let mails = files(&outcome.dir.path().join("state/mail"), "eml");
    assert_eq!(mails.len(), 1);
    let mail = std::fs::read(&mails[0]).unwrap();
    let subject = MessageParser::default().parse(&mail).unwrap().subject().unwrap().to_string();
    assert!(subject.contains("Brad Lightcap") && !subject.contains("more"), "{subject}");
    assert!(outcome.watch.store.cursor("future").unwrap().unwrap().dates.is_empty(), "a date far ahead is no date of a newest item");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_charset_hides_what_is_read() {
    let seven = "+ADw-p+AD4-OpenAI chief executive Sam Altman has resigned, the company said on Tuesday.+ADw-/p+AD4-";
    let wide: Vec<u8> = std::iter::once(0xfeff_u16)
        .chain("<p>Nothing here but words about the weather of today.".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let odd = vec![
        ("seven", "page", Answer::new(200, "text/html; charset=utf-7", seven)),
        ("mark", "page", Answer::new(200, "text/html; charset=iso-8859-1", wide)),
        ("nul", "page", Answer::new(200, "text/html", "<p>a\0b\0c\0d".repeat(1000))),
        ("broken", "feed", Answer::new(200, "application/rss+xml; charset=utf-8", [rss("<item>").into_bytes(), vec![0xff; 1000]].concat())),
    ];
    let outcome = cycle(odd, "").await;
    outcome.honest_is_served();
    assert_eq!(outcome.health("mark"), Health::Ok, "a byte order mark wins over a header");
    let articles = outcome.watch.store.article_count().unwrap();
    assert!((2..=4).contains(&articles), "{articles}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_costs_the_others_nothing() {
    let server = Server::start(|_: &Asked| support::server::Act::Hang).await;
    let mut config = MINIMAL.to_string();
    for number in 0..200 {
        config.push_str(&format!("\n[[source]]\nname = \"{number}\"\nkind = \"feed\"\nurl = \"https://h{number}.example/\"\n"));
    }
    let dir = tempfile::tempdir().unwrap();
    let now: Timestamp = "2024-09-26T00:00:00Z".parse().unwrap();
    let text = format!("{config}\n[http]\ngateway = \"{}\"\nspacing = \"0s\"\nheader_timeout = \"2s\"\n", server.gateway());
    let mut watch = Watch::open(Config::load(&write_config(dir.path(), &text)).unwrap(), now).unwrap();
    let sources = watch.config.sources.clone();
    let began = Instant::now();
    let ingested = ingest(&mut watch, &sources, now).await.unwrap();
    let took = SignedDuration::try_from(began.elapsed()).unwrap();
    assert_eq!(ingested.visits.len(), 201);
    // One after the other, or in the eight places that there once were, these would wait for more than 50 s.
    assert!(took < SignedDuration::from_secs(20), "{took:#}");
}

/// Libraries that would bring a danger back: regular expressions that backtrack, XML readers that expand entities, scripts.
#[test]
fn no_library_brings_a_danger_back() {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"regex\""));
    for danger in ["fancy-regex", "pcre2", "onig", "xml-rs", "libxml", "html2text", "rquickjs", "boa_engine", "mlua"] {
        assert!(!lock.contains(&format!("name = \"{danger}\"")), "{danger} is among the dependencies");
    }
}
