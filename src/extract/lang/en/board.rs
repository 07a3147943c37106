//! Seats on boards and committees: "member of the board of Initech", "a seat on the executive committee".

use super::names;
use super::title::TitleMatch;
use super::token::Token;
use crate::domain::Role;

/// "member of the board (of directors)", "board member", "a seat on the board", "the board".
pub(super) fn board_member(tokens: &[Token], string: &str, from: usize) -> Option<TitleMatch> {
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

/// "… of Acme": the tokens of the organisation.
pub(super) fn organisation_after_of(tokens: &[Token], string: &str, at: usize) -> Option<(usize, usize)> {
    if !tokens.get(at).is_some_and(|t| t.is("of") || t.is("at")) {
        return None;
    }
    let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("the")));
    names::organisation_at(tokens, string, from)
}
