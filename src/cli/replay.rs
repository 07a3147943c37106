//! `rosterwatch replay DIR`: recorded responses through the same line as the daemon, under a simulated clock.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::change_list;
use super::report::{Complaints, count, say, width};
use crate::config::{self, Config};
use crate::domain::{Change, Roster};
use crate::pipeline::{Ingested, Watch, deliver_between, deliver_until, ingest};
use crate::roster;
use crate::source::{Client, Recording, recording};

/// How long the clock goes on behind the last recorded moment: what is held is released, and a weekly digest comes.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(7 * 24);

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
    state: PathBuf,
    mail: PathBuf,
    /// By the organisations' names.
    rosters: Vec<(String, PathBuf)>,
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
    let (config, recording) = recorded(&args.dir)?;
    let places = Places::below(args.out, &config.roster);
    places.prepare(args.fresh)?;
    let outcome = replay(config, recording, &places).await?;
    say(&if args.json { outcome.json() } else { outcome.text(&places) })?;
    Ok(if outcome.complaints.tell() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The configuration and the answers of a recorded case. Where one is missing, the folder is at fault: bad usage.
fn recorded(dir: &Path) -> Result<(Config, Recording), config::Error> {
    let (settings, answers) = (dir.join("rosterwatch.toml"), dir.join(recording::FILE));
    if let Some(missing) = [&settings, &answers].into_iter().find(|file| !file.is_file()) {
        return Err(config::Error::new(format!(
            "{} holds no recorded case: {} is not there; config/founding-case is one",
            dir.display(),
            missing.display()
        )));
    }
    let recording = Recording::open(dir).map_err(|error| config::Error::new(format!("{error:#}")))?;
    Ok((Config::load(&settings)?, recording))
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
    let mut before = first;
    let progress = progress(moments.len());
    for now in moments {
        progress.set_message(format!("{now:.0}"));
        catch_up(&mut watch, before, now, &mut outcome).await?;
        before = now;
        last = ingest(&mut watch, &sources, now).await?;
        let delivered = deliver_until(&mut watch, now, || false).await?;
        outcome.articles += last.articles;
        outcome.mails += delivered.sent;
        outcome.complaints.add_passing(&last, &delivered);
        new.append(&mut last.changes);
        progress.inc(1);
    }
    catch_up(&mut watch, before, before + AFTERMATH, &mut outcome).await?;
    progress.finish_and_clear();
    outcome.complaints.add_lasting(&last);
    outcome.told = watch.store.changes()?;
    outcome.told.retain(|change| new.contains(&change.id));
    places.write_rosters(&watch.store.roster()?)?;
    Ok(outcome)
}

/// Sends what was held between two moments, each at its own.
async fn catch_up(watch: &mut Watch, from: Timestamp, until: Timestamp, outcome: &mut Outcome) -> anyhow::Result<()> {
    let delivered = deliver_between(watch, from, until).await?;
    outcome.mails += delivered.sent;
    outcome.complaints.add_passing(&Ingested::default(), &delivered);
    Ok(())
}

/// Shows where the clock stands; on a terminal only.
fn progress(moments: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(moments.try_into().unwrap_or(u64::MAX)).with_style(style)
}

impl Places {
    /// `roster.csv`; where several organisations are watched, one such file each.
    fn below(out: PathBuf, roster: &Roster) -> Self {
        let file = |number: usize, name: &str| match roster.organisations.len() {
            1 => "roster.csv".to_string(),
            _ => format!("roster-{}-{}.csv", number + 1, name.replace(|c: char| !c.is_alphanumeric(), "-")),
        };
        let names = roster.organisations.iter().map(|organisation| &organisation.name).enumerate();
        let rosters = names.map(|(number, name)| (name.clone(), out.join(file(number, name)))).collect();
        Places { state: out.join("state"), mail: out.join("mail"), rosters }
    }

    /// Makes the state folder, or finds the one of an earlier replay. What anybody else made is never touched: a replay would mix
    /// recorded news into a watch's state and mails and overwrite its roster, and `--fresh` would remove them.
    fn prepare(&self, fresh: bool) -> anyhow::Result<()> {
        let mark = self.state.join(MARK);
        if mark.exists() {
            if fresh {
                self.clear()?;
            }
        } else if let Some(foreign) = self.all().find(|path| path.exists()) {
            bail!("{} was not made by a replay and is left alone; choose another --out", foreign.display());
        }
        fs::create_dir_all(&self.state)
            .with_context(|| format!("cannot make {}; choose another --out, where this user may write", self.state.display()))?;
        fs::write(&mark, "").with_context(|| format!("cannot write {}", mark.display()))
    }

    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.state, &self.mail].into_iter().chain(self.rosters.iter().map(|(_, file)| file))
    }

    /// Removes what a replay writes, and nothing else. The state goes last: its mark says whose the rest is.
    fn clear(&self) -> anyhow::Result<()> {
        for (_, file) in &self.rosters {
            removed(fs::remove_file(file), file)?;
        }
        removed(fs::remove_dir_all(&self.mail), &self.mail)?;
        removed(fs::remove_dir_all(&self.state), &self.state)
    }

    fn write_rosters(&self, roster: &Roster) -> anyhow::Result<()> {
        for (organisation, file) in &self.rosters {
            let text = roster::file::write(roster, organisation);
            fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }
}

/// What was not there need not be removed.
fn removed(result: std::io::Result<()>, path: &Path) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        _ => Ok(()),
    }
}

impl Outcome {
    fn json(&self) -> String {
        let told = json!({
            "changes": change_list::json(&self.told), "told_earlier": self.told_earlier, "articles": self.articles, "mails": self.mails,
        });
        format!("{told:#}")
    }

    fn text(&self, places: &Places) -> String {
        let articles = count(self.articles, "article", "articles");
        if self.told.is_empty() {
            let earlier = count(self.told_earlier, "change was", "changes were");
            return match self.told_earlier {
                0 => format!("{articles} read, and none tells a change"),
                _ => format!("nothing new; {earlier} told earlier; use --fresh to start over"),
            };
        }
        let told = count(self.told.len(), "change", "changes");
        let mails = count(self.mails, "mail", "mails");
        let table = change_list::table(&self.told, width());
        format!("{table}\n{told} in {articles}; {mails} in {}, the roster beside it", places.mail.display())
    }
}
