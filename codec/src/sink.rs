//! Where the parts of a message go: an XML document, a server's record, a test's list.
//!
//! The generated `write` of each type gives its parts in the order of its table. It does not know
//! what takes them.

use crate::{ReasonCode, Space};

/// Takes the parts of a message, one after the other. Names are those on the wire.
pub trait Sink: Sized {
    /// Any text.
    fn text(&mut self, name: &'static str, value: &str);

    /// `true` or `false`.
    fn boolean(&mut self, name: &'static str, value: bool);

    /// A whole number.
    fn integer(&mut self, name: &'static str, value: i32);

    /// A response status code.
    fn reason(&mut self, name: &'static str, value: ReasonCode);

    /// Bytes; base64 in XML.
    fn binary(&mut self, name: &'static str, value: &[u8]);

    /// A text that is always the same, or one of a list of words.
    fn word(&mut self, name: &'static str, value: &'static str);

    /// An element without content.
    fn empty(&mut self, name: &'static str);

    /// An element with parts of its own.
    fn group(&mut self, name: &'static str, parts: impl FnOnce(&mut Self));

    /// The same where the parts are of another namespace.
    fn group_in(&mut self, name: &'static str, space: Space, parts: impl FnOnce(&mut Self)) {
        let _ = space;
        self.group(name, parts);
    }

    /// What must hold of how often a part is there; a message of which it does not hold is not
    /// one of the protocol.
    fn require(&mut self, name: &'static str, holds: bool) {
        let _ = (name, holds);
    }
}
