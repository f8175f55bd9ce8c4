//! The tables, version by version.

/// What each version adds to the one before it.
pub(super) const MIGRATIONS: &[&str] = &[
    "
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
",
    "
    ALTER TABLE about ADD COLUMN words TEXT;
    ALTER TABLE about ADD COLUMN options INTEGER;
    ALTER TABLE sessions ADD COLUMN options INTEGER;
    ALTER TABLE given ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
",
];
