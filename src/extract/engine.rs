//! Matches frames against a pack's rules. It names no language.

use super::mention::{Frame, OrgMention, PersonMention, RoleMention, Slot};
use super::rule::{Give, Rule};
use super::trace::{Event, Miss, Trace};
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
pub fn run(rules: &[Rule], frames: &[Frame], trace: &Trace) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (index, frame) in frames.iter().enumerate() {
        let mut candidates = rules.iter().filter(|rule| rule.trigger == frame.trigger);
        let rule = candidates.find(|rule| rule.needs.iter().all(|need| need.holds(frame)));
        trace.note(|| matched(rules, frame, index, rule));
        let Some(rule) = rule else { continue };
        for give in rule.gives {
            readings.extend(read(rule.id, give, frame, index, trace));
        }
    }
    readings
}

/// Which rule fired, and what the ones of the same trigger lack that were tried before it.
fn matched(rules: &[Rule], frame: &Frame, index: usize, fired: Option<&Rule>) -> Event {
    let tried = rules.iter().filter(|rule| rule.trigger == frame.trigger).take_while(|rule| fired.is_none_or(|f| f.id != rule.id));
    let lacks = |rule: &Rule| rule.needs.iter().copied().filter(|need| !need.holds(frame)).collect();
    let missed = tried.map(|rule| Miss { rule: rule.id, failed: lacks(rule), needs: rule.needs.len() }).collect();
    Event::Matched { frame: index, fired: fired.map(|rule| rule.id), missed }
}

fn read(rule: &'static str, give: &Give, frame: &Frame, index: usize, trace: &Trace) -> Vec<Reading> {
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
                let why = "the rule asks for a role, and neither its slots nor a title of the person give one that counts";
                trace.note(|| Event::Unread { frame: index, rule, person: person.span.clone(), why });
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
