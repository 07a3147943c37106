//! Feeds as the wild writes them, one file for each case.

use rosterwatch::domain::{Body, Item};
use rosterwatch::source::feed::{MAX_ENTRIES, Settings, parse};
use rosterwatch::source::{Batch, Error, Hints, Response};

use super::stand_in::fixture;

fn read(url: &str, body: Vec<u8>) -> Result<Batch, Error> {
    let url: url::Url = url.parse().unwrap();
    let response = Response { url: url.clone(), status: 200, headers: Default::default(), body };
    parse(&response, &Settings { url, follow: None, wanted: Default::default() })
}

fn items(name: &str) -> Vec<Item> {
    let batch = read("https://wire.example/rss", fixture(&format!("formats/{name}"))).unwrap();
    assert!(batch.warnings.is_empty(), "{name}: {:?}", batch.warnings);
    batch.items
}

#[test]
fn every_version_of_rss_and_atom_is_read() {
    let dated = ["rss-1.0.xml", "atom-0.3.xml"];
    for name in ["rss-0.90.xml", "rss-0.91.xml", "rss-0.92.xml", "rss-1.0.xml", "atom-0.3.xml"] {
        let items = items(name);
        let item = items.iter().find(|item| item.key == "https://wire.example/1").unwrap_or_else(|| panic!("{name}: {items:?}"));
        assert_eq!(item.title.as_deref(), Some("Acme names Jo Doe chief executive"), "{name}");
        assert!(matches!(item.body, Body::Link { .. }), "{name}: an excerpt is followed");
        if dated.contains(&name) {
            assert_eq!(item.published.unwrap().to_string(), "2024-09-25T19:42:03Z", "{name}");
            assert_eq!(item.author.as_ref().unwrap().name, "Ann Lee", "{name}");
        }
    }
    let items = items("rss-0.92.xml");
    let without_title = items.iter().find(|item| item.title.is_none()).unwrap();
    assert!(matches!(&without_title.body, Body::Html(html) if html.contains("She begins in May")), "{without_title:?}");
}

#[test]
fn a_press_release_wire_is_read_with_its_oddities() {
    let item = &items("press-release.xml")[0];
    assert_eq!(item.published.unwrap().to_string(), "2024-09-25T11:30:00Z", "a time without seconds");
    assert_eq!(item.key, "https://releases.example/2024/09/1.html");
}

#[test]
fn a_pinned_entry_is_old_and_not_the_newest() {
    let titles: Vec<String> = items("pinned.xml").into_iter().filter_map(|item| item.title).collect();
    assert_eq!(titles, ["Who we are (pinned)", "Ann Lee leaves", "Jo Doe joins"]);
}

#[test]
fn entries_that_share_an_id_are_told_apart_by_their_titles() {
    let items = items("same-id.xml");
    assert_eq!(items.len(), 2, "the third repeats the second: {items:?}");
    assert_ne!(items[0].key, items[1].key);
}

#[test]
fn an_id_that_changes_with_every_visit_makes_no_new_document() {
    let feed = |id: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>t</title><item><title>a</title><link>https://wire.example/1?utm_source=x{id}</link><guid isPermaLink=\"false\">{id}</guid></item></channel></rss>"
        )
    };
    let key = |id: &str| read("https://wire.example/rss", feed(id).into_bytes()).unwrap().items.remove(0).key;
    assert_eq!(key("1"), key("2"));
}

#[test]
fn ten_thousand_entries_are_read_and_not_one_more() {
    let entry = |number: usize| format!("<item><title>Entry {number}</title><link>https://wire.example/{number}</link></item>");
    let feed = |count: usize| {
        format!("<rss version=\"2.0\"><channel><title>t</title>{}</channel></rss>", (0..count).map(entry).collect::<String>())
    };
    assert_eq!(read("https://wire.example/rss", feed(MAX_ENTRIES).into_bytes()).unwrap().items.len(), MAX_ENTRIES);
    assert!(matches!(read("https://wire.example/rss", feed(MAX_ENTRIES + 1).into_bytes()), Err(Error::TooLarge(_))));
    let json: Vec<String> = (0..=MAX_ENTRIES).map(|number| format!("{{\"id\":\"{number}\",\"content_text\":\"a\"}}")).collect();
    let json = format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":[{}]}}", json.join(","));
    assert!(matches!(read("https://wire.example/feed.json", json.into_bytes()), Err(Error::TooLarge(_))));
}

#[test]
fn a_chinese_feeds_dates_without_a_zone_are_chinas() {
    let feed = |language: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>t</title>{language}<item><title>a</title><link>https://wire.example/1</link><pubDate>2026-06-13 16:37:21</pubDate></item></channel></rss>"
        )
    };
    let at =
        |language: &str| read("https://wire.example/rss", feed(language).into_bytes()).unwrap().items[0].published.unwrap().to_string();
    assert_eq!(at("<language>zh-cn</language>"), "2026-06-13T08:37:21Z");
    assert_eq!(at("<language>en</language>"), "2026-06-13T16:37:21Z");
}

#[test]
fn a_feeds_wishes_are_remembered_in_its_cursor() {
    let batch = read("https://wire.example/rss", fixture("formats/rss-1.0.xml")).unwrap();
    assert_eq!(Hints::remembered(&batch.cursor).wait.unwrap().as_mins(), 30);
}
