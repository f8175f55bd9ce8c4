//! Writes the schema of an edition's messages, and from a schema the Rust types of the codec.
//!
//! ```text
//! tables of a document -> Schema -> XSD -> Schema -> Rust
//! ```
//!
//! The document's tables are the only source of the delegation's schema. The way leads through the
//! committed XSD, so that what others get to read is what the codec was made from. Nothing here
//! knows a message by its name, and nothing does input or output.

mod check;
mod example;
mod factor;
mod fault;
mod made;
mod names;
pub mod rust;
mod schema;
mod tables;
pub mod xsd;

pub use example::example;
pub use fault::{Fault, Problem};
pub use made::{
    EDITIONS, Made, SESSION, SESSION_IMPORTS, Wire, delegations, session, session_schema,
};
pub use schema::{Content, Count, Form, Kind, Part, Root, Schema, Type, Words};
pub use tables::schema as of_edition;
