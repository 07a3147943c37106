//! Claims become findings: one for each person, organisation and kind.

use jiff::civil::Date;

use super::claim::{Claim, LimitedStay, Maker, is_succession};
use super::complete::complete;
use super::mention::RoleMention;
use super::trace::{Event, Trace};
use crate::domain::{Certainty, Evidence, Finding, Findings, Hold, HoldStatus, Kind, Manner, Role};

/// Resolves, dates and grades all readings, then joins those that tell the same.
pub fn findings(maker: &Maker) -> Findings {
    let (parsed, names, trace, published) = (maker.parsed, maker.names, maker.trace, maker.reader.published);
    let mut made = maker.make();
    complete(&mut made.claims, parsed, names, trace);
    let mut changes = join(made.claims, trace);
    apply_stays(&mut changes, &made.stays, published);
    // words of the title are no evidence in the text where the text itself says so
    for finding in changes.iter_mut().filter(|f| f.evidence.iter().any(|e| e.end > 0)) {
        finding.evidence.retain(|e| e.end > 0);
    }
    trace.note(|| Event::Holds);
    let stays = made.stays.into_iter().map(|(stay, _)| stay).collect();
    Findings { language: maker.reader.article.language, changes, holds: holds(maker), stays }
}

/// One finding for each person, organisation and kind; news swallows history of the same key.
fn join(claims: Vec<Claim>, trace: &Trace) -> Vec<Finding> {
    let mut joined: Vec<Finding> = Vec::new();
    for Claim { number, finding, .. } in claims {
        let same = |f: &Finding| f.person == finding.person && f.organisation == finding.organisation && f.kind == finding.kind;
        let place = joined.iter().position(same);
        let note = |how| trace.note(|| Event::Joined { claim: number, finding: place.unwrap_or(joined.len()), how });
        let Some(place) = place else {
            note("a finding of its own");
            joined.push(finding);
            continue;
        };
        let known = &joined[place];
        // "succeeds Roe, who left last year": the date of the leaving counts
        if finding.news != known.news && finding.kind == Kind::Departed && is_succession(&finding.rule) != is_succession(&known.rule) {
            note("adds to the finding; whether that is news, the clause of the leaving says");
            let dated = if is_succession(&finding.rule) { known.news } else { finding.news };
            let known = &mut joined[place];
            absorb(known, finding);
            known.news = dated;
        } else if finding.news && !known.news {
            note("takes the place of history of the same person, organisation and kind");
            joined[place] = finding;
        } else if finding.news == known.news {
            note(if known.certainty == Certainty::Denied { "adds nothing: the text has denied it" } else { "adds to the finding" });
            absorb(&mut joined[place], finding);
        } else {
            note("history, which adds nothing to news of the same person, organisation and kind");
        }
    }
    joined
}

/// Adds to a finding what a later one of the same key tells more.
fn absorb(known: &mut Finding, later: Finding) {
    // once the text denies it, what it says of the rumour later is no claim
    if known.certainty == Certainty::Denied {
        return;
    }
    if later.certainty > known.certainty {
        known.certainty = later.certainty;
        known.rule = later.rule;
    }
    // of two wordings of one role the fuller is kept: "technology chief", "chief technology officer"
    let fuller = |a: &Role, b: &Role| a.code == b.code && a.unit.is_none() && b.title.len() > a.title.len();
    match (&known.role, &later.role) {
        (None, _) => known.role = later.role,
        (Some(a), Some(b)) if fuller(a, b) => known.role = later.role,
        // "is out as chief and gives up her seat on the board": the office before the seat
        (Some(a), Some(b)) if known.kind == Kind::Departed && a.code == "DIRECTOR" && outranks_seat(b) => known.role = later.role,
        _ => {}
    }
    known.interim |= later.interim;
    if known.manner == Manner::Unknown {
        known.manner = later.manner;
    }
    known.effective = known.effective.or(later.effective);
    for evidence in later.evidence {
        if !known.evidence.contains(&evidence) {
            known.evidence.push(evidence);
        }
    }
}

/// Whether a role is more than a seat on a board.
fn outranks_seat(role: &Role) -> bool {
    !matches!(role.code.as_str(), "DIRECTOR" | "SUCCESSOR" | "PREDECESSOR" | "FOUNDER")
}

/// "stays for two more months": the end of a departure that the text tells.
fn apply_stays(changes: &mut [Finding], stays: &[LimitedStay], published: Date) {
    for (stay, until) in stays {
        let Some(until) = until else { continue };
        let departure =
            changes.iter_mut().find(|f| f.kind == Kind::Departed && f.person == stay.person && f.news && f.certainty > Certainty::Denied);
        if let Some(departure) = departure.filter(|d| d.effective.is_none_or(|e| e.last_day() <= published)) {
            departure.effective = Some(*until);
            if !departure.evidence.contains(&stay.evidence) {
                departure.evidence.push(stay.evidence.clone());
            }
        }
    }
}

/// The titles that person mentions carry.
fn holds(Maker { passage, parsed, names, .. }: &Maker) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for (sentence, person) in &parsed.people {
        let Some(title) = person.title.as_ref().filter(|t| t.role.leadership && !is_placeholder(&t.role)) else { continue };
        let Some(name) = names.people(person, *sentence).into_iter().next() else { continue };
        let organisation = title
            .role
            .organisation
            .as_ref()
            .and_then(|o| names.organisations.name_of(o, *sentence))
            .or_else(|| names.organisations.context(*sentence));
        let evidence: Evidence = passage.evidence(&parsed.sentences[*sentence].span);
        let status = if title.fresh && title.status == HoldStatus::Current { HoldStatus::Current } else { title.status };
        let known = holds
            .iter()
            .any(|h| h.person == name && h.organisation == organisation && h.role.code == title.role.role.code && h.status == status);
        if !known {
            holds.push(Hold { person: name, organisation, role: title.role.role.clone(), status, evidence });
        }
    }
    holds
}

fn is_placeholder(role: &RoleMention) -> bool {
    matches!(role.role.code.as_str(), "SUCCESSOR" | "PREDECESSOR")
}
