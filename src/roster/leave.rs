//! Leaves of absence and returns from them.

use super::desk::{Case, Desk, position_of};
use super::identity::same_role;
use crate::domain::{ChangeKind, Position, Status, Tenure, TenureStep};

/// Sends the person on leave, or adds to the change that told it. A leave that the roster shows is nothing new.
pub fn on_leave(desk: &mut Desk, case: &Case) {
    let rows = desk.rows(case);
    let told = desk.told_before(case, &rows);
    let away = !concerned(&rows, case, Status::OnLeave).is_empty();
    let present: Vec<Tenure> = concerned(&rows, case, Status::Current).into_iter().filter(|row| !desk.predates(case, row)).collect();
    match told {
        Some(told) if away || present.is_empty() || desk.is_undone(case) || desk.retells(case, &told, &rows) => desk.support(case, &told),
        None if desk.is_undone(case) => {}
        _ if !away && !present.is_empty() => turn(desk, case, present, Status::OnLeave),
        _ => {}
    }
}

/// Brings the person back from leave. A day ahead is told at once; the roster follows when a document says that it has come.
pub fn returned(desk: &mut Desk, case: &Case) {
    let rows = desk.rows(case);
    let away = concerned(&rows, case, Status::OnLeave);
    match desk.told_before(case, &rows) {
        Some(told) if away.is_empty() || case.ahead => desk.support(case, &told),
        Some(told) if desk.retells(case, &told, &rows) => {
            let steps = steps(&away, Status::Current, case);
            let after = Position { status: Status::Current, until: None, ..told.after.clone() };
            desk.refine(case, &told, after, case.finding.effective.or(told.effective), steps);
        }
        _ if away.is_empty() => {}
        _ if case.ahead => {
            let before = position_of(&away);
            let after = before.clone().map(|position| Position { until: case.finding.effective, ..position });
            if let Some(after) = after {
                desk.tell(case, ChangeKind::from(case.finding.kind), before, after, Vec::new());
            }
        }
        _ => turn(desk, case, away, Status::Current),
    }
}

/// The rows of the status that the finding means: those of its role, or all where it names none or one in other words.
fn concerned(rows: &[Tenure], case: &Case, status: Status) -> Vec<Tenure> {
    let of_status = || rows.iter().filter(|row| row.status == status);
    let matching = of_status().filter(|row| case.finding.role.as_ref().is_some_and(|role| same_role(&row.role, role)));
    let matching: Vec<Tenure> = matching.cloned().collect();
    if matching.is_empty() { of_status().cloned().collect() } else { matching }
}

fn steps(rows: &[Tenure], status: Status, case: &Case) -> Vec<TenureStep> {
    let turned = |row: &Tenure| Tenure { status, status_since: Some(case.when), ..row.clone() };
    rows.iter().map(|row| TenureStep { before: Some(row.clone()), after: turned(row) }).collect()
}

fn turn(desk: &mut Desk, case: &Case, rows: Vec<Tenure>, status: Status) {
    let steps = steps(&rows, status, case);
    let after = position_of(&steps.iter().map(|step| step.after.clone()).collect::<Vec<_>>());
    if let Some(after) = after {
        desk.tell(case, ChangeKind::from(case.finding.kind), position_of(&rows), after, steps);
    }
}
