//! A DMAcc as the nodes that make it up, in the order in which they are added.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codec::Word as _;
use codec::delegation::{self, AppAddr, AppAuth, DmAcc, Port, ToConRef};

use super::command::Node;

/// Where the accounts stand.
pub(super) const ACCOUNTS: &str = "./DMAcc";

/// The leaf that says whether the device opens its first session by itself.
const NO_AUTO_INITIAL_SESSION: &str = "NoAutoInitialSession";

/// Whether a device opens a session to the server of an account by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstSession {
    /// It does.
    Automatic,
    /// It waits to be asked.
    Suppressed,
}

impl FirstSession {
    /// The leaf of an account that says it.
    pub(super) fn uri(account: &str) -> String {
        format!("{account}/{NO_AUTO_INITIAL_SESSION}")
    }

    /// The value that says it: by the name of the leaf, true suppresses.
    pub(super) fn value(self) -> &'static str {
        match self {
            FirstSession::Automatic => "false",
            FirstSession::Suppressed => "true",
        }
    }

    /// What a value says.
    pub(super) fn of(value: &str) -> FirstSession {
        let value = value.trim();
        if value.eq_ignore_ascii_case(Self::Suppressed.value()) || value == "1" {
            FirstSession::Suppressed
        } else {
            FirstSession::Automatic
        }
    }
}

/// The type of an account, by the version of DM that the device speaks.
pub(super) fn kind(is_1_3: bool) -> &'static str {
    if is_1_3 { "urn:oma:mo:oma-dm-dmacc:1.1" } else { "urn:oma:mo:oma-dm-dmacc:1.0" }
}

/// A name for the node of a server's account.
pub(super) fn name(server_id: &str) -> String {
    let letters = server_id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c));
    let name: String = letters.take(24).collect();
    if name.is_empty() { "server".to_owned() } else { name }
}

/// What stands below the node of an account. The first session is settled first, so that the
/// device finds its leaf whenever it finds the address.
pub(super) fn below(account: &DmAcc<'_>, node: &str, first: FirstSession) -> Vec<Node> {
    let mut to = Nodes { nodes: Vec::new(), at: node.to_owned() };
    if first == FirstSession::Suppressed || account.no_auto_initial_session.is_some() {
        to.nodes.push(Node::truth(FirstSession::uri(node), first.value()));
    }
    to.text("AppID", Some("w7"));
    to.text("ServerID", Some(&account.server_id));
    to.text("Name", account.name.as_deref());
    to.text("PrefConRef", account.pref_con_ref.as_deref());
    to.list("ToConRef", &account.to_con_ref, |to, it: &ToConRef<'_>| {
        to.text("ConRef", Some(&it.con_ref));
    });
    to.list("AppAddr", &account.app_addr, |to, it: &AppAddr<'_>| {
        to.text("Addr", Some(&it.addr));
        to.text("AddrType", Some(it.addr_type.as_str()));
        to.list("Port", &it.port, |to, it: &Port<'_>| to.text("PortNbr", Some(&it.port_nbr)));
    });
    to.text("AAuthPref", account.a_auth_pref.as_deref());
    to.list("AppAuth", &account.app_auth, |to, it: &AppAuth<'_>| {
        to.text("AAuthLevel", Some(it.a_auth_level.as_str()));
        to.text("AAuthType", Some(it.a_auth_type.as_str()));
        to.text("AAuthName", it.a_auth_name.as_deref());
        to.text("AAuthSecret", it.a_auth_secret.as_deref());
        to.bytes("AAuthData", it.a_auth_data.as_deref());
    });
    if let Some(ext) = &account.ext {
        to.interior("Ext", |to| ext.node.iter().for_each(|node| to.tree(node)));
    }
    to.nodes
}

struct Nodes {
    nodes: Vec<Node>,
    at: String,
}

impl Nodes {
    fn uri(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        let uri = self.uri(name);
        self.nodes.extend(value.map(|value| Node::text(uri, value)));
    }

    /// Octets, in the only way in which XML carries them.
    fn bytes(&mut self, name: &str, value: Option<&[u8]>) {
        let uri = self.uri(name);
        let node = |value| Node { uri, format: "b64", kind: None, data: STANDARD.encode(value) };
        self.nodes.extend(value.map(node));
    }

    fn interior(&mut self, name: &str, inside: impl FnOnce(&mut Nodes)) {
        let uri = self.uri(name);
        self.nodes.push(Node::interior(uri.clone(), None));
        let above = std::mem::replace(&mut self.at, uri);
        inside(self);
        self.at = above;
    }

    /// Unnamed nodes are called 1, 2 and so on.
    fn list<T>(&mut self, name: &str, list: &[T], each: impl Fn(&mut Nodes, &T)) {
        if list.is_empty() {
            return;
        }
        self.interior(name, |to| {
            for (place, it) in list.iter().enumerate() {
                to.interior(&(place + 1).to_string(), |to| each(to, it));
            }
        });
    }

    fn tree(&mut self, node: &delegation::Node<'_>) {
        match &node.value {
            Some(value) => self.text(&node.node_name, Some(value)),
            None => self.interior(&node.node_name, |to| {
                node.node.iter().for_each(|node| to.tree(node));
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstSession, name};

    #[test]
    fn true_suppresses() {
        assert_eq!(FirstSession::of("true"), FirstSession::Suppressed);
        assert_eq!(FirstSession::of(" TRUE "), FirstSession::Suppressed);
        assert_eq!(FirstSession::of("false"), FirstSession::Automatic);
        assert_eq!(FirstSession::of(""), FirstSession::Automatic);
    }

    #[test]
    fn names_are_fit_for_a_uri() {
        assert_eq!(name("https://dms2.example.net/dm"), "httpsdms2examplenetdm");
        assert_eq!(name("/"), "server");
    }
}
