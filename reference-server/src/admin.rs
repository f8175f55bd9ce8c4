//! Where operators ask: JSON over HTTP on loopback, with a token.
//!
//! What is behind it is the trait [`Operations`]. This module must not know of the database, of
//! peers or of devices; it draws a chart of a trace because every client wants the same one.

pub mod client;
mod respond;
mod serve;
pub mod token;
mod views;

use std::future::Future;
use std::sync::Arc;

use protocol::Table;

use crate::metrics::Metrics;

pub use serve::{Limits, serve};
pub use token::Token;
pub use views::{
    DelegationView, DeviceView, OperatorOrder, OrderTaken, PeerView, Refusal, Refused, SessionView,
};

/// What operators can ask of a server.
pub trait Operations: Send + Sync + 'static {
    /// Delegate, revoke, request a revocation.
    fn order(
        &self,
        order: OperatorOrder,
    ) -> impl Future<Output = Result<OrderTaken, Refusal>> + Send;

    /// The sessions, the latest first.
    fn sessions(&self) -> impl Future<Output = Vec<SessionView>> + Send;

    /// The sessions of that identifier: each peer can have one.
    fn named(&self, id: &str) -> impl Future<Output = Vec<SessionView>> + Send;

    /// The trace of a session, with that peer if several have one, as NDJSON with its header.
    fn trace_with(
        &self,
        id: &str,
        peer: Option<&str>,
    ) -> impl Future<Output = Option<String>> + Send;

    /// One session, where only one peer has it.
    fn session(&self, id: &str) -> impl Future<Output = Option<SessionView>> + Send {
        async { self.named(id).await.into_iter().next() }
    }

    /// The trace of a session, where only one peer has it.
    fn trace(&self, id: &str) -> impl Future<Output = Option<String>> + Send {
        self.trace_with(id, None)
    }

    /// The devices.
    fn devices(&self) -> impl Future<Output = Vec<DeviceView>> + Send;

    /// The peers.
    fn peers(&self) -> impl Future<Output = Vec<PeerView>> + Send;

    /// Whether the server can do its work.
    fn healthy(&self) -> bool;
}

/// What the admin interface answers from.
pub struct Admin<O> {
    /// The server behind it.
    pub operations: Arc<O>,
    /// The edition that it runs, in whose words traces are.
    pub table: Arc<Table>,
    /// What `/metrics` shows.
    pub metrics: Arc<Metrics>,
    /// What each request must show.
    pub token: Token,
    /// What it bears.
    pub limits: Limits,
}

#[cfg(test)]
pub(crate) mod tests;
