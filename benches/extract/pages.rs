//! Articles of the length that news has, and the pages around them, out of texts that live in this repository.

use std::fmt::Write as _;
use std::path::Path;

use rosterwatch::domain::{Article, Body, DocumentKind, Item, Language};
use rosterwatch::text;

#[path = "../../tests/support/corpus.rs"]
mod corpus;

/// An article's length in characters from which it is closed: about 400 words of English, and as much in Chinese.
const LENGTH: [(Language, usize); 2] = [(Language::English, 2_500), (Language::Chinese, 800)];

/// The texts of the corpus, joined in their order to articles, and the readable text of the recorded pages. They are denser in changes
/// than news is: most sentences of the corpus tell one, or all but tell one.
pub fn articles(language: Language) -> Vec<Article> {
    let length = LENGTH.iter().find(|(of, _)| *of == language).map_or(usize::MAX, |(_, length)| *length);
    let mut articles: Vec<Article> = Vec::new();
    let mut open: Option<Article> = None;
    for case in corpus::cases(language) {
        let article =
            open.get_or_insert_with(|| Article { text: String::new(), kind: DocumentKind::Article, author: None, ..case.article.clone() });
        article.text.push_str(&case.article.text);
        article.text.push('\n');
        if article.text.chars().count() >= length {
            articles.extend(open.take());
        }
    }
    articles.extend(open);
    articles.extend(recorded().into_iter().filter(|article| article.language == Some(language)));
    articles
}

fn recorded() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/founding-case/responses");
    let fetched = "2024-09-30T12:00:00Z".parse().expect("a constant moment is valid");
    let read = |name: &str| {
        let file = folder.join(name);
        let html = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let item = Item {
            key: name.to_string(),
            url: format!("https://news.example/{name}"),
            title: None,
            author: None,
            published: None,
            language: None,
            kind: DocumentKind::Article,
            body: Body::Page(html),
        };
        text::read(&item, "bench", fetched).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    ["devday-article.html", "follow-up-article.html", "techcrunch-article.html", "wire-brief.html", "zh-article.html"].map(read).into()
}

/// Nothing but the article: the least page that a browser would show.
pub fn bare(article: &Article) -> String {
    let title = escaped(&article.title);
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{}</article></body></html>",
        paragraphs(article)
    )
}

/// A page as news sites send it: meta tags, JSON-LD with the text, styles, scripts, a menu, pictures with their sources, related stories, comments, a foot.
pub fn real(article: &Article) -> String {
    let title = escaped(&article.title);
    let mut html = String::from("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    for (number, name) in ["description", "og:title", "og:image", "og:url", "twitter:card", "parsely-section", "robots", "theme-color"]
        .iter()
        .cycle()
        .take(40)
        .enumerate()
    {
        let _ = write!(html, "<meta property=\"{name}\" content=\"{title} {number}\">");
    }
    let _ = write!(html, "<title>{title}</title>");
    let data = serde_json::json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": article.published.to_string(),
        "articleBody": article.text, "author": [{ "@type": "Person", "name": "A Reporter" }],
    });
    let _ = write!(html, "<script type=\"application/ld+json\">{}</script><style>", data.to_string().replace('<', "\\u003c"));
    for number in 0..160 {
        let _ = write!(html, ".c{number}{{margin:0 auto;padding:{number}px;color:#2{number:02x}3f4}}");
    }
    html.push_str("</style></head><body><header><nav><ul>");
    for number in 0..140 {
        let _ = write!(
            html,
            "<li class=\"menu-item menu-item-{number}\"><a href=\"/section/{number}\" data-track=\"nav:{number}\"><span>Section {number}</span></a></li>"
        );
    }
    html.push_str("</ul></nav></header><main><article>");
    let _ = write!(html, "<h1>{title}</h1><figure><picture>");
    for width in [320, 480, 640, 800, 1024, 1280] {
        let _ = write!(html, "<source srcset=\"/img/a-{width}.webp {width}w\" media=\"(max-width: {width}px)\">");
    }
    let _ = write!(html, "<img src=\"/img/a.jpg\" alt=\"\"></picture></figure>{}</article><aside><ul>", paragraphs(article));
    for number in 0..60 {
        let _ = write!(
            html,
            "<li class=\"card\"><a href=\"/story/{number}\"><img loading=\"lazy\" src=\"/thumb/{number}.jpg\" alt=\"\"><h3>Another story number {number} of the day</h3></a><p class=\"by\">By <a href=\"/by/{number}\">Somebody {number}</a></p></li>"
        );
    }
    html.push_str("</ul></aside><section id=\"comments\">");
    for number in 0..40 {
        let _ = write!(
            html,
            "<div class=\"comment\" id=\"c{number}\"><p>It had to come to this, as I said before, and here is reason number {number}.</p></div>"
        );
    }
    html.push_str("</section></main><footer>");
    for number in 0..80 {
        let _ = write!(html, "<a class=\"foot\" href=\"/about/{number}\">About {number}</a>");
    }
    html.push_str("</footer><script>");
    for number in 0..260 {
        let _ = write!(html, "window.q=window.q||[];q.push(function(){{track('event-{number}',{{id:{number},on:true}})}});");
    }
    html.push_str("</script></body></html>");
    html
}

fn paragraphs(article: &Article) -> String {
    article.text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
