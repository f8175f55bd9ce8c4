//! `dm-conform` against the reference server, and against a foreign one.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

mod choices;
mod cli;
mod faulty;
mod ground;
mod mutants;
mod naive;
mod reference;
