//! The subject line: which organisation, who, and what, in a length that a phone and a list of mails can show.

use unicode_width::UnicodeWidthStr;

use super::clean::{clipped, isolated};
use super::words;
use crate::domain::Change;

/// In front of every subject, for filters and eyes.
const TAG: &str = "[rosterwatch]";
/// Columns of a subject; what does not fit is counted.
const COLUMNS: usize = 120;
/// Longest single headline, in characters.
const HEADLINE: usize = 90;

/// `[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer, Mark Chen to SVP Research, +2 more`.
///
/// With several organisations the first change of each is named, so that none hides behind another.
pub(super) fn line(changes: &[Change]) -> String {
    let organisations = organisations(changes);
    let (separator, items) = match organisations.as_slice() {
        [one] => {
            let mut items: Vec<String> = changes.iter().map(headline).collect();
            if let Some(first) = items.first_mut() {
                *first = format!("{}: {first}", isolated(one));
            }
            (", ", items)
        }
        many => ("; ", many.iter().filter_map(|organisation| first_of(organisation, changes)).collect()),
    };
    let mut shown = 1;
    while shown < items.len() && with_rest(&items[..=shown], separator, changes.len()).width() <= COLUMNS {
        shown += 1;
    }
    with_rest(&items[..shown], separator, changes.len())
}

/// The organisations in the order in which they appear.
pub(super) fn organisations(changes: &[Change]) -> Vec<&str> {
    let mut seen: Vec<&str> = Vec::new();
    for change in changes {
        if !seen.contains(&change.organisation.as_str()) {
            seen.push(&change.organisation);
        }
    }
    seen
}

fn headline(change: &Change) -> String {
    clipped(&words::headline(change), HEADLINE)
}

fn first_of(organisation: &str, changes: &[Change]) -> Option<String> {
    let first = changes.iter().find(|change| change.organisation == organisation)?;
    Some(format!("{}: {}", isolated(organisation), headline(first)))
}

/// The line that names `items`, each of which tells one change of `total`.
fn with_rest(items: &[String], separator: &str, total: usize) -> String {
    let line = format!("{TAG} {}", items.join(separator));
    match total.saturating_sub(items.len()) {
        0 => line,
        rest => format!("{line}, {}", words::more(rest)),
    }
}
