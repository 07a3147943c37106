//! A sentence in chunks: what stands where, as the readers of subjects, objects and cues ask it.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::chunk::{Chunk, Piece};
use super::code;
use super::cue::Colours;
use super::lexicon::{self, Form};
use super::names;
use super::token::{Shape, Token};
use crate::extract::mention::{NameForm, OrgForm, OrgMention, PersonMention};

/// A sentence in chunks, with what its frames need to know.
pub struct Sentence<'a> {
    pub string: &'a str,
    pub tokens: &'a [Token],
    pub chunks: &'a [Chunk],
    pub index: usize,
    pub published: Date,
    pub question: bool,
    /// A quotation was opened in an earlier sentence of the paragraph.
    pub open_quote: bool,
    /// Title or title-case line: tenses and articles are dropped.
    pub headline: bool,
    /// What colours every clause of the sentence, once one has asked.
    pub(super) colours: OnceCell<Colours>,
}

/// Words that stand between a verb and what it takes.
#[rustfmt::skip]
pub(super) const SKIPPED: &[&str] = &[
    "the", "a", "an", "new", "also", "both", "first", "current", "next", "its", "then", "own", "later", "newly", "as", "just", "now",
    "each", "permanent", "additional", "female", "male", "woman", "black", "asian", "foreign", "non-family", "youngest", "1st", "2nd", "3rd",
];

/// Words that end what a verb takes.
#[rustfmt::skip]
pub(super) const STOPS: &[&str] = &[
    "after", "before", "amid", "following", "when", "while", "because", "since", "until", "if", "that", "than", "despite", "during",
    "but", "although", "though", "so", "where", "how", "why", "whether", "over", "saying", "according", "citing", "unless", "through",
    "under", "alleges", "alleging", "accuses", "accusing", "who", "which", "whose", "whom", "said", "says",
];

/// "resigned her *post*": the role without its name.
#[rustfmt::skip]
pub(super) const POSTS: &[&str] = &[
    "post", "position", "positions", "posts", "role", "roles", "job", "jobs", "seat", "office", "duties", "title", "titles",
    "responsibilities", "responsibility", "reins", "helm", "chair", "directorship", "mandate", "offices", "spot", "throne", "mantle",
];

impl Sentence<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.chunks.get(at).map(|c| self.tokens[c.from].lower.as_str()).unwrap_or("")
    }

    pub(super) fn text(&self, span: &std::ops::Range<usize>) -> String {
        self.string[span.clone()].to_string()
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Word)) && words.contains(&self.word(at))
    }

    pub(super) fn is_punctuation(&self, at: usize, mark: &str) -> bool {
        self.chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Punctuation)) && self.word(at) == mark
    }

    /// The person mention of a chunk; names that no list knows count as likely people.
    pub fn person(&self, at: usize) -> Option<PersonMention> {
        let chunk = self.chunks.get(at)?;
        match &chunk.piece {
            Piece::Person(person) => Some(person.clone()),
            Piece::Pronoun(form) => Some(PersonMention { span: self.span(at), name: String::new(), form: *form, title: None }),
            Piece::Name(name)
                if chunk.to - chunk.from <= 4
                    && !name.contains(|c: char| c.is_ascii_digit() || c == '&')
                    && (chunk.to - chunk.from != 1 || !self.is_everyday(at))
                    && !self.has_a_trade(chunk.from, chunk.to) =>
            {
                let form = if chunk.to - chunk.from > 1 { NameForm::Likely } else { NameForm::Partial };
                Some(PersonMention { span: self.span(at), name: name.clone(), form, title: None })
            }
            _ => None,
        }
    }

    /// Whether a capitalised word is an everyday one. "names finance executive *Lake*", "names *Steel* CEO": behind a plain word, or between
    /// a verb and a role, of a headline that is not in title case, its capital makes a name of it.
    fn is_everyday(&self, at: usize) -> bool {
        let token = self.chunks[at].from;
        let piece = |i: usize| self.chunks.get(i).map(|c| &c.piece);
        let verb = |t: &Token| lexicon::verb_forms(&t.lower).iter().any(|v| matches!(v.form, Form::Third | Form::Past));
        let takes = matches!(piece(at + 1), Some(Piece::Role(_))) && !matches!(piece(at + 2), Some(Piece::Verb(g)) if g.infinitive);
        // "ex-Standard Chartered executive" goes on with a name
        let plain = |t: &Token| t.shape == Shape::Lower && !t.text(self.string).contains(char::is_uppercase);
        let behind = |t: &Token| plain(t) && (!verb(t) || takes);
        let named = self.headline && !self.tokens[token].weak && token > 0 && behind(&self.tokens[token - 1]);
        names::is_common(&self.tokens[token].lower) && !named
    }

    /// "names *Acme Marketing Veteran* as": a trade inside, which no person's name has.
    fn has_a_trade(&self, from: usize, to: usize) -> bool {
        (from + 1..to - 1).any(|i| code::is_field(&self.tokens[i].lower))
    }

    pub(super) fn organisation(&self, at: usize) -> Option<OrgMention> {
        match &self.chunks.get(at)?.piece {
            Piece::Organisation(org) => Some(org.clone()),
            Piece::Name(name) => Some(OrgMention { span: self.span(at), name: name.clone(), form: OrgForm::Likely }),
            _ => None,
        }
    }

    pub(super) fn span(&self, at: usize) -> std::ops::Range<usize> {
        let chunk = &self.chunks[at];
        self.tokens[chunk.from].start..self.tokens[chunk.to - 1].end
    }

    pub(super) fn ends_clause(&self, at: usize) -> bool {
        match self.chunks.get(at) {
            None => true,
            Some(c) => {
                matches!(c.piece, Piece::Punctuation | Piece::Date(_))
                    || self.is_word(at, &["and", "but", "after", "before", "when", "while", "because", "amid", "following"])
            }
        }
    }
}
