//! The role that a title in a sentence is: its status, unit and organisation, and whose it is.

use super::atom::{Atom, Kind, RoleAtom};
use super::lexicon::{Class, Cue, Lex};
use super::orgwords::is_unit;
use super::sentence::Line;
use super::title::Title;
use crate::domain::{HoldStatus, Role};
use crate::extract::mention::{OrgForm, OrgMention, RoleMention, TitleMention};

/// A role with its status words, unit and organisation, as far as they stand right before it.
pub fn role(line: &Line, found: &Title, atoms: &[Atom]) -> RoleAtom {
    let registered = registered_manager(line, found);
    let found = registered.as_ref().unwrap_or(found);
    let mut from = found.from;
    let mut organisation = None;
    let mut status = HoldStatus::Current;
    let (mut fresh, mut nominee) = (false, false);
    let mut unit = found.unit.map(|(a, b)| line.text(a, b));
    let mut title_from = found.from;
    for atom in atoms.iter().rev().take(6) {
        if atom.to != from {
            break;
        }
        match &atom.kind {
            Kind::Text if atom.to - atom.from == 1 && line.folded[atom.from] == '新' => fresh = true,
            Kind::Text if organisation.is_none() && title_from == found.from => {
                let words = line.text(atom.from, atom.to);
                let han = line.folded[atom.from..atom.to].iter().all(|c| c.is_alphanumeric() || *c == '-' || *c == ' ');
                if !han || atom.to - atom.from > 14 || words.chars().count() < 2 && !words.is_ascii() {
                    break;
                }
                let all = format!("{words}{}", unit.unwrap_or_default());
                unit = Some(all);
                title_from = atom.from;
            }
            Kind::Org(org) => {
                if organisation.is_none() {
                    organisation = Some(org.clone());
                } else {
                    break;
                }
            }
            Kind::Word(Lex::Company) if organisation.is_none() => {
                organisation = Some(OrgMention { span: line.span(atom.from, atom.to), name: String::new(), form: OrgForm::Anaphor });
            }
            Kind::Word(Lex::We) if organisation.is_none() => {
                organisation = Some(OrgMention { span: line.span(atom.from, atom.to), name: String::new(), form: OrgForm::Speaker });
            }
            Kind::Word(Lex::Of)
                if !atoms.iter().any(|a| a.to == atom.from && matches!(a.kind, Kind::Org(_) | Kind::Word(Lex::Company | Lex::We))) =>
            {
                break;
            }
            // "某机场管理局(机管局)行政总裁"
            Kind::Remark { .. } if organisation.is_none() => {}
            Kind::Word(Lex::Board | Lex::Of | Lex::His) | Kind::Ordinal => {}
            Kind::Word(Lex::Cue(Cue::Former)) => status = HoldStatus::Former,
            Kind::Word(Lex::Cue(Cue::Fresh)) => fresh = true,
            Kind::Word(Lex::Cue(Cue::Nominee)) => nominee = true,
            Kind::Word(Lex::Cue(Cue::Current)) => {}
            Kind::Word(Lex::Trigger(t)) if t.class == Class::Nominate => {
                nominee = true;
                break;
            }
            _ => break,
        }
        from = atom.from;
    }
    if found.interim && status == HoldStatus::Current {
        status = HoldStatus::Acting;
    }
    nominee |= line.starts(found.to, "候选") || line.starts(found.to, "人选");
    let (title_from, text_unit) = if unit.as_deref().is_some_and(|u| !is_unit(u) && found.unit.is_none()) && organisation.is_none() {
        (found.from, unit)
    } else {
        (title_from, unit)
    };
    let role = Role { title: line.text(title_from, found.to), code: found.code.clone(), unit: text_unit };
    let role =
        RoleMention { span: line.span(title_from, found.to), role, interim: found.interim, organisation, leadership: found.leadership };
    RoleAtom { role, status, fresh, nominee, committee: found.committee, held: false }
}

/// 经理 in the register of companies is the general manager: "卸任法定代表人、经理", "工商变更…担任经理".
fn registered_manager(line: &Line, found: &Title) -> Option<Title> {
    const REGISTER: [&str; 7] = ["工商变更", "工商登记", "法定代表人", "企查查", "天眼查", "爱企查", "工商信息"];
    const BESIDE: [&str; 5] = ["、", "兼", "任", "和", "及"];
    let own = found.to >= 2 && line.starts(found.to - 2, "经理") && found.to - 2 >= found.from;
    let start = found.to.checked_sub(2).filter(|_| own && (!found.leadership || found.code == "OTHER"))?;
    let apart = start == found.from || BESIDE.iter().any(|w| line.starts(start - 1, w));
    (apart && REGISTER.iter().any(|w| line.has(w))).then(|| Title { code: "GM".into(), leadership: true, ..found.clone() })
}

/// Adds an atom; joins text, and gives a person the title that stands beside.
pub fn push(atoms: &mut Vec<Atom>, line: &Line, from: usize, to: usize, kind: Kind) {
    let _ = line;
    if let (Kind::Text, Some(last)) = (&kind, atoms.last_mut())
        && matches!(last.kind, Kind::Text)
        && last.to == from
    {
        last.to = to;
        return;
    }
    let mut kind = kind;
    if let Kind::Person(person) = &mut kind {
        let remark = atoms.len().checked_sub(1).filter(|i| matches!(atoms[*i].kind, Kind::Remark { .. }));
        let index = remark.unwrap_or(atoms.len());
        if let Some(Atom { kind: Kind::Role(role), .. }) = index.checked_sub(1).and_then(|i| atoms.get_mut(i))
            && !role.committee
            && !role.held
        {
            role.held = true;
            person.title = Some(TitleMention { role: role.role.clone(), status: role.status, fresh: role.fresh, before: false });
        }
    }
    if let Kind::Role(role) = &mut kind
        && let Some(last) = atoms.last_mut()
        && last.to == from
        && let Kind::Person(person) = &mut last.kind
        && person.title.is_none()
    {
        person.title = Some(TitleMention { role: role.role.clone(), status: role.status, fresh: role.fresh, before: false });
    }
    atoms.push(Atom { from, to, kind });
}
