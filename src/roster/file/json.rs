//! The whole roster as JSON: `{"organisations": […], "people": […], "tenures": […]}`, written and read back without loss.

use serde::{Deserialize, Serialize};

use super::field;
use crate::domain::{Organisation, PartialDate, Person, Role, Roster, Tenure};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    organisations: Vec<WireOrganisation>,
    #[serde(default)]
    people: Vec<WirePerson>,
    tenures: Vec<WireTenure>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireOrganisation {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    handles: Vec<String>,
    #[serde(default)]
    tickers: Vec<String>,
    #[serde(default)]
    parents: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePerson {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    native_names: Vec<String>,
    x_handle: Option<String>,
    #[serde(default)]
    handles: Vec<String>,
    notes: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTenure {
    person: String,
    organisation: String,
    role: String,
    /// Read from the title where it is not given.
    code: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    interim: bool,
    #[serde(default)]
    status: String,
    since: Option<String>,
    status_since: Option<String>,
    until: Option<String>,
}

/// The roster as JSON text.
pub fn write(roster: &Roster) -> String {
    let wire = Wire {
        organisations: roster.organisations.iter().cloned().map(WireOrganisation::from).collect(),
        people: roster.people.iter().cloned().map(WirePerson::from).collect(),
        tenures: roster.tenures.iter().map(WireTenure::from).collect(),
    };
    serde_json::to_string_pretty(&wire).expect("strings and lists of them are JSON")
}

/// Reads what [`write()`] wrote, or the like by hand. `canonical` turns a title into a role where a row gives no code. Every bad entry is
/// reported.
pub fn parse(text: &str, canonical: impl Fn(&str) -> Role) -> Result<Roster, Vec<String>> {
    let wire: Wire = serde_json::from_str(text).map_err(|error| vec![format!("is no roster in JSON: {error}")])?;
    let mut errors = Vec::new();
    let organisations: Vec<Organisation> = wire.organisations.into_iter().map(Organisation::from).collect();
    let mut people = Vec::new();
    for (place, person) in wire.people.into_iter().enumerate() {
        let checked = field::name(&person.name).map_err(|problem| format!("name {problem}"));
        let checked = checked.and_then(|()| field::x_handle(person.x_handle.as_deref().unwrap_or_default()));
        errors.extend(checked.err().map(|problem| format!("people[{place}], {}: {problem}", person.name)));
        people.push(Person::from(person));
    }
    let mut roster = Roster { organisations, people, tenures: Vec::new() };
    for (place, row) in wire.tenures.into_iter().enumerate() {
        let of = format!("tenures[{place}], {}", row.person);
        match row.read(&canonical) {
            Ok(row) => add(&mut roster, row),
            Err(problem) => errors.push(format!("{of}: {problem}")),
        }
    }
    if errors.is_empty() { Ok(roster) } else { Err(errors) }
}

/// Adds the row, with its person and organisation where the file gives them no entry of their own.
fn add(roster: &mut Roster, row: Tenure) {
    if !roster.people.iter().any(|person| person.name == row.person) {
        roster.people.push(Person { name: row.person.clone(), ..Person::default() });
    }
    if !roster.organisations.iter().any(|organisation| organisation.name == row.organisation) {
        roster.organisations.push(Organisation { name: row.organisation.clone(), ..Organisation::default() });
    }
    roster.tenures.push(row);
}

impl WireTenure {
    fn read(self, canonical: impl Fn(&str) -> Role) -> Result<Tenure, String> {
        for (what, text) in [("person", &self.person), ("organisation", &self.organisation), ("role", &self.role)] {
            field::name(text).map_err(|problem| format!("{what} {problem}"))?;
        }
        let date = |what: &str, text: Option<String>| {
            field::date(text.as_deref().unwrap_or_default()).map_err(|problem| format!("{what}: {problem}"))
        };
        let (since, until) = (date("since", self.since)?, date("until", self.until)?);
        field::period(since, until)?;
        let role = match self.code {
            Some(code) => Role { title: self.role, code, unit: self.unit },
            None => {
                let read = canonical(&self.role);
                Role { title: self.role, code: read.code, unit: self.unit.or(read.unit) }
            }
        };
        Ok(Tenure {
            person: self.person,
            organisation: self.organisation,
            role,
            interim: self.interim,
            status: field::status(&self.status)?,
            since,
            status_since: date("status_since", self.status_since)?,
            until,
        })
    }
}

impl From<&Tenure> for WireTenure {
    fn from(row: &Tenure) -> Self {
        let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
        WireTenure {
            person: row.person.clone(),
            organisation: row.organisation.clone(),
            role: row.role.title.clone(),
            code: Some(row.role.code.clone()),
            unit: row.role.unit.clone(),
            interim: row.interim,
            status: row.status.to_string(),
            since: date(row.since),
            status_since: date(row.status_since),
            until: date(row.until),
        }
    }
}

impl From<Person> for WirePerson {
    fn from(person: Person) -> Self {
        let Person { name, aliases, native_names, x_handle, handles, notes } = person;
        WirePerson { name, aliases, native_names, x_handle, handles, notes }
    }
}

impl From<WirePerson> for Person {
    fn from(wire: WirePerson) -> Self {
        let WirePerson { name, aliases, native_names, x_handle, handles, notes } = wire;
        Person { name, aliases, native_names, x_handle, handles, notes }
    }
}

impl From<Organisation> for WireOrganisation {
    fn from(organisation: Organisation) -> Self {
        let Organisation { name, aliases, domains, handles, tickers, parents } = organisation;
        WireOrganisation { name, aliases, domains, handles, tickers, parents }
    }
}

impl From<WireOrganisation> for Organisation {
    fn from(wire: WireOrganisation) -> Self {
        let WireOrganisation { name, aliases, domains, handles, tickers, parents } = wire;
        Organisation { name, aliases, domains, handles, tickers, parents }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(title: &str) -> Role {
        Role { title: title.into(), code: title.to_uppercase(), unit: None }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = r#"{"organisations": [{"name": "Acme", "aliases": ["Acme Anvils"], "domains": ["acme.example"], "tickers": ["ACM"]}],
            "people": [{"name": "Ann Poe", "aliases": ["Annie"], "native_names": ["安·坡"], "x_handle": "@annpoe", "handles": ["@a@b.example"]}],
            "tenures": [{"person": "Ann Poe", "organisation": "Acme", "role": "CEO", "interim": true, "since": "2024-09-25"},
                        {"person": "Bob Roe", "organisation": "Initech", "role": "CFO", "code": "X", "status": "former", "until": "2020"}]}"#;
        let roster = parse(text, canonical).unwrap();
        assert_eq!((roster.people.len(), roster.organisations.len()), (2, 2), "who only stands in a row is there as well");
        assert_eq!((roster.tenures[0].role.code.as_str(), roster.tenures[1].role.code.as_str()), ("CEO", "X"));
        assert_eq!(parse(&write(&roster), canonical).unwrap(), roster);
    }

    #[test]
    fn bad_entries_are_told_with_their_places() {
        let row = |more: &str| format!(r#"{{"tenures": [{{"person": "Ann Poe", "organisation": "Acme", "role": "CEO"{more}}}]}}"#);
        let error = |text: &str| parse(text, canonical).unwrap_err().join("; ");
        assert_eq!(
            error(&row(r#", "status": "gone""#)),
            "tenures[0], Ann Poe: \"gone\" is not a status; write current, on_leave, outgoing, incoming or former"
        );
        assert!(error(&row(r#", "since": "2024-13""#)).starts_with("tenures[0], Ann Poe: since: \"2024-13\" is not a date"));
        assert!(error(&row(r#", "rank": 1"#)).contains("unknown field `rank`"));
        assert!(error("[]").starts_with("is no roster in JSON"));
    }
}
