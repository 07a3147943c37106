//! The main text of a page: by the site's row, else by what looks most like an article.

use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};
use scraper::{Html, Selector};

use super::{html, site, tidy};

/// Shorter finds give way to the text that the page gives in its JSON-LD, if that is longer.
const SHORT: usize = 200;

/// Side matter within what the extractor chose: precision 0.930 instead of 0.919 on the article-extraction benchmark (benches/main_text.rs).
static SIDE_MATTER: LazyLock<Selector> = LazyLock::new(|| {
    html::selector(
        "nav, footer, aside, header:has(nav), [role=navigation], figcaption, [class*=related], [class*=newsletter], [class*=share-], \
         [class*=social-], [class*=promo]",
    )
});
static CHROME: LazyLock<Selector> =
    LazyLock::new(|| html::selector("header, footer, nav, aside, form, [role=navigation], [role=banner], [role=contentinfo]"));

/// The text of the article. `given` is the one in the page's JSON-LD. Empty where there is none.
pub fn find(page: &str, document: &Html, host: &str, given: Option<&str>) -> String {
    let found = site::text(document, host).or_else(|| readable(page)).unwrap_or_default();
    let given = given.map(|body| if body.contains("</") { html::fragment(body) } else { tidy::lines(body) });
    match given {
        Some(given) if found.chars().count() < SHORT && given.len() > found.len() => given,
        _ if found.is_empty() => html::render(document.root_element(), &[&CHROME, &HEAD]),
        _ => found,
    }
}

static HEAD: LazyLock<Selector> = LazyLock::new(|| html::selector("head"));

/// The extractor's choice, rendered by our own rules, so that lists, quotations and embedded posts read the same everywhere.
fn readable(page: &str) -> Option<String> {
    let config = Config { keep_classes: true, disable_json_ld: true, text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    // On a short page the extractor takes all there is, with the navigation.
    let content = Html::parse_fragment(&article.content);
    Some(html::render(content.root_element(), &[&SIDE_MATTER])).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str, given: Option<&str>) -> String {
        find(page, &Html::parse_document(page), "news.example", given)
    }

    #[test]
    fn the_article_is_found_among_the_rest() {
        let paragraph = "<p>The company said on Tuesday that its chief executive would step down at the end of the year, after nine years in the role.</p>";
        let page = format!(
            "<html><head><title>t</title></head><body><nav><a href=1>Home</a><a href=2>Markets</a></nav><div class=sidebar><a href=3>Most read</a></div>\
             <article><h1>Acme chief to leave</h1>{}<ul><li>Jo Doe becomes interim chief.</li><li>Ann Lee stays chair.</li></ul></article><footer>Imprint</footer></body></html>",
            paragraph.repeat(6)
        );
        let text = text(&page, None);
        assert!(text.contains("step down") && text.contains("\nJo Doe becomes interim chief.\nAnn Lee stays chair."), "{text}");
        assert!(!text.contains("Most read") && !text.contains("Imprint") && !text.contains("Markets"), "{text}");
    }

    #[test]
    fn a_short_page_gives_its_article_and_not_its_navigation() {
        let page = "<html><body><header><a href=/>Home</a><nav><a href=1>World</a></nav></header><main><article><p>Acme names Jo Doe chief executive.</p></article>\
            <aside>Related</aside></main><footer>Imprint</footer></body></html>";
        assert_eq!(text(page, None), "Acme names Jo Doe chief executive.");
    }

    #[test]
    fn a_page_without_markup_still_gives_its_text() {
        assert_eq!(text("<body><p>Acme names Jo Doe chief executive.</p></body>", None), "Acme names Jo Doe chief executive.");
    }

    #[test]
    fn a_page_that_needs_a_browser_gives_what_its_json_ld_holds() {
        let given = "Acme names Jo Doe chief executive.\nAnn Lee leaves.";
        assert_eq!(text("<body><div id=app>Loading</div></body>", Some(given)), given);
    }
}
