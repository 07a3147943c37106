//! `rosterwatch backtest`: which mails this configuration would have sent over the stored articles.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::digest::moment;
use super::report::{count, line, say, width};
use crate::config::Config;
use crate::pipeline::{backtest, stored};
use crate::store::{Listed, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Over the articles that were fetched since then, such as `90d` or 2024-09-25
    #[arg(long, value_name = "WHEN", default_value = "90d")]
    since: String,
    /// The folder whose stored articles are read [default: the configuration's own state folder]
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Nothing is sent and nothing that is stored is changed.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let since = moment(&args.since, Timestamp::now())?;
    let nothing = || "there are no stored articles to read; --state-dir names the folder of a watch that has run".to_string();
    let store = match &args.state_dir {
        Some(folder) => {
            let database = folder.join("rosterwatch.db");
            database.exists().then(|| Store::open(&database)).transpose()?
        }
        None => stored(&config)?,
    };
    let articles = store.with_context(nothing)?.articles_since(since)?;
    let scratch = std::env::temp_dir().join(format!("rosterwatch-backtest-{}", std::process::id()));
    std::fs::create_dir(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
    let mails = backtest(config, &articles, &scratch, since).await;
    // What remains of it is the system's to clear.
    let _ = std::fs::remove_dir_all(&scratch);
    let mails = mails?;
    say(&if args.json { json(&mails) } else { text(&mails, articles.len()) })?;
    Ok(ExitCode::SUCCESS)
}

fn text(mails: &[Listed], articles: usize) -> String {
    let total = format!("{} over {}", count(mails.len(), "mail", "mails"), count(articles, "article", "articles"));
    if mails.is_empty() {
        return total;
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["When (UTC)", "To", "Kind", "Subject"]);
    for mail in mails {
        table.add_row([mail.created.strftime("%F %H:%M").to_string(), line(&mail.to), mail.kind.to_string(), line(&mail.subject)]);
    }
    format!("{table}\n{total}")
}

fn json(mails: &[Listed]) -> String {
    let rows = mails
        .iter()
        .map(|mail| json!({ "when": mail.created.to_string(), "to": mail.to, "kind": mail.kind.as_str(), "subject": mail.subject }));
    format!("{:#}", Value::from(rows.collect::<Vec<_>>()))
}
