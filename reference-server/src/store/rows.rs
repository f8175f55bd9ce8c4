//! What a row of each table is in this program.

use protocol::{Party, Role};
use rusqlite::Row;
use rusqlite::types::Type;

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
    /// The options of the server then, one bit each; unknown for those of version 1.
    pub options: Option<u64>,
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
    /// What tells the request from others: the SHA-256 of its body.
    pub digest: Vec<u8>,
}

pub(super) fn role_code(role: Role) -> i64 {
    match role {
        Role::Delegating => 1,
        Role::Delegated => 2,
    }
}

pub(super) fn key_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Key> {
    let role = match row.get::<_, i64>(at)? {
        1 => Role::Delegating,
        _ => Role::Delegated,
    };
    Ok(Key { role, peer: row.get(at + 1)?, device: row.get(at + 2)? })
}

pub(super) fn record_of(row: &Row<'_>) -> rusqlite::Result<Record> {
    let kept: String = row.get(7)?;
    Ok(Record {
        party: Party(row.get::<_, i64>(0)?.cast_unsigned()),
        number: row.get::<_, i64>(1)?.cast_unsigned(),
        session: row.get(2)?,
        tree: row.get(3)?,
        account: row.get(4)?,
        url: row.get(5)?,
        cause: row.get(6)?,
        kept: serde_json::from_str(&kept).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(7, Type::Text, Box::new(error))
        })?,
        steps: row.get(8)?,
    })
}

pub(super) fn pending_of(row: &Row<'_>) -> rusqlite::Result<Pending> {
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
