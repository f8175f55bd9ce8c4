//! What people look at: a story, drawn as a sequence chart for the terminal or as SVG.
//!
//! A story is the shortest behaviour that violates a property. Everything in it is text that its
//! caller chose: this crate must not know the protocol, the world or the explorer, and it reads
//! no clock, no environment and no terminal. The same story always gives the same bytes.

pub mod escape;
pub mod plot;
pub mod story;
pub mod svg;
pub mod text;

mod flight;
#[cfg(test)]
mod samples;
mod wrap;
