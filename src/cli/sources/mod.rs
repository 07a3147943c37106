//! `rosterwatch sources …`: what is watched, how it is, and changes to it.

mod add;
mod edit;
mod list;
mod opml;
mod test;

use std::process::ExitCode;

use clap::Subcommand;

use super::Common;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show each source with how it is, since when, and when it is asked next
    List(list::Args),
    /// Put a source into the configuration: an address, or a handle such as @sama
    Add(add::Args),
    /// Put the feeds of an OPML list into the configuration
    ImportOpml(opml::ImportArgs),
    /// Print the feeds that are watched as an OPML list
    ExportOpml,
    /// Take a source out of the configuration; what it told stays
    Remove(edit::Args),
    /// Keep a source in the configuration and do not visit it
    Pause(edit::Args),
    /// Visit a paused source again
    Resume(edit::Args),
    /// Fetch a source now and show what is there and what is read from it; writes nothing
    Test(test::Args),
}

pub fn execute(common: &Common, args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::List(args) => list::execute(common.load()?, &args),
        Command::Add(args) => super::on_runtime(add::execute(common.load()?, args)),
        Command::ImportOpml(args) => opml::import(&common.load()?, &args),
        Command::ExportOpml => opml::export(&common.load()?),
        Command::Remove(args) => edit::execute(&common.load()?, &args, edit::Change::Remove),
        Command::Pause(args) => edit::execute(&common.load()?, &args, edit::Change::Pause),
        Command::Resume(args) => edit::execute(&common.load()?, &args, edit::Change::Resume),
        Command::Test(args) => super::on_runtime(test::execute(common.load()?, args)),
    }
}
