//! What has to leave the server or to come back to it, and what is waited for.

use rusqlite::{OptionalExtension, params};

use super::rows::{key_of, pending_of, role_code};
use super::{Key, Pending, Store, StoreError, What};

/// What has to leave the server or to come back to it, and what is waited for.
pub trait Unfinished {
    /// Notes that something has to leave; its number.
    ///
    /// # Errors
    /// The disk's.
    fn push(&self, key: &Key, what: &What) -> Result<i64, StoreError>;

    /// What is pending under that number.
    ///
    /// # Errors
    /// The disk's.
    fn pending(&self, id: i64) -> Result<Option<Pending>, StoreError>;

    /// All that is pending, in its order.
    ///
    /// # Errors
    /// The disk's.
    fn all_pending(&self) -> Result<Vec<Pending>, StoreError>;

    /// Whether a POST of that delegation has no response yet.
    ///
    /// # Errors
    /// The disk's.
    fn awaits_response(&self, key: &Key) -> Result<bool, StoreError>;

    /// It may have left from now on.
    ///
    /// # Errors
    /// The disk's.
    fn attempt(&self, id: i64) -> Result<(), StoreError>;

    /// It is done with.
    ///
    /// # Errors
    /// The disk's.
    fn settle(&self, id: i64) -> Result<(), StoreError>;

    /// Forgets all of that delegation: what waits to leave or to be answered, and timers. What
    /// waited.
    ///
    /// # Errors
    /// The disk's.
    fn abandon(&self, key: &Key) -> Result<Vec<Pending>, StoreError>;

    /// Sets a timer; `None` takes it away.
    ///
    /// # Errors
    /// The disk's.
    fn timer(&self, key: &Key, timer: u8, due: Option<i64>) -> Result<(), StoreError>;

    /// All timers, with when they expire.
    ///
    /// # Errors
    /// The disk's.
    fn timers(&self) -> Result<Vec<(Key, u8, i64)>, StoreError>;
}

impl Unfinished for Store {
    fn push(&self, key: &Key, what: &What) -> Result<i64, StoreError> {
        let role = role_code(key.role);
        match what {
            What::Post { message, number, session, body } => self
                .connection
                .prepare_cached(
                    "INSERT INTO pending (role, peer, device, message, number, session, body)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    role,
                    key.peer,
                    key.device,
                    message,
                    number.cast_signed(),
                    session,
                    body
                ])?,
            What::Command(command) => self
                .connection
                .prepare_cached(
                    "INSERT INTO pending (role, peer, device, command) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![role, key.peer, key.device, command])?,
        };
        Ok(self.connection.last_insert_rowid())
    }

    fn pending(&self, id: i64) -> Result<Option<Pending>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, message, number, session, body, command, attempted
             FROM pending WHERE id = ?1",
        )?;
        Ok(statement.query_row(params![id], pending_of).optional()?)
    }

    fn all_pending(&self) -> Result<Vec<Pending>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, message, number, session, body, command, attempted
             FROM pending ORDER BY id",
        )?;
        Ok(statement.query_map([], pending_of)?.collect::<Result<_, _>>()?)
    }

    fn awaits_response(&self, key: &Key) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM pending WHERE role = ?1 AND peer = ?2 AND device = ?3
             AND message IS NOT NULL",
        )?;
        Ok(statement.exists(params![role_code(key.role), key.peer, key.device])?)
    }

    fn attempt(&self, id: i64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE pending SET attempted = 1 WHERE id = ?1")?
            .execute(params![id])?;
        Ok(())
    }

    fn settle(&self, id: i64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM pending WHERE id = ?1")?
            .execute(params![id])?;
        Ok(())
    }

    fn abandon(&self, key: &Key) -> Result<Vec<Pending>, StoreError> {
        let named = params![role_code(key.role), key.peer, key.device];
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, message, number, session, body, command, attempted
             FROM pending WHERE role = ?1 AND peer = ?2 AND device = ?3 ORDER BY id",
        )?;
        let waited = statement.query_map(named, pending_of)?.collect::<Result<_, _>>()?;
        for table in ["pending", "timers"] {
            self.connection
                .prepare_cached(&format!(
                    "DELETE FROM {table} WHERE role = ?1 AND peer = ?2 AND device = ?3"
                ))?
                .execute(named)?;
        }
        Ok(waited)
    }

    fn timer(&self, key: &Key, timer: u8, due: Option<i64>) -> Result<(), StoreError> {
        let role = role_code(key.role);
        match due {
            Some(due) => self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO timers VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![role, key.peer, key.device, timer, due])?,
            None => self
                .connection
                .prepare_cached(
                    "DELETE FROM timers WHERE role = ?1 AND peer = ?2 AND device = ?3
                     AND timer = ?4",
                )?
                .execute(params![role, key.peer, key.device, timer])?,
        };
        Ok(())
    }

    fn timers(&self) -> Result<Vec<(Key, u8, i64)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT role, peer, device, timer, due FROM timers")?;
        let found =
            statement.query_map([], |row| Ok((key_of(row, 0)?, row.get(3)?, row.get(4)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
