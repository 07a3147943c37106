//! Answers of X's API v2 in both families of names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::x;
use rosterwatch_fuzz::{now, one_line, read, response};

fuzz_target!(|data: &[u8]| {
    let mut answer = response("https://api.x.com/2/users/7/tweets?max_results=10", "application/json", data);
    if let Some(items) = one_line(x::items(&answer, now())) {
        read(items);
    }
    for status in [400, 401, 402, 403, 429, 503] {
        answer.status = status;
        assert!(one_line(x::items(&answer, now())).is_none(), "an error is an error");
    }
});
