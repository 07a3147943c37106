//! Chunks of an English sentence: people with the titles they carry, organisations, roles, dates, verb groups, and the words between.

use super::date;
use super::lexicon::NOUNS;
use super::names::{self, Class};
use super::title::{self, TitleMatch};
use super::token::{Shape, Token};
use super::verb::{self, VerbGroup};
use crate::domain::{HoldStatus, Manner};
use crate::extract::gazetteer::Gazetteer;
use crate::extract::mention::{Gender, NameForm, OrgForm, OrgMention, PersonMention, RoleMention, TitleMention};

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

/// Words that refer to the organisation that the text is about.
pub const ANAPHORS: &[&str] = &[
    "company",
    "firm",
    "bank",
    "startup",
    "start-up",
    "group",
    "lender",
    "retailer",
    "carmaker",
    "automaker",
    "chipmaker",
    "drugmaker",
    "airline",
    "carrier",
    "insurer",
    "university",
    "college",
    "school",
    "club",
    "agency",
    "charity",
    "foundation",
    "organization",
    "organisation",
    "association",
    "council",
    "institute",
    "museum",
    "hospital",
    "fund",
    "nonprofit",
    "utility",
    "manufacturer",
    "maker",
    "brand",
    "chain",
    "business",
    "corporation",
    "broker",
    "brokerage",
    "exchange",
    "regulator",
    "publisher",
    "broadcaster",
    "newspaper",
    "paper",
    "magazine",
    "network",
    "studio",
    "operator",
    "giant",
    "conglomerate",
    "partnership",
    "practice",
    "union",
    "league",
    "federation",
    "institution",
    "society",
    "trust",
    "registrant",
    "reinsurer",
    "unicorn",
    "platform",
    "lab",
    "developer",
    "producer",
    "miner",
    "biotech",
    "fintech",
    "railroad",
    "department",
    "board",
    "supermarket",
    "telco",
    "watchdog",
    "orchestra",
    "theatre",
    "theater",
    "district",
];

/// Cuts a sentence's tokens into chunks, then joins what belongs together.
pub fn chunk(tokens: &[Token], string: &str, gazetteer: &Gazetteer) -> Vec<Chunk> {
    let mut chunks = base(tokens, string, gazetteer);

    attach_roles(&mut chunks, tokens, string);
    attach_titles(&mut chunks, tokens);
    chunks
}

fn base(tokens: &[Token], string: &str, gazetteer: &Gazetteer) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
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
    if let Some(group) = verb::read(tokens, string, at) {
        let to = group.to;
        return (Piece::Verb(Box::new(group)), to);
    }
    if let Some((_, class, manner)) = NOUNS.iter().find(|row| row.0 == word).filter(|_| token.shape == Shape::Lower || token.weak) {
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

/// "the board", "its board of directors", "Board of Management".
fn board(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let lead = tokens[at].lower.as_str();
    let skip = usize::from(matches!(lead, "the" | "its" | "their" | "our" | "this"));
    let to = title::board_noun(tokens, at + skip)?;
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
            while names::is_honorific(&tokens[first].lower) && first + 1 < name.to {
                first += 1;
            }
            let bare = string[tokens[first].start..tokens[name.to - 1].end].to_string();
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
        let word = tokens[to].lower.as_str();
        if ANAPHORS.contains(&word) && !tokens.get(to + 1).is_some_and(|t| t.shape == Shape::Lower && t.is("of")) {
            return Some(to + 1);
        }
        if tokens[to].shape == Shape::Punctuation || names::is_function_word(word) && word != "first" {
            return None;
        }
    }
    None
}

/// "Acme's CEO", "Acme CEO", "its CEO", "former CEO", "CEO of the company", "ex-CEO".
fn attach_roles(chunks: &mut Vec<Chunk>, tokens: &[Token], string: &str) {
    let mut at = 0;
    while at < chunks.len() {
        let Piece::Role(role) = &chunks[at].piece else {
            at += 1;
            continue;
        };
        let mut role = role.clone();
        let mut first = at;
        let mut seen_owner = role.mention.organisation.is_some();
        while first > 0 {
            let before = &chunks[first - 1];
            let word = tokens[before.from].lower.as_str();
            match &before.piece {
                Piece::Verb(_) if active_before(chunks, first) => break,
                Piece::Word | Piece::Place | Piece::Verb(_) | Piece::Date(_) if status_word(word, &mut role, before) => {}
                Piece::Word if matches!(word, "the" | "a" | "an") => {
                    role.article |= word != "the";
                    first -= 1;
                    break;
                }
                Piece::Word if is_adjective(tokens, before) => {}
                Piece::Place if !seen_owner && first == at => {}
                Piece::Organisation(org) if !seen_owner => {
                    role.mention.organisation = Some(org.clone());
                    seen_owner = true;
                }
                Piece::Name(name)
                    if !seen_owner
                        && !matches!(chunks.get(first.wrapping_sub(2)).map(|c| &c.piece), Some(Piece::Verb(_)))
                            | name_is_owner(chunks, first) =>
                {
                    let span = tokens[before.from].start..tokens[before.to - 1].end;
                    role.mention.organisation = Some(OrgMention { span, name: name.clone(), form: OrgForm::Likely });
                    seen_owner = true;
                }
                Piece::Mark if !seen_owner => {
                    // the owner stands before the mark
                    match chunks.get(first.wrapping_sub(2)).map(|c| (&c.piece, c)) {
                        Some((Piece::Organisation(org), _)) => role.mention.organisation = Some(org.clone()),
                        Some((Piece::Name(name), c)) => {
                            let span = tokens[c.from].start..tokens[c.to - 1].end;
                            role.mention.organisation = Some(OrgMention { span, name: name.clone(), form: OrgForm::Likely });
                        }
                        Some((Piece::Place, _)) => {}
                        _ => break,
                    }
                    seen_owner = true;
                    first -= 1;
                }
                Piece::Possessive(form) if !seen_owner => {
                    match form {
                        NameForm::Plural => role.mention.organisation = Some(anaphor_mention(tokens, before)),
                        _ => role.of_person = true,
                    }
                    seen_owner = true;
                }
                _ => break,
            }
            first -= 1;
        }
        if tokens[chunks[at].from].lower.starts_with("ex-") {
            role.status = HoldStatus::Former;
        }
        // "CEO of the company", "director at Acme", "CEO at Acme"
        let mut last = at;
        if role.mention.organisation.is_none()
            && let (Some(link), Some(next)) = (chunks.get(at + 1), chunks.get(at + 2))
        {
            let linked = matches!(link.piece, Piece::Word) && matches!(tokens[link.from].lower.as_str(), "of" | "at" | "for" | "with");
            let direct = linked.then_some(at + 2);
            let the = linked && matches!(next.piece, Piece::Word) && tokens[next.from].is("the");
            let target = if the { Some(at + 3) } else { direct };
            if let Some(target) = target {
                match chunks.get(target).map(|c| (&c.piece, c)) {
                    Some((Piece::Organisation(org), _)) => {
                        role.mention.organisation = Some(org.clone());
                        last = target;
                    }
                    Some((Piece::Name(name), c)) => {
                        let span = tokens[c.from].start..tokens[c.to - 1].end;
                        role.mention.organisation = Some(OrgMention { span, name: name.clone(), form: OrgForm::Likely });
                        last = target;
                    }
                    _ => {}
                }
            }
        }
        let chunk = Chunk { from: chunks[first].from, to: chunks[last].to, piece: Piece::Role(role) };
        chunks.splice(first..=last, [chunk]);
        at = first + 1;
        let _ = string;
    }
}

/// A name directly before a title belongs to it as its organisation unless it is the object of a verb of appointing.
fn name_is_owner(chunks: &[Chunk], first: usize) -> bool {
    match chunks.get(first.wrapping_sub(2)).map(|c| &c.piece) {
        Some(Piece::Verb(group)) => !matches!(group.trigger.map(|t| t.class), Some("appoint" | "present" | "welcome" | "nominate")),
        _ => true,
    }
}

/// "Nestlé *fired* CEO Jane Roe": a participle with its own subject is a verb, not an adjective of the title.
fn active_before(chunks: &[Chunk], first: usize) -> bool {
    matches!(
        chunks.get(first.wrapping_sub(2)).map(|c| &c.piece),
        Some(Piece::Organisation(_) | Piece::Name(_) | Piece::Person(_) | Piece::Pronoun(_) | Piece::Board(_))
    )
}

fn anaphor_mention(tokens: &[Token], chunk: &Chunk) -> OrgMention {
    OrgMention { span: tokens[chunk.from].start..tokens[chunk.to - 1].end, name: String::new(), form: OrgForm::Anaphor }
}

/// Words before a title that tell its status; true if the word was one.
fn status_word(word: &str, role: &mut RoleChunk, chunk: &Chunk) -> bool {
    match word {
        "former" | "ex" | "then" | "erstwhile" | "late" | "retired" | "ousted" | "departed" | "fired" | "disgraced" | "one-time"
        | "onetime" | "previous" | "prior" | "past" | "dismissed" | "sacked" | "ex-" => role.status = HoldStatus::Former,
        "outgoing" | "departing" | "retiring" => role.status = HoldStatus::Outgoing,
        "incoming" | "future" | "next" => role.status = HoldStatus::Incoming,
        "new" | "newly" | "first" | "first-ever" | "newest" | "brand-new" => {
            role.fresh |= matches!(word, "new" | "newly" | "newest" | "brand-new")
        }
        "current" | "long-time" | "longtime" | "long-serving" | "longstanding" | "sole" | "only" | "second" | "third" | "fourth"
        | "fifth" | "sixth" | "permanent" | "veteran" | "female" | "billionaire" | "popular" | "embattled" | "own" | "13th" | "another"
        | "fellow" | "one" | "co" | "newly-appointed" | "newly-named" | "chief-turned" => {}
        "acting" | "interim" => role.mention.interim = true,
        // "the company's top lawyer"
        "top" => role.mention.leadership |= matches!(role.mention.role.code.as_str(), "LAWYER" | "ECONOMIST" | "SCIENTIST" | "ENGINEER"),
        _ => return false,
    }
    // a verb group that is more than the one participle is a verb
    chunk.to - chunk.from == 1
}

/// A lower-case word between an owner and a title: "its long-serving finance", "the Swiss bank's".
fn is_adjective(tokens: &[Token], chunk: &Chunk) -> bool {
    let token = &tokens[chunk.from];
    token.shape == Shape::Lower
        && (token.lower.ends_with("-born")
            || token.lower.ends_with("-year-old")
            || token.lower.contains("-serving")
            || token.lower.ends_with("-based"))
        || token.shape == Shape::Number && token.lower.ends_with("th")
}

/// "CEO Jane Roe", "Jane Roe, the CEO of Acme,", "the CEO, Jane Roe,".
fn attach_titles(chunks: &mut Vec<Chunk>, tokens: &[Token]) {
    let mut at = 0;
    while at < chunks.len() {
        let Piece::Role(role) = &chunks[at].piece else {
            at += 1;
            continue;
        };
        let role = role.clone();
        // before the name: "CEO Jane Roe", "CEO, Jane Roe,"
        let comma = is_comma(chunks, tokens, at + 1);
        let after = at + 1 + usize::from(comma);
        if let Some(person) = person_at(chunks, tokens, after) {
            let closed = !comma
                || !role.article
                    && (is_comma(chunks, tokens, after + 1)
                        || ends_apposition(chunks, tokens, after + 1)
                        || chunks.get(after + 1).is_none());
            // "as CEO, Jane Roe said": the role is the object's; "as the new chief, Jane Roe, told staff": it is hers
            let clause = is_comma(chunks, tokens, after + 1) && matches!(chunks.get(after + 2).map(|c| &c.piece), Some(Piece::Verb(_)));
            if closed && !(comma && preceded_by_as(chunks, tokens, at) && !clause) {
                let merged = with_title(person, &role, true);
                let chunk = Chunk { from: chunks[at].from, to: chunks[after].to, piece: Piece::Person(merged) };
                chunks.splice(at..=after, [chunk]);
                at += 1;
                continue;
            }
        }
        // behind the name: "Jane Roe, CEO of Acme,", "Jane Roe, 48, the CEO"
        if let Some(person_index) = apposed(chunks, tokens, at)
            && let Some(person) = person_at(chunks, tokens, person_index)
            && person.title.is_none()
            && role.mention.leadership
        {
            let merged = with_title(person, &role, false);
            let chunk = Chunk { from: chunks[person_index].from, to: chunks[at].to, piece: Piece::Person(merged) };
            chunks.splice(person_index..=at, [chunk]);
            at = person_index + 1;
            continue;
        }
        at += 1;
    }
}

fn preceded_by_as(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[chunks[at].from.saturating_sub(1)].is("as")
}

fn is_comma(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Punctuation) && tokens[c.from].is(","))
}

fn ends_apposition(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    chunks.get(at).is_some_and(|c| match c.piece {
        Piece::Verb(_) | Piece::Mark => true,
        Piece::Punctuation => true,
        Piece::Word => matches!(tokens[c.from].lower.as_str(), "and" | "said" | "who" | "says" | "told" | "or" | "as"),
        _ => false,
    })
}

/// A person, or a name of two or three words beside a title, which makes it a person's.
fn person_at(chunks: &[Chunk], tokens: &[Token], at: usize) -> Option<PersonMention> {
    let chunk = chunks.get(at)?;
    match &chunk.piece {
        Piece::Person(person) => Some(person.clone()),
        Piece::Name(name) if chunk.to - chunk.from <= 4 => {
            let span = tokens[chunk.from].start..tokens[chunk.to - 1].end;
            let form = if chunk.to - chunk.from > 1 { NameForm::Full } else { NameForm::Partial };
            Some(PersonMention { span, name: name.clone(), form, title: None })
        }
        _ => None,
    }
}

fn with_title(mut person: PersonMention, role: &RoleChunk, before: bool) -> PersonMention {
    let status = if role.mention.interim && role.status == HoldStatus::Current { HoldStatus::Acting } else { role.status };
    person.title = Some(TitleMention { role: role.mention.clone(), status, fresh: role.fresh, before });
    person
}

/// The index of the person to whom the role at `at` is apposed: "Jane Roe, [48,] [the] CEO …".
fn apposed(chunks: &[Chunk], tokens: &[Token], at: usize) -> Option<usize> {
    if at < 2 || !is_comma(chunks, tokens, at - 1) {
        return None;
    }
    let mut person = at - 2;
    // an age between commas
    if matches!(chunks[person].piece, Piece::Word)
        && tokens[chunks[person].from].shape == Shape::Number
        && person >= 2
        && is_comma(chunks, tokens, person - 1)
    {
        person -= 2;
    }
    let is_name = matches!(chunks[person].piece, Piece::Person(_))
        || matches!(&chunks[person].piece, Piece::Name(_) if chunks[person].to - chunks[person].from >= 2);
    let closes = chunks.get(at + 1).is_none_or(|c| {
        matches!(c.piece, Piece::Punctuation | Piece::Verb(_)) || matches!(c.piece, Piece::Word) && !tokens[c.from].is("of")
    });
    (is_name && closes).then_some(person)
}
