//! `rosterwatch roster show` and `roster history`.

use std::process::ExitCode;

use anyhow::{Context, bail};
use comfy_table::{Table, presets};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::cli::report::{kept, line, say};
use crate::config::Config;
use crate::domain::{Roster, Status, Tenure};
use crate::roster::as_of;
use crate::roster::identity::{find_organisation, same_person};
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub struct Show {
    /// The organisation, by its name or an alias
    organisation: String,
    /// As it was, or will be, on this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// By what was known at the end of this day (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    known_at: Option<Date>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct History {
    /// A person or an organisation
    name: String,
    /// By what was known at the end of this day (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    known_at: Option<Date>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub fn show(config: &Config, args: &Show) -> anyhow::Result<ExitCode> {
    let roster = known(&kept(config)?, args.known_at)?;
    let name = organisation(&roster, &args.organisation)?;
    let rows = match args.as_of {
        Some(day) => as_of(&roster, day),
        None => roster.tenures.iter().filter(|row| row.status != Status::Former).cloned().collect(),
    };
    print(&rows.into_iter().filter(|row| row.organisation == name).collect::<Vec<_>>(), args.json)?;
    Ok(ExitCode::SUCCESS)
}

pub fn history(config: &Config, args: &History) -> anyhow::Result<ExitCode> {
    let roster = known(&kept(config)?, args.known_at)?;
    print(&rows_of(&roster, &args.name)?, args.json)?;
    Ok(ExitCode::SUCCESS)
}

/// The roster by what was known when that day ended; today's without one.
fn known(store: &Store, day: Option<Date>) -> anyhow::Result<Roster> {
    let Some(day) = day else { return store.roster() };
    let end = day.tomorrow().and_then(|next| next.to_zoned(TimeZone::UTC)).with_context(|| format!("{day} is out of range"))?;
    store.roster_as_known(end.timestamp() - jiff::SignedDuration::from_millis(1))
}

pub fn organisation(roster: &Roster, name: &str) -> anyhow::Result<String> {
    let known = || roster.organisations.iter().map(|known| known.name.as_str()).collect::<Vec<_>>().join(", ");
    let found = find_organisation(roster, name).map(|found| found.name.clone());
    found.with_context(|| format!("there is no organisation \"{name}\"; known are: {}", known()))
}

/// The rows of the organisation of this name, else of everybody who is called so, the earliest first.
fn rows_of(roster: &Roster, name: &str) -> anyhow::Result<Vec<Tenure>> {
    let people: Vec<&str> = roster.people.iter().filter(|person| same_person(person, name)).map(|person| person.name.as_str()).collect();
    let organisation = find_organisation(roster, name);
    let wanted = |row: &&Tenure| match organisation {
        Some(organisation) => row.organisation == organisation.name,
        None => people.contains(&row.person.as_str()),
    };
    let mut rows: Vec<Tenure> = roster.tenures.iter().filter(wanted).cloned().collect();
    if rows.is_empty() {
        bail!("the roster knows neither a person nor an organisation called \"{name}\"");
    }
    rows.sort_by_key(|row| row.since.map(|since| since.first_day()));
    Ok(rows)
}

fn print(rows: &[Tenure], as_json: bool) -> anyhow::Result<()> {
    if as_json {
        return say(&format!("{:#}", rows.iter().map(row_json).collect::<Value>()));
    }
    if rows.is_empty() {
        return say("nobody holds a post there, as far as the roster knows");
    }
    let date = |date: Option<crate::domain::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(["Person", "Organisation", "Role", "Status", "Since", "Until"]);
    table.add_rows(rows.iter().map(|row| {
        [line(&row.person), line(&row.organisation), line(&row.title()), row.status.to_string(), date(row.since), date(row.until)]
    }));
    say(&table.to_string())
}

fn row_json(row: &Tenure) -> Value {
    let date = |date: Option<crate::domain::PartialDate>| date.map(|date| date.to_string());
    json!({
        "person": row.person, "organisation": row.organisation, "role": row.role.title, "code": row.role.code, "unit": row.role.unit,
        "interim": row.interim, "status": row.status.as_str(), "since": date(row.since), "status_since": date(row.status_since),
        "until": date(row.until),
    })
}
