//! Mutation: is every word of a document missed when it is another one?
//!
//! `make` changes one row in one place, `run` searches the changed document beside the original
//! until something differs, and `search` says what: the verdict on a property, the table's own
//! soundness, or a pinned count. What nothing tells apart survives, and needs a
//! reason in the list of [`Accepted`]. [`page()`] shows the results of a whole run.
//!
//! A survivor is followed only in searches in which the original comes to what the mutant does
//! otherwise: up to there the two do the same, so elsewhere they do the same throughout.

mod accepted;
mod make;
mod page;
mod run;
mod rungs;
mod search;

pub use accepted::Accepted;
pub use make::{Change, Kind, Mutant, Reach, cells, conditions, mutants};
pub use page::{COMMAND, Score, gone, hashes, page, stale};
pub use run::{Original, Outcome, asked_by, profile};
pub use search::{Level, Told};
