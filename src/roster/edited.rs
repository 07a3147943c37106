//! What an edited sheet does to the roster: each field as it was left, and rows that were taken out are out.

use super::place;
use crate::domain::{Difference, Organisation, Person, Roster, Tenure, TenureStep};

/// Whether a row of the file and one of the roster belong together, by one of several measures.
type Fits<'a> = &'a dyn Fn(&Tenure, &Tenure) -> bool;

/// An organisation's sheet as it was edited, against the stored roster.
///
/// - `shown`: the sheet as it was before the edit, read back: row for row what `stored` has of the organisation. A field that the edit left
///   as it was shown stays as it is stored, whatever a spreadsheet cannot say.
/// - `edited`: the sheet afterwards.
pub fn edited(stored: &Roster, organisation: &str, shown: &Roster, edited: &Roster) -> Difference {
    let rows: Vec<&Tenure> = stored.tenures.iter().filter(|row| row.organisation == organisation).collect();
    let mut free: Vec<(&Tenure, &Tenure)> = rows.into_iter().zip(&shown.tenures).collect();
    let mut difference = Difference::default();
    if !stored.organisations.iter().any(|known| known.name == organisation) {
        difference.organisations.push((None, Organisation { name: organisation.to_string(), ..Organisation::default() }));
    }
    let known = |name: &str| shown.people.iter().any(|person| person.name == name);
    let renamed = |person: &Person| {
        if known(&person.name) { person.name.clone() } else { place::person(stored, person, &[organisation.to_string()]) }
    };
    for person in &edited.people {
        let name = renamed(person);
        let before = stored.people.iter().find(|known| known.name == name);
        let was = shown.people.iter().find(|known| known.name == person.name);
        let after = with_edits_of_person(before, was, person, &name);
        if before != Some(&after) {
            difference.people.push((before.cloned(), after));
        }
    }
    let mut open: Vec<(Tenure, Option<(&Tenure, &Tenure)>)> = edited.tenures.iter().map(|row| (row.clone(), None)).collect();
    let closest: [Fits; 4] = [
        &|row, shown| row == shown,
        &|row, shown| row.role.title == shown.role.title && row.since == shown.since,
        &|row, shown| row.role.title == shown.role.title,
        &|row, shown| row.since == shown.since,
    ];
    for fits in closest {
        for (row, found) in open.iter_mut().filter(|(_, found)| found.is_none()) {
            let place = free.iter().position(|(_, shown)| shown.person == row.person && fits(row, shown));
            *found = place.map(|place| free.remove(place));
        }
    }
    let names: Vec<(String, String)> = edited.people.iter().map(|person| (person.name.clone(), renamed(person))).collect();
    for (mut row, found) in open {
        if let Some((_, name)) = names.iter().find(|(name, _)| *name == row.person) {
            row.person.clone_from(name);
        }
        let after = found.map_or_else(|| row.clone(), |(stored, shown)| with_edits(stored, shown, &row));
        match found {
            Some((stored, _)) if *stored == after => difference.unchanged += 1,
            found => difference.tenures.push(TenureStep { before: found.map(|(stored, _)| stored.clone()), after }),
        }
    }
    difference.removed = free.into_iter().map(|(stored, _)| stored.clone()).collect();
    difference
}

fn with_edits(stored: &Tenure, shown: &Tenure, row: &Tenure) -> Tenure {
    fn pick<T: Clone + PartialEq>(stored: &T, shown: &T, edited: &T) -> T {
        if shown == edited { stored.clone() } else { edited.clone() }
    }
    Tenure {
        person: stored.person.clone(),
        organisation: stored.organisation.clone(),
        role: pick(&stored.role, &shown.role, &row.role),
        interim: pick(&stored.interim, &shown.interim, &row.interim),
        status: pick(&stored.status, &shown.status, &row.status),
        since: pick(&stored.since, &shown.since, &row.since),
        status_since: pick(&stored.status_since, &shown.status_since, &row.status_since),
        until: pick(&stored.until, &shown.until, &row.until),
    }
}

/// A person who is new to the sheet keeps what is known of them elsewhere.
fn with_edits_of_person(stored: Option<&Person>, shown: Option<&Person>, edited: &Person, name: &str) -> Person {
    let edited = Person { name: name.to_string(), ..edited.clone() };
    match (stored, shown) {
        (Some(stored), Some(shown)) if *shown == edited => stored.clone(),
        (Some(stored), None) => {
            let mut after = stored.clone();
            let is_new = |new: &&String| !stored.names().any(|known| known == *new);
            after.aliases.extend(edited.aliases.iter().filter(is_new).cloned());
            after.native_names.extend(edited.native_names.iter().filter(is_new).cloned());
            after.handles.extend(edited.handles.iter().filter(|new| !stored.handles.contains(new)).cloned());
            after.x_handle = edited.x_handle.or(after.x_handle);
            after.notes = edited.notes.or(after.notes);
            after
        }
        _ => edited,
    }
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;
    use crate::domain::Role;

    fn canonical(title: &str) -> Role {
        Role { title: title.into(), code: title.to_uppercase(), unit: title.split_once(' ').map(|(_, unit)| unit.to_string()) }
    }

    fn sheet(text: &str) -> Roster {
        let (people, tenures) = file::parse(text, "Acme", canonical).unwrap();
        Roster { organisations: vec![Organisation { name: "Acme".into(), ..Organisation::default() }], people, tenures }
    }

    /// What an edit of the sheet's text does to a roster whose codes and units are not what the titles say.
    fn edit(with: impl Fn(&str) -> String) -> Difference {
        let mut stored = sheet(
            "person,aliases,x_handle,role,since\nAnn Poe,Annie,@annpoe,CEO,2019-03-17\nAnn Poe,,,Board Member,\nBob Roe,,,VP Sales,\n",
        );
        (stored.tenures[2].role.unit, stored.tenures[2].role.code) = (None, "VP".into());
        let text = file::write_all(&stored, "Acme", true);
        edited(&stored, "Acme", &sheet(&text), &sheet(&with(&text)))
    }

    #[test]
    fn a_sheet_that_was_left_alone_does_nothing() {
        let difference = edit(str::to_string);
        assert!(difference.is_empty(), "{difference:?}");
        assert_eq!(difference.unchanged, 3);
    }

    #[test]
    fn a_changed_field_changes_that_field_only() {
        let difference = edit(|text| text.replace("VP Sales,,,current", "VP Sales,,2021,current"));
        let [step] = &difference.tenures[..] else { panic!("{difference:?}") };
        assert_eq!((step.after.role.code.as_str(), step.after.since), ("VP", "2021".parse().ok()), "the code is not what the title says");
        assert_eq!(step.before.as_ref().unwrap().since, None);
    }

    #[test]
    fn another_title_is_the_same_row_and_a_row_taken_out_is_out() {
        let difference = edit(|text| text.replace("CEO", "Executive Chair").replace("Bob Roe,,,VP Sales,,,current,,,,,\r\n", ""));
        let [step] = &difference.tenures[..] else { panic!("{difference:?}") };
        assert_eq!((step.before.as_ref().unwrap().role.title.as_str(), step.after.role.title.as_str()), ("CEO", "Executive Chair"));
        let removed: Vec<&str> = difference.removed.iter().map(|row| row.person.as_str()).collect();
        assert_eq!(removed, ["Bob Roe"]);
    }

    #[test]
    fn names_and_handles_are_as_they_were_left_and_a_new_line_is_a_new_row() {
        let difference = edit(|text| format!("{}Cid Loe,,,CFO,,,current,,,,,\r\n", text.replace("Annie,@annpoe", "Anna,@ann")));
        let ann = &difference.people[0].1;
        assert_eq!((ann.aliases.as_slice(), ann.x_handle.as_deref()), (&["Anna".to_string()][..], Some("@ann")));
        assert_eq!(difference.people[1], (None, Person { name: "Cid Loe".into(), ..Person::default() }));
        assert!(difference.tenures.len() == 1 && difference.tenures[0].before.is_none());
    }
}
