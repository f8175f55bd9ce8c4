//! The reference server: DMS-1, DMS-2 or both, for many devices and many peers at once.
//!
//! Everything that the model abstracts happens here for real: TLS, HTTP, XML, SQLite, DM sessions.
//! Only `driver` calls `protocol::step`; what it puts out is written down before it leaves.

pub mod account;
pub mod admin;
pub mod cli;
pub mod clock;
pub mod config;
pub mod device;
pub mod devices;
pub mod directory;
pub mod driver;
pub mod edition;
pub mod engine;
pub mod listener;
pub mod metrics;
pub mod operators;
pub mod outgoing;
pub mod peers;
pub mod pki;
mod run;
pub mod store;
pub mod telemetry;
pub mod tls;

pub use run::{Listeners, Options, RunError, Running, run, run_with, start};
