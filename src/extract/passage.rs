//! A passage: title and text of an article as one string, with the way back to offsets in the text.

use crate::domain::{Article, Evidence};

use super::mention::Span;

/// Title and text joined by a line break; a title that the text repeats is left out.
pub struct Passage {
    pub string: String,
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
        Self { string, text_start }
    }

    /// The piece of the text that a span covers. A span in the title gives the title's words at offset 0, because they are not in the text.
    pub fn evidence(&self, span: &Span) -> Evidence {
        let piece = self.string[span.clone()].trim_end();
        let piece_start = span.start + (piece.len() - piece.trim_start().len());
        let piece = piece.trim_start();
        if piece_start < self.text_start {
            return Evidence { start: 0, end: 0, text: piece.to_string() };
        }
        let start = self.string[self.text_start..piece_start].chars().count();
        Evidence { start, end: start + piece.chars().count(), text: piece.to_string() }
    }
}
