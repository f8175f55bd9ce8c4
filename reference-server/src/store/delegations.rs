//! The records of delegations.

use protocol::Role;
use rusqlite::{OptionalExtension, params};

use super::rows::{key_of, record_of, role_code};
use super::{Key, Record, Store, StoreError};

/// The records of delegations.
pub trait Delegations {
    /// The record of a delegation; an empty one where there is none.
    ///
    /// # Errors
    /// The disk's.
    fn record(&self, key: &Key) -> Result<Record, StoreError>;

    /// Writes the record of a delegation.
    ///
    /// # Errors
    /// The disk's.
    fn put(&self, key: &Key, record: &Record) -> Result<(), StoreError>;

    /// Whose current session that is.
    ///
    /// # Errors
    /// The disk's.
    fn by_session(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError>;

    /// All delegations of a device in that role.
    ///
    /// # Errors
    /// The disk's.
    fn by_device(&self, role: Role, device: &str) -> Result<Vec<Key>, StoreError>;

    /// All delegations with their records.
    ///
    /// # Errors
    /// The disk's.
    fn all(&self) -> Result<Vec<(Key, Record)>, StoreError>;
}

impl Delegations for Store {
    fn record(&self, key: &Key) -> Result<Record, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT party, number, session, tree, account, url, cause, kept, steps FROM parties
             WHERE role = ?1 AND peer = ?2 AND device = ?3",
        )?;
        let found = statement
            .query_row(params![role_code(key.role), key.peer, key.device], record_of)
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    fn put(&self, key: &Key, record: &Record) -> Result<(), StoreError> {
        let kept = serde_json::to_string(&record.kept)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        self.connection
            .prepare_cached(
                "INSERT INTO parties VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT DO UPDATE SET party = ?4, number = ?5, session = ?6, tree = ?7,
                 account = ?8, url = ?9, cause = ?10, kept = ?11, steps = ?12",
            )?
            .execute(params![
                role_code(key.role),
                key.peer,
                key.device,
                record.party.0.cast_signed(),
                record.number.cast_signed(),
                record.session,
                record.tree,
                record.account,
                record.url,
                record.cause,
                kept,
                record.steps
            ])?;
        Ok(())
    }

    fn by_session(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, peer, device FROM parties WHERE peer = ?1 AND session = ?2",
        )?;
        Ok(statement.query_row(params![peer, session], |row| key_of(row, 0)).optional()?)
    }

    fn by_device(&self, role: Role, device: &str) -> Result<Vec<Key>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, peer, device FROM parties WHERE device = ?1 AND role = ?2",
        )?;
        let found = statement.query_map(params![device, role_code(role)], |row| key_of(row, 0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn all(&self) -> Result<Vec<(Key, Record)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT party, number, session, tree, account, url, cause, kept, steps, role, peer, device
             FROM parties ORDER BY device, peer, role",
        )?;
        let found = statement.query_map([], |row| Ok((key_of(row, 9)?, record_of(row)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
