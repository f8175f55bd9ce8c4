//! The database: what survives a crash.
//!
//! One file, one process. Everything that a step changes, and everything that is to leave the
//! server because of it, is written in one transaction before anything leaves.

mod delegations;
mod error;
mod rows;
mod schema;
mod sessions;
#[cfg(test)]
mod tests;
mod unfinished;

use std::path::Path;

use rusqlite::Connection;

pub use delegations::Delegations;
pub use error::StoreError;
pub use rows::{Given, Key, Pending, Record, Session, What};
use schema::MIGRATIONS;
pub use sessions::Sessions;
pub use unfinished::Unfinished;

/// What of the file is kept in memory.
const CACHE_KIB: i64 = 16 * 1024;
/// After how many pages of 4 KiB the log is brought into the file: a page that changes often is
/// written there once for all.
const CHECKPOINT_PAGES: i64 = 8 * 1024;

/// What keeps the records of a server, and loses nothing that was committed: the database, and in
/// simulations a disk in memory.
pub trait Storage: Delegations + Sessions + Unfinished {
    /// Begins a transaction; all that follows is in it until [`Storage::commit`].
    ///
    /// # Errors
    /// The disk's.
    fn begin(&self) -> Result<(), StoreError>;

    /// Makes it durable.
    ///
    /// # Errors
    /// The disk's, a full one above all: then nothing of it has happened.
    fn commit(&self) -> Result<(), StoreError>;

    /// Takes it back.
    fn rollback(&self);
}

/// The database, opened.
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the file, makes it where there is none, and brings it to this version.
    ///
    /// # Errors
    /// Another process has it, it is of a later version, or SQLite cannot use it.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        owned(path).map_err(|error| StoreError::File(path.display().to_string(), error))?;
        let connection = Connection::open(path)?;
        let in_use = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                StoreError::InUse(path.display().to_string())
            }
            _ => StoreError::Sqlite(error),
        };
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(in_use)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(in_use)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        // Taken now and kept: the second process fails here and not later.
        connection.execute_batch("BEGIN IMMEDIATE; COMMIT").map_err(in_use)?;
        connection.set_prepared_statement_cache_capacity(64);
        let store = Store { connection };
        store.migrate()?;
        Ok(store)
    }

    fn migrate(&self) -> Result<(), StoreError> {
        let version: i64 =
            self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        if version > known {
            return Err(StoreError::TooNew { found: version, known });
        }
        for (number, migration) in (1_i64..).zip(MIGRATIONS).filter(|(n, _)| *n > version) {
            self.connection.execute_batch(&format!(
                "BEGIN IMMEDIATE; {migration}; PRAGMA user_version = {number}; COMMIT"
            ))?;
        }
        Ok(())
    }

    /// A name that no other database has.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn name(&self) -> Result<String, StoreError> {
        Ok(self.connection.query_row("SELECT name FROM about", [], |row| row.get(0))?)
    }

    /// Ties the database to the words that its numbers stand for, and notes the options: once
    /// written, it is read with the same words, and with other options only at rest.
    ///
    /// # Errors
    /// It is of other words, or was written with other options and `open` delegations are not at
    /// rest; or SQLite's own.
    pub fn tie(
        &self,
        words: &str,
        options: u64,
        open: impl FnOnce(&Store) -> Result<usize, StoreError>,
    ) -> Result<(), StoreError> {
        let (was, had): (Option<String>, Option<i64>) =
            self.connection.query_row("SELECT words, options FROM about", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if was.is_some_and(|was| was != words) {
            return Err(StoreError::OtherWords);
        }
        if had.is_some_and(|had| had.cast_unsigned() != options) {
            let open = open(self)?;
            if open > 0 {
                return Err(StoreError::OtherOptions { open });
            }
        }
        self.connection.execute(
            "UPDATE about SET words = ?1, options = ?2",
            rusqlite::params![words, options.cast_signed()],
        )?;
        Ok(())
    }
}

impl Storage for Store {
    fn begin(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn rollback(&self) {
        // Where SQLite has rolled back by itself there is nothing left to be taken back.
        let _ = self.connection.execute_batch("ROLLBACK");
    }
}

/// Makes the file, so that nobody else can read the credentials in it; SQLite gives its other files
/// the same mode.
fn owned(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    Ok(())
}
