//! How the foreign device writes its XML, and reads that of the server.

use roxmltree::{Document, Node};

/// A way to write the same document. Templates write elements of SyncML plainly, and those of
/// its meta information with the prefix `m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// `xmlns='syncml:metinf'` on each element of meta information.
    Each,
    /// The prefix `m`, declared at the root.
    Prefix,
    /// Prefixes for all elements.
    Prefixes,
    /// Lines, indents, comments, other quotes, another namespace first.
    Pretty,
}

/// A way to write texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Entities,
    Cdata,
    /// Decimal and hexadecimal references, also where none are needed.
    References,
}

impl Text {
    pub fn write(self, text: &str) -> String {
        match self {
            Text::Entities => text.replace('&', "&amp;").replace('<', "&lt;"),
            Text::Cdata => format!("<![CDATA[{text}]]>"),
            Text::References => {
                let each = |(n, char): (usize, char)| match (char, n % 3) {
                    ('&' | '<' | '>', 0) | (_, 1) => format!("&#x{:x};", u32::from(char)),
                    ('&' | '<' | '>', _) => format!("&#{};", u32::from(char)),
                    _ => char.to_string(),
                };
                text.chars().enumerate().map(each).collect()
            }
        }
    }
}

const SYNCML: &str = "SYNCML:SYNCML1.2";
const METINF: &str = "syncml:metinf";

/// The document with that header and body.
pub fn document(dress: Dress, header: &str, body: &str) -> String {
    let inside = format!("<SyncHdr>{header}</SyncHdr><SyncBody>{body}</SyncBody>");
    match dress {
        Dress::Each => format!("<SyncML xmlns='{SYNCML}'>{}</SyncML>", each(&inside)),
        Dress::Prefix => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SyncML xmlns:m=\"{METINF}\" \
             xmlns=\"{SYNCML}\">{inside}</SyncML>"
        ),
        Dress::Prefixes => format!(
            "\u{feff}<?xml version='1.0'?>\r\n<s:SyncML xmlns:s='{SYNCML}' xmlns:m='{METINF}'>{}\
             </s:SyncML>\r\n",
            prefixed(&inside)
        ),
        Dress::Pretty => format!(
            "<?xml version = '1.0' encoding='utf-8' standalone=\"yes\" ?>\n<!-- a package -->\n\
             <SyncML\n\txmlns:unused = 'urn:x'\n\txmlns = \"{SYNCML}\"\n>{}\n</SyncML >\n<!-- end -->\n",
            pretty(&each(&inside))
        ),
    }
}

fn each(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split("<m:");
    out += parts.next().unwrap_or_default();
    for part in parts {
        let (name, rest) = part.split_once('>').unwrap_or((part, ""));
        out += &format!("<{name} xmlns='{METINF}'>{rest}");
    }
    out.replace("</m:", "</")
}

fn prefixed(text: &str) -> String {
    let mut out = String::new();
    for (n, part) in text.split('<').enumerate() {
        let (slash, name) = part.strip_prefix('/').map_or(("", part), |name| ("/", name));
        match n {
            0 => out += part,
            _ if name.starts_with("m:") || name.starts_with('!') => out += &format!("<{part}"),
            _ => out += &format!("<{slash}s:{name}"),
        }
    }
    out
}

/// Line breaks between elements, never next to text.
fn pretty(text: &str) -> String {
    let closed = text.replace("<Final/>", "<Final></Final >");
    let mut out = closed.replace("><", ">\n\t <").replace("<Status>", "<!-- s -->\r\n<Status >");
    // An empty element is empty still.
    for name in ["Final", "Data"] {
        out = out.replace(&format!("<{name}>\n\t </{name}"), &format!("<{name}></{name}"));
    }
    format!("\n\t {out}")
}

/// Elements of the server, each in its namespace.
pub fn read<T>(text: &str, see: impl FnOnce(Node<'_, '_>) -> T) -> Result<T, String> {
    let document = Document::parse(text).map_err(|error| format!("{error}: {text}"))?;
    for node in document.descendants().filter(Node::is_element) {
        let is_meta = node.ancestors().skip(1).any(|it| it.tag_name().name() == "Meta");
        let wanted = if is_meta { METINF } else { SYNCML };
        if node.tag_name().namespace() != Some(wanted) {
            let name = node.tag_name().name();
            return Err(format!("{name} is not of {wanted}: {text}"));
        }
    }
    Ok(see(document.root_element()))
}

/// The text of a descendant by its path; empty where it is missing.
pub fn at(node: Node<'_, '_>, path: &str) -> String {
    let mut node = node;
    for name in path.split('/') {
        match child(node, name) {
            Some(child) => node = child,
            None => return String::new(),
        }
    }
    node.text().unwrap_or_default().trim().to_owned()
}

pub fn child<'d>(node: Node<'d, 'd>, name: &str) -> Option<Node<'d, 'd>> {
    node.children().find(|it| it.tag_name().name() == name)
}

/// The nodes of a bootstrap document: name of the account, then each with its address below it.
pub fn bootstrap(text: &str) -> Result<(String, Vec<(String, super::tree::Node)>), String> {
    let document = Document::parse(text).map_err(|error| format!("{error}: {text}"))?;
    let root = document.root_element();
    if (root.tag_name().name(), root.tag_name().namespace())
        != ("MgmtTree", Some("syncml:dmddf1.2"))
    {
        return Err(format!("no management tree: {text}"));
    }
    let account = child(root, "Node").ok_or("no node")?;
    let mut nodes = Vec::new();
    below(account, "", &mut nodes);
    let is_account = nodes.first().is_some_and(|(_, it)| it.kind.contains("oma-dm-dmacc"));
    if !is_account {
        return Err(format!("no account: {text}"));
    }
    Ok((at(account, "NodeName"), nodes))
}

fn below(xml: Node<'_, '_>, address: &str, nodes: &mut Vec<(String, super::tree::Node)>) {
    let properties = child(xml, "RTProperties");
    let inside = |name| child(properties?, name)?.children().find(Node::is_element);
    let format = inside("Format").map_or("node", |it| it.tag_name().name());
    let kind = inside("Type").and_then(|it| it.text()).unwrap_or_default();
    let value = at(xml, "Value");
    nodes.push((address.to_owned(), super::tree::Node::new(format, kind, &value)));
    for node in xml.children().filter(|it| it.tag_name().name() == "Node") {
        below(node, &format!("{address}/{}", at(node, "NodeName")), nodes);
    }
}
