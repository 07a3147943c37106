//! Frames of verbs that tell their change in a roundabout way, made into those of the verbs that tell it straight.

use super::chunk::Piece;
use super::clause::Sentence;
use super::subject::Subject;
use super::verb::VerbGroup;
use crate::domain::{HoldStatus, Manner, Role};
use crate::extract::mention::{Filler, Frame, NameForm, PersonMention, RoleMention, Slot, Tense};

impl Sentence<'_> {
    /// Makes the frame of the verb at `at` one that the rules read; `class` is that of the verb in its company.
    pub(super) fn reshape(
        &self,
        at: usize,
        class: &'static str,
        (group, subject): (&VerbGroup, &Subject),
        previous: Option<&Frame>,
        frame: &mut Frame,
    ) {
        match class {
            "leadnow" => self.leads_now(at, group, previous, frame),
            "leave" => self.leavers_behind_colon(at, frame),
            "passto" => passes_to(subject, frame),
            "appoint" => {
                self.elects_to_board(at, group, frame);
                self.put_into_post(at, group, frame);
                self.named_in_apposition(at, group, frame);
            }
            "takenby" => self.taken_by(at, frame),
            "giveback" => {
                frame.trigger = "appoint";
                frame.manner = Some(Manner::Reinstated);
            }
            "start" if group.tense == Tense::Future && frame.role(Slot::As).is_none() => {
                // "Initech's first general counsel, Jane Roe, will start on July 1"
                let title = frame.people(Slot::Subject).first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
                frame.slots.extend(title.map(|role| (Slot::As, Filler::Role(role))));
            }
            "becomehead" => {
                let verb =
                    (at + 1..at + 8).find(|&i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive));
                become_of(frame, verb.and_then(|i| self.led(i)));
            }
            "noterm" => {
                frame.trigger = "leave";
                frame.stance = self.context_stance(at).0;
                frame.manner = Some(Manner::TermEnded);
                let role = self.later_role_of_term(at);
                frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
                frame.slots.extend(role.map(|role| (Slot::As, Filler::Role(role))));
            }
            "fallto" => frame.slots.extend(subject.role.as_ref().map(|(role, _)| (Slot::As, Filler::Role(role.clone())))),
            "die" if frame.role(Slot::As).is_none() => {
                let told = (0..at).rev().find(|&i| self.is_word(i, &["as"])).and_then(|i| self.first_role(i + 1, 2));
                frame.slots.extend(told.map(|role| (Slot::As, Filler::Role(role))));
            }
            "chair" => {
                let role = Role { title: "chair".into(), code: "CHAIR".into(), unit: None };
                become_of(frame, Some(RoleMention { span: self.span(at), role, interim: false, organisation: None, leadership: true }));
            }
            "takeit" => become_of(frame, self.role_before(at)),
            "copula" => self.list_behind_semicolons(at, frame),
            _ => {}
        }
    }

    fn leads_now(&self, at: usize, group: &VerbGroup, previous: Option<&Frame>, frame: &mut Frame) {
        // "before he left to run Initech": as old as the leaving
        if let (true, Some(left)) = (group.infinitive, previous.filter(|f| f.trigger == "leave" && f.sentence == self.index)) {
            frame.past_cue |= left.past_cue;
            frame.tense = left.tense;
            frame.dates.extend(left.dates.iter().cloned());
        }
        frame.trigger = "become";
        frame.slots.retain(|(slot, f)| *slot == Slot::Subject || *slot == Slot::Object && matches!(f, Filler::Organisation(_)));
        frame.slots.extend(self.led(at).map(|role| (Slot::As, Filler::Role(role))));
    }

    /// "Two people are leaving Initech: Jane Roe, its finance chief, and John Moor, its counsel".
    fn leavers_behind_colon(&self, at: usize, frame: &mut Frame) {
        if !frame.people(Slot::Subject).is_empty() {
            return;
        }
        let colon = (at + 1..self.chunks.len().min(at + 8)).find(|&i| self.is_punctuation(i, ":"));
        let named = colon.map_or(self.chunks.len(), |i| i + 1)..self.chunks.len();
        let people: Vec<PersonMention> = named
            .filter(|&i| matches!(&self.chunks[i].piece, Piece::Person(p) if p.form == NameForm::Full))
            .filter_map(|i| self.person(i))
            .collect();
        if people.len() > 1 {
            frame.slots.push((Slot::Subject, Filler::People(people)));
        }
    }

    /// "the board today elected two new ones, Jane Roe and John Moor".
    fn elects_to_board(&self, at: usize, group: &VerbGroup, frame: &mut Frame) {
        let elects = matches!(group.lemma, "elect" | "co-opt")
            && !group.passive
            && frame.role(Slot::As).is_none()
            && !frame.people(Slot::Object).is_empty();
        let board = (0..at).rev().find(|&i| matches!(self.chunks[i].piece, Piece::Board(_))).filter(|&i| elects && at - i < 4);
        frame.slots.extend(board.map(|i| (Slot::As, Filler::Role(self.board_seat(i)))));
    }

    /// "named Tomas Vrba, 39, *head of research*, replacing Phyllis Moor": a bare title behind the name is the one given.
    fn named_in_apposition(&self, at: usize, group: &VerbGroup, frame: &mut Frame) {
        let open = !group.passive && frame.role(Slot::As).is_none() && frame.role(Slot::Object).is_none();
        let [person] = frame.people(Slot::Object) else { return };
        let Some(title) = person.title.as_ref().filter(|t| open && !t.before && t.status == HoldStatus::Current && t.role.leadership)
        else {
            return;
        };
        let chunk = self.chunks[at..]
            .iter()
            .find(|c| self.tokens[c.from].start <= person.span.start && person.span.start < self.tokens[c.to - 1].end);
        let tokens = chunk.map_or(&self.tokens[..0], |c| &self.tokens[c.from..c.to]);
        let first = tokens.iter().rposition(|t| t.is(",")).and_then(|comma| tokens.get(comma + 1));
        let bare = first.is_some_and(|t| {
            !matches!(t.lower.as_str(), "a" | "an" | "the" | "its" | "his" | "her" | "their" | "one" | "currently" | "now")
        });
        if bare && title.role.organisation.is_none() {
            let role = title.role.clone();
            frame.slots.push((Slot::As, Filler::Role(role)));
        }
    }

    /// "Jane Roe has been appointed *to the role*": that of which the text has just spoken.
    fn put_into_post(&self, at: usize, group: &VerbGroup, frame: &mut Frame) {
        let post = self.is_word(at + 1, &["to"])
            && self.is_word(at + 2, &["the", "this", "that"])
            && self.is_word(at + 3, &["role", "post", "position", "job"])
            && !self.is_word(at + 4, &["of", "as"]);
        if group.passive && post && frame.role(Slot::As).is_none() && frame.role(Slot::Object).is_none() {
            frame.trigger = "takepost";
        }
    }

    /// "a position which will now be taken by Jane Roe".
    fn taken_by(&self, at: usize, frame: &mut Frame) {
        let people = frame.people(Slot::By).to_vec();
        frame.trigger = "fallto";
        frame.slots.clear();
        frame.slots.push((Slot::As, Filler::People(people)));
        frame.slots.extend(self.role_before(at).map(|role| (Slot::As, Filler::Role(role))));
    }

    /// "…; John Moor, trade; and Ann Poe": the people of a list whose parts semicolons part, behind `at`.
    pub(super) fn people_behind_semicolons(&self, at: usize) -> Vec<PersonMention> {
        let named = |i: usize| matches!(&self.chunks[i].piece, Piece::Person(p) if p.form == NameForm::Full);
        let parted = |i: usize| self.is_punctuation(i - 1, ";") || self.is_word(i - 1, &["and"]) && self.is_punctuation(i - 2, ";");
        (at + 1..self.chunks.len()).filter(|&i| named(i) && i > 1 && parted(i)).filter_map(|i| self.person(i)).collect()
    }

    /// "Among the new directors are Jane Roe, retail; John Moor, trade; and Ann Poe".
    fn list_behind_semicolons(&self, at: usize, frame: &mut Frame) {
        if frame.role(Slot::As).is_none() || frame.people(Slot::Object).is_empty() {
            return;
        }
        let more = self.people_behind_semicolons(at + 1);
        for (slot, filler) in &mut frame.slots {
            if let (Slot::Object, Filler::People(people)) = (*slot, filler) {
                people.extend(more.iter().cloned());
            }
        }
    }
}

/// The subject becomes what the role says.
fn become_of(frame: &mut Frame, role: Option<RoleMention>) {
    frame.trigger = "become";
    frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
    frame.slots.extend(role.map(|role| (Slot::As, Filler::Role(role))));
}

/// "the presidency of the society passes to Jane Roe".
fn passes_to(subject: &Subject, frame: &mut Frame) {
    let people = frame.people(Slot::Object).to_vec();
    frame.trigger = "fallto";
    frame.slots.retain(|(slot, f)| *slot != Slot::Object && !matches!(f, Filler::People(_)));
    frame.slots.push((Slot::As, Filler::People(people)));
    frame.slots.extend(subject.role.as_ref().map(|(role, _)| (Slot::As, Filler::Role(role.clone()))));
}
