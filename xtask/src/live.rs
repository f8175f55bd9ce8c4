//! What runs for real: two servers and a device as processes of their own. It knows the programs
//! by their command lines only.

pub mod device;
pub mod ledger;
pub mod pair;
pub mod process;
pub mod programs;
pub mod set_up;
pub mod tidy;

/// The edition that runs where none is named.
pub const EDITION: &str = "2012-candidate";
