//! A single post without credentials: `GET {base}/oembed?url=…`, the interface behind embedded posts.

use scraper::{ElementRef, Html, Node, Selector};
use serde::Deserialize;
use url::Url;

use super::super::error::{Error, line};
use super::super::http::{Request, Response};
use super::text;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// Bytes of a post's HTML; parsing more could take long.
const LARGEST: usize = 32 << 10;

#[derive(Deserialize)]
struct Answer {
    author_name: String,
    author_url: Option<String>,
    html: String,
}

/// Asks for the post at `address`.
pub fn request(base: &Url, address: &str) -> Request {
    let mut url = base.clone();
    url.set_path("/oembed");
    url.query_pairs_mut().append_pair("url", address).append_pair("omit_script", "true").append_pair("dnt", "true");
    Request::new(url, "application/json")
}

/// oEmbed knows public posts only: where it has none, its own address says nothing to the operator.
pub fn refusal(error: Error, address: &str) -> Error {
    let missing = |status| format!("{address}: X shows no such post ({status}); it is deleted, protected or mistyped, check the source");
    match error {
        Error::NotFound(_) => Error::NotFound(missing(404)),
        Error::Gone(_) => Error::Gone(missing(410)),
        other => other,
    }
}

/// The post as an item, and a warning where X has cut it.
pub fn parse(response: &Response, id: u64, address: &str) -> Result<(Item, Option<String>), Error> {
    let body = response.text()?;
    let answer: Answer = serde_json::from_str(&body).map_err(|error| {
        Error::Malformed(format!("{address}: oEmbed answers something else than a post ({})", line(&error.to_string())))
    })?;
    if answer.html.len() > LARGEST {
        return Err(Error::Malformed(format!("{address}: oEmbed answers more than any post has; check the address")));
    }
    let html = Html::parse_fragment(&answer.html);
    let selector = Selector::parse("blockquote p").expect("the selector is valid");
    let paragraphs: Vec<ElementRef> = html.select(&selector).collect();
    let raw = paragraphs.iter().map(plain).collect::<Vec<_>>().join("\n");
    if raw.trim().is_empty() {
        return Err(Error::Malformed(format!("{address}: oEmbed gives no text for this post; it may be hidden or only a picture")));
    }
    let handle = answer.author_url.as_deref().and_then(|url| url.trim_end_matches('/').rsplit('/').next()).filter(|user| !user.is_empty());
    let handle = handle.map(|user| format!("@{user}"));
    let language = paragraphs.iter().find_map(|p| p.attr("lang")).and_then(Language::from_tag);
    let warning =
        text::is_cut(&raw).then(|| format!("{address}: X has cut this long post; set x.bearer_token_file to read the whole of it"));
    let item = Item {
        key: format!("x:{id}"),
        url: address.to_string(),
        title: Some(text::title(&answer.author_name, handle.as_deref().unwrap_or("unknown"))),
        author: Some(Author { name: answer.author_name, handle }),
        published: text::snowflake(id),
        language,
        kind: DocumentKind::Post,
        body: Body::Text(text::readable(&raw, [])),
    };
    Ok((item, warning))
}

/// The text of a paragraph with its line breaks, without the addresses of pictures.
fn plain(paragraph: &ElementRef) -> String {
    let mut out = String::new();
    for node in paragraph.descendants() {
        match node.value() {
            Node::Text(text) if !text.starts_with("pic.twitter.com/") && !text.starts_with("pic.x.com/") => out.push_str(text),
            Node::Element(element) if element.name() == "br" => out.push('\n'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://x.com/acme_ceo/status/1839096160168063488";

    fn read(status_html: &str) -> Result<(Item, Option<String>), Error> {
        let body = serde_json::json!({ "author_name": "Jo Doe", "author_url": "https://twitter.com/acme_ceo", "html": status_html, "cache_age": "3153600000" });
        let response = Response {
            url: Url::parse("https://publish.x.com/oembed").unwrap(),
            status: 200,
            headers: Default::default(),
            body: body.to_string().into(),
        };
        parse(&response, 1839096160168063488, ADDRESS)
    }

    #[test]
    fn a_post_is_read_with_its_lines_author_and_time() {
        let html = r#"<blockquote class="twitter-tweet"><p lang="en" dir="ltr">today i told the team &amp; the board.<br><br>thank you <a href="https://twitter.com/acme?ref_src=twsrc">@acme</a> <a href="https://t.co/x">pic.twitter.com/abc</a></p>&mdash; Jo Doe (@acme_ceo) <a href="https://twitter.com/acme_ceo/status/1839096160168063488">September 25, 2024</a></blockquote>"#;
        let (item, warning) = read(html).unwrap();
        assert_eq!(item.body, Body::Text("today i told the team & the board.\n\nthank you @acme".into()));
        assert_eq!(item.author, Some(Author { name: "Jo Doe".into(), handle: Some("@acme_ceo".into()) }));
        assert_eq!(item.title.as_deref(), Some("Jo Doe (@acme_ceo) on X"));
        assert_eq!(item.published.unwrap().as_second(), 1727309667);
        assert_eq!(
            (item.key.as_str(), item.language, item.kind, warning),
            ("x:1839096160168063488", Some(Language::English), DocumentKind::Post, None)
        );
    }

    #[test]
    fn a_cut_post_is_kept_with_a_warning() {
        let html =
            r#"<blockquote><p lang="en">hello team, after nine years I… <a href="https://t.co/x">https://t.co/x</a></p></blockquote>"#;
        let (item, warning) = read(html).unwrap();
        assert_eq!(item.body, Body::Text("hello team, after nine years I…".into()));
        assert!(warning.unwrap().contains("x.bearer_token_file"));
    }

    #[test]
    fn a_bomb_instead_of_a_post_is_not_parsed() {
        assert!(matches!(read(&"<div>".repeat(100_000)), Err(Error::Malformed(_))));
    }

    #[test]
    fn a_profile_instead_of_a_post_is_malformed() {
        assert!(matches!(read(r#"<a class="twitter-timeline" href="https://twitter.com/acme">Tweets</a>"#), Err(Error::Malformed(_))));
    }
}
