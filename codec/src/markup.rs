//! The marks of XML 1.0: tags, comments, processing instructions, references.

use crate::chars::{is_blank, is_char, is_name_byte, is_plain_name, is_special};
use crate::error::{Fault, quoted};
use crate::prolog::DOCUMENT;
use crate::reader::Reader;
use crate::space::Space;

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// The name with its prefix.
    pub(crate) qualified: &'a str,
    /// The name without it.
    pub(crate) local: &'a str,
    pub(crate) space: Space,
    /// The place of its `<`.
    pub(crate) at: usize,
    /// `<a/>`
    pub(crate) is_empty: bool,
    /// How many namespaces were declared before it.
    pub(crate) outer: u8,
}

/// What stands inside of an element that has text.
pub(crate) enum Inside<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A reference, or a line end.
    Char(char),
    /// A CDATA section.
    Cdata(&'a str),
    /// A comment or a processing instruction.
    Nothing,
    /// An element: nothing of it has been read.
    Child,
    /// The end tag: nothing of it has been read.
    End,
}

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline]
    fn is_at(&self, what: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(what.as_bytes())
    }

    #[inline]
    pub(crate) fn skip_blanks(&mut self) {
        while self.byte(self.at).is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// White space, comments and processing instructions between elements.
    #[inline]
    pub(crate) fn skip_between(&mut self) -> Result<(), Box<Fault>> {
        loop {
            self.skip_blanks();
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (Some(b'<'), Some(b'!' | b'?')) if self.aside()? => {}
                (Some(b'&'), Some(b'#')) if self.depth > 0 && self.blank_reference() => {}
                _ => return Ok(()),
            }
        }
    }

    /// White space written as a number, if it stands here.
    fn blank_reference(&mut self) -> bool {
        let blank = referenced(&self.text[self.at..])
            .filter(|(char, _)| matches!(char, ' ' | '\t' | '\n' | '\r'));
        self.at += blank.map_or(0, |(_, length)| length);
        blank.is_some()
    }

    /// A comment or a processing instruction, if one begins here.
    fn aside(&mut self) -> Result<bool, Box<Fault>> {
        if self.is_at("<!--") {
            self.comment().map(|()| true)
        } else if self.is_at("<?") {
            self.instruction().map(|()| true)
        } else {
            Ok(false)
        }
    }

    /// `Comment` of XML 1.0, section 2.5.
    fn comment(&mut self) -> Result<(), Box<Fault>> {
        let start = self.at + 4;
        let Some(hyphens) = self.text[start..].find("--").map(|place| start + place) else {
            return Err(self.malformed(self.text.len(), "`-->`"));
        };
        if self.byte(hyphens + 2) != Some(b'>') {
            return Err(self.malformed(hyphens, "a comment without `--`"));
        }
        self.at = hyphens + 3;
        Ok(())
    }

    /// `PI` of XML 1.0, section 2.6.
    fn instruction(&mut self) -> Result<(), Box<Fault>> {
        let start = self.at + 2;
        let Some(end) = self.text[start..].find("?>").map(|place| start + place) else {
            return Err(self.malformed(self.text.len(), "`?>`"));
        };
        let content = &self.text[start..end];
        let blank = content.bytes().position(is_blank).unwrap_or(content.len());
        let target = &content[..blank];
        if !is_plain_name(target) {
            return Err(self.malformed(start, "the name of a processing instruction"));
        }
        if target.eq_ignore_ascii_case("xml") {
            return Err(self.malformed(self.at, "the XML declaration at the very beginning"));
        }
        self.at = end + 2;
        Ok(())
    }

    /// A start tag, from its `<`.
    #[inline]
    pub(crate) fn start_tag(&mut self) -> Result<Tag<'a>, Box<Fault>> {
        let text = self.text;
        let at = self.at;
        let outer = self.scope.count;
        let mut end = self.name_end(at + 1);
        let (mut prefix, mut local) = ("", &text[at + 1..end]);
        if self.byte(end) == Some(b':') {
            let start = end + 1;
            end = self.name_end(start);
            (prefix, local) = (local, &text[start..end]);
        }
        let qualified = &text[at + 1..end];
        if local.is_empty() || qualified.starts_with(':') {
            return Err(self.malformed(at, "an element"));
        }
        let is_empty = match (self.byte(end), self.byte(end + 1)) {
            (Some(b'>'), _) => {
                self.at = end + 1;
                false
            }
            (Some(b'/'), Some(b'>')) => {
                self.at = end + 2;
                true
            }
            _ => self.attributes(end)?,
        };
        let Some(space) = self.scope.of(prefix) else {
            let expected = format!("a declaration xmlns:{prefix}=\"...\"");
            return Err(self.malformed(at, &expected));
        };
        Ok(Tag { qualified, local, space, at, is_empty, outer })
    }

    /// Behind a name, or a part of one up to a colon.
    #[inline]
    pub(crate) fn name_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = from;
        while end < bytes.len() && is_name_byte(bytes[end]) {
            end += 1;
        }
        end
    }

    /// `Reference` of XML 1.0, section 4.1, from its `&`.
    pub(crate) fn reference(&mut self) -> Result<char, Box<Fault>> {
        let rest = &self.text[self.at..];
        if let Some((char, length)) = referenced(rest) {
            self.at += length;
            return Ok(char);
        }
        let expected = "one of the references &lt; &gt; &amp; &quot; &apos; &#number;";
        let shown = rest.find([';', '<', ' ', '\n']).map_or(rest.len(), |end| end + 1);
        let found = Some(quoted(&rest.as_bytes()[..shown]));
        Err(Box::new(Fault { found, ..*self.malformed(self.at, expected) }))
    }

    /// The next piece inside of an element.
    pub(crate) fn inside(&mut self, tag: &Tag<'a>) -> Result<Inside<'a>, Box<Fault>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        loop {
            match self.byte(self.at) {
                Some(byte) if !is_special(byte) => self.at += 1,
                Some(b']') if self.is_at("]]>") => {
                    return Err(self.malformed(self.at, "`]]&gt;`"));
                }
                Some(b']') => self.at += 1,
                Some(_) => break,
                None => return Err(self.malformed(self.at, &format!("</{}>", tag.qualified))),
            }
        }
        if self.at > start {
            return Ok(Inside::Text(&self.text[start..self.at]));
        }
        match (bytes[start], self.byte(start + 1)) {
            (b'&', _) => self.reference().map(Inside::Char),
            (b'<', Some(b'/')) => Ok(Inside::End),
            (b'<', Some(b'!')) if self.is_at("<![CDATA[") => self.cdata().map(Inside::Cdata),
            (b'<', Some(b'!' | b'?')) if self.aside()? => Ok(Inside::Nothing),
            (b'<', _) => Ok(Inside::Child),
            // A carriage return, alone or before its line feed, is a line end (section 2.11).
            (_, next) => {
                self.at += if next == Some(b'\n') { 2 } else { 1 };
                Ok(Inside::Char('\n'))
            }
        }
    }

    /// `CDSect` of XML 1.0, section 2.7.
    fn cdata(&mut self) -> Result<&'a str, Box<Fault>> {
        let start = self.at + "<![CDATA[".len();
        let Some(end) = self.text[start..].find("]]>").map(|place| start + place) else {
            return Err(self.malformed(self.text.len(), "`]]>`"));
        };
        self.at = end + 3;
        Ok(&self.text[start..end])
    }

    /// The end tag that belongs to that start tag.
    #[inline]
    pub(crate) fn end_tag(&mut self, tag: &Tag<'a>) -> Result<(), Box<Fault>> {
        let at = self.at;
        if self.text.as_bytes()[at + 2..].starts_with(tag.qualified.as_bytes()) {
            self.at = at + 2 + tag.qualified.len();
            self.skip_blanks();
            if self.byte(self.at) == Some(b'>') {
                self.at += 1;
                self.scope.count = tag.outer;
                return Ok(());
            }
            if self.at > at + 2 + tag.qualified.len() {
                return Err(self.malformed(self.at, "`>`"));
            }
        }
        Err(self.malformed(at, &format!("</{}>", tag.qualified)))
    }

    /// Something that is no well-formed XML.
    #[cold]
    pub(crate) fn malformed(&self, at: usize, expected: &str) -> Box<Fault> {
        Box::new(Fault { clause: DOCUMENT, ..*self.fault(at, expected) })
    }
}

/// The character that a reference at the beginning of a text stands for, and its length.
pub(crate) fn referenced(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '#')?;
    let char = match &rest[..end] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        name => numbered(name).filter(|char| is_char(*char))?,
    };
    rest[end..].starts_with(';').then_some((char, end + 2))
}

/// A character by its number: `#65` or `#x41`.
fn numbered(reference: &str) -> Option<char> {
    let digits = reference.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
}
