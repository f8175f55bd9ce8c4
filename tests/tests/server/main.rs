//! The reference server and the reference device together.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

mod crashes;
mod faults;
mod intruders;
mod pair;
mod processes;
