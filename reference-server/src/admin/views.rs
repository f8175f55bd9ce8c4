//! What goes over the admin interface, as JSON.

use serde::{Deserialize, Serialize};

use crate::config::{Approach, Side};

/// What an operator wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "kebab-case", deny_unknown_fields)]
pub enum OperatorOrder {
    /// Begin a delegation.
    Delegate {
        /// The other server.
        peer: String,
        /// The device.
        device: String,
        /// The whole tree instead of a part.
        #[serde(default)]
        full: bool,
        /// The part of the tree; that of the configuration where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree: Option<String>,
    },
    /// Revoke one.
    Revoke {
        /// The other server.
        peer: String,
        /// The device.
        device: String,
        /// Without asking the peer.
        #[serde(default)]
        forced: bool,
    },
    /// Ask the peer to revoke one.
    RequestRevocation {
        /// The other server.
        peer: String,
        /// The device.
        device: String,
    },
}

/// An order that was taken: what it began goes on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTaken {
    /// The session that it began, or in which it is.
    pub session: String,
}

/// An order that was not taken: nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Of what kind it is.
    pub refused: Refused,
    /// Why, in a sentence that names what would be allowed.
    pub message: String,
}

/// Why an order was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// No such peer or device.
    Unknown,
    /// The order makes no sense.
    Invalid,
    /// The table has no row for it now.
    NotNow,
    /// The server has too much to do; later it may work.
    Busy,
    /// The server cannot do its work.
    Broken,
}

impl Refused {
    /// The HTTP status that says it.
    pub fn status(self) -> u16 {
        match self {
            Refused::Unknown => 404,
            Refused::Invalid => 400,
            Refused::NotNow => 409,
            Refused::Busy => 503,
            Refused::Broken => 500,
        }
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Its identifier on the wire.
    pub id: String,
    /// What this server is in it.
    pub role: Side,
    /// The other server.
    pub peer: String,
    /// The device.
    pub device: String,
    /// The part of the tree.
    pub tree: String,
    /// How the device comes to know DMS-2.
    pub approach: Approach,
    /// Whether it is about a full delegation.
    pub full: bool,
    /// The state, by its name in the edition.
    pub state: String,
    /// Whether nothing more happens by itself.
    pub at_rest: bool,
    /// What the record says: `not delegated`, `delegated partial`, `delegated full`.
    pub record: String,
    /// What was reported last, such as `delegated partial` or `failed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The rule of the last step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// When it began, RFC 3339.
    pub begun: String,
    /// When the last step was, RFC 3339.
    pub updated: String,
    /// How many steps its trace has.
    pub steps: u64,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// /DevInfo/DevId.
    pub id: String,
    /// /DevInfo/Man.
    pub man: String,
    /// /DevInfo/Mod.
    #[serde(rename = "mod")]
    pub model: String,
    /// The part of the tree that is delegated.
    pub tree: String,
    /// Whether this server manages it.
    pub managed: bool,
    /// Commands that wait for it.
    pub waiting: usize,
    /// What the records say, one for each peer with whom there is one.
    pub delegations: Vec<DelegationView>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationView {
    /// The other server.
    pub peer: String,
    /// What this server is in it.
    pub role: Side,
    /// `not delegated`, `delegated partial`, `delegated full`.
    pub record: String,
    /// The state, by its name in the edition.
    pub state: String,
}

/// A peer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerView {
    /// Its identifier.
    pub id: String,
    /// Where it takes messages.
    pub url: String,
    /// What this server is to it.
    pub we_are: Side,
    /// How delegations with it are made.
    pub approach: Approach,
    /// Whether this server agrees to its requests.
    pub willing: bool,
    /// Its sessions that are not at rest.
    pub sessions: usize,
    /// Messages that wait to be sent to it.
    pub waiting: usize,
}
