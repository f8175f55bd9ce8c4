//! An example of each message, made from the schema alone.

use std::fmt::Write;

use crate::schema::{Content, Count, Form, Kind, Part, Schema, Type};

/// What is written where a text of that name is wanted: as in Appendix C where it has one.
const TEXTS: [(&str, &str); 19] = [
    ("serverId", "DM_Server_ABC"),
    ("deviceId", "IMEI:AAAAAABBCCCCCD"),
    ("deviceMan", "VendorXYZ"),
    ("deviceMod", "Mod5462"),
    ("DMTreeURI", "./SCOMO"),
    ("sessionId", "ABCDERFGHCHDJKD"),
    ("bootstrapURL", "https://bootstrap.example.com/dms2"),
    ("ServerID", "DM_Server_XYZ"),
    ("Name", "Example DM server"),
    ("PrefConRef", "./NAP/1"),
    ("ConRef", "./NAP/1"),
    ("Addr", "https://dms2.example.com/dm"),
    ("PortNbr", "443"),
    ("AAuthPref", "DIGEST"),
    ("AAuthLevel", "CLCRED"),
    ("AAuthType", "DIGEST"),
    ("AAuthName", "device-0001"),
    ("AAuthSecret", "example-secret"),
    ("NodeName", "Vendor"),
];

/// A valid document of a message, or of a root that has a type; `None` where there is neither of
/// that name. Optional parts are there, once each; the root has these attributes.
///
/// The text is laid out with four blanks, and has no line break at its end.
pub fn example(schema: &Schema, name: &str, attributes: &str) -> Option<String> {
    let named = |content: &Content| content.message == name;
    let (root, parts) = match schema.contents().find(|(_, content)| named(content)) {
        Some((root, content)) => (&root.name, &content.parts),
        None => {
            let root = schema.roots.iter().find(|root| root.name == name)?;
            (&root.name, &schema.type_named(root.of.as_deref()?)?.parts)
        }
    };
    let blank = if attributes.is_empty() { "" } else { " " };
    let mut out = Out {
        schema,
        text: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}{blank}{attributes}>\n"),
        around: Vec::new(),
    };
    out.parts(parts);
    let _ = write!(out.text, "</{root}>");
    Some(out.text)
}

struct Out<'s> {
    schema: &'s Schema,
    text: String,
    /// The types that the next element stands in.
    around: Vec<&'s Type>,
}

impl<'s> Out<'s> {
    fn parts(&mut self, parts: &'s [Part]) {
        for part in parts {
            self.part(part, parts);
        }
    }

    fn part(&mut self, part: &'s Part, beside: &'s [Part]) {
        let name = &part.name;
        if let Count::When { flag, is } = &part.count
            && self::flag(flag, beside) != *is
        {
            return;
        }
        match &part.kind {
            Kind::Text => self.line(name, text_of(name)),
            Kind::Boolean if flag(name, beside) => self.line(name, "true"),
            Kind::Boolean => self.line(name, "false"),
            Kind::Integer => self.line(name, "1"),
            Kind::Reason => self.line(name, "200"),
            Kind::Binary => self.line(name, "ZXhhbXBsZQ=="),
            Kind::Fixed(value) => self.line(name, value),
            Kind::Words(of) => {
                let Some(words) = self.schema.words_named(of) else { return };
                let known = words.words.iter().find(|word| *word == text_of(name));
                if let Some(word) = known.or(words.words.first()) {
                    self.line(name, word);
                }
            }
            Kind::Empty => {
                let indent = self.indent();
                let _ = writeln!(self.text, "{indent}<{name}/>");
            }
            Kind::Type(of) => {
                let Some(type_) = self.schema.type_named(of) else { return };
                // One is enough where a type contains itself.
                if part.is_optional() && self.around.contains(&type_) {
                    return;
                }
                let space = type_.space.as_deref();
                let outer = self.around.last().and_then(|outer| outer.space.as_deref());
                let mut tag = name.clone();
                if let Some(space) = space.filter(|space| outer != Some(space)) {
                    let _ = write!(tag, " xmlns=\"{space}\"");
                }
                let indent = self.indent();
                let _ = writeln!(self.text, "{indent}<{tag}>");
                self.around.push(type_);
                self.parts(&type_.parts);
                self.around.pop();
                let _ = writeln!(self.text, "{indent}</{name}>");
            }
            Kind::OneOf(of) => {
                let Some(type_) = self.schema.type_named(of) else { return };
                if part.is_optional() && self.is_in(type_) {
                    return;
                }
                // What cannot be sent is no example.
                let is_sent = |part: &&Part| part.kind != Kind::Skipped;
                if let Some(first) = type_.parts.iter().find(is_sent) {
                    self.part(first, &type_.parts);
                }
            }
            Kind::Skipped | Kind::Rest => {}
        }
    }

    /// Whether one of the choice has been shown already on the way here.
    fn is_in(&self, choice: &Type) -> bool {
        debug_assert_eq!(choice.form, Form::Choice);
        let is_one = |part: &Part| match &part.kind {
            Kind::Type(of) => self.around.iter().any(|type_| type_.name == *of),
            _ => false,
        };
        choice.parts.iter().any(is_one)
    }

    fn line(&mut self, name: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let indent = self.indent();
        let _ = writeln!(self.text, "{indent}<{name}>{text}</{name}>");
    }

    fn indent(&self) -> String {
        "    ".repeat(self.around.len() + 1)
    }
}

/// A flag is as the first part wants it that depends on it.
fn flag(name: &str, beside: &[Part]) -> bool {
    let wanted = beside.iter().find_map(|part| match &part.count {
        Count::When { flag, is } if flag == name => Some(*is),
        _ => None,
    });
    wanted.unwrap_or(true)
}

fn text_of(name: &str) -> &str {
    TEXTS.iter().find(|(known, _)| *known == name).map_or(name, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TEXTS;
    use crate::schema::Kind;
    use crate::{EDITIONS, SESSION, SESSION_IMPORTS, of_edition, session_schema};

    fn text(path: &str) -> String {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        std::fs::read_to_string(format!("{root}/{path}")).expect("the file can be read")
    }

    /// A name that no schema has any more is taken out of the list.
    #[test]
    fn each_text_is_of_an_element() {
        let editions = EDITIONS.map(|wire| {
            let document = text(&format!("spec/editions/{}.md", wire.edition));
            of_edition(&spec::load(wire.edition, document.as_bytes())).expect("it has a schema")
        });
        let imports = SESSION_IMPORTS.map(text);
        let imports: Vec<_> = imports.iter().map(String::as_str).collect();
        let session = session_schema(&text(SESSION.schema), &imports).expect("it is understood");
        let schemas: Vec<_> = editions.iter().chain([&session]).collect();
        let parts = schemas.iter().flat_map(|schema| schema.parts());
        let is_text = |kind: &Kind| matches!(kind, Kind::Text | Kind::Words(_));
        let parts = parts.filter(|part| is_text(&part.kind));
        let known: BTreeSet<_> = parts.map(|part| part.name.as_str()).collect();
        let unused = TEXTS.iter().map(|(name, _)| *name).filter(|name| !known.contains(name));
        assert_eq!(unused.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
