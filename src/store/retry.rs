//! When a mail that could not be handed over is tried again (RFC 5321 section 4.5.4.1, shortened towards one's own relay).

use jiff::{SignedDuration, Timestamp};

/// Minutes to wait after the first failed attempts. Greylisting clears at the second or third.
const FIRST_WAITS: [i64; 5] = [1, 5, 15, 30, 60];
/// Minutes to wait after every later one.
const LATER_WAIT: i64 = 120;
/// How long a mail is tried at most.
pub(super) const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(5 * 24);

/// What becomes of a mail after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again, not before this moment.
    At(Timestamp),
    /// It has been tried for five days and is given up.
    GivenUp,
}

/// After `attempts` attempts (at least 1), of which the last failed at `now`, of a mail made at `created`.
pub fn next(attempts: u32, created: Timestamp, now: Timestamp) -> Next {
    match pause(attempts, now) {
        at if at.duration_since(created) <= GIVE_UP_AFTER => Next::At(at),
        _ => Next::GivenUp,
    }
}

/// When a way out is tried again that has failed `failures` times in a row (at least 1), at `now` the last time.
pub fn pause(failures: u32, now: Timestamp) -> Timestamp {
    let place = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    let wait = SignedDuration::from_mins(FIRST_WAITS.get(place).copied().unwrap_or(LATER_WAIT));
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_two_hours_and_end_after_five_days() {
        let created: Timestamp = "2024-09-26T00:00:00Z".parse().unwrap();
        let (mut now, mut waits) = (created, Vec::new());
        for attempts in 1.. {
            match next(attempts, created, now) {
                Next::At(at) => waits.push(at.duration_since(now).as_mins()),
                Next::GivenUp => break,
            }
            now = now.checked_add(SignedDuration::from_mins(waits[waits.len() - 1])).unwrap();
        }
        assert_eq!(waits[..7], [1, 5, 15, 30, 60, 120, 120]);
        assert!(now.duration_since(created) > SignedDuration::from_hours(5 * 24 - 2), "{now}");
        assert!(now.duration_since(created) <= SignedDuration::from_hours(5 * 24), "{now}");
    }
}
