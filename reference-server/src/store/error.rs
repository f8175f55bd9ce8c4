//! Why the database cannot be used.

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
    /// It was written for a document with other states, messages, timers or options.
    OtherWords,
    /// It was written with other options, and not everything is at rest.
    OtherOptions {
        /// How many delegations are not.
        open: usize,
    },
    /// The file cannot be made.
    File(String, std::io::Error),
    /// SQLite's own.
    Sqlite(rusqlite::Error),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::InUse(path) => write!(
                f,
                "{path}: another process has this database open; stop it, or use another file"
            ),
            StoreError::TooNew { found, known } => {
                write!(f, "the database has version {found}, this program knows up to {known}")
            }
            StoreError::OtherWords => f.write_str(
                "the database was written for a document with other states, messages, timers or \
                 options; serve it with that one, or use another file (`data`)",
            ),
            StoreError::OtherOptions { open } => write!(
                f,
                "the database was written with other options, and {open} delegations are not at \
                 rest; serve it with those until they are, or use another file (`data`)"
            ),
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
