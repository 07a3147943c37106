//! One source's visit under way.

use jiff::Timestamp;

use crate::domain::Item;
use crate::schedule;
use crate::source::{self, Batch, Cursor, Source};
use crate::store::SourceState;

/// Visits on which a page behind a link may be missing before it is given up: a feed can be quicker than the page that it announces.
const PATIENCE: u32 = 7;

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
    /// The source itself answered, whatever became of what it links to.
    answered: bool,
    pub visit: Visit,
}

impl<'a> Trip<'a> {
    pub fn new(source: &'a Source, state: SourceState, answer: Result<Batch, source::Error>) -> Self {
        let visit = |warnings, failure| Visit { source: source.name.clone(), warnings, unreadable: Vec::new(), failure };
        match answer {
            Ok(Batch { items, cursor, warnings, .. }) => {
                Trip { source, state, items, cursor: Some(cursor), answered: true, visit: visit(warnings, None) }
            }
            Err(failure) => {
                Trip { source, state, items: Vec::new(), cursor: None, answered: false, visit: visit(Vec::new(), Some(failure)) }
            }
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
        let Trip { source, state, cursor, answered, visit, .. } = self;
        let Some(Cursor(cursor)) = cursor else {
            let failures = state.failures.saturating_add(1);
            let next_due = Some(retry(source, failures, answered, visit.failure.as_ref(), now));
            let last_error = visit.failure.as_ref().map(ToString::to_string);
            return (SourceState { failures, next_due, last_error, ..state }, visit);
        };
        let next_due = Some(schedule::after_success(source.interval, now));
        (SourceState { cursor, next_due, last_success: Some(now), failures: 0, last_error: None }, visit)
    }
}

fn retry(source: &Source, failures: u32, answered: bool, failure: Option<&source::Error>, now: Timestamp) -> Timestamp {
    let not_before = match failure {
        Some(source::Error::RateLimited { until, .. }) => Some(*until),
        _ => None,
    };
    if answered {
        schedule::after_part(source.interval, not_before, now)
    } else {
        schedule::after_failure(source.interval, failures, not_before, now)
    }
}
