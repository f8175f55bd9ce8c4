//! What is wrong with a document, and where.

use std::fmt;

use crate::chars::is_name_byte;
use crate::location::Location;
use crate::reader::{MAX_BYTES, MAX_DEPTH};

/// Why a document is not a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The elements around the place, from the root: `/delegation_req/deviceId`; `/` outside.
    pub path: String,
    /// What could have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// The table and clauses of the message, or what else demands it.
    pub clause: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeError { line, column, path, expected, found, clause } = self;
        write!(f, "line {line}, column {column}, in {path}: ")?;
        write!(f, "expected {expected}, found {found} [{clause}]")
    }
}

impl std::error::Error for DecodeError {}

/// What stopped the reader. Only its place is known; the rest is found out when it is told.
#[derive(Debug)]
pub struct Fault {
    /// The byte.
    pub(crate) at: usize,
    pub(crate) expected: String,
    /// Where it is not what the text shows at that place.
    pub(crate) found: Option<String>,
    pub(crate) clause: &'static str,
}

impl Fault {
    /// The fault as people read it.
    pub(crate) fn locate(self, bytes: &[u8]) -> DecodeError {
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        let Location { line, column, path } = Location::of(bytes, self.at);
        let found = self.found.unwrap_or_else(|| stands_at(bytes, self.at));
        DecodeError { line, column, path, expected: self.expected, found, clause: self.clause }
    }
}

/// What the text shows there.
fn stands_at(bytes: &[u8], at: usize) -> String {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(&first) = rest.first() else { return "the end of the document".to_owned() };
    let is_tag = rest.get(1).is_some_and(|&next| is_name_byte(next) || b"/!?".contains(&next));
    if first != b'<' || !is_tag {
        let end = rest.iter().skip(1).position(|&b| b == b'<').map_or(rest.len(), |end| end + 1);
        return quoted(&rest[..end]);
    }
    for (start, name) in [
        (&b"<!DOCTYPE"[..], "a document type declaration, and none is read"),
        (b"<![CDATA[", "a CDATA section"),
        (b"<!--", "a comment"),
        (b"<?", "a processing instruction"),
    ] {
        if rest.starts_with(start) {
            return name.to_owned();
        }
    }
    let end = rest.iter().position(|b| b" \t\r\n>".contains(b)).unwrap_or(rest.len());
    let tag = String::from_utf8_lossy(&rest[..end.min(4 * MOST)]);
    format!("{}>", tag.trim_end_matches('/'))
}

/// The most characters of a document that a message shows.
const MOST: usize = 60;

/// A piece of text, shortened, with all that cannot be seen written out.
pub(crate) fn quoted(text: &[u8]) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let text = String::from_utf8_lossy(&text[..text.len().min(4 * MOST)]);
    let cut = text.chars().count() > MOST;
    let shown: String = text.chars().take(MOST).flat_map(char::escape_debug).collect();
    format!("`{}{}`", shown.replace("\\\"", "\"").replace("\\'", "'"), if cut { "…" } else { "" })
}

/// Why a message cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// XML has no way to write that character.
    Character {
        /// The element.
        element: &'static str,
        /// The character.
        char: char,
    },
    /// An element is there although it must not be, or is missing although it must be there.
    Presence {
        /// The element.
        element: &'static str,
    },
    /// The document would be larger than [`MAX_BYTES`](crate::MAX_BYTES): no reader would take it.
    TooLong,
    /// There would be more levels of elements than [`MAX_DEPTH`](crate::MAX_DEPTH).
    TooDeep {
        /// The element.
        element: &'static str,
    },
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::Character { element, char } => {
                let code = u32::from(*char);
                write!(f, "<{element}>: XML cannot carry the character U+{code:04X}; take it out")
            }
            EncodeError::Presence { element } => {
                write!(f, "<{element}> is there where it must not be, or is missing; see its table")
            }
            EncodeError::TooLong => {
                write!(f, "the document would be larger than {MAX_BYTES} bytes; shorten its texts")
            }
            EncodeError::TooDeep { element } => {
                write!(f, "<{element}> would be deeper than {MAX_DEPTH} levels of elements")
            }
        }
    }
}

impl std::error::Error for EncodeError {}
