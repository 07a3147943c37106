//! Phrases that colour a sentence, and whether one of them stands in it.

use super::token::Token;

/// One bit for each way in which a word may begin, by its first two letters and its length.
type Beginnings = [u64; 4];

/// Phrases of one or more words, with the ways in which they begin: most sentences hold no word that begins so.
pub(super) struct Phrases {
    list: &'static [&'static str],
    beginnings: Beginnings,
}

/// A list of phrases, prepared or not.
pub(super) trait PhraseList {
    fn list(&self) -> &[&'static str];

    /// Whether one of the phrases may begin as one of these words does.
    fn may_stand(&self, _words: &Beginnings) -> bool {
        true
    }
}

impl Phrases {
    pub const fn new(list: &'static [&'static str]) -> Self {
        let mut beginnings = [0; 4];
        let mut at = 0;
        while at < list.len() {
            let bit = beginning(list[at].as_bytes());
            beginnings[bit / 64] |= 1 << (bit % 64);
            at += 1;
        }
        Self { list, beginnings }
    }
}

impl PhraseList for Phrases {
    fn list(&self) -> &[&'static str] {
        self.list
    }

    fn may_stand(&self, words: &Beginnings) -> bool {
        self.beginnings.iter().zip(words).any(|(phrases, words)| phrases & words != 0)
    }
}

impl<const N: usize> PhraseList for [&'static str; N] {
    fn list(&self) -> &[&'static str] {
        self
    }
}

/// The place of the first word of `text` among the beginnings.
const fn beginning(text: &[u8]) -> usize {
    let mut length = 0;
    while length < text.len() && text[length] != b' ' {
        length += 1;
    }
    place(text, length)
}

/// The place of a word of `length` bytes with which `text` begins.
const fn place(text: &[u8], length: usize) -> usize {
    let first = if length > 0 { text[0] as usize } else { 0 };
    let second = if length > 1 { text[1] as usize } else { 0 };
    (first * 31 + second * 7 + length * 131) % 256
}

/// Words in which phrases are looked for.
pub(super) struct Words<'t> {
    tokens: &'t [Token],
    beginnings: Beginnings,
}

impl<'t> Words<'t> {
    pub fn new(tokens: &'t [Token]) -> Self {
        let mut beginnings = [0; 4];
        for bit in tokens.iter().map(|token| place(token.lower.as_bytes(), token.lower.len())) {
            beginnings[bit / 64] |= 1 << (bit % 64);
        }
        Self { tokens, beginnings }
    }

    /// The first of the phrases that stands in the words, word for word.
    pub fn have(&self, phrases: &impl PhraseList) -> Option<&'static str> {
        if !phrases.may_stand(&self.beginnings) {
            return None;
        }
        phrases.list().iter().copied().find(|phrase| self.has(phrase))
    }

    fn has(&self, phrase: &str) -> bool {
        let bit = beginning(phrase.as_bytes());
        if self.beginnings[bit / 64] & 1 << (bit % 64) == 0 {
            return false;
        }
        let stands_at = |at: usize| {
            let mut parts = phrase.split(' ').enumerate();
            parts.all(|(i, word)| self.tokens.get(at + i).is_some_and(|token| token.is(word)))
        };
        let (first, second) = (phrase.as_bytes()[0], phrase.as_bytes().get(1));
        let begins =
            |token: &Token| matches!(token.lower.as_bytes(), [a, rest @ ..] if *a == first && (rest.is_empty() || rest.first() == second));
        (0..self.tokens.len()).any(|at| begins(&self.tokens[at]) && stands_at(at))
    }
}

/// The first of the phrases that stands in the tokens, word for word.
pub(super) fn has_phrase(tokens: &[Token], phrases: &impl PhraseList) -> Option<&'static str> {
    Words::new(tokens).have(phrases)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    #[test]
    fn a_phrase_is_found_wherever_it_stands_and_only_whole() {
        const SAID: Phrases = Phrases::new(&["sources", "is said to", "people familiar"]);
        for (text, found) in [
            ("Sources say so", Some("sources")),
            ("She is said to leave", Some("is said to")),
            ("so say people familiar", Some("people familiar")),
            ("resources, people unfamiliar, is said", None),
            ("", None),
        ] {
            let tokens = tokenize(text, 0);
            assert_eq!(has_phrase(&tokens, &SAID), found, "{text}");
            assert_eq!(has_phrase(&tokens, &["sources", "is said to", "people familiar"]), found, "{text}");
        }
    }
}
