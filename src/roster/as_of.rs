//! The roster on a day of the past or the future, as far as its rows say.

use jiff::civil::Date;

use crate::domain::{Roster, Status, Tenure};

/// The posts that were held on `day`, by what `roster` knows: rows that had begun and had not ended, with the status that they had then. A
/// row without a beginning has always been, one without an end still is.
pub fn as_of(roster: &Roster, day: Date) -> Vec<Tenure> {
    let begun = |row: &&Tenure| row.since.is_none_or(|since| since.first_day() <= day);
    let lasting =
        |row: &&Tenure| row.until.is_none_or(|until| day <= until.last_day()) && (row.status != Status::Former || row.until.is_some());
    roster.tenures.iter().filter(begun).filter(lasting).map(|row| Tenure { status: status_on(row, day), ..row.clone() }).collect()
}

/// A row says only what it is now and since when: before that it was held.
fn status_on(row: &Tenure, day: Date) -> Status {
    match row.status {
        Status::Former | Status::Incoming => Status::Current,
        _ if row.status_since.is_some_and(|since| day < since.first_day()) => Status::Current,
        status => status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;

    #[test]
    fn a_day_has_those_who_had_begun_and_not_ended() {
        let row = |title: &str, status: Status, since: Option<&str>, until: Option<&str>| Tenure {
            person: "Ann Poe".into(),
            organisation: "Acme".into(),
            role: Role { title: title.into(), code: title.into(), unit: None },
            interim: false,
            status,
            since: since.map(|date| date.parse().unwrap()),
            status_since: None,
            until: until.map(|date| date.parse().unwrap()),
        };
        let tenures = vec![
            row("CFO", Status::Former, Some("2018"), Some("2024-09")),
            row("CEO", Status::Current, Some("2024-10"), None),
            row("Chair", Status::Incoming, Some("2025-01"), None),
            row("COO", Status::Former, None, None),
        ];
        let roster = Roster { tenures, ..Roster::default() };
        let on = |day: &str| -> Vec<(String, Status)> {
            as_of(&roster, day.parse().unwrap()).into_iter().map(|row| (row.role.title, row.status)).collect()
        };
        assert_eq!(on("2024-09-30"), [("CFO".to_string(), Status::Current)]);
        assert_eq!(on("2024-10-01"), [("CEO".to_string(), Status::Current)]);
        assert_eq!(on("2025-02-01"), [("CEO".to_string(), Status::Current), ("Chair".to_string(), Status::Current)]);
        assert_eq!(on("2017-01-01"), []);
    }
}
