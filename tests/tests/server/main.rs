//! The reference server and the reference device together.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

mod between;
mod clock;
mod connections;
mod crashes;
mod disk;
mod faults;
mod field;
mod foreign;
mod garbage;
mod intruders;
mod load;
mod names;
mod pair;
mod peers_slow;
mod process;
mod processes;
mod program;
