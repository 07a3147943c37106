//! Chinese: its pack.

use crate::domain::Role;
use crate::extract::mention::{Gender, Parsed};
use crate::extract::passage::Passage;
use crate::extract::reader::Reader;
use crate::extract::rule::Pack;

pub static PACK: Pack = Pack { parse, rules: &[], gender, is_given: |_| false, is_person: |_| true, stands_for, role };

fn parse(_passage: &Passage, _reader: &Reader) -> Parsed {
    Parsed::default()
}

fn gender(_name: &str) -> Gender {
    Gender::Unknown
}

fn stands_for(partial: &str, full: &str) -> bool {
    full.starts_with(partial)
}

fn role(text: &str) -> Role {
    Role { title: text.to_string(), code: text.to_string(), unit: None }
}
