//! When a digest is due: the slots of a schedule in a reader's time zone.
//!
//! A slot is a time of the wall clock, and happens once: one that the clock skips in spring is due when the clock has skipped it,
//! one that the clock shows twice in autumn is due the first time.

use std::str::FromStr;

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp};

/// A slot on the wall clock and the moment at which it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub at: Timestamp,
    /// What the reader's clock shows; the slot's name.
    pub clock: DateTime,
}

/// A recurring time of the wall clock: `daily 08:00`, `weekdays 07:30`, `weekly mon 08:00`, or a cron expression of five fields.
#[derive(Clone, Debug)]
pub struct Slots {
    cron: Cron,
    written: String,
}

/// Not written as a schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no schedule{1}; write for example `daily 08:00`, `weekdays 07:30`, `weekly mon 08:00`, or a cron expression such as `0 8 * * 1-5`"
)]
pub struct NoSchedule(String, String);

impl FromStr for Slots {
    type Err = NoSchedule;

    fn from_str(text: &str) -> Result<Self, NoSchedule> {
        let refuse = |why: &str| NoSchedule(text.to_string(), why.to_string());
        let words: Vec<&str> = text.split_whitespace().collect();
        let pattern = match words[..] {
            ["daily", time] => cron_of(time, "*"),
            ["weekdays", time] => cron_of(time, "1-5"),
            ["weekly", day, time] => weekday(day).and_then(|day| cron_of(time, &day.to_string())),
            [_, _, _, _, _] => Some(words.join(" ")),
            _ => None,
        };
        let pattern = pattern.ok_or_else(|| refuse(""))?;
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        let cron = parser.parse(&pattern).map_err(|error| refuse(&format!(" ({error})")))?;
        // A date that never comes, such as 30 February, parses.
        let comes = cron.find_next_occurrence(&DateTime::constant(2024, 1, 1, 0, 0, 0, 0), true).is_ok_and(|first| first.year() < 2064);
        if comes { Ok(Slots { cron, written: text.to_string() }) } else { Err(refuse(": such a day never comes")) }
    }
}

impl PartialEq for Slots {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

/// As it was written.
impl std::fmt::Display for Slots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

fn cron_of(time: &str, days: &str) -> Option<String> {
    let time = clock_time(time)?;
    Some(format!("{} {} * * {days}", time.minute(), time.hour()))
}

/// `mon`, `Monday` and what lies between; Sunday is 0.
fn weekday(name: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let name = name.to_ascii_lowercase();
    DAYS.iter().position(|day| name.len() >= 3 && day.starts_with(&name))
}

/// `08:00`, hours and minutes.
pub(super) fn clock_time(text: &str) -> Option<Time> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    Time::new(number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?, 0, 0).ok()
}

impl Slots {
    /// The latest slot that was due after `after` and is due at `now`. Slots before it that nobody was awake for are covered by it.
    pub fn latest(&self, zone: &TimeZone, after: Timestamp, now: Timestamp) -> Option<Slot> {
        // A clock that is put back shows later times earlier than it shows the present one.
        let mut clock = zone.to_datetime(now).checked_add(Span::new().days(1)).ok()?;
        loop {
            clock = self.cron.find_previous_occurrence(&clock, false).ok()?;
            let at = moment(zone, clock)?;
            if at <= now {
                return (at > after).then_some(Slot { at, clock });
            }
        }
    }

    /// The first slot after `after`.
    pub fn next(&self, zone: &TimeZone, after: Timestamp) -> Option<Slot> {
        let mut clock = zone.to_datetime(after).checked_sub(Span::new().days(1)).ok()?;
        loop {
            clock = self.cron.find_next_occurrence(&clock, false).ok()?;
            let at = moment(zone, clock)?;
            if at > after {
                return Some(Slot { at, clock });
            }
        }
    }
}

/// The moment at which a clock in `zone` shows `clock`: the first of two; the next that there is, where it is skipped.
pub(super) fn moment(zone: &TimeZone, clock: DateTime) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(clock);
    match ambiguous.offset() {
        // The clock jumps when the offset before the gap ends.
        AmbiguousOffset::Gap { before, .. } => {
            let inside = before.to_timestamp(clock).ok()?;
            zone.preceding(inside.checked_add(Span::new().seconds(1)).ok()?).next().map(|jump| jump.timestamp())
        }
        _ => ambiguous.earlier().ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn slots(text: &str) -> Slots {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    /// The first three slots after the moment, as moments.
    fn three(schedule: &str, after: &str) -> Vec<String> {
        let (schedule, zone, mut now) = (slots(schedule), berlin(), at(after));
        let mut next = || {
            now = schedule.next(&zone, now).unwrap().at;
            now.to_string()
        };
        vec![next(), next(), next()]
    }

    #[test]
    fn schedules_are_read_as_they_are_spoken() {
        let friday = "2024-09-27T00:00:00Z";
        assert_eq!(three("daily 08:00", friday), ["2024-09-27T06:00:00Z", "2024-09-28T06:00:00Z", "2024-09-29T06:00:00Z"]);
        assert_eq!(three("weekdays 07:30", friday), ["2024-09-27T05:30:00Z", "2024-09-30T05:30:00Z", "2024-10-01T05:30:00Z"]);
        for monday in ["weekly mon 8:00", "weekly Monday 08:00", "0 8 * * MON"] {
            assert_eq!(three(monday, friday)[0], "2024-09-30T06:00:00Z", "{monday}");
        }
        for (number, day) in ["sunday", "mon", "tues", "Wednesday", "thurs", "Fri", "sat"].into_iter().enumerate() {
            assert_eq!(weekday(day), Some(number), "{day}");
        }
    }

    #[test]
    fn what_is_no_schedule_or_never_comes_is_refused() {
        for text in [
            "",
            "daily",
            "daily 8",
            "daily 25:00",
            "daily 08:0",
            "weekly 08:00",
            "weekly moon 08:00",
            "* * * *",
            "0 0 8 * * *",
            "61 8 * * *",
        ] {
            assert!(text.parse::<Slots>().is_err(), "{text}");
        }
        let refused = "0 8 30 2 *".parse::<Slots>().unwrap_err().to_string();
        assert!(refused.contains("never comes") && refused.contains("weekdays 07:30"), "{refused}");
    }

    #[test]
    fn a_slot_that_the_clock_skips_comes_when_it_has_jumped() {
        assert_eq!(three("daily 02:30", "2024-03-30T12:00:00Z"), ["2024-03-31T01:00:00Z", "2024-04-01T00:30:00Z", "2024-04-02T00:30:00Z"]);
    }

    #[test]
    fn a_slot_that_the_clock_shows_twice_comes_the_first_time() {
        assert_eq!(three("daily 02:30", "2024-10-26T12:00:00Z"), ["2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z", "2024-10-29T01:30:00Z"]);
        let schedule = slots("daily 02:30");
        let slot = schedule.latest(&berlin(), at("2024-10-26T12:00:00Z"), at("2024-10-27T01:05:00Z")).unwrap();
        assert_eq!(slot.at, at("2024-10-27T00:30:00Z"), "02:05 for the second time: the slot has been");
    }

    #[test]
    fn nothing_is_due_before_its_time_or_twice() {
        let (schedule, zone) = (slots("daily 08:00"), berlin());
        let since = at("2024-09-25T12:00:00Z");
        assert_eq!(schedule.latest(&zone, since, at("2024-09-26T05:59:59Z")), None);
        let slot = schedule.latest(&zone, since, at("2024-09-26T06:00:00Z")).unwrap();
        assert_eq!(slot.clock.to_string(), "2024-09-26T08:00:00");
        assert_eq!(schedule.latest(&zone, slot.at, at("2024-09-26T23:00:00Z")), None);
        assert_eq!(schedule.latest(&zone, slot.at, at("2024-09-20T00:00:00Z")), None, "the clock was put back");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// A year of waking now and then, in zones whose clocks jump: each slot of the year is covered by exactly one digest, and no
        /// digest comes before its slot.
        #[test]
        fn every_slot_of_a_year_is_covered_exactly_once(
            zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai"]),
            schedule in prop::sample::select(vec!["daily 02:30", "daily 08:00", "weekdays 01:59", "weekly sun 02:00", "0 */6 * * *", "15 2 1,31 * *"]),
            seed in any::<u64>(),
        ) {
            let (zone, schedule) = (TimeZone::get(zone).unwrap(), slots(schedule));
            let (begin, end) = (at("2024-01-01T00:00:00Z"), at("2025-01-10T00:00:00Z"));
            let mut draw = seed | 1;
            let (mut now, mut last, mut digests) = (begin, begin, Vec::new());
            while now < end {
                // From seconds to a week; most naps are short.
                draw ^= draw << 13;
                draw ^= draw >> 7;
                draw ^= draw << 17;
                let nap = if draw.is_multiple_of(40) { draw / 40 % 604_800 } else { draw / 40 % 3_600 };
                now += SignedDuration::from_secs(i64::try_from(nap).unwrap() + 1);
                if let Some(slot) = schedule.latest(&zone, last, now) {
                    prop_assert!(slot.at <= now && slot.at > last);
                    digests.push((last, slot));
                    last = slot.at;
                }
            }
            let mut covered: BTreeMap<Slot, usize> = BTreeMap::new();
            let mut walk = begin;
            while let Some(slot) = schedule.next(&zone, walk).filter(|slot| slot.at <= last) {
                covered.insert(slot, digests.iter().filter(|(after, digest)| *after < slot.at && slot.at <= digest.at).count());
                walk = slot.at;
            }
            prop_assert!(covered.len() > 10 && covered.values().all(|times| *times == 1), "{covered:?}");
            let mut names: Vec<DateTime> = digests.iter().map(|(_, slot)| slot.clock).collect();
            names.dedup();
            prop_assert_eq!(names.len(), digests.len());
        }

    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6))]

        /// Who never sleeps longer than the schedule's pause gets each slot as a digest of its own.
        #[test]
        fn who_is_awake_gets_one_digest_a_slot(hour in 0_i8..24, minute in 0_i8..60) {
            let (zone, schedule) = (berlin(), slots(&format!("daily {hour:02}:{minute:02}")));
            let (mut now, mut last, mut digests) = (at("2024-01-01T00:00:00Z"), at("2024-01-01T00:00:00Z"), Vec::new());
            while now < at("2025-01-01T00:00:00Z") {
                now += SignedDuration::from_mins(30);
                if let Some(slot) = schedule.latest(&zone, last, now) {
                    digests.push(slot.clock.date());
                    last = slot.at;
                }
            }
            let mut days = digests.clone();
            days.dedup();
            prop_assert_eq!(&days, &digests, "one a day");
            prop_assert!(days.windows(2).all(|pair| pair[0].tomorrow().unwrap() == pair[1]) && days.len() >= 365, "{}", days.len());
        }
    }
}
