//! A page that lists who leads (`kind = "leadership-page"`), by its schema.org data or by CSS selectors.
//!
//! The page itself is one item; what is new or gone is found by comparing it with its last version.

use url::Url;

use super::batch::{Batch, Cursor};
use super::error::Error;
use super::http::{Request, Response};
use super::{challenge, key, page};
use crate::domain::{Body, Cards, Item};

/// A configured page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub url: Url,
    pub cards: Option<Cards>,
}

impl Settings {
    /// `selectors`: of a person's card, of the name in it, of the title in it.
    pub fn new(url: Url, selectors: [Option<&str>; 3]) -> Result<Self, String> {
        for (key, selector) in ["selector", "name_selector", "title_selector"].into_iter().zip(selectors) {
            if let Some(css) = selector
                && scraper::Selector::parse(css).is_err()
            {
                return Err(format!("`{key}`: `{css}` is no CSS selector; write for example \".team-member\""));
            }
        }
        let owned = |selector: Option<&str>| selector.map(str::to_string);
        let [card, name, title] = selectors;
        match card {
            None if name.is_some() || title.is_some() => {
                Err("`name_selector` and `title_selector` stand within `selector`; give it too".to_string())
            }
            None => Ok(Settings { url, cards: None }),
            Some(card) => Ok(Settings { url, cards: Some(Cards { card: card.to_string(), name: owned(name), title: owned(title) }) }),
        }
    }
}

/// Asks for the page if it has changed.
pub fn request(settings: &Settings, cursor: &Cursor) -> Request {
    Request::new(settings.url.clone(), page::ACCEPT).crawling().since(cursor)
}

/// The page as one item.
pub fn parse(response: &Response, settings: &Settings) -> Result<Batch, Error> {
    let html = response.text()?;
    challenge::refuse(response, &html)?;
    Ok(Batch::of(vec![Item::page(
        key::address(&settings.url),
        response.url.to_string(),
        Body::Listing { html, cards: settings.cards.clone() },
    )]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_checked() {
        let settings = |selectors| Settings::new(Url::parse("https://acme.example/team").unwrap(), selectors);
        assert_eq!(settings([None, None, None]).unwrap().cards, None);
        assert_eq!(settings([Some(".card"), Some("h3"), None]).unwrap().cards.unwrap().name.as_deref(), Some("h3"));
        assert!(settings([Some("..card"), None, None]).unwrap_err().contains("is no CSS selector"));
        assert!(settings([None, Some("h3"), None]).unwrap_err().contains("give it too"));
    }
}
