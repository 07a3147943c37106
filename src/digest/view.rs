//! What the templates see: plain strings in the order of the page. All wording comes from `words`, all layout from the templates.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::clean::{clean, isolated, link};
use super::subject;
use super::words::{self, Origin};
use crate::domain::{Certainty, Change, PartialDate, Person, Position, Support};

/// Sources shown of one change; the rest is counted.
const SOURCES: usize = 5;
/// Hosts where a document is a post and its author the speaker.
const NETWORKS: [&str; 3] = ["x.com", "twitter.com", "mobile.twitter.com"];

/// The whole mail. `changes` are cleaned; `operator` is the address to write to.
pub(super) fn mail(list_id: &str, operator: &str, batch: &str, changes: &[Change], people: &[Person]) -> Value {
    let organisations = subject::organisations(changes);
    context! {
        lang => words::LANG,
        labels => Value::from(BTreeMap::from(words::LABELS)),
        heading => words::heading(&organisations, changes.len()),
        preview => changes.iter().map(words::headline).collect::<Vec<_>>().join(" · "),
        changes => changes.iter().map(|one| change(one, people)).collect::<Vec<Value>>(),
        footer => words::footer(&clean(list_id), &clean(operator)),
        colophon => words::colophon(&clean(batch)),
    }
}

fn change(change: &Change, people: &[Person]) -> Value {
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
        why => why(change, people),
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
fn why(change: &Change, people: &[Person]) -> String {
    let person = people.iter().find(|person| clean(&person.name) == change.person);
    let handle = person.and_then(|person| person.x_handle.as_deref());
    let own = |support: &Support| is_by(support, &change.person, handle);
    let rank = |support: &&Support| (support.certainty == change.certainty, own(support));
    // The first of the best: max_by_key would give the last.
    let Some(best) = change.support.iter().rev().max_by_key(rank) else { return String::new() };
    let host = link(&best.url).host;
    let origin = match &best.author {
        _ if own(best) && is_post(best) => Origin::OwnPost,
        _ if own(best) => Origin::OwnWords,
        Some(author) if is_post(best) => Origin::Post(author),
        _ => Origin::Text,
    };
    let others = change.support.iter().filter(|support| support.certainty > Certainty::Denied).count().saturating_sub(1);
    words::why(change.certainty, &origin, &host, others)
}

fn is_post(support: &Support) -> bool {
    NETWORKS.contains(&link(&support.url).host.as_str())
}

/// Whether the person wrote the document: a post under the handle that the roster knows (anybody can take one that is spelled like
/// a name), any other text under the name.
fn is_by(support: &Support, person: &str, handle: Option<&str>) -> bool {
    let Some(author) = support.author.as_deref() else { return false };
    if is_post(support) {
        return handle.is_some_and(|handle| author.eq_ignore_ascii_case(handle));
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    !letters(author).is_empty() && letters(author) == letters(person)
}
