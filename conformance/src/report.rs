//! What people and machines read of a run.

mod chart;
mod html;
mod junit;
mod text;

pub use html::html;
pub use junit::junit;
pub use text::{Detail, text};

use crate::run::Judged;

/// The outcomes as JSON.
///
/// # Errors
/// What cannot be written as JSON.
pub fn json(judged: &Judged) -> Result<String, String> {
    serde_json::to_string_pretty(judged).map(|text| text + "\n").map_err(|error| error.to_string())
}
