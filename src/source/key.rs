//! The identity of a document among all sources: the same post or article has the same key wherever it was found.

use url::Url;

/// Query parameters that say where a reader came from, and never which document is meant.
const TRACKING: [&str; 14] = [
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "ref",
    "ref_src",
    "referrer",
    "cmpid",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "spm",
    "oc",
];

/// The key of the document at `url`, which a feed may also have given an `id`.
///
/// * a post on X, under any host name or mirror: `x:<number>`;
/// * a TechCrunch article whose number is known: `techcrunch:<number>`;
/// * otherwise the address as [`address`] writes it.
pub fn of(url: &Url, id: Option<&str>) -> String {
    let id_url = id.and_then(|id| Url::parse(id).ok());
    if let Some(number) = x_post(url).or_else(|| id_url.as_ref().and_then(x_post)) {
        return format!("x:{number}");
    }
    let numbered = techcrunch_number(url).or_else(|| id_url.as_ref().and_then(techcrunch_number));
    match numbered {
        Some(number) => techcrunch(&number),
        None => address(url),
    }
}

/// The key of a TechCrunch article by its number.
pub fn techcrunch(number: &str) -> String {
    format!("techcrunch:{number}")
}

/// An address as a key: lower-cased host without `www.`, no fragment, no trailing slash, no tracking parameters, the rest of the query sorted.
///
/// Other parameters stay, because many sites name the article by one (`?id=…`).
pub fn address(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut query: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(name, value)| !is_tracking(name, value)).collect();
    query.sort();
    let mut key = format!("https://{host}{port}{}", url.path().trim_end_matches('/'));
    if !query.is_empty() {
        key.push('?');
        key.push_str(&url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish());
    }
    key
}

/// The number of a post on X from any of its addresses: x.com, twitter.com, `/i/web/status/`, mirrors, feeds made from it.
pub fn x_post(url: &Url) -> Option<u64> {
    let mut segments = url.path_segments()?.filter(|segment| !segment.is_empty());
    segments.find(|segment| *segment == "status" || *segment == "statuses")?;
    let digits = segments.next()?;
    let is_x = matches!(host(url), "x.com" | "twitter.com" | "mobile.twitter.com" | "mobile.x.com" | "api.twitter.com");
    // A mirror keeps the path; a number of 15 digits or more is a snowflake and no other site's counter.
    let plausible = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= 19 && (is_x || digits.len() >= 15);
    plausible.then(|| digits.parse().ok()).flatten()
}

/// The handle in a post's address, without the `@`; `None` where the address has none (`/i/web/status/…`).
pub fn x_user(url: &Url) -> Option<String> {
    x_post(url)?;
    let segments: Vec<&str> = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    let at = segments.iter().position(|segment| *segment == "status" || *segment == "statuses")?;
    let user = segments[..at].last().filter(|user| !matches!(**user, "i" | "web"))?;
    let valid = user.len() <= 15 && user.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    valid.then(|| (*user).to_string())
}

/// The number in `https://techcrunch.com/?p=2846025`, the form that feeds and short links use.
pub fn techcrunch_number(url: &Url) -> Option<String> {
    if host(url) != "techcrunch.com" {
        return None;
    }
    let (_, number) = url.query_pairs().find(|(name, _)| name == "p")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.into_owned())
}

/// The host without `www.`; empty where there is none. (`url` lower-cases it.)
pub fn host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn is_tracking(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str()) || (name == "f" && value == "rss")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str, id: Option<&str>) -> String {
        of(&Url::parse(url).unwrap(), id)
    }

    #[test]
    fn a_post_has_one_key_under_every_host() {
        for url in [
            "https://x.com/sama/status/1839096160168063488",
            "https://twitter.com/sama/status/1839096160168063488?ref_src=twsrc%5Etfw",
            "https://mobile.twitter.com/i/web/status/1839096160168063488#m",
            "https://mirror.example/sama/status/1839096160168063488#m",
        ] {
            assert_eq!(key(url, None), "x:1839096160168063488", "{url}");
        }
        assert_eq!(key("https://rss.example/1", Some("https://twitter.com/sama/status/1839096160168063488")), "x:1839096160168063488");
    }

    #[test]
    fn other_numbers_under_status_are_no_posts() {
        assert_eq!(key("https://incidents.example/status/42", None), "https://incidents.example/status/42");
    }

    #[test]
    fn an_article_has_the_same_key_from_feed_and_by_address() {
        let plain = key("https://News.example/2024/09/25/a-story/", None);
        assert_eq!(plain, "https://news.example/2024/09/25/a-story");
        assert_eq!(key("http://www.news.example/2024/09/25/a-story?utm_source=rss&utm_medium=feed#top", None), plain);
        assert_eq!(key("https://news.example/2024/09/25/a-story?f=rss", Some("8821")), plain);
    }

    #[test]
    fn parameters_that_name_the_article_stay() {
        assert_ne!(key("https://news.example/read?id=5", None), key("https://news.example/read?id=6", None));
        assert_eq!(key("https://news.example/read?b=2&id=5", None), key("https://news.example/read?id=5&b=2", None));
    }

    #[test]
    fn techcrunch_articles_go_by_number_where_it_is_known() {
        assert_eq!(key("https://techcrunch.com/2024/09/25/a-story/", Some("https://techcrunch.com/?p=2846025")), "techcrunch:2846025");
        assert_eq!(key("https://techcrunch.com/?p=2846025", None), "techcrunch:2846025");
        assert_eq!(key("https://techcrunch.com/2024/09/25/a-story/", None), "https://techcrunch.com/2024/09/25/a-story");
    }
}
