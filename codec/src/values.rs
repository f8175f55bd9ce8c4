//! The values of elements, and the XML document as a source of parts.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::chars::{is_blank, is_special};
use crate::error::{Fault, quoted};
use crate::markup::{Inside, Tag};
use crate::number::{integer, trimmed};
use crate::reader::{MAX_DEPTH, Next, Reader};
use crate::{ReasonCode, Source, Space, Word};

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

impl<'a> Reader<'a> {
    /// The text of an element that has nothing else; where it begins, for errors.
    #[inline]
    fn content(&mut self, name: &'static str) -> Result<(Cow<'a, str>, usize), Box<Fault>> {
        let tag = self.enter(name)?;
        if self.depth >= MAX_DEPTH {
            return Err(self.too_deep(&tag));
        }
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

    /// A value of which the type is wrong.
    #[cold]
    fn wrong(&self, at: usize, expected: &str, found: &str) -> Box<Fault> {
        Box::new(Fault { found: Some(quoted(found.as_bytes())), ..*self.fault(at, expected) })
    }
}
