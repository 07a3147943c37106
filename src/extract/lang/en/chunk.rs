//! Chunks of an English sentence: people with the titles they carry, organisations, roles, dates, verb groups, and the words between.

use super::apposition::{attach_roles, attach_titles};
use super::board::board_noun;
use super::date;
use super::facts::Spelled;
use super::names::{self, Class};
use super::title::{self, TitleMatch};
use super::token::{Shape, Token};
use super::verb::{self, VerbGroup};
use super::words::ANAPHORS;
use crate::domain::{HoldStatus, Manner};
use crate::extract::gazetteer::Gazetteer;
use crate::extract::mention::{Gender, NameForm, OrgForm, OrgMention, PersonMention, RoleMention};

/// What a chunk is.
#[derive(Clone, Debug)]
pub enum Piece {
    Person(PersonMention),
    Organisation(OrgMention),
    /// A capitalised name that may be a person's or an organisation's.
    Name(String),
    Place,
    /// "the board (of directors)": who appoints, or where somebody sits.
    Board(OrgMention),
    Role(RoleChunk),
    Date(date::Found),
    Verb(Box<VerbGroup>),
    Noun(&'static str, Option<Manner>),
    /// he, she, they, I, we, who
    Pronoun(NameForm),
    /// his, her, its, their, our, my
    Possessive(NameForm),
    /// 's
    Mark,
    Word,
    Punctuation,
}

/// A role with the words before it.
#[derive(Clone, Debug)]
pub struct RoleChunk {
    pub mention: RoleMention,
    pub status: HoldStatus,
    pub fresh: bool,
    /// "a", "the": "a director" is no title of somebody known.
    pub article: bool,
    /// "his successor as", "its" …: whose role it is, when a pronoun says so.
    pub of_person: bool,
}

#[derive(Clone, Debug)]
pub struct Chunk {
    pub piece: Piece,
    pub from: usize,
    pub to: usize,
}

/// Cuts a sentence's tokens into chunks, then joins what belongs together.
pub fn chunk(tokens: &[Token], string: &str, gazetteer: &Gazetteer) -> Vec<Chunk> {
    let mut chunks = base(tokens, string, gazetteer);

    attach_roles(&mut chunks, tokens, string);
    attach_titles(&mut chunks, tokens);
    // "the chair, Professor Jane Roe,": a title behind a title
    attach_titles(&mut chunks, tokens);
    chunks
}

fn base(tokens: &[Token], string: &str, gazetteer: &Gazetteer) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (piece, to) = piece_at(tokens, string, at, gazetteer, chunks.last());
        debug_assert!(to > at);
        chunks.push(Chunk { piece, from: at, to });
        at = to;
    }
    chunks
}

fn piece_at(tokens: &[Token], string: &str, at: usize, gazetteer: &Gazetteer, previous: Option<&Chunk>) -> (Piece, usize) {
    let token = &tokens[at];
    let word = token.lower.as_str();
    if let Some(known) = known(tokens, string, at, gazetteer) {
        return known;
    }
    if token.shape == Shape::Punctuation {
        let mark = matches!(word, "'s" | "’s")
            || matches!(word, "'" | "’") && at > 0 && tokens[at - 1].end == token.start && tokens[at - 1].lower.ends_with('s');
        return (if mark { Piece::Mark } else { Piece::Punctuation }, at + 1);
    }
    if matches!(word, "'s") && !matches!(previous.map(|c| &c.piece), Some(Piece::Pronoun(_))) && verb::read(tokens, string, at).is_none() {
        return (Piece::Mark, at + 1);
    }
    // "Trader Joe's", "President's Choice": a listed name of several words goes before the title that it seems to begin with
    if token.is_capital()
        && names::known_organisation(tokens, string, at).is_some_and(|(from, to)| to > from + 1)
        && let Some(name) = names::read(tokens, string, at).filter(|name| name.class == Class::Organisation)
    {
        return named(tokens, string, name);
    }
    if let Some(found) = date::read(tokens, at) {
        return (Piece::Date(found), found.to);
    }
    if token.shape == Shape::Symbol {
        return symbol(token, string, at);
    }
    if let Some(piece) = pronoun(word).filter(|_| token.shape == Shape::Lower || token.weak || word == "i") {
        return (piece, at + 1);
    }
    if let Some(board) = board(tokens, at) {
        return board;
    }
    if let Some(found) = title::read(tokens, string, at).filter(|found| usable_title(tokens, found)) {
        let to = found.to;
        return (Piece::Role(role_chunk(tokens, string, found)), to);
    }
    if let Some(group) = verb::read(tokens, string, at).filter(|_| !opens_person(tokens, at)) {
        let to = group.to;
        return (Piece::Verb(Box::new(group)), to);
    }
    if let Some((_, class, manner)) = token.lower.facts().noun.filter(|_| token.shape == Shape::Lower || token.weak) {
        return (Piece::Noun(class, *manner), at + 1);
    }
    if (token.is_capital() || token.shape == Shape::Lower && matches!(word, "von" | "van" | "al"))
        && let Some(name) = names::read(tokens, string, at)
    {
        return named(tokens, string, name);
    }
    if matches!(word, "we" | "us" | "our") && token.shape != Shape::Upper {
        return (Piece::Organisation(OrgMention { span: token.start..token.end, name: String::new(), form: OrgForm::Speaker }), at + 1);
    }
    if let Some(to) = anaphor(tokens, at) {
        let span = token.start..tokens[to - 1].end;
        return (Piece::Organisation(OrgMention { span, name: String::new(), form: OrgForm::Anaphor }), to);
    }
    (Piece::Word, at + 1)
}

/// "Hope Hicks joins": at the head of a line a first name that is also a verb, before what can only be a surname.
fn opens_person(tokens: &[Token], at: usize) -> bool {
    let surname = |t: &Token| t.shape == Shape::Capital && (!t.weak || !names::is_common(&t.lower)) && !names::is_place_token(&t.lower);
    tokens[at].shape == Shape::Capital
        && names::is_given(&tokens[at].lower)
        && (at == 0 || tokens[at].weak)
        && tokens.get(at + 1).is_some_and(|t| surname(t) && (at == 0 || !names::is_common(&t.lower)))
        && !tokens.get(at + 2).is_some_and(|t| t.is_capital() && !t.weak)
}

/// "the board", "its board of directors", "Board of Management".
fn board(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let lead = tokens[at].lower.as_str();
    let skip = usize::from(matches!(lead, "the" | "its" | "their" | "our" | "this"));
    let to = board_noun(tokens, at + skip)?;
    if tokens.get(to).is_some_and(|t| {
        matches!(
            t.lower.as_str(),
            "member"
                | "members"
                | "seat"
                | "meeting"
                | "room"
                | "chair"
                | "chairman"
                | "chairwoman"
                | "chairperson"
                | "director"
                | "directors"
                | "president"
                | "secretary"
                | "games"
        )
    }) {
        return None;
    }
    let span = tokens[at].start..tokens[to - 1].end;
    Some((Piece::Board(OrgMention { span, name: String::new(), form: OrgForm::Anaphor }), to))
}

/// A name of the gazetteer, in any case where it is distinctive.
fn known(tokens: &[Token], string: &str, at: usize, gazetteer: &Gazetteer) -> Option<(Piece, usize)> {
    if !gazetteer.may_begin(&string[tokens[at].start..]) {
        return None;
    }
    for length in (1..=4.min(tokens.len() - at)).rev() {
        let text = &string[tokens[at].start..tokens[at + length - 1].end];
        let capital = tokens[at].is_capital();
        if let Some(organisation) = gazetteer.organisation_called(text)
            && (capital || !names::is_common(&tokens[at].lower))
        {
            let span = tokens[at].start..tokens[at + length - 1].end;
            return Some((Piece::Organisation(OrgMention { span, name: organisation.name.clone(), form: OrgForm::Named }), at + length));
        }
        let mut people = gazetteer.people_called(text);
        if let Some(person) = people.next() {
            let lower_ok = length > 1 || text.starts_with('@') || !names::is_common(&tokens[at].lower) && !person.organisations.is_empty();
            if !(capital || lower_ok)
                || capital
                    && tokens[at].weak
                    && length == 1
                    && names::is_common(&tokens[at].lower)
                    && tokens
                        .get(at + 1)
                        .is_some_and(|t| t.shape == Shape::Lower && !matches!(t.lower.as_str(), "and" | "has" | "is" | "was" | "will"))
            {
                continue;
            }
            // "Mark Twain" is not the roster's Mark: a capital follows that the alias does not cover
            let longer = length == 1
                && tokens.get(at + 1).is_some_and(|t| {
                    t.is_capital()
                        && !t.weak
                        && !names::is_function_word(&t.lower)
                        && t.start == tokens[at].end + 1
                        && title::read_core(tokens, string, at + 1).is_none()
                });
            if longer {
                continue;
            }
            let span = tokens[at].start..tokens[at + length - 1].end;
            let whole = length > 1 || text.starts_with('@') || people.next().is_none();
            let name = if whole { person.name.clone() } else { text.to_string() };
            return Some((
                Piece::Person(PersonMention { span, name, form: if whole { NameForm::Full } else { NameForm::Partial }, title: None }),
                at + length,
            ));
        }
    }
    None
}

/// A handle is a person, a ticker an organisation.
fn symbol(token: &Token, string: &str, at: usize) -> (Piece, usize) {
    let text = token.text(string).trim_end_matches(['.', ':']);
    let span = token.start..token.start + text.len();
    if text.starts_with('$') && text.len() <= 7 && text[1..].chars().all(|c| c.is_ascii_uppercase() || c == '.') {
        return (Piece::Organisation(OrgMention { span, name: text.to_string(), form: OrgForm::Likely }), at + 1);
    }
    (Piece::Punctuation, at + 1)
}

fn pronoun(word: &str) -> Option<Piece> {
    Some(match word {
        "he" | "him" | "himself" => Piece::Pronoun(NameForm::Pronoun(Gender::Masculine)),
        "she" | "herself" => Piece::Pronoun(NameForm::Pronoun(Gender::Feminine)),
        "they" | "them" => Piece::Pronoun(NameForm::Plural),
        "i" | "me" | "myself" => Piece::Pronoun(NameForm::Speaker),
        "his" => Piece::Possessive(NameForm::Pronoun(Gender::Masculine)),
        "her" => Piece::Possessive(NameForm::Pronoun(Gender::Feminine)),
        "their" => Piece::Possessive(NameForm::Plural),
        "my" => Piece::Possessive(NameForm::Speaker),
        _ => return None,
    })
}

/// A title in running text: "head" and its kin only where the text uses them as titles.
fn usable_title(tokens: &[Token], found: &TitleMatch) -> bool {
    let first = &tokens[found.from];
    let alone = found.to == found.from + 1;
    let next = tokens.get(found.to).map(|t| t.lower.as_str()).unwrap_or("");
    let previous = if found.from > 0 { tokens[found.from - 1].lower.as_str() } else { "" };
    // verbs that look like titles: "will chair", "to partner with"
    !(alone
        && matches!(first.lower.as_str(), "chair" | "partner" | "captain" | "coach")
        && matches!(previous, "to" | "will" | "would" | "and")
        && matches!(next, "the" | "its" | "with" | "a"))
}

fn role_chunk(tokens: &[Token], string: &str, found: TitleMatch) -> RoleChunk {
    let span = tokens[found.from].start..tokens[found.to - 1].end;
    let organisation = match found.organisation {
        Some((a, b)) => {
            let span = tokens[a].start..tokens[b - 1].end;
            Some(OrgMention { name: string[span.clone()].to_string(), span, form: OrgForm::Named })
        }
        None if found.own => Some(OrgMention { span: span.clone(), name: String::new(), form: OrgForm::Anaphor }),
        None => None,
    };
    let mention = RoleMention { span, role: found.role, interim: found.interim, organisation, leadership: found.leadership };
    RoleChunk { mention, status: HoldStatus::Current, fresh: false, article: false, of_person: false }
}

fn named(tokens: &[Token], string: &str, name: names::Name) -> (Piece, usize) {
    let span = tokens[name.from].start..tokens[name.to - 1].end;
    let text = string[span.clone()].to_string();
    let piece = match name.class {
        Class::Person => {
            let degrees = names::skip_degrees(tokens, name.to);
            let mut first = name.from;
            let tan = |i: usize| tokens[i].is("tan") && !tokens[i + 1].is("sri");
            while names::is_honorific(&tokens[first].lower) && first + 1 < name.to && !tan(first) {
                first += 1;
            }
            // "Ian Walmsley FRS"
            let mut end = name.to;
            while end > first + 2 && tokens[end - 1].shape == Shape::Upper && names::is_degree(&tokens[end - 1].lower) {
                end -= 1;
            }
            let bare = string[tokens[first].start..tokens[end - 1].end].to_string();
            let form = if name.to - first > 1 { NameForm::Full } else { NameForm::Partial };
            return (Piece::Person(PersonMention { span, name: bare, form, title: None }), degrees);
        }
        Class::Organisation => Piece::Organisation(OrgMention { span, name: text, form: OrgForm::Named }),
        Class::Place => Piece::Place,
        Class::Thing => Piece::Word,
        Class::Unknown => Piece::Name(text),
    };
    (piece, name.to)
}

/// "the company", "the Dutch bank", "the 12-year-old startup": the token behind it.
fn anaphor(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    if first.is("its") || first.is("it") {
        return Some(at + 1);
    }

    if !(first.is("the") || first.is("this")) {
        return None;
    }
    for to in at + 1..(at + 5).min(tokens.len()) {
        let word = &tokens[to].lower;
        // "the Company", "the Swiss bank"; "the Calloway Theatre" is a name
        // "of this maker of sewing machines"
        if first.is("this") && ANAPHORS.contains(&word) && tokens[to].shape == Shape::Lower {
            return Some(to + 1);
        }
        let plain = tokens[to].shape == Shape::Lower || to == at + 1 && !tokens.get(to + 1).is_some_and(Token::is_capital);
        if plain && ANAPHORS.contains(word) && !tokens.get(to + 1).is_some_and(|t| t.shape == Shape::Lower && t.is("of")) {
            return Some(to + 1);
        }
        let between = matches!(tokens[to].shape, Shape::Lower | Shape::Number) || names::is_place_token(word);
        if !between || names::is_function_word(word) && !tokens[to].is("first") {
            return None;
        }
    }
    None
}
