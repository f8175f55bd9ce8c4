//! The tree of the foreign device: texts by address, with the rules of the device standard.

use std::collections::BTreeMap;

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `node`, `chr`, `bool`, `b64`.
    pub format: String,
    pub kind: String,
    pub value: String,
    /// Empty: inherited.
    pub acl: String,
}

impl Node {
    pub fn new(format: &str, kind: &str, value: &str) -> Node {
        let (format, kind, value) = (format.to_owned(), kind.to_owned(), value.to_owned());
        Node { format, kind, value, acl: String::new() }
    }
}

/// What an implementation does otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Whether an ACL may be replaced by nothing.
    pub takes_empty_acls: bool,
    /// Whether a server is taken out of the ACLs with its account.
    pub cleans_acls: bool,
    /// Whether accounts have the leaf `NoAutoInitialSession`, which is younger than DM 1.2.
    pub knows_the_flag: bool,
}

/// The nodes by their addresses; the root is `.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub nodes: BTreeMap<String, Node>,
    pub manners: Manners,
}

/// What is asked of a node or property.
pub struct Asked<'a> {
    pub verb: &'a str,
    pub target: &'a str,
    pub format: &'a str,
    pub kind: &'a str,
    pub data: &'a str,
}

/// Format, type and value of what was read.
pub type Found = (String, String, String);

const PERMANENT: [&str; 4] = [".", "./DevInfo", "./DMAcc", "./SCOMO"];
const ALL: [&str; 5] = ["Add", "Delete", "Exec", "Get", "Replace"];

impl Tree {
    /// Does what that server asks.
    pub fn perform(&mut self, server: &str, asked: &Asked<'_>) -> Result<Option<Found>, u16> {
        let (address, property) = match asked.target.split_once("?prop=") {
            Some((address, property)) => (plain(address), Some(property)),
            None => (plain(asked.target), None),
        };
        match (asked.verb, property) {
            ("Get", None) => self.get(server, &address).map(Some),
            ("Get", Some("ACL")) => {
                self.needs(server, &address, "Get")?;
                let acl = self.nodes[&address].acl.clone();
                Ok(Some(("chr".to_owned(), "text/plain".to_owned(), acl)))
            }
            ("Add", None) => self.add(server, &address, asked).map(|()| None),
            ("Replace", None) => self.replace(server, &address, asked.data).map(|()| None),
            ("Replace", Some("ACL")) => self.set_acl(server, &address, asked.data).map(|()| None),
            ("Delete", None) => self.delete(server, &address).map(|()| None),
            (_, Some("ACL")) => Err(405),
            (_, Some(_)) => Err(406),
            (_, None) => Err(406),
        }
    }

    fn get(&self, server: &str, address: &str) -> Result<Found, u16> {
        self.needs(server, address, "Get")?;
        if address.ends_with("/AAuthSecret") {
            return Err(425);
        }
        let Node { format, kind, value, .. } = self.nodes[address].clone();
        let value = if format == "node" { self.children(address).join("/") } else { value };
        Ok((format, kind, value))
    }

    fn add(&mut self, server: &str, address: &str, asked: &Asked<'_>) -> Result<(), u16> {
        if self.nodes.contains_key(address) {
            return Err(418);
        }
        let above = above(address);
        self.needs(server, above, "Add")?;
        if self.nodes[above].format != "node" {
            return Err(405);
        }
        if address.ends_with("/NoAutoInitialSession") && !self.manners.knows_the_flag {
            return Err(405);
        }
        let mut node = Node::new(asked.format, asked.kind, asked.data);
        if node.format == "node" && !self.allows(server, above, "Replace") {
            node.acl = format!("Add={server}&Delete={server}&Replace={server}");
        }
        self.nodes.insert(address.to_owned(), node);
        Ok(())
    }

    fn replace(&mut self, server: &str, address: &str, value: &str) -> Result<(), u16> {
        self.needs(server, address, "Replace")?;
        match self.nodes.get_mut(address) {
            Some(node) if node.format != "node" && !address.starts_with("./DevInfo/") => {
                node.value = value.to_owned();
                Ok(())
            }
            Some(_) | None => Err(405),
        }
    }

    fn set_acl(&mut self, server: &str, address: &str, value: &str) -> Result<(), u16> {
        let node = self.nodes.get(address).ok_or(404_u16)?;
        let by_itself = node.format == "node" && self.allows(server, address, "Replace");
        let by_parent = address != "." && self.allows(server, above(address), "Replace");
        if !by_itself && !by_parent {
            return Err(425);
        }
        if value.is_empty() && (address == "." || !self.manners.takes_empty_acls) {
            return Err(405);
        }
        if !value.is_empty() && !value.split('&').all(is_entry) {
            return Err(400);
        }
        self.nodes.get_mut(address).ok_or(404_u16)?.acl = value.to_owned();
        Ok(())
    }

    fn delete(&mut self, server: &str, address: &str) -> Result<(), u16> {
        self.needs(server, address, "Delete")?;
        if PERMANENT.contains(&address) || address.starts_with("./DevInfo") {
            return Err(405);
        }
        let gone = self.nodes.get(&format!("{address}/ServerID")).map(|node| node.value.clone());
        let below = format!("{address}/");
        self.nodes.retain(|it, _| it != address && !it.starts_with(&below));
        if let (Some(gone), true, "./DMAcc") = (gone, self.manners.cleans_acls, above(address)) {
            for (at, node) in &mut self.nodes {
                node.acl = cleaned(&node.acl, &gone, at == ".");
            }
        }
        Ok(())
    }

    /// Puts down an account that came with a bootstrap document.
    pub fn bootstrap(&mut self, name: &str, nodes: &[(String, Node)]) {
        let account = format!("./DMAcc/{name}");
        for (below, node) in nodes {
            self.nodes.insert(format!("{account}{below}"), node.clone());
        }
        let server = self.value(&format!("{account}/ServerID")).to_owned();
        if let Some(node) = self.nodes.get_mut(&account) {
            node.acl = format!("Delete={server}&Get={server}&Replace={server}");
        }
    }

    /// The first node with a value of its own decides, from the node upwards.
    pub fn allows(&self, server: &str, address: &str, verb: &str) -> bool {
        let mut at = address;
        loop {
            match self.nodes.get(at) {
                Some(node) if !node.acl.is_empty() => return names(&node.acl, verb, server),
                Some(_) | None if at == "." => return names("Add=*&Get=*", verb, server),
                Some(_) | None => at = above(at),
            }
        }
    }

    fn needs(&self, server: &str, address: &str, verb: &str) -> Result<(), u16> {
        match self.nodes.contains_key(address) {
            false => Err(404),
            true if !self.allows(server, address, verb) => Err(425),
            true => Ok(()),
        }
    }

    pub fn children(&self, address: &str) -> Vec<String> {
        let below = format!("{address}/");
        let names = self.nodes.keys().filter_map(|it| it.strip_prefix(&below));
        names.filter(|name| !name.contains('/')).map(str::to_owned).collect()
    }

    /// The value of a leaf; empty where there is none.
    pub fn value(&self, address: &str) -> &str {
        self.nodes.get(address).map_or("", |node| &node.value)
    }

    /// The account of a server.
    pub fn account(&self, server: &str) -> Option<String> {
        let accounts = self.children("./DMAcc").into_iter().map(|name| format!("./DMAcc/{name}"));
        accounts.into_iter().find(|it| self.value(&format!("{it}/ServerID")) == server)
    }

    /// All but DevInfo, a line for each node.
    pub fn shown(&self) -> String {
        let mut shown = String::new();
        for (address, node) in &self.nodes {
            if address.starts_with("./DevInfo") {
                continue;
            }
            shown += address;
            if node.format != "node" {
                shown += &format!(" = {}", node.value);
            }
            if !node.acl.is_empty() {
                shown += &format!(" [{}]", node.acl);
            }
            shown.push('\n');
        }
        shown
    }
}

/// The address in the spelling of this module.
fn plain(address: &str) -> String {
    let path = address.trim_start_matches('.').trim_matches('/');
    if path.is_empty() { ".".to_owned() } else { format!("./{path}") }
}

fn above(address: &str) -> &str {
    address.rsplit_once('/').map_or(".", |(above, _)| above)
}

fn is_entry(entry: &str) -> bool {
    let fits = |id: &str| !id.is_empty() && !id.contains(['=', ' ', '\t', '\n']);
    entry.split_once('=').is_some_and(|(verb, ids)| ALL.contains(&verb) && ids.split('+').all(fits))
}

fn names(acl: &str, verb: &str, server: &str) -> bool {
    let ids = acl.split('&').filter_map(|entry| entry.split_once('=')).find(|it| it.0 == verb);
    ids.is_some_and(|(_, ids)| ids.split('+').any(|id| id == server || id == "*"))
}

/// The ACL without a server; what is left empty at the root is what a root has.
fn cleaned(acl: &str, gone: &str, is_root: bool) -> String {
    let mut entries = Vec::new();
    for (verb, ids) in acl.split('&').filter_map(|entry| entry.split_once('=')) {
        let left: Vec<&str> = ids.split('+').filter(|id| *id != gone).collect();
        if !left.is_empty() {
            entries.push(format!("{verb}={}", left.join("+")));
        } else if is_root && ["Add", "Get"].contains(&verb) {
            entries.push(format!("{verb}=*"));
        }
    }
    entries.join("&")
}
