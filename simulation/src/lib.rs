//! A deterministic world of many servers and devices, made from one seed: the real driver, the real
//! codec and binding, the real interface of the store on a disk in memory, simulated time.
//!
//! **Architecture Invariant:** nothing here decides anything about the protocol or takes a step of
//! it: the servers' driver does, and the judge of `trace` follows. A run depends on its seed, its
//! edition and the pair that it looks for, and on nothing else.

pub mod cell;
pub mod dice;
pub mod disk;
pub mod explain;
pub mod fault;
pub mod many;
pub mod options;
pub mod pairs;
pub mod plan;
pub mod run;
pub mod server;
pub mod show;
pub mod shrink;
pub mod subject;
pub mod text;
