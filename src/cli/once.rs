//! `rosterwatch once`: one cycle of the watch, for cron and for trying a configuration.

use std::fmt;
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use super::change_list;
use super::report::{Complaints, count, say, width};
use crate::config::Config;
use crate::pipeline::{Watch, deliver, ingest};
use crate::store::Store;

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
    let waiting = Waiting::of(&watch.store)?;
    if args.json {
        let told = json!({
            "changes": change_list::json(&told), "articles": ingested.articles, "mails": delivered.sent, "mails_waiting": waiting.mails,
        });
        say(&format!("{told:#}"))?;
    } else {
        let table = if told.is_empty() { String::new() } else { format!("{}\n", change_list::table(&told, width())) };
        say(&format!(
            "{table}{} visited, {} read, {}, {} sent{waiting}",
            count(sources.len(), "source", "sources"),
            count(ingested.articles, "article", "articles"),
            count(told.len(), "change", "changes"),
            count(delivered.sent, "mail", "mails")
        ))?;
    }
    Ok(if Complaints::of(&ingested, &delivered).tell() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Mails that are still owed.
struct Waiting {
    mails: u32,
    next: Option<Timestamp>,
}

impl Waiting {
    fn of(store: &Store) -> anyhow::Result<Self> {
        let counts = store.outbox_counts()?;
        Ok(Waiting { mails: counts.queued + counts.sending + counts.deferred, next: store.next_attempt()? })
    }
}

/// Nothing where nothing waits, else how many and until when.
impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mails == 0 {
            return Ok(());
        }
        write!(f, ", {} waiting", count(self.mails as usize, "mail", "mails"))?;
        self.next.map_or(Ok(()), |next| write!(f, " (next try after {next:.0})"))
    }
}
