//! Where the parts of a message come from: an XML document, a server's record, a test's random numbers.
//!
//! The generated `read` of each type asks for its parts in the order of its table. It does not
//! know what answers.

use std::borrow::Cow;

use crate::{ReasonCode, Space, Word};

/// Gives the parts of a message, one after the other.
///
/// Names are those on the wire. A part that is asked for must be there; whether an optional one
/// is, [`Source::next_of`] tells.
pub trait Source<'a>: Sized {
    /// Why a part cannot be given.
    type Error;

    /// Which of these elements comes next, by its place in `names`; `None` where none of them does.
    fn next_of(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, Self::Error>;

    /// Any text.
    fn text(&mut self, name: &'static str) -> Result<Cow<'a, str>, Self::Error>;

    /// `true` or `false`.
    fn boolean(&mut self, name: &'static str) -> Result<bool, Self::Error>;

    /// A whole number of 32 bits.
    fn integer(&mut self, name: &'static str) -> Result<i32, Self::Error>;

    /// A response status code: 100 to 999.
    fn reason(&mut self, name: &'static str) -> Result<ReasonCode, Self::Error>;

    /// Bytes; base64 in XML.
    fn binary(&mut self, name: &'static str) -> Result<Cow<'a, [u8]>, Self::Error>;

    /// One of a list of words.
    fn word<W: Word>(&mut self, name: &'static str) -> Result<W, Self::Error>;

    /// A text that is always the same.
    fn fixed(&mut self, name: &'static str, value: &'static str) -> Result<(), Self::Error>;

    /// An element without content.
    fn empty(&mut self, name: &'static str) -> Result<(), Self::Error>;

    /// An element whose content nobody wants.
    fn skipped(&mut self, name: &'static str) -> Result<(), Self::Error>;

    /// An element with parts of its own.
    fn group<T>(
        &mut self,
        name: &'static str,
        parts: impl FnOnce(&mut Self) -> Result<T, Self::Error>,
    ) -> Result<T, Self::Error>;

    /// The same where the parts are of another namespace.
    fn group_in<T>(
        &mut self,
        name: &'static str,
        space: Space,
        parts: impl FnOnce(&mut Self) -> Result<T, Self::Error>,
    ) -> Result<T, Self::Error> {
        let _ = space;
        self.group(name, parts)
    }

    /// Whatever is left of the parts of this element and nobody wants.
    fn rest(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    /// A part that may be missing.
    fn optional<T>(
        &mut self,
        names: &'static [&'static str; 1],
        part: impl FnOnce(&mut Self, &'static str) -> Result<T, Self::Error>,
    ) -> Result<Option<T>, Self::Error> {
        match self.next_of(names)? {
            Some(_) => part(self, names[0]).map(Some),
            None => Ok(None),
        }
    }

    /// A part that must be there in one case and must not in the other.
    fn when<T>(
        &mut self,
        is_there: bool,
        name: &'static str,
        part: impl FnOnce(&mut Self, &'static str) -> Result<T, Self::Error>,
    ) -> Result<Option<T>, Self::Error> {
        if is_there { part(self, name).map(Some) } else { Ok(None) }
    }

    /// A part that may be there any number of times.
    fn list<T>(
        &mut self,
        names: &'static [&'static str; 1],
        mut part: impl FnMut(&mut Self, &'static str) -> Result<T, Self::Error>,
    ) -> Result<Vec<T>, Self::Error> {
        let mut all = Vec::new();
        while self.next_of(names)?.is_some() {
            all.push(part(self, names[0])?);
        }
        Ok(all)
    }

    /// A part that is there at least once.
    fn many<T>(
        &mut self,
        names: &'static [&'static str; 1],
        mut part: impl FnMut(&mut Self, &'static str) -> Result<T, Self::Error>,
    ) -> Result<Vec<T>, Self::Error> {
        let mut all = Vec::new();
        all.push(part(self, names[0])?);
        while self.next_of(names)?.is_some() {
            all.push(part(self, names[0])?);
        }
        Ok(all)
    }
}
