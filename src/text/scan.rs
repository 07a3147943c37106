//! A look at the bytes of a page before it is parsed. Hostile HTML makes parsers slow or overflow their stack: 50,000 nested elements took
//! 3 seconds, 100,000 attributes 2 seconds, and both grow with the square. 181 real pages stay below depth 51, 14 KB a tag and 217 KB.

use super::unreadable::Unreadable;

/// Decoded bytes of a page or text.
pub const MAX_BYTES: usize = 2 << 20;
/// Open elements at one place.
pub const MAX_DEPTH: usize = 512;
/// Attributes of a tag.
pub const MAX_ATTRIBUTES: usize = 200;
/// Bytes of a tag.
pub const MAX_TAG: usize = 64 << 10;
/// The depths of all elements together, which is what parsing costs: 200,000 elements at depth 20. Elements that a parser opens again by
/// itself count each time.
pub const MAX_NESTING: usize = 4_000_000;

/// Length of a run of text times its characters that a serialiser escapes, over all runs: html5ever 0.40 looks through the rest of the run
/// for each of them. 1.2 MB of `&amp;` took minutes.
pub const MAX_ESCAPING: usize = 4_000_000_000;

const VOID: [&[u8]; 14] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr"];
/// Content up to the end tag is text.
const RAW: [&[u8]; 7] = [b"script", b"style", b"textarea", b"title", b"xmp", b"noembed", b"noframes"];
/// A parser opens these again in each block that follows while they are not closed.
const FORMATTING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];

/// Refuses a page that would hurt the parser.
pub fn check(html: &str) -> Result<(), Unreadable> {
    if html.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(MAX_BYTES));
    }
    let bytes = html.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    loop {
        let offset = find(&bytes[at..], b"<").unwrap_or(bytes.len() - at);
        open.text(&bytes[at..at + offset])?;
        at += offset;
        let rest = &bytes[at..];
        if rest.is_empty() {
            return Ok(());
        }
        at += match rest.get(1) {
            Some(b'!') if rest.starts_with(b"<!--") => find(&rest[4..], b"-->").map_or(rest.len(), |end| end + 7),
            Some(b'!' | b'?') => find(rest, b">").map_or(rest.len(), |end| end + 1),
            Some(b'/') => {
                let tag = Tag::read(rest, 2)?;
                open.close(&tag.name);
                tag.length
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let tag = Tag::read(rest, 1)?;
                open.open(&tag)?;
                tag.length + raw_text(&rest[tag.length..], &tag.name)
            }
            _ => 1,
        };
    }
}

/// The length of the text that a raw-text element holds; 0 for any other element.
fn raw_text(rest: &[u8], name: &[u8]) -> usize {
    if !RAW.contains(&name) {
        return 0;
    }
    let mut at = 0;
    while let Some(offset) = find(&rest[at..], b"</") {
        at += offset;
        if rest[at + 2..].len() >= name.len() && rest[at + 2..at + 2 + name.len()].eq_ignore_ascii_case(name) {
            return at;
        }
        at += 2;
    }
    rest.len()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => haystack.iter().position(|b| b == byte),
        _ => haystack.windows(needle.len()).position(|window| window == needle),
    }
}

struct Tag {
    name: Vec<u8>,
    length: usize,
}

impl Tag {
    /// Reads a tag whose name begins at `start`, minding quotes.
    fn read(bytes: &[u8], start: usize) -> Result<Tag, Unreadable> {
        let end =
            bytes[start..].iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).map_or(bytes.len(), |n| start + n);
        let name = bytes[start..end.min(start + 64)].to_ascii_lowercase();
        let (mut at, mut attributes, mut quote) = (end, 0, None);
        // Whether the next byte can begin an attribute's name.
        let mut between = true;
        while at < bytes.len() {
            let byte = bytes[at];
            at += 1;
            if at > MAX_TAG {
                return Err(Unreadable::TagTooLong(MAX_TAG));
            }
            match (quote, byte) {
                (Some(open), byte) => {
                    if byte == open {
                        (quote, between) = (None, true);
                    }
                }
                (None, b'>') => break,
                (None, b'"' | b'\'') if bytes[..at - 1].iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=') => {
                    quote = Some(byte)
                }
                (None, b'/') => between = true,
                (None, byte) if byte.is_ascii_whitespace() => between = true,
                (None, byte) => {
                    attributes += usize::from(between && byte != b'=');
                    between = false;
                }
            }
        }
        if attributes > MAX_ATTRIBUTES { Err(Unreadable::TooManyAttributes(MAX_ATTRIBUTES)) } else { Ok(Tag { name, length: at }) }
    }
}

/// The open elements, about as a parser keeps them.
#[derive(Default)]
struct Open {
    stack: Vec<Vec<u8>>,
    /// Formatting elements whose parent was closed before them: a parser opens them again wherever text follows.
    dangling: Vec<Vec<u8>>,
    nesting: usize,
    /// The present run of text: its length and how many of its bytes begin what is escaped.
    run: (usize, usize),
    escaping: usize,
}

impl Open {
    fn text(&mut self, text: &[u8]) -> Result<(), Unreadable> {
        let (length, escaped) = self.run;
        let more = text.iter().filter(|&&byte| byte == b'&' || byte == 0xc2).count();
        self.run = (length + text.len(), escaped + more);
        self.escaping += (length + text.len()).saturating_mul(escaped + more) - length.saturating_mul(escaped);
        if self.escaping > MAX_ESCAPING { Err(Unreadable::TooManyEntities) } else { Ok(()) }
    }

    fn open(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        self.run = (0, 0);
        self.nesting += (1 + self.stack.len() + self.dangling.len()) * (1 + self.dangling.len());
        if self.nesting > MAX_NESTING {
            return Err(Unreadable::TooMuchNesting);
        }
        if VOID.contains(&&tag.name[..]) {
            return Ok(());
        }
        while self.stack.last().is_some_and(|last| implies_end(last, &tag.name)) {
            self.stack.pop();
        }
        self.stack.push(tag.name.clone());
        if self.stack.len() + self.dangling.len() > MAX_DEPTH { Err(Unreadable::TooDeep(MAX_DEPTH)) } else { Ok(()) }
    }

    fn close(&mut self, name: &[u8]) {
        if let Some(index) = self.stack.iter().rposition(|open| open == name) {
            self.run = (0, 0);
            self.dangling.extend(self.stack.drain(index..).skip(1).filter(|open| FORMATTING.contains(&&open[..])));
        } else if let Some(index) = self.dangling.iter().rposition(|open| open == name) {
            self.dangling.remove(index);
        }
    }
}

/// Whether an open element ends by itself when `next` begins (HTML standard, optional tags).
fn implies_end(open: &[u8], next: &[u8]) -> bool {
    const CELLS: [&[u8]; 2] = [b"td", b"th"];
    match open {
        b"p" => matches!(
            next,
            b"p" | b"div"
                | b"ul"
                | b"ol"
                | b"li"
                | b"dl"
                | b"dd"
                | b"dt"
                | b"table"
                | b"section"
                | b"article"
                | b"blockquote"
                | b"figure"
                | b"pre"
                | b"h1"
                | b"h2"
                | b"h3"
                | b"h4"
                | b"h5"
                | b"h6"
                | b"form"
                | b"header"
                | b"footer"
                | b"aside"
                | b"nav"
                | b"main"
                | b"address"
        ),
        b"li" => next == b"li",
        b"dt" | b"dd" => matches!(next, b"dt" | b"dd"),
        b"td" | b"th" => CELLS.contains(&next) || matches!(next, b"tr" | b"tbody" | b"tfoot"),
        b"tr" => matches!(next, b"tr" | b"tbody" | b"tfoot"),
        b"thead" | b"tbody" => matches!(next, b"tbody" | b"tfoot"),
        b"option" => matches!(next, b"option" | b"optgroup"),
        b"head" => next == b"body",
        b"a" => next == b"a",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_as_a_parser_does() {
        assert_eq!(check(&"<div>".repeat(512)), Ok(()));
        assert_eq!(check(&"<div>".repeat(513)), Err(Unreadable::TooDeep(512)));
        assert_eq!(check(&"<ul><li>".repeat(300)), Err(Unreadable::TooDeep(512)));
        assert_eq!(check(&"<div></div>".repeat(5000)), Ok(()));
        assert_eq!(check(&format!("{}{}", "<div>".repeat(20), "<div></div>".repeat(100_000))), Ok(()));
        let deep = format!("{}{}", "<div>".repeat(500), "</div>".repeat(500));
        assert_eq!(check(&deep.repeat(100)), Err(Unreadable::TooMuchNesting));
        for unclosed in ["<li>x", "<p>x", "<tr><td>x<td>y", "<dt>x<dd>y", "<option>x", "<br><img src=x>", "<a href=x>y"] {
            assert_eq!(check(&format!("<table>{}", unclosed.repeat(2000))), Ok(()), "{unclosed}");
        }
    }

    #[test]
    fn elements_that_a_parser_opens_again_count() {
        let unclosed: String = (0..100).map(|n| format!("<p><b id={n}></p>")).collect();
        assert_eq!(check(&unclosed), Ok(()));
        assert_eq!(check(&format!("{unclosed}{}", "<p>x</p>".repeat(3000))), Err(Unreadable::TooMuchNesting));
    }

    #[test]
    fn attributes_and_long_tags_are_refused() {
        let attributes = |n: usize| format!("<p {}>", (0..n).map(|n| format!("a{n}=\"v > w\" ")).collect::<String>());
        assert_eq!(check(&attributes(200)), Ok(()));
        assert_eq!(check(&attributes(201)), Err(Unreadable::TooManyAttributes(200)));
        assert_eq!(check(&format!("<p {}>", "a ".repeat(300))), Err(Unreadable::TooManyAttributes(200)));
        assert_eq!(check(&format!("<p a='{}'>", "x".repeat(MAX_TAG))), Err(Unreadable::TagTooLong(MAX_TAG)));
        assert_eq!(check(&"x".repeat(MAX_BYTES + 1)), Err(Unreadable::TooLarge(MAX_BYTES)));
    }

    #[test]
    fn endless_entities_are_refused() {
        assert_eq!(check(&"<p>R&amp;D &nbsp; « a »".repeat(20_000)), Ok(()));
        for run in ["&amp;", "& ", "\u{a0}", "&lt;</x>"] {
            assert_eq!(check(&run.repeat(150_000)), Err(Unreadable::TooManyEntities), "{run}");
        }
    }

    #[test]
    fn markup_inside_text_is_no_markup() {
        assert_eq!(check(&format!("<script>{}</script>", "'<div>' < 3 ".repeat(1000))), Ok(()));
        assert_eq!(check(&format!("<!-- {} -->", "<div>".repeat(1000))), Ok(()));
        assert_eq!(check(&format!("<TITLE>{}</Title><p>", "<div>".repeat(1000))), Ok(()));
        assert_eq!(check("a < b <3 <"), Ok(()));
    }
}
