//! The status codes with which the device answers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A status code of the representation protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Status(pub u16);

impl Status {
    /// Done.
    pub const OK: Status = Status(200);
    /// The credentials are good for the whole session.
    pub const AUTHENTICATED: Status = Status(212);
    /// The command cannot be understood.
    pub const BAD_REQUEST: Status = Status(400);
    /// The credentials are wrong.
    pub const INVALID_CREDENTIALS: Status = Status(401);
    /// The node is not there.
    pub const NOT_FOUND: Status = Status(404);
    /// The command cannot be given to that node or property.
    pub const NOT_ALLOWED: Status = Status(405);
    /// An optional feature that this device does not have.
    pub const NOT_SUPPORTED: Status = Status(406);
    /// There are no credentials.
    pub const MISSING_CREDENTIALS: Status = Status(407);
    /// A part of the command is missing.
    pub const INCOMPLETE: Status = Status(412);
    /// The value is too large.
    pub const TOO_LARGE: Status = Status(413);
    /// The address is too long.
    pub const URI_TOO_LONG: Status = Status(414);
    /// The value is not of its format, or the format is unknown.
    pub const UNSUPPORTED_FORMAT: Status = Status(415);
    /// A node with that address is there.
    pub const ALREADY_EXISTS: Status = Status(418);
    /// There is no room.
    pub const DEVICE_FULL: Status = Status(420);
    /// The server has no right to do that.
    pub const PERMISSION_DENIED: Status = Status(425);
    /// What was done could not be kept; it is undone.
    pub const STORE_FAILURE: Status = Status(510);

    /// Whether the command was done.
    pub const fn is_done(self) -> bool {
        self.0 >= 200 && self.0 < 300
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
