//! A configured watch with its edges open.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{MetadataExt, lchown};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use jiff::Timestamp;

use crate::config::Config;
use crate::digest::Writer;
use crate::domain::Health;
use crate::notify::Notifiers;
use crate::schedule;
use crate::source::http::Memory;
use crate::source::{Client, Marks, Source};
use crate::store::{HostRow, Store};

/// The database's name in the state folder.
const DATABASE: &str = "rosterwatch.db";
/// Held while a process works in the state folder: two deliveries at a time would send mails twice.
const LOCK: &str = "lock";

/// A configured watch with its edges: the network, the database, the way out.
pub struct Watch {
    pub config: Config,
    pub client: Client,
    pub store: Store,
    pub notifiers: Notifiers,
    /// What is being read, and what must not be.
    pub marks: Arc<Marks>,
    pub writer: Writer,
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
        let (notifiers, writer) = (config.notifiers()?, config.writer()?);
        fs::create_dir_all(&config.state_dir).with_context(|| format!("cannot make the state folder {}", config.state_dir.display()))?;
        let lock = lock(&config.state_dir)?;
        let marks = Marks::open(&config.state_dir).with_context(|| format!("cannot write into {}", config.state_dir.display()))?;
        let marks = Arc::new(marks);
        let mut store = Store::open(&database(&config))?;
        give_away(&config.state_dir);
        store.import_roster(&config.roster, now)?;
        recall(&client, &store, now)?;
        let client = client.marking(marks.clone());
        Ok(Watch { config, client, store, notifiers, writer, marks, _lock: lock })
    }

    /// Follows another configuration from now on. Where it fails, the old one is followed as before.
    pub fn adopt(&mut self, config: Config, now: Timestamp) -> anyhow::Result<()> {
        if config.state_dir != self.config.state_dir {
            let (old, new) = (self.config.state_dir.display(), config.state_dir.display());
            bail!("`state_dir` has become {new}; that needs a restart, this watch keeps to {old}");
        }
        if config.metrics != self.config.metrics {
            bail!("[metrics] has changed; that needs a restart");
        }
        let (client, notifiers, writer) = (config.client()?, config.notifiers()?, config.writer()?);
        self.store.import_roster(&config.roster, now)?;
        recall(&client, &self.store, now)?;
        let client = client.marking(self.marks.clone());
        (self.config, self.client, self.notifiers, self.writer) = (config, client, notifiers, writer);
        Ok(())
    }

    /// The sources whose time has come, those that have waited longest first. One that is gone is asked again when it has a new address.
    pub fn due(&self, now: Timestamp) -> anyhow::Result<Vec<Source>> {
        let states = self.store.due()?;
        let mut due: Vec<(Option<Timestamp>, &Source)> = Vec::new();
        for source in self.config.sources.iter().filter(|source| !source.paused) {
            let Some(state) = states.get(&source.name) else {
                due.push((None, source));
                continue;
            };
            let is_new = state.address.as_ref().is_some_and(|address| *address != source.address);
            let stopped = state.health == Health::Gone && !is_new;
            if !stopped && (is_new || schedule::is_due(state.next_due, source.interval, now)) {
                due.push((state.next_due, source));
            }
        }
        due.sort_by_key(|(since, _)| *since);
        Ok(due.into_iter().map(|(_, source)| source.clone()).collect())
    }
}

/// Gives the client what was learnt about hosts before.
fn recall(client: &Client, store: &Store, now: Timestamp) -> anyhow::Result<()> {
    let memory = |HostRow { key, not_before, robots }| Memory { key, not_before, robots };
    client.recall(store.hosts(now)?.into_iter().map(memory).collect());
    Ok(())
}

/// The database of a configured watch. It may not exist yet.
pub fn database(config: &Config) -> PathBuf {
    config.state_dir.join(DATABASE)
}

/// What a watch with this configuration has kept; `None` where it has never run. For those who only look.
pub fn stored(config: &Config) -> anyhow::Result<Option<Store>> {
    let database = database(config);
    if database.exists() { Store::open(&database).map(Some) } else { Ok(None) }
}

/// Files that root made in another's state folder become that other's, who has to work with them: an administrator may run a command
/// between two runs of the service. SQLite does the same with the files beside the database.
pub fn give_away(state_dir: &Path) {
    let Ok(folder) = fs::metadata(state_dir) else { return };
    if rustix::process::geteuid().is_root() && folder.uid() != 0 {
        for made in fs::read_dir(state_dir).into_iter().flatten().flatten() {
            // Where it does not work out, the service says which file it cannot open.
            let _ = lchown(made.path(), Some(folder.uid()), Some(folder.gid()));
        }
    }
}

/// Keeps other processes from working in the folder, until what is returned is dropped.
pub fn lock(state_dir: &Path) -> anyhow::Result<File> {
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
