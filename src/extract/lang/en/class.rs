//! The class of a verb in its company: some verbs tell a change only with certain words beside them.

use super::chunk::Piece;
use super::clause::{POSTS, Sentence};
use super::subject::Subject;
use super::token::Shape;
use super::verb::VerbGroup;
use super::words::LEAVES;
use crate::domain::HoldStatus;
use crate::extract::mention::{Frame, Slot, Stance, Tense};

impl Sentence<'_> {
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
        // "the task that recently appointed CEO Jane Roe faces": an adjective of the title
        let adjective = group.bare_past && at > 0 && matches!(self.word(at - 1), "recently" | "newly" | "freshly");
        if adjective
            && class == "appoint"
            && matches!(&self.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Person(p)) if p.title.is_some())
        {
            return None;
        }
        match class {
            // "the shoes that Jane Roe left": what she left is no organisation
            "leave" if self.left_behind(at) => None,
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

    /// "the shoes *that* Jane Roe left in February": whether the object of the verb at `at` stands before its subject.
    fn left_behind(&self, at: usize) -> bool {
        const TOLD: &[&str] =
            &["news", "report", "reports", "fact", "announcement", "rumours", "rumors", "statement", "claim", "word", "so", "now"];
        let Some(that) = at.checked_sub(2).filter(|&i| self.is_word(i, &["that", "which"])) else { return false };
        let thing = that.checked_sub(1).filter(|&i| matches!(self.chunks[i].piece, Piece::Word));
        self.person(at - 1).is_some()
            && thing.is_some_and(|i| {
                !TOLD.contains(&self.word(i)) && !self.word(i).ends_with("ed") && self.tokens[self.chunks[i].from].shape == Shape::Lower
            })
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
        // "Roe would be a strong replacement", "the grace to be a good bishop": an opinion, a wish; "is with us as warden until Friday": no start
        let some = (at + 1..at + 5).any(|i| matches!(&self.chunks.get(i).map(|c| &c.piece), Some(Piece::Role(r)) if r.article));
        let adjective =
            self.chunks.get(at + 1).is_some_and(|c| matches!(c.piece, Piece::Word)) && !self.is_word(at + 1, &["as", "the", "a", "an"]);
        if some && (group.would || group.infinitive && adjective)
            || self.is_word(at + 1, &["with"]) && (at + 1..self.chunks.len()).any(|i| self.is_word(i, &["until"]))
        {
            return false;
        }
        // "Initech replaces CEO Moor; Roe is chairman"
        if self.headline && (1..at).any(|i| self.is_punctuation(i, ";")) && group.tense == Tense::Present {
            return has_role && !subject.people.is_empty();
        }
        has_role
            && (fresh_object && !subject.people.is_empty()
                || fresh_subject && !frame.people(Slot::Object).is_empty()
                || future
                || now && group.tense == Tense::Present && has_role && !subject.people.is_empty())
    }
}
