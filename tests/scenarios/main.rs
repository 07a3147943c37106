//! Whole stories of the roster: each file in `cases` is a roster, what happens in order, and what must come of it. `cases/README.md` says how
//! one is written.

mod case;
mod claims;
mod stage;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The issue asks for so many; fewer means that files got lost.
const LEAST: usize = 60;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/cases");
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    files.sort();
    files
}

#[test]
fn every_story_ends_as_it_is_written() {
    let cases = cases();
    assert!(cases.len() >= LEAST, "{} scenario files; there were at least {LEAST}", cases.len());
    let mut report = String::new();
    for path in &cases {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy();
        let case = case::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for difference in stage::play(&case) {
            writeln!(report, "{name}: {difference}").unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// What is told twice is told once: a second reading of the same documents changes nothing, in every story.
#[test]
fn reading_everything_again_changes_nothing() {
    for path in cases() {
        let case = case::read(&fs::read_to_string(&path).unwrap()).unwrap();
        stage::play_twice(&case, &path.file_stem().unwrap().to_string_lossy());
    }
}

#[test]
fn a_wrong_expectation_is_reported_with_both_sides() {
    let text = "
        title = \"Wrong\"
        roster = { Acme = [\"Ann Poe | CEO | current\"] }
        [[step]]
        on = 2024-09-25
        says = [\"Ann Poe | Acme | departed | CEO | resigned | announced |\"]
        tells = [\"nothing like it\"]
        [end]
        roster = []
    ";
    let differences = stage::play(&case::read(text).unwrap());
    assert_eq!(differences.len(), 2, "{differences:#?}");
    assert!(differences[0].contains("+ departed Ann Poe") && differences[0].contains("- nothing like it"), "{}", differences[0]);
    assert!(case::read("title = \"x\"\nstepp = []").is_err(), "an unknown key is an error");
}
