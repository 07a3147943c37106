//! Articles of the length that news has, and the pages around them, out of texts that live in this repository.

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
        let item = Item::page(name.to_string(), format!("https://news.example/{name}"), Body::Page(html));
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
    let data = serde_json::json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": article.published.to_string(),
        "articleBody": article.text, "author": [{ "@type": "Person", "name": "A Reporter" }],
    });
    let data = data.to_string().replace('<', "\\u003c");
    let names = ["description", "og:title", "og:image", "og:url", "twitter:card", "parsely-section", "robots", "theme-color"];
    let meta = repeated(40, |n| format!("<meta property=\"{}\" content=\"{title} {n}\">", names[n % names.len()]));
    let styles = repeated(160, |n| format!(".c{n}{{margin:0 auto;padding:{n}px;color:#2{n:02x}3f4}}"));
    let menu = repeated(140, |n| {
        format!("<li class=\"menu-item menu-item-{n}\"><a href=\"/section/{n}\" data-track=\"nav:{n}\"><span>Section {n}</span></a></li>")
    });
    let widths = [320, 480, 640, 800, 1024, 1280];
    let pictures = repeated(widths.len(), |n| format!("<source srcset=\"/img/a-{0}.webp {0}w\" media=\"(max-width: {0}px)\">", widths[n]));
    let related = repeated(60, |n| {
        format!(
            "<li class=\"card\"><a href=\"/story/{n}\"><img loading=\"lazy\" src=\"/thumb/{n}.jpg\" alt=\"\"><h3>Another story number {n} of the day</h3></a>\
             <p class=\"by\">By <a href=\"/by/{n}\">Somebody {n}</a></p></li>"
        )
    });
    let comments = repeated(40, |n| {
        format!("<div class=\"comment\" id=\"c{n}\"><p>It had to come to this, as I said before, and here is reason number {n}.</p></div>")
    });
    let foot = repeated(80, |n| format!("<a class=\"foot\" href=\"/about/{n}\">About {n}</a>"));
    let scripts = repeated(260, |n| format!("window.q=window.q||[];q.push(function(){{track('event-{n}',{{id:{n},on:true}})}});"));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">{meta}<title>{title}</title><script type=\"application/ld+json\">{data}</script>\
         <style>{styles}</style></head><body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>\
         <figure><picture>{pictures}<img src=\"/img/a.jpg\" alt=\"\"></picture></figure>{}</article><aside><ul>{related}</ul></aside>\
         <section id=\"comments\">{comments}</section></main><footer>{foot}</footer><script>{scripts}</script></body></html>",
        paragraphs(article)
    )
}

fn repeated(times: usize, piece: impl Fn(usize) -> String) -> String {
    (0..times).map(piece).collect()
}

fn paragraphs(article: &Article) -> String {
    article.text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
