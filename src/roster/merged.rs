//! What it does to the roster that two people, or two organisations, are one.

use super::identity::{finer, same_tenure};
use crate::domain::{Difference, Roster, Tenure, TenureStep};

/// The rows of the person `from` as those of `into`. Where both have the same tenure, `into`'s stays, with the dates that it did not have.
pub fn merged_people(roster: &Roster, from: &str, into: &str) -> Difference {
    merged(roster, |row| row.person == from, |row| Tenure { person: into.to_string(), ..row.clone() })
}

/// The rows of the organisation `from` as those of `into`, likewise.
pub fn merged_organisations(roster: &Roster, from: &str, into: &str) -> Difference {
    merged(roster, |row| row.organisation == from, |row| Tenure { organisation: into.to_string(), ..row.clone() })
}

fn merged(roster: &Roster, moves: impl Fn(&Tenure) -> bool, moved: impl Fn(&Tenure) -> Tenure) -> Difference {
    let mut difference = Difference::default();
    for row in roster.tenures.iter().filter(|row| moves(row)) {
        let after = moved(row);
        let there = |known: &&Tenure| {
            let stays = !moves(known) && known.person == after.person && known.organisation == after.organisation;
            let untouched = !difference.tenures.iter().any(|step| step.before.as_ref() == Some(*known));
            stays && untouched && known.status == after.status && same_tenure(known, &after)
        };
        let Some(known) = roster.tenures.iter().find(there) else {
            difference.tenures.push(TenureStep { before: Some(row.clone()), after });
            continue;
        };
        let better = Tenure {
            since: finer(known.since, after.since),
            status_since: finer(known.status_since, after.status_since),
            until: finer(known.until, after.until),
            ..known.clone()
        };
        if better != *known {
            difference.tenures.push(TenureStep { before: Some(known.clone()), after: better });
        }
        difference.removed.push(row.clone());
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Role, Status};

    fn row(person: &str, code: &str, since: Option<&str>) -> Tenure {
        Tenure {
            person: person.into(),
            organisation: "Acme".into(),
            role: Role { title: code.into(), code: code.into(), unit: None },
            interim: false,
            status: Status::Current,
            since: since.map(|date| date.parse().unwrap()),
            status_since: None,
            until: None,
        }
    }

    #[test]
    fn rows_move_and_the_same_tenure_is_there_once_with_the_better_date() {
        let rows = [row("Bob McGrew", "CFO", Some("2019-05")), row("Robert McGrew", "CFO", None), row("Bob McGrew", "BOARD", None)];
        let roster = Roster { tenures: rows.to_vec(), ..Roster::default() };
        let difference = merged_people(&roster, "Bob McGrew", "Robert McGrew");
        let steps: Vec<(&str, Option<String>)> = difference
            .tenures
            .iter()
            .map(|step| (step.after.role.code.as_str(), step.after.since.map(|since| since.to_string())))
            .collect();
        assert_eq!(steps, [("CFO", Some("2019-05".to_string())), ("BOARD", None)]);
        assert!(difference.tenures.iter().all(|step| step.after.person == "Robert McGrew"));
        assert_eq!(difference.removed, [rows[0].clone()]);
    }
}
