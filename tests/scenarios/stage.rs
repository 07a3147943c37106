//! Plays a scenario: the line that the daemon goes, from findings to the store, without sources and mails.

use std::collections::BTreeMap;
use std::slice::from_ref;

use jiff::{SignedDuration, Timestamp};
use rosterwatch::domain::{Article, Author, Change, DocumentKind, Findings, Language, Organisation, Outcome, Person, Roster, Telling};
use rosterwatch::extract::{self, Gazetteer};
use rosterwatch::roster::corroborate::standing;
use rosterwatch::roster::{concerned, confirmed, reconcile, settle, vacancies};
use rosterwatch::store::{Store, Told};

use crate::case::{Case, Step};
use crate::claims;

struct Stage {
    store: Store,
    any: bool,
    clock: Timestamp,
    _folder: tempfile::TempDir,
}

/// What is not as it is written, one line or several each.
pub fn play(case: &Case) -> Vec<String> {
    let mut stage = Stage::new(case);
    let mut differences = Vec::new();
    for (number, step) in case.steps.iter().enumerate() {
        let told = stage.step(step, number);
        let at = format!("step {}", number + 1);
        differences.extend(step.tells.as_ref().and_then(|tells| differ(&format!("{at} tells"), tells, &told)));
        differences.extend(step.roster.as_ref().and_then(|rows| differ(&format!("{at} roster"), rows, &stage.rows())));
    }
    let end = &case.end;
    let optional =
        |name: &str, expected: &Option<Vec<String>>, found: Vec<String>| expected.as_ref().and_then(|lines| differ(name, lines, &found));
    differences.extend(optional("changes", &end.changes, stage.lines(&stage.store.changes().unwrap())));
    differences.extend(optional("open", &end.open, stage.lines(&stage.store.unsettled().unwrap())));
    differences.extend(optional("updates", &end.updates, stage.updates()));
    differences.extend(optional("vacancies", &end.vacancies, stage.vacancies()));
    differences.extend(optional("questions", &end.questions, stage.questions()));
    differences.extend(differ("roster", &end.roster, &stage.rows()));
    differences
}

/// Plays it, reads every document once more as it came, and compares.
pub fn play_twice(case: &Case, name: &str) {
    let mut stage = Stage::new(case);
    for (number, step) in case.steps.iter().enumerate() {
        stage.step(step, number);
    }
    let (rows, changes, owed) = (stage.rows(), stage.lines(&stage.store.changes().unwrap()), stage.store.outbox_counts().unwrap());
    for (number, step) in case.steps.iter().enumerate().filter(|(_, step)| step.is_document()) {
        let told = stage.step(step, number);
        assert_eq!(told, [""; 0], "{name}: step {} again", number + 1);
    }
    assert_eq!(stage.rows(), rows, "{name}");
    assert_eq!(stage.lines(&stage.store.changes().unwrap()), changes, "{name}");
    assert_eq!(stage.store.outbox_counts().unwrap(), owed, "{name}");
}

impl Step {
    fn is_document(&self) -> bool {
        !(self.day_comes || self.confirm.is_some() || self.reject.is_some() || self.undo.is_some())
    }

    fn moment(&self, before: Timestamp) -> Timestamp {
        let Some(on) = self.on else { return before + SignedDuration::from_mins(1) };
        let text = on.to_string();
        text.parse().unwrap_or_else(|_| format!("{text}T12:00:00Z").parse().unwrap_or_else(|error| panic!("{text}: {error}")))
    }
}

impl Stage {
    fn new(case: &Case) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("roster.db")).unwrap();
        let mut roster = Roster::default();
        for (name, rows) in &case.roster {
            let known = case.known.iter().find(|known| known.name == *name);
            roster.organisations.push(Organisation {
                name: name.clone(),
                aliases: known.map(|known| known.aliases.clone()).unwrap_or_default(),
                domains: known.map(|known| known.domains.clone()).unwrap_or_default(),
                handles: known.and_then(|known| known.handle.clone()).into_iter().collect(),
                tickers: known.map(|known| known.tickers.clone()).unwrap_or_default(),
                parents: Vec::new(),
            });
            roster.tenures.extend(rows.iter().map(|row| claims::tenure(row, name)));
        }
        for row in &roster.tenures {
            if !roster.people.iter().any(|person| person.name == row.person) {
                let known = case.known.iter().find(|known| known.name == row.person);
                let aliases = known.map(|known| known.aliases.clone()).unwrap_or_default();
                let x_handle = known.and_then(|known| known.handle.clone());
                roster.people.push(Person { name: row.person.clone(), aliases, x_handle, ..Person::default() });
            }
        }
        let clock =
            case.steps.first().and_then(|step| step.on).map_or(Timestamp::UNIX_EPOCH, |_| case.steps[0].moment(Timestamp::UNIX_EPOCH));
        store.import_roster(&roster, clock - SignedDuration::from_hours(24)).unwrap();
        Stage { store, any: case.any, clock, _folder: folder }
    }

    /// What the step tells.
    fn step(&mut self, step: &Step, number: usize) -> Vec<String> {
        self.clock = step.moment(self.clock);
        if step.day_comes {
            let steps = settle(&self.store.announced().unwrap(), self.clock.to_zoned(jiff::tz::TimeZone::UTC).date());
            self.store.apply_steps(&steps, self.clock).unwrap();
        } else if let Some(which) = &step.confirm {
            self.confirm(which);
        } else if let Some(which) = &step.reject {
            let change = self.find(which);
            self.store.reject(&change.id, self.clock).unwrap();
        } else if let Some(which) = &step.undo {
            let change = self.find(which);
            self.store.undo(&change.id, standing(change.kind, &change.support, None), self.clock).unwrap().expect("a decision to undo");
        } else {
            return (0..step.copies.unwrap_or(1)).flat_map(|copy| self.read(step, number, copy)).collect();
        }
        Vec::new()
    }

    fn confirm(&mut self, which: &str) {
        let change = self.find(which);
        let books = self.store.books(from_ref(&change.person), from_ref(&change.organisation), self.clock).unwrap();
        let steps = if change.is_settled() { Vec::new() } else { confirmed(&books.roster, &books.told, &change, self.clock) };
        self.store.confirm(&change.id, &steps, self.clock).unwrap();
    }

    /// The one change whose line contains the words.
    fn find(&self, words: &str) -> Change {
        let all = self.store.changes().unwrap().into_iter().chain(self.store.unsettled().unwrap());
        let mut found: Vec<Change> = all.filter(|change| claims::change(change).contains(words)).collect();
        assert_eq!(found.len(), 1, "{words:?} means {} changes", found.len());
        found.remove(0)
    }

    fn read(&mut self, step: &Step, number: usize, copy: usize) -> Vec<String> {
        let article = article(step, number, copy, self.clock);
        let findings = match &step.text {
            Some(_) if step.says.is_empty() && step.holds.is_empty() && step.stays.is_empty() => {
                extract::read(&article, &Gazetteer::from_roster(&self.store.roster().unwrap()))
            }
            _ => claimed(step),
        };
        let concerned = concerned(&findings);
        let mut books = self.store.books(&concerned.people, &concerned.organisations, article.published).unwrap();
        if self.any {
            rosterwatch::roster::discover(&mut books.roster, &findings);
        }
        let outcomes: Vec<Outcome> = reconcile(&books.roster, &books.told, &article, &findings, self.clock);
        let nobody = |_: &Change, _: Telling, _: &Told| Vec::new();
        let recorded = self.store.record(&article, &findings, &outcomes, Some(&nobody), self.clock).unwrap();
        let changes = self.store.changes().unwrap();
        let told = recorded.changes.iter().map(|id| claims::change(changes.iter().find(|change| change.id == *id).unwrap()));
        told.collect()
    }

    fn rows(&self) -> Vec<String> {
        let roster = self.store.roster().unwrap();
        let several = roster.tenures.iter().any(|row| row.organisation != roster.tenures[0].organisation);
        roster.tenures.iter().map(|row| claims::row(row, several)).collect()
    }

    fn lines(&self, changes: &[Change]) -> Vec<String> {
        let mut stories: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = self.store.changes().unwrap();
        all.extend(self.store.unsettled().unwrap());
        all.sort_by_key(|change| change.detected);
        for change in &all {
            let next = stories.len() + 1;
            stories.entry(change.story.clone()).or_insert(next);
        }
        let line = |change: &Change| {
            let mut outlets: Vec<&str> = change.support.iter().map(|support| support.outlet.as_str()).collect();
            outlets.sort_unstable();
            outlets.dedup();
            let verdict = change.verdict.map(|verdict| format!(" by the operator ({verdict})")).unwrap_or_default();
            let counts = format!("{}/{}", change.support.len(), outlets.len());
            format!("{} | {}{verdict} | {counts} | {}", claims::change(change), change.standing, stories[&change.story])
        };
        changes.iter().map(line).collect()
    }

    fn updates(&self) -> Vec<String> {
        let tellings = self.store.tellings(Timestamp::MIN).unwrap();
        let updates = tellings.into_iter().filter(|(_, what, _)| *what != Telling::New);
        updates.map(|(change, what, _)| format!("{what}: {} {}", change.kind, change.person)).collect()
    }

    fn vacancies(&self) -> Vec<String> {
        let open = vacancies(&self.store.roster().unwrap(), &self.store.changes().unwrap(), self.clock);
        open.iter().map(|change| format!("{}: {}", change.organisation, change.role.as_ref().unwrap().display())).collect()
    }

    fn questions(&self) -> Vec<String> {
        let open = self.store.questions().unwrap();
        open.iter().map(|(_, question)| format!("{} ? {}", question.person, question.candidate)).collect()
    }
}

fn claimed(step: &Step) -> Findings {
    let quote = step.quote.clone().unwrap_or_else(|| format!("It says: {}.", step.says.join("; ")));
    Findings {
        language: Some(Language::English),
        changes: step.says.iter().map(|line| claims::finding(line, &quote)).collect(),
        holds: step.holds.iter().map(|line| claims::hold(line, &quote)).collect(),
        stays: step.stays.iter().map(|line| claims::stay(line, &quote)).collect(),
    }
}

fn article(step: &Step, number: usize, copy: usize, now: Timestamp) -> Article {
    let site = step.site.clone().unwrap_or_else(|| format!("outlet{}.example", number + 1));
    let site = if copy == 0 { site } else { format!("copy{copy}-{site}") };
    let kind = step.kind.as_deref().unwrap_or(if step.by.is_some() { "post" } else { "article" });
    let by = step.by.as_ref();
    let text = step.text.clone().unwrap_or_else(|| "A text.".into());
    Article {
        source: "wire".into(),
        key: format!("{site}/{number}"),
        url: format!("https://{site}/{number}"),
        title: String::new(),
        author: by.map(|by| Author { name: by.trim_start_matches('@').into(), handle: by.starts_with('@').then(|| by.clone()) }),
        published: now,
        fetched: now,
        language: Some(if rosterwatch::names::fold::has_han(&text) { Language::Chinese } else { Language::English }),
        kind: DocumentKind::from_word(kind),
        text: if copy == 0 { text } else { edited(&text, copy) },
    }
}

/// What another site makes of a wire text: a line of its own before it, and for some the last sentence gone.
fn edited(text: &str, copy: usize) -> String {
    let cut = text.trim_end().trim_end_matches('.').rsplit_once(". ").filter(|_| copy.is_multiple_of(3));
    let body = cut.map_or_else(|| text.to_string(), |(rest, _)| format!("{rest}."));
    format!("Desk {copy}: {body}")
}

/// A difference as lines: `-` is expected and missing, `+` is there and not expected.
fn differ(what: &str, expected: &[String], found: &[String]) -> Option<String> {
    if expected == found {
        return None;
    }
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("\n  - {line}"));
    let extra = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("\n  + {line}"));
    let lines: String = missing.chain(extra).collect();
    let lines = if lines.is_empty() { format!("\n  another order: {found:#?}") } else { lines };
    Some(format!("{what}{lines}"))
}
