use super::*;

fn item(body: Body) -> Item {
    Item {
        key: "https://news.example/a".into(),
        url: "https://news.example/a".into(),
        title: Some("From the feed".into()),
        author: Some(Author { name: "Feed Author".into(), handle: None }),
        published: Some("2024-09-25T20:00:00Z".parse().unwrap()),
        language: None,
        kind: DocumentKind::Article,
        body,
    }
}

fn fetched() -> Timestamp {
    "2024-09-26T00:00:00Z".parse().unwrap()
}

fn page(head: &str, paragraphs: &str) -> Item {
    item(Body::Page(format!("<html><head>{head}</head><body><article>{paragraphs}</article></body></html>")))
}

const PARAGRAPH: &str = "<p>The company said on Tuesday that its chief executive would step down at the end of the year.</p>";

#[test]
fn a_page_speaks_for_itself_before_the_feed_does() {
    let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"From the page","datePublished":"2024-09-25T19:42:03+00:00","author":{"name":"Jo Doe"}}</script>"#;
    let article = read(&page(head, &PARAGRAPH.repeat(5)), "Wire", fetched()).unwrap();
    assert_eq!((article.title.as_str(), article.author.unwrap().name.as_str()), ("From the page", "Jo Doe"));
    assert_eq!(article.published, "2024-09-25T19:42:03Z".parse().unwrap());
    assert_eq!((article.source.as_str(), article.language), ("Wire", Some(Language::English)));
    assert_eq!(article.text.lines().count(), 5);
}

#[test]
fn what_the_page_leaves_open_the_feed_fills_in() {
    let article = read(&page("", PARAGRAPH), "Wire", fetched()).unwrap();
    assert_eq!((article.title.as_str(), article.author.unwrap().name.as_str()), ("From the feed", "Feed Author"));
    assert_eq!(article.published, "2024-09-25T20:00:00Z".parse().unwrap());
}

#[test]
fn dates_are_claims() {
    let dated = |date: &str| {
        read(&page(&format!(r#"<meta property="article:published_time" content="{date}">"#), PARAGRAPH), "Wire", fetched())
            .unwrap()
            .published
    };
    assert_eq!(dated("2024-09-25T19:42:03Z"), "2024-09-25T19:42:03Z".parse().unwrap());
    assert_eq!(dated("2024-09-25"), "2024-09-25T20:00:00Z".parse().unwrap(), "the feed knows the hour of that day");
    assert_eq!(dated("2024-03-01"), "2024-03-01T00:00:00Z".parse().unwrap(), "another day stands");
    assert_eq!(dated("2031-01-01T00:00:00Z"), "2024-09-25T20:00:00Z".parse().unwrap(), "the future is not believed");
    let mut undated = page("", PARAGRAPH);
    undated.published = Some("2031-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(read(&undated, "Wire", fetched()).unwrap().published, fetched());
}

#[test]
fn the_day_in_an_address_is_the_last_claim() {
    let at = |url: &str, feed: Option<&str>| {
        let item = Item { url: url.into(), published: feed.map(|moment| moment.parse().unwrap()), ..page("", PARAGRAPH) };
        read(&item, "Wire", fetched()).unwrap().published.to_string()
    };
    assert_eq!(at("https://news.example/2024/03/01/a-story", None), "2024-03-01T00:00:00Z");
    assert_eq!(at("https://news.example/2024/03/01/a-story", Some("2024-03-02T10:00:00Z")), "2024-03-02T10:00:00Z");
    assert_eq!(at("https://news.example/2024/09/25/a-story", None), "2024-09-25T00:00:00Z");
    assert_eq!(at("https://news.example/2024/09/26/a-story", None), fetched().to_string(), "today: the moment of fetching is nearer");
    assert_eq!(at("https://news.example/2031/01/01/a-story", None), fetched().to_string(), "the future is not believed");
}

#[test]
fn a_chinese_time_without_a_zone_is_chinas() {
    let head = |date: &str| format!(r#"<meta property="article:published_time" content="{date}">"#);
    let published = |date: &str, paragraph: &str| read(&page(&head(date), paragraph), "新闻", fetched()).unwrap().published.to_string();
    let chinese = "<p>首席技术官周三在社交平台上宣布离职，公司表示感谢。</p>";
    assert_eq!(published("2024-09-25 20:30:00", chinese), "2024-09-25T12:30:00Z");
    assert_eq!(published("2024-09-25 20:30:00", PARAGRAPH), "2024-09-25T20:30:00Z");
    assert_eq!(published("2024-09-25T20:30:00+09:00", chinese), "2024-09-25T11:30:00Z");
    assert_eq!(published("2024年9月24日", chinese), "2024-09-25T20:00:00Z", "a day gives way to the feed's moment");
}

#[test]
fn a_listing_is_a_line_for_each_person() {
    let html =
        "<html lang=en><head><title>Leadership</title></head><body><li class=m><h3>Jo Doe</h3><p>Chief Executive</p></li></body></html>";
    let cards = crate::domain::Cards { card: ".m".into(), name: None, title: None };
    let mut listed = item(Body::Listing { html: html.into(), cards: Some(cards) });
    listed.title = None;
    let article = read(&listed, "Team", fetched()).unwrap();
    assert_eq!((article.title.as_str(), article.text.as_str()), ("Leadership", "Jo Doe — Chief Executive"));
    let error = read(&item(Body::Listing { html: html.into(), cards: None }), "Team", fetched()).unwrap_err();
    assert_eq!(error, Unreadable::NobodyListed);
}

#[test]
fn a_post_keeps_its_lines_and_its_author() {
    let mut post = item(Body::Text("today i told the team.\n\nthank you  all".into()));
    post.kind = DocumentKind::Post;
    post.title = None;
    post.author = Some(Author { name: "Jo Doe".into(), handle: Some("@jodoe".into()) });
    let article = read(&post, "X", fetched()).unwrap();
    assert_eq!((article.title.as_str(), article.text.as_str()), ("Jo Doe (@jodoe)", "today i told the team.\nthank you all"));
    assert_eq!(article.author.unwrap().handle.as_deref(), Some("@jodoe"));
}

#[test]
fn a_fragment_is_all_content() {
    let article =
        read(&item(Body::Html("<p>Acme names Jo Doe CEO.</p><ul><li>Ann Lee leaves</li></ul>".into())), "Wire", fetched()).unwrap();
    assert_eq!(article.text, "Acme names Jo Doe CEO.\nAnn Lee leaves");
}

#[test]
fn the_title_is_not_repeated_in_the_text() {
    let article = read(&item(Body::Html("<h1>From the feed</h1><p>Acme names Jo Doe CEO.</p>".into())), "Wire", fetched()).unwrap();
    assert_eq!(article.text, "Acme names Jo Doe CEO.");
}

#[test]
fn what_cannot_be_read_says_so() {
    let error = |body: Body| read(&item(body), "Wire", fetched()).unwrap_err();
    assert_eq!(error(Body::Link { taste: None }), Unreadable::NotFetched);
    assert_eq!(error(Body::Text(" \n".into())), Unreadable::Empty);
    assert_eq!(error(Body::Page("<html><body><script>app()</script></body></html>".into())), Unreadable::Empty);
    assert_eq!(error(Body::Page("a\0b".into())), Unreadable::Binary);
    assert_eq!(error(Body::Html("<div>".repeat(600))), Unreadable::TooDeep(MAX_DEPTH));
    assert_eq!(error(Body::Text("x".repeat(MAX_BYTES + 1))), Unreadable::TooLarge(MAX_BYTES));
}

#[test]
fn the_deepest_page_that_is_let_through_does_not_overflow() {
    for tag in ["div", "b", "blockquote", "ul><li", "table><tr><td", "span", "font", "section"] {
        let depth = MAX_DEPTH / tag.split("><").count() - 3;
        let html = format!("<body>{}<p>deep text that stands at the bottom of the page</p>", format!("<{tag}>").repeat(depth));
        let article = read(&item(Body::Page(html)), "Wire", fetched()).unwrap_or_else(|error| panic!("{tag}: {error}"));
        assert!(article.text.contains("deep text"), "{tag}: {}", article.text);
    }
}

#[test]
fn chinese_is_read() {
    let html = format!(
        "<html><body><div class=content>{}</div></body></html>",
        "<p>首席技术官周三在社交平台上宣布离职，\n公司表示感谢。</p>".repeat(8)
    );
    let article = read(&item(Body::Page(html)), "新闻", fetched()).unwrap();
    assert_eq!(article.language, Some(Language::Chinese));
    assert!(article.text.starts_with("首席技术官周三在社交平台上宣布离职，公司表示感谢。\n"), "{}", article.text);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of HTML in any order: tags open, closed and broken, text, scripts, comments.
    fn soup() -> impl Strategy<Value = String> {
        let pieces = [
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<b id=1>",
            "</b>",
            "<table>",
            "<tr><td>",
            "</table>",
            "<ul><li>",
            "</ul>",
            "<a href='x'>",
            "</a>",
            "<pre>",
            "</pre>",
            "<blockquote class=twitter-tweet>",
            "</blockquote>",
            "<script type=application/ld+json>",
            "</script>",
            "{\"@type\":\"NewsArticle\"}",
            "<!--",
            "-->",
            "<![CDATA[",
            "<svg>",
            "<template>",
            "</template>",
            "<select>",
            "<title>",
            "</title>",
            "<br",
            "&amp",
            "“quote”",
            "离职\n公司",
            " — Jo Doe (@jodoe) ",
            "\u{202e}",
            "<",
            ">",
        ];
        prop::collection::vec(prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(str::to_string), ".{0,12}"], 0..60)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_page_gives_clean_lines_or_a_reason(html in soup()) {
            for body in [Body::Page(html.clone()), Body::Html(html.clone()), Body::Text(html.clone())] {
                if let Ok(article) = read(&item(body), "Wire", fetched()) {
                    prop_assert!(!article.text.trim().is_empty());
                    for line in article.text.split('\n') {
                        prop_assert_eq!(line, tidy::paragraph(line), "a line is one tidy paragraph");
                    }
                }
            }
        }
    }
}

#[test]
fn html_without_markup_reads_as_a_parser_would_read_it() {
    let plain = [
        "Acme names\n  Jo Doe \t chief executive.",
        " a > b \"c\" ",
        "董事长\n辞职，\n总裁接任",
        "Cafe\u{301} \u{a0}and\u{200b} more\r\nwords",
    ];
    for text in plain {
        let glanced = read(&item(Body::Html(text.into())), "Wire", fetched()).unwrap().text;
        let parsed = read(&item(Body::Html(format!("{text}<!-- -->"))), "Wire", fetched()).unwrap().text;
        assert_eq!(glanced, parsed, "{text:?}");
    }
    assert_eq!(read(&item(Body::Html("a\0b".into())), "Wire", fetched()), Err(Unreadable::Binary));
}
