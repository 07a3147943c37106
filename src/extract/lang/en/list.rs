//! Lists: "The following were appointed:" and then a line for each person.

use super::chunk::{Chunk, Piece};
use super::clause::Sentence;
use crate::extract::mention::{DateMention, Filler, Frame, NameForm, PersonMention, RoleMention, Slot, Stance, Tense};

/// The heading that a list stands under.
#[derive(Clone, Debug)]
struct Heading {
    trigger: &'static str,
    role: Option<RoleMention>,
    dates: Vec<DateMention>,
    /// The line of the heading or of the list's last entry.
    line: usize,
}

/// Reads entries of a list while it lasts.
#[derive(Default)]
pub struct List {
    heading: Option<Heading>,
}

const APPOINT: &[&str] = &[
    "appointments",
    "appointment",
    "appointed",
    "appoints",
    "elected",
    "promotions",
    "promoted",
    "named",
    "hires",
    "additions",
    "elections",
    "joining",
    "joined",
    "welcomes",
    "welcome",
];
const DEPART: &[&str] = &["departures", "resignations", "leaving", "retiring", "retirements", "resigned", "retired"];
const MARKS: &[&str] = &["•", "*", "-", "–", "—", "·", "▪", "●", "o", ">"];

impl List {
    /// The frame of a list's entry, if this sentence opens one; a heading opens a list, any other line ends it.
    pub fn read(&mut self, sentence: &Sentence, line: usize, frames: &[Frame]) -> Option<Frame> {
        let last = sentence.tokens.last()?;
        if last.is(":") {
            self.heading = heading(sentence, line, frames);
            return None;
        }
        let heading = self.heading.as_mut()?;
        if line == heading.line {
            return None;
        }
        let entry = (line == heading.line + 1 || line == heading.line + 2).then(|| entry(sentence)).flatten();
        let Some((person, role)) = entry else {
            // further sentences of an entry, or a blank line, do not end the list
            if line > heading.line + 1 {
                self.heading = None;
            }
            return None;
        };
        heading.line = line;
        let role = role.or_else(|| heading.role.clone())?;
        let mut slots = vec![(Slot::Object, Filler::People(vec![person]))];
        slots.push((Slot::As, Filler::Role(role)));
        Some(Frame {
            trigger: heading.trigger,
            span: sentence.tokens[0].start..last.end,
            sentence: sentence.index,
            passive: false,
            tense: Tense::Present,
            stance: Stance::Asserted,
            sourced: false,
            slots,
            dates: heading.dates.clone(),
            quoted: false,
            past_cue: false,
            manner: None,
            interim: false,
            cues: Vec::new(),
        })
    }
}

fn heading(sentence: &Sentence, line: usize, frames: &[Frame]) -> Option<Heading> {
    let says = |words: &[&str]| sentence.tokens.iter().any(|t| words.contains(&t.lower.as_str()));
    let trigger = if says(APPOINT) {
        "list.appoint"
    } else if says(DEPART) {
        "list.leave"
    } else {
        return None;
    };
    let role = sentence.chunks.iter().enumerate().rev().find_map(|(at, chunk)| match &chunk.piece {
        Piece::Role(role) if role.mention.leadership => Some(role.mention.clone()),
        Piece::Board(_) => Some(sentence.board_seat(at)),
        _ => None,
    });
    let dates = frames.first().map(|f| f.dates.clone()).unwrap_or_else(|| sentence.all_dates());
    Some(Heading { trigger, role, dates, line })
}

/// The person that an entry begins with, and the title that stands with the name.
fn entry(sentence: &Sentence) -> Option<(PersonMention, Option<RoleMention>)> {
    let marked = sentence.tokens.first().is_some_and(|t| MARKS.contains(&t.lower.as_str()));
    let first = sentence.chunks.iter().position(|c| !is_mark(sentence, c))?;
    let person = sentence.person(first)?;
    let named = person.form == NameForm::Full || marked && person.form == NameForm::Likely;
    if !named {
        return None;
    }
    let title = person.title.as_ref().filter(|t| !t.before || marked).map(|t| t.role.clone());
    let role = title.or_else(|| match sentence.chunks.get(first + 2).map(|c| &c.piece) {
        Some(Piece::Role(role)) if !matches!(sentence.chunks[first + 1].piece, Piece::Verb(_)) => Some(role.mention.clone()),
        _ => None,
    });
    let ends = matches!(sentence.chunks.get(first + 1).map(|c| &c.piece), None | Some(Piece::Punctuation)) || role.is_some() || marked;
    ends.then_some((person, role))
}

fn is_mark(sentence: &Sentence, chunk: &Chunk) -> bool {
    matches!(chunk.piece, Piece::Punctuation) || MARKS.contains(&sentence.tokens[chunk.from].lower.as_str())
}
