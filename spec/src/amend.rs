//! An edition that repairs another one: whether its list of amendments is the difference of the
//! two, and what it would be without one of them.
//!
//! Must not know what a row means: a document without an amendment is put together as text and
//! read again, so that whatever does not fit is told by the reader.

mod belongs;
mod things;
mod without;

pub use belongs::check;
pub use things::{Difference, differences};
pub use without::{Without, without};
