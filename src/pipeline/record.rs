//! What some trips brought is read, understood and recorded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use tracing::info;

use super::owe::Rules;
use super::trip::{Followed, Trip};
use super::version::{self, Listing};
use super::watch::Watch;
use crate::domain::{Article, Change, Findings, Item, Outcome};
use crate::extract::{self, Gazetteer};
use crate::source::{self, Mark, Slot};
use crate::store::{Books, Fault, Owe, Told};
use crate::{roster, text};

/// An article that has been read and is to be understood.
struct Ready {
    /// The place of its trip in the group.
    trip: usize,
    article: Article,
    /// Evidence that alerts nobody.
    baseline: bool,
    /// What a page that lists people tells against its last version, which no sentence says.
    listed: Option<Findings>,
    mark: Mark,
}

/// Where what has been brought is read and recorded.
pub struct Desk<'a> {
    pub watch: &'a mut Watch,
    now: Timestamp,
    /// What is known before reading: made for the first article, and kept up to date from then on.
    gazetteer: Option<Gazetteer>,
    /// Articles that were read and recorded.
    pub articles: usize,
    /// The changes that nobody had told before, by their ids, in the order in which they were recorded.
    pub changes: Vec<String>,
}

impl<'a> Desk<'a> {
    pub fn new(watch: &'a mut Watch, now: Timestamp) -> Self {
        Desk { watch, gazetteer: None, now, articles: 0, changes: Vec::new() }
    }

    /// Reads what the trips brought and records it.
    pub fn record(&mut self, trips: &mut [Trip]) -> anyhow::Result<()> {
        self.take_pages(trips)?;
        let marks = self.watch.marks.clone();
        let mut slot = marks.slot();
        let texts: Vec<Vec<Mark>> = trips.iter().map(|trip| trip.items.iter().map(mark).collect()).collect();
        slot.begin(texts.iter().flatten());
        let mut quiet = Vec::new();
        for Ready { trip, article, baseline, listed, mark } in self.read(trips, texts, &slot)? {
            let findings = match listed {
                Some(findings) => Ok(findings),
                None => self.extract(&article, &slot, &mark)?,
            };
            let findings = findings.map(|findings| version::about(findings, trips[trip].source.organisation.as_deref()));
            let told = match findings {
                Ok(findings) => self.understand(&article, &findings, baseline)?.map(|changes| (changes, findings)),
                Err(reason) => Err(reason),
            };
            match told {
                Ok((changes, findings)) => {
                    info!(source = article.source, url = article.url, changes = changes.as_ref().map_or(0, Vec::len), "read");
                    self.articles += 1;
                    match changes {
                        Some(changes) => self.changes.extend(changes),
                        None => quiet.push((article, findings)),
                    }
                }
                Err(reason) => self.unreadable(&mut trips[trip], &article.key, &article.url, &reason)?,
            }
        }
        drop(slot);
        self.record_quiet(trips, quiet)
    }

    /// Understands a stored article once more, as if it had just been read. What brings the reading down tells nothing.
    pub fn reread(&mut self, article: &Article) -> anyhow::Result<()> {
        let marks = self.watch.marks.clone();
        let mut slot = marks.slot();
        let mark = Mark::new(&article.url, &[article.key.as_bytes(), article.text.as_bytes()]);
        slot.begin(std::iter::once(&mark));
        if let Ok(findings) = self.extract(article, &slot, &mark)? {
            let _ = self.understand(article, &findings, false)?;
        }
        Ok(())
    }

    /// Puts the pages behind links in their place. For a page that cannot be had the source's own text is taken, where it gave any.
    fn take_pages(&mut self, trips: &mut [Trip]) -> anyhow::Result<()> {
        for trip in trips {
            for Followed { answer } in std::mem::take(&mut trip.followed) {
                match answer {
                    Ok(item) => trip.items.push(item),
                    Err((_, error)) if !trip.is_final(&error) => trip.fail(error),
                    Err((item, error)) => match source::without_page(&item) {
                        Some(item) => {
                            trip.visit.warnings.push(format!("{error}; the source's own text is read instead"));
                            trip.items.push(item);
                        }
                        None => self.unreadable(trip, &item.key, &item.url, &error.to_string())?,
                    },
                }
            }
        }
        Ok(())
    }

    /// The items as articles, the earliest first.
    fn read(&mut self, trips: &mut [Trip], texts: Vec<Vec<Mark>>, slot: &Slot) -> anyhow::Result<Vec<Ready>> {
        let mut articles = Vec::new();
        for ((number, trip), marks) in trips.iter_mut().enumerate().zip(texts) {
            for (item, mark) in std::mem::take(&mut trip.items).into_iter().zip(marks) {
                let article = minded(slot, &mark, || text::read(&item, &trip.source.name, self.now));
                let article = match article.and_then(|read| read.map_err(|error| error.to_string())) {
                    Ok(article) if trip.source.is_listing() => {
                        let listing = version::listing(&self.watch.store, article, &trip.source)?;
                        listing.map(|Listing { article, findings, warning }| {
                            trip.visit.warnings.extend(warning);
                            (article, Some(findings))
                        })
                    }
                    Ok(article) if trip.source.is_reread() => {
                        version::paragraphs(&self.watch.store, article)?.map(|article| (article, None))
                    }
                    Ok(article) => Some((article, None)),
                    Err(reason) => {
                        self.unreadable(trip, &item.key, &item.url, &reason)?;
                        None
                    }
                };
                articles.extend(article.map(|(article, listed)| {
                    let dated = item.published.is_some() || article.published != self.now;
                    let baseline = trip.is_baseline(&article, dated, self.watch.config.news_window, self.now);
                    Ready { trip: number, baseline, article, listed, mark }
                }));
            }
        }
        articles.sort_by_key(|ready| ready.article.published);
        Ok(articles)
    }

    /// Compares and records: the ids of the changes that are new; `None` for what does nothing to the roster and is to be recorded
    /// together with its like. The outer error is the store's; the inner one is the article's, a text that brings the reading down.
    fn understand(
        &mut self,
        article: &Article,
        findings: &Findings,
        baseline: bool,
    ) -> anyhow::Result<Result<Option<Vec<String>>, String>> {
        let outcomes = match self.compare(article, findings)? {
            Ok(outcomes) => outcomes,
            Err(reason) => return Ok(Err(reason)),
        };
        if outcomes.is_empty() {
            return Ok(Ok(None));
        }
        let (rules, now) = (Rules::of(&self.watch.config), self.now);
        let owe = |change: &Change, telling, told: &Told| rules.owe(change, telling, told, now);
        let owe: Option<Owe> = if baseline { None } else { Some(&owe) };
        let recorded = match self.watch.store.record(article, findings, &outcomes, owe, self.now) {
            Ok(recorded) => recorded,
            Err(error) => return refusal(error).map(Err),
        };
        self.learn(findings, article)?;
        Ok(Ok(Some(recorded.changes)))
    }

    fn compare(&self, article: &Article, findings: &Findings) -> anyhow::Result<Result<Vec<Outcome>, String>> {
        if findings.changes.is_empty() && findings.holds.is_empty() && findings.stays.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let books = self.books(article, findings)?;
        Ok(fenced(|| roster::reconcile(&books.roster, &books.told, article, findings, self.now)))
    }

    /// The part of the books that the article touches.
    fn books(&self, article: &Article, findings: &Findings) -> anyhow::Result<Books> {
        let concerned = roster::concerned(findings);
        let mut books = self.watch.store.books(&concerned.people, &concerned.organisations, article.published)?;
        if self.watch.config.discovers {
            roster::discover(&mut books.roster, findings);
        }
        Ok(books)
    }

    /// The outer error is the store's, the inner one the article's.
    fn extract(&mut self, article: &Article, slot: &Slot, mark: &Mark) -> anyhow::Result<Result<Findings, String>> {
        let gazetteer = match &mut self.gazetteer {
            Some(gazetteer) => gazetteer,
            unread => unread.insert(Gazetteer::from_roster(&self.watch.store.roster()?)),
        };
        Ok(minded(slot, mark, || extract::read(article, gazetteer)))
    }

    /// What an article has done to the roster is known to the next.
    fn learn(&mut self, findings: &Findings, article: &Article) -> anyhow::Result<()> {
        let roster = self.books(article, findings)?.roster;
        if let Some(gazetteer) = &mut self.gazetteer {
            gazetteer.learn(&roster);
        }
        Ok(())
    }

    /// Records what does nothing to the roster in one step; where the database refuses that, one by one, to find which article it is.
    fn record_quiet(&mut self, trips: &mut [Trip], quiet: Vec<(Article, Findings)>) -> anyhow::Result<()> {
        if quiet.is_empty() {
            return Ok(());
        }
        match self.watch.store.record_quiet(&quiet, self.now) {
            Ok(_) => return Ok(()),
            Err(error) if error.downcast_ref::<Fault>().is_some() => return Err(error),
            Err(_) => {}
        }
        for (article, findings) in quiet {
            if let Err(error) = self.watch.store.record(&article, &findings, &[], None, self.now) {
                let reason = refusal(error)?;
                self.articles -= 1;
                if let Some(trip) = trips.iter_mut().find(|trip| trip.source.name == article.source) {
                    self.unreadable(trip, &article.key, &article.url, &reason)?;
                }
            }
        }
        Ok(())
    }

    /// Remembers that an item cannot be read, so that it is not fetched for ever, and says so once.
    fn unreadable(&mut self, trip: &mut Trip, key: &str, url: &str, reason: &str) -> anyhow::Result<()> {
        self.watch.store.record_unreadable(&trip.source.name, key, url, reason, self.now)?;
        let line = if reason.contains(url) { reason.to_string() } else { format!("{url}: {reason}") };
        trip.visit.unreadable.push(line);
        Ok(())
    }
}

/// The database is sound and refused this article: it would refuse it for ever, and all that comes after it would wait. Any other error is
/// the store's.
fn refusal(error: anyhow::Error) -> anyhow::Result<String> {
    if error.downcast_ref::<Fault>().is_some() {
        return Err(error);
    }
    Ok(format!("what it tells cannot be recorded ({error:#}); please report it with the address"))
}

/// What an item's text is known by, should it bring the process down.
fn mark(item: &Item) -> Mark {
    Mark::new(&item.url, &[item.key.as_bytes(), item.body.text().as_bytes()])
}

/// Runs what works on a text from outside, unless that text has brought the process down before.
fn minded<T>(slot: &Slot, mark: &Mark, work: impl FnOnce() -> T) -> Result<T, String> {
    slot.read(mark, || fenced(work))?
}

/// Runs what works on a text from outside; a panic in there is that text's error and nobody else's.
pub(super) fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let why = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        format!("reading it failed inside rosterwatch ({}); please report it with the address", why.unwrap_or("no reason given"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_error_of_one_text() {
        let shown = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let reason = fenced(|| -> () { panic!("no {}", "luck") }).unwrap_err();
        std::panic::set_hook(shown);
        assert!(reason.contains("no luck") && !reason.contains('\n'), "{reason}");
        assert_eq!(fenced(|| 7), Ok(7));
    }
}
