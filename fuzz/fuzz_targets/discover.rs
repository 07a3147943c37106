//! Feeds that a page names, and addresses that say what they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::discover::{by_address, by_answer};
use rosterwatch_fuzz::{plant, response};

fuzz_target!(|data: &[u8]| {
    let answer = response("https://news.example/about/", "text/html", data);
    let (found, feeds) = by_answer(&answer.url, &answer);
    assert!(feeds.len() <= 20 && feeds.iter().all(|feed| matches!(feed.scheme(), "http" | "https")), "{feeds:?}");
    plant(&found.value);
    if let Some(found) = std::str::from_utf8(data).ok().and_then(by_address) {
        assert!(!found.value.is_empty());
    }
});
