//! What is known before reading: the roster's people and organisations with their aliases and handles.

use std::collections::{HashMap, HashSet};

use crate::domain::{Roster, Status};

/// A person of the roster as a reader needs her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    pub name: String,
    pub aliases: Vec<String>,
    pub handle: Option<String>,
    /// The organisations in which the person has or had a role.
    pub organisations: Vec<String>,
    /// The canonical codes of the roles that are held now, with their organisations.
    pub roles: Vec<(String, String)>,
    /// Whether one of these roles is still held.
    pub in_office: bool,
}

/// An organisation of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOrganisation {
    pub name: String,
    pub aliases: Vec<String>,
}

/// The people and organisations that a text may mention by less than their full names.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub people: Vec<KnownPerson>,
    pub organisations: Vec<KnownOrganisation>,
    by_name: HashMap<String, Vec<usize>>,
    by_organisation: HashMap<String, usize>,
    /// The first bytes of all names: most words of a text begin none.
    first: HashSet<[u8; 2]>,
}

impl Gazetteer {
    /// Takes names, aliases, handles and places of work from a roster.
    pub fn from_roster(roster: &Roster) -> Self {
        let people = roster.people.iter().map(|person| {
            let tenures = || roster.tenures.iter().filter(|t| t.person == person.name);
            let mut organisations: Vec<String> = tenures().map(|t| t.organisation.clone()).collect();
            organisations.dedup();
            KnownPerson {
                name: person.name.clone(),
                aliases: person.aliases.clone(),
                handle: person.x_handle.clone(),
                organisations,
                roles: tenures().filter(|t| t.status.is_held()).map(|t| (t.organisation.clone(), t.role.code.clone())).collect(),
                in_office: tenures().any(|t| t.status.is_held() || t.status == Status::Incoming),
            }
        });
        let organisations = roster.organisations.iter().map(|o| KnownOrganisation { name: o.name.clone(), aliases: o.aliases.clone() });
        Self::new(people.collect(), organisations.collect())
    }

    /// Builds the look-up tables.
    pub fn new(people: Vec<KnownPerson>, organisations: Vec<KnownOrganisation>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in people.iter().enumerate() {
            for name in std::iter::once(&person.name).chain(&person.aliases).chain(&person.handle) {
                let entry = by_name.entry(fold(name)).or_default();
                if !entry.contains(&index) {
                    entry.push(index);
                }
            }
        }
        let mut by_organisation = HashMap::new();
        for (index, organisation) in organisations.iter().enumerate() {
            for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
                by_organisation.insert(fold(name), index);
            }
        }
        let first = by_name.keys().chain(by_organisation.keys()).map(|name| first_bytes(name)).collect();
        Self { people, organisations, by_name, by_organisation, first }
    }

    /// Whether a name may begin where `text` does: cheap, and never wrong when it says no.
    pub fn may_begin(&self, text: &str) -> bool {
        let [initial, second] = first_bytes(text);
        let odd = initial == 0 || second == 0;
        !self.first.is_empty() && (odd || self.first.contains(&[initial, second]) || self.first.contains(&[initial, 0]))
    }

    /// The people called so, by full name, alias or handle, whatever the case.
    pub fn people_called<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a KnownPerson> + use<'a> {
        let known = if self.by_name.is_empty() { None } else { self.by_name.get(&fold(name)) };
        known.map(Vec::as_slice).unwrap_or(&[]).iter().map(|&i| &self.people[i])
    }

    /// The organisation called so.
    pub fn organisation_called(&self, name: &str) -> Option<&KnownOrganisation> {
        if self.organisations.is_empty() {
            return None;
        }
        self.by_organisation.get(&fold(name)).map(|&i| &self.organisations[i])
    }
}

/// The first two bytes of a name that begins with ASCII, the second 0 where there is none or it is not ASCII.
fn first_bytes(name: &str) -> [u8; 2] {
    let byte = |at: usize| name.as_bytes().get(at).filter(|byte| byte.is_ascii()).map_or(0, u8::to_ascii_lowercase);
    [byte(0), byte(1)]
}

/// Case-folded, for look-up only.
fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
