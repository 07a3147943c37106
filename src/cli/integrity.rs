//! `rosterwatch integrity`: is the database sound? Reads all of it, also while the watch is running.

use std::process::ExitCode;

use super::report::{nothing_kept, say};
use crate::config::Config;
use crate::pipeline::database;
use crate::store::Store;

/// Exit code 3 where it is not.
pub fn execute(config: &Config) -> anyhow::Result<ExitCode> {
    let database = database(config);
    if database.exists() {
        Store::view(&database)?.check()?;
        say(&format!("{} is sound", database.display()))?;
    } else {
        say(&nothing_kept(config))?;
    }
    Ok(ExitCode::SUCCESS)
}
