//! RSS, Atom and JSON Feed, with bridges and hints.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::feed::{Settings, parse};
use rosterwatch_fuzz::{one_line, read, response};

fuzz_target!(|data: &[u8]| {
    let answer = response("https://news.example/feed", "application/xml", data);
    let settings = Settings { url: answer.url.clone(), follow: Some(false), wanted: Default::default() };
    if let Some(batch) = one_line(parse(&answer, &settings)) {
        read(batch.items);
    }
});
