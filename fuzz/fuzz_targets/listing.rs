//! A page of people, by its own data and by selectors, and two of its versions against each other.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::domain::{Article, Body, Cards, Item};
use rosterwatch::extract::listing;
use rosterwatch::text;
use rosterwatch_fuzz::{now, plant};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (before, after) = text.split_once('\0').unwrap_or((text, ""));
    let cards = Cards { card: "li".to_string(), name: None, title: None };
    for cards in [None, Some(cards)] {
        let versions = [before, after].map(|html| article(html, cards.clone()));
        let [Some(before), now] = versions else { continue };
        plant(&before.text);
        assert!(listing::read(&before, Some(&before.text), "Acme").is_none_or(|same| same.findings.changes.is_empty()), "nothing has changed");
        let Some(compared) = now.and_then(|now| listing::read(&now, Some(&before.text), "Acme")) else { continue };
        for finding in &compared.findings.changes {
            let piece = &finding.evidence[0];
            let quoted: String = compared.text.chars().skip(piece.start).take(piece.end - piece.start).collect();
            assert_eq!(quoted, piece.text, "evidence is verbatim");
        }
    }
});

fn article(html: &str, cards: Option<Cards>) -> Option<Article> {
    let url = "https://acme.example/team".to_string();
    let body = Body::Listing { html: html.to_string(), cards };
    let item = Item::page(url.clone(), url, body);
    text::read(&item, "fuzz", now()).ok()
}
