//! Frames of an English sentence: each trigger with its subject, its objects and its dates.

use jiff::civil::Date;

use super::chunk::{Chunk, Piece};
use super::date;
use super::names;
use super::token::{Shape, Token};
use super::verb::VerbGroup;
use crate::domain::{HoldStatus, Role};
use crate::extract::mention::{
    DateMention, Filler, Frame, NameForm, OrgForm, OrgMention, PersonMention, RoleMention, Slot, Stance, Tense, TitleMention,
};

/// A sentence in chunks, with what its frames need to know.
pub struct Sentence<'a> {
    pub string: &'a str,
    pub tokens: &'a [Token],
    pub chunks: &'a [Chunk],
    pub index: usize,
    pub published: Date,
    pub question: bool,
    /// A quotation was opened in an earlier sentence of the paragraph.
    pub open_quote: bool,
    /// Title or title-case line: tenses and articles are dropped.
    pub headline: bool,
}

/// Who or what a clause is about.
#[derive(Clone, Debug, Default)]
struct Subject {
    people: Vec<PersonMention>,
    organisation: Option<OrgMention>,
    role: Option<(RoleMention, bool)>,
}

/// All frames of a sentence in text order.
pub fn frames(sentence: &Sentence) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut subjects: Vec<(usize, Subject)> = Vec::new();
    let mut patient: Option<Vec<PersonMention>> = None;
    for (at, chunk) in sentence.chunks.iter().enumerate() {
        match &chunk.piece {
            Piece::Verb(group) => {
                let inherited = subjects.last().map(|(_, s)| s.clone());
                let mut subject = sentence.subject(at, inherited.as_ref());
                let nobody = subject.people.is_empty() && subject.organisation.is_none() && subject.role.is_none();
                if group.infinitive && nobody && patient.is_none() {
                    subject = inherited.clone().unwrap_or_default();
                }
                if (group.infinitive || group.gerund)
                    && subject.people.is_empty()
                    && let Some(people) = &patient
                {
                    subject.people = people.clone();
                    subject.organisation = None;
                }
                let sayer = sentence.sayer(at, &subjects);
                let built = sentence.verb_frames(at, group, &subject, frames.last(), sayer);
                patient = built
                    .first()
                    .and_then(|f| moved(f, group))
                    .or_else(|| (!subject.people.is_empty()).then(|| subject.people.clone()))
                    .or(patient);
                frames.extend(built);
                subjects.push((at, subject));
            }
            Piece::Noun(class, manner) => frames.extend(sentence.noun_frame(at, class, *manner)),
            Piece::Word if sentence.word(at) == "out" => frames.extend(sentence.out_frame(at)),
            _ => {}
        }
    }
    frames
}

/// The people whom a frame moves: the object of an active appointment, else its subject.
fn moved(frame: &Frame, group: &VerbGroup) -> Option<Vec<PersonMention>> {
    let class = group.trigger.map(|t| t.class)?;
    let object = frame.people(Slot::Object);
    if matches!(class, "appoint" | "present" | "welcome" | "nominate" | "dismiss" | "incharge") && !object.is_empty() && !frame.passive {
        return Some(object.to_vec());
    }
    let subject = frame.people(Slot::Subject);
    (!subject.is_empty()).then(|| subject.to_vec())
}

const SKIPPED: &[&str] = &[
    "the",
    "a",
    "an",
    "new",
    "also",
    "both",
    "first",
    "current",
    "next",
    "its",
    "then",
    "own",
    "later",
    "newly",
    "as",
    "just",
    "now",
    "each",
    "permanent",
    "additional",
];
const STOPS: &[&str] = &[
    "after",
    "before",
    "amid",
    "following",
    "when",
    "while",
    "because",
    "since",
    "until",
    "if",
    "that",
    "than",
    "despite",
    "during",
    "but",
    "although",
    "though",
    "so",
    "where",
    "how",
    "why",
    "whether",
    "over",
    "saying",
    "according",
    "citing",
    "unless",
    "through",
    "under",
    "who",
    "which",
    "whose",
    "whom",
    "where",
    "said",
    "says",
];
const POSTS: &[&str] = &[
    "post",
    "position",
    "positions",
    "posts",
    "role",
    "roles",
    "job",
    "jobs",
    "seat",
    "office",
    "duties",
    "title",
    "titles",
    "responsibilities",
    "responsibility",
    "reins",
    "helm",
    "chair",
    "directorship",
    "mandate",
    "offices",
    "spot",
    "throne",
    "mantle",
];

impl Sentence<'_> {
    fn word(&self, at: usize) -> &str {
        self.chunks.get(at).map(|c| self.tokens[c.from].lower.as_str()).unwrap_or("")
    }

    fn text(&self, span: &std::ops::Range<usize>) -> String {
        self.string[span.clone()].to_string()
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Word)) && words.contains(&self.word(at))
    }

    fn is_punctuation(&self, at: usize, mark: &str) -> bool {
        self.chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Punctuation)) && self.word(at) == mark
    }

    /// The person mention of a chunk; names that no list knows count as likely people.
    pub fn person(&self, at: usize) -> Option<PersonMention> {
        let chunk = self.chunks.get(at)?;
        match &chunk.piece {
            Piece::Person(person) => Some(person.clone()),
            Piece::Pronoun(form) => Some(PersonMention { span: self.span(at), name: String::new(), form: *form, title: None }),
            Piece::Name(name)
                if chunk.to - chunk.from <= 4
                    && !name.contains(|c: char| c.is_ascii_digit())
                    && !(chunk.to - chunk.from == 1 && names::is_common(&self.tokens[chunk.from].lower)) =>
            {
                let form = if chunk.to - chunk.from > 1 { NameForm::Likely } else { NameForm::Partial };
                Some(PersonMention { span: self.span(at), name: name.clone(), form, title: None })
            }
            _ => None,
        }
    }

    fn organisation(&self, at: usize) -> Option<OrgMention> {
        match &self.chunks.get(at)?.piece {
            Piece::Organisation(org) => Some(org.clone()),
            Piece::Name(name) => Some(OrgMention { span: self.span(at), name: name.clone(), form: OrgForm::Likely }),
            _ => None,
        }
    }

    fn span(&self, at: usize) -> std::ops::Range<usize> {
        let chunk = &self.chunks[at];
        self.tokens[chunk.from].start..self.tokens[chunk.to - 1].end
    }

    /// The people of a list that ends at `last`: "A, B and C".
    fn list_before(&self, last: usize) -> (Vec<PersonMention>, usize) {
        let mut people: Vec<PersonMention> = self.person(last).into_iter().collect();
        let mut first = last;
        loop {
            let mut before = first;
            let comma = before > 0 && (self.is_punctuation(before - 1, ",") || self.is_word(before - 1, &["and", "&"]));
            if !comma {
                break;
            }
            before -= 1;
            while before > 0 && (self.is_punctuation(before - 1, ",") || self.is_word(before - 1, &["and", "both"])) {
                before -= 1;
            }
            if before == 0 {
                break;
            }
            // "Bob McGrew, who ran research, and Barret Zoph": the relative clause is left out
            let mut index = before - 1;
            if !matches!(self.chunks[index].piece, Piece::Person(_) | Piece::Name(_)) {
                match self.relative_start(index) {
                    Some(start) if start > 0 => index = start - 1,
                    _ => break,
                }
            }
            match self.chunks.get(index).map(|c| &c.piece) {
                Some(Piece::Person(_)) => {}
                Some(Piece::Name(_))
                    if people.iter().all(|p| p.form != NameForm::Full) || self.chunks[index].to - self.chunks[index].from > 1 => {}
                _ => break,
            }
            people.extend(self.person(index));
            first = index;
        }
        people.reverse();
        (people, first)
    }

    /// If `last` ends a relative clause or an apposition that a comma opened, the index of that comma.
    fn relative_start(&self, last: usize) -> Option<usize> {
        let mut at = last;
        let mut inner = 0;
        for _ in 0..24 {
            if self.is_punctuation(at, ",") {
                let opens = self.is_word(
                    at + 1,
                    &[
                        "who",
                        "whose",
                        "which",
                        "whom",
                        "where",
                        "a",
                        "an",
                        "the",
                        "one",
                        "once",
                        "until",
                        "aged",
                        "formerly",
                        "previously",
                        "also",
                        "of",
                        "in",
                        "on",
                        "now",
                        "most",
                        "currently",
                        "based",
                        "effective",
                        "both",
                        "co-author",
                        "along",
                        "together",
                    ],
                ) || self.chunks.get(at + 1).is_some_and(|c| {
                    matches!(c.piece, Piece::Role(_) | Piece::Date(_) | Piece::Possessive(_) | Piece::Organisation(_) | Piece::Pronoun(_))
                        || self.tokens[c.from].shape == Shape::Number
                        || matches!(&c.piece, Piece::Verb(g) if g.gerund || g.bare_past)
                });
                let behind_name = at > 0
                    && matches!(self.chunks[at - 1].piece, Piece::Person(_))
                    && self.chunks.get(at + 1).is_some_and(|c| matches!(c.piece, Piece::Word))
                    && !self.is_word(at + 1, &["and", "but", "said", "says", "or"]);
                if opens || behind_name {
                    return Some(at);
                }
                // a comma inside the aside: "until now a non-executive, non-independent director,"
                inner += 1;
                if inner > 2 {
                    return None;
                }
                at = at.checked_sub(1)?;
                continue;
            }
            if matches!(self.chunks[at].piece, Piece::Punctuation) && !matches!(self.word(at), "\"" | "“" | "”" | "-") {
                return None;
            }
            at = at.checked_sub(1)?;
        }
        None
    }

    /// Finds the subject of the verb at `verb` by looking left.
    fn subject(&self, verb: usize, inherited: Option<&Subject>) -> Subject {
        let none = Subject::default();
        let mut at = verb;
        for _ in 0..12 {
            let Some(left) = at.checked_sub(1) else { return none };
            let word = self.word(left);
            match &self.chunks[left].piece {
                Piece::Person(_) | Piece::Pronoun(_) => {
                    let (people, first) = self.list_before(left);
                    // "replaces John Doe as of May": a person behind a preposition is no subject
                    let object_of = first > 0
                        && (self.is_word(first - 1, &["of", "by", "with", "from", "to", "for", "at", "like", "under"]))
                        && matches!(self.chunks[left].piece, Piece::Person(_));
                    let with_gerund = object_of
                        && matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.gerund || g.governor.is_some() || g.infinitive || g.bare_past)
                        && self.is_word(first - 1, &["with"]);
                    if object_of && !with_gerund && !self.is_word(first - 1, &["for"]) {
                        return inherited.cloned().unwrap_or(none);
                    }
                    return Subject { people, ..none };
                }
                Piece::Name(_) => {
                    let (people, _) = self.list_before(left);
                    return Subject { people, organisation: self.organisation(left), role: None };
                }
                Piece::Organisation(_) | Piece::Place if self.affiliated(left).is_some() => {
                    let person = self.affiliated(left).unwrap_or(left);
                    return Subject { people: self.list_before(person).0, organisation: self.organisation(left), role: None };
                }
                Piece::Board(org) => {
                    let owner = self.board_seat(left).organisation.unwrap_or_else(|| org.clone());
                    return Subject { organisation: Some(owner), ..none };
                }
                Piece::Organisation(org) => {
                    return Subject { organisation: Some(org.clone()), people: self.people_before_and(left), role: None };
                }
                Piece::Role(role) => {
                    let people = self.people_before_and(left);
                    return Subject {
                        role: Some((role.mention.clone(), role.fresh || role.status == HoldStatus::Incoming)),
                        people,
                        organisation: role.mention.organisation.clone(),
                    };
                }
                Piece::Date(_) => at = left,
                Piece::Place => at = left,
                Piece::Word if matches!(word, "who" | "that" | "which") => {
                    let mut antecedent = left;
                    while antecedent > 0 && (self.is_punctuation(antecedent - 1, ",") || self.is_word(antecedent - 1, &["and"])) {
                        antecedent -= 1;
                    }
                    if antecedent == 0 {
                        return none;
                    }
                    // the antecedent of "who", behind an apposition or a date if need be
                    let mut index = antecedent - 1;
                    if !matches!(self.chunks[index].piece, Piece::Person(_) | Piece::Name(_) | Piece::Organisation(_)) {
                        index = match self.relative_start(index) {
                            Some(start) if start > 0 => start - 1,
                            _ => return none,
                        };
                    }
                    return match &self.chunks[index].piece {
                        Piece::Person(_) => Subject { people: self.person(index).into_iter().collect(), ..none },
                        Piece::Name(_) if word == "who" => Subject { people: self.person(index).into_iter().collect(), ..none },
                        Piece::Name(_) | Piece::Organisation(_) if word != "who" => {
                            Subject { organisation: self.organisation(index), ..none }
                        }
                        _ => none,
                    };
                }
                Piece::Word if matches!(word, "and" | "but" | "then" | "or") => {
                    if left > 0 && self.is_punctuation(left - 1, ",") || word == "then" {
                        at = left;
                        if word != "then" {
                            return inherited.cloned().unwrap_or(none);
                        }
                        continue;
                    }
                    return inherited.cloned().unwrap_or(none);
                }
                Piece::Word
                    if matches!(
                        word,
                        "also"
                            | "further"
                            | "himself"
                            | "herself"
                            | "both"
                            | "all"
                            | "now"
                            | "today"
                            | "already"
                            | "reportedly"
                            | "however"
                            | "jr"
                            | "formally"
                            | "officially"
                    ) || word.ends_with("ly") && word.len() > 4 =>
                {
                    at = left
                }
                Piece::Word if self.tokens[self.chunks[left].from].shape == Shape::Number => at = left,
                Piece::Word
                    if matches!(word, "in" | "based" | "near" | "at")
                        && matches!(self.chunks.get(left + 1).map(|c| &c.piece), Some(Piece::Place)) =>
                {
                    at = left
                }
                Piece::Word => {
                    if let Some(start) = self.relative_start(left).filter(|&s| self.is_word(s + 1, &["who", "whose", "which"])) {
                        at = start;
                        continue;
                    }
                    // "Mira Murati and two leading researchers are leaving"
                    let people = self.people_before_and(left);
                    return Subject { people, ..none };
                }
                Piece::Punctuation if word == "," || word == "-" || word == "–" || word == "—" => {
                    let direct = left > 0
                        && matches!(self.chunks[left - 1].piece, Piece::Person(_))
                        && !(left > 1
                            && self.is_word(left - 2, &["of", "with", "by", "to", "from", "for", "under", "like", "as", "about"]));
                    if direct {
                        at = left;
                        continue;
                    }
                    if let Some(start) = left.checked_sub(1).and_then(|l| self.relative_start(l)) {
                        at = start;
                        // directly behind a name
                        continue;
                    }
                    if left > 0 && matches!(self.chunks[left - 1].piece, Piece::Person(_)) {
                        at = left;
                        continue;
                    }
                    return inherited.cloned().unwrap_or(none);
                }
                Piece::Punctuation if matches!(word, ":" | "\"" | "“" | "”") => return none,
                _ => return none,
            }
        }
        none
    }

    /// "Elizabeth Magill of the *University of Pennsylvania*": the person whose organisation ends at `last`.
    fn affiliated(&self, last: usize) -> Option<usize> {
        let the = usize::from(last > 0 && self.is_word(last - 1, &["the"]));
        let link = last.checked_sub(1 + the)?;
        let person = link.checked_sub(1)?;
        (self.is_word(link, &["of", "at", "from"]) && matches!(self.chunks[person].piece, Piece::Person(_))).then_some(person)
    }

    /// A person joined by "and" to the noun phrase that ends at `last`.
    fn people_before_and(&self, last: usize) -> Vec<PersonMention> {
        for back in 1..=5 {
            let Some(at) = last.checked_sub(back) else { return Vec::new() };
            if self.is_word(at, &["and"]) && at > 0 {
                return match self.chunks[at - 1].piece {
                    Piece::Person(_) => self.list_before(at - 1).0,
                    _ => Vec::new(),
                };
            }
            if !matches!(self.chunks[at].piece, Piece::Word) {
                return Vec::new();
            }
        }
        Vec::new()
    }

    /// The frames of a verb group: usually one, more where it has several objects with a role each.
    fn verb_frames(
        &self,
        at: usize,
        group: &VerbGroup,
        subject: &Subject,
        previous: Option<&Frame>,
        sayer: Option<OrgMention>,
    ) -> Vec<Frame> {
        let Some(class) = self.class_of(at, group, subject, previous) else { return Vec::new() };
        let mut frame = self.frame(at, class, group);
        push_subject(&mut frame, subject);
        self.push_holder(&mut frame, subject);
        frame.slots.extend(sayer.map(|org| (Slot::Sayer, Filler::Organisation(org))));
        if let (true, Some((role, _))) = (group.copula, &subject.role) {
            frame.slots.push((Slot::As, Filler::Role(role.clone())));
        }
        let mut frames = Vec::new();
        self.right(at, group, &mut frame, &mut frames);
        if group.copula && at > 0 && self.is_word(at - 1, &["so"]) {
            frame.slots.iter_mut().filter(|(_, f)| matches!(f, Filler::People(_))).for_each(|(slot, _)| *slot = Slot::Subject);
        }
        if class == "leave" && group.lemma == "follow" {
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
        }
        frame.dates = self.dates(at, &frame);
        self.headline_passive(group, &mut frame);
        if class == "leadnow" {
            frame.trigger = "become";
            frame.slots.retain(|(slot, f)| *slot == Slot::Subject || *slot == Slot::Object && matches!(f, Filler::Organisation(_)));
            frame.slots.extend(self.led(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        if class == "noterm" {
            frame.trigger = "leave";
            frame.stance = self.context_stance(at);
            frame.manner = Some(crate::domain::Manner::TermEnded);
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
        }
        if class == "chair" {
            frame.trigger = "become";
            let role = Role { title: "chair".into(), code: "CHAIR".into(), unit: None };
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
            frame.slots.push((
                Slot::As,
                Filler::Role(RoleMention { span: self.span(at), role, interim: false, organisation: None, leadership: true }),
            ));
        }
        if class == "takeit" {
            frame.trigger = "become";
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
            frame.slots.extend(self.role_before(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        if class == "copula" && !self.copula_tells(at, group, subject, &frame) {
            return Vec::new();
        }
        for extra in &mut frames {
            extra.dates = frame.dates.clone();
        }
        frames.insert(0, frame);
        frames
    }

    /// "The chief executive will step down": whoever holds the role.
    fn push_holder(&self, frame: &mut Frame, subject: &Subject) {
        let Some((role, fresh)) = subject.role.as_ref().filter(|_| subject.people.is_empty()) else { return };
        let leaves = matches!(frame.trigger, "leave" | "retire" | "giveup" | "onleave" | "cease")
            || frame.passive && matches!(frame.trigger, "dismiss" | "suspend");
        if leaves && !fresh && role.leadership {
            let title = TitleMention { role: role.clone(), status: HoldStatus::Current, fresh: false, before: true };
            frame.slots.push((
                Slot::Subject,
                Filler::People(vec![PersonMention {
                    span: role.span.clone(),
                    name: String::new(),
                    form: NameForm::Holder,
                    title: Some(title),
                }]),
            ));
        }
    }

    /// The class of the trigger here; some verbs tell a change only in company.
    fn class_of(&self, at: usize, group: &VerbGroup, subject: &Subject, previous: Option<&Frame>) -> Option<&'static str> {
        if group.copula {
            if self.is_word(at + 1, &["out"]) || self.is_word(at + 1, &["gone"]) && subject.people.len() == 1 {
                return None; // read as its own frame
            }
            let words: Vec<&str> = (at + 1..at + 6).map(|i| self.word(i)).collect();
            if words.first() == Some(&"on") && words[1..].iter().take(4).any(|w| matches!(*w, "leave" | "sabbatical"))
                || words.first() == Some(&"away") && words.contains(&"sabbatical")
            {
                return Some("onleave");
            }
            if matches!(words.first(), Some(&"around" | &"available" | &"here" | &"there"))
                || words.first() == Some(&"on") && words.get(1) == Some(&"hand")
            {
                return Some("stay");
            }
            if at > 0 && self.is_word(at - 1, &["so"]) {
                return previous.map(|f| f.trigger);
            }
            return Some("copula");
        }
        let class = group.trigger?.class;
        if group.no_longer {
            return matches!(class, "serve" | "lead" | "start" | "stay").then_some("cease");
        }
        match class {
            "follow" => {
                let out = (at + 1..at + 6).any(|i| self.is_word(i, &["out"]));
                let ends = self.ends_clause(at + 1);
                if out || ends && !subject.people.is_empty() { Some("leave") } else { Some("follow") }
            }
            "go" => {
                let ends = self.ends_clause(at + 1)
                    || self.is_word(at + 1, &["as", "too"]) && !matches!(self.chunks.get(at + 2).map(|c| &c.piece), Some(Piece::Role(_)));
                let to = self.is_word(at + 1, &["to", "over"]) && (at + 2..at + 4).any(|i| self.organisation(i).is_some());
                if ends && (matches!(group.tense, Tense::Future | Tense::Perfect) || self.tokens[group.main].is("going")) {
                    Some("leave")
                } else if to {
                    Some("goto")
                } else {
                    None
                }
            }
            "takeit" => {
                let it = self.word(at + 1) == "it" || self.is_word(at + 1, &["the", "on"]) && POSTS.contains(&self.word(at + 2));
                (it && self.role_before(at).is_some()).then_some("takeit")
            }
            "seek" => {
                let term = group.lemma != "seek"
                    || (at + 1..at + 5).any(|i| matches!(self.word(i), "term" | "re-election" | "reelection" | "reappointment"));
                (term && group.stance == Stance::Negated).then_some("noterm")
            }
            "lead" => {
                // "Jane Roe to head Acme", "will lead its cloud division"
                let ahead = group.infinitive && self.headline || group.tense == Tense::Future && !group.infinitive;
                let direct = matches!(self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Organisation(_) | Piece::Name(_)))
                    || matches!(self.chunks.get(at + 2).map(|c| &c.piece), Some(Piece::Organisation(_) | Piece::Name(_)))
                        && self.is_word(at + 1, &["the"])
                    || (at + 1..at + 6).any(|i| self.is_word(i, &["unit", "division", "department", "subsidiary", "arm"]));
                if ahead && direct && !self.interim_cue() && !subject.people.is_empty() && self.led(at).is_some() {
                    Some("leadnow")
                } else {
                    Some("lead")
                }
            }
            "become" => {
                let first = (at + 1..at + 4).any(|i| {
                    self.tokens[self.chunks.get(i).map_or(0, |c| c.from)..self.chunks.get(i).map_or(0, |c| c.to)]
                        .iter()
                        .any(|t| t.is("first"))
                });
                let deed = (at + 1..at + 8).any(|i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive))
                    || (at + 1..at + 8).any(|i| self.is_word(i, &["to"]));
                (!(first && deed)).then_some("become")
            }
            "break" => (0..at).any(|i| self.word(i) == "time").then_some("leave"),
            _ => Some(class),
        }
    }

    fn ends_clause(&self, at: usize) -> bool {
        match self.chunks.get(at) {
            None => true,
            Some(c) => {
                matches!(c.piece, Piece::Punctuation | Piece::Date(_))
                    || self.is_word(at, &["and", "but", "after", "before", "when", "while", "because", "amid", "following"])
            }
        }
    }

    /// A copula tells a change only of a role that is new, next or ahead.
    fn copula_tells(&self, at: usize, group: &VerbGroup, subject: &Subject, frame: &Frame) -> bool {
        let fresh_subject =
            subject.role.as_ref().is_some_and(|(role, fresh)| *fresh || role.role.code == "SUCCESSOR" || group.tense == Tense::Future);
        let fresh_object = (at + 1..at + 5).any(|i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(r)) if r.fresh || r.status == HoldStatus::Incoming || r.mention.role.code == "SUCCESSOR"));
        let now = (at.saturating_sub(1)..at + 3).any(|i| self.is_word(i, &["now"]))
            || self.tokens[self.chunks[at].from..self.chunks[at].to].iter().any(|t| t.is("now"));
        let first_to = (at + 1..self.chunks.len()).any(|i| self.is_word(i, &["first"]))
            && (at + 1..self.chunks.len()).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.infinitive));
        let has_role = !first_to && (frame.role(Slot::As).is_some() || frame.role(Slot::Object).is_some());
        let future = group.tense == Tense::Future && !group.would && has_role;
        if group.no_longer {
            return has_role;
        }
        has_role
            && (fresh_object && !subject.people.is_empty()
                || fresh_subject && !frame.people(Slot::Object).is_empty()
                || future
                || now && group.tense == Tense::Present && has_role && !subject.people.is_empty())
    }

    fn frame(&self, at: usize, class: &'static str, group: &VerbGroup) -> Frame {
        let class = if group.no_longer && class == "copula" { "cease" } else { class };
        let mut stance = group.stance.max(self.context_stance(at));
        if group.would
            && stance == Stance::Asserted
            && (!self.reported(at) || (0..self.chunks.len()).any(|i| self.is_word(i, &["if", "unless"])))
        {
            stance = Stance::Hypothetical;
        }
        Frame {
            trigger: class,
            span: self.tokens[group.from].start..self.tokens[group.to - 1].end,
            sentence: self.index,
            passive: group.passive,
            tense: if self.headline && group.tense == Tense::Present { Tense::None } else { group.tense },
            stance,
            sourced: self.sourced(),
            slots: Vec::new(),
            dates: Vec::new(),
            quoted: self.quoted(at),
            past_cue: self.past_cue(at),
            manner: group.trigger.and_then(|t| t.manner),
            interim: self.interim_cue() || class == "standin",
        }
    }

    /// What stands before the verb in the sentence and colours it: "if", "whether", a governing verb with a clause.
    fn context_stance(&self, at: usize) -> Stance {
        if self.question
            || self.text_has(&["novel", "episode", "page ten", "screenplay", "the film", "the series", "the movie", "the play", "sitcom"])
        {
            return Stance::Hypothetical;
        }
        let mut stance = Stance::Asserted;
        for i in (0..at).rev() {
            let word = self.word(i);
            if matches!(self.chunks[i].piece, Piece::Punctuation) && matches!(word, ";" | ":" | "—") {
                break;
            }
            match &self.chunks[i].piece {
                Piece::Word if matches!(word, "if" | "whether" | "unless" | "were" | "should") => stance = stance.max(Stance::Hypothetical),
                Piece::Word
                    if matches!(word, "calls" | "call" | "pressure" | "demands" | "demand" | "petition") && self.near_link(i, at) =>
                {
                    stance = stance.max(Stance::Hypothetical)
                }
                Piece::Word if matches!(word, "rumours" | "rumors" | "rumour" | "rumor" | "speculation" | "whispers" | "talk") => {
                    stance = stance.max(Stance::Possible)
                }
                Piece::Word if matches!(word, "nobody" | "neither" | "nor") && at - i < 8 => stance = stance.max(Stance::Negated),
                Piece::Verb(g) => {
                    use super::lexicon::Governor;
                    let covers = self.covers(i, at);
                    let own = match g.governor {
                        Some(Governor::Denies) if covers => Stance::Negated,
                        Some(Governor::Urges) if covers => Stance::Hypothetical,
                        Some(Governor::Considers) if covers => Stance::Possible,
                        Some(Governor::Expects) if covers => Stance::Expected,
                        _ => Stance::Asserted,
                    };
                    let negated = g.stance == Stance::Negated && g.governor.is_some() && covers;
                    stance = stance.max(own).max(if negated { Stance::Negated } else { Stance::Asserted });
                }
                _ => {}
            }
        }
        stance
    }

    /// Whether the verb at `at` stands in the complement of the governing verb at `governor`: "asked Smith to resign", "denied that she was leaving".
    fn covers(&self, governor: usize, at: usize) -> bool {
        let Piece::Verb(group) = &self.chunks[at].piece else {
            return at - governor < 8 && !(governor..at).any(|i| self.is_punctuation(i, ","));
        };
        let complement =
            group.infinitive || group.gerund || (governor + 1..at).any(|i| self.is_word(i, &["that", "whether"])) || at == governor + 2;
        let broken = (governor + 1..at).any(|i| {
            matches!(&self.chunks[i].piece, Piece::Punctuation) && self.word(i) != "\""
                || self.is_word(i, &["and", "but", "after", "as", "when", "while", "before"])
        });
        complement && !broken
    }

    /// Whether a direct quotation is open here.
    fn quoted(&self, at: usize) -> bool {
        let straight = (0..at).filter(|&i| self.word(i) == "\"").count() % 2 == 1;
        let curly = (0..at).rev().find(|&i| matches!(self.word(i), "“" | "”")).is_some_and(|i| self.word(i) == "“");
        straight || curly || self.open_quote
    }

    fn near_link(&self, from: usize, at: usize) -> bool {
        (from + 1..at).any(|i| self.is_word(i, &["for", "on", "to"])) && at - from < 8
    }

    /// "*Sharp* said Tai will succeed Takahashi": the organisation that announces it.
    fn sayer(&self, at: usize, subjects: &[(usize, Subject)]) -> Option<OrgMention> {
        let verb = (0..at).rev().find(|&i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.governor == Some(super::lexicon::Governor::Asserts) && matches!(g.lemma, "say" | "announce" | "confirm" | "tell" | "declare" | "disclose" | "reveal" | "report")))?;
        let broken = (verb + 1..at).any(|i| matches!(&self.chunks[i].piece, Piece::Punctuation) && matches!(self.word(i), ";" | ":"));
        let told = subjects.iter().find(|(i, _)| *i == verb).and_then(|(_, s)| s.organisation.clone());
        told.filter(|_| !broken)
    }

    /// Whether "would" stands in reported speech.
    fn reported(&self, at: usize) -> bool {
        (0..at).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.governor == Some(super::lexicon::Governor::Asserts) || g.trigger.is_some_and(|t| matches!(t.class, "present")))) || (at..self.chunks.len()).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if matches!(g.lemma, "say" | "announce" | "write" | "tell")))
    }

    fn text_has(&self, phrases: &[&str]) -> bool {
        let text: Vec<&str> = self.tokens.iter().map(|t| t.lower.as_str()).collect();
        let text = format!(" {} ", text.join(" "));
        phrases.iter().any(|p| text.contains(&format!(" {p} ")))
    }

    fn sourced(&self) -> bool {
        self.text_has(&[
            "sources",
            "source",
            "people familiar",
            "person familiar",
            "people briefed",
            "people with knowledge",
            "people close",
            "reportedly",
            "is said to",
            "are said to",
            "understood to",
            "insiders",
            "according to reports",
            "media reports",
            "according to people",
            "according to two people",
            "according to three people",
            "a report says",
            "has learned",
            "has learnt",
        ])
    }

    fn interim_cue(&self) -> bool {
        self.text_has(&[
            "interim basis",
            "in the interim",
            "until a successor",
            "while a successor",
            "temporarily",
            "in the meantime",
            "on an acting basis",
            "until a permanent",
            "for the time being",
            "while the search",
            "until a replacement",
            "while the board searches",
            "until a new",
            "until the new",
            "until then",
            "day to day",
            "in addition to his own",
            "in addition to her own",
            "until his successor",
            "until her successor",
            "until someone",
            "until somebody",
            "while the company searches",
            "while the search",
        ])
    }

    fn past_cue(&self, at: usize) -> bool {
        let near = at.saturating_sub(5)..(at + 3).min(self.chunks.len());
        let cue = near.clone().any(|i| {
            self.is_word(i, &["previously", "formerly", "originally", "once", "earlier"])
                && !self.is_word(i + 1, &["this"])
                && !matches!(self.chunks.get(i + 1).map(|c| &c.piece), Some(Piece::Date(_)))
        });
        let inside = self.tokens[self.chunks[at].from..self.chunks[at].to]
            .iter()
            .any(|t| matches!(t.lower.as_str(), "previously" | "formerly" | "originally" | "once"));
        let before = at > 0
            && (self.is_word(at - 1, &["before", "since"]) || at > 1 && self.is_word(at - 1, &["to"]) && self.is_word(at - 2, &["prior"]));
        let career = self.text_has(&["career", "careers", "stint", "stints", "at the time", "back then", "years earlier", "in those days"]);
        cue || inside || before || career
    }

    /// Reads objects and complements to the right of the verb.
    fn right(&self, verb: usize, group: &VerbGroup, frame: &mut Frame, extra: &mut Vec<Frame>) {
        let mut slot = Slot::Object;
        let mut direct = true;
        let mut at = verb + 1;
        let mut idle = 0;
        while at < self.chunks.len() && idle < 9 {
            let word = self.word(at);
            match &self.chunks[at].piece {
                Piece::Word if word == "as" => {
                    if !self.role_follows(at + 1) {
                        break;
                    }
                    slot = Slot::As;
                    direct = false;
                }
                Piece::Word if STOPS.contains(&word) => match self.skip_relative(at) {
                    Some(next) if next < self.chunks.len() => {
                        at = next;
                        continue;
                    }
                    _ => break,
                },
                // "hired Mustafa Suleyman of Inflection": where he comes from, not where he goes
                Piece::Word
                    if word == "of"
                        && matches!(self.chunks[at - 1].piece, Piece::Person(_))
                        && matches!(self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Organisation(_) | Piece::Name(_))) =>
                {
                    at += 1
                }
                Piece::Word if POSTS.contains(&word) => direct = false,
                Piece::Word if word == "in" && self.is_word(at + 1, &["place"]) && self.is_word(at + 2, &["of"]) => {
                    slot = Slot::For;
                    direct = false;
                    at += 2;
                }
                Piece::Word => {
                    let next = match word {
                        "to" | "into" | "onto" => Some(Slot::As),
                        "from" | "off" => Some(Slot::From),
                        "at" | "of" | "in" | "within" | "on" | "for" | "inside" => Some(Slot::At),
                        "by" => Some(Slot::By),
                        "with" => Some(Slot::With),
                        _ => None,
                    };
                    if let Some(next) = next {
                        if !(next == Slot::At && matches!(slot, Slot::As | Slot::From) && word == "of") {
                            slot = next;
                        }
                        direct = false;
                        idle += 1;
                    } else if !SKIPPED.contains(&word) && !matches!(word, "and" | "effective" | "immediately" | "abruptly" | "suddenly") {
                        if direct
                            && slot == Slot::Object
                            && frame.filler(Slot::Object).is_none()
                            && !POSTS.contains(&word)
                            && !word.ends_with("ly")
                            && !matches!(
                                word,
                                "after"
                                    | "out"
                                    | "down"
                                    | "back"
                                    | "amid"
                                    | "abroad"
                                    | "aged"
                                    | "early"
                                    | "today"
                                    | "again"
                                    | "together"
                                    | "all"
                                    | "former"
                                    | "longtime"
                                    | "day"
                                    | "week"
                                    | "month"
                                    | "veteran"
                                    | "industry"
                                    | "executive"
                                    | "long-time"
                            )
                        {
                            frame.slots.push((Slot::Object, Filler::Other));
                        }
                        idle += 1;
                    }
                }
                Piece::Place => {
                    if direct && frame.filler(Slot::Object).is_none() {
                        frame.slots.push((Slot::Object, Filler::Other));
                    }
                    idle += 1;
                }
                Piece::Punctuation if word == "," => {
                    idle += 1;
                    direct = false;
                    if let Some(next) = self.skip_relative(at + 1) {
                        at = next;
                        continue;
                    }
                    if slot != Slot::As {
                        slot = Slot::Object;
                    }
                }
                Piece::Punctuation if matches!(word, "\"" | "“" | "”" | "-" | "–") => {}
                Piece::Punctuation => break,
                Piece::Possessive(form)
                    if frame.filler(Slot::Object).is_none()
                        && direct
                        && matches!(frame.trigger, "appoint" | "present" | "welcome" | "dismiss" | "suspend")
                        && self.stands_alone(at) =>
                {
                    let person = PersonMention { span: self.span(at), name: String::new(), form: *form, title: None };
                    frame.slots.push((Slot::Object, Filler::People(vec![person])));
                    direct = false;
                }
                Piece::Date(_) | Piece::Possessive(_) | Piece::Mark => {}
                Piece::Person(_) | Piece::Pronoun(_) => {
                    let aside = at > 0 && self.is_punctuation(at - 1, ",") && slot == Slot::Object;
                    if self.starts_new_clause(at)
                        || aside && !matches!(frame.trigger, "appoint" | "present" | "welcome" | "succeed" | "nominate")
                    {
                        break;
                    }
                    let (people, last) = self.list_from(at);
                    if let Some(more) = self.next_pair(frame, at, last) {
                        extra.push(more);
                        // its role follows
                        let mut tail = extra.pop().unwrap_or_else(|| frame.clone());
                        self.right_role(last, &mut tail);
                        extra.push(tail);
                        break;
                    }
                    push_once(frame, slot, Filler::People(people));
                    at = last;
                    idle = 0;
                    direct = false;
                }
                Piece::Name(_) => {
                    if let Some(more) = self.next_pair(frame, at, at) {
                        let mut tail = more;
                        self.right_role(at, &mut tail);
                        extra.push(tail);
                        break;
                    }
                    let person_slot = matches!(
                        (frame.trigger, slot),
                        (
                            "appoint"
                                | "present"
                                | "succeed"
                                | "dismiss"
                                | "nominate"
                                | "incharge"
                                | "follow"
                                | "suspend"
                                | "lose"
                                | "strip",
                            Slot::Object
                        )
                    ) || slot == Slot::By && group.passive && frame.trigger == "succeed"
                        || slot == Slot::With;
                    if person_slot && !(self.chunks.get(at + 1).is_some_and(|c| matches!(c.piece, Piece::Mark))) {
                        let (people, last) = self.list_from(at);
                        push_once(frame, slot, Filler::People(people));
                        at = last;
                    } else if let Some(org) = self.organisation(at) {
                        let target = if slot == Slot::As && frame.trigger != "join" { Slot::At } else { slot };
                        push_once(frame, target, Filler::Organisation(org));
                    }
                    idle = 0;
                    direct = false;
                }
                Piece::Organisation(org) => {
                    let target = if slot == Slot::As { Slot::At } else { slot };
                    push_once(frame, target, Filler::Organisation(org.clone()));
                    idle = 0;
                    direct = false;
                }
                Piece::Board(_) => {
                    let seat = self.board_seat(at);
                    let target = if matches!(slot, Slot::Object | Slot::From) { slot } else { Slot::As };
                    push_once(frame, if frame.trigger == "leave" && slot == Slot::At { Slot::From } else { target }, Filler::Role(seat));
                    idle = 0;
                    direct = false;
                }
                Piece::Role(role) => {
                    let target = match slot {
                        Slot::Object if !frame.people(Slot::Object).is_empty() || group.passive => Slot::As,
                        Slot::At | Slot::By | Slot::With => Slot::As,
                        other => other,
                    };
                    push_once(frame, target, Filler::Role(role.mention.clone()));
                    idle = 0;
                    direct = false;
                    slot = Slot::Object;
                }
                Piece::Verb(inner) => {
                    if inner.infinitive && (inner.copula || inner.trigger.is_some_and(|t| t.class == "serve"))
                        || inner.gerund && inner.trigger.is_some_and(|t| t.class == "serve") && frame.trigger == "cease"
                    {
                        slot = Slot::As;
                    } else {
                        // "hired Jane Roe to run its consumer business"
                        let leads = inner.infinitive
                            && inner.trigger.is_some_and(|t| t.class == "lead")
                            && matches!(frame.trigger, "appoint" | "present" | "welcome" | "join" | "leave" | "return");
                        if let (true, None) = (leads && frame.trigger != "leave", frame.role(Slot::As))
                            && let Some(role) = self.led(at)
                        {
                            frame.slots.push((Slot::As, Filler::Role(role)));
                        }
                        break;
                    }
                }
                Piece::Noun(..) => break,
            }
            at += 1;
        }
    }

    /// "to its board", "from Acme's board of directors": a director's seat.
    pub fn board_seat(&self, at: usize) -> RoleMention {
        let chunk = &self.chunks[at];
        let owner = match at.checked_sub(1).map(|i| &self.chunks[i].piece) {
            Some(Piece::Mark) => at.checked_sub(2).and_then(|i| self.organisation(i)),
            // "Joins Flash Board of Directors"
            Some(Piece::Word) if self.tokens[self.chunks[at - 1].from].is_capital() => {
                let span = self.span(at - 1);
                Some(OrgMention { name: self.text(&span), span, form: OrgForm::Likely })
            }
            Some(_) => self.organisation(at - 1),
            None => None,
        };
        let words: Vec<&str> = self.tokens[chunk.from..chunk.to]
            .iter()
            .map(|t| t.lower.as_str())
            .filter(|w| !matches!(*w, "the" | "its" | "their" | "our" | "this"))
            .collect();
        let role = Role { title: format!("member of the {}", words.join(" ")), code: "DIRECTOR".into(), unit: None };
        RoleMention { span: self.span(at), role, interim: false, organisation: owner, leadership: true }
    }

    /// "fired *her* too", "made *her* CEO": no possessive.
    fn stands_alone(&self, at: usize) -> bool {
        match self.chunks.get(at + 1) {
            None => true,
            Some(c) => {
                matches!(c.piece, Piece::Punctuation | Piece::Date(_) | Piece::Role(_) | Piece::Organisation(_) | Piece::Possessive(_))
                    || self.is_word(at + 1, &["too", "as", "to", "from", "after", "in", "on", "and", "for", "over", "a", "the"])
            }
        }
    }

    /// "to run *its consumer business*": the role of its head.
    fn led(&self, verb: usize) -> Option<RoleMention> {
        let first = verb + 1;
        let end = (first..(first + 7).min(self.chunks.len()))
            .take_while(|&i| {
                !matches!(self.chunks[i].piece, Piece::Punctuation | Piece::Verb(_) | Piece::Date(_)) && !self.is_word(i, STOPS)
            })
            .last()?;
        let blocked = (first..=end).any(|i| {
            self.is_word(
                i,
                &[
                    "search",
                    "committee",
                    "investigation",
                    "review",
                    "talks",
                    "effort",
                    "efforts",
                    "discussion",
                    "round",
                    "transition",
                    "charge",
                    "way",
                    "probe",
                    "inquiry",
                    "march",
                    "prayer",
                ],
            )
        });
        let span = self.tokens[self.chunks[first].from].start..self.tokens[self.chunks[end].to - 1].end;
        let words: Vec<&str> = self.tokens[self.chunks[first].from..self.chunks[end].to].iter().map(|t| t.lower.as_str()).collect();
        let organisation = self.organisation(first).filter(|o| o.form != OrgForm::Anaphor || end == first);
        let chairs = matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.lemma == "chair");
        let role = if chairs {
            Role { title: "chair".into(), code: "CHAIR".into(), unit: None }
        } else {
            Role { title: format!("head of {}", words.join(" ")), code: "HEAD".into(), unit: Some(words.join(" ")) }
        };
        (!blocked).then_some(RoleMention { span, role, interim: false, organisation, leadership: true })
    }

    /// The last role named before in the sentence, for "is taking it".
    fn role_before(&self, at: usize) -> Option<RoleMention> {
        self.chunks[..at].iter().rev().find_map(|c| match &c.piece {
            Piece::Role(role) => Some(role.mention.clone()),
            _ => None,
        })
    }

    /// Whether the person at `at` begins a clause of its own ("…, Jane Roe said").
    fn starts_new_clause(&self, at: usize) -> bool {
        let before_comma = at > 0 && (self.is_punctuation(at - 1, ",") || self.is_word(at - 1, &["and", "but"]));
        let (_, last) = self.list_from(at);
        let verb = matches!(&self.chunks.get(last + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund);
        before_comma && (verb || self.is_word(last + 1, &["said", "says"]))
    }

    fn role_follows(&self, at: usize) -> bool {
        (at..at + 4).find_map(|i| match self.chunks.get(i).map(|c| &c.piece) {
            Some(Piece::Role(_) | Piece::Board(_)) => Some(true),
            Some(Piece::Word)
                if self.tokens[self.chunks[i].from].lower.ends_with("th") || self.tokens[self.chunks[i].from].lower.ends_with("-ever") =>
            {
                None
            }
            Some(Piece::Word) if SKIPPED.contains(&self.word(i)) || self.word(i) == "of" => None,
            Some(Piece::Possessive(_) | Piece::Organisation(_) | Piece::Mark | Piece::Name(_) | Piece::Place) => None,
            Some(Piece::Person(p)) => Some(p.title.is_some()),
            _ => Some(false),
        }) == Some(true)
    }

    /// Behind ", who …," : the index behind the closing comma, where something of use follows.
    fn skip_relative(&self, at: usize) -> Option<usize> {
        if !self.is_word(
            at,
            &[
                "who",
                "whose",
                "which",
                "whom",
                "a",
                "an",
                "the",
                "formerly",
                "previously",
                "most",
                "currently",
                "once",
                "one",
                "until",
                "now",
                "whose",
                "and",
            ],
        ) && !self.chunks.get(at).is_some_and(|c| self.tokens[c.from].shape == Shape::Number)
        {
            return None;
        }
        if self.is_word(at, &["and"]) {
            return None;
        }
        let close = (at + 1..(at + 26).min(self.chunks.len())).find(|&i| self.is_punctuation(i, ","))?;
        let useful = self.is_word(close + 1, &["as", "to", "from", "effective", "who"])
            || matches!(self.chunks.get(close + 1).map(|c| &c.piece), Some(Piece::Role(_) | Piece::Date(_)))
            || matches!(&self.chunks.get(close + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive);
        useful.then_some(close + 1)
    }

    /// The people of a list that begins at `first`, and the index of its last.
    fn list_from(&self, first: usize) -> (Vec<PersonMention>, usize) {
        let mut people: Vec<PersonMention> = self.person(first).into_iter().collect();
        let mut last = first;
        loop {
            let mut next = last + 1;
            while self.is_punctuation(next, ",") || self.is_word(next, &["and", "&"]) {
                next += 1;
            }
            if next == last + 2 && self.is_word(next, &["who"]) {
                // "Bob McGrew, who ran research, and Barret Zoph"
                match (next..(next + 16).min(self.chunks.len())).find(|&i| self.is_punctuation(i, ",") && self.is_word(i + 1, &["and"])) {
                    Some(close) => next = close + 2,
                    None => break,
                }
            } else if next == last + 1 || next > last + 3 {
                break;
            }
            let is_person = matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Person(_)))
                || matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Name(_)) if self.chunks[next].to - self.chunks[next].from > 1);
            // "…, Jane Roe said": a new clause begins
            let verb_behind = matches!(&self.chunks.get(next + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund)
                || self.is_word(next + 1, &["said", "says", "as", "who"])
                || matches!(self.chunks.get(next + 1).map(|c| &c.piece), Some(Piece::Role(_)));
            if !is_person
                || verb_behind && self.is_word(next + 1, &["said", "says", "as"])
                || verb_behind && !self.is_word(next + 1, &["who"])
            {
                break;
            }
            people.extend(self.person(next));
            last = next;
        }
        (people, last)
    }

    /// "named Jane Roe CEO and *John Doe CFO*": a second pair under the same verb.
    fn next_pair(&self, frame: &Frame, at: usize, last: usize) -> Option<Frame> {
        let full = !frame.people(Slot::Object).is_empty() && frame.role(Slot::As).is_some();
        let joined = at > 0 && (self.is_word(at - 1, &["and", "while"]) || self.is_punctuation(at - 1, ","));
        let role_next =
            matches!(self.chunks.get(last + 1).map(|c| &c.piece), Some(Piece::Role(_))) || self.is_word(last + 1, &["as", "to"]);
        if !(full && joined && role_next) {
            return None;
        }
        let (people, _) = self.list_from(at);
        let mut pair = frame.clone();
        pair.slots.retain(|(slot, _)| *slot == Slot::Subject);
        pair.slots.push((Slot::Object, Filler::People(people)));
        Some(pair)
    }

    fn right_role(&self, person: usize, frame: &mut Frame) {
        for at in person + 1..(person + 5).min(self.chunks.len()) {
            if let Piece::Role(role) = &self.chunks[at].piece {
                frame.slots.push((Slot::As, Filler::Role(role.mention.clone())));
                return;
            }
        }
    }

    /// "Jane Roe named CEO", "Roe, promoted to CFO last year,": a participle without auxiliary whose person stands before it.
    fn headline_passive(&self, group: &VerbGroup, frame: &mut Frame) {
        let subject_person = !frame.people(Slot::Subject).is_empty();
        let object_person = !frame.people(Slot::Object).is_empty();
        if group.bare_past && subject_person && !object_person && matches!(frame.trigger, "appoint" | "dismiss" | "suspend" | "nominate") {
            frame.passive = true;
            for (slot, filler) in &mut frame.slots {
                if *slot == Slot::Object && matches!(filler, Filler::Role(_)) {
                    *slot = Slot::As;
                }
            }
        }
    }

    /// The dates of the clause: those behind the trigger up to the next verb, and one directly before it or at the head of the sentence.
    fn dates(&self, at: usize, frame: &Frame) -> Vec<DateMention> {
        let past = match frame.tense {
            Tense::Future => Some(false),
            Tense::Past | Tense::Perfect | Tense::PastPerfect => Some(true),
            Tense::Present | Tense::None => None,
        };
        let mut dates = Vec::new();
        let mut i = at + 1;
        while i < self.chunks.len() {
            match &self.chunks[i].piece {
                Piece::Date(found) if !found.since => {
                    let mut mention = date::place(found, self.published, past, self.span(i));
                    mention.effective |= !found.until;
                    dates.push(mention);
                }
                Piece::Verb(g) if !(g.infinitive || g.gerund) => break,
                Piece::Word if matches!(self.word(i), "who" | "which" | "while" | "after" | "when" | "whose" | "but") => break,
                Piece::Punctuation if matches!(self.word(i), ";" | ":") => break,
                _ => {}
            }
            i += 1;
        }
        let mut before = at;
        while before > 0 {
            before -= 1;
            match &self.chunks[before].piece {
                Piece::Date(found) if !found.since && (at - before == 1 || before <= 1) => {
                    let mut mention = date::place(found, self.published, past, self.span(before));
                    mention.effective = mention.effective && before <= 1 && found.effective && frame.tense == Tense::Future;
                    dates.push(mention);
                }
                Piece::Verb(_) | Piece::Noun(..) => break,
                _ => {}
            }
        }
        dates
    }

    /// All dates of the sentence, ahead where the year is left out.
    pub fn all_dates(&self) -> Vec<DateMention> {
        let found = self.chunks.iter().enumerate().filter_map(|(i, c)| match &c.piece {
            Piece::Date(found) if !found.since => Some(date::place(found, self.published, None, self.span(i))),
            _ => None,
        });
        found.collect()
    }

    /// "the departure of Jane Roe", "her appointment as CFO", "Jane Roe's exit from Acme".
    fn noun_frame(&self, at: usize, class: &'static str, manner: Option<crate::domain::Manner>) -> Vec<Frame> {
        let mut people = Vec::new();
        let mut slots = Vec::new();
        // owner to the left, over adjectives
        let mut left = at;
        while left > 0
            && matches!(self.chunks[left - 1].piece, Piece::Word | Piece::Date(_))
            && !self.is_word(left - 1, &["the", "of", "to", "and", "with", "an", "a", "by", "in", "on", "for", "any", "no"])
            && at - left < 3
        {
            left -= 1;
        }
        if left > 0 {
            match &self.chunks[left - 1].piece {
                Piece::Possessive(form) => {
                    people.push(PersonMention { span: self.span(left - 1), name: String::new(), form: *form, title: None })
                }
                Piece::Mark if left > 1 => people.extend(self.list_before(left - 2).0),
                _ => {}
            }
        }
        let mut next = at + 1;
        if people.is_empty() {
            if !self.is_word(next, &["of"]) {
                return self.governed_noun(at, class, manner);
            }
            next += 1;
            while self.is_word(next, SKIPPED)
                || self.is_word(next, &["former", "longtime", "veteran", "our", "and"])
                || matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Possessive(_) | Piece::Place))
                || matches!(&self.chunks.get(next).map(|c| &c.piece), Some(Piece::Organisation(o)) if o.form != OrgForm::Named)
                || self.is_word(next, &["member", "members", "director", "directors"])
            {
                next += 1;
            }
            let usable = matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Person(_)))
                || matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Name(_)) if self.chunks[next].to - self.chunks[next].from > 1);
            if !usable {
                return Vec::new();
            }
            let (list, last) = self.list_from(next);
            people = list;
            next = last + 1;
        }
        if people.is_empty() {
            return Vec::new();
        }
        slots.push((Slot::Object, Filler::People(people)));
        let mut frame = Frame {
            trigger: class,
            span: self.span(at),
            sentence: self.index,
            passive: false,
            tense: Tense::None,
            stance: self.context_stance(at),
            sourced: self.sourced(),
            slots,
            dates: Vec::new(),
            quoted: self.quoted(at),
            past_cue: self.past_cue(at),
            manner,
            interim: self.interim_cue(),
        };
        self.noun_right(next, &mut frame);
        frame.dates = self.dates(at, &frame);
        if let Some(org) = (0..at).rev().find_map(|i| match &self.chunks[i].piece {
            Piece::Verb(_) => self.subject(i, None).organisation,
            _ => None,
        }) {
            frame.slots.push((Slot::Subject, Filler::Organisation(org)));
        }
        vec![frame]
    }

    /// "may be weighing an exit", "announced plans for retirement": the one who weighs is the one who goes.
    fn governed_noun(&self, at: usize, class: &'static str, manner: Option<crate::domain::Manner>) -> Vec<Frame> {
        let near = (at.saturating_sub(3)..at).rev().find_map(|i| match &self.chunks[i].piece {
            Piece::Verb(g) if matches!(g.lemma, "weigh" | "consider" | "mull" | "contemplate" | "ponder" | "plan" | "announce") => {
                Some((i, g))
            }
            _ => None,
        });
        let Some((verb, group)) = near.filter(|_| class == "n.leave") else { return Vec::new() };
        let subject = self.subject(verb, None);
        let mut frame = self.frame(verb, "leave", group);
        if group.governor == Some(super::lexicon::Governor::Considers) {
            frame.stance = frame.stance.max(Stance::Possible);
        }
        frame.manner = manner;
        push_subject(&mut frame, &subject);
        self.push_holder(&mut frame, &subject);
        self.noun_right(at + 1, &mut frame);
        frame.slots.retain(|(slot, filler)| !(*slot == Slot::Subject && matches!(filler, Filler::Organisation(_))));
        vec![frame]
    }

    fn noun_right(&self, from: usize, frame: &mut Frame) {
        let mut slot = Slot::At;
        for at in from..(from + 14).min(self.chunks.len()) {
            match &self.chunks[at].piece {
                Piece::Word => match self.word(at) {
                    "as" | "to" => slot = Slot::As,
                    "from" => slot = Slot::From,
                    "at" | "of" | "in" => slot = Slot::At,
                    word if STOPS.contains(&word) || word == "and" => break,
                    _ => {}
                },
                Piece::Role(role) => push_once(frame, Slot::As, Filler::Role(role.mention.clone())),
                Piece::Organisation(org) => {
                    push_once(frame, if slot == Slot::As { Slot::At } else { slot }, Filler::Organisation(org.clone()))
                }
                Piece::Name(_) => {
                    if let Some(org) = self.organisation(at) {
                        push_once(frame, if slot == Slot::As { Slot::At } else { slot }, Filler::Organisation(org));
                    }
                }
                Piece::Verb(_) => break,
                Piece::Punctuation if self.word(at) != "," => break,
                _ => {}
            }
        }
    }

    /// "Acme CEO Jane Roe out", "Ted Colbert is out", "out as CEO".
    fn out_frame(&self, at: usize) -> Option<Frame> {
        let copula = at > 0 && matches!(&self.chunks[at - 1].piece, Piece::Verb(g) if g.copula);
        let ends = self.ends_clause(at + 1) || self.is_word(at + 1, &["as", "at", "with", "in", "by", "after", "amid"]);
        let mut before = at.checked_sub(1 + usize::from(copula))?;
        if self.is_word(before, &["also", "now", "both", "still", "already"]) {
            before = before.checked_sub(1)?;
        }
        if !ends || matches!(self.chunks[before].piece, Piece::Verb(_)) {
            return None;
        }
        let people = match &self.chunks[before].piece {
            Piece::Person(_) | Piece::Pronoun(_) => self.list_before(before).0,
            Piece::Punctuation => self.subject(before + 1, None).people,
            _ => return None,
        };
        if people.is_empty() {
            return None;
        }
        let mut frame = Frame {
            trigger: "leave",
            span: self.span(at),
            sentence: self.index,
            passive: false,
            tense: Tense::Present,
            stance: self.context_stance(at),
            sourced: self.sourced(),
            slots: vec![(Slot::Subject, Filler::People(people))],
            dates: Vec::new(),
            quoted: self.quoted(at),
            past_cue: false,
            manner: None,
            interim: false,
        };
        self.noun_right(at + 1, &mut frame);
        frame.dates = self.dates(at, &frame);
        Some(frame)
    }
}

fn push_subject(frame: &mut Frame, subject: &Subject) {
    if !subject.people.is_empty() {
        frame.slots.push((Slot::Subject, Filler::People(subject.people.clone())));
    }
    if let Some(org) = &subject.organisation {
        frame.slots.push((Slot::Subject, Filler::Organisation(org.clone())));
    }
}

/// Fills a slot that has no filler of this kind yet.
fn push_once(frame: &mut Frame, slot: Slot, filler: Filler) {
    let same = |other: &Filler| std::mem::discriminant(other) == std::mem::discriminant(&filler);
    if !frame.slots.iter().any(|(s, f)| *s == slot && same(f)) {
        frame.slots.push((slot, filler));
    }
}

/// Whether a name is one that only the shape suggests.
pub fn unsure(person: &PersonMention) -> bool {
    person.form == NameForm::Likely
        && person.title.is_none()
        && !names::is_given(person.name.split(' ').next().unwrap_or("").to_lowercase().as_str())
}
