//! Triggers with which somebody leaves a role: 辞去, 免去, 离职, 去世.

use super::atom::Kind;
use super::clause::{Parts, Reader};
use super::lexicon::{Class, Cue, Lex, Trigger};
use crate::extract::mention::{PersonMention, RoleMention};

impl Reader<'_, '_> {
    /// 免去 A 的 R 职务, A 被免去 R 职务, 免去其 R 职务.
    pub fn dismisses(&mut self, from: usize, at: usize, to: usize, passive: bool) -> Option<Parts> {
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        let whole =
            ["终止", "提前终止", "免职", "解职", "撤职", "革职", "开除", "解雇", "罢黜"].into_iter().any(|w| line.starts(atom.from, w));
        // 终止合同 ends an office where it is somebody's contract
        let contract = || {
            (at + 1..to).any(|i| {
                ["合同", "合约", "聘用", "聘任", "任命"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w)) || {
                    let a = &self.sentence.atoms[i];
                    matches!(a.kind, Kind::Text) && (a.from..a.to).any(|c| ["合同", "合约", "聘用"].iter().any(|w| line.starts(c, w)))
                }
            })
        };
        if (line.starts(atom.from, "终止") || line.starts(atom.from, "提前终止")) && !contract() {
            return None;
        }
        // "被罢免的前任": the words behind are meant
        if matches!(self.lex(at + 1), Some(Lex::Of)) && !(at + 2..to.min(at + 7)).any(|i| self.person(i).is_some()) {
            return None;
        }
        // "炒掉了上任不满一年的总经理 A": what describes him may hold a trigger
        let described = (at + 1..to.min(at + 9)).find(|&i| {
            self.person(i).is_some()
                && (at + 2..i).rev().take(2).any(|j| matches!(self.lex(j), Some(Lex::Of)))
                && matches!(self.kind(i - 1), Some(Kind::Role(r)) if r.held)
        });
        let first = (at + 1..to.min(at + 6))
            .take_while(|&i| !matches!(self.lex(i), Some(Lex::Trigger(_))))
            .find(|&i| self.person(i).is_some())
            .or(described);
        let his = matches!(self.lex(at + 1), Some(Lex::His | Lex::He));
        let held = passive || self.is_passive(from, at) || first.is_none() && !his && self.is_freed(from, at);
        let (subject, end) = match first {
            Some(first) if !held => self.list(first, to),
            _ if his => (self.context.topic()?, at + 2),
            _ if held || whole => (self.subject(from, at)?, at + 1),
            _ => (self.context.topic().filter(|_| self.role_after(at + 1, to).is_some())?, at + 1),
        };
        let word: String = line.folded[atom.from..atom.to].iter().collect();
        // "无意更换总裁": nobody is named
        if first.is_none() && !his && !held && !whole && matches!(word.as_str(), "更换" | "撤换" | "换掉") {
            return None;
        }
        let role =
            self.role_after(end, to).or_else(|| self.role_before(from, at).map(|role| (role, end)).filter(|_| self.is_freed(from, at)));
        if role.is_none()
            && !self.is_freed(from, at)
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

    /// "A 的监事职务自然免除", "A 的董事长一职同步解任": the post stands before the verb, with nothing but adverbs between.
    fn is_freed(&self, from: usize, at: usize) -> bool {
        let post = (from..at).rev().find(|&i| !matches!(self.kind(i), Some(Kind::Text | Kind::Date(_) | Kind::Word(Lex::Word))));
        let ends = post.is_some_and(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post))));
        ends && (from..at).any(|i| self.person(i).is_some())
            && self.sentence.atoms[at].from - self.sentence.atoms[post.unwrap_or(at)].to <= 6
    }

    /// 暂停 A 的职务.
    pub fn suspends(&mut self, at: usize, to: usize) -> Option<Parts> {
        let first = (at + 1..to.min(at + 5)).find(|&i| self.person(i).is_some())?;
        let (subject, end) = self.list(first, to);
        let post = (end..to.min(end + 4)).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post))));
        let role = self.role_after(end, to);
        self.context.topic = subject.clone();
        (post || role.is_some()).then(|| Parts { subject, role: role.map(|r| r.0), to: end, ..Parts::default() })
    }

    /// "收到 A 的辞职报告": the people before.
    pub fn tenders(&mut self, from: usize, at: usize) -> Option<Parts> {
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
    pub fn leaves(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
        let line = self.sentence.line;
        let end = self.sentence.atoms[at].to;
        let partial = ["退出", "淡出", "告别", "退居", "交出", "作别", "离场"].iter().any(|w| line.starts(self.sentence.atoms[at].from, w));
        let posted = matches!(self.kind(at + 1), Some(Kind::Role(_)));
        if (trigger.class == Class::Quit || partial) && !posted && !self.leaves_somewhere(at) {
            return None;
        }
        let quoted = usize::from(line.folded.get(end) == Some(&'”'));
        let tale = ["内幕", "真相", "背后", "始末", "之谜", "启示"].iter().any(|w| line.starts(end + quoted, w));
        // "办完了离职手续": that is to have left
        let handled = line.starts(end, "手续")
            && ["办完", "办结", "办理完", "完成", "已办"]
                .iter()
                .any(|w| (self.sentence.atoms[at].from.saturating_sub(6)..self.sentence.atoms[at].from).any(|i| line.starts(i, w)));
        let adjective = tale
            || matches!(self.lex(at + 1), Some(Lex::Board))
            || [
                "高管", "员工", "人员", "制度", "管理", "手续", "声明", "原因", "者", "审计", "补偿", "倾向", "生活", "年龄", "事宜",
                "计划", "协议", "干部", "教师", "老师", "职工", "工人", "老人", "党员", "军人", "领导", "文件", "潮", "率", "角", "返岗",
                "传闻", "风波",
            ]
            .into_iter()
            .any(|w| line.starts(end, w));
        // "离任和新任院长先后发言"
        if matches!(self.lex(at + 1), Some(Lex::And)) && matches!(self.lex(at + 2), Some(Lex::Cue(Cue::Fresh))) {
            return None;
        }
        // "副总经理 A、离任监事 B 的告知函": what B was
        let described = matches!(self.kind(at + 1), Some(Kind::Role(role)) if role.held) && self.person(at + 2).is_some();
        if described && at > from && matches!(self.kind(at - 1), Some(Kind::Dun | Kind::Word(Lex::And))) {
            return None;
        }
        // "离职后半年内不转让: what somebody promises
        if line.starts(end, "后") && (end..line.len().min(end + 8)).any(|i| line.folded[i] == '内') && !posted {
            return None;
        }
        if adjective
            && !posted
            && !handled
            && matches!(trigger.class, Class::Leave | Class::Retire | Class::Die)
            && !line.starts(end, "原因")
        {
            return None;
        }
        // "可能的离职", "未来的卸任": nothing has happened
        if at > from + 1
            && matches!(self.lex(at - 1), Some(Lex::Of))
            && (matches!(self.lex(at - 2), Some(Lex::Cue(Cue::Hedge))) || line.starts(self.sentence.atoms[at - 2].from, "未来"))
        {
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
        let told = behind.is_some_and(|of| {
            let next = self.sentence.atoms[of].to;
            ["消息", "传闻", "传言", "说法", "风声"].iter().any(|w| line.starts(next, w))
        });
        if matches!(trigger.class, Class::Quit)
            && behind.is_some()
            && !told
            && !(behind.unwrap_or(at) + 1..to).any(|i| self.person(i).is_some())
        {
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
        let own = (at + 1..to.min(at + 4)).take_while(|&i| !matches!(self.lex(i), Some(Lex::Trigger(_))));
        let organisation = own.into_iter().find_map(|i| match self.kind(i) {
            Some(Kind::Org(org)) => Some(org.clone()),
            _ => None,
        });
        self.context.topic = subject.clone();
        let after = role.as_ref().map_or(at + 1, |r| r.1);
        let role = role.map(|r| r.0).or_else(|| self.outgoing(&subject, trigger));
        Some(Parts { subject, role, organisation, to: after, ..Parts::default() })
    }

    /// The role of "原总经理 A 离任" is the one that is left.
    pub fn outgoing(&self, subject: &[PersonMention], trigger: Trigger) -> Option<RoleMention> {
        let [person] = subject else { return None };
        let title = person.title.as_ref().filter(|t| t.status == crate::domain::HoldStatus::Former)?;
        matches!(trigger.class, Class::Leave | Class::Retire | Class::Quit).then(|| title.role.clone())
    }

    /// 离开 an organisation, 离开 and nothing more; not 离开北京.
    pub fn leaves_somewhere(&self, at: usize) -> bool {
        matches!(
            self.kind(at + 1),
            None | Some(Kind::Stop(_) | Kind::Org(_) | Kind::Dun | Kind::Word(Lex::Company | Lex::We | Lex::Board | Lex::Of | Lex::Word))
        )
    }

    /// A 转投 O: leaves the organisation of the text.
    pub fn defects(&mut self, from: usize, at: usize) -> Option<Parts> {
        let subject = self.subject(from, at)?;
        self.context.topic = subject.clone();
        Some(Parts { subject, organisation: Some(self.main()), to: at + 1, ..Parts::default() })
    }
}
