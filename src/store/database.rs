//! The database file: how it is opened, brought to the present schema, read and written.

use std::cell::Cell;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, ffi};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use super::fault::Fault;
use super::people;
use crate::crash;

/// Statements that stay prepared: more than reading and recording an article takes, for preparing one costs more than running it.
const STATEMENTS: usize = 128;
/// How long a call waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The migrations in their order; the number of those applied is kept in the file's `user_version`.
const MIGRATIONS: &[M] = &[
    M::up(include_str!("../../migrations/0001_initial.sql")),
    M::up(include_str!("../../migrations/0002_health.sql")),
    M::up(include_str!("../../migrations/0003_x_reading.sql")),
    M::up(include_str!("../../migrations/0004_roster.sql")).foreign_key_check(),
    M::up(include_str!("../../migrations/0005_mail.sql")).foreign_key_check(),
    M::up(include_str!("../../migrations/0006_batch_bytes.sql")),
    M::up(include_str!("../../migrations/0007_tellings.sql")).foreign_key_check(),
    M::up(include_str!("../../migrations/0008_merge.sql")).foreign_key_check(),
    M::up(include_str!("../../migrations/0009_reprocess.sql")),
];

/// Everything that is kept. One process writes at a time; each function is one transaction.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    broken: Cell<bool>,
}

impl Store {
    /// Opens or creates the database at `path` and brings its schema up to date.
    ///
    /// # Errors
    /// A [`Fault`] if the file cannot be used; it is never deleted or replaced.
    pub fn open(path: &Path) -> anyhow::Result<Store> {
        let connection = connect(path).map_err(|error| explain(path, error))?;
        let mut store = Store { connection, path: path.to_path_buf(), broken: Cell::new(false) };
        store.migrate().map_err(|error| store.explain_migration(error))?;
        if store.read(people::lacks_keys)? {
            store.write("keys", people::make_keys)?;
        }
        Ok(store)
    }

    /// Foreign keys are off meanwhile: a table that is written anew is dropped while others refer to it.
    fn migrate(&mut self) -> Result<(), rusqlite_migration::Error> {
        let enforce = |connection: &Connection, on: &str| connection.pragma_update(None, "foreign_keys", on);
        self.keep_copy()?;
        enforce(&self.connection, "OFF")?;
        Migrations::from_slice(MIGRATIONS).to_latest(&mut self.connection)?;
        Ok(enforce(&self.connection, "ON")?)
    }

    /// Keeps a copy of a database whose schema is about to change, beside it: `rosterwatch.db.before-4` before the fourth migration.
    fn keep_copy(&self) -> Result<(), rusqlite_migration::Error> {
        let version: u32 = self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let copy = format!("{}.before-{}", self.path.display(), version + 1);
        let is_old = (1..MIGRATIONS.len()).contains(&usize::try_from(version).unwrap_or(usize::MAX));
        if is_old && !Path::new(&copy).exists() {
            self.connection.execute("VACUUM INTO ?1", [copy])?;
        }
        Ok(())
    }

    /// Opens the database at `path` for looking only: nothing is written and no schema is changed.
    ///
    /// # Errors
    /// A [`Fault`] if the file cannot be used, or is of another version of this program.
    pub fn view(path: &Path) -> anyhow::Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(BUSY_TIMEOUT)?;
            let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((connection, version))
        };
        let (connection, version) = open().map_err(|error| explain(path, error))?;
        match usize::try_from(version).unwrap_or(usize::MAX).cmp(&MIGRATIONS.len()) {
            Ordering::Equal => Ok(Store { connection, path: path.to_path_buf(), broken: Cell::new(false) }),
            Ordering::Greater => Err(Fault::TooNew { path: path.to_path_buf() }.into()),
            Ordering::Less => Err(Fault::TooOld { path: path.to_path_buf() }.into()),
        }
    }

    /// No commit waits for the disk any more: for a copy that a power cut may take.
    pub(super) fn do_not_sync(&self) -> anyhow::Result<()> {
        Ok(self.connection.pragma_update(None, "synchronous", "OFF")?)
    }

    /// Asks the database for something small, to see that it answers.
    pub fn answers(&self) -> anyhow::Result<()> {
        self.read(|connection| Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM source)", [], |_| Ok(()))?))
    }

    /// Merges what is still in the log beside the file into it, as far as nobody reads it, so that the file alone is whole.
    pub fn settle_down(&self) -> anyhow::Result<()> {
        self.refuse_if_broken()?;
        let merged = self.connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
        merged.map_err(|error| self.examine(error.into()))
    }

    /// The bytes that the database takes on the disk, with what is not merged into its file yet.
    pub fn bytes(&self) -> u64 {
        let of = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        of(&self.path) + of(Path::new(&log))
    }

    /// The file that this store keeps everything in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a whole copy of the database to `to`, which must not exist.
    pub fn copy_to(&self, to: &Path) -> anyhow::Result<()> {
        let to = to.to_str().with_context(|| format!("{}: the path is not UTF-8", to.display()))?;
        self.refuse_if_broken()?;
        let copied = self.connection.execute("VACUUM INTO ?1", [to]).map(|_| ());
        copied.with_context(|| format!("{to}: cannot write a copy of the database; the file must not exist yet"))
    }

    /// Reads in one consistent view of the database.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.refuse_if_broken()?;
        let view = self.connection.unchecked_transaction().map_err(anyhow::Error::from);
        view.and_then(|view| read(&view)).map_err(|error| self.examine(error))
    }

    /// Writes all or nothing. `name` names the crash points around the commit.
    pub(super) fn write<T>(&mut self, name: &str, write: impl FnOnce(&Transaction) -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.refuse_if_broken()?;
        let result = in_transaction(&mut self.connection, name, write);
        result.map_err(|error| self.examine(error))
    }

    fn refuse_if_broken(&self) -> anyhow::Result<()> {
        let cause = || "in an earlier step".to_string();
        if self.broken.get() { Err(Fault::UnknownOutcome { path: self.path.clone(), cause: cause() }.into()) } else { Ok(()) }
    }

    /// Turns a database error into the fault behind it, and remembers one after which nothing may be tried again.
    fn examine(&self, error: anyhow::Error) -> anyhow::Error {
        let error = match error.chain().find_map(|cause| cause.downcast_ref::<rusqlite::Error>()).map(|cause| Fault::of(&self.path, cause))
        {
            Some(Some(fault)) => fault.into(),
            Some(None) => error.context(format!("{}: the database refused a step", self.path.display())),
            None => error,
        };
        if matches!(error.downcast_ref(), Some(Fault::UnknownOutcome { .. })) {
            self.broken.set(true);
        }
        error
    }

    fn explain_migration(&self, error: rusqlite_migration::Error) -> anyhow::Error {
        match error {
            rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
                Fault::TooNew { path: self.path.clone() }.into()
            }
            rusqlite_migration::Error::RusqliteError { err, .. } => explain(&self.path, err),
            other => anyhow::Error::new(other).context(format!("{}: cannot bring the database up to date", self.path.display())),
        }
    }
}

fn explain(path: &Path, error: rusqlite::Error) -> anyhow::Error {
    match Fault::of(path, &error) {
        Some(fault) => fault.into(),
        None => anyhow::Error::new(error).context(format!("{}: cannot open the database", path.display())),
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // WAL with FULL: a commit survives a power cut, and readers do not wait for the writer.
    follow_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Switches to write-ahead logging. The mode is answered before it is committed: only who asks on learns that the disk failed.
fn follow_log(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA journal_mode = WAL")?;
    let mut answers = statement.query([])?;
    let mut mode = String::new();
    while let Some(answer) = answers.next()? {
        mode = answer.get(0)?;
    }
    if mode == "wal" {
        return Ok(());
    }
    let why = format!("its log cannot be made, the journal mode stays `{mode}`");
    Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CANTOPEN), Some(why)))
}

fn in_transaction<T>(connection: &mut Connection, name: &str, write: impl FnOnce(&Transaction) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    crash::point(&format!("{name}: begun"));
    let value = write(&transaction)?;
    crash::point(&format!("{name}: before commit"));
    transaction.commit()?;
    crash::point(&format!("{name}: after commit"));
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("roster.db")).unwrap();
        (folder, store)
    }

    fn setting(store: &Store, name: &str) -> String {
        store.connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).map(|v| format!("{v:?}")).unwrap()
    }

    /// Shipped migrations are never edited: somewhere a database has them applied. A change of the schema is a new file.
    #[test]
    fn shipped_migrations_are_unedited() {
        let shipped = [
            ("0001_initial.sql", include_str!("../../migrations/0001_initial.sql"), 0x5c74_6704_a74b_42fd_u64),
            ("0002_health.sql", include_str!("../../migrations/0002_health.sql"), 0x7fe2_4b47_61a6_3dc5),
            ("0003_x_reading.sql", include_str!("../../migrations/0003_x_reading.sql"), 0xe67c_8804_f1a3_d030),
            ("0004_roster.sql", include_str!("../../migrations/0004_roster.sql"), 0x57da_7917_3fbc_032a),
            ("0005_mail.sql", include_str!("../../migrations/0005_mail.sql"), 0xa2c2_8d46_a7eb_2356),
            ("0006_batch_bytes.sql", include_str!("../../migrations/0006_batch_bytes.sql"), 0x71b8_2546_dbc7_5a74),
            ("0007_tellings.sql", include_str!("../../migrations/0007_tellings.sql"), 0x67a8_a742_6141_cd7e),
            ("0008_merge.sql", include_str!("../../migrations/0008_merge.sql"), 0x757b_b50d_effa_9d07),
            ("0009_reprocess.sql", include_str!("../../migrations/0009_reprocess.sql"), 0x7bda_4625_84ad_9746),
        ];
        assert_eq!(shipped.len(), MIGRATIONS.len());
        for (name, text, hash) in shipped {
            let now = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
            assert_eq!(now, hash, "{name} was edited: {now:#018x}");
        }
    }

    #[test]
    fn migrations_apply_to_an_empty_file_and_a_second_opening_finds_them() {
        assert_eq!(Migrations::from_slice(MIGRATIONS).validate(), Ok(()));
        let (folder, store) = open();
        drop(store);
        let store = Store::open(&folder.path().join("roster.db")).unwrap();
        assert_eq!(setting(&store, "user_version"), format!("Integer({})", MIGRATIONS.len()));
    }

    /// A database of the first release, with everything in it that later migrations write anew.
    #[test]
    fn an_old_database_keeps_what_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        let mut old = connect(&path).unwrap();
        Migrations::from_slice(&MIGRATIONS[..3]).to_latest(&mut old).unwrap();
        old.execute_batch(
            "INSERT INTO person (id, name) VALUES (1, 'Ann Poe'); INSERT INTO organisation (id, name) VALUES (1, 'Acme');
             INSERT INTO article (id, key, source, url, title, published, fetched, kind, text, recorded) VALUES (7, 'k', 's',
                'https://wire.example/1', 't', '2024-09-25T00:00:00.000Z', '2024-09-25T00:00:00.000Z', 'article', 'x', '2024-09-25T00:00:00.000Z');
             INSERT INTO finding (id, article_id, claim, person) VALUES (1, 7, 'stay', 'Ann Poe');
             INSERT INTO change (id, person_id, organisation_id, kind, manner, certainty, after_status, detected)
                VALUES ('c', 1, 1, 'departed', 'resigned', 'reported', 'former', '2024-09-25T00:05:00.000Z');
             INSERT INTO support (change_id, article_id, certainty, quote) VALUES ('c', 7, 'reported', 'q');
             INSERT INTO outbox (change_id, recipient, queued) VALUES ('c', 'a@example.org', '2024-09-25T00:05:00.000Z');
             INSERT INTO tenure (line, person_id, organisation_id, role_title, role_code, interim, status, change_id, learnt_at)
                VALUES (1, 1, 1, 'CEO', 'CEO', 0, 'former', 'c', '2024-09-25T00:05:00.000Z');",
        )
        .unwrap();
        drop(old);
        let store = Store::open(&path).unwrap();
        let changes = store.changes().unwrap();
        let change = &changes[0];
        assert_eq!(
            (change.story.as_str(), change.standing.as_str(), change.support[0].url.as_str()),
            ("c", "reported", "https://wire.example/1")
        );
        let count = |query: &str| store.connection.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM telling WHERE what = 'new' AND NOT quiet"), 1);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(setting(&store, "foreign_keys"), "Integer(1)");
        assert_eq!(store.roster().unwrap().tenures.len(), 1);
    }

    #[test]
    fn a_commit_is_synced_and_references_are_checked() {
        let (_folder, store) = open();
        assert_eq!(setting(&store, "journal_mode"), "Text(\"wal\")");
        assert_eq!(setting(&store, "synchronous"), "Integer(2)");
        assert_eq!(setting(&store, "foreign_keys"), "Integer(1)");
    }

    #[test]
    fn a_copy_is_kept_before_the_schema_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        let mut connection = Connection::open(&path).unwrap();
        Migrations::from_slice(MIGRATIONS).to_version(&mut connection, 2).unwrap();
        connection.execute("INSERT INTO source (name, cursor) VALUES ('Wire', '{}')", []).unwrap();
        drop(connection);
        assert!(matches!(Store::view(&path).err().unwrap().downcast_ref(), Some(Fault::TooOld { .. })));
        assert_eq!(Store::open(&path).unwrap().states().unwrap().len(), 1);
        let copy = Connection::open(folder.path().join("roster.db.before-3")).unwrap();
        let (version, sources): (u32, u32) = copy
            .query_row("SELECT user_version, (SELECT count(*) FROM source) FROM pragma_user_version", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!((version, sources), (2, 1));
        drop((copy, Store::open(&path).unwrap()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "a database of today is not copied");
    }

    #[test]
    fn a_newer_database_is_refused_and_left_alone() {
        let (folder, store) = open();
        store.connection.pragma_update(None, "user_version", 99).unwrap();
        drop(store);
        let error = Store::open(&folder.path().join("roster.db")).err().unwrap();
        assert!(matches!(error.downcast_ref(), Some(Fault::TooNew { .. })), "{error:#}");
    }

    #[test]
    fn a_file_that_is_no_database_is_reported_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        std::fs::write(&path, "person,role\n".repeat(100)).unwrap();
        let error = Store::open(&path).err().unwrap();
        assert!(matches!(error.downcast_ref(), Some(Fault::Damaged { .. })), "{error:#}");
        assert_eq!(std::fs::read(&path).unwrap().len(), 1200);
        let missing = Store::open(&folder.path().join("nowhere/roster.db")).err().unwrap();
        assert!(matches!(missing.downcast_ref(), Some(Fault::Unusable { .. })), "{missing:#}");
    }

    #[test]
    fn after_a_disk_error_nothing_is_tried_again() {
        let (_folder, mut store) = open();
        let failure = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_FSYNC), None);
        let error = store.write("test", |_| Err::<(), _>(anyhow::Error::new(failure()).context("recording"))).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Fault::UnknownOutcome { .. })), "{error:#}");
        assert_eq!(format!("{error:#}").lines().count(), 1);
        assert!(store.write("test", |_| Ok(())).is_err());
        assert!(store.read(|_| Ok(())).is_err());
    }

    #[test]
    fn a_full_disk_may_be_tried_again() {
        let (_folder, mut store) = open();
        let failure = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_FULL), None);
        let error = store.write("test", |_| Err::<(), _>(failure().into())).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Fault::Full { .. })));
        assert!(store.write("test", |_| Ok(())).is_ok());
    }

    #[test]
    fn a_tenure_is_superseded_and_never_overwritten() {
        let (_folder, store) = open();
        store
            .connection
            .execute_batch(
                "INSERT INTO person (name) VALUES ('Ann Poe'); INSERT INTO organisation (name) VALUES ('Acme');
                 INSERT INTO tenure (line, person_id, organisation_id, role_title, role_code, interim, status, learnt_at)
                 VALUES (1, 1, 1, 'CEO', 'CEO', 0, 'current', '2024-01-01T00:00:00.000Z');",
            )
            .unwrap();
        assert!(store.connection.execute("UPDATE tenure SET status = 'former'", []).is_err());
        assert!(store.connection.execute("UPDATE tenure SET since = '2020', superseded_at = '2024-02'", []).is_err());
        assert!(store.connection.execute("DELETE FROM tenure", []).is_err());
        assert!(store.connection.execute("UPDATE tenure SET superseded_at = '2024-02-01T00:00:00.000Z'", []).is_ok());
        assert!(store.connection.execute("UPDATE tenure SET superseded_at = '2024-03-01T00:00:00.000Z'", []).is_err());
    }
}
