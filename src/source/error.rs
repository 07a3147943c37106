//! Why a source gave nothing: one line each, saying what happened, where, and what to do.

use jiff::Timestamp;

/// What went wrong. A caller branches on the variant; the text is for the operator's log and mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server asks for patience; `until` is the earliest moment for the next request.
    #[error("{place}: asks for fewer requests; the next one goes out after {until:.0}")]
    RateLimited { place: String, until: Timestamp },
    /// Credentials are missing, wrong or expired: only the operator can help.
    #[error("{0}")]
    Unauthorized(String),
    /// The server, or our own address guard, does not let us.
    #[error("{0}")]
    Refused(String),
    /// It was there and has been removed for good.
    #[error("{0}")]
    Gone(String),
    /// It is not there.
    #[error("{0}")]
    NotFound(String),
    /// It answered with something that is not what this kind of source gives.
    #[error("{0}")]
    Malformed(String),
    /// The answer is larger than `http.max_body`, or has more entries than a feed may have.
    #[error("{0}")]
    TooLarge(String),
    /// No complete answer: name, connection, TLS, timeout, or a server in trouble. Worth another try.
    #[error("{0}")]
    Transport(String),
}

/// A foreign text as part of one of our lines: without control characters, at most 160 characters.
pub fn line(text: &str) -> String {
    const LONGEST: usize = 160;
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_text_stays_on_our_line() {
        assert_eq!(line("credits\r\n\tdepleted\u{1b}[31m"), "credits depleted [31m");
        assert_eq!(line(&"界".repeat(200)).chars().count(), 161);
    }

    #[test]
    fn a_rate_limit_names_place_and_moment() {
        let error = Error::RateLimited { place: "https://api.x.com/2/tweets/1".into(), until: "2024-09-26T00:30:00Z".parse().unwrap() };
        assert_eq!(
            error.to_string(),
            "https://api.x.com/2/tweets/1: asks for fewer requests; the next one goes out after 2024-09-26T00:30:00Z"
        );
    }
}
