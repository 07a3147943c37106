//! Care for the database: whole copies, whether it is sound, and what has been kept for long enough.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::Timestamp;
use rusqlite::params;

use super::database::Store;
use super::fault::Fault;
use super::row::Moment;
use crate::domain::article::version_key;

/// What a purge took out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Articles whose texts are gone; what they told and the sentences that say so stay.
    pub texts: usize,
    /// Mails handed over whose bytes are gone; who was told what stays.
    pub mails: usize,
}

impl Store {
    /// Writes a whole copy of the database as it is now to `to`, which must not exist, and opens it to see that it is sound. Others may
    /// write meanwhile. `to` is there whole or not at all, and only for its owner.
    pub fn backup(&self, to: &Path) -> anyhow::Result<()> {
        if to.exists() {
            bail!("{} is there already and was left as it is", to.display());
        }
        let part = beside(to, ".part");
        let _ = fs::remove_file(&part);
        let copied = self.copy_to(&part).and_then(|()| {
            fs::set_permissions(&part, fs::Permissions::from_mode(0o600))?;
            Store::view(&part)?.check()?;
            File::open(&part)?.sync_all()?;
            Ok(fs::rename(&part, to)?)
        });
        copied.with_context(|| format!("{}: no copy was made", to.display())).inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })
    }

    /// Puts the copy `from` in the place of the database at `path`, which must not be in use. What was there is kept beside it, under the
    /// name that is returned.
    pub fn restore(from: &Path, path: &Path, now: Timestamp) -> anyhow::Result<Option<PathBuf>> {
        Store::view(from)?.check()?;
        let part = beside(path, ".part");
        fs::copy(from, &part).and_then(|_| File::open(&part)?.sync_all()).with_context(|| format!("cannot write {}", part.display()))?;
        let old = if path.exists() {
            let old = beside(path, &now.strftime(".before-%Y%m%dT%H%M%SZ").to_string());
            // With its log, which may hold what the file does not.
            for end in ["-wal", "-shm", ""] {
                let file = beside(path, end);
                if file.exists() {
                    fs::rename(&file, beside(&old, end)).with_context(|| format!("cannot move {} away", file.display()))?;
                }
            }
            Some(old)
        } else {
            None
        };
        fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(old)
    }

    /// Reads the whole database and checks that it is sound and that all that refers to something finds it.
    ///
    /// # Errors
    /// [`Fault::Damaged`] with the first of the things that are not.
    pub fn check(&self) -> anyhow::Result<()> {
        let found = self.read(|connection| {
            let mut query = connection.prepare("PRAGMA integrity_check(1)")?;
            let mut found: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            found.retain(|line| line != "ok");
            let mut query = connection.prepare("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1")?;
            let lost = query.query_map([], |row| {
                Ok(format!("a row of `{}` refers to one of `{}` that is not there", row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            found.extend(lost.collect::<Result<Vec<_>, _>>()?);
            Ok(found)
        })?;
        match found.into_iter().next() {
            None => Ok(()),
            Some(cause) => Err(Fault::Damaged { path: self.path().to_path_buf(), cause }.into()),
        }
    }

    /// Takes out the texts of articles that were recorded before `before`, and the bytes of mails that were handed over before. Sources
    /// among `compared` are left alone: what they bring next is compared with what they brought last.
    pub fn purge(&mut self, before: Timestamp, compared: &[&str]) -> anyhow::Result<Purged> {
        let compared = serde_json::to_string(compared)?;
        self.write("purge", |transaction| {
            let texts = transaction.execute(
                "UPDATE article SET text = '' WHERE recorded < ?1 AND text <> '' AND instr(key, ?2) = 0
                 AND source NOT IN (SELECT value FROM json_each(?3))",
                params![Moment(before), version_key("", ""), compared],
            )?;
            let mails = transaction.execute(
                "UPDATE batch_bytes SET bytes = x'' WHERE length(bytes) > 0 AND batch_id IN
                     (SELECT id FROM batch WHERE state = 'sent' AND finished < ?1)",
                [Moment(before)],
            )?;
            Ok(Purged { texts, mails })
        })
    }
}

/// The path with something at the end of its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_copy_is_whole_and_takes_the_place_of_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("roster.db"), folder.path().join("copy.db"));
        let mut store = Store::open(&path).unwrap();
        store.record_unreadable("Wire", "a", "https://wire.example/a", "no text", at("2024-09-25T00:00:00Z")).unwrap();
        store.backup(&copy).unwrap();
        assert!(store.backup(&copy).unwrap_err().to_string().contains("is there already"));
        store.record_unreadable("Wire", "b", "https://wire.example/b", "no text", at("2024-09-25T00:00:00Z")).unwrap();
        drop(store);
        let old = Store::restore(&copy, &path, at("2024-09-26T01:02:03Z")).unwrap().unwrap();
        assert!(old.ends_with("roster.db.before-20240926T010203Z"), "{}", old.display());
        let keys = ["a".to_string(), "b".to_string()];
        assert_eq!(Store::open(&path).unwrap().unseen(&keys).unwrap(), ["b"]);
        assert!(Store::open(&old).unwrap().unseen(&keys).unwrap().is_empty());
    }

    #[test]
    fn what_is_damaged_is_found_and_not_restored() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("roster.db"), folder.path().join("copy.db"));
        let store = Store::open(&path).unwrap();
        store.check().unwrap();
        store.backup(&copy).unwrap();
        let mut bytes = fs::read(&copy).unwrap();
        let page = bytes.len() / 4096 / 2 * 4096;
        bytes[page..page + 64].fill(0xff);
        fs::write(&copy, bytes).unwrap();
        let error = Store::view(&copy).and_then(|store| store.check()).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Fault::Damaged { .. })), "{error:#}");
        drop(store);
        let before = fs::read(&path).unwrap();
        assert!(Store::restore(&copy, &path, at("2024-09-26T01:02:03Z")).is_err());
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}
