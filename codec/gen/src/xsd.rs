//! The model as an XML schema, and back.

mod notes;
mod parts;
mod read;
mod write;

pub use read::{File, read};
pub use write::write;

/// The namespace of schemas.
const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// How a response status code is bounded.
const REASON: (&str, &str) = ("100", "999");

/// How a whole number is bounded.
const INTEGER: (&str, &str) = ("-2147483648", "2147483647");

/// How a boolean is written. A schema's own boolean would allow `1` and `0` too.
const BOOLEAN: &str = "true|false";
