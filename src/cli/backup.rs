//! `rosterwatch backup FILE`: a whole copy of the database, also while the watch is running.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use super::report::{nothing_kept, say};
use crate::config::Config;
use crate::pipeline::database;
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The copy to write; it must not be there yet
    file: PathBuf,
}

pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let database = database(config);
    if !database.exists() {
        bail!(nothing_kept(config));
    }
    Store::view(&database)?.backup(&args.file)?;
    say(&format!("wrote {} and read it again: it is sound", args.file.display()))?;
    Ok(ExitCode::SUCCESS)
}
