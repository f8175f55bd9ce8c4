//! Reads a document as the schema asks for its parts.

use crate::attributes::Scope;
use crate::chars::is_name;
pub use crate::error::Fault;
use crate::markup::{Inside, Tag};
use crate::prolog;
use crate::{Source, Space};

/// The most bytes of a document.
pub const MAX_BYTES: usize = 1 << 20;
/// The most levels of elements.
pub const MAX_DEPTH: usize = 32;
/// The most attributes of one element.
pub const MAX_ATTRIBUTES: usize = 16;
/// The most namespaces declared at one place, by an element and those around it.
pub const MAX_NAMESPACES: usize = 8;

/// A place in a document, and what was learnt on the way there.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(crate) text: &'a str,
    /// The next byte.
    pub(crate) at: usize,
    /// The namespaces declared.
    pub(crate) scope: Scope<'a>,
    /// Nobody wants the content: any attribute may stand there.
    pub(crate) is_reading_over: bool,
    /// Attributes of other namespaces are read over, as clients of DM sessions send them.
    pub(crate) takes_foreign: bool,
    pub(crate) next: Next<'a>,
    /// The namespace of the elements that are asked for.
    pub(crate) space: Space,
    pub(crate) depth: usize,
    pub(crate) clause: &'static str,
    /// What was asked for since the last element, and did not come.
    pub(crate) missed: Missed,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Next<'a> {
    /// Nobody has looked.
    Unknown,
    /// An element; its start tag has been read.
    Start(Tag<'a>),
    /// An end tag.
    End,
    /// The end of `<a/>`, which has no tag of its own.
    EndOfEmpty,
    /// Neither: text, or the end of the document.
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Missed {
    lists: [&'static [&'static str]; Missed::MOST],
    count: usize,
}

impl Missed {
    const MOST: usize = 8;
    const NONE: Missed = Missed { lists: [&[]; Missed::MOST], count: 0 };

    #[inline]
    pub(crate) fn push(&mut self, names: &'static [&'static str]) {
        if let Some(slot) = self.lists.get_mut(self.count) {
            *slot = names;
            self.count += 1;
        }
    }
}

impl<'a> Reader<'a> {
    /// Opens a document. Its elements are of that namespace.
    ///
    /// # Errors
    /// What [`prolog::open`] finds wrong.
    #[inline]
    pub(crate) fn new(bytes: &'a [u8], space: Space) -> Result<Reader<'a>, Box<Fault>> {
        let (text, at) = prolog::open(bytes)?;
        Ok(Reader {
            text,
            at,
            scope: Scope::EMPTY,
            is_reading_over: false,
            takes_foreign: space == Space::SyncMl,
            next: Next::Unknown,
            space,
            depth: 0,
            clause: prolog::DOCUMENT,
            missed: Missed::NONE,
        })
    }

    /// Reads the whole document: a root of this list, by what stands beside its name.
    pub(crate) fn document<D: Copy, T>(
        &mut self,
        roots: &[(&'static str, D)],
        parts: impl FnOnce(D, &mut Self) -> Result<T, Box<Fault>>,
    ) -> Result<T, Box<Fault>> {
        self.peek()?;
        let tag = match self.next {
            Next::Start(tag) if tag.space == self.space => Some(tag),
            _ => None,
        };
        let known = tag.and_then(|tag| {
            let (_, found) = roots.iter().find(|(name, _)| *name == tag.local)?;
            Some((tag, *found))
        });
        let Some((tag, found)) = known else {
            let names: Vec<_> = roots.iter().map(|(name, _)| *name).collect();
            return Err(self.unexpected(&names, None));
        };
        self.descend(&tag)?;
        let value = parts(found, self)?;
        self.ascend(&tag)?;
        self.skip_between()?;
        if self.at < self.text.len() {
            return Err(self.malformed(self.at, "the end of the document"));
        }
        Ok(value)
    }

    /// From here on errors name that clause.
    pub(crate) fn place(&mut self, clause: &'static str) {
        self.clause = clause;
    }

    /// Looks past the elements `skip`: which of `names` comes then, by its place in the list.
    pub(crate) fn ahead(
        &mut self,
        skip: &'static [&'static str],
        names: &'static [&'static str],
        clause: &'static str,
    ) -> Result<usize, Box<Fault>> {
        self.clause = clause;
        self.peek()?;
        let mut ahead = self.clone();
        ahead.is_reading_over = true;
        for name in skip {
            let tag = ahead.enter(name)?;
            ahead.skip(&tag)?;
        }
        match ahead.next_of(names)? {
            Some(place) => Ok(place),
            None => Err(ahead.unexpected(&[], None)),
        }
    }

    /// The name of the root element without its prefix, where there is one.
    pub(crate) fn root(&mut self) -> Option<&'a str> {
        self.peek().ok()?;
        match self.next {
            Next::Start(tag) => Some(tag.local),
            Next::End | Next::EndOfEmpty | Next::Other | Next::Unknown => None,
        }
    }

    #[inline]
    pub(crate) fn peek(&mut self) -> Result<(), Box<Fault>> {
        if let Next::Unknown = self.next {
            self.skip_between()?;
            self.next = match (self.byte(self.at), self.byte(self.at + 1)) {
                (Some(b'<'), Some(b'/')) => Next::End,
                (Some(b'<'), Some(b'!')) => Next::Other,
                (Some(b'<'), _) => Next::Start(self.start_tag()?),
                _ => Next::Other,
            };
        }
        Ok(())
    }

    /// The start tag of that name, which must come now.
    #[inline]
    pub(crate) fn enter(&mut self, name: &'static str) -> Result<Tag<'a>, Box<Fault>> {
        self.peek()?;
        match self.next {
            Next::Start(tag) if tag.local == name && tag.space == self.space => {
                self.next = Next::Unknown;
                self.missed.count = 0;
                Ok(tag)
            }
            _ => Err(self.unexpected(&[name], None)),
        }
    }

    /// Goes into an element.
    pub(crate) fn descend(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.too_deep(tag));
        }
        self.next = if tag.is_empty { Next::EndOfEmpty } else { Next::Unknown };
        self.missed.count = 0;
        Ok(())
    }

    #[cold]
    pub(crate) fn too_deep(&self, tag: &Tag<'a>) -> Box<Fault> {
        self.malformed(tag.at, &format!("at most {MAX_DEPTH} levels of elements"))
    }

    /// Comes out of it: its end must come now.
    pub(crate) fn ascend(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
        self.peek()?;
        match self.next {
            Next::EndOfEmpty => self.scope.count = tag.outer,
            Next::End => self.end_tag(tag)?,
            Next::Start(_) | Next::Other | Next::Unknown => {
                return Err(self.unexpected(&[], Some(tag)));
            }
        }
        self.depth -= 1;
        self.next = Next::Unknown;
        self.missed.count = 0;
        Ok(())
    }

    /// Reads over an element whose start tag has been read.
    pub(crate) fn skip(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
        // A name that is asked for is one; this one nobody asked for.
        if !tag.qualified.split(':').all(is_name) {
            return Err(self.malformed(tag.at, "an element"));
        }
        self.next = Next::Unknown;
        if tag.is_empty {
            self.scope.count = tag.outer;
            return Ok(());
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.too_deep(tag));
        }
        let outer = std::mem::replace(&mut self.is_reading_over, true);
        loop {
            match self.inside(tag)? {
                Inside::Text(_) | Inside::Char(_) | Inside::Cdata(_) | Inside::Nothing => {}
                Inside::Child => {
                    let child = self.start_tag()?;
                    self.skip(&child)?;
                }
                Inside::End => break,
            }
        }
        self.is_reading_over = outer;
        self.depth -= 1;
        self.end_tag(tag)
    }

    /// Something that XML allows and the schema does not.
    #[cold]
    pub(crate) fn fault(&self, at: usize, expected: &str) -> Box<Fault> {
        Box::new(Fault { at, expected: expected.to_owned(), found: None, clause: self.clause })
    }

    /// Another element, or none, where one of `names` should be, or the end of `parent`.
    #[cold]
    fn unexpected(&self, names: &[&'static str], parent: Option<&Tag<'a>>) -> Box<Fault> {
        let missed = self.missed.lists[..self.missed.count].iter().copied().flatten();
        let mut expected: Vec<String> = Vec::new();
        for name in missed.chain(names) {
            let name = format!("<{name}>");
            if !expected.contains(&name) {
                expected.push(name);
            }
        }
        expected.extend(parent.map(|tag| format!("</{}>", tag.qualified)));
        let last = expected.pop().unwrap_or_default();
        let expected =
            if expected.is_empty() { last } else { format!("{} or {last}", expected.join(", ")) };
        let (at, found) = match self.next {
            Next::Start(tag) => (tag.at, self.described(&tag)),
            Next::EndOfEmpty => (self.at, Some("the end of the element".to_owned())),
            Next::End | Next::Other | Next::Unknown => (self.at, None),
        };
        Box::new(Fault { found, ..*self.fault(at, &expected) })
    }

    fn described(&self, tag: &Tag<'a>) -> Option<String> {
        if tag.space != self.space {
            let (is, not) = (tag.space.uris(), self.space.uris());
            return Some(format!("<{}> in {is} instead of {not}", tag.qualified));
        }
        let before = self.text[..tag.at].trim_end();
        let is_doubled = before.ends_with(&format!("</{}>", tag.qualified));
        is_doubled.then(|| format!("a second <{}>", tag.qualified))
    }
}
