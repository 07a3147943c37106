//! Claims as lines, and back.

use rosterwatch::domain::{
    Certainty, Change, Evidence, Finding, Hold, HoldStatus, Kind, Manner, PartialDate, Position, Role, Status, Stay, Tenure,
};
use rosterwatch::extract::title;

pub fn finding(line: &str, quote: &str) -> Finding {
    let bare = line.strip_prefix("history |");
    let [person, organisation, kind, role, manner, certainty, effective] = fields(bare.unwrap_or(line));
    let (role, interim) = self::role(role);
    Finding {
        person: person.into(),
        organisation: (!organisation.is_empty()).then(|| organisation.into()),
        kind: Kind::from_word(kind).unwrap_or_else(|| panic!("{line}: kind {kind}")),
        role,
        manner: Manner::from_word(manner).unwrap_or_else(|| panic!("{line}: manner {manner}")),
        interim,
        certainty: Certainty::from_word(certainty).unwrap_or_else(|| panic!("{line}: certainty {certainty}")),
        effective: date(effective),
        news: bare.is_none(),
        evidence: vec![evidence(quote)],
        rule: "by hand".into(),
    }
}

pub fn hold(line: &str, quote: &str) -> Hold {
    let [person, organisation, role, status] = fields(line);
    Hold {
        person: person.into(),
        organisation: Some(organisation.into()),
        role: self::role(role).0.unwrap_or_else(|| panic!("{line}: a role")),
        status: HoldStatus::from_word(status).unwrap_or_else(|| panic!("{line}: status {status}")),
        evidence: evidence(quote),
    }
}

pub fn stay(line: &str, quote: &str) -> Stay {
    let [person, organisation, role] = fields(line);
    Stay { person: person.into(), organisation: Some(organisation.into()), role: self::role(role).0, evidence: evidence(quote) }
}

pub fn tenure(line: &str, organisation: &str) -> Tenure {
    let [person, title, status, since, until] = fields(line);
    let (role, interim) = self::role(title);
    let role = role.unwrap_or_else(|| panic!("{line}: a title"));
    Tenure {
        person: person.into(),
        organisation: organisation.into(),
        role: Role { title: title.trim_end_matches(" (interim)").into(), ..role },
        interim,
        status: Status::from_word(status).unwrap_or_else(|| panic!("{line}: status {status}")),
        since: date(since),
        status_since: None,
        until: date(until),
    }
}

/// `person | title | status | since | until`, without empty fields at the end.
pub fn row(row: &Tenure, with_organisation: bool) -> String {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let organisation = if with_organisation { row.organisation.as_str() } else { "" };
    let fields = [&row.person, &row.title(), row.status.as_str(), &date(row.since), &date(row.until), organisation];
    fields.join(" | ").trim_end_matches([' ', '|']).to_string()
}

/// `departed Ann Poe: CTO -> former`. A status is said unless it is `current`.
pub fn change(change: &Change) -> String {
    let before = change.before.as_ref().map_or_else(|| "unknown".into(), position);
    format!("{} {}: {before} -> {}", change.kind, change.person, position(&change.after))
}

fn position(position: &Position) -> String {
    let status = (position.status != Status::Current || position.role.is_none()).then(|| position.status.to_string());
    let until = position.until.filter(|_| position.status == Status::Outgoing).map(|until| format!("until {until}"));
    [position.role.clone(), status, until].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Fields between bars; those missing at the end are empty.
fn fields<const N: usize>(line: &str) -> [&str; N] {
    let mut fields = [""; N];
    let given: Vec<&str> = line.split('|').map(str::trim).collect();
    assert!(given.len() <= N, "{line}: at most {N} fields");
    fields[..given.len()].copy_from_slice(&given);
    fields
}

/// The role of a title as the extractor reads titles; interim where it says so.
fn role(words: &str) -> (Option<Role>, bool) {
    let lower = words.to_lowercase();
    let interim = lower.ends_with("(interim)") || ["interim ", "acting "].iter().any(|word| lower.starts_with(word));
    let bare = words.trim_end_matches(" (interim)").trim_start_matches("interim ").trim_start_matches("acting ");
    ((!words.is_empty()).then(|| title::role(bare)), interim)
}

fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap_or_else(|error| panic!("{error}")))
}

fn evidence(quote: &str) -> Evidence {
    Evidence { start: 0, end: quote.chars().count(), text: quote.into() }
}
