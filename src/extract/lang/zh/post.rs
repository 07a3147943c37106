//! Which post a clause means that names none itself, and which post somebody leaves for another.

use super::atom::Kind;
use super::clause::Reader;
use super::date::lasts;
use super::lexicon::{Class, Cue, Lex};
use crate::extract::mention::{PersonMention, RoleMention, Slot};

impl Reader<'_, '_> {
    /// The post of whoever leaves in the clause before: 遗缺由…, 其职务由…, 空缺由…; or "COO 张某辞职,CEO 李某兼任", where nothing more is said.
    pub fn bequeathed(&self, from: usize, at: usize, to: usize, subject: &[PersonMention]) -> Option<RoleMention> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
        let left = by.is_some_and(|by| (from..by).any(|i| matches!(self.lex(i), Some(Lex::Cue(Cue::Post)))));
        let stops = to == at + 1 || matches!(self.lex(at + 1), Some(Lex::Cue(Cue::Post)));
        let other = |f: &crate::extract::mention::Frame| f.people(Slot::Subject).iter().all(|p| subject.iter().all(|s| s.name != p.name));
        let follows = stops && self.frames.last().is_some_and(other);
        if !(left || follows) {
            return None;
        }
        let last = self.frames.last().filter(|f| matches!(f.trigger, "leave" | "retire" | "dismiss" | "die" | "tender"))?;
        let title = || last.people(Slot::Subject).first().and_then(|p| p.title.as_ref()).map(|t| t.role.clone());
        last.role(Slot::As).cloned().or_else(title)
    }

    /// "参与筹建一家新基金公司,并有望担任总经理": the role is at something that has no name.
    pub fn unnamed(&self, at: usize) -> bool {
        let person = (0..at).rev().find(|&i| self.person(i).is_some()).unwrap_or(0);
        (person..at).rev().take_while(|&i| !matches!(self.kind(i), Some(Kind::Org(_) | Kind::Stop(';')))).any(|i| {
            let atom = &self.sentence.atoms[i];
            let line = self.sentence.line;
            matches!(atom.kind, Kind::Text)
                && (atom.from..atom.to).any(|c| line.starts(c, "一家") || line.starts(c, "某家") || line.starts(c, "另一家"))
        })
    }

    /// "卸下代理职务": the acting is what is left.
    pub fn is_post_left(&self, from: usize, at: usize) -> bool {
        at > from
            && matches!(self.lex(at - 1), Some(Lex::Trigger(t)) if matches!(t.class, Class::Leave | Class::Dismiss | Class::Back))
            && matches!(self.lex(at + 1), Some(Lex::Cue(Cue::Post)))
    }

    /// "调任海州市委宣传部副部长": an office of party or state, not of the organisation of the text.
    pub fn public_office(&self, at: usize, to: usize) -> bool {
        let from = self.sentence.atoms[at].to;
        let end = self.sentence.atoms.get(to.wrapping_sub(1)).map_or(from, |a| a.to);
        let words = [
            "市委",
            "省委",
            "县委",
            "区委",
            "政府",
            "人大",
            "政协",
            "宣传部",
            "组织部",
            "统战部",
            "市长",
            "省长",
            "县长",
            "区长",
            "教育部",
            "国资委",
            "发改委",
            "党组",
        ];
        (from..end).any(|i| words.iter().any(|w| self.sentence.line.starts(i, w)))
    }

    /// The role that somebody leaves for the one that the trigger tells.
    pub fn left_role(&self, from: usize, at: usize, subject: &[PersonMention]) -> Option<RoleMention> {
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        let moves = ["转任", "调任", "改任", "获调任", "转岗", "调岗", "调往", "改当"].iter().any(|w| line.starts(atom.from, w));
        // "原总裁 A 升任副董事长": what she was stands with 原
        let raised = ["升任", "晋升", "升为", "获升"].iter().any(|w| line.starts(atom.from, w))
            && subject.iter().all(|p| p.title.as_ref().is_some_and(|t| t.status == crate::domain::HoldStatus::Former));
        let moves = moves || raised;
        let honoured =
            || self.role_after(at + 1, self.sentence.atoms.len()).is_some_and(|(role, _)| role.role.code.starts_with("HONORARY"));
        if !moves && !honoured() {
            return None;
        }
        // "由 R 转任 S", "从 R 转任 S"
        let by = (from..at).rev().find(|&i| {
            matches!(self.lex(i), Some(Lex::By)) || matches!(self.lex(i), Some(Lex::Word)) && line.starts(self.sentence.atoms[i].from, "从")
        });
        let own = by.and_then(|by| {
            (by + 1..at).find_map(|i| match self.kind(i) {
                Some(Kind::Role(role)) if !role.held => Some(role.role.clone()),
                _ => None,
            })
        });
        let [person] = subject else { return own };
        let titled = self.context.titled(person);
        let title = titled
            .title
            .or_else(|| person.title.clone())
            .filter(|t| t.role.leadership && !t.fresh && !t.role.role.code.starts_with("HONORARY"));
        own.or_else(|| title.map(|t| t.role)).or_else(|| if moves { self.taken_over(from, person) } else { None })
    }

    /// "A 出任社长,B 转任副会长": B leaves the role that A takes in the same sentence.
    pub fn taken_over(&self, from: usize, person: &PersonMention) -> Option<RoleMention> {
        if from == 0 || !matches!(self.kind(from - 1), Some(Kind::Stop(','))) {
            return None;
        }
        let last = self.frames.last().filter(|f| matches!(f.trigger, "take" | "appoint" | "succeed"))?;
        let other = last.people(Slot::Subject).iter().all(|p| p.name != person.name);
        last.role(Slot::As).filter(|_| other && last.filler(Slot::For).is_none()).cloned()
    }

    /// "接替他的是 B": the people behind.
    pub fn is_followed_by(&self, at: usize, to: usize) -> Option<Vec<PersonMention>> {
        let pronoun = matches!(self.lex(at + 1), Some(Lex::He | Lex::His)) && matches!(self.lex(at + 2), Some(Lex::Of));
        let first = (at + 3..to.min(at + 12)).find(|&i| self.person(i).is_some());
        first.filter(|_| pronoun).map(|first| self.list(first, to).0)
    }

    /// The role is told as the time or the frame of something else: 担任 R 期间, 担任 R 的.
    pub fn background(&self, after: usize) -> bool {
        let Some(atom) = self.sentence.atoms.get(after) else { return false };
        let line = self.sentence.line;
        let mut at = atom.from;
        for post in ["职务", "一职"] {
            if line.starts(at, post) {
                at += 2;
            }
        }
        if lasts(line, at) || line.starts(at, "了") && lasts(line, at + 1) {
            return true;
        }
        ["期间", "时", "以来", "的任职资格尚", "之前", "前,", "的时候"].into_iter().any(|w| line.starts(at, w))
    }
}

/// 院长 for 副院长: whoever presides over the work of a body while he is its deputy head.
pub fn without_vice(role: &RoleMention) -> Option<RoleMention> {
    let written = role.role.title.replacen('副', "", 1);
    let folded: Vec<char> = written.chars().map(super::fold::fold).collect();
    let title = (0..folded.len()).find_map(|i| super::title::read_one(&folded, i)).filter(|_| written != role.role.title)?;
    let mut role = role.clone();
    role.role.code = title.code;
    role.role.title = written;
    Some(role)
}
