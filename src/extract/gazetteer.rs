//! What is known before reading: the roster's people and organisations with their aliases and handles.

use std::collections::{HashMap, HashSet};

use crate::domain::{Organisation, Person, Roster, Status, Tenure};

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

/// To whom or to what a name belongs: a place in the gazetteer's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    Person(u32),
    Organisation(u32),
}

impl Owner {
    fn index(self) -> usize {
        match self {
            Owner::Person(index) | Owner::Organisation(index) => index as usize,
        }
    }
}

impl KnownPerson {
    /// What the person is called beside the full name: the aliases, and the last word of a name of several.
    pub fn short_names(&self) -> impl Iterator<Item = &str> {
        let last = self.name.rsplit(' ').next().filter(|last| last.len() < self.name.len());
        self.aliases.iter().map(String::as_str).chain(last)
    }
}

/// The people and organisations that a text may mention by less than their full names.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub people: Vec<KnownPerson>,
    pub organisations: Vec<KnownOrganisation>,
    by_name: HashMap<String, Vec<usize>>,
    by_full_name: HashMap<String, usize>,
    by_organisation: HashMap<String, usize>,
    /// Whose names begin with these two characters.
    by_beginning: HashMap<[char; 2], Vec<Owner>>,
    /// The first bytes of all names: most words of a text begin none.
    first: HashSet<[u8; 2]>,
}

impl Gazetteer {
    /// Takes names, aliases, handles and places of work from a roster.
    pub fn from_roster(roster: &Roster) -> Self {
        let mut gazetteer = Self::default();
        gazetteer.learn(roster);
        gazetteer
    }

    /// A gazetteer of these people and organisations.
    pub fn new(people: Vec<KnownPerson>, organisations: Vec<KnownOrganisation>) -> Self {
        let mut gazetteer = Self::default();
        organisations.into_iter().for_each(|organisation| gazetteer.learn_organisation(organisation));
        people.into_iter().for_each(|person| gazetteer.learn_person(person));
        gazetteer
    }

    /// Takes over what a roster, or a part of one, has of its people: those that are known already are known better, the others stay.
    /// The part has all tenures of each of its people.
    pub fn learn(&mut self, roster: &Roster) {
        for Organisation { name, aliases, .. } in &roster.organisations {
            self.learn_organisation(KnownOrganisation { name: name.clone(), aliases: aliases.clone() });
        }
        let mut tenures: HashMap<&str, Vec<&Tenure>> = HashMap::new();
        for row in &roster.tenures {
            tenures.entry(&row.person).or_default().push(row);
        }
        for person in &roster.people {
            self.learn_person(known_person(person, tenures.get(person.name.as_str()).map_or(&[], Vec::as_slice)));
        }
    }

    fn learn_person(&mut self, person: KnownPerson) {
        let index = match self.by_full_name.get(&person.name) {
            Some(&index) => index,
            None => self.people.len(),
        };
        for name in std::iter::once(&person.name).chain(&person.aliases).chain(&person.handle) {
            let name = fold(name);
            self.first.insert(first_bytes(&name));
            let entry = self.by_name.entry(name).or_default();
            if !entry.contains(&index) {
                entry.push(index);
            }
        }
        for name in std::iter::once(person.name.as_str()).chain(person.short_names()) {
            note(&mut self.by_beginning, name, Owner::Person(index as u32));
        }
        self.by_full_name.insert(person.name.clone(), index);
        match self.people.get_mut(index) {
            Some(known) => *known = person,
            None => self.people.push(person),
        }
    }

    fn learn_organisation(&mut self, organisation: KnownOrganisation) {
        let known = self.by_organisation.get(&fold(&organisation.name)).copied();
        let index = known.filter(|&index| self.organisations[index].name == organisation.name).unwrap_or(self.organisations.len());
        for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
            let name = fold(name);
            self.first.insert(first_bytes(&name));
            self.by_organisation.insert(name, index);
        }
        for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
            note(&mut self.by_beginning, name, Owner::Organisation(index as u32));
        }
        match self.organisations.get_mut(index) {
            Some(known) => *known = organisation,
            None => self.organisations.push(organisation),
        }
    }

    /// Whether a name may begin where `text` does: cheap, and never wrong when it says no.
    pub fn may_begin(&self, text: &str) -> bool {
        let [initial, second] = first_bytes(text);
        let odd = initial == 0 || second == 0;
        !self.first.is_empty() && (odd || self.first.contains(&[initial, second]) || self.first.contains(&[initial, 0]))
    }

    /// Whose names begin with these two characters, as the roster writes them; some of them may begin otherwise by now.
    pub fn beginning(&self, pair: [char; 2]) -> impl Iterator<Item = Owner> {
        self.by_beginning.get(&pair).into_iter().flatten().copied()
    }

    /// The person who owns a name.
    pub fn person(&self, owner: Owner) -> Option<&KnownPerson> {
        matches!(owner, Owner::Person(_)).then(|| self.people.get(owner.index())).flatten()
    }

    /// The organisation that owns a name.
    pub fn organisation(&self, owner: Owner) -> Option<&KnownOrganisation> {
        matches!(owner, Owner::Organisation(_)).then(|| self.organisations.get(owner.index())).flatten()
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

/// A person as a reader needs her. A name in brackets tells namesakes apart and stands in no text: such a person goes by the bare one.
fn known_person(person: &Person, tenures: &[&Tenure]) -> KnownPerson {
    let mut organisations: Vec<String> = tenures.iter().map(|row| row.organisation.clone()).collect();
    organisations.dedup();
    let bare = person.name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map(|(bare, _)| bare.to_string());
    KnownPerson {
        name: person.name.clone(),
        aliases: person.names().skip(1).cloned().chain(bare).collect(),
        handle: person.x_handle.clone(),
        organisations,
        roles: tenures.iter().filter(|row| row.status.is_held()).map(|row| (row.organisation.clone(), row.role.code.clone())).collect(),
        in_office: tenures.iter().any(|row| row.status.is_held() || row.status == Status::Incoming),
    }
}

/// Writes down whose name begins so; a name of one character begins nothing.
fn note(beginnings: &mut HashMap<[char; 2], Vec<Owner>>, name: &str, owner: Owner) {
    let mut chars = name.trim().chars();
    if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
        let owners = beginnings.entry([first, second]).or_default();
        if !owners.contains(&owner) {
            owners.push(owner);
        }
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
