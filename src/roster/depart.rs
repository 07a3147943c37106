//! Departures: whose tenures end, when, and which change that is.

use super::corroborate::first_told;
use super::desk::{Case, Desk, is_running, month_of, position_of};
use super::identity::{is_founder, is_seat, same_role};
use crate::domain::{Change, ChangeKind, Finding, Kind, Manner, Position, Role, Status, Tenure, TenureStep};

/// Ends the tenures that the finding means, or adds to the change that ended them.
pub fn departed(desk: &mut Desk, case: &Case) {
    let moved = case.finding.manner == Manner::Moved;
    if desk.beside(case, |other| belongs_to(case.finding, other)).is_some() {
        return;
    }
    let rows = desk.rows(case);
    let ending: Vec<Tenure> = ending(&rows, case).into_iter().filter(|row| !desk.predates(case, row)).collect();
    let told = desk.told_before(case, &rows);
    match told {
        Some(told) if ending.is_empty() || desk.is_undone(case) || desk.retells(case, &told, &rows) => retell(desk, case, &told, &rows),
        None if desk.is_undone(case) => {}
        _ if !ending.is_empty() => end(desk, case, &rows, ending),
        _ if !moved => unknown_role(desk, case, &rows),
        _ => {}
    }
}

/// Whether the departure is no change of its own beside `other`: the end of the former role belongs to the appointment that
/// follows it, and nobody leaves the role to which the same document appoints, unless it is a reinstatement.
fn belongs_to(departure: &Finding, other: &Finding) -> bool {
    let same = || departure.role.as_ref().zip(other.role.as_ref()).is_some_and(|(left, taken)| same_role(left, taken));
    other.kind == Kind::Appointed && (departure.manner == Manner::Moved || (other.manner != Manner::Reinstated && same()))
}

/// The running rows that the finding ends: those of its role, or all where it names none.
fn ending(rows: &[Tenure], case: &Case) -> Vec<Tenure> {
    let select = |wanted: &dyn Fn(&Tenure) -> bool| -> Vec<Tenure> {
        rows.iter().filter(|row| is_running(row.status) && wanted(row)).cloned().collect()
    };
    let finding = case.finding;
    let Some(role) = finding.role.as_ref().filter(|role| finding.manner != Manner::Died && !is_founder(role)) else {
        // A move that names no role tells nothing of which row ends.
        return if finding.manner == Manner::Moved { Vec::new() } else { select(&|_| true) };
    };
    let matching = select(&|row| same_role(&row.role, role));
    let ended_already = rows.iter().any(|row| !is_running(row.status) && same_role(&row.role, role));
    if !matching.is_empty() || ended_already || finding.manner == Manner::Moved || is_seat(role) {
        return matching;
    }
    // The post in other words than the roster's: it is what the person has there.
    let posts = select(&|row| !is_seat(&row.role));
    if posts.is_empty() { select(&|row| is_founder(&row.role)) } else { posts }
}

/// A change that the roster did not know: the rows end.
fn end(desk: &mut Desk, case: &Case, rows: &[Tenure], ending: Vec<Tenure>) {
    let ended = |row: &Tenure| Tenure {
        status: if case.ahead { Status::Outgoing } else { Status::Former },
        status_since: Some(if case.ahead { desk.month() } else { case.when }),
        until: Some(case.when),
        ..row.clone()
    };
    let steps: Vec<TenureStep> = ending.iter().map(|row| TenureStep { before: Some(row.clone()), after: ended(row) }).collect();
    let after = if case.ahead {
        position_of(&steps.iter().map(|step| step.after.clone()).collect::<Vec<_>>())
    } else {
        position_of(&rows.iter().filter(|row| row.status.is_held() && !ending.contains(row)).cloned().collect::<Vec<_>>())
    };
    let after = after.unwrap_or(Position { role: None, status: Status::Former, until: case.finding.effective });
    desk.tell(case, ChangeKind::Departed, position_of(&ending), after, steps);
}

/// One more document for a departure that has been told; it may know the end date that was only implied before.
fn retell(desk: &mut Desk, case: &Case, told: &Change, rows: &[Tenure]) {
    let implied = told.effective.unwrap_or_else(|| month_of(first_told(told)));
    let sharpened: Vec<Tenure> = rows.iter().filter(|row| !is_running(row.status) && row.until == Some(implied)).cloned().collect();
    if !case.ahead || !is_sharper(told, case) || sharpened.is_empty() {
        return desk.support(case, told);
    }
    let outgoing = |row: &Tenure| Tenure { status: Status::Outgoing, until: Some(case.when), ..row.clone() };
    let steps: Vec<TenureStep> = sharpened.iter().map(|row| TenureStep { before: Some(row.clone()), after: outgoing(row) }).collect();
    let after = position_of(&steps.iter().map(|step| step.after.clone()).collect::<Vec<_>>());
    if let Some(after) = after {
        desk.refine(case, told, after, case.finding.effective, steps);
    }
}

/// Whether the case's date says more than the told one: there was none, or this is the day within it.
fn is_sharper(told: &Change, case: &Case) -> bool {
    told.effective.is_none_or(|known| !known.is_exact() && case.when.is_exact() && known.overlaps(case.when))
}

/// A departure from a role that the roster does not have: of a stranger, or from a seat of somebody whom it knows by a post.
fn unknown_role(desk: &mut Desk, case: &Case, rows: &[Tenure]) {
    let Some(role) = &case.finding.role else { return };
    let knows_of_an_end = rows.iter().any(|row| !is_running(row.status) && (same_role(&row.role, role) || !is_seat(role)));
    let older = rows.iter().any(|row| is_running(row.status) && desk.predates(case, row));
    if knows_of_an_end || older || is_founder(role) && !rows.is_empty() {
        return;
    }
    let row = Tenure {
        person: case.person.clone(),
        organisation: case.organisation.clone(),
        role: Role { title: role.display(), ..role.clone() },
        interim: case.finding.interim,
        status: if case.ahead { Status::Outgoing } else { Status::Former },
        since: None,
        status_since: Some(if case.ahead { desk.month() } else { case.when }),
        until: Some(case.when),
    };
    let held: Vec<Tenure> = rows.iter().filter(|row| row.status.is_held()).cloned().collect();
    let seat = Position { role: Some(row.title()), status: Status::Current, until: None };
    let (before, after) = match position_of(&held).filter(|_| !case.ahead) {
        Some(rest) => (Some(seat), rest),
        None => ((!rows.is_empty()).then_some(seat), Position { until: case.finding.effective, ..Position::from(&row) }),
    };
    desk.tell(case, ChangeKind::Departed, before, after, vec![TenureStep { before: None, after: row }]);
}
