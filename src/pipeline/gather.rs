//! Trips that are handled together: what has arrived so far, in the order of the sources, as soon as nothing more is under way, or it is
//! much, or it has waited long enough.

use std::time::Duration;

use tokio::time::Instant;

use super::trip::Trip;

/// What has arrived waits for the rest of the cycle no longer than this: one slow source must not hold up the others' news.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Bytes of text that are held at a time.
const MOST_BYTES: usize = 1 << 20;
/// Trips that are held at a time.
const MOST_TRIPS: usize = 1_000;

/// Trips that wait to be handled together.
#[derive(Default)]
pub struct Gather {
    trips: Vec<Trip>,
    bytes: usize,
    first: Option<Instant>,
}

impl Gather {
    pub fn push(&mut self, trip: Trip) {
        self.bytes += trip.weight();
        self.first.get_or_insert_with(Instant::now);
        self.trips.push(trip);
    }

    pub fn is_empty(&self) -> bool {
        self.trips.is_empty()
    }

    /// When they are to be handled, whatever is still under way.
    pub fn deadline(&self) -> Option<Instant> {
        self.first.map(|first| first + LONGEST_WAIT)
    }

    /// The trips, if it is time: `complete` says that nothing more will come.
    pub fn take(&mut self, complete: bool) -> Option<Vec<Trip>> {
        let much = self.bytes >= MOST_BYTES || self.trips.len() >= MOST_TRIPS;
        let late = self.deadline().is_some_and(|deadline| deadline <= Instant::now());
        if self.trips.is_empty() || !(complete || much || late) {
            return None;
        }
        let mut trips = std::mem::take(self).trips;
        trips.sort_by_key(|trip| trip.number);
        Some(trips)
    }
}
