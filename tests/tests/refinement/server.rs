//! A server's line to devices, and what its driver would remember between operations.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::OnceLock;
use std::time::Duration;

use codec::delegation::DmAcc;
use protocol::{Answer, Op, Role};
use reference_server::account;
use reference_server::config::Config;
use reference_server::device::{Kept, Line, Order, Told};
use tokio::sync::mpsc;

use super::device::Phone;
use super::story::Session;

pub const DMS_1: &str = "dms1";
pub const DMS_2: &str = "dms2";
pub const DEVICE: &str = "IMEI:493005100592800";
pub const PART: &str = "./SCOMO";

/// How long the line waits for a device that is on its way, and for one that cannot come.
const LONG_MS: u64 = 60_000;
const SHORT_MS: u64 = 1;

/// A server.
pub struct Server {
    own: &'static str,
    peer: &'static str,
    line: Line,
    /// The same where a device without an account is waited for.
    in_vain: Line,
    /// The same where such a device can be called, and says that it does not know the server.
    denied: Line,
    told: mpsc::Receiver<Told>,
    kept: Kept,
    orders: i64,
}

impl Server {
    pub fn new(role: Role) -> Server {
        let (own, peer) = match role {
            Role::Delegating => (DMS_1, DMS_2),
            Role::Delegated => (DMS_2, DMS_1),
        };
        let (sender, told) = mpsc::channel(16);
        let line = |wait_ms, push: &str| Line::new(&config(role, wait_ms, push), sender.clone());
        let (line, in_vain, denied) =
            (line(LONG_MS, ""), line(SHORT_MS, ""), line(LONG_MS, &who_denies()));
        Server { own, peer, line, in_vain, denied, told, kept: Kept::default(), orders: 0 }
    }

    /// Does an operation on the device, which comes if it can.
    pub async fn does(&mut self, op: Op, session: Session, phone: &mut Phone) -> Answer {
        if session == Session::New {
            self.kept = Kept::default();
        }
        self.orders += 1;
        let order = Order {
            id: self.orders,
            device: DEVICE.to_owned(),
            op: op as u8,
            own: self.own.to_owned(),
            peer: self.peer.to_owned(),
            tree: PART.to_owned(),
            account: Some(account_2()),
            bootstrap_url: Some("https://dms2.example.net/dm/bootstrap/1".to_owned()),
            kept: self.kept.clone(),
        };
        if phone.device.account(self.own).is_none() {
            // Only this order is fulfilled where the server is not known any more.
            let is_last = op == Op::DeleteOwnAccount;
            let line = if is_last { &self.denied } else { &self.in_vain };
            line.submit(order).await;
            return self.end().await;
        }
        self.line.submit(order).await;
        let line = self.line.clone();
        let own = self.own;
        // `stop activities` is done without the device.
        let ((), answer) = tokio::join!(
            async {
                if op != Op::StopActivities {
                    phone.session(own, &line).await;
                }
            },
            self.end()
        );
        answer
    }

    /// The end of the order: its answer. What was found is remembered, as the driver does.
    async fn end(&mut self) -> Answer {
        loop {
            let told = tokio::time::timeout(Duration::from_millis(LONG_MS), self.told.recv());
            match told.await.expect("an order comes to an end").unwrap() {
                Told::Attempt { order, kept, noted } => {
                    assert_eq!(order, self.orders);
                    self.kept = kept;
                    noted.send(()).unwrap();
                }
                Told::Done { order, answer, kept, .. } => {
                    assert_eq!(order, self.orders);
                    self.kept = kept;
                    return answer;
                }
                Told::Opened { .. } => panic!("each session has its order"),
            }
        }
    }
}

/// The account of DMS-2, as DMS-2 tells it to DMS-1.
pub fn account_2() -> DmAcc<'static> {
    account_of(Role::Delegated)
}

/// The account of a server, as it makes it.
pub fn account_of(role: Role) -> DmAcc<'static> {
    let config = config(role, LONG_MS, "");
    account::own(&config, &config.devices[0])
}

/// Where notifications of a device without an account arrive, as a setting of the device.
fn who_denies() -> String {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    let address = ADDRESS.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // The head and the package are small: they come in one piece.
                drop(stream.read(&mut [0; 4_096]));
                drop(stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"));
            }
        });
        format!("push = \"http://{address}/\"")
    });
    address.clone()
}

fn config(role: Role, wait_ms: u64, push: &str) -> Config {
    let (own, peer, we_are) = match role {
        Role::Delegating => (DMS_1, DMS_2, "DMS-1"),
        Role::Delegated => (DMS_2, DMS_1, "DMS-2"),
    };
    let text = format!(
        r#"
        server_id = "{own}"
        data = "none.db"
        admin = {{ listen = "127.0.0.1:0", token_file = "none" }}
        waits = {{ device_ms = {wait_ms} }}
        [peer_interface]
        listen = "127.0.0.1:0"
        path = "/delegation"
        certificate = "none"
        key = "none"
        authorities = "none"
        [device_interface]
        listen = "127.0.0.1:0"
        url = "https://{own}.example.net/dm"
        [[peers]]
        server_id = "{peer}"
        url = "https://{peer}.example.net/delegation"
        certificate_sha256 = ""
        we_are = "{we_are}"
        [[devices]]
        id = "{DEVICE}"
        man = "Example"
        mod = "H7"
        tree = "{PART}"
        user = "me at {own}"
        password = "secret of {own}"
        server_password = "secret of the device"
        {push}
        "#
    );
    toml::from_str(&text).unwrap()
}
