//! `rosterwatch sources import-opml|export-opml`: lists of feeds as feed readers exchange them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;

use super::edit::take_up;
use crate::cli::report::{count, line, say};
use crate::config::{Config, Error, Pair};
use crate::source::opml::{self, Outline};
use crate::source::{Kind, techcrunch};

/// A list is small; what is larger is none.
const LARGEST: u64 = 8 << 20;

#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The list, as a feed reader has exported it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Time between two visits of each feed
    #[arg(long, value_name = "DURATION")]
    interval: Option<String>,
}

/// Adds the feeds of a list to the configuration, those that are watched already excepted. What is there now alerts nobody. Exit code 2
/// where the changed configuration would not be sound; then nothing is written.
pub fn import(config: &Config, args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let refused = |why: &str| Error::new(format!("{}: {why}", args.file.display()));
    let (outlines, complaints) = opml::parse(&text(&args.file)?).map_err(|why| refused(&why))?;
    let since = format!("{:.0}", Timestamp::now());
    let mut names: HashSet<String> = config.sources.iter().map(|source| source.name.clone()).collect();
    let found = outlines.len();
    let new: Vec<Outline> = outlines.into_iter().filter(|outline| !is_watched(config, outline)).collect();
    if !new.is_empty() {
        let mut added = Ok(());
        config.edit(|edit| {
            added = new.iter().try_for_each(|outline| {
                let name = free_name(&mut names, &outline.title);
                let mut pairs: Vec<Pair> = vec![
                    ("name", name.into()),
                    ("kind", "feed".into()),
                    ("url", outline.url.as_str().into()),
                    ("since", since.as_str().into()),
                ];
                pairs.extend(args.interval.as_deref().map(|interval| ("interval", interval.into())));
                edit.add_source(pairs)
            });
            added.is_ok()
        })?;
        added.map_err(Error::new)?;
    }
    for complaint in complaints {
        say(&format!("left out: {complaint}"))?;
    }
    let known = found - new.len();
    let file = config.file().display();
    say(&format!(
        "added {} to {file}; {known} were watched already. What is there now alerts nobody. {}",
        count(new.len(), "feed", "feeds"),
        take_up(config)
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the feeds that are watched.
pub fn export(config: &Config) -> anyhow::Result<ExitCode> {
    let outlines: Vec<Outline> = config
        .sources
        .iter()
        .filter_map(|source| {
            let feed = match &source.kind {
                Kind::Feed(feed) | Kind::TechCrunch(techcrunch::Settings::List(feed)) => feed,
                _ => return None,
            };
            Some(Outline { title: source.name.clone(), url: feed.url.clone() })
        })
        .collect();
    say(opml::write(&outlines).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

fn text(file: &Path) -> Result<String, Error> {
    let refused = |why: String| Error::new(format!("{}: {why}", file.display()));
    let size = std::fs::metadata(file).map_err(|error| refused(format!("cannot be read: {error}")))?.len();
    if size > LARGEST {
        return Err(refused("is larger than any list of feeds".to_string()));
    }
    let bytes = std::fs::read(file).map_err(|error| refused(format!("cannot be read: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_watched(config: &Config, outline: &Outline) -> bool {
    config.sources.iter().any(|source| match &source.kind {
        Kind::Feed(feed) | Kind::TechCrunch(techcrunch::Settings::List(feed)) => feed.url == outline.url,
        _ => false,
    })
}

/// The title, with a number where a source has that name.
fn free_name(names: &mut HashSet<String>, title: &str) -> String {
    let title = line(title);
    let title = if title.is_empty() { "Feed".to_string() } else { title };
    let numbered = (2..).map(|number| format!("{title} ({number})"));
    let free = std::iter::once(title.clone()).chain(numbered).find(|name| !names.contains(name)).unwrap_or(title);
    names.insert(free.clone());
    free
}
