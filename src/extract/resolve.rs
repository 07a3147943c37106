//! Who is "he", "Mark", "Murati", "the company", "I": mentions become names.

use std::collections::HashMap;

use super::bystanders::{is_authority, is_outlet};
use super::mention::{Gender, NameForm, OrgForm, OrgMention, Parsed, PersonMention, RoleMention, Sentence, Slot};
use super::reader::Reader;
use super::rule::Pack;
use super::speaker::{Speaker, speaker};
use super::trace::{Event, Trace};
use crate::domain::{DocumentKind, HoldStatus, Role};

/// Triggers whose subject is an organisation that acts.
const ACTS: &[&str] =
    &["appoint", "present", "welcome", "strengthen", "dismiss", "lose", "nominate", "strip", "suspend", "succeed", "n.appoint", "n.leave"];

/// Legal and club forms that a name may go with or without.
const FORMS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "llp",
    "plc",
    "corp",
    "co",
    "corporation",
    "company",
    "limited",
    "incorporated",
    "ag",
    "sa",
    "nv",
    "se",
    "gmbh",
    "fc",
    "afc",
];

fn without_legal_form(name: &str) -> &str {
    let mut bare = name.strip_prefix("The ").unwrap_or(name);
    while let Some((head, last)) = bare
        .rsplit_once(' ')
        .filter(|(head, last)| !head.is_empty() && FORMS.contains(&last.trim_matches('.').replace('.', "").to_lowercase().as_str()))
    {
        let _ = last;
        bare = head.trim_end_matches(',');
    }
    bare
}

/// "Religare" and "Religare Enterprises", "LTA" and "Land Transport Authority": forms of one name.
fn same_family(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initials = || long.split(' ').filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect::<String>();
    a == b || long.strip_prefix(short).is_some_and(|rest| rest.starts_with([' ', ','])) || short.len() >= 3 && initials() == short
}

/// The names of one document, and how its mentions find them.
pub struct Names<'a> {
    parsed: &'a Parsed,
    reader: &'a Reader<'a>,
    pack: &'a Pack,
    trace: &'a Trace,
    /// Full names in order of first mention, with the organisations that their titles name.
    full: Vec<String>,
    /// The organisation that most of the text is about.
    main: Option<String>,
    /// Whether the text is a column of several organisations' news, none of which it is about.
    digest: bool,
    speaker: Speaker,
}

impl<'a> Names<'a> {
    /// Collects the document's names.
    pub fn new(parsed: &'a Parsed, reader: &'a Reader<'a>, pack: &'a Pack, trace: &'a Trace) -> Self {
        let mut names = Self { parsed, reader, pack, trace, full: Vec::new(), main: None, digest: false, speaker: speaker(reader, pack) };
        names.speaker.organisation = names.speaker.organisation.take().filter(|name| !is_outlet(name));
        for (_, person) in &parsed.people {
            if person.form == NameForm::Full && !names.full.contains(&person.name) {
                names.full.push(person.name.clone());
            }
        }
        names.main = names.own_organisation();
        if names.main.is_none() {
            (names.main, names.digest) = names.main_organisation();
        }
        names
    }

    /// The roles that the text calls new and gives nobody at once.
    pub fn vacant(&self) -> &[(usize, RoleMention)] {
        &self.parsed.vacant
    }

    /// The organisation that most of the text is about.
    pub fn main(&self) -> Option<&str> {
        self.main.as_deref()
    }

    /// The organisation that publishes the text, if the text says "we" or names it.
    fn own_organisation(&self) -> Option<String> {
        let own = self.speaker.organisation.as_ref().filter(|name| !is_outlet(name) && !is_authority(name))?;
        let first = own.split([' ', ',']).next().unwrap_or(own);
        let sure = self.speaker.sure || self.reader.article.kind == DocumentKind::Post;
        let named = |o: &OrgMention| o.form == OrgForm::Speaker && sure || o.name.split([' ', ',']).next() == Some(first);
        self.parsed.organisations.iter().any(|(_, o)| named(o)).then(|| self.canonical_organisation(own))
    }

    /// The organisation that the text is about: named most, early, with people's titles, and as the one that acts or speaks;
    /// and whether the text is a digest, where others weigh as much.
    fn main_organisation(&self) -> (Option<String>, bool) {
        let mut weights: HashMap<String, (f64, usize)> = HashMap::new();
        let mut add = |name: &str, weight: f64, order: usize| {
            let name = self.canonical_organisation(name);
            let known = if self.reader.gazetteer.organisation_called(&name).is_some() { 2.0 } else { 1.0 };
            let known = if is_authority(&name) { 0.3 } else { known };
            let entry = weights.entry(name).or_insert((0.0, order));
            entry.0 += weight * known;
        };
        let place = |sentence: usize| match sentence {
            0 => 3.0,
            1 | 2 => 2.0,
            _ => 1.0,
        };
        for (order, (sentence, organisation)) in self.parsed.organisations.iter().enumerate() {
            match organisation.form {
                OrgForm::Named => add(&organisation.name, place(*sentence), order),
                OrgForm::Likely => add(&organisation.name, 0.6 * place(*sentence), order),
                _ => {}
            }
        }
        // who opens the title or the text is what it is about
        for sentence in [0, 1] {
            let Some(Sentence { span, opening, .. }) = self.parsed.sentences.get(sentence) else { continue };
            let opens = |(s, o): &&(usize, OrgMention)| {
                *s == sentence && (o.span.start <= span.start + 4 || (*opening..*opening + 4).contains(&o.span.start))
            };
            if let Some((_, first)) =
                self.parsed.organisations.iter().find(opens).filter(|(_, o)| !o.name.is_empty() && !self.is_anybody(&o.name))
            {
                add(&first.name, 2.0, usize::MAX);
            }
        }
        for (sentence, organisation) in self.parsed.titled.iter().filter(|(_, o)| !o.name.is_empty()) {
            add(&organisation.name, 1.0 * place(*sentence), usize::MAX);
        }
        for frame in self.parsed.frames.iter().filter(|f| !f.passive && ACTS.contains(&f.trigger)) {
            let acting = [Slot::Subject, Slot::Sayer].into_iter().filter_map(|slot| frame.organisation(slot));
            acting.filter(|o| !o.name.is_empty()).for_each(|o| add(&o.name, 0.8 * place(frame.sentence), usize::MAX));
        }
        for frame in &self.parsed.frames {
            let places = [Slot::At, Slot::From, Slot::Object].into_iter().filter_map(|slot| frame.organisation(slot));
            places.filter(|o| o.form == OrgForm::Named).for_each(|o| add(&o.name, 0.4 * place(frame.sentence), usize::MAX));
        }
        weights.retain(|name, (weight, _)| !(is_outlet(name) || self.is_author(name)) || *weight > 5.0);
        weights.retain(|name, _| !self.full.contains(name) && (name.contains(' ') || !self.is_anybody(name)));
        // short forms count for the long ones and the other way round; the form that is told most stands for all
        let together =
            |name: &str| weights.iter().filter(|(other, _)| same_family(name, other)).map(|(_, (weight, _))| weight).sum::<f64>();
        let mut ranked: Vec<_> = weights.iter().map(|(name, (own, order))| (together(name), *own, *order, name)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(b.3)));
        let main = ranked.first().map(|(.., name)| name.to_string());
        self.trace.note(|| {
            let candidates = ranked.iter().map(|(weight, _, _, name)| (name.to_string(), *weight)).collect();
            Event::Main { organisation: main.clone(), candidates }
        });
        let digest = ranked.first().is_some_and(|(top, .., name)| {
            let others = ranked.iter().filter(|(weight, .., other)| !same_family(name, other) && *weight >= 0.4 * top);
            let headed = self.reader.article.title.contains(without_legal_form(name))
                || self.parsed.organisations.iter().any(|(s, o)| *s == 0 && same_family(&self.canonical_organisation(&o.name), name));
            !headed && self.parsed.sentences.len() > 6 && others.count() >= 2
        });
        (main, digest)
    }

    /// The roster's name of an organisation, else the form that the text uses first, with or without its legal form.
    pub fn canonical_organisation(&self, name: &str) -> String {
        if let Some(known) = self.reader.gazetteer.organisation_called(name) {
            return known.name.clone();
        }
        // "Hightower" is "Hightower Advisors" where the text is about them
        if let Some(main) = self.main.as_ref().filter(|main| main.len() > name.len() && same_family(main, name)) {
            return main.clone();
        }
        let bare = without_legal_form(name);
        let same = |(_, o): &&(usize, OrgMention)| o.form == OrgForm::Named && without_legal_form(&o.name) == bare;
        let own = self.speaker.organisation.as_ref().filter(|own| without_legal_form(own) == bare);
        own.or_else(|| self.parsed.organisations.iter().find(same).map(|(_, o)| &o.name)).map_or_else(|| name.to_string(), String::clone)
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
            NameForm::Speaker => one(self.speaker.person.clone().map(|s| (s, "the author speaks")), "no author is known who speaks here"),
            NameForm::Plural => (self.plural(sentence, mention.span.start), "the people named last before it, if they are several"),
        };
        self.trace.note(|| Event::Person { span: mention.span.clone(), form: mention.form, names: names.clone(), why });
        names
    }

    /// The roster's name for a full name; a longer form of the same name in the text wins over a shorter.
    fn canonical_person(&self, name: &str, mention: &PersonMention) -> String {
        let organisation = mention.title.as_ref().and_then(|t| t.role.organisation.as_ref()).map(|o| self.canonical_organisation(&o.name));
        let mut known = self.reader.gazetteer.people_called(name);
        match (known.next(), known.next()) {
            (Some(person), None) => person.name.clone(),
            (Some(first), Some(_)) => {
                let fitting =
                    self.reader.gazetteer.people_called(name).find(|p| organisation.as_ref().is_some_and(|o| p.organisations.contains(o)));
                fitting.unwrap_or(first).name.clone()
            }
            _ => self
                .full
                .iter()
                .filter(|full| full.len() > name.len() && full.starts_with(name))
                .min_by_key(|f| f.len())
                .filter(|_| false)
                .cloned()
                .unwrap_or_else(|| name.to_string()),
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
        if let Some(full) = self.full.iter().find(|f| stands(f)) {
            return Some((self.canonical_person(full, mention), "part of a full name of the text"));
        }
        let known: Vec<_> = self.reader.gazetteer.people_called(&mention.name).collect();
        let here = |p: &&&super::gazetteer::KnownPerson| {
            p.organisations.iter().any(|o| Some(o) == self.main.as_ref() || Some(o) == self.speaker.organisation.as_ref())
        };
        if let Some(person) = known.iter().find(here).or(if known.len() == 1 { known.first() } else { None }) {
            return Some((person.name.clone(), "part of a name of the roster"));
        }
        // a surname with a title is a name of its own: "Stellantis CEO Tavares"
        // and so is one in a headline, which gives no more: "Calhoun to leave Boeing"
        let headline =
            self.parsed.sentences[sentence].line == 0 && !self.is_organisation(&mention.name) && !(self.pack.is_given)(&mention.name);
        let why = if mention.title.is_some() { "a title before it makes it a name of its own" } else { "a headline gives no more of it" };
        (mention.title.is_some() || headline).then(|| (mention.name.clone(), why))
    }

    /// Whoever holds a role: somebody whom the text gives that title, else the roster's holder at the main organisation.
    fn holder(&self, mention: &PersonMention, sentence: usize) -> Option<(String, &'static str)> {
        let wanted = &mention.title.as_ref()?.role;
        let place = wanted.organisation.as_ref().and_then(|o| self.organisation(o, sentence)).or_else(|| self.main.clone());
        let holds = |p: &PersonMention| {
            p.title.as_ref().is_some_and(|t| {
                t.status != HoldStatus::Former
                    && t.role.interim == wanted.interim
                    && t.role.role.code == wanted.role.code
                    && t.role.organisation.as_ref().is_none_or(|o| self.organisation(o, sentence) == place)
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
        let mut only: Option<String> = None;
        for back in 0..=4 {
            let Some(index) = sentence.checked_sub(back) else { break };
            let in_sentence = self.parsed.people.iter().filter(|(s, p)| {
                *s == index && p.span.start < mention.span.start && matches!(p.form, NameForm::Full | NameForm::Likely | NameForm::Partial)
            });
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

    /// "they", "the three": the people of the sentence before that has at least two.
    fn plural(&self, sentence: usize, start: usize) -> Vec<String> {
        let several = |f: &&super::mention::Frame| {
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

    /// The organisation that a role names itself ("the CNN chief"): an outlet, too, has its people.
    pub fn owner(&self, mention: &OrgMention, sentence: usize) -> Option<String> {
        match mention.form {
            OrgForm::Named => Some(self.canonical_organisation(&mention.name)),
            _ => self.organisation(mention, sentence),
        }
    }

    /// The name of an organisation mention; an anaphor stands for the nearest organisation named before it in its paragraph, else the main one.
    pub fn organisation(&self, mention: &OrgMention, sentence: usize) -> Option<String> {
        match mention.form {
            OrgForm::Named if is_outlet(&mention.name) && self.main.as_ref() != Some(&mention.name) => None,
            OrgForm::Named => Some(self.canonical_organisation(&mention.name)),
            OrgForm::Likely => {
                let person = self.is_anybody(&mention.name);
                (!person).then(|| self.canonical_organisation(&mention.name))
            }
            OrgForm::Speaker => self.speaker.organisation.clone().map(|o| self.canonical_organisation(&o)).or_else(|| self.main.clone()),
            // "the Company" of a release or a filing is its publisher
            OrgForm::Anaphor if self.speaker.organisation.is_some() && self.main.is_some() => self.main.clone(),
            OrgForm::Anaphor => self.nearest_organisation(sentence, mention.span.start).or_else(|| self.main.clone()),
        }
    }

    /// The main organisation if its paragraph names it before the mention, else the last that opens a sentence there, else the last named in the two sentences before.
    fn nearest_organisation(&self, sentence: usize, start: usize) -> Option<String> {
        let line = self.parsed.sentences[sentence].line;
        let before: Vec<&(usize, OrgMention)> = self
            .parsed
            .organisations
            .iter()
            .filter(|(s, o)| {
                matches!(o.form, OrgForm::Named | OrgForm::Likely) && (*s, o.span.start) < (sentence, start) && sentence - s <= 6
            })
            .filter(|(_, o)| !is_outlet(&o.name) && !is_authority(&o.name) && !self.is_anybody(&o.name))
            .collect();
        let name = |(_, o): &(usize, OrgMention)| self.canonical_organisation(&o.name);
        let here = || before.iter().filter(|(s, _)| self.parsed.sentences[*s].line == line);
        if here().any(|mention| Some(name(mention)) == self.main) {
            return self.main.clone();
        }
        let opens = |(s, o): &&&(usize, OrgMention)| {
            let Sentence { span, opening, .. } = &self.parsed.sentences[*s];
            o.span.start <= span.start + 12 || o.span.start >= *opening && o.span.start <= opening + 12
        };
        let near = || before.iter().filter(|(s, o)| o.form == OrgForm::Named && sentence - s <= 2);
        here().rfind(opens).or_else(|| near().next_back()).map(|mention| name(mention))
    }

    /// Whether a name is the outlet's that publishes the article: a newsletter seldom is about itself.
    fn is_author(&self, name: &str) -> bool {
        let plain = |s: &str| s.trim_start_matches("The ").to_lowercase();
        let article = self.reader.article;
        article.kind == DocumentKind::Article && article.author.as_ref().is_some_and(|a| plain(&a.name) == plain(name))
    }

    /// Whether a name is a person's or a part of one.
    fn is_anybody(&self, name: &str) -> bool {
        self.full.iter().any(|f| f == name || (self.pack.stands_for)(name, f))
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
                    .and_then(|o| self.organisation(o, *s))
            })
            .next()
    }

    /// Whether a sentence names the organisation that the text is about.
    pub fn names_main(&self, sentence: usize) -> bool {
        let named =
            |(i, o): &(usize, OrgMention)| *i == sentence && !o.name.is_empty() && Some(self.canonical_organisation(&o.name)) == self.main;
        self.parsed.organisations.iter().any(named)
    }

    /// Whether a sentence names the organisation that the text is about, or refers to one.
    pub fn refers_to_main(&self, sentence: usize) -> bool {
        let refers = |(i, o): &(usize, OrgMention)| *i == sentence && matches!(o.form, OrgForm::Anaphor | OrgForm::Speaker);
        self.names_main(sentence) || self.parsed.organisations.iter().any(refers) || self.parsed.titled.iter().any(|(i, _)| *i == sentence)
    }

    /// The organisation of a sentence without one in its own slots: the main one if the sentence or its paragraph names it;
    /// one that opens the sentence; the last one that opened a sentence of the paragraph; else the main one.
    pub fn context(&self, sentence: usize) -> Option<String> {
        let line = self.parsed.sentences[sentence].line;
        let named =
            |s: usize| self.parsed.organisations.iter().filter(move |(i, o)| *i == s && o.form == OrgForm::Named && !is_outlet(&o.name));
        let mut index = sentence;
        loop {
            if named(index).any(|(_, o)| Some(self.canonical_organisation(&o.name)) == self.main) {
                return self.main.clone();
            }
            let Sentence { span, opening, .. } = &self.parsed.sentences[index];
            if let Some((_, opening)) =
                named(index).find(|(_, o)| o.span.start <= span.start + 12 || o.span.start >= *opening && o.span.start <= opening + 12)
            {
                return Some(self.canonical_organisation(&opening.name));
            }
            if index == 0 || self.parsed.sentences[index - 1].line != line {
                // what a column tells of one organisation, it tells in one paragraph
                let left =
                    |o: &OrgMention| self.parsed.frames.iter().any(|f| f.organisation(Slot::From).is_some_and(|from| from.span == o.span));
                let told = || (index..=sentence).rev().find_map(|s| named(s).rfind(|(_, o)| !left(o)));
                let nearest = self.digest.then(told).flatten().map(|(_, o)| self.canonical_organisation(&o.name));
                return nearest.or_else(|| self.main.clone());
            }
            index -= 1;
        }
    }

    /// The leadership role that the text gives the person, if she still has it.
    pub fn title(&self, person: &str) -> Option<Role> {
        let hers = |p: &PersonMention| p.name == person || p.form == NameForm::Partial && (self.pack.stands_for)(&p.name, person);
        let held = |t: &&super::mention::TitleMention| {
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

    /// The leadership role that a sentence of the text says the person has or had: "Roe, who had been chair since 2015".
    pub fn stated_role(&self, person: &str) -> Option<Role> {
        let role = |f: &super::mention::Frame| {
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

    /// Whether a name that only its shape suggests is treated as a person's anywhere.
    pub fn confirmed(&self, name: &str) -> bool {
        self.full.iter().any(|f| f == name) || self.parsed.people.iter().any(|(_, p)| p.name == name && p.title.is_some())
    }

    /// Whether the text takes a name for an organisation's.
    pub fn is_organisation(&self, name: &str) -> bool {
        self.parsed.organisations.iter().any(|(_, o)| o.form == OrgForm::Named && o.name == name)
    }
}
