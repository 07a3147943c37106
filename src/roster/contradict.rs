//! Holds that gainsay the roster: "Acme CEO Jane Roe" where the roster has John Doe.

use super::desk::{Case, Desk, position_of};
use super::identity::{is_sole, same_role};
use crate::domain::{Certainty, ChangeKind, Finding, Hold, HoldStatus, Kind, Manner, Position, Status, Tenure};

/// Puts the contradiction on the books, or adds to it. A post that the roster leaves empty or to several people is not contradicted, nor
/// is one that changes hands: an outgoing holder, a holder to come.
pub fn held(desk: &mut Desk, hold: &Hold) {
    if hold.status != HoldStatus::Current || !is_sole(&hold.role) {
        return;
    }
    let claim = claim(hold);
    let Some(case) = desk.any_case(&claim) else { return };
    if !is_contradicted(&desk.rows_of(&case.organisation), &case) {
        return;
    }
    if let Some(known) = desk.contradiction_of(&case).cloned() {
        return desk.support(&case, &known);
    }
    let before: Vec<Tenure> = desk.rows(&case).into_iter().filter(|row| row.status.is_held()).collect();
    let after = Position { role: Some(hold.role.display()), status: Status::Current, until: None };
    desk.tell(&case, ChangeKind::Contradiction, position_of(&before), after, Vec::new());
}

/// Whether the roster gives the post to one other person, who was not about to leave it when the document was published.
fn is_contradicted(rows: &[Tenure], case: &Case) -> bool {
    let Some(role) = &case.finding.role else { return false };
    let of_post: Vec<&Tenure> = rows.iter().filter(|row| same_role(&row.role, role)).collect();
    let concerned = of_post.iter().any(|row| row.person == case.person);
    let holders: Vec<&&Tenure> = of_post.iter().filter(|row| row.status.is_held()).collect();
    let [holder] = holders[..] else { return false };
    let incoming = of_post.iter().any(|row| row.status == Status::Incoming);
    let began = holder.status_since.or(holder.since);
    let older = began.is_some_and(|began| case.when.last_day() < began.first_day());
    !concerned && !incoming && !older && holder.status == Status::Current
}

fn claim(hold: &Hold) -> Finding {
    Finding {
        person: hold.person.clone(),
        organisation: hold.organisation.clone(),
        kind: Kind::Appointed,
        role: Some(hold.role.clone()),
        manner: Manner::Unknown,
        interim: false,
        certainty: Certainty::Announced,
        effective: None,
        news: true,
        evidence: vec![hold.evidence.clone()],
        rule: "hold".to_string(),
    }
}
