//! X: oEmbed without a token, API v2 with one, and every way in which it says no.

use rosterwatch::domain::{Author, Body, Language};
use rosterwatch::source::{Cursor, Error, Source, x};
use serde_json::{Value, json as value};

use super::stand_in::*;

const POST: &str = "https://twitter.com/maxroe/status/1839096160168063488?s=20";

fn post() -> Source {
    source(&format!("kind = \"x-post\"\nurl = \"{POST}\""))
}

fn with_token(table: &str) -> Source {
    source_with(table, &x::Access { token: Some("secret-token".into()), ..x::Access::default() })
}

fn api_post() -> Source {
    with_token(&format!("kind = \"x-post\"\nurl = \"{POST}\""))
}

fn account() -> Source {
    with_token("kind = \"x-account\"\nhandle = \"@maxroe\"")
}

fn users() -> Value {
    value!({ "users": [{ "id": "7", "name": "Max Roe", "username": "maxroe" }] })
}

#[tokio::test]
async fn without_a_token_a_post_comes_from_oembed_and_is_read_once() {
    let server = StandIn::start(|_| {
        json(200, value!({ "author_name": "Max Roe", "author_url": "https://twitter.com/maxroe", "cache_age": "3153600000",
            "html": "<blockquote class=\"twitter-tweet\"><p lang=\"en\" dir=\"ltr\">jo, thank you for all of it.</p>&mdash; Max Roe (@maxroe)</blockquote>" }))
    })
    .await;
    let batch = server.visit(&post(), &Cursor::default()).await.unwrap();
    let item = &batch.items[0];
    assert_eq!((item.key.as_str(), item.url.as_str()), ("x:1839096160168063488", "https://x.com/maxroe/status/1839096160168063488"));
    assert_eq!(item.body, Body::Text("jo, thank you for all of it.".into()));
    assert_eq!(item.published.unwrap().as_second(), 1727309667, "2024-09-26T00:14:27Z stands in the number");
    assert!(server.asked()[0].has("https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2Fmaxroe%2Fstatus%2F1839096160168063488"));
    assert!(server.visit(&post(), &batch.cursor).await.unwrap().unchanged);
    assert_eq!(server.asked().len(), 1, "a post does not change");
}

#[tokio::test]
async fn a_missing_or_protected_post_is_told_apart() {
    let server = StandIn::start(|_| answer(404, &[], "<html>")).await;
    assert!(matches!(server.visit(&post(), &Cursor::default()).await, Err(Error::NotFound(_))));
    let server = StandIn::start(|_| json(403, value!({ "error": "Sorry, you are not authorized to see this status." }))).await;
    assert!(matches!(server.visit(&post(), &Cursor::default()).await, Err(Error::Refused(_))));
}

#[tokio::test]
async fn with_a_token_a_long_post_is_whole_in_either_family() {
    for (note, family) in [("note_post", "post.fields"), ("note_tweet", "tweet.fields")] {
        let server = StandIn::start(move |asked| {
            if !asked.has(family) {
                return json(400, value!({ "title": "Invalid Request", "errors": [{ "parameters": { "post.fields": ["note_post"] }, "message": "The query parameter [post.fields] is not one of [id,tweet.fields]" }] }));
            }
            json(200, value!({ "data": { "id": "1839096160168063488", "author_id": "7", "lang": "en", "text": "this went to the whole company\u{2026} https://t.co/cut",
                note: { "text": "this went to the whole company: R&amp;D moves to Ann, see https://t.co/memo https://t.co/pic",
                    "entities": { "urls": [{ "url": "https://t.co/memo", "expanded_url": "https://acme.example/memo" },
                        { "url": "https://t.co/pic", "expanded_url": "https://x.com/maxroe/status/1839096160168063488/photo/1" }], "mentions": null } } },
                "includes": users() }))
        })
        .await;
        let batch = server.visit(&api_post(), &Cursor::default()).await.unwrap();
        let item = &batch.items[0];
        assert_eq!(item.body, Body::Text("this went to the whole company: R&D moves to Ann, see https://acme.example/memo".into()));
        assert_eq!(item.author, Some(Author { name: "Max Roe".into(), handle: Some("@maxroe".into()) }));
        assert_eq!((item.language, item.title.as_deref()), (Some(Language::English), Some("Max Roe (@maxroe) on X")));
        assert!(batch.warnings.is_empty());
        assert_eq!(server.asked()[0].header("authorization"), Some("Bearer secret-token"));
    }
}

#[tokio::test]
async fn an_account_is_looked_up_once_then_read_from_its_newest_post_page_by_page() {
    let server = StandIn::start(|asked| {
        if asked.has("/by/username/") {
            return json(200, value!({ "data": { "id": "7", "name": "Max Roe", "username": "maxroe" } }));
        }
        if asked.has("post.fields") {
            return json(400, value!({ "errors": [{ "parameters": { "post.fields": ["lang"] }, "message": "unknown" }] }));
        }
        let page = |ids: &[&str], next: Option<&str>| {
            let posts: Vec<Value> = ids.iter().map(|id| value!({ "id": id, "text": format!("post {id}"), "author_id": "7" })).collect();
            json(200, value!({ "data": posts, "includes": users(), "meta": { "result_count": ids.len(), "newest_id": ids[0], "next_token": next } }))
        };
        if asked.has("pagination_token=two") {
            page(&["1839028518996324756"], None)
        } else if asked.has("since_id=1839099787423134051") {
            json(200, value!({ "meta": { "result_count": 0 } }))
        } else if asked.has("since_id=1839028518996324755") {
            page(&["1839099787423134051", "1839096160168063488"], Some("two"))
        } else {
            page(&["1839028518996324755"], Some("older"))
        }
    })
    .await;
    let first = server.visit(&account(), &Cursor::default()).await.unwrap();
    assert_eq!(first.items.len(), 1);
    assert!(!server.asked().iter().any(|asked| asked.has("older")), "the first visit is not paged: each post is billed");
    let before = server.asked().len();
    let second = server.visit(&account(), &first.cursor).await.unwrap();
    let keys: Vec<&str> = second.items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["x:1839028518996324756", "x:1839096160168063488", "x:1839099787423134051"], "oldest first");
    let asked = &server.asked()[before..];
    assert_eq!(asked.len(), 2, "neither the account nor the names of the fields are asked again: {asked:?}");
    assert!(asked.iter().all(|asked| asked.has("/2/users/7/tweets?exclude=replies") && asked.has("tweet.fields=")));
    let third = server.visit(&account(), &second.cursor).await.unwrap();
    assert!(third.unchanged && third.cursor.get("since_id") == Some("1839099787423134051"));
}

#[tokio::test]
async fn every_way_of_saying_no_is_understood() {
    let problem = |word: &str| value!({ "title": "t", "detail": "a detail", "type": format!("https://api.twitter.com/2/problems/{word}") });
    let cases: Vec<(u16, Value, &str, &str)> = vec![
        (200, value!({ "errors": [problem("resource-not-found")] }), "Gone", "a detail"),
        (200, value!({ "errors": [problem("not-authorized-for-resource")] }), "Refused", "protected"),
        (
            401,
            value!({ "title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized" }),
            "Unauthorized",
            "x.bearer_token_file",
        ),
        (402, problem("credits-depleted"), "Refused", "credits"),
        (403, value!({ "title": "Client Forbidden", "reason": "client-not-enrolled", "detail": "enrol" }), "Refused", "developer console"),
        (429, problem("usage-capped"), "RateLimited", "usage cap"),
        (404, value!(null), "NotFound", "404"),
        (503, value!(null), "Transport", "503"),
        (200, value!({ "data": [] }), "Malformed", "not understood"),
    ];
    for (status, body, expected, says) in cases {
        let server = StandIn::start(move |_| json(status, body.clone())).await;
        let error = server.visit(&api_post(), &Cursor::default()).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{status}: {error:?}");
        let line = error.to_string();
        assert!(line.contains(says) && !line.contains('\n') && !line.contains("secret-token"), "{line}");
    }
}

#[tokio::test]
async fn a_rate_limit_of_x_ends_when_its_header_says() {
    let server = StandIn::start(|_| {
        answer(429, &[("x-rate-limit-reset", "1727314200"), ("x-rate-limit-remaining", "0")], "{\"title\":\"Too Many Requests\"}")
    })
    .await;
    let Err(Error::RateLimited { until, .. }) = server.visit(&account(), &Cursor::default()).await else { panic!("no rate limit") };
    assert_eq!(until, "2024-09-26T01:30:00Z".parse().unwrap());
}

#[tokio::test]
async fn an_unknown_account_is_not_found_and_a_protected_one_refused() {
    let server = StandIn::start(|_| {
        json(200, value!({ "errors": [{ "detail": "no user", "type": "https://api.x.com/2/problems/resource-not-found" }] }))
    })
    .await;
    let error = server.visit(&account(), &Cursor::default()).await.unwrap_err();
    assert!(matches!(&error, Error::NotFound(text) if text.contains("@maxroe")), "{error:?}");
}

#[tokio::test]
async fn mixed_data_and_errors_give_the_data() {
    let server = StandIn::start(|asked| {
        if asked.has("/by/username/") {
            return json(200, value!({ "data": { "id": "7", "name": "Max Roe", "username": "maxroe" } }));
        }
        json(200, value!({ "data": [{ "id": "1839028518996324755", "text": "a post" }, { "id": "1839028518996324000", "text": "RT @x: y", "referenced_posts": [{ "type": "retweeted", "id": "1" }] }],
            "errors": [{ "type": "https://api.x.com/2/problems/resource-not-found" }], "meta": { "newest_id": "1839028518996324755" } }))
    })
    .await;
    let batch = server.visit(&account(), &Cursor::default()).await.unwrap();
    assert_eq!(batch.items.len(), 1, "the repost is left out");
    assert_eq!(batch.items[0].author.as_ref().unwrap().handle.as_deref(), Some("@maxroe"));
}

fn search() -> Source {
    with_token("kind = \"x-search\"\nquery = \"acme (ceo OR cto)\"")
}

#[tokio::test]
async fn quoted_and_repeated_posts_stay_their_authors_in_either_family() {
    for (name, family) in [("new", "post.fields"), ("old", "tweet.fields")] {
        let server = StandIn::start(move |asked| {
            if asked.has("/by/username/") {
                return json(200, value!({ "data": { "id": "7", "name": "Max Roe", "username": "maxroe" } }));
            }
            if !asked.has(family) {
                return json(400, value!({ "errors": [{ "parameters": { "post.fields": ["lang"] }, "message": "unknown" }] }));
            }
            answer(200, &[("content-type", "application/json")], fixture(&format!("x/quoted-{name}.json")))
        })
        .await;
        let batch = server.visit(&account(), &Cursor::default()).await.unwrap();
        let [repost, own] = batch.items.as_slice() else { panic!("{name}: {:?}", batch.items) };
        assert_eq!(repost.key, "x:1839099787423134051", "{name}: a repost is the post that it repeats");
        assert_eq!(repost.author.as_ref().unwrap().handle.as_deref(), Some("@annlee"), "{name}");
        assert_eq!(
            repost.body,
            Body::Text("I am leaving Acme after nine years & I am \"proud\" of them.".into()),
            "{name}: the whole of it"
        );
        assert_eq!(own.author.as_ref().unwrap().handle.as_deref(), Some("@maxroe"), "{name}");
        let Body::Text(text) = &own.body else { panic!("{:?}", own.body) };
        let quoted = "thank you for all of it\n“I am leaving Acme after nine years & I am 'proud' of them.” (";
        assert!(text.starts_with(quoted) && text.ends_with("@annlee, on X)"), "{name}: {text}");
        let lost = batch.warnings.iter().any(|warning| warning.contains("1 reposts came without"));
        assert_eq!(lost, name == "new", "{:?}", batch.warnings);
    }
}

#[tokio::test]
async fn what_is_left_out_is_for_the_configuration_to_say() {
    for (more, expected) in [
        ("", Some("exclude=replies&")),
        ("reposts = false", Some("exclude=replies%2Cretweets&")),
        ("replies = true\nreposts = false", Some("exclude=retweets&")),
        ("replies = true", None),
    ] {
        let server = StandIn::start(|asked| {
            if asked.has("/by/username/") {
                return json(200, value!({ "data": { "id": "7", "name": "Max Roe", "username": "maxroe" } }));
            }
            json(200, value!({ "meta": { "result_count": 0 } }))
        })
        .await;
        let source = with_token(&format!("kind = \"x-account\"\nhandle = \"@maxroe\"\n{more}"));
        assert!(server.visit(&source, &Cursor::default()).await.unwrap().unchanged, "an empty timeline");
        let asked = server.asked()[1].url.clone();
        assert_eq!(expected.is_some_and(|part| asked.contains(part)), asked.contains("exclude="), "{more}: {asked}");
    }
}

#[tokio::test]
async fn a_search_goes_back_to_its_newest_post_or_a_week() {
    let server = StandIn::start(|asked| {
        if asked.has("next_token=two") {
            return json(200, value!({ "data": [{ "id": "1839028518996324755", "text": "older", "author_id": "9" }], "meta": {} }));
        }
        json(200, value!({ "data": [{ "id": "1839096160168063488", "text": "Acme's CEO is out", "author_id": "9" }],
            "includes": { "users": [{ "id": "9", "name": "Ann Lee", "username": "annlee" }] }, "meta": { "newest_id": "1839096160168063488", "next_token": "two" } }))
    })
    .await;
    let first = server.visit(&search(), &Cursor::default()).await.unwrap();
    assert_eq!((first.items.len(), first.items[0].author.as_ref().unwrap().handle.as_deref()), (1, Some("@annlee")));
    assert!(server.asked()[0].has("/2/tweets/search/recent?query=acme+%28ceo+OR+cto%29&sort_order=recency&max_results=20&"));
    let second = server.visit(&search(), &first.cursor).await.unwrap();
    assert_eq!(second.items.len(), 2);
    assert!(server.asked()[2].has("next_token=two") && server.asked()[2].has("since_id=1839096160168063488"));
    let mut stale = first.cursor.clone();
    stale.set("since_id", Some("1800000000000000000"));
    server.visit(&search(), &stale).await.unwrap();
    let since = server.asked()[3].url.clone();
    let since: u64 = since.split("since_id=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
    let reach = now().as_millisecond() - ((since >> 22) as i64 + 1_288_834_974_657);
    assert_eq!(reach, (7 * 24 - 1) * 3_600_000, "X refuses a `since_id` from before its week");
    let mut other = first.cursor.clone();
    other.set("query", Some("something else"));
    server.visit(&search(), &other).await.unwrap();
    assert!(!server.asked().last().unwrap().has("since_id"), "another query starts anew");
}

#[tokio::test]
async fn the_budget_counts_what_is_billed_and_stops_before_it_is_spent() {
    let server = StandIn::start(|asked| {
        if asked.has("/by/username/") {
            return json(200, value!({ "data": { "id": "7", "name": "Max Roe", "username": "maxroe" } }));
        }
        let posts: Vec<Value> =
            (0..10).map(|n| value!({ "id": (1839096160168063488_u64 + n).to_string(), "text": "post", "author_id": "7" })).collect();
        json(200, value!({ "data": posts, "includes": users(), "meta": { "next_token": "more" } }))
    })
    .await;
    let budget = std::sync::Arc::new(x::Budget::new(35, 1000));
    let access = x::Access { token: Some("secret-token".into()), budget: budget.clone(), ..x::Access::default() };
    let account = source_with("kind = \"x-account\"\nhandle = \"@maxroe\"", &access);
    let first = server.visit(&account, &Cursor::default()).await.unwrap();
    let second = server.visit(&account, &first.cursor).await.unwrap();
    assert_eq!(second.items.len(), 20, "two more pages fit, a third does not: {:?}", second.warnings);
    assert!(second.warnings[0].contains("x.max_posts_per_day = 35"), "{:?}", second.warnings);
    assert!(server.asked()[2].has("max_results=25") && server.asked()[3].has("max_results=15"), "never more than is left");
    let asked = server.asked().len();
    let Err(Error::RateLimited { until, .. }) = server.visit(&account, &second.cursor).await else { panic!("no limit") };
    assert_eq!((until.to_string().as_str(), server.asked().len()), ("2024-09-27T00:00:00Z", asked), "nothing is asked");
    let billed: Vec<_> = budget.take_unsaved().into_values().collect();
    assert_eq!(billed, [x::Billed { posts: 30, users: 4 }]);
}

#[tokio::test]
async fn a_long_post_that_comes_without_its_note_is_known_to_be_cut() {
    let server = StandIn::start(|_| {
        json(200, value!({ "data": { "id": "1839096160168063488", "author_id": "7", "text": "this went to the whole\u{2026} https://t.co/cut" }, "includes": users() }))
    })
    .await;
    let batch = server.visit(&api_post(), &Cursor::default()).await.unwrap();
    assert!(batch.warnings[0].contains("gives this long post cut"), "{:?}", batch.warnings);
}
