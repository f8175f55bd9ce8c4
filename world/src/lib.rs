//! Two servers, one device and the wire between them, with every fault.
//!
//! [`World`] is one packed state; [`Moves`] says which steps are possible in it and where they
//! lead; [`Property`] says what must hold. The sentences of the design that this crate follows
//! are listed, with the places in the code, in `docs/world.md`.
//!
//! **Architecture Invariant:** this crate depends on nothing but `protocol`; it does not search,
//! does not print and allocates nothing per step.

mod bare;
mod crash;
mod device;
mod draft;
mod event;
mod moves;
mod property;
mod scope;
mod state;
mod wire;

pub use bare::Bare;
pub use device::{Device, Reply};
pub use event::{Event, Label};
pub use moves::{Gap, GapKind, Move, Moves, NO_RULE, Sink, Tags};
pub use property::{Kind, PROPERTIES, Property, SAFETY, at_rest, premises, settled, violations};
pub use scope::{Acls, Extent, Fault, REVOCATIONS, Scope, Timers};
pub use state::{Flag, World};
pub use wire::{Exchange, Phase, Wire};
