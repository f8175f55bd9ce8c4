//! Results for programs: JSON, JUnit, SARIF, and the workflow commands of GitHub.
//!
//! A format must not judge: what is met, cut short or known is in the outcome, and [`case`] puts it
//! together once for all of them. A document that cannot be read has no outcome: it is in no
//! format, only in the exit code and on standard error.

mod case;
mod github;
mod json;
mod junit;
mod place;
#[cfg(test)]
mod samples;
mod sarif;

pub use github::github;
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;
