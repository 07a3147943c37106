//! `rosterwatch digest preview`: what a digest would say.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};

use super::report::{kept, say};
use super::test_email::find;
use crate::config::{self, Config};
use crate::pipeline::digest_preview;
use crate::source::human;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print the digest that a recipient would get now; nothing is sent and nothing counts as told
    Preview(Preview),
}

#[derive(Debug, clap::Args)]
pub struct Preview {
    /// Name or address of a recipient [default: the first]
    #[arg(value_name = "RECIPIENT")]
    recipient: Option<String>,
    /// All that this recipient is told of the time since then, such as `7d` or 2024-09-25, instead of what waits for the next digest
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Write the HTML part into this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Show the HTML part in the browser
    #[arg(long, requires = "html")]
    open: bool,
}

pub fn execute(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let Command::Preview(args) = args.command;
    let now = Timestamp::now();
    let recipient = match &args.recipient {
        Some(name) => find(config, name)?,
        None => config.recipients.first().context("nobody is told")?,
    };
    let since = args.since.as_deref().map(|text| moment(text, now)).transpose()?;
    let store = kept(config)?;
    let message = digest_preview(config, &store, recipient, since, now)?;
    if let Some(file) = &args.html {
        std::fs::write(file, &message.html).with_context(|| format!("cannot write {}", file.display()))?;
        if args.open {
            let opened = std::process::Command::new("xdg-open").arg(file).status();
            opened
                .ok()
                .filter(std::process::ExitStatus::success)
                .with_context(|| format!("cannot open {}; open it by hand", file.display()))?;
        }
    }
    say(&format!("Subject: {}\n\n{}", message.subject, message.text))?;
    Ok(ExitCode::SUCCESS)
}

/// A length of time before `now`, or a day (UTC), or a moment.
pub fn moment(text: &str, now: Timestamp) -> Result<Timestamp, config::Error> {
    let ago = || human::parse_duration(text).ok().and_then(|ago: SignedDuration| now.checked_sub(ago).ok());
    let day = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|day| day.timestamp());
    let found = text.parse().ok().or_else(day).or_else(ago);
    found.ok_or_else(|| config::Error::new(format!("--since {text}: write a time such as 90d, a day such as 2024-09-25, or a moment")))
}
