//! A configured watch with its edges open.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::Timestamp;

use crate::config::Config;
use crate::notify::Notifier;
use crate::schedule;
use crate::source::{Client, Source};
use crate::store::Store;

/// The database's name in the state folder.
const DATABASE: &str = "rosterwatch.db";
/// Held while a process works in the state folder: two deliveries at a time would send mails twice.
const LOCK: &str = "lock";

/// A configured watch with its edges: the network, the database, the way out.
pub struct Watch {
    pub config: Config,
    pub client: Client,
    pub store: Store,
    pub notifier: Notifier,
    /// Released by the system when the process ends, however it ends.
    _lock: File,
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
        fs::create_dir_all(&config.state_dir).with_context(|| format!("cannot make the state folder {}", config.state_dir.display()))?;
        let lock = lock(&config.state_dir)?;
        let mut store = Store::open(&database(&config))?;
        store.import_roster(&config.roster, now)?;
        Ok(Watch { config, client, store, notifier, _lock: lock })
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

/// The database of a configured watch. It may not exist yet.
pub fn database(config: &Config) -> PathBuf {
    config.state_dir.join(DATABASE)
}

fn lock(state_dir: &Path) -> anyhow::Result<File> {
    let path = state_dir.join(LOCK);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another rosterwatch is at work in {}; wait for it, or stop it first", state_dir.display())
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}
