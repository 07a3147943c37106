//! The subject line: which organisation, who, what, and how sure, in a length that a phone and a list of mails can show.

use unicode_width::UnicodeWidthStr;

use super::clean::{clipped, isolated};
use super::story::Told;
use super::words::Words;
use crate::domain::{Certainty, Standing, Telling};

/// In front of every subject, for filters and eyes.
const TAG: &str = "[rosterwatch]";
/// Columns of a subject; what does not fit is counted.
const COLUMNS: usize = 120;
/// Longest single headline, in characters.
const HEADLINE: usize = 90;

/// A subject that says `text`.
pub(super) fn tagged(text: &str) -> String {
    format!("{TAG} {text}")
}

/// `[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer, Mark Chen to SVP Research, +2 more (announced, 3 sources)`.
///
/// With several organisations the first change of each is named, so that none hides behind another.
pub(super) fn line(told: &[Told], words: Words) -> String {
    let organisations = organisations(told);
    let (separator, items) = match organisations.as_slice() {
        [one] => {
            let mut items: Vec<String> = told.iter().map(|told| headline(told, words)).collect();
            if let Some(first) = items.first_mut() {
                *first = format!("{}: {first}", isolated(one));
            }
            (", ", items)
        }
        many => ("; ", many.iter().filter_map(|organisation| first_of(organisation, told, words)).collect()),
    };
    let end = surety(told, words);
    let mut shown = 1;
    while shown < items.len() && with_rest(&items[..=shown], separator, told.len(), &end, words).width() <= COLUMNS {
        shown += 1;
    }
    let line = with_rest(&items[..shown], separator, told.len(), &end, words);
    let mark = told.first().map(|told| told.telling).filter(|first| told.iter().all(|told| told.telling == *first)).unwrap_or(Telling::New);
    match words.mark(mark) {
        "" => tagged(&line),
        mark => tagged(&format!("{mark}: {line}")),
    }
}

/// The organisations in the order in which they appear.
pub(super) fn organisations(told: &[Told]) -> Vec<&str> {
    let mut seen: Vec<&str> = Vec::new();
    for told in told {
        if !seen.contains(&told.change.organisation.as_str()) {
            seen.push(&told.change.organisation);
        }
    }
    seen
}

/// How sure the least sure change is, and how many documents tell any of them.
fn surety(told: &[Told], words: Words) -> String {
    let standing = told.iter().map(|told| told.change.standing).min().unwrap_or(Standing::Reported);
    let supports = told.iter().flat_map(|told| &told.change.support).filter(|support| support.certainty > Certainty::Denied);
    let mut documents: Vec<&str> = supports.map(|support| support.url.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    words.surety(standing, documents.len())
}

fn headline(told: &Told, words: Words) -> String {
    clipped(&words.headline(&told.change), HEADLINE)
}

fn first_of(organisation: &str, told: &[Told], words: Words) -> Option<String> {
    let first = told.iter().find(|told| told.change.organisation == organisation)?;
    Some(format!("{}: {}", isolated(organisation), headline(first, words)))
}

/// The line that names `items`, each of which tells one change of `total`.
fn with_rest(items: &[String], separator: &str, total: usize, end: &str, words: Words) -> String {
    let line = items.join(separator);
    match total.saturating_sub(items.len()) {
        0 => format!("{line} {end}"),
        rest => format!("{line}, {} {end}", words.more(rest)),
    }
}
