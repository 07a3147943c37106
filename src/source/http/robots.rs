//! robots.txt (RFC 9309): which pages of a site a program may fetch. Pure.

use std::time::Duration;

/// The name under which sites address us in their robots.txt.
pub const PRODUCT: &str = "rosterwatch";
/// Bytes of a robots.txt that are read; RFC 9309 (2.5) wants at least 500 KiB.
pub const MOST_BYTES: usize = 512 << 10;
/// Rules that are kept; the largest sites have some hundreds.
const MOST_RULES: usize = 5_000;
/// The longest pattern that is kept, in bytes, with what is not ASCII as escapes.
const LONGEST_PATTERN: usize = 2_048;

/// What a robots.txt asks of us.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Seconds between two requests, where the site asks for a pause. Not part of the standard, and yet a wish.
    delay: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// Normalised; `*` stands for anything, a `$` at the end for the end.
    pattern: String,
}

impl Robots {
    /// The rules for us in `text`: those of all groups that name `rosterwatch`, or of all that name `*`. What is not understood is skipped.
    pub fn parse(text: &[u8]) -> Robots {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let text = String::from_utf8_lossy(&text[..text.len().min(MOST_BYTES)]);
        let (mut ours, mut everyones) = (None::<Robots>, Robots::default());
        let (mut for_us, mut for_all, mut in_rules) = (false, false, false);
        for (key, value) in text.split(['\n', '\r']).filter_map(record) {
            match key.as_str() {
                "user-agent" => {
                    if in_rules {
                        (for_us, for_all, in_rules) = (false, false, false);
                    }
                    let token = value.split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '*'))).next();
                    for_all |= token == Some("*");
                    if token.is_some_and(|token| token.eq_ignore_ascii_case(PRODUCT)) {
                        for_us = true;
                        ours.get_or_insert_default();
                    }
                }
                "allow" | "disallow" | "crawl-delay" => {
                    in_rules |= key != "crawl-delay";
                    if let Some(ours) = ours.as_mut().filter(|_| for_us) {
                        ours.add(&key, value);
                    }
                    if for_all {
                        everyones.add(&key, value);
                    }
                }
                _ => {}
            }
        }
        ours.unwrap_or(everyones)
    }

    /// For a site whose robots.txt cannot be had (RFC 9309, 2.3.1.4): nothing is fetched.
    pub fn closed() -> Robots {
        Robots { rules: vec![Rule { allow: false, pattern: "/".into() }], delay: None }
    }

    /// Whether the path with its query may be fetched. The longest pattern that fits decides, of two the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = normalised(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// The pause that the site asks for.
    pub fn delay(&self) -> Duration {
        Duration::from_secs(u64::from(self.delay.unwrap_or(0)))
    }

    /// The same rules as a robots.txt for [`Robots::parse`].
    pub fn to_text(&self) -> String {
        let mut text = String::from("user-agent: *\n");
        for Rule { allow, pattern } in &self.rules {
            text.push_str(if *allow { "allow: " } else { "disallow: " });
            text.push_str(pattern);
            text.push('\n');
        }
        if let Some(delay) = self.delay {
            text.push_str(&format!("crawl-delay: {delay}\n"));
        }
        text
    }

    fn add(&mut self, key: &str, value: &str) {
        if key == "crawl-delay" {
            // Some write fractions; the next whole second is politer than none.
            self.delay = value.parse::<f64>().ok().filter(|seconds| (0.0..1e6).contains(seconds)).map(|seconds| seconds.ceil() as u32);
        } else if !value.is_empty() && value.len() <= LONGEST_PATTERN && self.rules.len() < MOST_RULES {
            let pattern = normalised(value);
            // Escapes make it longer; what is kept must not become too long for the next reading.
            if pattern.len() <= LONGEST_PATTERN {
                self.rules.push(Rule { allow: key == "allow", pattern });
            }
        }
    }
}

/// `key: value` without comment; `None` for a line that is none.
fn record(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// Whether `pattern` fits the beginning of `path`, or with a final `$` the whole of it.
///
/// Each piece between two `*` is taken at its first place, which leaves most room for the rest: linear in both lengths.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return !whole || rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

/// Octets as RFC 9309 (2.2.2) compares them: `%61` is `a`, `%e4` is `%E4`, and what is not ASCII is escaped.
fn normalised(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hex);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        match escaped {
            Some(value) if plain(value) => out.push(char::from(value)),
            Some(value) => out.push_str(&format!("%{value:02X}")),
            // One that begins no escape must not begin one together with what is unescaped behind it.
            None if byte == b'%' => out.push_str("%25"),
            None if byte.is_ascii() => out.push(char::from(byte)),
            None => out.push_str(&format!("%{byte:02X}")),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    match digits {
        [high, low] => Some(value(*high)? << 4 | value(*low)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allows(text: &str, path: &str) -> bool {
        Robots::parse(text.as_bytes()).allows(path)
    }

    #[test]
    fn a_pattern_that_escapes_make_too_long_is_left_out_at_once() {
        let robots = Robots::parse(format!("user-agent: *\ndisallow: /{}\ndisallow: /b", "高".repeat(600)).as_bytes());
        assert_eq!(Robots::parse(robots.to_text().as_bytes()), robots);
        assert!(!robots.allows("/b"));
    }

    #[test]
    fn the_longest_match_decides_and_allow_wins_a_tie() {
        // RFC 9309, 5.2.
        let text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        let ours = text.replace("foobot", "RosterWatch");
        assert!(allows(&ours, "/example/page/a.html"));
        assert!(!allows(&ours, "/example/page/disallowed.gif"));
        assert!(allows("user-agent: *\nallow: /p\ndisallow: /p", "/page"));
        assert!(!allows("user-agent: *\nallow: /p\ndisallow: /*.htm", "/page.htm"));
    }

    #[test]
    fn our_groups_are_merged_and_everyones_do_not_count_then() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: rosterwatch\nDisallow: /a\n\nUser-agent: other\nDisallow: /c\n\n\
                    User-agent: nobody\nUser-agent: rosterwatch/0.1\nDisallow: /b\n";
        for (path, expected) in [("/", true), ("/a", false), ("/b", false), ("/c", true)] {
            assert_eq!(allows(text, path), expected, "{path}");
        }
        assert!(allows("User-agent: *\nDisallow: /\nUser-agent: rosterwatch\nDisallow:\n", "/a"), "an empty group of ours opens the site");
        assert!(!allows("User-agent: *\nDisallow: /a\nUser-agent: rosterwatcher\nAllow: /", "/a"), "another's name that begins like ours");
    }

    #[test]
    fn wildcards_and_ends() {
        for (pattern, path, expected) in [
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish.asp", false),
            ("/fish*", "/fishheads/yummy.html", true),
            ("/*.php", "/folder/filename.php?parameters", true),
            ("/*.php$", "/filename.php?parameters", false),
            ("/*.php$", "/filename.php", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/a*b*c$", "/a-b-b-c", true),
            ("/a*b$", "/a-b-c", false),
            ("*", "/anything", true),
            ("/*a$", "/b", false),
            ("/ab*b$", "/ab", false),
            ("/%61", "/a", true),
            ("/ü", "/%C3%BC", true),
            ("/%c3%bc", "/%C3%BC", true),
        ] {
            assert_eq!(!allows(&format!("user-agent: *\ndisallow: {pattern}"), path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn untidy_files_are_read() {
        let text = "\u{feff}Disallow: /before-any-group\rUSER-AGENT : * # everyone\r\n  disallow:/a#b\n\nSitemap: https://x/\nCrawl-delay: 2.5\n\
                    Disallow: /c\nDisallow\nUser-agent: x\nDisallow: /d";
        for (path, expected) in [("/before-any-group", true), ("/a", false), ("/c", false), ("/d", true)] {
            assert_eq!(allows(text, path), expected, "{path}");
        }
        assert_eq!(Robots::parse(text.as_bytes()).delay(), Duration::from_secs(3));
        assert!(allows("<html><body>Not found</body></html>", "/a"));
        assert!(allows("user-agent: *\ndisallow: /", "/robots.txt"));
        assert!(!Robots::closed().allows("/a"));
    }

    #[test]
    fn a_hostile_file_costs_little() {
        let started = std::time::Instant::now();
        let many = format!("user-agent: *\n{}", "disallow: /*a*a*a*a*a*a*a*b\n".repeat(20_000));
        assert!(allows(&many, &format!("/{}", "a".repeat(2_000))));
        let long = format!("user-agent: *\ndisallow: /{}", "*a".repeat(250_000));
        assert!(allows(&long, "/b"));
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[test]
    fn what_is_normalised_stays_as_it_is() {
        for path in ["/%6%31BC", "/%", "/%2", "/%zz", "/%25", "/%2525", "/%c3%bc%"] {
            let once = normalised(path);
            assert_eq!(normalised(&once), once, "{path}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_says_the_same(text in "(?s)((user-agent|allow|disallow|crawl-delay): [*/a$%é0-9]{0,8}\n){0,12}", path in "/[a/é%0-9]{0,8}") {
            let robots = Robots::parse(format!("user-agent: *\n{text}").as_bytes());
            let kept = Robots::parse(robots.to_text().as_bytes());
            prop_assert_eq!(kept.allows(&path), robots.allows(&path));
            prop_assert_eq!(kept.delay(), robots.delay());
        }

        #[test]
        fn patterns_fit_as_the_definition_says(pattern in "/[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
            let quoted = pattern.strip_suffix('$').unwrap_or(&pattern).replace('*', ".*");
            let end = if pattern.ends_with('$') { "$" } else { "" };
            let defined = regex::Regex::new(&format!("^{quoted}{end}")).unwrap().is_match(&path);
            prop_assert_eq!(fits(&pattern, &path), defined, "{} {}", pattern, path);
        }
    }
}
