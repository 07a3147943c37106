//! From the sources to the outbox.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::time::{Instant, timeout_at};
use tracing::{debug, info};
use xxhash_rust::xxh3::xxh3_128;

use super::gather::Gather;
use super::trip::{Followed, Trip, Visit};
use super::version::{self, Listing};
use super::visits::{Done, Visits};
use super::watch::Watch;
use crate::crash;
use crate::domain::{Article, Findings, Outcome};
use crate::extract::{self, Gazetteer};
use crate::source::{self, Source};
use crate::store::{Books, Fault, HostRow};
use crate::{roster, text};

/// What visiting some sources brought.
#[derive(Debug, Default)]
pub struct Ingested {
    /// In the order of the sources.
    pub visits: Vec<Visit>,
    /// Articles that were read and recorded.
    pub articles: usize,
    /// The changes that nobody had told before, by their ids, in the order in which they were recorded.
    pub changes: Vec<String>,
    /// Sources for which there was no time.
    pub skipped: usize,
}

/// Asks `sources` what is new, and records what it does to the roster and who is to be told.
///
/// Sources are asked concurrently; what they brought is read in groups as it arrives, within a group one article after the other in
/// order of publication, whatever source it came from. A source that fails is reported and stops nobody. Fails only where the store does.
pub async fn ingest(watch: &mut Watch, sources: &[Source], now: Timestamp) -> anyhow::Result<Ingested> {
    ingest_within(watch, sources, None, now).await
}

/// The same, but begins no further visit after `limit`; what has begun is finished.
pub async fn ingest_within(watch: &mut Watch, sources: &[Source], limit: Option<Duration>, now: Timestamp) -> anyhow::Result<Ingested> {
    settle(watch, now)?;
    let mut cycle = Cycle::new(watch, now)?;
    let visits = Visits::begin(&cycle.watch.client, cycle.trips(sources)?, now, limit);
    cycle.run(visits, sources.len()).await?;
    cycle.ingested.visits.sort_by_key(|(number, _)| *number);
    let Cycled { visits, articles, changes, skipped } = cycle.ingested;
    Ok(Ingested { visits: visits.into_iter().map(|(_, visit)| visit).collect(), articles, changes, skipped })
}

/// Days that were announced arrive without any article.
fn settle(watch: &mut Watch, now: Timestamp) -> anyhow::Result<()> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let steps = roster::settle(&watch.store.announced()?, today);
    watch.store.apply_steps(&steps, now)
}

/// [`Ingested`] under way, with the sources' places.
#[derive(Default)]
struct Cycled {
    visits: Vec<(usize, Visit)>,
    articles: usize,
    changes: Vec<String>,
    skipped: usize,
}

/// One cycle under way.
struct Cycle<'a> {
    watch: &'a mut Watch,
    /// What is known before reading: made for the first article, and kept up to date from then on.
    gazetteer: Option<Gazetteer>,
    now: Timestamp,
    /// Digests of the keys that this cycle has brought.
    taken: HashSet<u128>,
    ingested: Cycled,
}

/// An article that has been read and is to be understood.
struct Ready {
    /// The place of its trip in the group.
    trip: usize,
    article: Article,
    /// Evidence that alerts nobody.
    baseline: bool,
    /// What a page that lists people tells against its last version, which no sentence says.
    listed: Option<Findings>,
}

impl<'a> Cycle<'a> {
    fn new(watch: &'a mut Watch, now: Timestamp) -> anyhow::Result<Self> {
        watch.config.x_budget.load(watch.store.x_reading(now)?.days);
        Ok(Cycle { watch, gazetteer: None, now, taken: HashSet::new(), ingested: Cycled::default() })
    }

    /// The visits to make. Sources that failed the last time come last: they may be slow, and the others shall not wait for them.
    fn trips(&self, sources: &[Source]) -> anyhow::Result<Vec<Trip>> {
        let mut states = self.watch.store.states()?;
        let mut trips: Vec<Trip> = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            let state = states.remove(&source.name).unwrap_or_default();
            trips.push(Trip::new(number, Arc::new(source.clone()), state));
        }
        trips.sort_by_key(|trip| trip.state.failures > 0);
        Ok(trips)
    }

    async fn run(&mut self, mut visits: Visits, sources: usize) -> anyhow::Result<()> {
        let (mut to_collect, mut to_follow) = (sources, 0);
        let (mut collected, mut complete) = (Gather::default(), Gather::default());
        loop {
            if let Some(mut trips) = collected.take(to_collect == 0) {
                self.save_budget()?;
                self.select_unseen(&mut trips)?;
                for trip in trips {
                    if trip.items.iter().any(source::needs_follow) {
                        to_follow += 1;
                        visits.follow(trip);
                    } else {
                        complete.push(trip);
                    }
                }
            }
            let none_under_way = to_collect == 0 && to_follow == 0 && collected.is_empty();
            if let Some(trips) = complete.take(none_under_way) {
                self.record(trips)?;
            }
            if none_under_way {
                return Ok(());
            }
            let deadline = collected.deadline().into_iter().chain(complete.deadline()).min();
            let deadline = deadline.unwrap_or_else(|| Instant::now() + Duration::from_secs(3600));
            match timeout_at(deadline, visits.next()).await {
                Ok(Some(Done::Collected(trip))) => {
                    debug!(source = trip.source.name, entries = trip.items.len(), "asked");
                    to_collect -= 1;
                    collected.push(trip);
                }
                Ok(Some(Done::Followed(trip))) => {
                    to_follow -= 1;
                    complete.push(trip);
                }
                Ok(Some(Done::Skipped)) => {
                    to_collect -= 1;
                    self.ingested.skipped += 1;
                }
                Ok(None) => anyhow::bail!("the visits ended before their time; please report it"),
                Err(_) => {}
            }
        }
    }

    /// Leaves only items that no source has brought before, each with the first source that brings it now. What is read again whenever
    /// it has changed stays in any case.
    fn select_unseen(&mut self, trips: &mut [Trip]) -> anyhow::Result<()> {
        for trip in trips {
            trip.note_dates(self.now);
            if trip.items.is_empty() {
                continue;
            }
            let keys: Vec<String> = trip.items.iter().map(|item| item.key.clone()).collect();
            let unseen: HashSet<String> = self.watch.store.unseen(&keys)?.into_iter().collect();
            let reread = trip.source.is_reread();
            let taken = &mut self.taken;
            trip.items.retain(|item| (reread || unseen.contains(&item.key)) && taken.insert(xxh3_128(item.key.as_bytes())));
        }
        Ok(())
    }

    /// Reads what the trips brought, records it, and moves their sources on.
    fn record(&mut self, mut trips: Vec<Trip>) -> anyhow::Result<()> {
        self.take_pages(&mut trips)?;
        let mut quiet = Vec::new();
        for Ready { trip, article, baseline, listed } in self.read(&mut trips)? {
            let findings = match listed {
                Some(findings) => Ok(findings),
                None => self.extract(&article)?,
            };
            let findings = findings.map(|findings| version::about(findings, trips[trip].source.organisation.as_deref()));
            let told = match findings {
                Ok(findings) => self.understand(&article, &findings, baseline)?.map(|changes| (changes, findings)),
                Err(reason) => Err(reason),
            };
            match told {
                Ok((changes, findings)) => {
                    info!(source = article.source, url = article.url, changes = changes.as_ref().map_or(0, Vec::len), "read");
                    self.ingested.articles += 1;
                    match changes {
                        Some(changes) => self.ingested.changes.extend(changes),
                        None => quiet.push((article, findings)),
                    }
                }
                Err(reason) => self.unreadable(&mut trips[trip], &article.key, &article.url, &reason)?,
            }
        }
        self.record_quiet(&mut trips, quiet)?;
        self.advance(trips)
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
    fn read(&mut self, trips: &mut [Trip]) -> anyhow::Result<Vec<Ready>> {
        let mut articles = Vec::new();
        for (number, trip) in trips.iter_mut().enumerate() {
            for item in std::mem::take(&mut trip.items) {
                let article = fenced(|| text::read(&item, &trip.source.name, self.now));
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
                    Ready { trip: number, baseline, article, listed }
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
        let recipients = if baseline { &[][..] } else { &self.watch.config.mail.to };
        let recorded = match self.watch.store.record(article, findings, &outcomes, recipients, self.now) {
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

    fn extract(&mut self, article: &Article) -> anyhow::Result<Result<Findings, String>> {
        let gazetteer = match &mut self.gazetteer {
            Some(gazetteer) => gazetteer,
            unread => unread.insert(Gazetteer::from_roster(&self.watch.store.roster()?)),
        };
        Ok(fenced(|| extract::read(article, gazetteer)))
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
            if let Err(error) = self.watch.store.record(&article, &findings, &[], &[], self.now) {
                let reason = refusal(error)?;
                self.ingested.articles -= 1;
                if let Some(trip) = trips.iter_mut().find(|trip| trip.source.name == article.source) {
                    self.unreadable(trip, &article.key, &article.url, &reason)?;
                }
            }
        }
        Ok(())
    }

    /// Keeps what X has billed, whatever becomes of what it brought.
    fn save_budget(&mut self) -> anyhow::Result<()> {
        let billed = self.watch.config.x_budget.take_unsaved().into_iter().map(|(day, billed)| (day, billed.posts, billed.users));
        self.watch.store.add_x_reading(&billed.collect::<Vec<_>>())
    }

    /// Moves the sources on, with what has been learnt about hosts on the way.
    fn advance(&mut self, trips: Vec<Trip>) -> anyhow::Result<()> {
        let notify_after = self.watch.config.health.notify_after;
        let ended: Vec<_> = trips.into_iter().map(|trip| (trip.number, trip.end(notify_after, self.now))).collect();
        let hosts: Vec<HostRow> = self.watch.client.learnt(self.now).into_iter().map(host_row).collect();
        let steps: Vec<_> = ended.iter().map(|(_, ended)| (ended.visit.source.as_str(), &ended.state, ended.notice.as_ref())).collect();
        crash::point("ingest: before a source moves on");
        self.watch.store.advance_all(&steps, &hosts, self.now)?;
        self.ingested.visits.extend(ended.into_iter().map(|(number, ended)| (number, ended.visit)));
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

fn host_row(memory: source::http::Memory) -> HostRow {
    let source::http::Memory { key, not_before, robots } = memory;
    HostRow { key, not_before, robots }
}

/// The database is sound and refused this article: it would refuse it for ever, and all that comes after it would wait. Any other error is
/// the store's.
fn refusal(error: anyhow::Error) -> anyhow::Result<String> {
    if error.downcast_ref::<Fault>().is_some() {
        return Err(error);
    }
    Ok(format!("what it tells cannot be recorded ({error:#}); please report it with the address"))
}

/// Runs what works on a text from outside; a panic in there is that text's error and nobody else's.
fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let why = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        format!("reading it failed inside rosterwatch ({}); please report it with the address", why.unwrap_or("no reason given"))
    })
}

impl Ingested {
    /// One line for each thing that went wrong, with its source: a source that failed, an article that cannot be read.
    pub fn failures(&self) -> impl Iterator<Item = (&str, String)> {
        self.visits.iter().flat_map(|visit| {
            let failure = visit.failure.as_ref().map(ToString::to_string);
            visit.unreadable.iter().cloned().chain(failure).map(|line| (visit.source.as_str(), line))
        })
    }

    /// One line for each thing that was repaired, cut or skipped, with its source.
    pub fn warnings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.visits.iter().flat_map(|visit| visit.warnings.iter().map(|warning| (visit.source.as_str(), warning.as_str())))
    }
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
