//! `rosterwatch outbox`: the mails that are not sent.

use std::process::ExitCode;

use anyhow::bail;
use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::report::{count, kept, line, say, width};
use crate::config::Config;
use crate::store::Listed;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show the mails that wait or were given up
    List {
        /// Also those that were sent
        #[arg(long)]
        all: bool,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Try mails again with the next delivery that wait or were given up
    Retry {
        /// Only this one
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
    /// Give a mail up
    Drop {
        #[arg(value_name = "ID")]
        id: String,
    },
}

pub fn execute(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let mut store = kept(config)?;
    match args.command {
        Command::List { all, json } => {
            let mails = store.mails(all)?;
            if json {
                say(&format!("{:#}", Value::from(mails.iter().map(row).collect::<Vec<_>>())))?;
            } else if mails.is_empty() {
                say("nothing waits")?;
            } else {
                say(&table(&mails).to_string())?;
                for way in store.closed_ways()? {
                    say(&format!("{} is closed until {:.0}: {}", way.name, way.not_before, line(&way.reason)))?;
                }
            }
        }
        Command::Retry { id } => {
            let tried = store.retry(id.as_deref(), Timestamp::now())?;
            if let (0, Some(id)) = (tried, &id) {
                bail!("{id} is no mail that waits or was given up; `rosterwatch outbox list` shows them");
            }
            say(&format!("{} will be tried again", count(tried, "mail", "mails")))?;
        }
        Command::Drop { id } => {
            if !store.drop_mail(&id, Timestamp::now())? {
                bail!("{id} is no mail that is not sent; `rosterwatch outbox list` shows them");
            }
            say(&format!("{id} is given up"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One row a mail.
pub fn table(mails: &[Listed]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["Id", "When (UTC)", "To", "Kind", "State", "Tries", "Next try", "Subject", "Why"]);
    let minute = |moment: Timestamp| moment.strftime("%F %H:%M").to_string();
    for mail in mails {
        table.add_row([
            mail.id.clone(),
            minute(mail.created),
            line(&mail.to),
            mail.kind.to_string(),
            mail.state.clone(),
            mail.attempts.to_string(),
            mail.next.map_or_else(|| "-".to_string(), minute),
            line(&mail.subject),
            mail.reason.as_deref().map(line).unwrap_or_default(),
        ]);
    }
    table
}

fn row(mail: &Listed) -> Value {
    json!({
        "id": mail.id, "created": mail.created.to_string(), "to": mail.to, "kind": mail.kind.as_str(), "state": mail.state,
        "attempts": mail.attempts, "next": mail.next.map(|next| next.to_string()), "subject": mail.subject, "why": mail.reason,
    })
}
