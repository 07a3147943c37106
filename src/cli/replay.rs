//! `rosterwatch replay DIR`: recorded responses through the same line as the daemon, under a simulated clock.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::changes;
use super::report::{Complaints, count};
use crate::config::Config;
use crate::domain::{Change, Roster};
use crate::pipeline::{Ingested, Watch, deliver, ingest};
use crate::roster;
use crate::source::{Client, Recording};

/// Lies in a state folder that a replay made.
const MARK: &str = "made-by-replay";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with rosterwatch.toml, responses.toml and the recorded bodies
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Where the state, the mails and the roster are written
    #[arg(long, value_name = "DIR", default_value = "rosterwatch-out")]
    out: PathBuf,
    /// Print the changes as JSON
    #[arg(long)]
    json: bool,
    /// Forget what an earlier replay left in the output folder
    #[arg(long)]
    fresh: bool,
}

/// Where things are written below `--out`.
struct Places {
    out: PathBuf,
    state: PathBuf,
    mail: PathBuf,
}

/// What a replay did.
#[derive(Default)]
struct Outcome {
    told: Vec<Change>,
    told_earlier: usize,
    articles: usize,
    mails: usize,
    complaints: Complaints,
}

pub async fn execute(args: Args) -> anyhow::Result<ExitCode> {
    let config = Config::load(&args.dir.join("rosterwatch.toml"))?;
    let recording = Recording::open(&args.dir)?;
    let places = Places { state: args.out.join("state"), mail: args.out.join("mail"), out: args.out };
    places.prepare(args.fresh)?;
    let outcome = replay(config, recording, &places).await?;
    if args.json {
        outcome.print_json()
    } else {
        outcome.print_text(&places)
    }
    Ok(if outcome.complaints.tell() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Steps through the recording's moments; at each, every source is asked and what is owed is sent.
async fn replay(config: Config, recording: Recording, places: &Places) -> anyhow::Result<Outcome> {
    let moments = recording.moments();
    let first = moments.first().copied().context("the recording has no moment")?;
    let config = config.relocated(places.state.clone(), places.mail.clone());
    let mut watch = Watch::with_client(config, Client::recorded(recording), first)?;
    let sources = watch.config.sources.clone();
    let mut outcome = Outcome { told_earlier: watch.store.changes()?.len(), ..Outcome::default() };
    let mut new = Vec::new();
    // A source that has not published yet is not there at that moment: what counts is how its last visit ended.
    let mut last = Ingested::default();
    let progress = progress(moments.len());
    for now in moments {
        progress.set_message(format!("{now:.0}"));
        last = ingest(&mut watch, &sources, now).await?;
        let delivered = deliver(&mut watch, now).await?;
        outcome.articles += last.articles;
        outcome.mails += delivered.sent;
        outcome.complaints.add_passing(&last, &delivered);
        new.append(&mut last.changes);
        progress.inc(1);
    }
    progress.finish_and_clear();
    outcome.complaints.add_lasting(&last);
    outcome.told = watch.store.changes()?;
    outcome.told.retain(|change| new.contains(&change.id));
    places.write_rosters(&watch.store.roster()?)?;
    Ok(outcome)
}

/// Shows where the clock stands; on a terminal only.
fn progress(moments: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(moments.try_into().unwrap_or(u64::MAX)).with_style(style)
}

impl Places {
    /// Makes the state folder, or finds the one of an earlier replay. A watch's own state is never touched: a replay would
    /// mix recorded news into it, and `--fresh` would remove it.
    fn prepare(&self, fresh: bool) -> anyhow::Result<()> {
        let mark = self.state.join(MARK);
        if self.state.exists() && !mark.exists() {
            bail!("{} was not made by a replay and is left alone; choose another --out", self.state.display());
        }
        if fresh {
            self.clear()?;
        }
        fs::create_dir_all(&self.state).with_context(|| format!("cannot make {}", self.state.display()))?;
        fs::write(&mark, "").with_context(|| format!("cannot write {}", mark.display()))
    }

    /// Removes what a replay writes, and nothing else.
    fn clear(&self) -> anyhow::Result<()> {
        for folder in [&self.state, &self.mail] {
            match fs::remove_dir_all(folder) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", folder.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `roster.csv`; where several organisations are watched, one such file each.
    fn write_rosters(&self, roster: &Roster) -> anyhow::Result<()> {
        for organisation in &roster.organisations {
            let file = self.out.join(match roster.organisations.len() {
                1 => "roster.csv".to_string(),
                _ => format!("roster-{}.csv", organisation.name.replace(|c: char| !c.is_alphanumeric(), "-")),
            });
            let text = roster::file::write(roster, &organisation.name);
            fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }
}

impl Outcome {
    fn print_json(&self) {
        let told = json!({
            "changes": changes::json(&self.told), "told_earlier": self.told_earlier, "articles": self.articles, "mails": self.mails,
        });
        println!("{told:#}");
    }

    fn print_text(&self, places: &Places) {
        if self.told.is_empty() {
            let earlier = count(self.told_earlier, "change was", "changes were");
            return match self.told_earlier {
                0 => println!("{} read, and none tells a change", count(self.articles, "article", "articles")),
                _ => println!("nothing new; {earlier} told earlier; use --fresh to start over"),
            };
        }
        println!("{}", changes::table(&self.told, changes::width()));
        let (articles, told) = (count(self.articles, "article", "articles"), count(self.told.len(), "change", "changes"));
        println!("{told} in {articles}; {} in {}, the roster beside it", count(self.mails, "mail", "mails"), places.mail.display());
    }
}
