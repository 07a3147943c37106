//! A passage: title and text of an article as one string, with the way back to offsets in the text.

use crate::domain::{Article, Evidence};

use super::mention::Span;

/// Title and text joined by a line break; a title that the text repeats is left out.
pub struct Passage {
    /// As it is read: lines that a wire has wrapped are joined, lines in capitals are in title case. Every byte keeps its place.
    pub string: String,
    /// As it was written.
    original: String,
    /// Where the article's text begins in `string`, in bytes.
    pub text_start: usize,
}

impl Passage {
    /// Joins an article's title and text.
    pub fn new(article: &Article) -> Self {
        let title = article.title.trim();
        let repeated = title.is_empty() || article.text.trim_start().starts_with(title);
        let mut string = String::with_capacity(title.len() + article.text.len() + 1);
        if !repeated {
            string.push_str(&title.replace('\n', " "));
            string.push('\n');
        }
        let text_start = string.len();
        string.push_str(&article.text);
        Self::of(string, text_start)
    }

    /// A passage of a string whose text begins at byte `text_start`.
    pub fn of(original: String, text_start: usize) -> Self {
        let mut string = original.clone();
        unwrap_lines(&mut string, text_start);
        if string.split('\n').any(is_in_capitals) {
            string = string.split('\n').map(without_capitals).collect::<Vec<_>>().join("\n");
        }
        Self { string, original, text_start }
    }

    /// The piece of the text that a span covers. A span in the title gives the title's words at offset 0, because they are not in the text.
    pub fn evidence(&self, span: &Span) -> Evidence {
        let piece = self.original[span.clone()].trim_end();
        let piece_start = span.start + (piece.len() - piece.trim_start().len());
        let piece = piece.trim_start();
        if piece_start < self.text_start {
            return Evidence { start: 0, end: 0, text: piece.to_string() };
        }
        let start = self.original[self.text_start..piece_start].chars().count();
        Evidence { start, end: start + piece.chars().count(), text: piece.to_string() }
    }
}

/// Lines of a wrapped text are about so long, in bytes.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=90;

/// Joins the lines that a wire or a mail has wrapped: a break behind a full line, with no blank or indented line after it.
fn unwrap_lines(string: &mut String, text_start: usize) {
    let lines: Vec<(usize, &str)> = string[text_start..]
        .split_inclusive('\n')
        .scan(text_start, |start, line| {
            let at = *start;
            *start += line.len();
            Some((at, line.trim_end_matches('\n')))
        })
        .collect();
    let soft = |pair: &&[(usize, &str)]| {
        let (line, next) = (pair[0].1, pair[1].1);
        WRAPPED.contains(&line.len()) && next.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '•' | '*' | '·'))
    };
    // prose breaks lines in the midst of sentences; lists and short paragraphs do not
    let inside = |pair: &&[(usize, &str)]| soft(pair) && pair[1].1.starts_with(char::is_lowercase);
    let longest = lines.iter().map(|(_, line)| line.len()).max().unwrap_or(0);
    let full = lines.windows(2).filter(soft).count();
    let prose = lines.windows(2).filter(inside).count();
    if longest > *WRAPPED.end() || prose == 0 || prose * 3 < full {
        return;
    }
    let breaks: Vec<usize> = lines.windows(2).filter(soft).map(|pair| pair[0].0 + pair[0].1.len()).collect();
    for at in breaks {
        string.replace_range(at..=at, " ");
    }
}

/// Whether a line is written in capitals, as headlines of wires are.
fn is_in_capitals(line: &str) -> bool {
    // most lines are settled by their first words
    if line.bytes().filter(u8::is_ascii_lowercase).nth(line.len() / 8).is_some() {
        return false;
    }
    let count = |is: fn(&u8) -> bool| line.bytes().filter(is).count();
    let (upper, lower) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
    upper >= 12 && lower * 8 <= upper && line.split(' ').filter(|word| word.len() > 1).count() >= 3
}

/// A line in capitals in title case ("ACME NAMES CHIEF" → "Acme Names Chief"); any other as it is.
fn without_capitals(line: &str) -> String {
    if !is_in_capitals(line) {
        return line.to_string();
    }
    let mut inside = false;
    line.chars()
        .map(|c| {
            let keep = !inside || !c.is_ascii();
            inside = c.is_alphanumeric() || matches!(c, '.' | '&') && inside;
            if keep { c } else { c.to_ascii_lowercase() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_read_as_one_and_quoted_as_written() {
        let text = "AKRON, Feb 11 - Initech Corp said on Monday it named Jane Roe\npresident and chief executive, to succeed John Moor, who will go\nin August.\n    Roe was an engineer.";
        let passage = Passage::of(text.to_string(), 0);
        assert_eq!(passage.string.lines().count(), 2);
        assert_eq!(passage.string.len(), text.len());
        assert_eq!(passage.evidence(&(0..75)).text, &text[..75]);
    }

    #[test]
    fn lists_and_paragraphs_keep_their_lines() {
        let text = "The following were appointed to the board of the bank on Monday:\nJane Roe, chair\nJohn Moor, member\nOf these both are bankers.";
        assert_eq!(Passage::of(text.to_string(), 0).string, text);
    }

    #[test]
    fn capitals_become_title_case() {
        assert_eq!(without_capitals("INITECH CORP <INI.N> NAMES JANE ROE PRESIDENT"), "Initech Corp <Ini.n> Names Jane Roe President");
        assert_eq!(without_capitals("IBM and AT&T"), "IBM and AT&T");
    }
}
