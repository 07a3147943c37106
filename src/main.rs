//! The command line: parse the arguments, call one function, choose the exit code.

use std::process::ExitCode;

use clap::Parser;
use rosterwatch::cli::{self, Cli};

fn main() -> ExitCode {
    cli::execute(Cli::parse())
}
