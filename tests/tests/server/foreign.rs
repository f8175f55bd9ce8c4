//! Devices of other makers: nothing of this project is in them. They write their packages from
//! templates, keep a tree of texts, and go through whole delegations and revocations, each with
//! habits of its own that the device standard allows.

mod client;
mod http;
mod package;
mod session;
mod tree;
mod xml;

use std::collections::BTreeMap;

use reference_server::admin::{Operations, OperatorOrder};
use reference_server::config::Approach;
use tokio::net::TcpListener;

use self::client::{Foreign, Habits, Opens, Order, Parts};
use self::http::Body;
use self::package::Kind;
use self::tree::{Manners, Node, Tree};
use self::xml::{Dress, Text};
use crate::pair::{DEVICE, Pair, Plan};

const PLAIN: Habits = Habits {
    dress: Dress::Each,
    text: Text::Entities,
    shows: Kind::Md5,
    asks: None,
    cmd_prefix: "",
    cmd_step: 1,
    msg_step: 1,
    order: Order::Usual,
    parts: Parts::One,
    media: ("Content-Type", "application/vnd.syncml.dm+xml"),
    body: Body::Length,
    max_msg_size: 5000,
    opens: Opens::Called,
};

const MANNERS: Manners =
    Manners { takes_empty_acls: true, cleans_acls: true, knows_the_flag: true };

/// Each is one client: what it does otherwise on the line, and with its tree.
macro_rules! clients {
    ($($name:ident: $habits:expr, $manners:expr;)*) => {$(
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn by_account() {
                super::by_account($habits, $manners).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn by_url() {
                super::by_url($habits, $manners).await;
            }
        }
    )*};
}

clients! {
    plain: PLAIN, MANNERS;
    basic: Habits { shows: Kind::Basic, ..PLAIN }, MANNERS;
    asks_for_basic: Habits { asks: Some(Kind::Basic), ..PLAIN }, MANNERS;
    asks_for_md5: Habits { asks: Some(Kind::Md5), shows: Kind::Basic, ..PLAIN }, MANNERS;
    prefix: Habits { dress: Dress::Prefix, text: Text::Cdata, ..PLAIN }, MANNERS;
    prefixes: Habits { dress: Dress::Prefixes, text: Text::References, ..PLAIN }, MANNERS;
    pretty: Habits { dress: Dress::Pretty, order: Order::Backwards, ..PLAIN }, MANNERS;
    numbers: Habits { cmd_prefix: "c-", cmd_step: 7, msg_step: 3, ..PLAIN }, MANNERS;
    messages: Habits { parts: Parts::Messages, asks: Some(Kind::Md5), ..PLAIN }, MANNERS;
    values: Habits { parts: Parts::Values, text: Text::Cdata, ..PLAIN }, MANNERS;
    chunks: Habits {
        body: Body::Chunks(100),
        media: ("CONTENT-TYPE", "Application/vnd.SyncML.DM+xml ; charset=\"utf-8\""),
        ..PLAIN
    }, MANNERS;
    always_1201: Habits { opens: Opens::CalledAsByItself, ..PLAIN }, MANNERS;
    never_called: Habits { opens: Opens::Now, ..PLAIN }, MANNERS;
    no_empty_acl: PLAIN, Manners { takes_empty_acls: false, ..MANNERS };
    keeps_acls: PLAIN, Manners { cleans_acls: false, ..MANNERS };
}

type Net = Pair<Foreign>;

/// Two servers and a device that the first one manages.
async fn net(approach: Approach, habits: Habits, manners: Manners) -> Net {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
    let push = format!("http://{}/", listener.local_addr().expect("it is open"));
    let plan = Plan { approach, ..Plan::default() };
    let pair = Pair::calling(plan, &push).await;
    let tree = factory(&pair.servers[0].config.device_interface.url, manners);
    pair.with(Foreign::start(listener, tree, "dms1", habits))
}

/// The tree before anything happens: DMS-1 manages all of it.
fn factory(url: &str, manners: Manners) -> Tree {
    let node = || Node::new("node", "", "");
    let chr = |value: &str| Node::new("chr", "text/plain", value);
    let mut nodes = BTreeMap::new();
    for (address, it) in [
        (".", node()),
        ("./DMAcc", node()),
        ("./DMAcc/first", node()),
        ("./DMAcc/first/AppID", chr("w7")),
        ("./DMAcc/first/ServerID", chr("dms1")),
        ("./DMAcc/first/AppAddr", node()),
        ("./DMAcc/first/AppAddr/main", node()),
        ("./DMAcc/first/AppAddr/main/Addr", chr(url)),
        ("./DMAcc/first/AppAddr/main/AddrType", chr("URI")),
        ("./DMAcc/first/AppAuth", node()),
        ("./DMAcc/first/AppAuth/c", node()),
        ("./DMAcc/first/AppAuth/c/AAuthLevel", chr("CLCRED")),
        ("./DMAcc/first/AppAuth/c/AAuthName", chr("user-of-dms1")),
        ("./DMAcc/first/AppAuth/c/AAuthSecret", chr("password-of-dms1")),
        ("./DMAcc/first/AppAuth/s", node()),
        ("./DMAcc/first/AppAuth/s/AAuthLevel", chr("SRVCRED")),
        ("./DMAcc/first/AppAuth/s/AAuthName", chr("dms1")),
        ("./DMAcc/first/AppAuth/s/AAuthSecret", chr("server-password-of-dms1")),
        ("./DevInfo", node()),
        ("./DevInfo/DevId", chr(DEVICE)),
        ("./SCOMO", Node::new("node", "urn:oma:mo:oma-scomo:1.0", "")),
        ("./SCOMO/Inventory", node()),
    ] {
        nodes.insert(address.to_owned(), it);
    }
    let everything = "Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1";
    let mut tree = Tree { nodes, manners };
    tree.nodes.get_mut(".").expect("the root is there").acl = everything.to_owned();
    tree
}

impl Net {
    /// The tree, with names for what is not the same in each run.
    fn shown(&self) -> String {
        let mut shown = self.device.state().tree.shown();
        for (n, server) in self.servers.iter().enumerate() {
            shown = shown.replace(&server.config.device_interface.url, ["(URL 1)", "(URL 2)"][n]);
        }
        shown.lines().filter(|line| !line.starts_with("./DMAcc/first/App")).fold(
            String::new(),
            |all, line| match line.split_once("/bootstrap/") {
                Some((line, _)) => all + line + "/bootstrap/(secret)\n",
                None => all + line + "\n",
            },
        )
    }

    /// At rest: what both report, what both have recorded, and the tree.
    async fn comes_to(&self, session: &str, outcomes: [&str; 2], record: &str, tree: &str) {
        let found = self.outcomes(session).await;
        let (traces, done) = (self.traces(session).await, self.device.state().done.join("\n"));
        assert_eq!(found, outcomes, "{traces}\n{done}\n{:#?}", self.device.state().complaints);
        for n in 0..2 {
            let devices = self.operators(n).devices().await;
            let records = devices.iter().flat_map(|device| &device.delegations);
            let records: Vec<&str> = records.map(|it| it.record.as_str()).collect();
            assert_eq!(records, [record], "server {n}: {traces}");
        }
        assert_eq!(self.shown(), tree, "{done}");
    }

    async fn delegated(&self, by: usize, full: bool, tree: &str) {
        let session = self.delegate(by, full).await;
        let outcome = if full { "delegated full" } else { "delegated partial" };
        self.comes_to(&session, [outcome; 2], outcome, tree).await;
    }

    /// The end: nobody has anything to complain of.
    async fn over(mut self) {
        self.judged().await;
        self.down().await;
        let state = self.device.state();
        assert_eq!(state.complaints, [""; 0], "{:#?}", state.done);
        // A client that comes by itself may always be there before it is called.
        assert!(state.calls > 0 || self.device.comes_by_itself());
        assert!(state.sessions.iter().any(|it| it.starts_with("dms1")));
    }
}

/// DMS-2 is told without a sessionId (Table 18): it has no session of that name.
const FORCED: [&str; 2] = ["revoked", "-"];

async fn by_account(habits: Habits, manners: Manners) {
    let net = net(Approach::Account, habits, manners).await;
    assert_eq!(net.shown(), UNTOUCHED);
    net.delegated(0, false, PARTIAL).await;
    let session = net.revoke(false).await;
    net.comes_to(&session, ["revoked", "revoked"], "not delegated", REVOKED).await;
    net.delegated(1, false, PARTIAL).await;
    let (peer, device) = ("dms1".to_owned(), DEVICE.to_owned());
    let order = OperatorOrder::RequestRevocation { peer, device };
    let session = net.order(1, order).await.expect("the order is taken").session;
    net.comes_to(&session, ["revoked", "revoked"], "not delegated", REVOKED).await;
    net.delegated(0, false, PARTIAL).await;
    let session = net.revoke(true).await;
    net.comes_to(&session, FORCED, "not delegated", REVOKED).await;
    net.delegated(0, true, &full(FULL, manners)).await;
    net.over().await;
}

/// A device that does not clean leaves DMS-1 in the ACLs, and nobody is there who could.
fn full(tree: &str, manners: Manners) -> String {
    if manners.cleans_acls {
        return tree.to_owned();
    }
    let both = "[Add=dms1+dms2&Delete=dms1+dms2&Exec=dms1+dms2&Get=dms1+dms2&Replace=dms1+dms2]";
    let tree = tree.replace("[Add=dms2&Delete=dms2&Exec=dms2&Get=dms2&Replace=dms2]", both);
    if tree.contains("/bootstrap/") {
        return tree;
    }
    let account = "[Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2]";
    tree.replace("[Delete=dms2&Get=dms2&Replace=dms2]", account)
}

async fn by_url(habits: Habits, manners: Manners) {
    let first = net(Approach::Url, habits, manners).await;
    first.delegated(0, false, PARTIAL_BY_URL).await;
    let session = first.revoke(true).await;
    first.comes_to(&session, FORCED, "not delegated", REVOKED_BY_URL).await;
    first.over().await;
    let other = net(Approach::Url, habits, manners).await;
    other.delegated(1, true, &full(FULL_BY_URL, manners)).await;
    other.over().await;
}

/// The leaf that suppresses the first session is not in DM 1.2: a client whose accounts cannot
/// have it refuses, and all is as before (ACC-1-11).
#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_the_flag_is_not_delegated() {
    let manners = Manners { knows_the_flag: false, ..MANNERS };
    let net = net(Approach::Account, PLAIN, manners).await;
    let session = net.delegate(0, false).await;
    net.comes_to(&session, ["failed", "failed"], "not delegated", UNTOUCHED).await;
    net.over().await;
}

/// DMS-1 manages all; of its account only the identifier is shown.
const UNTOUCHED: &str = "\
. [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./DMAcc
./DMAcc/first
./DMAcc/first/ServerID = dms1
./SCOMO
./SCOMO/Inventory
";

const PARTIAL: &str = "\
. [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./DMAcc
./DMAcc/dms2 [Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2]
./DMAcc/dms2/AAuthPref = DIGEST
./DMAcc/dms2/AppAddr
./DMAcc/dms2/AppAddr/1
./DMAcc/dms2/AppAddr/1/Addr = (URL 2)
./DMAcc/dms2/AppAddr/1/AddrType = URI
./DMAcc/dms2/AppAuth
./DMAcc/dms2/AppAuth/1
./DMAcc/dms2/AppAuth/1/AAuthLevel = CLCRED
./DMAcc/dms2/AppAuth/1/AAuthName = user-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthSecret = password-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthType = DIGEST
./DMAcc/dms2/AppAuth/2
./DMAcc/dms2/AppAuth/2/AAuthLevel = SRVCRED
./DMAcc/dms2/AppAuth/2/AAuthName = dms2
./DMAcc/dms2/AppAuth/2/AAuthSecret = server-password-of-dms2
./DMAcc/dms2/AppAuth/2/AAuthType = DIGEST
./DMAcc/dms2/AppID = w7
./DMAcc/dms2/NoAutoInitialSession = true
./DMAcc/dms2/ServerID = dms2
./DMAcc/first
./DMAcc/first/ServerID = dms1
./SCOMO [Add=dms1+dms2&Delete=dms1+dms2&Exec=dms1+dms2&Get=dms1+dms2&Replace=dms1+dms2]
./SCOMO/Inventory
";

/// What is left of a partial delegation is an ACL that says what was inherited before.
const REVOKED: &str = "\
. [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./DMAcc
./DMAcc/first
./DMAcc/first/ServerID = dms1
./SCOMO [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./SCOMO/Inventory
";

const FULL: &str = "\
. [Add=dms2&Delete=dms2&Exec=dms2&Get=dms2&Replace=dms2]
./DMAcc
./DMAcc/dms2 [Delete=dms2&Get=dms2&Replace=dms2]
./DMAcc/dms2/AAuthPref = DIGEST
./DMAcc/dms2/AppAddr
./DMAcc/dms2/AppAddr/1
./DMAcc/dms2/AppAddr/1/Addr = (URL 2)
./DMAcc/dms2/AppAddr/1/AddrType = URI
./DMAcc/dms2/AppAuth
./DMAcc/dms2/AppAuth/1
./DMAcc/dms2/AppAuth/1/AAuthLevel = CLCRED
./DMAcc/dms2/AppAuth/1/AAuthName = user-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthSecret = password-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthType = DIGEST
./DMAcc/dms2/AppAuth/2
./DMAcc/dms2/AppAuth/2/AAuthLevel = SRVCRED
./DMAcc/dms2/AppAuth/2/AAuthName = dms2
./DMAcc/dms2/AppAuth/2/AAuthSecret = server-password-of-dms2
./DMAcc/dms2/AppAuth/2/AAuthType = DIGEST
./DMAcc/dms2/AppID = w7
./DMAcc/dms2/NoAutoInitialSession = true
./DMAcc/dms2/ServerID = dms2
./SCOMO [Add=dms2&Delete=dms2&Exec=dms2&Get=dms2&Replace=dms2]
./SCOMO/Inventory
";

/// The device has written the account itself: it is DMS-2's alone.
const PARTIAL_BY_URL: &str = "\
. [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./BootstrapConfig
./BootstrapConfig/dms2
./BootstrapConfig/dms2/URL = (URL 2)/bootstrap/(secret)
./DMAcc
./DMAcc/dms2 [Delete=dms2&Get=dms2&Replace=dms2]
./DMAcc/dms2/AAuthPref = DIGEST
./DMAcc/dms2/AppAddr
./DMAcc/dms2/AppAddr/1
./DMAcc/dms2/AppAddr/1/Addr = (URL 2)
./DMAcc/dms2/AppAddr/1/AddrType = URI
./DMAcc/dms2/AppAuth
./DMAcc/dms2/AppAuth/1
./DMAcc/dms2/AppAuth/1/AAuthLevel = CLCRED
./DMAcc/dms2/AppAuth/1/AAuthName = user-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthSecret = password-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthType = DIGEST
./DMAcc/dms2/AppAuth/2
./DMAcc/dms2/AppAuth/2/AAuthLevel = SRVCRED
./DMAcc/dms2/AppAuth/2/AAuthName = dms2
./DMAcc/dms2/AppAuth/2/AAuthSecret = server-password-of-dms2
./DMAcc/dms2/AppAuth/2/AAuthType = DIGEST
./DMAcc/dms2/AppID = w7
./DMAcc/dms2/ServerID = dms2
./DMAcc/first
./DMAcc/first/ServerID = dms1
./SCOMO [Add=dms1+dms2&Delete=dms1+dms2&Exec=dms1+dms2&Get=dms1+dms2&Replace=dms1+dms2]
./SCOMO/Inventory
";

/// The entry stays.
const REVOKED_BY_URL: &str = "\
. [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./BootstrapConfig
./BootstrapConfig/dms2
./BootstrapConfig/dms2/URL = (URL 2)/bootstrap/(secret)
./DMAcc
./DMAcc/first
./DMAcc/first/ServerID = dms1
./SCOMO [Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1]
./SCOMO/Inventory
";

const FULL_BY_URL: &str = "\
. [Add=dms2&Delete=dms2&Exec=dms2&Get=dms2&Replace=dms2]
./BootstrapConfig
./BootstrapConfig/dms2
./BootstrapConfig/dms2/URL = (URL 2)/bootstrap/(secret)
./DMAcc
./DMAcc/dms2 [Delete=dms2&Get=dms2&Replace=dms2]
./DMAcc/dms2/AAuthPref = DIGEST
./DMAcc/dms2/AppAddr
./DMAcc/dms2/AppAddr/1
./DMAcc/dms2/AppAddr/1/Addr = (URL 2)
./DMAcc/dms2/AppAddr/1/AddrType = URI
./DMAcc/dms2/AppAuth
./DMAcc/dms2/AppAuth/1
./DMAcc/dms2/AppAuth/1/AAuthLevel = CLCRED
./DMAcc/dms2/AppAuth/1/AAuthName = user-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthSecret = password-of-dms2
./DMAcc/dms2/AppAuth/1/AAuthType = DIGEST
./DMAcc/dms2/AppAuth/2
./DMAcc/dms2/AppAuth/2/AAuthLevel = SRVCRED
./DMAcc/dms2/AppAuth/2/AAuthName = dms2
./DMAcc/dms2/AppAuth/2/AAuthSecret = server-password-of-dms2
./DMAcc/dms2/AppAuth/2/AAuthType = DIGEST
./DMAcc/dms2/AppID = w7
./DMAcc/dms2/ServerID = dms2
./SCOMO [Add=dms2&Delete=dms2&Exec=dms2&Get=dms2&Replace=dms2]
./SCOMO/Inventory
";
