//! Which organisation is "the company", "we", "Acme" or meant where none is named: mentions become names.

use std::cell::RefCell;
use std::collections::HashMap;

use super::bystanders::{is_authority, is_outlet};
use super::mention::{NameForm, OrgForm, OrgMention, Parsed, Sentence, Slot};
use super::reader::Reader;
use super::rule::Pack;
use super::speaker::{Speaker, speaker};
use super::trace::{Event, Trace};
use crate::domain::DocumentKind;

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
    // "L.L.C.", "Inc."
    let is_form = |word: &str| {
        let letters = || word.bytes().filter(|byte| *byte != b'.').map(|byte| byte.to_ascii_lowercase());
        FORMS.iter().any(|form| letters().eq(form.bytes()))
    };
    let mut bare = name.strip_prefix("The ").unwrap_or(name);
    while let Some((head, _)) = bare.rsplit_once(' ').filter(|(head, last)| !head.is_empty() && is_form(last)) {
        bare = head.trim_end_matches(',');
    }
    bare
}

/// "Religare" and "Religare Enterprises", "LTA" and "Land Transport Authority": forms of one name.
fn same_family(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initials = || long.split(' ').filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()));
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
        || short.len() >= 3 && short.chars().all(char::is_uppercase) && initials().eq(short.chars())
}

/// How much a mention in this sentence weighs: the title most.
fn place(sentence: usize) -> f64 {
    match sentence {
        0 => 3.0,
        1 | 2 => 2.0,
        _ => 1.0,
    }
}

/// A mention that names an organisation.
struct Named<'a> {
    sentence: usize,
    mention: &'a OrgMention,
    /// Its name without legal forms.
    bare: &'a str,
    outlet: bool,
    authority: bool,
}

impl Named<'_> {
    /// All mentions that name one or may, in text order. A name is judged at its first mention.
    fn all(parsed: &Parsed) -> Vec<Named<'_>> {
        let mut all: Vec<Named> = Vec::with_capacity(parsed.organisations.len());
        for (sentence, mention) in parsed.organisations.iter().filter(|(_, o)| matches!(o.form, OrgForm::Named | OrgForm::Likely)) {
            let known = all.iter().find(|known| known.mention.name == mention.name);
            let (bare, outlet, authority) = match known {
                Some(known) => (known.bare, known.outlet, known.authority),
                None => (without_legal_form(&mention.name), is_outlet(&mention.name), is_authority(&mention.name)),
            };
            all.push(Named { sentence: *sentence, mention, bare, outlet, authority });
        }
        all
    }
}

/// The organisations of one document, and how its mentions find them.
pub struct Organisations<'a> {
    parsed: &'a Parsed,
    reader: &'a Reader<'a>,
    pack: &'a Pack,
    /// The people's full names in order of first mention.
    pub full: Vec<String>,
    /// The person and the organisation in whose name the document speaks.
    pub speaker: Speaker,
    /// The organisation that most of the text is about.
    main: Option<String>,
    /// Whether the text is a column of several organisations' news, none of which it is about.
    digest: bool,
    /// The organisations that the text names or may name, in text order.
    named: Vec<Named<'a>>,
    /// What [`Self::canonical`] and [`Self::is_anybody`] have answered: the same few names are asked for again and again.
    canonical: RefCell<HashMap<String, String>>,
    anybody: RefCell<HashMap<String, bool>>,
}

impl<'a> Organisations<'a> {
    /// Finds out whom the text is about.
    pub fn new(parsed: &'a Parsed, reader: &'a Reader<'a>, pack: &'a Pack, trace: &Trace) -> Self {
        let mut speaker = speaker(reader, pack);
        speaker.organisation = speaker.organisation.take().filter(|name| !is_outlet(name));
        let mut full: Vec<String> = Vec::new();
        for (_, person) in &parsed.people {
            if person.form == NameForm::Full && !full.contains(&person.name) {
                full.push(person.name.clone());
            }
        }
        let named = Named::all(parsed);
        let (canonical, anybody) = Default::default();
        let mut organisations = Self { parsed, reader, pack, full, speaker, main: None, digest: false, named, canonical, anybody };
        organisations.main = organisations.own_organisation();
        if organisations.main.is_none() {
            (organisations.main, organisations.digest) = organisations.main_organisation(trace);
        }
        // a name may be short for that of the organisation that the text is about
        organisations.canonical.get_mut().clear();
        organisations
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
        self.parsed.organisations.iter().any(|(_, o)| named(o)).then(|| self.canonical(own))
    }

    /// The organisation that the text is about, of which [`Self::weights`] gives most to; and whether the text is a digest, where others weigh as much.
    fn main_organisation(&self, trace: &Trace) -> (Option<String>, bool) {
        let weights = self.weights();
        // short forms count for the long ones and the other way round; the form that is told most stands for all
        let together =
            |name: &str| weights.iter().filter(|(other, _)| same_family(name, other)).map(|(_, (weight, _))| weight).sum::<f64>();
        let mut ranked: Vec<_> = weights.iter().map(|(name, (own, order))| (together(name), *own, *order, name)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(b.3)));
        let main = ranked.first().map(|(.., name)| name.to_string());
        trace.note(|| {
            let candidates = ranked.iter().map(|(weight, _, _, name)| (name.to_string(), *weight)).collect();
            Event::Main { organisation: main.clone(), candidates }
        });
        let digest = ranked.first().is_some_and(|(top, .., name)| {
            let others = ranked.iter().filter(|(weight, .., other)| !same_family(name, other) && *weight >= 0.4 * top);
            let headed = self.reader.article.title.contains(without_legal_form(name))
                || self.parsed.organisations.iter().any(|(s, o)| *s == 0 && same_family(&self.canonical(&o.name), name));
            !headed && self.parsed.sentences.len() > 6 && others.count() >= 2
        });
        (main, digest)
    }

    /// What each named organisation weighs, with the order of its first mention: named often, early, with people's titles, and as
    /// the one that acts or speaks.
    fn weights(&self) -> HashMap<String, (f64, usize)> {
        let mut weights: HashMap<String, (f64, usize, f64)> = HashMap::new();
        let mut add = |name: &str, weight: f64, order: usize| {
            let name = self.canonical(name);
            let (sum, _, factor) = weights.entry(name).or_insert_with_key(|name| (0.0, order, self.factor(name)));
            *sum += weight * *factor;
        };
        for (order, (sentence, organisation)) in self.parsed.organisations.iter().enumerate() {
            match organisation.form {
                OrgForm::Named => add(&organisation.name, place(*sentence), order),
                OrgForm::Likely => add(&organisation.name, 0.6 * place(*sentence), order),
                _ => {}
            }
        }
        self.openers().for_each(|o| add(&o.name, 2.0, usize::MAX));
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
        weights.retain(|name, (weight, ..)| !(is_outlet(name) || self.is_author(name)) || *weight > 5.0);
        weights.retain(|name, _| !self.full.contains(name) && (name.contains(' ') || !self.is_anybody(name)));
        weights.into_iter().map(|(name, (weight, order, _))| (name, (weight, order))).collect()
    }

    /// How much more or less than any other's a mention of this organisation weighs.
    fn factor(&self, name: &str) -> f64 {
        match self.reader.gazetteer.organisation_called(name) {
            _ if self.is_authority(name) => 0.3,
            Some(_) => 2.0,
            None => 1.0,
        }
    }

    fn is_authority(&self, name: &str) -> bool {
        let known = self.named.iter().find(|known| known.mention.name == name);
        known.map_or_else(|| is_authority(name), |known| known.authority)
    }

    /// Who opens the title or the text: it is what the text is about.
    fn openers(&self) -> impl Iterator<Item = &OrgMention> {
        [0, 1].into_iter().filter_map(|sentence| {
            let Sentence { span, opening, .. } = self.parsed.sentences.get(sentence)?;
            let opens = |o: &OrgMention| o.span.start <= span.start + 4 || (*opening..*opening + 4).contains(&o.span.start);
            let (_, first) = self.parsed.organisations.iter().find(|(s, o)| *s == sentence && opens(o))?;
            (!first.name.is_empty() && !self.is_anybody(&first.name)).then_some(first)
        })
    }

    /// The roster's name of an organisation, else the form that the text uses first, with or without its legal form.
    pub fn canonical(&self, name: &str) -> String {
        if let Some(known) = self.canonical.borrow().get(name) {
            return known.clone();
        }
        let found = self.form_of(name).to_string();
        self.canonical.borrow_mut().insert(name.to_string(), found.clone());
        found
    }

    fn form_of<'n>(&'n self, name: &'n str) -> &'n str {
        if let Some(known) = self.reader.gazetteer.organisation_called(name) {
            return &known.name;
        }
        // "Hightower" is "Hightower Advisors" where the text is about them
        if let Some(main) = self.main.as_ref().filter(|main| main.len() > name.len() && same_family(main, name)) {
            return main;
        }
        let bare = without_legal_form(name);
        let own = self.speaker.organisation.as_ref().filter(|own| without_legal_form(own) == bare);
        let first = || self.named.iter().find(|known| known.mention.form == OrgForm::Named && known.bare == bare);
        own.or_else(|| first().map(|known| &known.mention.name)).map_or(name, String::as_str)
    }

    /// The organisation that a role names itself ("the CNN chief"): an outlet, too, has its people.
    pub fn owner(&self, mention: &OrgMention, sentence: usize) -> Option<String> {
        match mention.form {
            OrgForm::Named => Some(self.canonical(&mention.name)),
            _ => self.name_of(mention, sentence),
        }
    }

    /// The name of an organisation mention; an anaphor stands for the nearest organisation named before it in its paragraph, else the main one.
    pub fn name_of(&self, mention: &OrgMention, sentence: usize) -> Option<String> {
        match mention.form {
            OrgForm::Named if is_outlet(&mention.name) && self.main.as_ref() != Some(&mention.name) => None,
            OrgForm::Named => Some(self.canonical(&mention.name)),
            OrgForm::Likely => {
                let person = self.is_anybody(&mention.name);
                (!person).then(|| self.canonical(&mention.name))
            }
            OrgForm::Speaker => self.speaker.organisation.clone().map(|o| self.canonical(&o)).or_else(|| self.main.clone()),
            // "the Company" of a release or a filing is its publisher
            OrgForm::Anaphor if self.speaker.organisation.is_some() && self.main.is_some() => self.main.clone(),
            OrgForm::Anaphor => self.nearest(sentence, mention.span.start).or_else(|| self.main.clone()),
        }
    }

    /// The main organisation if its paragraph names it before the mention, else the last that opens a sentence there, else the last named in the two sentences before.
    fn nearest(&self, sentence: usize, start: usize) -> Option<String> {
        let line = |sentence: usize| self.parsed.sentences[sentence].line;
        let behind = self.named.partition_point(|known| (known.sentence, known.mention.span.start) < (sentence, start));
        let before = || {
            let close = self.named[..behind].iter().rev().take_while(|known| sentence - known.sentence <= 6);
            close.filter(|known| !known.outlet && !known.authority && !self.is_anybody(&known.mention.name))
        };
        let name = |known: &Named| self.canonical(&known.mention.name);
        let here = || before().filter(|known| line(known.sentence) == line(sentence));
        if here().any(|known| Some(name(known)) == self.main) {
            return self.main.clone();
        }
        let opens = |known: &&Named| {
            let Sentence { span, opening, .. } = &self.parsed.sentences[known.sentence];
            let start = known.mention.span.start;
            start <= span.start + 12 || start >= *opening && start <= opening + 12
        };
        let near = || before().find(|known| known.mention.form == OrgForm::Named && sentence - known.sentence <= 2);
        here().find(opens).or_else(near).map(name)
    }

    /// Whether a name is the outlet's that publishes the article: a newsletter seldom is about itself.
    fn is_author(&self, name: &str) -> bool {
        let plain = |s: &str| s.trim_start_matches("The ").to_lowercase();
        let article = self.reader.article;
        article.kind == DocumentKind::Article && article.author.as_ref().is_some_and(|a| plain(&a.name) == plain(name))
    }

    /// Whether a name is a person's or a part of one.
    fn is_anybody(&self, name: &str) -> bool {
        if let Some(known) = self.anybody.borrow().get(name) {
            return *known;
        }
        let found = self.full.iter().any(|f| f == name || (self.pack.stands_for)(name, f));
        self.anybody.borrow_mut().insert(name.to_string(), found);
        found
    }

    /// Whether a sentence names the organisation that the text is about.
    pub fn names_main(&self, sentence: usize) -> bool {
        let named = |(i, o): &(usize, OrgMention)| *i == sentence && !o.name.is_empty() && Some(self.canonical(&o.name)) == self.main;
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
            if named(index).any(|(_, o)| Some(self.canonical(&o.name)) == self.main) {
                return self.main.clone();
            }
            let Sentence { span, opening, .. } = &self.parsed.sentences[index];
            if let Some((_, opening)) =
                named(index).find(|(_, o)| o.span.start <= span.start + 12 || o.span.start >= *opening && o.span.start <= opening + 12)
            {
                return Some(self.canonical(&opening.name));
            }
            if index == 0 || self.parsed.sentences[index - 1].line != line {
                // what a column tells of one organisation, it tells in one paragraph
                let left =
                    |o: &OrgMention| self.parsed.frames.iter().any(|f| f.organisation(Slot::From).is_some_and(|from| from.span == o.span));
                let told = || (index..=sentence).rev().find_map(|s| named(s).rfind(|(_, o)| !left(o)));
                let nearest = self.digest.then(told).flatten().map(|(_, o)| self.canonical(&o.name));
                return nearest.or_else(|| self.main.clone());
            }
            index -= 1;
        }
    }
}
