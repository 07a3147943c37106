//! A sentence as the frames see it, and the lists of people and the roles in it.

use super::atom::{Atom, Kind};
use super::context::Context;
use super::lexicon::{Class, Cue, Lex, Trigger};
use super::sentence::Line;
use crate::extract::mention::{Frame, OrgForm, OrgMention, PersonMention, RoleMention};

/// A sentence as the frames see it.
pub struct Sentence<'a> {
    pub line: &'a Line,
    pub atoms: &'a [Atom],
    pub index: usize,
    pub headline: bool,
}

/// What a trigger has found.
#[derive(Default)]
pub struct Parts {
    pub subject: Vec<PersonMention>,
    pub followed: Vec<PersonMention>,
    pub role: Option<RoleMention>,
    pub organisation: Option<OrgMention>,
    pub interim: bool,
    /// The role that is left for another: 由董事总经理调任…, 原首席执行官…转任….
    pub left: Option<RoleMention>,
    /// The atom behind all that belongs to the trigger.
    pub to: usize,
}

/// The reader of one sentence.
pub struct Reader<'a, 'c> {
    pub sentence: &'a Sentence<'a>,
    pub context: &'c mut Context,
    pub used: Vec<bool>,
    /// The organisation that somebody joins in this sentence.
    pub joined: Option<OrgMention>,
    /// Somebody joins an organisation that has no name: 加入一家创业公司.
    pub nameless: bool,
    /// People of the sentence who have been put into a role by the clause before.
    pub appointing: bool,
    pub frames: Vec<Frame>,
}

impl Reader<'_, '_> {
    pub fn kind(&self, at: usize) -> Option<&Kind> {
        self.sentence.atoms.get(at).map(|a| &a.kind)
    }

    pub fn lex(&self, at: usize) -> Option<Lex> {
        match self.kind(at) {
            Some(Kind::Word(lex)) => Some(*lex),
            _ => None,
        }
    }

    pub fn person(&self, at: usize) -> Option<&PersonMention> {
        match self.kind(at) {
            Some(Kind::Person(person)) => Some(person),
            _ => None,
        }
    }

    /// People joined by 、, 和 and the like from an atom on, and the place behind them.
    pub fn list(&self, from: usize, to: usize) -> (Vec<PersonMention>, usize) {
        let mut people = Vec::new();
        let mut end = from;
        let mut at = from;
        while at < to {
            match self.kind(at) {
                Some(Kind::Person(person)) => {
                    people.push(person.clone());
                    end = at + 1;
                }
                Some(Kind::Role(role)) if role.held => {}
                Some(Kind::Role(_)) if at == end && self.person(at - 1).is_some() => {}
                Some(Kind::Dun | Kind::Remark { .. }) => {}
                Some(Kind::Org(_)) if at > end => {}
                Some(Kind::Word(Lex::And | Lex::Honour)) => {}
                Some(Kind::Word(Lex::Cue(Cue::Former | Cue::Fresh) | Lex::Company)) if at > end => {}
                // "A 和负责后训练的研究副总裁 B", "A、11月30日收到独立董事 B"
                Some(
                    Kind::Text
                    | Kind::Date(_)
                    | Kind::Word(Lex::Of | Lex::Label | Lex::Cue(Cue::Announce) | Lex::Trigger(Trigger { class: Class::Lead, .. })),
                ) if at > end && at > from && self.goes_on(at, to) => {}
                _ => break,
            }
            at += 1;
        }
        while matches!(self.kind(end), Some(Kind::Remark { .. } | Kind::Word(Lex::Honour))) && end < to {
            end += 1;
        }
        (people, end)
    }

    /// People joined by 、, 和 and the like that end before an atom.
    pub fn list_back(&self, from: usize, last: usize) -> Vec<PersonMention> {
        let mut first = last;
        let mut at = last;
        while at > from {
            at -= 1;
            match self.kind(at) {
                Some(Kind::Person(_)) if (at + 1..first).any(|i| matches!(self.kind(i), Some(Kind::Dun | Kind::Word(Lex::And)))) => {
                    first = at
                }
                Some(Kind::Dun | Kind::Remark { .. } | Kind::Word(Lex::And | Lex::Honour | Lex::Company)) => {}
                Some(Kind::Role(_) | Kind::Org(_) | Kind::Date(_)) => {}
                Some(
                    Kind::Text
                    | Kind::Word(
                        Lex::Of | Lex::Label | Lex::Cue(Cue::Announce | Cue::Former) | Lex::Trigger(Trigger { class: Class::Lead, .. }),
                    ),
                ) if last - at <= 8 && self.comes_from(from, at) => {}
                Some(Kind::Word(Lex::Word)) if self.sentence.line.folded[self.sentence.atoms[at].from] == '等' => {}
                _ => break,
            }
        }
        self.list(first, last + 1).0
    }

    /// Whether a list that has reached `at` names somebody more in the next few atoms.
    pub fn goes_on(&self, at: usize, to: usize) -> bool {
        (at + 1..to.min(at + 6))
            .take_while(|&i| !matches!(self.kind(i), Some(Kind::Stop(_))))
            .any(|i| self.person(i).is_some() && matches!(self.kind(i - 1), Some(Kind::Role(_))))
    }

    /// Whether 、 or 和 behind a person stands in the few atoms before `at`.
    pub fn comes_from(&self, from: usize, at: usize) -> bool {
        (from.max(at.saturating_sub(5))..at).rev().any(|i| {
            matches!(self.kind(i), Some(Kind::Dun | Kind::Word(Lex::And)))
                && i > from
                && matches!(self.kind(i - 1), Some(Kind::Person(_) | Kind::Remark { .. } | Kind::Word(Lex::Honour)))
        })
    }

    /// The first role from an atom on that is nobody's title, with only links between, and the place behind it.
    pub fn role_after(&self, from: usize, to: usize) -> Option<(RoleMention, usize)> {
        for at in from..to.min(from + 10) {
            match self.kind(at)? {
                Kind::Role(role) if role.held => return None,
                Kind::Role(role) => {
                    let mut mention = role.role.clone();
                    let two = (from + 1..at).any(|i| self.joins_houses(i));
                    if mention.organisation.is_none() || two {
                        mention.organisation =
                            (from..at).rev().filter(|&i| !two || self.joins_houses(i + 1)).find_map(|i| match self.kind(i) {
                                Some(Kind::Org(org)) => Some(org.clone()),
                                _ => None,
                            });
                    }
                    return Some((mention, at + 1));
                }
                Kind::Person(_) | Kind::Stop(_) => return None,
                Kind::Word(Lex::Trigger(_)) if self.joins_houses(at) => {}
                Kind::Word(Lex::Trigger(t))
                    if !(t.class == Class::Lead || t.class == Class::Take && matches!(self.lex(at + 1), Some(Lex::Of))) =>
                {
                    return None;
                }
                _ => {}
            }
        }
        None
    }

    /// "台湾金控兼台银董事长": the 兼 between two organisations of one role.
    pub fn joins_houses(&self, at: usize) -> bool {
        self.sentence.line.starts(self.sentence.atoms[at].from, "兼")
            && at > 0
            && matches!(self.kind(at - 1), Some(Kind::Org(_)))
            && matches!(self.kind(at + 1), Some(Kind::Org(_)))
    }

    /// A role before the trigger that is nobody's title: "总经理一职由…兼任".
    pub fn role_before(&self, from: usize, at: usize) -> Option<RoleMention> {
        (from..at).rev().find_map(|i| match self.kind(i) {
            Some(Kind::Role(role)) if !role.held => Some(role.role.clone()),
            _ => None,
        })
    }

    /// "总编辑一职空缺两个月后,…原社长左丘明出任": the post of which the sentence spoke.
    pub fn vacant(&self, at: usize) -> Option<RoleMention> {
        let of = |i: usize| if matches!(self.lex(i + 1), Some(Lex::Of)) { self.lex(i + 2) } else { self.lex(i + 1) };
        (0..at).rev().find_map(|i| match (self.kind(i), of(i)) {
            (Some(Kind::Role(role)), Some(Lex::Cue(Cue::Post))) if !role.held => Some(role.role.clone()),
            _ => None,
        })
    }

    /// "總經理異動,由副總經理 A 真除": the post of which the clauses before say that its holder changes.
    pub fn changing(&self, at: usize) -> Option<RoleMention> {
        const CHANGES: [&str; 9] = ["异动", "换人", "易人", "出炉", "落定", "揭晓", "敲定", "有了人选", "确定"];
        let line = self.sentence.line;
        (0..at).rev().find_map(|i| match self.kind(i) {
            Some(Kind::Role(role)) if !role.held => {
                let end = self.sentence.atoms[i].to;
                CHANGES.iter().any(|w| line.starts(end, w) || line.starts(end + 2, w)).then(|| role.role.clone())
            }
            _ => None,
        })
    }

    /// Whether the role is only offered: 候选人, 人选.
    pub fn nominee_before(&self, to: usize) -> bool {
        matches!(self.lex(to), Some(Lex::Cue(Cue::Nominee)))
            || matches!(self.kind(to.wrapping_sub(1)), Some(Kind::Role(role)) if role.nominee)
    }

    pub fn committee_only(&self, to: usize) -> bool {
        matches!(self.kind(to.wrapping_sub(1)), Some(Kind::Role(role)) if role.committee)
    }

    /// Whether the atom stands behind another trigger of the clause.
    pub fn is_object(&self, from: usize, at: usize) -> bool {
        (from..at).any(|i| matches!(self.lex(i), Some(Lex::Trigger(_))))
    }

    /// The organisation of which the text speaks, whatever this sentence names.
    pub fn main(&self) -> OrgMention {
        let start = self.sentence.line.span(0, 1).start;
        OrgMention { span: start..start, name: String::new(), form: OrgForm::Anaphor }
    }

    pub fn is_passive(&self, from: usize, at: usize) -> bool {
        (from..at).rev().take(5).any(|i| matches!(self.lex(i), Some(Lex::Passive)))
    }
}
