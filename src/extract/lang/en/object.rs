//! Pieces of what a verb takes: lists of people, seats on boards, roles that the words imply.

use super::chunk::Piece;
use super::clause::{SKIPPED, STOPS, Sentence};
use super::code::is_field;
use super::token::Shape;
use super::verb::VerbGroup;
use crate::domain::Role;
use crate::extract::mention::{Filler, Frame, OrgForm, OrgMention, PersonMention, RoleMention, Slot};

impl Sentence<'_> {
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
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        match self.chunks.get(at + 1) {
            None => true,
            Some(c) => {
                matches!(c.piece, Piece::Punctuation | Piece::Date(_) | Piece::Role(_) | Piece::Organisation(_) | Piece::Possessive(_))
                    || self.is_word(at + 1, &["too", "as", "to", "from", "after", "in", "on", "and", "for", "over", "a", "the"])
            }
        }
    }

    /// "in her stead", "in his place".
    pub(super) fn instead(&self, at: usize) -> bool {
        self.is_word(at, &["in"])
            && matches!(self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Possessive(_) | Piece::Pronoun(_)))
            && self.is_word(at + 2, &["place", "stead"])
    }

    /// Whether the clause is a bare infinitive: "Jane Roe to chair Initech".
    pub(super) fn heads(&self, at: usize) -> bool {
        !self.chunks[..at].iter().any(|c| matches!(c.piece, Piece::Verb(_) | Piece::Noun(..)))
    }

    /// "to run *its consumer business*": the role of its head.
    pub(super) fn led(&self, verb: usize) -> Option<RoleMention> {
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
                    "team",
                    "initiative",
                    "task",
                    "force",
                    "project",
                    "programme",
                    "program",
                    "panel",
                    "delegation",
                    "mission",
                    "study",
                    "success",
                    "victory",
                    "glory",
                    "campaign",
                    "charge",
                ],
            )
        });
        let span = self.tokens[self.chunks[first].from].start..self.tokens[self.chunks[end].to - 1].end;
        let led = self.string[self.tokens[self.chunks[first].from].start..self.tokens[self.chunks[end].to - 1].end].to_string();
        // "to head the U.S. Fish and Wildlife Service"
        let named = (first..=end).find(|&i| !self.is_word(i, SKIPPED) && !matches!(self.chunks[i].piece, Piece::Place)).unwrap_or(first);
        // "to run robotics startup": the trade of what is led is not its name
        let trade = |o: &OrgMention| o.form == OrgForm::Likely && is_field(o.name.to_lowercase().as_str());
        let organisation = self.organisation(named).filter(|o| o.form != OrgForm::Anaphor || end == named).filter(|o| !trade(o));
        let chairs = matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.lemma == "chair");
        let role = if chairs {
            Role { title: "chair".into(), code: "CHAIR".into(), unit: None }
        } else {
            Role { title: format!("head of {led}"), code: "HEAD".into(), unit: Some(led) }
        };
        let pronoun = end == first && self.word(first) == "it";
        (!blocked && !pronoun).then_some(RoleMention { span, role, interim: false, organisation, leadership: true })
    }

    /// The last role named before in the sentence, for "is taking it".
    pub(super) fn role_before(&self, at: usize) -> Option<RoleMention> {
        self.chunks[..at].iter().rev().find_map(|c| match &c.piece {
            Piece::Role(role) => Some(role.mention.clone()),
            _ => None,
        })
    }

    /// Whether the person at `at` begins a clause of its own ("…, Jane Roe said").
    pub(super) fn starts_new_clause(&self, at: usize) -> bool {
        let before_comma = at > 0 && (self.is_punctuation(at - 1, ",") || self.is_word(at - 1, &["and", "but"]));
        let (_, last) = self.list_from(at);
        let verb_at =
            |i: usize| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund && !g.bare_past);
        let verb = matches!(&self.chunks.get(last + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund);
        // ", and Jane Roe, now treasurer, will step into the role"
        let aside = self.is_punctuation(last + 1, ",")
            && !self.is_word(last + 2, &["who", "whose"])
            && (last + 2..last + 9).find(|&i| self.is_punctuation(i, ",")).is_some_and(|close| verb_at(close + 1));
        before_comma && (verb || aside || self.is_word(last + 1, &["said", "says"]))
    }

    /// Whether an infinitive in the place of a headline's future stands here: "to replace him", "to step down".
    pub(super) fn acts_ahead(&self, at: usize) -> bool {
        self.headline && matches!(self.chunks.get(at).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive && g.trigger.is_some())
    }

    pub(super) fn role_follows(&self, at: usize) -> bool {
        (at..at + 4).find_map(|i| match self.chunks.get(i).map(|c| &c.piece) {
            Some(Piece::Role(_) | Piece::Board(_)) => Some(true),
            Some(Piece::Word) if matches!(self.word(i), "partners" | "directors" | "principals" | "trustees") => Some(true),
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

    /// Whether a plain noun follows ("as guest speaker"), and no date or measure ("as of May", "as soon as").
    pub(super) fn names_something(&self, at: usize) -> bool {
        let mut i = at;
        while self.is_word(i, SKIPPED) {
            i += 1;
        }
        matches!(self.chunks.get(i).map(|c| &c.piece), Some(Piece::Word))
            && self.tokens[self.chunks[i].from].lower.chars().all(char::is_alphabetic)
            && !self.is_word(i, &["of", "soon", "early", "well", "part", "planned", "expected", "he", "she", "they", "it", "many"])
    }

    /// Behind an apposition at `at`: where "as" names the role, if nothing but the apposition stands between.
    pub(super) fn role_named_later(&self, at: usize) -> Option<usize> {
        if !self.is_punctuation(at.checked_sub(1)?, ",") {
            return None;
        }
        let end = (at + 14).min(self.chunks.len());
        let mut clause =
            (at + 1..end).take_while(|&i| !matches!(self.chunks[i].piece, Piece::Verb(_) | Piece::Noun(..) | Piece::Person(_)));
        clause.find(|&i| self.is_word(i, &["as"]) && self.role_follows(i + 1))
    }

    /// Behind ", who …," : the index behind the closing comma, where something of use follows.
    pub(super) fn skip_relative(&self, at: usize) -> Option<usize> {
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
        let useful = self.is_word(close + 1, &["as", "to", "from", "by", "with", "effective", "who"])
            || matches!(self.chunks.get(close + 1).map(|c| &c.piece), Some(Piece::Role(_) | Piece::Date(_)))
            || matches!(&self.chunks.get(close + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive);
        useful.then_some(close + 1)
    }

    /// Behind "of Santa Cruz", which may stand behind a name; else the same index.
    pub(super) fn behind_origin(&self, at: usize) -> usize {
        let origin = self.is_word(at, &["of"]) && matches!(self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Place | Piece::Name(_)));
        let more = self.is_word(at + 2, &["and", "as", "who"]) || self.is_punctuation(at + 2, ",");
        if origin && more { at + 2 } else { at }
    }

    /// The people of a list that begins at `first`, and the index of its last.
    pub(super) fn list_from(&self, first: usize) -> (Vec<PersonMention>, usize) {
        let mut people: Vec<PersonMention> = self.person(first).into_iter().collect();
        let mut last = first;
        loop {
            let mut next = self.behind_origin(last + 1);
            while self.is_punctuation(next, ",") || self.is_word(next, &["and", "&"]) {
                next += 1;
            }
            if next == self.behind_origin(last + 1) + 1 && self.is_word(next, &["who"]) {
                // "Bob McGrew, who ran research, and Barret Zoph"
                match (next..(next + 16).min(self.chunks.len())).find(|&i| self.is_punctuation(i, ",") && self.is_word(i + 1, &["and"])) {
                    Some(close) => next = close + 2,
                    None => break,
                }
            } else if next == self.behind_origin(last + 1) || next > self.behind_origin(last + 1) + 2 {
                break;
            }
            let is_person = matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Person(_)))
                || matches!(self.chunks.get(next).map(|c| &c.piece), Some(Piece::Name(_)) if self.chunks[next].to - self.chunks[next].from > 1);
            // "…, Jane Roe said": a new clause begins
            let verb_behind = matches!(&self.chunks.get(next + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund)
                || self.is_word(next + 1, &["said", "says"]);
            // "Jane Roe, and John Doe as finance chief": a pair of its own, where only one stands before
            let own_role = people.len() < 2
                && (self.is_word(next + 1, &["as"]) && !self.plural_role(next + 2)
                    || matches!(self.chunks.get(next + 1).map(|c| &c.piece), Some(Piece::Role(_))));
            if !is_person || verb_behind || own_role {
                break;
            }
            people.extend(self.person(next));
            last = next;
        }
        (people, last)
    }

    /// "as directors", "as equity partners": a role that several share.
    fn plural_role(&self, at: usize) -> bool {
        (at..at + 3).any(|i| {
            matches!(self.word(i), "partners" | "directors" | "principals" | "trustees")
                || matches!(self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(_)) if self.tokens[self.chunks[i].to - 1].lower.ends_with('s'))
        })
    }

    /// "named Jane Roe CEO and *John Doe CFO*": a second pair under the same verb.
    pub(super) fn next_pair(&self, frame: &Frame, at: usize, last: usize) -> Option<Frame> {
        // "would become chief executive and John Doe finance chief"
        let gapped = matches!(frame.trigger, "become" | "copula" | "join" | "serve") || frame.passive && frame.trigger == "appoint";
        let holder = if gapped { Slot::Subject } else { Slot::Object };
        let full = !frame.people(holder).is_empty() && (frame.role(Slot::As).is_some() || gapped && frame.role(Slot::Object).is_some());
        let joined = at > 0 && (self.is_word(at - 1, &["and", "while"]) || self.is_punctuation(at - 1, ","));
        let role_next = {
            let behind = self.behind_origin(last + 1);
            matches!(self.chunks.get(behind).map(|c| &c.piece), Some(Piece::Role(_))) || self.is_word(behind, &["as", "to"])
        };
        if !(full && joined && role_next) {
            return None;
        }
        let (people, _) = self.list_from(at);
        let mut pair = frame.clone();
        pair.slots
            .retain(|(slot, filler)| !gapped && *slot == Slot::Subject || gapped && *slot != holder && !matches!(filler, Filler::Role(_)));
        pair.slots.push((holder, Filler::People(people)));
        Some(pair)
    }

    /// Gives a pair the role behind its person; the role's index.
    pub(super) fn right_role(&self, person: usize, frame: &mut Frame) -> Option<usize> {
        let found = (person + 1..(person + 7).min(self.chunks.len())).find_map(|at| match &self.chunks[at].piece {
            Piece::Role(role) => Some((at, role.mention.clone())),
            _ => None,
        });
        found.map(|(at, role)| {
            frame.slots.push((Slot::As, Filler::Role(role)));
            at
        })
    }

    /// "Jane Roe named CEO", "Roe, promoted to CFO last year,": a participle without auxiliary whose person stands before it.
    pub(super) fn headline_passive(&self, at: usize, group: &VerbGroup, frame: &mut Frame) {
        // "dismissed reports of a merger"
        if matches!(&self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.infinitive && !g.gerund) {
            return;
        }
        // "Finance chief departs, replaced by Jane Roe"
        if group.bare_past && frame.trigger == "succeed" && self.is_word(at + 1, &["by"]) && !frame.people(Slot::By).is_empty() {
            frame.passive = true;
            frame.slots.retain(|(slot, filler)| !(*slot == Slot::Subject && matches!(filler, Filler::Organisation(_))));
        }
        let subject_person = !frame.people(Slot::Subject).is_empty();
        let object_person = !frame.people(Slot::Object).is_empty();
        let other = frame.slots.iter().any(|(slot, filler)| *slot == Slot::Object && *filler == Filler::Other);
        if group.bare_past
            && subject_person
            && !object_person
            && !other
            && matches!(frame.trigger, "appoint" | "dismiss" | "suspend" | "nominate")
            // "Abadi fired Baghdad's security chief": somebody unnamed is fired
            && !(matches!(frame.trigger, "dismiss" | "suspend") && frame.role(Slot::Object).is_some())
        {
            frame.passive = true;
            for (slot, filler) in &mut frame.slots {
                if *slot == Slot::Object && matches!(filler, Filler::Role(_)) {
                    *slot = Slot::As;
                }
            }
        }
    }
}

/// Fills a slot that has no filler of this kind yet.
pub(super) fn push_once(frame: &mut Frame, slot: Slot, filler: Filler) {
    let same = |other: &Filler| std::mem::discriminant(other) == std::mem::discriminant(&filler);
    if !frame.slots.iter().any(|(s, f)| *s == slot && same(f)) {
        frame.slots.push((slot, filler));
    }
}
