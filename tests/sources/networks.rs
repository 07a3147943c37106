//! Bluesky, Mastodon and Hacker News, none of which wants a key.

use rosterwatch::domain::{Body, Language};
use rosterwatch::source::{Cursor, Error, needs_follow};
use rosterwatch::text;

use super::stand_in::*;

fn bluesky(more: &str) -> rosterwatch::source::Source {
    source(&format!("kind = \"bluesky\"\nhandle = \"@acme.example\"\n{more}"))
}

fn mastodon() -> rosterwatch::source::Source {
    source("kind = \"mastodon\"\nhandle = \"@jodoe@social.example\"")
}

#[tokio::test]
async fn a_bluesky_account_is_read_with_quotations_and_reposts() {
    let server = StandIn::start(|_| answer(200, &[("content-type", "application/json")], fixture("networks/bluesky.json"))).await;
    let batch = server.visit(&bluesky(""), &Cursor::default()).await.unwrap();
    assert!(server.asked()[0].has("app.bsky.feed.getAuthorFeed?actor=acme.example&limit=50&filter=posts_no_replies"));
    let [repost, own] = batch.items.as_slice() else { panic!("{:?}", batch.items) };
    assert_eq!((repost.key.as_str(), repost.published.unwrap().to_string().as_str()), ("bluesky:did:plc:def/3l4y", "2024-09-25T18:00:00Z"));
    assert_eq!(repost.author.as_ref().unwrap().handle.as_deref(), Some("@jodoe.example"), "a repost is its author's");
    assert_eq!((own.key.as_str(), own.language), ("bluesky:did:plc:abc/3l5a", Some(Language::English)));
    assert_eq!(own.url, "https://bsky.app/profile/acme.example/post/3l5a");
    assert_eq!(own.body, Body::Text("Jo Doe is our new chief executive.\n“I start in 'May'.” (Jo Doe, @jodoe.example, on Bluesky)".into()));
    assert!(server.visit(&bluesky(""), &batch.cursor).await.unwrap().unchanged);
    let all = server.visit(&bluesky("replies = true\nreposts = false"), &Cursor::default()).await.unwrap();
    assert_eq!(all.items.len(), 2);
    assert!(server.asked().last().unwrap().has("filter=posts_with_replies"));
}

#[tokio::test]
async fn bluesky_says_why_in_a_400() {
    let server = StandIn::start(|_| json(400, serde_json::json!({ "error": "InvalidRequest", "message": "Profile not found" }))).await;
    let error = server.visit(&bluesky(""), &Cursor::default()).await.unwrap_err();
    assert!(matches!(&error, Error::NotFound(text) if text.contains("Profile not found")), "{error:?}");
    let server = StandIn::start(|_| answer(200, &[("content-type", "text/html")], "<html>hello</html>")).await;
    assert!(matches!(server.visit(&bluesky(""), &Cursor::default()).await, Err(Error::Malformed(_))));
}

#[tokio::test]
async fn a_mastodon_account_is_looked_up_once_and_read_from_its_newest_post() {
    let server = StandIn::start(|asked| {
        if asked.has("/lookup") {
            json(200, serde_json::json!({ "id": "7", "acct": "jodoe", "display_name": "Jo Doe" }))
        } else if asked.has("since_id=113200000000000002") {
            json(200, serde_json::json!([]))
        } else {
            answer(200, &[("content-type", "application/json")], fixture("networks/mastodon-statuses.json"))
        }
    })
    .await;
    let first = server.visit(&mastodon(), &Cursor::default()).await.unwrap();
    let [repost, own] = first.items.as_slice() else { panic!("{:?}", first.items) };
    assert_eq!(
        (repost.key.as_str(), repost.author.as_ref().unwrap().name.as_str()),
        ("https://other.example/@annlee/5", "@annlee@other.example")
    );
    assert_eq!(own.author.as_ref().unwrap().handle.as_deref(), Some("@jodoe@social.example"), "the server is part of the handle");
    assert_eq!(text::read(own, "test", now()).unwrap().text, "I am leaving Acme & thank you all.");
    assert!(server.visit(&mastodon(), &first.cursor).await.unwrap().unchanged);
    let asked = server.asked();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked[1].has("https://social.example/api/v1/accounts/7/statuses?exclude_replies=true&exclude_reblogs=false&limit=40"));
}

#[tokio::test]
async fn an_unknown_or_closed_mastodon_account_is_told_apart() {
    for (status, expected) in [(404, "NotFound"), (401, "Refused"), (410, "Gone")] {
        let server = StandIn::start(move |_| json(status, serde_json::json!({ "error": "x" }))).await;
        let error = server.visit(&mastodon(), &Cursor::default()).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{status}: {error:?}");
    }
}

#[tokio::test]
async fn hacker_news_gives_links_to_follow() {
    let server = StandIn::start(|_| answer(200, &[("content-type", "application/json")], fixture("networks/hacker-news.json"))).await;
    let source = source("kind = \"hacker-news\"\nquery = \"acme chief\"");
    let batch = server.visit(&source, &Cursor::default()).await.unwrap();
    let [story, question] = batch.items.as_slice() else { panic!("{:?}", batch.items) };
    assert!(needs_follow(story) && story.author.is_none(), "who submits a link has not written it");
    assert_eq!(story.key, "https://news.example/2024/09/25/acme");
    assert_eq!(
        (question.key.as_str(), question.author.as_ref().unwrap().name.as_str()),
        ("https://news.ycombinator.com/item?id=41650002", "another")
    );
    let asked = server.asked()[0].url.clone();
    assert!(asked.contains("query=acme+chief&tags=story") && asked.contains("created_at_i%3E1727226000"), "a day back at first: {asked}");
    server.visit(&source, &batch.cursor).await.unwrap();
    assert!(server.asked()[1].has("created_at_i%3E1727294400"), "{}", server.asked()[1].url);
}
