//! `rosterwatch sources list`: each source with how it is.

use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::report::width;
use crate::cli::report::{line, say};
use crate::config::Config;
use crate::domain::Health;
use crate::pipeline::stored;
use crate::source::Source;
use crate::store::SourceState;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Exit code 0, however the sources are: the list was made.
pub fn execute(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    let mut states = match stored(&config)? {
        Some(store) => store.states()?,
        None => Default::default(),
    };
    let rows: Vec<(&Source, Option<SourceState>)> = config.sources.iter().map(|source| (source, states.remove(&source.name))).collect();
    if args.json {
        let told: Vec<Value> = rows.iter().map(|(source, state)| row_json(source, state.as_ref())).collect();
        say(&format!("{:#}", Value::from(told)))?;
    } else {
        say(&table(&rows).to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The word for how a source is: `paused` and `new` are not states of the source itself.
fn word(source: &Source, state: Option<&SourceState>) -> &'static str {
    match state {
        _ if source.paused => "paused",
        None => "new",
        Some(state) => state.health.as_str(),
    }
}

fn table(rows: &[(&Source, Option<SourceState>)]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["Source", "Kind", "State", "Since", "Last answer", "Newest item", "Next try", "Why"]);
    for (source, state) in rows {
        let told = |moment: Option<Timestamp>| moment.map_or_else(|| "-".to_string(), |moment| moment.strftime("%F %H:%M").to_string());
        let of = |moment: fn(&SourceState) -> Option<Timestamp>| told(state.as_ref().and_then(moment));
        let why = state.as_ref().and_then(|state| state.last_error.as_deref()).unwrap_or_default();
        table.add_row([
            line(&source.name),
            source.kind.word().to_string(),
            word(source, state.as_ref()).to_string(),
            of(|state| state.health_since),
            of(|state| state.last_success),
            of(|state| state.dates.first().copied()),
            told(next(source, state.as_ref())),
            line(why),
        ]);
    }
    table
}

/// When it is asked next; `None` for one that is not, or at once.
fn next(source: &Source, state: Option<&SourceState>) -> Option<Timestamp> {
    state.filter(|state| !source.paused && state.health != Health::Gone)?.next_due
}

fn row_json(source: &Source, state: Option<&SourceState>) -> Value {
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    let moved = state.and_then(|state| state.cursor.get("moved_to"));
    json!({
        "name": source.name, "kind": source.kind.word(), "address": source.address, "interval_seconds": source.interval.as_secs(),
        "state": word(source, state), "since": moment(state.and_then(|state| state.health_since)),
        "last_success": moment(state.and_then(|state| state.last_success)),
        "newest_item": moment(state.and_then(|state| state.dates.first().copied())), "next": moment(next(source, state)),
        "failures": state.map_or(0, |state| state.failures), "why": state.and_then(|state| state.last_error.as_deref()), "moved_to": moved,
    })
}
