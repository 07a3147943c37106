//! English: its pack. Tokens, titles, names, dates and verb groups are read bottom-up, in the manner of a cascade of finite-state stages.

pub mod token;
pub mod facts;
mod vocabulary;
pub mod nameclass;
pub mod names;
mod code;
mod unit;
mod board;
pub mod title;
pub mod date;
pub mod lexicon;
pub mod verb;
pub mod chunk;
mod apposition;
mod words;
pub mod clause;
mod phrases;
mod subject;
mod object;
mod walk;
mod cue;
mod when;
mod noun;
mod class;
mod reshape;
pub mod frame;
pub mod rules;
pub mod sentence;
mod list;
mod later;

use std::cell::OnceCell;
use std::collections::HashMap;

use chunk::{Chunk, Piece};
use token::Token;

use crate::extract::mention::{
    Cue, DateMention, Filler, Frame, Gender, NameForm, OrgForm, OrgMention, Parsed, PersonMention, RoleMention, Sentence, Slot, Span,
    Tells, Tense,
};
use crate::extract::passage::Passage;
use crate::extract::reader::Reader;
use crate::extract::rule::Pack;

pub static PACK: Pack = Pack { parse, rules: rules::RULES, gender, is_given, is_person, stands_for, role: title::role };

/// A sentence with its tokens and chunks.
struct Read {
    sentence: Sentence,
    tokens: Vec<Token>,
    chunks: Vec<Chunk>,
    headline: bool,
    /// Curly quotation marks that open less those that close, and straight ones.
    quotes: (i32, usize),
}

/// Counts a sentence's quotation marks.
fn quotes(tokens: &[Token]) -> (i32, usize) {
    let marks = tokens.iter().filter(|t| t.shape == token::Shape::Punctuation);
    marks.fold((0, 0), |(curly, straight), t| match t.lower.as_str() {
        "“" => (curly + 1, straight),
        "”" => (curly - 1, straight),
        "\"" => (curly, straight + 1),
        _ => (curly, straight),
    })
}

fn parse(passage: &Passage, reader: &Reader) -> Parsed {
    let mut reads: Vec<Read> = Vec::new();
    for cut in sentence::cut(passage) {
        let chunks = chunk::chunk(&cut.tokens, &passage.string, reader.gazetteer);
        reads.push(Read { quotes: quotes(&cut.tokens), sentence: cut.sentence, tokens: cut.tokens, chunks, headline: cut.headline });
    }
    settle_by_address(&mut reads);
    settle_by_description(&mut reads);
    settle_names(&mut reads, &passage.string);
    let mut parsed = Parsed::default();
    let mut list = list::List::default();
    for (index, read) in reads.iter().enumerate() {
        parsed.sentences.push(read.sentence.clone());
        collect(read, index, reader, &mut parsed);
        parsed.asides.extend(asides(read));
        let question = read.tokens.last().is_some_and(|t| t.is("?"));
        let sentence = clause::Sentence {
            string: &passage.string,
            tokens: &read.tokens,
            chunks: &read.chunks,
            index,
            published: reader.published,
            question,
            headline: read.headline,
            open_quote: open_quote(&reads, index),
            colours: OnceCell::new(),
        };
        let frames = frame::frames(&sentence, &mut parsed.passed);
        parsed.frames.extend(list.read(&sentence, read.sentence.line, &frames));
        parsed.vacant.extend(frames.iter().filter_map(given_to_nobody).map(|role| (index, role)));
        if read.headline {
            forget_people(&mut parsed.organisations, &frames, index);
        }
        parsed.frames.extend(frames);
    }
    date_by_heading(&reads, reader, &mut parsed);
    if looks_back(&reads, &parsed) {
        let undated = parsed.frames.iter_mut().filter(|f| f.dates.is_empty() && matches!(f.tense, Tense::Past | Tense::PastPerfect));
        undated.for_each(|f| {
            f.past_cue = true;
            f.cues.push(Cue { tells: Tells::Past, words: "the title looks back".to_string() });
        });
    }
    parsed
}

/// "An experienced librarian has been appointed to the post of University Librarian": the role of an appointment that names nobody.
fn given_to_nobody(frame: &Frame) -> Option<RoleMention> {
    let nobody = frame.trigger == "appoint" && frame.passive && frame.people(Slot::Subject).is_empty();
    let role = frame.role(Slot::As).or_else(|| frame.role(Slot::Object));
    role.filter(|role| nobody && role.leadership).cloned()
}

/// "Toll Bros CEO resigns, Yearley to replace": whoever acts as only people do is no organisation of the headline.
fn forget_people(organisations: &mut Vec<(usize, OrgMention)>, frames: &[Frame], sentence: usize) {
    let human = |f: &&Frame| {
        matches!(f.trigger, "appoint" | "leave" | "retire" | "succeed" | "become" | "present")
            && !f.slots.iter().any(|(slot, filler)| *slot == Slot::Object && *filler == Filler::Other)
    };
    let moved = |f: &Frame| match f.trigger {
        "appoint" | "present" if !f.passive => vec![Slot::Object],
        _ => vec![Slot::Subject, Slot::Object, Slot::By],
    };
    let human = frames.iter().filter(human).map(|f| (f, moved(f)));
    let people = human.flat_map(|(f, slots)| slots.into_iter().flat_map(|slot| f.people(slot)));
    let people: Vec<Span> = people.map(|p| p.span.clone()).collect();
    organisations.retain(|(s, org)| *s != sentence || org.form != OrgForm::Likely || !people.contains(&org.span));
}

/// "May 18, 1978. Desmond Oakley has been elected president": a paragraph of an archive's column, which an old date opens.
fn date_by_heading(reads: &[Read], reader: &Reader, parsed: &mut Parsed) {
    for (index, read) in reads.iter().enumerate() {
        let [Chunk { piece: Piece::Date(found), .. }, rest @ ..] = read.chunks.as_slice() else { continue };
        let date::Raw::Fixed(day) = found.raw else { continue };
        let alone = rest.iter().all(|c| matches!(c.piece, Piece::Punctuation));
        let opens = index == 0 || reads[index - 1].sentence.line != read.sentence.line;
        if !(alone && opens) || day.last_day().year() >= reader.published.year() {
            continue;
        }
        let heading = date::place(found, reader.published, Some(true), read.sentence.span.clone());
        let line = |sentence: usize| reads.get(sentence).map(|r| r.sentence.line);
        for frame in parsed.frames.iter_mut().filter(|f| line(f.sentence) == Some(read.sentence.line)) {
            frame.dates = vec![DateMention { effective: false, ..heading.clone() }];
        }
    }
}

/// Headlines that look back: what such a text tells without a date is old.
const LOOKS_BACK: &[&str] = &[
    "years on",
    "years ago",
    "years later",
    "years in the",
    "decade on",
    "decade later",
    "decade ago",
    "decades of",
    "anniversary",
    "really happened",
    "looking back",
    "look back",
    "history of",
    "how it all began",
    "remembering",
    "the making of",
];

/// Whether the title looks back and tells no change itself.
fn looks_back(reads: &[Read], parsed: &Parsed) -> bool {
    let Some(title) = reads.first().filter(|r| r.sentence.title) else { return false };
    let words: Vec<&str> = title.tokens.iter().map(|t| t.lower.as_str()).collect();
    let text = format!(" {} ", words.join(" "));
    let tells = parsed
        .frames
        .iter()
        .any(|f| f.sentence == 0 && matches!(f.trigger, "appoint" | "leave" | "retire" | "dismiss" | "succeed" | "become" | "join"));
    !tells && LOOKS_BACK.iter().any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// Whether a quotation that an earlier sentence of the paragraph opened is still open.
fn open_quote(reads: &[Read], index: usize) -> bool {
    let line = reads[index].sentence.line;
    let before = reads[..index].iter().rev().take_while(|r| r.sentence.line == line).take(12);
    let (marks, straight) = before.fold((0, 0), |(marks, straight), read| (marks + read.quotes.0, straight + read.quotes.1));
    marks > 0 || straight % 2 == 1
}

/// "The Aurelian Lisbon", "Anton Hessel, the fashion house,": an article or a description makes an organisation of what looks like a person.
fn settle_by_description(reads: &mut [Read]) {
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

/// "Ms. Keawe-Ortiz" makes "Kaimana Keawe-Ortiz" a person.
fn settle_by_address(reads: &mut [Read]) {
    let addressed: Vec<String> = reads
        .iter()
        .flat_map(|r| &r.chunks)
        .filter_map(|c| match &c.piece {
            Piece::Person(p) if p.form == NameForm::Partial => Some(format!(" {}", p.name)),
            _ => None,
        })
        .collect();
    for read in reads {
        for chunk in &mut read.chunks {
            let Piece::Name(name) = &chunk.piece else { continue };
            if chunk.to - chunk.from <= 4 && addressed.iter().any(|a| name.ends_with(a.as_str())) {
                let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
                chunk.piece = Piece::Person(PersonMention { span, name: name.clone(), form: NameForm::Full, title: None });
            }
        }
    }
}

/// Names that no list knows are settled by how the rest of the document treats them.
fn settle_names(reads: &mut [Read], string: &str) {
    let mut people: HashMap<String, ()> = HashMap::new();
    let mut surnames: HashMap<String, ()> = HashMap::new();
    let mut organisations: Vec<String> = Vec::new();
    for chunk in reads.iter().flat_map(|r| &r.chunks) {
        match &chunk.piece {
            Piece::Person(person) if person.form == NameForm::Full => {
                people.insert(person.name.clone(), ());
                let titled = person.title.as_ref().and_then(|t| t.role.organisation.as_ref());
                let titled = titled.filter(|o| o.form == OrgForm::Named && o.name.contains(' '));
                organisations.extend(titled.map(|o| o.name.clone()));
                let parts: Vec<&str> = person.name.split(' ').collect();
                for part in parts.iter().skip(1).chain(parts.first()) {
                    surnames.insert(part.to_string(), ());
                }
                if parts.len() > 2 {
                    surnames.insert(parts[parts.len() - 2..].join(" "), ());
                }
            }
            Piece::Organisation(org) if org.form == OrgForm::Named => organisations.push(org.name.clone()),
            Piece::Role(role) => {
                organisations.extend(role.mention.organisation.iter().filter(|o| o.form == OrgForm::Named).map(|o| o.name.clone()))
            }
            _ => {}
        }
    }
    let full: Vec<String> = people.keys().cloned().collect();
    shortened_to_last(reads, &mut people, &mut surnames);
    for read in reads.iter_mut() {
        ordinary_owner(read, string, &surnames, &mut organisations);
    }
    for read in reads.iter_mut() {
        headline_owner(read);
        for chunk in &mut read.chunks {
            // "Ms. Vasconcelos e Sá" is part of a longer name
            if let Piece::Person(person) = &mut chunk.piece
                && person.form == NameForm::Full
                && full.iter().any(|f| f.strip_suffix(person.name.as_str()).is_some_and(|before| before.ends_with(' ')))
            {
                person.form = NameForm::Partial;
            }
            // "Holly succeeds": at the head of a sentence an everyday word may be a name that the text has told
            let word = matches!(chunk.piece, Piece::Word)
                && read.tokens[chunk.from].weak
                && read.tokens[chunk.from].is_capital()
                && chunk.to == chunk.from + 1;
            if word && !read.headline {
                let text = string[read.tokens[chunk.from].start..read.tokens[chunk.from].end].to_string();
                let acts = read.tokens.get(chunk.to).is_some_and(|t| {
                    t.is("'s")
                        || t.is("’s")
                        || matches!(t.lower.as_str(), "has" | "had" | "was" | "is" | "will" | "said" | "who")
                        || !lexicon::verb_forms(&t.lower).is_empty()
                });
                if acts && surnames.contains_key(&text) {
                    let span = read.tokens[chunk.from].start..read.tokens[chunk.from].end;
                    chunk.piece = Piece::Person(PersonMention { span, name: text, form: NameForm::Partial, title: None });
                }
            }
            // "Columbia announced", where the text has "Columbia University"
            if matches!(chunk.piece, Piece::Place) {
                let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
                let name = string[span.clone()].to_string();
                let before = chunk.from.checked_sub(1).map_or("", |i| read.tokens[i].lower.as_str());
                let acts = read.tokens.get(chunk.to).is_some_and(|t| {
                    t.is("'s")
                        || t.is("’s")
                        || matches!(t.lower.as_str(), "has" | "had" | "said" | "will")
                        || !lexicon::verb_forms(&t.lower).is_empty()
                });
                if acts
                    && !matches!(before, "in" | "near" | "from" | "of" | "," | "to")
                    && organisations
                        .iter()
                        .any(|o| o.starts_with(&format!("{name} University")) || o.starts_with(&format!("{name} College")))
                {
                    chunk.piece = Piece::Organisation(OrgMention { span, name, form: OrgForm::Named });
                }
            }
            let Piece::Name(name) = &chunk.piece else { continue };
            let span = read.tokens[chunk.from].start..read.tokens[chunk.to - 1].end;
            if people.contains_key(name) {
                chunk.piece = Piece::Person(PersonMention { span, name: name.clone(), form: NameForm::Full, title: None });
            } else if organisations
                .iter()
                .any(|o| o.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ','])))
                && !(surnames.contains_key(name) && named_first(string, &full, &organisations, name))
            {
                chunk.piece = Piece::Organisation(OrgMention { span, name: name.clone(), form: OrgForm::Named });
            } else if surnames.contains_key(name) {
                chunk.piece = Piece::Person(PersonMention { span, name: name.clone(), form: NameForm::Partial, title: None });
            }
        }
    }
}

/// Whether the text has a person of that surname before any organisation so called: "Ronald Enomoto, owner of Enomoto Roses".
fn named_first(string: &str, people: &[String], organisations: &[String], name: &str) -> bool {
    let first = |names: &mut dyn Iterator<Item = &String>| names.filter_map(|n| string.find(n.as_str())).min();
    let person = first(&mut people.iter().filter(|p| p.rsplit(' ').next() == Some(name)));
    let house = first(&mut organisations.iter().filter(|o| o.starts_with(name)));
    matches!((person, house), (Some(person), Some(house)) if person < house)
}

/// "Hampton Dellinger … Dellinger sued": people are called by their last name, organisations by their first.
fn shortened_to_last(reads: &[Read], people: &mut HashMap<String, ()>, surnames: &mut HashMap<String, ()>) {
    let names = || {
        reads.iter().filter(|r| !r.headline).flat_map(|r| &r.chunks).filter_map(|c| match &c.piece {
            Piece::Name(name) => Some(name.as_str()),
            _ => None,
        })
    };
    let alone: Vec<&str> = names().filter(|n| !n.contains(' ')).collect();
    let found: Vec<String> = names()
        .filter(|n| matches!(n.split(' ').count(), 2 | 3))
        .filter(|n| {
            let (first, last) = (n.split(' ').next().unwrap_or(""), n.rsplit(' ').next().unwrap_or(""));
            alone.contains(&last)
                && !alone.contains(&first)
                && !names::is_common(&last.to_lowercase())
                && !n.contains(['&', '.', '0', '1', '2', '3'])
        })
        .map(str::to_string)
        .collect();
    for name in found {
        surnames.insert(name.rsplit(' ').next().unwrap_or("").to_string(), ());
        people.insert(name, ());
    }
}

/// "Earn Alliance Welcomes New COO", "Sharp said": capitalised words of everyday use before a verb of appointing or telling are an organisation's name.
fn ordinary_owner(read: &mut Read, string: &str, surnames: &HashMap<String, ()>, organisations: &mut Vec<String>) {
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
    if !read.headline && surnames.contains_key(&name) {
        return;
    }
    organisations.push(name.clone());
    let chunk = Chunk { from, to, piece: Piece::Organisation(OrgMention { span, name, form: OrgForm::Named }) };
    read.chunks.splice(start..verb, [chunk]);
}

/// "Hamilton Thorne appoints Jane Roe as CFO": who appoints at the head of a headline is an organisation, whatever the name looks like.
fn headline_owner(read: &mut Read) {
    let first = read.chunks.iter().position(|c| {
        !matches!(c.piece, Piece::Punctuation | Piece::Organisation(_))
            || matches!(c.piece, Piece::Organisation(ref o) if o.form == OrgForm::Named)
    });
    let Some(first) = first else { return };
    let appoints = matches!(read.chunks.get(first + 1).map(|c| &c.piece), Some(Piece::Verb(g)) if !g.passive && !g.bare_past && !g.infinitive && g.trigger.is_some_and(|t| matches!(t.class, "appoint" | "present" | "welcome" | "strengthen")));
    if let (true, Piece::Person(person)) = (appoints && read.sentence.line == 0, &read.chunks[first].piece)
        && person.title.is_none()
        && !words::KNOWN_BY_SURNAME.contains(person.name.to_lowercase().as_str())
    {
        let span = person.span.clone();
        read.chunks[first].piece = Piece::Organisation(OrgMention { span, name: person.name.clone(), form: OrgForm::Named });
    }
}

/// The relative clauses that two commas part from the clause around them.
fn asides(read: &Read) -> Vec<Span> {
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
fn collect(read: &Read, index: usize, reader: &Reader, parsed: &mut Parsed) {
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

/// The gender that the first name suggests.
fn gender(name: &str) -> Gender {
    name.split(' ').next().map(names::gender).unwrap_or_default()
}

/// A first name, as far as it is no surname as well.
fn is_given(name: &str) -> bool {
    names::is_given(&name.to_lowercase())
}

/// Whether the first word is a first name.
fn is_person(name: &str) -> bool {
    name.split(' ').count() > 1 && name.split(' ').next().is_some_and(|first| names::is_given(&first.to_lowercase()))
}

/// A surname or a first name stands for a full name that has it.
fn stands_for(partial: &str, full: &str) -> bool {
    // "De la Fuente" for "Joaquín de la Fuente Ortega"
    let particle = || partial.split_once(' ').is_some_and(|(first, _)| words::PARTICLES.contains(&first.to_lowercase()));
    if partial.is_ascii() && full.is_ascii() && !(partial.contains(' ') && particle()) {
        return is_ascii_part(partial, full);
    }
    let same = |(a, b): (&str, &str)| {
        if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
    };
    let (parts, wanted) = (full.split(' ').count(), partial.split(' ').count());
    if wanted >= parts {
        return false;
    }
    let at = |skipped: usize| partial.split(' ').zip(full.split(' ').skip(skipped)).all(same);
    at(parts - wanted) || at(0) || wanted > 1 && particle() && (1..parts - wanted).any(at)
}

/// Whether a name begins or ends with a part, whatever the case: most do not, and a look at their bytes says so.
fn is_ascii_part(part: &str, full: &str) -> bool {
    let (part, full) = (part.as_bytes(), full.as_bytes());
    let length = part.len();
    full.len() > length
        && (full[full.len() - length..].eq_ignore_ascii_case(part) && full[full.len() - length - 1] == b' '
            || full[..length].eq_ignore_ascii_case(part) && full[length] == b' ')
}
