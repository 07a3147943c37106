//! `rosterwatch roster …`: who holds what, on which day, by what was known when; and changes to it by the operator's hand.

pub(super) mod difference;
mod edit;
mod export;
mod import;
mod merge;
mod show;

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::Config;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show who holds which post of an organisation
    Show(show::Show),
    /// Show every post of a person, or every holder of an organisation's posts, past ones too
    History(show::History),
    /// Write an organisation's roster as CSV, as `roster` in the configuration reads it, or the roster as JSON
    Export(export::Args),
    /// Take over a roster from a file: CSV, the JSON of `export`, or what was downloaded from Wikidata
    Import(import::Args),
    /// Edit an organisation's roster as CSV in $VISUAL or $EDITOR
    Edit(edit::Args),
    /// Say that two people, or two organisations, are one
    Merge(merge::Args),
    /// Take a merge back
    Unmerge(merge::Undo),
}

pub fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Show(args) => show::show(&config, &args),
        Command::History(args) => show::history(&config, &args),
        Command::Export(args) => export::execute(&config, &args),
        Command::Import(args) => import::execute(&config, &args),
        Command::Edit(args) => edit::execute(&config, &args),
        Command::Merge(args) => merge::execute(&config, &args),
        Command::Unmerge(args) => merge::undo(&config, &args),
    }
}
