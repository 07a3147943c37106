//! What several tests share. Each test crate uses its part of it.
#![allow(dead_code)]

pub mod company;
pub mod server;
pub mod standin;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The recorded founding case, as shipped.
pub fn founding_case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/founding-case")
}

/// The program, with nothing of the caller's environment that could change its answer.
pub fn rosterwatch() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rosterwatch"));
    for name in [
        "RUST_LOG",
        "COLUMNS",
        "STATE_DIRECTORY",
        "CREDENTIALS_DIRECTORY",
        "ROSTERWATCH_CRASH_AT",
        "ROSTERWATCH_CRASH_ON",
        "ROSTERWATCH_CRASH_LOG",
    ] {
        command.env_remove(name);
    }
    command
}

/// Writes `text` as the configuration of `dir`, with the founding case's roster beside it, and returns its path.
pub fn write_config(dir: &Path, text: &str) -> PathBuf {
    std::fs::copy(founding_case().join("roster.csv"), dir.join("roster.csv")).unwrap();
    std::fs::copy(founding_case().join("x-token"), dir.join("x-token")).unwrap();
    let file = dir.join("rosterwatch.toml");
    std::fs::write(&file, text).unwrap();
    file
}

/// Everything that a configuration must have; tests add or change what they are about.
pub const MINIMAL: &str = r#"
[[organisation]]
name = "OpenAI"
roster = "roster.csv"

[mail]
from = "Rosterwatch <rosterwatch@rosterwatch.example>"
to = ["Leadership desk <desk@rosterwatch.example>"]

[[source]]
name = "News Example"
kind = "feed"
url = "https://news.example/feed.xml"
follow = false
"#;

/// All files below `dir` with this extension, sorted.
pub fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The founding case's configuration in `dir`, as if its articles of 2024 were of today, asking `gateway` instead of the network and mailing through a relay on `port`.
pub fn founding_config(dir: &Path, gateway: &str, port: u16) -> PathBuf {
    let text = std::fs::read_to_string(founding_case().join("rosterwatch.toml")).unwrap();
    let network = format!("[http]\ngateway = \"{gateway}\"\nspacing = \"0s\"\n");
    let relay = format!("[mail.smtp]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n");
    write_config(dir, &format!("news_window = \"876000h\"\n{text}\n{network}\n{relay}"))
}

/// Runs the program beside the servers of this process.
pub async fn run(mut command: Command) -> std::process::Output {
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}
