//! What the templates see: plain strings in the order of the page. All wording comes from `words`, all layout from the templates.

use std::collections::BTreeMap;

use jiff::Timestamp;
use minijinja::{Value, context};

use super::clean::{clean, isolated, link};
use super::story::{Background, Identity, Outlook, Told, Vacancy};
use super::subject;
use super::words::{Origin, Words};
use crate::domain::{Certainty, Change, ChangeKind, Level, PartialDate, Person, Position, Support};

/// Sources shown of one change; the rest is counted.
const SOURCES: usize = 5;
/// Lines shown of what else happened, of rumours, of empty posts and of days ahead; the rest is counted.
const LINES: usize = 8;
/// Hosts where a document is a post and its author the speaker.
const NETWORKS: [&str; 3] = ["x.com", "twitter.com", "mobile.twitter.com"];

/// Whose mail, to whom, and which.
pub(super) struct Frame<'a> {
    pub words: Words<'a>,
    pub identity: &'a Identity,
    pub batch: &'a str,
}

impl Frame<'_> {
    /// What every mail has.
    fn page(&self, heading: &str, preview: &str) -> Value {
        let operator = self.identity.reply_to.as_ref().unwrap_or(&self.identity.from);
        context! {
            lang => self.words.tag(),
            labels => Value::from(BTreeMap::from(self.words.labels())),
            heading => heading,
            preview => preview,
            footer => self.words.footer(&clean(&self.identity.list_id), &clean(&operator.address)),
            colophon => self.words.colophon(&clean(self.batch)),
        }
    }

    /// A mail of a few paragraphs.
    pub(super) fn note(&self, heading: &str, entries: Vec<Value>) -> Value {
        context! { entries => entries, ..self.page(heading, heading) }
    }

    /// An alert. What is told is cleaned.
    pub(super) fn alert(&self, told: &[Told], background: &Background) -> Value {
        let words = self.words;
        let organisations = subject::organisations(told);
        let preview = told.iter().map(|told| words.headline(&told.change)).collect::<Vec<_>>().join(" · ");
        let page = self.page(&words.heading(&organisations, told.len()), &preview);
        context! {
            changes => told.iter().map(|told| self.change(told, background)).collect::<Vec<Value>>(),
            elsewhere => self.elsewhere(&organisations, told, background),
            acts => self.acts(told),
            ..page
        }
    }

    /// A digest: its changes by organisation, most important first. What is told is cleaned.
    pub(super) fn digest(&self, told: &[Told], background: &Background, outlook: &Outlook, date: Timestamp) -> Value {
        let words = self.words;
        let groups = groups(told);
        let heading = words.digest_heading(words.day(date), told.len(), groups.len());
        let preview = groups.iter().flat_map(|(_, told)| told).map(|told| words.headline(&told.change)).collect::<Vec<_>>().join(" · ");
        let page = self.page(&heading, if preview.is_empty() { &heading } else { &preview });
        let group = |(organisation, told): &(String, Vec<&Told>)| {
            context! {
                organisation => organisation,
                organisation_isolated => isolated(organisation),
                changes => told.iter().map(|told| self.change(told, background)).collect::<Vec<Value>>(),
            }
        };
        let failing: Vec<(String, PartialDate)> =
            outlook.coverage.failing.iter().map(|(name, since)| (clean(name), words.day(*since))).collect();
        context! {
            groups => groups.iter().map(group).collect::<Vec<Value>>(),
            rumours => self.lines(&outlook.rumours, |change| words.day(change.detected)),
            ahead => self.lines(&outlook.ahead, |change| change.effective.unwrap_or_else(|| words.day(change.detected))),
            vacancies => self.counted(outlook.vacancies.iter().map(|vacancy| self.vacancy(vacancy)).collect()),
            coverage => words.coverage(outlook.coverage.sources, &failing),
            ..page
        }
    }

    fn change(&self, told: &Told, background: &Background) -> Value {
        let (words, change) = (self.words, &told.change);
        let before = change.before.as_ref();
        let left = change.kind == ChangeKind::Departed && change.role.is_some();
        let own = link(&change.support.first().map(|support| support.url.clone()).unwrap_or_default());
        context! {
            id => change.id.as_str(),
            mark => words.mark(told.telling),
            mark_note => words.mark_note(told.telling),
            person => change.person.as_str(),
            happened => words.happened(change),
            headline => words.headline(change),
            organisation => change.organisation.as_str(),
            organisation_isolated => isolated(&change.organisation),
            before => before.map_or_else(|| side("", words.unknown_before()), |before| self.position(before, None, None)),
            after => self.position(&change.after, before, change.effective),
            kind => words.kind(change),
            effective => words.effective(change.effective),
            certainty => words.standing(change.standing),
            tone => change.standing.as_str(),
            why => why(change, background.people, words),
            first_seen => words.moment(change.detected),
            next => if left { words.next(background.successor(change).as_deref()) } else { String::new() },
            href => own.href.unwrap_or_default(),
            host => own.host,
            source_count => change.support.len(),
            sources => change.support.iter().take(SOURCES).map(|support| self.source(support)).collect::<Vec<Value>>(),
            more_sources => match change.support.len().saturating_sub(SOURCES) { 0 => String::new(), rest => words.more_sources(rest) },
        }
    }

    /// What can be done about what is told: the commands, ready to be run where one change is told.
    fn acts(&self, told: &[Told]) -> Vec<Value> {
        let id = if let [one] = told { one.change.id.as_str() } else { "ID" };
        let act = |(command, meaning): &(&str, &str)| context! { command => format!("rosterwatch {command} {id}"), meaning => *meaning };
        self.words.acts().iter().map(act).collect()
    }

    /// What else changed at the organisations of an alert.
    fn elsewhere(&self, organisations: &[&str], told: &[Told], background: &Background) -> Vec<String> {
        let words = self.words;
        let others: Vec<Change> = background
            .recent
            .iter()
            .map(super::clean::change)
            .filter(|change| organisations.contains(&change.organisation.as_str()) && told.iter().all(|told| told.change.id != change.id))
            .collect();
        let newest: Vec<Change> = others.into_iter().rev().collect();
        self.lines(&newest, |change| words.day(change.detected))
    }

    fn lines(&self, changes: &[Change], day: impl Fn(&Change) -> PartialDate) -> Vec<String> {
        let line = |change: &Change| {
            let change = super::clean::change(change);
            format!("{} · {}", isolated(&change.organisation), self.words.line(&change, day(&change)))
        };
        self.counted(changes.iter().map(line).collect())
    }

    fn counted(&self, mut lines: Vec<String>) -> Vec<String> {
        if lines.len() > LINES {
            let rest = lines.len() - LINES;
            lines.truncate(LINES);
            lines.push(self.words.more(rest));
        }
        lines
    }

    fn vacancy(&self, vacancy: &Vacancy) -> String {
        let organisation = clean(&vacancy.organisation);
        format!("{} · {}", isolated(&organisation), self.words.vacancy(&clean(&vacancy.role), &clean(&vacancy.person), vacancy.since))
    }

    /// One side of the arrow. The role is left out on the right side where only the status changes.
    fn position(&self, position: &Position, before: Option<&Position>, effective: Option<PartialDate>) -> Value {
        let same = before.is_some_and(|before| before.role == position.role && before.status != position.status);
        let role = match &position.role {
            Some(role) if !same => role.as_str(),
            None if position.status.is_held() && !same => self.words.unknown_role(),
            _ => "",
        };
        side(role, &self.words.status(position, effective))
    }

    fn source(&self, support: &Support) -> Value {
        let link = link(&support.url);
        let shown = link.href.clone().unwrap_or_else(|| link.host.clone());
        context! {
            href => link.href.unwrap_or_default(),
            address => shown,
            host => link.host,
            title => support.title.as_str(),
            author => support.author.as_deref().unwrap_or_default(),
            author_isolated => support.author.as_deref().map(isolated).unwrap_or_default(),
            published => self.words.moment(support.published),
            quote => support.quote.as_str(),
            quote_isolated => isolated(&support.quote),
        }
    }
}

/// The organisations of a digest with their changes: the highest role first, then the surest.
fn groups(told: &[Told]) -> Vec<(String, Vec<&Told>)> {
    let mut groups: Vec<(String, Vec<&Told>)> = Vec::new();
    let rank = |told: &Told| (std::cmp::Reverse(told.level), std::cmp::Reverse(told.change.standing));
    for organisation in subject::organisations(told) {
        let mut theirs: Vec<&Told> = told.iter().filter(|told| told.change.organisation == organisation).collect();
        theirs.sort_by_key(|told| rank(told));
        groups.push((organisation.to_string(), theirs));
    }
    groups.sort_by_key(|(_, theirs)| {
        theirs.first().map_or((std::cmp::Reverse(Level::Other), std::cmp::Reverse(crate::domain::Standing::Denied)), |told| rank(told))
    });
    groups
}

fn side(role: &str, status: &str) -> Value {
    let line = if role.is_empty() || status.is_empty() { format!("{role}{status}") } else { format!("{} ({status})", isolated(role)) };
    context! { role => role, status => status, line => line }
}

/// Names the best source of a change and counts the others.
fn why(change: &Change, people: &[Person], words: Words) -> String {
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
    words.why(change.certainty, &origin, &host, others)
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
