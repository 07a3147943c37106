//! Named points between the steps of a transaction, at which a test can kill the process or let it hang.
//!
//! Debug builds only; a release build contains nothing of this.
//!
//! - `ROSTERWATCH_CRASH_AT=3` aborts the process at the third point that it passes (counted from 1).
//! - `ROSTERWATCH_CRASH_ON=poison` aborts it whenever a text is going to be read whose place contains this word.
//! - `ROSTERWATCH_HANG_AT="ingest: before a source moves on"` lets the process hang for ever at the point of this name.
//! - `ROSTERWATCH_CRASH_LOG=points.txt` appends the name of every point passed, one a line, so that a test can count them.

/// Passes the point `name`, given as `room: step`. Aborts the process without unwinding, or hangs, if the environment asks for it here.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static PASSED: AtomicUsize = AtomicUsize::new(0);

    let passed = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    if let Some(path) = std::env::var_os("ROSTERWATCH_CRASH_LOG") {
        log(&path, name);
    }
    let at = std::env::var("ROSTERWATCH_CRASH_AT").ok().and_then(|at| at.parse::<usize>().ok());
    if at == Some(passed) {
        std::process::abort();
    }
    while std::env::var_os("ROSTERWATCH_HANG_AT").is_some_and(|at| at == name) {
        std::thread::sleep(std::time::Duration::from_secs(3600));
    }
}

#[cfg(debug_assertions)]
fn log(path: &std::ffi::OsStr, name: &str) {
    use std::io::Write;
    let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
    // A test that cannot read its log fails by itself; the daemon must not.
    let _ = file.and_then(|mut file| writeln!(file, "{name}"));
}

/// A text from this place is going to be read. Aborts the process without unwinding if the environment asks for it.
#[cfg(debug_assertions)]
pub fn reading(place: &str) {
    if std::env::var("ROSTERWATCH_CRASH_ON").is_ok_and(|word| !word.is_empty() && place.contains(&word)) {
        std::process::abort();
    }
}

/// Nothing, in a release build.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn point(_name: &str) {}

/// Nothing, in a release build.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn reading(_place: &str) {}
