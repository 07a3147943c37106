//! The SEC's two lists and a filing's index page. The first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::Cursor;
use rosterwatch::source::sec_8k::{Settings, document, parse};
use rosterwatch_fuzz::{one_line, plant, read, response};

fuzz_target!(|data: &[u8]| {
    let Some((choice, data)) = data.split_first() else { return };
    let url = "https://www.sec.gov/Archives/edgar/data/1/000000000126000001/0000000001-26-000001-index.htm";
    let answer = response(url, "application/xml", data);
    let settings = match choice % 3 {
        0 => Settings::Company("0009999999".to_string()),
        1 => Settings::Names(vec!["Acme".to_string(), "CEO".to_string()]),
        _ => {
            if let Some(found) = document(&String::from_utf8_lossy(data), &answer.url) {
                plant(found.as_str());
            }
            return;
        }
    };
    if let Some(batch) = one_line(parse(&answer, &settings, &Cursor::default())) {
        read(batch.items);
    }
});
