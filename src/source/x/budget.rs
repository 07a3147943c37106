//! The spending guard: X bills each post that it gives, so what has been read is counted and bounded by day and by month (UTC).

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::error::Error;

/// `x.max_posts_per_day`.
pub const DEFAULT_PER_DAY: u64 = 500;
/// `x.max_posts_per_month`.
pub const DEFAULT_PER_MONTH: u64 = 5_000;

/// What X has given and billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Billed {
    pub posts: u64,
    pub users: u64,
}

/// What may still be read. Shared by all sources that ask X.
#[derive(Debug)]
pub struct Budget {
    per_day: u64,
    per_month: u64,
    state: Mutex<State>,
}

/// Days of the current month with what was read on them, and the part of it that the store does not have yet.
#[derive(Debug, Default)]
struct State {
    read: BTreeMap<Date, u64>,
    unsaved: BTreeMap<Date, Billed>,
}

impl Default for Budget {
    fn default() -> Self {
        Budget::new(DEFAULT_PER_DAY, DEFAULT_PER_MONTH)
    }
}

impl Budget {
    /// A budget of so many posts a day and a month, of which nothing has been read.
    pub fn new(per_day: u64, per_month: u64) -> Self {
        Budget { per_day, per_month, state: Mutex::default() }
    }

    /// The limits: posts per day and per month.
    pub fn limits(&self) -> (u64, u64) {
        (self.per_day, self.per_month)
    }

    /// Takes over what the store knows: posts read, by day (UTC). What has been counted and not saved yet comes on top.
    pub fn load(&self, days: impl IntoIterator<Item = (Date, u64)>) {
        let mut state = self.state();
        state.read = days.into_iter().collect();
        let unsaved: Vec<(Date, u64)> = state.unsaved.iter().map(|(day, billed)| (*day, billed.posts)).collect();
        for (day, posts) in unsaved {
            *state.read.entry(day).or_default() += posts;
        }
    }

    /// How many posts may be read now; at least `least`.
    ///
    /// # Errors
    /// [`Error::RateLimited`] until the day or the month is over, naming the setting that says so.
    pub fn left(&self, least: u64, now: Timestamp) -> Result<u64, Error> {
        let today = day(now);
        let state = self.state();
        let read_today = state.read.get(&today).copied().unwrap_or_default();
        let this_month = state.read.range(today.first_of_month()..=today.last_of_month()).map(|(_, posts)| posts).sum();
        let spent = |setting: &str, limit: u64, read: u64, end: Date| Error::RateLimited {
            place: format!("{setting} = {limit}: {read} posts of X have been read; raise it if that is meant: our own budget"),
            until: end.to_zoned(TimeZone::UTC).map_or(now, |zoned| zoned.timestamp()),
        };
        let month_left = self.per_month.saturating_sub(this_month);
        if month_left < least {
            let end = today.last_of_month().saturating_add(1.day());
            return Err(spent("x.max_posts_per_month", self.per_month, this_month, end));
        }
        let day_left = self.per_day.saturating_sub(read_today);
        if day_left < least {
            return Err(spent("x.max_posts_per_day", self.per_day, read_today, today.saturating_add(1.day())));
        }
        Ok(month_left.min(day_left))
    }

    /// Counts what an answer has brought.
    pub fn spend(&self, billed: Billed, now: Timestamp) {
        let mut state = self.state();
        *state.read.entry(day(now)).or_default() += billed.posts;
        let unsaved = state.unsaved.entry(day(now)).or_default();
        unsaved.posts += billed.posts;
        unsaved.users += billed.users;
    }

    /// What has been counted since the last call, by day: to be added to what the store has.
    pub fn take_unsaved(&self) -> BTreeMap<Date, Billed> {
        std::mem::take(&mut self.state().unsaved)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// X's days are days of UTC.
fn day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn posts(posts: u64) -> Billed {
        Billed { posts, users: 1 }
    }

    #[test]
    fn a_day_ends_the_days_budget_and_a_month_the_months() {
        let budget = Budget::new(10, 15);
        let now = at("2024-09-29T12:00:00Z");
        assert_eq!(budget.left(1, now), Ok(10));
        budget.spend(posts(8), now);
        assert_eq!(budget.left(1, now), Ok(2));
        let Err(Error::RateLimited { place, until }) = budget.left(5, now) else { panic!("no limit") };
        assert!(place.contains("x.max_posts_per_day = 10") && until == at("2024-09-30T00:00:00Z"), "{place} {until}");
        let next = at("2024-09-30T12:00:00Z");
        assert_eq!(budget.left(5, next), Ok(7), "what the month leaves");
        budget.spend(posts(4), next);
        let Err(Error::RateLimited { place, until }) = budget.left(5, next) else { panic!("no limit") };
        assert!(place.contains("x.max_posts_per_month = 15") && until == at("2024-10-01T00:00:00Z"), "{place} {until}");
        assert_eq!(budget.left(5, at("2024-10-01T00:00:00Z")), Ok(10));
    }

    #[test]
    fn what_the_store_knows_counts_and_the_rest_is_handed_over_once() {
        let budget = Budget::new(10, 100);
        let now = at("2024-09-29T12:00:00Z");
        budget.spend(posts(2), now);
        budget.load([("2024-09-29".parse().unwrap(), 5)]);
        assert_eq!(budget.left(1, now), Ok(3));
        assert_eq!(budget.take_unsaved().into_values().collect::<Vec<_>>(), [posts(2)]);
        assert!(budget.take_unsaved().is_empty());
    }
}
