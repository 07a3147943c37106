//! Rules are values: which frame tells which change about whom.

use super::mention::{Frame, Gender, Parsed, Slot};
use super::passage::Passage;
use super::reader::Reader;
use crate::domain::{Kind, Manner, Role};

/// A condition on a frame. All needs of a rule must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The slot holds people.
    People(Slot),
    /// One of the slots holds a role.
    Role(&'static [Slot]),
    /// One of the slots holds a role, or the people of the first slot carry a title that is not a former one.
    RoleOrTitle(Slot, &'static [Slot]),
    /// One of the slots holds a role, or the people of the first slot carry a title that the words call new.
    RoleOrFresh(Slot, &'static [Slot]),
    /// The people of the slot carry a title that is held now.
    Title(Slot),
    /// The people of the slot carry a leadership title that they have had elsewhere.
    Veteran(Slot),
    /// The slot holds an organisation.
    Organisation(Slot),
    /// The slot holds nothing but, perhaps, people, a role or an organisation.
    NoOther(Slot),
    /// The slot holds no organisation.
    NoOrganisation(Slot),
    /// The slot holds no people.
    NoPeople(Slot),
    /// The verb group stands in the future, the infinitive or a headline's timeless present.
    Ahead,
    /// The verb group stands in the future or the infinitive.
    Future,
    Passive,
    Active,
    /// The clause says that it is for the meantime.
    Interim,
    /// The trigger word itself tells this manner.
    TellsManner(Manner),
}

/// What a rule claims of the people in a slot.
#[derive(Clone, Copy, Debug)]
pub enum Give {
    Change {
        kind: Kind,
        person: Slot,
        /// The slots that may hold the role, best first.
        role: &'static [Slot],
        /// The slots that may hold the organisation, best first; the role's own organisation goes before them.
        organisation: &'static [Slot],
        manner: Option<Manner>,
        /// Whether a title that the person carries is the role taken or left, where no slot has one.
        title: bool,
        /// Whether the claim stands without any role.
        bare: bool,
    },
    Stay {
        person: Slot,
        role: &'static [Slot],
        organisation: &'static [Slot],
    },
}

/// One rule: a trigger class, conditions, and claims.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub id: &'static str,
    pub trigger: &'static str,
    pub needs: &'static [Need],
    pub gives: &'static [Give],
}

/// All that the engine needs to know of a language.
pub struct Pack {
    /// Finds sentences, mentions and frames in a passage.
    pub parse: fn(&Passage, &Reader) -> Parsed,
    /// Tried in order; the first that fits a frame speaks for it.
    pub rules: &'static [Rule],
    /// The gender that a person's name suggests.
    pub gender: fn(&str) -> Gender,
    /// Whether a partial name is a first name, which alone names nobody.
    pub is_given: fn(&str) -> bool,
    /// Whether a name looks like a person's.
    pub is_person: fn(&str) -> bool,
    /// Whether a partial name can stand for a full one ("Murati" for "Mira Murati", 王总 for 王伟).
    pub stands_for: fn(partial: &str, full: &str) -> bool,
    /// The canonical role of a title as written.
    pub role: fn(&str) -> Role,
}

impl Need {
    /// Whether a frame meets the condition.
    pub fn holds(&self, frame: &Frame) -> bool {
        use super::mention::{Filler, Tense};
        match *self {
            Need::People(slot) => !frame.people(slot).is_empty(),
            Need::Role(slots) => slots.iter().any(|&s| frame.role(s).is_some()),
            Need::RoleOrTitle(person, slots) => {
                slots.iter().any(|&s| frame.role(s).is_some())
                    || frame.people(person).iter().any(|p| p.title.as_ref().is_some_and(|t| t.taken()))
            }
            Need::RoleOrFresh(person, slots) => {
                slots.iter().any(|&s| frame.role(s).is_some())
                    || frame
                        .people(person)
                        .iter()
                        .any(|p| p.title.as_ref().is_some_and(|t| t.fresh || t.status == crate::domain::HoldStatus::Incoming))
            }
            Need::Title(slot) => {
                frame.people(slot).iter().any(|p| p.title.as_ref().is_some_and(|t| t.status != crate::domain::HoldStatus::Former))
            }
            Need::Veteran(slot) => frame.people(slot).iter().any(|p| {
                let had = |t: &super::mention::TitleMention| t.status == crate::domain::HoldStatus::Former && t.before && t.role.leadership;
                p.title.as_ref().is_some_and(had)
            }),
            Need::Organisation(slot) => frame.organisation(slot).is_some(),
            Need::NoOther(slot) => !frame.slots.iter().any(|(s, f)| *s == slot && *f == Filler::Other),
            Need::NoOrganisation(slot) => frame.organisation(slot).is_none(),
            Need::NoPeople(slot) => frame.people(slot).is_empty(),
            Need::Ahead => matches!(frame.tense, Tense::Future | Tense::None | Tense::Present),
            Need::Future => frame.tense == Tense::Future,
            Need::Passive => frame.passive,
            Need::Active => !frame.passive,
            Need::Interim => frame.interim,
            Need::TellsManner(manner) => frame.manner == Some(manner),
        }
    }
}
