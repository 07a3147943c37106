//! Readings become findings: resolved, dated, graded, and one for each person, organisation and kind.

use std::collections::HashMap;

use jiff::civil::Date;

use super::certainty::certainty;
use super::engine::Reading;
use super::mention::{DateMention, Frame, NameForm, OrgMention, Parsed, RoleMention, Span};
use super::passage::Passage;
use super::reader::Reader;
use super::resolve::Names;
use super::timing::{self, Age};
use super::trace::{Event, Trace};
use crate::domain::{Certainty, Evidence, Finding, Findings, Hold, HoldStatus, Kind, Manner, Role, Stay};

/// A reading with names and time.
struct Claim {
    /// Its number, for the trace.
    number: usize,
    frame: usize,
    finding: Finding,
    sentence: usize,
    /// Whether the words of the clause or her title say where, and not the context alone.
    sure: bool,
}

/// Resolves, dates and grades all readings, then joins those that tell the same.
pub fn findings(reader: &Reader, passage: &Passage, parsed: &Parsed, readings: &[Reading], names: &Names, trace: &Trace) -> Findings {
    let mut claims: Vec<Claim> = Vec::new();
    let mut stays: Vec<(Stay, Option<crate::domain::PartialDate>)> = Vec::new();
    let mut places: HashMap<(String, bool), String> = HashMap::new();
    for (index, reading) in readings.iter().enumerate() {
        let frame = &parsed.frames[reading.frame];
        trace.note(|| Event::Reading(index));
        let (news, why) = is_news(parsed, reading.frame, reader.published);
        trace.note(|| Event::Age { news, why });
        let evidence = passage.evidence(&parsed.sentences[frame.sentence].span);
        for person in names.people(&reading.person, frame.sentence) {
            let dropped = |why: &'static str| trace.note(|| Event::Dropped { person: person.clone(), why });
            let speaks = matches!(reading.person.form, NameForm::Speaker | NameForm::Holder | NameForm::Plural);
            if frame.quoted && speaks && reader.article.kind != crate::domain::DocumentKind::Post {
                dropped("somebody else speaks inside the quotation, and does not name himself");
                continue;
            }
            if !is_person(reading, &person, names) {
                dropped("nothing says that the name is a person's: no title, no role, no full name elsewhere");
                continue;
            }
            let shared = readings.iter().filter(|r| r.frame == reading.frame && is_succession(r.rule));
            let others: Vec<String> = if is_succession(reading.rule) {
                shared.flat_map(|r| names.people(&r.person, frame.sentence)).collect()
            } else {
                Vec::new()
            };
            // the last claim of the paragraph whose words say where
            let line = |sentence: usize| parsed.sentences[sentence].line;
            let beside = claims.iter().rev().find(|c| c.sure && c.finding.news == news && line(c.sentence) == line(frame.sentence));
            let beside = beside.and_then(|c| c.finding.organisation.clone());
            let known = Known { others: &others, places: &places, beside };
            let (organisation, sure, why) = organisation(reading, &person, names, frame.sentence, &known);
            trace.note(|| {
                let candidates = reading.organisations.clone();
                Event::Organisation { person: person.clone(), name: organisation.clone(), why, candidates }
            });
            if let Some(place) = &organisation {
                places.entry((person.clone(), arrives(reading))).or_insert_with(|| place.clone());
            }
            let loose = is_succession(reading.rule);
            let role = reading.role.as_ref().filter(|r| r.leadership || !loose).map(|r| r.role.clone());
            let Some(kind) = reading.kind else {
                trace.note(|| Event::Stay { person: person.clone() });
                stays.push((Stay { person, organisation, role, evidence: evidence.clone() }, timing::until(frame, reader.published)));
                continue;
            };
            let (certainty, why) = certainty(frame);
            trace.note(|| Event::Certainty { certainty, why });
            let Some(certainty) = certainty else {
                dropped(why);
                continue;
            };
            // the unit is (person, organisation, kind): without an organisation nothing can be compared
            if organisation.is_none() || organisation.as_ref() == Some(&person) {
                dropped("no organisation is found, and without one nothing can be compared");
                continue;
            }
            // whoever dies leaves an office only if she held one
            if reading.manner == Some(Manner::Died) && reading.role.is_none() && names.title(&person).is_none() {
                dropped("whoever dies leaves an office only if she held one, and the text names none");
                continue;
            }
            // ministers serve countries, which are no organisations of the text: only where the words say so
            if !sure && role.as_ref().is_some_and(|r| matches!(r.code.as_str(), "PRIME_MINISTER" | "MINISTER")) {
                dropped("a minister of a country that the clause does not name");
                continue;
            }
            if !leads(reading, kind, &person, names) {
                dropped("the role is none that a leadership page lists, or the person has only such roles");
                continue;
            }
            let interim = reading.role.as_ref().is_some_and(|r| r.interim) || frame.interim && kind == Kind::Appointed;
            let manner = reading.manner.unwrap_or(Manner::Unknown);
            let finding = Finding {
                person,
                organisation,
                kind,
                role,
                manner,
                interim,
                certainty,
                effective: timing::effective(frame),
                news,
                evidence: vec![evidence.clone()],
                rule: reading.rule.to_string(),
            };
            let number = claims.len();
            trace.note(|| Event::Claim { claim: number, finding: Box::new(finding.clone()) });
            claims.push(Claim { number, frame: reading.frame, finding, sentence: frame.sentence, sure });
        }
    }
    fill_roles(&mut claims, names, trace);
    drop_leaving_where_she_comes(&mut claims, trace);
    drop_unplaced(&mut claims, parsed, names, trace);
    drop_leaves_of_leavers(&mut claims, trace);
    unify_places(&mut claims, names, trace);
    let mut changes = join(claims, trace);
    apply_stays(&mut changes, &stays, reader.published);
    // words of the title are no evidence in the text where the text itself says so
    for finding in changes.iter_mut().filter(|f| f.evidence.iter().any(|e| e.end > 0)) {
        finding.evidence.retain(|e| e.end > 0);
    }
    trace.note(|| Event::Holds);
    let holds = holds(passage, parsed, names);
    Findings { language: reader.article.language, changes, holds, stays: stays.into_iter().map(|(s, _)| s).collect() }
}

/// News or history: by the frame itself, else by the dates and clauses before it in its paragraph; and why.
fn is_news(parsed: &Parsed, index: usize, published: Date) -> (bool, &'static str) {
    let frame = &parsed.frames[index];
    match timing::age(frame, published) {
        (Age::News, why) => (true, why),
        (Age::History, why) => (false, why),
        // "will appoint Roe, succeeding Moor": as old as what it depends on
        (Age::Open, _)
            if frame.tense == super::mention::Tense::None && index > 0 && parsed.frames[index - 1].sentence == frame.sentence =>
        {
            is_news(parsed, index - 1, published)
        }
        (Age::Open, _) => context(parsed, index, published).unwrap_or(match frame.tense {
            super::mention::Tense::PastPerfect if frame.sentence > 2 => {
                (false, "nothing dates it, and its tense puts it before what the text tells")
            }
            super::mention::Tense::PastPerfect => (true, "nothing dates it, and it stands at the head of the text"),
            _ => (true, "neither its clause nor its paragraph dates it, and the tense is told of new things too"),
        }),
    }
}

/// How many sentences back a paragraph's date still counts.
const CONTEXT_SENTENCES: usize = 3;

/// What the nearest date or dated clause before the frame in its paragraph says, and which; `None` where there is none.
fn context(parsed: &Parsed, index: usize, published: Date) -> Option<(bool, &'static str)> {
    let frame = &parsed.frames[index];
    let line = |sentence: usize| parsed.sentences[sentence].line;
    let date = parsed
        .dates
        .iter()
        .rev()
        .filter(|(_, d)| {
            let apart = |aside: &&Span| aside.contains(&d.span.start) && !aside.contains(&frame.span.start);
            !parsed.asides.iter().any(|aside| apart(&aside))
        })
        // a paragraph of many sentences, as some sites make of a whole article, passes its dates on no further than this
        .find(|(s, d)| {
            line(*s) == line(frame.sentence)
                && frame.sentence <= *s + CONTEXT_SENTENCES
                && (*s, d.span.start) < (frame.sentence, frame.span.start)
        });
    // where a clause has placed the date, its reading counts: "as of April 1" may lie ahead
    let placed = |date: &DateMention| parsed.frames[..index].iter().flat_map(|f| &f.dates).find(|d| d.span == date.span).cloned();
    let date = date.map(|(s, d)| (s, placed(d).unwrap_or_else(|| d.clone())));
    let near = |f: &&Frame| line(f.sentence) == line(frame.sentence) && frame.sentence <= f.sentence + CONTEXT_SENTENCES;
    let cued = parsed.frames[..index].iter().rev().take_while(near).find(|f| f.past_cue);
    match (date, cued) {
        (Some((_, date)), Some(cued)) if cued.span.start > date.span.start => Some((false, "a clause before it in its paragraph is old")),
        (Some((_, date)), _) if timing::recent(&date, published) => Some((true, "the date before it in its paragraph is new")),
        (Some(_), _) => Some((false, "the date before it in its paragraph is old")),
        (None, Some(_)) => Some((false, "a clause before it in its paragraph is old")),
        (None, None) => None,
    }
}

/// A name that only its shape suggests must be treated as a person's somewhere, or be given a role here.
fn is_person(reading: &Reading, person: &str, names: &Names) -> bool {
    match reading.person.form {
        // only people resign, retire, die and take the helm
        NameForm::Likely => {
            let human = matches!(reading.manner, Some(Manner::Resigned | Manner::Retired | Manner::Died))
                || reading.rule.starts_with("helm")
                || is_succession(reading.rule);
            !names.is_organisation(person) && (names.confirmed(person) || reading.role.is_some() || human)
        }
        _ => true,
    }
}

/// The organisation of a claim: named in its slots; the person's own by title or roster; referred to in its slots;
/// the one that an earlier claim gave the person; the context's. Also whether the words themselves say so, and the reason.
fn organisation(
    reading: &Reading,
    person: &str,
    names: &Names,
    sentence: usize,
    Known { others, places, beside }: &Known,
) -> (Option<String>, bool, &'static str) {
    let (named, referred): (Vec<_>, Vec<_>) = reading.organisations.iter().partition(|o| !o.name.is_empty());
    let title = reading.person.title.as_ref().map(|t| &t.role);
    let owns = |o: &OrgMention| reading.role.iter().chain(title).any(|r| r.organisation.as_ref() == Some(o));
    let place_of = |o: &OrgMention| if owns(o) { names.owner(o, sentence) } else { names.organisation(o, sentence) };
    let resolve = |list: Vec<&OrgMention>| list.into_iter().find_map(place_of).filter(|o| o != person);
    let employer = || if reading.kind == Some(Kind::Appointed) { None } else { names.employer(person) };
    // what she leaves is not what she comes to
    let place = |person: &str, arrives: bool| places.get(&(person.to_string(), arrives));
    let other = |o: &String| place(o, !arrives(reading)).or_else(|| place(o, arrives(reading)));
    // who moves stays in the house
    let moves = reading.manner == Some(Manner::Moved);
    let own = || place(person, arrives(reading)).or_else(|| place(person, true).filter(|_| moves));
    let told = || others.iter().find_map(other).or_else(own).cloned();
    let because = |sure: bool, why: &'static str| move |name: String| (name, sure, why);
    resolve(named)
        .map(because(true, "named in the clause"))
        .or_else(|| if others.is_empty() { None } else { told() }.map(because(true, "where the other of the two was placed before")))
        .or_else(|| employer().map(because(true, "where the text or the roster says that the person works")))
        .or_else(|| resolve(referred).map(because(false, "referred to in the clause")))
        .or_else(|| told().map(because(false, "where an earlier claim placed the person")))
        .or_else(|| {
            beside.clone().filter(|_| !names.names_main(sentence)).map(because(false, "where the claim before it in the paragraph belongs"))
        })
        .or_else(|| names.context(sentence).map(because(false, "the one that the paragraph or the text is about")))
        .map_or((None, false, "the text names none that fits"), |(name, sure, why)| (Some(name), sure, why))
}

/// What earlier claims tell of places: of the other of a succession, of the same person, of the paragraph.
struct Known<'a> {
    others: &'a [String],
    places: &'a HashMap<(String, bool), String>,
    beside: Option<String>,
}

/// Whether a reading tells that somebody comes.
fn arrives(reading: &Reading) -> bool {
    reading.kind == Some(Kind::Appointed)
}

/// Rules in which one person follows another: both are at one organisation.
fn is_succession(rule: &str) -> bool {
    rule.starts_with("succeed") || rule.starts_with("replace") || rule.starts_with("follow")
}

/// Only leadership roles count; a departure without a role counts unless the text gives the person only other titles.
fn leads(reading: &Reading, kind: Kind, person: &str, names: &Names) -> bool {
    match (&reading.role, kind) {
        (Some(role), _) if role.leadership => true,
        _ if is_succession(reading.rule) => true,
        (Some(_), _) => names.leads(person) == Some(true) && kind != Kind::Appointed,
        (None, Kind::Appointed) => reading.bare,
        (None, _) if names.leads(person) == Some(false) => names.stated_role(person).is_some(),
        (None, _) => names.leads(person).unwrap_or(matches!(
            reading.person.form,
            NameForm::Full | NameForm::Partial | NameForm::Pronoun(_) | NameForm::Speaker | NameForm::Plural | NameForm::Dropped
        )),
    }
}

/// "his successor", "will take over": the role is the one that somebody leaves at the same organisation.
fn fill_roles(claims: &mut Vec<Claim>, names: &Names, trace: &Trace) {
    fill_successions(claims, names, trace);
    let left: Vec<(usize, Option<String>, Role)> = claims
        .iter()
        .filter(|c| matches!(c.finding.kind, Kind::Departed | Kind::OnLeave) && c.finding.news)
        .filter_map(|c| c.finding.role.clone().map(|r| (c.sentence, c.finding.organisation.clone(), r)))
        .collect();
    let open = |role: &Option<Role>| role.as_ref().is_none_or(|r| r.code == "SUCCESSOR");
    for claim in claims.iter_mut().filter(|c| c.finding.kind == Kind::Appointed && open(&c.finding.role)) {
        let nearest = left.iter().filter(|(_, o, _)| *o == claim.finding.organisation).min_by_key(|(s, ..)| s.abs_diff(claim.sentence));
        if let Some((_, _, role)) = nearest {
            claim.finding.role = Some(role.clone());
        }
        note_role(claim, "the role that somebody leaves at the same organisation", trace);
    }
    let taken: Vec<(Option<String>, Role)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Appointed && c.finding.rule.starts_with("succeed"))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.finding.organisation.clone(), r)))
        .collect();
    for claim in
        claims.iter_mut().filter(|c| c.finding.kind == Kind::Departed && c.finding.role.is_none() && c.finding.rule.starts_with("succeed"))
    {
        claim.finding.role = taken.iter().find(|(o, _)| *o == claim.finding.organisation).map(|(_, r)| r.clone());
        note_role(claim, "the role that somebody takes over at the same organisation", trace);
    }
    // what she leaves is what the text says she was
    for claim in claims.iter_mut().filter(|c| c.finding.kind != Kind::Appointed && open(&c.finding.role)) {
        let title = || names.title(&claim.finding.person);
        let role = if claim.finding.news { title().or_else(|| names.stated_role(&claim.finding.person)) } else { None };
        if let Some(role) = role {
            claim.finding.role = Some(role);
            note_role(claim, "the text says elsewhere that the person had it", trace);
        }
    }
    // "Initech has a new finance chief. Jane Roe joins from Hooli."
    for claim in claims.iter_mut().filter(|c| c.finding.kind == Kind::Appointed && c.finding.role.is_none()) {
        let near = |(s, _): &&(usize, RoleMention)| *s <= claim.sentence && (claim.sentence - s <= 2 || *s == 0);
        if let Some((_, role)) = names.vacant().iter().rfind(near) {
            claim.finding.role = Some(role.role.clone());
            note_role(claim, "the new role that the text speaks of just before", trace);
        }
    }
    // an appointment that nothing gives a role, and no departure explains, is no claim
    let departed: Vec<Option<String>> = claims
        .iter()
        .filter(|c| matches!(c.finding.kind, Kind::Departed | Kind::OnLeave) && c.finding.news)
        .map(|c| c.finding.organisation.clone())
        .collect();
    let left_by: Vec<String> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Departed && c.finding.news && c.finding.role.is_some())
        .map(|c| c.finding.person.clone())
        .collect();
    // "takes the helm", "will lead it for the meantime" say enough by themselves
    let speaks = |rule: &str| rule.starts_with("helm") || rule == "lead.interim";
    claims.retain(|c| {
        // "resigned last Thursday and will join Hooli": whoever leaves a post for another house
        let leaves = || left_by.contains(&c.finding.person);
        let kept = speaks(&c.finding.rule)
            || c.finding.kind != Kind::Appointed
            || c.finding.role.is_some()
            || if c.finding.rule == "join.bare" { leaves() } else { departed.contains(&c.finding.organisation) };
        if !kept {
            let why = "an appointment that nothing gives a role, and no departure explains, is no claim";
            trace.note(|| Event::ClaimDropped { claim: c.number, why });
        }
        kept
    });
}

fn note_role(claim: &Claim, why: &'static str, trace: &Trace) {
    if let Some(role) = &claim.finding.role {
        trace.note(|| Event::Role { claim: claim.number, role: role.clone(), why });
    }
}

/// Who follows and who is followed have one role: told of either, anywhere in the text, it is known of both.
fn fill_successions(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let open = |role: &Option<Role>| role.as_ref().is_none_or(|r| matches!(r.code.as_str(), "SUCCESSOR" | "PREDECESSOR"));
    let told: Vec<(String, Kind, Role)> = claims
        .iter()
        .filter(|c| !open(&c.finding.role))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.finding.person.clone(), c.finding.kind, r)))
        .collect();
    let role_of = |person: &str, kind: Kind| {
        let own = told.iter().find(|(p, k, _)| p == person && *k == kind).map(|(_, _, r)| r.clone());
        own.or_else(|| if kind == Kind::Appointed { None } else { names.title(person) })
    };
    let pairs: Vec<(usize, String, Kind)> = claims
        .iter()
        .filter(|c| is_succession(&c.finding.rule) || c.finding.rule.contains(".from"))
        .map(|c| (c.frame, c.finding.person.clone(), c.finding.kind))
        .collect();
    for claim in claims.iter_mut().filter(|c| open(&c.finding.role)) {
        let own = role_of(&claim.finding.person, claim.finding.kind);
        let partner = || {
            pairs
                .iter()
                .filter(|(f, p, k)| *f == claim.frame && *p != claim.finding.person && *k != claim.finding.kind)
                .find_map(|(_, p, k)| role_of(p, *k))
        };
        if let Some(role) = own.or_else(partner) {
            claim.finding.role = Some(role);
            note_role(claim, "told of this person, or of the other of the two, elsewhere in the text", trace);
        }
    }
}

/// "will step down and take a sabbatical": whoever goes for good is not on leave.
fn drop_leaves_of_leavers(claims: &mut Vec<Claim>, trace: &Trace) {
    let gone: Vec<(String, Option<String>)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Departed && c.finding.news && c.finding.certainty > Certainty::Rumoured)
        .map(|c| (c.finding.person.clone(), c.finding.organisation.clone()))
        .collect();
    claims.retain(|c| {
        let dropped = c.finding.kind == Kind::OnLeave && gone.iter().any(|(p, o)| *p == c.finding.person && *o == c.finding.organisation);
        if dropped {
            trace.note(|| Event::ClaimDropped { claim: c.number, why: "the text says that the person leaves for good" });
        }
        !dropped
    });
}

/// "Svyrydenko resigned this week" in a text about something else: who leaves what must be told.
fn drop_unplaced(claims: &mut Vec<Claim>, parsed: &Parsed, names: &Names, trace: &Trace) {
    let line = |sentence: usize| parsed.sentences[sentence].line;
    claims.retain(|c| {
        let bare = c.finding.kind == Kind::Departed && c.finding.role.is_none() && !c.sure;
        let near = || (0..parsed.sentences.len()).any(|s| (s == 0 || line(s).abs_diff(line(c.sentence)) <= 2) && names.refers_to_main(s));
        // "Musk quits": what, is anybody's guess
        let surname = c.finding.person.is_ascii() && !c.finding.person.contains(' ');
        let dropped = bare && (surname || !near());
        if dropped {
            let why = "nothing near says which organisation is left, and in what role";
            trace.note(|| Event::ClaimDropped { claim: c.number, why });
        }
        !dropped
    });
}

/// "Hightower hires Roe. He left the company this month": what somebody leaves is not what she comes to, as the context alone would have it.
fn drop_leaving_where_she_comes(claims: &mut Vec<Claim>, trace: &Trace) {
    let comes: Vec<(String, Option<String>)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Appointed && c.finding.news && !c.finding.interim)
        .map(|c| (c.finding.person.clone(), c.finding.organisation.clone()))
        .collect();
    claims.retain(|c| {
        let bare = c.finding.kind == Kind::Departed && c.finding.role.is_none() && !c.sure && !is_succession(&c.finding.rule);
        let dropped = bare && comes.iter().any(|(p, o)| *p == c.finding.person && *o == c.finding.organisation);
        if dropped {
            let why = "the person comes to this organisation, and only the context says that it is the one left";
            trace.note(|| Event::ClaimDropped { claim: c.number, why });
        }
        !dropped
    });
}

/// The same step of the same person at two organisations is one step, told once more loosely: the text's own organisation
/// wins, else the one told first. Two posts that differ are two steps.
fn unify_places(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let main = names.main();
    for later in 1..claims.len() {
        for earlier in 0..later {
            let (a, b) = (&claims[earlier].finding, &claims[later].finding);
            let code = |f: &Finding| f.role.as_ref().map(|r| r.code.clone());
            let alike = a.role.is_none() || b.role.is_none() || code(a) == code(b);
            if !(a.person == b.person && a.kind == b.kind && a.news && b.news && a.organisation != b.organisation && alike) {
                continue;
            }
            let (from, to) = if b.organisation.as_deref() == main { (later, earlier) } else { (earlier, later) };
            claims[to].finding.organisation = claims[from].finding.organisation.clone();
            let why = "the same step is told of this organisation, too";
            trace.note(|| Event::Place { claim: claims[to].number, organisation: claims[to].finding.organisation.clone(), why });
        }
    }
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

/// "stays for two more months": the end of a departure that the text tells.
fn apply_stays(changes: &mut [Finding], stays: &[(Stay, Option<crate::domain::PartialDate>)], published: Date) {
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
fn holds(passage: &Passage, parsed: &Parsed, names: &Names) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for (sentence, person) in &parsed.people {
        let Some(title) = person.title.as_ref().filter(|t| t.role.leadership && !is_placeholder(&t.role)) else { continue };
        let Some(name) = names.people(person, *sentence).into_iter().next() else { continue };
        let organisation =
            title.role.organisation.as_ref().and_then(|o| names.organisation(o, *sentence)).or_else(|| names.context(*sentence));
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
