//! Hours in which a reader is left alone.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::slots::{clock_time, moment};

/// From a time of the wall clock to another, over midnight where the second is the earlier one: `22:00-07:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: Time,
    to: Time,
}

/// Not written as hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` are no hours; write for example `22:00-07:00`")]
pub struct NoHours(String);

impl FromStr for QuietHours {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, NoHours> {
        let read = || {
            let (from, to) = text.split_once('-')?;
            let (from, to) = (clock_time(from.trim())?, clock_time(to.trim())?);
            (from != to).then_some(QuietHours { from, to })
        };
        read().ok_or_else(|| NoHours(text.to_string()))
    }
}

impl QuietHours {
    /// When the quiet hours that `now` lies in end; `None` where it lies in none.
    pub fn end(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let clock = zone.to_datetime(now);
        let time = clock.time();
        let over_midnight = self.from > self.to;
        let quiet = if over_midnight { time >= self.from || time < self.to } else { time >= self.from && time < self.to };
        let date = if over_midnight && time >= self.from { clock.date().tomorrow().ok()? } else { clock.date() };
        moment(zone, date.to_datetime(self.to)).filter(|end| quiet && *end > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(hours: &str, now: &str) -> Option<String> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let end = hours.parse::<QuietHours>().unwrap().end(&zone, now.parse().unwrap());
        end.map(|end| end.to_string())
    }

    #[test]
    fn a_night_ends_in_the_morning() {
        assert_eq!(end("22:00-07:00", "2024-09-25T19:59:00Z"), None);
        assert_eq!(end("22:00-07:00", "2024-09-25T20:00:00Z").as_deref(), Some("2024-09-26T05:00:00Z"));
        assert_eq!(end("22:00-07:00", "2024-09-26T04:59:00Z").as_deref(), Some("2024-09-26T05:00:00Z"));
        assert_eq!(end("22:00-07:00", "2024-09-26T05:00:00Z"), None);
        assert_eq!(end("12:00-13:00", "2024-09-25T10:30:00Z").as_deref(), Some("2024-09-25T11:00:00Z"));
    }

    #[test]
    fn a_night_in_which_the_clock_jumps_ends_by_the_clock() {
        assert_eq!(end("22:00-07:00", "2024-03-30T22:00:00Z").as_deref(), Some("2024-03-31T05:00:00Z"));
        assert_eq!(end("22:00-02:30", "2024-03-31T00:30:00Z").as_deref(), Some("2024-03-31T01:00:00Z"), "02:30 is skipped");
        assert_eq!(end("22:00-02:30", "2024-10-27T01:10:00Z"), None, "02:10 for the second time: 02:30 has been");
    }

    #[test]
    fn what_are_no_hours_is_refused() {
        for text in ["", "22:00", "22:00-22:00", "22-7", "22:00 to 07:00"] {
            assert!(text.parse::<QuietHours>().is_err(), "{text}");
        }
    }
}
