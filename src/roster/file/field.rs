//! What the fields of a roster file may hold, whichever its format. An error says what is wrong and what is allowed.

use crate::domain::{PartialDate, Status};

const STATUSES: &str = "current, on_leave, outgoing, incoming or former";

/// A name or a title that every row needs.
pub fn name(text: &str) -> Result<(), String> {
    match () {
        () if text.trim().is_empty() => Err("is empty; every line needs one".to_string()),
        () if text.chars().any(char::is_control) => Err("contains a line break or another control character; remove it".to_string()),
        () => Ok(()),
    }
}

/// A handle on X; `None` for an empty field.
pub fn x_handle(text: &str) -> Result<Option<String>, String> {
    let name = text.strip_prefix('@').unwrap_or("");
    let is_handle = (1..=15).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !text.is_empty() && !is_handle {
        return Err(format!("{text:?} is not a handle; write @ and up to 15 letters, digits or underscores"));
    }
    Ok(is_handle.then(|| text.to_string()))
}

/// A status; an empty field is a current one.
pub fn status(text: &str) -> Result<Status, String> {
    let status = if text.is_empty() { Some(Status::Current) } else { Status::from_word(text) };
    status.ok_or_else(|| format!("{text:?} is not a status; write {STATUSES}"))
}

/// A date; `None` for an empty field.
pub fn date(text: &str) -> Result<Option<PartialDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| format!("{error}, or leave it empty"))
}

/// An end that does not lie before its beginning.
pub fn period(since: Option<PartialDate>, until: Option<PartialDate>) -> Result<(), String> {
    match (since, until) {
        (Some(since), Some(until)) if until.last_day() < since.first_day() => Err(format!("{until} is before the beginning, {since}")),
        _ => Ok(()),
    }
}
