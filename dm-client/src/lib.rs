//! A reference device: a management tree with the access rules of the device standard, DM sessions
//! as their client, notifications, bootstrap by URL, faults on demand.
//!
//! It knows nothing of the delegation protocol: it is what a delegation is done to.

pub mod account;
pub mod acl;
mod auth;
pub mod bootstrap;
pub mod client;
pub mod config;
pub mod device;
pub mod event;
mod execute;
mod factory;
pub mod facts;
pub mod faults;
mod http;
pub mod notification;
pub mod operation;
mod package;
mod push;
mod rules;
pub mod session;
pub mod show;
pub mod status;
pub mod store;
pub mod tree;
pub mod uri;

pub use client::Handle;
pub use config::{Config, Settings};
pub use device::{Cleaning, Device};
pub use factory::Identity;
pub use facts::Facts;
pub use http::HttpError;
pub use package::Version;
pub use session::SessionError;
