//! Whether a feed gives the whole text or only a taste of it.

use std::sync::LazyLock;

use regex::Regex;

/// A whole article has at least this many letters; Chinese says the same with a third of them.
const SHORTEST_WHOLE: usize = 900;
/// Bytes behind which a text cannot break off any more: "Continue reading" with a title of some length.
const TAIL: usize = 120;

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<[^>]*>").expect("the pattern is valid"));
static TEASER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\[?\s*(?:…|\.\.\.|&#8230;|&hellip;)\s*\]?|(?:read|see|learn) more\W*|continue reading.*|阅读(?:全文|原文|更多)\W*|查看(?:全文|原文)\W*)$")
        .expect("the pattern is valid")
});

/// Whether this HTML or text of a feed entry looks like an excerpt: short, or ending in dots or "read more".
pub fn is_excerpt(html: &str) -> bool {
    let text = TAG.replace_all(html, " ");
    let text = text.trim();
    let weight: usize = text.chars().map(|c| if matches!(c, '\u{3400}'..='\u{9fff}') { 3 } else { usize::from(!c.is_whitespace()) }).sum();
    weight < SHORTEST_WHOLE || TEASER.is_match(tail(text))
}

/// The end of a text, long enough for any invitation to read on.
fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(TAIL))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_or_cut_is_an_excerpt() {
        let long = "<p>The board thanked the outgoing chief executive for nine years of work.</p>".repeat(20);
        assert!(!is_excerpt(&long));
        assert!(!is_excerpt(&"<p>公司董事会感谢这位首席执行官九年来的工作。</p>".repeat(20)));
        assert!(is_excerpt("<p>The board thanked the outgoing chief executive.</p>"));
        for end in [" [&#8230;]", "…", "...", " <a href='x'>Read more »</a>", "阅读全文", " Continue reading A long story on the site"]
        {
            assert!(is_excerpt(&format!("{long}{end}")), "{end}");
        }
    }
}
