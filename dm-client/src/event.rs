//! What a running device tells: lines for people, without secrets.

use std::fmt;

use crate::session::SessionError;
use crate::status::Status;

/// Why a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The server asked for it (package 0).
    Notified,
    /// The device owes it to the server of a new account.
    NewAccount,
    /// Somebody at the device wants it.
    Asked,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A notification was refused.
    NotificationRefused(String),
    /// A session begins.
    Opened {
        /// With whom.
        server: String,
        /// Its number.
        session: String,
        /// Why.
        why: Why,
    },
    /// A command was answered.
    Command {
        /// Who gave it.
        server: String,
        /// Which.
        verb: &'static str,
        /// The address.
        target: String,
        /// The answer.
        status: Status,
    },
    /// A session is over.
    Closed {
        /// With whom.
        server: String,
        /// Its number.
        session: String,
        /// What broke it off.
        error: Option<SessionError>,
    },
    /// A bootstrap document was fetched, or not.
    Fetched {
        /// From where.
        url: String,
        /// Whose account it has, or why there is none.
        server: Result<String, String>,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::NotificationRefused(why) => write!(f, "notification refused: {why}"),
            Event::Opened { server, session, why } => {
                let why = match why {
                    Why::Notified => "was asked for by the server",
                    Why::NewAccount => "is owed to a new account",
                    Why::Asked => "was asked for here",
                };
                write!(f, "session {session} with {server} begins: it {why}")
            }
            Event::Command { server, verb, target, status } => {
                write!(f, "{server}: {verb} {target}: {status}")
            }
            Event::Closed { server, session, error: None } => {
                write!(f, "session {session} with {server} is over")
            }
            Event::Closed { server, session, error: Some(error) } => {
                write!(f, "session {session} with {server} broke off: {error}")
            }
            Event::Fetched { url, server: Ok(server) } => {
                write!(f, "bootstrap from {url}: account of {server}")
            }
            Event::Fetched { url, server: Err(why) } => write!(f, "bootstrap from {url}: {why}"),
        }
    }
}
