//! The model as an XML schema.

use std::fmt::Write;

use crate::factor::{Node, factor};
use crate::fault::Problem;
use crate::schema::{Content, Count, Form, Kind, Part, Schema, Type};
use crate::xsd::{BOOLEAN, INTEGER, REASON, XS, own_name};

/// Writes a schema. `header` is the comment at its beginning: who writes it, and from what.
///
/// Types of other namespaces would stand in files of their own, which nothing needs to be written.
///
/// # Errors
/// Contents of one root that cannot be told apart.
pub fn write(schema: &Schema, header: &str) -> Result<String, Problem> {
    let mut out = Out { text: String::new(), depth: 0 };
    out.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.line(&format!("<!-- {header} -->"));
    out.open(&match &schema.space {
        Some(space) => format!(
            "xs:schema xmlns:xs=\"{XS}\" xmlns=\"{0}\" targetNamespace=\"{0}\" \
             elementFormDefault=\"qualified\"",
            attribute(space)
        ),
        None => format!("xs:schema xmlns:xs=\"{XS}\" elementFormDefault=\"unqualified\""),
    });
    out.notes(&[], &schema.title);
    for root in &schema.roots {
        out.blank();
        if let Some(of) = &root.of {
            out.empty(&format!("xs:element name=\"{}\" type=\"{}\"", root.name, of));
            continue;
        }
        out.open(&format!("xs:element name=\"{}\"", root.name));
        let tree = factor(root)?;
        if let [content] = root.contents.as_slice() {
            out.message(content);
        }
        out.open("xs:complexType");
        out.open("xs:sequence");
        out.node(&tree);
        out.close("xs:sequence");
        out.close("xs:complexType");
        out.close("xs:element");
    }
    for type_ in &schema.types {
        out.blank();
        out.type_(type_);
    }
    for words in &schema.words {
        out.blank();
        out.open(&format!("xs:simpleType name=\"{}\"", words.name));
        out.words(words.words.iter().map(String::as_str));
        out.close("xs:simpleType");
    }
    out.own_types(schema);
    out.close("xs:schema");
    Ok(out.text)
}

/// The text so far, and how deep it stands.
struct Out {
    text: String,
    depth: usize,
}

impl Out {
    fn line(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{:1$}{text}", "", self.depth * 2);
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn open(&mut self, tag: &str) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
    }

    fn empty(&mut self, tag: &str) {
        self.line(&format!("<{tag}/>"));
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    /// An annotation: what machines read, then what people read; nothing where there is neither.
    fn notes(&mut self, appinfo: &[(&str, &str)], about: &str) {
        let docs: &[(&str, &str)] = if about.is_empty() { &[] } else { &[("", about)] };
        self.annotation(appinfo, docs);
    }

    fn annotation(&mut self, appinfo: &[(&str, &str)], docs: &[(&str, &str)]) {
        if appinfo.is_empty() && docs.is_empty() {
            return;
        }
        self.open("xs:annotation");
        for (source, text) in appinfo {
            self.line(&format!("<xs:appinfo source=\"{source}\">{}</xs:appinfo>", escaped(text)));
        }
        for (source, text) in docs {
            let source = match *source {
                "" => String::new(),
                source => format!(" source=\"{}\"", attribute(source)),
            };
            self.line(&format!("<xs:documentation{source}>{}</xs:documentation>", escaped(text)));
        }
        self.close("xs:annotation");
    }

    fn message(&mut self, content: &Content) {
        let appinfo = [("message", content.message.as_str()), ("text", content.text.as_str())];
        self.notes(&appinfo, &content.about);
    }

    /// What several messages share, then a choice of how they go on.
    fn node(&mut self, node: &Node<'_>) {
        for (place, part) in node.shared().iter().enumerate() {
            let of = |content: &&Content| content.parts[node.from + place].about == part.about;
            if node.contents.iter().all(of) {
                self.part(part, &[("", &part.about)]);
                continue;
            }
            let about = |content: &&'_ Content| content.parts[node.from + place].about.clone();
            let texts: Vec<_> = node.contents.iter().map(about).collect();
            let messages = node.contents.iter().map(|content| content.message.as_str());
            let docs: Vec<_> = messages.zip(texts.iter().map(String::as_str)).collect();
            self.part(part, &docs);
        }
        if node.branches.is_empty() {
            return;
        }
        self.open("xs:choice");
        for branch in &node.branches {
            self.open("xs:sequence");
            if let [content] = branch.contents.as_slice() {
                self.message(content);
            }
            self.node(branch);
            self.close("xs:sequence");
        }
        self.close("xs:choice");
    }

    fn type_(&mut self, type_: &Type) {
        let (outer, inner) = match type_.form {
            Form::Sequence => ("xs:complexType", "xs:sequence"),
            Form::AnyOrder => ("xs:complexType", "xs:all"),
            Form::Choice => ("xs:group", "xs:choice"),
        };
        self.open(&format!("{outer} name=\"{}\"", type_.name));
        self.notes(&[], &type_.about);
        self.open(inner);
        for part in &type_.parts {
            self.part(part, &[("", &part.about)]);
        }
        self.close(inner);
        self.close(outer);
    }

    fn part(&mut self, part: &Part, docs: &[(&str, &str)]) {
        let docs: Vec<_> = docs.iter().copied().filter(|(_, text)| !text.is_empty()).collect();
        let occurs = match &part.count {
            Count::Once => "",
            Count::Optional | Count::When { .. } => " minOccurs=\"0\"",
            Count::Any => " minOccurs=\"0\" maxOccurs=\"unbounded\"",
            Count::Many => " maxOccurs=\"unbounded\"",
        };
        let condition = match &part.count {
            Count::When { flag, is: true } => Some(flag.clone()),
            Count::When { flag, is: false } => Some(format!("not {flag}")),
            _ => None,
        };
        let appinfo: Vec<_> = condition.iter().map(|it| ("present-when", it.as_str())).collect();
        let of = match &part.kind {
            Kind::Text => "xs:string",
            Kind::Binary => "xs:base64Binary",
            kind @ (Kind::Boolean | Kind::Integer | Kind::Reason | Kind::Empty | Kind::Skipped) => {
                own_name(kind)
            }
            Kind::Words(of) | Kind::Type(of) => of,
            Kind::Fixed(_) => "",
            Kind::OneOf(of) => {
                let tag = format!("xs:group ref=\"{of}\"{occurs}");
                return self.element("xs:group", &tag, &appinfo, &docs, None);
            }
            Kind::Rest => return self.empty(ANY),
        };
        let (of, fixed) = match &part.kind {
            Kind::Fixed(value) => (String::new(), Some(value.as_str())),
            _ => (format!(" type=\"{of}\""), None),
        };
        let tag = format!("xs:element name=\"{}\"{of}{occurs}", part.name);
        self.element("xs:element", &tag, &appinfo, &docs, fixed);
    }

    fn element(
        &mut self,
        name: &str,
        tag: &str,
        appinfo: &[(&str, &str)],
        docs: &[(&str, &str)],
        fixed: Option<&str>,
    ) {
        if appinfo.is_empty() && docs.is_empty() && fixed.is_none() {
            return self.empty(tag);
        }
        self.open(tag);
        self.annotation(appinfo, docs);
        if let Some(value) = fixed {
            self.open("xs:simpleType");
            self.words([value].into_iter());
            self.close("xs:simpleType");
        }
        self.close(name);
    }

    fn words<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        self.open("xs:restriction base=\"xs:string\"");
        for word in words {
            self.empty(&format!("xs:enumeration value=\"{}\"", attribute(word)));
        }
        self.close("xs:restriction");
    }

    /// The types of ours that every schema has that uses them.
    fn own_types(&mut self, schema: &Schema) {
        if schema.uses(&Kind::Boolean) {
            let facets = [("pattern", BOOLEAN)];
            let name = own_name(&Kind::Boolean);
            self.simple(name, "xs:boolean", "Only these two words: not 1, not 0.", &facets);
        }
        for (kind, about, (least, most)) in [
            (Kind::Reason, "A response status code.", REASON),
            (Kind::Integer, "A whole number of 32 bits.", INTEGER),
        ] {
            if schema.uses(&kind) {
                let name = own_name(&kind);
                let facets = [("minInclusive", least), ("maxInclusive", most)];
                self.simple(name, "xs:integer", about, &facets);
            }
        }
        if schema.uses(&Kind::Empty) {
            self.blank();
            self.open(&format!("xs:complexType name=\"{}\"", own_name(&Kind::Empty)));
            self.notes(&[], "No content: being there says it.");
            self.close("xs:complexType");
        }
        if schema.uses(&Kind::Skipped) {
            self.blank();
            let name = own_name(&Kind::Skipped);
            self.open(&format!("xs:complexType name=\"{name}\" mixed=\"true\""));
            self.notes(&[], "Whatever stands here is read over.");
            self.open("xs:sequence");
            self.empty(ANY);
            self.close("xs:sequence");
            self.close("xs:complexType");
        }
    }

    fn simple(&mut self, name: &str, base: &str, about: &str, facets: &[(&str, &str)]) {
        self.blank();
        self.open(&format!("xs:simpleType name=\"{name}\""));
        self.notes(&[], about);
        self.open(&format!("xs:restriction base=\"{base}\""));
        for (facet, value) in facets {
            self.empty(&format!("xs:{facet} value=\"{value}\""));
        }
        self.close("xs:restriction");
        self.close("xs:simpleType");
    }
}

const ANY: &str = "xs:any minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\"";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}
