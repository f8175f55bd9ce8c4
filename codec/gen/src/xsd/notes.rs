//! Walking a schema without leaving what is understood; annotations.

use roxmltree::Node;

use crate::fault::Fault;
use crate::xsd::XS;

/// What an annotation says.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// `xs:appinfo` by its `source`.
    pub(super) appinfo: Vec<(String, String)>,
    /// `xs:documentation` by its `source`, which is empty where it is for all.
    pub(super) docs: Vec<(String, String)>,
}

impl Notes {
    /// The text of the `xs:appinfo` with that `source`.
    pub(super) fn app(&self, source: &str) -> Option<String> {
        self.appinfo.iter().find(|(known, _)| known == source).map(|(_, text)| text.clone())
    }

    /// What is said to a message, or else to all.
    pub(super) fn about(&self, message: &str) -> String {
        let of = |wanted: &str| self.docs.iter().find(|(source, _)| source == wanted);
        of(message).or_else(|| of("")).map_or(String::new(), |(_, text)| text.clone())
    }
}

/// A fault at a node.
pub(super) fn fault(
    file: &str,
    node: Node<'_, '_>,
    what: String,
    help: impl Into<String>,
) -> Fault {
    let place = node.document().text_pos_at(node.range().start);
    let (line, column) = (place.row, Some(place.col));
    Fault { file: file.to_owned(), line, column, what, help: help.into() }
}

/// `xs:name`, as it is written in the messages.
pub(super) fn shown(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    match name.namespace() {
        Some(XS) => format!("xs:{}", name.name()),
        _ => name.name().to_owned(),
    }
}

/// The elements in a node, of which each must be one of those that are understood there; its
/// annotation apart. The attributes are checked too.
pub(super) fn inside<'a, 'i>(
    file: &str,
    node: Node<'a, 'i>,
    attributes: &[&str],
    elements: &[&str],
) -> Result<(Notes, Vec<Node<'a, 'i>>), Fault> {
    for attribute in node.attributes() {
        if attribute.namespace().is_some() || !attributes.contains(&attribute.name()) {
            let what = format!(
                "the attribute `{}` of {} is not understood",
                attribute.name(),
                shown(node)
            );
            return Err(fault(file, node, what, understood("", attributes)));
        }
    }
    let mut notes = Notes::default();
    let mut found = Vec::new();
    for child in node.children() {
        if child.is_text() && !child.text().unwrap_or_default().trim().is_empty() {
            let what = format!("there is text in {}", shown(node));
            return Err(fault(file, child, what, "text for people goes into xs:documentation"));
        }
        if !child.is_element() {
            continue;
        }
        let name = child.tag_name();
        match (name.namespace(), name.name()) {
            (Some(XS), "annotation") if found.is_empty() => notes = annotation(file, child)?,
            (Some(XS), known) if elements.contains(&known) => found.push(child),
            _ => {
                let what = format!("{} is not understood in {}", shown(child), shown(node));
                return Err(fault(file, child, what, understood("xs:", elements)));
            }
        }
    }
    Ok((notes, found))
}

fn understood(prefix: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return "nothing is understood there".to_owned();
    }
    let names: Vec<_> = names.iter().map(|name| format!("{prefix}{name}")).collect();
    format!("understood there: {}", names.join(", "))
}

fn annotation(file: &str, node: Node<'_, '_>) -> Result<Notes, Fault> {
    let mut notes = Notes::default();
    for child in node.children().filter(Node::is_element) {
        let text = child.text().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let source = child.attribute("source").unwrap_or_default().to_owned();
        match (child.tag_name().namespace(), child.tag_name().name()) {
            (Some(XS), "documentation") => notes.docs.push((source, text)),
            (Some(XS), "appinfo") if APPINFO.contains(&source.as_str()) => {
                notes.appinfo.push((source, text));
            }
            (Some(XS), "appinfo") => {
                let what = format!("the xs:appinfo with the source `{source}` is not understood");
                return Err(fault(file, child, what, understood("", &APPINFO)));
            }
            _ => {
                let what = format!("{} is not understood in xs:annotation", shown(child));
                return Err(fault(
                    file,
                    child,
                    what,
                    understood("xs:", &["appinfo", "documentation"]),
                ));
            }
        }
    }
    Ok(notes)
}

/// The sources of `xs:appinfo`.
const APPINFO: [&str; 3] = ["message", "text", "present-when"];
