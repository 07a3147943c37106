//! The roster as a file: one line a tenure, in CSV (RFC 4180) with a header, which a spreadsheet can edit.
//!
//! `person,aliases,x_handle,role,unit,since,status,status_since,until`, and where there is something to say `native_names,handles,notes`.
//! Names and handles are separated by `|`; dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an empty field means that we do not know. A person
//! with several roles has several lines.

use std::fmt;

use csv::{ReaderBuilder, StringRecord};

use super::field;
use crate::domain::{PartialDate, Person, Role, Status, Tenure};

/// The columns that a file always has when it is written.
pub const COLUMNS: [&str; 9] = ["person", "aliases", "x_handle", "role", "unit", "since", "status", "status_since", "until"];
/// Columns behind them.
pub const MORE_COLUMNS: [&str; 3] = ["native_names", "handles", "notes"];
const REQUIRED: [&str; 2] = ["person", "role"];

/// One thing wrong in a roster file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LineError {
    /// Counted from 1, the header included.
    pub line: u64,
    /// The column's name; `None` where the line as a whole is wrong.
    pub column: Option<String>,
    /// What is wrong and what is allowed.
    pub problem: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.problem),
            None => write!(f, "line {}: {}", self.line, self.problem),
        }
    }
}

/// Reads a roster file of one organisation.
///
/// `canonical` turns a title as written into a role; the title is kept as written, and the `unit` column, where it is filled,
/// overrides the unit. Every bad line is reported; the roster is only returned if there is none.
pub fn parse(text: &str, organisation: &str, canonical: impl Fn(&str) -> Role) -> Result<(Vec<Person>, Vec<Tenure>), Vec<LineError>> {
    // At the end of a line in CR LF the reader has not counted that line yet.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut reader = ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![unreadable(&error)])?.clone();
    check_header(&header)?;

    let mut sheet = Sheet::default();
    for record in reader.records() {
        match record {
            Ok(record) => sheet.read(&Line::new(&header, &record), organisation, &canonical),
            Err(error) => sheet.errors.push(unreadable(&error)),
        }
    }
    if sheet.errors.is_empty() { Ok((sheet.people, sheet.tenures)) } else { Err(sheet.errors) }
}

fn check_header(header: &StringRecord) -> Result<(), Vec<LineError>> {
    if header.len() == 1 && header[0].contains([';', '\t']) {
        let problem = format!("the columns are not separated by commas; the first line is {}", COLUMNS.join(","));
        return Err(vec![LineError { line: 1, column: None, problem }]);
    }
    let mut errors = Vec::new();
    let mut complain = |column: &str, problem: String| errors.push(LineError { line: 1, column: Some(column.to_string()), problem });
    for (place, column) in header.iter().enumerate() {
        if !COLUMNS.contains(&column) && !MORE_COLUMNS.contains(&column) {
            complain(column, format!("there is no such column; allowed are {},{}", COLUMNS.join(","), MORE_COLUMNS.join(",")));
        } else if header.iter().take(place).any(|other| other == column) {
            complain(column, "the column is there twice; remove one".to_string());
        }
    }
    for column in REQUIRED.into_iter().filter(|column| !header.iter().any(|other| other == *column)) {
        complain(column, format!("the column is missing; the first line is {}", COLUMNS.join(",")));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn unreadable(error: &csv::Error) -> LineError {
    let line = error.position().map_or(1, csv::Position::line);
    let problem = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the line has {len} fields where the header has {expected_len}; put a field with a comma in double quotes")
        }
        _ => format!("cannot be read as CSV: {error}"),
    };
    LineError { line, column: None, problem }
}

/// One line with its fields by column.
struct Line<'a> {
    number: u64,
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl<'a> Line<'a> {
    fn new(header: &'a StringRecord, record: &'a StringRecord) -> Self {
        Line { number: record.position().map_or(0, csv::Position::line), header, record }
    }

    /// Empty for a column that the file does not have.
    fn field(&self, column: &str) -> &'a str {
        self.header.iter().position(|name| name == column).and_then(|place| self.record.get(place)).unwrap_or("")
    }
}

#[derive(Default)]
struct Sheet {
    people: Vec<Person>,
    tenures: Vec<Tenure>,
    errors: Vec<LineError>,
}

impl Sheet {
    fn read(&mut self, line: &Line, organisation: &str, canonical: &impl Fn(&str) -> Role) {
        let (since, status_since, until) = (self.date(line, "since"), self.date(line, "status_since"), self.date(line, "until"));
        let status = self.status(line);
        let title = self.required(line, "role");
        let person = self.person(line);
        if let Err(problem) = field::period(since, until) {
            self.complain(line, "until", problem);
        }
        let (Some(title), Some(person), Some(status)) = (title, person, status) else { return };
        let (bare, interim) = without_interim(title);
        let read = canonical(&bare);
        let unit = Some(line.field("unit")).filter(|unit| !unit.is_empty()).map(str::to_string).or(read.unit);
        let role = Role { title: title.to_string(), code: read.code, unit };
        let row = Tenure { person, organisation: organisation.to_string(), role, interim, status, since, status_since, until };
        if self.tenures.iter().any(|other| other.person == row.person && other.role == row.role && other.since == row.since) {
            self.complain(line, "role", format!("{} is there twice with this role; remove one line", row.person));
        }
        self.tenures.push(row);
    }

    /// Adds the person, or what a further line says of one that is there; returns the name.
    fn person(&mut self, line: &Line) -> Option<String> {
        let name = self.required(line, "person")?.to_string();
        let list = |column| line.field(column).split('|').map(str::trim).filter(|one| !one.is_empty()).map(str::to_string).collect();
        let said = Person {
            name: name.clone(),
            aliases: list("aliases"),
            native_names: list("native_names"),
            x_handle: self.handle(line),
            handles: list("handles"),
            notes: Some(line.field("notes")).filter(|notes| !notes.is_empty()).map(str::to_string),
        };
        let Some(person) = self.people.iter_mut().find(|person| person.name == name) else {
            self.people.push(said);
            return Some(name);
        };
        extend(&mut person.aliases, said.aliases);
        extend(&mut person.native_names, said.native_names);
        extend(&mut person.handles, said.handles);
        person.x_handle = person.x_handle.take().or(said.x_handle);
        person.notes = person.notes.take().or(said.notes);
        Some(name)
    }

    fn handle(&mut self, line: &Line) -> Option<String> {
        let text = line.field("x_handle");
        let handle = field::x_handle(text);
        handle.map_err(|problem| self.complain(line, "x_handle", problem)).ok().flatten()
    }

    fn required<'a>(&mut self, line: &Line<'a>, column: &str) -> Option<&'a str> {
        let text = line.field(column);
        field::name(text).map_err(|problem| self.complain(line, column, problem)).ok().map(|()| text)
    }

    fn status(&mut self, line: &Line) -> Option<Status> {
        field::status(line.field("status")).map_err(|problem| self.complain(line, "status", problem)).ok()
    }

    fn date(&mut self, line: &Line, column: &str) -> Option<PartialDate> {
        field::date(line.field(column)).map_err(|problem| self.complain(line, column, problem)).ok().flatten()
    }

    fn complain(&mut self, line: &Line, column: &str, problem: String) {
        self.errors.push(LineError { line: line.number, column: Some(column.to_string()), problem });
    }
}

fn extend(list: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

/// The title without the word that makes it interim, and whether there was one: "CEO (interim)", "Acting CFO".
fn without_interim(title: &str) -> (String, bool) {
    let is_interim = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ["interim", "acting", "caretaker"].contains(&bare.as_str())
    };
    let kept: Vec<&str> = title.split_whitespace().filter(|word| !is_interim(word)).collect();
    let interim = title.split_whitespace().any(|word| is_interim(&word));
    if interim && !kept.is_empty() { (kept.join(" "), true) } else { (title.to_string(), interim) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(title: &str) -> Role {
        Role { title: title.to_lowercase(), code: title.split(' ').next().unwrap_or_default().to_uppercase(), unit: None }
    }

    fn read(text: &str) -> Result<(Vec<Person>, Vec<Tenure>), Vec<LineError>> {
        parse(text, "Acme", canonical)
    }

    #[test]
    fn the_unit_column_overrides_the_title_and_an_empty_one_does_not() {
        let by_title = |title: &str| Role { unit: Some("Tools".into()), ..canonical(title) };
        let (_, tenures) = parse("person,role,unit\nAnn Poe,VP Tools,\nBob Poe,VP Tools,Research\n", "Acme", by_title).unwrap();
        let units: Vec<_> = tenures.iter().map(|row| row.role.unit.as_deref()).collect();
        assert_eq!(units, [Some("Tools"), Some("Research")]);
    }

    #[test]
    fn every_bad_field_is_reported_with_line_column_and_what_is_allowed() {
        let errors =
            read("person,role,status,since,until,x_handle\nAnn Poe,,gone,2024-13,,ann\nBob Poe,CEO,former,2024-05,2023,\nCid Poe\n")
                .unwrap_err();
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "line 2, column since: \"2024-13\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty",
                "line 2, column status: \"gone\" is not a status; write current, on_leave, outgoing, incoming or former",
                "line 2, column role: is empty; every line needs one",
                "line 2, column x_handle: \"ann\" is not a handle; write @ and up to 15 letters, digits or underscores",
                "line 3, column until: 2023 is before the beginning, 2024-05",
                "line 4: the line has 1 fields where the header has 6; put a field with a comma in double quotes",
            ]
        );
    }

    #[test]
    fn the_line_is_the_same_whichever_way_lines_end() {
        let bad = "person,role,status\nAnn Poe,CEO,\nBob Poe,CFO,gone\n";
        let line = |text: &str| read(text).unwrap_err()[0].line;
        assert_eq!((line(bad), line(&bad.replace('\n', "\r\n"))), (3, 3));
    }

    #[test]
    fn unknown_and_missing_columns_are_errors() {
        let errors = read("person,rolle\nAnn Poe,CEO\n").unwrap_err();
        assert_eq!(errors.iter().map(|error| error.column.as_deref().unwrap_or("")).collect::<Vec<_>>(), ["rolle", "role"]);
    }

    #[test]
    fn a_line_told_twice_is_an_error() {
        let errors = read("person,role\nAnn Poe,CEO\nAnn Poe,CEO\n").unwrap_err();
        assert_eq!((errors.len(), errors[0].line), (1, 3));
    }
}
