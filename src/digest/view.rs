//! What the templates see: plain strings in the order of the page. All wording comes from `words`, all layout from the templates.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::clean::{clean, isolated, link};
use super::subject;
use super::words::{self, Origin};
use crate::domain::{Certainty, Change, PartialDate, Position, Support};

/// Sources shown of one change; the rest is counted.
const SOURCES: usize = 5;
/// Hosts where a document is a post and its author the speaker.
const NETWORKS: [&str; 3] = ["x.com", "twitter.com", "mobile.twitter.com"];

/// The whole mail. `changes` are cleaned; `operator` is the address to write to.
pub(super) fn mail(list_id: &str, operator: &str, batch: &str, changes: &[Change]) -> Value {
    let organisations = subject::organisations(changes);
    context! {
        lang => words::LANG,
        labels => Value::from(BTreeMap::from(words::LABELS)),
        heading => words::heading(&organisations, changes.len()),
        preview => changes.iter().map(words::headline).collect::<Vec<_>>().join(" · "),
        changes => changes.iter().map(change).collect::<Vec<Value>>(),
        footer => words::footer(&clean(list_id), &clean(operator)),
        colophon => words::colophon(&clean(batch)),
    }
}

fn change(change: &Change) -> Value {
    let before = change.before.as_ref();
    context! {
        person => change.person.as_str(),
        happened => words::happened(change),
        headline => words::headline(change),
        organisation => change.organisation.as_str(),
        organisation_isolated => isolated(&change.organisation),
        before => before.map_or_else(|| side("", words::UNKNOWN_BEFORE), |before| position(before, None, None)),
        after => position(&change.after, before, change.effective),
        kind => words::kind(change),
        effective => words::effective(change.effective),
        certainty => words::certainty(change.certainty),
        tone => change.certainty.as_str(),
        why => why(change),
        first_seen => words::moment(change.detected),
        sources => change.support.iter().take(SOURCES).map(source).collect::<Vec<Value>>(),
        more_sources => match change.support.len().saturating_sub(SOURCES) { 0 => String::new(), rest => words::more_sources(rest) },
    }
}

/// One side of the arrow. The role is left out on the right side where only the status changes.
fn position(position: &Position, before: Option<&Position>, effective: Option<PartialDate>) -> Value {
    let same = before.is_some_and(|before| before.role == position.role && before.status != position.status);
    let role = match &position.role {
        Some(role) if !same => role.as_str(),
        None if position.status.is_held() && !same => words::UNKNOWN_ROLE,
        _ => "",
    };
    side(role, &words::status(position, effective))
}

fn side(role: &str, status: &str) -> Value {
    let line = if role.is_empty() || status.is_empty() { format!("{role}{status}") } else { format!("{} ({status})", isolated(role)) };
    context! { role => role, status => status, line => line }
}

fn source(support: &Support) -> Value {
    let link = link(&support.url);
    let shown = link.href.clone().unwrap_or_else(|| link.host.clone());
    context! {
        href => link.href.unwrap_or_default(),
        address => shown,
        host => link.host,
        title => support.title.as_str(),
        author => support.author.as_deref().unwrap_or_default(),
        author_isolated => support.author.as_deref().map(isolated).unwrap_or_default(),
        published => words::moment(support.published),
        quote => support.quote.as_str(),
        quote_isolated => isolated(&support.quote),
    }
}

/// Names the best source of a change and counts the others.
fn why(change: &Change) -> String {
    let rank = |support: &&Support| (support.certainty == change.certainty, is_by(support, &change.person));
    // The first of the best: max_by_key would give the last.
    let Some(best) = change.support.iter().rev().max_by_key(rank) else { return String::new() };
    let host = link(&best.url).host;
    let post = NETWORKS.contains(&host.as_str());
    let origin = match (&best.author, is_by(best, &change.person)) {
        (_, true) if post => Origin::OwnPost,
        (_, true) => Origin::OwnWords,
        (Some(author), false) if post => Origin::Post(author),
        _ => Origin::Text,
    };
    let others = change.support.iter().filter(|support| support.certainty > Certainty::Denied).count().saturating_sub(1);
    words::why(change.certainty, &origin, &host, others)
}

/// Whether the person wrote the document, by name or handle ("@barret_zoph" is Barret Zoph).
fn is_by(support: &Support, person: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    support.author.as_deref().is_some_and(|author| {
        let author = author.split(" (").next().unwrap_or(author);
        !letters(author).is_empty() && letters(author) == letters(person)
    })
}
