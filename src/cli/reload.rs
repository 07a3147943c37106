//! `rosterwatch reload`: have the running watch read its configuration again.

use std::process::ExitCode;

use anyhow::bail;

use super::report::{line, say};
use crate::config::{Config, Error};
use crate::daemon::control;

/// Exit code 2 where the new configuration is refused; the watch then follows the old one.
pub fn execute(config: &Config) -> anyhow::Result<ExitCode> {
    match control::reload(&config.state_dir)? {
        Some(Ok(told)) => say(&format!("the running watch has taken up its configuration: {}", line(&told)))?,
        Some(Err(reason)) => return Err(Error::new(format!("the running watch goes on as before: {reason}")).into()),
        None => bail!("no watch is running in {}; `rosterwatch run` starts one", config.state_dir.display()),
    }
    Ok(ExitCode::SUCCESS)
}
