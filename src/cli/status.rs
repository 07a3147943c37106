//! `rosterwatch status`: how the watch is, told by the daemon, or read from the database where none is at work.

use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;

use super::Common;
use super::report::{count, line, say, width};
use crate::config::{self, Config};
use crate::daemon::control;
use crate::pipeline::database;
use crate::status::{Outline, Status};
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Exit code 0, however the watch is: it could be told. `/healthz` is for those who want a verdict.
///
/// A watch that is at work is asked even where its configuration has become unsound since, which is then said on stderr.
pub fn execute(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let file = common.file()?;
    let status = match Config::load(&file) {
        Ok(config) => match control::status(&config.state_dir)? {
            Some(status) => status,
            None => kept(&config)?,
        },
        Err(error) => {
            let running = config::state_dir(&file).and_then(|state_dir| control::status(&state_dir).ok().flatten());
            let Some(status) = running else { return Err(error.into()) };
            eprintln!("warning: the configuration is not sound: {}", line(&error.to_string()));
            status
        }
    };
    say(&if args.json { serde_json::to_string_pretty(&status)? } else { text(&status) })?;
    Ok(ExitCode::SUCCESS)
}

/// The status by the database alone.
fn kept(config: &Config) -> anyhow::Result<Status> {
    let database = database(config);
    let store = if database.exists() { Some(Store::view(&database)?) } else { None };
    Status::of(store.as_ref(), &Outline::of(config), Timestamp::now())
}

fn text(status: &Status) -> String {
    let mut lines = Vec::new();
    let mut say = |word: &str, told: String| lines.push(format!("{:<15}{told}", word));
    match &status.running {
        Some(running) => {
            say("watch", format!("running since {} (process {}), {}", moment(running.since), running.pid, line(&running.doing)));
            if let Some(trouble) = &running.trouble {
                say("in trouble", line(trouble));
            }
            match &running.refused {
                Some(reason) => {
                    say("configuration", format!("of {}; a newer one is not followed: {}", moment(running.configured), line(reason)))
                }
                None => say("configuration", format!("of {}", moment(running.configured))),
            }
        }
        None => say("watch", "not running".to_string()),
    }
    let states: Vec<String> = status.states().into_iter().map(|(state, count)| format!("{count} {state}")).collect();
    say("sources", format!("{}: {}", status.sources.len(), states.join(", ")));
    say("next visit", status.next_visit.map_or_else(|| "-".to_string(), moment));
    say("mails", mails(status));
    if let Some(x) = status.x {
        let (today, day, month, limit) = (x.posts_today, x.max_posts_per_day, x.posts_this_month, x.max_posts_per_month);
        say("X", format!("{today} of {day} posts today, {month} of {limit} this month"));
    }
    match &status.database {
        Some(database) => say("database", format!("{}, {}, {}", line(&database.path), size(database.bytes), articles(database.articles))),
        None => say("database", "none yet".to_string()),
    }
    lines.push(table(status).to_string());
    lines.join("\n")
}

fn mails(status: &Status) -> String {
    let mails = status.mails;
    let mut told = format!("{} waiting", mails.waiting);
    if let Some(next) = mails.next_try {
        told += &format!(" (next try {})", moment(next));
    }
    if mails.changes_owed > 0 {
        let owed = usize::try_from(mails.changes_owed).unwrap_or(usize::MAX);
        told += &format!(", {} not in a mail yet", count(owed, "change", "changes"));
    }
    told += &format!(", {} sent", mails.sent);
    if mails.dead > 0 { told + &format!(", {} refused for good", mails.dead) } else { told }
}

fn articles(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "article", "articles")
}

fn table(status: &Status) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["Source", "Kind", "State", "Since", "Last answer", "Next try", "Why"]);
    for source in &status.sources {
        let told = |at: Option<Timestamp>| at.map_or_else(|| "-".to_string(), moment);
        let why = source.why.as_deref().unwrap_or_default();
        let (since, success, next) = (told(source.since), told(source.last_success), told(source.next));
        table.add_row([line(&source.name), source.kind.clone(), source.state.clone(), since, success, next, line(why)]);
    }
    table
}

fn moment(at: Timestamp) -> String {
    at.strftime("%F %H:%M UTC").to_string()
}

/// `812 B`, `1.5 MB`.
fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 1000.0 {
            return if unit == "B" { format!("{value} {unit}") } else { format!("{value:.1} {unit}") };
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well() {
        assert_eq!([size(0), size(812), size(1_500_000), size(2_000_000_000_000)], ["0 B", "812 B", "1.5 MB", "2.0 TB"]);
    }
}
