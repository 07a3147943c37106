//! A text that brings the whole process down does so twice and not for ever: the process is aborted while it reads, as an overflowing
//! stack or the end of memory would do it, and what else there was to read is read all the same.
//!
//! The aborts are injected by `ROSTERWATCH_CRASH_ON` (see `src/crash.rs`), which exists in debug builds only.
#![cfg(debug_assertions)]

mod support;

use std::path::PathBuf;

use rosterwatch::store::Store;
use support::standin::{Answer, StandIn};
use support::{MINIMAL, rosterwatch, run, write_config};

const FEED: &str = "https://news.example/feed.xml";
const BAD: &str = "https://bad.example/feed.xml";
const POISON: &str = "https://news.example/poison";

fn feed(names: &[&str]) -> Answer {
    let item = |name: &&str| {
        format!(
            "<item><title>{name}</title><link>https://news.example/{name}</link><pubDate>Wed, 25 Sep 2024 13:20:00 GMT</pubDate>\
             <description>The tomatoes are ripe, says {name}.</description></item>"
        )
    };
    let items: String = names.iter().map(item).collect();
    Answer::new(200, "application/rss+xml", format!("<rss version=\"2.0\"><channel><title>t</title>{items}</channel></rss>"))
}

/// A watch of two feeds.
struct Desk {
    server: StandIn,
    dir: tempfile::TempDir,
    config: PathBuf,
}

impl Desk {
    async fn new() -> Self {
        let server = StandIn::start().await;
        server.answer(FEED, feed(&["bread", "poison", "honey"]));
        server.answer(BAD, feed(&["salt"]));
        let dir = tempfile::tempdir().unwrap();
        let gateway = format!("[http]\ngateway = \"{}\"\nspacing = \"0s\"\n", server.gateway());
        let bad = format!("[[source]]\nname = \"The bad one\"\nkind = \"feed\"\nfollow = false\nurl = \"{BAD}\"\n");
        let config = write_config(dir.path(), &format!("{MINIMAL}\n{gateway}\n{bad}"));
        Desk { server, dir, config }
    }

    /// One cycle over all sources that is aborted when it reads what has `word` in its address: the exit code, and what it said.
    async fn cycle(&self, word: &str) -> (Option<i32>, String) {
        let mut command = rosterwatch();
        command.args(["once", "--all", "-c"]).arg(&self.config).env("ROSTERWATCH_CRASH_ON", word);
        let output = run(command).await;
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn has_read(&self, name: &str) -> bool {
        let store = Store::open(&self.dir.path().join("state/rosterwatch.db")).unwrap();
        store.article(&format!("https://news.example/{name}")).unwrap().is_some()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_brings_the_process_down_twice_is_left_alone() {
    let desk = Desk::new().await;
    for _ in 0..2 {
        assert_eq!(desk.cycle(POISON).await.0, None, "the process is brought down");
        assert!(!desk.has_read("poison"));
    }
    let (code, told) = desk.cycle(POISON).await;
    assert_eq!(code, Some(1), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        matches!(lines[..], [line] if ["News Example", POISON, "sudden end 2 times", "report it"].iter().all(|part| line.contains(part))),
        "{told}"
    );
    assert!(desk.has_read("bread") && desk.has_read("honey") && desk.has_read("salt") && !desk.has_read("poison"));

    let (code, told) = desk.cycle(POISON).await;
    assert_eq!((code, told.as_str()), (Some(0), ""), "it has been said, and nothing is wrong any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_brings_the_process_down_twice_is_left_alone_until_it_changes() {
    let desk = Desk::new().await;
    for _ in 0..2 {
        assert_eq!(desk.cycle(BAD).await.0, None, "the process is brought down");
    }
    let (code, told) = desk.cycle(BAD).await;
    assert!(code == Some(1) && told.contains("The bad one") && told.contains("sudden end 2 times"), "{told}");
    assert!(desk.has_read("bread") && desk.has_read("poison") && !desk.has_read("salt"), "the other source is read");

    desk.server.answer(BAD, feed(&["pepper"]));
    let (code, told) = desk.cycle("").await;
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(desk.has_read("pepper") && !desk.has_read("salt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_only_there_when_it_happened_is_read_the_next_time() {
    let desk = Desk::new().await;
    assert_eq!(desk.cycle(POISON).await.0, None);
    let (code, told) = desk.cycle("").await;
    assert_eq!((code, told.as_str()), (Some(0), ""), "nobody is left alone after a single end");
    assert!(["bread", "poison", "honey", "salt"].iter().all(|name| desk.has_read(name)));
    assert!(!desk.dir.path().join("state/suspects").exists(), "nobody is suspected any more");
}
