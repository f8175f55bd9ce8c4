//! What the templates in this folder call things themselves, in one place: a template that binds
//! or imports another name adds it here. `tests/compiled.rs` has the compiler look at code for a
//! schema with all of these names.

/// Types, traits and values that generated files import or have; no type of a schema can be
/// called so.
const TYPES: [&str; 16] = [
    "Box",
    "Cow",
    "Decode",
    "Deserialize",
    "Err",
    "Fault",
    "Message",
    "None",
    "Ok",
    "Option",
    "Reader",
    "Result",
    "Self",
    "Serialize",
    "Some",
    "Vec",
];

/// Locals of method bodies in which parts are locals too; such a part gets an underscore. `it`
/// and `name` are bound only where no part is spoken of.
const LOCALS: [&str; 2] = ["from", "to"];

/// The type parameter of `read` and `write`; it gets an underscore where a type is called so.
pub(super) const PARAMETER: &str = "S";

/// All names of types that a schema cannot have.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    TYPES.into_iter()
}

/// Whether a local of a part would hide one of the method.
pub(super) fn is_local(field: &str) -> bool {
    LOCALS.contains(&field)
}
