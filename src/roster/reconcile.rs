//! The diff engine: what the findings of one article do to the roster.
//!
//! Only news that is announced or reported, of a watched organisation, can change the roster. What the roster already shows adds a
//! document to the change that told it, if that is recent, and is otherwise nothing. Rumours, denials and contradictions are kept on the
//! books beside it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::desk::{Desk, is_undone_by};
use super::{appoint, contradict, depart, leave, rumour};
use crate::domain::{Article, Certainty, Change, Finding, Findings, Kind, Outcome, Roster};

/// Compares the findings of `article` with `roster`, in time order as far as the findings tell it.
///
/// - `roster`: at least the part that [`concerned`] asks for.
/// - `told`: the changes on the books of those [`concerned`]; older ones and other people's do no harm.
/// - `now`: the moment that becomes [`Change::detected`].
///
/// The outcomes build upon one another and are to be recorded together, in their order.
pub fn reconcile(roster: &Roster, told: &[Change], article: &Article, findings: &Findings, now: Timestamp) -> Vec<Outcome> {
    if findings.changes.is_empty() && findings.holds.is_empty() && findings.stays.is_empty() {
        return Vec::new();
    }
    let mut desk = Desk::new(roster, told, article, findings, now);
    if desk.is_repost() {
        return Vec::new();
    }
    for finding in in_time_order(&findings.changes) {
        let Some(case) = desk.any_case(finding) else { continue };
        if let Some(rejected) = desk.rejected_before(&case) {
            desk.support(&case, &rejected);
            continue;
        }
        match (finding.certainty, finding.kind) {
            (Certainty::Denied, _) => rumour::denied(&mut desk, &case),
            (Certainty::Rumoured, _) => rumour::rumoured(&mut desk, &case),
            (_, Kind::Departed) => depart::departed(&mut desk, &case),
            (_, Kind::Appointed) => appoint::appointed(&mut desk, &case),
            (_, Kind::OnLeave) => leave::on_leave(&mut desk, &case),
            (_, Kind::Returned) => leave::returned(&mut desk, &case),
        }
    }
    findings.stays.iter().for_each(|stay| rumour::stays(&mut desk, stay));
    findings.holds.iter().for_each(|hold| contradict::held(&mut desk, hold));
    desk.outcomes
}

/// Whom the findings of a document name, as it names them: the part of the books that [`reconcile`] must see.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Concerned {
    pub people: Vec<String>,
    pub organisations: Vec<String>,
}

/// Whom the findings name.
pub fn concerned(findings: &Findings) -> Concerned {
    let claims = findings.changes.iter().map(|finding| (&finding.person, &finding.organisation));
    let holds = findings.holds.iter().map(|hold| (&hold.person, &hold.organisation));
    let stays = findings.stays.iter().map(|stay| (&stay.person, &stay.organisation));
    let (mut people, mut organisations) = (BTreeSet::new(), BTreeSet::new());
    for (person, organisation) in claims.chain(holds).chain(stays) {
        people.insert(person.trim().to_string());
        organisations.extend(organisation.clone());
    }
    Concerned { people: people.into_iter().collect(), organisations: organisations.into_iter().collect() }
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
