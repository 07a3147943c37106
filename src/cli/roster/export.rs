//! `rosterwatch roster export`.

use std::process::ExitCode;

use super::show::organisation;
use crate::cli::report::{kept, say};
use crate::config::{Config, Error};
use crate::domain::Roster;
use crate::roster::file;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The organisation, by its name or an alias; JSON without one has the whole roster
    organisation: Option<String>,
    /// csv or json
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Csv,
    Json,
}

pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let mut roster = kept(config)?.roster()?;
    let name = match &args.organisation {
        Some(name) => Some(organisation(&roster, name)?),
        None => only_one(&roster).filter(|_| args.format == Format::Csv),
    };
    match (args.format, name) {
        (Format::Csv, Some(name)) => say(file::write_all(&roster, &name, false).trim_end())?,
        (Format::Csv, None) => {
            return Err(Error::new("a spreadsheet is of one organisation; name it, or take --format json".to_string()).into());
        }
        (Format::Json, name) => {
            if let Some(name) = name {
                retain(&mut roster, &name);
            }
            say(&file::write_json(&roster))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn only_one(roster: &Roster) -> Option<String> {
    match &roster.organisations[..] {
        [one] => Some(one.name.clone()),
        _ => None,
    }
}

fn retain(roster: &mut Roster, organisation: &str) {
    roster.organisations.retain(|one| one.name == organisation);
    roster.tenures.retain(|row| row.organisation == organisation);
    let tenures = &roster.tenures;
    roster.people.retain(|person| tenures.iter().any(|row| row.person == person.name));
}
