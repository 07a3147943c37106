//! Names of organisations, whatever the legal form and the spacing.

use super::disguise::is_disguised;
use super::fold::{fold, split};

const LEGAL_FORMS: [&str; 33] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "plc",
    "lp",
    "llp",
    "pbc",
    "ag",
    "se",
    "gmbh",
    "kg",
    "kgaa",
    "sa",
    "sas",
    "sarl",
    "spa",
    "srl",
    "nv",
    "bv",
    "ab",
    "asa",
    "as",
    "oyj",
    "oy",
    "kk",
    "pty",
    "pte",
];
const HAN_LEGAL_FORMS: [&str; 4] = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

/// The key of a name: two names with one key are one name. Empty for a name that says nothing, or is disguised.
pub fn key(name: &str) -> String {
    if is_disguised(name) {
        return String::new();
    }
    let mut words = split(&fold(name));
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(&word.as_str())) {
        words.pop();
    }
    let joined = words.concat();
    let bare = HAN_LEGAL_FORMS.iter().find_map(|form| joined.strip_suffix(form)).filter(|bare| !bare.is_empty());
    bare.map(str::to_string).unwrap_or(joined)
}
