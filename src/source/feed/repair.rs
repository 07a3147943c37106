//! Mends what breaks XML feeds in the wild, so that one bad character does not cost the whole feed.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});").expect("the pattern is valid"));

static DECLARATION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<\?xml(\s|\?|$)").expect("the pattern is valid"));
/// A text of Atom 0.3 has a media type where today's has a word.
static TEXT_TYPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(<(?:title|summary|content|subtitle|rights)\b[^>]*\btype\s*=\s*["'])(?:text/|application/)(?:(xhtml|html)(?:\+xml)?|plain)"#,
    )
    .expect("the pattern is valid")
});
/// Namespaces of the first versions and those of today, which have the same elements.
const NAMESPACES: [(&str, &str); 3] = [
    ("http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"),
    ("http://channel.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"),
    (ATOM_03, "http://www.w3.org/2005/Atom"),
];
const ATOM_03: &str = "http://purl.org/atom/ns#";
/// What Atom 0.3 calls otherwise.
const RENAMED: [(&str, &str); 3] = [("modified>", "updated>"), ("issued>", "published>"), ("tagline>", "subtitle>")];

/// The text as today's parsers know it: without XML declarations, and with the names of RSS 1.0 and Atom 1.0.
pub fn modern(text: &str) -> Cow<'_, str> {
    let mut text = without_declarations(text);
    // A namespace is declared in the root element.
    let head: String = text.chars().take(2000).collect();
    for (old, new) in NAMESPACES {
        if head.contains(old) {
            let names = if old == ATOM_03 { &RENAMED[..] } else { &[] };
            let renamed = names.iter().fold(text.replacen(old, new, 1), |text, (old, new)| text.replace(old, new));
            text = if old == ATOM_03 {
                TEXT_TYPE
                    .replace_all(&renamed, |found: &Captures| format!("{}{}", &found[1], found.get(2).map_or("text", |word| word.as_str())))
                    .into_owned()
            } else {
                renamed
            }
            .into();
        }
    }
    text
}

/// XML declarations become instructions of another name, which say nothing: the text has been decoded, and the parser would decode it
/// again. One in the middle of a text, as when one feed was pasted into another, would bring the parser down.
fn without_declarations(text: &str) -> Cow<'_, str> {
    // The parser takes for JSON what has a brace before its first tag.
    let json = text.find(['<', '{']).is_some_and(|at| text[at..].starts_with('{'));
    if json { text.into() } else { DECLARATION.replace_all(text, "<?declared$1") }
}

/// A text in which the usual damage is mended: bare `&` and HTML entities, control characters, and an end that is missing.
///
/// `None` where there is nothing to mend.
pub fn repair(text: &str) -> Option<String> {
    let mended = close(&escape(text));
    // A character that is dropped can leave a declaration where there was none.
    let mended = without_declarations(&mended);
    (mended != text).then(|| mended.into_owned())
}

/// Escapes each `&` outside CDATA that begins no XML entity, and drops characters that XML forbids (XML 1.0, 2.2).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = rest.find("<![CDATA[") {
        escape_markup(&rest[..start], &mut out);
        let length = rest[start..].find("]]>").map_or(rest.len() - start, |end| end + 3);
        out.extend(rest[start..start + length].chars().filter(|&c| allowed(c)));
        rest = &rest[start + length..];
    }
    escape_markup(rest, &mut out);
    out
}

fn escape_markup(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' if !ENTITY.is_match(&text[at..]) => out.push_str("&amp;"),
            c if allowed(c) => out.push(c),
            _ => {}
        }
    }
}

fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Ends a truncated feed behind its last complete entry.
fn close(text: &str) -> String {
    const ROOTS: [(&str, &str, &str); 3] =
        [("<rss", "</item>", "</channel></rss>"), ("<feed", "</entry>", "</feed>"), ("<rdf:RDF", "</item>", "</rdf:RDF>")];
    for (root, entry, ending) in ROOTS {
        let closing = ending.rsplit_once("</").map_or("", |(_, tag)| tag);
        if text.contains(root) && !text.contains(&format!("</{closing}")) {
            return match text.rfind(entry) {
                Some(last) => format!("{}{ending}", &text[..last + entry.len()]),
                None => text.to_string(),
            };
        }
    }
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_bare_ampersands_and_html_entities_outside_cdata() {
        let text = "<a>R&D &nbsp;&amp;&#8217;<![CDATA[R&D &nbsp;]]> x & y</a>";
        assert_eq!(repair(text).unwrap(), "<a>R&amp;D &amp;nbsp;&amp;&#8217;<![CDATA[R&D &nbsp;]]> x &amp; y</a>");
    }

    #[test]
    fn drops_forbidden_characters() {
        assert_eq!(repair("<a>x\u{8}y\u{b}<![CDATA[\u{1}z]]></a>").unwrap(), "<a>xy<![CDATA[z]]></a>");
    }

    #[test]
    fn what_is_dropped_leaves_no_declaration_behind() {
        assert_eq!(repair("<\u{1b}?xml encoding=\"gbk\"?><a>x</a>").unwrap(), "<?declared encoding=\"gbk\"?><a>x</a>");
    }

    #[test]
    fn ends_a_truncated_feed_behind_its_last_entry() {
        let text = "<rss version=\"2.0\"><channel><item><title>a</title></item><item><tit";
        assert_eq!(repair(text).unwrap(), "<rss version=\"2.0\"><channel><item><title>a</title></item></channel></rss>");
    }

    #[test]
    fn leaves_a_sound_feed_alone() {
        assert_eq!(repair("<feed><entry/></feed>"), None);
    }

    #[test]
    fn declarations_say_nothing_wherever_they_stand() {
        for (text, expected) in [
            (
                " <?xml version=\"1.0\" encoding='GBK'?><?xml-stylesheet href=\"a\"?><a/>",
                " <?declared version=\"1.0\" encoding='GBK'?><?xml-stylesheet href=\"a\"?><a/>",
            ),
            ("<?xml vers<?>sion=\"1.0\" encoding=\"gbk\"?><a/>", "<?declared vers<?>sion=\"1.0\" encoding=\"gbk\"?><a/>"),
            ("<a><?xml\tencoding=\"gbk\"?>é</a>", "<a><?declared\tencoding=\"gbk\"?>é</a>"),
            ("{\"a\":\"<?xml ?>\"}", "{\"a\":\"<?xml ?>\"}"),
            ("[<?xml encoding=\"gbk\"?><a/>", "[<?declared encoding=\"gbk\"?><a/>"),
            ("", ""),
        ] {
            assert_eq!(modern(text), expected);
        }
    }
}
