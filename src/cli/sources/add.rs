//! `rosterwatch sources add`: what an address is, and a `[[source]]` for it.

use std::process::ExitCode;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::edit::take_up;
use crate::cli::report::{line, say};
use crate::config::{Config, Error, Pair};
use crate::source::{Client, Request, discover, human};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An address, or a handle on X such as @sama
    #[arg(value_name = "URL")]
    address: String,
    /// The name in mails and lists [default: made of the address]
    #[arg(long)]
    name: Option<String>,
    /// The kind, where it shall not be found out; then nothing is fetched
    #[arg(long)]
    kind: Option<String>,
    /// Time between two visits
    #[arg(long, value_name = "DURATION")]
    interval: Option<String>,
    /// The watched organisation that "the company" is
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Also tell what was published up to this long ago, for example 30d
    #[arg(long, value_name = "DURATION")]
    backfill: Option<String>,
}

/// What the address holds, in the configuration's words.
struct Known {
    kind: String,
    key: &'static str,
    value: String,
    /// One line each.
    remarks: Vec<String>,
}

/// Exit code 2 where the changed configuration would not be sound; then nothing is written.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let backfill = match &args.backfill {
        Some(text) => human::parse_duration(text).map_err(|error| Error::new(format!("--backfill: {error}")))?,
        None => SignedDuration::ZERO,
    };
    let known = identify(&config, &args, now).await?;
    if let Some(same) = config.sources.iter().find(|source| source.address == known.value) {
        return Err(Error::new(format!("{} is watched already, as \"{}\"", known.value, same.name)).into());
    }
    let name = args.name.clone().unwrap_or_else(|| free_name(&config, &known.value));
    let since = now.checked_sub(backfill).context("--backfill reaches back before all time")?;
    let optional = [("interval", &args.interval), ("organisation", &args.organisation)];
    let mut pairs: Vec<Pair> =
        vec![("name", name.as_str().into()), ("kind", known.kind.as_str().into()), (known.key, known.value.as_str().into())];
    pairs.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?.into()))));
    pairs.push(("since", format!("{since:.0}").into()));
    let mut added = Ok(());
    config.edit(|edit| {
        added = edit.add_source(pairs.clone());
        added.is_ok()
    })?;
    added.map_err(Error::new)?;

    for remark in known.remarks {
        say(&remark)?;
    }
    let told = if backfill.is_zero() {
        "What is there now alerts nobody".to_string()
    } else {
        format!("What was published from {since:.0} on is told")
    };
    let (name, file) = (line(&name), config.file().display());
    say(&format!("added \"{name}\" ({}, {}) to {file}. {told}. {}", known.kind, known.value, take_up(&config)))?;
    Ok(ExitCode::SUCCESS)
}

async fn identify(config: &Config, args: &Args, now: Timestamp) -> anyhow::Result<Known> {
    let address = args.address.trim();
    let by_itself = discover::by_address(address);
    if let Some(kind) = &args.kind {
        let key = if by_itself.as_ref().is_some_and(|found| found.key == "handle") || address.starts_with('@') { "handle" } else { "url" };
        let value = by_itself.filter(|found| found.key == key).map_or_else(|| address.to_string(), |found| found.value);
        return Ok(Known { kind: kind.clone(), key, value, remarks: Vec::new() });
    }
    if let Some(found) = by_itself {
        return Ok(Known { kind: found.kind.to_string(), key: found.key, value: found.value, remarks: Vec::new() });
    }
    let url = human::parse_shown_url(address).map_err(Error::new)?;
    let (found, feeds) = ask(&config.client()?, &url, now).await?;
    let mut remarks = Vec::new();
    if let Some(first) = feeds.first() {
        remarks.push(format!("{url} is a page; its feed {first} is watched (--kind page watches the page itself)"));
        remarks.extend(feeds.iter().skip(1).map(|other| format!("it also names {other}")));
    }
    Ok(Known { kind: found.kind.to_string(), key: found.key, value: found.value, remarks })
}

async fn ask(client: &Client, url: &Url, now: Timestamp) -> anyhow::Result<(discover::Found, Vec<Url>)> {
    let answer = match client.fetch(&Request::new(url.clone(), "*/*"), now).await {
        Ok(fetched) => fetched.response.accepted(now).map(|response| (fetched.moved, response)),
        Err(error) => Err(error),
    };
    let (moved, response) = answer.context("nothing was added; with --kind it is added without asking")?;
    Ok(discover::by_answer(moved.as_ref().unwrap_or(url), &response))
}

/// The host with the part of the path that says something, or the handle; with a number where that name is taken.
fn free_name(config: &Config, value: &str) -> String {
    let name = match Url::parse(value) {
        Ok(url) => {
            let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_string();
            let generic = ["feed", "rss", "atom", "index", "feeds"];
            let steps = url.path_segments().into_iter().flatten().map(|step| step.split('.').next().unwrap_or_default());
            let telling: Vec<&str> = steps.filter(|step| !step.is_empty() && !generic.contains(step)).collect();
            if telling.is_empty() { host } else { format!("{host}: {}", telling.join(" ")) }
        }
        Err(_) => format!("X: {value}"),
    };
    let name = line(&name);
    let taken = |name: &str| config.sources.iter().any(|source| source.name == name);
    if !taken(&name) {
        return name;
    }
    (2..).map(|number| format!("{name} ({number})")).find(|name| !taken(name)).unwrap_or(name)
}
