//! The management tree: nodes, values, and which ACL holds where.
//!
//! It does what it is told: whether a server may is asked in `device`, before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::acl::{Acl, Right};
use crate::uri::Path;

/// How the value of a node is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An interior node.
    Node,
    /// Text.
    Chr,
    /// `true` or `false`.
    Bool,
    /// A decimal number.
    Int,
    /// Bytes, in base64 here and in packages.
    Bin,
    /// XML as text.
    Xml,
    /// No value.
    Null,
}

impl Format {
    const NAMES: [(Format, &'static str); 7] = [
        (Format::Node, "node"),
        (Format::Chr, "chr"),
        (Format::Bool, "bool"),
        (Format::Int, "int"),
        (Format::Bin, "bin"),
        (Format::Xml, "xml"),
        (Format::Null, "null"),
    ];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        Format::NAMES.iter().find(|(format, _)| *format == self).map_or("", |(_, name)| name)
    }

    /// The format of that name; `b64` is how packages write `bin`.
    pub fn named(name: &str) -> Option<Format> {
        let name = if name == "b64" { "bin" } else { name };
        Format::NAMES.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
    }
}

/// A node with all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// How the value is written.
    pub format: Format,
    /// The media type of a value, the URN of a management object.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The value of its ACL property; a node without one inherits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acl: Option<Acl>,
    /// What it holds.
    #[serde(flatten)]
    pub content: Content,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A leaf's value; of binary ones in base64.
    Value(String),
    /// An interior node's children.
    Nodes(BTreeMap<String, Node>),
}

impl Node {
    /// An interior node of no type.
    pub fn interior<'a>(nodes: impl IntoIterator<Item = (&'a str, Node)>) -> Node {
        let nodes = nodes.into_iter().map(|(name, node)| (name.to_owned(), node)).collect();
        Node { format: Format::Node, kind: None, acl: None, content: Content::Nodes(nodes) }
    }

    /// The root of a management object.
    pub fn object<'a>(urn: &str, nodes: impl IntoIterator<Item = (&'a str, Node)>) -> Node {
        Node { kind: Some(urn.to_owned()), ..Node::interior(nodes) }
    }

    /// A leaf.
    pub fn leaf(format: Format, value: impl Into<String>) -> Node {
        let kind = (format == Format::Chr).then(|| "text/plain".to_owned());
        Node { format, kind, acl: None, content: Content::Value(value.into()) }
    }

    /// A leaf that is a text.
    pub fn text(value: impl Into<String>) -> Node {
        Node::leaf(Format::Chr, value)
    }

    /// The value of a leaf.
    pub fn value(&self) -> Option<&str> {
        match &self.content {
            Content::Value(value) => Some(value),
            Content::Nodes(_) => None,
        }
    }

    /// The children of an interior node.
    pub fn nodes(&self) -> Option<&BTreeMap<String, Node>> {
        match &self.content {
            Content::Value(_) => None,
            Content::Nodes(nodes) => Some(nodes),
        }
    }

    /// The node below, by names.
    pub fn at(&self, names: &[&str]) -> Option<&Node> {
        names.iter().try_fold(self, |node, name| node.nodes()?.get(*name))
    }

    /// Puts a node below an interior one; says whether it is one.
    pub fn put(&mut self, name: &str, node: Node) -> bool {
        match &mut self.content {
            Content::Value(_) => false,
            Content::Nodes(nodes) => {
                nodes.insert(name.to_owned(), node);
                true
            }
        }
    }
}

/// The whole tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tree {
    root: Node,
}

impl Tree {
    /// A tree with these nodes below its root, whose ACL is the default.
    pub fn new<'a>(nodes: impl IntoIterator<Item = (&'a str, Node)>) -> Tree {
        Tree { root: Node { acl: Some(Acl::root_default()), ..Node::interior(nodes) } }
    }

    /// The node there.
    pub fn node(&self, path: &Path) -> Option<&Node> {
        path.names().iter().try_fold(&self.root, |node, name| node.nodes()?.get(name))
    }

    /// The same, to be changed.
    pub fn node_mut(&mut self, path: &Path) -> Option<&mut Node> {
        path.names().iter().try_fold(&mut self.root, |node, name| match &mut node.content {
            Content::Value(_) => None,
            Content::Nodes(nodes) => nodes.get_mut(name),
        })
    }

    /// The node at an address such as `./DevInfo/DevId`.
    pub fn at(&self, address: &str) -> Option<&Node> {
        self.node(&Path::parse(address).ok()?)
    }

    /// The value of the leaf at an address.
    pub fn value(&self, address: &str) -> Option<&str> {
        self.at(address)?.value()
    }

    /// The ACL that holds at a node: its own, or that of the first ancestor that has one; never
    /// merged.
    pub fn acl(&self, path: &Path) -> Acl {
        let mut node = &self.root;
        let mut acl = node.acl.as_ref();
        for name in path.names() {
            let Some(below) = node.nodes().and_then(|nodes| nodes.get(name)) else { break };
            node = below;
            acl = node.acl.as_ref().or(acl);
        }
        acl.cloned().unwrap_or_else(Acl::root_default)
    }

    /// Whether the ACL that holds at a node gives a server that right.
    pub fn allows(&self, path: &Path, right: Right, server: &str) -> bool {
        self.acl(path).allows(right, server)
    }

    /// Puts a node there; says whether there is an interior node above.
    pub fn put(&mut self, path: &Path, node: Node) -> bool {
        let (Some(above), Some(name)) = (path.parent(), path.name()) else { return false };
        self.node_mut(&above).is_some_and(|above| above.put(name, node))
    }

    /// Takes the node there out, with all below it.
    pub fn remove(&mut self, path: &Path) -> Option<Node> {
        let above = self.node_mut(&path.parent()?)?;
        match &mut above.content {
            Content::Value(_) => None,
            Content::Nodes(nodes) => nodes.remove(path.name()?),
        }
    }

    /// Gives a server rights on a node. An ACL value ends inheritance, so what was inherited is
    /// written along with it: giving takes from nobody.
    pub fn give(&mut self, path: &Path, server: &str, rights: &[Right]) {
        let mut acl = self.acl(path);
        rights.iter().for_each(|right| acl.give(*right, server));
        if let Some(node) = self.node_mut(path) {
            node.acl = Some(acl);
        }
    }

    /// Takes a server out of every ACL. One that is left empty becomes inherited; the root keeps
    /// a value.
    pub fn clean(&mut self, server: &str) {
        fn below(node: &mut Node, server: &str) {
            let Content::Nodes(nodes) = &mut node.content else { return };
            for node in nodes.values_mut() {
                if let Some(acl) = &mut node.acl {
                    acl.remove(server);
                }
                node.acl.take_if(|acl| acl.is_empty());
                below(node, server);
            }
        }
        self.root.acl.get_or_insert_with(Acl::root_default).remove_at_root(server);
        below(&mut self.root, server);
    }

    /// All nodes with their addresses, from the root on, children in the order of their names.
    pub fn walk(&self) -> Vec<(Path, &Node)> {
        fn below<'t>(path: Path, node: &'t Node, found: &mut Vec<(Path, &'t Node)>) {
            let children = node.nodes().into_iter().flatten();
            let children: Vec<_> = children.map(|(name, node)| (path.child(name), node)).collect();
            found.push((path, node));
            children.into_iter().for_each(|(path, node)| below(path, node, found));
        }
        let mut found = Vec::new();
        below(Path::default(), &self.root, &mut found);
        found
    }
}
