//! The namespaces that mean something here.

/// The namespace of an element or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// None: the messages of the delegation.
    None,
    /// The DM session, `SYNCML:SYNCML1.2` or `SYNCML:SYNCML1.3`.
    SyncMl,
    /// Its meta information, `syncml:metinf`.
    MetInf,
    /// Hints of an XML document about its schema.
    SchemaInstance,
    /// The prefix `xml` of XML itself.
    Xml,
    /// Any other.
    Other,
}

/// The namespace of schema instances.
pub(crate) const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

impl Space {
    /// The namespace of that name.
    pub(crate) fn of(uri: &str) -> Space {
        match uri {
            "" => Space::None,
            "SYNCML:SYNCML1.2" | "SYNCML:SYNCML1.3" => Space::SyncMl,
            "syncml:metinf" => Space::MetInf,
            SCHEMA_INSTANCE => Space::SchemaInstance,
            "http://www.w3.org/XML/1998/namespace" => Space::Xml,
            _ => Space::Other,
        }
    }

    /// The names by which a document can declare it, for errors.
    pub(crate) fn uris(self) -> &'static str {
        match self {
            Space::None => "no namespace",
            Space::SyncMl => "the namespace SYNCML:SYNCML1.2 or SYNCML:SYNCML1.3",
            Space::MetInf => "the namespace syncml:metinf",
            Space::SchemaInstance => "the namespace of schema instances",
            Space::Xml => "the namespace of XML",
            Space::Other => "another namespace",
        }
    }
}
