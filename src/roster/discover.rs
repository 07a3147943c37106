//! Where every organisation is watched that a document names.

use super::identity::find_organisation;
use super::reconcile::concerned;
use crate::domain::{Findings, Organisation, Roster};
use crate::names::is_disguised;

/// Adds the organisations that the findings name and the roster does not have, as they name them.
pub fn discover(roster: &mut Roster, findings: &Findings) {
    for name in concerned(findings).organisations {
        let name = name.trim();
        if !name.is_empty() && !is_disguised(name) && find_organisation(roster, name).is_none() {
            roster.organisations.push(Organisation { name: name.to_string(), ..Organisation::default() });
        }
    }
}
