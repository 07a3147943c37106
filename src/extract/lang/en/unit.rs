//! What follows the head of a title: "of Research", "for EMEA", ", Engineering", "of Initech", "of its foundry division".

use super::board::organisation_after_of;
use super::code::{head, is_field};
use super::names;
use super::token::{Shape, Token};
use super::words::{ANAPHORS, INSTITUTIONS, LINKS, MODIFIERS, OF_HEADS, QUALIFIERS};

/// What a head is followed by, up to token `to`.
pub(super) struct Unit {
    pub to: usize,
    pub text: Option<String>,
    pub organisation: Option<(usize, usize)>,
    pub own: bool,
    /// Where the unit's words end that stand before the organisation: "head *of research* of Initech".
    pub words_to: Option<usize>,
}

impl Unit {
    fn of_words(tokens: &[Token], string: &str, from: usize, to: usize) -> Self {
        Self { to, text: Some(string[tokens[from].start..tokens[to - 1].end].to_string()), organisation: None, own: false, words_to: None }
    }
}

/// Heads whose unit may stand behind a comma: "Vice President, Clinical Development".
const BEFORE_COMMA: &[&str] =
    &["president", "vp", "svp", "evp", "director", "manager", "head", "partner", "officer", "leader", "lead", "vice-president", "counsel"];

/// Heads of parts of an organisation: ordinary words behind them are their unit ("Director of Launch Services").
const OF_PARTS: &[&str] = &[
    "director",
    "head",
    "dean",
    "provost",
    "minister",
    "secretary",
    "vp",
    "svp",
    "evp",
    "vice-president",
    "manager",
    "lead",
    "leader",
    "partner",
    "counsel",
    "officer",
];

/// Heads of a whole house.
const OF_HOUSES: &[&str] = &["ceo", "cfo", "coo", "cto", "chairman", "chair", "chairwoman", "president", "editor-in-chief", "editor"];

/// What a secretary is of, in a government.
const OFFICES: &[&str] =
    &["state", "defense", "defence", "energy", "education", "commerce", "labor", "transportation", "agriculture", "health", "war"];

/// "Department of …" is a ministry with these, else a part of a university.
const MINISTRIES: &[&str] = &[
    "state",
    "justice",
    "defense",
    "defence",
    "health",
    "energy",
    "education",
    "labor",
    "commerce",
    "agriculture",
    "transportation",
    "treasury",
    "interior",
    "culture",
    "corrections",
    "economics",
    "governance",
    "management",
    "business",
    "recreation",
];

/// What follows the head `head_word`, which ends before token `at`.
pub(super) fn unit(tokens: &[Token], string: &str, head_word: &str, at: usize) -> Option<Unit> {
    let link = tokens.get(at)?;
    let mut from = at + 1;
    if link.is(",") || link.is("-") || link.is("–") {
        return behind_comma(tokens, string, head_word, from);
    }
    let charge = link.is("in") && tokens.get(from).is_some_and(|t| t.is("charge")) && tokens.get(from + 1).is_some_and(|t| t.is("of"));
    if !(link.is("of") || link.is("for") || charge) {
        return None;
    }
    if charge {
        from += 2;
    }
    // "for a term of two years"
    if link.is("for") && tokens.get(from).is_some_and(|t| t.is("a") || t.is("an")) {
        return None;
    }
    let mut own = false;
    while tokens.get(from).is_some_and(|t| matches!(t.lower.as_str(), "the" | "its" | "their" | "our" | "a")) {
        own |= matches!(tokens[from].lower.as_str(), "its" | "their" | "our");
        from += 1;
    }
    // "of the Company" refers to an organisation
    if tokens.get(from).is_some_and(|t| ANAPHORS.contains(&t.lower))
        && !tokens.get(from + 1).is_some_and(|t| is_field(&t.lower) || t.is("of"))
    {
        return None;
    }
    if head_word == "secretary" && tokens.get(from).is_some_and(|t| OFFICES.contains(&t.lower.as_str())) {
        return Some(Unit::of_words(tokens, string, from, from + 1));
    }
    // "CEO of struggling Kingfisher", "head of Apple retail"
    let described =
        described_house(tokens, string, from).filter(|_| link.is("of") && (leads_house(tokens, head_word, at) || head_word == "head"));
    if let Some(span) = described {
        return of_organisation(tokens, string, span, own);
    }
    let longer = |to: usize| tokens.get(to).is_some_and(|t| t.is_capital() && super::lexicon::verb_forms(&t.lower).is_empty());
    if let Some(span) = names::known_organisation(tokens, string, from).filter(|&(_, to)| !longer(to)) {
        return of_known(tokens, string, span, own);
    }
    // "president of its largest operating unit" in title case
    let of_its_own = |&(a, b): &(usize, usize)| own && (a..b).all(|i| names::is_common(&tokens[i].lower));
    let found = names::organisation_at(tokens, string, from)
        .filter(|&span| is_organisation(tokens, head_word, at, span))
        .filter(|span| !of_its_own(span));
    if let Some(span) = found {
        return of_organisation(tokens, string, span, own);
    }
    if let Some(organisation) = link.is("of").then(|| house(tokens, string, head_word, at, from)).flatten() {
        return Some(Unit { to: organisation.1, text: None, organisation: Some(organisation), own, words_to: None });
    }
    let end = unit_end(tokens, string, from);
    if end <= from {
        return None;
    }
    let faculty = OF_HEADS.contains(&tokens[end - 1].lower);
    let organisation = organisation_after_of(tokens, string, end).filter(|_| !faculty);
    let (to, words_to) = (organisation.map_or(end, |(_, to)| to), organisation.map(|_| end));
    Some(Unit { to, organisation, own, words_to, ..Unit::of_words(tokens, string, from, end) })
}

/// "of Stripe", "of Apple retail": a listed organisation, with the part of it that small words name.
fn of_known(tokens: &[Token], string: &str, (from, to): (usize, usize), own: bool) -> Option<Unit> {
    if tokens.get(to).is_some_and(|t| matches!(t.lower.as_str(), "'s" | "’s" | "'" | "’")) {
        return of_organisation(tokens, string, (from, to), own);
    }
    let field = |t: &Token| t.shape == Shape::Lower && is_field(&t.lower);
    let end = (to..tokens.len()).take_while(|&i| field(&tokens[i])).last().map_or(to, |last| last + 1);
    Some(Unit { to: end, text: None, organisation: Some((from, to)), own, words_to: None })
}

/// "Vice President, Clinical Development": only capitalised words of the trade, and no title.
fn behind_comma(tokens: &[Token], string: &str, head_word: &str, from: usize) -> Option<Unit> {
    let end = (from..tokens.len())
        .take_while(|&i| {
            tokens[i].is_capital() && (is_field(&tokens[i].lower) || names::is_common(&tokens[i].lower))
                || i > from && matches!(tokens[i].lower.as_str(), "and" | "&" | "of") && tokens.get(i + 1).is_some_and(Token::is_capital)
        })
        .last()?
        + 1;
    let any_field = (from..end).any(|i| is_field(&tokens[i].lower));
    let titled = (from..end).any(|i| head(&tokens[i].lower).is_some());
    let fits = BEFORE_COMMA.contains(&head_word) && any_field && !titled && end - from <= 7;
    fits.then(|| Unit::of_words(tokens, string, from, end))
}

/// Whether the capitalised words `a..b` behind a title name an organisation, and not the title's unit.
fn is_organisation(tokens: &[Token], head_word: &str, at: usize, (a, b): (usize, usize)) -> bool {
    let leads = |words: &[&str], reach: usize| tokens[at.saturating_sub(reach)..at].iter().any(|t| words.contains(&t.lower.as_str()));
    let part = OF_PARTS.contains(&head_word) || leads(&["vice"], 3);
    // "chief operating officer of Delta Cotton", "Executive Director of Hospitality House": all of it
    let whole = leads(&["chief"], 4)
        || leads(&["independent", "non-executive", "nonexecutive"], 3)
        || head_word == "director" && leads(&["executive"], 2)
        || matches!(head_word, "partner" | "director") && leads(&["managing"], 2);
    let ordinary = (a..b).all(|i| names::is_common(&tokens[i].lower) || is_field(&tokens[i].lower))
        && (part && !whole || tokens[a].weak && b - a < 2 || (a..b).all(|i| is_field(&tokens[i].lower)));
    let institution = (a..b).any(|i| INSTITUTIONS.contains(&tokens[i].lower));
    // "head of the Department of Chemical Engineering": a part of a university, but "of Justice" is a ministry
    let faculty = matches!(tokens[a].lower.as_str(), "department" | "school" | "faculty" | "division")
        && a + 2 < b
        && tokens[a + 1].is("of")
        && !MINISTRIES.contains(&tokens[b - 1].lower.as_str());
    !faculty && (!ordinary || institution)
}

/// "of Acme", "of Acme's research division": an owner without a unit is none.
fn of_organisation(tokens: &[Token], string: &str, (a, b): (usize, usize), own: bool) -> Option<Unit> {
    let possessive = tokens.get(b).is_some_and(|t| t.is("'s") || t.is("'") || t.is("’"));
    if !possessive {
        return Some(Unit { to: b, text: None, organisation: Some((a, b)), own, words_to: None });
    }
    let end = unit_end(tokens, string, b + 1);
    (end > b + 1).then(|| Unit { organisation: Some((a, b)), own, ..Unit::of_words(tokens, string, b + 1, end) })
}

/// Whether whoever is so called leads a whole house: "chief executive", "chairman", "chief operating officer".
fn leads_house(tokens: &[Token], head_word: &str, at: usize) -> bool {
    let chief = |reach: usize| tokens[at.saturating_sub(reach)..at].iter().any(|t| t.is("chief"));
    OF_HOUSES.contains(&head_word) || head_word == "officer" && chief(4) || head_word == "executive" && chief(2)
}

/// "struggling Kingfisher", "scandal-hit Wirecard", "online retailer Boohoo": small words that say what a house is like, and its name.
fn described_house(tokens: &[Token], string: &str, from: usize) -> Option<(usize, usize)> {
    let small =
        |i: &usize| tokens[*i].shape == Shape::Lower && !names::is_function_word(&tokens[*i].lower) && head(&tokens[*i].lower).is_none();
    let name = (from..tokens.len().min(from + 4)).take_while(small).last()? + 1;
    let found = tokens.get(name).filter(|t| t.is_capital() && !t.weak).and_then(|_| names::read(tokens, string, name))?;
    matches!(found.class, names::Class::Organisation | names::Class::Unknown).then_some((found.from, found.to))
}

/// "editor-in-chief of Alfred A. Knopf", "CEO of Kenneth Cole": who leads so leads a house.
fn house(tokens: &[Token], string: &str, head_word: &str, at: usize, from: usize) -> Option<(usize, usize)> {
    let owned = |to: usize| tokens.get(to).is_some_and(|t| t.is("'s") || t.is("’s") || t.is("'"));
    let name = names::read(tokens, string, from).filter(|name| {
        name.class == names::Class::Person && name.to > name.from + 1 && names::is_given(&tokens[name.from].lower) && !owned(name.to)
    });
    name.filter(|_| leads_house(tokens, head_word, at)).map(|name| (name.from, name.to))
}

/// Where the unit's words end: fields of the trade, capitalised words, and links between them.
pub(super) fn unit_end(tokens: &[Token], string: &str, from: usize) -> usize {
    let mut end = from;
    for at in from..tokens.len().min(from + 9) {
        if is_unit_word(tokens, string, from, at, end == at) {
            end = at + 1;
        } else if !(end == at && links_unit(tokens, string, at)) {
            break;
        }
    }
    end
}

/// Whether the word at `at` belongs to the unit that began at `from`; `joined` if nothing parts it from the words before.
pub(super) fn is_unit_word(tokens: &[Token], string: &str, from: usize, at: usize, joined: bool) -> bool {
    let token = &tokens[at];
    let word = &token.lower;
    if is_field(word) || QUALIFIERS.contains(word) && !starts_title(tokens, at) {
        return true;
    }
    if token.is_capital() {
        // "BlackBerry"
        if token.shape == Shape::Capital && token.text(string).chars().skip(1).any(char::is_uppercase) {
            return false;
        }
        let plain = names::is_common(word) || names::is_place_token(word) || token.shape == Shape::Upper || at == from;
        return plain && head(word).is_none() && !names::is_given(word);
    }
    let ordinary = token.shape == Shape::Lower
        && names::is_common(word)
        && !names::is_function_word(word)
        && super::lexicon::verb_forms(word).is_empty();
    ordinary && joined && at < from + 4 && tokens[from].shape == Shape::Lower
}

/// Whether a small word here joins two parts of a unit: "research *and* development".
pub(super) fn links_unit(tokens: &[Token], string: &str, at: usize) -> bool {
    // "vice president of engineering *of Equity Bank*"
    let faculty = || at > 0 && OF_HEADS.contains(&tokens[at - 1].lower);
    let house = || {
        names::organisation_at(tokens, string, at + 1)
            .filter(|&(a, b)| INSTITUTIONS.contains(&tokens[b - 1].lower) || !(a..b).all(|i| names::is_common(&tokens[i].lower)))
    };
    if tokens[at].is("of") && !faculty() && house().is_some() {
        return false;
    }
    let follows = |n: &Token| is_field(&n.lower) || n.is_capital() && names::is_common(&n.lower) && head(&n.lower).is_none() || n.is("the");
    LINKS.contains(&tokens[at].lower) && tokens.get(at + 1).is_some_and(follows) && !starts_title(tokens, at + 1)
}

/// Whether a title of its own begins here ("and chief executive").
pub(super) fn starts_title(tokens: &[Token], at: usize) -> bool {
    let word = |i: usize| tokens.get(at + i).map(|t| t.lower.as_str()).unwrap_or("");
    (0..4).find_map(|i| {
        if head(word(i)).is_some() {
            Some(true)
        } else if MODIFIERS.contains(&word(i)) || is_field(word(i)) {
            None
        } else {
            Some(false)
        }
    }) == Some(true)
}
