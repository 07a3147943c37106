//! The house rules, read from the sources: who may import whom, and what a pure room may not touch.

use std::fs;
use std::path::{Path, PathBuf};

/// Every room with the rooms below it that it may speak to, beside `domain`.
const ROOMS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("names", &[]),
    ("source", &[]),
    ("text", &[]),
    ("extract", &[]),
    ("roster", &["extract::title", "names"]),
    ("store", &["names"]),
    ("digest", &[]),
    ("notify", &[]),
    ("recipient", &["schedule"]),
];

const PURE: [&str; 10] = ["domain", "names", "recipient", "text", "extract", "roster", "digest", "schedule", "schedule.rs", "health.rs"];

/// One source file without its tests, comments and doc comments.
struct Source {
    path: PathBuf,
    code: String,
}

#[test]
fn rooms_import_domain_and_what_lies_below_never_a_sibling() {
    for (room, below) in ROOMS {
        for file in sources(room) {
            for path in crate_paths(&file.code) {
                let allowed = ["domain", room].iter().chain(below).any(|ok| path == *ok || path.starts_with(&format!("{ok}::")));
                // The test-only stop marks and nothing else of the crate's top level may be met anywhere.
                let stop_mark = path.starts_with("crash");
                assert!(allowed || stop_mark, "{} imports crate::{path}", file.path.display());
            }
        }
    }
}

#[test]
fn domain_stands_on_std_jiff_and_thiserror_only() {
    for file in sources("domain") {
        for line in file.code.lines().map(str::trim) {
            let Some(path) = line.strip_prefix("use ").or_else(|| line.strip_prefix("pub use ")) else { continue };
            let head = path.split([':', ';']).next().unwrap_or_default();
            let ground = ["std", "jiff", "thiserror", "super", "crate", "self"].contains(&head);
            let child = file.path.ends_with("mod.rs");
            assert!(ground || child, "{} uses {path}", file.path.display());
        }
        for forbidden in ["serde", "rusqlite", "reqwest", "tokio"] {
            assert!(!file.code.contains(forbidden), "{} mentions {forbidden}", file.path.display());
        }
    }
}

#[test]
fn pure_rooms_read_no_clock_no_file_and_no_network() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "tokio",
        "reqwest",
        "rusqlite",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
    ];
    for room in PURE {
        for file in sources(room) {
            for word in forbidden {
                assert!(!file.code.contains(word), "{} is pure, but mentions {word}", file.path.display());
            }
        }
    }
}

#[test]
fn children_do_not_import_their_folders_mod_file() {
    for (room, _) in ROOMS.into_iter().filter(|(room, _)| *room != "domain") {
        for file in sources(room).into_iter().filter(|file| !file.path.ends_with("mod.rs")) {
            let folder = file.path.parent().unwrap();
            for name in super_names(&file.code) {
                let sibling = folder.join(format!("{name}.rs")).exists() || folder.join(&name).is_dir() || name == "super";
                assert!(sibling, "{} imports {name} of its mod.rs", file.path.display());
            }
        }
    }
}

#[test]
fn the_engine_names_no_language() {
    for file in sources("extract").into_iter().filter(|file| file.path.ends_with("engine.rs")) {
        for word in ["English", "Chinese", "lang::en", "lang::zh", "\"en\"", "\"zh\""] {
            assert!(!file.code.contains(word), "{} names {word}", file.path.display());
        }
        assert!(!file.code.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)), "{} spells Chinese", file.path.display());
    }
}

#[test]
fn no_unfinished_code_is_shipped() {
    for file in sources("") {
        for word in ["todo!(", "unimplemented!(", "dbg!("] {
            assert!(!file.code.contains(word), "{} has {word})", file.path.display());
        }
    }
}

/// All Rust files of a room (a folder or a file under `src`; the empty name is the whole tree).
fn sources(room: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
    let mut found = Vec::new();
    gather(&root, &mut found);
    assert!(!found.is_empty(), "src/{room} has no Rust files: is the room gone?");
    found
}

fn gather(path: &Path, found: &mut Vec<Source>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            gather(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(Source { path: path.to_path_buf(), code: code(&fs::read_to_string(path).unwrap()) });
    }
}

/// The text before the unit tests, which stand at a file's end, and without comment lines.
fn code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    shipped.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What follows `crate::` wherever it stands; a group `crate::{a, b::c}` gives each of its members.
fn crate_paths(code: &str) -> Vec<String> {
    members_after("crate::", code)
}

/// The first name behind each `super::`.
fn super_names(code: &str) -> Vec<String> {
    members_after("super::", code).into_iter().map(|path| path.split("::").next().unwrap_or_default().to_string()).collect()
}

fn members_after(prefix: &str, code: &str) -> Vec<String> {
    let rest_of_path = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect::<String>();
    let mut paths = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if prefix == "super::" && code[..at].ends_with("super::") {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => paths.extend(group_members(group).iter().map(|member| rest_of_path(member.trim()))),
            None => paths.push(rest_of_path(rest)),
        }
    }
    paths
}

/// The members of a use group whose `{` has been read, split at its own commas and not at those of groups within.
fn group_members(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut members = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            _ => {}
        }
        if let Some(last) = members.last_mut().filter(|_| c != ',' || depth > 0) {
            last.push(c);
        }
    }
    members.retain(|member| !member.trim().is_empty());
    members
}
