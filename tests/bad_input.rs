//! What the outside can send at its worst: each gives one clear line, and what the other sources brought is kept.

mod support;

use std::path::Path;

use support::standin::{Answer, StandIn};
use support::{MINIMAL, rosterwatch, write_config};

const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News Example</title><link>https://news.example/</link>
<description>d</description><item><title>A day in the garden</title><link>https://news.example/garden</link><guid>g-1</guid>
<pubDate>Wed, 25 Sep 2024 13:20:00 +0000</pubDate>
<content:encoded><![CDATA[<p>The tomatoes are ripe, and the beans will follow within a week if the weather holds.</p>]]></content:encoded></item></channel></rss>"#;

/// One cycle with a sound feed and one further source; what stood on stderr, and how many articles were stored.
async fn cycle(source: &str, url: &str, answer: Option<Answer>) -> (String, i64, Option<i32>) {
    let server = StandIn::start().await;
    server.answer("https://news.example/feed.xml", Answer::new(200, "application/rss+xml", GOOD));
    if let Some(answer) = answer {
        server.answer(url, answer);
    }
    let dir = tempfile::tempdir().unwrap();
    let gateway = format!("[http]\ngateway = \"{}\"\nspacing = \"0s\"\n", server.gateway());
    let file = write_config(dir.path(), &format!("{MINIMAL}\n{gateway}\n[[source]]\nname = \"The bad one\"\n{source}\nurl = \"{url}\"\n"));
    let output = tokio::task::spawn_blocking(move || rosterwatch().arg("once").arg("-c").arg(file).output().unwrap()).await.unwrap();
    (String::from_utf8(output.stderr).unwrap(), articles(&dir.path().join("state")), output.status.code())
}

fn articles(state: &Path) -> i64 {
    let store = rusqlite::Connection::open(state.join("rosterwatch.db")).unwrap();
    store.query_row("SELECT count(*) FROM article WHERE text <> ''", [], |row| row.get(0)).unwrap()
}

#[track_caller]
fn one_line(outcome: (String, i64, Option<i32>), words: &[&str]) {
    let (stderr, articles, code) = outcome;
    assert_eq!(stderr.lines().count(), 1, "one line: {stderr}");
    for word in ["The bad one"].iter().chain(words) {
        assert!(stderr.contains(word), "{word:?} is not in: {stderr}");
    }
    assert_eq!(articles, 1, "the other source's article is kept");
    assert_eq!(code, Some(1), "a failed source is a failure of the cycle");
}

const PAGE: &str = "kind = \"page\"";
const URL: &str = "https://bad.example/article";

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_article() {
    one_line(cycle(PAGE, URL, Some(Answer::new(200, "text/html", ""))).await, &[URL, "empty"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_without_words() {
    one_line(cycle(PAGE, URL, Some(Answer::new(200, "text/html", "<html><body><script>x()</script></body></html>"))).await, &[URL]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binary_article() {
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2654435761) >> 13) as u8).collect();
    one_line(cycle(PAGE, URL, Some(Answer::new(200, "text/html", noise))).await, &[URL, "binary"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_of_50_megabytes() {
    let huge = "<p>and so on</p>".repeat(50 << 16);
    assert!(huge.len() >= 50 << 20);
    one_line(cycle(PAGE, URL, Some(Answer::new(200, "text/html", huge))).await, &[URL, "max_body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_nested_beyond_measure() {
    let deep = format!("<html><body>{}x{}</body></html>", "<div>".repeat(20_000), "</div>".repeat(20_000));
    one_line(cycle(PAGE, URL, Some(Answer::new(200, "text/html", deep))).await, &[URL, "deep"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_is_not_utf8_is_read_all_the_same() {
    let text = "Die Gärtnerei über dem Fluß schließt. ".repeat(20);
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let page = [b"<html><head><title>x</title></head><body><article><p>".as_slice(), &latin, b"</p></article></body></html>"].concat();
    let (stderr, articles, code) = cycle(PAGE, URL, Some(Answer::new(200, "text/html", page))).await;
    assert_eq!((stderr.as_str(), articles, code), ("", 2, Some(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_oembed_404() {
    let url = "https://x.com/nobody/status/1839028518996324755";
    let missing = Answer::new(404, "application/json", "{}");
    let outcome = cycle("kind = \"x-post\"", url, Some(missing)).await;
    one_line(outcome, &[": https://x.com/nobody/status/1839028518996324755: ", "404", "deleted"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_html() {
    let page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Please enable cookies.</p></body></html>";
    one_line(
        cycle("kind = \"feed\"", "https://bad.example/feed", Some(Answer::new(200, "text/html", page))).await,
        &["https://bad.example/feed", "web page and not a feed"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses() {
    one_line(cycle(PAGE, URL, Some(Answer::new(403, "text/html", "<h1>Forbidden</h1>"))).await, &[URL, "403"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_on_this_machine_is_not_asked() {
    one_line(cycle(PAGE, "http://127.0.0.1:9/secret", None).await, &["127.0.0.1"]);
}
