//! The database: what survives a crash.
//!
//! One file, one process. Everything that a step changes, and everything that is to leave the
//! server because of it, is written in one transaction before anything leaves.

use std::path::Path;

use protocol::{Party, Role};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::device::Kept;

/// Which delegation: between whom, and of which device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What this server is in it.
    pub role: Role,
    /// The other server.
    pub peer: String,
    /// The device.
    pub device: String,
}

/// What is kept of a delegation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The core's record.
    pub party: Party,
    /// The core's number for the latest session: 1 to 15, 0 before the first.
    pub number: u64,
    /// The identifier of the current session on the wire.
    pub session: Option<String>,
    /// The part of the tree that it is about.
    pub tree: Option<String>,
    /// The account that the peer handed over, as an XML document of its message.
    pub account: Option<String>,
    /// The peer's Bootstrap Server URL.
    pub url: Option<String>,
    /// The last status that a device gave, where it was no success.
    pub cause: Option<u16>,
    /// What the device had before this session changed it.
    pub kept: Kept,
    /// How many lines its trace has.
    pub steps: u32,
}

/// Something that has to leave the server, or to come back to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Its number, for ever.
    pub id: i64,
    /// Whose it is.
    pub key: Key,
    /// A POST or a command.
    pub what: What,
    /// It may have left already.
    pub attempted: bool,
}

/// See [`Pending`].
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A POST to the peer.
    Post {
        /// The message, by its place in the table.
        message: u8,
        /// The core's number for its session.
        number: u64,
        /// The session on the wire.
        session: String,
        /// The document.
        body: Vec<u8>,
    },
    /// A command for the device, by its code.
    Command(u8),
}

/// A session, open or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its identifier on the wire.
    pub id: String,
    /// Whose it is.
    pub key: Key,
    /// When it began, in milliseconds since 1970.
    pub opened: i64,
    /// When it ended.
    pub closed: Option<i64>,
    /// What was told to the operator last.
    pub outcome: Option<String>,
    /// The core's record before it.
    pub start: Party,
    /// It is by bootstrap server, not by account.
    pub url: bool,
    /// It is about the whole tree.
    pub full: bool,
    /// The part of the tree.
    pub tree: String,
    /// Its steps so far.
    pub steps: u64,
    /// The rule of the last one.
    pub rule: Option<String>,
    /// The state after it.
    pub state: String,
    /// When it was.
    pub updated: i64,
}

/// A response that was given, for whoever asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Why the database cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// Another process has it open.
    InUse(String),
    /// It is of a later version of this program.
    TooNew {
        /// Its version.
        found: i64,
        /// The one that this program writes.
        known: i64,
    },
    /// The file cannot be made.
    File(String, std::io::Error),
    /// SQLite's own.
    Sqlite(rusqlite::Error),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::InUse(path) => {
                write!(
                    f,
                    "{path}: another process has this database open; stop it, or use another file"
                )
            }
            StoreError::TooNew { found, known } => {
                write!(f, "the database has version {found}, this program knows up to {known}")
            }
            StoreError::File(path, error) => write!(f, "{path}: {error}"),
            StoreError::Sqlite(error) => write!(f, "database: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        StoreError::Sqlite(error)
    }
}

/// What each version adds to the one before it.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE about (name TEXT NOT NULL);
    INSERT INTO about VALUES (lower(hex(randomblob(8))));
    CREATE TABLE parties (
        role INTEGER NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL,
        party INTEGER NOT NULL, number INTEGER NOT NULL, session TEXT, tree TEXT, account TEXT,
        url TEXT, cause INTEGER, kept TEXT NOT NULL, steps INTEGER NOT NULL,
        PRIMARY KEY (role, peer, device)) WITHOUT ROWID;
    CREATE INDEX parties_by_session ON parties (peer, session) WHERE session IS NOT NULL;
    CREATE INDEX parties_by_device ON parties (device);
    CREATE TABLE sessions (
        peer TEXT NOT NULL, id TEXT NOT NULL, role INTEGER NOT NULL, device TEXT NOT NULL,
        opened INTEGER NOT NULL, closed INTEGER, outcome TEXT,
        start INTEGER NOT NULL, url INTEGER NOT NULL, whole INTEGER NOT NULL, tree TEXT NOT NULL,
        steps INTEGER NOT NULL, rule TEXT, state TEXT NOT NULL, updated INTEGER NOT NULL,
        PRIMARY KEY (peer, id)) WITHOUT ROWID;
    CREATE INDEX sessions_by_id ON sessions (id);
    CREATE TABLE pending (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        role INTEGER NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL,
        message INTEGER, number INTEGER, session TEXT, body BLOB, command INTEGER,
        attempted INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX pending_by_party ON pending (role, peer, device);
    CREATE TABLE timers (
        role INTEGER NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL, timer INTEGER NOT NULL,
        due INTEGER NOT NULL, PRIMARY KEY (role, peer, device, timer)) WITHOUT ROWID;
    CREATE TABLE trace (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        role INTEGER NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL, session TEXT,
        line TEXT NOT NULL);
    CREATE INDEX trace_by_party ON trace (role, peer, device);
    CREATE TABLE given (
        peer TEXT NOT NULL, request TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL,
        body BLOB NOT NULL, PRIMARY KEY (peer, request)) WITHOUT ROWID;
    CREATE INDEX given_by_time ON given (at);
"];

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

    /// Begins a transaction; all that follows is in it until [`Store::commit`].
    ///
    /// # Errors
    /// SQLite's own.
    pub fn begin(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// SQLite's own, a full disk above all: then nothing of it has happened.
    pub fn commit(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    /// Takes it back.
    pub fn rollback(&self) {
        // Where SQLite has rolled back by itself there is nothing left to be taken back.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    /// The record of a delegation; an empty one where there is none.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn record(&self, key: &Key) -> Result<Record, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT party, number, session, tree, account, url, cause, kept, steps FROM parties
             WHERE role = ?1 AND peer = ?2 AND device = ?3",
        )?;
        let found = statement
            .query_row(params![role_code(key.role), key.peer, key.device], record_of)
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Writes the record of a delegation.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn put(&self, key: &Key, record: &Record) -> Result<(), StoreError> {
        let kept = serde_json::to_string(&record.kept).unwrap_or_default();
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

    /// Whose current session that is.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn by_session(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, peer, device FROM parties WHERE peer = ?1 AND session = ?2",
        )?;
        Ok(statement.query_row(params![peer, session], |row| key_of(row, 0)).optional()?)
    }

    /// All delegations of a device in that role.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn by_device(&self, role: Role, device: &str) -> Result<Vec<Key>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, peer, device FROM parties WHERE device = ?1 AND role = ?2",
        )?;
        let found = statement.query_map(params![device, role_code(role)], |row| key_of(row, 0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// All delegations with their records.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn all(&self) -> Result<Vec<(Key, Record)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT party, number, session, tree, account, url, cause, kept, steps, role, peer, device
             FROM parties ORDER BY device, peer, role",
        )?;
        let found = statement.query_map([], |row| Ok((key_of(row, 9)?, record_of(row)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Notes that something has to leave; its number.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn push(&self, key: &Key, what: &What) -> Result<i64, StoreError> {
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

    /// What is pending under that number.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn pending(&self, id: i64) -> Result<Option<Pending>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, message, number, session, body, command, attempted
             FROM pending WHERE id = ?1",
        )?;
        Ok(statement.query_row(params![id], pending_of).optional()?)
    }

    /// All that is pending, in its order.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn all_pending(&self) -> Result<Vec<Pending>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, message, number, session, body, command, attempted
             FROM pending ORDER BY id",
        )?;
        Ok(statement.query_map([], pending_of)?.collect::<Result<_, _>>()?)
    }

    /// Whether a POST of that delegation has no response yet.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn awaits_response(&self, key: &Key) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM pending WHERE role = ?1 AND peer = ?2 AND device = ?3
             AND message IS NOT NULL",
        )?;
        Ok(statement.exists(params![role_code(key.role), key.peer, key.device])?)
    }

    /// It may have left from now on.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn attempt(&self, id: i64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE pending SET attempted = 1 WHERE id = ?1")?
            .execute(params![id])?;
        Ok(())
    }

    /// It is done with.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn settle(&self, id: i64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM pending WHERE id = ?1")?
            .execute(params![id])?;
        Ok(())
    }

    /// Sets a timer; `None` takes it away.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn timer(&self, key: &Key, timer: u8, due: Option<i64>) -> Result<(), StoreError> {
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

    /// All timers, with when they expire.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn timers(&self) -> Result<Vec<(Key, u8, i64)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT role, peer, device, timer, due FROM timers")?;
        let found =
            statement.query_map([], |row| Ok((key_of(row, 0)?, row.get(3)?, row.get(4)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Notes a session that begins.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn open_session(&self, session: &Session) -> Result<(), StoreError> {
        let Session { id, key, opened, start, url, full, tree, state, .. } = session;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO sessions
                 VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, ?6, ?7, ?8, ?9, 0, NULL, ?10, ?5)",
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
                state
            ])?;
        Ok(())
    }

    /// Notes a step of a session: its rule, and the state after it.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn step_session(
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

    /// Notes what was told of a session, or that it is over.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn note_session(
        &self,
        peer: &str,
        id: &str,
        outcome: Option<&str>,
        closed: Option<i64>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE sessions SET outcome = COALESCE(?3, outcome), closed = COALESCE(?4, closed)
                 WHERE peer = ?1 AND id = ?2",
            )?
            .execute(params![peer, id, outcome, closed])?;
        Ok(())
    }

    /// The sessions of that identifier; all of them where there is none given. The latest first.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn sessions(&self, id: Option<&str>, most: u32) -> Result<Vec<Session>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, role, peer, device, opened, closed, outcome, start, url, whole, tree,
             steps, rule, state, updated FROM sessions
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
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Whether the peer, or this server to it, has used that session identifier before.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn is_used(&self, peer: &str, session: &str) -> Result<bool, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM sessions WHERE peer = ?1 AND id = ?2")?;
        Ok(statement.exists(params![peer, session])?)
    }

    /// Adds a line to the trace of a delegation.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn trace(&self, key: &Key, session: Option<&str>, line: &str) -> Result<(), StoreError> {
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

    /// The response that was given to that request of the peer.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn given(&self, peer: &str, request: &str) -> Result<Option<Given>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT status, body FROM given WHERE peer = ?1 AND request = ?2")?;
        let given = statement.query_row(params![peer, request], |row| {
            Ok(Given { status: row.get(0)?, body: row.get(1)? })
        });
        Ok(given.optional()?)
    }

    /// Remembers a response, and forgets those from before `oldest`.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn give(
        &self,
        peer: &str,
        request: &str,
        given: &Given,
        now: i64,
        oldest: i64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO given VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![peer, request, now, given.status, given.body])?;
        self.connection
            .prepare_cached("DELETE FROM given WHERE at < ?1")?
            .execute(params![oldest])?;
        Ok(())
    }
}

/// Makes the file, so that nobody else can read the credentials in it; SQLite gives its other files
/// the same mode.
fn owned(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    Ok(())
}

fn role_code(role: Role) -> i64 {
    match role {
        Role::Delegating => 1,
        Role::Delegated => 2,
    }
}

fn key_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Key> {
    let role = match row.get::<_, i64>(at)? {
        1 => Role::Delegating,
        _ => Role::Delegated,
    };
    Ok(Key { role, peer: row.get(at + 1)?, device: row.get(at + 2)? })
}

fn record_of(row: &Row<'_>) -> rusqlite::Result<Record> {
    let kept: String = row.get(7)?;
    Ok(Record {
        party: Party(row.get::<_, i64>(0)?.cast_unsigned()),
        number: row.get::<_, i64>(1)?.cast_unsigned(),
        session: row.get(2)?,
        tree: row.get(3)?,
        account: row.get(4)?,
        url: row.get(5)?,
        cause: row.get(6)?,
        kept: serde_json::from_str(&kept).unwrap_or_default(),
        steps: row.get(8)?,
    })
}

fn pending_of(row: &Row<'_>) -> rusqlite::Result<Pending> {
    let what = match row.get::<_, Option<u8>>(8)? {
        Some(command) => What::Command(command),
        None => What::Post {
            message: row.get(4)?,
            number: row.get::<_, i64>(5)?.cast_unsigned(),
            session: row.get(6)?,
            body: row.get(7)?,
        },
    };
    Ok(Pending { id: row.get(0)?, key: key_of(row, 1)?, what, attempted: row.get(9)? })
}
