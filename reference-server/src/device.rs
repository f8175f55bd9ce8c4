//! The line to devices: the operations of the protocol as commands of DM sessions.

mod account;
mod acl;
mod auth;
pub mod bootstrap;
mod command;
mod desk;
mod exchange;
mod line;
mod notify;
mod operations;
mod package;
mod push;
mod session;
mod talk;

pub use line::{DeviceInfo, Line};

use codec::ReasonCode;
use codec::delegation::DmAcc;
use protocol::{Answer, Op};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

/// An operation that the core wants done on a device.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its number, for ever.
    pub id: i64,
    /// The device.
    pub device: String,
    /// The operation, as its code: see [`Op::from_code`].
    pub op: u8,
    /// This server's identifier.
    pub own: String,
    /// The other server's identifier.
    pub peer: String,
    /// The part of the tree that is delegated.
    pub tree: String,
    /// The account to be created.
    pub account: Option<DmAcc<'static>>,
    /// The Bootstrap Server URL to be added.
    pub bootstrap_url: Option<String>,
    /// What the device had before this session changed it.
    pub kept: Kept,
}

impl Order {
    /// The operation.
    pub fn op(&self) -> Option<Op> {
        Op::from_code(self.op.into())
    }
}

/// What an earlier operation of the same session found, so that it can be put back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Nodes with the ACL that they had; none where they had no value of their own.
    pub acls: Vec<(String, Option<String>)>,
    /// The node of the account of the other server.
    pub account: Option<String>,
    /// The node of the bootstrap entry.
    pub entry: Option<String>,
}

/// What the line tells.
#[derive(Debug)]
pub enum Told {
    /// A command of that order is about to leave: the first one, or the first one since what is
    /// kept has changed. It does so when this is acknowledged, and does not when the
    /// acknowledgement is dropped.
    Attempt {
        /// The order.
        order: i64,
        /// What the device had before the order changed it, as far as that is known.
        kept: Kept,
        /// Sent once that is durable.
        noted: oneshot::Sender<()>,
    },
    /// An order is done with.
    Done {
        /// The order.
        order: i64,
        /// How the device answered.
        answer: Answer,
        /// The status that decided it.
        reason: Option<ReasonCode>,
        /// What was found, and what earlier operations found.
        kept: Kept,
    },
    /// The device opened a session by itself, and nothing was asked of it.
    Opened {
        /// The device.
        device: String,
    },
}
