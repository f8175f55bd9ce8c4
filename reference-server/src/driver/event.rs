//! What comes to the driver, and what it wants done.

use bytes::Bytes;
use codec::ReasonCode;
use protocol::{Answer, Operator, Outcome};

use crate::device::{Kept, Order};
use crate::store::{Key, Pending};

/// Something that happened to this server.
#[derive(Clone, Debug)]
pub enum Event {
    /// A peer, known by its certificate, posted a message.
    Posted {
        /// Its identifier.
        peer: String,
        /// Its mark of the request, which a repetition has too.
        request: Option<String>,
        /// The message.
        body: Bytes,
    },
    /// The response to an own POST came, or none did.
    Answered {
        /// The POST.
        id: i64,
        /// Status and body.
        response: Option<(u16, Bytes)>,
    },
    /// A command of an order is about to leave.
    Attempt {
        /// The order.
        order: i64,
        /// What the device had before the order changed it, as far as that is known.
        kept: Kept,
    },
    /// A device is done with an order.
    Done {
        /// The order.
        order: i64,
        /// How it answered.
        answer: Answer,
        /// The status that decided it.
        reason: Option<ReasonCode>,
        /// What was there before.
        kept: Kept,
    },
    /// A device opened a session by itself.
    Opened {
        /// The device.
        device: String,
    },
    /// A timer expired.
    Expired {
        /// Whose.
        key: Key,
        /// Which.
        timer: u8,
    },
    /// An operator wants something.
    Ordered {
        /// Of which delegation.
        key: Key,
        /// What.
        operator: Operator,
        /// The whole tree.
        full: bool,
        /// The part of the tree, where it is not that of the configuration.
        tree: Option<String>,
    },
    /// The server starts: of each delegation once, before anything else happens.
    Restarted {
        /// The delegation.
        key: Key,
    },
}

/// Something that has to be done once the step is durable.
#[derive(Clone, Debug)]
pub enum Effect {
    /// The answer to whoever brought the event, where it is no output of a step.
    Reply(Reply),
    /// The answer that a step puts out.
    Answer(Reply),
    /// A POST has to leave.
    Post(Pending),
    /// A command has to leave.
    Order(Box<Order>),
    /// A timer runs until then, in milliseconds since 1970; none: it does not run.
    Timer(Key, u8, Option<i64>),
    /// The operator is told.
    Report(Outcome),
}

/// The answer to whoever brought an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An HTTP response.
    Http(u16, Bytes),
    /// The session that an operator's wish began.
    Begun(String),
    /// Why it did not begin: a sentence.
    NotNow(String),
    /// It is noted.
    Noted,
}
