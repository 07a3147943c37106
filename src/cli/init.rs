//! `rosterwatch init [DIR]`: an annotated configuration and an empty roster to start from.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::report::say;

/// What is written; a test checks it, so that it cannot fall behind the code.
const CONFIG: &str = include_str!("../../config/example/rosterwatch.toml");
const ROSTER: &str = include_str!("../../config/example/roster.csv");

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder to write into; made if it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
}

pub fn execute(args: &Args) -> anyhow::Result<ExitCode> {
    let files = [(args.dir.join("rosterwatch.toml"), CONFIG), (args.dir.join("roster.csv"), ROSTER)];
    for (file, _) in &files {
        if file.exists() {
            bail!("{} is there already and was left as it is; choose another folder, or remove it first", file.display());
        }
    }
    fs::create_dir_all(&args.dir).with_context(|| format!("cannot make the folder {}", args.dir.display()))?;
    for (file, text) in &files {
        write_new(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        say(&format!("wrote {}", file.display()))?;
    }
    say(&format!("next: put your organisation, sources and address into it, then run `rosterwatch check -c {}`", files[0].0.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn write_new(file: &Path, text: &str) -> std::io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}
