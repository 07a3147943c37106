//! `rosterwatch once`: one cycle of the watch, for cron and for trying a configuration.

use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use super::changes;
use super::report::{Complaints, count};
use crate::config::Config;
use crate::pipeline::{Watch, deliver, ingest};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Visit every source, also those that are not due yet
    #[arg(long)]
    all: bool,
    /// Print the changes as JSON
    #[arg(long)]
    json: bool,
}

/// Exit code 1 if a source, an article or a mail failed; each is one line on stderr.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let mut watch = Watch::open(config, now)?;
    let sources = if args.all { watch.config.sources.clone() } else { watch.due(now)? };
    let ingested = ingest(&mut watch, &sources, now).await?;
    let delivered = deliver(&mut watch, Timestamp::now()).await?;

    let mut told = watch.store.changes()?;
    told.retain(|change| ingested.changes.contains(&change.id));
    if args.json {
        println!("{:#}", json!({ "changes": changes::json(&told), "articles": ingested.articles, "mails": delivered.sent }));
    } else {
        if !told.is_empty() {
            println!("{}", changes::table(&told, changes::width()));
        }
        println!(
            "{} visited, {} read, {}, {} sent",
            count(sources.len(), "source", "sources"),
            count(ingested.articles, "article", "articles"),
            count(told.len(), "change", "changes"),
            count(delivered.sent, "mail", "mails")
        );
    }
    Ok(if Complaints::of(&ingested, &delivered).tell() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
