//! How a watch is: its sources, what waits, what X has cost, the database. Read from the store, whoever asks.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::domain::Health;
use crate::source::Kind;
use crate::store::{SourceState, Store};

/// What is to be known of a configuration to say how its watch is.
#[derive(Clone, Debug)]
pub struct Outline {
    sources: Vec<Watched>,
    /// Posts of X a day and a month, where X is read through its API.
    x_limits: Option<(u64, u64)>,
}

#[derive(Clone, Debug)]
struct Watched {
    name: String,
    kind: &'static str,
    paused: bool,
}

impl Outline {
    pub fn of(config: &Config) -> Self {
        let reads_x = |kind: &Kind| matches!(kind, Kind::XAccount(_) | Kind::XSearch(_) | Kind::XPost(_));
        let watched = config.sources.iter();
        let watched = watched.map(|source| Watched { name: source.name.clone(), kind: source.kind.word(), paused: source.paused });
        let any_x = config.sources.iter().any(|source| reads_x(&source.kind));
        Outline { sources: watched.collect(), x_limits: any_x.then(|| config.x_budget.limits()) }
    }
}

/// How a watch is, as `status --json` prints it. Moments are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    pub version: String,
    /// `None` where no daemon is at work and this was read from the database.
    pub running: Option<Running>,
    /// The worst first.
    pub sources: Vec<Source>,
    /// The earliest moment at which a source is asked; `None` where that is at once, or never.
    pub next_visit: Option<Timestamp>,
    pub mails: Mails,
    pub x: Option<X>,
    /// `None` where nothing has been kept yet.
    pub database: Option<Database>,
}

/// The daemon that is at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub pid: u32,
    pub since: Timestamp,
    pub doing: String,
    /// When the configuration that it follows was read.
    pub configured: Timestamp,
    /// Why a newer configuration is not followed.
    pub refused: Option<String>,
    /// Why it is not well.
    pub trouble: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub kind: String,
    /// A word of [`Health`], or `paused`, or `new` for one that has not been visited.
    pub state: String,
    pub since: Option<Timestamp>,
    pub last_success: Option<Timestamp>,
    /// When it is asked next; `None`: at once, or never.
    pub next: Option<Timestamp>,
    /// In a row.
    pub failures: u32,
    pub why: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mails {
    /// Made and not handed over yet.
    pub waiting: u32,
    /// Changes that are owed to somebody and are in no mail yet.
    pub changes_owed: u32,
    pub next_try: Option<Timestamp>,
    pub sent: u32,
    /// Refused for good or given up; kept.
    pub dead: u32,
}

/// Posts that X has given and billed, by days and months of UTC, with their limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct X {
    pub posts_today: u64,
    pub max_posts_per_day: u64,
    pub posts_this_month: u64,
    pub max_posts_per_month: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Database {
    pub path: String,
    /// With what is not merged into the file yet.
    pub bytes: u64,
    pub articles: u64,
}

impl Status {
    /// How the watch of `outline` is at `now`, by what `store` has kept; `None` where it has never run.
    pub fn of(store: Option<&Store>, outline: &Outline, now: Timestamp) -> anyhow::Result<Status> {
        let mut states = store.map_or_else(|| Ok(BTreeMap::new()), Store::states)?;
        let mut sources: Vec<(usize, Source)> =
            outline.sources.iter().map(|watched| source(watched, states.remove(&watched.name).as_ref())).collect();
        sources.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        let sources: Vec<Source> = sources.into_iter().map(|(_, source)| source).collect();
        let next_visit = sources.iter().filter_map(|source| source.next).min();
        let mut status = Status {
            version: env!("CARGO_PKG_VERSION").to_string(),
            running: None,
            sources,
            next_visit,
            mails: Mails::default(),
            x: None,
            database: None,
        };
        let Some(store) = store else { return Ok(status) };
        status.mails = mails(store)?;
        if let Some((max_posts_per_day, max_posts_per_month)) = outline.x_limits {
            let read = store.x_reading(now)?;
            let (posts_today, posts_this_month) = (read.today, read.month);
            status.x = Some(X { posts_today, max_posts_per_day, posts_this_month, max_posts_per_month });
        }
        let path = store.path().display().to_string();
        status.database = Some(Database { path, bytes: store.bytes(), articles: store.article_count()? });
        Ok(status)
    }

    /// How many sources there are of each state, in the order of [`Status::sources`].
    pub fn states(&self) -> Vec<(&str, usize)> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for source in &self.sources {
            match counts.iter_mut().find(|(state, _)| *state == source.state) {
                Some((_, count)) => *count += 1,
                None => counts.push((&source.state, 1)),
            }
        }
        counts
    }
}

/// A source with the place of its state among all, from well to worst.
fn source(watched: &Watched, state: Option<&SourceState>) -> (usize, Source) {
    let word = match state {
        _ if watched.paused => "paused",
        None => "new",
        Some(state) => state.health.as_str(),
    };
    let rank = Health::ALL.iter().position(|health| health.as_str() == word).unwrap_or(0);
    let asked = state.filter(|state| !watched.paused && state.health != Health::Gone);
    let source = Source {
        name: watched.name.clone(),
        kind: watched.kind.to_string(),
        state: word.to_string(),
        since: state.and_then(|state| state.health_since),
        last_success: state.and_then(|state| state.last_success),
        next: asked.and_then(|state| state.next_due),
        failures: state.map_or(0, |state| state.failures),
        why: state.and_then(|state| state.last_error.clone()),
    };
    (rank, source)
}

fn mails(store: &Store) -> anyhow::Result<Mails> {
    let counts = store.outbox_counts()?;
    Ok(Mails {
        waiting: counts.queued + counts.sending + counts.deferred,
        changes_owed: counts.unclaimed,
        next_try: store.next_attempt()?,
        sent: counts.sent,
        dead: counts.dead,
    })
}

/// One line for the service manager, by the few columns that it needs.
pub fn summary(store: &Store, outline: &Outline, now: Timestamp) -> anyhow::Result<String> {
    let states = store.due()?;
    let (mut well, mut failing, mut paused, mut next) = (0, 0, 0, None::<Timestamp>);
    for watched in &outline.sources {
        match states.get(&watched.name) {
            _ if watched.paused => paused += 1,
            Some(state) => {
                if state.health.is_well() {
                    well += 1
                } else {
                    failing += 1
                }
                if state.health != Health::Gone {
                    next = next.into_iter().chain(state.next_due).min();
                }
            }
            None => {}
        }
    }
    let counts = store.outbox_counts()?;
    let waiting = counts.queued + counts.sending + counts.deferred;
    let new = outline.sources.len() - well - failing - paused;
    let told: Vec<String> = [(well, "well"), (failing, "failing"), (new, "new"), (paused, "paused")]
        .into_iter()
        .filter(|(number, word)| *number > 0 || *word == "failing")
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let next = match next.filter(|next| *next > now) {
        Some(next) => format!("next visit {}", next.strftime("%H:%M:%S UTC")),
        None => "next visit now".to_string(),
    };
    Ok(format!("sources: {}; {next}; mails waiting: {waiting}", told.join(", ")))
}
