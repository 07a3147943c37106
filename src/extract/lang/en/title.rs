//! The grammar of English titles: modifiers, a head, a unit, and lists of them ("co-founder and former president of Search").
//!
//! A title is recognised by its structure, not from a list of titles; only heads, modifiers and the nouns of the trade are listed.

use super::board::{board_member, board_noun};
use super::code::{classify, continues, head, is_chief_acronym, is_field, rank};
use super::names;
use super::token::{Shape, Token};
use super::unit::{starts_title, unit};
use super::words::{FAMILY_FIRST, MODIFIERS, OTHER_HEADS};
use crate::domain::Role;

/// A title found in tokens `from..to`.
#[derive(Clone, Debug, PartialEq)]
pub struct TitleMatch {
    pub from: usize,
    pub to: usize,
    pub role: Role,
    pub interim: bool,
    pub leadership: bool,
    /// Tokens of an organisation inside the title: "president of *Lexus International*".
    pub organisation: Option<(usize, usize)>,
    /// "head of *its* foundry division".
    pub own: bool,
}

/// Reads a single title at token `from` without its unit being followed: enough to know that no name begins here.
pub fn read_core(tokens: &[Token], string: &str, from: usize) -> Option<usize> {
    let word = &tokens.get(from)?.lower;
    let opens = head(word).is_some()
        || is_chief_acronym(&tokens[from])
        || MODIFIERS.contains(word)
        || is_field(word)
        || word.starts_with("co-")
        || OTHER_HEADS.contains(word)
        || matches!(word.as_str(), "board" | "member");
    if !opens {
        return None;
    }
    let standalone = |end: usize| head(&tokens[end - 1].lower).is_none_or(|(_, alone)| alone);
    core_end(tokens, from)
        .filter(|&(end, modified)| modified || standalone(end))
        .map(|(end, _)| end)
        .or_else(|| board_member(tokens, string, from).map(|m| m.to))
}

/// Walks modifiers up to a head: the token behind it, and whether anything modified it.
fn core_end(tokens: &[Token], from: usize) -> Option<(usize, bool)> {
    let mut modified = false;
    // "Premier League", "Premier Foods"
    if tokens.get(from).is_some_and(|t| t.is("premier"))
        && tokens.get(from + 1).is_some_and(|n| n.is_capital() && !names::is_given(&n.lower) && !FAMILY_FIRST.contains(&n.lower.as_str()))
    {
        return None;
    }
    // "GM CEO", "GM names": the car maker, not a manager
    if tokens.get(from).is_some_and(|t| t.is("gm"))
        && tokens
            .get(from + 1)
            .is_some_and(|n| head(&n.lower).is_some() || n.is("chief") || n.is("'s") || !super::lexicon::verb_forms(&n.lower).is_empty())
    {
        return None;
    }
    for at in from..tokens.len().min(from + 8) {
        // "non-executive and independent chairman"
        let linked = modified
            && tokens[at].is("and")
            && tokens.get(at + 1).is_some_and(|t| {
                MODIFIERS.contains(&t.lower) && matches!(t.lower.as_str(), "independent" | "non-executive" | "nonexecutive" | "executive")
            });
        if linked {
            continue;
        }
        let word = &tokens[at].lower;
        let co = word.strip_prefix("co-");
        let heads = head(word).is_some();
        let other = co.map_or_else(|| OTHER_HEADS.contains(word), |plain| OTHER_HEADS.contains(plain));
        if heads || other || is_chief_acronym(&tokens[at]) {
            let next_word = tokens.get(at + 1).map(|t| t.lower.as_str()).unwrap_or("");
            if !continues(word, next_word) {
                return Some((at + 1, modified));
            }
        }
        let modifier = heads || other || MODIFIERS.contains(word) || co.is_some_and(|plain| MODIFIERS.contains(plain)) || is_field(word);
        // "sales & marketing director", "mergers and acquisitions head"
        let joins = || matches!(word.as_str(), "and" | "&") && tokens.get(at + 1).is_some_and(|next| is_field(&next.lower));
        let link = at > from && (word.as_str() == "-" || joins() && is_field(&tokens[at - 1].lower));
        if !(modifier || link) {
            return None;
        }
        modified |= modifier;
    }
    None
}

/// Reads the longest title that begins at token `from`. `None` where none begins.
pub fn read(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
    let found = read_list(tokens, string, from)?;
    // "Executive of the Year" is an award
    let word = |i: usize| tokens.get(i).map(|t| t.lower.as_str()).unwrap_or("");
    let award = |i: usize| {
        word(i) == "of" && word(i + 1) == "the" && matches!(word(i + 2), "year" | "month" | "century" | "decade" | "day" | "week")
    };
    let inside = (found.from..found.to).any(award);
    // "chairman of the annual general meeting" serves for an hour
    let occasion = |i: usize| {
        matches!(word(i), "meeting" | "session" | "summit" | "conference" | "ceremony" | "gala" | "dinner" | "debate" | "proceedings")
    };
    let passing =
        word(found.to) == "of" && (found.to + 1..found.to + 6).any(occasion) || found.role.unit.is_some() && occasion(found.to - 1);
    (!inside && !award(found.to) && !passing).then_some(found)
}

fn read_list(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
    if let Some(board) = board_member(tokens, string, from) {
        return Some(board);
    }
    let mut first = single(tokens, string, from)?;
    // a list of titles is one role: "president, co-founder and chief executive"
    loop {
        let mut next = first.to;
        let comma = tokens.get(next).is_some_and(|t| t.is(","));
        next += usize::from(comma);
        let linked = tokens.get(next).is_some_and(|t| t.is("and") || t.is("&") || t.is("/") || t.is("cum"));
        next += usize::from(linked);
        while tokens.get(next).is_some_and(|t| t.is("the") || t.is("its") || t.is("as")) && linked {
            next += 1;
        }
        if !(comma || linked) {
            break;
        }
        let second = board_member(tokens, string, next).or_else(|| single(tokens, string, next));
        let Some(second) = second else { break };
        // after a bare comma only another title that is itself followed by "and" belongs to the list, else it is an apposition;
        // and one before a name, as headlines have them: "Chairman, CEO Jane Roe"
        let of_a_name = first.organisation.is_none()
            && second.organisation.is_none()
            && tokens[first.from].shape != Shape::Lower
            && tokens[second.from].shape != Shape::Lower
            && tokens.get(second.to).is_some_and(|t| t.is_capital() && names::is_given(&t.lower));
        if !linked && !of_a_name && !followed_by_and(tokens, second.to) {
            break;
        }
        if first.leadership && !second.leadership {
            break;
        }
        let better = rank(&second.role.code) < rank(&first.role.code) || !first.leadership;
        let title = string[tokens[first.from].start..tokens[second.to - 1].end].to_string();
        let unit = first.role.unit.clone().or_else(|| second.role.unit.clone());
        first = TitleMatch {
            from: first.from,
            to: second.to,
            role: Role { title, code: if better { second.role.code } else { first.role.code }, unit },
            interim: first.interim || second.interim,
            leadership: first.leadership || second.leadership,
            organisation: second.organisation.or(first.organisation),
            own: first.own || second.own,
        };
    }
    Some(first)
}

fn followed_by_and(tokens: &[Token], at: usize) -> bool {
    let and = at + usize::from(tokens.get(at).is_some_and(|t| t.is(",")));
    tokens.get(and).is_some_and(|t| t.is("and") || t.is("&")) && starts_title(tokens, and + 1)
}

/// One title without its list.
fn single(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
    let (core_end, modified) = core_end(tokens, from)?;
    let interim = tokens[from..core_end].iter().any(|t| {
        matches!(t.lower.as_str(), "interim" | "acting" | "caretaker" | "provisional" | "temporary")
            || t.lower.starts_with("interim-")
            || t.lower.starts_with("acting-")
    });
    let head_word = tokens[core_end - 1].lower.as_str();
    let (core_end, more) = head_end(tokens, core_end, head_word);
    let (mut end, modified) = (core_end, modified || more);
    let unit = unit(tokens, string, head_word, end);
    let (mut organisation, mut own, mut unit_text, mut words_to) = (None, false, None, None);
    if let Some(found) = unit {
        end = found.to;
        own = found.own;
        organisation = found.organisation;
        words_to = found.words_to;
        unit_text = found.text;
    }
    let core: Vec<&str> = tokens[from..core_end].iter().map(|t| t.lower.strip_prefix("co-").unwrap_or(&t.lower)).collect();
    let (code, standalone, leadership) = classify(&core, head_word)?;
    let lower_case = tokens[core_end - 1].shape == Shape::Lower;
    let bare = !modified && unit_text.is_none() && organisation.is_none();
    if !standalone && bare && (head_word != "head" || lower_case && !is_new_head(tokens, from, end)) {
        return None;
    }
    // what stands before the head names the unit where nothing behind it does: "product chief", "Search head"
    if unit_text.is_none() && matches!(code.as_str(), "HEAD" | "LEAD" | "VP" | "SVP" | "EVP" | "MANAGER") && core.len() > 1 {
        let fields: Vec<usize> = (from..core_end - 1).filter(|&i| is_field(&tokens[i].lower)).collect();
        if let (Some(&a), Some(&b)) = (fields.first(), fields.last()) {
            unit_text = Some(string[tokens[a].start..tokens[b].end].to_string());
        }
    }
    let title_end = words_to.unwrap_or(if organisation.is_some() { core_end } else { end });
    let title = singular(&string[tokens[from].start..tokens[title_end - 1].end], tokens[core_end - 1].text(string));
    Some(TitleMatch { from, to: end, role: Role { title, code, unit: unit_text }, interim, leadership, organisation, own })
}

/// "as its new head": a bare head, which nothing but the words before it makes a title.
fn is_new_head(tokens: &[Token], from: usize, end: usize) -> bool {
    let before = |back: usize| from.checked_sub(back).map_or("", |i| tokens[i].lower.as_str());
    let as_new = before(1) == "as" || matches!(before(1), "new" | "its" | "interim" | "acting") && matches!(before(2), "as" | "its" | "a");
    let next = tokens.get(end);
    as_new
        && next.is_none_or(|t| t.shape == Shape::Punctuation || matches!(t.lower.as_str(), "after" | "amid" | "in" | "following" | "from"))
}

/// Where the words of a head end that are more than one: "editor in chief", "secretary general", "chief of staff", "chairman of the
/// board"; and whether they are as good as a modifier.
fn head_end(tokens: &[Token], end: usize, head_word: &str) -> (usize, bool) {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| words.contains(&t.lower.as_str()));
    if is(end, &["in"]) && is(end + 1, &["chief"]) {
        return (end + 2, false);
    }
    if is(end, &["general", "emeritus", "designate", "elect"]) && head_word != "general" {
        return (end + 1, is(end, &["general"]));
    }
    let staff = &["staff", "police", "protocol", "mission", "surgery", "medicine", "army"];
    if head_word == "chief" && is(end, &["of"]) && is(end + 1, staff) {
        return (end + 2, false);
    }
    let presides = matches!(head_word, "chairman" | "chair" | "chairwoman" | "chairperson" | "director" | "directors" | "spokesman");
    if presides && is(end, &["of", "on"]) {
        let board = (end + 1..tokens.len()).find(|&at| !is(at, &["the", "its"])).and_then(|at| board_noun(tokens, at));
        return (board.unwrap_or(end), false);
    }
    (end, false)
}

/// "co-presidents" of one person is "co-president": the title with its plural head in the singular.
fn singular(title: &str, head_word: &str) -> String {
    let one = match head_word.strip_suffix("men") {
        Some(stem) => format!("{stem}man"),
        None => head_word
            .strip_suffix('s')
            .filter(|stem| !stem.ends_with('s') && head(&head_word.to_lowercase()).is_some())
            .unwrap_or(head_word)
            .to_string(),
    };
    title.replacen(head_word, &one, 1)
}

/// The canonical role of a title as a roster or a document writes it.
pub fn role(text: &str) -> Role {
    let tokens = super::token::tokenize(text, 0);
    let found = (0..tokens.len().min(4)).find_map(|at| read(&tokens, text, at));
    match found {
        Some(found) if found.to == tokens.len() || found.from == 0 => Role { title: text.trim().to_string(), ..found.role },
        Some(found) => Role { title: text.trim().to_string(), code: found.role.code, unit: found.role.unit },
        None => Role { title: text.trim().to_string(), code: text.trim().to_uppercase().replace([' ', '-'], "_"), unit: None },
    }
}
