//! `dm-conform`: judges somebody else's server.
//!
//! It plays DMS-1, DMS-2, the bootstrap server and the device against one server under test. What
//! it plays stands in `cases/`, made from an edition's table. The codec, the binding and the device
//! are the real ones; nothing here decides anything about the protocol.
//!
//! **Architecture Invariant:** this crate must not know the reference server: that is judged as any
//! other.

pub mod cli;
pub mod config;
mod device;
pub mod hook;
mod http;
pub mod init;
mod message;
mod operations;
pub mod outcome;
mod peers;
mod pki;
mod play;
pub mod report;
mod router;
mod run;
mod transcript;
mod wrong;

pub use outcome::{Outcome, Verdict};
pub use run::{Choice, Ground, Judged, Listeners, cases, judge};
