//! Names that an article or a description makes organisations', whatever they look like.

use super::chunk::Piece;
use super::read::Read;
use super::{names, token, words};
use crate::extract::mention::{NameForm, OrgForm, OrgMention};

/// "The Aurelian Lisbon", "Anton Hessel, the fashion house,": an article or a description makes an organisation of what looks like a person.
pub fn settle_by_description(reads: &mut [Read]) {
    let mut described: Vec<String> = Vec::new();
    for read in reads.iter() {
        for (at, chunk) in read.chunks.iter().enumerate() {
            let name = match &chunk.piece {
                Piece::Person(p) if p.form == NameForm::Full && p.title.is_none() => &p.name,
                Piece::Name(name) => name,
                _ => continue,
            };
            if has_article(read, at) && chunk.to - chunk.from > 1 || is_described(read, at) || is_led(read, at) {
                described.push(name.clone());
            }
        }
    }
    if described.is_empty() {
        return;
    }
    for read in reads {
        for chunk in &mut read.chunks {
            let name = match &chunk.piece {
                Piece::Person(p) if p.title.is_none() => &p.name,
                Piece::Name(name) => name,
                _ => continue,
            };
            if described.contains(name) {
                let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
                chunk.piece = Piece::Organisation(OrgMention { span, name: name.clone(), form: OrgForm::Named });
            }
        }
    }
}

/// "*The* Aurelian Lisbon".
fn has_article(read: &Read, at: usize) -> bool {
    let from = read.chunks[at].from;
    from > 0
        && read.tokens[from - 1].is("the")
        && !read.headline
        && matches!(read.chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Punctuation | Piece::Mark | Piece::Verb(_)))
}

/// "board member *of Raymond Lifestyle*": who has such a role is no person.
fn is_led(read: &Read, at: usize) -> bool {
    let Some(Piece::Role(role)) = at.checked_sub(2).map(|i| &read.chunks[i].piece) else { return false };
    let of = read.tokens[read.chunks[at - 1].from].is("of") && matches!(read.chunks[at - 1].piece, Piece::Word);
    of && role.mention.organisation.is_none()
        && role.mention.leadership
        && !matches!(
            role.mention.role.code.as_str(),
            "HEAD" | "LEAD" | "CHIEF_OF_STAFF" | "SUCCESSOR" | "PREDECESSOR" | "PARTNER" | "SECRETARY"
        )
}

/// ", the 184-room *hotel* on …,": an apposition whose first noun is a kind of organisation.
fn is_described(read: &Read, at: usize) -> bool {
    let token = |i: usize| read.tokens.get(i).map_or("", |t| t.lower.as_str());
    let mut i = read.chunks[at].to;
    if token(i) != "," || !matches!(token(i + 1), "a" | "an" | "the" | "one") {
        return false;
    }
    i += 2;
    for j in i..(i + 7).min(read.tokens.len()) {
        let word = token(j);
        let lower = read.tokens[j].shape == token::Shape::Lower;
        if lower && words::KINDS.contains(&word)
            || lower
                && words::ANAPHORS.contains(&word)
                && !matches!(
                    word,
                    "board"
                        | "giant"
                        | "department"
                        | "district"
                        | "producer"
                        | "developer"
                        | "publisher"
                        | "operator"
                        | "broker"
                        | "maker"
                        | "miner"
                )
        {
            return !matches!(
                token(j + 1),
                "man"
                    | "woman"
                    | "veteran"
                    | "executive"
                    | "chief"
                    | "boss"
                    | "founder"
                    | "lawyer"
                    | "'s"
                    | "’s"
                    | "owner"
                    | "partner"
                    | "insider"
                    | "analyst"
            );
        }
        let between = matches!(read.tokens[j].shape, token::Shape::Lower | token::Shape::Number) || names::is_place_token(word) || j == i;
        if !between || matches!(word, "who" | "which" | "of" | "in" | "at" | "for" | "to" | "with" | "from" | "and") && word != "and" {
            return false;
        }
    }
    false
}
