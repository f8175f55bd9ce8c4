//! Which of the wire formats of the codec is that of an edition.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;

use codec::{ReasonCode, Source, Wire, Word};
use protocol::Table;

/// The first message in which edition and codec differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The edition.
    pub edition: String,
    /// The edition of the codec.
    pub codec: &'static str,
    /// The message.
    pub message: String,
    /// What differs, as the end of a sentence.
    pub what: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misfit { edition, codec, message, what } = self;
        write!(f, "the edition {edition} is not that of the codec, {codec}: {message} {what}; ")?;
        f.write_str("regenerate the codec from the edition")
    }
}

impl std::error::Error for Misfit {}

/// The wire format of a table: that of its name, or else the first that has its messages, since
/// who tries an edit out gives the document another name.
///
/// # Errors
/// What the format of its name, or else the first, has otherwise.
pub fn wire(table: &Table) -> Result<Wire, Misfit> {
    let fitting = || Wire::ALL.iter().copied().find(|wire| fits(table, *wire).is_ok());
    let wire = Wire::of(&table.edition).or_else(fitting).unwrap_or(Wire::Candidate2012);
    fits(table, wire).map(|()| wire)
}

/// Compares the messages of a table with those of the codec: names, roots, fields and their order.
///
/// # Errors
/// The first difference.
pub fn fits(table: &Table, wire: Wire) -> Result<(), Misfit> {
    let misfit = |message: &str, what: String| Misfit {
        edition: table.edition.clone(),
        codec: wire.edition(),
        message: message.to_owned(),
        what,
    };
    for known in &table.messages {
        let Some((root, fields)) = shape(wire, &known.name) else {
            return Err(misfit(&known.name, "is none of its messages".to_owned()));
        };
        if root != known.root {
            let what = format!("has the root <{}> there and <{root}> here", known.root);
            return Err(misfit(&known.name, what));
        }
        let theirs: Vec<&str> = known.fields.iter().map(|field| field.name.as_str()).collect();
        if theirs != fields {
            let what = format!(
                "has the fields {} there and {} here",
                theirs.join(", "),
                fields.join(", ")
            );
            return Err(misfit(&known.name, what));
        }
    }
    let is_there = |name: &&&str| table.message(name).is_none();
    match wire.messages().iter().find(is_there) {
        None => Ok(()),
        Some(name) => Err(misfit(name, "is missing there".to_owned())),
    }
}

/// The root and the fields of a message of the codec.
fn shape(wire: Wire, name: &str) -> Option<(&'static str, Vec<&'static str>)> {
    let mut longest: Option<(&'static str, Vec<&'static str>)> = None;
    // What is there only in one case is seen in one of the two.
    for flag in [false, true] {
        let mut asked = Asked { names: Vec::new(), depth: 0, flag };
        let Some(Ok(message)) = wire.read(name, &mut asked) else { return None };
        if longest.as_ref().is_none_or(|(_, names)| names.len() < asked.names.len()) {
            longest = Some((message.root(), asked.names));
        }
    }
    longest
}

/// Notes what it is asked for, and gives anything.
struct Asked {
    names: Vec<&'static str>,
    depth: usize,
    flag: bool,
}

impl Asked {
    fn note<T>(&mut self, name: &'static str, value: T) -> Result<T, Infallible> {
        if self.depth == 0 {
            self.names.push(name);
        }
        Ok(value)
    }
}

impl<'a> Source<'a> for Asked {
    type Error = Infallible;

    /// At the top all that can be there is; below there is as little as can be.
    fn next_of(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, Infallible> {
        let is_new = names.first().is_some_and(|name| self.names.last() != Some(name));
        Ok((self.depth == 0 && is_new).then_some(0))
    }

    fn text(&mut self, name: &'static str) -> Result<Cow<'a, str>, Infallible> {
        self.note(name, Cow::Borrowed(""))
    }

    fn boolean(&mut self, name: &'static str) -> Result<bool, Infallible> {
        let flag = self.flag;
        self.note(name, flag)
    }

    fn integer(&mut self, name: &'static str) -> Result<i32, Infallible> {
        self.note(name, 0)
    }

    fn reason(&mut self, name: &'static str) -> Result<ReasonCode, Infallible> {
        self.note(name, ReasonCode::OK)
    }

    fn binary(&mut self, name: &'static str) -> Result<Cow<'a, [u8]>, Infallible> {
        self.note(name, Cow::Borrowed(&[]))
    }

    fn word<W: Word>(&mut self, name: &'static str) -> Result<W, Infallible> {
        self.note(name, W::ALL[0].1)
    }

    fn fixed(&mut self, name: &'static str, _: &'static str) -> Result<(), Infallible> {
        self.note(name, ())
    }

    fn empty(&mut self, name: &'static str) -> Result<(), Infallible> {
        self.note(name, ())
    }

    fn skipped(&mut self, name: &'static str) -> Result<(), Infallible> {
        self.note(name, ())
    }

    fn group<T>(
        &mut self,
        name: &'static str,
        parts: impl FnOnce(&mut Self) -> Result<T, Infallible>,
    ) -> Result<T, Infallible> {
        self.note(name, ())?;
        self.depth += 1;
        let value = parts(self);
        self.depth -= 1;
        value
    }
}
