//! What the tests share: tiny protocols written as rows, and worlds put up by hand.
//!
//! It must not know of the document reader: a test of the world stands on its own table.

pub mod draw;
mod lines;
pub mod mutate;
pub mod programs;
mod rows;
mod stage;

pub use rows::{Rows, small_talk};
pub use stage::Stage;
