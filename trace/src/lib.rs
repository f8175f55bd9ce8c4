//! The trace of one side, and its judge: follows `step` and says where the two part.
//!
//! A trace here is a list of values; the format in which it is written down belongs to the server
//! that writes it. A line that names its rule is judged by that too.
//!
//! **Architecture Invariant:** this crate follows `protocol::step` and decides nothing itself. It
//! must not know of the world, of HTTP or of files.

mod judge;

pub use judge::{Deviation, Fault, judge};

use protocol::{Input, Output};

/// One line of a trace: what happened to a server, and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The event, with what it brought.
    pub input: Input,
    /// What left the server, in this order.
    pub outputs: Vec<Output>,
    /// The rule that the server says it followed.
    pub rule: Option<String>,
}
