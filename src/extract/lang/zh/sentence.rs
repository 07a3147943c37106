//! Cuts a passage into sentences and gives each as folded characters with the way back to bytes.

use super::fold::{fold, is_han};
use crate::extract::mention::{self, Span};
use crate::extract::passage::Passage;

/// Longer texts are read up to here, in characters: a notice or an article is far shorter, a dump is no news.
const MOST_CHARACTERS: usize = 100_000;
/// A sentence is cut here at the latest, in characters.
const LONGEST: usize = 400;

/// A character of the text that is worth reading.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    /// As folded.
    folded: char,
    /// As written.
    written: char,
    /// Byte in the passage.
    at: usize,
}

/// A sentence as the scanner reads it: without blanks inside words and without line breaks.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub folded: Vec<char>,
    pub written: Vec<char>,
    at: Vec<usize>,
}

impl Line {
    fn push(&mut self, glyph: Glyph) {
        self.folded.push(glyph.folded);
        self.written.push(glyph.written);
        self.at.push(glyph.at);
    }

    /// A line of this text, for tests.
    #[cfg(test)]
    pub fn of(text: &str) -> Line {
        let mut line = Line::default();
        text.char_indices().for_each(|(at, written)| line.push(Glyph { folded: fold(written), written, at }));
        line
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Bytes of the passage that characters `from..to` cover.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.at.get(from), to.checked_sub(1).and_then(|last| self.at.get(last).map(|at| at + self.written[last].len_utf8()))) {
            (Some(&start), Some(end)) if end >= start => start..end,
            _ => 0..0,
        }
    }

    /// The text as written, without blanks between ideographs.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.written[from..to].iter().collect()
    }

    /// Whether the folded text at `from` starts with a word.
    pub fn starts(&self, from: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.folded.get(from + i) == Some(&c))
    }

    /// Whether the folded text has a word anywhere.
    pub fn has(&self, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return true };
        self.folded.iter().enumerate().any(|(at, c)| *c == first && self.starts(at, word))
    }
}

/// A sentence with its place.
pub struct Cut {
    pub line: Line,
    pub sentence: mention::Sentence,
}

/// All sentences of a passage, the title first.
pub fn cut(passage: &Passage) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for (index, paragraph) in paragraphs(passage).into_iter().enumerate() {
        let title = paragraph.first().is_some_and(|g| g.at < passage.text_start);
        cut_paragraph(&paragraph, index, title || index == 0, title, &mut cuts);
    }
    cuts
}

/// The passage's paragraphs; lines that a page's width broke are joined again.
fn paragraphs(passage: &Passage) -> Vec<Vec<Glyph>> {
    let wrapped = is_wrapped(&passage.string);
    let mut paragraphs: Vec<Vec<Glyph>> = vec![Vec::new()];
    for (at, written) in passage.string.char_indices().take(MOST_CHARACTERS) {
        if written != '\n' {
            if let Some(last) = paragraphs.last_mut() {
                last.push(Glyph { folded: fold(written), written, at });
            }
            continue;
        }
        let last = paragraphs.last().map(Vec::as_slice).unwrap_or(&[]);
        let full = last.iter().rev().take_while(|g| g.at >= passage.text_start).count() >= 20;
        let ended = last.iter().rev().find(|g| g.folded != ' ').is_none_or(|g| matches!(g.folded, '。' | '!' | '?' | ';' | ':' | '”'));
        if !(wrapped && full && !ended) {
            paragraphs.push(Vec::new());
        }
    }
    paragraphs
}

/// Whether most of the long lines stop in the middle of a sentence, at about the same width.
fn is_wrapped(string: &str) -> bool {
    let widths: Vec<(usize, bool)> = string
        .lines()
        .take(400)
        .map(|line| {
            let line = line.trim_end();
            (line.chars().take(200).count(), line.ends_with(['。', '！', '？', '；', '：', '”', ':', ';', '!', '?', '」']))
        })
        .collect();
    let widest = widths.iter().filter(|(w, ended)| !ended && *w < 60).map(|(w, _)| *w).max().unwrap_or(0);
    let broken = widths.iter().filter(|(w, ended)| !ended && *w >= 20 && *w + 4 >= widest && *w < 60).count();
    let long = widths.iter().filter(|(w, _)| *w > 60).count();
    widest >= 24 && broken >= 3 && long == 0
}

fn cut_paragraph(glyphs: &[Glyph], index: usize, headline: bool, title: bool, cuts: &mut Vec<Cut>) {
    let mut start = 0;
    let mut at = 0;
    while at < glyphs.len() {
        let c = glyphs[at].folded;
        let mut end = matches!(c, '。' | '!' | '?') || at - start >= LONGEST && matches!(c, ',' | ';' | ' ');
        end |= at - start >= 2 * LONGEST;
        at += 1;
        if end {
            while at < glyphs.len() && matches!(glyphs[at].folded, '”' | ')' | '。' | '!' | '?' | '’') {
                at += 1;
            }
            push(&glyphs[start..at], index, headline, title, cuts);
            start = at;
        }
    }
    push(&glyphs[start..], index, headline, title, cuts);
}

/// "总经理张某辞职 2018年薪酬为50万元": the words before the blank have told something; what follows is another matter.
fn told(folded: &[char]) -> bool {
    const ENDS: [[char; 2]; 16] = [
        ['辞', '职'],
        ['离', '职'],
        ['辞', '任'],
        ['离', '任'],
        ['卸', '任'],
        ['请', '辞'],
        ['退', '休'],
        ['接', '任'],
        ['接', '棒'],
        ['兼', '任'],
        ['上', '任'],
        ['履', '新'],
        ['去', '世'],
        ['逝', '世'],
        ['免', '职'],
        ['职', '务'],
    ];
    ENDS.iter().any(|end| folded.ends_with(end))
}

/// Blanks stay only where they part: between Latin words, doubled or full-width, and between ideographs of a headline.
fn push(glyphs: &[Glyph], index: usize, headline: bool, title: bool, cuts: &mut Vec<Cut>) {
    let first = glyphs.iter().position(|g| !g.folded.is_whitespace());
    let last = glyphs.iter().rposition(|g| !g.folded.is_whitespace());
    let (Some(first), Some(last)) = (first, last) else { return };
    let glyphs = &glyphs[first..=last];
    let mut line = Line::default();
    for (i, glyph) in glyphs.iter().enumerate() {
        if glyph.folded == '\r' || glyph.folded == '\u{feff}' || glyph.folded == '\u{200b}' {
            continue;
        }
        if glyph.folded == ' ' {
            let before = line.folded.last().copied().unwrap_or(' ');
            let after = glyphs[i + 1..].iter().map(|g| g.folded).find(|c| *c != ' ').unwrap_or(' ');
            let wide = glyph.written == '\u{3000}' || glyphs[i + 1].folded == ' ';
            let latin = before.is_ascii_alphabetic() && after.is_ascii_alphanumeric();
            let parts = is_han(before) && (is_han(after) && (wide || headline) || after.is_ascii_digit() && headline && told(&line.folded));
            if before == ' ' || !(latin || parts) {
                continue;
            }
        }
        line.push(*glyph);
    }
    let end = glyphs.last().map_or(0, |g| g.at + g.written.len_utf8());
    let sentence = mention::Sentence { span: glyphs[0].at..end, opening: glyphs[0].at, line: index, title };
    cuts.push(Cut { line, sentence });
}
