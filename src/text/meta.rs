//! What the head of a page says about the article: title, author, date, language.

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::html::selector;
use super::jsonld::{self, Facts};

static META: LazyLock<Selector> = LazyLock::new(|| selector("meta[content]"));
static TITLE: LazyLock<Selector> = LazyLock::new(|| selector("head title, title"));
static ROOT: LazyLock<Selector> = LazyLock::new(|| selector("html[lang]"));
static TIME: LazyLock<Selector> = LazyLock::new(|| selector("time[datetime]"));
static MARKED_TIME: LazyLock<Selector> = LazyLock::new(|| {
    selector(
        "time[datetime][pubdate], time[datetime][itemprop=datePublished], .wp-block-post-date time[datetime], time.entry-date[datetime]",
    )
});

/// Facts of the page itself, best first where there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<String>,
    pub author: Option<String>,
    /// Claims as written, in the order of trust.
    pub published: Vec<String>,
    pub language: Option<String>,
    /// The whole text, which few pages give.
    pub body: Option<String>,
}

/// Reads a page. `host` helps to tell the site's name from the title.
pub fn read(document: &Html, host: &str) -> Meta {
    let facts = jsonld::read(&jsonld::documents(document));
    let named = |names: &[&str]| names.iter().find_map(|name| content(document, name));
    let site = named(&["og:site_name"]);
    let tag = || document.select(&TITLE).next().map(|title| title.text().collect::<String>());
    let title = named(&["og:title", "twitter:title"]).or_else(tag).map(|title| without_site(&title, site.as_deref(), host));
    let author = Some(facts.authors.join(", ")).filter(|names| !names.is_empty());
    let named_author = named(&["author", "article:author", "byl", "parsely-author"]).filter(|name| !name.starts_with("http"));
    let language = || document.select(&ROOT).next().and_then(|root| root.attr("lang")).map(str::to_string);
    Meta {
        title: facts.headline.clone().map(|title| without_site(&title, site.as_deref(), host)).or(title).filter(|title| !title.is_empty()),
        author: author.or_else(|| named_author.map(|name| name.strip_prefix("By ").unwrap_or(&name).to_string())),
        published: published(document, &facts),
        language: facts.language.or_else(language),
        body: facts.body,
    }
}

/// The content of `<meta name=… content=…>`, whichever attribute carries the name.
fn content(document: &Html, name: &str) -> Option<String> {
    let carries = |attribute: Option<&str>| attribute.is_some_and(|value| value.eq_ignore_ascii_case(name));
    let mut metas = document.select(&META).filter(|meta| ["property", "name", "itemprop"].iter().any(|key| carries(meta.attr(key))));
    let text = metas.find_map(|meta| meta.attr("content").map(str::trim).filter(|text| !text.is_empty()))?;
    Some(html_escape::decode_html_entities(text).into_owned())
}

fn published(document: &Html, facts: &Facts) -> Vec<String> {
    const NAMES: [&str; 7] =
        ["article:published_time", "og:published_time", "datePublished", "pubdate", "publishdate", "parsely-pub-date", "date"];
    let metas = NAMES.iter().filter_map(|name| content(document, name));
    let times =
        document.select(&MARKED_TIME).chain(document.select(&TIME)).filter_map(|time| time.attr("datetime")).take(2).map(str::to_string);
    facts.published.clone().into_iter().chain(metas).chain(times).collect()
}

/// The title without the site's name at its end: `A story | TechCrunch`.
fn without_site(title: &str, site: Option<&str>, host: &str) -> String {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = [" | ", " - ", " – ", " — ", " · ", "_", "|"].iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
    let Some((at, length)) = cut else { return title };
    let end = plain(&title[at + length..]);
    let own = !end.is_empty()
        && (site.is_some_and(|site| plain(site) == end) || plain(host).starts_with(&end) || plain(host).contains(&format!("{end}com")));
    if own && at > 0 { title[..at].trim_end().to_string() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_leaves_the_title() {
        for (title, site, host, expected) in [
            ("Acme's CTO leaves | TechCrunch", None, "techcrunch.com", "Acme's CTO leaves"),
            ("Acme's CTO leaves - The Daily Example", Some("The Daily Example"), "news.example", "Acme's CTO leaves"),
            ("首席技术官离职_示例网", Some("示例网"), "news.example", "首席技术官离职"),
            ("Acme - a portrait", None, "news.example", "Acme - a portrait"),
            ("TechCrunch", None, "techcrunch.com", "TechCrunch"),
        ] {
            assert_eq!(without_site(title, site, host), expected);
        }
    }

    #[test]
    fn json_ld_goes_before_meta_and_meta_before_time() {
        let head = r#"<html lang="en"><head><title>From the tag | News</title><meta property="og:title" content="From og"><meta name="author" content="By Ann Lee">
            <meta property="article:published_time" content="2024-09-25T19:42:03+00:00"></head><body><time datetime="2024-09-25T12:42:03-07:00">x</time>"#;
        let meta = read(&Html::parse_document(head), "news.example");
        assert_eq!(
            (meta.title.as_deref(), meta.author.as_deref(), meta.language.as_deref()),
            (Some("From og"), Some("Ann Lee"), Some("en"))
        );
        assert_eq!(meta.published, ["2024-09-25T19:42:03+00:00", "2024-09-25T12:42:03-07:00"]);
        let with = format!(
            r#"{head}<script type="application/ld+json">{{"@type":"NewsArticle","headline":"From JSON","datePublished":"2024-09-25","author":{{"name":"Jo Doe"}}}}</script>"#
        );
        let meta = read(&Html::parse_document(&with), "news.example");
        assert_eq!(
            (meta.title.as_deref(), meta.author.as_deref(), meta.published[0].as_str()),
            (Some("From JSON"), Some("Jo Doe"), "2024-09-25")
        );
    }
}
