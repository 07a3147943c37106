//! Who is meant by a name that a document uses of an organisation.

use jiff::civil::Date;

use super::corroborate::RECENT_DAYS;
use super::identity::same_person;
use crate::domain::{Findings, Person, Roster, Status, Tenure};
use crate::names::disguise::skeleton;
use crate::names::fold::fold;
use crate::names::is_disguised;
use crate::names::person::{Name, bare};

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody of the roster, or a stranger under the name that the roster will keep.
    Person(String),
    /// A stranger here who has the name of somebody elsewhere: kept apart under `name`, and the operator is asked.
    Namesake { name: String, candidate: String, why: String },
    /// Nobody can say, or the name is a disguise.
    Nobody,
}

/// Finds out who `name` is at `organisation`, as a document of `published` with these `findings` uses it.
///
/// Here the name decides: full, with a short form, in another script through an alias, or a surname that one person there has. Somebody
/// who is known elsewhere only is the same person where the document speaks of both places, or has left the other one of late; else
/// two people of one name are two.
pub fn identify(roster: &Roster, name: &str, organisation: &str, findings: &Findings, published: Date) -> Who {
    let wanted = Name::read(name);
    if wanted.is_empty() || is_impersonation(roster, name) {
        return Who::Nobody;
    }
    let here = |person: &&Person| roster.tenures.iter().any(|row| row.person == person.name && row.organisation == organisation);
    let called: Vec<&Person> = roster.people.iter().filter(|person| person.name == name || same_person(person, name)).collect();
    let at_home: Vec<&Person> = called.iter().copied().filter(here).collect();
    match at_home[..] {
        [one] => return Who::Person(one.name.clone()),
        [] if wanted.is_partial() => return by_part(roster, &wanted, here, &called),
        [] => {}
        // Two namesakes in one organisation: only the name that tells them apart says who.
        [..] => {
            let exact = at_home.iter().find(|person| person.name == name);
            return exact.map_or(Who::Nobody, |person| Who::Person(person.name.clone()));
        }
    }
    let unplaced = |person: &&&Person| !roster.tenures.iter().any(|row| row.person == person.name);
    let linked = |person: &&&Person| unplaced(person) || is_linked(roster, person, organisation, findings, published);
    match (called.iter().find(linked), called.first()) {
        (Some(person), _) => Who::Person(person.name.clone()),
        (None, Some(candidate)) => namesake(roster, candidate, bare(name), organisation),
        (None, None) => Who::Person(name.trim().to_string()),
    }
}

/// The people and rows of another organisation's file, beside people who are `known`: somebody of a known name is the same person where both
/// have the same handle, and else a namesake, whose name is followed by the organisation's in brackets.
pub fn keep_apart(known: &[Person], mut people: Vec<Person>, mut rows: Vec<Tenure>, organisation: &str) -> (Vec<Person>, Vec<Tenure>) {
    for person in &mut people {
        let Some(other) = known.iter().find(|other| other.name == person.name) else { continue };
        if person.x_handle.is_some() && person.x_handle == other.x_handle {
            continue;
        }
        let apart = format!("{} ({organisation})", person.name);
        rows.iter_mut().filter(|row| row.person == person.name).for_each(|row| row.person.clone_from(&apart));
        person.name = apart;
    }
    (people, rows)
}

/// A surname, or one with an initial: the one person there whose it is. A stranger is never told by so little.
fn by_part(roster: &Roster, part: &Name, here: impl Fn(&&Person) -> bool, called: &[&Person]) -> Who {
    if let [known] = called {
        return Who::Person(known.name.clone());
    }
    let has_part = |person: &&Person| person.names().any(|name| part.is_part_of(&Name::read(name)));
    let mut found = roster.people.iter().filter(here).filter(has_part);
    match (found.next(), found.next()) {
        (Some(one), None) => Who::Person(one.name.clone()),
        _ => Who::Nobody,
    }
}

/// Whether the document, or what the roster knows of late, joins the person to the organisation.
fn is_linked(roster: &Roster, person: &Person, organisation: &str, findings: &Findings, published: Date) -> bool {
    let rows = || roster.tenures.iter().filter(|row| row.person == person.name && row.organisation != organisation);
    let named = |name: &str, place: &Option<String>| {
        let place = place.as_deref().unwrap_or_default();
        same_person(person, name) && rows().any(|row| row.organisation == place || is_called(roster, &row.organisation, place))
    };
    let in_document = findings.changes.iter().any(|one| named(&one.person, &one.organisation))
        || findings.holds.iter().any(|one| named(&one.person, &one.organisation))
        || findings.stays.iter().any(|one| named(&one.person, &one.organisation));
    let days = |day: Date| (published - day).get_days() as i64;
    let left = rows().any(|row| {
        let of_late = row.until.is_none_or(|until| days(until.last_day()) <= RECENT_DAYS);
        row.status == Status::Outgoing || (row.status == Status::Former && row.until.is_some() && of_late)
    });
    in_document || left
}

fn is_called(roster: &Roster, organisation: &str, name: &str) -> bool {
    roster.organisations.iter().filter(|known| known.name == organisation).any(|known| super::identity::same_organisation(known, name))
}

fn namesake(roster: &Roster, candidate: &Person, name: &str, organisation: &str) -> Who {
    let apart = format!("{name} ({organisation})");
    if candidate.names().any(|known| *known == apart) {
        // It was asked before, and the two are one.
        return Who::Person(candidate.name.clone());
    }
    let mut held = roster.tenures.iter().filter(|row| row.person == candidate.name);
    let place = held.next_back().map(|row| format!("{} of {}", row.title(), row.organisation)).unwrap_or_default();
    Who::Namesake {
        name: apart,
        candidate: candidate.name.clone(),
        why: format!("{} is known as {place}, and nothing in the document joins the two", candidate.name),
    }
}

/// Whether the name is written so as to look like somebody of the roster.
fn is_impersonation(roster: &Roster, name: &str) -> bool {
    let looks_like = skeleton(name);
    let is_other = |person: &Person| looks_like.as_deref().is_some_and(|looks| person.names().any(|known| fold(known) == looks));
    is_disguised(name) || roster.people.iter().any(is_other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Evidence, Hold, HoldStatus, Role};

    fn row(person: &str, organisation: &str, status: Status, until: Option<&str>) -> Tenure {
        Tenure {
            person: person.into(),
            organisation: organisation.into(),
            role: Role { title: "CFO".into(), code: "CFO".into(), unit: None },
            interim: false,
            status,
            since: None,
            status_since: None,
            until: until.map(|date| date.parse().unwrap()),
        }
    }

    fn roster(rows: &[Tenure]) -> Roster {
        let mut roster = Roster { tenures: rows.to_vec(), ..Roster::default() };
        for row in rows {
            if !roster.people.iter().any(|person| person.name == row.person) {
                roster.people.push(Person { name: row.person.clone(), ..Person::default() });
            }
        }
        roster
    }

    fn who(roster: &Roster, name: &str, organisation: &str) -> Who {
        identify(roster, name, organisation, &Findings::default(), "2024-09-25".parse().unwrap())
    }

    #[test]
    fn short_forms_surnames_aliases_and_scripts_are_one_person_at_home() {
        let mut known = roster(&[row("Robert McGrew", "Acme", Status::Current, None), row("Ann Poe", "Acme", Status::Current, None)]);
        known.people[0].aliases.push("鲍勃·麦格鲁".into());
        for name in ["Bob McGrew", "Robert McGrew", "McGrew", "R. McGrew", "鲍勃麦格鲁", "Mr Robert McGrew"] {
            assert_eq!(who(&known, name, "Acme"), Who::Person("Robert McGrew".into()), "{name}");
        }
        assert_eq!(who(&known, "Robert", "Acme"), Who::Nobody, "a first name alone");
        assert_eq!(who(&known, "Loe", "Acme"), Who::Nobody, "a stranger's surname");
    }

    #[test]
    fn a_disguise_is_nobody() {
        let known = roster(&[row("Cat Poe", "Acme", Status::Current, None)]);
        for name in ["Саt Poe", "Cat\u{200b} Poe", "\u{202e}eoP taC", "Сат Рое"] {
            assert_eq!(who(&known, name, "Acme"), Who::Nobody, "{name:?}");
        }
        assert_eq!(who(&known, "Жанна Роу", "Acme"), Who::Person("Жанна Роу".into()), "a stranger in another script");
    }

    #[test]
    fn two_of_one_surname_are_told_apart_or_nobody() {
        let known = roster(&[row("Ann Poe", "Acme", Status::Current, None), row("Bob Poe", "Acme", Status::Current, None)]);
        assert_eq!(who(&known, "Poe", "Acme"), Who::Nobody);
        assert_eq!(who(&known, "A. Poe", "Acme"), Who::Person("Ann Poe".into()));
    }

    #[test]
    fn somebody_known_elsewhere_is_a_namesake_unless_something_joins_the_two() {
        let elsewhere = roster(&[row("John Smith", "Acme", Status::Current, None)]);
        let Who::Namesake { name, candidate, .. } = who(&elsewhere, "John Smith", "Initech") else { panic!("a namesake") };
        assert_eq!((name.as_str(), candidate.as_str()), ("John Smith (Initech)", "John Smith"));
        let left = roster(&[row("John Smith", "Acme", Status::Former, Some("2024-08"))]);
        assert_eq!(who(&left, "John Smith", "Initech"), Who::Person("John Smith".into()), "who has just left");
        let long_ago = roster(&[row("John Smith", "Acme", Status::Former, Some("2019"))]);
        assert!(matches!(who(&long_ago, "John Smith", "Initech"), Who::Namesake { .. }));
        let hold = Hold {
            person: "John Smith".into(),
            organisation: Some("Acme".into()),
            role: Role { title: "CFO".into(), code: "CFO".into(), unit: None },
            status: HoldStatus::Former,
            evidence: Evidence { start: 0, end: 0, text: String::new() },
        };
        let findings = Findings { holds: vec![hold], ..Findings::default() };
        let who = identify(&elsewhere, "John Smith", "Initech", &findings, "2024-09-25".parse().unwrap());
        assert_eq!(who, Who::Person("John Smith".into()), "the document names both places");
    }

    #[test]
    fn a_namesake_who_was_found_to_be_the_same_is_not_asked_about_again() {
        let mut known = roster(&[row("John Smith", "Acme", Status::Current, None)]);
        known.people[0].aliases.push("John Smith (Initech)".into());
        assert_eq!(who(&known, "John Smith", "Initech"), Who::Person("John Smith".into()));
        assert!(matches!(who(&known, "John Smith", "Hooli"), Who::Namesake { .. }));
    }

    #[test]
    fn one_name_in_two_files_is_one_person_by_the_handle_and_else_two() {
        let known = roster(&[row("John Smith", "Acme", Status::Current, None)]).people;
        let theirs = || roster(&[row("John Smith", "Initech", Status::Current, None)]);
        let (people, rows) = keep_apart(&known, theirs().people, theirs().tenures, "Initech");
        assert_eq!((people[0].name.as_str(), rows[0].person.as_str()), ("John Smith (Initech)", "John Smith (Initech)"));
        let with_handle = |people: Vec<Person>| -> Vec<Person> {
            people.into_iter().map(|person| Person { x_handle: Some("@john".into()), ..person }).collect()
        };
        let (people, rows) = keep_apart(&with_handle(known), with_handle(theirs().people), theirs().tenures, "Initech");
        assert_eq!((people[0].name.as_str(), rows[0].person.as_str()), ("John Smith", "John Smith"));
    }

    #[test]
    fn once_kept_apart_the_namesake_is_found_at_home() {
        let known =
            roster(&[row("John Smith", "Acme", Status::Current, None), row("John Smith (Initech)", "Initech", Status::Current, None)]);
        assert_eq!(who(&known, "John Smith", "Initech"), Who::Person("John Smith (Initech)".into()));
        assert_eq!(who(&known, "John Smith", "Acme"), Who::Person("John Smith".into()));
        assert_eq!(who(&known, "Smith", "Initech"), Who::Person("John Smith (Initech)".into()));
    }
}
