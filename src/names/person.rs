//! Names of people, whatever the case, the accents, the middle names, the honorifics and the short forms.

use super::disguise::is_disguised;
use super::fold::{fold, has_han, split};
use super::nickname::root;

const HONORIFICS: [&str; 18] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "hon",
    "gen",
    "capt",
    "col",
    "madam",
];
const SUFFIXES: [&str; 12] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "obe", "cbe", "kbe"];
const HAN_HONORIFICS: [&str; 5] = ["先生", "女士", "博士", "教授", "小姐"];

/// A personal name as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
    han: bool,
}

impl Name {
    /// Reads a name. What stands in brackets behind it tells namesakes apart and is no part of it. A disguised name is empty.
    pub fn read(text: &str) -> Self {
        let text = bare(text);
        if is_disguised(text) {
            return Name { words: Vec::new(), han: false };
        }
        if has_han(text) {
            let joined: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
            let bare = HAN_HONORIFICS.iter().find_map(|honorific| joined.strip_suffix(honorific)).unwrap_or(&joined);
            return Name { words: vec![bare.to_string()], han: true };
        }
        let mut words = split(&fold(text).replace('.', " "));
        while words.len() > 1 && HONORIFICS.contains(&words[0].as_str()) {
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(&word.as_str())) {
            words.pop();
        }
        // "J. R. Smith" and "JR Smith" are one name.
        while words.len() > 2 && words[1].chars().count() == 1 && words[0].chars().count() <= 2 {
            let initial = words.remove(1);
            words[0].push_str(&initial);
        }
        Name { words, han: false }
    }

    /// Whether both are one name: first (in whatever short form) and last word agree, and the full middle names where both have some.
    pub fn means(&self, other: &Name) -> bool {
        let (a, b) = (&self.words, &other.words);
        if a.is_empty() || self.han != other.han || a.len().min(b.len()) < 2 {
            return !a.is_empty() && a == b;
        }
        let middle = |words: &[String]| -> Vec<String> {
            words[1..words.len() - 1].iter().filter(|word| word.chars().count() > 1).cloned().collect()
        };
        let (middle_a, middle_b) = (middle(a), middle(b));
        root(&a[0]) == root(&b[0]) && a.last() == b.last() && (middle_a.is_empty() || middle_b.is_empty() || middle_a == middle_b)
    }

    /// Whether it is less than a full name: one Latin word, or an initial before the last.
    pub fn is_partial(&self) -> bool {
        !self.han && (self.words.len() < 2 || self.is_initial())
    }

    /// Whether a part of the name is all that `self`, a partial name, has: the last name, and the initial where it gives one.
    pub fn is_part_of(&self, full: &Name) -> bool {
        let (Some(last), false) = (self.words.last(), self.han || full.han) else { return false };
        let initial = self.words.len() < 2 || full.words[0].starts_with(&self.words[0]);
        full.words.len() > 1 && full.words.last() == Some(last) && initial
    }

    /// Whether nothing can be said of it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it is written with Chinese characters.
    pub fn is_han(&self) -> bool {
        self.han
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The key under which the name is found: equal for all names that [`Name::means`] takes for one, and for some others. Empty where
    /// nothing can be said of it.
    pub fn key(&self) -> String {
        match self.words.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first, .., last] => format!("{} {last}", root(first)),
        }
    }

    fn is_initial(&self) -> bool {
        self.words.len() == 2 && self.words[0].chars().count() == 1
    }
}

/// The name without what stands in brackets behind it: `John Smith (Initech)` is called John Smith.
pub fn bare(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix(')').and_then(|open| open.rsplit_once(" (")).map_or(name, |(bare, _)| bare.trim())
}

/// The key of a name.
pub fn key(name: &str) -> String {
    Name::read(name).key()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_one_key() {
        for (a, b) in
            [("Bob McGrew", "Robert McGrew"), ("Dr. Steve A. Roe", "Stephen Roe, PhD"), ("李 明", "李明先生"), ("J. R. Poe", "JR Poe")]
        {
            assert!(Name::read(a).means(&Name::read(b)) && key(a) == key(b), "{a} {b}");
        }
        assert_ne!(key("Bob McGrew"), key("Bill McGrew"));
        assert!(!Name::read("Mira Murati").means(&Name::read("Mirа Murati")), "a Cyrillic letter");
        assert_eq!(key("Mirа Murati"), "");
    }

    #[test]
    fn a_surname_or_an_initial_is_part_of_a_name() {
        let bob = Name::read("Robert McGrew");
        for part in ["McGrew", "R. McGrew", "Mr McGrew"] {
            let part = Name::read(part);
            assert!(part.is_partial() && part.is_part_of(&bob), "{part:?}");
        }
        assert!(!Name::read("B. McGrew").is_part_of(&bob));
        assert!(!Name::read("Robert").is_part_of(&bob));
    }

    #[test]
    fn brackets_tell_namesakes_apart_and_are_no_part_of_the_name() {
        assert!(Name::read("John Smith (Initech)").means(&Name::read("John Smith")));
        assert_eq!(bare("John Smith (Initech)"), "John Smith");
    }
}
