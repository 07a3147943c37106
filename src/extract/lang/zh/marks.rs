//! What the lexicon and the title grammar see in a sentence before any name is known.

use super::lexicon::{self, Lex};
use super::sentence::Line;
use super::title::{self, Title};

/// For every character the word and the title that begin there, and what ends there.
pub struct Marks {
    words: Vec<Option<(usize, Lex)>>,
    titles: Vec<Title>,
    /// For every character the title that begins there, counted from 1; 0 is none.
    title_at: Vec<u16>,
    ends: Vec<Ends>,
}

/// What ends before a character.
#[derive(Clone, Copy, Default)]
struct Ends {
    /// A word or a title, or the sentence begins.
    any: bool,
    title: bool,
    /// The characters of the longest word that ends here, of those that begin at most seven before.
    word: u8,
}

impl Marks {
    /// Reads a sentence.
    pub fn new(line: &Line) -> Self {
        let len = line.len();
        let folded = &line.folded;
        let mut marks = Marks { words: vec![None; len], titles: Vec::new(), title_at: vec![0; len], ends: vec![Ends::default(); len + 1] };
        marks.ends[0].any = true;
        marks.ends[len].any = true;
        let (mut covered, mut worded) = (0, 0);
        for at in 0..len {
            let word = lexicon::longest(folded, at);
            marks.words[at] = word;
            if let Some((to, lex)) = word {
                marks.ends[to].word = marks.ends[to].word.max((to - at) as u8);
                if lex == Lex::Word && to - at >= 3 {
                    worded = worded.max(to);
                }
            }
            // 职员 in 离职员工 is no title
            let hidden = at < worded && word.is_none_or(|(to, lex)| to < worded || lex != Lex::Word);
            if at >= covered
                && !hidden
                && let Some(title) = title::read(folded, at)
            {
                covered = title.to;
                marks.ends[title.to].any = true;
                marks.ends[title.to].title = true;
                marks.titles.push(title);
                marks.title_at[at] = marks.titles.len() as u16;
            }
            if let Some((to, _)) = word
                && at >= covered
            {
                marks.ends[to].any = true;
            }
        }
        marks
    }

    /// The lexicon word that begins here.
    pub fn word(&self, at: usize) -> Option<(usize, Lex)> {
        self.words.get(at).copied().flatten()
    }

    /// The longest lexicon word that ends here: where it begins and what it is.
    pub fn word_before(&self, at: usize) -> Option<(usize, Lex)> {
        let len = self.ends.get(at).map_or(0, |ends| ends.word as usize);
        let from = at.checked_sub(len).filter(|_| len > 0)?;
        self.word(from).map(|(_, lex)| (from, lex))
    }

    /// The title that begins here and is no part of one that began before.
    pub fn title(&self, at: usize) -> Option<&Title> {
        self.title_at.get(at).and_then(|index| self.titles.get((*index as usize).wrapping_sub(1)))
    }

    /// Whether a title ends here.
    pub fn title_before(&self, at: usize) -> bool {
        self.ends.get(at).is_some_and(|ends| ends.title)
    }

    /// Whether a word or a title ends here, or the sentence begins.
    pub fn ends(&self, at: usize) -> bool {
        self.ends.get(at).is_none_or(|ends| ends.any)
    }
}
