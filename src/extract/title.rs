//! The canonical role of a title, whatever the language.

use super::lang;
use crate::domain::{Language, Role};

/// Reads a title as a roster or a document writes it: "SVP of Research" → code `SVP`, unit `Research`.
///
/// A title that no grammar reads keeps its words as its code, so that two spellings of it are two roles but nothing is lost.
pub fn role(text: &str) -> Role {
    let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (lang::pack(if chinese { Language::Chinese } else { Language::English }).role)(text)
}
