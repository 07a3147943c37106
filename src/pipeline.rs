//! The two straight lines: [`ingest`] from the sources to the outbox, [`deliver`] from the outbox to the mail.
//!
//! Only this file composes the rooms. Each step is a call into one of them, and every step can be repeated: a crash between any two
//! replays the visit, and what has been recorded stays as it is.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;

use crate::config::Config;
use crate::crash;
use crate::domain::{Article, Change, Findings, Item, Outcome, Roster};
use crate::extract::{self, Gazetteer};
use crate::notify::{self, Notifier, mime};
use crate::source::{self, Batch, Client, Cursor, Source};
use crate::store::{SourceState, Store};
use crate::{digest, roster, schedule, text};

/// Sources that are asked at one time; each host is still asked one request after the other.
const CONCURRENT_VISITS: usize = 8;
const DATABASE: &str = "rosterwatch.db";

/// A configured watch with its edges: the network, the database, the way out.
pub struct Watch {
    pub config: Config,
    pub client: Client,
    pub store: Store,
    pub notifier: Notifier,
}

impl Watch {
    /// Opens the edges of `config` towards the network. `now` is when a roster that the store does not have yet is learnt.
    pub fn open(config: Config, now: Timestamp) -> anyhow::Result<Watch> {
        let client = config.client()?;
        Self::with_client(config, client, now)
    }

    /// The same with answers from elsewhere.
    pub fn with_client(config: Config, client: Client, now: Timestamp) -> anyhow::Result<Watch> {
        let notifier = config.notifier()?;
        std::fs::create_dir_all(&config.state_dir).with_context(|| format!("cannot make the state folder {}", config.state_dir.display()))?;
        let mut store = Store::open(&config.state_dir.join(DATABASE))?;
        store.import_roster(&config.roster, now)?;
        Ok(Watch { config, client, store, notifier })
    }

    /// The sources whose time has come.
    pub fn due(&self, now: Timestamp) -> anyhow::Result<Vec<Source>> {
        let mut due = Vec::new();
        for source in &self.config.sources {
            let next = self.store.cursor(&source.name)?.and_then(|state| state.next_due);
            if schedule::is_due(next, source.interval, now) {
                due.push(source.clone());
            }
        }
        Ok(due)
    }
}
