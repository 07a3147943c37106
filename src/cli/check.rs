//! `rosterwatch check`: is the configuration sound? Reads everything that it names, asks nobody, writes nothing.

use std::process::ExitCode;

use serde_json::json;

use super::report::{count, line, say};
use crate::config::Config;
use crate::domain::Organisation;
use crate::recipient::Recipient;
use crate::source::Kind;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print what was read as JSON
    #[arg(long)]
    json: bool,
}

pub fn execute(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    config.client()?;
    config.rehearse()?;
    let notifiers = config.notifiers()?;
    let way = notifiers.mail().word();
    say(&if args.json { json(&config, way) } else { text(&config) })?;
    Ok(ExitCode::SUCCESS)
}

fn people(config: &Config, organisation: &Organisation) -> usize {
    let mut names: Vec<&str> = config
        .roster
        .tenures
        .iter()
        .filter(|tenure| tenure.organisation == organisation.name)
        .map(|tenure| tenure.person.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn text(config: &Config) -> String {
    let mut lines = vec![format!("{} is sound", config.file().display())];
    lines.extend(config.roster.organisations.iter().map(|organisation| {
        format!("  organisation  {} ({})", line(&organisation.name), count(people(config, organisation), "person", "people"))
    }));
    lines.extend(
        config
            .sources
            .iter()
            .map(|source| format!("  source        {} ({}, every {:#})", line(&source.name), source.kind.word(), source.interval)),
    );
    let reads_x = |kind: &Kind| matches!(kind, Kind::XAccount(_) | Kind::XSearch(_) | Kind::XPost(_));
    if config.sources.iter().any(|source| reads_x(&source.kind)) {
        let (day, month) = config.x_budget.limits();
        lines.push(format!("  X             at most {day} posts a day and {month} a month through its API"));
    }
    let to: Vec<String> = config.recipients.iter().flat_map(Recipient::places).map(|place| place.address).collect();
    lines.push(format!("  mail          to {} {}", to.join(", "), way(config)));
    lines.push(format!("  state         {}", config.state_dir.display()));
    lines.join("\n")
}

fn way(config: &Config) -> String {
    match (&config.mail.smtp, &config.mail.maildir, &config.mail.command) {
        (Some(smtp), ..) => format!("through {}", smtp.host),
        (None, Some(maildir), _) => format!("into the Maildir {}", maildir.path.display()),
        (None, None, command) => {
            format!("through {}", command.iter().flat_map(|command| command.run.first()).map(|run| line(run)).collect::<String>())
        }
    }
}

fn json(config: &Config, way: &str) -> String {
    let told = json!({
        "file": config.file().display().to_string(),
        "state_dir": config.state_dir.display().to_string(),
        "organisations": config.roster.organisations.iter().map(|organisation| {
            json!({ "name": organisation.name, "aliases": organisation.aliases, "people": people(config, organisation) })
        }).collect::<Vec<_>>(),
        "sources": config.sources.iter().map(|source| {
            json!({ "name": source.name, "kind": source.kind.word(), "interval_seconds": source.interval.as_secs() })
        }).collect::<Vec<_>>(),
        "recipients": config.recipients.iter().flat_map(Recipient::places).map(|place| place.address).collect::<Vec<_>>(),
        "mail": way,
    });
    format!("{told:#}")
}
