//! What headlines leave out: articles, and whatever else shows in running text that a name is an organisation's.

use super::chunk::{Chunk, Piece};
use super::code::is_field;
use super::lexicon;
use super::read::Read;
use super::token::Shape;
use super::words::{self, ANAPHORS, KINDS, MODIFIERS};
use crate::extract::mention::{OrgForm, OrgMention, PersonMention};

/// Kinds of public bodies that headlines name by their place: "Kerala film academy", "Leeds university".
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "academy", "university", "college", "institute", "museum", "hospital", "police", "airport", "zoo", "council", "commission", "court",
    "corporation", "federation", "association", "authority", "orchestra", "opera", "cathedral", "parliament", "assembly", "exchange", "party",
];

/// Settles what only a headline has.
pub fn settle_headline(read: &mut Read, string: &str) {
    owner_of_itself(read, string);
    headline_owner(read);
    if read.headline {
        bodies_of_places(read, string);
        bare_anaphors(read);
        topic_of_a_title(read, string);
        house_before_a_title(read, string);
    }
}

/// "Aaron's names Jane Roe president": what appoints with a mark of possession is called so.
fn owner_of_itself(read: &mut Read, string: &str) {
    let [first, mark, verb, ..] = read.chunks.as_slice() else { return };
    let named = match &first.piece {
        Piece::Name(_) | Piece::Word => read.tokens[first.from].is_capital(),
        Piece::Person(person) => person.title.is_none(),
        Piece::Organisation(_) => true,
        _ => false,
    };
    if named && matches!(mark.piece, Piece::Mark) && appoints(verb) {
        let span = read.tokens[first.from].start..read.tokens[mark.to - 1].end;
        let piece = Piece::Organisation(OrgMention { name: string[span.clone()].to_string(), span, form: OrgForm::Named });
        let chunk = Chunk { from: first.from, to: mark.to, piece };
        read.chunks.splice(0..2, [chunk]);
    }
}

/// Whether a verb is one of appointing, in the active.
fn appoints(chunk: &Chunk) -> bool {
    // "makes an exit" is no appointment
    let class = |g: &super::verb::VerbGroup| {
        g.lemma != "make" && g.trigger.is_some_and(|t| matches!(t.class, "appoint" | "present" | "welcome" | "strengthen"))
    };
    matches!(&chunk.piece, Piece::Verb(g) if !g.passive && !g.bare_past && !g.infinitive && class(g))
}

/// "Hamilton Thorne appoints Jane Roe as CFO": who appoints at the head of a headline is an organisation, whatever the name looks like.
fn headline_owner(read: &mut Read) {
    let first = read.chunks.iter().position(|c| {
        !matches!(c.piece, Piece::Punctuation | Piece::Organisation(_))
            || matches!(c.piece, Piece::Organisation(ref o) if o.form == OrgForm::Named)
    });
    let Some(first) = first else { return };
    let acts = read.chunks.get(first + 1).is_some_and(appoints);
    if let (true, Piece::Person(person)) = (acts && read.sentence.line == 0, &read.chunks[first].piece)
        && person.title.is_none()
        && !words::KNOWN_BY_SURNAME.contains(person.name.to_lowercase().as_str())
    {
        let span = person.span.clone();
        read.chunks[first].piece = Piece::Organisation(OrgMention { span, name: person.name.clone(), form: OrgForm::Named });
    }
}

/// "to head *Kerala film academy*": a place, small words, and the kind of body.
fn bodies_of_places(read: &mut Read, string: &str) {
    let mut at = 0;
    while at < read.chunks.len() {
        let small = |i: &usize| {
            let chunk = &read.chunks[*i];
            matches!(chunk.piece, Piece::Word | Piece::Organisation(OrgMention { form: OrgForm::Anaphor, .. }))
                && read.tokens[chunk.from..chunk.to].iter().all(|t| t.shape == Shape::Lower && !super::names::is_function_word(&t.lower))
        };
        let body = |i: &usize| BODIES.contains(&read.tokens[read.chunks[*i].to - 1].lower.as_str());
        let end = (at + 1..read.chunks.len().min(at + 4)).take_while(small).filter(body).last();
        if let (Piece::Place, Some(end)) = (&read.chunks[at].piece, end) {
            let (from, to) = (read.chunks[at].from, read.chunks[end].to);
            let span = read.tokens[from].start..read.tokens[to - 1].end;
            let piece = Piece::Organisation(OrgMention { name: string[span.clone()].to_string(), span, form: OrgForm::Named });
            read.chunks.splice(at..=end, [Chunk { from, to, piece }]);
        }
        at += 1;
    }
}

/// "leaves company", "quits dating app after row": kinds of organisation without the article that running text would give them.
fn bare_anaphors(read: &mut Read) {
    for at in 1..read.chunks.len() {
        let chunk = &read.chunks[at];
        let token = &read.tokens[chunk.from];
        let kind = matches!(chunk.piece, Piece::Word)
            && chunk.to == chunk.from + 1
            && (token.shape == Shape::Lower || token.weak)
            && (ANAPHORS.contains(&token.lower) || KINDS.contains(&token.lower) || matches!(token.lower.as_str(), "co" | "co."));
        // "leaves company board", "from bank robbery"
        let alone = read.chunks.get(at + 1).is_none_or(|next| match &next.piece {
            Piece::Word => super::names::is_function_word(&read.tokens[next.from].lower),
            Piece::Punctuation | Piece::Verb(_) | Piece::Board(_) | Piece::Date(_) => true,
            _ => false,
        });
        let from = if kind && alone { governed(read, at) } else { None };
        if let Some(from) = from {
            let span = read.tokens[read.chunks[from].from].start..token.end;
            read.chunks[at].piece = Piece::Organisation(OrgMention { span, name: String::new(), form: OrgForm::Anaphor });
            // the words that only describe it
            let first = read.chunks[from].from;
            read.chunks[at].from = first;
            read.chunks.drain(from..at);
            return bare_anaphors(read);
        }
    }
}

/// Where the noun phrase that ends at chunk `at` begins, if a verb of leaving or joining governs it, or "from", "of", "at".
fn governed(read: &Read, at: usize) -> Option<usize> {
    let small = |i: usize| {
        let token = &read.tokens[read.chunks[i].from];
        matches!(read.chunks[i].piece, Piece::Word) && token.shape == Shape::Lower && !super::names::is_function_word(&token.lower)
    };
    let from = if at > 1 && small(at - 1) { at - 1 } else { at };
    let before = &read.chunks[from - 1];
    let governs = match &before.piece {
        Piece::Verb(group) => group.trigger.is_some_and(|t| matches!(t.class, "leave" | "join" | "return")),
        Piece::Word => matches!(read.tokens[before.from].lower.as_str(), "from" | "of" | "at"),
        _ => false,
    };
    governs.then_some(from)
}

/// "Tinder: CEO Jane Roe to leave": a topic before a title is its organisation.
fn topic_of_a_title(read: &mut Read, string: &str) {
    let [topic, colon, title, ..] = read.chunks.as_mut_slice() else { return };
    let token = &read.tokens[topic.from];
    let name = matches!(topic.piece, Piece::Name(_) | Piece::Word) && token.is_capital() && !super::names::is_function_word(&token.lower);
    let labelled =
        matches!(token.lower.as_str(), "update" | "exclusive" | "breaking" | "report" | "opinion" | "watch" | "correction" | "obituary");
    if !name || labelled || !matches!(colon.piece, Piece::Punctuation) || !read.tokens[colon.from].is(":") {
        return;
    }
    let mention = OrgMention {
        span: token.start..read.tokens[topic.to - 1].end,
        name: string[token.start..read.tokens[topic.to - 1].end].to_string(),
        form: OrgForm::Named,
    };
    let carried = match &mut title.piece {
        Piece::Person(person) => person.title.as_mut().filter(|t| t.before).map(|t| &mut t.role),
        Piece::Role(role) => Some(&mut role.mention),
        _ => None,
    };
    if let Some(role) = carried.filter(|role| role.organisation.is_none()) {
        role.organisation = Some(mention.clone());
        topic.piece = Piece::Organisation(mention);
    }
}

/// "Arctic Cat CEO Jane Roe resigns" in title case, where every word has a capital: two words or more before a title name a house.
fn house_before_a_title(read: &mut Read, string: &str) {
    let part = |c: &Chunk| {
        matches!(c.piece, Piece::Word | Piece::Place | Piece::Name(_)) && read.tokens[c.from..c.to].iter().all(|t| t.is_capital())
    };
    let end = read.chunks.iter().take_while(|c| part(c)).count();
    let Some(titled) = read.chunks.get(end) else { return };
    let Piece::Person(PersonMention { title: Some(title), .. }) = &titled.piece else { return };
    let words = &read.tokens[..read.chunks[..end].last().map_or(0, |c| c.to)];
    let says = |word: &str| {
        ANAPHORS.contains(word)
            || KINDS.contains(word)
            || is_field(word)
            || MODIFIERS.contains(word)
            || !lexicon::verb_forms(word).is_empty()
    };
    let placed = read.chunks[..end].iter().all(|c| matches!(c.piece, Piece::Place));
    let plain = words.iter().any(|t| super::names::is_function_word(&t.lower) || DESCRIBE.contains(&t.lower.as_str()));
    if !(2..=4).contains(&words.len())
        || !words.iter().all(|t| t.weak)
        || placed
        || plain
        || says(&words[words.len() - 1].lower)
        || !title.before
        || title.role.organisation.is_some()
    {
        return;
    }
    let (from, to) = (0, words.len());
    let span = words[0].start..words[to - 1].end;
    let mention = OrgMention { name: string[span.clone()].to_string(), span, form: OrgForm::Named };
    if let Piece::Person(PersonMention { title: Some(title), .. }) = &mut read.chunks[end].piece {
        title.role.organisation = Some(mention.clone());
    }
    read.chunks.splice(..end, [Chunk { from, to, piece: Piece::Organisation(mention) }]);
}

/// What headlines say of people and houses before a title, beside the words of the trade.
#[rustfmt::skip]
const DESCRIBE: &[&str] = &[
    "top", "big", "local", "beloved", "embattled", "star", "popular", "leading", "major", "famous", "controversial", "disgraced", "billionaire",
    "longtime", "long-time", "young", "old", "senior", "retired", "late", "ailing", "troubled", "scandal-hit", "celebrity", "hollywood", "iconic",
    "tory", "labour", "democratic", "republican", "conservative", "white", "black", "gay", "female", "male", "muslim", "christian", "jewish",
];
