//! `rosterwatch roster import`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::difference;
use crate::cli::ask::agreed;
use crate::cli::report::{line, say};
use crate::config::{Config, Error};
use crate::extract;
use crate::pipeline::begun;
use crate::roster::{file, place, seeded};
use crate::store::Origin;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A roster as CSV or JSON, or files of Wikidata that complete one another
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Whose roster it is; CSV needs it where several organisations are watched
    #[arg(long, value_name = "NAME")]
    org: Option<String>,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
    /// How the file is written [default: seen from the file]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Csv,
    Json,
    Wikidata,
}

/// What the file does not have stays; a second time there is nothing to do.
pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let texts =
        args.files.iter().map(|path| std::fs::read_to_string(path).with_context(|| format!("{}: cannot read it as text", path.display())));
    let texts = texts.collect::<anyhow::Result<Vec<String>>>()?;
    let format = match args.format {
        Some(Format::Csv) => file::Format::Csv,
        Some(Format::Json) => file::Format::Json,
        Some(Format::Wikidata) => file::Format::Wikidata,
        None => file::recognise(texts.first().map_or("", String::as_str)),
    };
    let mut store = begun(config, now)?;
    let stored = store.roster()?;
    let named = args.org.as_deref().map(|name| place::organisation(&stored, name.trim()));
    let only = || match &stored.organisations[..] {
        [one] if format == file::Format::Csv => Some(one.name.clone()),
        _ => None,
    };
    let today = now.to_zoned(TimeZone::UTC).date();
    let read = file::read(&texts, format, named.or_else(only).as_deref(), today, extract::title::role);
    let names: Vec<String> = args.files.iter().map(|path| path.display().to_string()).collect();
    let seed = read.map_err(|problems| Error::new(format!("{}: {}", names.join(", "), problems.join("; "))))?;
    for left_out in &seed.left_out {
        say(&format!("left out: {}", line(left_out)))?;
    }
    let difference = seeded(&stored, &seed.roster);
    say(&difference::text(&difference, "Roster", "File"))?;
    if difference.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if agreed("Take this over into the roster?", args.yes)? {
        store.apply_difference(&difference, Origin::Import, now)?;
        say("taken over")?;
    } else {
        say("nothing was changed")?;
    }
    Ok(ExitCode::SUCCESS)
}
