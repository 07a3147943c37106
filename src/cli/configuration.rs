//! `rosterwatch config schema`: what a configuration may hold, for editors and for those who generate configurations.

use std::process::ExitCode;

use clap::Subcommand;

use super::report::say;
use crate::config;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the JSON Schema of the configuration
    Schema,
}

pub fn execute(args: &Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Schema => say(&format!("{:#}", config::schema()))?,
    }
    Ok(ExitCode::SUCCESS)
}
