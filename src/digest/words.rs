//! Every phrase of a mail, in English. Another mail language is another file with these functions, chosen in `view` and `subject`.
//!
//! The functions take cleaned values (see `clean`) and return plain text.

use jiff::{Timestamp, tz::TimeZone};

use super::clean::isolated;
use crate::domain::{Certainty, Change, ChangeKind, Manner, PartialDate, Position, Status};

/// BCP 47 tag of the phrases below.
pub(super) const LANG: &str = "en";
/// What stands before a position that the roster did not know.
pub(super) const UNKNOWN_BEFORE: &str = "not on the roster";
/// What stands for a role that no document named.
pub(super) const UNKNOWN_ROLE: &str = "role not named";

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Labels of the templates.
pub(super) const LABELS: [(&str, &str); 8] = [
    ("before", "Before"),
    ("after", "After"),
    ("change", "Change"),
    ("what", "What"),
    ("effective", "Effective"),
    ("certainty", "Certainty"),
    ("first_seen", "First seen"),
    ("sources", "Sources"),
];

/// The language of a piece of text where it is not that of the mail, for the reader's fonts and screen reader.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    text.chars().any(han).then_some("zh")
}

/// What happened in a few words, without the person's name in front: "out as CTO".
pub(super) fn happened(change: &Change) -> String {
    let role = match change.kind {
        ChangeKind::Appointed | ChangeKind::TitleChanged | ChangeKind::RoleCreated | ChangeKind::Contradiction => {
            change.after.role.as_deref()
        }
        ChangeKind::Departed | ChangeKind::OnLeave | ChangeKind::Returned | ChangeKind::Vacancy => {
            change.before.as_ref().unwrap_or(&change.after).role.as_deref()
        }
    };
    let known = change.before.as_ref().is_some_and(|before| before.status.is_held());
    let (with_role, without) = match (change.kind, change.manner) {
        (ChangeKind::Departed, Manner::Died) => ("has died, {}", "has died"),
        (ChangeKind::Departed, Manner::Retired) => ("retires as {}", "retires"),
        (ChangeKind::Departed, Manner::Dismissed) => ("dismissed as {}", "dismissed"),
        (ChangeKind::Departed, _) => ("out as {}", "out"),
        (ChangeKind::TitleChanged, _) => ("now {}", "has a new title"),
        (ChangeKind::RoleCreated, _) => ("to the new post of {}", "in a new post"),
        (ChangeKind::Appointed, Manner::Hired) => ("joins as {}", "joins"),
        (ChangeKind::Appointed, Manner::Elected) => ("elected {}", "elected"),
        (ChangeKind::Appointed, Manner::Reinstated) => ("back as {}", "reinstated"),
        (ChangeKind::Appointed, Manner::Promoted | Manner::Moved) => ("to {}", "in a new role"),
        (ChangeKind::Appointed, _) if known => ("to {}", "in a new role"),
        (ChangeKind::Appointed, _) => ("named {}", "appointed"),
        (ChangeKind::OnLeave, _) => ("on leave as {}", "on leave"),
        (ChangeKind::Returned, _) => ("back from leave as {}", "back from leave"),
        (ChangeKind::Vacancy, _) => ("left {} vacant", "left a vacancy"),
        (ChangeKind::Contradiction, _) => ("called {}, against the roster", "called otherwise than in the roster"),
    };
    let plain = role.map_or_else(|| without.to_string(), |role| with_role.replacen("{}", role, 1));
    match change.certainty {
        Certainty::Announced => plain,
        Certainty::Reported => format!("{plain} (reported)"),
        Certainty::Rumoured => format!("{plain} (rumour)"),
        Certainty::Denied => format!("{plain} (denied)"),
    }
}

/// Who and what: "Mira Murati out as CTO".
pub(super) fn headline(change: &Change) -> String {
    format!("{} {}", isolated(&change.person), happened(change))
}

/// What the subject and the first line say of changes for which there is no room.
pub(super) fn more(count: usize) -> String {
    format!("+{count} more")
}

/// "OpenAI: 3 leadership changes"; several organisations are named up to two.
pub(super) fn heading(organisations: &[&str], count: usize) -> String {
    let noun = if count == 1 { "leadership change" } else { "leadership changes" };
    match organisations {
        [one] => format!("{}: {count} {noun}", isolated(one)),
        [one, two] => format!("{} and {}: {count} {noun}", isolated(one), isolated(two)),
        many => format!("{count} {noun} in {} organisations", many.len()),
    }
}

/// Kind and manner in plain words.
pub(super) fn kind(change: &Change) -> String {
    let manner = match change.manner {
        Manner::Resigned => "resigned",
        Manner::Retired => "retired",
        Manner::Dismissed => "dismissed",
        Manner::Died => "died",
        Manner::TermEnded => "term ended",
        Manner::Moved => "moved to another role in the organisation",
        Manner::Hired => "hired from outside",
        Manner::Promoted => "promoted",
        Manner::Elected => "elected",
        Manner::Reinstated => "reinstated",
        Manner::Unknown => "",
    };
    match (change.kind, manner) {
        (ChangeKind::Departed, "") => "Departure; how it came about is not stated".to_string(),
        (ChangeKind::Departed, manner) => format!("Departure: {manner}"),
        (ChangeKind::Appointed, "") => "Appointment".to_string(),
        (ChangeKind::Appointed, manner) => format!("Appointment: {manner}"),
        (ChangeKind::OnLeave, _) => "Leave of absence".to_string(),
        (ChangeKind::Returned, _) => "Return from leave".to_string(),
        (ChangeKind::TitleChanged, _) => "New title".to_string(),
        (ChangeKind::RoleCreated, _) => "Appointment to a new post".to_string(),
        (ChangeKind::Vacancy, _) => "Vacancy".to_string(),
        (ChangeKind::Contradiction, _) => "Contradicts the roster; confirm it to have the roster follow".to_string(),
    }
}

/// "outgoing until November 2024".
pub(super) fn status(position: &Position, effective: Option<PartialDate>) -> String {
    let word = match position.status {
        Status::Current => "current",
        Status::OnLeave => "on leave",
        Status::Outgoing => "outgoing",
        Status::Incoming => "incoming",
        Status::Former => "former",
    };
    match (position.status, position.until, effective) {
        (Status::Incoming, _, Some(from)) => format!("{word}, from {}", date(from)),
        (Status::Former, Some(since), _) => format!("{word} since {}", date(since)),
        (Status::OnLeave | Status::Outgoing, Some(until), _) => format!("{word} until {}", date(until)),
        _ => word.to_string(),
    }
}

/// "25 September 2024", "September 2024" or "2024".
pub(super) fn date(date: PartialDate) -> String {
    let month = date.month_number().and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
    match month {
        Some(month) if date.is_exact() => format!("{} {month} {}", date.first_day().day(), date.year_number()),
        Some(month) => format!("{month} {}", date.year_number()),
        None => date.year_number().to_string(),
    }
}

/// When the change takes or took effect.
pub(super) fn effective(effective: Option<PartialDate>) -> String {
    effective.map_or_else(|| "not stated".to_string(), date)
}

/// "25 September 2024, 19:42 UTC".
pub(super) fn moment(moment: Timestamp) -> String {
    let at = moment.to_zoned(TimeZone::UTC);
    format!("{}, {:02}:{:02} UTC", date(PartialDate::from(at.date())), at.hour(), at.minute())
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Announced => "Announced",
        Certainty::Reported => "Reported",
        Certainty::Rumoured => "Rumoured",
        Certainty::Denied => "Denied",
    }
}

/// How the best source knows it.
pub(super) enum Origin<'a> {
    /// The person says so.
    OwnPost,
    OwnWords,
    /// Somebody else says so on a social network.
    Post(&'a str),
    /// A text by an outlet or an organisation.
    Text,
}

/// Why we are as sure as we are: "in the person's own post (x.com), and in 2 more sources".
pub(super) fn why(certainty: Certainty, origin: &Origin<'_>, host: &str, others: usize) -> String {
    let best = match (certainty, origin) {
        (Certainty::Announced, Origin::OwnPost) => format!("by the person's own post ({host})"),
        (Certainty::Announced, Origin::OwnWords) => format!("in the person's own words ({host})"),
        (Certainty::Announced, Origin::Post(author)) => format!("in a post by {} ({host})", isolated(author)),
        (Certainty::Announced, Origin::Text) => format!("told as fact by {host}"),
        (Certainty::Reported, _) => format!("by {host}, which cites others"),
        (Certainty::Rumoured, _) => format!("by {host}; treat with caution"),
        (Certainty::Denied, _) => format!("according to {host}"),
    };
    match others {
        0 => best,
        1 => format!("{best}, and in 1 more source"),
        n => format!("{best}, and in {n} more sources"),
    }
}

/// What stands below the sources that are shown.
pub(super) fn more_sources(count: usize) -> String {
    if count == 1 { "and 1 more source".to_string() } else { format!("and {count} more sources") }
}

/// Why the reader gets this, and how to stop it.
pub(super) fn footer(list_id: &str, operator: &str) -> String {
    format!(
        "You get this mail because your address is a recipient of the leadership watch {list_id}. \
         Each change is told once. To change or stop it, write to {operator}."
    )
}

/// What sent it.
pub(super) fn colophon(batch: &str) -> String {
    format!("rosterwatch {}, mail {batch}", env!("CARGO_PKG_VERSION"))
}
