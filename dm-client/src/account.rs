//! Accounts: DMAcc objects in the tree, and what the device makes of them.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use codec::Word;
use codec::delegation::{AAuthLevel, DmAcc, Node as VendorNode};

use crate::acl::is_id;
use crate::tree::{Format, Node, Tree};

/// The URN of an account in DM 1.3.
pub const URN: &str = "urn:oma:mo:oma-dm-dmacc:1.1";

/// The value of `NoAutoInitialSession` that suppresses the session which the device opens by
/// itself. The text can be read both ways; this is the one place that decides.
pub const SUPPRESSES: &str = "true";

/// An account that can be used.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The name of its node below `./DMAcc`.
    pub node: String,
    /// Who has it.
    pub server_id: String,
    /// Where sessions go.
    pub url: String,
    /// What the device prefers to show.
    pub preference: Option<String>,
    /// What the device shows.
    pub client: Option<Credentials>,
    /// What the server has to show.
    pub server: Option<Credentials>,
    /// Whether the device opens no session by itself.
    pub quiet: bool,
}

/// Name and password of one side.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The name of their node below `AppAuth`.
    pub node: String,
    /// How they are shown: `BASIC`, `DIGEST`, `TRANSPORT`, ...
    pub kind: String,
    /// The name.
    pub name: String,
    /// The password.
    pub secret: String,
    /// The nonce of the next digest.
    pub nonce: Vec<u8>,
}

/// The accounts that have an identifier and an address, in the order of their nodes.
pub fn all(tree: &Tree) -> Vec<Account> {
    let accounts = tree.at("./DMAcc").and_then(Node::nodes).into_iter().flatten();
    accounts.filter_map(|(name, node)| read(name, node)).collect()
}

/// The servers that have an account, also one that is not whole.
pub fn server_ids(tree: &Tree) -> BTreeSet<String> {
    let accounts = tree.at("./DMAcc").and_then(Node::nodes).into_iter().flatten();
    let ids = accounts.filter_map(|(_, node)| text(node, &["ServerID"]));
    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn read(name: &str, node: &Node) -> Option<Account> {
    let server_id = text(node, &["ServerID"]).filter(|id| is_id(id))?.to_owned();
    let (_, address) = node.at(&["AppAddr"])?.nodes()?.first_key_value()?;
    let credentials =
        |level: &str| credentials(node, level, text(node, &["AAuthPref"]), &server_id);
    Some(Account {
        node: name.to_owned(),
        url: url(address)?,
        preference: text(node, &["AAuthPref"]).map(str::to_owned),
        client: credentials("CLCRED"),
        server: credentials("SRVCRED"),
        quiet: text(node, &["NoAutoInitialSession"]) == Some(SUPPRESSES),
        server_id,
    })
}

fn text<'n>(node: &'n Node, names: &[&str]) -> Option<&'n str> {
    node.at(names)?.value()
}

/// The address, with the port if it names none itself.
fn url(address: &Node) -> Option<String> {
    let addr = text(address, &["Addr"]).filter(|addr| !addr.is_empty())?;
    let ports = address.at(&["Port"]).and_then(Node::nodes);
    let port = ports.and_then(|ports| text(ports.first_key_value()?.1, &["PortNbr"]));
    if text(address, &["AddrType"]).is_some_and(|kind| kind != "URI") {
        let host = if addr.contains(':') { format!("[{addr}]") } else { addr.to_owned() };
        return Some(format!("https://{host}:{}/", port.unwrap_or("443")));
    }
    let uri: hyper::Uri = addr.parse().ok()?;
    let authority = uri.authority()?;
    match port {
        Some(port) if authority.port().is_none() => {
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            Some(format!("{}://{authority}:{port}{path}", uri.scheme_str()?))
        }
        Some(_) | None => Some(addr.to_owned()),
    }
}

/// The credentials of one level: those of the preferred kind, else the first.
fn credentials(
    account: &Node,
    level: &str,
    preferred: Option<&str>,
    server: &str,
) -> Option<Credentials> {
    let all = account.at(&["AppAuth"])?.nodes()?.iter();
    let of_level: Vec<_> =
        all.filter(|(_, node)| text(node, &["AAuthLevel"]) == Some(level)).collect();
    let wanted = |node: &Node| preferred.is_some() && text(node, &["AAuthType"]) == preferred;
    let (name, node) =
        of_level.iter().find(|(_, node)| wanted(node)).or_else(|| of_level.first())?;
    let or = |names: &[&str], other: &str| text(node, names).unwrap_or(other).to_owned();
    Some(Credentials {
        node: (*name).clone(),
        kind: or(&["AAuthType"], "BASIC"),
        name: or(&["AAuthName"], if level == "SRVCRED" { server } else { "" }),
        secret: or(&["AAuthSecret"], ""),
        nonce: BASE64_STANDARD.decode(or(&["AAuthData"], "")).unwrap_or_default(),
    })
}

/// The address of the nonce of credentials.
pub fn nonce_address(account: &str, credentials: &str) -> String {
    format!("./DMAcc/{account}/AppAuth/{credentials}/AAuthData")
}

/// The object of an account as the tree holds it.
pub fn node(account: &DmAcc<'_>) -> Node {
    let mut object = Node::object(URN, []);
    object.put("AppID", Node::text("w7"));
    object.put("ServerID", Node::text(&*account.server_id));
    let texts = [
        ("Name", &account.name),
        ("PrefConRef", &account.pref_con_ref),
        ("AAuthPref", &account.a_auth_pref),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            object.put(name, Node::text(&**value));
        }
    }
    let connections = account.to_con_ref.iter();
    let connections =
        numbered(connections.map(|one| Node::interior([("ConRef", Node::text(&*one.con_ref))])));
    let addresses = numbered(account.app_addr.iter().map(|one| {
        let mut node = Node::interior([
            ("Addr", Node::text(&*one.addr)),
            ("AddrType", Node::text(one.addr_type.as_str())),
        ]);
        let port = |port: &str| Node::interior([("PortNbr", Node::text(port))]);
        if let Some(ports) = numbered(one.port.iter().map(|one| port(&one.port_nbr))) {
            node.put("Port", ports);
        }
        node
    }));
    let credentials = numbered(account.app_auth.iter().map(|one| {
        let mut node = Node::interior([
            ("AAuthLevel", Node::text(one.a_auth_level.as_str())),
            ("AAuthType", Node::text(one.a_auth_type.as_str())),
        ]);
        for (name, value) in [("AAuthName", &one.a_auth_name), ("AAuthSecret", &one.a_auth_secret)]
        {
            if let Some(value) = value {
                node.put(name, Node::text(&**value));
            }
        }
        // A digest needs a nonce, which may be empty; the device keeps the next one here.
        let nonce = one.a_auth_data.as_deref().unwrap_or_default();
        node.put("AAuthData", Node::leaf(Format::Bin, BASE64_STANDARD.encode(nonce)));
        node
    }));
    let groups = [("ToConRef", connections), ("AppAddr", addresses), ("AppAuth", credentials)];
    for (name, group) in groups {
        if let Some(group) = group {
            object.put(name, group);
        }
    }
    let quiet = account.no_auto_initial_session.unwrap_or(false);
    object.put("NoAutoInitialSession", Node::leaf(Format::Bool, quiet.to_string()));
    if let Some(ext) = &account.ext {
        object.put("Ext", vendors(&ext.node));
    }
    object
}

/// The account whose server has to show nothing, and for which the device shows a name.
pub fn simple(server: &str, url: &str, name: &str, secret: &str) -> DmAcc<'static> {
    use codec::delegation::{AAuthType, AddrType, AppAddr, AppAuth};
    DmAcc {
        server_id: server.to_owned().into(),
        name: None,
        pref_con_ref: None,
        to_con_ref: Vec::new(),
        app_addr: vec![AppAddr {
            addr: url.to_owned().into(),
            addr_type: AddrType::Uri,
            port: Vec::new(),
        }],
        a_auth_pref: Some("DIGEST".into()),
        app_auth: vec![AppAuth {
            a_auth_level: AAuthLevel::Clcred,
            a_auth_type: AAuthType::Digest,
            a_auth_name: Some(name.to_owned().into()),
            a_auth_secret: Some(secret.to_owned().into()),
            a_auth_data: None,
        }],
        no_auto_initial_session: Some(false),
        ext: None,
    }
}

/// `1`, `2`, ... below a node; none where there is nothing.
fn numbered(nodes: impl Iterator<Item = Node>) -> Option<Node> {
    let mut group = Node::interior([]);
    for (n, node) in nodes.enumerate() {
        group.put(&(n + 1).to_string(), node);
    }
    group.nodes().is_some_and(|nodes| !nodes.is_empty()).then_some(group)
}

fn vendors(nodes: &[VendorNode<'_>]) -> Node {
    let mut group = Node::interior([]);
    for one in nodes {
        let node = match &one.value {
            Some(value) => Node::text(&**value),
            None => vendors(&one.node),
        };
        group.put(&one.node_name, node);
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_added_where_the_address_has_none() {
        let address = |addr: &str, kind: &str| {
            let port = Node::interior([("PortNbr", Node::text("8443"))]);
            let node = Node::interior([
                ("Addr", Node::text(addr)),
                ("AddrType", Node::text(kind)),
                ("Port", Node::interior([("1", port)])),
            ]);
            url(&node).unwrap()
        };
        assert_eq!(address("https://a.example/dm", "URI"), "https://a.example:8443/dm");
        assert_eq!(address("https://a.example:1/dm", "URI"), "https://a.example:1/dm");
        assert_eq!(address("10.0.0.1", "IPv4"), "https://10.0.0.1:8443/");
        assert_eq!(address("::1", "IPv6"), "https://[::1]:8443/");
    }

    #[test]
    fn the_first_object_read_is_what_was_written() {
        let object = node(&simple("dms2", "https://dms2.example/dm", "me", "secret"));
        let account = read("x", &object).unwrap();
        assert_eq!((account.url.as_str(), account.quiet), ("https://dms2.example/dm", false));
        let client = account.client.unwrap();
        assert_eq!((client.kind.as_str(), client.name.as_str()), ("DIGEST", "me"));
        assert!(account.server.is_none());
    }
}
