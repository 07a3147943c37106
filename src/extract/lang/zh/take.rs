//! Triggers with which somebody takes a role: 担任, 接替, 代行.

use super::atom::Kind;
use super::clause::{Parts, Reader};
use super::lexicon::{Class, Cue, Lex, Trigger};
use super::post::without_vice;
use crate::extract::mention::OrgForm;

impl Reader<'_, '_> {
    /// A 担任 R, A 接替 B, 由 A 暂代.
    pub fn takes(&mut self, from: usize, at: usize, to: usize, trigger: Trigger) -> Option<Parts> {
        let inverse =
            trigger.class == Class::Succeed && self.sentence.atoms.get(at + 2).is_some_and(|a| self.sentence.line.starts(a.from, "是"));
        if matches!(self.lex(at + 1), Some(Lex::Of)) && !inverse || self.is_post_left(from, at) {
            return None;
        }
        let mut parts = Parts { interim: trigger.interim, to: at + 1, ..Parts::default() };
        let mut start = at + 1;
        let next = (at + 1..to).find(|&i| matches!(self.lex(i), Some(Lex::Trigger(_)))).unwrap_or(to);
        if (at + 1..next).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Nominee)))) {
            return None;
        }
        if trigger.class == Class::Succeed {
            // "总裁 B 去职,接棒的是副总裁 A"
            let alone = !(from..at).any(|i| self.person(i).is_some() || matches!(self.lex(i), Some(Lex::He | Lex::By)));
            let bare = ["接棒", "接任", "继任", "接班"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w));
            if inverse && alone && bare {
                let first = (at + 3..to).find(|&i| self.person(i).is_some())?;
                let (subject, end) = self.list(first, to);
                parts.followed = self.context.topic().unwrap_or_default();
                self.context.topic = subject.clone();
                return Some(Parts { subject, to: end, ..parts });
            }
            // "他接替的是已返回德国的 B"
            if matches!(self.lex(at + 1), Some(Lex::Of))
                && self.sentence.atoms.get(at + 2).is_some_and(|a| self.sentence.line.starts(a.from, "是"))
            {
                let first = (at + 3..to).find(|&i| self.person(i).is_some())?;
                parts.followed = self.list(first, to).0;
                parts.subject = self.subject(from, at)?;
                (at..first).for_each(|i| self.used[i] = true);
                return Some(parts);
            }
            if let Some(people) = self.is_followed_by(at, to) {
                parts.subject = people;
                parts.followed = self.context.topic().unwrap_or_default();
                return Some(parts);
            }
            start = self.followed(start, to, &mut parts);
            let line = self.sentence.line;
            let next = |i: usize| self.sentence.atoms.get(i).map_or(line.len(), |a| a.from);
            let part =
                ["部分", "一部分", "分管", "相关", "有关"].iter().any(|w| line.starts(next(start), w) || line.starts(next(start + 1), w));
            let post = || ["职务", "职位", "工作", "位置", "一职", "职责", "岗位", "席位"].iter().any(|w| line.starts(next(start + 1), w));
            if !parts.followed.is_empty() && (part || matches!(self.lex(start), Some(Lex::Of)) && !post()) {
                return None;
            }
        }
        if let Some((role, after)) = self.role_after(start, to) {
            let line = self.sentence.line;
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
            // "成立了由主任 A 任组长、副主任 B 任副组长的工作小组"
            let group = matches!(self.lex(closed), Some(Lex::Of))
                && ["工作组", "小组", "专班", "团队", "委员会", "代表团", "考察团", "调查组", "工作领导小组"]
                    .iter()
                    .any(|w| (self.sentence.atoms[closed].to..self.sentence.line.len()).take(14).any(|i| self.sentence.line.starts(i, w)));
            // "担任新任CEO的执行顾问"
            let advises = matches!(self.lex(closed), Some(Lex::Of))
                && ["执行顾问", "高级顾问", "特别顾问", "顾问", "助理", "助手", "特别助理", "办公室"]
                    .iter()
                    .any(|w| line.starts(self.sentence.atoms[closed].to, w));
            if advises || group || self.nominee_before(after) || self.committee_only(after) || self.background(after) || relative {
                return None;
            }
            parts.role = Some(role);
            parts.to = after;
        } else if trigger.class == Class::Succeed
            && parts.followed.is_empty()
            && (matches!(self.kind(start), Some(Kind::Text))
                || matches!(self.kind(start), Some(Kind::Org(_)))
                    && ["接手", "取代", "替代", "承接", "顶替"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w))
                || ["接过", "承接", "接续"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w)))
        {
            // 接班方案, 接班事宜
            return None;
        } else {
            // "辞职后将在控股股东任职": in which office, nobody says
            if self.sentence.line.starts(self.sentence.atoms[at].from, "任职") {
                return None;
            }
            let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
            parts.role = self.role_before(from, by.unwrap_or(at));
            let elected = self.sentence.line.starts(self.sentence.atoms[at].from, "当选");
            let behind = self.sentence.atoms[at].to;
            if elected
                && (behind..self.sentence.line.len().min(behind + 16))
                    .any(|i| ["人物", "奖", "称号", "榜", "代表", "劳模", "先进", "之星"].iter().any(|w| self.sentence.line.starts(i, w)))
            {
                return None;
            }
            if parts.role.is_none() && elected {
                parts.role = self.role_before(0, at);
            }
            if parts.role.is_none()
                && to == at + 1
                && (trigger.class == Class::Take || parts.followed.is_empty() && (from..at).any(|i| matches!(self.lex(i), Some(Lex::By))))
            {
                parts.role = self.vacant(at).or_else(|| self.changing(at));
            }
            let bare = ["接班", "接续", "继承"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w));
            if bare && by.is_none() && parts.role.is_none() && parts.followed.is_empty() {
                return None;
            }
        }
        // "三位同事晋升为合伙人:A、B、C"
        let behind =
            (matches!(self.kind(to), Some(Kind::Stop(':'))) && parts.to == to).then(|| self.list(to + 1, self.sentence.atoms.len()).0);
        parts.subject = match behind.filter(|people| people.len() >= 2) {
            Some(people) => people,
            None => self.subject(from, at)?,
        };
        // "A 会在 B 退任后,接替其出任": of two people the one who is not followed
        if let ([follower], [followed]) = (parts.subject.as_slice(), parts.followed.as_slice())
            && follower.name == followed.name
        {
            let other = (0..at).find_map(|i| self.person(i).filter(|p| p.name != followed.name));
            parts.subject = vec![other?.clone()];
        }
        // "其原先负责的业务由季某接手": work is taken over, and no post
        let work = |by: usize| by > from && ["业务", "项目", "团队", "产品"].iter().any(|w| line_ends(self, by, w));
        if trigger.class == Class::Succeed && (from..at).any(|i| matches!(self.lex(i), Some(Lex::By)) && work(i)) {
            return None;
        }
        // "CEO 换人 屠某接替贺某"
        if parts.role.is_none() && !parts.followed.is_empty() {
            parts.role = self.changing(at);
        }
        // "季某接替穆某执掌云栖智算"
        if parts.role.is_none()
            && parts.organisation.is_none()
            && trigger.class == Class::Succeed
            && let Some(Kind::Org(organisation)) = self.kind(start)
        {
            parts.organisation = Some(organisation.clone());
        }
        // "首席运营官 A 履新", and nothing more
        let arrives =
            ["履新", "上任", "就任", "到任", "走马上任"].iter().any(|w| self.sentence.line.starts(self.sentence.atoms[at].from, w));
        if let (None, [person], true) = (&parts.role, parts.subject.as_slice(), arrives && to == at + 1) {
            parts.role = person.title.as_ref().filter(|t| t.status == crate::domain::HoldStatus::Current).map(|t| t.role.clone());
        }
        // "新行长 A 到任"
        if let (None, [person]) = (&parts.role, parts.subject.as_slice()) {
            parts.role = person.title.as_ref().filter(|t| t.fresh).map(|t| t.role.clone());
        }
        if (self.nameless || self.unnamed(at)) && parts.role.as_ref().is_none_or(|r| r.organisation.is_none()) {
            return None;
        }
        // "A 将退休,遗缺由 B 兼任": the post that A leaves
        if parts.role.is_none() && parts.followed.is_empty() {
            parts.role = self.bequeathed(from, at, to, &parts.subject);
        }
        parts.left = self.left_role(from, at, &parts.subject);
        if parts.left.is_some() && self.public_office(at, parts.to) {
            parts.role = None;
        }
        // "原副校长 A 调任某大学党委书记": of which organisation the old role was, nobody says
        let elsewhere = parts.role.as_ref().is_some_and(|r| r.organisation.as_ref().is_some_and(|o| o.form == OrgForm::Named));
        if elsewhere && parts.left.as_ref().is_some_and(|r| r.organisation.is_none()) {
            parts.left = None;
        }
        if let (None, true, [person]) =
            (&parts.role, self.sentence.line.starts(self.sentence.atoms[at].from, "主持"), parts.subject.as_slice())
        {
            parts.role = person.title.as_ref().and_then(|t| without_vice(&t.role));
        }
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
}

/// Whether the words before an atom end with a word.
fn line_ends(reader: &Reader, at: usize, word: &str) -> bool {
    let end = reader.sentence.atoms[at].from;
    end >= word.chars().count() && reader.sentence.line.starts(end - word.chars().count(), word)
}
