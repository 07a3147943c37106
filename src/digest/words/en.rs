//! Every phrase of a mail in English. Functions take cleaned values (see `clean`) and return plain text.

use jiff::{Timestamp, tz::TimeZone};

use super::super::clean::isolated;
use super::shared::{Origin, clock};
use crate::domain::{Certainty, Change, ChangeKind, Manner, PartialDate, Position, Standing, Status, Telling};

/// What stands before a position that the roster did not know.
pub(super) const UNKNOWN_BEFORE: &str = "not on the roster";
/// What stands for a role that no document named.
pub(super) const UNKNOWN_ROLE: &str = "role not named";

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Labels of the templates.
pub(super) const LABELS: [(&str, &str); 16] = [
    ("id", "Id"),
    ("before", "Before"),
    ("after", "After"),
    ("change", "Change"),
    ("what", "What"),
    ("effective", "Effective"),
    ("certainty", "Certainty"),
    ("first_seen", "First seen"),
    ("next", "Next"),
    ("sources", "Sources"),
    ("elsewhere", "Also in the last 90 days"),
    ("act", "Is it right?"),
    ("rumours", "Open rumours"),
    ("vacancies", "Posts that stand empty"),
    ("ahead", "Days ahead"),
    ("coverage", "Coverage"),
];

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
    role.map_or_else(|| without.to_string(), |role| with_role.replacen("{}", role, 1))
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

/// "25 September 2024, 21:42 CEST".
pub(super) fn moment(moment: Timestamp, zone: &TimeZone) -> String {
    let (day, time, zone) = clock(moment, zone);
    format!("{}, {time} {zone}", date(day))
}

pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Confirmed => "Confirmed",
        Standing::Announced => "Announced",
        Standing::Reported => "Reported",
        Standing::Rumoured => "Rumoured",
        Standing::Denied => "Denied",
    }
}

/// What stands behind a subject: "(announced, 3 sources)".
pub(super) fn surety(standing: Standing, sources: usize) -> String {
    format!("({standing}, {sources} {})", if sources == 1 { "source" } else { "sources" })
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

/// What sets a mail or an entry apart from news; nothing for news.
pub(super) fn mark(telling: Telling) -> &'static str {
    match telling {
        Telling::New => "",
        Telling::Announced | Telling::Confirmed | Telling::Amended => "Update",
        Telling::Rumoured => "Rumour",
        Telling::Denied | Telling::Rejected | Telling::Reinstated => "Correction",
        Telling::Due => "Reminder",
    }
}

/// What the mark means for this change.
pub(super) fn mark_note(telling: Telling) -> &'static str {
    match telling {
        Telling::New => "",
        Telling::Announced => "You were told of this before; it is now told as a fact.",
        Telling::Confirmed => "You were told of this before; it is now confirmed.",
        Telling::Amended => "You were told of this before; its date or position is now known better.",
        Telling::Denied => "You were told of this before; those concerned deny it.",
        Telling::Rejected => "You were told of this before; it was found to be wrong and has been taken back.",
        Telling::Rumoured => "Nobody tells this as a fact. Your rules ask for rumours; the roster does not follow them.",
        Telling::Reinstated => "You were told that this was taken back; it stands after all.",
        Telling::Due => "The day that was announced has come.",
    }
}

/// Who follows, or that nobody does.
pub(super) fn next(successor: Option<&str>) -> String {
    successor.map_or_else(|| "No successor is named".to_string(), |name| format!("{} takes over", isolated(name)))
}

/// What an operator can do about a change: the command, and what it does.
pub(super) const ACTS: [(&str, &str); 3] = [
    ("changes confirm", "it is right"),
    ("changes reject", "it is wrong: the roster goes back, and you are sent a correction"),
    ("changes mute", "no more mails about this story"),
];

/// "Leadership digest, 26 September 2024: 4 changes at 2 organisations".
pub(super) fn digest_heading(day: PartialDate, changes: usize, organisations: usize) -> String {
    let day = date(day);
    match (changes, organisations) {
        (0, _) => format!("Leadership digest, {day}: nothing new"),
        (1, _) => format!("Leadership digest, {day}: 1 change"),
        (_, 1) => format!("Leadership digest, {day}: {changes} changes"),
        _ => format!("Leadership digest, {day}: {changes} changes at {organisations} organisations"),
    }
}

/// "212 of 214 sources healthy; 2 failing: Wire since 20 September 2024, Blog since 1 September 2024".
pub(super) fn coverage(sources: usize, failing: &[(String, PartialDate)]) -> String {
    let well = sources.saturating_sub(failing.len());
    let line = format!("{well} of {sources} {} healthy", if sources == 1 { "source" } else { "sources" });
    if failing.is_empty() {
        return line;
    }
    let named: Vec<String> = failing.iter().take(5).map(|(name, since)| format!("{} since {}", isolated(name), date(*since))).collect();
    let rest = if failing.len() > named.len() { format!(", {}", more(failing.len() - named.len())) } else { String::new() };
    format!("{line}; {} failing: {}{rest}", failing.len(), named.join(", "))
}

/// One line of "also in the last 90 days", of rumours, and of days ahead.
pub(super) fn line(change: &Change, day: PartialDate) -> String {
    format!("{}: {} ({})", date(day), headline(change), change.standing)
}

/// A post that stands empty.
pub(super) fn vacancy(role: &str, person: &str, since: Option<PartialDate>) -> String {
    let since = since.map(|since| format!(" since {}", date(since))).unwrap_or_default();
    format!("{role}, left by {}{since}", isolated(person))
}

pub(super) fn silence_heading(days: i64) -> String {
    format!("Nothing to report for {days} days")
}

pub(super) const SILENCE: &str =
    "The watch goes on; there was nothing to tell you in this time. This mail says so, so that silence is not mistaken for calm.";
pub(super) const TEST_HEADING: &str = "This is a test";
pub(super) const TEST: &str = "Mails from this watch reach you. Names in other scripts: 林小雨, \u{2068}מירה לוי\u{2069}, Žofie Nováková.";

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
