//! Explores the world of a document: what can happen, what breaks, by which shortest story.
//!
//! [`search`] counts and finds violations in few bytes per state, [`graph`] keeps the exact graph and
//! [`liveness`] asks it, [`check`] puts the answers of one scope together, [`claims`] compares
//! them with what a document claims, [`story`] turns a path into a chart, [`pages`] makes the
//! committed pages of an edition, [`second`] is the same world as a model of Stateright.
//!
//! [`joint`] puts two worlds side by side: two devices, or three servers around one.
//!
//! [`told`] tells a story in a few lines.
//!
//! [`watch`] follows what passes between two servers: is it a behaviour?
//!
//! [`mutate`] changes one row in one place and asks who misses it, [`coverage`] finds where each
//! row fires and why some never do, [`explain`] puts together what a row is for.
//!
//! **Architecture Invariant:** nothing here decides anything about the protocol or the world; it
//! must not know of codecs, of tokio or of the reference server.

pub mod cases;
pub mod check;
pub mod claims;
pub mod coverage;
pub mod diff;
pub mod explain;
pub mod export;
pub mod fair;
pub mod graph;
pub mod joint;
pub mod liveness;
#[cfg(test)]
mod made_up;
pub mod mutate;
pub mod pages;
pub mod path;
pub mod refine;
pub mod search;
pub mod second;
pub mod story;
pub mod strength;
mod table;
pub mod tally;
pub mod told;
pub mod watch;
