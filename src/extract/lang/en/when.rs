//! The dates that belong to a clause.

use super::chunk::Piece;
use super::clause::Sentence;
use super::date;
use crate::extract::mention::{DateMention, Frame, Tense};

impl Sentence<'_> {
    /// The dates of the clause: those behind the trigger up to the next verb, and one directly before it or at the head of the sentence.
    pub(super) fn dates(&self, at: usize, frame: &Frame) -> Vec<DateMention> {
        let told = (0..at).rev().find_map(|i| match &self.chunks[i].piece {
            Piece::Verb(g) => Some(g.tense),
            _ => None,
        });
        let noun = matches!(self.chunks[at].piece, Piece::Noun(..));
        let past = match frame.tense {
            // "revealed the departure of Roe in January"
            Tense::None if noun && told == Some(Tense::Past) => Some(true),
            Tense::Future => Some(false),
            Tense::Past | Tense::Perfect | Tense::PastPerfect => Some(true),
            Tense::Present | Tense::None => None,
        };
        // what has been decided may begin on a day to either side: "has been named CEO, effective April 1"
        let past = |found: &date::Found| if found.explicit && frame.tense != Tense::Future { None } else { past };
        let mut dates = Vec::new();
        // "became president when the merger closed in August", "took over after Moor had left in 2019": as old as that
        let after = (at + 1..(at + 14).min(self.chunks.len()))
            .take_while(|&i| !matches!(self.word(i), ";" | ":" | "who" | "which"))
            .find(|&i| self.is_word(i, &["when", "after"]));
        if let (Some(link), Tense::Past) = (after, frame.tense) {
            let reach = link + 1..(link + 14).min(self.chunks.len());
            let told = reach.take_while(|&i| !matches!(self.word(i), ";" | ":")).find_map(|i| match &self.chunks[i].piece {
                Piece::Date(found) if !found.since => Some(date::place(found, self.published, Some(true), self.span(i))),
                _ => None,
            });
            let own = (at + 1..link).any(|i| matches!(&self.chunks[i].piece, Piece::Date(_)))
                || at > 0 && matches!(&self.chunks[at - 1].piece, Piece::Date(_))
                || matches!(&self.chunks[0].piece, Piece::Date(_));
            dates.extend(told.filter(|d| !own && !d.weekday).map(|d| DateMention { effective: false, ..d }));
        }
        let mut i = at + 1;
        while i < self.chunks.len() {
            match &self.chunks[i].piece {
                Piece::Date(found) if !found.since => {
                    let mut mention = date::place(found, self.published, past(found), self.span(i));
                    mention.effective |= !found.until;
                    dates.push(mention);
                }
                // "the appointment takes effect on October 15"
                Piece::Verb(g) if g.lemma == "take" && self.is_word(i + 1, &["effect"]) => {}
                Piece::Verb(g) if !(g.infinitive || g.gerund) => break,
                Piece::Word
                    if matches!(
                        self.word(i),
                        "who" | "which" | "while" | "after" | "when" | "whose" | "but" | "pursuant" | "since" | "because"
                    ) =>
                {
                    break;
                }
                Piece::Punctuation if matches!(self.word(i), ";" | ":") => break,
                _ => {}
            }
            i += 1;
        }
        // "by 50 he had been ousted; in November 1975 he walked in": what had happened is older than the year that the sentence gives
        if dates.is_empty() && frame.tense == Tense::PastPerfect {
            let later = self.chunks[at..].iter().enumerate().find_map(|(i, c)| match &c.piece {
                Piece::Date(found) if found.explicit && !found.since => {
                    Some(date::place(found, self.published, Some(true), self.span(at + i)))
                }
                _ => None,
            });
            dates.extend(later.map(|d| DateMention { effective: false, ..d }));
        }
        // "resigned with immediate effect on Monday": Monday is the day
        if dates.len() > 1 {
            let today = |d: &DateMention| d.first == self.published && d.last == self.published && !d.weekday;
            let other = dates.iter().any(|d| !today(d) && d.effective && d.weekday);
            dates.iter_mut().filter(|d| other && today(d)).for_each(|d| d.effective = false);
        }
        let mut before = at;
        while before > 0 {
            before -= 1;
            match &self.chunks[before].piece {
                Piece::Date(found) if !found.since && (at - before == 1 || before <= 1) => {
                    let mut mention = date::place(found, self.published, past(found), self.span(before));
                    mention.effective =
                        mention.effective && before <= 1 && (found.explicit || found.effective && frame.tense == Tense::Future);
                    dates.push(mention);
                }
                Piece::Verb(_) | Piece::Noun(..) => break,
                _ => {}
            }
        }
        dates
    }

    /// All dates of the sentence, ahead where the year is left out.
    pub fn all_dates(&self) -> Vec<DateMention> {
        let found = self.chunks.iter().enumerate().filter_map(|(i, c)| match &c.piece {
            Piece::Date(found) if !found.since => Some(date::place(found, self.published, None, self.span(i))),
            _ => None,
        });
        found.collect()
    }
}
