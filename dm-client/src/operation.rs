//! One command on one node, and its answer.

use crate::acl::Right;
use crate::status::Status;

/// A command on a node or a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation<'a> {
    /// Which.
    pub verb: Right,
    /// The address, such as `./SCOMO?prop=ACL`.
    pub target: &'a str,
    /// The format that its meta data says.
    pub format: Option<&'a str>,
    /// The type that its meta data says.
    pub kind: Option<&'a str>,
    /// Its data.
    pub data: Option<&'a str>,
}

impl<'a> Operation<'a> {
    /// A command without data.
    pub fn new(verb: Right, target: &'a str) -> Operation<'a> {
        Operation { verb, target, format: None, kind: None, data: None }
    }

    /// Reads a node or a property.
    pub fn get(target: &'a str) -> Operation<'a> {
        Operation::new(Right::Get, target)
    }

    /// Deletes a node.
    pub fn delete(target: &'a str) -> Operation<'a> {
        Operation::new(Right::Delete, target)
    }

    /// Changes a value or an ACL.
    pub fn replace(target: &'a str, data: &'a str) -> Operation<'a> {
        Operation { data: Some(data), ..Operation::new(Right::Replace, target) }
    }

    /// Adds a leaf that is a text.
    pub fn add(target: &'a str, data: &'a str) -> Operation<'a> {
        let format = Some("chr");
        Operation { format, data: Some(data), ..Operation::new(Right::Add, target) }
    }

    /// Adds an interior node.
    pub fn add_node(target: &'a str) -> Operation<'a> {
        let (format, data) = (Some("node"), Some(""));
        Operation { format, data, ..Operation::new(Right::Add, target) }
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// How it went.
    pub status: Status,
    /// What a Get found.
    pub found: Option<Found>,
}

impl From<Status> for Reply {
    fn from(status: Status) -> Reply {
        Reply { status, found: None }
    }
}

/// What a Get found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The format, as packages write it.
    pub format: &'static str,
    /// The type.
    pub kind: Option<String>,
    /// The value: of an interior node the names below it, with `/` between them.
    pub data: String,
}
