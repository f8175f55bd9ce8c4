//! The model as an XML schema, and back.

use crate::fault::Problem;
use crate::schema::{Kind, Schema};

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

/// The types that schemas have without a word of the document about them.
const OWN: [(Kind, &str); 5] = [
    (Kind::Boolean, "Boolean"),
    (Kind::Integer, "Integer"),
    (Kind::Reason, "ReasonCode"),
    (Kind::Empty, "Empty"),
    (Kind::Skipped, "Skipped"),
];

/// The name of the type of ours for a kind; empty where there is none.
fn own_name(kind: &Kind) -> &'static str {
    OWN.iter().find(|(known, _)| known == kind).map_or("", |(_, name)| name)
}

/// Looks for types that would be called like ours.
///
/// # Errors
/// The first.
pub fn check_names(schema: &Schema) -> Result<(), Problem> {
    let types = schema.types.iter().map(|type_| ("structure", &type_.name));
    let words = schema.words.iter().map(|words| ("list of words", &words.name));
    let is_own = |(_, name): &(&str, &String)| OWN.iter().any(|(_, own)| own == name);
    let Some((what, name)) = types.chain(words).find(is_own) else { return Ok(()) };
    let text = format!("the {what} `{name}` has the name of a type that every schema has");
    Err(Problem::new(
        name,
        text,
        format!("{RENAME}; taken are {}", OWN.map(|own| own.1).join(", ")),
    ))
}

/// How a structure or a list of words gets another name.
pub(crate) const RENAME: &str = "give it another name, and the parameters whose content it says";

/// How a boolean is written. A schema's own boolean would allow `1` and `0` too.
const BOOLEAN: &str = "true|false";
