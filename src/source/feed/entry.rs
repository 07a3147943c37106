//! An entry becomes an item: its identity, its page, its text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use feed_rs::model::{Entry, Feed};
use jiff::Timestamp;
use regex::Regex;
use url::Url;
use xxhash_rust::xxh3::xxh3_128;

use super::super::key;
use super::excerpt::is_excerpt;
use super::post;
use super::read::moment;
use super::settings::Settings;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// Oldest first, each document once. Entries with neither link nor text are left out with a warning.
pub fn items(feed: &Feed, settings: &Settings, warnings: &mut Vec<String>) -> Vec<Item> {
    let entries: Vec<Known> = feed.entries.iter().map(Known::of).collect();
    let bridge = post::Bridge::of(&entries);
    let keys = Keys::of(&entries, &settings.url);
    let mut skipped = 0;
    let mut items = Vec::new();
    for known in entries.iter().rev() {
        match known.link.as_ref().and_then(|page| Some((page, post::id(known.entry, page)?))) {
            Some((page, id)) => items.extend(bridge.item(known, page, id, settings.wanted)),
            None => match item(known, feed, settings, &keys) {
                Some(item) => items.push(item),
                None => skipped += 1,
            },
        }
    }
    if skipped > 0 {
        warnings.push(format!("{}: {skipped} entries have neither link nor text; skipped", settings.url));
    }
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(item.key.clone()));
    items.sort_by_key(|item| item.published.unwrap_or(Timestamp::MAX));
    items
}

/// An entry with what is asked of it again and again.
pub struct Known<'a> {
    pub entry: &'a Entry,
    pub link: Option<Url>,
    pub title: Option<String>,
}

impl<'a> Known<'a> {
    fn of(entry: &'a Entry) -> Self {
        Known { entry, link: link(entry), title: title(entry) }
    }
}

fn item(known: &Known, feed: &Feed, settings: &Settings, keys: &Keys) -> Option<Item> {
    let Known { entry, link, title } = known;
    let html = html(entry);
    let key = keys.key(known)?;
    let follow = link.is_some() && settings.follow.unwrap_or_else(|| html.is_none_or(is_excerpt));
    let plain = entry.content.as_ref().is_some_and(|content| content.content_type.subty() == "plain");
    let given = html.map(|html| if plain { Body::Text(html.to_string()) } else { Body::Html(html.to_string()) });
    let body = match given {
        given if follow => Body::Link { taste: given.map(Box::new) },
        Some(given) => given,
        None => Body::Text(title.clone()?),
    };
    let language = entry.language.as_deref().or(feed.language.as_deref()).and_then(Language::from_tag);
    Some(Item {
        key,
        url: link.as_ref().unwrap_or(&settings.url).to_string(),
        title: title.clone(),
        author: author(entry),
        published: moment(entry),
        language,
        kind: DocumentKind::Article,
        body,
    })
}

/// The entry's text as the feed gives it: the whole, else the summary.
pub fn html(entry: &Entry) -> Option<&str> {
    let whole = entry.content.as_ref().and_then(|content| content.body.as_deref()).filter(|html| !html.trim().is_empty());
    whole.or(entry.summary.as_ref().map(|text| text.content.as_str())).filter(|html| !html.trim().is_empty())
}

/// The page of the entry: its alternate link, else an id that is an address.
pub fn link(entry: &Entry) -> Option<Url> {
    let alternate = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let links = entry.links.iter().filter(|link| alternate(link.rel.as_deref()) && link.target.is_none());
    let addresses = links.map(|link| link.href.trim()).chain(std::iter::once(entry.id.trim()));
    addresses.filter_map(|address| Url::parse(address).ok()).find(|url| matches!(url.scheme(), "http" | "https"))
}

/// The title as a line of text.
pub fn title(entry: &Entry) -> Option<String> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"</?[a-zA-Z][^>]*>").expect("the pattern is valid"));
    let text = entry.title.as_ref()?.content.trim();
    // Titles come with HTML inside whatever their type says: `Murati&#8217;s <em>exit</em>`.
    let text = html_escape::decode_html_entities(text);
    let text = if text.contains('<') { TAG.replace_all(&text, "") } else { text };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The names of the entry's authors.
pub fn names(entry: &Entry) -> Option<String> {
    let names: Vec<&str> =
        entry.authors.iter().filter_map(|person| person.name.as_deref()).map(str::trim).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn author(entry: &Entry) -> Option<Author> {
    names(entry).map(|name| Author { name, handle: None })
}

/// The identities of a feed's entries: the address of the document; where several entries share one, or there is none, what else
/// tells them apart. An id alone is not trusted, because some feeds invent one on every visit and some give all entries the same.
struct Keys<'a> {
    feed: &'a Url,
    /// How many entries have this address.
    addresses: HashMap<String, usize>,
    /// How many different titles go by this id.
    ids: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Keys<'a> {
    fn of(entries: &'a [Known], url: &'a Url) -> Self {
        let mut keys = Keys { feed: url, addresses: HashMap::new(), ids: HashMap::new() };
        for Known { entry, link, title } in entries {
            if let Some(link) = link {
                *keys.addresses.entry(key::address(link)).or_default() += 1;
            }
            keys.ids.entry(entry.id.trim()).or_default().insert(title.as_deref().unwrap_or_default());
        }
        keys
    }

    fn key(&self, known: &Known) -> Option<String> {
        let Some(link) = &known.link else { return self.mark(known).map(|mark| format!("{}#{mark}", key::address(self.feed))) };
        let key = key::of(link, Some(known.entry.id.trim()).filter(|id| !id.is_empty()));
        let shared = self.addresses.get(&key).is_some_and(|count| *count > 1);
        match if shared { self.mark(known) } else { None } {
            Some(mark) => Some(format!("{key}#{mark}")),
            None => Some(key),
        }
    }

    /// The id, with the title where the id is not this entry's alone; the title where there is no id; else a digest of the text.
    fn mark(&self, known: &Known) -> Option<String> {
        let id = known.entry.id.trim();
        let alone = self.ids.get(id).is_none_or(|titles| titles.len() <= 1);
        match (id.is_empty(), &known.title) {
            (true, Some(title)) => Some(title.clone()),
            (true, None) => html(known.entry).map(|html| format!("{:032x}", xxh3_128(html.as_bytes()))),
            (false, Some(title)) if !alone => Some(format!("{id} {title}")),
            (false, _) => Some(id.to_string()),
        }
    }
}
