//! What the word lists say of a word. Each token looks its word up once; every question about it after that is a look at a bit.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Deref;
use std::sync::LazyLock;

use super::lexicon::{self, NOUNS, VerbForm};
use super::words::{HEADS, LISTS, List};
use super::{phrases, vocabulary};
use crate::domain::Manner;
use crate::extract::mention::Gender;

/// Everything that is listed about one word.
#[derive(Default)]
pub struct Facts {
    /// One bit for each list that has the word.
    lists: u64,
    /// Of a first name: the gender that it suggests.
    pub gender: Option<Gender>,
    /// Its row in [`HEADS`].
    pub head: Option<&'static (&'static str, &'static str, bool)>,
    /// Its row in [`NOUNS`].
    pub noun: Option<&'static (&'static str, &'static str, Option<Manner>)>,
    /// The verbs that it may be a form of.
    pub verbs: &'static [VerbForm],
}

/// A case-folded word, which knows its facts.
#[derive(Clone)]
pub struct Word {
    text: Cow<'static, str>,
    facts: &'static Facts,
}

/// Whatever spells a word. A [`Word`] knows its facts, any other text is looked up.
pub trait Spelled {
    fn text(&self) -> &str;
    fn facts(&self) -> &'static Facts;
}

static UNLISTED: Facts = Facts { lists: 0, gender: None, head: None, noun: None, verbs: &[] };

/// A listed word with its facts.
type Entry = (&'static str, &'static Facts);

/// All listed words: nearly every word of a text is one, so that this table is what reading a text touches most. Short words lie in it
/// by their letters, which saves a look elsewhere in memory.
struct Table {
    short: HashMap<Letters, Entry, BuildHasherDefault<Quick>>,
    long: HashMap<&'static str, Entry>,
}

/// How many words are listed, about.
const ABOUT: usize = 70_000;

/// All listed words with their facts.
fn listed() -> HashMap<&'static str, Facts, BuildHasherDefault<Quick>> {
    // room for all from the start: a table that grows stands in memory twice, and no later step of a cycle needs as much
    let mut table: HashMap<&'static str, Facts, BuildHasherDefault<Quick>> = HashMap::with_capacity_and_hasher(ABOUT, Default::default());
    let words = LISTS.iter().flat_map(|list| list.words.iter().map(|word| (*word, list.bit)));
    for (word, bit) in words.chain(vocabulary::listed()).chain(phrases::listed()) {
        table.entry(word).or_default().lists |= 1 << bit;
    }
    for (word, gender) in vocabulary::given_names() {
        table.entry(word).or_default().gender = Some(gender);
    }
    // of two rows of one word the first counts
    for row in HEADS.iter().rev() {
        table.entry(row.0).or_default().head = Some(row);
    }
    for row in NOUNS.iter().rev() {
        table.entry(row.0).or_default().noun = Some(row);
    }
    for (word, forms) in lexicon::all_verb_forms() {
        table.entry(word).or_default().verbs = forms;
    }
    for mark in [".", ",", ":", ";", "?", "!", "'", "’", "\"", "“", "”", "(", ")", "-", "–", "—", "'s", "n't", "&", "$", "%", "/"]
    {
        table.entry(mark).or_default();
    }
    table
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let listed = listed();
    let short = HashMap::with_capacity_and_hasher(listed.len(), Default::default());
    let mut table = Table { short, long: HashMap::new() };
    // most words have the facts of many others: "an ordinary word", "a first name of men"
    let mut alike: HashMap<_, &'static Facts> = HashMap::new();
    for (word, facts) in listed {
        let rows = (facts.head.map(|row| row.0), facts.noun.map(|row| row.0), facts.verbs.as_ptr());
        let facts = *alike.entry((facts.lists, facts.gender, rows)).or_insert_with(|| Box::leak(Box::new(facts)));
        match Letters::of(word) {
            Some(letters) => table.short.insert(letters, (word, facts)),
            None => table.long.insert(word, (word, facts)),
        };
    }
    table
});

impl Table {
    fn get(&self, word: &str) -> Option<&Entry> {
        match Letters::of(word) {
            Some(letters) => self.short.get(&letters),
            None => self.long.get(word),
        }
    }
}

/// The facts of a case-folded word; those of a word that no list has are empty.
fn of(word: &str) -> &'static Facts {
    TABLE.get(word).map_or(&UNLISTED, |(_, facts)| facts)
}

/// The bytes of a word of at most 16, filled up with zeros.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Letters(u64, u64);

impl Letters {
    fn of(word: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        Some(Self::from_bytes(bytes))
    }

    /// The letters of a word in ASCII, in lower case.
    fn folded(written: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..written.len())?.copy_from_slice(written.as_bytes());
        bytes.make_ascii_lowercase();
        bytes.is_ascii().then(|| Self::from_bytes(bytes))
    }

    fn from_bytes(bytes: [u8; 16]) -> Self {
        let number = u128::from_le_bytes(bytes);
        Letters(number as u64, (number >> 64) as u64)
    }
}

impl Hash for Letters {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0 ^ self.1.rotate_left(29));
    }
}

impl Facts {
    pub(super) fn is_in(&self, list: &List) -> bool {
        self.lists & (1 << list.bit) != 0
    }
}

impl Word {
    /// Folds a word as it is written: lower case, straight apostrophes, plain hyphens.
    pub fn fold(written: &str) -> Self {
        let short = Letters::folded(written).and_then(|letters| TABLE.short.get(&letters));
        if let Some((word, facts)) = short {
            return Self { text: Cow::Borrowed(word), facts };
        }
        if written.is_ascii() {
            return Self::known(&written.to_ascii_lowercase());
        }
        Self::known(&written.to_lowercase().replace('’', "'").replace('‑', "-"))
    }

    fn known(folded: &str) -> Self {
        match TABLE.get(folded) {
            Some((word, facts)) => Self { text: Cow::Borrowed(word), facts },
            None => Self { text: Cow::Owned(folded.to_string()), facts: &UNLISTED },
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl Spelled for Word {
    fn text(&self) -> &str {
        &self.text
    }

    fn facts(&self) -> &'static Facts {
        self.facts
    }
}

impl Spelled for str {
    fn text(&self) -> &str {
        self
    }

    fn facts(&self) -> &'static Facts {
        of(self)
    }
}

impl<T: Spelled + ?Sized> Spelled for &T {
    fn text(&self) -> &str {
        (**self).text()
    }

    fn facts(&self) -> &'static Facts {
        (**self).facts()
    }
}

impl Spelled for String {
    fn text(&self) -> &str {
        self
    }

    fn facts(&self) -> &'static Facts {
        of(self)
    }
}

/// Spreads a number over the table in a nanosecond. Nobody chooses the words of the table, and what is looked up is never put into it.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lang::en::words::{ANAPHORS, FIELDS};

    #[test]
    fn every_list_is_registered() {
        let written = include_str!("words.rs").matches(": List = List {").count();
        assert_eq!(LISTS.len(), written, "a list of words.rs is missing in LISTS: it would have no words");
    }

    #[test]
    fn every_list_has_a_bit_of_its_own() {
        let mut bits: Vec<u32> =
            LISTS.iter().map(|list| list.bit).chain(vocabulary::listed().chain(phrases::listed()).map(|(_, bit)| bit)).collect();
        bits.sort_unstable();
        let own: usize = LISTS.len();
        bits.dedup();
        assert!(bits.len() > own, "the lists in files have bits, too");
        assert!(bits.iter().all(|bit| *bit < u64::BITS));
        for (index, list) in LISTS.iter().enumerate() {
            assert!(LISTS[..index].iter().all(|other| other.bit != list.bit), "bit {} is given twice", list.bit);
            assert!(vocabulary::listed().chain(phrases::listed()).all(|(_, bit)| bit != list.bit), "bit {} is given twice", list.bit);
        }
    }

    #[test]
    fn a_word_of_a_list_is_found_however_it_is_spelled() {
        for list in LISTS {
            for word in list.words {
                assert!(list.contains(word) && list.contains(&Word::fold(&word.to_uppercase())), "{word}");
            }
        }
        assert!(!ANAPHORS.contains("finance") && FIELDS.contains(&Word::fold("Finance")));
    }

    #[test]
    fn folding_keeps_what_no_list_has() {
        for (written, folded) in [("O’Rourke", "o'rourke"), ("ÉCOLE", "école"), ("Xyzzyplugh", "xyzzyplugh"), ("co‑chair", "co-chair")]
        {
            assert_eq!(Word::fold(written), folded);
        }
        let long = "Q".repeat(40);
        assert_eq!(Word::fold(&long), long.to_lowercase().as_str());
    }
}
