//! A page from bytes to article: charset, the look before parsing, metadata, main text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::page::{Settings, parse};
use rosterwatch_fuzz::{one_line, read, response};

fuzz_target!(|data: &[u8]| {
    // A site with a row of its own, and any other.
    let url = ["https://news.example/a", "https://techcrunch.com/2024/09/25/a/"][data.len() % 2];
    let answer = response(url, "text/html", data);
    if let Some(batch) = one_line(parse(&answer, &Settings { url: answer.url.clone() })) {
        read(batch.items);
    }
});
