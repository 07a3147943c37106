//! What is known before the sentences are read: all names, who "I" is, whom the text gives a rank.

use std::collections::HashSet;

use super::atom::{Atom, Kind};
use super::find::People;
use super::fold;
use super::organisation::Organisations;
use super::scan::{Known, Names};
use super::sentence::{Cut, Line};
use crate::domain::DocumentKind;
use crate::extract::gazetteer::{Gazetteer, Owner};
use crate::extract::mention::{NameForm, PersonMention};
use crate::extract::reader::Reader;

/// All forms of the names of the document, and of those of the roster's that its lines may hold.
pub fn names<'a>(lines: impl Iterator<Item = &'a Line>, people: &People, organisations: &Organisations, gazetteer: &Gazetteer) -> Names {
    let roster = beginning(lines, gazetteer);
    let persons = || roster.iter().filter_map(|owner| gazetteer.person(*owner));
    let mut rows: Vec<(String, Known)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for person in persons() {
        rows.push((fold_name(&person.name), Known::Person { name: person.name.clone(), form: NameForm::Full }));
        seen.insert(fold_name(&person.name));
    }
    for organisation in roster.iter().filter_map(|owner| gazetteer.organisation(*owner)) {
        for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
            rows.push((fold_name(name), Known::Organisation(organisation.name.clone())));
            seen.insert(fold_name(name));
        }
    }
    for (form, name) in &people.forms {
        if seen.insert(form.clone()) {
            rows.push((form.clone(), Known::Person { name: name.clone(), form: NameForm::Full }));
        }
    }
    for person in persons() {
        for alias in person.short_names() {
            if seen.insert(fold_name(alias)) {
                rows.push((fold_name(alias), Known::Person { name: alias.to_string(), form: NameForm::Partial }));
            }
        }
    }
    for (form, name) in &organisations.forms {
        if seen.insert(form.clone()) {
            rows.push((form.clone(), Known::Organisation(name.clone())));
        }
    }
    Names::new(rows.into_iter())
}

/// Whom and what of the roster a name may mean that begins somewhere in the lines, in the roster's order.
fn beginning<'a>(lines: impl Iterator<Item = &'a Line>, gazetteer: &Gazetteer) -> Vec<Owner> {
    if gazetteer.people.is_empty() && gazetteer.organisations.is_empty() {
        return Vec::new();
    }
    let pairs: HashSet<[char; 2]> = lines.flat_map(|line| line.folded.windows(2).map(|pair| [pair[0], pair[1]])).collect();
    let mut owners: HashSet<Owner> = HashSet::new();
    for [first, second] in &pairs {
        for first in fold::variants(first) {
            owners.extend(fold::variants(second).iter().flat_map(|second| gazetteer.beginning([*first, *second])));
        }
    }
    let mut owners: Vec<Owner> = owners.into_iter().collect();
    owners.sort_unstable();
    owners
}

fn fold_name(name: &str) -> String {
    name.trim().chars().map(fold::fold).collect()
}

/// Who "I" is: a post's author; in a letter whoever signs it.
pub fn speaker(cuts: &[Cut], reader: &Reader) -> Option<PersonMention> {
    let mention = |name: String, form| PersonMention { span: 0..0, name, form, title: None };
    if reader.article.kind == DocumentKind::Post {
        // "阮牧(动力平台负责人)": the name is what stands before the brackets
        let author = reader.article.author.as_ref().map(|a| a.name.as_str()).unwrap_or("");
        let plain = author.split(['（', '(']).next().unwrap_or("").trim();
        let known = reader.gazetteer.people_called(author).next().is_some();
        return Some(if plain.len() < author.len() && !plain.is_empty() && !known {
            mention(plain.to_string(), NameForm::Full)
        } else {
            mention(String::new(), NameForm::Speaker)
        });
    }
    let author = reader.article.author.as_ref().map(|a| a.name.trim().to_string()).filter(|n| !n.is_empty())?;
    let folded = fold_name(&author);
    let signed = cuts.iter().rev().take(3).any(|cut| cut.line.len() <= folded.chars().count() + 20 && cut.line.has(&folded));
    signed.then(|| mention(author, NameForm::Full))
}

/// Whom of its people the text gives a title, and whom the roster knows: of nobody else is a bare "离开" worth telling.
pub fn ranked(atoms: &[Vec<Atom>], gazetteer: &Gazetteer) -> HashSet<String> {
    let leads = |person: &PersonMention| person.title.as_ref().is_some_and(|t| t.role.leadership);
    let people = atoms.iter().flatten().filter_map(|atom| match &atom.kind {
        Kind::Person(person) => Some(person),
        _ => None,
    });
    people.filter(|p| leads(p) || gazetteer.people_called(&p.name).next().is_some()).map(|p| p.name.clone()).collect()
}

/// The organisations of the text that are the roster's.
pub fn watched(atoms: &[Vec<Atom>], gazetteer: &Gazetteer) -> HashSet<String> {
    let organisations = atoms.iter().flatten().filter_map(|atom| match &atom.kind {
        Kind::Org(organisation) => Some(&organisation.name),
        _ => None,
    });
    organisations.filter(|name| gazetteer.organisation_called(name).is_some_and(|known| known.name == **name)).cloned().collect()
}

/// The paragraphs in which a leading role is named; the headline speaks for all.
pub fn speaking_of_roles(cuts: &[Cut], atoms: &[Vec<Atom>]) -> HashSet<usize> {
    let leading = |atoms: &[Atom]| atoms.iter().any(|a| matches!(&a.kind, Kind::Role(role) if role.role.leadership));
    let told = cuts.iter().zip(atoms).filter(|(_, atoms)| leading(atoms)).map(|(cut, _)| cut.sentence.line);
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::gazetteer::{KnownOrganisation, KnownPerson};

    fn person(name: &str, aliases: &[&str]) -> KnownPerson {
        let aliases = aliases.iter().map(|alias| alias.to_string()).collect();
        KnownPerson { name: name.into(), aliases, handle: None, organisations: Vec::new(), roles: Vec::new(), in_office: true }
    }

    #[test]
    fn only_names_that_may_begin_in_the_text_are_looked_at() {
        let people = vec![person("張曉彤", &[]), person("Ada Quill", &["阿達"]), person("王小川", &[])];
        let organisations = vec![KnownOrganisation { name: "Aconite".into(), aliases: vec!["烏頭科技".into()] }];
        let gazetteer = Gazetteer::new(people, organisations);
        let owners = |text: &str| beginning([Line::of(text)].iter(), &gazetteer);
        assert_eq!(owners("张晓彤离职"), [Owner::Person(0)], "in the other script");
        assert_eq!(owners("乌头科技的Quill"), [Owner::Person(1), Owner::Organisation(0)], "by an alias and a last name");
        assert_eq!(owners("阿达"), [Owner::Person(1)]);
        assert_eq!(owners("王大川离职"), []);
    }
}
