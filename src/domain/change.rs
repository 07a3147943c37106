//! What findings do to the roster: before → after, with the evidence that supports it.
//!
//! Words that are easily taken for one another:
//!
//! - A [`Certainty`] is how sure *one document* is. A [`Standing`] is how sure *a change* is, from all of its documents and from what
//!   the operator decided: rumoured → reported → announced → confirmed, or denied.
//! - A finding's [`Kind`] is what a document says happens to a person. A [`ChangeKind`] is what that is for the roster, which knows more:
//!   a move within a rank is `title_changed`, a post that was made for its holder `role_created`, a hold that gainsays the roster a
//!   `contradiction`, a post left empty a `vacancy`.
//! - *Recorded* and *told* are two things. A rumour, a denial and a lone contradiction are changes on the books that the roster does not
//!   follow ([`Change::is_settled`] says no) and that are told to those only who asked for so little certainty.
//! - A *story* joins changes that a reader takes for one: a departure and its successor, "leaves A to join B", ousted and reinstated.
//!   Its name is the id of its first change.
//! - A [`Telling`] is one thing to tell of a change, each at most once: `rumoured` where it is not settled, `new` when it is; later a step
//!   up (`announced`, `confirmed`), a correction (`amended`, `denied`, `rejected`, `reinstated`), or that the announced day has come
//!   (`due`). Who gets which, and when, is the outbox's business. What a later decision makes untrue is withdrawn and may be told anew.

use jiff::Timestamp;

use super::finding::words;
use super::{Certainty, Kind, Manner, PartialDate, Role, Status, Tenure};

/// One side of "before → after".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// As displayed in the roster; `None` where no role is known or none is left.
    pub role: Option<String>,
    pub status: Status,
    /// The day, month or year in which this position ends or ended, where known.
    pub until: Option<PartialDate>,
}

/// One document that tells a change, or denies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// The configured source's name.
    pub source: String,
    /// The document's key, unique among all documents.
    pub key: String,
    pub url: String,
    pub title: String,
    pub author: Option<String>,
    pub published: Timestamp,
    pub certainty: Certainty,
    /// Whether the person or the organisation says so itself: its own post, page, statement or filing, under a handle or an address that
    /// the roster knows as its own.
    pub first_party: bool,
    /// Whose words they are: the site's name. The copies of one wire text all have that of the first.
    pub outlet: String,
    /// A digest of the text by which copies are found; `None` for a text that is too short to tell.
    pub likeness: Option<u64>,
    /// The sentence or sentences that say so, verbatim.
    pub quote: String,
}

/// What a change is for the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    Departed,
    Appointed,
    OnLeave,
    Returned,
    /// Another title of the same rank for somebody who stays.
    TitleChanged,
    /// An appointment to a post that did not exist before.
    RoleCreated,
    /// A post that somebody left and nobody holds or is about to take. Never stored: it follows from the roster.
    Vacancy,
    /// Documents name a holder whom the roster does not have. The roster follows only when the operator confirms it.
    Contradiction,
}

/// How sure a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Said not to be so, and nobody surer says otherwise.
    Denied,
    /// Nothing but rumours, or a contradiction that one outlet alone tells.
    Rumoured,
    /// Attributed to sources.
    Reported,
    /// Told as a fact.
    Announced,
    /// By the person or the organisation itself, by two independent outlets, or by the operator.
    Confirmed,
}

/// What the operator decided of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Confirmed,
    /// It is not so: the roster is as if it had never been told, and its repeats are silent.
    Rejected,
}

/// One thing to tell of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Telling {
    /// It was not known.
    New,
    /// It was not known, and is not settled: only for those who asked for so little certainty.
    Rumoured,
    /// It was told with less certainty, and is now told as a fact.
    Announced,
    /// It was told with less certainty, and is now confirmed.
    Confirmed,
    /// Its date or position was told otherwise.
    Amended,
    /// It was told, and is denied by those concerned.
    Denied,
    /// It was told, and the operator found it wrong.
    Rejected,
    /// It was told and then taken back, and that was wrong: it stands.
    Reinstated,
    /// The day that it was announced for has come.
    Due,
}

/// A change of the roster, told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Stable identity, the same whenever the same documents are read in the same order.
    pub id: String,
    /// The id of the first change of the story that this one belongs to; its own where it stands alone.
    pub story: String,
    pub person: String,
    pub organisation: String,
    pub kind: ChangeKind,
    /// As the first document names it; `None` where that names none.
    pub role: Option<Role>,
    /// Acting, interim or caretaker.
    pub interim: bool,
    pub manner: Manner,
    /// That of the surest document.
    pub certainty: Certainty,
    pub standing: Standing,
    pub verdict: Option<Verdict>,
    pub effective: Option<PartialDate>,
    /// `None` for somebody whom the roster did not know.
    pub before: Option<Position>,
    pub after: Position,
    /// When the daemon learnt it.
    pub detected: Timestamp,
    /// The document that told it first, then each later one.
    pub support: Vec<Support>,
}

impl Change {
    /// Whether the roster follows it, and with it every recipient who asked for nothing else: reported at least, and not rejected.
    pub fn is_settled(&self) -> bool {
        self.standing >= Standing::Reported && self.verdict != Some(Verdict::Rejected)
    }
}

impl ChangeKind {
    /// What documents say happens to the person; `None` for what follows from the roster and not from one claim.
    pub fn claimed(self) -> Option<Kind> {
        match self {
            ChangeKind::Departed => Some(Kind::Departed),
            ChangeKind::Appointed | ChangeKind::TitleChanged | ChangeKind::RoleCreated => Some(Kind::Appointed),
            ChangeKind::OnLeave => Some(Kind::OnLeave),
            ChangeKind::Returned => Some(Kind::Returned),
            ChangeKind::Vacancy | ChangeKind::Contradiction => None,
        }
    }
}

impl From<Kind> for ChangeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Departed => ChangeKind::Departed,
            Kind::Appointed => ChangeKind::Appointed,
            Kind::OnLeave => ChangeKind::OnLeave,
            Kind::Returned => ChangeKind::Returned,
        }
    }
}

impl From<Certainty> for Standing {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Denied => Standing::Denied,
            Certainty::Rumoured => Standing::Rumoured,
            Certainty::Reported => Standing::Reported,
            Certainty::Announced => Standing::Announced,
        }
    }
}

impl From<&Tenure> for Position {
    fn from(tenure: &Tenure) -> Self {
        Position { role: Some(tenure.title()), status: tenure.status, until: tenure.until }
    }
}

/// One step of a row of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenureStep {
    /// The row as it was; `None` where the step adds a row.
    pub before: Option<Tenure>,
    pub after: Tenure,
}

/// What one finding does to the roster and to what has been told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody had told it. A change that is not settled is recorded without steps; [`Outcome::Support`] may settle it.
    New { change: Change, tenures: Vec<TenureStep> },
    /// It has been told: one more document says so, or denies it. `standing` is what the change comes to with it.
    Support { change_id: String, support: Support, standing: Standing },
    /// It has been told, and this document knows it better (an end date ahead). The same change, not told a second time as new.
    Refine {
        change_id: String,
        support: Support,
        standing: Standing,
        after: Position,
        effective: Option<PartialDate>,
        tenures: Vec<TenureStep>,
    },
    /// A person of a document who may be one of the roster: kept apart until the operator answers.
    Question(Question),
}

/// Whether two names are one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// As the roster keeps the person of the document until it is answered.
    pub person: String,
    /// The person of the roster who may be meant.
    pub candidate: String,
    pub organisation: String,
    /// Why it is asked, in a few words.
    pub why: String,
    pub quote: String,
    pub url: String,
}

words!(ChangeKind {
    Departed => "departed", Appointed => "appointed", OnLeave => "on_leave", Returned => "returned", TitleChanged => "title_changed",
    RoleCreated => "role_created", Vacancy => "vacancy", Contradiction => "contradiction",
});
words!(Standing {
    Denied => "denied", Rumoured => "rumoured", Reported => "reported", Announced => "announced", Confirmed => "confirmed",
});
words!(Verdict { Confirmed => "confirmed", Rejected => "rejected" });
words!(Telling {
    New => "new", Rumoured => "rumoured", Announced => "announced", Confirmed => "confirmed", Amended => "amended", Denied => "denied",
    Rejected => "rejected", Reinstated => "reinstated", Due => "due",
});
