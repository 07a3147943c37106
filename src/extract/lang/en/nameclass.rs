//! What a capitalised name is by its words: a person, an organisation, a place, or neither.

use super::token::{Shape, Token};
use super::vocabulary::{ORG_WORDS, ORGANISATIONS, PLACES, is_common, is_given, is_place_token, phrase_at};
use super::words::{CAMPUSES, FAMILY_FIRST, INITIALS, KNOWN_BY_SURNAME, LEGAL, OF_HEADS, PARTICLES, PARTS, STATES, TERMS};

/// What a capitalised name seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Person,
    Organisation,
    Place,
    /// Neither a person nor an organisation: an event, a product, a law.
    Thing,
    /// The words do not tell.
    Unknown,
}

/// Decides by the words of the name.
pub(super) fn classify(tokens: &[Token], string: &str, from: usize, to: usize) -> Class {
    let words: Vec<&str> = tokens[from..to].iter().map(|t| t.lower.as_str()).collect();
    let last = words.last().copied().unwrap_or("");
    let name = Words { tokens, string, from, to, words, last };
    [part, region, body_of_a_trade, capitals, house, person].into_iter().find_map(|rule| rule(&name)).unwrap_or(Class::Unknown)
}

/// A name's words, case-folded, and where they stand.
struct Words<'a> {
    tokens: &'a [Token],
    string: &'a str,
    from: usize,
    to: usize,
    words: Vec<&'a str>,
    last: &'a str,
}

/// "Consulting Division", "City Council", "TTX-MC138": parts of organisations and products.
fn part(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, ref words, last, .. } = name;
    // "Consulting Division": a part of an organisation
    if words.len() > 1
        && PARTS.contains(&last)
        && words.iter().all(|w| is_common(w) || *w == "&" || *w == "and")
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Thing);
    }
    // a board is a part of an organisation, whatever kind of board
    if matches!(last, "board" | "boards")
        && words[..words.len() - 1]
            .iter()
            .all(|w| matches!(*w, "executive" | "supervisory" | "management" | "advisory" | "governing" | "group" | "managing"))
    {
        return Some(Class::Thing);
    }
    // "City Council", "School Board": of which city, the name does not say
    if is_body(words) {
        return Some(Class::Thing);
    }
    // "UC Santa Cruz"
    if words.len() > 1 && matches!(words[0], "uc" | "suny" | "cuny") && CAMPUSES.contains(&words[1]) {
        return Some(Class::Organisation);
    }
    // "TTX-MC138": a product's code
    if words.len() == 1
        && last.contains('-')
        && last.contains(|c: char| c.is_ascii_digit())
        && tokens[from].shape != Shape::Number
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Thing);
    }
    None
}

/// "South Jordan", "Irish Presidential", "MUMBAI": regions and what is said of them; and abbreviations that are nobody's.
fn region(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, to, ref words, last } = name;
    // "South Jordan", "North India"
    if words.len() == 2
        && matches!(words[0], "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western" | "central")
        && !ORG_WORDS.contains(last)
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Place);
    }
    // "Australian building products group"
    if words.len() == 1 && is_place_token(last) && is_common(last) && phrase_at(&ORGANISATIONS, tokens, string, from).is_none() {
        return Some(Class::Place);
    }
    // "Irish Presidential", "MUMBAI"
    if words.len() == 1 && tokens[from].shape == Shape::Upper && last.len() > 3 && is_place_token(last)
        || words.len() > 1
            && !tokens[from..to].iter().all(|t| t.shape == Shape::Upper)
            && is_place_token(words[0])
            && words[1..].iter().all(|w| is_common(w) && ["al", "ary", "ic", "ive"].iter().any(|end| w.ends_with(end)))
            && !ORG_WORDS.contains(last)
            && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Place);
    }
    if words.len() == 1
        && tokens[from].shape == Shape::Upper
        && last.len() == 2
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Thing);
    }
    if words.len() == 1 && (INITIALS.contains(&last) || last.len() == 2 && STATES.contains(&last) && tokens[from].shape == Shape::Upper) {
        return Some(Class::Thing);
    }
    if words.len() == 1 && LEGAL.contains(&last)
        || !is_organisation_word(tokens, from, to) && TERMS.contains(&last) && words.len() > 1 && !is_given(words[0])
    {
        return Some(Class::Thing);
    }
    None
}

/// Trades of which every country has a body.
pub(super) const SPORTS: &[&str] = &[
    "cricket",
    "tennis",
    "rugby",
    "hockey",
    "swimming",
    "athletics",
    "cycling",
    "golf",
    "netball",
    "football",
    "basketball",
    "boxing",
    "rowing",
    "sport",
    "surfing",
    "sailing",
    "squash",
    "badminton",
    "gymnastics",
    "archery",
    "judo",
    "triathlon",
    "diving",
    "volleyball",
    "baseball",
    "softball",
];

/// "Cricket Australia": a trade and a country are its body there.
fn body_of_a_trade(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, ref words, last, .. } = name;
    // "Cricket Australia", "Tennis Canada": a trade and a country are its body there
    if words.len() == 2
        && matches!(
            last,
            "australia"
                | "canada"
                | "england"
                | "scotland"
                | "wales"
                | "ireland"
                | "india"
                | "germany"
                | "uk"
                | "usa"
                | "singapore"
                | "malaysia"
        )
        && is_common(words[0])
        && !is_given(words[0])
        && !is_place_token(words[0])
        && (!tokens[from].weak || SPORTS.contains(&words[0]))
        && phrase_at(&PLACES, tokens, string, from).is_none()
        && !matches!(
            words[0],
            "new"
                | "greater"
                | "rural"
                | "western"
                | "eastern"
                | "northern"
                | "southern"
                | "central"
                | "north"
                | "south"
                | "east"
                | "west"
                | "modern"
                | "global"
                | "all"
                | "mainland"
                | "middle"
                | "visit"
                | "british"
                | "team"
        )
    {
        return Some(Class::Organisation);
    }
    None
}

/// Names behind an article, and names in capitals only, as datelines and telexes have them.
fn capitals(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, to, ref words, last } = name;
    // "the Separation Date": ordinary words with capitals behind an article
    let article = from > 0
        && matches!(tokens[from - 1].lower.as_str(), "the" | "such" | "this" | "a" | "an" | "our" | "their" | "its" | "these" | "any");
    if article
        && !tokens[from].weak
        && words.iter().all(is_common)
        && !ORG_WORDS.contains(last)
        // "the Federation of Railway Grades"
        && !(words.len() > 2 && words[1] == "of" && OF_HEADS.contains(&words[0]))
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Thing);
    }
    let all_upper = tokens[from..to].iter().all(|t| t.shape == Shape::Upper);
    let house = words.iter().any(|w| ORG_WORDS.contains(*w) || LEGAL.contains(w) || *w == "&");
    if all_upper && house && words.len() > 1 && from <= 1 && dateline(tokens, to) && !is_place_token(words[0]) {
        return Some(Class::Organisation);
    }
    if all_upper && dateline(tokens, to) && from <= 1 {
        return Some(Class::Place);
    }
    if all_upper
        && words.len() <= 4
        && !words.iter().all(is_common)
        && !is_given(words[0])
        && tokens.get(to).is_some_and(|t| matches!(t.lower.as_str(), "." | ":"))
        && from == 0
    {
        return Some(Class::Organisation);
    }
    None
}

/// Names with a word of organisations in them.
fn house(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, to, ref words, last } = name;
    if let Some(end) = phrase_at(&ORGANISATIONS, tokens, string, from)
        && (end == to || ORG_WORDS.contains(last))
    {
        return Some(Class::Organisation);
    }
    let clean = last.trim_end_matches('.');
    // "Exciting News: meet our new director"
    if words.len() == 2
        && matches!(last, "news" | "times")
        && matches!(
            words[0],
            "exciting" | "good" | "great" | "breaking" | "latest" | "big" | "bad" | "sad" | "happy" | "fake" | "top" | "thrilling" | "more"
        )
    {
        return Some(Class::Unknown);
    }
    if words.len() > 1
        && (ORG_WORDS.contains(last) || ORG_WORDS.contains(clean))
        && !(words.len() == 2 && is_given(words[0]) && !is_place_token(words[0]) && !tokens[from].weak && is_surname_too(last))
    {
        return Some(Class::Organisation);
    }
    if words.len() > 1
        && matches!(
            words[0],
            "banca"
                | "banco"
                | "banque"
                | "caisse"
                | "casa"
                | "museo"
                | "musée"
                | "teatro"
                | "théâtre"
                | "compagnie"
                | "société"
                | "groupe"
                | "grupo"
                | "universidad"
                | "université"
                | "università"
                | "universität"
                | "fundación"
                | "fondation"
                | "fondazione"
                | "hôpital"
                | "ministerio"
                | "banka"
        )
    {
        return Some(Class::Organisation);
    }
    if words.iter().any(|w| *w == "&" || *w == "of")
        || words.len() > 1
            && words
                .iter()
                .take(words.len())
                .any(|w| matches!(*w, "university" | "bank" | "institute" | "college" | "ministry" | "department"))
    {
        return Some(Class::Organisation);
    }
    None
}

/// First names, family names that stand first, initials, particles.
fn person(name: &Words) -> Option<Class> {
    let &Words { tokens, string, from, to, ref words, .. } = name;
    // "Las Vegas Raiders": behind a place of several words stands no surname
    if phrase_at(&PLACES, tokens, string, from).is_some_and(|end| end > from + 1 && end < to) {
        return None;
    }
    if words.len() == 1
        && is_given(words[0])
        && !is_common(words[0])
        && tokens[from].shape == Shape::Capital
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
        && phrase_at(&PLACES, tokens, string, from).is_none()
    {
        return Some(Class::Person);
    }
    if tokens[from].shape == Shape::Upper
        && words.len() == 1
        && !tokens[from].weak
        && !is_place_token(words[0])
        && !tokens.get(to).is_some_and(|t| t.is(":"))
    {
        return Some(Class::Organisation);
    }
    if (2..=5).contains(&words.len()) && (is_given(words[0]) || is_initial(tokens, string, from) && words.len() <= 4) {
        return Some(Class::Person);
    }
    // "Koh Kar Siong": a family name that stands first, and short syllables
    if (2..=4).contains(&words.len())
        && FAMILY_FIRST.contains(&words[0])
        && words[1..].iter().all(|w| {
            w.split('-').all(|part| part.len() <= 6)
                && !ORG_WORDS.contains(*w)
                && !is_common(w)
                && !is_place_token(w)
                && w.chars().all(char::is_alphabetic)
        })
        && tokens[from..to].iter().all(|t| t.shape == Shape::Capital)
        && phrase_at(&ORGANISATIONS, tokens, string, from).is_none()
    {
        return Some(Class::Person);
    }
    if words.len() == 1 && KNOWN_BY_SURNAME.contains(&words[0]) && tokens[from].shape == Shape::Capital {
        return Some(Class::Person);
    }
    // surname first: "Park Ji-hoon", "Zhao Changpeng", or a given name in second place
    if (2..=3).contains(&words.len()) && words[1..].iter().any(is_given) && !is_common(words[0]) {
        return Some(Class::Person);
    }
    if words.len() > 1 && words[1..words.len() - 1].iter().enumerate().any(|(i, _)| is_initial(tokens, string, from + 1 + i)) {
        return Some(Class::Person);
    }
    if let Some(end) = phrase_at(&PLACES, tokens, string, from)
        && end == to
    {
        return Some(Class::Place);
    }
    if words.iter().any(|w| PARTICLES.contains(w) && !matches!(*w, "la" | "le" | "san" | "st." | "st" | "do" | "e" | "da"))
        && words.len() > 2
    {
        return Some(Class::Person);
    }
    None
}

/// Whether a name is what every town or school calls a part of its government.
fn is_body(words: &[&str]) -> bool {
    let public = ["city", "town", "county", "village", "borough", "school", "municipal"];
    let bodies = ["council", "commission", "board", "committee", "government", "assembly", "department", "district", "court"];
    match words {
        [first, .., last] if public.contains(first) && bodies.contains(last) => {
            words[1..words.len() - 1].iter().all(|w| public.contains(w))
        }
        _ => false,
    }
}

/// Whether a known organisation or a legal form stands in the name.
fn is_organisation_word(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens[from..to].iter().any(|t| LEGAL.contains(&t.lower))
}

/// "VALENCIA -", "LONDON (AP) —", "SEOUL, Dec. 5 -": what stands behind a dateline's place.
fn dateline(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| matches!(t.lower.as_str(), "-" | "–" | "—" | "--" | "(" | "/" | "," | "and"))
}

/// Words that are organisations' and people's: "Ashley Banks", "Tim House".
fn is_surname_too(word: &str) -> bool {
    matches!(
        word,
        "banks"
            | "house"
            | "church"
            | "park"
            | "brothers"
            | "post"
            | "union"
            | "sun"
            | "club"
            | "bond"
            | "law"
            | "field"
            | "fields"
            | "press"
            | "mills"
            | "power"
            | "powers"
            | "motor"
            | "times"
            | "parks"
            | "chambers"
            | "best"
            | "guild"
            | "city"
            | "lake"
            | "college"
            | "media"
    )
}

/// "J.", "T".
pub(super) fn is_initial(tokens: &[Token], string: &str, at: usize) -> bool {
    let text = tokens[at].text(string);
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    !text.contains(|c: char| c.is_ascii_digit())
        && tokens[at].is_capital()
        && (letters.len() == 1 || letters.len() <= 3 && text.matches('.').count() == letters.len())
}
