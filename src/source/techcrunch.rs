//! TechCrunch: an article by its address, or the articles of the front page, a tag, a category or an author.
//!
//! Lists are read through their feeds, which give excerpts only; the articles are followed to their pages. The site's REST interface
//! and its search are closed to programs by its robots.txt, so neither is used.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::batch::{Batch, Cursor};
use super::error::Error;
use super::http::{Request, Response};
use super::wanted::Wanted;
use super::{feed, key, page};

static ARTICLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^/\d{4}/\d{2}/\d{2}/[^/]+/?$").expect("the pattern is valid"));
static LIST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^/(?:(?:tag|category|author)/[^/]+/)?(?:feed/)?$").expect("the pattern is valid"));

/// A configured address on TechCrunch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settings {
    Article(page::Settings),
    List(feed::Settings),
}

impl Settings {
    /// Tells an article's address from a list's. Says in one line what is expected where it is neither.
    pub fn new(url: &Url) -> Result<Self, String> {
        if key::host(url) != "techcrunch.com" {
            return Err(format!("{url} is not on techcrunch.com; use kind = \"page\" or \"feed\""));
        }
        if ARTICLE.is_match(url.path()) || key::techcrunch_number(url).is_some() {
            return Ok(Settings::Article(page::Settings { url: url.clone() }));
        }
        let mut path = url.path().to_string();
        if !path.ends_with('/') {
            path.push('/');
        }
        if !LIST.is_match(&path) {
            return Err(format!("{url} is neither an article (/2024/09/25/…/) nor the front page, a tag, a category or an author"));
        }
        if !path.ends_with("/feed/") {
            path.push_str("feed/");
        }
        let mut url = url.clone();
        url.set_path(&path);
        url.set_query(None);
        url.set_fragment(None);
        Ok(Settings::List(feed::Settings { url, follow: Some(true), wanted: Wanted::default() }))
    }
}

/// Asks for the article or the list's feed if it has changed.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    match settings {
        Settings::Article(page) => page::request(page, cursor),
        Settings::List(feed) => feed::request(feed, cursor),
    }
}

/// One item for an article; one link for each entry of a list.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    match settings {
        Settings::Article(page) => page::parse(response, page),
        Settings::List(feed) => feed::parse(response, feed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Body;

    fn settings(url: &str) -> Result<Settings, String> {
        Settings::new(&Url::parse(url).unwrap())
    }

    #[test]
    fn lists_are_read_through_their_feeds() {
        for (url, feed) in [
            ("https://techcrunch.com", "https://techcrunch.com/feed/"),
            ("https://techcrunch.com/tag/openai", "https://techcrunch.com/tag/openai/feed/"),
            (
                "https://techcrunch.com/category/artificial-intelligence/?page=2",
                "https://techcrunch.com/category/artificial-intelligence/feed/",
            ),
            ("https://techcrunch.com/author/a-reporter/feed/", "https://techcrunch.com/author/a-reporter/feed/"),
        ] {
            let Ok(Settings::List(list)) = settings(url) else { panic!("{url} is no list") };
            assert_eq!(list.url.as_str(), feed);
        }
    }

    #[test]
    fn articles_are_told_from_lists_and_from_all_else() {
        assert!(matches!(settings("https://techcrunch.com/2024/09/25/a-story/"), Ok(Settings::Article(_))));
        assert!(matches!(settings("https://techcrunch.com/?p=2846025"), Ok(Settings::Article(_))));
        assert!(settings("https://techcrunch.com/events/disrupt/").unwrap_err().contains("neither"));
        assert!(settings("https://news.example/tag/openai/").unwrap_err().contains("not on techcrunch.com"));
    }

    #[test]
    fn an_entry_of_a_list_is_a_link_under_the_articles_number() {
        let body = r#"<rss version="2.0"><channel><title>T</title><item><title>A story&#8217;s title</title>
            <link>https://techcrunch.com/2024/09/25/a-story/</link><guid isPermaLink="false">https://techcrunch.com/?p=2846025</guid>
            <pubDate>Wed, 25 Sep 2024 19:42:03 +0000</pubDate><description><![CDATA[<p>An excerpt [&#8230;]</p>]]></description></item></channel></rss>"#;
        let settings = settings("https://techcrunch.com/tag/openai/").unwrap();
        let response = Response {
            url: Url::parse("https://techcrunch.com/tag/openai/feed/").unwrap(),
            status: 200,
            headers: Default::default(),
            body: body.into(),
        };
        let item = parse(&response, &settings).unwrap().items.remove(0);
        assert_eq!((item.key.as_str(), item.title.as_deref()), ("techcrunch:2846025", Some("A story’s title")));
        assert_eq!(item.body, Body::Link { taste: Some(Box::new(Body::Html("<p>An excerpt [&#8230;]</p>".into()))) });
        assert_eq!(item.published, Some("2024-09-25T19:42:03Z".parse().unwrap()));
    }
}
