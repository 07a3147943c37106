//! `rosterwatch integrity`: is the database sound? Reads all of it, also while the watch is running.

use std::process::ExitCode;

use super::report::say;
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
        say(&format!("{} is not there: nothing has been kept yet", database.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
