//! What can go wrong with the database file, as far as a caller acts on it.

use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

/// A fault of the database file. Found in an `anyhow::Error` with `error.downcast_ref::<Fault>()`.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The disk failed while writing. A second try could succeed and hide that the first was lost, so the store refuses every
    /// further call: the program must end, and starting it again lets SQLite recover what was committed.
    #[error(
        "{}: the disk failed ({cause}), and whether the last step was kept is unknown; stop, check the disk, then start again", path.display()
    )]
    UnknownOutcome { path: PathBuf, cause: String },
    /// Nothing was lost or half done; the call may be repeated when there is space.
    #[error("{}: the disk is full; free some space, nothing was lost", path.display())]
    Full { path: PathBuf },
    /// Retrying will not help.
    #[error("{}: not a database, or damaged ({cause}); restore a copy, and keep this file for inspection", path.display())]
    Damaged { path: PathBuf, cause: String },
    /// Another process holds the database for longer than we wait.
    #[error("{}: in use by another process; stop it, or try again later", path.display())]
    Busy { path: PathBuf },
    /// The file or its directory cannot be opened or written.
    #[error("{}: cannot be opened for writing ({cause}); check that the directory exists and is writable", path.display())]
    Unusable { path: PathBuf, cause: String },
    /// Written by a newer version of this program.
    #[error("{}: written by a newer version of rosterwatch; install that version or a later one", path.display())]
    TooNew { path: PathBuf },
    /// Written by an older version of this program, and not brought up to date by who only looks.
    #[error("{}: written by an older version of rosterwatch; `rosterwatch run` or `rosterwatch once` brings it up to date", path.display())]
    TooOld { path: PathBuf },
}

impl Fault {
    /// The fault behind a database error; `None` for an error that is none of the file's.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Option<Fault> {
        let path = path.to_path_buf();
        let cause = error.to_string();
        match error.sqlite_error_code()? {
            // The index beside the log could not grow; nothing has been written yet.
            ErrorCode::SystemIoFailure if extended(error) == Some(ffi::SQLITE_IOERR_SHMSIZE) => Some(Fault::Full { path }),
            ErrorCode::SystemIoFailure => Some(Fault::UnknownOutcome { path, cause }),
            ErrorCode::DiskFull => Some(Fault::Full { path }),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(Fault::Damaged { path, cause }),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Fault::Busy { path }),
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Some(Fault::Unusable { path, cause }),
            _ => None,
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}
