//! Pure: when is a source due, when is a digest, when is a reader left alone. The time is passed in; nothing here waits.

mod quiet;
mod slots;

pub use quiet::{NoHours, QuietHours};
pub use slots::{NoSchedule, Slot, Slots};

use jiff::{SignedDuration, Timestamp};

/// The longest pause between two tries of a source that keeps failing, unless its own interval is longer.
pub const LONGEST_BACK_OFF: SignedDuration = SignedDuration::from_hours(6);

/// No source asks to be left alone for longer than this; a later date means that the clock was wrong when it was written.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whether a source that is visited each `interval`, and whose next visit was planned for `next_due` (never planned: `None`),
/// is to be visited at `now`.
pub fn is_due(next_due: Option<Timestamp>, interval: SignedDuration, now: Timestamp) -> bool {
    next_due.is_none_or(|due| due <= now || due.duration_since(now) > LONGEST_WAIT.max(interval))
}

/// A planned pause is lengthened by up to a tenth of itself, and by no more than this: sources that were added together, and daemons
/// that were started together, shall not keep in step.
const LONGEST_JITTER: SignedDuration = SignedDuration::from_mins(10);

/// The next visit after one that went well. `draw` is a number by chance, which spreads visits.
pub fn after_success(interval: SignedDuration, now: Timestamp, draw: u64) -> Timestamp {
    spread(interval, now, draw)
}

/// The next visit after the `failures`-th failure in a row (1 for the first): the interval, doubled with each failure up to
/// [`LONGEST_BACK_OFF`], and never before `not_before`, which is what the source itself asked for.
pub fn after_failure(interval: SignedDuration, failures: u32, not_before: Option<Timestamp>, now: Timestamp, draw: u64) -> Timestamp {
    let cap = LONGEST_BACK_OFF.max(interval);
    let doubled = interval.checked_mul(1 << failures.saturating_sub(1).min(16)).unwrap_or(cap).min(cap);
    let planned = spread(doubled, now, draw);
    not_before.map_or(planned, |floor| later(floor, jitter(floor.duration_since(now), draw)).max(planned))
}

/// The next visit after one on which the source answered and something that it links to did not: the source itself keeps its pace.
/// It waits for what the other server asked for, but no longer than [`LONGEST_BACK_OFF`], because that server is not the source.
pub fn after_part(interval: SignedDuration, not_before: Option<Timestamp>, now: Timestamp, draw: u64) -> Timestamp {
    let planned = spread(interval, now, draw);
    not_before.map_or(planned, |floor| floor.min(later(now, LONGEST_BACK_OFF)).max(planned))
}

/// `now`, a pause, and a little more.
fn spread(pause: SignedDuration, now: Timestamp, draw: u64) -> Timestamp {
    later(later(now, pause), jitter(pause, draw))
}

fn jitter(pause: SignedDuration, draw: u64) -> SignedDuration {
    let most = u64::try_from((pause / 10).min(LONGEST_JITTER).as_millis()).unwrap_or(0);
    let drawn = u64::try_from((u128::from(draw) * u128::from(most)) >> 64).unwrap_or(0);
    SignedDuration::from_millis(i64::try_from(drawn).unwrap_or(0))
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUARTER: SignedDuration = SignedDuration::from_mins(15);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_source_is_due_when_its_time_has_come_or_was_never_set() {
        let now = at("2024-09-25T12:00:00Z");
        assert!(is_due(None, QUARTER, now));
        assert!(is_due(Some(now), QUARTER, now));
        assert!(!is_due(Some(at("2024-09-25T12:00:01Z")), QUARTER, now));
    }

    #[test]
    fn a_date_written_by_a_wrong_clock_does_not_silence_a_source() {
        assert!(is_due(Some(at("2031-01-01T00:00:00Z")), QUARTER, at("2024-09-25T12:00:00Z")));
        assert!(!is_due(Some(at("2024-10-15T00:00:00Z")), SignedDuration::from_hours(30 * 24), at("2024-09-25T12:00:00Z")));
    }

    #[test]
    fn success_waits_one_interval() {
        assert_eq!(after_success(QUARTER, at("2024-09-25T12:00:00Z"), 0), at("2024-09-25T12:15:00Z"));
    }

    #[test]
    fn failures_double_the_pause_up_to_the_cap() {
        let now = at("2024-09-25T00:00:00Z");
        let pause = |failures| after_failure(QUARTER, failures, None, now, 0);
        assert_eq!(pause(1), at("2024-09-25T00:15:00Z"));
        assert_eq!(pause(2), at("2024-09-25T00:30:00Z"));
        assert_eq!(pause(4), at("2024-09-25T02:00:00Z"));
        assert_eq!(pause(7), at("2024-09-25T06:00:00Z"));
        assert_eq!(pause(u32::MAX), at("2024-09-25T06:00:00Z"));
    }

    #[test]
    fn a_source_slower_than_the_cap_keeps_its_own_pace() {
        let now = at("2024-09-25T00:00:00Z");
        assert_eq!(after_failure(SignedDuration::from_hours(24), 3, None, now, 0), at("2024-09-26T00:00:00Z"));
    }

    #[test]
    fn a_link_that_fails_does_not_slow_its_source() {
        let now = at("2024-09-25T00:00:00Z");
        assert_eq!(after_part(QUARTER, None, now, 0), at("2024-09-25T00:15:00Z"));
        assert_eq!(after_part(QUARTER, Some(at("2024-09-25T01:00:00Z")), now, 0), at("2024-09-25T01:00:00Z"));
        assert_eq!(after_part(QUARTER, Some(at("2024-10-02T00:00:00Z")), now, 0), at("2024-09-25T06:00:00Z"));
    }

    #[test]
    fn what_the_source_asked_for_is_a_floor() {
        let now = at("2024-09-25T00:00:00Z");
        assert_eq!(after_failure(QUARTER, 1, Some(at("2024-09-25T03:00:00Z")), now, 0), at("2024-09-25T03:00:00Z"));
        assert_eq!(after_failure(QUARTER, 3, Some(at("2024-09-25T00:05:00Z")), now, 0), at("2024-09-25T01:00:00Z"));
    }

    #[test]
    fn visits_are_spread_by_a_tenth_at_most_and_never_early() {
        let now = at("2024-09-25T00:00:00Z");
        for draw in [0, 1, u64::MAX / 2, u64::MAX] {
            let next = after_success(QUARTER, now, draw);
            assert!((at("2024-09-25T00:15:00Z")..=at("2024-09-25T00:16:30Z")).contains(&next), "{next}");
            let asked = Some(at("2024-09-25T10:00:00Z"));
            let next = after_failure(QUARTER, 1, asked, now, draw);
            assert!((at("2024-09-25T10:00:00Z")..=at("2024-09-25T10:10:00Z")).contains(&next), "{next}");
        }
        assert!(after_success(QUARTER, now, u64::MAX) > after_success(QUARTER, now, 1 << 60));
    }
}
