//! Bridges to X as feeds: posts under their numbers, each as the one's who said it.

use rosterwatch::domain::{Body, DocumentKind, Item};
use rosterwatch::source::{Cursor, Error};
use rosterwatch::text;

use super::stand_in::*;

async fn posts(name: &'static str, more: &str) -> Result<Vec<Item>, Error> {
    let server =
        StandIn::start(move |_| answer(200, &[("content-type", "application/rss+xml")], fixture(&format!("bridges/{name}")))).await;
    let source = source(&format!("kind = \"feed\"\nurl = \"https://bridge.example/jodoe/rss\"\n{more}"));
    server.visit(&source, &Cursor::default()).await.map(|batch| batch.items)
}

fn said(item: &Item) -> String {
    text::read(item, "bridge", now()).unwrap().text
}

fn who(item: &Item) -> (&str, Option<&str>) {
    item.author.as_ref().map(|author| (author.name.as_str(), author.handle.as_deref())).unwrap()
}

#[tokio::test]
async fn nitters_posts_go_by_number_and_speaker() {
    let items = posts("nitter.xml", "").await.unwrap();
    let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["x:1686318000000000000", "x:1839099787423134051", "x:2000000000000000001"], "the reply is left out");
    assert!(items.iter().all(|item| item.kind == DocumentKind::Post));
    assert_eq!(who(&items[1]), ("@annlee", Some("@annlee")), "what is repeated was said by another");
    assert_eq!(items[1].published.unwrap().to_string(), "2024-09-26T00:28:52.8Z", "the number tells the moment");
    assert_eq!(who(&items[2]), ("@jodoe", Some("@jodoe")));
    assert_eq!(said(&items[2]), "thank you for all of it, ann\n“I will 'rest' now & then see.” (Ann Lee, @annlee, on X)");
    assert_eq!(posts("nitter.xml", "replies = true\nreposts = false").await.unwrap().len(), 3);
}

#[tokio::test]
async fn rsshubs_reposts_are_not_their_repeaters() {
    let items = posts("rsshub.xml", "").await.unwrap();
    let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["x:1839100000000000001", "x:1839110000000000002"], "the reply is left out");
    assert_eq!(who(&items[0]), ("Ann Lee", None), "the address is that of the account that repeats it");
    assert_eq!(said(&items[0]), "I am leaving Acme after nine years.");
    assert_eq!(who(&items[1]), ("Jo Doe", Some("@jodoe")));
    assert_eq!(said(&items[1]), "thank you for all of it, ann\n“I will rest now and then see.” (Ann Lee, on X)");
    assert_eq!(posts("rsshub.xml", "reposts = false").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_bridge_that_does_not_know_us_refuses() {
    let error = posts("closed.xml", "").await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

#[tokio::test]
async fn a_posts_page_is_never_followed() {
    for item in posts("nitter.xml", "").await.unwrap().iter().chain(&posts("rsshub.xml", "").await.unwrap()) {
        assert!(!matches!(item.body, Body::Link { .. }), "{item:?}");
    }
}
