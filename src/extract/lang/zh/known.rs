//! What is known before the sentences are read: all names, who "I" is, whom the text gives a rank.

use std::collections::HashSet;

use super::atom::{Atom, Kind};
use super::find::People;
use super::fold;
use super::organisation::Organisations;
use super::scan::{Known, Names};
use super::sentence::Cut;
use crate::domain::DocumentKind;
use crate::extract::mention::{NameForm, PersonMention};
use crate::extract::reader::Reader;

/// All forms of all names, the roster's and the document's.
pub fn names(people: &People, organisations: &Organisations, reader: &Reader) -> Names {
    let mut rows: Vec<(String, Known)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for person in &reader.gazetteer.people {
        rows.push((fold_name(&person.name), Known::Person { name: person.name.clone(), form: NameForm::Full }));
        seen.insert(fold_name(&person.name));
    }
    for organisation in &reader.gazetteer.organisations {
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
    for person in &reader.gazetteer.people {
        let last = person.name.rsplit(' ').next().filter(|l| l.len() < person.name.len());
        for alias in person.aliases.iter().map(String::as_str).chain(last) {
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

/// Whom the text gives a title, and whom the roster knows: of nobody else is a bare "离开" worth telling.
pub fn ranked(atoms: &[Vec<Atom>], reader: &Reader) -> HashSet<String> {
    let mut ranked: HashSet<String> = reader.gazetteer.people.iter().flat_map(|p| p.aliases.iter().chain([&p.name])).cloned().collect();
    for atom in atoms.iter().flatten() {
        if let Kind::Person(person) = &atom.kind
            && person.title.as_ref().is_some_and(|t| t.role.leadership)
        {
            ranked.insert(person.name.clone());
        }
    }
    ranked
}

/// The paragraphs in which a leading role is named; the headline speaks for all.
pub fn speaking_of_roles(cuts: &[Cut], atoms: &[Vec<Atom>]) -> HashSet<usize> {
    let leading = |atoms: &[Atom]| atoms.iter().any(|a| matches!(&a.kind, Kind::Role(role) if role.role.leadership));
    let told = cuts.iter().zip(atoms).filter(|(_, atoms)| leading(atoms)).map(|(cut, _)| cut.sentence.line);
    told.collect()
}
