//! Phrases that colour a sentence, and whether one of them stands in it.

use super::token::Token;
use super::words::List;

/// Phrases of one or more words.
pub(super) struct Phrases {
    /// Has their first words: most sentences hold none of them.
    starts: List,
    list: &'static [&'static str],
}

/// All lists of this file.
const PHRASES: [&Phrases; 7] = [&TALE, &IN_CASE, &UNTRUE, &STAGE, &SOURCED, &MEANTIME, &CAREER];

/// Of whom a tale tells, nothing is claimed.
pub(super) const TALE: Phrases = Phrases {
    starts: List { bit: 54, words: &[] },
    list: &[
        "novel",
        "episode",
        "page ten",
        "screenplay",
        "the film",
        "the series",
        "the movie",
        "the play",
        "sitcom",
        "stars as",
        "comic opera",
        "miniseries",
    ],
};

/// What may happen.
pub(super) const IN_CASE: Phrases = Phrases { starts: List { bit: 55, words: &[] }, list: &["in the event", "in case"] };

/// What is said of claims that are not so.
pub(super) const UNTRUE: Phrases = Phrases {
    starts: List { bit: 56, words: &[] },
    list: &[
        "untrue",
        "are false",
        "is false",
        "was false",
        "unfounded",
        "baseless",
        "is nonsense",
        "are nonsense",
        "as nonsense",
        "changed her mind",
        "changed his mind",
    ],
};

/// Stages and playing fields, where people come and go whom no organisation lists.
pub(super) const STAGE: Phrases = Phrases {
    starts: List { bit: 60, words: &[] },
    list: &[
        "starring",
        "stars in",
        "squad",
        "line-up",
        "lineup",
        "season",
        "cast of",
        "the cast",
        "album",
        "supergroup",
        "minutes",
        "half-time",
        "substitute",
        "midfielder",
        "striker",
        "goalkeeper",
        "defender",
        "winger",
        "quarterback",
        "bowler",
        "batsman",
        "co-present",
        "co-host",
        "singer",
        "drummer",
        "guitarist",
        "bassist",
        "injury",
    ],
};

/// Nobody who is named says so.
pub(super) const SOURCED: Phrases = Phrases {
    starts: List { bit: 57, words: &[] },
    list: &[
        "sources",
        "source",
        "people familiar",
        "person familiar",
        "people briefed",
        "people with knowledge",
        "people close",
        "reportedly",
        "is said to",
        "are said to",
        "understood to",
        "insiders",
        "according to reports",
        "media reports",
        "according to people",
        "according to two people",
        "according to three people",
        "a report says",
        "has learned",
        "has learnt",
    ],
};

/// For the meantime.
pub(super) const MEANTIME: Phrases = Phrases {
    starts: List { bit: 58, words: &[] },
    list: &[
        "interim basis",
        "in the interim",
        "until a successor",
        "while a successor",
        "temporarily",
        "in the meantime",
        "on an acting basis",
        "until a permanent",
        "for the time being",
        "while the search",
        "until a replacement",
        "while the board searches",
        "until a new",
        "until the new",
        "until then",
        "day to day",
        "in addition to his own",
        "in addition to her own",
        "until his successor",
        "until her successor",
        "until someone",
        "until somebody",
        "while the company searches",
        "while the search",
    ],
};

/// What is told of a life.
pub(super) const CAREER: Phrases = Phrases {
    starts: List { bit: 59, words: &[] },
    list: &["career", "careers", "stint", "stints", "at the time", "back then", "years earlier", "in those days", "first term"],
};

/// The first words of all phrases, with the bits of their lists.
pub(super) fn listed() -> impl Iterator<Item = (&'static str, u32)> {
    let first = |phrase: &&'static str| phrase.split(' ').next().unwrap_or_default();
    PHRASES.into_iter().flat_map(move |phrases| phrases.list.iter().map(move |phrase| (first(phrase), phrases.starts.bit)))
}

impl Phrases {
    /// The first of the phrases that stands in the tokens, word for word.
    pub fn first_in(&self, tokens: &[Token]) -> Option<&'static str> {
        let mut found = None;
        for (at, _) in tokens.iter().enumerate().filter(|(_, token)| self.starts.contains(&token.lower)) {
            let before = &self.list[..found.unwrap_or(self.list.len())];
            found = before.iter().position(|phrase| stands(phrase, &tokens[at..])).or(found);
        }
        found.map(|place| self.list[place])
    }
}

/// Whether a phrase stands at the beginning of these tokens.
fn stands(phrase: &str, tokens: &[Token]) -> bool {
    let mut rest = phrase;
    for token in tokens {
        match rest.strip_prefix(token.lower.as_str()) {
            Some("") => return true,
            Some(more) if more.starts_with(' ') => rest = &more[1..],
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    #[test]
    fn a_phrase_is_found_wherever_it_stands_and_only_whole() {
        for (text, found) in [
            ("Sources say so", Some("sources")),
            ("She is said to leave", Some("is said to")),
            ("so say people familiar", Some("people familiar")),
            ("resources, people unfamiliar, is said", None),
            ("", None),
        ] {
            assert_eq!(SOURCED.first_in(&tokenize(text, 0)), found, "{text}");
        }
    }
}
