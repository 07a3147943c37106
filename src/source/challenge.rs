//! Pages that ask for a human in place of what was asked for. They are a refusal, never "no news".

use super::error::Error;
use super::http::Response;

/// What the pages say with which a site's edge turns programs away, often with status 200.
const CHALLENGES: [&str; 8] = [
    "<title>just a moment...</title>",
    "<title>attention required!",
    "cf-browser-verification",
    "_cf_chl_opt",
    "undeclared automated tool",
    "request rate threshold exceeded",
    "captcha-delivery.com",
    "px-captcha",
];

/// A challenge page is small; an article that only speaks of one is not.
const LARGEST_CHALLENGE: usize = 40_000;

/// Refuses such a page.
pub fn refuse(response: &Response, text: &str) -> Result<(), Error> {
    let flagged = response.header("cf-mitigated").is_some_and(|value| value.contains("challenge"));
    let challenge = flagged
        || text.len() <= LARGEST_CHALLENGE && {
            let lower = text.to_lowercase();
            CHALLENGES.iter().any(|phrase| lower.contains(phrase))
        };
    if challenge {
        return Err(Error::Refused(format!(
            "{}: answers with a page that asks for a human; see whether the site offers a feed",
            response.url
        )));
    }
    Ok(())
}
