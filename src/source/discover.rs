//! What an address is: told by the address alone, or by what answers there.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::http::Response;
use super::wanted::Wanted;
use super::{feed, key, techcrunch, x};

static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<link\b[^>]{0,2000}>").expect("the pattern is valid"));
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?is)([a-z-]{1,20})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))"#).expect("the pattern is valid")
});
static HANDLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^@[A-Za-z0-9_]{1,15}$").expect("the pattern is valid"));
static FEDERATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^@[A-Za-z0-9_]+@[A-Za-z0-9.-]+\.[A-Za-z]+$").expect("the pattern is valid"));

/// Paths of X that are no accounts.
const NO_ACCOUNTS: [&str; 8] = ["home", "explore", "search", "i", "settings", "notifications", "messages", "hashtag"];
/// Feeds that a page can name; what it names beyond is not looked at.
const MOST_FEEDS: usize = 20;

/// What to watch, in the words of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: &'static str,
    /// `url` or `handle`.
    pub key: &'static str,
    pub value: String,
}

impl Found {
    fn url(kind: &'static str, url: &Url) -> Self {
        Found { kind, key: "url", value: url.to_string() }
    }
}

/// What `text` (an address, or a handle such as `@sama` or `@desk@mastodon.social`) is by itself; `None` where only an answer can tell.
pub fn by_address(text: &str) -> Option<Found> {
    let handle = |kind| Some(Found { kind, key: "handle", value: text.to_string() });
    if HANDLE.is_match(text) {
        return handle("x-account");
    }
    if FEDERATED.is_match(text) {
        return handle("mastodon");
    }
    let url = Url::parse(text).ok()?;
    let host: &str = key::host(&url);
    match host {
        "x.com" | "twitter.com" | "mobile.twitter.com" => by_path_of_x(&url),
        "techcrunch.com" if techcrunch::Settings::new(&url).is_ok() => Some(Found::url("techcrunch", &url)),
        "bsky.app" => {
            let mut path = url.path_segments()?;
            let name = path.next().filter(|first| *first == "profile").and_then(|_| path.next()).filter(|name| !name.is_empty())?;
            path.next().is_none().then(|| Found { kind: "bluesky", key: "handle", value: format!("@{name}") })
        }
        // Any site can be one of Mastodon's; these say so by their names.
        _ if host.starts_with("mastodon.") || host.starts_with("mstdn.") => {
            let name = url.path().strip_prefix("/@")?.trim_end_matches('/');
            let account = !name.is_empty() && !name.contains(['/', '.', '@']);
            account.then(|| Found { kind: "mastodon", key: "handle", value: format!("@{name}@{host}") })
        }
        _ => None,
    }
}

fn by_path_of_x(url: &Url) -> Option<Found> {
    if x::post::Settings::new(url, &x::Access::default()).is_ok() {
        return Some(Found::url("x-post", url));
    }
    let name = url.path_segments()?.next()?;
    let handle = format!("@{name}");
    let account = HANDLE.is_match(&handle) && !NO_ACCOUNTS.contains(&name.to_ascii_lowercase().as_str());
    account.then_some(Found { kind: "x-account", key: "handle", value: handle })
}

/// What answers at an address: a feed, a page with feeds (the first of them, and how many there are), or a page.
pub fn by_answer(asked: &Url, response: &Response) -> (Found, Vec<Url>) {
    let settings = feed::Settings { url: asked.clone(), follow: None, wanted: Wanted::default() };
    if feed::parse(response, &settings).is_ok() {
        return (Found::url("feed", asked), Vec::new());
    }
    let feeds = response.text().map(|text| feeds(&text, &response.url)).unwrap_or_default();
    match feeds.first() {
        Some(first) => (Found::url("feed", first), feeds),
        None => (Found::url("page", asked), feeds),
    }
}

/// The feeds that a page names (`<link rel="alternate" type="application/rss+xml" href="…">`), those of its comments last.
pub fn feeds(html: &str, base: &Url) -> Vec<Url> {
    let mut found: Vec<(bool, Url)> = Vec::new();
    for tag in LINK.find_iter(html).take(500) {
        let attribute = |name: &str| {
            let found = ATTRIBUTE.captures_iter(tag.as_str()).find(|capture| capture[1].eq_ignore_ascii_case(name))?;
            let value = found.get(2).or(found.get(3)).or(found.get(4))?;
            Some(html_escape::decode_html_entities(value.as_str()).trim().to_string())
        };
        let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
        let alternate = attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("alternate")));
        if !alternate || !["application/rss+xml", "application/atom+xml", "application/feed+json"].contains(&kind.as_str()) {
            continue;
        }
        let Some(url) = attribute("href").and_then(|href| base.join(&href).ok()) else { continue };
        let known = found.iter().any(|(_, known)| *known == url);
        if matches!(url.scheme(), "http" | "https") && !known && found.len() < MOST_FEEDS {
            let title = attribute("title").unwrap_or_default().to_ascii_lowercase();
            found.push((title.contains("comment") || url.path().contains("/comments/"), url));
        }
    }
    found.sort_by_key(|(comments, _)| *comments);
    found.into_iter().map(|(_, url)| url).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_addresses_say_what_they_are() {
        for (text, kind, value) in [
            ("https://x.com/sama/status/1839096160168063488", "x-post", "https://x.com/sama/status/1839096160168063488"),
            ("https://x.com/sama", "x-account", "@sama"),
            ("https://twitter.com/sama/", "x-account", "@sama"),
            ("@sama", "x-account", "@sama"),
            ("@desk@mastodon.social", "mastodon", "@desk@mastodon.social"),
            ("https://mastodon.social/@desk", "mastodon", "@desk@mastodon.social"),
            ("https://bsky.app/profile/desk.bsky.social", "bluesky", "@desk.bsky.social"),
            ("https://techcrunch.com/tag/openai/", "techcrunch", "https://techcrunch.com/tag/openai/"),
        ] {
            let found = by_address(text).unwrap_or_else(|| panic!("{text} is not known"));
            assert_eq!((found.kind, found.value.as_str()), (kind, value));
        }
        for text in
            ["https://news.example/feed", "https://x.com/home", "https://x.com/search?q=a", "https://techcrunch.com/events/x/", "sama"]
        {
            assert_eq!(by_address(text), None, "{text}");
        }
    }

    fn answer(content_type: &str, body: &str) -> Response {
        let headers = [("content-type".to_string(), content_type.to_string())].into();
        Response { url: Url::parse("https://news.example/about/").unwrap(), status: 200, headers, body: body.into() }
    }

    #[test]
    fn an_answer_says_the_rest() {
        let asked = Url::parse("https://news.example/about/").unwrap();
        let rss =
            "<rss version=\"2.0\"><channel><title>t</title><link>https://news.example/</link><description>d</description></channel></rss>";
        assert_eq!(by_answer(&asked, &answer("text/xml", rss)).0, Found::url("feed", &asked));
        assert_eq!(by_answer(&asked, &answer("text/html", "<p>About us</p>")).0, Found::url("page", &asked));
        let page = "<LINK REL='alternate stylesheet' type='text/css' href='/a.css'><link title='Comments feed' rel=alternate type=application/rss+xml href=/comments/feed/>\
                    <link rel=\"home alternate\" type=\"application/rss+xml\" href=\"../feed/?a=1&amp;b=2\"><link rel=alternate type=application/rss+xml href=javascript:1>";
        let (found, feeds) = by_answer(&asked, &answer("text/html", page));
        assert_eq!((found.kind, found.value.as_str()), ("feed", "https://news.example/feed/?a=1&b=2"));
        assert_eq!(feeds.len(), 2);
    }

    #[test]
    fn a_hostile_page_costs_little() {
        let began = std::time::Instant::now();
        let base = Url::parse("https://news.example/").unwrap();
        for unit in [
            "<link ",
            "<link rel=alternate type=application/rss+xml href=/a ",
            "<link rel='alternate' type='application/rss+xml' href='/x'>",
        ] {
            feeds(&unit.repeat((2 << 20) / unit.len()), &base);
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    }
}
