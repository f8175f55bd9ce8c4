//! The marks of XML 1.0: tags, attributes, comments, processing instructions, references.

use std::borrow::Cow;

use crate::chars::{is_blank, is_char, is_name, is_name_byte, is_plain_name, is_special};
use crate::error::{Fault, quoted};
use crate::prolog::DOCUMENT;
use crate::reader::{MAX_ATTRIBUTES, MAX_NAMESPACES, Reader};
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

/// The namespaces declared so far, the innermost last.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    bound: [(&'a str, Space); MAX_NAMESPACES],
    pub(crate) count: u8,
}

impl<'a> Scope<'a> {
    pub(crate) const EMPTY: Scope<'a> =
        Scope { bound: [("", Space::None); MAX_NAMESPACES], count: 0 };

    /// The namespace of a prefix; the empty prefix is the default.
    #[inline]
    fn of(&self, prefix: &str) -> Option<Space> {
        let bound = self.bound[..self.count as usize].iter().rev();
        match bound.into_iter().find(|(known, _)| *known == prefix) {
            Some((_, space)) => Some(*space),
            None if prefix.is_empty() => Some(Space::None),
            None if prefix == "xml" => Some(Space::Xml),
            None => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Attribute<'a> {
    prefix: &'a str,
    local: &'a str,
    value: &'a str,
    at: usize,
    end: usize,
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
    fn name_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = from;
        while end < bytes.len() && is_name_byte(bytes[end]) {
            end += 1;
        }
        end
    }

    /// The attributes of a start tag, from behind its name; whether it ends in `/>`.
    #[cold]
    #[inline(never)]
    fn attributes(&mut self, from: usize) -> Result<bool, Box<Fault>> {
        let none = Attribute { prefix: "", local: "", value: "", at: 0, end: 0 };
        let mut all = [none; MAX_ATTRIBUTES];
        let mut count = 0;
        self.at = from;
        let is_empty = loop {
            let before = self.at;
            self.skip_blanks();
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (Some(b'>'), _) => {
                    self.at += 1;
                    break false;
                }
                (Some(b'/'), Some(b'>')) => {
                    self.at += 2;
                    break true;
                }
                _ if before == self.at => {
                    return Err(self.malformed(before, "white space, `/>` or `>`"));
                }
                _ => {}
            }
            if count == MAX_ATTRIBUTES {
                let expected = format!("at most {MAX_ATTRIBUTES} attributes");
                return Err(self.malformed(self.at, &expected));
            }
            let attribute = self.attribute()?;
            let same = |other: &Attribute<'_>| {
                (other.prefix, other.local) == (attribute.prefix, attribute.local)
            };
            if all[..count].iter().any(same) {
                let expected = "each attribute at most once";
                return Err(
                    self.wrong_attribute(&attribute, self.malformed(attribute.at, expected))
                );
            }
            all[count] = attribute;
            count += 1;
        };
        for attribute in &all[..count] {
            self.declare(attribute)?;
        }
        let mut hints = 0;
        for attribute in &all[..count] {
            self.allow(attribute, &mut hints)?;
        }
        Ok(is_empty)
    }

    /// `Attribute` of XML 1.0, section 3.1.
    fn attribute(&mut self) -> Result<Attribute<'a>, Box<Fault>> {
        let text = self.text;
        let at = self.at;
        let mut end = self.name_end(at);
        let (mut prefix, mut local) = ("", &text[at..end]);
        let has_prefix = self.byte(end) == Some(b':');
        if has_prefix {
            let start = end + 1;
            end = self.name_end(start);
            (prefix, local) = (local, &text[start..end]);
        }
        if !is_name(local) || (has_prefix && !is_name(prefix)) {
            return Err(self.malformed(at, "the name of an attribute, `/>` or `>`"));
        }
        self.at = end;
        self.skip_blanks();
        if self.byte(self.at) != Some(b'=') {
            return Err(self.malformed(self.at, "`=`"));
        }
        self.at += 1;
        self.skip_blanks();
        let Some(quote @ (b'"' | b'\'')) = self.byte(self.at) else {
            return Err(self.malformed(self.at, "a value in quotes"));
        };
        let start = self.at + 1;
        self.at = start;
        loop {
            let rest = &text.as_bytes()[self.at..];
            let plain = rest.iter().position(|&byte| byte == quote || byte == b'<' || byte == b'&');
            let Some(plain) = plain else {
                return Err(self.malformed(text.len(), "the closing quote"));
            };
            self.at += plain;
            match rest[plain] {
                b'&' => drop(self.reference()?),
                b'<' => return Err(self.malformed(self.at, "`&lt;` in a value")),
                _ => break,
            }
        }
        let value = &text[start..self.at];
        self.at += 1;
        Ok(Attribute { prefix, local, value, at, end: self.at })
    }

    /// Takes up the namespace that the attribute declares, if it does.
    fn declare(&mut self, attribute: &Attribute<'a>) -> Result<(), Box<Fault>> {
        let prefix = match (attribute.prefix, attribute.local) {
            ("", "xmlns") => "",
            ("xmlns", prefix) => prefix,
            _ => return Ok(()),
        };
        let value = normalized(attribute.value);
        let space = Space::of(&value);
        let is_wrong = match prefix {
            "" => space == Space::Xml,
            "xml" => space != Space::Xml,
            _ => prefix == "xmlns" || matches!(space, Space::Xml | Space::None),
        };
        if is_wrong || *value == *"http://www.w3.org/2000/xmlns/" {
            let fault = self.malformed(attribute.at, "a namespace that can be declared");
            return Err(self.wrong_attribute(attribute, fault));
        }
        let Some(slot) = self.scope.bound.get_mut(self.scope.count as usize) else {
            let expected = format!("at most {MAX_NAMESPACES} namespaces declared at one place");
            return Err(self.malformed(attribute.at, &expected));
        };
        *slot = (prefix, space);
        self.scope.count += 1;
        Ok(())
    }

    /// Hints about the schema are allowed, each once; all else only where nobody reads.
    fn allow(&self, attribute: &Attribute<'a>, hints: &mut u8) -> Result<(), Box<Fault>> {
        if attribute.prefix == "xmlns" || (attribute.prefix, attribute.local) == ("", "xmlns") {
            return Ok(());
        }
        let space = match attribute.prefix {
            "" => Some(Space::None),
            prefix => self.scope.of(prefix),
        };
        let hint = match (space, attribute.local) {
            (Some(Space::SchemaInstance), "noNamespaceSchemaLocation") => 1,
            (Some(Space::SchemaInstance), "schemaLocation") => 2,
            (Some(_), _) if self.is_reading_over => return Ok(()),
            (Some(Space::Other), _) if self.takes_foreign => return Ok(()),
            (Some(_), _) => {
                let expected = "no attribute but xmlns and the schema location";
                return Err(self.wrong_attribute(attribute, self.fault(attribute.at, expected)));
            }
            (None, _) => {
                let expected = format!("a declaration xmlns:{}=\"...\"", attribute.prefix);
                let fault = self.malformed(attribute.at, &expected);
                return Err(self.wrong_attribute(attribute, fault));
            }
        };
        if *hints & hint != 0 {
            let fault = self.malformed(attribute.at, "each attribute at most once");
            return Err(self.wrong_attribute(attribute, fault));
        }
        *hints |= hint;
        Ok(())
    }

    /// The same fault, showing that attribute and not what comes after it.
    fn wrong_attribute(&self, attribute: &Attribute<'_>, mut fault: Box<Fault>) -> Box<Fault> {
        fault.found = Some(quoted(&self.text.as_bytes()[attribute.at..attribute.end]));
        fault
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
        }
        Err(self.malformed(at, &format!("</{}>", tag.qualified)))
    }

    /// Something that is no well-formed XML.
    #[cold]
    pub(crate) fn malformed(&self, at: usize, expected: &str) -> Box<Fault> {
        Box::new(Fault { clause: DOCUMENT, ..*self.fault(at, expected) })
    }
}

/// The value of an attribute as XML 1.0, section 3.3.3 wants it.
fn normalized(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r')) {
        return Cow::Borrowed(value);
    }
    let mut whole = String::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let (char, length) = match first {
            '\r' if rest.starts_with("\r\n") => (' ', 2),
            '\t' | '\n' | '\r' => (' ', 1),
            _ => referenced(rest).unwrap_or((first, first.len_utf8())),
        };
        whole.push(char);
        rest = &rest[length..];
    }
    Cow::Owned(whole)
}

/// The character that a reference at the beginning of a text stands for, and its length.
fn referenced(text: &str) -> Option<(char, usize)> {
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
