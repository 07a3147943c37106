//! Matches frames against a pack's rules. It names no language.

use super::mention::{Frame, OrgMention, PersonMention, RoleMention, Slot};
use super::rule::{Give, Rule};
use crate::domain::{HoldStatus, Kind, Manner};

/// What a rule read from a frame, before names are resolved.
#[derive(Clone, Debug)]
pub struct Reading {
    pub rule: &'static str,
    /// `None` for a stay.
    pub kind: Option<Kind>,
    pub manner: Option<Manner>,
    pub person: PersonMention,
    pub role: Option<RoleMention>,
    /// Candidates, best first.
    pub organisations: Vec<OrgMention>,
    /// Index of the frame.
    pub frame: usize,
    /// Whether the claim stands without a role.
    pub bare: bool,
}

/// All readings of the frames, in text order. The first rule that fits a frame speaks for it.
pub fn run(rules: &[Rule], frames: &[Frame]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (index, frame) in frames.iter().enumerate() {
        let rule = rules.iter().find(|rule| rule.trigger == frame.trigger && rule.needs.iter().all(|need| need.holds(frame)));
        for give in rule.map(|r| r.gives).unwrap_or(&[]) {
            readings.extend(read(rule.map_or("", |r| r.id), give, frame, index));
        }
    }
    readings
}

fn read(rule: &'static str, give: &Give, frame: &Frame, index: usize) -> Vec<Reading> {
    let (kind, person_slot, role_slots, organisation_slots, manner, use_title, bare) = match *give {
        Give::Change { kind, person, role, organisation, manner, title, bare } => {
            (Some(kind), person, role, organisation, manner, title, bare)
        }
        Give::Stay { person, role, organisation } => (None, person, role, organisation, None, true, true),
    };
    let slot_role = role_slots.iter().find_map(|&slot| frame.role(slot)).cloned();
    let people = frame.people(person_slot);
    people
        .iter()
        .filter_map(|person| {
            let title = person
                .title
                .as_ref()
                .filter(|t| use_title && if kind == Some(Kind::Appointed) { t.taken() } else { t.status != HoldStatus::Former });
            let role = slot_role.clone().or_else(|| title.map(|t| t.role.clone()));
            if role.is_none() && !bare {
                return None;
            }
            let own = slot_role.as_ref().and_then(|r| r.organisation.clone());
            let mut organisations: Vec<OrgMention> = own.iter().filter(|o| !o.name.is_empty()).cloned().collect();
            // "as a director of the Company": who appoints or tells, else the Company, before what else the clause names
            if own.as_ref().is_some_and(|o| o.name.is_empty()) {
                organisations.extend([Slot::Subject, Slot::Sayer].into_iter().filter_map(|slot| frame.organisation(slot).cloned()));
                organisations.extend(own.clone());
            }
            organisations.extend(organisation_slots.iter().filter_map(|&slot| frame.organisation(slot).cloned()));
            // "succeeds John Roe, a director of Hooli": what the apposition says need not be what he leaves
            let beside = rule.starts_with("succeed") && person.title.as_ref().is_some_and(|t| !t.before);
            if (title.is_some() || kind == Some(Kind::Departed)) && !beside {
                organisations
                    .extend(person.title.iter().filter(|t| t.status != HoldStatus::Former).filter_map(|t| t.role.organisation.clone()));
            }
            organisations.extend(frame.organisation(Slot::Sayer).cloned());
            organisations.extend(own.filter(|o| o.name.is_empty()));
            Some(Reading { rule, kind, manner: manner.or(frame.manner), person: person.clone(), role, organisations, frame: index, bare })
        })
        .collect()
}
