//! Announced days arrive: whoever was to leave has left, whoever was to begin has begun.

use jiff::civil::Date;

use super::identity::is_seat;
use crate::domain::{Roster, Status, Tenure, TenureStep};

/// The steps that `today` brings without any document: an outgoing row is former after the last day that its end can mean, an
/// incoming one is current from the first day that its beginning can mean, and ends the person's other post there. These steps
/// are no changes: they were told when they were announced. Empty on most days, and on a second call with the steps applied.
pub fn settle(roster: &Roster, today: Date) -> Vec<TenureStep> {
    let mut steps = Vec::new();
    for row in &roster.tenures {
        let gone = row.status == Status::Outgoing && row.until.is_some_and(|until| until.last_day() < today);
        let begun = row.status == Status::Incoming && row.since.is_some_and(|since| since.first_day() <= today);
        if gone {
            let after = Tenure { status: Status::Former, status_since: row.until, ..row.clone() };
            steps.push(TenureStep { before: Some(row.clone()), after });
        }
        if begun {
            steps.extend(left_behind(roster, row));
            steps.push(TenureStep { before: Some(row.clone()), after: Tenure { status: Status::Current, ..row.clone() } });
        }
    }
    steps
}

/// The posts that end because the person takes up `new`; seats are kept, and an interim role or a seat ends nothing.
fn left_behind(roster: &Roster, new: &Tenure) -> Vec<TenureStep> {
    let adds = new.interim || is_seat(&new.role);
    let post = |row: &&Tenure| {
        !adds && row.person == new.person && row.organisation == new.organisation && row.status == Status::Current && !is_seat(&row.role)
    };
    let ended = |row: &Tenure| Tenure { status: Status::Former, status_since: new.since, until: new.since, ..row.clone() };
    roster.tenures.iter().filter(post).map(|row| TenureStep { before: Some(row.clone()), after: ended(row) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;

    fn row(title: &str, code: &str, status: Status, since: Option<&str>, until: Option<&str>) -> Tenure {
        Tenure {
            person: "Ann Poe".into(),
            organisation: "Acme".into(),
            role: Role { title: title.into(), code: code.into(), unit: None },
            interim: false,
            status,
            since: since.map(|date| date.parse().unwrap()),
            status_since: None,
            until: until.map(|date| date.parse().unwrap()),
        }
    }

    fn on(day: &str, tenures: &[Tenure]) -> Vec<(String, Status)> {
        let roster = Roster { tenures: tenures.to_vec(), ..Roster::default() };
        settle(&roster, day.parse().unwrap()).into_iter().map(|step| (step.after.title(), step.after.status)).collect()
    }

    #[test]
    fn outgoing_is_former_when_its_month_is_over() {
        let rows = [row("CTO", "CTO", Status::Outgoing, None, Some("2024-11"))];
        assert_eq!(on("2024-11-30", &rows), []);
        assert_eq!(on("2024-12-01", &rows), [("CTO".to_string(), Status::Former)]);
    }

    #[test]
    fn incoming_is_current_from_its_day_and_ends_the_post_but_not_the_seat() {
        let rows = [
            row("CFO", "CFO", Status::Current, None, None),
            row("Board Member", "BOARD_MEMBER", Status::Current, None, None),
            row("CEO", "CEO", Status::Incoming, Some("2025-01-01"), None),
        ];
        assert_eq!(on("2024-12-31", &rows), []);
        assert_eq!(on("2025-01-01", &rows), [("CFO".to_string(), Status::Former), ("CEO".to_string(), Status::Current)]);
    }
}
