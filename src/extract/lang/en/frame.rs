//! Frames of an English sentence: each trigger with its subject, its objects and its dates.

use super::chunk::Piece;
use super::clause::Sentence;
use super::subject::{Subject, push_subject};
use super::verb::VerbGroup;
use crate::extract::mention::{Cue, Filler, Frame, NameForm, OrgMention, Passed, PersonMention, Slot, Stance, Tells, Tense};

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
                // "appoints Hooli executive to be new finance chief": whoever appoints is not who becomes it
                if group.infinitive && nobody && patient.is_none() && !frames.last().is_some_and(appoints_somebody) {
                    subject = inherited.clone().unwrap_or_default();
                }
                if (group.infinitive || group.gerund)
                    && subject.people.is_empty()
                    && let Some(people) = &patient
                {
                    subject.people = people.clone();
                    subject.organisation = None;
                }
                // "appointed Rafael Ubeda governor, replacing Hernan Quiroga": whoever is put there does
                let follows = group.gerund && group.trigger.is_some_and(|t| matches!(t.class, "succeed" | "become" | "follow"));
                if let (true, Some(people)) = (follows, appointee(frames.last())) {
                    subject.people = people;
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
                    .or_else(|| Some(subject.people.clone()).filter(|p| !p.is_empty() && built.iter().any(|f| f.trigger != "state")))
                    .filter(|_| !built.first().is_some_and(appoints_somebody));
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
            Piece::Role(_) if sentence.headline && sentence.fragment_frame(at).is_some() => frames.extend(sentence.fragment_frame(at)),
            Piece::Punctuation if sentence.word(at) == ";" => patient = None,
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

/// The people whom an active frame of the same sentence puts into a role.
fn appointee(frame: Option<&Frame>) -> Option<Vec<PersonMention>> {
    let frame = frame.filter(|f| !f.passive && matches!(f.trigger, "appoint" | "present" | "welcome" | "nominate" | "incharge"))?;
    Some(frame.people(Slot::Object).to_vec()).filter(|people| !people.is_empty())
}

/// "appoints Hooli executive": an appointment that names nobody.
fn appoints_somebody(frame: &Frame) -> bool {
    frame.trigger == "appoint" && !frame.passive && frame.people(Slot::Object).is_empty()
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
        if let Some(words) = self.stage(&frame) {
            frame.stance = frame.stance.max(Stance::Hypothetical);
            frame.cues.push(Cue { tells: Tells::Stance, words: words.to_string() });
        }
        frame.dates = self.dates(at, &frame);
        self.headline_passive(at, group, &mut frame);
        self.add_later_role(at, &mut frame);
        self.reshape(at, class, (group, subject), previous, &mut frame);
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
        // "call on him to resign, or be removed": as little told as what stands before
        if at > 0 && self.is_word(at - 1, &["or"]) && (0..at).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.infinitive)) {
            tone = tone.with(Stance::Hypothetical, "or");
        }
        if group.tense == Tense::Future && self.condition(at) {
            tone = tone.with(Stance::Hypothetical, "if");
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
