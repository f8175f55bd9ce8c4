//! The device: its tree, what it remembers besides, and what it answers to commands.
//!
//! All rules about who may do what are here; it knows neither packages nor the network.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use crate::account::{self, Account};
use crate::acl::{Acl, Right, is_id};
use crate::operation::{Found, Operation, Reply};
use crate::rules;
use crate::status::Status;
use crate::tree::{Content, Format, Node, Tree};
use crate::uri::{Path, Place, Property};

const MAX_NODES: usize = 4_096;
const MAX_VALUE_BYTES: usize = 64 * 1_024;
const MAX_TREE_BYTES: usize = 1_024 * 1_024;

/// Whether the device takes the identifier of a deleted account out of its ACLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cleaning {
    /// As its standard asks.
    #[default]
    Cleaned,
    /// The fault of some clients: ACLs stay as they are.
    Kept,
}

/// All that is kept in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The management tree.
    pub tree: Tree,
    /// The servers to which the device owes no session: it has opened one since their account
    /// came, or since it was allowed to.
    #[serde(default)]
    pub greeted: BTreeSet<String>,
    /// Which server's account each bootstrap URL has given.
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    /// The number of the last session that the device opened by itself.
    #[serde(default)]
    pub last_session: u16,
}

impl Device {
    /// Does what a server asks, if it may. The server is one with whom there is a session.
    pub fn perform(
        &mut self,
        server: &str,
        operation: &Operation<'_>,
        cleaning: Cleaning,
    ) -> Reply {
        let before = account::server_ids(&self.tree);
        let reply = match self.answer(server, operation) {
            Ok(reply) => reply,
            Err(status) => return status.into(),
        };
        if cleaning == Cleaning::Cleaned {
            let after = account::server_ids(&self.tree);
            before.difference(&after).for_each(|gone| self.tree.clean(gone));
        }
        self.settle();
        reply
    }

    /// The accounts that are whole enough to be used, in the order of their nodes.
    pub fn accounts(&self) -> Vec<Account> {
        account::all(&self.tree)
    }

    /// The account of that server.
    pub fn account(&self, server: &str) -> Option<Account> {
        self.accounts().into_iter().find(|account| account.server_id == server)
    }

    /// Puts down an account that a bootstrap document describes, and gives its server the rights
    /// that the standard names. Nothing happens if the server has an account.
    pub fn bootstrap(&mut self, name: &str, node: Node) -> Option<String> {
        let server = node.at(&["ServerID"])?.value().filter(|id| is_id(id))?.to_owned();
        if !account::server_ids(&self.tree).contains(&server) {
            let all = Path::default().child("DMAcc");
            let free = |name: &String| self.tree.node(&all.child(name)).is_none();
            let names = (2..).map(|n: u32| format!("{name}-{n}"));
            let name = std::iter::once(name.to_owned()).chain(names).find(free)?;
            let path = all.child(&name);
            self.tree.put(&path, node);
            self.tree.give(&path, &server, &[Right::Get, Right::Replace, Right::Delete]);
        }
        self.settle();
        Some(server)
    }

    /// The URLs of the bootstrap entries.
    pub fn bootstrap_urls(&self) -> Vec<String> {
        let entries = self.tree.at("./BootstrapConfig").and_then(Node::nodes);
        let urls = entries.into_iter().flatten().filter_map(|(_, entry)| entry.at(&["URL"]));
        urls.filter_map(Node::value).map(str::to_owned).collect()
    }

    /// The URLs from which an account has to be fetched: those that have given none yet, or one
    /// that is not there any more.
    pub fn fetches_due(&self) -> Vec<String> {
        let ids = account::server_ids(&self.tree);
        let mut urls = self.bootstrap_urls();
        urls.retain(|url| self.origins.get(url).is_none_or(|server| !ids.contains(server)));
        urls
    }

    /// The servers to which the device has to open a session by itself.
    pub fn sessions_due(&self) -> Vec<String> {
        let due = |account: &Account| !account.quiet && !self.greeted.contains(&account.server_id);
        self.accounts().into_iter().filter(due).map(|account| account.server_id).collect()
    }

    /// Forgets what was remembered of accounts and entries that are gone.
    fn settle(&mut self) {
        let accounts = self.accounts();
        let spoken = |id: &String| accounts.iter().any(|one| one.server_id == *id && !one.quiet);
        self.greeted.retain(spoken);
        let urls = self.bootstrap_urls();
        self.origins.retain(|url, _| urls.contains(url));
    }

    fn answer(&mut self, server: &str, operation: &Operation<'_>) -> Result<Reply, Status> {
        let place = Place::parse(operation.target)?;
        match (operation.verb, place.property) {
            (Right::Get, None) => self.get(server, &place.path),
            (Right::Get, Some(property)) => self.get_property(server, &place.path, property),
            (Right::Replace, Some(Property::Acl)) => {
                self.replace_acl(server, &place.path, operation.data)
            }
            (_, Some(_)) => Err(Status::NOT_ALLOWED),
            (Right::Add, None) => self.add(server, &place.path, operation),
            (Right::Delete, None) => self.delete(server, &place.path),
            (Right::Exec, None) => self.exec(server, &place.path),
            (Right::Replace, None) => self.replace(server, &place.path, operation),
        }
    }

    /// The node there, if the server has that right on it.
    fn permitted(&self, server: &str, path: &Path, right: Right) -> Result<&Node, Status> {
        let node = self.tree.node(path).ok_or(Status::NOT_FOUND)?;
        if self.tree.allows(path, right, server) {
            Ok(node)
        } else {
            Err(Status::PERMISSION_DENIED)
        }
    }

    fn get(&self, server: &str, path: &Path) -> Result<Reply, Status> {
        let node = self.permitted(server, path, Right::Get)?;
        if rules::is_secret(&path.parts()) {
            return Err(Status::NOT_ALLOWED);
        }
        let data = match &node.content {
            Content::Value(value) => value.clone(),
            Content::Nodes(nodes) => nodes.keys().cloned().collect::<Vec<_>>().join("/"),
        };
        let format = if node.format == Format::Bin { "b64" } else { node.format.name() };
        Ok(found(format, node.kind.clone(), data))
    }

    fn get_property(&self, server: &str, path: &Path, what: Property) -> Result<Reply, Status> {
        let node = self.permitted(server, path, Right::Get)?;
        let data = match what {
            Property::Acl => node.acl.as_ref().map(Acl::to_string).unwrap_or_default(),
            Property::Name => path.name().unwrap_or(".").to_owned(),
            Property::Format => node.format.name().to_owned(),
            Property::Type => node.kind.clone().unwrap_or_default(),
        };
        Ok(found("chr", Some("text/plain".to_owned()), data))
    }

    /// The ACL of an interior node: who has Replace on it or on its parent; of a leaf: on its
    /// parent only.
    fn replace_acl(&mut self, s: &str, path: &Path, data: Option<&str>) -> Result<Reply, Status> {
        let node = self.tree.node(path).ok_or(Status::NOT_FOUND)?;
        let parent = path.parent();
        let above = parent.is_some_and(|above| self.tree.allows(&above, Right::Replace, s));
        let own = node.nodes().is_some() && self.tree.allows(path, Right::Replace, s);
        if !above && !own {
            return Err(Status::PERMISSION_DENIED);
        }
        let text = data.ok_or(Status::INCOMPLETE)?.trim();
        let acl = match text {
            "" => None,
            text => Some(text.parse::<Acl>().map_err(|_| Status::BAD_REQUEST)?),
        };
        if acl.is_none() && path.names().is_empty() {
            return Err(Status::NOT_ALLOWED);
        }
        if let Some(node) = self.tree.node_mut(path) {
            node.acl = acl;
        }
        Ok(Status::OK.into())
    }

    fn add(&mut self, s: &str, path: &Path, operation: &Operation<'_>) -> Result<Reply, Status> {
        let Some(above) = path.parent() else { return Err(Status::ALREADY_EXISTS) };
        let parent = self.permitted(s, &above, Right::Add)?;
        let siblings = parent.nodes().ok_or(Status::NOT_ALLOWED)?;
        if path.name().is_some_and(|name| siblings.contains_key(name)) {
            return Err(Status::ALREADY_EXISTS);
        }
        if rules::is_permanent(&path.parts()) {
            return Err(Status::NOT_ALLOWED);
        }
        let node = new_node(operation)?;
        self.has_room(node.value().map_or(0, str::len))?;
        let interior = node.nodes().is_some();
        self.tree.put(path, node);
        if interior && !self.tree.allows(&above, Right::Replace, s) {
            self.tree.give(path, s, &[Right::Add, Right::Delete, Right::Replace]);
        }
        Ok(Status::OK.into())
    }

    fn replace(
        &mut self,
        s: &str,
        path: &Path,
        operation: &Operation<'_>,
    ) -> Result<Reply, Status> {
        let node = self.permitted(s, path, Right::Replace)?;
        if node.nodes().is_some() || rules::is_read_only(&path.parts()) {
            return Err(Status::NOT_ALLOWED);
        }
        let said = operation.format.map(Format::named);
        let other = |said: Option<Format>| said.is_none_or(|said| said == Format::Node);
        if said.is_some_and(other) {
            return Err(Status::UNSUPPORTED_FORMAT);
        }
        let value = value_of(node.format, operation.data.ok_or(Status::INCOMPLETE)?)?;
        self.has_room(value.len())?;
        if let Some(node) = self.tree.node_mut(path) {
            node.content = Content::Value(value);
        }
        Ok(Status::OK.into())
    }

    fn delete(&mut self, server: &str, path: &Path) -> Result<Reply, Status> {
        self.permitted(server, path, Right::Delete)?;
        if rules::is_permanent(&path.parts()) {
            return Err(Status::NOT_ALLOWED);
        }
        self.tree.remove(path);
        Ok(Status::OK.into())
    }

    fn exec(&self, server: &str, path: &Path) -> Result<Reply, Status> {
        self.permitted(server, path, Right::Exec)?;
        if !rules::is_executable(&path.parts()) {
            return Err(Status::NOT_ALLOWED);
        }
        Ok(Status::OK.into())
    }

    fn has_room(&self, more: usize) -> Result<(), Status> {
        let nodes = self.tree.walk();
        let bytes: usize = nodes.iter().map(|(_, node)| node.value().map_or(64, str::len)).sum();
        if nodes.len() >= MAX_NODES || bytes + more > MAX_TREE_BYTES {
            return Err(Status::DEVICE_FULL);
        }
        Ok(())
    }
}

fn found(format: &'static str, kind: Option<String>, data: String) -> Reply {
    Reply { status: Status::OK, found: Some(Found { format, kind, data }) }
}

/// The node that an Add describes.
fn new_node(operation: &Operation<'_>) -> Result<Node, Status> {
    let said = operation.format.unwrap_or("chr");
    let format = Format::named(said).ok_or(Status::UNSUPPORTED_FORMAT)?;
    let data = operation.data.unwrap_or("");
    let kind = operation.kind.map(str::to_owned);
    if format == Format::Node {
        if !data.trim().is_empty() {
            return Err(Status::BAD_REQUEST);
        }
        return Ok(Node { kind, ..Node::interior([]) });
    }
    Ok(Node { kind, ..Node::leaf(format, value_of(format, data)?) })
}

/// The value, if it is one of that format.
fn value_of(format: Format, data: &str) -> Result<String, Status> {
    if data.len() > MAX_VALUE_BYTES {
        return Err(Status::TOO_LARGE);
    }
    let value = match format {
        Format::Chr | Format::Xml => return Ok(data.to_owned()),
        Format::Bin => data.split_ascii_whitespace().collect(),
        Format::Node | Format::Bool | Format::Int | Format::Null => data.trim().to_owned(),
    };
    let fits = match format {
        Format::Bool => value == "true" || value == "false",
        Format::Int => value.parse::<i64>().is_ok(),
        Format::Bin => BASE64_STANDARD.decode(&value).is_ok(),
        Format::Null => value.is_empty(),
        Format::Node | Format::Chr | Format::Xml => false,
    };
    if fits { Ok(value) } else { Err(Status::UNSUPPORTED_FORMAT) }
}
