//! One source's visit under way.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::{Article, Health, Item, Notice};
use crate::health;
use crate::schedule;
use crate::source::{self, Batch, Cursor, Hints, Source};
use crate::store::SourceState;

/// Visits on which a page behind a link may be missing before it is given up: a feed can be quicker than the page that it announces.
const PATIENCE: u32 = 7;

/// What claims to be published later than this has a wrong date.
const NEAR_FUTURE: SignedDuration = SignedDuration::from_hours(24);

/// What became of one source's visit.
#[derive(Debug)]
pub struct Visit {
    pub source: String,
    /// One line each: what was repaired, cut or skipped.
    pub warnings: Vec<String>,
    /// One line each: an article that cannot be read and why. It is remembered and not fetched again.
    pub unreadable: Vec<String>,
    /// Why the source gave nothing, or not everything; it is asked again later.
    pub failure: Option<source::Error>,
    /// How the source is.
    pub health: Health,
}

/// What became of an item that may have been a link.
pub struct Followed {
    pub answer: Result<Item, (Item, source::Error)>,
}

/// A visit under way.
pub struct Trip {
    /// Its place among those of the cycle.
    pub number: usize,
    pub source: Arc<Source>,
    pub state: SourceState,
    pub items: Vec<Item>,
    pub followed: Vec<Followed>,
    /// Where the source stands afterwards; `None` where it gave nothing, or not everything.
    cursor: Option<Cursor>,
    /// The source itself answered, whatever became of what it links to.
    answered: bool,
    unchanged: bool,
    took: SignedDuration,
    pub visit: Visit,
}

/// Where a source stands after its visit.
pub struct Ended {
    pub state: SourceState,
    pub visit: Visit,
    pub notice: Option<Notice>,
}

impl Trip {
    /// A visit that has not begun.
    pub fn new(number: usize, source: Arc<Source>, state: SourceState) -> Self {
        let name = source.name.clone();
        let visit = Visit { source: name, warnings: Vec::new(), unreadable: Vec::new(), failure: None, health: state.health };
        let (items, followed, took) = (Vec::new(), Vec::new(), SignedDuration::ZERO);
        Trip { number, source, state, items, followed, cursor: None, answered: false, unchanged: false, took, visit }
    }

    /// The source has answered, or has failed to.
    pub fn answered(&mut self, answer: Result<Batch, source::Error>, took: SignedDuration) {
        self.took = took;
        match answer {
            Ok(Batch { items, cursor, unchanged, warnings, .. }) => {
                (self.items, self.cursor, self.answered, self.unchanged) = (items, Some(cursor), true, unchanged);
                self.visit.warnings = warnings;
            }
            Err(failure) => self.visit.failure = Some(failure),
        }
    }

    /// Bytes that its items hold, about.
    pub fn weight(&self) -> usize {
        self.items.iter().chain(self.followed.iter().filter_map(|followed| followed.answer.as_ref().ok())).map(weight).sum()
    }

    /// Takes note of the dates of what it brought, before what is known already is taken out.
    pub fn note_dates(&mut self, now: Timestamp) {
        self.state.dates = health::newest(&self.state.dates, self.items.iter().filter_map(|item| item.published), now);
    }

    /// A part of the visit failed: the source stays where it was, so that the part is asked for again.
    pub fn fail(&mut self, error: source::Error) {
        self.cursor = None;
        self.visit.failure.get_or_insert(error);
    }

    /// Whether the page behind a link is to be given up.
    pub fn is_final(&self, error: &source::Error) -> bool {
        use source::Error::{Gone, Malformed, NotFound, RateLimited, Refused, TooLarge, Transport, Unauthorized};
        match error {
            Gone(_) | Malformed(_) | TooLarge(_) => true,
            NotFound(_) | Refused(_) => self.state.failures >= PATIENCE,
            RateLimited { .. } | Unauthorized(_) | Transport(_) => false,
        }
    }

    /// Whether what was published then is evidence only and alerts nobody: older than the watch on this source (an item without a date is
    /// old when it is there at the first visit), older than `window`, or from a day that is yet to come, which is a wrong date.
    pub fn is_baseline(&mut self, article: &Article, dated: bool, window: SignedDuration, now: Timestamp) -> bool {
        let published = article.published;
        if published.duration_since(now) > NEAR_FUTURE {
            let told = format!("{}: claims to be of {published:.0}, which is yet to come; it is kept and alerts nobody", article.url);
            self.visit.warnings.push(told);
            return true;
        }
        let before_watch = self.source.since.is_some_and(|since| if dated { published < since } else { self.state.last_success.is_none() });
        before_watch || now.duration_since(published) > window
    }

    /// Where the source stands after the visit, with what is to be told about it.
    pub fn end(self, notify_after: u32, now: Timestamp) -> Ended {
        let draw = xxh3_64(format!("{} {now}", self.source.name).as_bytes());
        let Trip { source, state: before, cursor, answered, unchanged, took, mut visit, .. } = self;
        let mut state = SourceState { address: Some(source.address.clone()), ..before };
        let old = state.health;
        match cursor {
            Some(Cursor(cursor)) => {
                let planned = schedule::after_success(source.interval, now, draw);
                let hints = if source.heeds_hints { Hints::remembered(&Cursor(cursor.clone())) } else { Hints::default() };
                let next_due = Some(hints.next_visit(planned, now));
                state = SourceState { cursor, next_due, last_success: Some(now), failures: 0, last_error: None, ..state };
                state.health = health::of_answer(unchanged, took, &state.dates, now);
                if state.health == Health::Silent {
                    state.last_error = Some(silence(&source, &state));
                }
            }
            None => {
                state.failures = state.failures.saturating_add(1);
                state.next_due = Some(retry(&source, state.failures, answered, visit.failure.as_ref(), now, draw));
                state.last_error = visit.failure.as_ref().map(ToString::to_string);
                state.health = visit.failure.as_ref().map_or(Health::Unreachable, |failure| of_failure(failure, answered));
            }
        }
        if state.health_since.is_none() || (old != state.health && !(old.is_well() && state.health.is_well())) {
            state.health_since = Some(now);
        }
        visit.health = state.health;
        let notice = notice(&source, &mut state, notify_after, now);
        Ended { state, visit, notice }
    }
}

fn weight(item: &Item) -> usize {
    item.body.text().len() + item.url.len() + item.title.as_ref().map_or(0, String::len) + 200
}

/// How a source is that has failed. That a page behind one of its links has been removed does not make the source gone.
fn of_failure(failure: &source::Error, answered: bool) -> Health {
    match failure {
        source::Error::RateLimited { .. } => Health::Limited,
        source::Error::Unauthorized(_) => Health::Unauthorised,
        source::Error::Refused(_) => Health::Refused,
        source::Error::Gone(_) if !answered => Health::Gone,
        source::Error::Gone(_) | source::Error::NotFound(_) => Health::Missing,
        source::Error::Malformed(_) | source::Error::TooLarge(_) => Health::Malformed,
        source::Error::Transport(_) => Health::Unreachable,
    }
}

fn silence(source: &Source, state: &SourceState) -> String {
    let newest = state.dates.first().map(|date| format!("{date:.0}")).unwrap_or_default();
    format!("{}: answers, but its newest item is of {newest}, which is unusual for it; see whether it has moved", source.address)
}

fn notice(source: &Source, state: &mut SourceState, notify_after: u32, now: Timestamp) -> Option<Notice> {
    let visited = health::Visited {
        source: &source.name,
        health: state.health,
        since: state.health_since.unwrap_or(now),
        failures: state.failures,
        reason: state.last_error.as_deref().unwrap_or_default(),
        last_success: state.last_success,
        told: state.told,
    };
    let notice = health::notice(&visited, notify_after)?;
    state.told = !notice.health.is_well();
    Some(notice)
}

fn retry(source: &Source, failures: u32, answered: bool, failure: Option<&source::Error>, now: Timestamp, draw: u64) -> Timestamp {
    let not_before = match failure {
        Some(source::Error::RateLimited { until, .. }) => Some(*until),
        _ => None,
    };
    if answered {
        schedule::after_part(source.interval, not_before, now, draw)
    } else {
        schedule::after_failure(source.interval, failures, not_before, now, draw)
    }
}
