//! What the reading of a passage decided, step by step: kept only where somebody asks for an explanation.
//!
//! Each reason is a constant that stands beside the decision it explains, so that the two cannot part.

use std::cell::RefCell;

use super::mention::{NameForm, OrgMention, Span};
use super::rule::Need;
use crate::domain::{Certainty, Finding, Role};

/// Takes events where somebody listens. Off, it costs a look at an option: no event is built.
#[derive(Debug, Default)]
pub struct Trace(Option<RefCell<Vec<Event>>>);

/// One decision. What follows a [`Event::Reading`] is about that reading, until the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The organisation that the text is about, with the weights of all that could be, heaviest first.
    Main {
        organisation: Option<String>,
        candidates: Vec<(String, f64)>,
    },
    /// A frame met the rules of its trigger. They are tried in order: those in `missed` failed before one fired, or all did.
    Matched {
        frame: usize,
        fired: Option<&'static str>,
        missed: Vec<Miss>,
    },
    /// A rule fired, and yet claims nothing of this person.
    Unread {
        frame: usize,
        rule: &'static str,
        person: Span,
        why: &'static str,
    },
    Reading(usize),
    /// A mention of a person was resolved, or was not (`names` is empty).
    Person {
        span: Span,
        form: NameForm,
        names: Vec<String>,
        why: &'static str,
    },
    /// News or history.
    Age {
        news: bool,
        why: &'static str,
    },
    Organisation {
        person: String,
        name: Option<String>,
        why: &'static str,
        candidates: Vec<OrgMention>,
    },
    Certainty {
        certainty: Option<Certainty>,
        why: &'static str,
    },
    /// The reading claims nothing of this person after all.
    Dropped {
        person: String,
        why: &'static str,
    },
    /// The reading became a claim; `claim` counts them.
    Claim {
        claim: usize,
        finding: Box<Finding>,
    },
    /// A claim without a role was given one.
    Role {
        claim: usize,
        role: Role,
        why: &'static str,
    },
    /// A claim was placed at another organisation.
    Place {
        claim: usize,
        organisation: Option<String>,
        why: &'static str,
    },
    ClaimDropped {
        claim: usize,
        why: &'static str,
    },
    /// A claim went into the finding of that number.
    Joined {
        claim: usize,
        finding: usize,
        how: &'static str,
    },
    /// The reading says that somebody stays.
    Stay {
        person: String,
    },
    /// From here on only titles that people hold are collected.
    Holds,
}

/// A rule whose trigger is the frame's and of which some needs do not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    pub rule: &'static str,
    pub failed: Vec<Need>,
    /// How many needs the rule has.
    pub needs: usize,
}

impl Trace {
    /// One that keeps what it is told.
    pub fn on() -> Self {
        Trace(Some(RefCell::default()))
    }

    /// One that does nothing.
    pub fn off() -> Self {
        Trace(None)
    }

    /// Keeps an event; it is built only where somebody listens.
    pub fn note(&self, event: impl FnOnce() -> Event) {
        if let Some(events) = &self.0 {
            let event = event();
            events.borrow_mut().push(event);
        }
    }

    /// What was kept, in the order of the decisions.
    pub fn into_events(self) -> Vec<Event> {
        self.0.map(RefCell::into_inner).unwrap_or_default()
    }
}
