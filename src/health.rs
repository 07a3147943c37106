//! Pure: how a source is, judged by what its visits brought. The time is passed in.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::domain::{About, Health, Notice};

/// `health.notify_after`: failures in a row after which the operator is told.
pub const DEFAULT_NOTIFY_AFTER: u32 = 5;
/// `health.slow_after`: an answer that takes longer is slow.
pub const DEFAULT_SLOW_AFTER: SignedDuration = SignedDuration::from_secs(10);
/// Dates of a source's newest items that are remembered; from them its rhythm is known.
pub const REMEMBERED_DATES: usize = 20;

/// With fewer pauses than these there is no rhythm to speak of.
const FEWEST_PAUSES: usize = 4;
/// A source is silent after this many times its usual longest pause.
const PATIENCE: i32 = 3;
/// No source is silent before this: a weekend is none.
const SHORTEST_SILENCE: SignedDuration = SignedDuration::from_hours(3 * 24);
/// Items are announced for tomorrow at the latest; what claims to come from farther ahead has a wrong date.
const NEAR_FUTURE: SignedDuration = SignedDuration::from_hours(24);

/// The `[health]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Failures in a row after which one notice is sent; 0 for never.
    pub notify_after: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { notify_after: DEFAULT_NOTIFY_AFTER }
    }
}

/// The newest dates among those `known` and those of new items, newest first, each once.
pub fn newest(known: &[Timestamp], new: impl IntoIterator<Item = Timestamp>, now: Timestamp) -> Vec<Timestamp> {
    let latest = now.checked_add(NEAR_FUTURE).unwrap_or(Timestamp::MAX);
    let mut dates: Vec<Timestamp> = known.iter().copied().chain(new).filter(|date| *date <= latest).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates.dedup();
    dates.truncate(REMEMBERED_DATES);
    dates
}

/// How long a source with these dates (newest first) may say nothing before it is silent: three times the longest of its usual pauses,
/// the rarest tenth left out, and never less than three days. `None` where there are too few dates to know its rhythm.
pub fn longest_usual_silence(dates: &[Timestamp]) -> Option<SignedDuration> {
    let mut pauses: Vec<SignedDuration> = dates.windows(2).map(|pair| pair[0].duration_since(pair[1])).collect();
    if pauses.len() < FEWEST_PAUSES {
        return None;
    }
    pauses.sort_unstable();
    let usual = pauses[(pauses.len() - 1) * 9 / 10];
    Some(usual.checked_mul(PATIENCE).unwrap_or(SignedDuration::MAX).max(SHORTEST_SILENCE))
}

/// How a source is that has answered: `unchanged` says that it brought nothing, `took` how long it took.
pub fn of_answer(unchanged: bool, took: SignedDuration, dates: &[Timestamp], now: Timestamp) -> Health {
    let quiet = dates.first().map(|newest| now.duration_since(*newest));
    match (quiet, longest_usual_silence(dates)) {
        (Some(quiet), Some(longest)) if quiet > longest => Health::Silent,
        _ if took > DEFAULT_SLOW_AFTER => Health::Slow,
        _ if unchanged => Health::Unchanged,
        _ => Health::Ok,
    }
}

/// What a visit was, as far as a notice is concerned.
#[derive(Clone, Debug)]
pub struct Visited<'a> {
    pub source: &'a str,
    pub health: Health,
    /// Since when it is what it is.
    pub since: Timestamp,
    pub failures: u32,
    pub reason: &'a str,
    pub last_success: Option<Timestamp>,
    /// The operator has been told that it is not well, and nothing since.
    pub told: bool,
}

/// The notice that is due after a visit: one when a source has failed `notify_after` times in a row, is gone or has fallen silent; one when
/// it is well again; none in between.
pub fn notice(visited: &Visited, notify_after: u32) -> Option<Notice> {
    let trouble = match visited.health {
        Health::Gone | Health::Silent => true,
        health => !health.is_well() && visited.failures >= notify_after,
    };
    let due = if visited.told { visited.health.is_well() } else { trouble };
    (due && notify_after > 0).then(|| Notice {
        about: About::Source,
        name: visited.source.to_string(),
        health: visited.health,
        since: visited.since,
        failures: visited.failures,
        reason: if visited.health.is_well() { String::new() } else { visited.reason.to_string() },
        last_success: visited.last_success,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// `count` dates, one each `pause` hours, the newest first.
    fn dates(newest: &str, pause: i64, count: i64) -> Vec<Timestamp> {
        (0..count).map(|number| at(newest) - SignedDuration::from_hours(pause * number)).collect()
    }

    fn state(dates: &[Timestamp], now: &str) -> Health {
        of_answer(true, SignedDuration::ZERO, dates, at(now))
    }

    #[test]
    fn silence_is_judged_by_the_sources_own_rhythm() {
        let hourly = dates("2024-09-25T12:00:00Z", 1, 20);
        assert_eq!(state(&hourly, "2024-09-28T11:00:00Z"), Health::Unchanged, "a weekend is no silence");
        assert_eq!(state(&hourly, "2024-09-28T13:00:00Z"), Health::Silent);
        let weekly = dates("2024-09-25T12:00:00Z", 7 * 24, 20);
        assert_eq!(state(&weekly, "2024-10-15T12:00:00Z"), Health::Unchanged);
        assert_eq!(state(&weekly, "2024-10-17T12:00:00Z"), Health::Silent);
        assert_eq!(state(&dates("2024-01-01T00:00:00Z", 1, 4), "2024-12-01T00:00:00Z"), Health::Unchanged, "too few to know");
        assert_eq!(state(&[], "2024-12-01T00:00:00Z"), Health::Unchanged);
    }

    #[test]
    fn one_long_pause_among_many_does_not_make_a_rhythm_and_bursts_do() {
        let mut with_holiday = dates("2024-09-25T12:00:00Z", 1, 10);
        with_holiday.extend(dates("2024-08-01T12:00:00Z", 1, 10));
        assert_eq!(state(&with_holiday, "2024-10-01T12:00:00Z"), Health::Silent);
        let mut bursts = Vec::new();
        for week in 0..5 {
            bursts.extend(dates("2024-09-25T12:00:00Z", 1, 2).iter().map(|date| *date - SignedDuration::from_hours(7 * 24 * week)));
        }
        assert_eq!(state(&bursts, "2024-10-10T12:00:00Z"), Health::Unchanged);
    }

    #[test]
    fn the_newest_dates_are_kept_and_impossible_ones_are_not() {
        let now = at("2024-09-25T12:00:00Z");
        let known = dates("2024-09-25T12:00:00Z", 1, 20);
        let new = [at("2024-09-25T12:00:00Z"), at("2031-01-01T00:00:00Z"), at("2024-09-25T11:30:00Z")];
        let kept = newest(&known, new, now);
        assert_eq!((kept.len(), kept[0], kept[1]), (20, now, at("2024-09-25T11:30:00Z")));
    }

    #[test]
    fn slow_and_new_are_told_apart() {
        let now = at("2024-09-25T12:00:00Z");
        assert_eq!(of_answer(false, SignedDuration::from_secs(1), &[], now), Health::Ok);
        assert_eq!(of_answer(true, SignedDuration::from_secs(11), &[], now), Health::Slow);
    }

    #[test]
    fn one_notice_each_way_and_none_in_between() {
        let now = at("2024-09-25T12:00:00Z");
        let mut told = false;
        let mut sent = Vec::new();
        let visits = [
            (Health::Unreachable, 1),
            (Health::Unreachable, 2),
            (Health::Refused, 3),
            (Health::Unreachable, 4),
            (Health::Unchanged, 0),
            (Health::Ok, 0),
            (Health::Unreachable, 1),
            (Health::Ok, 0),
            (Health::Silent, 0),
            (Health::Unreachable, 3),
            (Health::Silent, 0),
            (Health::Ok, 0),
            (Health::Gone, 1),
        ];
        for (number, (health, failures)) in visits.into_iter().enumerate() {
            let visited = Visited { source: "Wire", health, since: now, failures, reason: "why", last_success: None, told };
            if let Some(notice) = notice(&visited, 3) {
                told = !told;
                sent.push((number, notice.health));
            }
        }
        let expected = [(2, Health::Refused), (4, Health::Unchanged), (8, Health::Silent), (11, Health::Ok), (12, Health::Gone)];
        assert_eq!(sent, expected);
    }

    #[test]
    fn who_wants_none_gets_none() {
        let now = at("2024-09-25T12:00:00Z");
        let gone = Visited { source: "Wire", health: Health::Gone, since: now, failures: 9, reason: "", last_success: None, told: false };
        assert_eq!(notice(&gone, 0), None);
    }
}
