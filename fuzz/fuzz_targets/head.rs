//! The head of an answer, one header a line: where it leads, how long to wait, what it means.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::Request;
use rosterwatch_fuzz::{now, one_line, plant, response};

fuzz_target!(|data: &[u8]| {
    let mut answer = response("https://news.example/feed", "text/html", b"");
    let Some((status, head)) = data.split_first_chunk::<2>() else { return };
    answer.status = 100 + u16::from_le_bytes(*status) % 500;
    for line in head.split(|byte| *byte == b'\n').take(50) {
        let line: String = line.iter().map(|&byte| char::from(byte)).collect();
        if let Some((name, value)) = line.split_once(':') {
            answer.headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_string());
        }
    }
    let until = answer.retry_at(now());
    assert!(until >= now() && until.duration_since(now()).as_hours() <= 7 * 24, "{until}");
    answer.spent();
    let request = Request::new(answer.url.clone(), "*/*");
    if let Some(next) = answer.header("location").and_then(|location| one_line(request.redirected(location))) {
        assert!(next.url.scheme() == "https" && next.url.username().is_empty() && next.url.password().is_none(), "{}", next.url);
        plant(next.url.as_str());
    }
    one_line(answer.accepted(now()));
});
