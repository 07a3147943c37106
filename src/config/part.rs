//! The parts that a configuration is put together from: a file, the files of its `conf.d`, the variables of the environment.

use std::ffi::OsString;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::text::{Unread, text_of};

/// The folder beside the file, whose `*.toml` files are read after it in the order of their names.
pub const FOLDER: &str = "conf.d";
/// How the variables begin that set keys: `ROSTERWATCH_HTTP__CONTACT` sets `contact` in `[http]`.
pub const PREFIX: &str = "ROSTERWATCH_";
/// Variables of this name that tests set and that are no keys.
const NO_KEYS: [&str; 5] = ["CRASH_AT", "CRASH_ON", "CRASH_LOG", "HANG_AT", "LAB"];

/// Where a part comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    File(PathBuf),
    /// An environment variable and the keys that lead to what it sets.
    Variable(String, Vec<String>),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::File(file) => write!(f, "{}", file.display()),
            Origin::Variable(name, _) => write!(f, "environment variable {name}"),
        }
    }
}

/// A text and where it comes from.
#[derive(Clone)]
pub struct Part {
    pub origin: Origin,
    pub text: String,
}

/// The file and those of its `conf.d`.
pub fn files(file: &Path) -> Result<Vec<Part>, Error> {
    let text = text_of(file).map_err(|problem| match problem {
        Unread::System(error) if error.kind() == ErrorKind::NotFound => {
            Error::new(format!("cannot read {}: {error}; `rosterwatch init` writes a configuration to start from", file.display()))
        }
        problem => Error::new(problem.told(file)),
    })?;
    let mut parts = vec![Part { origin: Origin::File(file.to_path_buf()), text }];
    for beside in beside(file)? {
        let text = text_of(&beside).map_err(|problem| Error::new(problem.told(&beside)))?;
        parts.push(Part { origin: Origin::File(beside), text });
    }
    Ok(parts)
}

/// The files of `conf.d` in their order; none where there is no such folder.
fn beside(file: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = file.parent().unwrap_or(Path::new("")).join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::new(format!("cannot read {}: {error}", folder.display()))),
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| Error::new(format!("cannot read {}: {error}", folder.display())))?;
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml") && !hidden(path));
    files.sort();
    Ok(files)
}

/// The variables that set keys, in the order of their names.
pub fn variables(all: impl Iterator<Item = (OsString, OsString)>) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    for (name, value) in all {
        let Some((name, key)) = name.to_str().and_then(|name| Some((name, name.strip_prefix(PREFIX)?))) else { continue };
        if NO_KEYS.contains(&key) {
            continue;
        }
        let keys: Vec<String> = key.split("__").map(str::to_ascii_lowercase).collect();
        let origin = Origin::Variable(name.to_string(), keys);
        let text = value.into_string().map_err(|_| Error::new(format!("{origin}: is not UTF-8 text")))?;
        parts.push(Part { origin, text });
    }
    parts.sort_by_key(|part| part.origin.to_string());
    Ok(parts)
}
