//! Builds frames: each trigger of a clause with its people, roles, organisation and dates.

use jiff::civil::Date;

use super::atom::Kind;
use super::clause::{Parts, Reader, Sentence};
use super::context::Context;
use super::lexicon::{Class, Cue, Lex, Trigger};
use super::{doubt, stance};
use crate::domain::HoldStatus;
use crate::extract::mention::{self, DateMention, Filler, Frame, NameForm, PersonMention, Slot, Span, Stance};

/// The frames of a sentence.
pub fn frames(sentence: &Sentence, context: &mut Context) -> Vec<Frame> {
    let used = vec![false; sentence.atoms.len()];
    let mut reader = Reader { sentence, context, used, joined: None, nameless: false, appointing: false, frames: Vec::new() };
    let mut from = 0;
    while from < sentence.atoms.len() {
        let to = (from..sentence.atoms.len()).find(|&i| matches!(sentence.atoms[i].kind, Kind::Stop(_))).unwrap_or(sentence.atoms.len());
        reader.clause(from, to);
        from = to + 1;
    }
    reader.frames
}

impl Reader<'_, '_> {
    fn clause(&mut self, from: usize, to: usize) {
        let mut triggered = false;
        let told = self.frames.len();
        for at in from..to {
            if self.used[at] {
                continue;
            }
            if let Some(Lex::Trigger(trigger)) = self.lex(at).filter(|_| !self.joins_houses(at)) {
                triggered = true;
                self.trigger(from, at, to, trigger);
            }
        }
        if !triggered && self.named_successor(from, to) {
            return;
        }
        if self.qualified(from, to) {
            return;
        }
        if !triggered {
            self.continued(from, to);
        }
        // "A、B因连续任职满六年,届满后不再担任…"
        if self.frames.len() == told {
            self.topic(from, to);
        }
    }

    /// "继任者为 B", "接替者是来自某公司的 B", after somebody has left.
    fn named_successor(&mut self, from: usize, to: usize) -> bool {
        let line = self.sentence.line;
        let Some(noun) = (from..to).find(|&i| {
            ["接替者", "接任者", "继任者"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w))
                && matches!(self.lex(i), Some(Lex::Cue(Cue::Nominee)))
        }) else {
            return false;
        };
        let be = matches!(self.lex(noun + 1), Some(Lex::Be | Lex::Word))
            && ["为", "是"].iter().any(|w| line.starts(self.sentence.atoms[noun + 1].from, w));
        let first = (noun + 2..to.min(noun + 9)).find(|&i| self.person(i).is_some());
        let left = self.frames.last().filter(|f| matches!(f.trigger, "leave" | "retire" | "dismiss" | "quit"));
        let (true, Some(first), Some(left)) = (be, first, left) else { return false };
        let title = || left.people(Slot::Subject).first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
        let role = left.role(Slot::As).cloned().or_else(title);
        let (subject, end) = self.list(first, to);
        let parts = Parts { subject, role, to: end, ..Parts::default() };
        self.emit(noun + 1, noun + 1, to, Trigger { class: Class::Succeed, manner: None, interim: false }, parts);
        true
    }

    /// "A 的行长任职资格获核准": the authority has approved the appointment.
    fn qualified(&mut self, from: usize, to: usize) -> bool {
        let line = self.sentence.line;
        let Some(at) = (from..to)
            .find(|&i| line.starts(self.sentence.atoms[i].from, "任职资格") || line.starts(self.sentence.atoms[i].from, "的任职资格"))
        else {
            return false;
        };
        let granted = ["获批", "获核准", "已核准", "获得核准", "获准", "核准了", "已获", "获得批准"].iter().any(|w| line.has(w));
        // "核准 A 某银行行长的任职资格"
        let first_granted = (from..at).any(|i| line.starts(self.sentence.atoms[i].from, "核准") && self.person(i + 1).is_some());
        let pending = ["尚待", "尚需", "待核准", "有待", "须经", "报送", "尚未"].iter().any(|w| line.has(w));
        let Some(first) = (from..to).find(|&i| self.person(i).is_some()) else { return false };
        if !(granted || first_granted) || pending {
            return false;
        }
        let (subject, _) = self.list(first, to);
        let role = (from..at).rev().find_map(|i| match self.kind(i) {
            Some(Kind::Role(role)) => Some(role.role.clone()),
            _ => None,
        });
        let Some(role) = role.or_else(|| subject.first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone())) else { return false };
        self.context.topic = subject.clone();
        let parts = Parts { subject, role: Some(role), to, ..Parts::default() };
        self.emit(from, at, to, Trigger { class: Class::Take, manner: None, interim: false }, parts);
        true
    }

    /// "…A 为 R,B 为 R": a clause that goes on with the appointment before.
    fn continued(&mut self, from: usize, to: usize) {
        let Some(first) = (from..to).find(|&i| self.person(i).is_some()) else { return };
        let (people, end) = self.list(first, to);
        let be = (end..to).find(|&i| matches!(self.lex(i), Some(Lex::Be)));
        let listed = self.appointing || self.context.heading == Some(Class::Appoint);
        // under "免去:": "A 的 R 职务;"
        if self.context.heading == Some(Class::Dismiss)
            && matches!(self.lex(end), Some(Lex::Of))
            && let Some((role, after)) = self.role_after(end + 1, to)
        {
            let parts = Parts { subject: people, role: Some(role), to: after, ..Parts::default() };
            self.emit(
                from,
                end,
                to,
                Trigger { class: Class::Dismiss, manner: Some(crate::domain::Manner::Dismissed), interim: false },
                parts,
            );
            return;
        }
        if let (true, Some(be)) = (listed, be)
            && let Some((role, after)) = self.role_after(be + 1, to)
        {
            let parts = Parts { subject: people, role: Some(role), to: after, ..Parts::default() };
            self.emit(from, be, to, Trigger { class: Class::Take, manner: None, interim: false }, parts);
        }
    }

    fn trigger(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) {
        let passive = at > from && matches!(self.lex(at - 1), Some(Lex::Passive));
        let trigger = if matches!(trigger.class, Class::Take | Class::Lead) && self.stays(from, at) {
            Trigger { class: Class::Stay, ..trigger }
        } else {
            trigger
        };
        // "再度委任 A 为主席": he stays
        let again = trigger.class == Class::Appoint
            && at > from
            && ["再度", "再次", "继续"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at - 1].from, w));
        // 结束产假 is a return, 结束临时总裁的差事 a departure
        let line = self.sentence.line;
        let start = self.sentence.atoms[at].from;
        let ends = line.starts(start, "结束") && !(start..line.len().min(start + 14)).any(|i| line.folded[i] == '假');
        let trigger = if ends { Trigger { class: Class::Leave, manner: None, interim: false } } else { trigger };
        // 暂时离岗 is a leave
        let briefly = trigger.class == Class::Leave
            && (from..at).rev().take(2).any(|i| ["暂时", "短暂", "临时"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w)));
        let away = briefly
            && ["离岗", "离开", "离任", "离职", "卸任"].iter().any(|w| line.starts(start, w))
            && !matches!(self.kind(at + 1), Some(Kind::Role(_)));
        let trigger = if away { Trigger { class: Class::OnLeave, manner: None, interim: false } } else { trigger };
        let parts = match trigger.class {
            Class::Appoint | Class::Nominate if passive => self.takes(from, at, to, trigger),
            Class::Appoint | Class::Nominate => self.appoints(from, at, to, trigger),
            Class::Take | Class::Succeed => self.takes(from, at, to, trigger),
            Class::Join => self.joins(from, at, to),
            Class::Defect => self.defects(from, at),
            Class::Hand => self.hands(from, at, to),
            Class::Change => match self.changes(from, at, to) {
                Some(parts) => Some(parts),
                // "A 由监事变更为董事": A moves from one to the other
                None => {
                    let Some(parts) = self.converts(from, at, to) else { return };
                    self.emit(from, at, to, Trigger { class: Class::Take, ..trigger }, parts);
                    return;
                }
            },
            Class::Present => self.presents(at, to),
            Class::Lead => self.leads(from, at, to),
            Class::Dismiss => self.dismisses(from, at, to, passive),
            Class::Tender => self.tenders(from, at),
            Class::Suspend => self.suspends(at, to),
            Class::Quit | Class::Leave | Class::Retire | Class::Die | Class::OnLeave | Class::Back | Class::Stay => {
                self.leaves(from, at, to, trigger)
            }
        };
        let Some(parts) = parts else { return };
        self.appointing |= trigger.class == Class::Appoint && !again;
        let class = if again {
            Class::Stay
        } else if passive && trigger.class == Class::Appoint {
            Class::Take
        } else {
            trigger.class
        };
        self.emit(from, at, to, Trigger { class, ..trigger }, parts);
    }

    /// Whether a role stands before the trigger, or is taken by somebody in the clauses behind it: "陈某退休,王某接任董事长".
    fn ranks(&self, at: usize) -> bool {
        let taken = |i: usize| matches!(self.lex(i - 1), Some(Lex::Trigger(t)) if matches!(t.class, Class::Take | Class::Succeed));
        (0..self.sentence.atoms.len()).any(|i| matches!(self.kind(i), Some(Kind::Role(_))) && (i < at || taken(i)))
    }

    /// Whether what ends before the atom is the matter of a motion that the sentence does not say has been carried.
    fn is_motion(&self, end: usize) -> bool {
        let line = self.sentence.line;
        let from = self.sentence.atoms.get(end).map_or(line.len(), |a| a.from);
        let motion = ["的议案", "议案", "的提案", "提案", "的预案"].iter().any(|w| line.starts(from, w));
        motion && !["通过", "同意", "批准", "获股东", "产生", "决议"].iter().any(|w| line.has(w))
    }

    /// Whether the trigger stands behind a semicolon and its part names no organisation.
    fn is_item(&self, at: usize) -> bool {
        let stop = (0..at).rev().find(|&i| matches!(self.kind(i), Some(Kind::Stop(';'))));
        stop.is_some_and(|stop| !(stop..at).any(|i| matches!(self.kind(i), Some(Kind::Org(_) | Kind::Word(Lex::Company)))))
    }

    /// Writes the frame.
    fn emit(&mut self, from: usize, at: usize, to: usize, trigger: Trigger, parts: Parts) {
        let mut subject: Vec<PersonMention> = parts.subject.iter().map(|p| self.context.titled(p)).collect();
        if subject.is_empty() {
            return;
        }
        let class = trigger.class;
        // "原监事会主席 A、监事 B 的职务自然免除": each leaves what the title says
        if subject.len() > 1 && parts.role.is_none() && matches!(class, Class::Leave | Class::Dismiss | Class::Retire) {
            subject.iter_mut().filter_map(|p| p.title.as_mut()).for_each(|title| title.status = HoldStatus::Current);
        }
        let leaving = matches!(
            class,
            Class::Leave
                | Class::Retire
                | Class::Quit
                | Class::Tender
                | Class::Dismiss
                | Class::Die
                | Class::OnLeave
                | Class::Back
                | Class::Stay
        );
        let ranked = |p: &PersonMention| {
            p.title.is_some()
                || self.context.ranked.contains(&p.name)
                || p.form == NameForm::Speaker
                || self.context.me.as_ref().is_some_and(|me| me.name == p.name)
        };
        let spoken = self.context.roles.contains(&self.context.paragraph) || self.context.roles.contains(&0);
        // "语文老师张某退休": whoever retires needs an office of her own
        let led = spoken && (class != Class::Retire || self.ranks(at));
        if leaving && class != Class::Stay && parts.role.is_none() && !led && !subject.iter().any(ranked) {
            return;
        }
        // "副总经理 A、财务负责人 B 分别辞去副总经理、财务负责人职务": each leaves the post that stands before the name
        let line = self.sentence.line;
        let each = (from..at).any(|i| line.starts(self.sentence.atoms[i].from, "分别"));
        let own = leaving && each && subject.len() > 1 && subject.iter().all(|p| p.title.is_some());
        let role = parts.role.filter(|_| !own);
        let titled_org = leaving && subject.iter().any(|p| p.title.as_ref().is_some_and(|t| t.role.organisation.is_some()));
        // "任 A 为甲医院院长;免去 B 院长职务", "A 不再任甲医院院长;B 任院长": of the same
        let goes_on = class == Class::Dismiss || self.is_item(at);
        let same = role.as_ref().filter(|r| goes_on && r.organisation.is_none()).and_then(|_| {
            let before = self.frames.last().filter(|f| matches!(f.trigger, "take" | "appoint" | "dismiss" | "leave"))?;
            before.role(Slot::As).and_then(|r| r.organisation.clone()).or_else(|| before.organisation(Slot::At).cloned())
        });
        let organisation = parts.organisation.or(same).or_else(|| if titled_org { None } else { self.scope(at) });
        let last = if parts.left.is_some() { at } else { parts.to };
        // "审议选举 A 为董事的议案": nothing is decided
        if matches!(class, Class::Appoint | Class::Dismiss | Class::Take) && self.is_motion(parts.to) {
            return;
        }
        let doubt = if self.is_public((at, last), &subject, role.as_ref(), organisation.as_ref()) {
            Some(doubt::OFFICE)
        } else if self.context.digest && !self.context.housed {
            Some(doubt::HOUSELESS)
        } else if class == Class::Appoint && role.as_ref().is_some_and(|r| r.role.code == "FOUNDER") {
            Some(doubt::FOUNDER)
        } else {
            (role.is_none() && self.is_loose((from, at), class, &subject)).then_some(doubt::BARE)
        };
        let mut slots = vec![(Slot::Subject, Filler::People(subject))];
        slots.extend(role.map(|r| (Slot::As, Filler::Role(r))));
        slots.extend(parts.left.map(|r| (Slot::From, Filler::Role(r))));
        slots.extend(organisation.map(|o| (Slot::At, Filler::Organisation(o))));
        if !parts.followed.is_empty() {
            slots.push((Slot::For, Filler::People(parts.followed)));
        }
        let clause = stance::Clause { sentence: self.sentence, from, at, to, end: parts.to };
        let mut judged = stance::judge(&clause, self.context, class);
        if let Some(why) = doubt {
            judged.stance = Stance::Hypothetical;
            judged.cues.push(mention::Cue { tells: mention::Tells::Stance, words: why.to_string() });
        }
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        self.context.old |= judged.past;
        self.frames.push(Frame {
            trigger: class.name(),
            span: line.span(atom.from, atom.to),
            sentence: self.sentence.index,
            passive: false,
            tense: judged.tense,
            stance: judged.stance,
            sourced: judged.sourced,
            slots,
            dates: judged.dates.into_iter().chain(judged.past.then(|| long_ago(line.span(atom.from, atom.to)))).collect(),
            quoted: false,
            past_cue: false,
            manner: judged.manner.or(trigger.manner),
            interim: parts.interim || trigger.interim,
            cues: judged.cues,
        });
    }
}

/// What 曾 and its like say of when: long before, and of this clause alone.
fn long_ago(span: Span) -> DateMention {
    DateMention { span, first: Date::MIN, last: Date::MIN, date: None, effective: false, weekday: false, until: false }
}
