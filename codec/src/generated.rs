//! What `cargo xtask codegen` writes. It is laid out by its own printer.

#[rustfmt::skip]
pub(crate) mod delegation;
#[rustfmt::skip]
pub(crate) mod delegation_amended;
#[rustfmt::skip]
pub(crate) mod syncml;
