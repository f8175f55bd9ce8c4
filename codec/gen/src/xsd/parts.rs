//! The parts of a schema: elements, references to groups, `xs:any`, and what their types are.

use roxmltree::Node;

use crate::fault::Fault;
use crate::schema::{Count, Kind, Part};
use crate::xsd::notes::{Notes, inside, shown};
use crate::xsd::read::Page;
use crate::xsd::{BOOLEAN, INTEGER, REASON, XS};

/// What a simple type is.
pub(super) enum Simple {
    /// One of the kinds that every schema has.
    Kind(Kind),
    /// A list of words.
    Words(Vec<String>),
}

impl<'a, 'i> Page<'a, 'i> {
    /// A part without what is said about it, which may differ from message to message.
    pub(super) fn part(&self, item: Node<'a, 'i>) -> Result<(Part, Notes), Fault> {
        let about = String::new();
        if item.has_tag_name((XS, "any")) {
            self.any(item)?;
            let part = Part { name: String::new(), kind: Kind::Rest, count: Count::Any, about };
            return Ok((part, Notes::default()));
        }
        let is_group = item.has_tag_name((XS, "group"));
        let (attributes, known): (&[_], &[_]) = match is_group {
            true => (&["ref", "minOccurs", "maxOccurs"], &[]),
            false => (&["name", "type", "minOccurs", "maxOccurs"], &["simpleType"]),
        };
        let (notes, inner) = inside(self.file, item, attributes, known)?;
        let name = self.attribute(item, if is_group { "ref" } else { "name" })?;
        let kind = match (inner.as_slice(), item.attribute("type")) {
            ([simple], None) => match self.simple(*simple)? {
                Simple::Words(words) if words.len() == 1 => {
                    Kind::Fixed(words.into_iter().next().unwrap_or_default())
                }
                _ => {
                    let what = format!("the type of `{name}` has no name");
                    let help = "only a text that is always the same stands in the element itself";
                    return Err(self.fault(*simple, what, help));
                }
            },
            ([], _) => self.kind(item)?,
            _ => {
                let what = format!("`{name}` has two types");
                return Err(self.fault(item, what, "let it have one"));
            }
        };
        if is_group != matches!(kind, Kind::OneOf(_)) {
            let what = format!("`{name}` is a group as a type, or a type as a group");
            return Err(self.fault(item, what, "an element has a type; a group is referred to"));
        }
        let count = self.count(item, &notes)?;
        Ok((Part { name: name.to_owned(), kind, count, about }, notes))
    }

    fn count(&self, item: Node<'a, 'i>, notes: &Notes) -> Result<Count, Fault> {
        let least = item.attribute("minOccurs").unwrap_or("1");
        let most = item.attribute("maxOccurs").unwrap_or("1");
        let count = match (least, most) {
            ("1", "1") => Count::Once,
            ("0", "1") => Count::Optional,
            ("0", "unbounded") => Count::Any,
            ("1", "unbounded") => Count::Many,
            _ => {
                let what = format!("{least} to {most} times is not understood");
                return Err(self.fault(item, what, "understood: 1, 0 to 1, 0 or 1 to unbounded"));
            }
        };
        let Some(condition) = notes.app("present-when") else { return Ok(count) };
        if count != Count::Optional {
            let what = "what is there by a flag can be missing".to_owned();
            return Err(self.fault(item, what, "write minOccurs=\"0\""));
        }
        Ok(match condition.strip_prefix("not ") {
            Some(flag) => Count::When { flag: flag.to_owned(), is: false },
            None => Count::When { flag: condition, is: true },
        })
    }

    /// What the type or the group is that an element names.
    pub(super) fn kind(&self, item: Node<'a, 'i>) -> Result<Kind, Fault> {
        let by = if item.has_tag_name((XS, "group")) { "ref" } else { "type" };
        let name = self.attribute(item, by)?;
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, name),
        };
        let space = item.lookup_namespace_uri(prefix);
        if prefix.is_some() && space.is_none() {
            let what = format!("the prefix of `{name}` is not declared");
            return Err(self.fault(item, what, "declare it with xmlns:"));
        }
        let import = self.imports.iter().find(|(known, _)| Some(known.as_str()) == space);
        let found = match (space, import) {
            (Some(XS), _) => match local {
                "string" => Some(Kind::Text),
                "base64Binary" => Some(Kind::Binary),
                _ => None,
            },
            (space, _) if space == self.space.as_deref() => self.kinds.get(local).cloned(),
            (_, Some((_, page))) => page.kinds.get(local).cloned(),
            _ => None,
        };
        found.ok_or_else(|| {
            let own = self.kinds.keys().copied();
            let names: Vec<_> = ["xs:string", "xs:base64Binary"].into_iter().chain(own).collect();
            let what = format!("the type `{name}` is not understood");
            self.fault(item, what, format!("understood: {}", names.join(", ")))
        })
    }

    /// A simple type: a restriction, known by its base and what it allows.
    pub(super) fn simple(&self, item: Node<'a, 'i>) -> Result<Simple, Fault> {
        let (_, inner) = inside(self.file, item, &["name"], &["restriction"])?;
        let known = ["enumeration", "pattern", "minInclusive", "maxInclusive"];
        let mut facets = Vec::new();
        let mut base = "";
        for restriction in inner {
            let (_, items) = inside(self.file, restriction, &["base"], &known)?;
            base = self.attribute(restriction, "base")?;
            for facet in items {
                inside(self.file, facet, &["value"], &[])?;
                facets.push((facet.tag_name().name(), self.attribute(facet, "value")?));
            }
        }
        let local = base
            .split_once(':')
            .filter(|(prefix, _)| item.lookup_namespace_uri(Some(prefix)) == Some(XS));
        let range = |(least, most)| [("minInclusive", least), ("maxInclusive", most)];
        match local.map(|(_, local)| local) {
            Some("string")
                if !facets.is_empty()
                    && facets.iter().all(|(facet, _)| *facet == "enumeration") =>
            {
                let words = facets.iter().map(|(_, word)| (*word).to_owned()).collect();
                Ok(Simple::Words(words))
            }
            Some("boolean") if facets == [("pattern", BOOLEAN)] => Ok(Simple::Kind(Kind::Boolean)),
            Some("integer") if facets == range(REASON) => Ok(Simple::Kind(Kind::Reason)),
            Some("integer") if facets == range(INTEGER) => Ok(Simple::Kind(Kind::Integer)),
            _ => {
                let what = format!("this restriction of `{base}` is not understood");
                let help = format!(
                    "understood: xs:string with enumerations, xs:boolean with the pattern \
                     {BOOLEAN}, xs:integer from {} to {} or from {} to {}",
                    REASON.0, REASON.1, INTEGER.0, INTEGER.1
                );
                Err(self.fault(item, what, help))
            }
        }
    }

    /// `xs:any` stands for what is skipped, and for nothing else.
    pub(super) fn any(&self, item: Node<'a, 'i>) -> Result<(), Fault> {
        let attributes = ["minOccurs", "maxOccurs", "processContents", "namespace"];
        inside(self.file, item, &attributes, &[])?;
        let is = |name, value| item.attribute(name) == Some(value);
        if is("minOccurs", "0") && is("maxOccurs", "unbounded") && is("processContents", "skip") {
            return Ok(());
        }
        let help = "minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\"";
        Err(self.fault(item, "this xs:any is not understood".to_owned(), help))
    }

    pub(super) fn attribute(&self, node: Node<'a, 'i>, name: &str) -> Result<&'a str, Fault> {
        node.attribute(name).ok_or_else(|| {
            let what = format!("{} has no attribute `{name}`", shown(node));
            self.fault(node, what, format!("write {name}=\"..\""))
        })
    }
}
