//! One source's visit under way.

use jiff::Timestamp;

use crate::domain::Item;
use crate::schedule;
use crate::source::{self, Batch, Cursor, Source};
use crate::store::SourceState;

/// Visits on which a page behind a link may be missing before it is given up: a feed can be quicker than the page that it announces.
const PATIENCE: u32 = 3;

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
}

/// A visit under way.
pub struct Trip<'a> {
    pub source: &'a Source,
    pub state: SourceState,
    pub items: Vec<Item>,
    /// Where the source stands afterwards; `None` where it gave nothing, or not everything.
    cursor: Option<Cursor>,
    pub visit: Visit,
}

impl<'a> Trip<'a> {
    pub fn new(source: &'a Source, state: SourceState, answer: Result<Batch, source::Error>) -> Self {
        let visit = |warnings, failure| Visit { source: source.name.clone(), warnings, unreadable: Vec::new(), failure };
        match answer {
            Ok(batch) => Trip { source, state, items: batch.items, cursor: Some(batch.cursor), visit: visit(batch.warnings, None) },
            Err(failure) => Trip { source, state, items: Vec::new(), cursor: None, visit: visit(Vec::new(), Some(failure)) },
        }
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

    /// Where the source stands after the visit, with what is to be told about it.
    pub fn end(self, now: Timestamp) -> (SourceState, Visit) {
        let Trip { source, state, cursor, visit, .. } = self;
        let Some(Cursor(cursor)) = cursor else { return (failed(source, state, &visit, now), visit) };
        let next_due = Some(schedule::after_success(source.interval, now));
        (SourceState { cursor, next_due, last_success: Some(now), failures: 0, last_error: None }, visit)
    }
}

fn failed(source: &Source, state: SourceState, visit: &Visit, now: Timestamp) -> SourceState {
    let failures = state.failures.saturating_add(1);
    let not_before = match &visit.failure {
        Some(source::Error::RateLimited { until, .. }) => Some(*until),
        _ => None,
    };
    let next_due = Some(schedule::after_failure(source.interval, failures, not_before, now));
    SourceState { failures, next_due, last_error: visit.failure.as_ref().map(ToString::to_string), ..state }
}
