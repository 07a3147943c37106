//! `rosterwatch completions SHELL` and `rosterwatch man DIR`: what packages install beside the program.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;
use super::report::say;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder to write into; made if it is not there
    dir: PathBuf,
}

/// Prints the completions for a shell.
pub fn execute(args: &Args) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rosterwatch", &mut text);
    say(String::from_utf8(text).context("completions are UTF-8")?.trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a manual page for the program and one for each command.
pub fn man(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let written = std::fs::create_dir_all(&args.dir).and_then(|()| clap_mangen::generate_to(Cli::command(), &args.dir));
    written.with_context(|| format!("cannot write into {}", args.dir.display()))?;
    Ok(ExitCode::SUCCESS)
}
