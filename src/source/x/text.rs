//! What a post says, as a person reads it: links in full or gone, entities as characters; and when it was written.

use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::super::key;

/// The moment in which X's ids begin, in milliseconds of Unix time.
const SNOWFLAKE_EPOCH: i64 = 1_288_834_974_657;

static SHORT_LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[ \t]*https?://t\.co/\w+").expect("the pattern is valid"));
static CUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:…|\.\.\.)\s*https?://t\.co/\w+\s*$").expect("the pattern is valid"));

/// The time of a post from its id, exact to the millisecond. `None` for ids from before November 2010, which hold none.
pub fn snowflake(id: u64) -> Option<Timestamp> {
    let milliseconds = i64::try_from(id >> 22).ok().filter(|&ms| ms > 0)?;
    Timestamp::from_millisecond(milliseconds.checked_add(SNOWFLAKE_EPOCH)?).ok()
}

/// Whether the text ends as a long post does that has been cut: dots, then the short link to the whole.
pub fn is_cut(text: &str) -> bool {
    CUT.is_match(text)
}

/// The text with its `t.co` links replaced by what they lead to. Links to the post's own media or to another post, and links that nobody
/// resolves, are removed.
///
/// `links`: pairs of short link and target.
pub fn readable<'a>(text: &str, links: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = html_escape::decode_html_entities(text).into_owned();
    for (short, target) in links {
        let keep = !short.is_empty() && Url::parse(target).is_ok_and(|url| key::x_post(&url).is_none() && key::host(&url) != "t.co");
        if keep {
            text = text.replace(short, target);
        }
    }
    let text = SHORT_LINK.replace_all(&text, "");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_string()
}

/// Another's post within a post, as one paragraph of the form in which articles quote posts: `“…” (Name, @handle, on X)`.
pub fn quotation(said: &str, name: Option<&str>, handle: Option<&str>, network: &str) -> String {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.replace('“', "‘").replace('”', "’").replace('"', "'");
    let handle = handle.map(|handle| format!("@{handle}"));
    let by: String = [name, handle.as_deref()].into_iter().flatten().map(|part| format!("{part}, ")).collect();
    format!("“{said}” ({by}on {network})")
}

/// The first number that a post of this moment or a later one can have: the inverse of [`snowflake`].
pub fn first_id(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_millisecond() - SNOWFLAKE_EPOCH).unwrap_or(0) << 22
}

/// The item's title: `Sam Altman (@sama) on X`.
pub fn title(name: &str, handle: &str) -> String {
    format!("{name} ({handle}) on X")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_stands_in_the_id() {
        for (id, expected) in [
            (1839028518996324755, "2024-09-25T19:45:41Z"),
            (1839095143397515452, "2024-09-26T00:10:25Z"),
            (1839096160168063488, "2024-09-26T00:14:27Z"),
            (1839099787423134051, "2024-09-26T00:28:52Z"),
        ] {
            assert_eq!(snowflake(id).unwrap().as_second(), expected.parse::<Timestamp>().unwrap().as_second());
        }
        assert_eq!(snowflake(20), None);
        let moment: Timestamp = "2024-09-26T00:14:27.123Z".parse().unwrap();
        assert_eq!(snowflake(first_id(moment)), Some(moment));
    }

    #[test]
    fn links_are_expanded_or_removed() {
        let text = "Our R&amp;D update: https://t.co/aaa &lt;3\nhttps://t.co/bbb https://t.co/ccc";
        let links = [
            ("https://t.co/aaa", "https://acme.example/blog?a=1&b=2"),
            ("https://t.co/bbb", "https://x.com/acme/status/1839096160168063488/photo/1"),
        ];
        assert_eq!(readable(text, links), "Our R&D update: https://acme.example/blog?a=1&b=2 <3");
    }

    #[test]
    fn a_cut_post_ends_in_dots_and_a_link() {
        assert!(is_cut("and that is why I… https://t.co/aaa"));
        assert!(!is_cut("and that is why I… well."));
        assert!(!is_cut("see https://t.co/aaa"));
    }
}
