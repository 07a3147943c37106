//! What the lexicon, the title grammar and the calendar see in a sentence before any name is known.

use super::lexicon::{self, Lex};
use super::sentence::Line;
use super::title::{self, Title};

/// For every character the word and the title that begin there, and whether something ends there.
pub struct Marks {
    words: Vec<Option<(usize, Lex)>>,
    titles: Vec<Option<Title>>,
    ends: Vec<bool>,
}

impl Marks {
    /// Reads a sentence.
    pub fn new(line: &Line) -> Self {
        let len = line.len();
        let folded = &line.folded;
        let mut marks = Marks { words: vec![None; len], titles: vec![None; len], ends: vec![false; len + 1] };
        marks.ends[0] = true;
        marks.ends[len] = true;
        let mut at = 0;
        let mut covered = 0;
        let mut worded = 0;
        while at < len {
            marks.words[at] = lexicon::longest(folded, at);
            if let Some((to, Lex::Word)) = marks.words[at]
                && to - at >= 3
            {
                worded = worded.max(to);
            }
            // 职员 in 离职员工 is no title
            let hidden = at < worded && marks.words[at].is_none_or(|(to, lex)| to < worded || lex != Lex::Word);
            if at >= covered && !hidden {
                marks.titles[at] = title::read(folded, at);
                if let Some(title) = &marks.titles[at] {
                    covered = title.to;
                    marks.ends[title.to] = true;
                }
            }
            if let Some((to, _)) = marks.words[at]
                && at >= covered
            {
                marks.ends[to] = true;
            }
            at += 1;
        }
        marks
    }

    /// The lexicon word that begins here.
    pub fn word(&self, at: usize) -> Option<(usize, Lex)> {
        self.words.get(at).copied().flatten()
    }

    /// The title that begins here and is no part of one that began before.
    pub fn title(&self, at: usize) -> Option<&Title> {
        self.titles.get(at).and_then(Option::as_ref)
    }

    /// Whether a word or a title ends here, or the sentence begins.
    pub fn ends(&self, at: usize) -> bool {
        self.ends.get(at).copied().unwrap_or(true)
    }
}
