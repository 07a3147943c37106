//! The pieces of a sentence: people, organisations, roles, dates, words and stops.

use super::lexicon::Lex;
use crate::domain::HoldStatus;
use crate::extract::mention::{DateMention, OrgMention, PersonMention, RoleMention};

/// A piece of a sentence: characters `from..to`.
#[derive(Clone, Debug)]
pub struct Atom {
    pub from: usize,
    pub to: usize,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Person(PersonMention),
    Org(OrgMention),
    Role(RoleAtom),
    Date(DateMention),
    Word(Lex),
    /// A sign that parts clauses.
    Stop(char),
    /// 、
    Dun,
    /// A remark in brackets; whether it says 新任 or 连任.
    Remark {
        again: bool,
    },
    /// 第七届
    Ordinal,
    Text,
}

/// A role with what stood before it.
#[derive(Clone, Debug)]
pub struct RoleAtom {
    pub role: RoleMention,
    pub status: HoldStatus,
    pub fresh: bool,
    pub nominee: bool,
    pub committee: bool,
    /// It is the title of the person that follows or precedes.
    pub held: bool,
}
