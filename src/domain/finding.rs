//! What one document claims: changes (news or history), holds and stays, each with its evidence.

use super::{Language, PartialDate, Role};

/// What happens to a person in an organisation (ACE's StartPosition and EndPosition, with what a roster needs beside them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Departed,
    Appointed,
    OnLeave,
    Returned,
}

/// How a departure or an appointment came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    Resigned,
    Retired,
    Dismissed,
    Died,
    TermEnded,
    /// To another role in the same organisation.
    Moved,
    Hired,
    Promoted,
    Elected,
    Reinstated,
    Unknown,
}

/// How sure one document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Said not to be so. Recorded, never alerted; cancels a rumour.
    Denied,
    /// May, is considering, in talks.
    Rumoured,
    /// Attributed to sources.
    Reported,
    /// Said by the person, the organisation or a filing, or reported as plain fact.
    Announced,
}

/// A verbatim piece of the document's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// Offset of the first character in the text, in characters (Unicode scalar values).
    pub start: usize,
    /// Offset behind the last character, in characters.
    pub end: usize,
    pub text: String,
}

/// A claimed change of one person's position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The fullest name that the document or the roster gives.
    pub person: String,
    /// As the document names it, or the roster's name where the gazetteer knows it; `None` where the text names none.
    pub organisation: Option<String>,
    pub kind: Kind,
    pub role: Option<Role>,
    pub manner: Manner,
    /// Acting, interim and caretaker roles.
    pub interim: bool,
    pub certainty: Certainty,
    pub effective: Option<PartialDate>,
    /// Inside the news window (about 90 days before publication, or ahead); otherwise history, which never alerts.
    pub news: bool,
    pub evidence: Vec<Evidence>,
    /// The rule that fired.
    pub rule: String,
}

/// The state that a role mention claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoldStatus {
    Current,
    Former,
    Incoming,
    Outgoing,
    Acting,
}

/// A role mention that states and does not change: "OpenAI CEO Sam Altman".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub person: String,
    pub organisation: Option<String>,
    pub role: Role,
    pub status: HoldStatus,
    pub evidence: Evidence,
}

/// A statement that somebody remains: "will continue to lead". Cancels a rumour, never alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    pub person: String,
    pub organisation: Option<String>,
    pub role: Option<Role>,
    pub evidence: Evidence,
}

/// All that one document claims. Empty for a document without any claim, which is no error.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Findings {
    /// The language that was read; `None` where it is one that we do not read.
    pub language: Option<Language>,
    pub changes: Vec<Finding>,
    pub holds: Vec<Hold>,
    pub stays: Vec<Stay>,
}

macro_rules! words {
    ($type:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// The word used in the store, in JSON, in configuration and in mails.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$variant => $word),+ }
            }

            /// Reads [`Self::as_str`]; `None` for any other word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($type::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(super) use words;

words!(Kind { Departed => "departed", Appointed => "appointed", OnLeave => "on_leave", Returned => "returned" });
words!(Certainty { Denied => "denied", Rumoured => "rumoured", Reported => "reported", Announced => "announced" });
words!(HoldStatus { Current => "current", Former => "former", Incoming => "incoming", Outgoing => "outgoing", Acting => "acting" });
words!(Manner {
    Resigned => "resigned", Retired => "retired", Dismissed => "dismissed", Died => "died", TermEnded => "term_ended",
    Moved => "moved", Hired => "hired", Promoted => "promoted", Elected => "elected", Reinstated => "reinstated", Unknown => "unknown",
});
