//! Dates as pages give them to programs.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// A moment, and whether the page gave more than the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub exact: bool,
}

/// Reads RFC 3339, ISO 8601 without a zone (taken as UTC), a day alone, or RFC 2822.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    let utc = |at: DateTime| TimeZone::UTC.to_timestamp(at).ok();
    let exact = text.parse::<Timestamp>().ok().or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    if let Some(at) = exact {
        return Some(Moment { at, exact: true });
    }
    if text.len() > 10 {
        return Some(Moment { at: utc(text.parse().ok()?)?, exact: true });
    }
    Some(Moment { at: utc(text.parse::<Date>().ok()?.into())?, exact: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pages_write() {
        for (text, expected, exact) in [
            ("2024-09-25T19:42:03+00:00", "2024-09-25T19:42:03Z", true),
            ("2024-09-25T12:42:03-0700", "2024-09-25T19:42:03Z", true),
            ("2024-09-25T19:42", "2024-09-25T19:42:00Z", true),
            ("2024-09-25 19:42:03", "2024-09-25T19:42:03Z", true),
            ("Wed, 25 Sep 2024 19:42:03 GMT", "2024-09-25T19:42:03Z", true),
            ("2024-09-25", "2024-09-25T00:00:00Z", false),
        ] {
            assert_eq!(parse(text), Some(Moment { at: expected.parse().unwrap(), exact }), "{text}");
        }
        for text in ["", "yesterday", "2024-99-99", "25/09/2024"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
