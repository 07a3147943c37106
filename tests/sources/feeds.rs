//! Feeds from files: every format, and what the wild does to them.

use rosterwatch::domain::{Body, DocumentKind, Item, Language};
use rosterwatch::source::feed::{Settings, parse};
use rosterwatch::source::{Batch, Error, Response};

use super::stand_in::fixture;

fn parsed(url: &str, body: Vec<u8>, follow: Option<bool>) -> Result<Batch, Error> {
    let url: url::Url = url.parse().unwrap();
    parse(
        &Response { url: url.clone(), status: 200, headers: Default::default(), body },
        &Settings { url, follow, wanted: Default::default() },
    )
}

fn batch(url: &str, name: &str) -> Batch {
    parsed(url, fixture(name), None).unwrap()
}

fn moment(item: &Item) -> String {
    item.published.unwrap().to_string()
}

#[test]
fn rss_with_excerpts_gives_links_oldest_first() {
    let batch = batch("https://techcrunch.com/tag/acme/feed/", "techcrunch-feed.xml");
    assert!(batch.warnings.is_empty(), "{:?}", batch.warnings);
    let item = &batch.items[1];
    assert_eq!((matches!(item.body, Body::Link { .. }), item.language, item.kind), (true, Some(Language::English), DocumentKind::Article));
    assert_eq!((item.author.as_ref().unwrap().name.as_str(), moment(item).as_str()), ("Ann Lee", "2024-09-25T19:42:03Z"));
}

#[test]
fn follow_decides_over_the_length_of_the_text() {
    let texts = parsed("https://techcrunch.com/feed/", fixture("techcrunch-feed.xml"), Some(false)).unwrap();
    assert!(matches!(&texts.items[1].body, Body::Html(html) if html.contains("technology chief of Acme")));
    let long = format!(
        "<rss version=\"2.0\"><channel><title>t</title><item><title>a</title><link>https://news.example/1</link><description><![CDATA[{}]]></description></item></channel></rss>",
        "<p>The board thanked the outgoing chief executive for nine years of work.</p>".repeat(30)
    );
    let body = |follow| parsed("https://news.example/feed", long.clone().into_bytes(), follow).unwrap().items.remove(0).body;
    assert!(matches!(body(None), Body::Html(_)));
    assert!(matches!(body(Some(true)), Body::Link { taste: Some(_) }));
}

#[test]
fn atom_in_latin_1_is_decoded_and_its_relative_links_are_resolved() {
    let batch = batch("https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent", "atom-latin-1.xml");
    let item = &batch.items[0];
    assert_eq!(item.title.as_deref(), Some("8-K - EXAMPLE NAME S.À R.L. (0009999999) (Filer)"));
    assert_eq!(item.url, "https://www.sec.gov/Archives/edgar/data/9999999/000999999926000001-index.htm");
    assert_eq!(moment(item), "2026-09-28T20:08:32Z");
}

#[test]
fn json_feed_is_read() {
    let batch = parsed("https://acme.example/feed.json", fixture("json-feed.json"), Some(false)).unwrap();
    assert_eq!(
        batch.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(),
        ["https://acme.example/news/1", "https://acme.example/news/2"]
    );
    assert_eq!(batch.items[1].body, Body::Text("Acme has named Jo Doe chair of the board, effective 1 October.".into()));
    assert_eq!(batch.items[0].body, Body::Html("<p>Acme has opened an office in Bern.</p>".into()));
    assert_eq!(
        (moment(&batch.items[0]), batch.items[1].author.as_ref().unwrap().name.as_str()),
        ("2024-09-20T08:00:00Z".into(), "Acme press office")
    );
}

#[test]
fn dates_that_are_none_of_rfc_822_and_links_in_cdata_are_read() {
    let batch = batch("https://news.example/feed-newsflash", "chinese-dates.xml");
    assert_eq!(batch.items.iter().map(moment).collect::<Vec<_>>(), ["2026-06-13T01:00:00Z", "2026-06-13T08:37:21Z"]);
    assert_eq!((batch.items[1].key.as_str(), batch.items[1].language), ("https://news.example/newsflashes/2", Some(Language::Chinese)));
}

#[test]
fn a_damaged_feed_is_repaired_with_a_warning() {
    let batch = batch("https://wire.example/rss", "damaged.xml");
    assert_eq!(batch.items.iter().map(|item| item.title.as_deref().unwrap()).collect::<Vec<_>>(), ["Acme's R&D chief moves", "Second"]);
    assert_eq!(batch.items[0].url, "https://wire.example/1?a=1&b=2");
    assert_eq!(moment(&batch.items[0]), "2024-09-26T09:30:00Z");
    assert!(batch.warnings[0].contains("damaged"), "{:?}", batch.warnings);
}

#[test]
fn a_bridges_posts_are_posts_under_their_number() {
    let batch = batch("https://bridge.example/twitter/user/jodoe", "x-bridge.xml");
    let item = &batch.items[0];
    assert_eq!((item.key.as_str(), item.kind), ("x:1839096160168063488", DocumentKind::Post));
    assert_eq!(item.author.as_ref().unwrap().handle.as_deref(), Some("@jodoe"));
    assert!(matches!(&item.body, Body::Html(html) if html.contains("leave in november")), "pages of X are not followed: {:?}", item.body);
}

#[test]
fn entries_of_one_page_stay_apart_and_ids_are_never_invented() {
    let read = || batch("https://acme.example/changes.xml", "same-link.xml");
    let batch = read();
    let keys: Vec<&str> = batch.items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(
        keys,
        ["https://acme.example/changes.xml#Without link or id", "https://acme.example/changes#c-1", "https://acme.example/changes#c-2"]
    );
    assert!(batch.warnings[0].contains("1 entries have neither link nor text"), "{:?}", batch.warnings);
    assert_eq!(read().items, batch.items, "the same feed gives the same items");
}

#[test]
fn a_web_page_instead_of_a_feed_says_where_the_feed_is() {
    let page =
        b"<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml?a=1&amp;b=2\"></head></html>"
            .to_vec();
    let error = parsed("https://news.example/", page, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "https://news.example/: is a web page and not a feed; its feed is at https://news.example/rss.xml?a=1&b=2"
    );
    let error = parsed("https://news.example/", b"<html><body>hello</body></html>".to_vec(), None).unwrap_err();
    assert!(matches!(&error, Error::Malformed(text) if text.contains("kind = \"page\"")), "{error}");
}

#[test]
fn an_empty_feed_is_a_warning_and_no_error() {
    let batch =
        parsed("https://bridge.example/x", b"<rss version=\"2.0\"><channel><title>t</title></channel></rss>".to_vec(), None).unwrap();
    assert!(batch.items.is_empty() && batch.warnings[0].contains("no entries"));
}

#[test]
fn a_feed_with_too_many_entries_is_refused() {
    let entries = "<item><title>a</title></item>".repeat(10_001);
    let error = parsed("https://news.example/feed", format!("<rss version=\"2.0\"><channel>{entries}</channel></rss>").into_bytes(), None)
        .unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
}

#[test]
fn entities_are_not_expanded_and_nesting_is_harmless() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
        <rss version="2.0"><channel><title>t</title><item><title>x &b; &f; y</title><link>https://news.example/1</link></item></channel></rss>"#;
    let batch = parsed("https://news.example/feed", bomb.as_bytes().to_vec(), None).unwrap();
    assert_eq!(batch.items[0].title.as_deref(), Some("x &b; &f; y"));
    let deep = format!("<rss version=\"2.0\"><channel><item><title>t</title>{}", "<x>".repeat(100_000));
    let _ = parsed("https://news.example/feed", deep.into_bytes(), None);
}

#[test]
fn a_declaration_in_the_middle_of_a_feed_does_no_harm() {
    let feed = "<rss version=\"2.0\"><channel><title>t</title><item><title>a</title><link>https://news.example/1<?xml version=\"1.0\" encoding=\"gbk\"?></link></item></channel></rss>";
    let batch = parsed("https://news.example/feed", feed.as_bytes().to_vec(), None).unwrap();
    assert_eq!(batch.items[0].title.as_deref(), Some("a"));
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_a_batch_or_one_line(text in "[<>&;a-z/\\[\\]!\" {}:é离]{0,200}", root in proptest::sample::select(vec!["", "<rss version=\"2.0\"><channel><item>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>", "{\"version\":"])) {
        if let Err(error) = parsed("https://news.example/feed", format!("{root}{text}").into_bytes(), None) {
            proptest::prop_assert!(!error.to_string().contains('\n'));
        }
    }
}
