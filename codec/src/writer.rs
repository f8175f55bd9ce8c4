//! Writes a document as a message gives its parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::chars::{is_char, is_unsent};
use crate::error::EncodeError;
use crate::reader::{MAX_BYTES, MAX_DEPTH};
use crate::{ReasonCode, Sink, Space};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// How elements are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One element a line, four spaces deeper than what is around it.
    Lines,
    /// Nothing between elements.
    Compact,
}

/// A document that grows. It allocates nothing but the room for its own bytes.
#[derive(Debug)]
pub(crate) struct Writer<'o> {
    out: &'o mut Vec<u8>,
    layout: Layout,
    depth: usize,
    /// What each start tag says of its namespace.
    declares: &'static str,
    fault: Option<EncodeError>,
}

impl<'o> Writer<'o> {
    /// Appends a document of that root, with those attributes, to `out`.
    ///
    /// # Errors
    /// What XML cannot carry, or the protocol does not allow; `out` is as it was.
    #[inline]
    pub(crate) fn document(
        out: &'o mut Vec<u8>,
        layout: Layout,
        root: &'static str,
        attributes: &str,
        parts: impl FnOnce(&mut Writer<'o>),
    ) -> Result<(), EncodeError> {
        let before = out.len();
        out.reserve(1024);
        let mut writer = Writer { out, layout, depth: 1, declares: "", fault: None };
        writer.put(&[DECLARATION, "<", root, attributes, ">"]);
        parts(&mut writer);
        writer.depth = 0;
        writer.line();
        writer.put(&["</", root, ">"]);
        if writer.out.len() - before > MAX_BYTES {
            writer.fault.get_or_insert(EncodeError::TooLong);
        }
        match writer.fault {
            None => Ok(()),
            Some(fault) => {
                writer.out.truncate(before);
                Err(fault)
            }
        }
    }

    #[inline]
    fn put(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.out.extend_from_slice(piece.as_bytes());
        }
    }

    /// Begins a line, where there are lines.
    #[inline]
    fn line(&mut self) {
        const SPACES: &str = "\n                                                                ";
        match self.layout {
            Layout::Compact => {}
            Layout::Lines => match SPACES.get(..1 + 4 * self.depth) {
                Some(start) => self.put(&[start]),
                None => self.put(&[SPACES]),
            },
        }
    }

    #[inline]
    fn open(&mut self, name: &'static str) {
        if self.depth >= MAX_DEPTH {
            self.fault.get_or_insert(EncodeError::TooDeep { element: name });
        }
        self.line();
        self.put(&["<", name, self.declares, ">"]);
    }

    /// An element with a value in which nothing needs an escape.
    #[inline]
    fn plain(&mut self, name: &'static str, value: &str) {
        self.open(name);
        self.put(&[value, "</", name, ">"]);
    }

    /// A text with something in it that cannot stand as it is.
    #[cold]
    fn escaped(&mut self, name: &'static str, value: &str) {
        let mut done = 0;
        for (at, char) in value.char_indices() {
            let escape = match char {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                // It would come back as a line feed.
                '\r' => "&#13;",
                _ if is_char(char) => continue,
                _ => {
                    let error = EncodeError::Character { element: name, char };
                    self.fault.get_or_insert(error);
                    continue;
                }
            };
            self.put(&[&value[done..at], escape]);
            done = at + char.len_utf8();
        }
        self.put(&[&value[done..]]);
    }
}

impl Sink for Writer<'_> {
    #[inline]
    fn text(&mut self, name: &'static str, value: &str) {
        if !value.bytes().any(is_unsent) {
            return self.plain(name, value);
        }
        self.open(name);
        self.escaped(name, value);
        self.put(&["</", name, ">"]);
    }

    #[inline]
    fn boolean(&mut self, name: &'static str, value: bool) {
        self.plain(name, if value { "true" } else { "false" });
    }

    fn integer(&mut self, name: &'static str, value: i32) {
        self.open(name);
        let mut digits = [b'-'; 11];
        let mut at = digits.len();
        let mut left = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        at -= usize::from(value < 0);
        self.out.extend_from_slice(&digits[at..]);
        self.put(&["</", name, ">"]);
    }

    #[inline]
    fn reason(&mut self, name: &'static str, value: ReasonCode) {
        self.open(name);
        let code = value.get();
        let digit = |value: u16| b'0' + (value % 10) as u8;
        self.out.extend_from_slice(&[digit(code / 100), digit(code / 10), digit(code)]);
        self.put(&["</", name, ">"]);
    }

    fn binary(&mut self, name: &'static str, value: &[u8]) {
        self.open(name);
        let start = self.out.len();
        let length = value.len().div_ceil(3) * 4;
        self.out.resize(start + length, b'=');
        // There is room for exactly that many digits.
        let written = STANDARD.encode_slice(value, &mut self.out[start..]);
        debug_assert_eq!(written, Ok(length));
        self.put(&["</", name, ">"]);
    }

    #[inline]
    fn word(&mut self, name: &'static str, value: &'static str) {
        self.plain(name, value);
    }

    fn empty(&mut self, name: &'static str) {
        if self.depth >= MAX_DEPTH {
            self.fault.get_or_insert(EncodeError::TooDeep { element: name });
        }
        self.line();
        self.put(&["<", name, self.declares, "/>"]);
    }

    fn group(&mut self, name: &'static str, parts: impl FnOnce(&mut Self)) {
        self.open(name);
        let declares = std::mem::take(&mut self.declares);
        self.depth += 1;
        // What is too deep for the reader is not gone into.
        if self.depth <= MAX_DEPTH {
            parts(self);
        }
        self.depth -= 1;
        self.declares = declares;
        self.line();
        self.put(&["</", name, ">"]);
    }

    fn group_in(&mut self, name: &'static str, space: Space, parts: impl FnOnce(&mut Self)) {
        self.group(name, |to| {
            to.declares = match space {
                Space::MetInf => " xmlns=\"syncml:metinf\"",
                Space::None | Space::SyncMl | Space::SchemaInstance | Space::Xml | Space::Other => {
                    ""
                }
            };
            parts(to);
        });
    }

    #[inline]
    fn require(&mut self, name: &'static str, holds: bool) {
        if !holds {
            self.fault.get_or_insert(EncodeError::Presence { element: name });
        }
    }
}
