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
mod read;
mod described;
mod owner;
mod headline;
mod settle;
mod called;

use std::cell::OnceCell;

use chunk::{Chunk, Piece};
use read::Read;

use crate::extract::mention::{Cue, DateMention, Filler, Frame, OrgForm, OrgMention, Parsed, RoleMention, Slot, Span, Tells, Tense};
use crate::extract::passage::Passage;
use crate::extract::reader::Reader;
use crate::extract::rule::Pack;

pub static PACK: Pack = Pack {
    parse,
    rules: rules::RULES,
    gender: called::gender,
    is_given: called::is_given,
    is_person: called::is_person,
    stands_for: called::stands_for,
    role: title::role,
};

fn parse(passage: &Passage, reader: &Reader) -> Parsed {
    let mut reads: Vec<Read> = Vec::new();
    for cut in sentence::cut(passage) {
        let chunks = chunk::chunk(&cut.tokens, &passage.string, reader.gazetteer);
        reads.push(Read { quotes: read::quotes(&cut.tokens), sentence: cut.sentence, tokens: cut.tokens, chunks, headline: cut.headline });
    }
    settle::settle(&mut reads, &passage.string);
    let mut parsed = Parsed::default();
    let mut list = list::List::default();
    for (index, read) in reads.iter().enumerate() {
        parsed.sentences.push(read.sentence.clone());
        read::collect(read, index, reader, &mut parsed);
        parsed.asides.extend(read::asides(read));
        let question = read.tokens.last().is_some_and(|t| t.is("?"));
        let sentence = clause::Sentence {
            string: &passage.string,
            tokens: &read.tokens,
            chunks: &read.chunks,
            index,
            published: reader.published,
            question,
            headline: read.headline,
            open_quote: read::open_quote(&reads, index),
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
