//! What a language pack finds in a text before any rule is applied: mentions of people, organisations, roles and dates,
//! and *frames*, each a trigger word with the mentions that fill its slots.
//!
//! A pack parses; the engine matches frames against rules; nothing here names a language.

use std::ops::Range;

use jiff::civil::Date;

use crate::domain::{HoldStatus, PartialDate, Role};

/// Bytes of the passage.
pub type Span = Range<usize>;

/// A mention of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonMention {
    pub span: Span,
    /// The name as written, without titles; empty for a pronoun or a dropped subject.
    pub name: String,
    pub form: NameForm,
    /// The role that the mention itself carries ("CFO Jane Roe", "Jane Roe, the CFO,").
    pub title: Option<TitleMention>,
}

/// How much of a name a mention gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameForm {
    /// At least two parts, or a name that is known to be whole.
    Full,
    /// Two to four capitalised words that no list knows: a person's name only if the text treats it as one.
    Likely,
    /// One part: a surname, a first name, or a mononym.
    Partial,
    /// "he", "she", "who", 他, 她: resolved to an earlier person of that gender.
    Pronoun(Gender),
    /// "they", 三人, "both": resolved to the people of the sentence before.
    Plural,
    /// A subject that the language leaves out.
    Dropped,
    /// "the chief executive": whoever holds the role in the mention's title.
    Holder,
    /// "I", 我, 本人: the author of a post, a letter or a filing.
    Speaker,
}

/// Grammatical or name gender; only ever used to rule out a pronoun's antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Gender {
    Feminine,
    Masculine,
    #[default]
    Unknown,
}

impl Gender {
    /// Whether both may be the same person's.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }
}

/// A mention of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct OrgMention {
    pub span: Span,
    /// As written; empty for an anaphor.
    pub name: String,
    pub form: OrgForm,
}

/// Whether an organisation is named or referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrgForm {
    Named,
    /// A capitalised name that may be an organisation's: the engine takes it where a rule asks for one.
    Likely,
    /// "the company", "its", "the startup", 公司, 该行: the organisation that the text is about there.
    Anaphor,
    /// "we", "our", 我们: the speaker's organisation.
    Speaker,
}

/// A mention of a role.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleMention {
    pub span: Span,
    pub role: Role,
    pub interim: bool,
    /// "CEO of Acme", "Acme's CEO".
    pub organisation: Option<OrgMention>,
    /// A role that a leadership page would list; an adviser's or an analyst's is not.
    pub leadership: bool,
}

/// A role carried by a person mention.
#[derive(Clone, Debug, PartialEq)]
pub struct TitleMention {
    pub role: RoleMention,
    pub status: HoldStatus,
    /// "new CEO Jane Roe": the words say that the role has just begun.
    pub fresh: bool,
    /// Written before the name: "CEO Jane Roe".
    pub before: bool,
}

impl TitleMention {
    /// Whether the title can be the one that an appointment gives: "hires new CFO Jane Roe", "appoints CFO Jane Roe";
    /// not "hires Initech CFO Jane Roe" and not "hires Jane Roe, the CFO of Initech,".
    pub fn taken(&self) -> bool {
        let elsewhere = self.role.organisation.as_ref().is_some_and(|o| !o.name.is_empty());
        !matches!(self.status, HoldStatus::Former | HoldStatus::Outgoing)
            && (self.fresh || self.status == HoldStatus::Incoming || self.before && !elsewhere)
    }
}

/// A date in the text, already placed in the calendar relative to publication.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    pub span: Span,
    /// The earliest and the latest day that it can mean.
    pub first: Date,
    pub last: Date,
    /// As a partial date, where it is precise enough to be an effective date.
    pub date: Option<PartialDate>,
    /// "effective", "from", "on", "by", 自…起: it tells when the change takes effect, not when it was told.
    pub effective: bool,
    /// A bare weekday: it says little where an older date stands before it.
    pub weekday: bool,
    /// "until …", "through …": an end.
    pub until: bool,
}

/// A grammatical place of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    Subject,
    Object,
    /// "as CEO", "to CEO", 担任…, 为…: the role taken or left.
    As,
    /// "from Acme", "from the post of CFO".
    From,
    /// "at Acme", "of Acme", "in the company".
    At,
    /// "by Acme", 由….
    By,
    /// "in place of X", "from X" after "take over", 接替 X: the person who is followed.
    For,
    /// Who says so: the organisation that announces what the clause tells.
    Sayer,
    /// "with X": the person who follows ("replaced X with Y").
    With,
}

/// What fills a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Filler {
    People(Vec<PersonMention>),
    Organisation(OrgMention),
    Role(RoleMention),
    /// Something else: "left *the room*", "leaves *Belgium*".
    Other,
}

/// When a frame's event lies, as its grammar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tense {
    #[default]
    Past,
    Present,
    Perfect,
    /// "had left": before another past event.
    PastPerfect,
    Future,
    /// Headlines and infinitives: no tense of its own.
    None,
}

/// How the text commits itself to a frame's event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Stance {
    /// Told as fact, planned, decided, agreed.
    #[default]
    Asserted,
    /// "is expected to", "is set to … people familiar said".
    Expected,
    /// "may", "is considering", "in talks to".
    Possible,
    /// "denied that", "will not", "has no plans to".
    Negated,
    /// "if", "would", "should", "urged to", "who will …?": nothing is said to happen.
    Hypothetical,
}

/// A trigger with its slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The class of the trigger in the pack's lexicon: `appoint`, `resign`, `succeed` …
    pub trigger: &'static str,
    pub span: Span,
    /// Index of the sentence in the passage.
    pub sentence: usize,
    pub passive: bool,
    pub tense: Tense,
    pub stance: Stance,
    /// Attributed to unnamed sources.
    pub sourced: bool,
    pub slots: Vec<(Slot, Filler)>,
    pub dates: Vec<DateMention>,
    /// Inside a direct quotation: somebody else speaks there than the author.
    pub quoted: bool,
    /// Words of the clause that mark the event as old: "previously", "at the time", 曾.
    pub past_cue: bool,
    /// The manner that the trigger word itself tells ("retire", "fire").
    pub manner: Option<crate::domain::Manner>,
    /// "interim", "for the time being", 代行, as said outside the role itself.
    pub interim: bool,
    /// The words that coloured the clause. No rule reads them: they say why the fields above are as they are.
    pub cues: Vec<Cue>,
}

/// Words outside the trigger that decided how a frame is to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    pub tells: Tells,
    /// As the lexicon or the text spells them.
    pub words: String,
}

/// What a cue decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    Tense,
    Stance,
    Sourced,
    /// That the event is old.
    Past,
    Interim,
}

/// A trigger word, or a whole sentence, that a pack read and made no frame of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    pub sentence: usize,
    /// The trigger; the whole sentence where none is meant.
    pub span: Span,
    pub why: &'static str,
}

impl Frame {
    /// The first filler of a slot.
    pub fn filler(&self, slot: Slot) -> Option<&Filler> {
        self.slots.iter().find(|(s, _)| *s == slot).map(|(_, f)| f)
    }

    /// The people of a slot, none if it has none.
    pub fn people(&self, slot: Slot) -> &[PersonMention] {
        self.slots
            .iter()
            .find_map(|(s, f)| match f {
                Filler::People(p) if *s == slot => Some(p.as_slice()),
                _ => None,
            })
            .unwrap_or(&[])
    }

    /// The role in a slot.
    pub fn role(&self, slot: Slot) -> Option<&RoleMention> {
        self.slots.iter().find_map(|(s, f)| match f {
            Filler::Role(r) if *s == slot => Some(r),
            _ => None,
        })
    }

    /// The organisation in a slot.
    pub fn organisation(&self, slot: Slot) -> Option<&OrgMention> {
        self.slots.iter().find_map(|(s, f)| match f {
            Filler::Organisation(o) if *s == slot => Some(o),
            _ => None,
        })
    }
}

/// A sentence of the passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub span: Span,
    /// Index of its line: the title is line 0, each paragraph or list item is one.
    pub line: usize,
    /// Where the sentence itself begins, behind a dateline.
    pub opening: usize,
    /// Part of the title and not of the text: it can be read, but it is no evidence in the text.
    pub title: bool,
}

/// Everything that a pack found in one passage.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub sentences: Vec<Sentence>,
    /// Every person mention in text order, with its sentence.
    pub people: Vec<(usize, PersonMention)>,
    /// Every organisation mention in text order, with its sentence.
    pub organisations: Vec<(usize, OrgMention)>,
    /// The organisations inside the titles that people carry, which say where these people work and no more.
    pub titled: Vec<(usize, OrgMention)>,
    /// Every role that stands outside a person's title, in text order, with its sentence.
    pub roles: Vec<(usize, RoleMention)>,
    /// Every date in text order, with its sentence, placed into the past where the year is left out.
    pub dates: Vec<(usize, DateMention)>,
    pub frames: Vec<Frame>,
    /// Roles that a sentence calls new and gives nobody ("Initech has *a new finance chief*"), in text order.
    pub vacant: Vec<(usize, RoleMention)>,
    /// Relative clauses between commas ("Roe, *who joined in 2021*, was …"): their dates are not the main clause's.
    pub asides: Vec<Span>,
    /// What looked like a trigger and became no frame, as far as the pack says so. Nothing but an explanation reads them.
    pub passed: Vec<Passed>,
}
