//! News or history, and the effective date. The publication date is passed in.

use jiff::ToSpan;
use jiff::civil::Date;

use super::mention::{Frame, Tense};
use crate::domain::PartialDate;

/// What is older than this many days before publication is history (what-counts-as-a-change).
pub const NEWS_WINDOW_DAYS: i32 = 90;

/// Where a frame's event lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    News,
    /// Its own dates or words say that it is old.
    History,
    /// Nothing in the clause tells.
    Open,
}

/// Judges by the frame's dates, its cue words and its tense; and why.
pub fn age(frame: &Frame, published: Date) -> (Age, &'static str) {
    let window = published.checked_sub(NEWS_WINDOW_DAYS.days()).unwrap_or(published);
    let dated: Vec<_> = frame.dates.iter().filter(|d| !d.until).collect();
    if dated.iter().any(|d| d.last >= window) {
        // "in 2024", told in December 2024, may be any time of the year: the tense decides
        let vague = dated.iter().all(|d| d.first < window && d.last >= window)
            && dated.iter().all(|d| d.date.is_some_and(|x| x.month_number().is_none()));
        let weekdays = dated.iter().all(|d| d.weekday) && matches!(frame.tense, Tense::Past | Tense::PastPerfect);
        if weekdays {
            return (Age::Open, "its clause has a weekday only");
        }
        // "left last year": most of that year lies before the window
        let last_year = vague && dated.iter().all(|d| d.last.year() < published.year());
        if last_year && matches!(frame.tense, Tense::Past | Tense::PastPerfect) {
            return (Age::History, "its clause has a year only, most of which lies before the news window");
        }
        let open = vague && matches!(frame.tense, Tense::Past | Tense::PastPerfect);
        return if open {
            (Age::Open, "its clause has a year only, which may be before or in the news window")
        } else {
            (Age::News, "its clause has a date in the news window or ahead")
        };
    }
    if !dated.is_empty() {
        return (Age::History, "the dates of its clause lie before the news window");
    }
    if frame.past_cue {
        return (Age::History, "words of its clause say that it is old");
    }
    match frame.tense {
        Tense::PastPerfect | Tense::Past | Tense::None => (Age::Open, "its clause has no date, and its tense is told of old things too"),
        Tense::Present | Tense::Perfect | Tense::Future => (Age::News, "its clause has no date, and its tense is told of new things"),
    }
}

/// Whether a date lies in the news window or ahead.
pub fn recent(date: &super::mention::DateMention, published: Date) -> bool {
    date.last >= published.checked_sub(NEWS_WINDOW_DAYS.days()).unwrap_or(published)
}

/// The date on which the change takes effect, where the clause gives one.
pub fn effective(frame: &Frame) -> Option<PartialDate> {
    frame.dates.iter().filter(|d| d.effective && !d.until).find_map(|d| d.date)
}

/// The end that a "stays until" clause names, if it lies ahead.
pub fn until(frame: &Frame, published: Date) -> Option<PartialDate> {
    frame.dates.iter().filter(|d| d.last > published).find_map(|d| d.date)
}
