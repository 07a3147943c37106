//! `rosterwatch sources remove|pause|resume`: changes to the configuration file.

use std::process::ExitCode;

use crate::cli::report::{line, say};
use crate::config::{Config, Error};
use crate::daemon::control;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The source's name as the configuration has it
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Remove,
    Pause,
    Resume,
}

/// Where nothing is to be changed, nothing is written.
pub fn execute(config: &Config, args: &Args, change: Change) -> anyhow::Result<ExitCode> {
    let source = find(config, &args.name)?;
    let name = source.name.as_str();
    let done = match change {
        Change::Pause if source.paused => format!("\"{name}\" is paused already"),
        Change::Resume if !source.paused => format!("\"{name}\" is not paused"),
        Change::Remove => {
            let file = config.edit(|edit| edit.remove_source(name))?;
            format!("\"{name}\" is no longer in {}; what it told stays. {}", file.display(), take_up(config))
        }
        Change::Pause => {
            let file = config.edit(|edit| edit.set(name, "paused", Some(true.into())))?;
            format!("\"{name}\" is paused in {}. {}", file.display(), take_up(config))
        }
        Change::Resume => {
            config.edit(|edit| edit.set(name, "paused", None))?;
            format!("\"{name}\" is visited again. {}", take_up(config))
        }
    };
    say(&done)?;
    Ok(ExitCode::SUCCESS)
}

/// Has the watch that is running, if one is, take up the changed configuration; what became of it.
pub fn take_up(config: &Config) -> String {
    match control::reload(&config.state_dir) {
        Ok(None) => "No watch is running; it counts from the next start on.".to_string(),
        Ok(Some(Ok(_))) => "The running watch has taken it up.".to_string(),
        Ok(Some(Err(reason))) => format!("The running watch has refused it and goes on as before: {}", line(&reason)),
        Err(error) => format!("A running watch takes it up with `rosterwatch reload` ({}).", line(&format!("{error:#}"))),
    }
}

/// The source of this name; names are told where there is none.
pub fn find<'a>(config: &'a Config, name: &str) -> Result<&'a crate::source::Source, Error> {
    config.sources.iter().find(|source| source.name == name.trim()).ok_or_else(|| {
        let names: Vec<String> = config.sources.iter().take(10).map(|source| format!("\"{}\"", source.name)).collect();
        Error::new(format!("{}: has no source \"{name}\"; there are {}", config.file().display(), names.join(", ")))
    })
}
