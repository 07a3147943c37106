//! Who is "he", "Mark", "Murati", "I": mentions become names.

use super::mention::{Frame, Gender, NameForm, OrgForm, Parsed, PersonMention, RoleMention, Slot, TitleMention};
use super::organisations::Organisations;
use super::reader::Reader;
use super::rule::Pack;
use super::trace::{Event, Trace};
use crate::domain::{HoldStatus, Role};

/// How many sentences that open with "he" or "she" may stand between a pronoun and its name.
const HOPS: usize = 3;

/// The names of one document, and how its mentions find them.
pub struct Names<'a> {
    parsed: &'a Parsed,
    reader: &'a Reader<'a>,
    pack: &'a Pack,
    trace: &'a Trace,
    pub organisations: Organisations<'a>,
}

impl<'a> Names<'a> {
    /// Collects the document's names.
    pub fn new(parsed: &'a Parsed, reader: &'a Reader<'a>, pack: &'a Pack, trace: &'a Trace) -> Self {
        Self { parsed, reader, pack, trace, organisations: Organisations::new(parsed, reader, pack, trace) }
    }

    /// The roles that the text calls new and gives nobody at once.
    pub fn vacant(&self) -> &[(usize, RoleMention)] {
        &self.parsed.vacant
    }

    /// The full names that a mention stands for; empty if nobody is found. Only plural pronouns give several.
    pub fn people(&self, mention: &PersonMention, sentence: usize) -> Vec<String> {
        let one = |found: Option<(String, &'static str)>, nobody: &'static str| match found {
            Some((name, why)) => (vec![name], why),
            None => (Vec::new(), nobody),
        };
        let (names, why) = match mention.form {
            NameForm::Full => (vec![self.canonical_person(&mention.name, mention)], "a full name"),
            NameForm::Likely => (vec![self.canonical_person(&mention.name, mention)], "a full name by its shape"),
            NameForm::Partial => one(self.partial(mention, sentence), "no full name of the text or the roster has it"),
            NameForm::Pronoun(gender) => one(self.antecedent(mention, sentence, gender), "nobody who agrees stands before it"),
            NameForm::Dropped => one(self.antecedent(mention, sentence, Gender::Unknown), "nobody stands before it"),
            NameForm::Holder => one(self.holder(mention, sentence), "neither the text nor the roster says who holds the role"),
            NameForm::Speaker => {
                one(self.organisations.speaker.person.clone().map(|s| (s, "the author speaks")), "no author is known who speaks here")
            }
            NameForm::Plural => (self.plural(sentence, mention.span.start), "the people named last before it, if they are several"),
        };
        self.trace.note(|| Event::Person { span: mention.span.clone(), form: mention.form, names: names.clone(), why });
        names
    }

    /// The roster's name for a full name.
    fn canonical_person(&self, name: &str, mention: &PersonMention) -> String {
        let organisation = mention.title.as_ref().and_then(|t| t.role.organisation.as_ref()).map(|o| self.organisations.canonical(&o.name));
        let mut known = self.reader.gazetteer.people_called(name);
        match (known.next(), known.next()) {
            (Some(person), None) => person.name.clone(),
            (Some(first), Some(_)) => {
                let fitting =
                    self.reader.gazetteer.people_called(name).find(|p| organisation.as_ref().is_some_and(|o| p.organisations.contains(o)));
                fitting.unwrap_or(first).name.clone()
            }
            _ => name.to_string(),
        }
    }

    /// A surname or first name: the roster's if it is somebody of the text's organisation, else a full name of the text.
    fn partial(&self, mention: &PersonMention, sentence: usize) -> Option<(String, &'static str)> {
        let before =
            self.parsed.people.iter().filter(|(s, p)| p.form == NameForm::Full && (*s, p.span.start) < (sentence, mention.span.start));
        let stands = |full: &str| (self.pack.stands_for)(&mention.name, full);
        if let Some((_, person)) = before.rev().find(|(_, p)| stands(&p.name)) {
            return Some((self.canonical_person(&person.name, person), "part of the full name last before it"));
        }
        if let Some(full) = self.organisations.full.iter().find(|f| stands(f)) {
            return Some((self.canonical_person(full, mention), "part of a full name of the text"));
        }
        let known: Vec<_> = self.reader.gazetteer.people_called(&mention.name).collect();
        let here = |p: &&&super::gazetteer::KnownPerson| {
            p.organisations
                .iter()
                .any(|o| Some(o.as_str()) == self.organisations.main() || Some(o) == self.organisations.speaker.organisation.as_ref())
        };
        if let Some(person) = known.iter().find(here).or(if known.len() == 1 { known.first() } else { None }) {
            return Some((person.name.clone(), "part of a name of the roster"));
        }
        // "Target says Ulrich to retire": the headline of no text calls nobody by a first name
        let stops = self.reader.article.text.trim_end().ends_with(['.', '!', '?']);
        let alone = !stops && self.parsed.sentences.last().is_none_or(|s| s.line == 0);
        // a surname with a title is a name of its own: "Stellantis CEO Tavares"
        // and so is one in a headline, which gives no more: "Calhoun to leave Boeing"
        let headline = self.parsed.sentences[sentence].line == 0
            && !self.is_organisation(&mention.name)
            && (alone || !(self.pack.is_given)(&mention.name));
        let why = if mention.title.is_some() { "a title before it makes it a name of its own" } else { "a headline gives no more of it" };
        (mention.title.is_some() || headline).then(|| (mention.name.clone(), why))
    }

    /// Whoever holds a role: somebody whom the text gives that title, else the roster's holder at the main organisation.
    fn holder(&self, mention: &PersonMention, sentence: usize) -> Option<(String, &'static str)> {
        let wanted = &mention.title.as_ref()?.role;
        let place = wanted
            .organisation
            .as_ref()
            .and_then(|o| self.organisations.name_of(o, sentence))
            .or_else(|| self.organisations.main().map(String::from));
        let holds = |p: &PersonMention| {
            p.title.as_ref().is_some_and(|t| {
                t.status != HoldStatus::Former
                    && t.role.interim == wanted.interim
                    && t.role.role.code == wanted.role.code
                    && t.role.organisation.as_ref().is_none_or(|o| self.organisations.name_of(o, sentence) == place)
            })
        };
        let named =
            self.parsed.people.iter().find(|(_, p)| p.form == NameForm::Full && holds(p)).map(|(_, p)| self.canonical_person(&p.name, p));
        let known = || {
            self.reader
                .gazetteer
                .people
                .iter()
                .find(|p| p.roles.iter().any(|(o, code)| Some(o) == place.as_ref() && *code == wanted.role.code))
                .map(|p| p.name.clone())
        };
        let of_text = named.map(|name| (name, "the text gives that person the role"));
        of_text.or_else(|| known().map(|name| (name, "the roster gives that person the role")))
    }

    /// The person that a pronoun stands for: in its sentence the first before it, else the first of the nearest sentence before.
    fn antecedent(&self, mention: &PersonMention, sentence: usize, gender: Gender) -> Option<(String, &'static str)> {
        self.antecedent_within(mention, sentence, gender, HOPS)
    }

    /// [`Self::antecedent`], with at most so many pronouns on the way to the name.
    fn antecedent_within(&self, mention: &PersonMention, sentence: usize, gender: Gender, hops: usize) -> Option<(String, &'static str)> {
        let mut only: Option<String> = None;
        for back in 0..=4 {
            let Some(index) = sentence.checked_sub(back) else { break };
            let in_sentence = self.parsed.people.iter().filter(|(s, p)| {
                *s == index && p.span.start < mention.span.start && matches!(p.form, NameForm::Full | NameForm::Likely | NameForm::Partial)
            });
            let opening = in_sentence.clone().map(|(_, p)| p.span.start).next().unwrap_or(usize::MAX);
            let pronoun = if back > 0 && hops > 0 { self.subject_pronoun(index, opening, gender) } else { None };
            if let Some(pronoun) = pronoun {
                return self.antecedent_within(pronoun, index, gender, hops - 1);
            }
            for (s, person) in in_sentence {
                let Some(name) = self.people(person, *s).into_iter().next() else { continue };
                if (self.pack.gender)(&name).agrees(gender) {
                    return Some((name, "the nearest person before it who agrees"));
                }
                // a name's usual gender may be wrong: "Mitchell Baker … she"
                let alone = self.parsed.people.iter().filter(|(i, p)| *i == index && p.form == NameForm::Full).count() == 1;
                if back <= 1 && alone && only.is_none() {
                    only = Some(name);
                }
            }
        }
        only.map(|name| (name, "the only person before it, though the name suggests another gender"))
    }

    /// The "he" or "she" that a sentence speaks of before it names anybody: whoever is meant there is meant further on.
    fn subject_pronoun(&self, sentence: usize, before: usize, gender: Gender) -> Option<&PersonMention> {
        let frames = self.parsed.frames.iter().filter(|f| f.sentence == sentence);
        let subjects = frames.flat_map(|f| f.people(Slot::Subject)).filter(|p| p.span.start < before);
        subjects.filter(|p| matches!(p.form, NameForm::Pronoun(own) if own.agrees(gender))).min_by_key(|p| p.span.start)
    }

    /// "they", "the three": the people of the sentence before that has at least two.
    fn plural(&self, sentence: usize, start: usize) -> Vec<String> {
        let several = |f: &&Frame| {
            f.sentence <= sentence
                && sentence - f.sentence <= 3
                && f.span.start < start
                && [Slot::Subject, Slot::Object].iter().any(|&s| f.people(s).len() > 1)
        };
        if let Some(frame) = self.parsed.frames.iter().rev().find(several) {
            let people =
                [Slot::Subject, Slot::Object].into_iter().map(|slot| frame.people(slot)).find(|people| people.len() > 1).unwrap_or(&[]);
            let names: Vec<String> =
                people.iter().filter(|p| p.form != NameForm::Plural).flat_map(|p| self.people(p, frame.sentence)).collect();
            if names.len() > 1 {
                return names;
            }
        }
        for back in 0..=3 {
            let Some(index) = sentence.checked_sub(back) else { break };
            let mut names: Vec<String> = Vec::new();
            for (s, person) in self
                .parsed
                .people
                .iter()
                .filter(|(s, p)| *s == index && p.span.start < start && matches!(p.form, NameForm::Full | NameForm::Partial))
            {
                for name in self.people(person, *s) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            if names.len() > 1 || back == 0 && !names.is_empty() {
                return names;
            }
        }
        Vec::new()
    }

    /// The organisation to which a person belongs, by a title in the text or by the roster.
    pub fn employer(&self, person: &str) -> Option<String> {
        let known: Vec<_> = self.reader.gazetteer.people_called(person).collect();
        if let Some(organisation) = known.iter().find(|p| p.name == person).and_then(|p| p.organisations.first()) {
            return Some(organisation.clone());
        }
        let titled = self
            .parsed
            .people
            .iter()
            .filter(|(_, p)| p.name == person || (p.form == NameForm::Partial && (self.pack.stands_for)(&p.name, person)));
        titled
            .filter_map(|(s, p)| {
                p.title
                    .as_ref()
                    .filter(|t| t.status != HoldStatus::Former)
                    .and_then(|t| t.role.organisation.as_ref())
                    .and_then(|o| self.organisations.name_of(o, *s))
            })
            .next()
    }

    /// The leadership role that the text gives the person, if she still has it.
    pub fn title(&self, person: &str) -> Option<Role> {
        let hers = |p: &PersonMention| p.name == person || p.form == NameForm::Partial && (self.pack.stands_for)(&p.name, person);
        let held = |t: &&TitleMention| {
            t.role.leadership
                && !matches!(t.status, HoldStatus::Former | HoldStatus::Incoming)
                && !t.fresh
                && t.role.role.code != "SUCCESSOR"
        };
        self.parsed
            .people
            .iter()
            .filter(|(_, p)| hers(p))
            .filter_map(|(_, p)| p.title.as_ref().filter(held))
            .map(|t| t.role.role.clone())
            // the first role, in its fullest wording: "technology chief", later "chief technology officer"
            .reduce(|first, other| if first.code == other.code && other.title.len() > first.title.len() { other } else { first })
    }

    /// The leadership role that the sentence calls the person's former one.
    pub fn former_title(&self, person: &str, sentence: usize) -> Option<Role> {
        let hers = |p: &PersonMention| p.name == person || p.form == NameForm::Partial && (self.pack.stands_for)(&p.name, person);
        let former = |t: &&TitleMention| t.role.leadership && t.status == HoldStatus::Former;
        let titles = self.parsed.people.iter().filter(|(s, p)| *s == sentence && hers(p)).filter_map(|(_, p)| p.title.as_ref());
        titles.filter(former).map(|t| t.role.role.clone()).next()
    }

    /// The leadership role that a sentence of the text says the person has or had: "Roe, who had been chair since 2015".
    pub fn stated_role(&self, person: &str) -> Option<Role> {
        let role = |f: &Frame| {
            [Slot::As, Slot::Object]
                .into_iter()
                .find_map(|slot| f.role(slot))
                .filter(|r| r.leadership && r.role.code != "SUCCESSOR")
                .map(|r| r.role.clone())
        };
        let stated = self.parsed.frames.iter().filter(|f| {
            let put = f.trigger == "appoint" && f.passive && f.past_cue | !f.dates.is_empty();
            (matches!(f.trigger, "state" | "serve") || put) && role(f).is_some()
        });
        let hers = stated.filter(|f| f.people(Slot::Subject).iter().any(|p| self.people(p, f.sentence).iter().any(|name| name == person)));
        // what she is or was last comes before what she once was
        hers.min_by_key(|f| (f.past_cue, !f.dates.is_empty(), f.sentence)).and_then(role)
    }

    /// Whether the text anywhere gives the person a leadership title, or only other ones.
    pub fn leads(&self, person: &str) -> Option<bool> {
        if self.reader.gazetteer.people_called(person).any(|p| p.name == person) {
            return Some(true);
        }
        let titles: Vec<bool> = self
            .parsed
            .people
            .iter()
            .filter(|(_, p)| p.name == person || p.form == NameForm::Partial && (self.pack.stands_for)(&p.name, person))
            .filter_map(|(_, p)| p.title.as_ref().map(|t| t.role.leadership))
            .collect();
        (!titles.is_empty()).then(|| titles.contains(&true))
    }

    /// Whether the text gives anybody the office of a minister.
    pub fn speaks_of_ministers(&self) -> bool {
        let state = |role: &Role| matches!(role.code.as_str(), "PRIME_MINISTER" | "MINISTER");
        let titled = self.parsed.people.iter().filter_map(|(_, p)| p.title.as_ref()).any(|t| state(&t.role.role));
        titled || self.parsed.roles.iter().any(|(_, r)| state(&r.role))
    }

    /// Whether a name that only its shape suggests is treated as a person's anywhere.
    pub fn confirmed(&self, name: &str) -> bool {
        self.organisations.full.iter().any(|f| f == name) || self.parsed.people.iter().any(|(_, p)| p.name == name && p.title.is_some())
    }

    /// Whether the text takes a name for an organisation's.
    pub fn is_organisation(&self, name: &str) -> bool {
        self.parsed.organisations.iter().any(|(_, o)| o.form == OrgForm::Named && o.name == name)
    }
}
