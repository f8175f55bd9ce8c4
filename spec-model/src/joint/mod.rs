//! Two worlds side by side: two devices, or three servers around one device.
//!
//! Each half, a *cell*, is a whole [`world::World`]. The graph of a cell is explored once
//! ([`cell`]); a joint state is two numbers of cell states and the faults spent by both, and its
//! edges are those of the two graphs as far as the budget of faults and the bound on exchanges in
//! flight, which the cells share, let them ([`mod@explore`]). [`scope`] says which joint systems there
//! are, [`check`] what is asked of them, `ample` which steps need not be tried in every order, and
//! [`tale`] draws what was found.
//!
//! What an operation in one cell means for the other is in `docs/world.md`, why the reductions are
//! sound in `docs/decisions/0006-joint.md`.

mod ample;
mod budget;
pub mod cell;
pub mod check;
pub mod explore;
mod keys;
pub mod scope;
pub mod tale;

pub use cell::{Cell, TooLarge};
pub use explore::{Found, Limits, explore};
pub use scope::{Kind, PartialOrder, Reduce, Scope, Symmetry};
