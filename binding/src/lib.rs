//! Between the messages and HTTP statuses on the wire and the inputs and outputs of the protocol's core: the one
//! place where either becomes the other.
//!
//! It knows the fields of a message from the table, by their wire names, and no message by name:
//! a message that an edition adds needs no line here. It decides nothing.

mod arriving;
mod fit;
mod http;
mod leaving;

pub use arriving::{Arrived, UnknownMessage, arrived};
pub use fit::{Misfit, fits, wire};
pub use http::{Answered, Ignored, Response, answered, status};
pub use leaving::{Unfilled, leaving};

use codec::ReasonCode;
use std::ops::RangeInclusive;

/// The status codes that are read as success.
pub const SUCCESS: RangeInclusive<ReasonCode> =
    ReasonCode::OK..=ReasonCode::ACCEPTED_FOR_PROCESSING;
