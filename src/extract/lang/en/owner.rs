//! Who appoints: names that the verb behind them makes organisations'.

use std::collections::HashSet;

use super::chunk::{Chunk, Piece};
use super::read::Read;
use super::token::{self, Token};
use super::{facts, names, words};
use crate::extract::mention::{OrgForm, OrgMention};

/// "Earn Alliance Welcomes New COO", "Sharp said": capitalised words of everyday use before a verb of appointing or telling are an organisation's name.
pub fn ordinary_owner(read: &mut Read, string: &str, surnames: &HashSet<String>, organisations: &mut Vec<String>) {
    let start = read
        .chunks
        .iter()
        .take_while(|c| matches!(c.piece, Piece::Punctuation) || matches!(&c.piece, Piece::Organisation(o) if o.form == OrgForm::Likely))
        .count();
    let teller = |c: &Chunk| match &c.piece {
        Piece::Verb(g) => {
            !g.passive
                && !g.infinitive
                && !g.gerund
                && (g.trigger.is_some_and(|t| matches!(t.class, "appoint" | "present" | "welcome" | "strengthen" | "dismiss" | "lose"))
                    || matches!(g.lemma, "say" | "announce" | "confirm"))
        }
        _ => false,
    };
    let Some(verb) = read.chunks.iter().position(teller).filter(|&v| v > start && v <= start + 6) else { return };
    // "Left-winger ousts", "Rebels dismiss": people of a kind
    let kind =
        |t: &Token| t.lower.ends_with('s') || t.text(string).split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    if verb == start + 1 && read.chunks[start].to - read.chunks[start].from == 1 && kind(&read.tokens[read.chunks[start].from]) {
        return;
    }
    let plain = |c: &Chunk| {
        matches!(c.piece, Piece::Word | Piece::Name(_) | Piece::Place)
            && read.tokens[c.from..c.to].iter().all(|t| t.is_capital() || t.is("&") || t.is("of") || t.shape == token::Shape::Number)
    };
    let owner = &read.chunks[start..verb];
    let first = &read.tokens[owner[0].from];
    let heading = first.lower.ends_with('s') && facts::Spelled::facts(&first.lower).noun.is_some();
    if heading
        || !owner.iter().all(plain)
        || !owner.iter().any(|c| matches!(c.piece, Piece::Word))
        || names::is_function_word(&first.lower)
        || words::KNOWN_BY_SURNAME.contains(&first.lower.as_str())
        || read.tokens[owner[owner.len() - 1].from].is("of")
    {
        return;
    }
    let (from, to) = (owner[0].from, owner[owner.len() - 1].to);
    let span = read.tokens[from].start..read.tokens[to - 1].end;
    let name = string[span.clone()].to_string();
    // "Walker has said", where the text has "Sir David Walker"
    if !read.headline && surnames.contains(&name) {
        return;
    }
    organisations.push(name.clone());
    let chunk = Chunk { from, to, piece: Piece::Organisation(OrgMention { span, name, form: OrgForm::Named }) };
    read.chunks.splice(start..verb, [chunk]);
}
