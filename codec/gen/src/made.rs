//! From an edition or a schema file to the files that are committed.

use spec::Edition;

use crate::fault::{Fault, Problem};
use crate::rust::Base;
use crate::schema::Schema;
use crate::xsd::File;
use crate::{rust, tables, xsd};

/// An edition with a wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// The name of the edition.
    pub edition: &'static str,
    /// The schema that is made from it, from the root of the project.
    pub schema: &'static str,
    /// The Rust that is made from the schema.
    pub rust: &'static str,
}

/// All editions with a wire format, the first one first: what a later one has in common with it
/// is not written twice. A line more wants one in `codec/src/wire.rs` too.
pub const EDITIONS: [Wire; 2] = [
    Wire {
        edition: "2012-candidate",
        schema: "codec/schema/dm-delegation-2012.xsd",
        rust: "codec/src/generated/delegation.rs",
    },
    Wire {
        edition: "amended",
        schema: "codec/schema/dm-delegation-amended.xsd",
        rust: "codec/src/generated/delegation_amended.rs",
    },
];

/// The schema of the DM session, which is written by hand.
pub const SESSION: Wire = Wire {
    edition: "",
    schema: "codec/schema/syncml-dm.xsd",
    rust: "codec/src/generated/syncml.rs",
};

/// What the schema of the DM session imports.
pub const SESSION_IMPORTS: [&str; 1] = ["codec/schema/syncml-metinf.xsd"];

/// A file that is to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its path from the root of the project.
    pub path: &'static str,
    /// What it is to contain.
    pub text: String,
}

/// The schemas of editions and their Rust, which is made from the schema as it is read again.
/// `editions` has the document of each.
///
/// # Errors
/// What a document says that cannot be written.
pub fn delegations(editions: &[(&Edition, &Wire)]) -> Result<Vec<Made>, Fault> {
    let mut made = Vec::new();
    let mut first: Option<(Schema, String)> = None;
    for (edition, wire) in editions {
        let (schema, xsd) = schema(edition, wire)?;
        let base = first.as_ref().map(|(schema, module)| Base { schema, module });
        let rust = rust(&schema, wire, base)?;
        made.extend([Made { path: wire.schema, text: xsd }, rust]);
        first.get_or_insert_with(|| (schema, module(wire)));
    }
    Ok(made)
}

/// The name of the module that a file is.
fn module(wire: &Wire) -> String {
    let name = wire.rust.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".rs").to_owned()
}

/// The schema of an edition, as it is read from the text that comes with it.
fn schema(edition: &Edition, wire: &Wire) -> Result<(Schema, String), Fault> {
    let schema = tables::schema(edition)?;
    let header =
        format!("Written by `cargo xtask codegen` from spec/editions/{}.md.", wire.edition);
    // The tables have been checked: what goes wrong from here on is a fault of this crate.
    let own = |problem: Problem| problem.at(edition.source.name(), 1, None);
    let text = xsd::write(&schema, &header).map_err(own)?;
    let again = xsd::read(File { name: wire.schema, text: &text }, &[])?;
    if again != schema {
        let what = format!("{} does not say what the document says", wire.schema);
        return Err(own(Problem::new("", what, "this is a fault of codec-gen")));
    }
    Ok((again, text))
}

/// The Rust of the DM session.
///
/// # Errors
/// What the schema says that is not understood.
pub fn session(main: &str, imports: &[&str]) -> Result<Made, Fault> {
    rust(&session_schema(main, imports)?, &SESSION, None)
}

/// The model of the DM session, from the texts of [`SESSION`] and [`SESSION_IMPORTS`].
///
/// # Errors
/// What the schema says that is not understood.
pub fn session_schema(main: &str, imports: &[&str]) -> Result<Schema, Fault> {
    let imports = SESSION_IMPORTS.iter().zip(imports);
    let imports: Vec<_> = imports.map(|(name, text)| File { name, text }).collect();
    xsd::read(File { name: SESSION.schema, text: main }, &imports)
}

fn rust(schema: &Schema, wire: &Wire, base: Option<Base<'_>>) -> Result<Made, Fault> {
    let origin = format!("Written by `cargo xtask codegen` from `{}`.", wire.schema);
    let text = rust::write(schema, base, &origin).map_err(|it| it.at(wire.schema, 1, None))?;
    Ok(Made { path: wire.rust, text })
}
