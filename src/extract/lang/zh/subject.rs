//! Who does what a trigger tells: named before it, dropped, or somebody unknown.

use super::atom::Kind;
use super::clause::Reader;
use super::lexicon::{Cue, Lex};
use crate::extract::mention::PersonMention;

impl Reader<'_, '_> {
    /// The first people of a clause without a trigger are what the next clauses speak of.
    pub fn topic(&mut self, from: usize, to: usize) {
        let Some(first) = (from..to).find(|&i| self.person(i).is_some()) else { return };
        // "与董事长 A 共同创业的 B,": of B
        let first = (first + 1..to).rev().find(|&i| self.person(i).is_some() && matches!(self.lex(i - 1), Some(Lex::Of))).unwrap_or(first);
        let object = (from..first).any(|i| matches!(self.lex(i), Some(Lex::By | Lex::Word | Lex::And)) && i + 1 == first);
        if !object || self.context.topic.is_empty() {
            self.context.topic = self.list(first, to).0;
        }
    }

    /// 继续, 仍 right before the trigger: nothing changes.
    pub fn stays(&self, from: usize, at: usize) -> bool {
        let line = self.sentence.line;
        (from..at).rev().take(3).any(|i| {
            let atom = &self.sentence.atoms[i];
            matches!(atom.kind, Kind::Word(_) | Kind::Text)
                && ["继续", "仍", "依然", "依旧", "照常", "照旧", "专职", "专注"].iter().any(|w| line.starts(atom.from, w))
        })
    }

    /// Who does what the trigger at `at` tells: behind 由, before the trigger, or whom the text speaks of.
    pub fn subject(&mut self, from: usize, at: usize) -> Option<Vec<PersonMention>> {
        let by = (from..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By)));
        let start = by.map_or(from, |b| b + 1);
        if let Some(last) = (start..at).rev().find(|&i| self.person(i).is_some()) {
            if self.is_kin(last) {
                return None;
            }
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
        // "我们集体辞职了": nobody in particular
        if (from..at).any(|i| matches!(self.lex(i), Some(Lex::We)) && !matches!(self.lex(i + 1), Some(Lex::Of)) && !self.is_object(from, i))
        {
            return None;
        }
        if let Some(latter) = (from..at).find(|&i| self.sentence.line.starts(self.sentence.atoms[i].from, "后者"))
            && let Some(last) = (0..latter).rev().find(|&i| self.person(i).is_some())
        {
            return self.person(last).map(|p| vec![p.clone()]);
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
        // "两名高管休病假"
        if (from..at).any(|i| matches!(self.lex(i), Some(Lex::Label)) && !self.is_object(from, i)) {
            return None;
        }
        if at > from && self.is_unknown(from, at) {
            return None;
        }
        self.context.topic()
    }

    /// "唐翔千之弟", "张某的父亲": somebody else is meant.
    pub fn is_kin(&self, person: usize) -> bool {
        const KIN: [&str; 16] = ["弟", "兄", "子", "女", "父", "母", "妻", "夫", "孙", "侄", "遗孀", "爷爷", "祖父", "外公", "姐", "妹"];
        let Some(next) = self.sentence.atoms.get(person + 2) else { return false };
        matches!(self.lex(person + 1), Some(Lex::Of)) && KIN.iter().any(|w| self.sentence.line.starts(next.from, w))
    }

    /// Whether words before the trigger may name somebody whom we do not know: no adverb, no reason.
    pub fn is_unknown(&self, from: usize, at: usize) -> bool {
        (from..at).any(|i| {
            let atom = &self.sentence.atoms[i];
            let long = atom.to - atom.from >= 2 && matches!(atom.kind, Kind::Text);
            let reason = (from..i).any(|j| {
                ["因", "由于", "鉴于", "以", "为", "从", "在", "于", "对", "经"]
                    .iter()
                    .any(|w| self.sentence.line.starts(self.sentence.atoms[j].from, w))
            });
            let last =
                (i + 1..at).all(|j| matches!(self.kind(j), Some(Kind::Word(Lex::Word | Lex::Passive | Lex::Cue(_)) | Kind::Date(_))));
            let people = (atom.from..atom.to)
                .any(|c| ["对象", "员工", "人员", "人士", "骨干", "团队"].iter().any(|w| self.sentence.line.starts(c, w)));
            long && (!reason || people)
                && last
                && atom.to - atom.from <= 12
                && self.sentence.line.folded[atom.from..atom.to].iter().all(|c| super::fold::is_han(*c))
        })
    }
}
