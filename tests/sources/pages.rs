//! Pages from the wire to the article: charsets, TechCrunch, followed links, recordings.

use rosterwatch::domain::{Article, Body, Item, Language};
use rosterwatch::source::{Client, Cursor, Error, Recording, Source, collect, follow, needs_follow};
use rosterwatch::text;

use super::stand_in::*;

const ARTICLE: &str = "https://techcrunch.com/2024/09/25/acmes-technology-chief-leaves/";

fn read(item: &Item) -> Article {
    text::read(item, "test", now()).unwrap()
}

async fn served(url: &str, content_type: &'static str, body: Vec<u8>) -> Result<Item, Error> {
    let server = StandIn::start(move |_| answer(200, &[("content-type", content_type)], body.clone())).await;
    Ok(server.visit(&page(url), &Cursor::default()).await?.items.remove(0))
}

#[tokio::test]
async fn a_gbk_page_that_says_so_only_in_its_head_is_read() {
    let article = read(&served("https://news.example/gbk", "text/html", fixture("gbk-declared-in-meta.html")).await.unwrap());
    assert_eq!(article.title, "示例公司首席财务官辞职");
    assert_eq!(article.language, Some(Language::Chinese));
    assert_eq!(article.text, "示例公司周三公告称，首席财务官因个人原因辞职。\n公司财务副总裁将暂时接任，董事会已开始物色人选。");
}

#[tokio::test]
async fn a_latin_1_page_that_claims_utf_8_is_read() {
    let article = read(&served("https://news.example/fr", "text/html; charset=utf-8", fixture("latin-1.html")).await.unwrap());
    assert!(article.text.contains("directeur général") && article.text.contains("Genève"), "{}", article.text);
}

#[tokio::test]
async fn empty_and_binary_pages_are_refused_in_one_line() {
    for (content_type, body, expected) in [
        ("text/html", b"".to_vec(), "empty body"),
        ("text/html", b"%PDF-1.7 \x00\x01".to_vec(), "binary (PDF)"),
        ("image/webp", b"RIFF\x00\x00".to_vec(), "binary"),
    ] {
        let error = served("https://news.example/x", content_type, body).await.unwrap_err();
        assert!(matches!(error, Error::Malformed(_)) && error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_techcrunch_article_is_read_with_its_title_author_time_and_quotation() {
    let server = StandIn::start(|_| html(fixture("techcrunch-article.html"))).await;
    let batch = server.visit(&source(&format!("kind = \"techcrunch\"\nurl = \"{ARTICLE}\"")), &Cursor::default()).await.unwrap();
    let article = read(&batch.items[0]);
    assert_eq!(article.key, "techcrunch:2900001");
    assert_eq!(article.title, "Acme’s technology chief leaves");
    assert_eq!(article.author.unwrap().name, "Ann Lee");
    assert_eq!(article.published, "2024-09-25T19:42:03Z".parse().unwrap());
    assert_eq!(
        article.text,
        "Jo Doe, the chief technology officer of Acme, said on Wednesday that she is leaving the company.\n\
         “i am grateful for all that jo has built” (Max Roe, @maxroe, on X)\n\
         A successor has not been named. Ann Poe, head of platform, leads the team for now."
    );
}

#[tokio::test]
async fn a_techcrunch_article_of_the_older_layout_is_read() {
    let server = StandIn::start(|_| html(fixture("techcrunch-2023.html"))).await;
    let table = "kind = \"techcrunch\"\nurl = \"https://techcrunch.com/2023/03/15/acmes-finance-chief/\"";
    let article = read(&server.visit(&source(table), &Cursor::default()).await.unwrap().items[0]);
    assert_eq!((article.key.as_str(), article.title.as_str()), ("techcrunch:2500001", "Acme’s finance chief moves on"));
    assert_eq!((article.author.unwrap().name.as_str(), article.published.to_string().as_str()), ("Ann Lee", "2023-03-15T16:30:00Z"));
    assert_eq!(
        article.text,
        "Jo Doe, the finance chief of Acme, is moving on after four years.\n“it was an honour” (Jo Doe, @jodoe, on X)\nHer deputy takes over in April."
    );
}

#[tokio::test]
async fn an_article_from_a_tags_feed_is_the_article_by_its_address() {
    let server = StandIn::start(|asked| {
        if asked.has("/feed/") { answer(200, &[], fixture("techcrunch-feed.xml")) } else { html(fixture("techcrunch-article.html")) }
    })
    .await;
    let list = source("kind = \"techcrunch\"\nurl = \"https://techcrunch.com/tag/acme/\"");
    let batch = server.visit(&list, &Cursor::default()).await.unwrap();
    assert_eq!(
        batch.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(),
        ["techcrunch:2900000", "techcrunch:2900001"],
        "oldest first"
    );
    let newest = batch.items[1].clone();
    assert!(needs_follow(&newest));
    assert_eq!(newest.title.as_deref(), Some("Acme’s technology chief leaves & thanks the board"));
    let followed = follow(&server.client(), &list, newest, now()).await.unwrap();
    let by_address = server.visit(&source(&format!("kind = \"techcrunch\"\nurl = \"{ARTICLE}\"")), &Cursor::default()).await.unwrap();
    assert_eq!(read(&followed), read(&by_address.items[0]));
}

#[tokio::test]
async fn a_challenge_page_is_a_refusal_whatever_its_status() {
    let challenge = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>";
    for status in [200, 403] {
        let server = StandIn::start(move |_| answer(status, &[("content-type", "text/html")], challenge)).await;
        for table in
            [format!("kind = \"techcrunch\"\nurl = \"{ARTICLE}\""), "kind = \"techcrunch\"\nurl = \"https://techcrunch.com/\"".to_string()]
        {
            let error = server.visit(&source(&table), &Cursor::default()).await.unwrap_err();
            assert!(matches!(error, Error::Refused(_)), "{status} {table}: {error:?}");
        }
    }
}

#[tokio::test]
async fn only_links_are_followed() {
    let server = StandIn::start(|_| html("<p>page</p>")).await;
    let source: Source = page("https://news.example/");
    let item = served("https://news.example/a", "text/plain", b"plain text".to_vec()).await.unwrap();
    assert_eq!(follow(&server.client(), &source, item.clone(), now()).await.unwrap(), item);
    assert!(server.asked().is_empty());
    let link = Item { body: Body::Link { taste: None }, ..item };
    let followed = follow(&server.client(), &source, link.clone(), now()).await.unwrap();
    assert_eq!((followed.body, followed.key), (Body::Page("<p>page</p>".into()), link.key));
}

#[tokio::test]
async fn a_recording_answers_instead_of_the_network() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("article.html"), fixture("techcrunch-article.html")).unwrap();
    let responses = format!(
        "[[response]]\nat = \"2024-09-25T19:42:03Z\"\nurl = \"{ARTICLE}\"\nheaders = {{ content-type = \"text/html; charset=utf-8\", etag = \"\\\"abc\\\"\" }}\nbody = \"article.html\"\n"
    );
    std::fs::write(dir.path().join("responses.toml"), responses).unwrap();
    let recording = Recording::open(dir.path()).unwrap();
    let moment = recording.moments()[0];
    let client = Client::recorded(recording);
    let source = source(&format!("kind = \"techcrunch\"\nurl = \"{ARTICLE}\""));
    let before = collect(&client, &source, &Cursor::default(), "2024-09-25T19:42:02Z".parse().unwrap()).await.unwrap_err();
    assert!(matches!(before, Error::NotFound(_)), "{before}");
    let first = collect(&client, &source, &Cursor::default(), moment).await.unwrap();
    assert_eq!(first.items[0].key, "techcrunch:2900001");
    assert!(collect(&client, &source, &first.cursor, now()).await.unwrap().unchanged);
}
