//! `rosterwatch explain`: how a document is read, sentence by sentence. What it shows is what the extractor decided on its one way
//! through; nothing is worked out a second time.

mod page;
mod told;
mod words;

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::Timestamp;
use url::Url;

use super::Common;
use super::document::{self, Document};
use super::knowledge::Knowledge;
use super::report::{say, width};
use crate::config::{self, Config};
use crate::domain::Article;
use crate::extract::{self, Gazetteer};
use crate::source::{self, Client, http};
use crate::store::Store;
use crate::{pipeline, text};
use told::Told;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file of text, HTML or NDJSON as `extract` reads it; `-` for standard input; an address to fetch; or the id of a recorded change
    #[arg(value_name = "FILE|URL|CHANGE-ID")]
    what: String,
    /// Print the explanation as JSON, one document a line
    #[arg(long)]
    json: bool,
    /// When a file was published that does not say so itself: 2024-09-25 or 2024-09-25T19:42:03Z [default: now]
    #[arg(long, value_name = "DATE", value_parser = published)]
    published: Option<Timestamp>,
    /// Of a change, explain every document that supports it, not only the first
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    knowledge: Knowledge,
}

fn published(text: &str) -> Result<Timestamp, String> {
    document::moment(text).ok_or_else(|| "is no date; write 2024-09-25 or 2024-09-25T19:42:03Z".to_string())
}

pub async fn execute(common: Common, args: Args) -> anyhow::Result<ExitCode> {
    let config = if common.is_named() { Some(common.load()?) } else { None };
    let (articles, gazetteer) = match Target::of(&args.what) {
        Target::Input => (documents(input()?, "-", &args)?, knowledge(&args, config.as_ref())?),
        Target::File(path) => {
            let content = document::text_of(path).with_context(|| path.display().to_string())?;
            (documents(content, &args.what, &args)?, knowledge(&args, config.as_ref())?)
        }
        Target::Address(url) => (vec![fetch(&url, config.as_ref()).await?], knowledge(&args, config.as_ref())?),
        Target::Change => {
            let store = open(&common, config, &args.what)?;
            let known = if args.knowledge.is_given() { args.knowledge.gazetteer()? } else { Gazetteer::from_roster(&store.roster()?) };
            (recorded(&store, &args)?, known)
        }
    };
    for article in &articles {
        let told = Told::new(article, &extract::explain(article, &gazetteer));
        say(&if args.json { serde_json::to_string(&told)? } else { page::render(&told, usize::from(width())) })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the argument names.
enum Target<'a> {
    Input,
    File(&'a Path),
    Address(Url),
    /// Nothing else fits: the id of a change, or a mistake.
    Change,
}

impl<'a> Target<'a> {
    fn of(what: &'a str) -> Self {
        match Url::parse(what) {
            _ if what == "-" => Target::Input,
            _ if Path::new(what).exists() => Target::File(Path::new(what)),
            Ok(url) if matches!(url.scheme(), "http" | "https") => Target::Address(url),
            _ => Target::Change,
        }
    }
}

fn input() -> anyhow::Result<String> {
    let mut content = String::new();
    std::io::stdin().read_to_string(&mut content).context("standard input cannot be read as UTF-8 text")?;
    Ok(content)
}

/// The documents of a file: one for each line of NDJSON, else one.
fn documents(content: String, key: &str, args: &Args) -> anyhow::Result<Vec<Article>> {
    if !content.trim_start().starts_with('{') {
        return Ok(vec![document::content_of(content, key, args.published).with_context(|| key.to_string())?]);
    }
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| match Document::parse(line) {
            Ok(document) => Ok(document.article),
            Err((_, error)) => bail!("{key}:{}: {error}", number + 1),
        })
        .collect()
}

/// The roster that is named; else that of a configuration that is named, as the database has it by now; else nothing, as for `extract`.
fn knowledge(args: &Args, config: Option<&Config>) -> anyhow::Result<Gazetteer> {
    match config {
        Some(config) if !args.knowledge.is_given() => {
            let database = pipeline::database(config);
            let roster = if database.exists() { Store::open(&database)?.roster()? } else { config.roster.clone() };
            Ok(Gazetteer::from_roster(&roster))
        }
        _ => args.knowledge.gazetteer(),
    }
}

async fn fetch(url: &Url, config: Option<&Config>) -> anyhow::Result<Article> {
    let client = match config {
        Some(config) => config.client()?,
        None => Client::new(&http::Settings::default())?,
    };
    let now = Timestamp::now();
    let item = source::document(&client, url, now).await?;
    text::read(&item, "explain", now).with_context(|| url.to_string())
}

/// The database of the configuration, which must be there: an explanation makes none.
fn open(common: &Common, config: Option<Config>, what: &str) -> anyhow::Result<Store> {
    let unknown = |why: String| config::Error::new(format!("{what}: is no file and no address, and its change cannot be looked up: {why}"));
    let config = match config {
        Some(config) => config,
        None => common.load().map_err(|error| unknown(error.to_string()))?,
    };
    let database = pipeline::database(&config);
    if !database.exists() {
        return Err(unknown(format!("there is no database at {} yet", database.display())).into());
    }
    Store::open(&database)
}

/// The articles that told a change, the first of them unless all are asked for.
fn recorded(store: &Store, args: &Args) -> anyhow::Result<Vec<Article>> {
    let Some(change) = store.change(&args.what)? else {
        bail!("{}: is no file, no address, and no change in {}; --json of `once` prints ids", args.what, store.path().display());
    };
    let mut articles = Vec::new();
    for support in change.support.iter().take(if args.all { usize::MAX } else { 1 }) {
        let article = store.article(&support.key)?;
        articles.push(article.with_context(|| format!("the document {} of this change is not in the database", support.key))?);
    }
    if !args.all && change.support.len() > 1 {
        eprintln!("note: {} more documents tell this change; --all explains them too", change.support.len() - 1);
    }
    Ok(articles)
}
