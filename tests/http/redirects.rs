//! Redirects: what has moved for good is remembered, what has been removed is told.

use rosterwatch::source::{Batch, Client, Cursor, Error, Source, collect, x};

use super::kit::*;
use super::server::{Answer, Server};

fn feed(url: &str) -> Source {
    let table = format!("name = \"test\"\nkind = \"feed\"\nurl = \"{url}\"");
    Source::new(toml::from_str(&table).unwrap(), &x::Access::default()).unwrap()
}

fn rss(title: &str) -> Answer {
    let body = format!(
        "<rss version=\"2.0\"><channel><title>t</title><link>https://new.example/</link><description>d</description>\
         <item><title>{title}</title><guid isPermaLink=\"false\">{title}</guid></item></channel></rss>"
    );
    Answer::new(200, "application/rss+xml", body).with("etag", "\"1\"")
}

async fn visit(client: &Client, source: &Source, cursor: &Cursor) -> Result<Batch, Error> {
    collect(client, source, cursor, now()).await
}

#[tokio::test]
async fn what_has_moved_for_good_is_asked_at_its_new_address() {
    for status in [301, 308] {
        let server = Server::start(move |asked| match asked.host() {
            "old.example" => Answer::redirect(status, "https://mid.example/feed"),
            "mid.example" => Answer::redirect(308, "https://new.example/feed"),
            _ => rss("one").unless_known(asked),
        })
        .await;
        let (client, source) = (client(&server), feed("https://old.example/feed"));
        let first = visit(&client, &source, &Cursor::default()).await.unwrap();
        assert!(first.warnings[0].contains("has moved to https://new.example/feed for good"), "{:?}", first.warnings);
        let second = visit(&client, &source, &first.cursor).await.unwrap();
        assert!(second.unchanged && second.warnings.is_empty(), "told once, and the new address's validators are its own: {second:?}");
        let third = visit(&client, &source, &second.cursor).await.unwrap();
        assert!(third.unchanged);
        let hosts: Vec<_> = server.asked().iter().map(|asked| asked.host().to_string()).collect();
        assert_eq!(hosts, ["old.example", "mid.example", "new.example", "new.example", "new.example"]);
    }
}

#[tokio::test]
async fn what_has_moved_for_now_is_asked_where_it_was() {
    let server = Server::start(|asked| match asked.host() {
        "old.example" => Answer::redirect(302, "https://new.example/feed"),
        _ => rss("one").unless_known(asked),
    })
    .await;
    let (client, source) = (client(&server), feed("https://old.example/feed"));
    let first = visit(&client, &source, &Cursor::default()).await.unwrap();
    let second = visit(&client, &source, &first.cursor).await.unwrap();
    assert!(first.warnings.is_empty() && second.unchanged);
    assert_eq!(server.asked().iter().filter(|asked| asked.host() == "old.example").count(), 2);
}

#[tokio::test]
async fn a_new_address_that_fails_for_good_gives_way_to_the_configured_one() {
    let server = Server::start(|asked| match (asked.host(), asked.header("if-none-match")) {
        ("old.example", None) if asked.has("captive") => Answer::redirect(301, "https://portal.example/feed"),
        ("portal.example", None) => rss("one"),
        ("portal.example", Some(_)) => Answer::status(404),
        _ => rss("two"),
    })
    .await;
    let client = client(&server);
    let first = visit(&client, &feed("https://old.example/captive"), &Cursor::default()).await.unwrap();
    assert_eq!(first.cursor.get("moved_to"), Some("https://portal.example/feed"));
    let again = visit(&client, &feed("https://old.example/captive"), &first.cursor).await.unwrap();
    assert_eq!(again.items.len(), 1, "the configured address is asked again, and says where to go now");
    assert_eq!(server.asked().last().unwrap().host(), "portal.example");

    let other = visit(&client, &feed("https://old.example/other"), &first.cursor).await.unwrap();
    assert_eq!(other.cursor.get("moved_to"), None, "another configured address has not moved");
}

#[tokio::test]
async fn what_has_been_removed_is_gone_and_what_is_missing_is_not() {
    for (status, gone) in [(410, true), (404, false)] {
        let server = Server::start(move |_| Answer::status(status)).await;
        let (error, _) = line(visit(&client(&server), &feed("https://old.example/feed"), &Cursor::default()).await);
        assert_eq!(matches!(error, Error::Gone(_)), gone, "{error}");
    }
}
