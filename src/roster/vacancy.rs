//! Posts that are left empty, as the roster shows them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::identity::{is_same_post, is_sole};
use crate::domain::{Certainty, Change, ChangeKind, Manner, Position, Role, Roster, Standing, Status, Tenure};

/// A post that has been empty for longer than this, in days, is not looked for any more: it was abolished, or nobody told who took it.
const LONGEST_DAYS: i64 = 2 * 365;

/// The posts of which there is one, that somebody left or has announced to leave, and that nobody holds or is about to take: each as a
/// change of kind vacancy that belongs to the story of the departure among `told`. It lasts until the roster fills it, and is nowhere stored.
pub fn vacancies(roster: &Roster, told: &[Change], now: Timestamp) -> Vec<Change> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut vacancies: Vec<(&Tenure, Change)> = Vec::new();
    for left in roster.tenures.iter().filter(|row| is_left(row, today) && is_sole(&row.role) && !row.interim) {
        let same = |row: &&Tenure| row.organisation == left.organisation && is_same_post(&row.role, &left.role);
        let filled = roster.tenures.iter().filter(same).any(|row| !is_over(row) && row.status != Status::Outgoing);
        let later = vacancies.iter().position(|(other, _)| same(other));
        if filled || later.is_some_and(|place| vacancies[place].0.until >= left.until) {
            continue;
        }
        if let Some(place) = later {
            vacancies.remove(place);
        }
        vacancies.push((left, vacancy(left, told, now)));
    }
    vacancies.into_iter().map(|(_, vacancy)| vacancy).collect()
}

/// Whether somebody holds the post for good, the title apart, after `left` was left.
fn is_over(row: &Tenure) -> bool {
    row.status == Status::Former
}

fn is_left(row: &Tenure, today: Date) -> bool {
    let fresh = row.until.is_some_and(|until| (today - until.last_day()).get_days() as i64 <= LONGEST_DAYS);
    matches!(row.status, Status::Former | Status::Outgoing) && fresh
}

fn vacancy(left: &Tenure, told: &[Change], now: Timestamp) -> Change {
    let departure = told.iter().rev().find(|change| {
        let of_post = change.role.as_ref().is_none_or(|role: &Role| is_same_post(role, &left.role));
        change.kind == ChangeKind::Departed && change.person == left.person && change.organisation == left.organisation && of_post
    });
    let id = format!("vacancy {} {}", left.organisation, left.role.display());
    let id = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(id.as_bytes()));
    Change {
        story: departure.map_or_else(|| id.clone(), |departure| departure.story.clone()),
        id,
        person: left.person.clone(),
        organisation: left.organisation.clone(),
        kind: ChangeKind::Vacancy,
        role: Some(left.role.clone()),
        interim: false,
        manner: Manner::Unknown,
        certainty: departure.map_or(Certainty::Announced, |departure| departure.certainty),
        standing: departure.map_or(Standing::Announced, |departure| departure.standing),
        verdict: None,
        effective: left.until,
        before: Some(Position::from(left)),
        after: Position { role: Some(left.title()), status: Status::Former, until: left.until },
        detected: departure.map_or(now, |departure| departure.detected),
        support: departure.map(|departure| departure.support.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(person: &str, code: &str, status: Status, until: Option<&str>) -> Tenure {
        Tenure {
            person: person.into(),
            organisation: "Acme".into(),
            role: Role { title: code.into(), code: code.into(), unit: None },
            interim: false,
            status,
            since: None,
            status_since: None,
            until: until.map(|date| date.parse().unwrap()),
        }
    }

    fn open(tenures: &[Tenure]) -> Vec<String> {
        let roster = Roster { tenures: tenures.to_vec(), ..Roster::default() };
        vacancies(&roster, &[], "2024-10-01T00:00:00Z".parse().unwrap()).into_iter().map(|one| one.before.unwrap().role.unwrap()).collect()
    }

    #[test]
    fn a_post_stays_open_until_somebody_holds_it_or_is_named() {
        let left = row("Ann Poe", "CEO", Status::Former, Some("2024-09"));
        assert_eq!(open(std::slice::from_ref(&left)), ["CEO"]);
        assert_eq!(open(&[left.clone(), row("Bob Roe", "CEO", Status::Incoming, None)]), [""; 0]);
        assert_eq!(open(&[left.clone(), row("Bob Roe", "CEO", Status::Current, None)]), [""; 0]);
        assert_eq!(open(&[row("Ann Poe", "CEO", Status::Outgoing, Some("2024-12"))]), ["CEO"], "announced, and nobody named");
    }

    #[test]
    fn ranks_with_many_holders_and_old_departures_are_no_vacancies() {
        assert_eq!(open(&[row("Ann Poe", "VP", Status::Former, Some("2024-09"))]), [""; 0]);
        assert_eq!(open(&[row("Ann Poe", "CFO", Status::Former, Some("2019"))]), [""; 0]);
        let twice = [row("Ann Poe", "CFO", Status::Former, Some("2024-01")), row("Bob Roe", "CFO", Status::Former, Some("2024-09"))];
        assert_eq!(open(&twice), ["CFO"], "one post is vacant once");
    }
}
