//! `rosterwatch check`: is the configuration sound? Reads everything that it names, writes nothing, and asks nobody unless told to.

use std::process::ExitCode;

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::report::{count, line, say};
use crate::config::Config;
use crate::domain::Organisation;
use crate::notify::Notifier;
use crate::recipient::Recipient;
use crate::source::{self, Client, Cursor, Kind, Source};

/// Sources that are asked at a time; those of one host still one after the other.
const AT_A_TIME: usize = 16;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print what was read as JSON
    #[arg(long)]
    json: bool,
    /// Also ask each source, and log in to the mail relay; writes nothing and sends nothing
    #[arg(long)]
    online: bool,
}

/// Exit code 1 where a source or the relay does not answer. What is sound and not safe is said on stderr and fails nothing.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let client = config.client()?;
    config.rehearse()?;
    let notifiers = config.notifiers()?;
    let warnings = config.warnings();
    let answers = if args.online { ask(&config, &client, notifiers.mail(), Timestamp::now()).await } else { Vec::new() };
    if args.json {
        say(&json(&config, notifiers.mail().word(), &warnings, &answers))?;
    } else {
        say(&text(&config, &answers))?;
        for warning in &warnings {
            eprintln!("warning: {}", line(warning));
        }
    }
    Ok(if answers.iter().any(|answer| answer.told.is_err()) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What somebody out there says.
struct Answer {
    who: String,
    /// What it gave, or why it gave nothing.
    told: Result<String, String>,
}

/// Asks everybody once. A service that bills what it gives is not asked.
async fn ask(config: &Config, client: &Client, mail: &Notifier, now: Timestamp) -> Vec<Answer> {
    let mut answers: Vec<Answer> = stream::iter(&config.sources)
        .map(|source| async move { Answer { who: source.name.clone(), told: visit(config, client, source, now).await } })
        .buffered(AT_A_TIME)
        .collect()
        .await;
    if let Some(smtp) = &config.mail.smtp {
        let told = mail.probe().await.map(|()| if smtp.username.is_some() { "logged in" } else { "answers" }.to_string());
        answers.push(Answer { who: format!("relay {}", smtp.host), told: told.map_err(|error| error.to_string()) });
    }
    answers
}

async fn visit(config: &Config, client: &Client, source: &Source, now: Timestamp) -> Result<String, String> {
    if source.paused {
        return Ok("paused, not asked".to_string());
    }
    if reads_x(&source.kind) && config.reads_x_api() {
        return Ok("not asked: X bills each post; `sources test` asks".to_string());
    }
    let batch = source::collect(client, source, &Cursor::default(), now).await.map_err(|error| error.to_string())?;
    Ok(count(batch.items.len(), "item", "items"))
}

fn reads_x(kind: &Kind) -> bool {
    matches!(kind, Kind::XAccount(_) | Kind::XSearch(_) | Kind::XPost(_))
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

fn text(config: &Config, answers: &[Answer]) -> String {
    let mut lines = vec![format!("{} is sound", config.file().display())];
    lines.extend(config.additions().iter().map(|addition| format!("  with          {}", line(addition))));
    lines.extend(config.roster.organisations.iter().map(|organisation| {
        format!("  organisation  {} ({})", line(&organisation.name), count(people(config, organisation), "person", "people"))
    }));
    lines.extend(
        config
            .sources
            .iter()
            .map(|source| format!("  source        {} ({}, every {:#})", line(&source.name), source.kind.word(), source.interval)),
    );
    if config.sources.iter().any(|source| reads_x(&source.kind)) {
        let (day, month) = config.x_budget.limits();
        lines.push(format!("  X             at most {day} posts a day and {month} a month through its API"));
    }
    let to: Vec<String> = config.recipients.iter().flat_map(Recipient::places).map(|place| place.address).collect();
    lines.push(format!("  mail          to {} {}", to.join(", "), way(config)));
    lines.push(format!("  state         {}", config.state_dir.display()));
    lines.extend(answers.iter().map(|answer| match &answer.told {
        Ok(told) => format!("  answers       {}: {told}", line(&answer.who)),
        Err(why) => format!("  FAILS         {}: {}", line(&answer.who), line(why)),
    }));
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

fn json(config: &Config, way: &str, warnings: &[String], answers: &[Answer]) -> String {
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
        "additions": config.additions(),
        "warnings": warnings,
        "online": answers.iter().map(|answer| {
            json!({ "who": answer.who, "answers": answer.told.is_ok(), "told": answer.told.as_ref().unwrap_or_else(|why| why) })
        }).collect::<Vec<Value>>(),
    });
    format!("{told:#}")
}
