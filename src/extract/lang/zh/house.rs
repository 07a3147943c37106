//! Of which organisation a clause speaks that names none itself.

use super::atom::Kind;
use super::clause::Reader;
use super::context::reports;
use super::lexicon::{Class, Cue, Lex};
use crate::extract::mention::{OrgForm, OrgMention};

impl Reader<'_, '_> {
    /// "融通基金公告称,…;同意…": who announces what stands behind the semicolon, too.
    pub fn announcer(&self, before: usize) -> Option<OrgMention> {
        let announces = |i: usize| {
            (i + 1..before.min(i + 5))
                .take_while(|&j| !matches!(self.kind(j), Some(Kind::Stop(_))))
                .any(|j| self.lex(j) == Some(Lex::Cue(Cue::Announce)))
        };
        let titled = |i: usize| matches!(self.kind(i + 1), Some(Kind::Role(_)));
        (0..before).find_map(|i| match self.kind(i) {
            Some(Kind::Org(org)) if announces(i) && !titled(i) => Some(org.clone()),
            _ => None,
        })
    }

    /// "红星美凯龙原董事长 A 担任总裁": the organisation of the title that the subject held till then, where it stands before 原.
    fn same_house(&self, at: usize) -> Option<OrgMention> {
        let clause = (0..at).rev().find(|&i| matches!(self.kind(i), Some(Kind::Stop(_)))).map_or(0, |i| i + 1);
        (clause..at).rev().find_map(|i| match (self.kind(i), self.lex(i + 1), self.kind(i + 2)) {
            (Some(Kind::Org(org)), Some(Lex::Cue(Cue::Former)), Some(Kind::Role(role))) if role.held => Some(org.clone()),
            _ => None,
        })
    }

    /// The organisation of which the sentence speaks before the trigger: the one that announces, not one of a former title.
    pub fn scope(&self, at: usize) -> Option<OrgMention> {
        let start = (0..at).rev().find(|&i| matches!(self.kind(i), Some(Kind::Stop(';')))).map_or(0, |i| i + 1);
        let mut best = None;
        let mut titled = false;
        // "台长由总局副局长 A 兼任": what stands behind 由 says who A is
        let by = (start..at).rev().find(|&i| matches!(self.lex(i), Some(Lex::By))).filter(|&by| self.role_before(start, by).is_some());
        for i in start..at {
            if let Some(Kind::Org(org)) = self.kind(i) {
                let next = if matches!(self.lex(i + 1), Some(Lex::Cue(Cue::Former))) { i + 2 } else { i + 1 };
                // "由微软前高管 A 接任"
                let of_label =
                    matches!(self.lex(i + 1), Some(Lex::Label)) && self.sentence.line.starts(self.sentence.atoms[i + 1].from, "前");
                let of_title = of_label || matches!(self.kind(next), Some(Kind::Role(r)) if r.held);
                if i > 0 && matches!(self.lex(i - 1), Some(Lex::Trigger(t)) if matches!(t.class, Class::Join | Class::Defect)) {
                    continue;
                }
                // "最大股东某投资改派法人代表"
                let owner = i > 0 && self.sentence.line.folded[..self.sentence.atoms[i].from].ends_with(&['股', '东']);
                if owner || reports(self.sentence.line, self.sentence.atoms[i].to) || of_title && by.is_some_and(|by| i > by) {
                    continue;
                }
                let origin = i > 0 && self.sentence.line.starts(self.sentence.atoms[i].from - 1, "原") && !of_title;
                let former = of_label
                    || origin
                    || i > 0 && matches!(self.lex(i - 1), Some(Lex::Cue(Cue::Former | Cue::Past)))
                    || next == i + 2 && of_title;
                if !former && (!of_title || best.is_none()) {
                    // an outlet that announces something speaks of itself
                    let announces = (i + 1..at.min(i + 4)).any(|j| matches!(self.lex(j), Some(Lex::Cue(Cue::Announce))));
                    titled = of_title;
                    best = Some(OrgMention { form: if announces { OrgForm::Likely } else { org.form }, ..org.clone() });
                }
            }
        }
        let elsewhere = (0..self.sentence.atoms.len()).any(|i| matches!(self.kind(i), Some(Kind::Org(_))));
        // "某公司董事长 A 当选会长": of the association that holds the election
        let elected = (start..=at).any(|i| self.sentence.line.starts(self.sentence.atoms[i].from, "当选"));
        let best = if elected && titled { self.context.organisation.clone().or(best) } else { best };
        best.or_else(|| self.announcer(start))
            .or_else(|| self.context.head.clone())
            .or_else(|| self.context.organisation.clone())
            .or_else(|| self.same_house(at))
            .or_else(|| elsewhere.then(|| self.main()))
    }
}
