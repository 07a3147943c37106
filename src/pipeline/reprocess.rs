//! What today's rules make of the stored articles.
//!
//! A copy of the database is put back to where it was before the articles, and they are read again in their order; imports, edits, merges
//! and decisions of the operator happen again at their times. What then stands there is compared with what the watch has, and only that
//! comparison is shown, or applied.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::record::fenced;
use super::version::about;
use crate::config::Config;
use crate::domain::{Article, Difference, Findings, Tenure};
use crate::extract::{self, Gazetteer};
use crate::roster::redone::{self, ByHand, Redone};
use crate::roster::{self, corroborate};
use crate::store::{Books, Handmade, MadeBy, Origin, Reprocessed, Store, Stored};

/// Articles that are held at a time.
const PAGE: usize = 200;

/// What a second reading gives.
#[derive(Default)]
pub struct Reading {
    /// How many articles were read again, and how many of them other rules had read before.
    pub articles: usize,
    pub by_other_rules: usize,
    /// Articles that could not be read again: the keys, with why.
    pub unreadable: Vec<(String, String)>,
    pub changes: Redone,
    /// What would become of the roster.
    pub rows: Difference,
    first: i64,
    last: i64,
    since: Timestamp,
    made_by: Vec<MadeBy>,
}

/// Reads what was fetched at `since` or later again, in the empty folder `scratch`. Nothing of what the watch has is changed.
pub fn reprocess(config: &Config, store: &Store, scratch: &Path, since: Timestamp) -> anyhow::Result<Reading> {
    let Some((first, begun)) = store.first_article(since)? else { return Ok(Reading::default()) };
    let copy = scratch.join("copy.db");
    store.copy_to(&copy)?;
    let mut again = Again::new(config, Store::open(&copy)?, first, begun, store.handmade(begun)?)?;
    let mut reading = Reading { first, last: store.last_article()?, since: begun, ..Reading::default() };
    let mut from = first;
    loop {
        let page = store.stored_articles(from, PAGE)?;
        let Some(last) = page.last() else { break };
        from = last.id + 1;
        for stored in page {
            reading.articles += 1;
            reading.by_other_rules += usize::from(!stored.by_these_rules);
            let key = stored.article.key.clone();
            if let Err(reason) = again.read(stored)? {
                reading.unreadable.push((key, reason));
            }
        }
    }
    again.do_by_hand(Timestamp::MAX)?;
    let books = |store: &Store| Ok::<_, anyhow::Error>([store.changes()?, store.unsettled()?].concat());
    reading.changes = redone::redone(&books(store)?, books(&again.store)?);
    let (roster, made_by) = again.store.roster_with_origins()?;
    reading.rows = redone::rows(&store.roster()?, &roster);
    reading.made_by = made_by;
    Ok(reading)
}

/// Makes it so. Whoever asked for such news is told of what is added where `tell` says so, with the next delivery; else nobody is.
///
/// # Errors
/// Where the watch has moved on since the reading.
pub fn apply(store: &mut Store, reading: &Reading, tell: bool, now: Timestamp) -> anyhow::Result<()> {
    let Redone { added, lost, altered } = &reading.changes;
    // A change that is altered keeps the id under which it was told.
    let known = |id: &str| {
        [added, lost].into_iter().flatten().map(|change| &change.id).chain(altered.iter().map(|(_, after)| &after.id)).any(|one| one == id)
    };
    let told = store.changes()?;
    let made_by = |row: &Tenure| {
        let (_, change) = reading.made_by.iter().find(|(made, _)| made == row)?;
        change.clone().filter(|id| known(id) || told.iter().any(|change| change.id == *id))
    };
    let Reading { first, last, since, rows, .. } = reading;
    let what = Reprocessed { first: *first, since: *since, last: *last, added, lost, altered, rows, made_by: &made_by, tell };
    store.apply_reprocessed(&what, now)
}

/// The copy in which everything is read again.
struct Again<'a> {
    config: &'a Config,
    store: Store,
    gazetteer: Gazetteer,
    /// What the operator did, the earliest last.
    handmade: Vec<Handmade>,
}

impl<'a> Again<'a> {
    fn new(config: &'a Config, mut store: Store, first: i64, since: Timestamp, mut handmade: Vec<Handmade>) -> anyhow::Result<Again<'a>> {
        for change in store.rewind(first, since)? {
            let standing = corroborate::standing(change.kind, &change.support, None);
            store.restate(&change.id, corroborate::together(&change.support).unwrap_or(change.certainty), standing)?;
        }
        handmade.reverse();
        let gazetteer = Gazetteer::from_roster(&store.roster()?);
        Ok(Again { config, store, gazetteer, handmade })
    }

    /// Reads one article as if it had just come. The outer error is the store's, the inner one the article's.
    fn read(&mut self, stored: Stored) -> anyhow::Result<Result<(), String>> {
        let Stored { article, recorded, findings, .. } = stored;
        self.do_by_hand(recorded)?;
        let steps = roster::settle(&self.store.announced()?, recorded.to_zoned(TimeZone::UTC).date());
        self.store.apply_steps(&steps, recorded)?;
        let findings = match findings {
            Some(findings) => Ok(findings),
            None => fenced(|| extract::read(&article, &self.gazetteer)),
        };
        let findings = match findings {
            Ok(findings) => about(findings, self.organisation(&article)),
            Err(reason) => return Ok(Err(reason)),
        };
        let books = self.books(&article, &findings)?;
        let outcomes = match fenced(|| roster::reconcile(&books.roster, &books.told, &article, &findings, recorded)) {
            Ok(outcomes) => outcomes,
            Err(reason) => return Ok(Err(reason)),
        };
        self.store.record(&article, &findings, &outcomes, None, recorded)?;
        if !outcomes.is_empty() {
            let learnt = self.books(&article, &findings)?.roster;
            self.gazetteer.learn(&learnt);
        }
        Ok(Ok(()))
    }

    /// What the operator had done by then.
    fn do_by_hand(&mut self, until: Timestamp) -> anyhow::Result<()> {
        while let Some(moment) = self.handmade.last().map(|(moment, ..)| *moment).filter(|moment| *moment <= until) {
            let mut steps = Vec::new();
            while let Some((_, before, after)) = self.handmade.pop_if(|(at, ..)| *at == moment) {
                steps.push(ByHand { before, after });
            }
            let rows = redone::by_hand(&self.store.roster()?, &steps);
            self.store.apply_difference(&rows, Origin::Import, moment)?;
            self.gazetteer.learn(&self.store.roster()?);
        }
        Ok(())
    }

    fn books(&self, article: &Article, findings: &Findings) -> anyhow::Result<Books> {
        let concerned = roster::concerned(findings);
        let mut books = self.store.books(&concerned.people, &concerned.organisations, article.published)?;
        if self.config.discovers {
            roster::discover(&mut books.roster, findings);
        }
        Ok(books)
    }

    /// The organisation that the article's source is about.
    fn organisation(&self, article: &Article) -> Option<&'a str> {
        self.config.sources.iter().find(|source| source.name == article.source)?.organisation.as_deref()
    }
}
