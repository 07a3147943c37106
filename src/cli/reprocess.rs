//! `rosterwatch reprocess`: what today's rules make of the stored articles.

use std::process::ExitCode;

use anyhow::Context;
use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde_json::json;

use super::change_list;
use super::digest::moment;
use super::report::{count, kept, line, say, width};
use super::roster::difference;
use crate::config::Config;
use crate::domain::Change;
use crate::pipeline::{Reading, apply, reprocess};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only articles that were fetched since then, such as `90d` or 2024-09-25 [default: all]
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Make it so; without it nothing is changed
    #[arg(long)]
    apply: bool,
    /// Tell the recipients of changes that are added, by their rules; without it nobody is told
    #[arg(long, requires = "apply")]
    tell: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// What was confirmed, rejected or muted stays so.
pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let since = args.since.as_deref().map_or(Ok(Timestamp::MIN), |since| moment(since, now))?;
    let mut store = kept(config)?;
    let scratch = std::env::temp_dir().join(format!("rosterwatch-reprocess-{}", std::process::id()));
    std::fs::create_dir(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
    let reading = reprocess(config, &store, &scratch, since);
    // What remains of it is the system's to clear.
    let _ = std::fs::remove_dir_all(&scratch);
    let reading = reading?;
    for (key, reason) in &reading.unreadable {
        eprintln!("warning: {}: {}", line(key), line(reason));
    }
    let differs = !reading.changes.is_empty() || !reading.rows.is_empty();
    let applied = args.apply && (differs || reading.by_other_rules > 0);
    if applied {
        apply(&mut store, &reading, args.tell, now)?;
    }
    say(&if args.json { json(&reading, applied) } else { text(&reading, differs, applied) })?;
    Ok(ExitCode::SUCCESS)
}

fn text(reading: &Reading, differs: bool, applied: bool) -> String {
    let read = format!(
        "{} read again, {} of them by other rules than before",
        count(reading.articles, "article", "articles"),
        reading.by_other_rules
    );
    if !differs {
        return format!("{read}; nothing would differ");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["", "Told", "By today's rules"]);
    let changes = &reading.changes;
    table.add_rows(changes.added.iter().map(|change| ["added".to_string(), String::new(), told(change)]));
    table.add_rows(changes.lost.iter().map(|change| ["lost".to_string(), told(change), String::new()]));
    table.add_rows(changes.altered.iter().map(|(before, after)| ["altered".to_string(), told(before), told(after)]));
    let mut parts = vec![read];
    if !changes.is_empty() {
        let (added, lost, altered) = (changes.added.len(), changes.lost.len(), changes.altered.len());
        parts.push(format!("{table}\n{} added, {lost} lost, {altered} altered", count(added, "change", "changes")));
    }
    if !reading.rows.is_empty() {
        parts.push(format!("The roster:\n{}", difference::text(&reading.rows, "Now", "By today's rules")));
    }
    parts.push(if applied { "applied" } else { "nothing was changed; --apply makes it so" }.to_string());
    parts.join("\n")
}

fn told(change: &Change) -> String {
    let effective = change.effective.map(|date| format!(", effective {date}")).unwrap_or_default();
    format!("{}\n{}{effective}", change_list::headline(change), change_list::state(change))
}

fn json(reading: &Reading, applied: bool) -> String {
    let changes = &reading.changes;
    let (before, after): (Vec<Change>, Vec<Change>) = changes.altered.iter().cloned().unzip();
    let told = json!({
        "articles": reading.articles, "by_other_rules": reading.by_other_rules, "applied": applied,
        "added": change_list::json(&changes.added), "lost": change_list::json(&changes.lost),
        "altered": { "before": change_list::json(&before), "after": change_list::json(&after) },
        "rows": { "changed": reading.rows.tenures.len(), "removed": reading.rows.removed.len() },
    });
    format!("{told:#}")
}
