//! The device as its factory makes it.

use std::collections::{BTreeMap, BTreeSet};

use codec::delegation::DmAcc;

use crate::account;
use crate::acl::Acl;
use crate::device::Device;
use crate::tree::{Format, Node, Tree};
use crate::uri::Path;

/// What tells one device from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `./DevInfo/DevId`.
    pub id: String,
    /// `./DevInfo/Man`.
    pub man: String,
    /// `./DevInfo/Mod`.
    pub model: String,
}

impl Device {
    /// A device that the server of that account manages: it has all rights on the root. The
    /// device owes it no session.
    pub fn factory(identity: &Identity, own: &DmAcc<'_>) -> Device {
        let mut tree = Tree::new([
            ("DevInfo", dev_info(identity)),
            ("DevDetail", dev_detail()),
            ("DMAcc", Node::interior([])),
            ("BootstrapConfig", Node::object("urn:oma:mo:oma-dm-bootstrapcfg:1.0", [])),
            ("SCOMO", scomo()),
        ]);
        let server = &*own.server_id;
        if let Some(root) = tree.node_mut(&Path::default()) {
            root.acl = Some(Acl::all_for(server));
        }
        let mut device = Device {
            tree,
            greeted: BTreeSet::new(),
            origins: BTreeMap::new(),
            last_session: fastrand::u16(..),
        };
        device.bootstrap(server, account::node(own));
        device.greeted.insert(server.to_owned());
        device
    }

    /// Puts down one more account with the rights of one that came by bootstrap, whose session
    /// the device owes if the account does not suppress it.
    #[must_use]
    pub fn with_account(mut self, account: &DmAcc<'_>) -> Device {
        self.bootstrap(&account.server_id, account::node(account));
        self
    }
}

fn dev_info(identity: &Identity) -> Node {
    Node::object(
        "urn:oma:mo:oma-dm-devinfo:1.1",
        [
            ("DevId", Node::text(&*identity.id)),
            ("Man", Node::text(&*identity.man)),
            ("Mod", Node::text(&*identity.model)),
            ("DmV", Node::text("1.2")),
            ("Lang", Node::text("en")),
        ],
    )
}

fn dev_detail() -> Node {
    let uri = Node::interior([
        ("MaxDepth", Node::text("16")),
        ("MaxTotLen", Node::text("512")),
        ("MaxSegLen", Node::text("0")),
    ]);
    Node::object(
        "urn:oma:mo:oma-dm-devdetail:1.1",
        [
            ("URI", uri),
            ("DevTyp", Node::text("reference device")),
            ("OEM", Node::text("none")),
            ("FwV", Node::text(env!("CARGO_PKG_VERSION"))),
            ("SwV", Node::text(env!("CARGO_PKG_VERSION"))),
            ("HwV", Node::text("none")),
            ("LrgObj", Node::leaf(Format::Bool, "false")),
        ],
    )
}

fn scomo() -> Node {
    let package = Node::interior([
        ("PkgID", Node::text("sample")),
        ("Name", Node::text("Sample")),
        ("Operations", Node::interior([("Download", Node::leaf(Format::Null, ""))])),
    ]);
    let deployed = Node::interior([("Deployed", Node::interior([]))]);
    Node::object(
        "urn:oma:mo:oma-scomo:1.0",
        [("Download", Node::interior([("Sample", package)])), ("Inventory", deployed)],
    )
}
