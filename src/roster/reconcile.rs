//! The diff engine: what the findings of one article do to the roster.
//!
//! Only news that is announced or reported, of a watched organisation, can become a change. What the roster already shows adds a
//! document to the change that told it, if that is recent, and is otherwise nothing.

use jiff::Timestamp;

use super::desk::{Desk, is_undone_by};
use super::identity::find_person;
use super::{appoint, depart, leave};
use crate::domain::{Article, Change, Finding, Findings, Kind, Outcome, Roster};

/// Compares the findings of `article` with `roster`, in time order as far as the findings tell it.
///
/// - `told`: the changes told so far of [`people_concerned`]; older ones and other people's do no harm.
/// - `now`: the moment that becomes [`Change::detected`].
///
/// The outcomes build upon one another and are to be recorded together, in their order.
pub fn reconcile(roster: &Roster, told: &[Change], article: &Article, findings: &Findings, now: Timestamp) -> Vec<Outcome> {
    if findings.changes.is_empty() {
        return Vec::new();
    }
    let mut desk = Desk::new(roster, told, article, findings, now);
    for finding in in_time_order(&findings.changes) {
        let Some(case) = desk.case(finding) else { continue };
        match finding.kind {
            Kind::Departed => depart::departed(&mut desk, &case),
            Kind::Appointed => appoint::appointed(&mut desk, &case),
            Kind::OnLeave => leave::on_leave(&mut desk, &case),
            Kind::Returned => leave::returned(&mut desk, &case),
        }
    }
    desk.outcomes
}

/// The people whom the findings' changes name, as the roster names them: whose told changes [`reconcile`] must see.
pub fn people_concerned(roster: &Roster, findings: &Findings) -> Vec<String> {
    let name = |finding: &Finding| find_person(roster, &finding.person).map_or(finding.person.trim(), |person| &person.name).to_string();
    let mut names: Vec<String> = findings.changes.iter().map(name).collect();
    names.sort();
    names.dedup();
    names
}

/// The order of the text, but what a person did before comes before: by dates where both are known, and a departure or a leave
/// before the return that undoes it.
fn in_time_order(findings: &[Finding]) -> Vec<&Finding> {
    let mut ordered: Vec<&Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let place = ordered.iter().position(|other| precedes(finding, other)).unwrap_or(ordered.len());
        ordered.insert(place, finding);
    }
    ordered
}

fn precedes(a: &Finding, b: &Finding) -> bool {
    let dated = match (a.effective, b.effective) {
        (Some(a), Some(b)) => a.last_day() < b.first_day(),
        _ => false,
    };
    a.person == b.person && a.organisation == b.organisation && (dated || is_undone_by(a, b))
}
