//! Pure: an item becomes an article of readable text.
//!
//! A page gives its main text by the site's row in [`site`], else by what looks most like an article. What would hurt the parser is refused
//! before it is parsed. The charset has been dealt with at the edge: everything here is a string.

mod date;
mod html;
mod jsonld;
pub mod language;
mod listing;
mod main_text;
mod meta;
mod scan;
mod site;
mod tidy;
mod unreadable;

use jiff::{SignedDuration, Timestamp};
use scraper::Html;

use crate::domain::{Article, Author, Body, DocumentKind, Item, Language};
use meta::Meta;
pub use scan::{MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_ESCAPING, MAX_NESTING, MAX_TAG};
pub use unreadable::Unreadable;

/// The stack of the thread that parses pages. The deepest page that is let through needs a fraction of it.
const STACK: usize = 16 << 20;

/// Reads an item of the configured source named `source`, fetched at `fetched`.
///
/// Title, author and date come from the page itself first, then from what the source said about the item. A claimed date more than a day
/// after `fetched` is not believed.
pub fn read(item: &Item, source: &str, fetched: Timestamp) -> Result<Article, Unreadable> {
    let (meta, text) = match &item.body {
        Body::Link { .. } => return Err(Unreadable::NotFetched),
        Body::Text(text) => (Meta::default(), plain(text)?),
        // Most entries of feeds are said to be HTML and have none: one paragraph, for which no parser is needed.
        Body::Html(html) if !html.contains(['<', '&']) => (Meta::default(), one_line(html)?),
        Body::Html(html) => (Meta::default(), parsed(html, html::fragment)?),
        Body::Listing { html, cards } => {
            let read = parsed(html, |html| {
                let document = Html::parse_document(html);
                (meta::read(&document, host(item)), listing::text(&document, cards.as_ref()))
            })?;
            if read.1.is_empty() {
                return Err(Unreadable::NobodyListed);
            }
            read
        }
        Body::Page(html) => parsed(html, |html| page(html, host(item)))?,
    };
    let title = title(item, &meta);
    let text = without_title(text, &title);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let hint = meta.language.as_deref().and_then(Language::from_tag).or(item.language);
    let language = language::detect(&text, hint);
    Ok(Article {
        source: source.to_string(),
        key: item.key.clone(),
        url: item.url.clone(),
        author: author(item, &meta),
        published: published(item, &meta, language, fetched),
        fetched,
        language,
        kind: item.kind,
        title,
        text,
    })
}

/// The host in an item's address, as it is written there.
fn host(item: &Item) -> &str {
    let host = item.url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#', ':']).next().unwrap_or_default());
    host.rsplit('@').next().unwrap_or_default()
}

fn plain(text: &str) -> Result<String, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(MAX_BYTES));
    }
    refuse_binary(text)?;
    Ok(tidy::lines(text))
}

/// HTML without any markup, where a line break is a blank.
fn one_line(html: &str) -> Result<String, Unreadable> {
    scan::check(html)?;
    refuse_binary(html)?;
    Ok(tidy::paragraph(html))
}

/// Runs `read` on HTML that has passed the scan, on a thread whose stack is known: an overflow could not be caught.
fn parsed<T: Send>(html: &str, read: impl FnOnce(&str) -> T + Send) -> Result<T, Unreadable> {
    scan::check(html)?;
    refuse_binary(html)?;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("html".to_string()).stack_size(STACK).spawn_scoped(scope, || read(html));
        match thread.map(|thread| thread.join()) {
            Ok(Ok(value)) => Ok(value),
            // A panic in a parser is its own fault and the page's loss, not the daemon's end.
            Ok(Err(_)) => Err(Unreadable::Empty),
            // Not the page's fault: the fence around the source makes it another try.
            Err(error) => panic!("the system gives no thread to parse a page: {error}"),
        }
    })
}

fn page(html: &str, host: &str) -> (Meta, String) {
    let document = Html::parse_document(html);
    let mut meta = meta::read(&document, host);
    let text = main_text::find(html, &document, host, meta.body.take().as_deref());
    (meta, text)
}

/// Refuses text with NUL, or with more than a tenth of control and replacement characters.
fn refuse_binary(text: &str) -> Result<(), Unreadable> {
    let (mut all, mut odd, mut nul) = (0, 0, false);
    for c in text.chars().take(4096) {
        all += 1;
        odd += usize::from(c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace()));
        nul |= c == '\0';
    }
    if nul || odd * 10 > all { Err(Unreadable::Binary) } else { Ok(()) }
}

/// The page's title, else the source's; a post without one goes by its author.
fn title(item: &Item, meta: &Meta) -> String {
    let given = meta.title.as_deref().or(item.title.as_deref()).map(tidy::paragraph).filter(|title| !title.is_empty());
    let by = || match (&item.author, item.kind) {
        (Some(Author { name, handle: Some(handle) }), DocumentKind::Post) if name != handle => format!("{name} ({handle})"),
        (Some(author), _) => author.name.clone(),
        (None, _) => String::new(),
    };
    given.unwrap_or_else(by)
}

/// The page's author, else the source's. A post's author is whoever the source says.
fn author(item: &Item, meta: &Meta) -> Option<Author> {
    let named = meta.author.as_deref().map(tidy::paragraph).filter(|name| !name.is_empty());
    match (&item.author, named) {
        (Some(author), _) if item.kind == DocumentKind::Post => Some(author.clone()),
        (_, Some(name)) => Some(Author { name, handle: None }),
        (author, None) => author.clone(),
    }
}

/// The first claim that can be true: the page's, the source's, the day in the address. A claim of only the day gives way to the source's
/// moment when that is within two days of it. A Chinese page's time without a zone is China's.
fn published(item: &Item, meta: &Meta, language: Option<Language>, fetched: Timestamp) -> Timestamp {
    let latest = fetched.saturating_add(SignedDuration::from_hours(24)).unwrap_or(fetched);
    let possible = |at: &Timestamp| *at <= latest && at.as_second() > 0;
    let source = item.published.filter(possible);
    let chinese = |moment: date::Moment| {
        let local = moment.exact && !moment.zoned && language == Some(Language::Chinese);
        if local { date::Moment { at: moment.at - SignedDuration::from_hours(8), ..moment } } else { moment }
    };
    let mut claims = meta.published.iter().filter_map(|text| date::parse(text)).map(chinese).filter(|moment| possible(&moment.at));
    match (claims.next(), source) {
        (Some(claim), Some(source)) if !claim.exact && claim.at.duration_until(source).abs() <= SignedDuration::from_hours(48) => source,
        (Some(claim), _) => claim.at,
        (None, Some(source)) => source,
        // Within that day the moment of fetching is nearer than its midnight.
        (None, None) => {
            let before = |at: &Timestamp| possible(at) && at.duration_until(fetched) >= SignedDuration::from_hours(24);
            date::in_address(&item.url).map(|day| day.at).filter(before).unwrap_or(fetched)
        }
    }
}

/// The text without a first line that only repeats the title.
fn without_title(text: String, title: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if first == title => rest.to_string(),
        _ => text,
    }
}

#[cfg(test)]
mod tests;
