//! `rosterwatch purge --older-than DURATION`: take out texts and mails that have been kept for long enough.

use std::process::ExitCode;

use jiff::Timestamp;

use super::report::{count, say};
use crate::config::{Config, Error};
use crate::pipeline::{purge, stored};
use crate::source::human;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// How long texts and mails are kept, for example 365d
    #[arg(long, value_name = "DURATION")]
    older_than: String,
}

/// The watch may be running. Changes, the roster and the sentences that tell of them always stay.
pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let kept = human::parse_duration(&args.older_than).map_err(|error| Error::new(format!("--older-than: {error}")))?;
    let purged = match stored(config)? {
        Some(mut store) => purge(&mut store, config, kept, Timestamp::now())?,
        None => Default::default(),
    };
    let (texts, mails) = (count(purged.texts, "text", "texts"), count(purged.mails, "mail", "mails"));
    say(&format!("took out {texts} of articles and the bytes of {mails} handed over"))?;
    Ok(ExitCode::SUCCESS)
}
