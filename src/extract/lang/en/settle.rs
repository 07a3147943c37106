//! Names that no list knows are settled by how the rest of the text treats them.

use std::collections::HashSet;

use super::chunk::{Chunk, Piece};
use super::described::settle_by_description;
use super::headline::settle_headline;
use super::owner::ordinary_owner;
use super::read::Read;
use super::token::Token;
use super::{lexicon, names};
use crate::extract::mention::{NameForm, OrgForm, OrgMention, PersonMention};

/// Settles the names of a text, from the surest sign to the weakest.
pub fn settle(reads: &mut [Read], string: &str) {
    settle_by_address(reads);
    settle_by_description(reads);
    let mut known = Known::of(reads);
    for read in reads.iter_mut() {
        ordinary_owner(read, string, &known.surnames, &mut known.organisations);
    }
    for read in reads.iter_mut() {
        settle_headline(read, string);
        let Read { chunks, tokens, headline, .. } = read;
        for chunk in chunks {
            if let Some(piece) = known.settled(chunk, tokens, string, *headline) {
                chunk.piece = piece;
            }
        }
    }
}

/// "Ms. Keawe-Ortiz" makes "Kaimana Keawe-Ortiz" a person.
fn settle_by_address(reads: &mut [Read]) {
    let addressed: Vec<String> = reads
        .iter()
        .flat_map(|r| &r.chunks)
        .filter_map(|c| match &c.piece {
            Piece::Person(p) if p.form == NameForm::Partial => Some(format!(" {}", p.name)),
            _ => None,
        })
        .collect();
    for read in reads {
        for chunk in &mut read.chunks {
            let Piece::Name(name) = &chunk.piece else { continue };
            if chunk.to - chunk.from <= 4 && addressed.iter().any(|a| name.ends_with(a.as_str())) {
                let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
                chunk.piece = Piece::Person(PersonMention { span, name: name.clone(), form: NameForm::Full, title: None });
            }
        }
    }
}

/// The names of a text that are sure.
struct Known {
    /// Full names that the text itself shows to be people's.
    full: Vec<String>,
    /// Those, and the ones that only the way they are shortened shows to be people's.
    people: HashSet<String>,
    /// Each part of a person's name that may stand for the whole.
    surnames: HashSet<String>,
    organisations: Vec<String>,
}

impl Known {
    fn of(reads: &[Read]) -> Known {
        let mut known = Known { full: Vec::new(), people: HashSet::new(), surnames: HashSet::new(), organisations: Vec::new() };
        for chunk in reads.iter().flat_map(|r| &r.chunks) {
            known.add(&chunk.piece);
        }
        known.full = known.people.iter().cloned().collect();
        for name in shortened_to_last(reads) {
            known.surnames.insert(name.rsplit(' ').next().unwrap_or("").to_string());
            known.people.insert(name);
        }
        known
    }

    fn add(&mut self, piece: &Piece) {
        let named = |o: &&OrgMention| o.form == OrgForm::Named;
        match piece {
            Piece::Person(person) if person.form == NameForm::Full => {
                let titled = person.title.as_ref().and_then(|t| t.role.organisation.as_ref());
                self.organisations.extend(titled.filter(named).filter(|o| o.name.contains(' ')).map(|o| o.name.clone()));
                let parts: Vec<&str> = person.name.split(' ').collect();
                self.surnames.extend(parts.iter().map(|part| part.to_string()));
                if parts.len() > 2 {
                    self.surnames.insert(parts[parts.len() - 2..].join(" "));
                }
                self.people.insert(person.name.clone());
            }
            Piece::Organisation(org) if org.form == OrgForm::Named => self.organisations.push(org.name.clone()),
            Piece::Role(role) => {
                self.organisations.extend(role.mention.organisation.iter().filter(named).map(|o| o.name.clone()));
            }
            _ => {}
        }
    }

    /// What a chunk is in the light of the whole text, where that is something else.
    fn settled(&self, chunk: &Chunk, tokens: &[Token], string: &str, headline: bool) -> Option<Piece> {
        let span = tokens[chunk.from].start..tokens[chunk.to - 1].end;
        let person =
            |name: &str, form| Some(Piece::Person(PersonMention { span: span.clone(), name: name.to_string(), form, title: None }));
        let organisation =
            |name: &str| Some(Piece::Organisation(OrgMention { span: span.clone(), name: name.to_string(), form: OrgForm::Named }));
        match &chunk.piece {
            Piece::Person(p) if p.form == NameForm::Full && self.is_part(&p.name) => {
                Some(Piece::Person(PersonMention { form: NameForm::Partial, ..p.clone() }))
            }
            Piece::Word if !headline && self.is_surname_of_a_word(chunk, tokens, string) => {
                person(&string[span.clone()], NameForm::Partial)
            }
            Piece::Place if self.is_university_town(chunk, tokens, string) => organisation(&string[span.clone()]),
            Piece::Name(name) if self.people.contains(name) => person(name, NameForm::Full),
            Piece::Name(name) if self.is_organisation(name, string) => organisation(name),
            Piece::Name(name) if self.surnames.contains(name) => person(name, NameForm::Partial),
            _ => None,
        }
    }

    /// "Ms. Vasconcelos e Sá" is part of a longer name.
    fn is_part(&self, name: &str) -> bool {
        self.full.iter().any(|f| f.strip_suffix(name).is_some_and(|before| before.ends_with(' ')))
    }

    /// "Holly succeeds": at the head of a sentence an everyday word may be a name that the text has told.
    fn is_surname_of_a_word(&self, chunk: &Chunk, tokens: &[Token], string: &str) -> bool {
        let token = &tokens[chunk.from];
        token.weak
            && token.is_capital()
            && chunk.to == chunk.from + 1
            && tokens.get(chunk.to).is_some_and(|t| acts(t) || matches!(t.lower.as_str(), "was" | "is" | "who"))
            && self.surnames.contains(token.text(string))
    }

    /// "Columbia announced", where the text has "Columbia University".
    fn is_university_town(&self, chunk: &Chunk, tokens: &[Token], string: &str) -> bool {
        let before = chunk.from.checked_sub(1).map_or("", |i| tokens[i].lower.as_str());
        let name = &string[tokens[chunk.from].start..tokens[chunk.to - 1].end];
        let behind = |o: &String| o.strip_prefix(name).is_some_and(|rest| rest.starts_with(" University") || rest.starts_with(" College"));
        tokens.get(chunk.to).is_some_and(acts)
            && !matches!(before, "in" | "near" | "from" | "of" | "," | "to")
            && self.organisations.iter().any(behind)
    }

    /// The beginning of an organisation's name, unless it is the surname of a person whom the text names first.
    fn is_organisation(&self, name: &str, string: &str) -> bool {
        let begins = |o: &String| o.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']));
        self.organisations.iter().any(begins)
            && !(self.surnames.contains(name) && named_first(string, &self.full, &self.organisations, name))
    }
}

/// Whether a word before which a name stands makes it act: "Columbia said", "Columbia's".
fn acts(token: &Token) -> bool {
    matches!(token.lower.as_str(), "'s" | "’s" | "has" | "had" | "said" | "will") || !lexicon::verb_forms(&token.lower).is_empty()
}

/// Whether the text has a person of that surname before any organisation so called: "Ronald Enomoto, owner of Enomoto Roses".
fn named_first(string: &str, people: &[String], organisations: &[String], name: &str) -> bool {
    let first = |names: &mut dyn Iterator<Item = &String>| names.filter_map(|n| string.find(n.as_str())).min();
    let person = first(&mut people.iter().filter(|p| p.rsplit(' ').next() == Some(name)));
    let house = first(&mut organisations.iter().filter(|o| o.starts_with(name)));
    matches!((person, house), (Some(person), Some(house)) if person < house)
}

/// "Hampton Dellinger … Dellinger sued": people are called by their last name, organisations by their first.
fn shortened_to_last(reads: &[Read]) -> Vec<String> {
    let names = || {
        reads.iter().filter(|r| !r.headline).flat_map(|r| &r.chunks).filter_map(|c| match &c.piece {
            Piece::Name(name) => Some(name.as_str()),
            _ => None,
        })
    };
    let alone: Vec<&str> = names().filter(|n| !n.contains(' ')).collect();
    let shortened = |name: &&str| {
        let (first, last) = (name.split(' ').next().unwrap_or(""), name.rsplit(' ').next().unwrap_or(""));
        alone.contains(&last)
            && !alone.contains(&first)
            && !names::is_common(&last.to_lowercase())
            && !name.contains(['&', '.', '0', '1', '2', '3'])
    };
    names().filter(|n| matches!(n.split(' ').count(), 2 | 3)).filter(shortened).map(str::to_string).collect()
}
