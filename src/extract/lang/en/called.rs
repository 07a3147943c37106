//! How people are called: first names, surnames, and the names that stand for others.

use super::{names, words};
use crate::extract::mention::Gender;

/// The gender that the first name suggests.
pub fn gender(name: &str) -> Gender {
    name.split(' ').next().map(names::gender).unwrap_or_default()
}

/// A first name, as far as it is no surname as well.
pub fn is_given(name: &str) -> bool {
    names::is_given(&name.to_lowercase())
}

/// Whether the first word is a first name.
pub fn is_person(name: &str) -> bool {
    name.split(' ').count() > 1 && name.split(' ').next().is_some_and(|first| names::is_given(&first.to_lowercase()))
}

/// A surname or a first name stands for a full name that has it.
pub fn stands_for(partial: &str, full: &str) -> bool {
    // "De la Fuente" for "Joaquín de la Fuente Ortega"
    let particle = || partial.split_once(' ').is_some_and(|(first, _)| words::PARTICLES.contains(&first.to_lowercase()));
    if partial.is_ascii() && full.is_ascii() && !(partial.contains(' ') && particle()) {
        return is_ascii_part(partial, full);
    }
    let same = |(a, b): (&str, &str)| {
        if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
    };
    let (parts, wanted) = (full.split(' ').count(), partial.split(' ').count());
    if wanted >= parts {
        return false;
    }
    let at = |skipped: usize| partial.split(' ').zip(full.split(' ').skip(skipped)).all(same);
    at(parts - wanted) || at(0) || wanted > 1 && particle() && (1..parts - wanted).any(at)
}

/// Whether a name begins or ends with a part, whatever the case: most do not, and a look at their bytes says so.
fn is_ascii_part(part: &str, full: &str) -> bool {
    let (part, full) = (part.as_bytes(), full.as_bytes());
    let length = part.len();
    full.len() > length
        && (full[full.len() - length..].eq_ignore_ascii_case(part) && full[full.len() - length - 1] == b' '
            || full[..length].eq_ignore_ascii_case(part) && full[length] == b' ')
}
