//! `rosterwatch restore FILE`: a copy takes the place of the database. The watch must be stopped.

use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;

use super::report::say;
use crate::config::Config;
use crate::pipeline::restore;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The copy that `backup` made
    file: PathBuf,
}

pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let old = restore(config, &args.file, Timestamp::now())?;
    let kept = old.map(|old| format!("; what was there is kept as {}", old.display())).unwrap_or_default();
    say(&format!("restored {}{kept}", args.file.display()))?;
    Ok(ExitCode::SUCCESS)
}
