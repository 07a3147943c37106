//! Packed bodies: the first byte says how. What comes out is within the limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::http::body::{Coding, Limits};
use rosterwatch_fuzz::{one_line, plant};

const LIMITS: Limits = Limits { decoded: 1 << 20, wire: 1 << 20, ratio: 100 };

fuzz_target!(|data: &[u8]| {
    let Some((first, packed)) = data.split_first() else { return };
    let coding = [Coding::Brotli, Coding::Gzip, Coding::Zstd][usize::from(first % 3)];
    if let Some(body) = one_line(coding.decode(packed.to_vec(), LIMITS)) {
        assert!(body.len() <= LIMITS.decoded);
        plant(&String::from_utf8_lossy(&body));
    }
});
