//! What may happen in a state, with its payload.

use protocol::{Answer, Op, Operator, Role, TimerId};

use crate::wire::Exchange;

/// Something that may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// An operator begins a delegation.
    Delegates {
        /// At this server.
        server: Role,
        /// 0 account approach, 1 URL approach.
        url: u64,
        /// 0 partial, 1 full.
        full: u64,
    },
    /// An operator asks for one of the revocations.
    Revokes {
        /// At this server.
        server: Role,
        /// Which one.
        operator: Operator,
    },
    /// A POST arrives; `willing` says whether the receiver wants what it asks, where that matters.
    Receives {
        /// The POST.
        post: Exchange,
        /// 0 or 1.
        willing: u64,
    },
    /// A response arrives.
    Answered {
        /// The response.
        response: Exchange,
    },
    /// A POST or a response is lost, and its sender gets no answer.
    Loses {
        /// What is lost.
        exchange: Exchange,
    },
    /// A POST in flight is copied.
    Copies {
        /// Its content.
        post: Exchange,
    },
    /// The device has executed a command and its answer is received.
    Device {
        /// The server whose command it was.
        server: Role,
        /// The command.
        op: Op,
        /// The answer.
        answer: Answer,
        /// A fault of the device: not what follows from the facts.
        fault: bool,
    },
    /// The device fetches the account of DMS-2 from the bootstrap server.
    Fetches,
    /// The device opens a session to DMS-2 by itself.
    DeviceOpens,
    /// A timer expires.
    Expires {
        /// The server whose timer it is.
        server: Role,
        /// The timer.
        timer: TimerId,
    },
    /// A server crashes between two steps and starts again.
    Crashes {
        /// That server.
        server: Role,
    },
}

/// An event, and whether the server that takes the step crashes before releasing anything of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// What happens.
    pub event: Event,
    /// The server keeps its record of the step, releases nothing, and starts again.
    pub crash: bool,
}
