//! `rosterwatch roster merge` and `roster unmerge`.

use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::Timestamp;

use super::difference;
use crate::cli::ask::agreed;
use crate::cli::report::{kept, line, say};
use crate::config::Config;
use crate::domain::{Organisation, Person, Roster};
use crate::roster::identity::{same_organisation, same_person};
use crate::roster::{merged_organisations, merged_people};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The person or organisation that goes: its names become names of the other
    one: String,
    /// The one that stays
    other: String,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, clap::Args)]
pub struct Undo {
    /// The person or organisation that was merged into another, by its whole name
    name: String,
}

/// Whom or what a name means.
enum Meant {
    Person(String),
    Organisation(String),
}

pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let mut store = kept(config)?;
    let roster = store.roster()?;
    let now = Timestamp::now();
    let (from, into) = (meant(&roster, &args.one)?, meant(&roster, &args.other)?);
    let (difference, from, into, people) = match (from, into) {
        (Meant::Person(from), Meant::Person(into)) => (merged_people(&roster, &from, &into), from, into, true),
        (Meant::Organisation(from), Meant::Organisation(into)) => (merged_organisations(&roster, &from, &into), from, into, false),
        _ => bail!("one of {} and {} is a person and the other an organisation", line(&args.one), line(&args.other)),
    };
    if from == into {
        bail!("{} and {} are one already: {}", line(&args.one), line(&args.other), line(&from));
    }
    if !difference.is_empty() {
        say(&difference::text(&difference, "Before", "After"))?;
    }
    let (from_line, into_line) = (line(&from), line(&into));
    say(&format!("{from_line} becomes another name of {into_line}; `rosterwatch roster unmerge \"{from_line}\"` takes it back"))?;
    if !agreed("Make them one?", args.yes)? {
        say("nothing was changed")?;
        return Ok(ExitCode::SUCCESS);
    }
    match people {
        true => store.merge_people(&from, &into, &difference, now)?,
        false => store.merge_organisations(&from, &into, &difference, now)?,
    }
    say(&format!("{from_line} is {into_line}"))?;
    Ok(ExitCode::SUCCESS)
}

pub fn undo(config: &Config, args: &Undo) -> anyhow::Result<ExitCode> {
    let mut store = kept(config)?;
    let other = store.unmerge(args.name.trim(), Timestamp::now())?;
    let other = other.with_context(|| format!("nobody of the name \"{}\" was merged into another", line(&args.name)))?;
    say(&format!("{} and {} are two again; the roster is as before the merge", line(&args.name), line(&other)))?;
    Ok(ExitCode::SUCCESS)
}

/// By the very name, else by whatever they are called, if only one is.
fn meant(roster: &Roster, name: &str) -> anyhow::Result<Meant> {
    let name = name.trim();
    if roster.people.iter().any(|person| person.name == name) {
        return Ok(Meant::Person(name.to_string()));
    }
    if roster.organisations.iter().any(|organisation| organisation.name == name) {
        return Ok(Meant::Organisation(name.to_string()));
    }
    let people: Vec<&Person> = roster.people.iter().filter(|person| same_person(person, name)).collect();
    let organisations: Vec<&Organisation> = roster.organisations.iter().filter(|one| same_organisation(one, name)).collect();
    match (&people[..], &organisations[..]) {
        ([one], []) => Ok(Meant::Person(one.name.clone())),
        ([], [one]) => Ok(Meant::Organisation(one.name.clone())),
        ([], []) => bail!("the roster knows neither a person nor an organisation called \"{}\"", line(name)),
        _ => {
            let names = people.iter().map(|person| &person.name).chain(organisations.iter().map(|organisation| &organisation.name));
            bail!("\"{}\" may be {}; give the whole name", line(name), names.map(|name| line(name)).collect::<Vec<_>>().join(" or "))
        }
    }
}
