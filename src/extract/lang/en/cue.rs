//! What colours a clause: hypotheses, governors, sources, quotations, words for the past and for the meantime.

use super::chunk::Piece;
use super::clause::Sentence;
use super::lexicon::Governor;
use super::phrases::{CAREER, IN_CASE, MEANTIME, SOURCED, STAGE, TALE, UNTRUE};
use super::subject::Subject;
use crate::extract::bystanders::is_outlet;
use crate::extract::mention::{Cue, Filler, Frame, OrgMention, PersonMention, Stance, Tells, Tense};

/// The phrases of a sentence that colour all of its clauses.
pub(super) struct Colours {
    tale: Option<&'static str>,
    in_case: Option<&'static str>,
    untrue: Option<&'static str>,
    stage: Option<&'static str>,
    sourced: Option<&'static str>,
    meantime: Option<&'static str>,
    career: Option<&'static str>,
}

/// How a clause is to be taken, each with the words that say so.
pub(super) struct Tone<'s> {
    pub stance: Stance,
    stance_words: &'s str,
    pub sourced: Option<&'s str>,
    pub past: Option<&'s str>,
    pub interim: Option<&'s str>,
}

impl<'s> Tone<'s> {
    /// With what the trigger's own words say, where that weighs as much.
    pub fn with(self, stance: Stance, words: &'s str) -> Self {
        if stance > Stance::Asserted && stance >= self.stance { Self { stance, stance_words: words, ..self } } else { self }
    }

    /// Without words for the past and for the meantime.
    pub fn of_the_moment(self) -> Self {
        Self { past: None, interim: None, ..self }
    }

    pub fn cues(&self) -> Vec<Cue> {
        let stance = Some(self.stance_words).filter(|words| !words.is_empty());
        let told = [(Tells::Stance, stance), (Tells::Sourced, self.sourced), (Tells::Past, self.past), (Tells::Interim, self.interim)];
        told.into_iter().filter_map(|(tells, words)| Some(Cue { tells, words: words?.to_string() })).collect()
    }
}

impl Sentence<'_> {
    fn colours(&self) -> &Colours {
        self.colours.get_or_init(|| Colours {
            tale: TALE.first_in(self.tokens),
            in_case: IN_CASE.first_in(self.tokens),
            untrue: UNTRUE.first_in(self.tokens),
            stage: STAGE.first_in(self.tokens),
            sourced: SOURCED.first_in(self.tokens),
            meantime: MEANTIME.first_in(self.tokens),
            career: CAREER.first_in(self.tokens),
        })
    }

    /// All that colours the clause of the trigger at `at`.
    pub(super) fn tone(&self, at: usize) -> Tone<'_> {
        let (stance, stance_words) = self.context_stance(at);
        Tone { stance, stance_words, sourced: self.sourced(), past: self.past_cue(at), interim: self.interim_cue() }
    }

    /// What stands before the verb in the sentence and colours it: "if", "whether", a governing verb with a clause; and its words.
    pub(super) fn context_stance(&self, at: usize) -> (Stance, &str) {
        if self.question {
            return (Stance::Hypothetical, "?");
        }
        let tale = self.colours().tale;
        // "Were Jane Roe to leave, …"; "in the event that"
        let inverted = || self.tokens.first().map(|t| t.lower.as_str()).filter(|word| matches!(*word, "were" | "should"));
        if let Some(words) = tale.or_else(inverted).or_else(|| self.colours().in_case) {
            return (Stance::Hypothetical, words);
        }
        let mut stance = Stance::Asserted;
        let mut words = "";
        // "Reports that Roe would leave are untrue"
        let untrue = self.colours().untrue;
        if let Some(untrue) = untrue {
            (stance, words) = (Stance::Negated, untrue);
        }
        for i in (0..at).rev() {
            let word = self.word(i);
            if matches!(self.chunks[i].piece, Piece::Punctuation) && matches!(word, ";" | ":" | "—") {
                break;
            }
            let told = match &self.chunks[i].piece {
                Piece::Word
                    if matches!(word, "plans" | "plan" | "intention" | "intentions" | "desire" | "reason")
                        && i > 0
                        && self.is_word(i - 1, &["no"])
                        && at - i <= 2 =>
                {
                    Stance::Negated
                }
                // "hasn't said when he will retire"
                Piece::Word
                    if matches!(word, "when" | "whether" | "if")
                        && at - i <= 2
                        && i > 0
                        && matches!(&self.chunks[i - 1].piece, Piece::Verb(g) if g.governor.is_some()) =>
                {
                    Stance::Hypothetical
                }
                // "before he leaves office"
                Piece::Word
                    if matches!(word, "before" | "until" | "when" | "once")
                        && at - i <= 2
                        && matches!(&self.chunks[at].piece, Piece::Verb(g) if g.tense == Tense::Present) =>
                {
                    Stance::Hypothetical
                }
                Piece::Word
                    if matches!(word, "motion" | "proposal" | "bid" | "attempt" | "attempts" | "effort" | "efforts" | "campaign")
                        && at - i <= 2 =>
                {
                    Stance::Hypothetical
                }
                Piece::Word if matches!(word, "if" | "whether" | "unless" | "were" | "should") => Stance::Hypothetical,
                Piece::Word
                    if matches!(
                        word,
                        "calls"
                            | "call"
                            | "pressure"
                            | "demands"
                            | "demand"
                            | "petition"
                            | "suggestion"
                            | "suggestions"
                            | "idea"
                            | "notion"
                            | "request"
                            | "recommendation"
                    ) && self.near_link(i, at) =>
                {
                    Stance::Hypothetical
                }
                Piece::Word if matches!(word, "rumours" | "rumors" | "rumour" | "rumor" | "speculation" | "whispers" | "talk") => {
                    Stance::Possible
                }
                Piece::Word if matches!(word, "nearly" | "almost") && at - i <= 2 => Stance::Hypothetical,
                // "stopped Initech from dismissing Roe"
                Piece::Word
                    if word == "from"
                        && at - i == 1
                        && matches!(&self.chunks[at].piece, Piece::Verb(g) if g.gerund)
                        && (0..i).any(|j| {
                            (i - j < 6)
                                && matches!(
                                    self.word(j),
                                    "stopped"
                                        | "stops"
                                        | "stop"
                                        | "prevented"
                                        | "prevents"
                                        | "prevent"
                                        | "blocked"
                                        | "blocks"
                                        | "barred"
                                        | "bars"
                                        | "kept"
                                        | "prohibited"
                                )
                        }) =>
                {
                    Stance::Hypothetical
                }
                Piece::Word if matches!(word, "nobody" | "neither" | "nor") && at - i < 8 => Stance::Negated,
                Piece::Verb(g) => {
                    let covers = self.covers(i, at);
                    let own = match g.governor {
                        Some(Governor::Denies) if covers => Stance::Negated,
                        Some(Governor::Urges) if covers => Stance::Hypothetical,
                        Some(Governor::Considers) if covers => Stance::Possible,
                        Some(Governor::Expects) if covers => Stance::Expected,
                        _ => Stance::Asserted,
                    };
                    let negated = g.stance == Stance::Negated && g.governor.is_some() && covers;
                    own.max(if negated { Stance::Negated } else { Stance::Asserted })
                }
                _ => Stance::Asserted,
            };
            if told > stance {
                (stance, words) = (told, &self.string[self.span(i)]);
            }
        }
        (stance, words)
    }

    /// "replaces Diego Santamarina after 60 *minutes*": words that say what sort of place somebody takes, if no role does.
    pub(super) fn stage(&self, frame: &Frame) -> Option<&'static str> {
        let words = self.colours().stage?;
        let titled = |p: &PersonMention| p.title.as_ref().is_some_and(|t| t.role.leadership);
        let leads = frame.slots.iter().any(|(_, filler)| match filler {
            Filler::Role(role) => role.leadership,
            Filler::People(people) => people.iter().any(titled),
            _ => false,
        });
        (!leads).then_some(words)
    }

    /// "will quit *if* he does not get his way": a condition directly behind the verb at `at`.
    pub(super) fn condition(&self, at: usize) -> bool {
        let clause = (at + 1..self.chunks.len().min(at + 5)).take_while(|&i| !matches!(self.chunks[i].piece, Piece::Verb(_)));
        let mut clause = clause.take_while(|&i| !matches!(self.word(i), "," | ";" | ":"));
        clause.any(|i| self.is_word(i, &["if", "unless"]) && !self.is_word(i.wrapping_sub(1), &["even", "as"]))
    }

    /// Whether the verb at `at` stands in the complement of the governing verb at `governor`: "asked Smith to resign", "denied that she was leaving".
    pub(super) fn covers(&self, governor: usize, at: usize) -> bool {
        let Piece::Verb(group) = &self.chunks[at].piece else {
            return at - governor < 8 && !(governor..at).any(|i| self.is_punctuation(i, ","));
        };
        let complement =
            group.infinitive || group.gerund || (governor + 1..at).any(|i| self.is_word(i, &["that", "whether"])) || at == governor + 2;
        // "urged Jane Roe, the chief executive, to resign": an aside does not end the demand
        let aside = group.infinitive || self.is_word(governor + 1, &["that"]);
        let broken = (governor + 1..at).any(|i| {
            matches!(&self.chunks[i].piece, Piece::Punctuation) && self.word(i) != "\"" && !(aside && self.word(i) == ",")
                || self.is_word(i, &["and", "but", "after", "as", "when", "while", "before"])
        });
        complement && !broken
    }

    /// Whether a direct quotation is open here.
    pub(super) fn quoted(&self, at: usize) -> bool {
        let straight = (0..at).filter(|&i| self.word(i) == "\"").count() % 2 == 1;
        let curly = (0..at).rev().find(|&i| matches!(self.word(i), "“" | "”")).is_some_and(|i| self.word(i) == "“");
        straight || curly || self.open_quote
    }

    pub(super) fn near_link(&self, from: usize, at: usize) -> bool {
        let infinitive = matches!(&self.chunks[at].piece, Piece::Verb(g) if g.infinitive);
        (infinitive || (from + 1..at).any(|i| self.is_word(i, &["for", "on", "to", "that"]))) && at - from < 8
    }

    /// "*Sharp* said Tai will succeed Takahashi": the organisation that announces it.
    pub(super) fn sayer(&self, at: usize, subjects: &[(usize, Subject)]) -> Option<OrgMention> {
        let verb = (0..at).rev().find(|&i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.governor == Some(Governor::Asserts) && matches!(g.lemma, "say" | "announce" | "confirm" | "tell" | "declare" | "disclose" | "reveal" | "report")))?;
        let broken = (verb + 1..at).any(|i| matches!(&self.chunks[i].piece, Piece::Punctuation) && matches!(self.word(i), ";" | ":"));
        let told = subjects.iter().find(|(i, _)| *i == verb).and_then(|(_, s)| s.organisation.clone());
        told.filter(|_| !broken)
    }

    /// Whether "would" stands in reported speech.
    pub(super) fn reported(&self, at: usize) -> bool {
        (0..at).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if g.governor == Some(Governor::Asserts) || g.trigger.is_some_and(|t| matches!(t.class, "present")))) || (at..self.chunks.len()).any(|i| matches!(&self.chunks[i].piece, Piece::Verb(g) if matches!(g.lemma, "say" | "announce" | "write" | "tell" | "report")))
    }

    /// Words that attribute the sentence to sources or to a newspaper.
    pub(super) fn sourced(&self) -> Option<&str> {
        self.by_outlet().or_else(|| self.by_sources())
    }

    /// "the Dunmore Gazette reported", "according to the Lothar Times".
    fn by_outlet(&self) -> Option<&str> {
        (0..self.chunks.len()).find_map(|i| {
            let (Piece::Organisation(OrgMention { name, .. }) | Piece::Name(name)) = &self.chunks[i].piece else { return None };
            let last = self.tokens[self.chunks[i].to - 1].lower.as_str();
            let outlet = is_outlet(name) || names_outlet(last) && self.chunks[i].to - self.chunks[i].from > 1;
            let reports = matches!(&self.chunks.get(i + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if g.lemma == "report");
            let according = (i.saturating_sub(2)..i).any(|j| self.is_word(j, &["to"]) && self.is_word(j.wrapping_sub(1), &["according"]));
            (outlet && (reports || according)).then_some(if reports { "reported" } else { "according to" })
        })
    }

    fn by_sources(&self) -> Option<&'static str> {
        self.colours().sourced
    }

    pub(super) fn interim_cue(&self) -> Option<&'static str> {
        self.colours().meantime
    }

    pub(super) fn past_cue(&self, at: usize) -> Option<&str> {
        // "years after Jane Roe quit", "five years since Initech fired"
        let far = (1..at).find(|&i| {
            self.is_word(i, &["after", "since"])
                && at - i <= 4
                && !(i + 1..at).any(|j| matches!(self.chunks[j].piece, Piece::Verb(_)) || self.is_punctuation(j, ","))
                && (matches!(self.word(i - 1), "years" | "decade" | "decades" | "decade-and-a-half" | "year")
                    || matches!(&self.chunks[i - 1].piece, Piece::Date(_))
                        && self.tokens[self.chunks[i - 1].to - 1].lower.starts_with("year"))
        });
        if let Some(far) = far {
            return Some(self.word(far));
        }
        // an aside that a comma closes before the verb says when she was something else: "Roe, formerly of Initech, has taken over"
        let aside = (at.saturating_sub(5)..at).rev().find(|&i| self.is_punctuation(i, ",")).filter(|&i| i > 1);
        let near = aside.unwrap_or(at.saturating_sub(5))..(at + 3).min(self.chunks.len());
        let cue = |i: usize| {
            !self.is_word(i.wrapping_sub(1), &["at"])
                && self.is_word(i, &["previously", "formerly", "originally", "once", "earlier"])
                && !self.is_word(i + 1, &["this", "than"])
                && !matches!(self.chunks.get(i + 1).map(|c| &c.piece), Some(Piece::Date(_)))
        };
        let inside = || {
            let group = &self.tokens[self.chunks[at].from..self.chunks[at].to];
            group.iter().map(|t| t.lower.as_str()).find(|word| matches!(*word, "previously" | "formerly" | "originally" | "once"))
        };
        let before = || {
            let pronoun =
                at > 1 && matches!(self.chunks[at - 1].piece, Piece::Pronoun(_)) && self.is_word(at - 2, &["before", "how", "since"]);
            let past = matches!(&self.chunks[at].piece, Piece::Verb(g) if g.tense == Tense::Past);
            if pronoun && past {
                return Some("before");
            }
            let directly = at > 0
                && (self.is_word(at - 1, &["before", "since"])
                    || at > 1 && self.is_word(at - 1, &["to"]) && self.is_word(at - 2, &["prior"]));
            directly.then(|| self.word(at - 1))
        };
        let relative =
            (at + 1..self.chunks.len()).find(|&i| self.is_word(i, &["who", "which", "whose"]) && self.is_punctuation(i - 1, ","));
        let clause = &self.tokens[..relative.map_or(self.tokens.len(), |i| self.chunks[i].from)];
        let career = || self.colours().career.and_then(|_| CAREER.first_in(clause));
        let cue = near.clone().find(|&i| cue(i)).map(|i| self.word(i));
        // "had been criticised after it forced out Moor": as old as the criticism
        let earlier = || {
            let link = (at.saturating_sub(4)..at).rev().find(|&i| self.is_word(i, &["after"]))?;
            let had = |i: &usize| matches!(&self.chunks[*i].piece, Piece::Verb(_));
            let main = (0..link).rev().find(had)?;
            let perfect = matches!(&self.chunks[main].piece, Piece::Verb(g) if g.tense == Tense::PastPerfect);
            perfect.then(|| self.word(link))
        };
        // "misstated the year in which she was elected"
        let year = || {
            let which = (2..at).rev().find(|&i| self.is_word(i, &["which", "when", "that"]) && at - i <= 2)?;
            (which.saturating_sub(2)..which).find(|&i| self.is_word(i, &["year", "years", "era", "decade"])).map(|i| self.word(i))
        };
        cue.or_else(inside).or_else(earlier).or_else(year).or_else(before).or_else(career)
    }
}

/// Last words of newspapers' and broadcasters' names.
fn names_outlet(last: &str) -> bool {
    matches!(
        last,
        "times"
            | "post"
            | "herald"
            | "gazette"
            | "journal"
            | "news"
            | "tribune"
            | "telegraph"
            | "guardian"
            | "observer"
            | "chronicle"
            | "mail"
            | "mirror"
            | "express"
            | "courier"
            | "standard"
            | "globe"
            | "examiner"
            | "inquirer"
            | "bulletin"
            | "dispatch"
    )
}
