//! What the words of a title mean: heads, the canonical code, and which of several titles names the role.

use super::facts::Spelled;
use super::token::{Shape, Token};
use super::words::{FIELDS, OTHER_HEADS};

pub(super) fn head(word: &(impl Spelled + ?Sized)) -> Option<(&'static str, bool)> {
    // "interim-CEO"
    let bare = || ["interim-", "acting-"].iter().find_map(|p| word.text().strip_prefix(p))?.facts().head;
    word.facts().head.or_else(bare).map(|row| (row.1, row.2))
}

pub(super) fn is_field(word: &(impl Spelled + ?Sized)) -> bool {
    FIELDS.contains(word)
}

/// Whether a head word here only modifies the next: "chief executive", "vice president", "executive director", "director general".
pub(super) fn continues(word: &str, next: &str) -> bool {
    let next_plain = next.strip_prefix("co-").unwrap_or(next);
    match word {
        "chief" => next == "executive" || is_field(next) || head(next_plain).is_some() || OTHER_HEADS.contains(&next),
        "executive" => head(next_plain).is_some() && next != "executive" || matches!(next, "vice" | "managing" | "creative" | "board"),
        "head" | "lead" | "associate" | "assistant" | "principal" | "partner" => {
            head(next_plain).is_some() || OTHER_HEADS.contains(&next) || matches!(next, "independent" | "vice")
        }
        // "Exec VP", "exec chair"
        "exec" => head(next_plain).is_some() || next == "vice",
        "founder" | "chair" | "chairman" => false,
        "editor" => next == "at-large",
        "research" => true,
        _ => false,
    }
}

/// "CBSO", "CSCO": a chief officer's abbreviation that no list has.
pub(super) fn is_chief_acronym(token: &Token) -> bool {
    token.shape == Shape::Upper
        && (3..=5).contains(&token.lower.len())
        && token.lower.starts_with('c')
        && token.lower.ends_with('o')
        && token.lower.is_ascii()
}

/// The canonical code of a title's core words, whether it stands without a unit, and whether it is a leadership role.
pub(super) fn classify(core: &[&str], head_word: &str) -> Option<(String, bool, bool)> {
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
        "PRESIDENT" if vice && (has("executive") || has("exec")) => "EVP",
        "PRESIDENT" if vice => "VP",
        "VP" if has("senior") => "SVP",
        "VP" if has("executive") || has("exec") => "EVP",
        "CHAIR" if vice || has("deputy") => "VICE_CHAIR",
        "DIRECTOR" if has("managing") => "MD",
        "DIRECTOR" if has("finance") || has("financial") => "CFO",
        "DIRECTOR" if has("executive") || has("exec") => "EXECUTIVE_DIRECTOR",
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
pub(super) fn chief_code(core: &[&str]) -> String {
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

/// Which of several titles names the role best: the lower, the more senior.
pub(super) fn rank(code: &str) -> usize {
    const ORDER: [&str; 8] = ["CEO", "CHAIR", "PRESIDENT", "MD", "COO", "CFO", "CTO", "FOUNDER"];
    ORDER.iter().position(|c| *c == code).unwrap_or(if code == "DIRECTOR" { 99 } else { 50 })
}
