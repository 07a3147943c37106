//! Cuts a passage into English sentences of tokens.

use super::facts::Word;
use super::names;
use super::title;
use super::token::{self, Shape, Token};
use super::words::PARTICLES;
use crate::extract::mention::Sentence;
use crate::extract::passage::Passage;

/// A sentence with its tokens.
pub struct Cut {
    pub sentence: Sentence,
    pub tokens: Vec<Token>,
    /// Written in the manner of a headline: title case, or the title itself.
    pub headline: bool,
}

/// All sentences, line by line; a line break always ends a sentence.
pub fn cut(passage: &Passage) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let alone = stands_alone(passage);
    for (line, text) in passage.string.split('\n').enumerate() {
        let tokens = token::tokenize(text, start);
        let title = start < passage.text_start;
        let title_case = is_title_case(&tokens);
        for tokens in split(tokens) {
            let cut = finish(tokens, &passage.string, line, title, title_case);
            cuts.push(Cut { headline: cut.headline || alone, ..cut });
        }
        start += text.len() + 1;
    }
    cuts
}

/// Whether a text is a headline and nothing else: one line that no full stop ends.
fn stands_alone(passage: &Passage) -> bool {
    let text = passage.string.trim();
    let words = text.split(' ').count();
    !text.contains('\n') && words <= HEADLINE_WORDS && !text.ends_with(['.', '”', '"', ':', '…'])
}

/// The longest headlines have so many words.
const HEADLINE_WORDS: usize = 30;

/// "Jane Roe (publisher)": a title in brackets is an apposition.
fn titles_in_brackets(tokens: &mut [Token], string: &str) {
    for open in 1..tokens.len() {
        let named = tokens[open].is("(") && tokens[open - 1].shape == Shape::Capital;
        let Some(end) = named.then(|| title::read(tokens, string, open + 1)).flatten().map(|found| found.to) else { continue };
        if tokens.get(end).is_some_and(|t| t.is(")")) {
            for at in [open, end] {
                tokens[at].lower = Word::fold(",");
            }
        }
    }
}

/// Leaves out "(…)" and "[…]": tickers, ages, abbreviations, asides.
fn without_asides(tokens: Vec<Token>, string: &str) -> Vec<Token> {
    let mut tokens = without_nicknames(tokens);
    let marks = |opening: &[&str]| tokens.iter().any(|t| t.shape == Shape::Punctuation && opening.contains(&t.lower.as_str()));
    if marks(&["<", ">"]) {
        tokens = without_tickers(tokens);
    }
    if !tokens.iter().any(|t| t.shape == Shape::Punctuation && matches!(t.lower.as_str(), "(" | "[")) {
        return tokens;
    }
    titles_in_brackets(&mut tokens, string);
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open: Option<usize> = None;
    for token in tokens {
        match token.lower.as_str() {
            "(" | "[" if open.is_none() => open = Some(kept.len()),
            ")" | "]" if open.is_some_and(|at| kept.len() - at <= 40) => {
                kept.truncate(open.take().unwrap_or(kept.len()));
                continue;
            }
            _ => {}
        }
        kept.push(token);
    }
    kept
}

/// Leaves out `<ABC.N>`, a wire's ticker, and the marks around `<Initech Corp>`, a company without one.
fn without_tickers(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open: Option<usize> = None;
    for token in tokens {
        match token.lower.as_str() {
            "<" => open = Some(kept.len()),
            ">" => {
                let ticker = |at: usize| {
                    kept.len() > at
                        && kept.len() <= at + 3
                        && kept[at..].iter().all(|t| t.shape != Shape::Lower && t.end - t.start <= 6)
                        && kept[at..].windows(2).all(|w| w[0].end == w[1].start)
                };
                if let Some(at) = open.take().filter(|&at| ticker(at)) {
                    kept.truncate(at);
                }
            }
            _ => kept.push(token),
        }
    }
    kept
}

/// Leaves out a nickname in quotation marks inside a name: `Ji-eun "Jenny" Hwang`.
fn without_nicknames(tokens: Vec<Token>) -> Vec<Token> {
    let quote = |t: &Token| t.shape == Shape::Punctuation && matches!(t.lower.as_str(), "\"" | "“" | "”" | "'" | "‘" | "’");
    let nickname = |i: usize| {
        i > 0
            && i + 3 < tokens.len()
            && quote(&tokens[i])
            && quote(&tokens[i + 2])
            && tokens[i - 1].shape == Shape::Capital
            && tokens[i + 1].is_capital()
            && tokens[i + 3].shape == Shape::Capital
    };
    let dropped: Vec<usize> = (0..tokens.len()).filter(|&i| nickname(i)).flat_map(|i| i..i + 3).collect();
    if dropped.is_empty() {
        return tokens;
    }
    tokens.into_iter().enumerate().filter(|(i, _)| !dropped.contains(i)).map(|(_, t)| t).collect()
}

/// What wires and papers put before a headline: "INSTANT VIEW: ", "Exclusive: ".
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "instant", "view", "analyst", "update", "updated", "correct", "corrected", "correction", "timeline", "factbox", "exclusive", "breaking", "newsmaker", "analysis",
    "insight", "wrapup", "refile", "rpt", "chronology", "interview", "watch", "live", "explainer", "just", "in", "news", "alert", "key", "developments", "latest", "the",
    "opinion", "report", "scoop", "video", "q&a", "1", "2", "3", "4",
];

/// A headline without its label.
fn without_label(mut tokens: Vec<Token>) -> Vec<Token> {
    let colon = tokens.iter().take(5).position(|t| t.is(":"));
    if let Some(colon) = colon.filter(|&colon| colon > 0 && tokens[..colon].iter().all(|t| LABELS.contains(&t.lower.as_str()))) {
        tokens.drain(..=colon);
    }
    tokens
}

fn finish(tokens: Vec<Token>, string: &str, line: usize, title: bool, title_case: bool) -> Cut {
    let span = tokens.first().map_or(0, |t| t.start)..tokens.last().map_or(0, |t| t.end);
    let mut tokens = without_label(without_asides(tokens, string));
    if title_case {
        tokens.iter_mut().for_each(|t| t.weak = t.shape == Shape::Capital || t.shape == Shape::Upper && names::is_common(&t.lower));
    } else if let Some(first) = tokens.iter_mut().find(|t| t.shape != Shape::Punctuation) {
        first.weak = first.shape == Shape::Capital;
    }
    let dateline = tokens.iter().take(16).position(|t| matches!(t.lower.as_str(), "-" | "--" | "–" | "—") && t.start > span.start);
    if let Some(opening) = dateline.and_then(|at| tokens.get_mut(at + 1)) {
        opening.weak |= opening.shape == Shape::Capital;
    }
    // what follows a colon or an opening quotation mark begins a sentence, too
    for at in 1..tokens.len() {
        if tokens[at - 1].shape == Shape::Punctuation
            && matches!(tokens[at - 1].lower.as_str(), ":" | "“" | "\"" | "•" | "-" | "–")
            && tokens[at].shape == Shape::Capital
        {
            tokens[at].weak = true;
        }
    }
    let opening = dateline.and_then(|at| tokens.get(at + 1)).map_or(span.start, |t| t.start);
    Cut { sentence: Sentence { span, line, opening, title }, tokens, headline: title || title_case }
}

/// Whether most words of a line are capitalised, so that capitals mean nothing.
fn is_title_case(tokens: &[Token]) -> bool {
    let small = |t: &Token| {
        names::is_function_word(&t.lower)
            || t.shape == Shape::Lower && PARTICLES.contains(&t.lower)
            || t.lower.starts_with('\'')
            || t.lower.starts_with('’')
    };
    let is_word = |t: &Token| matches!(t.shape, Shape::Capital | Shape::Upper | Shape::Lower);
    let words: Vec<&Token> = tokens.iter().filter(|t| is_word(t) && !small(t)).collect();
    let lower = words.iter().filter(|t| t.shape == Shape::Lower).count();
    let common_capitals = words.iter().skip(1).filter(|t| t.is_capital() && names::is_common(&t.lower)).count();
    // a line with a full stop and small words beside its names is prose
    if lower > 0 && tokens.last().is_some_and(|t| t.is(".")) && lower * 8 > words.len() {
        return false;
    }
    // and so is a long line, however many names it has
    let share = if words.len() > 24 { 12 } else { 5 };
    words.len() >= 3 && lower * share <= words.len() && common_capitals >= 1 && (lower == 0 || common_capitals >= 2)
}

/// No sentence has more tokens; what goes on longer is no prose, and would make the readers' work grow with its square.
const MAX_TOKENS: usize = 240;

/// Splits a line's tokens at the ends of sentences.
fn split(tokens: Vec<Token>) -> Vec<Vec<Token>> {
    /// Tokens of a sentence of usual length.
    const USUAL: usize = 32;
    let mut sentences = Vec::new();
    let mut current: Vec<Token> = Vec::with_capacity(USUAL.min(tokens.len()));
    let mut iter = tokens.into_iter().peekable();
    while let Some(token) = iter.next() {
        let next_capital = iter.peek().is_some_and(|n| {
            n.is_capital()
                || matches!(n.lower.as_str(), "\"" | "“" | "'" | "‘" | "(" | "•")
                || n.shape == Shape::Number
                || n.shape == Shape::Symbol
        });
        // "Yahoo! names"
        if token.is("!") && current.last().is_some_and(|t| matches!(t.lower.as_str(), "yahoo" | "yum" | "joomla" | "jeopardy")) {
            continue;
        }
        let ends = match token.lower.as_str() {
            "." => next_capital || iter.peek().is_none(),
            "!" | "?" => next_capital || iter.peek().is_none(),
            "•" | "…" => false,
            ">" => false,
            // "Inc." at the end of a sentence keeps its stop; a new sentence begins only before a word that opens one
            word if word.ends_with('.') && word.len() > 2 => iter.peek().is_some_and(|n| n.is_capital() && opens_sentence(&n.lower)),
            _ => false,
        };
        let closing_quote = ends && iter.peek().is_some_and(|n| matches!(n.lower.as_str(), "”" | "\"") && n.start == token.end);
        current.push(token);
        if closing_quote && let Some(quote) = iter.next() {
            current.push(quote);
        }
        if ends || current.len() >= MAX_TOKENS {
            sentences.push(std::mem::replace(&mut current, Vec::with_capacity(USUAL.min(iter.len()))));
        }
    }
    if !current.is_empty() {
        sentences.push(current);
    }
    sentences
}

fn opens_sentence(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "in"
            | "on"
            | "at"
            | "a"
            | "an"
            | "this"
            | "his"
            | "her"
            | "as"
            | "after"
            | "before"
            | "mr."
            | "ms."
            | "mrs."
            | "dr."
            | "prior"
            | "following"
            | "effective"
            | "under"
            | "with"
            | "for"
            | "i"
            | "there"
            | "since"
            | "until"
            | "also"
            | "both"
    )
}
