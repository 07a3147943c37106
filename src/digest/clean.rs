//! What comes from outside is made harmless before it is laid out: one line, no invisible characters, a sane length, plain web links.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;
use url::{Host, Url};

use crate::domain::{Change, Position, Support};

/// Longest name of a person or an organisation, in characters as seen (grapheme clusters).
const NAME: usize = 80;
const ROLE: usize = 120;
const TITLE: usize = 200;
const QUOTE: usize = 700;
/// Longest address that is still a link, in bytes; browsers and servers rarely take more.
const ADDRESS: usize = 2000;

/// Control and format characters, private use, whatever Unicode calls ignorable (zero-width, tags, variation selectors,
/// bidi controls, fillers), and white space other than the plain space.
static INVISIBLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}]"));
static SPACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{White_Space}\p{Cc}]+"));
/// More marks than any script stacks on a letter.
static PILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{M}{4})\p{M}+"));
static RIGHT_TO_LEFT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Samaritan}\p{Mandaic}\p{Adlam}\p{Hanifi_Rohingya}]"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern that the tests compile")
}

/// `text` as a single line: runs of white space and controls become one space, invisible characters go, piles of accents are cut.
pub(super) fn clean(text: &str) -> String {
    let spaced = SPACE.replace_all(text, " ");
    let visible = INVISIBLE.replace_all(&spaced, "");
    let flat = PILE.replace_all(&visible, "$1");
    flat.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// At most `length` characters as seen; what was cut is marked with `…`.
pub(super) fn clipped(text: &str, length: usize) -> String {
    match text.grapheme_indices(true).nth(length) {
        None => text.to_string(),
        Some(_) => {
            let end = text.grapheme_indices(true).nth(length.saturating_sub(1)).map_or(0, |(at, _)| at);
            format!("{}…", text[..end].trim_end())
        }
    }
}

/// `text` between first-strong isolate and its end (UAX 9) where it is written from right to left, so that it cannot reorder its surroundings.
pub(super) fn isolated(text: &str) -> String {
    if RIGHT_TO_LEFT.is_match(text) { format!("\u{2068}{text}\u{2069}") } else { text.to_string() }
}

/// A copy of a change that is safe to lay out. Addresses are left to [`link`].
pub(super) fn change(change: &Change) -> Change {
    Change {
        id: clean(&change.id),
        person: short(&change.person, NAME),
        organisation: short(&change.organisation, NAME),
        before: change.before.as_ref().map(position),
        after: position(&change.after),
        support: change.support.iter().map(support).collect(),
        ..change.clone()
    }
}

fn short(text: &str, length: usize) -> String {
    clipped(&clean(text), length)
}

fn position(position: &Position) -> Position {
    let role = position.role.as_deref().map(|role| short(role, ROLE)).filter(|role| !role.is_empty());
    Position { role, ..position.clone() }
}

fn support(support: &Support) -> Support {
    Support {
        source: short(&support.source, NAME),
        title: short(&support.title, TITLE),
        author: support.author.as_deref().map(|author| short(author, NAME)).filter(|author| !author.is_empty()),
        quote: short(&support.quote, QUOTE),
        ..support.clone()
    }
}

/// Where a source can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Absolute, ASCII, `http` or `https`; `None` where the address must not be followed by a click.
    pub href: Option<String>,
    /// The host in its ASCII form, so that look-alike letters show; else the address itself, cleaned and cut.
    pub host: String,
}

/// Only plain web addresses are links. Others (other schemes, credentials before the host, endless ones) are shown as text.
pub(super) fn link(address: &str) -> Link {
    let plain = Url::parse(address).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none() && url.as_str().len() <= ADDRESS
    });
    match plain.as_ref().and_then(|url| Some((url, sober_host(url)?))) {
        Some((url, host)) => Link { href: Some(url.to_string()), host: clipped(host.strip_prefix("www.").unwrap_or(&host), NAME) },
        None => Link { href: None, host: short(address, NAME) },
    }
}

/// The host where it is an IP address or has only characters of host names; the URL standard lets quotes and more pass.
fn sober_host(url: &Url) -> Option<String> {
    match url.host()? {
        Host::Domain(name) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)) => Some(name.to_string()),
        Host::Domain(_) => None,
        address => Some(address.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn leaves_names_of_every_script_alone() {
        for name in
            ["Mira Murati", "Wojciech Zaremba", "Žižek-Nguyễn", "王小明", "ミラ・ムラティ", "מירה", "ميرا", "O’Brien & Sons", "𠮷野"]
        {
            assert_eq!(clean(name), name);
        }
    }

    #[test]
    fn removes_what_cannot_be_seen() {
        assert_eq!(clean("Mi\u{200b}ra\u{202e} Mu\u{ad}ra\u{e0041}ti\u{fe0f}\u{2066}"), "Mira Murati");
        assert_eq!(clean(" a\r\nBcc: x\u{0}\u{2028}\tb\u{85}\u{3000}c "), "a Bcc: x b c");
        assert_eq!(clean("e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"), "e\u{301}\u{301}\u{301}\u{301}");
    }

    #[test]
    fn cuts_between_whole_characters() {
        assert_eq!(clipped("abcdef", 6), "abcdef");
        assert_eq!(clipped("abcdefg", 6), "abcde…");
        assert_eq!(clipped("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn isolates_only_right_to_left_text() {
        assert_eq!(isolated("Mira"), "Mira");
        assert_eq!(isolated("מירה"), "\u{2068}מירה\u{2069}");
    }

    #[test]
    fn links_plain_web_addresses_only() {
        let linked = link("https://www.techcrunch.com/a?b=<c>\"");
        assert_eq!(linked.href.as_deref(), Some("https://www.techcrunch.com/a?b=%3Cc%3E%22"));
        assert_eq!(linked.host, "techcrunch.com");
        assert_eq!(link("https://оpenai.com/").host, "xn--penai-iye.com", "a Cyrillic letter shows");
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://openai.com@evil.example/",
            "//x.example",
            "file:///etc/passwd",
            "mailto:a@b.example",
            "http://\"/",
        ] {
            assert_eq!(link(address).href, None, "{address}");
        }
        assert_eq!(link(&format!("https://a.example/{}", "x".repeat(ADDRESS))).href, None);
    }

    proptest! {
        #[test]
        fn cleaned_text_is_one_visible_line(text in any::<String>()) {
            let once = clean(&text);
            prop_assert!(!INVISIBLE.is_match(&once), "{once:?}");
            prop_assert!(!once.chars().any(|c| c.is_control() || (c.is_whitespace() && c != ' ')), "{once:?}");
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "), "{once:?}");
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn links_are_ascii_web_addresses(address in r"(https?://)?[\PC\r\n]{0,40}") {
            if let Some(href) = link(&address).href {
                prop_assert!(href.starts_with("http://") || href.starts_with("https://"));
                prop_assert!(href.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'<' && b != b'>'), "{href}");
            }
        }
    }
}
