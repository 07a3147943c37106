//! Whom of the roster the people of a file are.

use super::identity::{find_organisation, same_person};
use crate::domain::{Person, Roster};
use crate::names::person::{Name, bare};

/// The name under which the roster has, or will have, an organisation of a file.
pub fn organisation(stored: &Roster, name: &str) -> String {
    let exact = stored.organisations.iter().find(|known| known.name == name);
    exact.or_else(|| find_organisation(stored, name)).map_or_else(|| name.to_string(), |known| known.name.clone())
}

/// The name under which the roster has, or will have, a person of a file who has posts in `organisations`.
///
/// Who is there under the name, a short form, an alias or the handle is that person. Somebody who is known elsewhere only is the same by the
/// handle, or where nothing is known of where they work; else a namesake, whose name is followed by the organisation's in brackets.
pub fn person(stored: &Roster, person: &Person, organisations: &[String]) -> String {
    let places = |known: &Person| -> Vec<&str> {
        stored.tenures.iter().filter(|row| row.person == known.name).map(|row| row.organisation.as_str()).collect()
    };
    let called: Vec<&Person> = stored.people.iter().filter(|known| is_called(known, person)).collect();
    let at_home: Vec<&Person> =
        called.iter().copied().filter(|known| places(known).iter().any(|place| organisations.iter().any(|one| one == place))).collect();
    let exact = |among: &[&Person]| among.iter().find(|known| known.name == person.name).map(|known| known.name.clone());
    if let Some(name) = exact(&at_home) {
        return name;
    }
    let same_handle = |known: &&&Person| person.x_handle.is_some() && known.x_handle == person.x_handle;
    let found = match &at_home[..] {
        [one] => Some(*one),
        [] => called.iter().find(|known| same_handle(known) || places(known).is_empty() || organisations.is_empty()).copied(),
        several => several.iter().find(same_handle).copied(),
    };
    match found {
        Some(known) => known.name.clone(),
        None if stored.people.iter().any(|known| known.name == person.name) => {
            format!("{} ({})", bare(&person.name), organisations.first().map_or("", String::as_str))
        }
        None => person.name.clone(),
    }
}

/// Whether the roster's person goes by a name of the file's. A single Latin word among the other names says nothing.
fn is_called(known: &Person, person: &Person) -> bool {
    let says_who = |name: &&String| {
        let name = Name::read(name);
        name.is_han() || name.len() > 1
    };
    known.name == person.name
        || same_person(known, &person.name)
        || person.names().skip(1).filter(says_who).any(|name| same_person(known, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Role, Status, Tenure};

    fn roster(rows: &[(&str, &str)]) -> Roster {
        let row = |(person, organisation): &(&str, &str)| Tenure {
            person: person.to_string(),
            organisation: organisation.to_string(),
            role: Role { title: "CFO".into(), code: "CFO".into(), unit: None },
            interim: false,
            status: Status::Current,
            since: None,
            status_since: None,
            until: None,
        };
        let people = rows.iter().map(|(person, _)| Person { name: person.to_string(), ..Person::default() }).collect();
        Roster { people, tenures: rows.iter().map(row).collect(), ..Roster::default() }
    }

    fn who(stored: &Roster, name: &str, handle: Option<&str>, organisation: &str) -> String {
        let wanted = Person { name: name.into(), x_handle: handle.map(str::to_string), ..Person::default() };
        person(stored, &wanted, &[organisation.to_string()])
    }

    #[test]
    fn somebody_there_goes_by_short_forms_and_somebody_elsewhere_is_a_namesake() {
        let mut stored = roster(&[("Robert McGrew", "Acme"), ("John Smith", "Acme")]);
        assert_eq!(who(&stored, "Bob McGrew", None, "Acme"), "Robert McGrew");
        assert_eq!(who(&stored, "Bob McGrew", None, "Initech"), "Bob McGrew", "another, by another name");
        assert_eq!(who(&stored, "John Smith", None, "Initech"), "John Smith (Initech)");
        stored.people[1].x_handle = Some("@john".into());
        assert_eq!(who(&stored, "John Smith", Some("@john"), "Initech"), "John Smith");
        let apart = roster(&[("John Smith", "Acme"), ("John Smith (Initech)", "Initech")]);
        assert_eq!(who(&apart, "John Smith", None, "Initech"), "John Smith (Initech)", "a second time");
        assert_eq!(who(&apart, "John Smith", None, "Acme"), "John Smith");
    }
}
