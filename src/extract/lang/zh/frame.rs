//! Builds frames: each trigger of a clause with its people, roles, organisation and dates.

use super::context::Context;
use super::lexicon::{Class, Cue, Lex, Trigger};
use super::scan::{Atom, Kind};
use super::sentence::Line;
use super::stance;
use crate::extract::mention::{Filler, Frame, NameForm, OrgForm, OrgMention, PersonMention, RoleMention, Slot};

/// A sentence as the frames see it.
pub struct Sentence<'a> {
    pub line: &'a Line,
    pub atoms: &'a [Atom],
    pub index: usize,
    pub headline: bool,
}

/// What a trigger has found.
#[derive(Default)]
struct Parts {
    subject: Vec<PersonMention>,
    followed: Vec<PersonMention>,
    role: Option<RoleMention>,
    organisation: Option<OrgMention>,
    interim: bool,
    /// The role that is left for another: 由董事总经理调任…, 原首席执行官…转任….
    left: Option<RoleMention>,
    /// The atom behind all that belongs to the trigger.
    to: usize,
}

/// The reader of one sentence.
pub struct Reader<'a, 'c> {
    sentence: &'a Sentence<'a>,
    context: &'c mut Context,
    used: Vec<bool>,
    /// The organisation that somebody joins in this sentence.
    joined: Option<OrgMention>,
    /// People of the sentence who have been put into a role by the clause before.
    appointing: bool,
    frames: Vec<Frame>,
}

/// The frames of a sentence.
pub fn frames(sentence: &Sentence, context: &mut Context) -> Vec<Frame> {
    let used = vec![false; sentence.atoms.len()];
    let mut reader = Reader { sentence, context, used, joined: None, appointing: false, frames: Vec::new() };
    let mut from = 0;
    while from < sentence.atoms.len() {
        let to = (from..sentence.atoms.len()).find(|&i| matches!(sentence.atoms[i].kind, Kind::Stop(_))).unwrap_or(sentence.atoms.len());
        reader.clause(from, to);
        from = to + 1;
    }
    reader.frames
}

impl Reader<'_, '_> {
    fn kind(&self, at: usize) -> Option<&Kind> {
        self.sentence.atoms.get(at).map(|a| &a.kind)
    }

    fn lex(&self, at: usize) -> Option<Lex> {
        match self.kind(at) {
            Some(Kind::Word(lex)) => Some(*lex),
            _ => None,
        }
    }

    fn person(&self, at: usize) -> Option<&PersonMention> {
        match self.kind(at) {
            Some(Kind::Person(person)) => Some(person),
            _ => None,
        }
    }

    fn clause(&mut self, from: usize, to: usize) {
        let mut triggered = false;
        for at in from..to {
            if self.used[at] {
                continue;
            }
            if let Some(Lex::Trigger(trigger)) = self.lex(at) {
                triggered = true;
                self.trigger(from, at, to, trigger);
            }
        }
        if self.qualified(from, to) {
            return;
        }
        if !triggered {
            self.continued(from, to);
            self.topic(from, to);
        }
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
        let pending = ["尚待", "尚需", "待核准", "有待", "须经", "报送", "尚未"].iter().any(|w| line.has(w));
        let Some(first) = (from..to).find(|&i| self.person(i).is_some()) else { return false };
        if !granted || pending {
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

    /// The first people of a clause without a trigger are what the next clauses speak of.
    fn topic(&mut self, from: usize, to: usize) {
        let Some(first) = (from..to).find(|&i| self.person(i).is_some()) else { return };
        let object = (from..first).any(|i| matches!(self.lex(i), Some(Lex::By | Lex::Word | Lex::And)) && i + 1 == first);
        if !object || self.context.topic.is_empty() {
            self.context.topic = self.list(first, to).0;
        }
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
        // 结束产假 is a return, 结束临时总裁的差事 a departure
        let line = self.sentence.line;
        let start = self.sentence.atoms[at].from;
        let ends = line.starts(start, "结束") && !(start..line.len().min(start + 14)).any(|i| line.folded[i] == '假');
        let trigger = if ends { Trigger { class: Class::Leave, manner: None, interim: false } } else { trigger };
        let parts = match trigger.class {
            Class::Appoint | Class::Nominate if passive => self.takes(from, at, to, trigger),
            Class::Appoint | Class::Nominate => self.appoints(from, at, to, trigger),
            Class::Take | Class::Succeed => self.takes(from, at, to, trigger),
            Class::Join => self.joins(from, at, to),
            Class::Defect => self.defects(from, at),
            Class::Hand => self.hands(from, at, to),
            Class::Change => self.changes(from, at, to),
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
        self.appointing |= trigger.class == Class::Appoint;
        let class = if passive && trigger.class == Class::Appoint { Class::Take } else { trigger.class };
        self.emit(from, at, to, Trigger { class, ..trigger }, parts);
    }

    /// 继续, 仍 right before the trigger: nothing changes.
    fn stays(&self, from: usize, at: usize) -> bool {
        let line = self.sentence.line;
        (from..at).rev().take(3).any(|i| {
            let atom = &self.sentence.atoms[i];
            matches!(atom.kind, Kind::Word(_) | Kind::Text)
                && ["继续", "仍", "依然", "依旧", "照常", "照旧", "专职", "专注"].iter().any(|w| line.starts(atom.from, w))
        })
    }

    /// People joined by 、, 和 and the like from an atom on, and the place behind them.
    fn list(&self, from: usize, to: usize) -> (Vec<PersonMention>, usize) {
        let mut people = Vec::new();
        let mut end = from;
        let mut at = from;
        while at < to {
            match self.kind(at) {
                Some(Kind::Person(person)) => {
                    people.push(person.clone());
                    end = at + 1;
                }
                Some(Kind::Role(role)) if role.held => {}
                Some(Kind::Role(_)) if at == end && self.person(at - 1).is_some() => {}
                Some(Kind::Dun | Kind::Remark { .. }) => {}
                Some(Kind::Org(_)) if at > end => {}
                Some(Kind::Word(Lex::And | Lex::Honour)) => {}
                Some(Kind::Word(Lex::Cue(Cue::Former | Cue::Fresh) | Lex::Company)) if at > end => {}
                // "A 和负责后训练的研究副总裁 B", "A、11月30日收到独立董事 B"
                Some(
                    Kind::Text
                    | Kind::Date(_)
                    | Kind::Word(Lex::Of | Lex::Label | Lex::Cue(Cue::Announce) | Lex::Trigger(Trigger { class: Class::Lead, .. })),
                ) if at > end && at > from && self.goes_on(at, to) => {}
                _ => break,
            }
            at += 1;
        }
        while matches!(self.kind(end), Some(Kind::Remark { .. } | Kind::Word(Lex::Honour))) && end < to {
            end += 1;
        }
        (people, end)
    }

    /// People joined by 、, 和 and the like that end before an atom.
    fn list_back(&self, from: usize, last: usize) -> Vec<PersonMention> {
        let mut first = last;
        let mut at = last;
        while at > from {
            at -= 1;
            match self.kind(at) {
                Some(Kind::Person(_)) if (at + 1..first).any(|i| matches!(self.kind(i), Some(Kind::Dun | Kind::Word(Lex::And)))) => {
                    first = at
                }
                Some(Kind::Dun | Kind::Remark { .. } | Kind::Word(Lex::And | Lex::Honour | Lex::Company)) => {}
                Some(Kind::Role(_) | Kind::Org(_) | Kind::Date(_)) => {}
                Some(
                    Kind::Text
                    | Kind::Word(
                        Lex::Of | Lex::Label | Lex::Cue(Cue::Announce | Cue::Former) | Lex::Trigger(Trigger { class: Class::Lead, .. }),
                    ),
                ) if last - at <= 8 && self.comes_from(from, at) => {}
                Some(Kind::Word(Lex::Word)) if self.sentence.line.folded[self.sentence.atoms[at].from] == '等' => {}
                _ => break,
            }
        }
        self.list(first, last + 1).0
    }

    /// Whether a list that has reached `at` names somebody more in the next few atoms.
    fn goes_on(&self, at: usize, to: usize) -> bool {
        (at + 1..to.min(at + 6))
            .take_while(|&i| !matches!(self.kind(i), Some(Kind::Stop(_))))
            .any(|i| self.person(i).is_some() && matches!(self.kind(i - 1), Some(Kind::Role(_))))
    }

    /// Whether 、 or 和 behind a person stands in the few atoms before `at`.
    fn comes_from(&self, from: usize, at: usize) -> bool {
        (from.max(at.saturating_sub(5))..at).rev().any(|i| {
            matches!(self.kind(i), Some(Kind::Dun | Kind::Word(Lex::And)))
                && i > from
                && matches!(self.kind(i - 1), Some(Kind::Person(_) | Kind::Remark { .. } | Kind::Word(Lex::Honour)))
        })
    }

    /// Who does what the trigger at `at` tells: behind 由, before the trigger, or whom the text speaks of.
    fn subject(&mut self, from: usize, at: usize) -> Option<Vec<PersonMention>> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
        let start = by.map_or(from, |b| b + 1);
        if let Some(last) = (start..at).rev().find(|&i| self.person(i).is_some()) {
            let excepted = (start..last).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Except))));
            let people = self.list_back(start, last);
            return (!people.is_empty() && !excepted).then_some(people);
        }
        // "A 由校长转任党委书记": behind 由 stands what A was
        let by = by.filter(|&b| {
            !(b + 1..at).any(|i| matches!(self.kind(i), Some(Kind::Role(r)) if !r.held)) || !(from..b).any(|i| self.person(i).is_some())
        });
        if by.is_none()
            && let Some(last) = (from..at).rev().find(|&i| self.person(i).is_some())
        {
            return Some(self.list_back(from, last)).filter(|p| !p.is_empty());
        }
        if let Some(by) = by {
            if (by + 1..at).any(|i| matches!(self.lex(i), Some(Lex::Me))) {
                return self.context.speaker();
            }
            let pronoun = (by + 1..at).any(|i| matches!(self.lex(i), Some(Lex::He | Lex::His)));
            return if pronoun { self.context.topic() } else { None };
        }
        if (from..at).any(|i| matches!(self.lex(i), Some(Lex::Me))) {
            return self.context.speaker();
        }
        if (from..at).any(|i| matches!(self.lex(i), Some(Lex::He | Lex::His))) {
            return self.context.topic();
        }
        for i in (from..at).rev() {
            match self.kind(i) {
                // somebody without a name: "董事会秘书辞职"
                Some(Kind::Role(role))
                    if !role.held && !matches!(self.lex(i + 1), Some(Lex::Cue(Cue::Post))) && !self.is_object(from, i) =>
                {
                    return None;
                }
                Some(Kind::Word(Lex::Board)) if !self.is_object(from, i) => return None,
                _ => {}
            }
        }
        let opens =
            (from..at).find(|&i| !matches!(self.kind(i), Some(Kind::Date(_) | Kind::Word(Lex::Word | Lex::Cue(_)) | Kind::Remark { .. })));
        if matches!(opens.and_then(|i| self.kind(i)), Some(Kind::Org(_) | Kind::Word(Lex::Company)))
            && opens.is_some_and(|i| !matches!(self.lex(i + 1), Some(Lex::Cue(_))))
            && self.frames.is_empty()
        {
            return None;
        }
        if at > from && self.is_unknown(from, at) {
            return None;
        }
        self.context.topic()
    }

    /// Whether words before the trigger may name somebody whom we do not know: no adverb, no reason.
    fn is_unknown(&self, from: usize, at: usize) -> bool {
        (from..at).any(|i| {
            let atom = &self.sentence.atoms[i];
            let long = atom.to - atom.from >= 2 && matches!(atom.kind, Kind::Text);
            let reason = (from..i).any(|j| {
                ["因", "由于", "鉴于", "以", "为", "从", "在", "于", "对", "经"]
                    .iter()
                    .any(|w| self.sentence.line.starts(self.sentence.atoms[j].from, w))
            });
            let last = (i + 1..at).all(|j| matches!(self.kind(j), Some(Kind::Word(Lex::Word | Lex::Cue(_)) | Kind::Date(_))));
            long && !reason
                && last
                && atom.to - atom.from <= 12
                && self.sentence.line.folded[atom.from..atom.to].iter().all(|c| super::fold::is_han(*c))
        })
    }

    /// Whether the atom stands behind another trigger of the clause.
    fn is_object(&self, from: usize, at: usize) -> bool {
        (from..at).any(|i| matches!(self.lex(i), Some(Lex::Trigger(_))))
    }

    /// The first role from an atom on that is nobody's title, with only links between, and the place behind it.
    fn role_after(&self, from: usize, to: usize) -> Option<(RoleMention, usize)> {
        for at in from..to.min(from + 10) {
            match self.kind(at)? {
                Kind::Role(role) if role.held => return None,
                Kind::Role(role) => {
                    let mut mention = role.role.clone();
                    if mention.organisation.is_none() {
                        mention.organisation = (from..at).rev().find_map(|i| match self.kind(i) {
                            Some(Kind::Org(org)) => Some(org.clone()),
                            _ => None,
                        });
                    }
                    return Some((mention, at + 1));
                }
                Kind::Person(_) | Kind::Stop(_) => return None,
                Kind::Word(Lex::Trigger(t))
                    if !(t.class == Class::Lead || t.class == Class::Take && matches!(self.lex(at + 1), Some(Lex::Of))) =>
                {
                    return None;
                }
                _ => {}
            }
        }
        None
    }

    /// A role before the trigger that is nobody's title: "总经理一职由…兼任".
    fn role_before(&self, from: usize, at: usize) -> Option<RoleMention> {
        (from..at).rev().find_map(|i| match self.kind(i) {
            Some(Kind::Role(role)) if !role.held => Some(role.role.clone()),
            _ => None,
        })
    }

    /// Whether the role is only offered: 候选人, 人选.
    fn nominee_before(&self, to: usize) -> bool {
        matches!(self.lex(to), Some(Lex::Cue(Cue::Nominee)))
            || matches!(self.kind(to.wrapping_sub(1)), Some(Kind::Role(role)) if role.nominee)
    }

    fn committee_only(&self, to: usize) -> bool {
        matches!(self.kind(to.wrapping_sub(1)), Some(Kind::Role(role)) if role.committee)
    }

    /// 聘任 A(为 R): people behind, then a link, then the role.
    fn appoints(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
        let first = (at + 1..to)
            .take_while(|&i| !matches!(self.lex(i), Some(Lex::Be | Lex::Trigger(_) | Lex::Of)))
            .find(|&i| self.person(i).is_some());
        let his = matches!(self.lex(at + 1), Some(Lex::His | Lex::He));
        let (people, end) = match first {
            Some(first) => self.list(first, to),
            None if his => (self.context.topic()?, at + 2),
            None => return self.appoints_inversely(at, to),
        };
        let link = (end..to.min(end + 7)).find(|&i| match self.lex(i) {
            Some(Lex::Be) => true,
            Some(Lex::Trigger(t)) => matches!(t.class, Class::Take | Class::Succeed),
            _ => false,
        });
        self.context.topic = people.clone();
        let mut parts = Parts { subject: people, to: end, ..Parts::default() };
        match link {
            Some(link) => {
                self.used[link] = true;
                let mut start = link + 1;
                if let Some(Lex::Trigger(t)) = self.lex(link) {
                    parts.interim = t.interim;
                    if t.class == Class::Succeed {
                        start = self.followed(start, to, &mut parts);
                    }
                } else if trigger.interim {
                    return None;
                }
                let (role, after) = self.role_after(start, to)?;
                parts.to = after;
                parts.role = Some(role);
                if self.nominee_before(after) || self.committee_only(after) {
                    return None;
                }
            }
            None if trigger.interim => return None,
            // "选举 A 董事长" carries the role as a title; "聘任总裁 A,…" may go on in the next clause
            None => {
                let behind = parts.subject.last().is_some_and(|p| p.title.as_ref().is_some_and(|t| t.role.span.start > p.span.start));
                let alone = trigger.class == Class::Appoint
                    && first.is_some_and(
                        |f| matches!(self.kind(f - 1), Some(Kind::Role(r)) if r.held && r.status != crate::domain::HoldStatus::Former),
                    );
                if !(behind || alone && to == self.sentence.atoms.len()) {
                    return None;
                }
                parts.role = parts.subject.last().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
            }
        }
        let _ = from;
        Some(parts)
    }

    /// "新聘首席经济学家为 A": the role stands first.
    fn appoints_inversely(&mut self, at: usize, to: usize) -> Option<Parts> {
        let (role, after) = self.role_after(at + 1, to)?;
        let be = (after..to.min(after + 3)).find(|&i| matches!(self.lex(i), Some(Lex::Be)))?;
        let first = (be + 1..to).find(|&i| self.person(i).is_some())?;
        let (people, end) = self.list(first, to);
        Some(Parts { subject: people, role: Some(role), to: end, ..Parts::default() })
    }

    /// The people who are followed: 接替 B(出任 R). Where the role would begin.
    fn followed(&mut self, start: usize, to: usize, parts: &mut Parts) -> usize {
        let mut first = start;
        while matches!(
            self.kind(first),
            Some(Kind::Role(_) | Kind::Org(_) | Kind::Word(Lex::Cue(Cue::Former) | Lex::Company | Lex::Word) | Kind::Text)
        ) && first < to
        {
            first += 1;
        }
        // "接替即将退休的 B", "接替于今年8月离任的 B"
        let of = (start..to.min(start + 6)).find(|&i| matches!(self.lex(i), Some(Lex::Of)));
        if let Some(of) = of
            && (start..of).all(|i| !matches!(self.kind(i), Some(Kind::Person(_) | Kind::Stop(_))))
            && (start..of).any(|i| matches!(self.lex(i), Some(Lex::Trigger(t)) if matches!(t.class, Class::Leave | Class::Retire | Class::Quit | Class::Die)))
            && self.person(of + 1).is_some() | matches!(self.kind(of + 1), Some(Kind::Role(r)) if r.held)
        {
            for i in start..of {
                self.used[i] = true;
            }
            first = of + 1;
            while self.person(first).is_none() && first < to {
                first += 1;
            }
        }
        if matches!(self.lex(start), Some(Lex::He | Lex::His)) {
            parts.followed = self.context.topic().unwrap_or_default();
            return start + 1;
        }
        if self.person(first).is_none() || first >= to {
            return start;
        }
        let (people, end) = self.list(first, to);
        parts.followed = people;
        let link = (end..to.min(end + 4)).find(|&i| match self.lex(i) {
            Some(Lex::Be) => true,
            Some(Lex::Trigger(t)) => matches!(t.class, Class::Take | Class::Succeed),
            _ => false,
        });
        if let Some(link) = link {
            self.used[link] = true;
            return link + 1;
        }
        end
    }

    /// A 担任 R, A 接替 B, 由 A 暂代.
    fn takes(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
        if matches!(self.lex(at + 1), Some(Lex::Of)) {
            return None;
        }
        let mut parts = Parts { interim: trigger.interim, to: at + 1, ..Parts::default() };
        let mut start = at + 1;
        if (at + 1..to).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Nominee)))) {
            return None;
        }
        if trigger.class == Class::Succeed {
            if let Some(people) = self.is_followed_by(at, to) {
                parts.subject = people;
                parts.followed = self.context.topic().unwrap_or_default();
                return Some(parts);
            }
            start = self.followed(start, to, &mut parts);
            if !parts.followed.is_empty() && matches!(self.lex(start), Some(Lex::Of)) {
                return None;
            }
        }
        if let Some((role, after)) = self.role_after(start, to) {
            let closed = after + usize::from(matches!(self.lex(after), Some(Lex::Cue(Cue::Post))));
            let relative = matches!(self.lex(closed), Some(Lex::Of)) && (closed + 1..to.min(closed + 4)).any(|i| self.person(i).is_some());
            // "刚刚坐上总经理位子的 A"
            let fresh =
                (from..at).any(|i| ["刚", "新近", "日前"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[i].from, w)));
            if relative
                && fresh
                && !(from..at).any(|i| self.person(i).is_some())
                && let Some(first) = (closed + 1..to.min(closed + 4)).find(|&i| self.person(i).is_some())
            {
                let (subject, end) = self.list(first, to);
                self.context.topic = subject.clone();
                return Some(Parts { subject, role: Some(role), interim: trigger.interim, to: end, ..Parts::default() });
            }
            if self.nominee_before(after) || self.committee_only(after) || self.background(after) || relative {
                return None;
            }
            parts.role = Some(role);
            parts.to = after;
        } else if trigger.class == Class::Succeed
            && parts.followed.is_empty()
            && (matches!(self.kind(start), Some(Kind::Text))
                || ["接过", "承接", "接续"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w)))
        {
            // 接班方案, 接班事宜
            return None;
        } else {
            let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
            parts.role = self.role_before(from, by.unwrap_or(at));
            let elected = self.sentence.line.starts(self.sentence.atoms[at].from, "当选");
            if parts.role.is_none() && elected {
                parts.role = self.role_before(0, at);
            }
            let bare = ["接班", "接续", "继承"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w));
            if bare && by.is_none() && parts.role.is_none() && parts.followed.is_empty() {
                return None;
            }
        }
        parts.subject = self.subject(from, at)?;
        // "新行长 A 到任"
        if let (None, [person]) = (&parts.role, parts.subject.as_slice()) {
            parts.role = person.title.as_ref().filter(|t| t.fresh).map(|t| t.role.clone());
        }
        parts.left = self.left_role(from, at, &parts.subject);
        // "A 由 B 接替"
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
        if let (Class::Succeed, Some(by), None) = (trigger.class, by, &parts.role)
            && let Some(last) = (from..by).rev().find(|&i| self.person(i).is_some())
            && parts.followed.is_empty()
        {
            parts.followed = self.list_back(from, last);
        }
        if by.is_none() || self.context.topic.is_empty() {
            self.context.topic = parts.subject.clone();
        }
        if parts.role.as_ref().is_some_and(|r| r.organisation.is_none()) {
            parts.organisation = self.joined.clone();
        }
        Some(parts)
    }

    /// The role that somebody leaves for the one that the trigger tells.
    fn left_role(&self, from: usize, at: usize, subject: &[PersonMention]) -> Option<RoleMention> {
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        let moves = ["转任", "调任", "改任", "获调任", "转岗", "调往"].iter().any(|w| line.starts(atom.from, w));
        if !moves {
            return None;
        }
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
        let own = by.and_then(|by| {
            (by + 1..at).find_map(|i| match self.kind(i) {
                Some(Kind::Role(role)) if !role.held => Some(role.role.clone()),
                _ => None,
            })
        });
        let [person] = subject else { return own };
        let title = person.title.as_ref().filter(|t| t.status == crate::domain::HoldStatus::Former);
        own.or_else(|| title.map(|t| t.role.clone()))
    }

    /// "接替他的是 B": the people behind.
    fn is_followed_by(&self, at: usize, to: usize) -> Option<Vec<PersonMention>> {
        let pronoun = matches!(self.lex(at + 1), Some(Lex::He | Lex::His)) && matches!(self.lex(at + 2), Some(Lex::Of));
        let first = (at + 3..to.min(at + 12)).find(|&i| self.person(i).is_some());
        first.filter(|_| pronoun).map(|first| self.list(first, to).0)
    }

    /// The role is told as the time or the frame of something else: 担任 R 期间, 担任 R 的.
    fn background(&self, after: usize) -> bool {
        let Some(atom) = self.sentence.atoms.get(after) else { return false };
        let line = self.sentence.line;
        let mut at = atom.from;
        for post in ["职务", "一职"] {
            if line.starts(at, post) {
                at += 2;
            }
        }
        ["期间", "时", "以来", "的任职资格尚", "之前", "前,", "的时候"].into_iter().any(|w| line.starts(at, w))
    }

    /// A 加盟 O: remembers where the role of the next words is.
    fn joins(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let organisation = (at + 1..to.min(at + 4)).find_map(|i| match self.kind(i) {
            Some(Kind::Org(org)) => Some(org.clone()),
            Some(Kind::Word(Lex::Company)) => Some(OrgMention {
                span: self.sentence.line.span(self.sentence.atoms[i].from, self.sentence.atoms[i].to),
                name: String::new(),
                form: OrgForm::Anaphor,
            }),
            _ => None,
        });
        self.joined = organisation.clone();
        let subject = self.subject(from, at)?;
        self.context.topic = subject.clone();
        let role = self.role_after(at + 1, to).filter(|_| !(at + 1..to).any(|i| matches!(self.lex(i), Some(Lex::Trigger(_)))));
        let end = role.as_ref().map_or(at + 1, |r| r.1);
        Some(Parts { subject, role: role.map(|r| r.0), organisation, to: end, ..Parts::default() })
    }

    /// A 把 R 交给 B, A 将接力棒交到 B 手中.
    fn hands(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let line = self.sentence.line;
        let first = (at + 1..to.min(at + 9)).find(|&i| self.person(i).is_some())?;
        let (followers, end) = self.list(first, to);
        let given = (from..at).rev().find(|&i| ["把", "将"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w)));
        let start = given.unwrap_or(at);
        let role = self.role_before(start, at).or_else(|| self.role_before(from, at));
        let office = role.is_some()
            || (start..at).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post))))
            || line.starts(self.sentence.atoms[at].from, "交棒")
            || line.starts(self.sentence.atoms[at].from, "传位")
            || line.starts(self.sentence.atoms[at].from, "让位");
        if !office {
            return None;
        }
        let subject = self.subject(from, start)?;
        self.context.topic = subject.clone();
        Some(Parts { subject, followed: followers, role, to: end, ..Parts::default() })
    }

    /// R 由 A 变更为 B.
    fn changes(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By | Lex::Word)) && self.person(i + 1).is_some())?;
        let (subject, _) = self.list(by + 1, at);
        let first = (at + 1..to.min(at + 5)).find(|&i| self.person(i).is_some())?;
        let (followers, end) = self.list(first, to);
        let role = self.role_before(from, by);
        self.context.topic = followers.clone();
        Some(Parts { subject, followed: followers, role, to: end, ..Parts::default() })
    }

    /// 迎来新任 R A: the words before the name say that the role has just begun.
    fn presents(&mut self, at: usize, to: usize) -> Option<Parts> {
        let first = (at + 1..to.min(at + 8)).find(|&i| self.person(i).is_some())?;
        let (subject, end) = self.list(first, to);
        let title = subject.first().and_then(|p| p.title.as_ref()).filter(|t| t.fresh)?;
        let role = Some(title.role.clone());
        self.context.topic = subject.clone();
        Some(Parts { subject, role, to: end, ..Parts::default() })
    }

    /// A 转投 O: leaves the organisation of the text.
    fn defects(&mut self, from: usize, at: usize) -> Option<Parts> {
        let subject = self.subject(from, at)?;
        self.context.topic = subject.clone();
        Some(Parts { subject, organisation: Some(self.main()), to: at + 1, ..Parts::default() })
    }

    /// The organisation of which the text speaks, whatever this sentence names.
    fn main(&self) -> OrgMention {
        let start = self.sentence.line.span(0, 1).start;
        OrgMention { span: start..start, name: String::new(), form: OrgForm::Anaphor }
    }

    /// "A 以高级副总裁的身份领导研究团队".
    fn leads(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let line = self.sentence.line;
        let role = (from..at).rev().find_map(|i| match self.kind(i) {
            Some(Kind::Role(role)) if !role.held && i > 0 && line.starts(self.sentence.atoms[i - 1].from, "以") => Some(role.role.clone()),
            _ => None,
        })?;
        let identity =
            (from..at).any(|i| line.starts(self.sentence.atoms[i].from, "身份") || line.starts(self.sentence.atoms[i].from, "的身份"));
        let subject = self.subject(from, at).filter(|_| identity)?;
        Some(Parts { subject, role: Some(role), to, ..Parts::default() })
    }

    /// 免去 A 的 R 职务, A 被免去 R 职务, 免去其 R 职务.
    fn dismisses(&mut self, from: usize, at: usize, to: usize, passive: bool) -> Option<Parts> {
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        let whole = ["免职", "解职", "撤职", "革职", "开除", "解雇", "罢黜"].into_iter().any(|w| line.starts(atom.from, w));
        let first =
            (at + 1..to.min(at + 6)).take_while(|&i| !matches!(self.lex(i), Some(Lex::Trigger(_)))).find(|&i| self.person(i).is_some());
        let his = matches!(self.lex(at + 1), Some(Lex::His | Lex::He));
        let held = passive || self.is_passive(from, at);
        let (subject, end) = match first {
            Some(first) if !held => self.list(first, to),
            _ if his => (self.context.topic()?, at + 2),
            _ if held || whole => (self.subject(from, at)?, at + 1),
            _ => (self.context.topic().filter(|_| self.role_after(at + 1, to).is_some())?, at + 1),
        };
        let role = self.role_after(end, to);
        let word: String = line.folded[atom.from..atom.to].iter().collect();
        if role.is_none()
            && matches!(word.as_str(), "解除" | "撤销" | "免除" | "撤去")
            && !(at + 1..to).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post))))
        {
            return None;
        }
        if role.as_ref().is_some_and(|r| self.committee_only(r.1)) {
            return None;
        }
        self.context.topic = subject.clone();
        let end = role.as_ref().map_or(end, |r| r.1);
        Some(Parts { subject, role: role.map(|r| r.0), to: end, ..Parts::default() })
    }

    /// 暂停 A 的职务.
    fn suspends(&mut self, at: usize, to: usize) -> Option<Parts> {
        let first = (at + 1..to.min(at + 5)).find(|&i| self.person(i).is_some())?;
        let (subject, end) = self.list(first, to);
        let post = (end..to.min(end + 4)).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post))));
        let role = self.role_after(end, to);
        self.context.topic = subject.clone();
        (post || role.is_some()).then(|| Parts { subject, role: role.map(|r| r.0), to: end, ..Parts::default() })
    }

    fn is_passive(&self, from: usize, at: usize) -> bool {
        (from..at).rev().take(5).any(|i| matches!(self.lex(i), Some(Lex::Passive)))
    }

    /// "收到 A 的辞职报告": the people before.
    fn tenders(&mut self, from: usize, at: usize) -> Option<Parts> {
        let last = (from..at).rev().find(|&i| self.person(i).is_some());
        let told = (from..at).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Announce | Cue::Perfect))));
        let subject = match last {
            Some(last) => self.list_back(from, last),
            None if told => self.context.topic()?,
            None => return None,
        };
        self.context.topic = subject.clone();
        Some(Parts { subject, to: at + 1, ..Parts::default() })
    }

    /// A 辞去 R, A 离职, A 休假: somebody before, perhaps a role behind.
    fn leaves(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
        let line = self.sentence.line;
        let end = self.sentence.atoms[at].to;
        let partial = ["退出", "淡出", "告别", "退居", "交出", "作别", "离场"].iter().any(|w| line.starts(self.sentence.atoms[at].from, w));
        let posted = matches!(self.kind(at + 1), Some(Kind::Role(_)));
        if (trigger.class == Class::Quit || partial) && !posted && !self.leaves_somewhere(at) {
            return None;
        }
        let adjective = matches!(self.lex(at + 1), Some(Lex::Board))
            || ["高管", "员工", "人员", "制度", "管理", "手续", "声明", "原因", "者", "审计", "补偿", "倾向", "生活", "年龄"]
                .into_iter()
                .any(|w| line.starts(end, w));
        if adjective && matches!(trigger.class, Class::Leave | Class::Retire | Class::Die) && !line.starts(end, "原因") {
            return None;
        }
        // "退休的蒋平", "当时离开的是 A 和 B"
        let behind = (at + 1..to.min(at + 5)).find(|&i| matches!(self.lex(i), Some(Lex::Of)));
        if behind == Some(at + 1)
            && !(from..at).any(|i| self.person(i).is_some())
            && !(at + 2..to.min(at + 8)).any(|i| self.person(i).is_some())
        {
            return None;
        }
        if matches!(trigger.class, Class::Quit) && behind.is_some() && !(behind.unwrap_or(at) + 1..to).any(|i| self.person(i).is_some()) {
            return None;
        }
        if let Some(of) = behind
            && !(from..at).any(|i| self.person(i).is_some())
            && let Some(first) = (of + 1..to.min(of + 6)).find(|&i| self.person(i).is_some())
        {
            let (subject, after) = self.list(first, to);
            return Some(Parts { subject, to: after, ..Parts::default() });
        }
        let subject = self.subject(from, at)?;
        let role = self.role_after(at + 1, to);
        if let Some((_, after)) = &role
            && (self.committee_only(*after) || trigger.class != Class::Stay && self.nominee_before(*after))
        {
            self.context.topic = subject;
            return None;
        }
        let organisation = (at + 1..to.min(at + 4)).find_map(|i| match self.kind(i) {
            Some(Kind::Org(org)) => Some(org.clone()),
            _ => None,
        });
        self.context.topic = subject.clone();
        let after = role.as_ref().map_or(at + 1, |r| r.1);
        let role = role.map(|r| r.0).or_else(|| self.outgoing(&subject, trigger));
        Some(Parts { subject, role, organisation, to: after, ..Parts::default() })
    }

    /// The role of "原总经理 A 离任" is the one that is left.
    fn outgoing(&self, subject: &[PersonMention], trigger: Trigger) -> Option<RoleMention> {
        let [person] = subject else { return None };
        let title = person.title.as_ref().filter(|t| t.status == crate::domain::HoldStatus::Former)?;
        matches!(trigger.class, Class::Leave | Class::Retire | Class::Quit).then(|| title.role.clone())
    }

    /// 离开 an organisation, 离开 and nothing more; not 离开北京.
    fn leaves_somewhere(&self, at: usize) -> bool {
        matches!(
            self.kind(at + 1),
            None | Some(Kind::Stop(_) | Kind::Org(_) | Kind::Dun | Kind::Word(Lex::Company | Lex::We | Lex::Board | Lex::Of | Lex::Word))
        )
    }

    /// Writes the frame.
    fn emit(&mut self, from: usize, at: usize, to: usize, trigger: Trigger, parts: Parts) {
        let subject: Vec<PersonMention> = parts.subject.iter().map(|p| self.context.titled(p)).collect();
        if subject.is_empty() {
            return;
        }
        let class = trigger.class;
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
        if leaving && class != Class::Stay && parts.role.is_none() && !spoken && !subject.iter().any(ranked) {
            return;
        }
        // "副总经理 A、财务负责人 B 分别辞去副总经理、财务负责人职务": each leaves the post that stands before the name
        let line = self.sentence.line;
        let each = (from..at).any(|i| line.starts(self.sentence.atoms[i].from, "分别"));
        let own = leaving && each && subject.len() > 1 && subject.iter().all(|p| p.title.is_some());
        let role = parts.role.filter(|_| !own);
        let titled_org = leaving && subject.iter().any(|p| p.title.as_ref().is_some_and(|t| t.role.organisation.is_some()));
        let organisation = parts.organisation.or_else(|| if titled_org { None } else { self.scope(at) });
        let mut slots = vec![(Slot::Subject, Filler::People(subject))];
        slots.extend(role.map(|r| (Slot::As, Filler::Role(r))));
        slots.extend(parts.left.map(|r| (Slot::From, Filler::Role(r))));
        slots.extend(organisation.map(|o| (Slot::At, Filler::Organisation(o))));
        if !parts.followed.is_empty() {
            slots.push((Slot::For, Filler::People(parts.followed)));
        }
        let clause = stance::Clause { sentence: self.sentence, from, at, to, end: parts.to };
        let judged = stance::judge(&clause, self.context, class);
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        self.frames.push(Frame {
            trigger: class.name(),
            span: line.span(atom.from, atom.to),
            sentence: self.sentence.index,
            passive: false,
            tense: judged.tense,
            stance: judged.stance,
            sourced: judged.sourced,
            slots,
            dates: judged.dates,
            quoted: false,
            past_cue: judged.past,
            manner: judged.manner.or(trigger.manner),
            interim: parts.interim || trigger.interim,
            cues: judged.cues,
        });
    }

    /// The organisation of which the sentence speaks before the trigger: the one that announces, not one of a former title.
    fn scope(&self, at: usize) -> Option<OrgMention> {
        let start = (0..at).rev().find(|&i| matches!(self.kind(i), Some(Kind::Stop(';')))).map_or(0, |i| i + 1);
        let mut best = None;
        for i in start..at {
            if let Some(Kind::Org(org)) = self.kind(i) {
                let next = if matches!(self.lex(i + 1), Some(Lex::Cue(Cue::Former))) { i + 2 } else { i + 1 };
                let of_title = matches!(self.kind(next), Some(Kind::Role(r)) if r.held);
                if i > 0 && matches!(self.lex(i - 1), Some(Lex::Trigger(t)) if matches!(t.class, Class::Join | Class::Defect)) {
                    continue;
                }
                let former = i > 0 && matches!(self.lex(i - 1), Some(Lex::Cue(Cue::Former))) || next == i + 2 && of_title;
                if !former && (!of_title || best.is_none()) {
                    best = Some(org.clone());
                }
            }
        }
        let elsewhere = (0..self.sentence.atoms.len()).any(|i| matches!(self.kind(i), Some(Kind::Org(_))));
        best.or_else(|| self.context.organisation.clone()).or_else(|| elsewhere.then(|| self.main()))
    }
}
