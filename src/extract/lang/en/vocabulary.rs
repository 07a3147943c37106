//! The word lists in files: ordinary words, first names, words of organisations, and names of several words.
//!
//! Their origin stands in `data/README.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::facts::Spelled;
use super::token::{self, Token};
use super::words::{DEGREES, FUNCTION_WORDS, HONORIFICS, List};
use crate::extract::mention::Gender;

// The bits of these lists lie behind those of `words`.
const COMMON: List = List { bit: 48, words: &[] };
/// Last words that show an organisation.
pub(super) const ORG_WORDS: List = List { bit: 49, words: &[] };
const PLACE_TOKENS: List = List { bit: 50, words: &[] };

/// Names of several words, as written.
pub(super) struct Phrases {
    /// Has the first words, case-folded.
    starts: List,
    /// By their first word, longest first.
    by_first: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>>>,
}

pub(super) static ORGANISATIONS: Phrases =
    Phrases { starts: List { bit: 51, words: &[] }, by_first: LazyLock::new(|| phrases(include_str!("data/organisations.txt"))) };
pub(super) static PLACES: Phrases =
    Phrases { starts: List { bit: 52, words: &[] }, by_first: LazyLock::new(|| phrases(include_str!("data/places.txt"))) };
pub(super) static THINGS: Phrases =
    Phrases { starts: List { bit: 53, words: &[] }, by_first: LazyLock::new(|| phrases(include_str!("data/things.txt"))) };

/// What is listed by its case-folded form and written otherwise in the files.
static FOLDED: LazyLock<Vec<(String, u32)>> = LazyLock::new(|| {
    let fold = |word: &str| word.to_lowercase().replace('’', "'").replace('‑', "-");
    let alone = PLACES.by_first.values().flatten().filter(|words| words.len() == 1);
    let places = alone.map(|words| (words[0].to_lowercase(), PLACE_TOKENS.bit));
    let tables = [&ORGANISATIONS, &PLACES, &THINGS].into_iter();
    places.chain(tables.flat_map(|table| table.by_first.keys().map(move |first| (fold(first), table.starts.bit)))).collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn phrases(text: &'static str) -> HashMap<&'static str, Vec<Vec<&'static str>>> {
    let mut phrases: HashMap<&'static str, Vec<Vec<&'static str>>> = HashMap::new();
    for line in lines(text) {
        let line = line.strip_prefix("The ").unwrap_or(line);
        let mut words = Vec::new();
        token::split(line, |at, length| words.push(&line[at..at + length]));
        if let Some(first) = words.first() {
            phrases.entry(first).or_default().push(words);
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    phrases
}

/// Every word of the files but first names, with the bit of its list.
pub(super) fn listed() -> impl Iterator<Item = (&'static str, u32)> {
    let common = lines(include_str!("data/common_words.txt")).map(|word| (word, COMMON.bit));
    let organisations = lines(include_str!("data/organisation_words.txt")).map(|word| (word, ORG_WORDS.bit));
    common.chain(organisations).chain(FOLDED.iter().map(|(word, bit)| (word.as_str(), *bit)))
}

/// First names with the gender that they suggest.
pub(super) fn given_names() -> impl Iterator<Item = (&'static str, Gender)> {
    let gender = |letter: &str| match letter {
        "f" => Gender::Feminine,
        "m" => Gender::Masculine,
        _ => Gender::Unknown,
    };
    lines(include_str!("data/given_names.txt")).filter_map(|line| line.split_once('\t')).map(move |(name, g)| (name, gender(g)))
}

/// The longest phrase of a table that stands at a token: the token behind it.
pub(super) fn phrase_at(table: &Phrases, tokens: &[Token], string: &str, from: usize) -> Option<usize> {
    let first = tokens.get(from).filter(|token| table.starts.contains(&token.lower))?;
    let list = table.by_first.get(first.text(string))?;
    list.iter()
        .find(|words| words.iter().enumerate().all(|(i, w)| tokens.get(from + i).is_some_and(|t| t.text(string) == *w)))
        .map(|words| from + words.len())
}

/// An ordinary English word.
pub fn is_common(word: &(impl Spelled + ?Sized)) -> bool {
    COMMON.contains(word) || word.text().contains('-') && word.text().split('-').all(|part| COMMON.contains(part))
}

/// A first name somewhere in the world.
pub fn is_given(word: &(impl Spelled + ?Sized)) -> bool {
    let known = |word: &str| word.facts().gender.is_some();
    word.facts().gender.is_some() || word.text().split_once('-').is_some_and(|(a, b)| known(a) && (known(b) || b.len() < 6))
}

/// The gender that a first name suggests.
pub fn gender(given: &str) -> Gender {
    given.to_lowercase().facts().gender.unwrap_or_default()
}

/// A country, city or nationality of one word, case-folded.
pub fn is_place_token(word: &(impl Spelled + ?Sized)) -> bool {
    PLACE_TOKENS.contains(word)
}

/// A word that belongs to no name.
pub fn is_function_word(word: &(impl Spelled + ?Sized)) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// "Mr.", "Dr.", "Dame".
pub fn is_honorific(word: &(impl Spelled + ?Sized)) -> bool {
    HONORIFICS.contains(word)
}

/// "PhD", "OBE", "FRS".
pub fn is_degree(word: &(impl Spelled + ?Sized)) -> bool {
    DEGREES.contains(word)
}
