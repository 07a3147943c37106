//! The languages that are read. To add one: write its corpus, then its lexicon and rules, and one arm here.

pub mod en;
pub mod zh;

use super::rule::Pack;
use crate::domain::Language;

/// The pack of a language.
pub fn pack(language: Language) -> &'static Pack {
    match language {
        Language::English => &en::PACK,
        Language::Chinese => &zh::PACK,
    }
}
