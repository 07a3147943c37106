//! English names: where one begins and ends, and whether it is a person's, an organisation's or a place's.
//!
//! Word lists come from public lists (see `data/README.md`); what they leave open, the shape of the name and its
//! surroundings decide.

use super::super::super::mention::Gender;
pub use super::nameclass::Class;
use super::nameclass::{classify, is_initial};
use super::title;
use super::token::{Shape, Token};
use super::vocabulary::{ORG_WORDS, ORGANISATIONS, PLACES, THINGS, phrase_at};
pub use super::vocabulary::{gender, is_common, is_degree, is_function_word, is_given, is_honorific, is_place_token};
use super::words::{
    ANAPHORS, CAMPUSES, DEGREES, INSTITUTIONS, KNOWN_BY_SURNAME, LEGAL, MONTHS_AND_DAYS, OF_HEADS, PARTICLES, SUFFIXES, TERMS,
};

/// A name in tokens `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub from: usize,
    pub to: usize,
    pub class: Class,
}

/// What "Mr." and "Ms." tell.
pub fn honorific_gender(word: &str) -> Gender {
    match word.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "baron" | "father" | "brother" | "prince" | "king" | "sheikh" => Gender::Masculine,
        "mrs" | "ms" | "miss" | "dame" | "lady" | "baroness" | "sister" | "princess" | "queen" | "sheikha" => Gender::Feminine,
        _ => Gender::Unknown,
    }
}

/// The degrees behind a name: ", M.D., Ph.D.": the token behind them.
pub fn skip_degrees(tokens: &[Token], mut at: usize) -> usize {
    loop {
        let comma = usize::from(tokens.get(at).is_some_and(|t| t.is(",")));
        match tokens.get(at + comma) {
            Some(t) if DEGREES.contains(&t.lower) && t.is_capital() && !(comma == 0 && t.lower == "do") => at += comma + 1,
            _ => return at,
        }
    }
}

/// Whether a token can be part of a name here.
fn is_name_token(tokens: &[Token], string: &str, at: usize, within: bool) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if !token.is_capital() {
        return false;
    }
    let hyphened = token.lower.contains('-');
    if hyphened
        && ["-based", "-born", "-led", "-backed", "-owned", "-old", "-listed", "-raised", "-trained", "-elect"]
            .iter()
            .any(|end| token.lower.ends_with(end))
    {
        return false;
    }
    // "Left-winger ousts": a compound of everyday use at the head of a sentence
    if token.weak
        && token.text(string).split_once('-').is_some_and(|(_, rest)| rest.len() > 3 && rest.starts_with(char::is_lowercase))
        && !is_given(&token.lower)
    {
        return false;
    }
    // "ex-Initech", "Ex-Minister"
    if token.lower.starts_with("ex-") {
        return false;
    }
    let word = token.lower.as_str();
    if MONTHS_AND_DAYS.contains(&token.lower)
        && !(within && word == "may")
        && !(is_given(&token.lower) && tokens.get(at + 1).is_some_and(|n| n.is_capital() && !is_common(&n.lower)))
    {
        return false;
    }
    if is_function_word(&token.lower)
        && !(within
            && matches!(word, "do" | "so" | "an" | "no" | "may" | "one" | "first" | "next" | "will" | "new" | "in" | "he")
            && !token.weak)
    {
        return false;
    }
    if title_begins(tokens, string, at) && !(within && ORG_WORDS.contains(&token.lower)) {
        return false;
    }
    // "Alice B. Crane": so is one behind an initial
    if within && at > 1 && is_initial(tokens, string, at - 1) && is_given(&tokens[at - 2].lower) && !is_function_word(&token.lower) {
        return super::lexicon::verb_forms(&token.lower).is_empty();
    }
    // "Andrew Sharp", "Thomas Hook": an ordinary word behind a first name is a surname
    if within
        && at > 0
        && is_given(&tokens[at - 1].lower)
        && (at < 2 || !tokens[at - 2].is_capital() || !is_given(&tokens[at - 2].lower))
        && super::lexicon::verb_forms(&token.lower).is_empty()
    {
        return true;
    }
    if token.weak && is_common(&token.lower) && KNOWN_BY_SURNAME.contains(&token.lower) && !within {
        return true;
    }
    if token.weak && is_common(&token.lower) {
        let plain_next = tokens.get(at + 1).is_some_and(|n| n.is_capital() && !n.weak && !is_function_word(&n.lower));
        let next_name = plain_next
            || tokens.get(at + 1).is_some_and(|n| {
                n.is_capital()
                    && (!is_common(&n.lower) || n.shape == Shape::Capital && n.text(string).len() == 2 && n.text(string).ends_with('.'))
            });
        // "Ken Downing as": both words are everyday words, but a name ends here
        let closed = tokens
            .get(at + 1)
            .is_some_and(|n| n.is_capital() && super::lexicon::verb_forms(&n.lower).is_empty() && !is_function_word(&n.lower))
            && tokens.get(at + 2).is_none_or(|t| {
                !t.is_capital()
                    || is_function_word(&t.lower)
                    || title_begins(tokens, string, at + 2)
                    || t.weak && !super::lexicon::verb_forms(&t.lower).is_empty()
            });
        let next_name = next_name || closed && !title_begins(tokens, string, at + 1);
        if !within && opens_name(tokens, string, at) {
            return true;
        }
        if !(is_given(&token.lower) && (next_name || within)) {
            return within && ORG_WORDS.contains(&token.lower) && super::lexicon::verb_forms(&token.lower).is_empty();
        }
    }
    true
}

/// Whether an everyday word at the head of a sentence begins a name: "Gulf Wings said", "Temperance Hollis will";
/// not "Billionaire Jane Roe" and not "Analyst Jane".
fn opens_name(tokens: &[Token], string: &str, at: usize) -> bool {
    // "Bank of Tarkwa's chief", "King's College", "Dockers' Union"
    let named = |t: &Token| t.is_capital() && (!t.weak || is_place_token(&t.lower) || !is_common(&t.lower));
    let of = tokens.get(at + 1).is_some_and(|t| t.is("of")) && tokens.get(at + 2).is_some_and(named);
    if of && OF_HEADS.contains(&tokens[at].lower) || at + 1 < tokens.len() && owned_institution(tokens, string, at + 1) {
        return true;
    }
    // "Cricket Ireland" in title case
    if super::nameclass::SPORTS.contains(&tokens[at].lower.as_str())
        && tokens.get(at + 1).is_some_and(|n| n.is_capital() && is_place_token(&n.lower))
    {
        return true;
    }
    let Some(next) = tokens.get(at + 1).filter(|n| n.is_capital() && !n.weak && n.start == tokens[at].end + 1) else { return false };
    let word = &tokens[at].lower;
    // "Addressing Roe's departure"
    let gerund = word.len() > 6 && word.ends_with("ing") && !ORG_WORDS.contains(&next.lower) && !is_place_token(&next.lower);
    let plain = gerund
        || super::words::OTHER_HEADS.contains(word)
        || super::words::FIELDS.contains(word)
        || is_function_word(word)
        || !super::lexicon::verb_forms(word).is_empty();
    let longer = tokens.get(at + 2).is_some_and(|t| t.is_capital() && !t.weak && !title_begins(tokens, string, at + 2));
    let prefixed = is_given(&next.lower) && longer;
    !(plain || prefixed || is_function_word(&next.lower) || title_begins(tokens, string, at + 1) || is_place_token(word))
}

/// Whether a title that stands for itself begins here ("Chief Executive Jane Roe", "CEO").
fn title_begins(tokens: &[Token], string: &str, at: usize) -> bool {
    title::read_core(tokens, string, at).is_some()
}

/// Reads the name that begins at token `from`. `None` where none begins.
pub fn read(tokens: &[Token], string: &str, from: usize) -> Option<Name> {
    for (table, class) in [(&ORGANISATIONS, Class::Organisation), (&THINGS, Class::Thing), (&PLACES, Class::Place)] {
        if let Some(to) = phrase_at(table, tokens, string, from) {
            let acts = tokens.get(to).is_some_and(|t| {
                t.is("'s")
                    || t.is("’s")
                    || LEGAL.contains(&t.lower)
                    || matches!(t.lower.as_str(), "ceo" | "cfo" | "coo" | "cto" | "said" | "says" | "has")
                    || !super::lexicon::verb_forms(&t.lower).is_empty()
            }) || class == Class::Organisation && title_begins(tokens, string, to);
            let weak_common = tokens[from].weak && to == from + 1 && is_common(&tokens[from].lower) && !acts;
            if !weak_common {
                let longer = run_end(tokens, string, from);
                // "Hudson Valley Economic Development Corporation"
                if class == Class::Place
                    && let Some(end) = common_organisation(tokens, string, to)
                {
                    return Some(Name { from, to: end, class: Class::Organisation });
                }
                // "Crown Holdings": a thing's name at the head of an organisation's
                let house = to == from + 1 && longer > to && {
                    let last = tokens[longer - 1].lower.as_str();
                    ORG_WORDS.contains(last) || LEGAL.contains(&last)
                };
                if longer <= to || class == Class::Thing && !house {
                    return Some(Name { from, to, class });
                }
            }
        }
    }
    if let Some(to) = common_organisation(tokens, string, from) {
        return Some(Name { from, to, class: Class::Organisation });
    }
    let honorific = tokens
        .get(from)
        .is_some_and(|t| t.is_capital() && is_honorific(&t.lower) && (!t.is("tan") || tokens.get(from + 1).is_some_and(|t| t.is("sri"))));
    let mut start = from;
    // "Tan Sri" is a form of address, "Tan" a family name
    let tan = |i: usize| tokens[i].is("tan") && !tokens.get(i + 1).is_some_and(|t| t.is("sri"));
    while tokens.get(start).is_some_and(|t| t.is_capital() && is_honorific(&t.lower))
        && !tan(start)
        && tokens.get(start + 1).is_some_and(|t| t.is_capital() || PARTICLES.contains(&t.lower))
    {
        start += 1;
    }
    let to = run_end(tokens, string, start);
    if to <= start {
        return None;
    }
    // "Prince Manufacturing Corporation", "King Pharmaceuticals"
    if start > from
        && to - start < 4
        && !is_given(&tokens[start].lower)
        && (LEGAL.contains(&tokens[to - 1].lower) || INSTITUTIONS.contains(&tokens[to - 1].lower))
    {
        return Some(Name { from, to, class: Class::Organisation });
    }
    let class = if honorific && start > from { Class::Person } else { classify(tokens, string, start, to) };
    Some(split(tokens, string, Name { from: if honorific && start > from { from } else { start }, to, class }))
}

/// In title case, an organisation of ordinary words: "Rally Ventures", "First Valley Bank": the token behind its last word.
fn common_organisation(tokens: &[Token], string: &str, from: usize) -> Option<usize> {
    let first = tokens.get(from)?;
    if !(first.weak && first.is_capital() && is_common(&first.lower)) || is_given(&first.lower) {
        return None;
    }
    let fits = |i: &usize| {
        let t = &tokens[*i];
        t.is_capital()
            && !is_function_word(&t.lower)
            && (*i > from && ORG_WORDS.contains(&t.lower) || title::read_core(tokens, string, *i).is_none())
            && (*i == from || tokens[*i - 1].end + 1 == t.start)
            && super::lexicon::verb_forms(&t.lower).is_empty()
            && !is_given(&t.lower)
    };
    let end = (from..tokens.len().min(from + 7)).take_while(fits).last()? + 1;
    let last = (from + 1..end)
        .rev()
        .find(|&i| !tokens[i].is("board") && ORG_WORDS.contains(&tokens[i].lower) || LEGAL.contains(&tokens[i].lower))?;
    Some(last + 1)
}

/// Where the run of name tokens that begins at `from` ends; `from` if there is none.
fn run_end(tokens: &[Token], string: &str, from: usize) -> usize {
    let particle_start = tokens.get(from).is_some_and(|t| {
        PARTICLES.contains(&t.lower) && t.shape == Shape::Lower && matches!(t.lower.as_str(), "von" | "van" | "al" | "el")
    });
    let particle_name = particle_start && tokens.get(from + 1).is_some_and(Token::is_capital);
    if !particle_name && !is_name_token(tokens, string, from, false) {
        return from;
    }
    let mut to = from + 1;
    while let Some(next) = tokens.get(to) {
        // more than one blank between: another field of the line; an aside in brackets is none
        if next.start > tokens[to - 1].end + 1 && !string[tokens[to - 1].end..next.start].contains([')', ']', '"', '”', '’', '\'']) {
            break;
        }
        // "Mark Stone Executive Vice President": behind a first name and a surname begins the title
        if to > from + 1 && is_given(&tokens[from].lower) && ORG_WORDS.contains(&next.lower) && title_begins(tokens, string, to) {
            break;
        }
        let word = next.lower.as_str();
        let legal = next.is(",") && tokens.get(to + 1).is_some_and(|t| LEGAL.contains(&t.lower));
        if legal {
            to += 2;
        } else if is_name_token(tokens, string, to, true) || SUFFIXES.contains(&word) {
            to += 1;
        } else if next.is(",") && SUFFIXES.contains(&tokens.get(to + 1).map(|t| t.lower.as_str()).unwrap_or(""))
            || owned_institution(tokens, string, to)
        {
            to += 2;
        } else if let Some(skip) = particles(tokens, string, to) {
            to = skip;
        } else if next.is("&")
            && tokens.get(to + 1).is_some_and(|t| t.is_capital() && !is_function_word(&t.lower))
            && !title_begins(tokens, string, to + 1)
        {
            to += 2;
        } else if next.is("of") && OF_HEADS.contains(&tokens[to - 1].lower) {
            let the = usize::from(tokens.get(to + 1).is_some_and(|t| t.is("the")));
            if !is_name_token(tokens, string, to + 1 + the, true) {
                break;
            }
            to += 2 + the;
        } else if next.is("and")
            && tokens[from..to].iter().any(|t| matches!(t.lower.as_str(), "securities" | "ministry" | "department" | "institute"))
            && is_name_token(tokens, string, to + 1, true)
        {
            to += 2;
        } else if next.is("and") && is_common(&tokens[to - 1].lower) && agency(tokens, to + 1).is_some() {
            to = agency(tokens, to + 1).unwrap_or(to + 1);
        } else {
            break;
        }
    }
    // "University of California, Davis"
    let university =
        tokens[from..to].iter().position(|t| t.is("university")).is_some_and(|at| tokens.get(from + at + 1).is_some_and(|t| t.is("of")));
    if university
        && tokens.get(to).is_some_and(|t| t.is(","))
        && tokens.get(to + 1).is_some_and(|t| t.is_capital() && CAMPUSES.contains(&t.lower.as_str()))
    {
        let two = tokens
            .get(to + 2)
            .is_some_and(|t| t.is_capital() && matches!(t.lower.as_str(), "cruz" | "barbara" | "diego" | "francisco" | "angeles"));
        return to + 2 + usize::from(two);
    }
    to
}

/// "Fish and *Wildlife Service*", "Parks and *Recreation Department*": behind the "and" of an agency's trade, the end of its name.
fn agency(tokens: &[Token], from: usize) -> Option<usize> {
    let ordinary = |t: &Token| t.is_capital() && is_common(&t.lower);
    let head = |t: &Token| {
        t.is_capital()
            && matches!(
                t.lower.as_str(),
                "service" | "administration" | "commission" | "department" | "authority" | "agency" | "ministry" | "bureau"
            )
    };
    let end = (from..tokens.len().min(from + 3)).find(|&i| head(&tokens[i]))?;
    (end > from && tokens[from..end].iter().all(ordinary)).then_some(end + 1)
}

/// "St. Brendan*'s Health*", "Children*'s Hospital*": a possessive mark inside an institution's name.
fn owned_institution(tokens: &[Token], string: &str, at: usize) -> bool {
    let plural = at > 0
        && matches!(tokens[at].lower.as_str(), "'" | "’")
        && tokens[at - 1].lower.ends_with('s')
        && tokens[at - 1].end == tokens[at].start;
    // "Australia's Global Lithium", "Columbia's Board of Trustees": an owner, not a part of the name
    let owner = at > 0
        && (is_place_token(&tokens[at - 1].lower)
            || tokens.get(at + 1).is_some_and(|t| {
                matches!(t.lower.as_str(), "board" | "boards" | "management" | "team" | "committee" | "executive" | "leadership" | "global")
            }));
    !owner
        && (plural || matches!(tokens[at].lower.as_str(), "'s" | "’s"))
        && tokens.get(at + 1).is_some_and(|t| t.is_capital() && ORG_WORDS.contains(&t.lower))
        && !title_begins(tokens, string, at + 1)
}

/// Lower-case particles followed by a capital: the token behind that capital.
fn particles(tokens: &[Token], string: &str, at: usize) -> Option<usize> {
    let mut i = at;
    while tokens.get(i).is_some_and(|t| PARTICLES.contains(&t.lower) && t.shape == Shape::Lower) {
        i += 1;
    }
    (i > at && i <= at + 3 && tokens.get(i).is_some_and(Token::is_capital) && !title_begins(tokens, string, i)).then_some(i + 1)
}

/// "Goldman Sachs Jane Roe": keeps the person where a first name stands inside a run that is too long for one.
fn split(tokens: &[Token], string: &str, name: Name) -> Name {
    // "HIROSHIMA, Japan John Kerry": the place of a dateline sticks to the name
    if name.to - name.from >= 3
        && matches!(name.class, Class::Unknown | Class::Person)
        && is_place_token(&tokens[name.from].lower)
        && is_given(&tokens[name.from + 1].lower)
        && !is_given(&tokens[name.from].lower)
    {
        return Name { from: name.from + 1, to: name.to, class: Class::Person };
    }
    // "NY Times Board", "AAON Board": a house and its board
    let house = name.to - 1;
    if name.class == Class::Organisation && house > name.from && tokens[house].is("board") && !tokens[house - 1].is("advisory") {
        let known = phrase_at(&ORGANISATIONS, tokens, string, name.from) == Some(house);
        let coined =
            tokens[name.from..house].iter().all(|t| !is_common(&t.lower) && !is_place_token(&t.lower) && !ORG_WORDS.contains(&t.lower));
        let named = house > name.from + 1 && classify(tokens, string, name.from, house) == Class::Organisation;
        if known || coined || named {
            return Name { to: house, ..name };
        }
    }
    // "EADS Jane Roe"
    let acronym = tokens[name.from].shape == Shape::Upper
        && tokens[name.from].lower.len() > 2
        && tokens[name.from].lower.chars().all(char::is_alphabetic)
        && !is_given(&tokens[name.from].lower);
    if name.to - name.from >= 3 && acronym && matches!(name.class, Class::Unknown | Class::Person) && is_given(&tokens[name.from + 1].lower)
    {
        return Name { from: name.from, to: name.from + 1, class: classify(tokens, string, name.from, name.from + 1) };
    }
    if name.class != Class::Unknown || name.to - name.from < 3 {
        return name;
    }
    let first = (name.from + 1..name.to - 1).find(|&i| is_given(&tokens[i].lower) && !is_common(&tokens[i].lower));
    // "Fire District Commander Jane Roe": a rank of everyday words
    let rank = |first: usize| first > name.from + 1 && tokens[name.from..first].iter().all(|t| is_common(&t.lower));
    match first {
        Some(first) if name.to - first >= 2 && (tokens[name.from].weak || rank(first)) => {
            Name { from: first, to: name.to, class: Class::Person }
        }
        _ => name,
    }
}

/// An organisation of the list at token `from`: its tokens.
pub fn known_organisation(tokens: &[Token], string: &str, from: usize) -> Option<(usize, usize)> {
    phrase_at(&ORGANISATIONS, tokens, string, from).map(|to| (from, to))
}

/// A name of an organisation, or one that may be, at token `from`: its tokens.
pub fn organisation_at(tokens: &[Token], string: &str, from: usize) -> Option<(usize, usize)> {
    // "VP of books.com": an address of the web is a name
    let address = |text: &str| [".com", ".net", ".org", ".io", ".ai"].iter().any(|end| text.len() > end.len() + 1 && text.ends_with(end));
    if tokens.get(from).is_some_and(|t| t.shape == Shape::Lower && address(&t.lower)) {
        return Some((from, from + 1));
    }
    // "of Finnish cyber security firm F-Secure"
    let mut from = from;
    if read(tokens, string, from).is_some_and(|n| n.class == Class::Place && n.to == from + 1) {
        let lower = (from + 1..(from + 6).min(tokens.len()))
            .take_while(|&i| tokens[i].shape == Shape::Lower && !is_function_word(&tokens[i].lower))
            .count();
        if lower > 0 && tokens.get(from + 1 + lower).is_some_and(Token::is_capital) {
            from += 1 + lower;
        } else if lower == 0 {
            // "of the U.S. Secret Service"
            let rest = read(tokens, string, from + 1)
                .filter(|n| n.from == from + 1 && n.to > n.from + 1 && matches!(n.class, Class::Organisation | Class::Unknown));
            if let Some(rest) = rest {
                return Some((from, rest.to));
            }
            // "of the Andean Olympic Committee": a place and ordinary words with capitals
            let end = (from + 1..tokens.len().min(from + 6))
                .take_while(|&i| {
                    tokens[i].is_capital()
                        && !tokens[i].weak
                        && !is_function_word(&tokens[i].lower)
                        && tokens[i].start == tokens[i - 1].end + 1
                })
                .last();
            if let Some(end) = end.filter(|&end| ORG_WORDS.contains(&tokens[end].lower) || TERMS.contains(&tokens[end].lower)) {
                return Some((from, end + 1));
            }
        }
    }
    // "of Baltimore-based data automation firm Astronomer"
    let described = (from..(from + 7).min(tokens.len()))
        .take_while(|&i| tokens[i].shape == Shape::Lower && !is_function_word(&tokens[i].lower) || tokens[i].lower.ends_with("-based"))
        .last()
        .filter(|&i| ANAPHORS.contains(&tokens[i].lower.as_str()) && tokens.get(i + 1).is_some_and(Token::is_capital));
    if let Some(kind) = described {
        from = kind + 1;
    }
    let mut name = read(tokens, string, from)?;
    // "CEO of News Deborah Turness", "Chief of Police James Tolbert"
    let last = tokens[name.to - 1].lower.as_str();
    let person = (name.from + 1..name.to - 1).find(|&i| {
        is_given(&tokens[i].lower) && tokens[i].is_capital() && !is_common(&tokens[i].lower) && tokens[i - 1].end + 1 == tokens[i].start
    });
    if let Some(cut) =
        person.filter(|_| !ORG_WORDS.contains(last) && !LEGAL.contains(&last) && phrase_at(&ORGANISATIONS, tokens, string, from).is_none())
    {
        name.to = cut;
    }
    let common = tokens[name.from..name.to].iter().all(|t| is_common(&t.lower) || t.shape == Shape::Number);
    match name.class {
        Class::Organisation => Some((name.from, name.to)),
        Class::Unknown if !common || name.to - name.from > 1 && !tokens[name.from].weak => Some((name.from, name.to)),
        _ => None,
    }
}
