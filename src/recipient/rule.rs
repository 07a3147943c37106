//! A rule: which news, and how it leaves.

use crate::domain::{Change, ChangeKind, Level, Sending, Standing};

/// A `[[recipient.rule]]`. What it does not name it does not ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// By the names of the `[[organisation]]` tables.
    pub organisations: Vec<String>,
    pub kinds: Vec<ChangeKind>,
    pub levels: Vec<Level>,
    /// The least certainty.
    pub certainty: Standing,
    pub send: Sending,
    /// Quiet hours do not hold it.
    pub breakthrough: bool,
}

impl Rule {
    /// Whether the rule is about this change of a role of this level.
    pub fn fits(&self, change: &Change, level: Level) -> bool {
        let among = |named: bool, empty: bool| empty || named;
        among(self.organisations.contains(&change.organisation), self.organisations.is_empty())
            && among(self.kinds.contains(&change.kind), self.kinds.is_empty())
            && among(self.levels.contains(&level), self.levels.is_empty())
            && change.standing >= self.certainty
    }
}
