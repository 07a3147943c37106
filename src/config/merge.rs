//! Parts become one table, in which every value still knows where it stands.
//!
//! Tables merge key by key, arrays of tables append in the order of the files. Any other key that two files give is an error that names
//! both: which of them counts is not to be guessed. A variable of the environment replaces what the files say.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A key with dots that two files give, and the two places.
pub struct Clash {
    pub key: String,
    pub first: usize,
    pub second: usize,
}

/// Takes the keys of `new` into `all`; `above` leads to both of them.
pub fn merge<'a>(all: &mut DeTable<'a>, new: DeTable<'a>, above: &str) -> Result<(), Clash> {
    for (key, value) in new {
        let dotted = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
        let known = all.get_key_value(key.get_ref().as_ref()).map(|(known, _)| known.span().start);
        let Some((first, there)) = known.zip(all.get_mut(key.get_ref().as_ref())) else {
            all.insert(key, value);
            continue;
        };
        match (there.get_mut(), value.into_inner()) {
            (DeValue::Table(there), DeValue::Table(more)) => merge(there, more, &dotted)?,
            (DeValue::Array(there), DeValue::Array(more)) if of_tables(there) && of_tables(&more) => {
                more.into_iter().for_each(|table| there.push(table));
            }
            _ => return Err(Clash { key: dotted, first, second: key.span().start }),
        }
    }
    Ok(())
}

fn of_tables(array: &DeArray) -> bool {
    array.iter().all(|value| value.get_ref().is_table())
}

/// Sets the key that `keys` lead to, whatever it was. `at` is where the value stands.
///
/// # Errors
/// The key on the way that is no section, or one that may be repeated, so that it is not clear which is meant.
pub fn set<'a>(all: &mut DeTable<'a>, keys: &[String], value: DeValue<'a>, at: &Range<usize>) -> Result<(), String> {
    let spanned = |key: &String| Spanned::new(at.clone(), Cow::Owned(key.clone()));
    let Some((last, sections)) = keys.split_last() else { return Ok(()) };
    let mut table = all;
    for section in sections {
        if !table.contains_key(section.as_str()) {
            table.insert(spanned(section), Spanned::new(at.clone(), DeValue::Table(DeTable::new())));
        }
        table = match table.get_mut(section.as_str()).map(Spanned::get_mut) {
            Some(DeValue::Table(there)) => there,
            _ => return Err(section.clone()),
        };
    }
    let is_section = |value: &DeValue| value.is_table() || value.as_array().is_some_and(|array| !array.is_empty() && of_tables(array));
    if table.remove(last.as_str()).is_some_and(|there| is_section(there.get_ref())) {
        return Err(last.clone());
    }
    table.insert(spanned(last), Spanned::new(at.clone(), value));
    Ok(())
}
