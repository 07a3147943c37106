//! Dates as feeds write them, well-formed or not.

use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use regex::Regex;

/// Year first: `2026-06-13 16:37:21  +0800`, `2026/6/13 16:37`, `2026-06-13T16:37:21.5Z`, `2026-06-13`.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?$",
    )
    .expect("the pattern is valid")
});

/// Day and month name: `Wed, 25 Sep 2024 19:42 +0000` without seconds, with a wrong weekday, or with the month first.
static NAMED_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Za-z]+,?\s+)?(?:(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?)\s+(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?$")
        .expect("the pattern is valid")
});

/// Reads a date of a feed: RFC 3339, RFC 2822, and the common departures from both.
///
/// A date without a zone is taken as UTC, one without a time as midnight. `None` for what is no date.
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())).or_else(|| lenient(text))
}

/// [`parse`] for a Chinese text: a date without a zone is one of China's (UTC+8).
pub fn parse_chinese(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    parse(text).map(|moment| if names_zone(text) { moment } else { moment - SignedDuration::from_hours(8) })
}

fn names_zone(text: &str) -> bool {
    static ZONE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:[A-Za-z]|:\d{2}(?:[.,]\d+)?\s*[+-]\d{2}:?\d{2})$").expect("the pattern is valid"));
    ZONE.is_match(text)
}

fn lenient(text: &str) -> Option<Timestamp> {
    if let Some(c) = YEAR_FIRST.captures(text) {
        let group = |i: usize| c.get(i).map(|m| m.as_str());
        let date = Date::new(group(1)?.parse().ok()?, group(2)?.parse().ok()?, group(3)?.parse().ok()?).ok()?;
        return moment(date, [group(4), group(5), group(6)], group(7));
    }
    let c = NAMED_MONTH.captures(text)?;
    let group = |i: usize| c.get(i).map(|m| m.as_str());
    let day = group(1).or(group(4))?.parse().ok()?;
    let date = Date::new(group(5)?.parse().ok()?, month(group(2).or(group(3))?)?, day).ok()?;
    moment(date, [group(6), group(7), group(8)], group(9))
}

fn moment(date: Date, time: [Option<&str>; 3], zone: Option<&str>) -> Option<Timestamp> {
    let number = |part: Option<&str>| part.map_or(Ok(0), str::parse::<i8>);
    let (hour, minute, second) = (number(time[0]).ok()?, number(time[1]).ok()?, number(time[2]).ok()?);
    // 24:00 is written where the next day's midnight is meant; a leap second has no other name here.
    let next_day = hour == 24 && minute == 0 && second == 0;
    let time = Time::new(if next_day { 0 } else { hour }, minute, second.min(59), 0).ok()?;
    let moment = TimeZone::fixed(offset(zone)).to_timestamp(date.to_datetime(time)).ok()?;
    if next_day { moment.checked_add(SignedDuration::from_hours(24)).ok() } else { Some(moment) }
}

fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month)).map(|index| index as i8 + 1)
}

/// The offset of `+0800`, `+08:00` or a zone name of RFC 2822; UTC for every other.
fn offset(zone: Option<&str>) -> Offset {
    let hours = |name: &str| match name {
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => 0,
    };
    let Some(zone) = zone else { return Offset::UTC };
    let seconds = match zone.as_bytes().first() {
        Some(sign @ (b'+' | b'-')) => {
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let number: i32 = digits.parse().unwrap_or(0);
            let seconds = (number / 100) * 3600 + (number % 100) * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => hours(zone.to_ascii_uppercase().as_str()) * 3600,
    };
    Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_standards_and_the_departures_from_them() {
        for (text, expected) in [
            ("2024-09-25T19:42:03Z", "2024-09-25T19:42:03Z"),
            ("Wed, 25 Sep 2024 19:42:03 +0000", "2024-09-25T19:42:03Z"),
            ("Wed, 25 Sep 2024 19:42:03 GMT", "2024-09-25T19:42:03Z"),
            ("2026-06-13 16:37:21  +0800", "2026-06-13T08:37:21Z"),
            ("2026-11-20 08:30:00", "2026-11-20T08:30:00Z"),
            ("2026/6/3 08:30", "2026-06-03T08:30:00Z"),
            ("Thu, 28 Nov 2024 09:30 +0000", "2024-11-28T09:30:00Z"),
            ("Monday, 25 September 2024 19:42 EDT", "2024-09-25T23:42:00Z"),
            ("Sep 25, 2024 19:42:03 +02:00", "2024-09-25T17:42:03Z"),
            ("2024-09-25", "2024-09-25T00:00:00Z"),
            ("2024-09-25T24:00:00Z", "2024-09-26T00:00:00Z"),
            ("2024-09-25T19:42:03.125+0000", "2024-09-25T19:42:03Z"),
        ] {
            let read = parse(text).unwrap_or_else(|| panic!("{text} is not read"));
            assert_eq!(read.as_second(), expected.parse::<Timestamp>().unwrap().as_second(), "{text}");
        }
    }

    #[test]
    fn a_chinese_date_without_a_zone_is_chinas() {
        for (text, expected) in [
            ("2026-06-13 16:37:21", "2026-06-13T08:37:21Z"),
            ("2026-06-13 16:37:21 +0800", "2026-06-13T08:37:21Z"),
            ("2026-06-13T16:37:21+09:00", "2026-06-13T07:37:21Z"),
            ("2026-06-13T08:37:21Z", "2026-06-13T08:37:21Z"),
            ("Sat, 13 Jun 2026 08:37:21 GMT", "2026-06-13T08:37:21Z"),
            ("2026-06-13", "2026-06-12T16:00:00Z"),
        ] {
            assert_eq!(parse_chinese(text), Some(expected.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn invents_no_date() {
        for text in ["", "yesterday", "2024-13-01", "2024-09-25 25:00:00", "25 Foo 2024", "Sat"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
