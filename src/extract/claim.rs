//! A reading with names, time and certainty is a claim, or is dropped for a reason.

use std::collections::HashMap;

use super::bystanders::is_authority;
use super::certainty::certainty;
use super::engine::Reading;
use super::mention::{Filler, Frame, NameForm, OrgMention, Parsed, PersonMention, Slot};
use super::passage::Passage;
use super::reader::Reader;
use super::resolve::Names;
use super::timing;
use super::trace::{Event, Trace};
use crate::domain::{Certainty, DocumentKind, Evidence, Finding, HoldStatus, Kind, Manner, PartialDate, Role, Stay};

/// What one reading tells of one person.
pub struct Claim {
    /// Its number, for the trace.
    pub number: usize,
    pub frame: usize,
    pub finding: Finding,
    pub sentence: usize,
    /// Whether the words of the clause or her title say where, and not the context alone.
    pub sure: bool,
}

/// A stay, and the end that its clause names if that lies ahead.
pub type LimitedStay = (Stay, Option<PartialDate>);

/// Everything that the claims of one passage are made from.
pub struct Maker<'a> {
    pub reader: &'a Reader<'a>,
    pub passage: &'a Passage,
    pub parsed: &'a Parsed,
    pub readings: &'a [Reading],
    pub names: &'a Names<'a>,
    pub trace: &'a Trace,
}

/// What has been claimed so far.
#[derive(Default)]
pub struct Made {
    pub claims: Vec<Claim>,
    pub stays: Vec<LimitedStay>,
    /// Where the first claim of a person's coming (`true`) or going placed her.
    places: HashMap<(String, bool), (String, bool)>,
}

impl Maker<'_> {
    /// The claims and stays of all readings, in text order.
    pub fn make(&self) -> Made {
        let mut made = Made::default();
        for (index, reading) in self.readings.iter().enumerate() {
            let frame = &self.parsed.frames[reading.frame];
            self.trace.note(|| Event::Reading(index));
            let (news, why) = timing::is_news(self.parsed, reading.frame, self.reader.published);
            self.trace.note(|| Event::Age { news, why });
            for person in self.names.people(&reading.person, frame.sentence) {
                if let Err(why) = self.claim(reading, &person, news, &mut made) {
                    self.trace.note(|| Event::Dropped { person, why });
                }
            }
        }
        made
    }

    /// Adds what the reading tells of this person; the error says why it tells nothing.
    fn claim(&self, reading: &Reading, person: &str, news: bool, made: &mut Made) -> Result<(), &'static str> {
        let frame = &self.parsed.frames[reading.frame];
        self.may_claim(reading, person)?;
        let (organisation, sure) = self.placed(reading, person, news, made);
        let loose = is_succession(reading.rule);
        let role = reading.role.as_ref().filter(|r| r.leadership || !loose).map(|r| r.role.clone());
        let evidence = self.passage.evidence(&self.parsed.sentences[frame.sentence].span);
        let Some(kind) = reading.kind else {
            self.trace.note(|| Event::Stay { person: person.to_string() });
            let stay = Stay { person: person.to_string(), organisation, role, evidence };
            made.stays.push((stay, timing::until(frame, self.reader.published)));
            return Ok(());
        };
        let (certainty, why) = certainty(frame);
        self.trace.note(|| Event::Certainty { certainty, why });
        let certainty = certainty.ok_or(why)?;
        self.counts(reading, kind, person, organisation.as_deref(), sure)?;
        let finding = self.finding(reading, kind, certainty, news, (person, organisation, role), evidence);
        let number = made.claims.len();
        self.trace.note(|| Event::Claim { claim: number, finding: Box::new(finding.clone()) });
        made.claims.push(Claim { number, frame: reading.frame, finding, sentence: frame.sentence, sure });
        Ok(())
    }

    /// Whether this is a person of whom the author may claim something here.
    fn may_claim(&self, reading: &Reading, person: &str) -> Result<(), &'static str> {
        let speaks = matches!(reading.person.form, NameForm::Speaker | NameForm::Holder | NameForm::Plural);
        if self.parsed.frames[reading.frame].quoted && speaks && self.reader.article.kind != DocumentKind::Post {
            return Err("somebody else speaks inside the quotation, and does not name himself");
        }
        if is_succession(reading.rule) && reading.role.is_none() && self.nobody_sure(&self.parsed.frames[reading.frame]) {
            return Err("two names that nothing says are people's: brands and products follow each other, too");
        }
        if !is_person(reading, person, self.names) {
            return Err("nothing says that the name is a person's: no title, no role, no full name elsewhere");
        }
        Ok(())
    }

    /// "Campa Cola replaces Thums Up": names of a person's shape only, and none that is a person's for sure.
    fn nobody_sure(&self, frame: &Frame) -> bool {
        let people = || [Slot::Subject, Slot::Object, Slot::By, Slot::With].into_iter().flat_map(|slot| frame.people(slot));
        let shape = |p: &PersonMention| match p.form {
            _ if p.title.is_some() => false,
            NameForm::Likely => !self.names.confirmed(&p.name),
            NameForm::Partial => !self.names.people(p, frame.sentence).iter().any(|name| name.contains(' ')),
            _ => false,
        };
        people().any(|p| p.form == NameForm::Likely) && people().all(shape)
    }

    /// Whether a change told of this person at this organisation is one of leadership. `sure` is false where only the context gives
    /// the organisation.
    fn counts(&self, reading: &Reading, kind: Kind, person: &str, organisation: Option<&str>, sure: bool) -> Result<(), &'static str> {
        // the unit is (person, organisation, kind)
        if organisation.is_none_or(|name| name == person) {
            return Err("no organisation is found, and without one nothing can be compared");
        }
        if reading.manner == Some(Manner::Died) && reading.role.is_none() && self.names.title(person).is_none() {
            return Err("whoever dies leaves an office only if she held one, and the text names none");
        }
        let sentence = self.parsed.frames[reading.frame].sentence;
        let pair = || self.readings.iter().filter(|r| r.frame == reading.frame && r.kind != reading.kind);
        if is_succession(reading.rule) && pair().any(|r| self.names.people(&r.person, sentence).iter().any(|p| p == person)) {
            return Err("nobody follows himself");
        }
        let former = reading.person.title.as_ref().is_some_and(|t| t.status == HoldStatus::Former);
        let former = former && self.parsed.frames[reading.frame].dates.is_empty();
        if kind == Kind::Departed && former && reading.role.is_none() && !sure {
            return Err("whoever is told to be a former holder left before, and the clause says nothing of another post");
        }
        // "hires Hooli co-founder Jane Roe": nobody is made one
        if kind == Kind::Appointed && reading.role.as_ref().is_some_and(|r| r.role.code == "FOUNDER") {
            return Err("nobody is appointed founder: it is what the person was elsewhere, or has been from the start");
        }
        let unsure = reading.role.as_ref().map(|r| &r.role).filter(|_| !sure);
        // ministers serve countries, which are no organisations of the text: only where the words say so
        if unsure.is_some_and(|r| matches!(r.code.as_str(), "PRIME_MINISTER" | "MINISTER")) {
            return Err("a minister of a country that the clause does not name");
        }
        if unsure.is_some_and(|r| matches!(r.code.as_str(), "PRESIDENT" | "VP")) && self.names.speaks_of_ministers() {
            return Err("a president in a text that speaks of ministers: of a country, for all that the clause says");
        }
        if !leads(reading, kind, person, self.names) {
            return Err("the role is none that a leadership page lists, or the person has only such roles");
        }
        Ok(())
    }

    fn finding(
        &self,
        reading: &Reading,
        kind: Kind,
        certainty: Certainty,
        news: bool,
        (person, organisation, role): (&str, Option<String>, Option<Role>),
        evidence: Evidence,
    ) -> Finding {
        let frame = &self.parsed.frames[reading.frame];
        Finding {
            person: person.to_string(),
            organisation,
            kind,
            role,
            manner: reading.manner.unwrap_or(Manner::Unknown),
            interim: reading.role.as_ref().is_some_and(|r| r.interim) || frame.interim && kind == Kind::Appointed,
            certainty,
            effective: timing::effective(frame),
            news,
            evidence: vec![evidence],
            rule: reading.rule.to_string(),
        }
    }

    /// The organisation of a claim, remembered for the person's later ones, and whether the words themselves say so.
    fn placed(&self, reading: &Reading, person: &str, news: bool, made: &mut Made) -> (Option<String>, bool) {
        let sentence = self.parsed.frames[reading.frame].sentence;
        let shared = self.readings.iter().filter(|r| r.frame == reading.frame && is_succession(r.rule));
        let others: Vec<String> =
            if is_succession(reading.rule) { shared.flat_map(|r| self.names.people(&r.person, sentence)).collect() } else { Vec::new() };
        // the last claim of the paragraph whose words say where
        let line = |sentence: usize| self.parsed.sentences[sentence].line;
        let beside = made.claims.iter().rev().find(|c| c.sure && c.finding.news == news && line(c.sentence) == line(sentence));
        let beside = beside.and_then(|c| c.finding.organisation.clone());
        let known = Known { others: &others, places: &made.places, beside, frame: &self.parsed.frames[reading.frame] };
        let (organisation, sure, why) = organisation(reading, person, self.names, sentence, &known);
        self.trace.note(|| {
            let candidates = reading.organisations.clone();
            Event::Organisation { person: person.to_string(), name: organisation.clone(), why, candidates }
        });
        if let Some(place) = &organisation {
            made.places.entry((person.to_string(), arrives(reading))).or_insert_with(|| (place.clone(), sure));
        }
        (organisation, sure)
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

/// What earlier claims tell of places: of the other of a succession, of the same person, of the paragraph.
struct Known<'a> {
    others: &'a [String],
    places: &'a HashMap<(String, bool), (String, bool)>,
    beside: Option<String>,
    frame: &'a Frame,
}

/// The organisation of a claim: named in its slots; the person's own by title or roster; referred to in its slots;
/// the one that an earlier claim gave the person; the context's. Also whether the words themselves say so, and the reason.
fn organisation(
    reading: &Reading,
    person: &str,
    names: &Names,
    sentence: usize,
    Known { others, places, beside, frame }: &Known,
) -> (Option<String>, bool, &'static str) {
    let title = reading.person.title.as_ref().map(|t| &t.role);
    let owns = |o: &OrgMention| reading.role.iter().chain(title).any(|r| r.organisation.as_ref() == Some(o));
    // an exchange or a regulator is told of it, where another organisation stands beside it
    let told_of = |o: &&OrgMention| is_authority(&o.name) && !owns(o) && names.organisations.main() != Some(o.name.as_str());
    // "Senate confirms Jane Roe as director": whoever confirms is not where she comes to
    let confirms = |o: &OrgMention| is_authority(&o.name) && !owns(o);
    if reading.rule == "present.active" && !reading.organisations.is_empty() && reading.organisations.iter().all(confirms) {
        return (None, false, "the text names only who confirms it");
    }
    let others_stand = reading.organisations.iter().any(|o| !told_of(&o));
    let candidates = reading.organisations.iter().filter(|o| !(others_stand && told_of(o)));
    let (named, referred): (Vec<_>, Vec<_>) = candidates.partition(|o| !o.name.is_empty());
    let place_of = |o: &OrgMention| {
        if owns(o) || acts(frame, o) { names.organisations.owner(o, sentence) } else { names.organisations.name_of(o, sentence) }
    };
    let resolve = |list: Vec<&OrgMention>| list.into_iter().find_map(place_of).filter(|o| o != person);
    let employer = || if reading.kind == Some(Kind::Appointed) { None } else { names.employer(person) };
    // what she leaves is not what she comes to
    let place = |person: &str, arrives: bool| places.get(&(person.to_string(), arrives));
    let other = |o: &String| place(o, !arrives(reading)).or_else(|| place(o, arrives(reading))).cloned();
    // who moves stays in the house
    let moves = reading.manner == Some(Manner::Moved);
    let own = || place(person, arrives(reading)).or_else(|| place(person, true).filter(|_| moves)).map(|(name, _)| name.clone());
    let told = || others.iter().find_map(other);
    let because = |sure: bool, why: &'static str| move |name: String| (name, sure, why);
    resolve(named)
        .map(because(true, "named in the clause"))
        .or_else(|| told().map(|(name, sure)| (name, sure, "where the other of the two was placed before")))
        .or_else(|| if others.is_empty() { None } else { own() }.map(because(true, "where an earlier claim placed the person")))
        .or_else(|| employer().map(because(true, "where the text or the roster says that the person works")))
        .or_else(|| resolve(referred).map(because(false, "referred to in the clause")))
        .or_else(|| own().map(because(false, "where an earlier claim placed the person")))
        .or_else(|| {
            beside
                .clone()
                .filter(|_| !names.organisations.names_main(sentence))
                .map(because(false, "where the claim before it in the paragraph belongs"))
        })
        .or_else(|| names.organisations.context(sentence).map(because(false, "the one that the paragraph or the text is about")))
        .map_or((None, false, "the text names none that fits"), |(name, sure, why)| (Some(name), sure, why))
}

/// Whether an organisation is left, joined, or moves people in the clause: then it is told of, though it may be an outlet.
fn acts(frame: &Frame, organisation: &OrgMention) -> bool {
    let moves = matches!(frame.trigger, "appoint" | "dismiss" | "welcome" | "partways" | "lose" | "strip" | "suspend" | "nominate");
    let goes = matches!(frame.trigger, "leave" | "join" | "retire" | "return");
    frame.slots.iter().any(|(slot, filler)| match (slot, filler) {
        (Slot::Subject | Slot::By | Slot::With, Filler::Organisation(o)) => moves && o.span == organisation.span,
        (Slot::Object | Slot::From, Filler::Organisation(o)) => goes && o.span == organisation.span,
        _ => false,
    })
}

/// Whether a reading tells that somebody comes.
fn arrives(reading: &Reading) -> bool {
    reading.kind == Some(Kind::Appointed)
}

/// Rules in which one person follows another: both are at one organisation.
pub fn is_succession(rule: &str) -> bool {
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
