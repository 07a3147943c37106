//! Dates as pages give them to programs.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use regex::Regex;

/// `2024/9/25 19:42`, `2024年9月25日 19:42:03`, `2024-9-25`.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?:[T\s]+(\d{1,2})[:时](\d{2})分?(?::(\d{2}))?)?$")
        .expect("the pattern is valid")
});
/// `September 25, 2024`, `25 Sep 2024`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[A-Za-z]+day,?\s+)?(?:([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?|(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?)\s+(\d{4})$",
    )
    .expect("the pattern is valid")
});
/// The day in an address: `/2024/09/25/`, `/2024-09-25/`, `/20240925/`, also as the beginning of the last part.
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[/_-](20\d{2})(?:([/-])(\d{1,2})([/-])(\d{1,2})|(\d{2})(\d{2}))(?:[/_.-]|$)").expect("the pattern is valid")
});

/// A moment, and what the page gave of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Taken as UTC where no zone is given.
    pub at: Timestamp,
    /// Whether it is more than the day.
    pub exact: bool,
    /// Whether it names its zone.
    pub zoned: bool,
}

/// Reads RFC 3339, ISO 8601 without a zone, RFC 2822, and days and minutes as people write them in English and Chinese.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    let exact = text.parse::<Timestamp>().ok().or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    if let Some(at) = exact {
        return Some(Moment { at, exact: true, zoned: true });
    }
    if text.len() > 10
        && let Ok(at) = text.parse::<DateTime>()
    {
        return Some(Moment { at: utc(at)?, exact: true, zoned: false });
    }
    numbers(text).or_else(|| named(text))
}

/// The day in the path of an address.
pub fn in_address(url: &str) -> Option<Moment> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let found = IN_ADDRESS.captures(path)?;
    let group = |i: usize| found.get(i).map(|part| part.as_str());
    if group(2) != group(4) {
        return None;
    }
    day(group(1)?, group(3).or(group(6))?.parse().ok()?, group(5).or(group(7))?)
}

fn numbers(text: &str) -> Option<Moment> {
    let found = NUMBERS.captures(text)?;
    let group = |i: usize| found.get(i).map(|part| part.as_str());
    let day = day(group(1)?, group(2)?.parse().ok()?, group(3)?)?;
    let Some(hour) = group(4) else { return Some(day) };
    let number = |part: Option<&str>| part.map_or(Some(0), |part| part.parse::<i8>().ok());
    let date = day.at.to_zoned(TimeZone::UTC).date();
    let time = jiff::civil::Time::new(hour.parse().ok()?, number(group(5))?, number(group(6))?, 0).ok()?;
    Some(Moment { at: utc(date.to_datetime(time))?, exact: true, zoned: false })
}

fn named(text: &str) -> Option<Moment> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let found = NAMED.captures(text)?;
    let group = |i: usize| found.get(i).map(|part| part.as_str());
    let name = group(1).or(group(4))?;
    let month = MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month))?;
    day(group(5)?, i8::try_from(month).ok()? + 1, group(2).or(group(3))?)
}

fn day(year: &str, month: i8, day: &str) -> Option<Moment> {
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    Some(Moment { at: utc(date.into())?, exact: false, zoned: false })
}

fn utc(at: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pages_write() {
        for (text, expected, exact, zoned) in [
            ("2024-09-25T19:42:03+00:00", "2024-09-25T19:42:03Z", true, true),
            ("2024-09-25T12:42:03-0700", "2024-09-25T19:42:03Z", true, true),
            ("2024-09-25T19:42", "2024-09-25T19:42:00Z", true, false),
            ("2024-09-25 19:42:03", "2024-09-25T19:42:03Z", true, false),
            ("Wed, 25 Sep 2024 19:42:03 GMT", "2024-09-25T19:42:03Z", true, true),
            ("2024-09-25", "2024-09-25T00:00:00Z", false, false),
            ("2024/9/25 8:05", "2024-09-25T08:05:00Z", true, false),
            ("2024年9月25日", "2024-09-25T00:00:00Z", false, false),
            ("2024年09月25日 19:42:03", "2024-09-25T19:42:03Z", true, false),
            ("September 25, 2024", "2024-09-25T00:00:00Z", false, false),
            ("Wednesday, 25 Sept. 2024", "2024-09-25T00:00:00Z", false, false),
        ] {
            assert_eq!(parse(text), Some(Moment { at: expected.parse().unwrap(), exact, zoned }), "{text}");
        }
        for text in ["", "yesterday", "2024-99-99", "25/09/2024", "25 Foo 2024", "2024年13月1日"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_can_hold_the_day() {
        let day = |url| in_address(url).map(|moment| moment.at.strftime("%Y-%m-%d").to_string());
        for url in [
            "https://news.example/2024/09/25/a-story/",
            "https://news.example/news/2024-09-25/a-story",
            "https://news.example/a/20240925/123.html",
            "https://news.example/c/2024-09-25-a-story.html",
            "https://news.example/world_20240925_a",
        ] {
            assert_eq!(day(url).as_deref(), Some("2024-09-25"), "{url}");
        }
        for url in [
            "https://news.example/2024/09/a",
            "https://news.example/id/12024092512",
            "https://news.example/2024/13/25/",
            "https://n.example/a?d=/2024/09/25/",
        ] {
            assert_eq!(day(url), None, "{url}");
        }
    }
}
