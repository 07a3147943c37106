//! Which organisation is "the company", "we", "Acme" or meant where none is named: mentions become names.

use std::cell::RefCell;
use std::collections::HashMap;

use super::bystanders::{is_authority, is_outlet, is_paper};
use super::mention::{NameForm, OrgForm, OrgMention, Parsed, Sentence, Slot};
use super::reader::Reader;
use super::rule::Pack;
use super::speaker::{Speaker, speaker};
use super::trace::Trace;
use crate::domain::DocumentKind;

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

/// A name without its article and its legal form.
pub(super) fn without_legal_form(name: &str) -> &str {
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
pub(super) fn same_family(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initials = || long.split(' ').filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()));
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
        || short.len() >= 3 && short.chars().all(char::is_uppercase) && initials().eq(short.chars())
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
    pub(super) parsed: &'a Parsed,
    pub(super) reader: &'a Reader<'a>,
    pack: &'a Pack,
    /// The people's full names in order of first mention.
    pub full: Vec<String>,
    /// The person and the organisation in whose name the document speaks.
    pub speaker: Speaker,
    /// The organisation that most of the text is about.
    pub(super) main: Option<String>,
    /// Whether the text is a column of several organisations' news, none of which it is about.
    digest: bool,
    /// Whether the text opens with the main organisation.
    headed: bool,
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
        let mut organisations =
            Self { parsed, reader, pack, full, speaker, main: None, digest: false, headed: true, named, canonical, anybody };
        organisations.main = organisations.own_organisation();
        if organisations.main.is_none() {
            (organisations.main, organisations.digest) = organisations.main_organisation(trace);
            organisations.headed = organisations.opens_with_main();
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
        let own = self
            .speaker
            .organisation
            .as_ref()
            .filter(|name| !is_outlet(name) && !is_authority(name) && (self.speaker.sure || !is_paper(name)))?;
        let first = own.split([' ', ',']).next().unwrap_or(own);
        let sure = self.speaker.sure || self.reader.article.kind == DocumentKind::Post;
        let named = |o: &OrgMention| o.form == OrgForm::Speaker && sure || o.name.split([' ', ',']).next() == Some(first);
        self.parsed.organisations.iter().any(|(_, o)| named(o)).then(|| self.canonical(own))
    }

    /// The organisation of what the text places nowhere, if the text opens with it.
    fn heading(&self) -> Option<String> {
        self.main.clone().filter(|_| self.headed)
    }

    /// Whether a name is an authority's, as found at its first mention.
    pub(super) fn is_authority(&self, name: &str) -> bool {
        let known = self.named.iter().find(|known| known.mention.name == name);
        known.map_or_else(|| is_authority(name), |known| known.authority)
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
            OrgForm::Speaker => self.speaker.organisation.clone().map(|o| self.canonical(&o)).or_else(|| self.heading()),
            // "the Company" of a release or a filing is its publisher
            OrgForm::Anaphor if self.speaker.organisation.is_some() && self.main.is_some() => self.main.clone(),
            OrgForm::Anaphor => self.nearest(sentence, mention.span.start).or_else(|| self.heading()),
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

    /// Whether a name is a person's or a part of one.
    pub(super) fn is_anybody(&self, name: &str) -> bool {
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
        let names = |o: &OrgMention| o.form == OrgForm::Named && !is_outlet(&o.name) && !self.is_authority(&o.name);
        let named = |s: usize| self.parsed.organisations.iter().filter(move |(i, o)| *i == s && names(o));
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
                return nearest.or_else(|| self.heading());
            }
            index -= 1;
        }
    }
}
