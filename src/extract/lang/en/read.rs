//! A sentence as it is read: its tokens and chunks, and the mentions that they hold.

use super::chunk::{Chunk, Piece};
use super::date;
use super::token::{self, Token};
use crate::extract::mention::{OrgForm, OrgMention, Parsed, Sentence, Span};
use crate::extract::reader::Reader;

/// A sentence with its tokens and chunks.
pub struct Read {
    pub sentence: Sentence,
    pub tokens: Vec<Token>,
    pub chunks: Vec<Chunk>,
    pub headline: bool,
    /// Curly quotation marks that open less those that close, and straight ones.
    pub quotes: (i32, usize),
}

/// Counts a sentence's quotation marks.
pub fn quotes(tokens: &[Token]) -> (i32, usize) {
    let marks = tokens.iter().filter(|t| t.shape == token::Shape::Punctuation);
    marks.fold((0, 0), |(curly, straight), t| match t.lower.as_str() {
        "“" => (curly + 1, straight),
        "”" => (curly - 1, straight),
        "\"" => (curly, straight + 1),
        _ => (curly, straight),
    })
}

/// Whether a quotation that an earlier sentence of the paragraph opened is still open.
pub fn open_quote(reads: &[Read], index: usize) -> bool {
    let line = reads[index].sentence.line;
    let before = reads[..index].iter().rev().take_while(|r| r.sentence.line == line).take(12);
    let (marks, straight) = before.fold((0, 0), |(marks, straight), read| (marks + read.quotes.0, straight + read.quotes.1));
    marks > 0 || straight % 2 == 1
}

/// The relative clauses that two commas part from the clause around them.
pub fn asides(read: &Read) -> Vec<Span> {
    let comma = |i: usize| read.chunks.get(i).is_some_and(|c| matches!(c.piece, Piece::Punctuation) && read.tokens[c.from].is(","));
    let relative =
        |c: &Chunk| matches!(c.piece, Piece::Word) && matches!(read.tokens[c.from].lower.as_str(), "who" | "which" | "whose" | "where");
    let mut asides: Vec<Span> = Vec::new();
    for open in (1..read.chunks.len()).filter(|&i| comma(i - 1) && relative(&read.chunks[i])) {
        let Some(close) = (open + 1..read.chunks.len()).find(|&i| comma(i)) else { continue };
        asides.push(read.tokens[read.chunks[open].from].start..read.tokens[read.chunks[close].from].start);
    }
    asides
}

/// Lists a sentence's mentions of people and organisations.
pub fn collect(read: &Read, index: usize, reader: &Reader, parsed: &mut Parsed) {
    for chunk in &read.chunks {
        let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
        match &chunk.piece {
            Piece::Person(person) => {
                if let Some(org) = person.title.as_ref().and_then(|t| t.role.organisation.clone()).filter(|o| o.form != OrgForm::Anaphor) {
                    parsed.titled.push((index, org));
                }
                parsed.people.push((index, person.clone()));
            }
            Piece::Organisation(org) => parsed.organisations.push((index, org.clone())),
            Piece::Role(role) => {
                if role.fresh && role.mention.leadership && role.mention.role.code != "SUCCESSOR" {
                    parsed.vacant.push((index, role.mention.clone()));
                }
                if let Some(org) = role.mention.organisation.clone().filter(|o| o.form != OrgForm::Anaphor) {
                    parsed.organisations.push((index, org));
                }
                parsed.roles.push((index, role.mention.clone()));
            }
            Piece::Date(found) if !found.since => parsed.dates.push((index, date::place(found, reader.published, Some(true), span))),
            Piece::Name(name) => parsed.organisations.push((index, OrgMention { span, name: name.clone(), form: OrgForm::Likely })),
            _ => {}
        }
    }
}
