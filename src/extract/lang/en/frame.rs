//! Frames of an English sentence: each trigger with its subject, its objects and its dates.

use super::chunk::Piece;
use super::clause::{POSTS, Sentence};
use super::subject::{Subject, push_subject};
use super::verb::VerbGroup;
use super::words::LEAVES;
use crate::domain::{HoldStatus, Manner, Role};
use crate::extract::mention::{Filler, Frame, NameForm, OrgMention, Passed, PersonMention, RoleMention, Slot, Stance, Tense};

/// All frames of a sentence in text order; triggers that make none here go into `passed`.
pub fn frames(sentence: &Sentence, passed: &mut Vec<Passed>) -> Vec<Frame> {
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
                // "will continue to serve as a director" is no new service
                let stays = at > 0
                    && matches!(&sentence.chunks[at - 1].piece, Piece::Verb(g) if g.trigger.is_some_and(|t| matches!(t.class, "stay" | "cease")));
                if group.infinitive && stays {
                    let why = "it goes on or ends, as the verb before it says: no new service";
                    passed.push(Passed { sentence: sentence.index, span: sentence.span(at), why });
                    subjects.push((at, subject));
                    continue;
                }
                let sayer = sentence.sayer(at, &subjects);
                let built = sentence.verb_frames(at, group, &subject, frames.last(), sayer);
                if built.is_empty() && group.trigger.is_some() {
                    let why = "this verb tells a change only in other company than it has here";
                    passed.push(Passed { sentence: sentence.index, span: sentence.span(at), why });
                }
                // whoever is moved or moves may do more ("to succeed John Moor"); whoever only speaks does not
                patient = built
                    .first()
                    .filter(|f| f.trigger != "state")
                    .and_then(|f| moved(f, group))
                    .or_else(|| Some(subject.people.clone()).filter(|p| !p.is_empty() && built.iter().any(|f| f.trigger != "state")));
                frames.extend(built);
                subjects.push((at, subject));
            }
            Piece::Noun(class, manner) => {
                let built = sentence.noun_frame(at, class, *manner);
                if built.is_empty() {
                    let why = "no person is said to whom this noun belongs";
                    passed.push(Passed { sentence: sentence.index, span: sentence.span(at), why });
                }
                frames.extend(built);
            }
            Piece::Word if at == 0 && sentence.word(at) == "meet" => frames.extend(sentence.meet_frame(at)),
            Piece::Role(role) if role.fresh && (sentence.is_punctuation(at + 1, ":") || sentence.gained(at)) => {
                frames.extend(sentence.newcomer_frame(at))
            }
            Piece::Word if matches!(sentence.word(at), "out" | "in") && sentence.inverted_frame(at).is_some() => {
                frames.extend(sentence.inverted_frame(at))
            }
            Piece::Word if sentence.word(at) == "out" => frames.extend(sentence.out_frame(at)),
            Piece::Word if sentence.word(at) == "in" && frames.last().is_some_and(|f| f.trigger == "leave") => {
                frames.extend(sentence.in_frame(at))
            }
            Piece::Word if sentence.word(at) == "last" && sentence.is_word(at + 1, &["day"]) => {
                frames.extend(sentence.noun_frame(at, "n.leave", None))
            }
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

impl Sentence<'_> {
    /// The frames of a verb group: usually one, more where it has several objects with a role each.
    pub(super) fn verb_frames(
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
        // "Joining Initech as finance chief is Jane Roe"
        let joined =
            previous.filter(|f| group.copula && f.sentence == self.index && f.trigger == "join" && f.people(Slot::Subject).is_empty());
        if let (Some(joined), Some(_)) = (joined, self.person(at + 1)) {
            let mut frame = joined.clone();
            frame.slots.push((Slot::Subject, Filler::People(self.list_from(at + 1).0)));
            return vec![frame];
        }
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
        // "the suggestion that Roe replace Moor": the base form behind one person is no statement
        let base = group.tense == Tense::Present
            && !group.infinitive
            && !group.passive
            && !group.copula
            && self.tokens[group.main].lower == group.lemma;
        // "'The kindest thing would be to let him go'"
        if class == "dismiss" && group.infinitive && self.quoted(at) {
            frame.stance = frame.stance.max(Stance::Hypothetical);
        }
        let single = matches!(frame.people(Slot::Subject), [one] if matches!(one.form, NameForm::Full | NameForm::Partial));
        if base && single && !self.headline && !matches!(group.lemma, "quit" | "put" | "let" | "bid") {
            frame.stance = frame.stance.max(Stance::Hypothetical);
        }
        frame.dates = self.dates(at, &frame);
        self.headline_passive(at, group, &mut frame);
        self.add_later_role(at, &mut frame);
        // "before he left to run Initech": as old as the leaving
        if let (true, "leadnow", Some(left)) =
            (group.infinitive, class, previous.filter(|f| f.trigger == "leave" && f.sentence == self.index))
        {
            frame.past_cue |= left.past_cue;
            frame.tense = left.tense;
            frame.dates.extend(left.dates.iter().cloned());
        }
        if class == "leadnow" {
            frame.trigger = "become";
            frame.slots.retain(|(slot, f)| *slot == Slot::Subject || *slot == Slot::Object && matches!(f, Filler::Organisation(_)));
            frame.slots.extend(self.led(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        // "Two people are leaving Initech: Jane Roe, its finance chief, and John Moor, its counsel"
        if frame.trigger == "leave" && frame.people(Slot::Subject).is_empty() {
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
        // "the presidency of the society passes to Jane Roe"
        if class == "passto" {
            let people = frame.people(Slot::Object).to_vec();
            frame.trigger = "fallto";
            frame.slots.retain(|(slot, f)| *slot != Slot::Object && !matches!(f, Filler::People(_)));
            frame.slots.push((Slot::As, Filler::People(people)));
            frame.slots.extend(subject.role.as_ref().map(|(role, _)| (Slot::As, Filler::Role(role.clone()))));
        }
        // "the board today elected two new ones, Jane Roe and John Moor"
        let elects = matches!(group.lemma, "elect" | "co-opt")
            && !group.passive
            && frame.role(Slot::As).is_none()
            && !frame.people(Slot::Object).is_empty();
        let board = (0..at).rev().find(|&i| matches!(self.chunks[i].piece, Piece::Board(_))).filter(|&i| elects && at - i < 4);
        frame.slots.extend(board.map(|i| (Slot::As, Filler::Role(self.board_seat(i)))));
        if class == "takenby" {
            let people = frame.people(Slot::By).to_vec();
            frame.trigger = "fallto";
            frame.slots.clear();
            frame.slots.push((Slot::As, Filler::People(people)));
            frame.slots.extend(self.role_before(at).map(|role| (Slot::As, Filler::Role(role))));
        }
        if class == "giveback" {
            frame.trigger = "appoint";
            frame.manner = Some(Manner::Reinstated);
        }
        // "Initech's first general counsel, Jane Roe, will start on July 1"
        if frame.trigger == "start" && group.tense == Tense::Future && frame.role(Slot::As).is_none() {
            let title = frame.people(Slot::Subject).first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
            frame.slots.extend(title.map(|role| (Slot::As, Filler::Role(role))));
        }
        if class == "becomehead" {
            let verb = (at + 1..at + 8).find(|&i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive));
            frame.trigger = "become";
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
            frame.slots.extend(verb.and_then(|i| self.led(i)).map(|role| (Slot::As, Filler::Role(role))));
        }
        if class == "noterm" {
            frame.trigger = "leave";
            frame.stance = self.context_stance(at).0;
            frame.manner = Some(Manner::TermEnded);
            let role = self.later_role_of_term(at);
            frame.slots.retain(|(slot, _)| *slot == Slot::Subject);
            frame.slots.extend(role.map(|role| (Slot::As, Filler::Role(role))));
        }
        if let (true, Some((role, _))) = (class == "fallto", &subject.role) {
            frame.slots.push((Slot::As, Filler::Role(role.clone())));
        }
        if class == "die" && frame.role(Slot::As).is_none() {
            let told = (0..at).rev().find(|&i| self.is_word(i, &["as"])).and_then(|i| self.first_role(i + 1, 2));
            frame.slots.extend(told.map(|role| (Slot::As, Filler::Role(role))));
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
        // "Among the new directors are Jane Roe, retail; John Moor, trade; and Ann Poe"
        if class == "copula" && frame.role(Slot::As).is_some() && !frame.people(Slot::Object).is_empty() {
            let named = |i: usize| matches!(&self.chunks[i].piece, Piece::Person(p) if p.form == NameForm::Full);
            let more = (at + 2..self.chunks.len()).filter(|&i| {
                named(i) && (self.is_punctuation(i - 1, ";") || self.is_word(i - 1, &["and"]) && self.is_punctuation(i - 2, ";"))
            });
            let more: Vec<PersonMention> = more.filter_map(|i| self.person(i)).collect();
            for (slot, filler) in &mut frame.slots {
                if let (Slot::Object, Filler::People(people)) = (*slot, filler) {
                    people.extend(more.iter().cloned());
                }
            }
        }
        if class == "copula" && !self.copula_tells(at, group, subject, &frame) {
            let states = !group.infinitive
                && !group.gerund
                && frame.stance == Stance::Asserted
                && !frame.people(Slot::Subject).is_empty()
                && (frame.role(Slot::As).is_some() || frame.role(Slot::Object).is_some());
            frame.trigger = "state";
            return if states { vec![frame] } else { Vec::new() };
        }
        for extra in &mut frames {
            extra.dates = frame.dates.clone();
        }
        frames.insert(0, frame);
        frames
    }

    /// The class of the trigger here; some verbs tell a change only in company.
    pub(super) fn class_of(&self, at: usize, group: &VerbGroup, subject: &Subject, previous: Option<&Frame>) -> Option<&'static str> {
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
            if words.first() == Some(&"back") && words[1..].iter().any(|w| matches!(*w, "leave" | "sabbatical")) {
                return Some("returnleave");
            }
            if matches!(words.first(), Some(&"around" | &"available" | &"here" | &"there"))
                || words.first() == Some(&"on") && words.get(1) == Some(&"hand")
            {
                return Some("stay");
            }
            if words.first() == Some(&"dead") {
                return Some("die");
            }
            if at > 0 && self.is_word(at - 1, &["so"]) {
                return previous.map(|f| f.trigger).filter(|trigger| *trigger != "state");
            }
            return Some("copula");
        }
        let class = group.trigger?.class;
        let words = &self.tokens[group.from.saturating_sub(1)..(group.to + 1).min(self.tokens.len())];
        if class == "leave" && words.iter().any(|t| t.is("temporarily")) {
            return Some("onleave");
        }
        if group.no_longer {
            return matches!(class, "serve" | "lead" | "start" | "stay").then_some("cease");
        }
        match class {
            // "a position which will now be taken by Jane Roe"
            "takeit" | "become" | "fillpost"
                if group.passive
                    && self.is_word(at + 1, &["by"])
                    && (0..at).any(|i| POSTS.contains(&self.word(i)) || matches!(self.chunks[i].piece, Piece::Role(_))) =>
            {
                Some("takenby")
            }
            "follow" => {
                let out = (at + 1..at + 6).any(|i| self.is_word(i, &["out"]));
                let ends = self.ends_clause(at + 1);
                if out || ends && !subject.people.is_empty() { Some("leave") } else { Some("follow") }
            }
            "return" if (at + 1..at + 13).any(|i| matches!(self.word(i), "leave" | "sabbatical")) => Some("returnleave"),
            "go" if self.is_word(at + 1, &["on"]) && (at + 2..at + 5).any(|i| matches!(self.word(i), "leave" | "sabbatical")) => {
                Some("onleave")
            }
            // "has agreed to step back into the role"
            "leave" if group.lemma == "step" && self.is_word(at + 1, &["into"]) => Some("become"),
            // "was relieved that", "was removed to hospital", "stepped aside to let"
            // "handing over to Jane Roe", "handed over the reins"; not "handed over the keys of the wing"
            "handover" => {
                let post = group.trigger.is_some_and(|t| t.tail.len() > 1)
                    || (at + 1..at + 5)
                        .take_while(|&i| !self.is_word(i, &["to"]))
                        .any(|i| POSTS.contains(&self.word(i)) || matches!(self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(_))));
                let direct = self.is_word(at + 1, &["to"]) && self.person(at + 2).is_some();
                (post || direct).then_some("handover")
            }
            // "handed the top job to Jane Roe", "put Jane Roe in his place"
            "handto" => (at + 1..at + 7)
                .any(|i| POSTS.contains(&self.word(i)) || matches!(self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(_))))
                .then_some("handover"),
            "putin" => {
                let leave = (at + 1..at + 12).find(|&i| self.word(i) == "leave" && LEAVES.contains(&self.word(i - 1)));
                match leave {
                    Some(i) if self.word(i - 1).starts_with("garden") => Some("dismiss"),
                    Some(_) => Some("suspend"),
                    None => (at + 1..at + 12).any(|i| self.instead(i)).then_some("appoint"),
                }
            }
            "fillpost" => (at + 1..at + 5).any(|i| POSTS.contains(&self.word(i))).then_some("become"),
            "start" if (at + 1..at + 5).any(|i| matches!(self.word(i), "leave" | "sabbatical")) => Some("onleave"),
            "dismiss" if group.lemma == "relieve" && !self.is_word(at + 1, &["of", "as"]) && group.passive => None,
            "dismiss" if group.lemma == "remove" && self.is_word(at + 1, &["to"]) => None,
            "leave" if matches!(&self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive && g.lemma == "let") => {
                None
            }
            // "is resigned to", "is dying to"
            "leave" if group.lemma == "resign" && group.passive => None,
            "die" if self.is_word(at + 1, &["to"]) => None,
            "passto" => {
                let post = subject.role.is_some() || at > 0 && POSTS.contains(&self.word(at - 1));
                (post && self.person(at + 1).is_some()).then_some("passto")
            }
            // "the daily running goes to Jane Roe"
            "go" if at > 0
                && POSTS.contains(&self.word(at - 1))
                    | self.is_word(at - 1, &["running", "leadership", "baton", "stewardship", "editorship", "crown"])
                && self.is_word(at + 1, &["to"])
                && self.person(at + 2).is_some() =>
            {
                Some("fallto")
            }
            // "gave Jane Roe her job back"
            "present"
                if group.lemma == "give" && (at + 2..at + 7).any(|i| POSTS.contains(&self.word(i)) && self.is_word(i + 1, &["back"])) =>
            {
                Some("giveback")
            }
            "go" if subject.role.is_some()
                && subject.people.is_empty()
                && self.is_word(at + 1, &["to"])
                && self.person(at + 2).is_some() =>
            {
                Some("fallto")
            }
            "go" => {
                let ends = self.ends_clause(at + 1)
                    || self.is_word(at + 1, &["as", "too"]) && !matches!(self.chunks.get(at + 2).map(|c| &c.piece), Some(Piece::Role(_)));
                let titled = subject.people.iter().any(|p| p.title.as_ref().is_some_and(|t| t.before && t.status == HoldStatus::Current));
                let to = !titled
                    && self.is_word(at + 1, &["to", "over"])
                    && (at + 2..at + 4)
                        .any(|i| self.organisation(i).is_some() && !matches!(self.chunks.get(i + 1).map(|c| &c.piece), Some(Piece::Mark)));
                if ends
                    && (matches!(group.tense, Tense::Future | Tense::Perfect) || self.tokens[group.main].is("going"))
                    && !self.quoted(at)
                {
                    Some("leave")
                } else if to {
                    Some("goto")
                } else {
                    None
                }
            }
            "takeit" if (at + 1..at + 7).any(|i| matches!(self.word(i), "leave" | "sabbatical")) => Some("onleave"),
            // "takes a seat on the board", read as a role
            "takeit" if matches!(&self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Role(r)) if r.mention.role.code == "DIRECTOR" && r.article) => {
                Some("join")
            }
            // an interim chief who returns to his own post takes none
            "return"
                if subject.people.iter().any(|p| p.title.as_ref().is_some_and(|t| t.status == HoldStatus::Acting || t.role.interim)) =>
            {
                None
            }
            // "takes a seat on the board"
            "takeit" if (at + 1..at + 4).any(|i| self.is_word(i, &["seat", "place"])) => {
                (at + 1..at + 7).any(|i| matches!(self.chunks.get(i).map(|c| &c.piece), Some(Piece::Board(_)))).then_some("join")
            }
            // "will take the additional title of chief executive"
            "takeit"
                if (at + 1..at + 5).any(|i| {
                    POSTS.contains(&self.word(i))
                        && self.is_word(i + 1, &["of", "as"])
                        && matches!(self.chunks.get(i + 2).map(|c| &c.piece), Some(Piece::Role(_)))
                }) =>
            {
                Some("become")
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
                let leaves = previous.is_some_and(|f| f.trigger == "leave" && f.sentence == self.index);
                let ahead =
                    group.infinitive && (self.headline || leaves || self.heads(at)) || group.tense == Tense::Future && !group.infinitive;
                let direct = matches!(self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Organisation(_) | Piece::Name(_)))
                    || matches!(self.chunks.get(at + 2).map(|c| &c.piece), Some(Piece::Organisation(_) | Piece::Name(_)))
                        && self.is_word(at + 1, &["the"])
                    || (at + 1..at + 6).any(|i| self.is_word(i, &["unit", "division", "department", "subsidiary", "arm"]));
                if ahead && direct && self.interim_cue().is_none() && !subject.people.is_empty() && self.led(at).is_some() {
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
                // "to become the first woman to chair Initech"
                let leads = (at + 1..at + 8).find(|&i| {
                    matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Verb(g)) if g.infinitive && matches!(g.lemma, "chair" | "lead" | "head" | "run"))
                });
                if first && leads.is_some_and(|i| self.led(i).is_some()) {
                    return Some("becomehead");
                }
                (!(first && deed)).then_some("become")
            }
            "break" => (0..at).any(|i| self.word(i) == "time").then_some("leave"),
            _ => Some(class),
        }
    }

    /// A copula tells a change only of a role that is new, next or ahead.
    pub(super) fn copula_tells(&self, at: usize, group: &VerbGroup, subject: &Subject, frame: &Frame) -> bool {
        let fresh_subject =
            subject.role.as_ref().is_some_and(|(role, fresh)| *fresh || role.role.code == "SUCCESSOR" || group.tense == Tense::Future);
        let fresh_object = (at + 1..at + 5).any(|i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(r)) if r.fresh || r.status == HoldStatus::Incoming || r.mention.role.code == "SUCCESSOR"));
        let relative = at > 0 && self.is_word(at - 1, &["who", "which"]);
        let now = !relative
            && ((at.saturating_sub(1)..at + 3).any(|i| self.is_word(i, &["now"]))
                || self.tokens[self.chunks[at].from..self.chunks[at].to].iter().any(|t| t.is("now")));
        let first_to = (at + 1..self.chunks.len()).any(|i| self.is_word(i, &["first"]))
            && (at + 1..self.chunks.len()).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.infinitive));
        let has_role = !first_to && (frame.role(Slot::As).is_some() || frame.role(Slot::Object).is_some());
        let future = group.tense == Tense::Future && !group.would && has_role;
        // "until it is filled, Jane Roe is acting sports editor"
        let stands_in = [Slot::As, Slot::Object].iter().filter_map(|&slot| frame.role(slot)).any(|r| r.interim);
        if has_role && stands_in && group.tense == Tense::Present && frame.interim && !subject.people.is_empty() {
            return true;
        }
        if group.no_longer {
            return has_role;
        }
        has_role
            && (fresh_object && !subject.people.is_empty()
                || fresh_subject && !frame.people(Slot::Object).is_empty()
                || future
                || now && group.tense == Tense::Present && has_role && !subject.people.is_empty())
    }

    pub(super) fn frame(&self, at: usize, class: &'static str, group: &VerbGroup) -> Frame {
        let class = if group.no_longer && class == "copula" { "cease" } else { class };
        let span = self.tokens[group.from].start..self.tokens[group.to - 1].end;
        let mut tone = self.tone(at).with(group.stance, &self.string[span.clone()]);
        if group.would
            && tone.stance == Stance::Asserted
            && (!self.reported(at) || (0..self.chunks.len()).any(|i| self.is_word(i, &["if", "unless"])))
        {
            tone = tone.with(Stance::Hypothetical, "would");
        }
        Frame {
            trigger: class,
            span,
            sentence: self.index,
            passive: group.passive,
            tense: if self.headline && group.tense == Tense::Present { Tense::None } else { group.tense },
            stance: tone.stance,
            sourced: tone.sourced.is_some(),
            slots: Vec::new(),
            dates: Vec::new(),
            quoted: self.quoted(at),
            past_cue: tone.past.is_some(),
            manner: group.trigger.and_then(|t| t.manner),
            interim: tone.interim.is_some() || class == "standin",
            cues: tone.cues(),
        }
    }
}
