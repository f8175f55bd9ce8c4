//! The reference server and the reference device together.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

mod between;
mod clock;
mod connections;
mod crashes;
mod disk;
mod editions;
mod faults;
mod field;
mod foreign;
mod garbage;
mod intruders;
mod load;
mod names;
mod old_tls;
mod pair;
mod partitions;
mod peers_slow;
mod process;
mod processes;
mod program;
mod replays;
mod sessions_over;
mod third_peer;

use std::io::Write;

/// Says by name which test is left out and why, past what the harness keeps to itself; where the
/// variable `CI` is set, nothing may be left out.
fn skipped(name: &str, why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{name} is left out: {why}");
    let _ = writeln!(std::io::stderr(), "skipped: {name} ({why})");
}
