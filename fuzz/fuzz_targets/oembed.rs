//! A post through oEmbed: HTML within JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::x::oembed;
use rosterwatch_fuzz::{one_line, read, response};

fuzz_target!(|data: &[u8]| {
    let answer = response("https://publish.x.com/oembed", "application/json", data);
    let parsed = oembed::parse(&answer, 1_839_096_160_168_063_488, "https://x.com/jodoe/status/1839096160168063488");
    if let Some((item, _)) = one_line(parsed) {
        read([item]);
    }
});
