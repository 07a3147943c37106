//! Where the configuration and the state are looked for.

use std::path::{Path, PathBuf};

use super::error::Error;

/// Where the configuration is looked for when nobody names it.
pub const DEFAULT_FILES: [&str; 2] = ["rosterwatch.toml", "/etc/rosterwatch/config.toml"];

/// The folder of a system-wide configuration, and where such a watch keeps its state.
const SYSTEM_FOLDER: &str = "/etc/rosterwatch";
const SYSTEM_STATE: &str = "/var/lib/rosterwatch";

/// The first of [`DEFAULT_FILES`] that exists.
pub fn find() -> Result<PathBuf, Error> {
    let found = DEFAULT_FILES.iter().map(PathBuf::from).find(|file| file.exists());
    found.ok_or_else(|| {
        let [here, system] = DEFAULT_FILES;
        Error::new(format!("there is neither {here} in this folder nor {system}; `rosterwatch init` writes one, -c names another"))
    })
}

/// Where state is kept by a configuration in `base` that has `written` as its `state_dir`.
pub fn state_folder(written: Option<&Path>, base: &Path) -> PathBuf {
    match (written, std::env::var_os("STATE_DIRECTORY")) {
        (Some(written), _) => base.join(written),
        (None, Some(given)) => PathBuf::from(given),
        (None, None) if base == Path::new(SYSTEM_FOLDER) => PathBuf::from(SYSTEM_STATE),
        (None, None) => base.join("state"),
    }
}
