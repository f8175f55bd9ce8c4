//! One command to a device, and what came back.

use std::borrow::Cow;

use codec::syncml;

/// A command on one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Reads a node or a property.
    Get {
        /// The node.
        uri: String,
    },
    /// Adds a node.
    Add(Node),
    /// Replaces the value of a node or a property.
    Replace(Node),
    /// Deletes a node with all below it.
    Delete {
        /// The node.
        uri: String,
    },
}

/// A node or property with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Where.
    pub(super) uri: String,
    /// The format of SyncML.
    pub(super) format: &'static str,
    /// The media type, or the URN of a management object.
    pub(super) kind: Option<&'static str>,
    /// The value; empty for interior nodes.
    pub(super) data: String,
}

impl Node {
    /// An interior node.
    pub(super) fn interior(uri: String, kind: Option<&'static str>) -> Node {
        Node { uri, format: "node", kind, data: String::new() }
    }

    /// A text.
    pub(super) fn text(uri: String, data: &str) -> Node {
        Node { uri, format: "chr", kind: Some("text/plain"), data: data.to_owned() }
    }

    /// A truth value.
    pub(super) fn truth(uri: String, data: &str) -> Node {
        Node { uri, format: "bool", kind: Some("text/plain"), data: data.to_owned() }
    }
}

impl Command {
    /// The name of the element, as a Status refers to it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Command::Get { .. } => "Get",
            Command::Add(_) => "Add",
            Command::Replace(_) => "Replace",
            Command::Delete { .. } => "Delete",
        }
    }

    /// The node or property.
    pub(super) fn uri(&self) -> &str {
        match self {
            Command::Get { uri } | Command::Delete { uri } => uri,
            Command::Add(node) | Command::Replace(node) => &node.uri,
        }
    }

    /// Whether XML can carry it.
    pub(super) fn is_sendable(&self) -> bool {
        let data = match self {
            Command::Get { .. } | Command::Delete { .. } => "",
            Command::Add(node) | Command::Replace(node) => &node.data,
        };
        let fine = |c: char| (c >= ' ' || "\t\n\r".contains(c)) && !"\u{fffe}\u{ffff}".contains(c);
        self.uri().chars().chain(data.chars()).all(fine)
    }

    /// The element, with that CmdID.
    pub(super) fn element(&self, cmd_id: String) -> syncml::Command<'static> {
        let cmd_id = Cow::Owned(cmd_id);
        let item = vec![self.item()];
        let (no_resp, meta) = (false, None);
        match self {
            Command::Get { .. } => {
                syncml::Command::Get(syncml::Get { cmd_id, no_resp, meta, item })
            }
            Command::Add(_) => syncml::Command::Add(syncml::Add { cmd_id, no_resp, meta, item }),
            Command::Replace(_) => {
                syncml::Command::Replace(syncml::Replace { cmd_id, no_resp, meta, item })
            }
            Command::Delete { .. } => {
                syncml::Command::Delete(syncml::Delete { cmd_id, no_resp, meta, item })
            }
        }
    }

    fn item(&self) -> syncml::Item<'static> {
        let (meta, data) = match self {
            Command::Get { .. } | Command::Delete { .. } => (None, None),
            Command::Add(node) | Command::Replace(node) => {
                let format = Some(Cow::Borrowed(node.format));
                let r#type = node.kind.map(Cow::Borrowed);
                let meta = syncml::Meta { format, r#type, ..syncml::Meta::default() };
                (Some(meta), Some(Cow::Owned(node.data.clone())))
            }
        };
        let loc_uri = Cow::Owned(self.uri().to_owned());
        let target = Some(syncml::Target { loc_uri, loc_name: None });
        syncml::Item { target, source: None, meta, data, more_data: false }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// A Status.
    Status {
        /// Its code.
        code: u16,
        /// The data of the Results, if there were any.
        data: Option<String>,
    },
    /// No Status; the session is over.
    Lost,
}

/// What a status code says of its command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It was done.
    Done,
    /// 418: the node is there already.
    There,
    /// 404: there is no such node.
    Missing,
    /// It was not done.
    Refused,
    /// It may have been done, or may yet be.
    Unclear,
}

impl Verdict {
    /// The verdict of a code.
    pub(super) fn of(code: u16) -> Verdict {
        match code {
            213..=215 => Verdict::Refused,
            101..=199 | 202 => Verdict::Unclear,
            200..=299 => Verdict::Done,
            404 => Verdict::Missing,
            418 => Verdict::There,
            _ => Verdict::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Node, Verdict};

    #[test]
    fn codes_have_their_verdicts() {
        for (code, verdict) in [
            (101, Verdict::Unclear),
            (200, Verdict::Done),
            (201, Verdict::Done),
            (202, Verdict::Unclear),
            (213, Verdict::Refused),
            (214, Verdict::Refused),
            (215, Verdict::Refused),
            (404, Verdict::Missing),
            (405, Verdict::Refused),
            (418, Verdict::There),
            (425, Verdict::Refused),
            (500, Verdict::Refused),
        ] {
            assert_eq!(Verdict::of(code), verdict, "{code}");
        }
    }

    #[test]
    fn what_xml_cannot_carry_is_not_sendable() {
        let node = |data| Command::Add(Node::text("./A".to_owned(), data));
        assert!(node("a\n\u{e9}").is_sendable());
        assert!(!node("a\u{1}").is_sendable());
    }
}
