//! Triggers with which somebody puts somebody into a role: 聘任, 交给, 变更为, 加盟.

use super::atom::Kind;
use super::clause::{Parts, Reader};
use super::lexicon::{Class, Cue, Lex, Trigger};
use crate::extract::mention::{OrgForm, OrgMention, Slot};

impl Reader<'_, '_> {
    /// 聘任 A(为 R): people behind, then a link, then the role.
    pub fn appoints(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
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
                // "董事长将退休,公司已选定 A 接棒": the post that is left
                let left = || {
                    let succeeds = matches!(self.lex(link), Some(Lex::Trigger(t)) if t.class == Class::Succeed);
                    let last = self.frames.last().filter(|f| succeeds && matches!(f.trigger, "leave" | "retire" | "dismiss" | "die"))?;
                    let title = || last.people(Slot::Subject).first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
                    last.role(Slot::As).cloned().or_else(title).map(|role| (role, link + 1))
                };
                let Some((role, after)) = self.role_after(start, to).or_else(left) else {
                    // "推举 A 暂时主持工作": a trigger of its own
                    self.used[link] = !parts.interim;
                    return None;
                };
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
    pub fn appoints_inversely(&mut self, at: usize, to: usize) -> Option<Parts> {
        let (role, after) = self.role_after(at + 1, to)?;
        let be = (after..to.min(after + 3)).find(|&i| matches!(self.lex(i), Some(Lex::Be)))?;
        let first = (be + 1..to).find(|&i| self.person(i).is_some())?;
        let (people, end) = self.list(first, to);
        Some(Parts { subject: people, role: Some(role), to: end, ..Parts::default() })
    }

    /// The people who are followed: 接替 B(出任 R). Where the role would begin.
    pub fn followed(&mut self, start: usize, to: usize, parts: &mut Parts) -> usize {
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
            && (start..of).any(|i| matches!(self.lex(i), Some(Lex::Trigger(_))))
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

    /// A 把 R 交给 B, A 将接力棒交到 B 手中.
    pub fn hands(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
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
    pub fn changes(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By | Lex::Word)) && self.person(i + 1).is_some())?;
        let (subject, _) = self.list(by + 1, at);
        let first = (at + 1..to.min(at + 5)).find(|&i| self.person(i).is_some())?;
        let (followers, end) = self.list(first, to);
        let role = self.role_before(from, by);
        self.context.topic = followers.clone();
        Some(Parts { subject, followed: followers, role, to: end, ..Parts::default() })
    }

    /// A 由 R 变更为 S.
    pub fn converts(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By | Lex::Word)))?;
        let last = (from..by).rev().find(|&i| self.person(i).is_some()).filter(|&i| i + 3 > by)?;
        let left = self.role_after(by + 1, at)?.0;
        let (role, end) = self.role_after(at + 1, to)?;
        let subject = vec![self.person(last)?.clone()];
        self.context.topic = subject.clone();
        Some(Parts { subject, role: Some(role), left: Some(left), to: end, ..Parts::default() })
    }

    /// 迎来新任 R A: the words before the name say that the role has just begun.
    pub fn presents(&mut self, at: usize, to: usize) -> Option<Parts> {
        let first = (at + 1..to.min(at + 8)).find(|&i| self.person(i).is_some())?;
        let (subject, end) = self.list(first, to);
        let title = subject.first().and_then(|p| p.title.as_ref()).filter(|t| t.fresh)?;
        let role = Some(title.role.clone());
        self.context.topic = subject.clone();
        Some(Parts { subject, role, to: end, ..Parts::default() })
    }

    /// "A 以高级副总裁的身份领导研究团队".
    pub fn leads(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
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

    /// A 加盟 O: remembers where the role of the next words is.
    pub fn joins(&mut self, from: usize, at: usize, to: usize) -> Option<Parts> {
        let organisation = (at + 1..to.min(at + 4)).find_map(|i| match self.kind(i) {
            Some(Kind::Org(org)) => Some(org.clone()),
            // "甲资本宣布,前乙公司总裁加入公司"
            Some(Kind::Word(Lex::Company)) => self.announcer(at).or_else(|| {
                Some(OrgMention {
                    span: self.sentence.line.span(self.sentence.atoms[i].from, self.sentence.atoms[i].to),
                    name: String::new(),
                    form: OrgForm::Anaphor,
                })
            }),
            _ => None,
        });
        self.joined = organisation.clone();
        self.nameless = organisation.is_none() && matches!(self.kind(at + 1), Some(Kind::Text | Kind::Word(Lex::Word)));
        let subject = self.subject(from, at)?;
        self.context.topic = subject.clone();
        // "加盟万科前为某公司副总裁": what stands behind 前 was before
        let line = self.sentence.line;
        let before = (at + 1..to.min(at + 5)).find(|&i| ["前", "之前", "以前"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w)));
        let role = self
            .role_after(at + 1, to)
            .filter(|(_, end)| before.is_none_or(|b| b >= *end))
            .filter(|_| !(at + 1..to).any(|i| matches!(self.lex(i), Some(Lex::Trigger(_)))));
        let end = role.as_ref().map_or(at + 1, |r| r.1);
        Some(Parts { subject, role: role.map(|r| r.0), organisation, to: end, ..Parts::default() })
    }
}
