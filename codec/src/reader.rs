//! Reads a document as the schema asks for its parts.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::chars::{is_blank, is_name, is_special};
pub use crate::error::Fault;
use crate::error::quoted;
use crate::markup::{Inside, Scope, Tag};
use crate::number::{integer, trimmed};
use crate::prolog;
use crate::{ReasonCode, Source, Space, Word};

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
    next: Next<'a>,
    /// The namespace of the elements that are asked for.
    space: Space,
    pub(crate) depth: usize,
    clause: &'static str,
    /// What was asked for since the last element, and did not come.
    missed: Missed,
}

#[derive(Clone, Copy, Debug)]
enum Next<'a> {
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
struct Missed {
    lists: [&'static [&'static str]; Missed::MOST],
    count: usize,
}

impl Missed {
    const MOST: usize = 8;
    const NONE: Missed = Missed { lists: [&[]; Missed::MOST], count: 0 };

    #[inline]
    fn push(&mut self, names: &'static [&'static str]) {
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

    #[inline]
    fn peek(&mut self) -> Result<(), Box<Fault>> {
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
    fn enter(&mut self, name: &'static str) -> Result<Tag<'a>, Box<Fault>> {
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
    fn descend(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.too_deep(tag));
        }
        self.next = if tag.is_empty { Next::EndOfEmpty } else { Next::Unknown };
        self.missed.count = 0;
        Ok(())
    }

    #[cold]
    fn too_deep(&self, tag: &Tag<'a>) -> Box<Fault> {
        self.malformed(tag.at, &format!("at most {MAX_DEPTH} levels of elements"))
    }

    /// Comes out of it: its end must come now.
    fn ascend(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
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

    /// The text of an element that has nothing else; where it begins, for errors.
    #[inline]
    fn content(&mut self, name: &'static str) -> Result<(Cow<'a, str>, usize), Box<Fault>> {
        let tag = self.enter(name)?;
        let start = self.at;
        if tag.is_empty {
            self.scope.count = tag.outer;
            return Ok((Cow::Borrowed(""), start));
        }
        let bytes = self.text.as_bytes();
        let mut end = start;
        while end < bytes.len() && !is_special(bytes[end]) {
            end += 1;
        }
        if self.byte(end) == Some(b'<') && self.byte(end + 1) == Some(b'/') {
            self.at = end;
            self.end_tag(&tag)?;
            return Ok((Cow::Borrowed(&self.text[start..end]), start));
        }
        self.pieces(&tag).map(|text| (text, start))
    }

    /// The same where references, comments or CDATA are in it. What is in one piece is borrowed.
    #[cold]
    #[inline(never)]
    fn pieces(&mut self, tag: &Tag<'a>) -> Result<Cow<'a, str>, Box<Fault>> {
        let mut whole = Cow::Borrowed("");
        loop {
            match self.inside(tag)? {
                Inside::Text(piece) if whole.is_empty() => whole = Cow::Borrowed(piece),
                Inside::Text(piece) => self.owned(&mut whole).push_str(piece),
                Inside::Char(char) => self.owned(&mut whole).push(char),
                Inside::Cdata(piece) if piece.contains('\r') => {
                    let piece = piece.replace("\r\n", "\n").replace('\r', "\n");
                    self.owned(&mut whole).push_str(&piece);
                }
                Inside::Cdata(piece) if whole.is_empty() => whole = Cow::Borrowed(piece),
                Inside::Cdata(piece) => self.owned(&mut whole).push_str(piece),
                Inside::Nothing => {}
                Inside::Child => {
                    let expected = format!("text and then </{}>", tag.qualified);
                    return Err(self.fault(self.at, &expected));
                }
                Inside::End => {
                    self.end_tag(tag)?;
                    return Ok(whole);
                }
            }
        }
    }

    /// The text as one that can grow, with room for what comes up to the next tag.
    fn owned<'w>(&self, whole: &'w mut Cow<'a, str>) -> &'w mut String {
        if let Cow::Borrowed(piece) = *whole {
            let room = self.text[self.at..].find('<').unwrap_or(0);
            let mut text = String::with_capacity(piece.len() + room + 4);
            text.push_str(piece);
            *whole = Cow::Owned(text);
        }
        whole.to_mut()
    }

    /// Reads over an element whose start tag has been read.
    fn skip(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
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

    /// A value of which the type is wrong.
    #[cold]
    fn wrong(&self, at: usize, expected: &str, found: &str) -> Box<Fault> {
        Box::new(Fault { found: Some(quoted(found.as_bytes())), ..*self.fault(at, expected) })
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

impl<'a> Source<'a> for Reader<'a> {
    type Error = Box<Fault>;

    #[inline]
    fn next_of(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, Box<Fault>> {
        self.peek()?;
        if let Next::Start(tag) = self.next
            && tag.space == self.space
            && let Some(place) = names.iter().position(|name| *name == tag.local)
        {
            return Ok(Some(place));
        }
        self.missed.push(names);
        Ok(None)
    }

    #[inline]
    fn text(&mut self, name: &'static str) -> Result<Cow<'a, str>, Box<Fault>> {
        self.content(name).map(|(text, _)| text)
    }

    #[inline]
    fn boolean(&mut self, name: &'static str) -> Result<bool, Box<Fault>> {
        let (text, at) = self.content(name)?;
        match trimmed(&text) {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.wrong(at, "`true` or `false`", &text)),
        }
    }

    fn integer(&mut self, name: &'static str) -> Result<i32, Box<Fault>> {
        let (text, at) = self.content(name)?;
        let value = integer(&text).and_then(|value| i32::try_from(value).ok());
        value.ok_or_else(|| self.wrong(at, "a whole number of 32 bits", &text))
    }

    #[inline]
    fn reason(&mut self, name: &'static str) -> Result<ReasonCode, Box<Fault>> {
        let (text, at) = self.content(name)?;
        let value = integer(&text).and_then(|value| u16::try_from(value).ok());
        let code = value.and_then(ReasonCode::new);
        code.ok_or_else(|| self.wrong(at, "a status code from 100 to 999", &text))
    }

    fn binary(&mut self, name: &'static str) -> Result<Cow<'a, [u8]>, Box<Fault>> {
        let (text, at) = self.content(name)?;
        let bytes = if text.bytes().any(is_blank) {
            let digits: Vec<u8> = text.bytes().filter(|byte| !is_blank(*byte)).collect();
            STANDARD.decode(digits)
        } else {
            STANDARD.decode(text.as_bytes())
        };
        bytes.map(Cow::Owned).map_err(|_| self.wrong(at, "base64", &text))
    }

    fn word<W: Word>(&mut self, name: &'static str) -> Result<W, Box<Fault>> {
        let (text, at) = self.content(name)?;
        W::from_word(&text).ok_or_else(|| {
            let words: Vec<_> = W::ALL.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.wrong(at, &words.join(" or "), &text)
        })
    }

    #[inline]
    fn fixed(&mut self, name: &'static str, value: &'static str) -> Result<(), Box<Fault>> {
        let (text, at) = self.content(name)?;
        if text == value { Ok(()) } else { Err(self.wrong(at, &format!("`{value}`"), &text)) }
    }

    fn empty(&mut self, name: &'static str) -> Result<(), Box<Fault>> {
        let (text, at) = self.content(name)?;
        if text.is_empty() { Ok(()) } else { Err(self.wrong(at, "no content", &text)) }
    }

    fn skipped(&mut self, name: &'static str) -> Result<(), Box<Fault>> {
        let tag = self.enter(name)?;
        self.skip(&tag)
    }

    fn group<T>(
        &mut self,
        name: &'static str,
        parts: impl FnOnce(&mut Self) -> Result<T, Box<Fault>>,
    ) -> Result<T, Box<Fault>> {
        let space = self.space;
        self.group_in(name, space, parts)
    }

    fn group_in<T>(
        &mut self,
        name: &'static str,
        space: Space,
        parts: impl FnOnce(&mut Self) -> Result<T, Box<Fault>>,
    ) -> Result<T, Box<Fault>> {
        let tag = self.enter(name)?;
        self.descend(&tag)?;
        let outer = std::mem::replace(&mut self.space, space);
        let value = parts(self)?;
        self.ascend(&tag)?;
        self.space = outer;
        Ok(value)
    }

    fn rest(&mut self) -> Result<(), Box<Fault>> {
        loop {
            self.peek()?;
            let Next::Start(tag) = self.next else { return Ok(()) };
            self.skip(&tag)?;
        }
    }
}
