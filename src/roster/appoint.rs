//! Appointments: which row becomes the new role, and what only confirms an old one.

use super::corroborate::RECENT_DAYS;
use super::created::is_new_post;
use super::desk::{Case, Desk, is_running, position_of};
use super::identity::{is_general, is_seat, same_role, units_compatible};
use crate::domain::role::title_case;
use crate::domain::{ChangeKind, Finding, Kind, Manner, Position, Role, Status, Tenure, TenureStep};

/// Gives the person the role, restores a lost one, or adds to the change that told it.
pub fn appointed(desk: &mut Desk, case: &Case) {
    let rows = desk.rows(case);
    let told = desk.told_before(case, &rows);
    if confirms(&rows, case.finding) {
        if let Some(told) = told {
            desk.support(case, &told);
        }
        return;
    }
    let permanent = case.finding.role.as_ref().and_then(|role| interim_of(&rows, case.finding, role));
    if let Some(told) = told.filter(|told| permanent.is_none() && desk.retells(case, told, &rows)) {
        return desk.support(case, &told);
    }
    let lost = if case.finding.manner == Manner::Reinstated { lost(&rows, case) } else { Vec::new() };
    match &case.finding.role {
        _ if !lost.is_empty() => restore(desk, case, lost),
        Some(role) => take_up(desk, case, &rows, role),
        None => {}
    }
}

/// Whether the roster has the appointment: the role is held or to come, or no role is named and one is.
fn confirms(rows: &[Tenure], finding: &Finding) -> bool {
    let mut held = rows.iter().filter(|row| row.status.is_held() || row.status == Status::Incoming);
    match &finding.role {
        None => held.next().is_some(),
        Some(role) => held.any(|row| (finding.interim || !row.interim) && (same_role(&row.role, role) || is_paraphrase(&row.role, role))),
    }
}

/// The row of the same role that the person holds in the interim, if the finding makes it permanent.
fn interim_of<'a>(rows: &'a [Tenure], finding: &Finding, role: &Role) -> Option<&'a Tenure> {
    rows.iter().find(|row| row.status.is_held() && row.interim && !finding.interim && same_role(&row.role, role))
}

/// Whether a loose title ("head of research", "research lead") is how a text speaks of a role over that same unit.
fn is_paraphrase(held: &Role, told: &Role) -> bool {
    let loose = ["HEAD", "LEAD"].iter().any(|code| told.code.eq_ignore_ascii_case(code));
    loose && held.unit.is_some() && told.unit.is_some() && units_compatible(held, told)
}

/// The rows that a reinstatement gives back: those of its role, or all, that ended inside the news window.
fn lost(rows: &[Tenure], case: &Case) -> Vec<Tenure> {
    let inside = |row: &Tenure| row.until.is_some_and(|until| (case.when.first_day() - until.last_day()).get_days() as i64 <= RECENT_DAYS);
    let wanted = |row: &Tenure| case.finding.role.as_ref().is_none_or(|role| same_role(&row.role, role));
    rows.iter().filter(|row| matches!(row.status, Status::Former | Status::Outgoing) && inside(row) && wanted(row)).cloned().collect()
}

fn restore(desk: &mut Desk, case: &Case, lost: Vec<Tenure>) {
    let back = |row: &Tenure| Tenure { status: Status::Current, status_since: Some(case.when), until: None, ..row.clone() };
    let steps: Vec<TenureStep> = lost.iter().map(|row| TenureStep { before: Some(row.clone()), after: back(row) }).collect();
    let after = position_of(&steps.iter().map(|step| step.after.clone()).collect::<Vec<_>>());
    if let Some(after) = after {
        desk.tell(case, ChangeKind::Appointed, position_of(&lost), after, steps);
    }
}

/// A change that the roster did not know: a row becomes the new role, or a new row is added.
fn take_up(desk: &mut Desk, case: &Case, rows: &[Tenure], role: &Role) {
    let running: Vec<Tenure> = rows.iter().filter(|row| row.status.is_held()).cloned().collect();
    let left = left_for(desk, case, &running, role);
    let row = new_row(case, role, left.as_ref());
    let stays: Vec<Tenure> = running.iter().filter(|held| Some(*held) != left.as_ref()).cloned().collect();
    let before = left.as_ref().map(Position::from).or_else(|| position_of(&running)).or_else(|| rows.last().map(Position::from));
    let beside = left.is_none() && !case.ahead && !stays.is_empty();
    let after = if beside {
        let titles = position_of(&stays).and_then(|position| position.role).unwrap_or_default();
        Position { role: Some(format!("{titles} and {}", row.title())), status: row.status, until: None }
    } else {
        Position::from(&row)
    };
    let kind = kind_of(desk, case, role, left.as_ref());
    desk.tell(case, kind, before, after, vec![TenureStep { before: left, after: row }]);
}

/// What the appointment is for the roster: a post that is new, another title of the same rank, or a plain one.
fn kind_of(desk: &Desk, case: &Case, role: &Role, left: Option<&Tenure>) -> ChangeKind {
    let known = desk.rows_of(&case.organisation).iter().any(|row| same_role(&row.role, role));
    let same_rank = left.is_some_and(|row| row.role.code.eq_ignore_ascii_case(&role.code) && row.interim == case.finding.interim);
    match () {
        () if same_rank => ChangeKind::TitleChanged,
        () if is_new_post(case.finding) && !known => ChangeKind::RoleCreated,
        () => ChangeKind::Appointed,
    }
}

/// The row that becomes the new role. `None` where the role is held beside the others, or lies ahead.
fn left_for(desk: &Desk, case: &Case, running: &[Tenure], role: &Role) -> Option<Tenure> {
    if case.ahead {
        return None;
    }
    let permanent = interim_of(running, case.finding, role);
    if permanent.is_some() || is_seat(role) || case.finding.interim {
        return permanent.cloned();
    }
    let moved = desk.beside(case, |other| other.kind == Kind::Departed && other.manner == Manner::Moved);
    let named = moved.and_then(|other| other.finding.role.clone());
    let posts: Vec<&Tenure> = running.iter().filter(|row| !is_seat(&row.role) && is_running(row.status)).collect();
    let told = named.and_then(|named| posts.iter().find(|row| same_role(&row.role, &named)));
    told.or(posts.first()).map(|row| (*row).clone())
}

/// The new role as a row. Its title is what the roster displays; without a unit of its own it keeps that of the role left.
fn new_row(case: &Case, role: &Role, left: Option<&Tenure>) -> Tenure {
    let inherited = left.filter(|_| !is_general(role)).and_then(|row| row.role.unit.clone());
    let unit = role.unit.as_deref().map(title_case).or(inherited);
    Tenure {
        person: case.person.clone(),
        organisation: case.organisation.clone(),
        role: Role { title: role.display(), code: role.code.clone(), unit },
        interim: case.finding.interim,
        status: if case.ahead { Status::Incoming } else { Status::Current },
        since: Some(case.when),
        status_since: None,
        until: None,
    }
}
