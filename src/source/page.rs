//! A page: one address, one document.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::Error;
use super::http::{Request, Response};
use super::{challenge, key};
use crate::domain::{Body, Item};

pub const ACCEPT: &str = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1";

static SHORTLINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)<link\b[^>]*\brel\s*=\s*["']?shortlink\b[^>]*>"#).expect("the pattern is valid"));
static HREF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?i)\bhref\s*=\s*["']?([^"'\s>]+)"#).expect("the pattern is valid"));

/// A configured page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub url: Url,
}

/// Asks for the page if it has changed.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    Request::new(settings.url.clone(), ACCEPT).crawling().since(cursor)
}

/// The page as one item.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    let body = body(response)?;
    let id = match &body {
        Body::Page(html) => shortlink(html),
        _ => None,
    };
    Ok(Batch::of(vec![Item::page(key::of(&settings.url, id.as_deref()), response.url.to_string(), body)]))
}

/// Asks for the page behind an item's link.
pub fn link_request(item: &Item) -> Result<Request, Error> {
    let url = Url::parse(&item.url).map_err(|_| Error::Malformed(format!("{}: is no address; skipped", item.url)))?;
    Ok(Request::new(url, ACCEPT).crawling())
}

/// The item with the page in place of its link. Its key stays, so that the next visit knows it again.
pub fn followed(response: &Response, item: Item) -> Result<Item, Error> {
    Ok(Item { url: response.url.to_string(), body: body(response)?, ..item })
}

/// The content: HTML, or plain text where the server says so.
fn body(response: &Response) -> Result<Body, Error> {
    let text = response.text()?;
    challenge::refuse(response, &text)?;
    if response.is_media(&["application/json", "application/ld+json", "text/css", "text/javascript", "application/javascript"]) {
        let media = response.header("content-type").unwrap_or_default();
        return Err(Error::Malformed(format!("{}: is {media} and no page to read; check the address", response.url)));
    }
    Ok(if response.is_media(&["text/plain"]) { Body::Text(text) } else { Body::Page(text) })
}

/// The short address that a page gives for itself; TechCrunch's holds the article's number.
fn shortlink(html: &str) -> Option<String> {
    let tag = SHORTLINK.find(html)?;
    Some(HREF.captures(tag.as_str())?[1].replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(url: &str, content_type: &str, body: &str) -> Response {
        let headers = [("content-type".to_string(), content_type.to_string())].into();
        Response { url: Url::parse(url).unwrap(), status: 200, headers, body: body.into() }
    }

    fn page(url: &str, content_type: &str, body: &str) -> Result<Item, Error> {
        let batch = parse(&response(url, content_type, body), &Settings { url: Url::parse(url).unwrap() })?;
        Ok(batch.items.into_iter().next().unwrap())
    }

    #[test]
    fn a_page_is_one_item() {
        let item = page("https://News.example/a/?utm_source=x", "text/html", "<p>text</p>").unwrap();
        assert_eq!(item.key, "https://news.example/a");
        assert_eq!(item.body, Body::Page("<p>text</p>".into()));
        assert_eq!(page("https://news.example/a", "text/plain; charset=utf-8", "text").unwrap().body, Body::Text("text".into()));
    }

    #[test]
    fn a_shortlink_gives_a_techcrunch_article_its_number() {
        let html = "<link rel='shortlink' href='https://techcrunch.com/?p=2846025' /><p>text</p>";
        assert_eq!(page("https://techcrunch.com/2024/09/25/a-story/", "text/html", html).unwrap().key, "techcrunch:2846025");
        assert_eq!(
            page("https://news.example/a/", "text/html", html.replace("techcrunch.com", "news.example").as_str()).unwrap().key,
            "https://news.example/a"
        );
    }

    #[test]
    fn a_challenge_is_a_refusal_and_not_an_empty_page() {
        let error = page("https://news.example/a", "text/html", "<html><title>Just a moment...</title></html>").unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        let error =
            page("https://www.sec.gov/a", "text/html", "<h1>Your Request Originates from an Undeclared Automated Tool</h1>").unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
    }

    #[test]
    fn what_is_no_page_is_refused_in_one_line() {
        for (content_type, body) in [("application/json", "{}"), ("text/html", "%PDF-1.4"), ("text/html", "  \n")] {
            let error = page("https://news.example/a", content_type, body).unwrap_err();
            assert!(matches!(error, Error::Malformed(_)) && !error.to_string().contains('\n'), "{error}");
        }
    }
}
