//! The document that a bootstrap server serves: an account in the form in which DM writes trees.

use std::collections::BTreeMap;
use std::fmt;

use codec::delegation::DmAcc;
use roxmltree::{Document, ParsingOptions};

use crate::account;
use crate::acl::is_id;
use crate::tree::{Content, Format, Node};
use crate::uri::is_name;

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.syncml.dmtnds+xml";

const SPACE: &str = "syncml:dmddf1.2";
const MAX_DEPTH: usize = 12;
const MAX_XML_NODES: u32 = 20_000;

/// Writes the document for an account.
pub fn document(account: &DmAcc<'_>) -> String {
    let fits = |char: &char| char.is_ascii_alphanumeric() || "._-".contains(*char);
    let name: String = account.server_id.chars().filter(fits).take(32).collect();
    let name = if is_name(&name) { name } else { "server".to_owned() };
    let mut out = format!("<MgmtTree xmlns='{SPACE}'><VerDTD>1.2</VerDTD>");
    write(&name, &account::node(account), &mut out);
    out.push_str("</MgmtTree>");
    out
}

fn write(name: &str, node: &Node, out: &mut String) {
    out.push_str("<Node><NodeName>");
    escape(name, out);
    out.push_str("</NodeName><RTProperties><Format><");
    out.push_str(if node.format == Format::Bin { "b64" } else { node.format.name() });
    out.push_str("/></Format>");
    if let Some(kind) = &node.kind {
        let element = if node.nodes().is_some() { "DDFName" } else { "MIME" };
        out.push_str(&format!("<Type><{element}>"));
        escape(kind, out);
        out.push_str(&format!("</{element}></Type>"));
    }
    out.push_str("</RTProperties>");
    match &node.content {
        Content::Nodes(nodes) => nodes.iter().for_each(|(name, node)| write(name, node, out)),
        Content::Value(value) => {
            out.push_str("<Value>");
            escape(value, out);
            out.push_str("</Value>");
        }
    }
    out.push_str("</Node>");
}

fn escape(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            char => out.push(char),
        }
    }
}

/// Why a document gives no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAccount(String);

impl fmt::Display for NoAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoAccount {}

fn no<T>(why: impl Into<String>) -> Result<T, NoAccount> {
    Err(NoAccount(why.into()))
}

/// Reads the document: the name of the account's node, and the node.
///
/// # Errors
/// What is no XML, has a document type, is no tree, or has no account with identifier and address.
pub fn parse(text: &str) -> Result<(String, Node), NoAccount> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MAX_XML_NODES, ..Default::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| NoAccount(format!("the document is no XML: {error}")))?;
    let root = document.root_element();
    if !root.has_tag_name((SPACE, "MgmtTree")) {
        return no(format!("the document is no MgmtTree of {SPACE}"));
    }
    for child in elements(root, "Node") {
        let (name, node) = read(child, 0)?;
        if node.kind.as_deref().is_some_and(is_account) {
            return whole(name, node);
        }
        // The account may stand below the node DMAcc that holds all of them.
        let below = node.nodes().into_iter().flatten();
        let mut below = below.filter(|(_, node)| node.kind.as_deref().is_some_and(is_account));
        if let Some((name, node)) = below.next() {
            return whole(name.clone(), node.clone());
        }
    }
    no("the document has no account (urn:oma:mo:oma-dm-dmacc)")
}

fn is_account(urn: &str) -> bool {
    urn == "urn:oma:mo:oma-dm-dmacc:1.0" || urn == account::URN
}

fn whole(name: String, node: Node) -> Result<(String, Node), NoAccount> {
    if !node.at(&["ServerID"]).and_then(Node::value).is_some_and(is_id) {
        return no("the account has no ServerID that an ACL can name");
    }
    if node.at(&["AppAddr"]).is_none() {
        return no("the account has no AppAddr");
    }
    Ok((name, node))
}

type Xml<'d> = roxmltree::Node<'d, 'd>;

fn elements<'d>(parent: Xml<'d>, name: &'static str) -> impl Iterator<Item = Xml<'d>> {
    parent.children().filter(move |child| child.has_tag_name((SPACE, name)))
}

fn element<'d>(parent: Xml<'d>, name: &'static str) -> Option<Xml<'d>> {
    elements(parent, name).next()
}

fn content(element: Xml<'_>) -> String {
    element.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect()
}

fn read(xml: Xml<'_>, depth: usize) -> Result<(String, Node), NoAccount> {
    let name = element(xml, "NodeName").map(content).unwrap_or_default();
    if depth > MAX_DEPTH || !is_name(&name) {
        return no(format!("`{name}` can be no node here"));
    }
    let properties = element(xml, "RTProperties");
    let kind = properties.and_then(|it| element(it, "Type")).and_then(|kind| {
        let named = element(kind, "DDFName").or_else(|| element(kind, "MIME"));
        named.map(content).map(|text| text.trim().to_owned())
    });
    let format = properties.and_then(|it| element(it, "Format"));
    let format = format.and_then(|it| it.first_element_child());
    let format = match format.map(|format| format.tag_name().name()) {
        Some(word) => Some(
            Format::named(word).ok_or_else(|| NoAccount(format!("`{word}` is no known format")))?,
        ),
        None => None,
    };
    let value = element(xml, "Value").map(content);
    let mut nodes = BTreeMap::new();
    for child in elements(xml, "Node") {
        let (name, node) = read(child, depth + 1)?;
        if nodes.insert(name.clone(), node).is_some() {
            return no(format!("`{name}` stands twice below one node"));
        }
    }
    let content = match value {
        Some(_) if !nodes.is_empty() => return no(format!("`{name}` has a value and nodes")),
        Some(value) if format != Some(Format::Node) => Content::Value(value),
        None if format.is_some_and(|format| format != Format::Node) => {
            Content::Value(String::new())
        }
        Some(_) | None => Content::Nodes(nodes),
    };
    let format = match &content {
        Content::Nodes(_) if format.is_some_and(|format| format != Format::Node) => {
            return no(format!("`{name}` is a leaf with nodes below it"));
        }
        Content::Nodes(_) => Format::Node,
        Content::Value(_) => format.unwrap_or(Format::Chr),
    };
    let content = match content {
        Content::Value(value) if format != Format::Chr && format != Format::Xml => {
            Content::Value(value.split_ascii_whitespace().collect())
        }
        other => other,
    };
    Ok((name, Node { format, kind, acl: None, content }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut account = account::simple("dms2", "https://dms2.example/dm?a=1&b=2", "me", "s<&>t");
        account.no_auto_initial_session = Some(true);
        let (name, node) = parse(&document(&account)).unwrap();
        assert_eq!(name, "dms2");
        assert_eq!(node, account::node(&account));
    }

    #[test]
    fn an_account_below_the_node_of_all_accounts_is_found() {
        let account = account::simple("dms2", "https://dms2.example/dm", "me", "secret");
        let inner = document(&account);
        let inner = inner.split_once("</VerDTD>").unwrap().1.strip_suffix("</MgmtTree>").unwrap();
        let text = format!(
            "<MgmtTree xmlns='syncml:dmddf1.2'><VerDTD>1.2</VerDTD>\
             <Node><NodeName>DMAcc</NodeName>{inner}</Node></MgmtTree>"
        );
        assert_eq!(parse(&text).unwrap(), ("dms2".to_owned(), account::node(&account)));
    }

    #[test]
    fn what_is_no_account_is_refused_with_a_reason() {
        let tree = |inner: &str| {
            format!("<MgmtTree xmlns='syncml:dmddf1.2'><VerDTD>1.2</VerDTD>{inner}</MgmtTree>")
        };
        let kind = "<RTProperties><Type><DDFName>urn:oma:mo:oma-dm-dmacc:1.1</DDFName></Type>\
                    </RTProperties>";
        let deep = "<Node><NodeName>a</NodeName>".repeat(40) + &"</Node>".repeat(40);
        let abyss = "<a>".repeat(15_000) + &"</a>".repeat(15_000);
        let cases = [
            ("<a".to_owned(), "is no XML"),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_owned(), "DTD"),
            ("<MgmtTree/>".to_owned(), "is no MgmtTree"),
            (tree(""), "has no account"),
            (tree(&deep), "can be no node"),
            (tree(&abyss), "has no account"),
            ("<a>".repeat(300_000), "is no XML"),
            (tree(&format!("<Node><NodeName>a</NodeName>{kind}</Node>")), "no ServerID"),
            (tree("<Node><NodeName>a/b</NodeName></Node>"), "can be no node"),
        ];
        for (text, why) in cases {
            let error = parse(&text).unwrap_err().to_string();
            assert!(error.contains(why), "{why}: {error}");
        }
    }
}
