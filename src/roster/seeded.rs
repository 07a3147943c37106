//! What a file that is imported does to the roster: it adds and it says better; what it does not have stays as it is.

use std::collections::HashMap;

use super::identity::{finer, same_tenure};
use super::place;
use crate::domain::{Difference, Organisation, Person, Roster, Tenure, TenureStep};
use crate::names::fold::has_han;

/// Whether a row of the file and one of the roster belong together, by one of several measures.
type Fits<'a> = &'a dyn Fn(&Tenure, &Tenure) -> bool;

/// The roster `file` against the stored one. Applied and compared again, there is no difference any more.
pub fn seeded(stored: &Roster, file: &Roster) -> Difference {
    let mut difference = Difference::default();
    let mut places: HashMap<&str, String> = HashMap::new();
    for wanted in &file.organisations {
        let name = place::organisation(stored, &wanted.name);
        let known = stored.organisations.iter().find(|known| known.name == name);
        let after = with_names_of_organisation(known, wanted, &name);
        if known != Some(&after) {
            difference.organisations.push((known.cloned(), after));
        }
        places.insert(&wanted.name, name);
    }
    let mut names: HashMap<&str, String> = HashMap::new();
    for wanted in &file.people {
        let of_person = file.tenures.iter().filter(|row| row.person == wanted.name);
        let organisations: Vec<String> = of_person.map(|row| mapped(&places, &row.organisation)).collect();
        let name = place::person(stored, wanted, &organisations);
        let known = stored.people.iter().find(|known| known.name == name);
        let after = with_names_of_person(known, wanted, &name);
        if known != Some(&after) {
            difference.people.push((known.cloned(), after));
        }
        names.insert(&wanted.name, name);
    }
    let rows: Vec<Tenure> = file
        .tenures
        .iter()
        .map(|row| Tenure { person: mapped(&names, &row.person), organisation: mapped(&places, &row.organisation), ..row.clone() })
        .collect();
    let concerned: Vec<&Tenure> =
        stored.tenures.iter().filter(|row| places.values().any(|organisation| *organisation == row.organisation)).collect();
    compare(&concerned, &rows, &mut difference);
    difference
}

fn mapped(names: &HashMap<&str, String>, name: &str) -> String {
    names.get(name).cloned().unwrap_or_else(|| name.to_string())
}

/// Each row of the file against the stored row that is the same tenure: an equal one before others, one that began then before the rest.
fn compare(stored: &[&Tenure], rows: &[Tenure], difference: &mut Difference) {
    let mut free: Vec<&Tenure> = stored.to_vec();
    let mut open: Vec<(&Tenure, Option<&Tenure>)> = rows.iter().map(|row| (row, None)).collect();
    let began_then = |row: &Tenure, known: &Tenure| row.since.zip(known.since).is_some_and(|(a, b)| a.overlaps(b));
    let closest: [Fits; 4] = [
        &|row, known| with_dates(known, row) == *known,
        &|row, known| row.status == known.status && began_then(row, known),
        &began_then,
        &|_, _| true,
    ];
    for fits in closest {
        for (row, found) in open.iter_mut().filter(|(_, found)| found.is_none()) {
            let same = |known: &&Tenure| {
                known.person == row.person && known.organisation == row.organisation && same_tenure(known, row) && fits(row, known)
            };
            *found = free.iter().position(same).map(|place| free.remove(place));
        }
    }
    for (row, found) in open {
        let after = found.map_or_else(|| row.clone(), |known| with_dates(known, row));
        if found == Some(&after) {
            difference.unchanged += 1;
        } else {
            difference.tenures.push(TenureStep { before: found.cloned(), after });
        }
    }
    difference.left_alone = free.len();
}

/// The stored row with what the file's says better. The title stays as the roster has it; with another status come that status' dates.
fn with_dates(known: &Tenure, row: &Tenure) -> Tenure {
    let mut after = Tenure { status: row.status, since: finer(row.since, known.since), ..known.clone() };
    after.role.unit = known.role.unit.clone().or_else(|| row.role.unit.clone());
    if row.status == known.status {
        (after.status_since, after.until) = (finer(row.status_since, known.status_since), finer(row.until, known.until));
    } else {
        (after.status_since, after.until) = (row.status_since, row.until);
    }
    after
}

fn with_names_of_organisation(known: Option<&Organisation>, wanted: &Organisation, name: &str) -> Organisation {
    let mut after = known.cloned().unwrap_or_else(|| Organisation { name: name.to_string(), ..Organisation::default() });
    let names = std::iter::once(&wanted.name).chain(&wanted.aliases);
    let aliases: Vec<String> = names.filter(|new| !after.names().any(|known| known == *new)).cloned().collect();
    add(&mut after.aliases, &aliases);
    let tickers: Vec<String> = wanted.tickers.iter().filter(|new| !after.names().any(|known| known == *new)).cloned().collect();
    add(&mut after.tickers, &tickers);
    add(&mut after.domains, &wanted.domains);
    add(&mut after.handles, &wanted.handles);
    add(&mut after.parents, &wanted.parents);
    after
}

/// The person with what the file adds: a second name under which it knows somebody is an alias, or a native name.
fn with_names_of_person(known: Option<&Person>, wanted: &Person, name: &str) -> Person {
    let mut after = known.cloned().unwrap_or_else(|| Person { name: name.to_string(), ..Person::default() });
    let is_new = |after: &Person, new: &str| new != crate::names::person::bare(name) && !after.names().any(|known| known == new);
    for new in std::iter::once(&wanted.name).chain(&wanted.aliases).chain(&wanted.native_names) {
        if is_new(&after, new) {
            let native = wanted.native_names.contains(new) || (*new == wanted.name && has_han(new) && !has_han(name));
            if native { after.native_names.push(new.clone()) } else { after.aliases.push(new.clone()) }
        }
    }
    add(&mut after.handles, &wanted.handles);
    after.x_handle = wanted.x_handle.clone().or(after.x_handle);
    after.notes = wanted.notes.clone().or(after.notes);
    after
}

fn add(list: &mut Vec<String>, more: &[String]) {
    for one in more {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Role, Status};

    fn row(line: &str) -> Tenure {
        let mut fields = line.split('|').map(str::trim).map(str::to_string);
        let mut next = || fields.next().unwrap_or_default();
        let date = |text: String| (!text.is_empty()).then(|| text.parse().unwrap());
        let (person, code, status, since, until) = (next(), next(), next(), next(), next());
        Tenure {
            person,
            organisation: "Acme".into(),
            role: Role { title: code.clone(), code, unit: None },
            interim: false,
            status: Status::from_word(&status).unwrap(),
            since: date(since),
            status_since: None,
            until: date(until),
        }
    }

    fn roster(lines: &[&str]) -> Roster {
        let mut roster = Roster { tenures: lines.iter().map(|line| row(line)).collect(), ..Roster::default() };
        roster.organisations.push(Organisation { name: "Acme".into(), ..Organisation::default() });
        for row in &roster.tenures {
            if !roster.people.iter().any(|known| known.name == row.person) {
                roster.people.push(Person { name: row.person.clone(), ..Person::default() });
            }
        }
        roster
    }

    /// The steps as lines, the file's rows against the stored ones.
    fn steps(stored: &[&str], file: &[&str]) -> Vec<String> {
        let date = |date: Option<crate::domain::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let short = |row: &Tenure| format!("{} {} {}/{}", row.role.title, row.status, date(row.since), date(row.until));
        let step = |step: TenureStep| match step.before {
            Some(before) => format!("{} -> {}", short(&before), short(&step.after)),
            None => format!("+ {}", short(&step.after)),
        };
        seeded(&roster(stored), &roster(file)).tenures.into_iter().map(step).collect()
    }

    #[test]
    fn rows_are_new_changed_or_the_same() {
        let stored = ["Ann Poe|CEO|current|2022-03-17", "Bob Roe|CFO|current"];
        assert_eq!(steps(&stored, &["Ann Poe|CEO|current|2022-03", "Bob Roe|CFO|current"]), [""; 0], "a coarser date says nothing");
        assert_eq!(steps(&stored, &["Ann Poe|CEO|former|2022|2024-09"]), ["CEO current 2022-03-17/ -> CEO former 2022-03-17/2024-09"]);
        assert_eq!(steps(&stored, &["Bob Roe|COO|current"]), ["+ COO current /"]);
        assert_eq!(steps(&stored, &["Bob Roe|CFO|current|2020-05"]), ["CFO current / -> CFO current 2020-05/"]);
    }

    #[test]
    fn who_left_and_came_back_has_two_rows() {
        let stored = ["Ann Poe|CEO|current|2019"];
        let file = ["Ann Poe|CEO|former|2019|2023-11", "Ann Poe|CEO|current|2023-11"];
        assert_eq!(steps(&stored, &file), ["CEO current 2019/ -> CEO former 2019/2023-11", "+ CEO current 2023-11/"]);
        assert_eq!(steps(&file, &file), [""; 0]);
    }

    #[test]
    fn rows_that_the_file_does_not_have_are_counted_and_stay() {
        let difference = seeded(&roster(&["Ann Poe|CEO|current", "Bob Roe|CFO|current"]), &roster(&["Ann Poe|CEO|current"]));
        assert_eq!((difference.is_empty(), difference.unchanged, difference.left_alone), (true, 1, 1));
    }

    #[test]
    fn names_are_added_and_a_second_spelling_is_an_alias() {
        let stored = roster(&["Robert McGrew|CFO|current"]);
        let mut file = roster(&["Bob McGrew|CFO|current"]);
        file.people[0].native_names.push("鲍勃·麦格鲁".into());
        let difference = seeded(&stored, &file);
        let (before, after) = &difference.people[0];
        assert_eq!((before.as_ref().unwrap().name.as_str(), after.name.as_str()), ("Robert McGrew", "Robert McGrew"));
        assert_eq!(
            (after.aliases.as_slice(), after.native_names.as_slice()),
            (&["Bob McGrew".to_string()][..], &["鲍勃·麦格鲁".into()][..])
        );
        assert_eq!(difference.tenures, []);
        let applied = Roster { people: vec![after.clone()], ..stored };
        assert!(seeded(&applied, &file).is_empty(), "a second time");
    }
}
