//! Traces: of one side, and [of the wire](mod@wire).
//!
//! The trace of one side: its format, its judge, which follows `step` and says where the two part,
//! and its chart.
//!
//! A trace is a list of values ([`Line`]); [`mod@format`] writes it down as NDJSON and reads it again.
//! A line that names its rule is judged by that too.
//!
//! **Architecture Invariant:** this crate follows `protocol::step` and decides nothing itself. It
//! must not know of the world, of HTTP or of files.

mod chart;
pub mod format;
mod judge;
mod ndjson;
mod possible;
mod requests;
pub mod wire;

pub use chart::chart;
pub use judge::{Deviation, Fault, follow, judge};
pub use ndjson::{Judge, Judged, Unfit, judge_ndjson};

pub use possible::Possible;
pub use requests::Requests;

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
