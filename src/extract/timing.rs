//! News or history, and the effective date. The publication date is passed in.

use jiff::ToSpan;
use jiff::civil::Date;

use super::mention::{DateMention, Frame, Parsed, Span, Tense};
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
        let noun = frame.tense == Tense::None && frame.trigger.starts_with("n.");
        if last_year && (noun || matches!(frame.tense, Tense::Past | Tense::PastPerfect)) {
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

/// Whether a frame tells news, by itself, else by the dates and clauses before it in its paragraph; and why.
/// `index` is the frame's place in `parsed.frames`.
pub fn is_news(parsed: &Parsed, index: usize, published: Date) -> (bool, &'static str) {
    let frame = &parsed.frames[index];
    match age(frame, published) {
        (Age::News, why) => (true, why),
        (Age::History, why) => (false, why),
        // "will appoint Roe, succeeding Moor": as old as what it depends on
        (Age::Open, _) if frame.tense == Tense::None && index > 0 && parsed.frames[index - 1].sentence == frame.sentence => {
            is_news(parsed, index - 1, published)
        }
        (Age::Open, _) => context(parsed, index, published).unwrap_or(match frame.tense {
            Tense::PastPerfect if frame.sentence > 2 => (false, "nothing dates it, and its tense puts it before what the text tells"),
            Tense::PastPerfect => (true, "nothing dates it, and it stands at the head of the text"),
            _ => (true, "neither its clause nor its paragraph dates it, and the tense is told of new things too"),
        }),
    }
}

/// How many sentences back a paragraph's date still counts.
const CONTEXT_SENTENCES: usize = 3;

/// What the nearest date or dated clause before the frame in its paragraph says, and which; `None` where there is none.
fn context(parsed: &Parsed, index: usize, published: Date) -> Option<(bool, &'static str)> {
    let frame = &parsed.frames[index];
    let line = |sentence: usize| parsed.sentences[sentence].line;
    let date = parsed
        .dates
        .iter()
        .rev()
        .filter(|(_, d)| {
            let apart = |aside: &&Span| aside.contains(&d.span.start) && !aside.contains(&frame.span.start);
            !parsed.asides.iter().any(|aside| apart(&aside))
        })
        // a paragraph of many sentences, as some sites make of a whole article, passes its dates on no further than this
        .find(|(s, d)| {
            line(*s) == line(frame.sentence)
                && frame.sentence <= *s + CONTEXT_SENTENCES
                && (*s, d.span.start) < (frame.sentence, frame.span.start)
        });
    // where a clause has placed the date, its reading counts: "as of April 1" may lie ahead
    let placed = |date: &DateMention| parsed.frames[..index].iter().flat_map(|f| &f.dates).find(|d| d.span == date.span).cloned();
    let date = date.map(|(s, d)| (s, placed(d).unwrap_or_else(|| d.clone())));
    let near = |f: &&Frame| line(f.sentence) == line(frame.sentence) && frame.sentence <= f.sentence + CONTEXT_SENTENCES;
    let cued = parsed.frames[..index].iter().rev().take_while(near).find(|f| f.past_cue);
    match (date, cued) {
        (Some((_, date)), Some(cued)) if cued.span.start > date.span.start => Some((false, "a clause before it in its paragraph is old")),
        (Some((_, date)), _) if recent(&date, published) => Some((true, "the date before it in its paragraph is new")),
        (Some(_), _) => Some((false, "the date before it in its paragraph is old")),
        (None, Some(_)) => Some((false, "a clause before it in its paragraph is old")),
        (None, None) => None,
    }
}

/// Whether a date lies in the news window or ahead.
pub fn recent(date: &DateMention, published: Date) -> bool {
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
