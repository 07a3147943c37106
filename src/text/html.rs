//! HTML becomes plain text: a paragraph, heading, list item or table row is a line.

use std::collections::HashSet;
use std::sync::LazyLock;

use ego_tree::{NodeId, NodeRef};
use regex::Regex;
use scraper::{ElementRef, Html, Node, Selector};

use super::tidy;

/// What is never content, on any site.
const DROPPED: &str = "script, style, noscript, template, svg, math, iframe, object, video, audio, canvas, button, select, input, textarea, \
    [hidden], [aria-hidden=true], [id*=cookie-], [class*=cookie-banner], [class*=cookie-notice], [class*=cookie-consent], \
    [id^=onetrust], [class*=consent-banner], [class*=gdpr-]";

/// Embedded posts: class of the quotation, name of the network.
const EMBEDDED: [(&str, &str); 4] =
    [("twitter-tweet", "X"), ("twitter-video", "X"), ("bluesky-embed", "Bluesky"), ("mastodon-embed", "Mastodon")];

static NEVER: LazyLock<Selector> = LazyLock::new(|| selector(DROPPED));
static PARAGRAPH: LazyLock<Selector> = LazyLock::new(|| selector("p"));
/// `— Name (@handle) September 25, 2024`, as it ends an embedded post.
static SIGNATURE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[—–-]+\s*([^—–]+?)\s*\((@[\w.@-]+)\)[^()]*$").expect("the pattern is valid"));
/// An embedded post's links to pictures and to itself, and the bare address that stands where an embedding failed.
static POST_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:https?://)?(?:t\.co|pic\.twitter\.com|pic\.x\.com)/\w+|https?://(?:www\.)?(?:x|twitter)\.com/\w+/status/\d+\S*")
        .expect("the pattern is valid")
});

/// A selector that the program itself holds.
pub fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the program's own selectors are valid")
}

/// The text of a fragment that is all content.
pub fn fragment(html: &str) -> String {
    render(Html::parse_fragment(html).root_element(), &[])
}

/// The text under `root` without what `drop` selects.
pub fn render(root: ElementRef, drop: &[&Selector]) -> String {
    let dropped: HashSet<NodeId> =
        drop.iter().copied().chain([&*NEVER]).flat_map(|selector| root.select(selector)).map(|element| element.id()).collect();
    let mut lines = Lines::default();
    // An own stack: pages are as deep as their authors like.
    let mut steps = vec![Step::Open(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(name) => lines.close(name),
            Step::Open(node) if dropped.contains(&node.id()) => {}
            Step::Open(node) => match node.value() {
                Node::Text(text) => lines.text(text),
                Node::Element(element) => {
                    let wrapped = ElementRef::wrap(node);
                    if let Some(quote) = wrapped.and_then(embedded_post) {
                        lines.line(&quote);
                        continue;
                    }
                    lines.open(element.name());
                    steps.push(Step::Close(element.name()));
                    steps.extend(node.children().rev().map(Step::Open));
                }
                _ => steps.extend(node.children().rev().map(Step::Open)),
            },
        }
    }
    lines.finish()
}

enum Step<'a> {
    Open(NodeRef<'a, Node>),
    Close(&'a str),
}

/// An embedded post as one quoted paragraph, so that its "I" is not taken for the article's author: `“…” (Name, @handle, on X)`.
fn embedded_post(element: ElementRef) -> Option<String> {
    let (_, network) =
        EMBEDDED.iter().find(|(class, _)| element.value().name() == "blockquote" && element.value().classes().any(|c| c == *class))?;
    let texts = |element: ElementRef| element.text().collect::<Vec<_>>().join(" ");
    let whole = tidy::paragraph(&texts(element));
    let said = element.select(&PARAGRAPH).map(texts).collect::<Vec<_>>().join(" ");
    let said = tidy::paragraph(&POST_ADDRESS.replace_all(&said, " ")).replace('“', "‘").replace('”', "’").replace('"', "'");
    if said.is_empty() {
        return Some(String::new());
    }
    Some(match SIGNATURE.captures(&whole) {
        Some(signed) => format!("“{said}” ({}, {}, on {network})", &signed[1], &signed[2]),
        None => format!("“{said}” (on {network})"),
    })
}

/// Lines under construction.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    current: String,
    preformatted: usize,
}

impl Lines {
    fn text(&mut self, text: &str) {
        if self.preformatted == 0 {
            return self.current.push_str(text);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end();
            }
            self.current.push_str(line);
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" | "hr" => self.end(),
            // "Name, title" is how a table of people reads aloud.
            "td" | "th" if !self.current.trim().is_empty() => {
                self.current.truncate(self.current.trim_end().len());
                self.current.push_str(", ");
            }
            _ if is_block(name) => self.end(),
            _ => {}
        }
        self.preformatted += usize::from(name == "pre");
    }

    fn close(&mut self, name: &str) {
        if name == "tr" {
            // Empty cells at the end of a row leave their commas.
            self.current.truncate(self.current.trim_end_matches([',', ' ']).len());
        }
        if is_block(name) {
            self.end();
        }
        self.preformatted -= usize::from(name == "pre");
    }

    fn line(&mut self, text: &str) {
        self.end();
        self.current.push_str(text);
        self.end();
    }

    fn end(&mut self) {
        let line = tidy::paragraph(&std::mem::take(&mut self.current));
        // A line that is only the address of a post is an embedding that did not load.
        let bare = POST_ADDRESS.find(&line).is_some_and(|address| address.len() == line.len());
        if !line.is_empty() && !bare {
            self.done.push(line);
        }
    }

    fn finish(mut self) -> String {
        self.end();
        self.done.join("\n")
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 42] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ];
    BLOCKS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_items_rows_and_breaks_are_lines() {
        let html = "<h2>News</h2><p>One <b>bold</b>\n word.<br>Two.</p><ul><li>Jo Doe, CEO<li><p>Ann Lee</p></ul><table><tr><td>Jo Doe</td><td> CTO </td><td></td></tr></table><pre>a\nb</pre>tail";
        assert_eq!(fragment(html), "News\nOne bold word.\nTwo.\nJo Doe, CEO\nAnn Lee\nJo Doe, CTO\na\nb\ntail");
    }

    #[test]
    fn what_is_no_content_is_dropped() {
        let html = "<p>Text<script>var x = '<p>no</p>'</script><style>p{}</style></p><div class='cookie-banner-x'>We use cookies</div><p hidden>secret</p><div id='onetrust-banner'>Accept</div>";
        assert_eq!(fragment(html), "Text");
    }

    #[test]
    fn an_embedded_post_is_one_quoted_paragraph() {
        let html = r#"<p>He wrote:</p><blockquote class="twitter-tweet"><p lang="en">I am leaving &ldquo;the lab&rdquo;.<br><br>thank you <a href="https://t.co/x">pic.twitter.com/abc</a></p>&mdash; Jo Doe (@jodoe) <a href="https://twitter.com/jodoe/status/1839096160168063488">September 25, 2024</a></blockquote><p>More.</p>"#;
        assert_eq!(fragment(html), "He wrote:\n“I am leaving ‘the lab’. thank you” (Jo Doe, @jodoe, on X)\nMore.");
    }

    #[test]
    fn a_bare_address_of_a_post_is_no_paragraph() {
        assert_eq!(
            fragment(
                "<figure><div>https://x.com/jodoe/status/1839096160168063488</div></figure><p>See https://x.com/jodoe/status/1839096160168063488 for more.</p>"
            ),
            "See https://x.com/jodoe/status/1839096160168063488 for more."
        );
    }

    #[test]
    fn the_table_of_blocks_is_sorted() {
        assert!(["address", "p", "ul"].into_iter().all(is_block));
        assert!(!is_block("span"));
    }
}
