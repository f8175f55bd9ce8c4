//! Sessions, their traces, and the responses that were given in them.

use protocol::{Party, Table};
use rusqlite::{OptionalExtension, params};
use trace::format::Entry;

use super::rows::{key_of, role_code};
use super::{Given, Key, Session, Store, StoreError};

/// Sessions, their traces, and the responses that were given in them.
pub trait Sessions {
    /// Notes a session that begins.
    ///
    /// # Errors
    /// The disk's.
    fn open_session(&self, session: &Session) -> Result<(), StoreError>;

    /// Notes a step of a session: its rule, and the state after it.
    ///
    /// # Errors
    /// The disk's.
    fn step_session(
        &self,
        peer: &str,
        id: &str,
        rule: Option<&str>,
        state: &str,
        now: i64,
    ) -> Result<(), StoreError>;

    /// Notes what was told of a session, or that it is over: for the first time.
    ///
    /// # Errors
    /// The disk's.
    fn note_session(
        &self,
        peer: &str,
        id: &str,
        outcome: Option<&str>,
        closed: Option<i64>,
    ) -> Result<(), StoreError>;

    /// The sessions of that identifier; all of them where there is none given. The latest first.
    ///
    /// # Errors
    /// The disk's.
    fn sessions(&self, id: Option<&str>, most: u32) -> Result<Vec<Session>, StoreError>;

    /// Whose session it is that the peer, or this server to it, has called so before.
    ///
    /// # Errors
    /// The disk's.
    fn used(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError>;

    /// Adds a step to the trace of a delegation.
    ///
    /// # Errors
    /// The disk's.
    fn trace(&self, table: &Table, key: &Key, entry: &Entry) -> Result<(), StoreError>;

    /// The response that was given to that request of the peer.
    ///
    /// # Errors
    /// The disk's.
    fn given(&self, peer: &str, request: &str) -> Result<Option<Given>, StoreError>;

    /// Remembers a response, and forgets those from before `oldest`.
    ///
    /// # Errors
    /// The disk's.
    fn give(
        &self,
        peer: &str,
        request: &str,
        given: &Given,
        now: i64,
        oldest: i64,
    ) -> Result<(), StoreError>;
}

impl Sessions for Store {
    fn open_session(&self, session: &Session) -> Result<(), StoreError> {
        let Session { id, key, opened, start, options, url, full, tree, state, .. } = session;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO sessions (peer, id, role, device, opened, start, url, whole,
                 tree, steps, state, updated, options)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?5, ?11)",
            )?
            .execute(params![
                key.peer,
                id,
                role_code(key.role),
                key.device,
                opened,
                start.0.cast_signed(),
                url,
                full,
                tree,
                state,
                options.map(u64::cast_signed)
            ])?;
        Ok(())
    }

    fn step_session(
        &self,
        peer: &str,
        id: &str,
        rule: Option<&str>,
        state: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE sessions SET steps = steps + 1, rule = ?3, state = ?4, updated = ?5
                 WHERE peer = ?1 AND id = ?2",
            )?
            .execute(params![peer, id, rule, state, now])?;
        Ok(())
    }

    fn note_session(
        &self,
        peer: &str,
        id: &str,
        outcome: Option<&str>,
        closed: Option<i64>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE sessions SET outcome = COALESCE(?3, outcome), closed = COALESCE(closed, ?4)
                 WHERE peer = ?1 AND id = ?2",
            )?
            .execute(params![peer, id, outcome, closed])?;
        Ok(())
    }

    fn sessions(&self, id: Option<&str>, most: u32) -> Result<Vec<Session>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, opened, closed, outcome, start, url, whole, tree,
             steps, rule, state, updated, options FROM sessions
             WHERE ?1 IS NULL OR id = ?1 ORDER BY opened DESC LIMIT ?2",
        )?;
        let found = statement.query_map(params![id, most], |row| {
            Ok(Session {
                id: row.get(0)?,
                key: key_of(row, 1)?,
                opened: row.get(4)?,
                closed: row.get(5)?,
                outcome: row.get(6)?,
                start: Party(row.get::<_, i64>(7)?.cast_unsigned()),
                url: row.get(8)?,
                full: row.get(9)?,
                tree: row.get(10)?,
                steps: row.get::<_, i64>(11)?.unsigned_abs(),
                rule: row.get(12)?,
                state: row.get(13)?,
                updated: row.get(14)?,
                options: row.get::<_, Option<i64>>(15)?.map(i64::cast_unsigned),
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn used(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, peer, device FROM sessions WHERE peer = ?1 AND id = ?2",
        )?;
        Ok(statement.query_row(params![peer, session], |row| key_of(row, 0)).optional()?)
    }

    fn trace(&self, table: &Table, key: &Key, entry: &Entry) -> Result<(), StoreError> {
        let line = trace::format::write(table, &entry.line, &entry.context);
        self.trace_line(key, entry.context.session.as_deref(), &line)
    }

    fn given(&self, peer: &str, request: &str) -> Result<Option<Given>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT status, body, digest FROM given WHERE peer = ?1 AND request = ?2",
        )?;
        let given = statement.query_row(params![peer, request], |row| {
            Ok(Given { status: row.get(0)?, body: row.get(1)?, digest: row.get(2)? })
        });
        Ok(given.optional()?)
    }

    fn give(
        &self,
        peer: &str,
        request: &str,
        given: &Given,
        now: i64,
        oldest: i64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO given VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![peer, request, now, given.status, given.body, given.digest])?;
        self.connection
            .prepare_cached("DELETE FROM given WHERE at < ?1")?
            .execute(params![oldest])?;
        Ok(())
    }
}

impl Store {
    /// Adds a line to the trace of a delegation, as it is read again.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn trace_line(
        &self,
        key: &Key,
        session: Option<&str>,
        line: &str,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO trace (role, peer, device, session, line) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![role_code(key.role), key.peer, key.device, session, line])?;
        Ok(())
    }

    /// The trace of a delegation, in its order; of one session where one is given.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn lines(&self, key: &Key, session: Option<&str>) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT line FROM trace WHERE role = ?1 AND peer = ?2 AND device = ?3
             AND (?4 IS NULL OR session = ?4) ORDER BY id",
        )?;
        let found = statement
            .query_map(params![role_code(key.role), key.peer, key.device, session], |row| {
                row.get(0)
            })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
