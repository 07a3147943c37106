//! Posts of X that a bridge serves as a feed: RSSHub and Nitter with their conventions. A post goes by its number whatever the host.
//!
//! A bridge marks in the title whether a post answers or repeats another's. What is repeated was said by another, and so was what is
//! quoted: neither may stand under the account's name.

use std::sync::LazyLock;

use feed_rs::model::Entry;
use regex::Regex;
use url::Url;

use super::super::key;
use super::super::wanted::Wanted;
use super::super::x::text;
use super::entry::{Known, html, names};
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// RSSHub's frame around a quoted post: `NAME:&ensp;text`.
static FRAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?s)(?:<hr[^>]*>)?<div class="rsshub-quote">(?:\s|<br[^>]*>|</?div[^>]*>|<blockquote[^>]*>|<img[^>]*>|<a [^>]*>|</?strong>)*(.{1,200}?)(?:</a>|</strong>|\s)*:(?:&ensp;|&#8194;|\x{2002}| )(.*?)(?:<br[^>]*><small>.*?)?</div>\s*$"#)
        .expect("the pattern is valid")
});
/// Nitter's: a quotation that opens with `<b>Name (@handle)</b>`.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<blockquote>\s*<b>([^<]{1,200}?)\s*\(@(\w{1,15})\)</b>(.*?)(?:<footer>.*?</footer>\s*)?</blockquote>")
        .expect("the pattern is valid")
});
/// RSSHub's first line of a repeated post.
static REPEATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)^\s*(?:<small>)?\s*(?:RT|🔁)\b?.{0,400}?<br\s*/?>").expect("the pattern is valid"));
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]*>").expect("the pattern is valid"));

/// Who serves the posts, as far as it matters how they are marked.
pub enum Bridge {
    /// RSSHub, with the account whose posts they are.
    RssHub,
    /// Nitter, and what writes as it does.
    Nitter,
}

/// The number of the post that an entry is.
pub fn id(entry: &Entry, page: &Url) -> Option<u64> {
    let own = || Url::parse(entry.id.trim()).ok().as_ref().and_then(key::x_post);
    key::x_post(page).or_else(own)
}

enum Mark<'a> {
    Own,
    Reply,
    /// Another's, by the name or handle that the mark gives.
    Repost(Option<&'a str>),
}

impl Bridge {
    /// RSSHub links to x.com itself and has ids on twitter.com; Nitter links to its own host and signs with handles.
    pub fn of(entries: &[Known]) -> Bridge {
        let at_x = |known: &Known| known.link.as_ref().is_some_and(|page| key::host(page) == "x.com");
        let hub = entries.iter().any(|known| at_x(known) && known.entry.id.contains("twitter.com"));
        if hub { Bridge::RssHub } else { Bridge::Nitter }
    }

    /// The post at `page`; `None` for one that is not wanted or empty.
    pub fn item(&self, known: &Known, page: &Url, id: u64, wanted: Wanted) -> Option<Item> {
        let entry = known.entry;
        let title = known.title.as_deref().unwrap_or_default();
        let mark = self.mark(title);
        if matches!(mark, Mark::Reply) && !wanted.replies || matches!(mark, Mark::Repost(_)) && !wanted.reposts {
            return None;
        }
        let author = self.author(entry, page, &mark);
        let body = self.body(entry, title, &mark)?;
        let handle = author.as_ref().and_then(|author| author.handle.as_deref()).unwrap_or("unknown");
        Some(Item {
            key: format!("x:{id}"),
            url: page.to_string(),
            title: author.as_ref().map(|author| text::title(&author.name, handle)),
            // The number tells to the millisecond what bridges give to the minute, or for a repeated post of another.
            published: text::snowflake(id).or_else(|| super::read::moment(entry)),
            author,
            language: entry.language.as_deref().and_then(Language::from_tag),
            kind: DocumentKind::Post,
            body,
        })
    }

    fn mark<'a>(&self, title: &'a str) -> Mark<'a> {
        match self {
            Bridge::RssHub if title.starts_with("Re ") || title.starts_with("↩️ ") => Mark::Reply,
            Bridge::RssHub => match title.strip_prefix("RT ").or_else(|| title.strip_prefix("🔁 ")).and_then(|rest| rest.split_once(": "))
            {
                Some((name, _)) => Mark::Repost(Some(name.trim())),
                None => Mark::Own,
            },
            Bridge::Nitter if title.starts_with("R to @") => Mark::Reply,
            Bridge::Nitter if title.starts_with("RT by @") || title.starts_with("RT: ") => Mark::Repost(None),
            Bridge::Nitter => Mark::Own,
        }
    }

    /// Who has said it. RSSHub's address and author of a repeated post are those of the account that repeats it.
    fn author(&self, entry: &Entry, page: &Url, mark: &Mark) -> Option<Author> {
        if let (Bridge::RssHub, Mark::Repost(name)) = (self, mark) {
            return name.map(|name| Author { name: name.to_string(), handle: None });
        }
        let handle = key::x_user(page).or_else(|| key::x_user(&Url::parse(entry.id.trim()).ok()?)).map(|user| format!("@{user}"));
        let name = names(entry).or_else(|| handle.clone())?;
        Some(Author { name, handle })
    }

    fn body(&self, entry: &Entry, title: &str, mark: &Mark) -> Option<Body> {
        let Some(html) = html(entry) else { return (!title.is_empty()).then(|| Body::Text(title.to_string())) };
        let html = match mark {
            Mark::Repost(Some(_)) => REPEATED.replace(html, ""),
            _ => html.into(),
        };
        let quoted = |name: &str, handle: Option<&str>, said: &str| {
            let plain = |html: &str| html_escape::decode_html_entities(&TAG.replace_all(html, " ")).into_owned();
            format!("<p>{}</p>", html_escape::encode_text(&text::quotation(&plain(said), Some(plain(name).trim()), handle, "X")))
        };
        let html = FRAMED.replace(&html, |found: &regex::Captures| quoted(&found[1], None, &found[2]));
        let html = SIGNED.replace_all(&html, |found: &regex::Captures| quoted(&found[1], Some(&found[2]), &found[3]));
        Some(Body::Html(html.into_owned()))
    }
}
