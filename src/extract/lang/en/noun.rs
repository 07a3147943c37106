//! Frames without a verb: "the departure of Jane Roe", "her appointment as CFO", "Acme CEO out".

use super::chunk::Piece;
use super::clause::{SKIPPED, STOPS, Sentence};
use super::cue::Tone;
use super::date;
use super::lexicon::Governor;
use super::object::push_once;
use super::subject::push_subject;
use crate::domain::{HoldStatus, Manner};
use crate::extract::mention::{DateMention, Filler, Frame, NameForm, OrgForm, PersonMention, RoleMention, Slot, Stance, Tense};

/// What is done to an appointment or a departure that does not come.
#[rustfmt::skip]
const UNDOES: &[&str] = &[
    "withdrawn", "withdrew", "withdraws", "rescinded", "rescinds", "revoked", "revokes", "cancelled", "canceled", "scrapped", "blocked", "blocks",
    "rejected", "rejects", "opposed", "opposes", "oppose", "reject", "block", "halted", "overturned",
];

impl Sentence<'_> {
    /// "the departure of Jane Roe", "her appointment as CFO", "Jane Roe's exit from Acme".
    pub(super) fn noun_frame(&self, at: usize, class: &'static str, manner: Option<Manner>) -> Vec<Frame> {
        let ends = class == "n.term";
        let (class, manner) = match class {
            "n.term" if self.term_ends(at) => ("n.leave", Some(Manner::TermEnded).filter(|_| self.word(at) != "employment")),
            "n.term" => return Vec::new(),
            _ => (class, manner),
        };
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
                // "a note about his death": of somebody told before, whom a pronoun does not name surely enough
                Piece::Possessive(_) if class == "n.die" => return Vec::new(),
                // "In a post announcing his departure, Fadell said": his own, who is named behind
                Piece::Possessive(NameForm::Pronoun(_)) if self.owner_behind(at).is_some() => people.extend(self.owner_behind(at)),
                Piece::Possessive(form) => {
                    people.push(PersonMention { span: self.span(left - 1), name: String::new(), form: *form, title: None })
                }
                // "the president's dismissal of his minister": the owner is who does it
                Piece::Mark if self.is_word(at + 1, &["of"]) && (manner == Some(Manner::Dismissed) || class == "n.appoint") => {}
                Piece::Mark if left > 1 => people.extend(self.list_before(left - 2).0),
                _ => {}
            }
        }
        // "an extension of his appointment as head"
        let extends = left > 1
            && self.is_word(left - 2, &["of"])
            && left > 2
            && self.is_word(left - 3, &["extension", "renewal", "anniversary", "continuation"]);
        if extends {
            return Vec::new();
        }
        // "Jane Roe, whose contract expires in June"
        if left > 1 && self.is_word(left - 1, &["whose"]) && self.is_punctuation(left - 2, ",") {
            let person = (left.saturating_sub(4)..left - 2).rev().find(|&i| matches!(self.chunks[i].piece, Piece::Person(_)));
            people.extend(person.and_then(|i| self.person(i)));
        }
        // "my last day"
        let mut next = at + 1 + usize::from(self.word(at) == "last");
        if people.is_empty() {
            if self.word(at) == "last" {
                return Vec::new();
            }
            // "the departure from the board of Jane Roe"
            if class == "n.leave" && self.is_word(next, &["from"]) {
                let of = (next + 1..next + 5)
                    .find(|&i| self.is_word(i, &["of"]) && matches!(self.chunks.get(i + 1).map(|c| &c.piece), Some(Piece::Person(_))));
                next = of.unwrap_or(next);
            }
            // "announced two senior appointments: Jane Roe as chair and John Moor as finance chief"
            if self.is_punctuation(next, ":") {
                return self.listed(at, next + 1, class, manner);
            }
            // "the death last month of Jane Roe"
            while matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Date(_))) && self.is_word(next + 1, &["of"]) {
                next += 1;
            }
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
            // "the appointment of the following directors: Jane Roe as chair, John Moor as member"
            if let Some(colon) = (next..(next + 12).min(self.chunks.len())).find(|&i| self.is_punctuation(i, ":")) {
                return self.listed(at, colon + 1, class, manner);
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
        let mut tone = self.tone(at);
        // "has withdrawn the appointment of", "opposes the removal of"
        if let Some(undone) = (at.saturating_sub(4)..at).find(|&i| UNDOES.contains(&self.word(i))) {
            tone = tone.with(Stance::Negated, self.word(undone));
        }
        let mut frame = Frame { slots, ..self.bare_frame(at, class, manner, &tone) };
        let pair = self.noun_right(next, &mut frame);
        if class == "n.appoint" && frame.role(Slot::As).is_none() {
            frame.slots.extend(self.role_in_transition(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        frame.dates = self.dates(at, &frame);
        if ends && frame.dates.is_empty() {
            frame.dates = self.term_dates(at);
        }
        if let Some(org) = (0..at).rev().find_map(|i| match &self.chunks[i].piece {
            Piece::Verb(_) => self.subject(i, None).organisation,
            _ => None,
        }) {
            frame.slots.push((Slot::Subject, Filler::Organisation(org)));
        }
        let more = pair.map(|(people, role)| {
            let mut pair = frame.clone();
            pair.slots.retain(|(slot, filler)| *slot == Slot::Subject && matches!(filler, Filler::Organisation(_)));
            pair.slots.push((Slot::Object, Filler::People(people)));
            pair.slots.push((Slot::As, Filler::Role(role)));
            pair
        });
        std::iter::once(frame).chain(more).collect()
    }

    /// "announces *CFO transition* with the appointment of Jane Roe": the role that changes hands.
    fn role_in_transition(&self, at: usize) -> Option<RoleMention> {
        let changes = |i: usize| matches!(self.word(i), "transition" | "succession" | "change" | "changeover" | "succession-plan");
        (1..at).rev().find_map(|i| match &self.chunks[i - 1].piece {
            Piece::Role(role) if changes(i) && role.mention.leadership => Some(role.mention.clone()),
            _ => None,
        })
    }

    /// "In a post announcing his departure, *Fadell* said": the subject behind the comma of an introduction that names nobody.
    fn owner_behind(&self, at: usize) -> Option<PersonMention> {
        let named = |i: usize| matches!(self.chunks[i].piece, Piece::Person(_) | Piece::Name(_) | Piece::Pronoun(_));
        let comma = (at + 1..self.chunks.len().min(at + 5)).find(|&i| self.is_punctuation(i, ","))?;
        let told = matches!(&self.chunks.get(comma + 2).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund);
        let introduces = !(0..at).any(named) && !self.chunks[..at].iter().any(|c| matches!(&c.piece, Piece::Verb(g) if !g.gerund));
        let announces = at > 1 && matches!(&self.chunks[at - 2].piece, Piece::Verb(g) if g.gerund);
        self.person(comma + 1).filter(|p| told && introduces && announces && !p.name.is_empty())
    }

    /// The dates of a clause about a term: ahead, unless its words say that the term is over.
    fn term_dates(&self, at: usize) -> Vec<DateMention> {
        let over = self.tokens[self.chunks[at].to..]
            .iter()
            .any(|t| matches!(t.lower.as_str(), "expired" | "ended" | "terminated" | "concluded" | "was" | "were"));
        let found = self.chunks.iter().enumerate().skip(at).filter_map(|(i, c)| match &c.piece {
            Piece::Date(found) if !found.since => Some(date::place(found, self.published, Some(over), self.span(i))),
            _ => None,
        });
        found.collect()
    }

    /// "her *contract*, which runs out in December", "his *time* as chairman is over": whether the words behind say that it ends.
    fn term_ends(&self, at: usize) -> bool {
        let from = self.chunks[at].to;
        let clause: Vec<&str> = self.tokens[from..self.tokens.len().min(from + 24)].iter().map(|t| t.lower.as_str()).collect();
        let denied = |i: usize| clause[i.saturating_sub(4)..i].iter().any(|w| matches!(*w, "not" | "n't"));
        // "would have expired, was renewed", "a year before his contract ends"
        let renewed = (0..clause.len()).any(|i| matches!(clause[i], "renewed" | "extended" | "prolonged") && !denied(i));
        let ahead = (at.saturating_sub(3)..at).any(|i| self.is_word(i, &["before", "until", "when", "remaining", "if"]));
        // "decided not to renew the contract of its finance director"
        let before: Vec<&str> =
            self.tokens[self.chunks[at].from.saturating_sub(5)..self.chunks[at].from].iter().map(|t| t.lower.as_str()).collect();
        let dropped = before.iter().position(|w| matches!(*w, "renew" | "extend" | "renewed" | "extended" | "renewing" | "extending"));
        if dropped.is_some_and(|i| before[..i].iter().any(|w| matches!(*w, "not" | "n't" | "without" | "never"))) {
            return true;
        }
        if renewed || ahead {
            return false;
        }
        (0..clause.len()).any(|i| {
            let next = clause.get(i + 1).copied().unwrap_or("");
            let before = |words: &[&str]| i > 0 && words.contains(&clause[i - 1]);
            match clause[i] {
                "expires" | "expired" | "terminated" | "ends" | "ended" => true,
                "expire" | "end" => before(&["to", "will"]) && !(clause[i] == "end" && before(&["to"]) && next == "of"),
                "concludes" => true,
                "concluded" | "over" => before(&["is", "was", "are", "has", "have"]),
                "renewed" | "extended" => true,
                "out" => before(&["runs", "ran", "run", "running"]),
                _ => false,
            }
        })
    }

    /// Behind a colon: people, each or several with a role, as frames of the noun at `at`.
    fn listed(&self, at: usize, from: usize, class: &'static str, manner: Option<Manner>) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut waiting: Vec<PersonMention> = Vec::new();
        let board = self.chunks[at..from]
            .iter()
            .enumerate()
            .find(|(_, c)| matches!(c.piece, Piece::Board(_)))
            .map(|(i, _)| self.board_seat(at + i));
        let owner = board.as_ref().and_then(|b| b.organisation.clone()).or_else(|| (at..from).rev().find_map(|i| self.organisation(i)));
        for i in from..self.chunks.len() {
            let role = match &self.chunks[i].piece {
                Piece::Person(_) | Piece::Name(_) if !matches!(self.word(i), "member" | "members") => {
                    waiting.extend(self.person(i));
                    continue;
                }
                Piece::Role(role) => Some(role.mention.clone()),
                Piece::Word | Piece::Name(_)
                    if matches!(self.word(i), "member" | "members") && self.is_word(i.wrapping_sub(1), &["as"]) =>
                {
                    board.clone()
                }
                Piece::Verb(_) => break,
                Piece::Punctuation if matches!(self.word(i), "." | ":") => break,
                _ => None,
            };
            let Some(role) = role.filter(|_| !waiting.is_empty()) else { continue };
            let mut frame = self.listed_frame(at, class, manner);
            frame.slots.push((Slot::Object, Filler::People(std::mem::take(&mut waiting))));
            frame.slots.push((Slot::As, Filler::Role(role)));
            frame.slots.extend(owner.clone().map(|owner| (Slot::At, Filler::Organisation(owner))));
            frames.push(frame);
        }
        frames
    }

    /// "Jane Roe out, John Moor *in*".
    pub(super) fn in_frame(&self, at: usize) -> Option<Frame> {
        let person = self.person(at.checked_sub(1)?).filter(|_| self.ends_clause(at + 1))?;
        let mut frame = self.listed_frame(at, "become", None);
        frame.slots.push((Slot::Subject, Filler::People(vec![person])));
        Some(frame)
    }

    /// "*Out* goes Jane Roe, who lasted 14 months; *in* comes John Moor as chair".
    pub(super) fn inverted_frame(&self, at: usize) -> Option<Frame> {
        let class = match (self.word(at), self.tokens.get(self.chunks.get(at + 1)?.from)?.lower.as_str()) {
            ("out", "goes" | "went") => "leave",
            ("in", "comes" | "came") => "present",
            _ => return None,
        };
        let opens =
            at == 0 || matches!(self.chunks[at - 1].piece, Piece::Punctuation) || self.is_word(at - 1, &["and", "while", "but", "so"]);
        let (people, last) = self.list_from(at + 2);
        if !opens || people.is_empty() {
            return None;
        }
        let mut frame = self.listed_frame(at, class, None);
        frame.tense = Tense::Present;
        frame.slots.push((if class == "leave" { Slot::Subject } else { Slot::Object }, Filler::People(people)));
        self.noun_right(last + 1, &mut frame);
        Some(frame)
    }

    /// "*Meet* Initech's new finance chief, Jane Roe".
    pub(super) fn meet_frame(&self, at: usize) -> Option<Frame> {
        let fresh = |i: &usize| matches!(&self.chunks[*i].piece, Piece::Person(p) if p.title.as_ref().is_some_and(|t| t.fresh));
        let person = (at + 1..self.chunks.len().min(at + 6)).find(fresh)?;
        let person = self.person(person)?;
        let mut frame = self.listed_frame(at, "present", None);
        frame.slots.extend(person.title.clone().map(|title| (Slot::As, Filler::Role(title.role))));
        frame.slots.push((Slot::Object, Filler::People(vec![person])));
        Some(frame)
    }

    /// "Initech has *a new finance chief*, Jane Roe": whether a verb of having stands before the role at `at`, and a name behind its comma.
    pub(super) fn gained(&self, at: usize) -> bool {
        let has = |i: usize| self.is_word(i, &["has", "have", "gets", "got", "'s"]);
        at > 0 && has(at - 1) && self.is_punctuation(at + 1, ",") && self.person(at + 2).is_some()
    }

    /// "Roe out; Moor *new CEO*", "Roe likely *next Initech CEO*": a headline's clause without a verb.
    pub(super) fn fragment_frame(&self, at: usize) -> Option<Frame> {
        let Piece::Role(role) = &self.chunks[at].piece else { return None };
        let fresh = role.fresh || role.status == HoldStatus::Incoming;
        let likely = at > 0 && matches!(self.word(at - 1), "likely" | "tipped" | "seen" | "favourite" | "favorite");
        let person = at.checked_sub(1 + usize::from(likely))?;
        let opens = person == 0 || matches!(self.chunks[person - 1].piece, Piece::Punctuation) || self.is_word(person - 1, &["as", "and"]);
        let named = self.person(person).filter(|p| p.title.is_none() && !p.name.is_empty());
        let ends = self.ends_clause(at + 1);
        let people = named.filter(|_| fresh && opens && ends && role.mention.leadership)?;
        let mut frame = self.listed_frame(at, "present", None);
        if likely {
            frame.stance = frame.stance.max(Stance::Expected);
        }
        frame.slots.push((Slot::Object, Filler::People(vec![people])));
        frame.slots.push((Slot::As, Filler::Role(role.mention.clone())));
        Some(frame)
    }

    /// "Initech has *a new finance chief*: Jane Roe".
    pub(super) fn newcomer_frame(&self, at: usize) -> Option<Frame> {
        let Piece::Role(role) = &self.chunks[at].piece else { return None };
        let (people, _) = self.list_from(at + 2);
        if people.is_empty() || !role.mention.leadership {
            return None;
        }
        let mut frame = self.listed_frame(at, "present", None);
        let owner = (0..at).rev().find_map(|i| self.organisation(i)).filter(|_| role.mention.organisation.is_none());
        frame.slots.extend(owner.map(|owner| (Slot::Subject, Filler::Organisation(owner))));
        frame.slots.push((Slot::As, Filler::Role(role.mention.clone())));
        frame.slots.push((Slot::Object, Filler::People(people)));
        Some(frame)
    }

    /// The frame of a trigger without a verb, without its slots.
    fn listed_frame(&self, at: usize, class: &'static str, manner: Option<Manner>) -> Frame {
        self.bare_frame(at, class, manner, &self.tone(at))
    }

    /// The same, told in a tone that its company has changed.
    fn bare_frame(&self, at: usize, class: &'static str, manner: Option<Manner>, tone: &Tone) -> Frame {
        Frame {
            trigger: class,
            span: self.span(at),
            sentence: self.index,
            passive: false,
            tense: Tense::None,
            stance: tone.stance,
            sourced: tone.sourced.is_some(),
            slots: Vec::new(),
            dates: Vec::new(),
            quoted: self.quoted(at),
            past_cue: tone.past.is_some(),
            manner,
            interim: tone.interim.is_some(),
            cues: tone.cues(),
        }
    }

    /// "may be weighing an exit", "announced plans for retirement": the one who weighs is the one who goes.
    pub(super) fn governed_noun(&self, at: usize, class: &'static str, manner: Option<Manner>) -> Vec<Frame> {
        let near = (at.saturating_sub(3)..at).rev().find_map(|i| match &self.chunks[i].piece {
            Piece::Verb(g)
                if matches!(
                    g.lemma,
                    "weigh" | "consider" | "mull" | "contemplate" | "ponder" | "plan" | "announce" | "make" | "confirm"
                ) =>
            {
                Some((i, g))
            }
            _ => None,
        });
        let Some((verb, group)) = near.filter(|_| class == "n.leave") else { return Vec::new() };
        let subject = self.subject(verb, None);
        let mut frame = self.frame(verb, "leave", group);
        if group.governor == Some(Governor::Considers) {
            frame.stance = frame.stance.max(Stance::Possible);
        }
        frame.manner = manner;
        push_subject(&mut frame, &subject);
        self.push_holder(&mut frame, &subject);
        self.noun_right(at + 1, &mut frame);
        frame.slots.retain(|(slot, filler)| !(*slot == Slot::Subject && matches!(filler, Filler::Organisation(_))));
        vec![frame]
    }

    pub(super) fn noun_right(&self, from: usize, frame: &mut Frame) -> Option<(Vec<PersonMention>, RoleMention)> {
        let mut slot = Slot::At;
        let mut skip = from;
        for at in from..(from + 16).min(self.chunks.len()) {
            if at < skip {
                continue;
            }
            match &self.chunks[at].piece {
                Piece::Word => match self.word(at) {
                    "as" | "to" => slot = Slot::As,
                    "from" => slot = Slot::From,
                    "at" | "of" | "in" => slot = Slot::At,
                    // "the appointments of Jane Roe as chair and John Moor as vice chair"
                    "and" if frame.role(Slot::As).is_some() => {
                        let (people, last) = self.list_from(at + 1);
                        let role = (last + 1..(last + 5).min(self.chunks.len())).find_map(|i| match &self.chunks[i].piece {
                            Piece::Role(role) => Some(role.mention.clone()),
                            _ => None,
                        });
                        return role.filter(|_| !people.is_empty()).map(|role| (people, role));
                    }
                    word if STOPS.contains(&word) || word == "and" => break,
                    _ => {}
                },
                Piece::Board(_) => push_once(frame, Slot::As, Filler::Role(self.board_seat(at))),
                // ", a partner at Hooli, as chair"
                Piece::Role(_) if self.is_punctuation(at.wrapping_sub(1), ",") && self.role_named_later(at).is_some() => {
                    skip = self.role_named_later(at).unwrap_or(skip);
                }
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
                // ", a partner at Moldau Capital, as chair"
                Piece::Punctuation => skip = self.skip_relative(at + 1).unwrap_or(skip),
                _ => {}
            }
        }
        None
    }

    /// "Acme CEO Jane Roe out", "Ted Colbert is out", "out as CEO".
    pub(super) fn out_frame(&self, at: usize) -> Option<Frame> {
        let copula = at > 0 && matches!(&self.chunks[at - 1].piece, Piece::Verb(g) if g.copula);
        let ends = self.ends_clause(at + 1) || self.is_word(at + 1, &["as", "at", "with", "in", "by", "after", "amid"]);
        let mut before = at.checked_sub(1 + usize::from(copula))?;
        if self.is_word(before, &["also", "now", "both", "still", "already"]) {
            before = before.checked_sub(1)?;
        }
        let meantime = before > 0 && self.is_word(before - 1, &["while", "when", "if", "until"]);
        if !ends || meantime || matches!(self.chunks[before].piece, Piece::Verb(_)) {
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
        let mut frame = self.bare_frame(at, "leave", None, &self.tone(at).of_the_moment());
        frame.tense = Tense::Present;
        frame.slots.push((Slot::Subject, Filler::People(people)));
        self.noun_right(at + 1, &mut frame);
        frame.dates = self.dates(at, &frame);
        Some(frame)
    }
}
