//! What is wrong with a document or a schema, and where.

use std::fmt;

/// Why nothing can be written from a document or a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, where it is known.
    pub column: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What would be understood, or what to do.
    pub help: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { file, line, column, what, help } = self;
        write!(f, "error: {what}\n  --> {file}:{line}")?;
        if let Some(column) = column {
            write!(f, ":{column}")?;
        }
        write!(f, "\n   = help: {help}")
    }
}

impl std::error::Error for Fault {}

/// Something wrong with a schema, whichever file it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The message, root, type or list of words that it is about.
    pub owner: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// A problem of that owner.
    pub fn new(owner: &str, what: String, help: impl Into<String>) -> Problem {
        Problem { owner: owner.to_owned(), what, help: help.into() }
    }

    /// The same with a place.
    pub fn at(self, file: &str, line: u32, column: Option<u32>) -> Fault {
        Fault { file: file.to_owned(), line, column, what: self.what, help: self.help }
    }
}
