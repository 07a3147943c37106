//! Durations, sizes and addresses as people write them in a configuration: `15m`, `2 MiB`, `https://…`.

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use serde::de::{Deserialize, Deserializer, Error};
use url::Url;

/// Reads `90s`, `15m`, `1h 30m`, `1 day` (24 hours). Months and years have no fixed length and are refused.
pub fn parse_duration(text: &str) -> Result<SignedDuration, String> {
    let bad = || format!("`{text}` is not a duration; write for example `15m`, `90s` or `1h 30m`");
    let span: Span = text.trim().parse().map_err(|_| bad())?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| bad())?;
    if duration.is_negative() { Err(bad()) } else { Ok(duration) }
}

/// Reads `2 MiB`, `512 KiB`, `1 MB`, `300000 B` or a bare number of bytes.
pub fn parse_size(text: &str) -> Result<usize, String> {
    let bad = || format!("`{text}` is not a size; write for example `2 MiB` or `512 KiB`");
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: usize = text[..split].parse().map_err(|_| bad())?;
    let unit: usize = match text[split..].trim() {
        "" | "B" => 1,
        "KB" | "kB" => 1_000,
        "KiB" => 1 << 10,
        "MB" => 1_000_000,
        "MiB" => 1 << 20,
        _ => return Err(bad()),
    };
    number.checked_mul(unit).ok_or_else(bad)
}

/// Reads an http or https address.
pub fn parse_url(text: &str) -> Result<Url, String> {
    let bad = |why: &str| format!("`{text}` is not a web address ({why}); write it in full, as in `https://example.org/feed/`");
    let url = Url::parse(text.trim()).map_err(|error| bad(&error.to_string()))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(bad(&format!("scheme `{other}`"))),
    }
}

/// [`parse_url`] for an address that logs, the database and mails will show: one without user name and password.
pub fn parse_shown_url(text: &str) -> Result<Url, String> {
    let url = parse_url(text)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the address holds a user name or a password, which mails and logs would show; take it out".to_string());
    }
    Ok(url)
}

/// A text of the configuration that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(pub String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Hidden)
    }
}

/// `#[serde(deserialize_with)]` for [`parse_duration`].
pub fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
    parse_duration(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// `#[serde(deserialize_with)]` for a [`parse_duration`] that leaves some time.
pub fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
    let duration = duration(deserializer)?;
    if duration.is_zero() { Err(D::Error::custom("nothing can be done in no time; write for example `20s`")) } else { Ok(duration) }
}

/// `#[serde(deserialize_with)]` for a [`parse_size`] into which something goes.
pub fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    match parse_size(&String::deserialize(deserializer)?).map_err(D::Error::custom)? {
        0 => Err(D::Error::custom("nothing fits into no bytes; write for example `2 MiB`")),
        size => Ok(size),
    }
}

/// `#[serde(deserialize_with)]` for [`parse_url`].
pub fn url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    parse_url(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// `#[serde(deserialize_with)]` for an optional [`parse_shown_url`]; the field needs `#[serde(default)]` too.
pub fn optional_shown_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    parse_shown_url(&String::deserialize(deserializer)?).map(Some).map_err(D::Error::custom)
}

/// `#[serde(deserialize_with)]` for an optional moment; the field needs `#[serde(default)]` too.
pub fn optional_moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map(Some).map_err(|_| D::Error::custom(format!("`{text}` is not a moment; write for example `2024-09-25T19:42:03Z`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        assert_eq!(parse_duration("15m").unwrap(), SignedDuration::from_mins(15));
        assert_eq!(parse_duration("1h 30m").unwrap(), SignedDuration::from_mins(90));
        assert_eq!(parse_duration("1 day").unwrap(), SignedDuration::from_hours(24));
        assert_eq!(parse_size("2 MiB").unwrap(), 2 << 20);
        assert_eq!(parse_size("500").unwrap(), 500);
    }

    #[test]
    fn refuses_the_rest_in_one_line() {
        for text in ["", "soon", "15", "-5m", "1 month"] {
            let error = parse_duration(text).unwrap_err();
            assert!(error.contains("is not a duration") && !error.contains('\n'), "{text}: {error}");
        }
        for text in ["", "MiB", "2 GB", "-1"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
        assert!(parse_url("file:///etc/passwd").unwrap_err().contains("scheme `file`"));
        assert!(parse_url("example.org/feed").is_err());
        let refused = parse_shown_url("https://desk:hunter2@example.org/feed").unwrap_err();
        assert!(refused.contains("take it out") && !refused.contains("hunter2"), "{refused}");
    }
}
