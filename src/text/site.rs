//! Per-site knowledge as rows: where a site keeps its article, and what stands in it that is none of it.
//!
//! A row that no longer fits costs nothing: the general search for the main text takes over.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::html;

/// A site.
struct Row {
    /// The host, or what its hosts end in.
    host: &'static str,
    /// Where the article is; the first selector that finds something is used.
    content: &'static [&'static str],
    /// What to leave out of it.
    drop: &'static [&'static str],
}

const ROWS: [Row; 4] = [
    // The second selector is for pages from before the redesign of May 2024.
    Row {
        host: "techcrunch.com",
        content: &["div.entry-content", "div.article-content"],
        drop: &[
            ".ad-unit",
            ".wp-block-tc23-marfeel-experience",
            "[class*=marfeel]",
            ".wp-block-techcrunch-inline-cta",
            "[class*=inline-cta]",
            "[class*=newsletter]",
            "[class*=promo]",
            ".wp-block-tc-ads-ad-slot",
            "figcaption",
            ".embed.breakout",
        ],
    },
    Row { host: "ithome.com", content: &["div#paragraph"], drop: &[".ad-tips", ".adp"] },
    Row { host: "prnewswire.com", content: &["section.release-body"], drop: &[".legend"] },
    Row { host: "globenewswire.com", content: &["div#main-body-container"], drop: &[] },
];

/// A row with its selectors parsed.
struct Site {
    host: &'static str,
    content: Vec<Selector>,
    drop: Vec<Selector>,
}

static SITES: LazyLock<Vec<Site>> = LazyLock::new(|| {
    let parsed = |list: &[&str]| list.iter().map(|css| html::selector(css)).collect();
    ROWS.iter().map(|row| Site { host: row.host, content: parsed(row.content), drop: parsed(row.drop) }).collect()
});

/// The article's text where the host has a row and the row fits the page.
pub fn text(document: &Html, host: &str) -> Option<String> {
    let site = SITES.iter().find(|site| host == site.host || host.strip_suffix(site.host).is_some_and(|sub| sub.ends_with('.')))?;
    let drop: Vec<&Selector> = site.drop.iter().collect();
    let content: Vec<ElementRef> =
        site.content.iter().map(|selector| document.select(selector).collect::<Vec<_>>()).find(|found| !found.is_empty())?;
    // The article is the longest: teasers of other articles use the same class.
    content.into_iter().map(|element| html::render(element, &drop)).max_by_key(String::len).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_techcrunch_page_gives_its_article_without_promotions() {
        let page = Html::parse_document(
            r#"<body><nav>Startups</nav><div class="entry-content wp-block-post-content"><p id="speakable-summary" class="wp-block-paragraph">Acme's chief technology officer is leaving.</p>
            <div class="ad-unit">Advertisement</div><div class="wp-block-techcrunch-inline-cta"><p>Get your ticket</p></div><div class="wp-block-tc-newsletter-x">Subscribe</div>
            <figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet"><p lang="en">I am off</p>&mdash; Jo Doe (@jodoe) <a href="x">September 25, 2024</a></blockquote></div></figure>
            <h2 class="wp-block-heading">What comes next</h2><p class="wp-block-paragraph">A search has begun.</p></div><footer>About</footer>"#,
        );
        let expected =
            "Acme's chief technology officer is leaving.\n“I am off” (Jo Doe, @jodoe, on X)\nWhat comes next\nA search has begun.";
        assert_eq!(text(&page, "techcrunch.com").as_deref(), Some(expected));
        assert_eq!(text(&page, "www.techcrunch.com").as_deref(), Some(expected));
        assert_eq!(text(&page, "nottechcrunch.com"), None);
    }

    #[test]
    fn the_older_layout_is_known_and_an_unknown_one_is_left_to_the_general_search() {
        let old = Html::parse_document("<div class='article-content'><p>An older story.</p></div>");
        assert_eq!(text(&old, "techcrunch.com").as_deref(), Some("An older story."));
        assert_eq!(text(&Html::parse_document("<main><p>x</p></main>"), "techcrunch.com"), None);
    }
}
