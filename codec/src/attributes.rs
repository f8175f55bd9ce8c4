//! Attributes of start tags, and the namespaces that they declare.

use std::borrow::Cow;

use crate::chars::is_name;
use crate::error::{Fault, quoted};
use crate::markup::referenced;
use crate::reader::{MAX_ATTRIBUTES, MAX_NAMESPACES, Reader};
use crate::space::Space;

/// The namespaces declared so far, the innermost last.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    bound: [Binding<'a>; MAX_NAMESPACES],
    pub(crate) count: u8,
}

#[derive(Clone, Copy, Debug)]
struct Binding<'a> {
    prefix: &'a str,
    space: Space,
    /// The value of its declaration, as it is written.
    uri: &'a str,
}

impl<'a> Scope<'a> {
    pub(crate) const EMPTY: Scope<'a> = Scope {
        bound: [Binding { prefix: "", space: Space::None, uri: "" }; MAX_NAMESPACES],
        count: 0,
    };

    fn binding(&self, prefix: &str) -> Option<&Binding<'a>> {
        self.bound[..self.count as usize].iter().rev().find(|bound| bound.prefix == prefix)
    }

    /// The namespace of a prefix; the empty prefix is the default.
    #[inline]
    pub(crate) fn of(&self, prefix: &str) -> Option<Space> {
        match self.binding(prefix) {
            Some(bound) => Some(bound.space),
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
    /// The attributes of a start tag, from behind its name; whether it ends in `/>`.
    #[cold]
    #[inline(never)]
    pub(crate) fn attributes(&mut self, from: usize) -> Result<bool, Box<Fault>> {
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
            all[count] = attribute;
            count += 1;
        };
        for attribute in &all[..count] {
            self.declare(attribute)?;
        }
        for (place, attribute) in all[..count].iter().enumerate() {
            self.allow(attribute)?;
            if all[..place].iter().any(|other| self.is_same(other, attribute)) {
                let fault = self.malformed(attribute.at, "each attribute at most once");
                return Err(self.wrong_attribute(attribute, fault));
            }
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
        *slot = Binding { prefix, space, uri: attribute.value };
        self.scope.count += 1;
        Ok(())
    }

    /// Whether both have one name: that of the namespace counts, and not the prefix.
    fn is_same(&self, one: &Attribute<'_>, other: &Attribute<'_>) -> bool {
        let uri = |attribute: &Attribute<'_>| {
            let bound = self.scope.binding(attribute.prefix);
            bound.filter(|_| !attribute.prefix.is_empty()).map(|bound| normalized(bound.uri))
        };
        one.local == other.local
            && (one.prefix == other.prefix || (uri(one).is_some() && uri(one) == uri(other)))
    }

    /// Hints about the schema are allowed; all else only where nobody reads, or where it is of
    /// another namespace in a package.
    fn allow(&self, attribute: &Attribute<'a>) -> Result<(), Box<Fault>> {
        if attribute.prefix == "xmlns" || (attribute.prefix, attribute.local) == ("", "xmlns") {
            return Ok(());
        }
        let space = match attribute.prefix {
            "" => Some(Space::None),
            prefix => self.scope.of(prefix),
        };
        let fault = match (space, attribute.local) {
            (Some(Space::SchemaInstance), "noNamespaceSchemaLocation" | "schemaLocation") => {
                return Ok(());
            }
            (Some(_), _) if self.is_reading_over => return Ok(()),
            (Some(Space::Other), _) if self.takes_foreign => return Ok(()),
            (Some(_), _) => {
                self.fault(attribute.at, "no attribute but xmlns and the schema location")
            }
            (None, _) => {
                let expected = format!("a declaration xmlns:{}=\"...\"", attribute.prefix);
                self.malformed(attribute.at, &expected)
            }
        };
        Err(self.wrong_attribute(attribute, fault))
    }

    /// The same fault, showing that attribute and not what comes after it.
    fn wrong_attribute(&self, attribute: &Attribute<'_>, mut fault: Box<Fault>) -> Box<Fault> {
        fault.found = Some(quoted(&self.text.as_bytes()[attribute.at..attribute.end]));
        fault
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
