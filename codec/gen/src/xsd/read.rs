//! An XML schema as the model: the part of XSD 1.0 that our schemas need, and nothing more.
//!
//! Whatever is not understood is a fault with its place. Nothing is passed over.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::check::check;
use crate::fault::{Fault, Problem};
use crate::schema::{Content, Form, Kind, Part, Root, Schema, Type, Words};
use crate::xsd::XS;
use crate::xsd::notes::{Notes, fault, inside, shown};
use crate::xsd::parts::Simple;

/// A file with a schema.
#[derive(Clone, Copy, Debug)]
pub struct File<'t> {
    /// Its path, for messages; its last part is what an import names.
    pub name: &'t str,
    /// What it contains.
    pub text: &'t str,
}

/// Reads a schema with the files that it imports.
///
/// # Errors
/// The first thing that is not understood or not right, with its line and column.
pub fn read(main: File<'_>, imported: &[File<'_>]) -> Result<Schema, Fault> {
    let document = parse(main)?;
    let mut others = Vec::new();
    for file in imported {
        others.push((*file, parse(*file)?));
    }
    let mut schema = Schema::default();
    let mut places = BTreeMap::new();
    let files: Vec<_> = others.iter().map(|(file, document)| (*file, document)).collect();
    let page = Page::new(main, &document, &files)?;
    schema.space = page.space.clone();
    page.read(&mut schema, &mut places)?;
    for (space, page) in &page.imports {
        let from = schema.types.len();
        page.read(&mut schema, &mut places)?;
        for type_ in &mut schema.types[from..] {
            type_.space = Some(space.clone());
        }
    }
    check(&schema).map_err(|problem| match places.remove(&problem.owner) {
        Some(place) => Fault { what: problem.what, help: problem.help, ..place },
        None => Problem::at(problem, main.name, 1, None),
    })?;
    Ok(schema)
}

fn parse(file: File<'_>) -> Result<Document<'_>, Fault> {
    Document::parse(file.text).map_err(|error| Fault {
        file: file.name.to_owned(),
        line: error.pos().row,
        column: Some(error.pos().col),
        what: format!("this is not an XML document: {error}"),
        help: "a schema is well-formed XML without a DTD".to_owned(),
    })
}

/// One file, and what its names mean.
pub(super) struct Page<'a, 'i> {
    pub(super) file: &'a str,
    /// The top-level elements.
    items: Vec<Node<'a, 'i>>,
    title: String,
    pub(super) space: Option<String>,
    /// What the types of the file are.
    pub(super) kinds: BTreeMap<&'a str, Kind>,
    /// The files that it imports, by their namespaces.
    pub(super) imports: Vec<(String, Page<'a, 'i>)>,
}

/// Where each owner of a problem stands.
type Places = BTreeMap<String, Fault>;

impl<'a, 'i> Page<'a, 'i> {
    fn new(
        file: File<'a>,
        document: &'a Document<'i>,
        others: &[(File<'a>, &'a Document<'i>)],
    ) -> Result<Self, Fault> {
        let root = document.root_element();
        if !root.has_tag_name((XS, "schema")) {
            let what = format!("the root is {}", shown(root));
            return Err(fault(file.name, root, what, "a schema begins with xs:schema"));
        }
        let known = ["element", "complexType", "simpleType", "group", "import"];
        let attributes = ["targetNamespace", "elementFormDefault"];
        let (notes, items) = inside(file.name, root, &attributes, &known)?;
        let space = root.attribute("targetNamespace").map(str::to_owned);
        let is_qualified = root.attribute("elementFormDefault") == Some("qualified");
        if space.is_some() && !is_qualified {
            let what = "the elements of a target namespace are not in it".to_owned();
            let help = "write elementFormDefault=\"qualified\"";
            return Err(fault(file.name, root, what, help));
        }
        let (imports, items): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|item| item.has_tag_name((XS, "import")));
        let title = notes.about("");
        let kinds = BTreeMap::new();
        let mut page = Page { file: file.name, items, title, space, kinds, imports: Vec::new() };
        for import in imports {
            page.import(import, others)?;
        }
        for item in page.items.clone() {
            if let Some(name) = item.attribute("name")
                && let Some(kind) = page.kind_of_type(item, name)?
                && page.kinds.insert(name, kind).is_some()
            {
                let what = format!("there are two types `{name}`");
                return Err(page.fault(item, what, "give one of them another name"));
            }
        }
        Ok(page)
    }

    pub(super) fn fault(&self, node: Node<'_, '_>, what: String, help: impl Into<String>) -> Fault {
        fault(self.file, node, what, help)
    }

    fn import(
        &mut self,
        node: Node<'a, 'i>,
        others: &[(File<'a>, &'a Document<'i>)],
    ) -> Result<(), Fault> {
        inside(self.file, node, &["namespace", "schemaLocation"], &[])?;
        let wanted = self.attribute(node, "schemaLocation")?;
        let space = self.attribute(node, "namespace")?;
        let base = |name: &'a str| name.rsplit('/').next().unwrap_or(name);
        let Some((file, document)) = others.iter().find(|(file, _)| base(file.name) == wanted)
        else {
            let what = format!("the file `{wanted}` was not given to the reader");
            return Err(self.fault(node, what, "it stands beside this one"));
        };
        let page = Page::new(*file, document, &[])?;
        if page.space.as_deref() != Some(space) {
            let what = format!("`{wanted}` is not of the namespace `{space}`");
            return Err(self.fault(node, what, "write the targetNamespace of that file"));
        }
        self.imports.push((space.to_owned(), page));
        Ok(())
    }

    /// What a part of that type is; `None` for items that are no types.
    fn kind_of_type(&self, item: Node<'a, 'i>, name: &str) -> Result<Option<Kind>, Fault> {
        match item.tag_name().name() {
            "simpleType" => self.simple(item).map(|simple| match simple {
                Simple::Kind(kind) => Some(kind),
                Simple::Words(_) => Some(Kind::Words(name.to_owned())),
            }),
            "complexType" if item.attribute("mixed").is_some() => {
                let (_, inner) = inside(self.file, item, &["name", "mixed"], &["sequence"])?;
                for sequence in &inner {
                    let (_, any) = inside(self.file, *sequence, &[], &["any"])?;
                    any.iter().try_for_each(|any| self.any(*any))?;
                }
                if item.attribute("mixed") != Some("true") || inner.len() != 1 {
                    let what = format!("the mixed type `{name}` is not understood");
                    let help = "mixed=\"true\" around one sequence of one xs:any: what is skipped";
                    return Err(self.fault(item, what, help));
                }
                Ok(Some(Kind::Skipped))
            }
            "complexType" => {
                let (_, inner) = inside(self.file, item, &["name"], &["sequence", "all"])?;
                let kind = Kind::Type(name.to_owned());
                Ok(Some(if inner.is_empty() { Kind::Empty } else { kind }))
            }
            "group" => Ok(Some(Kind::OneOf(name.to_owned()))),
            _ => Ok(None),
        }
    }

    fn read(&self, schema: &mut Schema, places: &mut Places) -> Result<(), Fault> {
        if schema.title.is_empty() {
            schema.title.clone_from(&self.title);
        }
        for item in &self.items {
            let name = self.attribute(*item, "name")?;
            let place = || self.fault(*item, String::new(), "");
            places.entry(name.to_owned()).or_insert_with(place);
            match (item.tag_name().name(), self.kinds.get(name)) {
                ("element", _) => {
                    let root = self.root(*item, name)?;
                    for content in &root.contents {
                        places.entry(content.message.clone()).or_insert_with(place);
                    }
                    schema.roots.push(root);
                }
                ("simpleType", _) => {
                    if let Simple::Words(words) = self.simple(*item)? {
                        schema.words.push(Words { name: name.to_owned(), words });
                    }
                }
                (_, Some(Kind::Type(_) | Kind::OneOf(_))) => {
                    schema.types.push(self.type_(*item, name)?)
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn root(&self, item: Node<'a, 'i>, name: &str) -> Result<Root, Fault> {
        let (notes, inner) = inside(self.file, item, &["name", "type"], &["complexType"])?;
        let name = name.to_owned();
        match (item.attribute("type"), inner.as_slice()) {
            // What is said about such a root is for people; its type says what it is.
            (Some(_), []) => match self.kind(item)? {
                Kind::Type(of) => Ok(Root { name, contents: Vec::new(), of: Some(of) }),
                _ => {
                    let what = format!("the root `{name}` is not of a type with parts");
                    Err(self.fault(item, what, "a root has elements"))
                }
            },
            (None, [complex]) => {
                let (_, inner) = inside(self.file, *complex, &[], &["sequence"])?;
                let [sequence] = inner.as_slice() else {
                    let what = format!("the root `{name}` has not one sequence");
                    return Err(self.fault(*complex, what, "write one xs:sequence"));
                };
                let mut contents = Vec::new();
                self.contents(*sequence, notes, &[], &mut contents)?;
                Ok(Root { name, contents, of: None })
            }
            _ => {
                let what = format!("the root `{name}` has no content, or two");
                Err(self.fault(item, what, "give it a `type` or an xs:complexType"))
            }
        }
    }

    /// All messages that begin with the parts above and go on with this sequence.
    fn contents(
        &self,
        sequence: Node<'a, 'i>,
        notes: Notes,
        above: &[(Part, Notes)],
        contents: &mut Vec<Content>,
    ) -> Result<(), Fault> {
        let known = ["element", "group", "any", "choice"];
        let (own, items) = inside(self.file, sequence, &[], &known)?;
        let notes = if own.appinfo.is_empty() { notes } else { own };
        let mut parts = above.to_vec();
        for (place, item) in items.iter().enumerate() {
            if item.tag_name().name() != "choice" {
                parts.push(self.part(*item)?);
                continue;
            }
            if place + 1 < items.len() {
                let what = "something follows a choice of messages".to_owned();
                return Err(self.fault(items[place + 1], what, "such a choice stands at the end"));
            }
            let (_, branches) = inside(self.file, *item, &[], &["sequence"])?;
            for branch in branches {
                self.contents(branch, Notes::default(), &parts, contents)?;
            }
            return Ok(());
        }
        let Some(message) = notes.app("message") else {
            let what = "this content names no message".to_owned();
            let help = "annotate it: <xs:appinfo source=\"message\">NAME</xs:appinfo>";
            return Err(self.fault(sequence, what, help));
        };
        let text = notes.app("text").unwrap_or_default();
        let parts = parts.into_iter();
        let parts =
            parts.map(|(part, notes)| Part { about: notes.about(&message), ..part }).collect();
        contents.push(Content { text, about: notes.about(""), message, parts });
        Ok(())
    }

    fn type_(&self, item: Node<'a, 'i>, name: &str) -> Result<Type, Fault> {
        let is_group = item.has_tag_name((XS, "group"));
        let known: &[&str] = if is_group { &["choice"] } else { &["sequence", "all"] };
        let (notes, inner) = inside(self.file, item, &["name"], known)?;
        let [inner] = inner.as_slice() else {
            let what = format!("`{name}` has not one of these: {}", known.join(", "));
            return Err(self.fault(item, what, "write one"));
        };
        let (form, known): (_, &[&str]) = match inner.tag_name().name() {
            "all" => (Form::AnyOrder, &["element"]),
            "choice" => (Form::Choice, &["element"]),
            _ => (Form::Sequence, &["element", "group", "any"]),
        };
        let (_, items) = inside(self.file, *inner, &[], known)?;
        let mut parts = Vec::new();
        for item in items {
            let (part, notes) = self.part(item)?;
            parts.push(Part { about: notes.about(""), ..part });
        }
        Ok(Type { name: name.to_owned(), about: notes.about(""), space: None, form, parts })
    }
}
