//! robots.txt; what is kept of it says the same as the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::http::robots::Robots;
use rosterwatch_fuzz::plant;

fuzz_target!(|data: &[u8]| {
    let cut = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    let (file, path) = (&data[..cut], String::from_utf8_lossy(data.get(cut + 1..).unwrap_or_default()));
    let robots = Robots::parse(file);
    let kept = robots.to_text();
    plant(&kept);
    let again = Robots::parse(kept.as_bytes());
    for path in ["/", "/news/2024?a=b", &path] {
        assert_eq!(robots.allows(path), again.allows(path), "{path:?} in {kept:?}");
    }
    assert_eq!(robots.delay(), again.delay());
});
