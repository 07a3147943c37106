//! What a finding does to the roster: before → after, with the evidence that supports it.

use jiff::Timestamp;

use super::{Certainty, Kind, Manner, PartialDate, Status, Tenure};

/// One side of "before → after".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// As displayed in the roster; `None` where no role is known or none is left.
    pub role: Option<String>,
    pub status: Status,
    /// The day, month or year in which this position ends or ended, where known.
    pub until: Option<PartialDate>,
}

/// One document that tells a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// The configured source's name.
    pub source: String,
    /// The document's key, unique among all documents.
    pub key: String,
    pub url: String,
    pub title: String,
    pub author: Option<String>,
    pub published: Timestamp,
    pub certainty: Certainty,
    /// The sentence or sentences that say so, verbatim.
    pub quote: String,
}

/// A change of the roster, told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Stable identity, the same whenever the same documents are read in the same order.
    pub id: String,
    pub person: String,
    pub organisation: String,
    pub kind: Kind,
    pub manner: Manner,
    pub certainty: Certainty,
    pub effective: Option<PartialDate>,
    /// `None` for somebody whom the roster did not know.
    pub before: Option<Position>,
    pub after: Position,
    /// When the daemon learnt it.
    pub detected: Timestamp,
    /// The document that told it first, then each later one.
    pub support: Vec<Support>,
}

impl From<&Tenure> for Position {
    fn from(tenure: &Tenure) -> Self {
        Position { role: Some(tenure.title()), status: tenure.status, until: tenure.until }
    }
}

/// One step of a row of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenureStep {
    /// The row as it was; `None` where the step adds a row.
    pub before: Option<Tenure>,
    pub after: Tenure,
}

/// What one finding does to the roster and to what has been told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The roster did not know it: it will be told.
    New { change: Change, tenures: Vec<TenureStep> },
    /// It has been told: one more document says so.
    Support { change_id: String, support: Support },
    /// It has been told, and this document knows it better (an end date ahead). The same change, not told a second time.
    Refine { change_id: String, support: Support, after: Position, effective: Option<PartialDate>, tenures: Vec<TenureStep> },
}
