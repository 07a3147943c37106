//! What is to become of the roster by the operator's hand: a file that is imported, an edit, a merge.

use super::{Organisation, Person, Tenure, TenureStep};

/// One roster against another, to be shown, and then applied as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Difference {
    /// As they are (`None` for those that are new) and as they are to be.
    pub organisations: Vec<(Option<Organisation>, Organisation)>,
    pub people: Vec<(Option<Person>, Person)>,
    /// Rows that are new or become others, each once.
    pub tenures: Vec<TenureStep>,
    /// Rows that the roster no longer has. What was known of them stays known.
    pub removed: Vec<Tenure>,
    /// How many rows are the same on both sides.
    pub unchanged: usize,
    /// How many rows of the organisations concerned only the stored roster has; they stay.
    pub left_alone: usize,
}

impl Difference {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty() && self.people.is_empty() && self.tenures.is_empty() && self.removed.is_empty()
    }
}
