//! The faults.

mod devices;
mod inward;
mod outward;
mod within;

use super::Fault;

/// All of them.
pub fn all() -> Vec<Fault> {
    let parts = [inward::faults(), outward::faults(), devices::faults(), within::faults()];
    parts.into_iter().flatten().collect()
}
