//! The version of the rules: a digest of the sources that decide what a text tells and what that does to the roster, so that every build with
//! other rules has another one, and `reprocess` knows which articles were read by which.

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 5] = ["src/domain", "src/extract", "src/names", "src/roster", "src/text"];

fn main() {
    let mut files = Vec::new();
    for room in ROOMS {
        println!("cargo::rerun-if-changed={room}");
        gather(Path::new(room), &mut files);
    }
    files.sort();
    // FNV-1a, which stays the same with every compiler.
    let mut digest: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let text = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for byte in text {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=RULES_OF_ROSTERWATCH={digest:016x}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("a folder that can be read").path()) {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
