//! The extractor's terms in words for a person.

use crate::domain::Role;
use crate::extract::mention::{DateMention, NameForm, OrgForm, RoleMention, Slot, Stance, Tells, Tense, TitleMention};
use crate::extract::rule::Need;

pub fn name_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Full => "full name",
        NameForm::Likely => "full name by its shape",
        NameForm::Partial => "part of a name",
        NameForm::Pronoun(_) => "pronoun",
        NameForm::Plural => "plural",
        NameForm::Dropped => "left out",
        NameForm::Holder => "holder of a role",
        NameForm::Speaker => "speaker",
    }
}

pub fn org_form(form: OrgForm) -> &'static str {
    match form {
        OrgForm::Named => "named",
        OrgForm::Likely => "likely",
        OrgForm::Anaphor => "referred to",
        OrgForm::Speaker => "the speaker's",
    }
}

pub fn tense(tense: Tense) -> &'static str {
    match tense {
        Tense::Past => "past",
        Tense::Present => "present",
        Tense::Perfect => "perfect",
        Tense::PastPerfect => "past perfect",
        Tense::Future => "future",
        Tense::None => "no tense",
    }
}

pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserted => "asserted",
        Stance::Expected => "expected",
        Stance::Possible => "possible",
        Stance::Negated => "negated",
        Stance::Hypothetical => "hypothetical",
    }
}

pub fn tells(tells: Tells) -> &'static str {
    match tells {
        Tells::Tense => "when it happens",
        Tells::Stance => "how firmly it is said",
        Tells::Sourced => "that unnamed sources say so",
        Tells::Past => "that it is old",
        Tells::Interim => "that it is for the meantime",
    }
}

pub fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Subject => "subject",
        Slot::Object => "object",
        Slot::As => "as",
        Slot::From => "from",
        Slot::At => "at",
        Slot::By => "by",
        Slot::For => "in place of",
        Slot::Sayer => "sayer",
        Slot::With => "with",
    }
}

/// `CTO`, `SVP Research`.
pub fn role(role: &Role) -> String {
    [Some(role.code.as_str()), role.unit.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `CTO, interim, at OpenAI, no leadership`.
pub fn role_mention(mention: &RoleMention) -> String {
    let at = mention.organisation.as_ref().map(|organisation| match organisation.name.as_str() {
        "" => "of the organisation referred to".to_string(),
        name => format!("at {name}"),
    });
    let mut told = vec![role(&mention.role)];
    told.extend(mention.interim.then(|| "interim".to_string()));
    told.extend(at);
    told.extend((!mention.leadership).then(|| "no leadership role".to_string()));
    told.join(", ")
}

/// `CTO at OpenAI, current, new`.
pub fn title(title: &TitleMention) -> String {
    let fresh = if title.fresh { ", new" } else { "" };
    format!("{}, {}{fresh}", role_mention(&title.role), title.status)
}

/// The days that a date can mean, and what is known of its use.
pub fn date(date: &DateMention) -> String {
    let days = if date.first == date.last { date.first.to_string() } else { format!("{} to {}", date.first, date.last) };
    let told = [(date.effective, "takes effect"), (date.until, "until"), (date.weekday, "weekday")];
    told.into_iter().filter(|(is, _)| *is).fold(days, |told, (_, word)| format!("{told}, {word}"))
}

/// A condition of a rule.
pub fn need(need: &Need) -> String {
    let among = |slots: &[Slot]| slots.iter().map(|s| format!("\"{}\"", slot(*s))).collect::<Vec<_>>().join(" or ");
    let one = |s: Slot| format!("\"{}\"", slot(s));
    match *need {
        Need::People(s) => format!("people in {}", one(s)),
        Need::Role(slots) => format!("a role in {}", among(slots)),
        Need::RoleOrTitle(person, slots) => format!("a role in {}, or a title to be taken by the people in {}", among(slots), one(person)),
        Need::RoleOrFresh(person, slots) => format!("a role in {}, or a new title of the people in {}", among(slots), one(person)),
        Need::Title(s) => format!("a title that is held by the people in {}", one(s)),
        Need::Veteran(s) => format!("a former leadership title of the people in {}", one(s)),
        Need::Organisation(s) => format!("an organisation in {}", one(s)),
        Need::NoOther(s) => format!("nothing else in {}", one(s)),
        Need::NoOrganisation(s) => format!("no organisation in {}", one(s)),
        Need::NoPeople(s) => format!("no people in {}", one(s)),
        Need::Ahead => "a verb that looks ahead".to_string(),
        Need::Future => "a verb in the future or the infinitive".to_string(),
        Need::Passive => "the passive".to_string(),
        Need::Active => "the active".to_string(),
        Need::Interim => "words for the meantime".to_string(),
        Need::TellsManner(manner) => format!("a trigger that tells \"{}\"", manner.as_str()),
    }
}
