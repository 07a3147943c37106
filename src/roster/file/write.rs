//! The roster as a spreadsheet, written.

use std::collections::HashMap;

use csv::WriterBuilder;

use super::sheet::{COLUMNS, MORE_COLUMNS};
use crate::domain::{PartialDate, Person, Roster, Tenure};

/// The rows of one organisation, in the roster's order, with dates to the month and lines ending in CR LF.
pub fn write(roster: &Roster, organisation: &str) -> String {
    let month = |date: Option<PartialDate>| date.map(PartialDate::to_month);
    let to_month =
        |row: &Tenure| Tenure { since: month(row.since), status_since: month(row.status_since), until: month(row.until), ..row.clone() };
    let tenures = roster.tenures.iter().map(to_month).collect();
    written(&Roster { tenures, ..roster.clone() }, organisation, false)
}

/// The same with dates as precise as they are known, and with the columns for native names, handles and notes where `all` asks for them or
/// somebody has any: what is written so is read back without loss.
pub fn write_all(roster: &Roster, organisation: &str, all: bool) -> String {
    let has_more = |person: &Person| !person.native_names.is_empty() || !person.handles.is_empty() || person.notes.is_some();
    let there = |person: &&Person| roster.tenures.iter().any(|row| row.organisation == organisation && row.person == person.name);
    let more = all || roster.people.iter().filter(|person| has_more(person)).any(|person| there(&person));
    written(roster, organisation, more)
}

fn written(roster: &Roster, organisation: &str, more: bool) -> String {
    let mut writer = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let people: HashMap<&str, &Person> = roster.people.iter().map(|person| (person.name.as_str(), person)).collect();
    let header = COLUMNS.iter().chain(MORE_COLUMNS.iter().filter(|_| more)).map(|column| column.to_string());
    let mut records: Vec<Vec<String>> = vec![header.collect()];
    for row in roster.tenures.iter().filter(|row| row.organisation == organisation) {
        let unknown = Person { name: row.person.clone(), ..Person::default() };
        records.push(record(row, people.get(row.person.as_str()).copied().unwrap_or(&unknown), more));
    }
    for record in records {
        writer.write_record(record).expect("every record has as many fields as there are columns, and memory does not fail");
    }
    let bytes = writer.into_inner().expect("flushing to memory does not fail");
    String::from_utf8(bytes).expect("only strings were written")
}

fn record(row: &Tenure, person: &Person, more: bool) -> Vec<String> {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut record = vec![
        row.person.clone(),
        person.aliases.join("|"),
        person.x_handle.clone().unwrap_or_default(),
        row.title(),
        row.role.unit.clone().unwrap_or_default(),
        date(row.since),
        row.status.to_string(),
        date(row.status_since),
        date(row.until),
    ];
    if more {
        record.extend([person.native_names.join("|"), person.handles.join("|"), person.notes.clone().unwrap_or_default()]);
    }
    record
}

#[cfg(test)]
mod tests {
    use super::super::sheet::parse;
    use super::*;
    use crate::domain::Role;

    fn read(text: &str) -> Roster {
        let canonical = |title: &str| Role {
            title: title.to_lowercase(),
            code: title.split(' ').next().unwrap_or_default().to_uppercase(),
            unit: None,
        };
        let (people, tenures) = parse(text, "Acme", canonical).unwrap();
        Roster { organisations: Vec::new(), people, tenures }
    }

    const SHEET: &str = "\
person,aliases,x_handle,role,unit,since,status,status_since,until
Ann Poe,Annie Poe|Ann,@annpoe,VP Research (Tools),Research,2022,current,,
Ann Poe,Annie Poe|Ann,@annpoe,Co-founder,,2015-12,current,,
\"Poe, Bob\",,,CEO (interim),,,on_leave,2024-08,2024-11
";

    #[test]
    fn unchanged_rows_are_written_as_they_were_read() {
        let roster = read(SHEET);
        assert_eq!(roster.people.len(), 2);
        assert!(roster.tenures[2].interim && roster.tenures[2].role.code == "CEO");
        assert_eq!(write(&roster, "Acme"), SHEET.replace('\n', "\r\n"));
        assert_eq!(write(&roster, "Initech"), SHEET.lines().next().unwrap().to_string() + "\r\n");
        assert_eq!(read(&write(&roster, "Acme")).tenures, roster.tenures);
    }

    #[test]
    fn dates_are_written_to_the_month_or_whole() {
        let mut roster = read(SHEET);
        roster.tenures[0].since = Some("2022-03-17".parse().unwrap());
        assert!(write(&roster, "Acme").contains("Research,2022-03,current"));
        assert!(write_all(&roster, "Acme", false).contains("Research,2022-03-17,current"));
    }

    #[test]
    fn native_names_handles_and_notes_have_columns_where_there_are_any() {
        let mut roster = read(SHEET);
        assert_eq!(write_all(&roster, "Acme", false), SHEET.replace('\n', "\r\n"));
        let ann = &mut roster.people[0];
        (ann.native_names, ann.handles, ann.notes) =
            (vec!["安·坡".into()], vec!["@ann@social.example".into()], Some("met in May, \"twice\"".into()));
        let text = write_all(&roster, "Acme", false);
        assert!(
            text.starts_with("person,aliases,x_handle,role,unit,since,status,status_since,until,native_names,handles,notes\r\n"),
            "{text}"
        );
        assert_eq!(read(&text), roster);
    }
}
