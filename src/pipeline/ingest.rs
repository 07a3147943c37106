//! From the sources to the outbox.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::time::{Instant, timeout_at};
use tracing::debug;
use xxhash_rust::xxh3::xxh3_128;

use super::gather::Gather;
use super::record::Desk;
use super::trip::{Trip, Visit};
use super::visits::{Done, Visits};
use super::watch::Watch;
use crate::crash;
use crate::roster;
use crate::source::{self, Source};
use crate::store::HostRow;

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
    let visits = Visits::begin(&cycle.desk.watch.client, cycle.trips(sources)?, now, limit);
    cycle.run(visits, sources.len()).await?;
    let Cycle { ingested: Cycled { mut visits, skipped }, desk: Desk { articles, changes, .. }, .. } = cycle;
    visits.sort_by_key(|(number, _)| *number);
    Ok(Ingested { visits: visits.into_iter().map(|(_, visit)| visit).collect(), articles, changes, skipped })
}

/// Days that were announced arrive without any article.
pub(super) fn settle(watch: &mut Watch, now: Timestamp) -> anyhow::Result<()> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let steps = roster::settle(&watch.store.announced()?, today);
    watch.store.apply_steps(&steps, now)
}

/// What has become of the sources so far, with their places.
#[derive(Default)]
struct Cycled {
    visits: Vec<(usize, Visit)>,
    skipped: usize,
}

/// One cycle under way.
struct Cycle<'a> {
    desk: Desk<'a>,
    now: Timestamp,
    /// Digests of the keys that this cycle has brought.
    taken: HashSet<u128>,
    ingested: Cycled,
}

impl<'a> Cycle<'a> {
    fn new(watch: &'a mut Watch, now: Timestamp) -> anyhow::Result<Self> {
        watch.config.x_budget.load(watch.store.x_reading(now)?.days);
        Ok(Cycle { desk: Desk::new(watch, now), now, taken: HashSet::new(), ingested: Cycled::default() })
    }

    /// The visits to make. Sources that failed the last time come last: they may be slow, and the others shall not wait for them.
    fn trips(&self, sources: &[Source]) -> anyhow::Result<Vec<Trip>> {
        let mut states = self.desk.watch.store.states()?;
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
            let unseen: HashSet<String> = self.desk.watch.store.unseen(&keys)?.into_iter().collect();
            let reread = trip.source.is_reread();
            let taken = &mut self.taken;
            trip.items.retain(|item| (reread || unseen.contains(&item.key)) && taken.insert(xxh3_128(item.key.as_bytes())));
        }
        Ok(())
    }

    /// Records what the trips brought, and moves their sources on.
    fn record(&mut self, mut trips: Vec<Trip>) -> anyhow::Result<()> {
        self.desk.record(&mut trips)?;
        self.advance(trips)
    }

    /// Keeps what X has billed, whatever becomes of what it brought.
    fn save_budget(&mut self) -> anyhow::Result<()> {
        let billed = self.desk.watch.config.x_budget.take_unsaved().into_iter().map(|(day, billed)| (day, billed.posts, billed.users));
        self.desk.watch.store.add_x_reading(&billed.collect::<Vec<_>>())
    }

    /// Moves the sources on, with what has been learnt about hosts on the way.
    fn advance(&mut self, trips: Vec<Trip>) -> anyhow::Result<()> {
        let notify_after = self.desk.watch.config.health.notify_after;
        let ended: Vec<_> = trips.into_iter().map(|trip| (trip.number, trip.end(notify_after, self.now))).collect();
        let hosts: Vec<HostRow> = self.desk.watch.client.learnt(self.now).into_iter().map(host_row).collect();
        let steps: Vec<_> = ended.iter().map(|(_, ended)| (ended.visit.source.as_str(), &ended.state, ended.notice.as_ref())).collect();
        crash::point("ingest: before a source moves on");
        self.desk.watch.store.advance_all(&steps, &hosts, self.now)?;
        self.ingested.visits.extend(ended.into_iter().map(|(number, ended)| (number, ended.visit)));
        Ok(())
    }
}

fn host_row(memory: source::http::Memory) -> HostRow {
    let source::http::Memory { key, not_before, robots } = memory;
    HostRow { key, not_before, robots }
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
