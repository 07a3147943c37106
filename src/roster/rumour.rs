//! What the roster does not follow: rumours, and what denies them.

use super::desk::{Case, Desk, is_running, position_of};
use super::identity::same_role;
use crate::domain::{Certainty, Change, ChangeKind, Finding, Kind, Manner, Position, Role, Standing, Status, Stay, Tenure};

/// Puts a rumour on the books, or adds to it. One of what has been told, or of what the roster shows, is nothing.
pub fn rumoured(desk: &mut Desk, case: &Case) {
    let rows = desk.rows(case);
    if desk.told_before(case, &rows).is_some() || desk.is_undone(case) {
        return;
    }
    if let Some(rumour) = desk.rumour_of(case).cloned() {
        return desk.support(case, &rumour);
    }
    if let Some((before, after)) = rumoured_positions(case, &rows) {
        desk.tell(case, ChangeKind::from(case.finding.kind), before, after, Vec::new());
    }
}

/// Before → after, if it comes true; `None` where it tells nothing that the roster does not show.
fn rumoured_positions(case: &Case, rows: &[Tenure]) -> Option<(Option<Position>, Position)> {
    let of_role = |row: &&Tenure| case.finding.role.as_ref().is_none_or(|role| same_role(&row.role, role));
    let running: Vec<Tenure> = rows.iter().filter(|row| is_running(row.status)).cloned().collect();
    let meant: Vec<Tenure> = running.iter().filter(of_role).cloned().collect();
    let named = case.finding.role.as_ref().map(Role::display);
    match case.finding.kind {
        Kind::Departed if !running.is_empty() => {
            let before = position_of(if meant.is_empty() { &running } else { &meant });
            Some((before, Position { role: None, status: Status::Former, until: case.finding.effective }))
        }
        Kind::Appointed if named.is_some() && meant.is_empty() => {
            let before = position_of(&running).or_else(|| rows.last().map(Position::from));
            Some((before, Position { role: named, status: Status::Current, until: None }))
        }
        Kind::OnLeave if meant.iter().any(|row| row.status == Status::Current) => {
            let before = position_of(&meant)?;
            Some((Some(before.clone()), Position { status: Status::OnLeave, until: None, ..before }))
        }
        Kind::Returned => {
            let before = position_of(&running.into_iter().filter(|row| row.status == Status::OnLeave).collect::<Vec<_>>())?;
            Some((Some(before.clone()), Position { status: Status::Current, until: None, ..before }))
        }
        _ => None,
    }
}

/// Adds a denial to the rumour that it denies, or to what was told and only attributed to sources. What was told as a fact is not
/// touched, and a denial of what nobody has told is nothing.
pub fn denied(desk: &mut Desk, case: &Case) {
    let rows = desk.rows(case);
    let told = desk.told_before(case, &rows).filter(|told| told.standing <= Standing::Reported);
    if let Some(change) = told.or_else(|| desk.rumour_of(case).cloned()) {
        desk.support(case, &change);
    }
}

/// A statement that somebody stays denies the rumours that she leaves. Not where the same document tells that she leaves one of several
/// posts: then it says which she keeps.
pub fn stays(desk: &mut Desk, stay: &Stay) {
    let denial = Finding {
        person: stay.person.clone(),
        organisation: stay.organisation.clone(),
        kind: Kind::Departed,
        role: stay.role.clone(),
        manner: Manner::Unknown,
        interim: false,
        certainty: Certainty::Denied,
        effective: None,
        news: true,
        evidence: vec![stay.evidence.clone()],
        rule: "stay".to_string(),
    };
    let Some(case) = desk.any_case(&denial) else { return };
    if desk.tells_departure(&case) {
        return;
    }
    if let Some(rumour) = desk.rumour_of(&case).cloned() {
        desk.support(&case, &rumour);
    }
}

/// Whether the rumour is of the case's kind and role.
pub fn is_rumour_of(change: &Change, case: &Case) -> bool {
    let fits = change.role.as_ref().zip(case.finding.role.as_ref()).is_none_or(|(told, named)| same_role(told, named));
    !change.is_settled() && change.verdict.is_none() && change.kind == ChangeKind::from(case.finding.kind) && fits
}
