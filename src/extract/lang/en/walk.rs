//! What a verb takes to its right, read chunk by chunk.

use super::chunk::Piece;
use super::clause::{POSTS, SKIPPED, STOPS, Sentence};
use super::object::push_once;
use super::verb::VerbGroup;
use super::words::ANAPHORS;
use crate::domain::Role;
use crate::extract::mention::{Filler, Frame, NameForm, OrgForm, OrgMention, PersonMention, RoleMention, Slot, Stance};

/// Words that may follow a verb without being its object.
#[rustfmt::skip]
const NO_OBJECT: &[&str] = &[
    "after", "sooner", "soon", "much", "earlier", "later", "out", "down", "back", "amid", "abroad", "aged", "early", "today", "again", "together", "all", "former", "longtime", "day", "week", "month",
    "veteran", "industry", "executive", "long-time", "and", "effective", "immediately", "abruptly", "suddenly", "even", "only",
];

/// "steps back from *day-to-day* business": what one may leave besides a post.
#[rustfmt::skip]
const WORKING_LIFE: &[&str] = &[
    "leadership", "management", "day-to-day", "daily", "running", "operations", "active", "full-time", "public", "politics", "business", "work", "front", "frontline",
    "executive", "board", "coaching", "life", "spotlight", "there", "here", "his", "her",
];

/// Triggers whose object is a person, so that a name there is one.
const MOVES_PEOPLE: &[&str] =
    &["makeway", "appoint", "present", "succeed", "dismiss", "nominate", "incharge", "follow", "suspend", "lose", "strip"];

/// How far to the right a verb reaches: at most this many words that fill nothing in a row.
const REACH: usize = 9;

/// What to do behind a chunk.
enum Step {
    On,
    To(usize),
    Stop,
}

/// The walk to the right of a verb: the slot that the last preposition opened, and what was found.
struct Walk<'s, 'w> {
    sentence: &'s Sentence<'s>,
    group: &'s VerbGroup,
    frame: &'w mut Frame,
    extra: &'w mut Vec<Frame>,
    slot: Slot,
    /// Nothing parts the verb from here: a noun would be its direct object.
    direct: bool,
    idle: usize,
    /// The last preposition was "in".
    within: bool,
    /// A word for a post stood here: the role is told already, without its name.
    posted: bool,
}

impl Walk<'_, '_> {
    fn step(&mut self, at: usize) -> Step {
        let sentence = self.sentence;
        match &sentence.chunks[at].piece {
            Piece::Word => self.word(at),
            Piece::Punctuation => self.punctuation(at),
            Piece::Place => {
                if self.direct && self.frame.filler(Slot::Object).is_none() {
                    self.frame.slots.push((Slot::Object, Filler::Other));
                }
                self.idle += 1;
                Step::On
            }
            Piece::Possessive(form) => self.possessive(at, *form),
            Piece::Date(_) | Piece::Mark => Step::On,
            Piece::Person(_) | Piece::Pronoun(_) => self.person(at),
            Piece::Name(_) => self.name(at),
            // "names *Nomura's* Ghafur as head": where somebody comes from
            Piece::Organisation(_)
                if self.slot == Slot::Object
                    && MOVES_PEOPLE.contains(&self.frame.trigger)
                    && matches!(sentence.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Mark))
                    && sentence.person(at + 2).is_some() =>
            {
                Step::To(at + 2)
            }
            // "as managing director in Business Services": where she works there, not the organisation that has hired her
            Piece::Organisation(_) if self.within && self.frame.role(Slot::As).is_some() => Step::On,
            Piece::Organisation(org) => {
                let slot = if self.slot == Slot::As { Slot::At } else { self.slot };
                // "appointed associate administrator, Small Business Administration": behind the role, its house
                let house = self.frame.role(Slot::As).is_some() && slot == Slot::Object && sentence.is_punctuation(at.wrapping_sub(1), ",");
                let ends = sentence.chunks.get(at + 1).is_none_or(|c| matches!(c.piece, Piece::Punctuation | Piece::Date(_)));
                let slot = if house && ends { Slot::At } else { slot };
                self.fill(slot, Filler::Organisation(org.clone()))
            }
            Piece::Board(_) => {
                let slot = match self.slot {
                    Slot::Object | Slot::From => self.slot,
                    Slot::At if self.frame.trigger == "leave" => Slot::From,
                    _ => Slot::As,
                };
                self.fill(slot, Filler::Role(sentence.board_seat(at)))
            }
            // "steps down, *Hooli CEO* to replace him": whoever acts next
            Piece::Role(_) if sentence.is_punctuation(at.wrapping_sub(1), ",") && sentence.acts_ahead(at + 1) => Step::Stop,
            // "appoints Jane Roe, head of diagnostics at Initech, as its first independent director"
            Piece::Role(_)
                if self.slot == Slot::Object && !self.frame.people(Slot::Object).is_empty() && self.named_later(at).is_some() =>
            {
                Step::To(self.named_later(at).unwrap_or(at + 1))
            }
            Piece::Role(role) => {
                let slot = match self.slot {
                    Slot::Object if !self.frame.people(Slot::Object).is_empty() || self.group.passive => Slot::As,
                    Slot::At | Slot::By | Slot::With => Slot::As,
                    other => other,
                };
                // "as my replacement as chair": the role itself says more
                let vague = |f: &(Slot, Filler)| f.0 == slot && matches!(&f.1, Filler::Role(r) if r.role.code == "SUCCESSOR");
                self.frame.slots.retain(|f| !vague(f));
                let step = self.fill(slot, Filler::Role(role.mention.clone()));
                self.slot = Slot::Object;
                step
            }
            Piece::Verb(inner) => self.verb(at, inner),
            // "strengthens its team with new hire Jane Roe"
            Piece::Noun("n.appoint" | "n.term", _) if self.frame.trigger == "strengthen" => Step::On,
            Piece::Noun(..) => Step::Stop,
        }
    }

    fn fill(&mut self, slot: Slot, filler: Filler) -> Step {
        push_once(self.frame, slot, filler);
        self.idle = 0;
        self.direct = false;
        Step::On
    }

    fn open(&mut self, slot: Slot) {
        self.slot = slot;
        self.direct = false;
    }

    fn word(&mut self, at: usize) -> Step {
        let sentence = self.sentence;
        let word = sentence.word(at);
        let piece = |i: usize| sentence.chunks.get(i).map(|c| &c.piece);
        if word == "as" {
            if !sentence.role_follows(at + 1) {
                // "succeeds Roe as guest editor": something else than a role that we know
                if self.frame.trigger == "succeed" && sentence.names_something(at + 1) {
                    self.frame.slots.push((Slot::As, Filler::Other));
                }
                return Step::Stop;
            }
            self.open(Slot::As);
            return Step::On;
        }
        if STOPS.contains(&word) {
            return sentence.skip_relative(at).filter(|&next| next < sentence.chunks.len()).map_or(Step::Stop, Step::To);
        }
        // "hired Mustafa Suleyman of Inflection": where he comes from, not where he goes
        if word == "of"
            && matches!(piece(at - 1), Some(Piece::Person(_)))
            && matches!(piece(at + 1), Some(Piece::Organisation(_) | Piece::Name(_)))
        {
            return Step::To(at + 2);
        }
        if word == "of" && at > 1 && sentence.is_punctuation(at - 1, ",") && matches!(piece(at - 2), Some(Piece::Person(_))) {
            return Step::To(at + 2);
        }
        // "is leaving for Initech", "leaves for Tokyo": where to
        if word == "for" && matches!(self.frame.trigger, "leave" | "retire") {
            if matches!(piece(at + 1), Some(Piece::Place)) {
                self.frame.slots.push((Slot::Object, Filler::Other));
            }
            self.open(Slot::With);
            return Step::On;
        }
        // "at the New York agency, a unit of Compass"
        if matches!(word, "unit" | "subsidiary" | "division" | "arm" | "affiliate" | "part")
            && sentence.is_word(at + 1, &["of"])
            && sentence.is_word(at.wrapping_sub(1), &["a", "an", "the"])
            && (sentence.organisation(at + 2).is_some() || sentence.organisation(at + 3).is_some())
        {
            return Step::To(if sentence.organisation(at + 2).is_some() { at + 3 } else { at + 4 });
        }
        if POSTS.contains(&word) {
            self.posted = true;
            self.direct = false;
            return Step::On;
        }
        if sentence.instead(at) {
            if let Piece::Possessive(form) = sentence.chunks[at + 1].piece {
                let person = PersonMention { span: sentence.span(at + 1), name: String::new(), form, title: None };
                self.frame.slots.push((Slot::For, Filler::People(vec![person])));
            }
            return Step::To(at + 3);
        }
        if word == "in" && sentence.is_word(at + 1, &["place"]) && sentence.is_word(at + 2, &["of"]) {
            self.open(Slot::For);
            return Step::To(at + 3);
        }
        // "as Partners", "as directors"
        let made =
            self.slot == Slot::Object && !self.frame.people(Slot::Object).is_empty() && matches!(self.frame.trigger, "present" | "appoint");
        if (self.slot == Slot::As || made) && matches!(word, "partners" | "directors" | "principals" | "trustees") {
            let role = Role { title: word.trim_end_matches('s').to_string(), code: word.trim_end_matches('s').to_uppercase(), unit: None };
            let mention = RoleMention { span: sentence.span(at), role, interim: false, organisation: None, leadership: true };
            return self.fill(Slot::As, Filler::Role(mention));
        }
        // "leaving company": headlines leave the article out
        let bare = sentence.headline && self.direct && matches!(self.frame.trigger, "leave" | "join" | "lead");
        if bare && ANAPHORS.contains(&word) && sentence.ends_clause(at + 1) {
            let mention = OrgMention { span: sentence.span(at), name: String::new(), form: OrgForm::Anaphor };
            return self.fill(Slot::Object, Filler::Organisation(mention));
        }
        // "leaving drug maker"
        if bare && sentence.chunks.get(at + 1).is_some() && ANAPHORS.contains(sentence.word(at + 1)) && sentence.ends_clause(at + 2) {
            return Step::On;
        }
        match preposition(word) {
            Some(slot) => {
                self.within = word == "in";
                // "stepped down from the stage", "gave up her seat on the tram": nothing that an organisation gives
                let leaves = match word {
                    "from" | "off" => matches!(self.frame.trigger, "leave" | "retire"),
                    "on" | "in" => self.frame.trigger == "giveup",
                    _ => false,
                };
                if leaves && self.plain_place(at + 1) {
                    self.frame.slots.push((Slot::Object, Filler::Other));
                    return Step::Stop;
                }
                // "the role of CEO", "from the post of CFO" stay in their slot
                let kept = word == "of" && matches!(self.slot, Slot::As | Slot::From);
                self.open(if kept { self.slot } else { slot });
                self.idle += 1;
            }
            None if SKIPPED.contains(&word) || matches!(word, "and" | "effective" | "immediately" | "abruptly" | "suddenly") => {}
            None => {
                let object = self.direct && self.slot == Slot::Object && self.frame.filler(Slot::Object).is_none();
                if object && !word.ends_with("ly") && !NO_OBJECT.contains(&word) {
                    self.frame.slots.push((Slot::Object, Filler::Other));
                }
                self.idle += 1;
            }
        }
        Step::On
    }

    fn punctuation(&mut self, at: usize) -> Step {
        match self.sentence.word(at) {
            // "The new chief is Jane Roe, a director at Hooli": what follows the person describes her
            "," if self.frame.trigger == "copula" && self.frame.role(Slot::As).is_some() && !self.frame.people(Slot::Object).is_empty() => {
                Step::Stop
            }
            "," => {
                self.idle += 1;
                self.direct = false;
                if let Some(next) = self.sentence.skip_relative(at + 1) {
                    return Step::To(next);
                }
                // "returning to his old job, the chief executive said"
                if self.slot != Slot::As || self.posted {
                    self.slot = Slot::Object;
                }
                Step::On
            }
            "\"" | "“" | "”" | "-" | "–" => Step::On,
            // "has hired three executives: Arne Solheim as chief revenue officer, …"
            ":" if MOVES_PEOPLE.contains(&self.frame.trigger) && self.frame.people(Slot::Object).is_empty() => {
                self.frame.slots.retain(|(slot, filler)| !(*slot == Slot::Object && *filler == Filler::Other));
                self.open(Slot::Object);
                Step::On
            }
            _ => Step::Stop,
        }
    }

    /// "fired *her* too": a pronoun in the form of a possessive.
    fn possessive(&mut self, at: usize, form: NameForm) -> Step {
        let takes = matches!(self.frame.trigger, "appoint" | "present" | "welcome" | "dismiss" | "suspend" | "succeed" | "follow");
        if self.direct && takes && self.frame.filler(Slot::Object).is_none() && self.sentence.stands_alone(at) {
            let person = PersonMention { span: self.sentence.span(at), name: String::new(), form, title: None };
            return self.fill(Slot::Object, Filler::People(vec![person]));
        }
        Step::On
    }

    fn person(&mut self, at: usize) -> Step {
        // "with Jane Roe stepping down as CEO and John Moor …": he is not left behind
        if self.frame.trigger == "leave" && self.frame.role(Slot::As).is_some() {
            return Step::Stop;
        }
        let sentence = self.sentence;
        // "appointed himself chief mourner": a joke
        if self.frame.trigger == "appoint" && matches!(sentence.word(at), "himself" | "herself" | "themselves") {
            self.frame.stance = self.frame.stance.max(Stance::Hypothetical);
        }
        let aside =
            at > 0 && (sentence.is_punctuation(at - 1, ",") || matches!(sentence.word(at - 1), "\"" | "”")) && self.slot == Slot::Object;
        let lists = matches!(self.frame.trigger, "appoint" | "present" | "welcome" | "succeed" | "nominate" | "become");
        if sentence.starts_new_clause(at) || aside && !lists {
            return Step::Stop;
        }
        // "named as directors Jane Roe, chief of Hooli; John Moor": the role before the people
        let titled = sentence.person(at).and_then(|p| p.title).filter(|t| t.before && sentence.is_word(at - 1, &["as"]));
        if let Some(title) = titled.filter(|_| MOVES_PEOPLE.contains(&self.frame.trigger) && self.frame.people(Slot::Object).is_empty()) {
            self.frame.slots.push((Slot::As, Filler::Role(title.role)));
            let mut people = sentence.list_from(at).0;
            people.extend(sentence.people_behind_semicolons(at));
            return self.fill(Slot::Object, Filler::People(people));
        }
        let (people, last) = sentence.list_from(at);
        // "dismissed Roe's bid": something of hers
        if matches!(sentence.chunks.get(last + 1).map(|c| &c.piece), Some(Piece::Mark)) && self.frame.filler(self.slot).is_none() {
            self.frame.slots.push((self.slot, Filler::Other));
            return Step::Stop;
        }
        if self.pair(at, last) {
            return Step::Stop;
        }
        // "has named Jane Roe, a director at Hooli, its chair": what is apposed keeps its house
        let apposed = people.last().and_then(|p| p.title.as_ref()).is_some_and(|t| !t.before && t.role.organisation.is_none());
        let house = apposed && sentence.is_word(last + 1, &["at", "with", "for", "in"]);
        let behind = house.then(|| (last + 2..last + 7).find(|&i| sentence.organisation(i).is_some())).flatten();
        self.fill(self.slot, Filler::People(people));
        Step::To(behind.unwrap_or(last) + 1)
    }

    fn name(&mut self, at: usize) -> Step {
        let sentence = self.sentence;
        // "hires Hooli MD to head its Korean unit": an unnamed one of Hooli
        let unnamed = matches!(sentence.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Role(_))) || is_kind(sentence.word(at + 1));
        let heads = matches!(sentence.chunks.get(at + 2).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive);
        if sentence.headline && self.slot == Slot::Object && unnamed && heads {
            return self.fill(Slot::Object, Filler::Other);
        }
        // "CEO resigns, Yearley to replace": a clause of its own
        let next = matches!(sentence.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive);
        if sentence.headline && next && sentence.is_punctuation(at - 1, ",") {
            return Step::Stop;
        }
        if self.pair(at, at) {
            return Step::Stop;
        }
        let successor = self.slot == Slot::By && self.group.passive && self.frame.trigger == "succeed";
        let person = self.slot == Slot::With || successor || self.slot == Slot::Object && MOVES_PEOPLE.contains(&self.frame.trigger);
        let owner = sentence.chunks.get(at + 1).is_some_and(|c| matches!(c.piece, Piece::Mark));
        if person && !owner {
            let (people, last) = sentence.list_from(at);
            self.fill(self.slot, Filler::People(people));
            return Step::To(last + 1);
        }
        let slot = if self.slot == Slot::As && self.frame.trigger != "join" { Slot::At } else { self.slot };
        match sentence.organisation(at) {
            Some(org) => self.fill(slot, Filler::Organisation(org)),
            None => Step::On,
        }
    }

    /// Behind an apposition: where "as" names the role, if nothing but the apposition stands between.
    fn named_later(&self, at: usize) -> Option<usize> {
        self.sentence.role_named_later(at)
    }

    /// Whether plain nouns follow that are no post, role, board, date or organisation.
    fn plain_place(&self, from: usize) -> bool {
        let chunks = &self.sentence.chunks[from.min(self.sentence.chunks.len())..];
        let nouns = chunks.iter().take(5).take_while(|c| matches!(c.piece, Piece::Word));
        let words: Vec<&str> = nouns.map(|c| self.sentence.tokens[c.from].lower.as_str()).collect();
        let next = chunks.get(words.len()).map(|c| &c.piece);
        let named = matches!(
            next,
            Some(Piece::Role(_) | Piece::Organisation(_) | Piece::Board(_) | Piece::Name(_) | Piece::Possessive(_) | Piece::Person(_))
        ) && words.iter().all(|w| SKIPPED.contains(w));
        let content = words.iter().any(|w| !SKIPPED.contains(w));
        // "has retired from bank": headlines leave the article out
        if self.sentence.headline && words.last().is_some_and(|w| ANAPHORS.contains(w)) {
            return false;
        }
        content && !named && !words.iter().any(|w| POSTS.contains(w) || WORKING_LIFE.contains(w))
    }

    /// "named Jane Roe CEO and *John Doe CFO*": a second pair becomes a frame of its own.
    fn pair(&mut self, at: usize, last: usize) -> bool {
        let (mut at, mut last, mut found) = (at, last, false);
        while let Some(mut pair) = self.sentence.next_pair(self.frame, at, last) {
            let role = self.sentence.right_role(last, &mut pair);
            self.extra.push(pair);
            found = true;
            // ", Nkechi Obi as general counsel *and Tim Farrow as head of data*"
            let Some(mut next) = role.map(|role| role + 1) else { break };
            while self.sentence.is_punctuation(next, ",") || self.sentence.is_word(next, &["and", "while"]) {
                next += 1;
            }
            if self.sentence.person(next).is_none() {
                break;
            }
            at = next;
            last = self.sentence.list_from(next).1;
        }
        found
    }

    fn verb(&mut self, at: usize, inner: &VerbGroup) -> Step {
        let class = inner.trigger.map_or("", |t| t.class);
        if inner.infinitive && (inner.copula || class == "serve") || inner.gerund && class == "serve" && self.frame.trigger == "cease" {
            self.slot = Slot::As;
            return Step::On;
        }
        // "hired Jane Roe to run its consumer business"
        let led =
            inner.infinitive && class == "lead" && matches!(self.frame.trigger, "appoint" | "present" | "welcome" | "join" | "return");
        let named = (at + 1..(at + 9).min(self.sentence.chunks.len()))
            .find(|&i| self.sentence.is_word(i, &["as"]) && self.sentence.role_follows(i + 1));
        if let (true, Some(named)) = (led, named) {
            return Step::To(named);
        }
        if led && self.frame.role(Slot::As).is_none() {
            self.frame.slots.extend(self.sentence.led(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        Step::Stop
    }
}

/// A plain noun for somebody who works there: "Hooli *executive*".
fn is_kind(word: &str) -> bool {
    matches!(word, "executive" | "exec" | "veteran" | "banker" | "insider" | "official" | "boss" | "head")
}

/// The slot that a preposition opens.
fn preposition(word: &str) -> Option<Slot> {
    Some(match word {
        "to" | "into" | "onto" => Slot::As,
        "from" | "off" => Slot::From,
        "at" | "of" | "in" | "within" | "on" | "for" | "inside" => Slot::At,
        "by" => Slot::By,
        "with" => Slot::With,
        _ => return None,
    })
}

impl Sentence<'_> {
    /// Reads objects and complements to the right of the verb; further pairs of a list become frames in `extra`.
    pub(super) fn right(&self, verb: usize, group: &VerbGroup, frame: &mut Frame, extra: &mut Vec<Frame>) {
        let mut walk =
            Walk { sentence: self, group, frame, extra, slot: Slot::Object, direct: true, idle: 0, within: false, posted: false };
        let mut at = verb + 1;
        while at < self.chunks.len() && walk.idle < REACH {
            at = match walk.step(at) {
                Step::On => at + 1,
                Step::To(next) => next.max(at + 1),
                Step::Stop => return,
            };
        }
    }
}
