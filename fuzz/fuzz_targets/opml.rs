//! Lists of feeds; what is written is read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::opml::{parse, write};
use rosterwatch_fuzz::{one_line, plant};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some((outlines, complaints)) = one_line(parse(text)) {
        assert!(complaints.iter().all(|complaint| !complaint.contains('\n')), "a complaint of several lines");
        outlines.iter().for_each(|outline| plant(&outline.title));
        assert_eq!(parse(&write(&outlines)), Ok((outlines, Vec::new())), "what is written is not read back");
    }
});
