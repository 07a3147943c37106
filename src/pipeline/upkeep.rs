//! Care for what a configured watch keeps.

use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};

use super::watch::{database, give_away, lock, stored};
use crate::config::Config;
use crate::store::{Purged, Store};

/// What a watch with this configuration has kept; where it has never run, a beginning with the configuration's rosters, learnt at `now`.
pub fn begun(config: &Config, now: Timestamp) -> anyhow::Result<Store> {
    if let Some(store) = stored(config)? {
        return Ok(store);
    }
    std::fs::create_dir_all(&config.state_dir).with_context(|| format!("cannot make the state folder {}", config.state_dir.display()))?;
    let _lock = lock(&config.state_dir)?;
    let mut store = Store::open(&database(config))?;
    give_away(&config.state_dir);
    store.import_roster(&config.roster, now)?;
    Ok(store)
}

/// Takes out texts and mails that are older than `kept`, but for those of sources that are compared with what they brought last.
pub fn purge(store: &mut Store, config: &Config, kept: SignedDuration, now: Timestamp) -> anyhow::Result<Purged> {
    let before = now.checked_sub(kept).unwrap_or(Timestamp::MIN);
    let compared: Vec<&str> = config.sources.iter().filter(|source| source.is_reread()).map(|source| source.name.as_str()).collect();
    store.purge(before, &compared)
}

/// Puts a copy in the place of the database, while no watch is at work; where the one that was there is kept.
pub fn restore(config: &Config, copy: &Path, now: Timestamp) -> anyhow::Result<Option<PathBuf>> {
    std::fs::create_dir_all(&config.state_dir)?;
    let _lock = lock(&config.state_dir)?;
    let old = Store::restore(copy, &database(config), now)?;
    give_away(&config.state_dir);
    Ok(old)
}
