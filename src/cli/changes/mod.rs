//! `rosterwatch changes`: what was told, and the operator's decisions on it.

mod answer;
mod export;

use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::change_list;
use super::report::{count, kept, line, say, width};
use crate::config::{self, Config};
use crate::domain::{Change, Verdict};
use crate::roster::{self, corroborate};
use crate::store::Store;

/// Characters of an id that may stand for it, where no other begins with them.
const SHORTEST_ID: usize = 4;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List what was told, or what is open
    List(List),
    /// Write what was told for other programs: JSON, CSV or an Atom feed
    Export(export::Args),
    /// Show a change with all of its sources and its story
    Show(Which),
    /// It is so: the roster follows it, where it did not
    Confirm(Which),
    /// It is not so: the roster is put back, and repeats are silent
    Reject(Which),
    /// Take the last confirm or reject back
    Undo(Which),
    /// Answer a question who somebody is: the same person as the other, or another
    Answer(answer::Args),
    /// Tell nothing more of its story
    Mute(Which),
    /// Tell of its story again
    Unmute(Which),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    filter: Filter,
    /// What is open instead: rumours, contradictions, vacancies, and questions who somebody is
    #[arg(long)]
    open: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Which changes are meant.
#[derive(Debug, clap::Args)]
struct Filter {
    /// Only of this organisation
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Only of this person
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only what was learnt on this day (UTC) or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The change's id, or its first characters
    id: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let mut store = kept(&config)?;
    match args.command {
        Command::List(list) if list.open => say_open(&store, &list, now)?,
        Command::List(list) => {
            let told: Vec<Change> = store.changes()?.into_iter().filter(|change| list.filter.wants(change)).collect();
            say_changes(&told, list.json, "no change was told")?;
        }
        Command::Export(args) => export::execute(&store, &args, now)?,
        Command::Show(which) => show(&store, &which)?,
        Command::Confirm(which) => confirm(&mut store, &which.id, now)?,
        Command::Reject(which) => {
            let change = find(&store, &which.id)?;
            store.reject(&change.id, now)?;
            say(&format!("rejected: {}; the roster is as before it, and its repeats are silent", change_list::headline(&change)))?;
        }
        Command::Answer(args) => answer::execute(&mut store, &args, now)?,
        Command::Undo(which) => undo(&mut store, &which.id, now)?,
        Command::Mute(which) => mute(&mut store, &which.id, true, now)?,
        Command::Unmute(which) => mute(&mut store, &which.id, false, now)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Filter {
    fn wants(&self, change: &Change) -> bool {
        let same = |wanted: &Option<String>, name: &str| wanted.as_ref().is_none_or(|wanted| wanted.to_lowercase() == name.to_lowercase());
        let day = change.detected.to_zoned(TimeZone::UTC).date();
        same(&self.organisation, &change.organisation) && same(&self.person, &change.person) && self.since.is_none_or(|since| since <= day)
    }
}

/// The one change whose id begins so.
fn find(store: &Store, id: &str) -> anyhow::Result<Change> {
    ensure!(
        id.len() >= SHORTEST_ID,
        config::Error::new(format!("\"{id}\" is too short for an id; give at least {SHORTEST_ID} characters"))
    );
    let mut all = store.changes()?;
    all.extend(store.unsettled()?);
    let mut found = all.into_iter().filter(|change| change.id.starts_with(id));
    let change = found.next().with_context(|| format!("there is no change {id}; `rosterwatch changes list --json` shows the ids"))?;
    ensure!(found.next().is_none(), "several changes begin with {id}; give more of the id");
    Ok(change)
}

fn say_changes(told: &[Change], as_json: bool, none: &str) -> anyhow::Result<()> {
    if as_json {
        return say(&format!("{:#}", change_list::json(told)));
    }
    if told.is_empty() {
        return say(none);
    }
    let ids: String =
        told.iter().map(|change| format!("\n{}  {}", &change.id[..8.min(change.id.len())], change_list::headline(change))).collect();
    say(&format!("{}{ids}", change_list::table(told, width())))
}

/// Leads that nothing has settled, posts that nobody holds, names of which it is not known whose they are.
fn say_open(store: &Store, list: &List, now: Timestamp) -> anyhow::Result<()> {
    let told = store.changes()?;
    let mut open = corroborate::still_open(&store.unsettled()?, &told);
    open.extend(roster::vacancies(&store.roster()?, &told, now));
    open.retain(|change| list.filter.wants(change));
    let questions = store.questions()?;
    if list.json {
        let asked = |(number, question): &(i64, crate::domain::Question)| {
            json!({ "number": number, "person": question.person, "candidate": question.candidate, "organisation": question.organisation,
                    "why": question.why, "url": question.url })
        };
        let questions: Vec<_> = questions.iter().map(asked).collect();
        return say(&format!("{:#}", json!({ "open": change_list::json(&open), "questions": questions })));
    }
    say_changes(&open, false, "no rumour, contradiction or vacancy is open")?;
    for (number, question) in questions {
        let (person, candidate, why) = (line(&question.person), line(&question.candidate), line(&question.why));
        say(&format!("Question {number}: is {person} the same person as {candidate}? {why} ({})", line(&question.url)))?;
        say(&format!("  rosterwatch changes answer {number} same|other"))?;
    }
    Ok(())
}

fn show(store: &Store, which: &Which) -> anyhow::Result<()> {
    let change = find(store, &which.id)?;
    let story = store.story(&change.story)?;
    if which.json {
        return say(&format!(
            "{:#}",
            json!({ "change": change_list::json(std::slice::from_ref(&change))[0], "story": change_list::json(&story) })
        ));
    }
    let mut text = format!("{}\n{}\n", change_list::headline(&change), change_list::state(&change));
    for support in &change.support {
        let own = if support.first_party { ", first-party" } else { "" };
        let (certainty, outlet) = (support.certainty, line(&support.outlet));
        text += &format!("\n{:.0}  {outlet} ({certainty}{own})\n  {}\n  {}\n", support.published, line(&support.url), line(&support.quote));
    }
    let others: Vec<&Change> = story.iter().filter(|other| other.id != change.id).collect();
    if !others.is_empty() {
        text += "\nIn the same story:\n";
        text += &others
            .iter()
            .map(|other| format!("  {}  {}\n", &other.id[..8.min(other.id.len())], change_list::headline(other)))
            .collect::<String>();
    }
    say(text.trim_end())
}

fn confirm(store: &mut Store, id: &str, now: Timestamp) -> anyhow::Result<()> {
    let change = find(store, id)?;
    let names = [std::slice::from_ref(&change.person), std::slice::from_ref(&change.organisation)];
    let books = store.books(names[0], names[1], now)?;
    let steps = if change.is_settled() { Vec::new() } else { roster::confirmed(&books.roster, &books.told, &change, now) };
    store.confirm(&change.id, &steps, now)?;
    let rows = match steps.len() {
        0 => "the roster follows it already".to_string(),
        rows => format!("{} of the roster changed", count(rows, "row", "rows")),
    };
    say(&format!("confirmed: {}; {rows}", change_list::headline(&change)))
}

fn undo(store: &mut Store, id: &str, now: Timestamp) -> anyhow::Result<()> {
    let change = find(store, id)?;
    let standing = corroborate::standing(change.kind, &change.support, None);
    let undone = store.undo(&change.id, standing, now)?;
    let undone = match undone {
        None => bail!("nothing was decided of change {id}, so there is nothing to undo"),
        Some(Verdict::Confirmed) => "confirmed",
        Some(Verdict::Rejected) => "rejected",
    };
    say(&format!("no longer {undone}: {}; the roster is as before that", change_list::headline(&change)))
}

fn mute(store: &mut Store, id: &str, muted: bool, now: Timestamp) -> anyhow::Result<()> {
    let change = find(store, id)?;
    store.mute(&change.story, muted, now)?;
    let what = if muted { "nothing more is told of the story of" } else { "told again: the story of" };
    say(&format!("{what} {}", change_list::headline(&change)))
}
