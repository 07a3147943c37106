//! From the sources to the outbox.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tracing::{debug, info};
use xxhash_rust::xxh3::xxh3_128;

use super::trip::{Trip, Visit};
use super::watch::Watch;
use crate::crash;
use crate::domain::article::version_key;
use crate::domain::{Article, Roster};
use crate::extract::{self, Gazetteer};
use crate::source::{self, Cursor, Source};
use crate::store::{Fault, Store};
use crate::{roster, text};

/// Sources that are asked at one time; each host is still asked one request after the other.
const CONCURRENT_VISITS: usize = 8;

/// What visiting some sources brought.
#[derive(Debug, Default)]
pub struct Ingested {
    pub visits: Vec<Visit>,
    /// Articles that were read and recorded.
    pub articles: usize,
    /// The changes that nobody had told before, by their ids, in the order in which they were recorded.
    pub changes: Vec<String>,
}

/// Asks `sources` what is new, and records what it does to the roster and who is to be told.
///
/// Sources are asked concurrently; what they brought is read one article after the other in order of publication, whatever source it
/// came from. A source that fails is reported and stops nobody. Fails only where the store does.
pub async fn ingest(watch: &mut Watch, sources: &[Source], now: Timestamp) -> anyhow::Result<Ingested> {
    settle(watch, now)?;
    let mut ingested = Ingested::default();
    let mut trips = collect(watch, sources, now).await?;
    select_unseen(watch, &mut trips)?;
    follow(watch, &mut trips, now).await?;
    let articles = read(watch, &mut trips, now)?;
    let mut known = Known::of(&watch.store)?;
    for (trip, article) in articles {
        match understand(watch, &mut known, &article, now)? {
            Ok(changes) => {
                info!(source = article.source, url = article.url, changes = changes.len(), "read");
                ingested.articles += 1;
                ingested.changes.extend(changes);
            }
            Err(reason) => unreadable(watch, &mut trips[trip], &article.key, &article.url, &reason, now)?,
        }
    }
    for trip in trips {
        let (source, (state, visit)) = (trip.source, trip.end(now));
        crash::point("ingest: before a source moves on");
        watch.store.advance(&source.name, &state)?;
        ingested.visits.push(visit);
    }
    Ok(ingested)
}

/// Days that were announced arrive without any article.
fn settle(watch: &mut Watch, now: Timestamp) -> anyhow::Result<()> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let steps = roster::settle(&watch.store.roster()?, today);
    watch.store.apply_steps(&steps, now)
}

async fn collect<'a>(watch: &Watch, sources: &'a [Source], now: Timestamp) -> anyhow::Result<Vec<Trip<'a>>> {
    let mut states = Vec::new();
    for source in sources {
        states.push((source, watch.store.cursor(&source.name)?.unwrap_or_default()));
    }
    let client = &watch.client;
    let trips = stream::iter(states).map(|(source, state)| async move {
        let known = Cursor(state.cursor.clone());
        let answer = source::collect(client, source, &known, now).await;
        debug!(source = source.name, entries = answer.as_ref().map_or(0, |batch| batch.items.len()), "asked");
        Trip::new(source, state, answer)
    });
    Ok(trips.buffered(CONCURRENT_VISITS).collect().await)
}

/// Leaves only items that no source has brought before, each with the first source that brings it now. What is read again whenever it
/// has changed stays in any case.
fn select_unseen(watch: &Watch, trips: &mut [Trip]) -> anyhow::Result<()> {
    let mut taken = HashSet::new();
    for trip in trips {
        let keys: Vec<String> = trip.items.iter().map(|item| item.key.clone()).collect();
        let unseen: HashSet<String> = watch.store.unseen(&keys)?.into_iter().collect();
        let reread = trip.source.is_reread();
        trip.items.retain(|item| (reread || unseen.contains(&item.key)) && taken.insert(item.key.clone()));
    }
    Ok(())
}

/// Fetches the pages behind links. For a page that cannot be had the source's own text is taken, where it gave any.
async fn follow(watch: &mut Watch, trips: &mut [Trip<'_>], now: Timestamp) -> anyhow::Result<()> {
    for trip in trips {
        let (client, source) = (&watch.client, trip.source);
        let visits = stream::iter(std::mem::take(&mut trip.items)).map(|item| async move {
            let kept = item.clone();
            source::follow(client, source, item, now).await.map_err(|error| (kept, error))
        });
        let followed: Vec<_> = visits.buffered(CONCURRENT_VISITS).collect().await;
        for item in followed {
            match item {
                Ok(item) => trip.items.push(item),
                Err((_, error)) if !trip.is_final(&error) => trip.fail(error),
                Err((item, error)) => match source::without_page(&item) {
                    Some(item) => {
                        trip.visit.warnings.push(format!("{error}; the source's own text is read instead"));
                        trip.items.push(item);
                    }
                    None => unreadable(watch, trip, &item.key, &item.url, &error.to_string(), now)?,
                },
            }
        }
    }
    Ok(())
}

/// The items as articles with the number of their trip, the earliest first.
fn read(watch: &mut Watch, trips: &mut [Trip], now: Timestamp) -> anyhow::Result<Vec<(usize, Article)>> {
    let mut articles = Vec::new();
    for (number, trip) in trips.iter_mut().enumerate() {
        for item in std::mem::take(&mut trip.items) {
            let article = fenced(|| text::read(&item, &trip.source.name, now)).and_then(|read| read.map_err(|error| error.to_string()));
            match article {
                Ok(article) if trip.source.is_reread() => articles.extend(changed(&watch.store, article)?.map(|article| (number, article))),
                Ok(article) => articles.push((number, article)),
                Err(reason) => unreadable(watch, trip, &item.key, &item.url, &reason, now)?,
            }
        }
    }
    articles.sort_by_key(|(_, article)| article.published);
    Ok(articles)
}

/// The article under a key of its own where it is a later version of one that was read; `None` where its words are not new.
fn changed(store: &Store, article: Article) -> anyhow::Result<Option<Article>> {
    match store.latest_text(&article.key)? {
        None => Ok(Some(article)),
        Some(text) if text == article.text => Ok(None),
        Some(_) => {
            let key = version_key(&article.key, &format!("{:032x}", xxh3_128(article.text.as_bytes())));
            let is_new = !store.unseen(std::slice::from_ref(&key))?.is_empty();
            Ok(is_new.then_some(Article { key, ..article }))
        }
    }
}

/// What is known before reading an article.
struct Known {
    roster: Roster,
    gazetteer: Gazetteer,
}

impl Known {
    fn of(store: &Store) -> anyhow::Result<Known> {
        let roster = store.roster()?;
        Ok(Known { gazetteer: Gazetteer::from_roster(&roster), roster })
    }
}

/// Extracts, compares, records: the ids of the changes that are new. The outer error is the store's; the inner one is the article's,
/// a text that brings the reading down.
fn understand(watch: &mut Watch, known: &mut Known, article: &Article, now: Timestamp) -> anyhow::Result<Result<Vec<String>, String>> {
    let findings = match fenced(|| extract::read(article, &known.gazetteer)) {
        Ok(findings) => findings,
        Err(reason) => return Ok(Err(reason)),
    };
    let told = watch.store.told(&roster::people_concerned(&known.roster, &findings))?;
    let outcomes = match fenced(|| roster::reconcile(&known.roster, &told, article, &findings, now)) {
        Ok(outcomes) => outcomes,
        Err(reason) => return Ok(Err(reason)),
    };
    let recorded = match watch.store.record(article, &findings, &outcomes, &watch.config.mail.to, now) {
        Ok(recorded) => recorded,
        // The database is sound and refused this article: it would refuse it for ever, and all that comes after it would wait.
        Err(error) if error.downcast_ref::<Fault>().is_none() => {
            return Ok(Err(format!("what it tells cannot be recorded ({error:#}); please report it with the address")));
        }
        Err(error) => return Err(error),
    };
    if !outcomes.is_empty() {
        *known = Known::of(&watch.store)?;
    }
    Ok(Ok(recorded.changes))
}

/// Runs what works on a text from outside; a panic in there is that text's error and nobody else's.
fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let why = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        format!("reading it failed inside rosterwatch ({}); please report it with the address", why.unwrap_or("no reason given"))
    })
}

/// Remembers that an item cannot be read, so that it is not fetched for ever, and says so once.
fn unreadable(watch: &mut Watch, trip: &mut Trip, key: &str, url: &str, reason: &str, now: Timestamp) -> anyhow::Result<()> {
    watch.store.record_unreadable(&trip.source.name, key, url, reason, now)?;
    let line = if reason.contains(url) { reason.to_string() } else { format!("{url}: {reason}") };
    trip.visit.unreadable.push(line);
    Ok(())
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
