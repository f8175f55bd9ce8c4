//! A server under test in this process, and what `dm-conform` is told of it.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use conformance::config as conform;
use conformance::hook::{Hook, Wish};
use conformance::init::SETTINGS;
use conformance::{Choice, Judged, Listeners, judge};
use reference_server::admin::{Operations, OperatorOrder};
use reference_server::config as reference;
use reference_server::pki::{self, Authority, Identity, Lifetime};
use reference_server::{Options, Running, start};

use crate::faulty::Change;
use crate::faulty::doors::Doors;

const DEVICES: usize = 240;
const PREFIX: &str = "conform-";
const PATH: &str = "/DM_interface/DM_delegation";
/// Short, so that what waits for them does not wait long; a busy machine must not run them out.
const RESPONSE_MS: u64 = 1_500;
const DEVICE_MS: u64 = 2_000;
const TIMER_MS: u64 = 4_000;
const TIMERS: [&str; 3] = ["bootstrap wait", "confirmation wait", "termination wait"];

/// A folder that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("conform-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        Folder(folder)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("the file can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("there is a free port")
}

pub fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().expect("it is open").port()
}

/// How long a server is waited for that should do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// A busy machine must not make a case fail.
    Long,
    /// Much of what is waited for never comes.
    Short,
}

/// The reference server with these options, judged.
pub async fn judged(options: BTreeMap<String, bool>, choice: &Choice) -> Judged {
    with_fault(None, options, choice, Patience::Long).await
}

/// The same with a fault, of which the judge is not told.
pub async fn with_fault(
    fault: Option<&Change>,
    options: BTreeMap<String, bool>,
    choice: &Choice,
    patience: Patience,
) -> Judged {
    let stage = Stage::set(fault, options, patience).await;
    let hook = operator(&stage.running);
    let ground = conformance::Ground { hook, listeners: Some(stage.ears) };
    let judged = judge(stage.told, choice, ground).await.expect("the configuration is right");
    stage.running.stop().await.expect("it stops");
    judged
}

/// A server under test that runs.
pub struct Stage {
    pub folder: Folder,
    /// What the judge is told.
    pub told: conform::Config,
    /// Where it listens.
    pub ears: Listeners,
    pub running: Running,
    _doors: Option<Doors>,
}

impl Stage {
    /// Starts it.
    pub async fn set(
        fault: Option<&Change>,
        options: BTreeMap<String, bool>,
        patience: Patience,
    ) -> Stage {
        let folder = Folder::new();
        let authority = Authority::new("test authority").expect("an authority");
        let issue =
            |name: &str| authority.issue(name, &[], Lifetime::Current).expect("a certificate");
        let peers: Vec<Identity> = SETTINGS.iter().map(|setting| issue(setting.id)).collect();
        let ears =
            Listeners { peers: SETTINGS.iter().map(|_| listener()).collect(), devices: listener() };
        let own = Arc::new(reference_server::Listeners {
            peers: listener(),
            devices: listener(),
            admin: listener(),
        });
        let ca = folder.write("ca.pem", authority.certificate());
        let identity = issue("server-under-test");
        let mut server = served(&folder, &identity, (&own, &ears), &peers, &options);
        let mut told = conform::Config {
            edition: "2012-candidate".to_owned(),
            server: conform::Server {
                id: "server-under-test".to_owned(),
                url: format!("https://127.0.0.1:{}{PATH}", port(&own.peers)),
                device_url: Some(server.device_interface.url.clone()),
            },
            authorities: ca,
            peers: played(&folder, &ears, &peers),
            devices: conform::Devices {
                prefix: PREFIX.to_owned(),
                count: DEVICES,
                man: "Example".to_owned(),
                model: "Reference device".to_owned(),
                tree: "./SCOMO".to_owned(),
                listen: ears.devices.local_addr().expect("it is open"),
                url: format!("http://127.0.0.1:{}", port(&ears.devices)),
                user: "device".to_owned(),
                password: "device-password".to_owned(),
                server_password: "server-password".to_owned(),
            },
            trigger: conform::Trigger::default(),
            waits: conform::Waits {
                answer_ms: match patience {
                    Patience::Long => 10_000,
                    Patience::Short => 3_000,
                },
                response_ms: RESPONSE_MS,
                device_ms: DEVICE_MS,
                quiet_ms: 200,
                pause_ms: 100,
                timers_ms: TIMERS.map(|name| (name.to_owned(), TIMER_MS)).into(),
            },
            options,
            unsupported: BTreeMap::new(),
            expected_failures: BTreeMap::new(),
        };
        let mut given = Options { listeners: Some(own), ..Options::default() };
        let doors = match fault {
            None => None,
            Some(Change::Settings(change)) => {
                change(&mut server);
                None
            }
            Some(change) => match change.document() {
                Some(text) => {
                    given.document = Some(folder.write("2012-candidate.md", &text));
                    None
                }
                None => {
                    let of = |identity: &Identity| pki::fingerprint(&identity.der);
                    let certificates: Vec<String> = peers.iter().map(of).collect();
                    let own = of(&identity);
                    Some(Doors::open(change, (&mut server, &own), (&mut told, &certificates)))
                }
            },
        };
        let running = start(server, given).await.expect("the server runs");
        Stage { folder, told, ears, running, _doors: doors }
    }
}

/// The server under test.
fn served(
    folder: &Folder,
    own: &Identity,
    (open, ears): (&reference_server::Listeners, &Listeners),
    peers: &[Identity],
    options: &BTreeMap<String, bool>,
) -> reference::Config {
    let at = |listener: &TcpListener| listener.local_addr().expect("it is open");
    let devices = (1..=DEVICES).map(|number| {
        let id = format!("{PREFIX}{number:03}");
        reference::Device {
            push: Some(format!("http://127.0.0.1:{}/push/{id}", port(&ears.devices))),
            id,
            man: "Example".to_owned(),
            model: "Reference device".to_owned(),
            tree: "./SCOMO".to_owned(),
            user: "device".to_owned(),
            password: "device-password".to_owned(),
            server_password: "server-password".to_owned(),
            peers: None,
        }
    });
    let all = SETTINGS.iter().zip(peers).zip(&ears.peers);
    let peers = all.map(|((setting, identity), ear)| reference::Peer {
        server_id: setting.id.to_owned(),
        url: format!("https://127.0.0.1:{}{PATH}", port(ear)),
        certificate_sha256: pki::fingerprint(&identity.der),
        server_certificate_sha256: None,
        we_are: match setting.server_is {
            conform::Side::Delegating => reference::Side::Delegating,
            conform::Side::Delegated => reference::Side::Delegated,
        },
        edition: reference_server::edition::USUAL.to_owned(),
        approach: match setting.approach {
            conform::Approach::Account => reference::Approach::Account,
            conform::Approach::Url => reference::Approach::Url,
        },
        willing: setting.willing,
        bootstraps: setting.bootstraps,
    });
    reference::Config {
        server_id: "server-under-test".to_owned(),
        edition: reference_server::edition::USUAL.to_owned(),
        data: folder.0.join("server.sqlite"),
        options: options.clone(),
        parameters: BTreeMap::new(),
        peer_interface: reference::PeerInterface {
            listen: at(&open.peers),
            path: PATH.to_owned(),
            certificate: folder.write("server.pem", &own.certificate),
            key: folder.write("server-key.pem", &own.key),
            authorities: folder.0.join("ca.pem"),
        },
        device_interface: reference::DeviceInterface {
            listen: at(&open.devices),
            url: format!("http://127.0.0.1:{}/dm", port(&open.devices)),
            certificate: None,
            key: None,
        },
        admin: reference::Admin {
            listen: at(&open.admin),
            token_file: folder.0.join("server.token"),
        },
        waits: reference::Waits {
            response_ms: RESPONSE_MS,
            device_ms: DEVICE_MS,
            timers_ms: TIMERS.map(|name| (name.to_owned(), TIMER_MS)).into(),
        },
        peers: peers.collect(),
        devices: devices.collect(),
    }
}

/// Who we are.
fn played(folder: &Folder, ears: &Listeners, peers: &[Identity]) -> Vec<conform::Peer> {
    let all = SETTINGS.iter().zip(peers).zip(&ears.peers);
    let peers = all.map(|((setting, identity), ear)| conform::Peer {
        id: setting.id.to_owned(),
        certificate: folder.write(&format!("{}.pem", setting.id), &identity.certificate),
        key: folder.write(&format!("{}-key.pem", setting.id), &identity.key),
        listen: ear.local_addr().expect("it is open"),
        server_is: setting.server_is,
        approach: setting.approach,
        willing: setting.willing,
        bootstraps: setting.bootstraps,
    });
    peers.collect()
}

/// Its operator.
fn operator(running: &Running) -> Hook {
    let operators = Arc::clone(&running.operators);
    Hook::Call(Arc::new(move |wish: Wish| {
        let operators = Arc::clone(&operators);
        Box::pin(async move {
            let Wish { wish, peer, device, extent } = wish;
            let order = match wish {
                "delegate" => {
                    OperatorOrder::Delegate { peer, device, full: extent == "full", tree: None }
                }
                "request-revocation" => OperatorOrder::RequestRevocation { peer, device },
                other => OperatorOrder::Revoke { peer, device, forced: other == "revoke-forced" },
            };
            let taken = operators.order(order).await;
            taken.map(drop).map_err(|refusal| format!("{refusal:?}"))
        })
    }))
}
