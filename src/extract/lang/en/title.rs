//! The grammar of English titles: modifiers, a head, a unit, and lists of them ("co-founder and former president of Search").
//!
//! A title is recognised by its structure, not from a list of titles; only heads, modifiers and the nouns of the trade are listed.

use super::facts::Spelled;
use super::names;
use super::token::{Shape, Token};
use super::words::{ANAPHORS, FAMILY_FIRST, FIELDS, INSTITUTIONS, LINKS, MODIFIERS, OTHER_HEADS, QUALIFIERS};
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

fn head(word: &(impl Spelled + ?Sized)) -> Option<(&'static str, bool)> {
    // "interim-CEO"
    let bare = || ["interim-", "acting-"].iter().find_map(|p| word.text().strip_prefix(p))?.facts().head;
    word.facts().head.or_else(bare).map(|row| (row.1, row.2))
}

fn is_field(word: &(impl Spelled + ?Sized)) -> bool {
    FIELDS.contains(word)
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
        let modifier = heads || MODIFIERS.contains(word) || co.is_some_and(|plain| MODIFIERS.contains(plain)) || is_field(word);
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
        // after a bare comma only another title that is itself followed by "and" belongs to the list, else it is an apposition
        if !linked && !followed_by_and(tokens, second.to) {
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

/// Which of several titles names the role best: the lower, the more senior.
fn rank(code: &str) -> usize {
    const ORDER: [&str; 8] = ["CEO", "CHAIR", "PRESIDENT", "MD", "COO", "CFO", "CTO", "FOUNDER"];
    ORDER.iter().position(|c| *c == code).unwrap_or(if code == "DIRECTOR" { 99 } else { 50 })
}

/// "member of the board (of directors)", "board member", "a seat on the board", "the board".
fn board_member(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
    let word = |i: usize| tokens.get(from + i).map(|t| t.lower.as_str()).unwrap_or("");
    let mut at = from;
    let lead = tokens.get(at)?.lower.as_str();
    if matches!(lead, "independent" | "non-executive" | "founding") && matches!(word(1), "member" | "board") {
        at += 1;
    }
    let words = |i: usize| tokens.get(at + i).map(|t| t.lower.as_str()).unwrap_or("");
    let mut end = match words(0) {
        "member" | "members" | "seat" | "place" | "membership" if matches!(words(1), "of" | "on") => {
            let mut i = at + 2;
            while tokens.get(i).is_some_and(|t| matches!(t.lower.as_str(), "the" | "its" | "their" | "our" | "company's")) {
                i += 1;
            }
            board_noun(tokens, i)?
        }
        "board" if matches!(words(1), "member" | "members" | "seat" | "director" | "directors") => at + 2,
        "boardmember" => at + 1,
        _ => return None,
    };
    if end > tokens.len() {
        end = tokens.len();
    }
    let organisation = organisation_after_of(tokens, string, end);
    let title = string[tokens[from].start..tokens[end - 1].end].to_string();
    let to = organisation.map_or(end, |(_, to)| to);
    Some(TitleMatch {
        from,
        to,
        role: Role { title, code: "DIRECTOR".into(), unit: None },
        interim: false,
        leadership: true,
        organisation,
        own: false,
    })
}

/// "board", "board of directors", "supervisory board", "executive committee": the token behind it.
pub fn board_noun(tokens: &[Token], from: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(from + i).map(|t| t.lower.as_str()).unwrap_or("");
    let skip = usize::from(matches!(word(0), "supervisory" | "management" | "executive" | "advisory" | "governing" | "non-executive"));
    let noun = word(skip);
    if matches!(noun, "team" | "committee") && matches!(word(0), "management" | "executive" | "leadership") {
        return Some(from + 2);
    }
    if word(0) == "leadership" && word(1) == "team" {
        return Some(from + 2);
    }
    if noun == "committee" && skip == 1 {
        return Some(from + 2);
    }
    if !matches!(noun, "board" | "boards" | "directorate") {
        return None;
    }
    let mut end = from + skip + 1;
    if tokens.get(end).is_some_and(|t| t.is("of")) {
        let mut next = end + 1;
        if tokens.get(next).is_some_and(|t| t.is("the")) {
            next += 1;
        }
        if tokens
            .get(next)
            .is_some_and(|t| matches!(t.lower.as_str(), "directors" | "trustees" | "management" | "governors" | "managers" | "regents"))
        {
            end = next + 1;
        }
    }
    Some(end)
}

/// One title without its list.
fn single(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
    let (mut end, mut modified) = core_end(tokens, from)?;
    let interim = tokens[from..end].iter().any(|t| {
        matches!(t.lower.as_str(), "interim" | "acting" | "caretaker" | "provisional" | "temporary")
            || t.lower.starts_with("interim-")
            || t.lower.starts_with("acting-")
    });
    let head_word = tokens[end - 1].lower.as_str();
    // "editor in chief", "president-elect" as two tokens, "secretary general", "attorney general", "chief of staff"
    if tokens.get(end).is_some_and(|t| t.is("in")) && tokens.get(end + 1).is_some_and(|t| t.is("chief")) {
        end += 2;
    } else if tokens.get(end).is_some_and(|t| t.is("general") || t.is("emeritus") || t.is("designate") || t.is("elect"))
        && head_word != "general"
    {
        modified |= tokens[end].is("general");
        end += 1;
    } else if head_word == "chief"
        && tokens.get(end).is_some_and(|t| t.is("of"))
        && tokens
            .get(end + 1)
            .is_some_and(|t| matches!(t.lower.as_str(), "staff" | "police" | "protocol" | "mission" | "surgery" | "medicine" | "army"))
    {
        end += 2;
    } else if head_word == "chairman"
        || head_word == "chair"
        || head_word == "chairwoman"
        || head_word == "chairperson"
        || head_word == "director"
        || head_word == "directors"
        || head_word == "spokesman"
    {
        // "chairman of the board (of directors)"
        if tokens.get(end).is_some_and(|t| t.is("of") || t.is("on")) {
            let mut next = end + 1;
            while tokens.get(next).is_some_and(|t| matches!(t.lower.as_str(), "the" | "its")) {
                next += 1;
            }
            if let Some(board) = board_noun(tokens, next) {
                end = board;
            }
        }
    }
    let core_end = end;
    let unit = unit(tokens, string, head_word, end);
    let (mut organisation, mut own, mut unit_text) = (None, false, None);
    if let Some(found) = unit {
        end = found.to;
        own = found.own;
        organisation = found.organisation;
        unit_text = found.text;
    }
    let core: Vec<&str> = tokens[from..core_end].iter().map(|t| t.lower.strip_prefix("co-").unwrap_or(&t.lower)).collect();
    let (code, standalone, leadership) = classify(&core, head_word)?;
    let lower_case = tokens[core_end - 1].shape == Shape::Lower;
    let bare = !modified && unit_text.is_none() && organisation.is_none();
    if !standalone && bare && (head_word != "head" || lower_case) {
        return None;
    }
    // what stands before the head names the unit where nothing behind it does: "product chief", "Search head"
    if unit_text.is_none() && matches!(code.as_str(), "HEAD" | "LEAD" | "VP" | "SVP" | "EVP" | "MANAGER") && core.len() > 1 {
        let fields: Vec<usize> = (from..core_end - 1).filter(|&i| is_field(&tokens[i].lower)).collect();
        if let (Some(&a), Some(&b)) = (fields.first(), fields.last()) {
            unit_text = Some(string[tokens[a].start..tokens[b].end].to_string());
        }
    }
    let title_end = if organisation.is_some() { core_end } else { end };
    let title = singular(&string[tokens[from].start..tokens[title_end - 1].end], tokens[core_end - 1].text(string));
    Some(TitleMatch { from, to: end, role: Role { title, code, unit: unit_text }, interim, leadership, organisation, own })
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

/// Whether a head word here only modifies the next: "chief executive", "vice president", "executive director", "director general".
fn continues(word: &str, next: &str) -> bool {
    let next_plain = next.strip_prefix("co-").unwrap_or(next);
    match word {
        "chief" => next == "executive" || is_field(next) || head(next_plain).is_some() || OTHER_HEADS.contains(&next),
        "executive" => head(next_plain).is_some() && next != "executive" || matches!(next, "vice" | "managing" | "creative" | "board"),
        "head" | "lead" | "associate" | "assistant" | "principal" | "partner" => {
            head(next_plain).is_some() || OTHER_HEADS.contains(&next) || matches!(next, "independent" | "vice")
        }
        "founder" | "chair" | "chairman" => false,
        "editor" => next == "at",
        "research" => true,
        _ => false,
    }
}

/// "CBSO", "CSCO": a chief officer's abbreviation that no list has.
fn is_chief_acronym(token: &Token) -> bool {
    token.shape == Shape::Upper
        && (3..=5).contains(&token.lower.len())
        && token.lower.starts_with('c')
        && token.lower.ends_with('o')
        && token.lower.is_ascii()
}

/// The canonical code of a title's core words, whether it stands without a unit, and whether it is a leadership role.
fn classify(core: &[&str], head_word: &str) -> Option<(String, bool, bool)> {
    let has = |word: &str| core.contains(&word);
    let text = core.join(" ");
    let plain = head_word.strip_prefix("co-").unwrap_or(head_word);
    if OTHER_HEADS.contains(&plain) {
        let chief = has("chief") && matches!(plain, "scientist" | "economist" | "strategist" | "architect" | "engineer" | "designer");
        return Some((format!("{}{}", if chief { "CHIEF_" } else { "" }, plain.to_uppercase()), true, chief));
    }
    let vice = has("vice") || text.contains("vice-");
    if has("chief") && head_word != "editor" || matches!(head_word, "executive" | "executives" | "officer" | "officers") {
        if !has("chief") {
            // "operating officer", "executive officer"; a bare "executive" is no title
            return (matches!(head_word, "officer" | "officers") && core.len() > 1)
                .then(|| (format!("OFFICER_{}", core[0].to_uppercase()), true, !has("press")));
        }
        return Some((chief_code(core), true, true));
    }
    let Some((code, standalone)) = head(head_word) else {
        return Some((head_word.to_uppercase(), true, true));
    };
    let code = match code {
        "PRESIDENT" if vice && has("senior") => "SVP",
        "PRESIDENT" if vice && has("executive") => "EVP",
        "PRESIDENT" if vice => "VP",
        "VP" if has("senior") => "SVP",
        "VP" if has("executive") => "EVP",
        "CHAIR" if vice || has("deputy") => "VICE_CHAIR",
        "DIRECTOR" if has("managing") => "MD",
        "DIRECTOR" if has("finance") || has("financial") => "CFO",
        "DIRECTOR" if has("executive") => "EXECUTIVE_DIRECTOR",
        "DIRECTOR" if has("general") || text.ends_with("director general") => "DIRECTOR_GENERAL",
        "DIRECTOR" if core.len() > 1 && core.iter().any(is_field) => "DIRECTOR_OF",
        "PARTNER" if has("managing") || has("senior") => "MANAGING_PARTNER",
        "MANAGER" if has("general") => "GM",
        "MINISTER" if has("prime") => "PRIME_MINISTER",
        "COUNSEL" if has("general") => "GC",
        "EDITOR" if has("chief") || text == "editor-in-chief" || text.ends_with("in chief") => "EDITOR_IN_CHIEF",
        other => other,
    };
    if (head_word == "manager"
        && !["general", "country", "managing", "regional", "city", "town", "county", "village"].iter().any(|w| has(w)))
        || (head_word == "speaker")
    {
        return Some((code.to_string(), true, false));
    }
    Some((code.to_string(), standalone, true))
}

/// "chief … officer", "chief executive", "technology chief".
fn chief_code(core: &[&str]) -> String {
    let middle: Vec<&str> = core
        .iter()
        .copied()
        .filter(|w| {
            !matches!(
                *w,
                "chief"
                    | "officer"
                    | "officers"
                    | "interim"
                    | "acting"
                    | "deputy"
                    | "co"
                    | "group"
                    | "global"
                    | "and"
                    | "&"
                    | "-"
                    | "the"
                    | "caretaker"
                    | "joint"
            )
        })
        .collect();
    let deputy = if core.contains(&"deputy") { "DEPUTY_" } else { "" };
    let code = match middle.join(" ").as_str() {
        "" | "executive" | "executives" | "vice executive" => "CEO",
        "financial" | "finance" => "CFO",
        "operating" | "operations" => "COO",
        "technology" | "technical" | "tech" => "CTO",
        "information" => "CIO",
        "information security" | "security" => "CISO",
        "product" => "CPO",
        "marketing" => "CMO",
        "strategy" => "CSO",
        "revenue" => "CRO",
        "people" | "human resources" | "hr" | "talent" => "CHRO",
        "legal" => "CLO",
        "data" => "CDO",
        "administrative" => "CAO",
        "commercial" => "CCO",
        "of staff" => "CHIEF_OF_STAFF",
        other => return format!("{deputy}CHIEF_{}", other.replace(' ', "_").to_uppercase()),
    };
    format!("{deputy}{code}")
}

struct Unit {
    to: usize,
    text: Option<String>,
    organisation: Option<(usize, usize)>,
    own: bool,
}

/// What follows a head: "of Research", "for EMEA", ", Engineering", "of Acme", "of its foundry division".
fn unit(tokens: &[Token], string: &str, head_word: &str, at: usize) -> Option<Unit> {
    let link = tokens.get(at)?;
    let mut from = at + 1;
    let comma = link.is(",") || link.is("-") || link.is("–");
    if comma {
        // "Vice President, Clinical Development": only capitalised words of the trade, and no title
        let end = (from..tokens.len())
            .take_while(|&i| {
                tokens[i].is_capital() && (is_field(&tokens[i].lower) || names::is_common(&tokens[i].lower))
                    || i > from
                        && matches!(tokens[i].lower.as_str(), "and" | "&" | "of")
                        && tokens.get(i + 1).is_some_and(Token::is_capital)
            })
            .last()?
            + 1;
        let any_field = (from..end).any(|i| is_field(&tokens[i].lower));
        let titled = (from..end).any(|i| head(&tokens[i].lower).is_some());
        let fits = matches!(
            head_word,
            "president"
                | "vp"
                | "svp"
                | "evp"
                | "director"
                | "manager"
                | "head"
                | "partner"
                | "officer"
                | "leader"
                | "lead"
                | "vice-president"
                | "counsel"
        );
        return (fits && any_field && !titled && end - from <= 7).then(|| Unit {
            to: end,
            text: Some(string[tokens[from].start..tokens[end - 1].end].to_string()),
            organisation: None,
            own: false,
        });
    }
    if !(link.is("of")
        || link.is("for")
        || (link.is("in") && tokens.get(from).is_some_and(|t| t.is("charge")) && tokens.get(from + 1).is_some_and(|t| t.is("of"))))
    {
        return None;
    }
    if link.is("in") {
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
    if tokens.get(from).is_some_and(|t| ANAPHORS.contains(&t.lower)) && !tokens.get(from + 1).is_some_and(|t| is_field(&t.lower)) {
        return None;
    }
    // "secretary of state"
    if head_word == "secretary"
        && tokens.get(from).is_some_and(|t| {
            matches!(
                t.lower.as_str(),
                "state"
                    | "defense"
                    | "defence"
                    | "energy"
                    | "education"
                    | "commerce"
                    | "labor"
                    | "transportation"
                    | "agriculture"
                    | "health"
                    | "war"
            )
        })
    {
        return Some(Unit {
            to: from + 1,
            text: Some(string[tokens[from].start..tokens[from].end].to_string()),
            organisation: None,
            own: false,
        });
    }
    let found = names::organisation_at(tokens, string, from).filter(|&(a, b)| {
        // "Director of Launch Services": ordinary words behind a title are its unit
        let unitary = matches!(
            head_word,
            "director"
                | "head"
                | "dean"
                | "provost"
                | "minister"
                | "secretary"
                | "vp"
                | "svp"
                | "evp"
                | "vice-president"
                | "manager"
                | "lead"
                | "leader"
                | "partner"
                | "counsel"
                | "officer"
        ) || tokens[at.saturating_sub(3)..at].iter().any(|t| t.is("vice"));
        // "chief operating officer of Delta Cotton", "Executive Director of Hospitality House": all of it
        let leads = |words: &[&str], reach: usize| tokens[at.saturating_sub(reach)..at].iter().any(|t| words.contains(&t.lower.as_str()));
        let whole = leads(&["chief"], 4)
            || leads(&["independent", "non-executive", "nonexecutive"], 3)
            || head_word == "director" && leads(&["executive"], 2);
        let unitary = unitary && !whole;
        let ordinary = (a..b).all(|i| names::is_common(&tokens[i].lower) || is_field(&tokens[i].lower))
            && (unitary || tokens[a].weak && b - a < 2 || (a..b).all(|i| is_field(&tokens[i].lower)));
        let institution = (a..b).any(|i| INSTITUTIONS.contains(&tokens[i].lower));
        // "head of the Department of Chemical Engineering": a part of a university, but "of Justice" is a ministry
        let part = matches!(tokens[a].lower.as_str(), "department" | "school" | "faculty" | "division")
            && a + 2 < b
            && tokens[a + 1].is("of")
            && !matches!(
                tokens[b - 1].lower.as_str(),
                "state"
                    | "justice"
                    | "defense"
                    | "defence"
                    | "health"
                    | "energy"
                    | "education"
                    | "labor"
                    | "commerce"
                    | "agriculture"
                    | "transportation"
                    | "treasury"
                    | "interior"
                    | "culture"
                    | "corrections"
                    | "economics"
                    | "governance"
                    | "management"
                    | "business"
                    | "recreation"
            );
        !part && (!ordinary || institution)
    });
    if let Some((a, b)) = found {
        // "head of Acme's research division", "head of Acme"
        let possessive = tokens.get(b).is_some_and(|t| t.is("'s") || t.is("'") || t.is("’"));
        if possessive {
            let end = unit_end(tokens, b + 1);
            if end > b + 1 {
                return Some(Unit {
                    to: end,
                    text: Some(string[tokens[b + 1].start..tokens[end - 1].end].to_string()),
                    organisation: Some((a, b)),
                    own,
                });
            }
            return None;
        }
        return Some(Unit { to: b, text: None, organisation: Some((a, b)), own });
    }
    // "editor-in-chief of Alfred A. Knopf", "CEO of Kenneth Cole": who leads so leads a house
    let house = matches!(
        head_word,
        "ceo" | "cfo" | "coo" | "cto" | "chairman" | "chair" | "chairwoman" | "president" | "editor-in-chief" | "editor"
    ) || head_word == "officer" && tokens[at.saturating_sub(4)..at].iter().any(|t| t.is("chief"))
        || head_word == "executive" && tokens[at.saturating_sub(2)..at].iter().any(|t| t.is("chief"));
    let owned = |to: usize| tokens.get(to).is_some_and(|t| t.is("'s") || t.is("’s") || t.is("'"));
    if let Some(name) = names::read(tokens, string, from).filter(|name| {
        house
            && link.is("of")
            && name.class == names::Class::Person
            && name.to > name.from + 1
            && names::is_given(&tokens[name.from].lower)
            && !owned(name.to)
    }) {
        return Some(Unit { to: name.to, text: None, organisation: Some((name.from, name.to)), own });
    }
    let end = unit_end(tokens, from);
    (end > from).then(|| Unit { to: end, text: Some(string[tokens[from].start..tokens[end - 1].end].to_string()), organisation: None, own })
}

/// Where the unit's words end: fields of the trade, capitalised words, and links between them.
fn unit_end(tokens: &[Token], from: usize) -> usize {
    let mut end = from;
    for at in from..tokens.len().min(from + 9) {
        if is_unit_word(tokens, from, at, end == at) {
            end = at + 1;
        } else if !(end == at && links_unit(tokens, at)) {
            break;
        }
    }
    end
}

/// Whether the word at `at` belongs to the unit that began at `from`; `joined` if nothing parts it from the words before.
fn is_unit_word(tokens: &[Token], from: usize, at: usize, joined: bool) -> bool {
    let token = &tokens[at];
    let word = &token.lower;
    if is_field(word) || QUALIFIERS.contains(word) && !starts_title(tokens, at) {
        return true;
    }
    if token.is_capital() {
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
fn links_unit(tokens: &[Token], at: usize) -> bool {
    let follows = |n: &Token| is_field(&n.lower) || n.is_capital() && names::is_common(&n.lower) && head(&n.lower).is_none() || n.is("the");
    LINKS.contains(&tokens[at].lower) && tokens.get(at + 1).is_some_and(follows) && !starts_title(tokens, at + 1)
}

/// Whether a title of its own begins here ("and chief executive").
fn starts_title(tokens: &[Token], at: usize) -> bool {
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

/// "… of Acme": the tokens of the organisation.
fn organisation_after_of(tokens: &[Token], string: &str, at: usize) -> Option<(usize, usize)> {
    if !tokens.get(at).is_some_and(|t| t.is("of") || t.is("at")) {
        return None;
    }
    let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("the")));
    names::organisation_at(tokens, string, from)
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
