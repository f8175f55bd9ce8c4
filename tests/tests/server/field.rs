//! Ground for many: certificates, configurations and a folder that goes away; and a field of two
//! servers with any number of devices. The load test and the measurements share it.

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dm_client::store::Store;
use dm_client::{Handle, Settings, client, uri};
use reference_server::admin::{Operations, OperatorOrder};
use reference_server::config::{
    Admin, Approach, Config, Device, DeviceInterface, Peer, PeerInterface, Side, Waits,
};
use reference_server::pki::{self, Authority, Identity, Lifetime};
use reference_server::{Listeners, Options, Running, account, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The last segment of the interface to peers is what the text calls it.
pub const PATH: &str = "/DM_interface/DM_delegation";

/// An authority, and a folder that goes away with it.
pub struct Ground {
    pub folder: PathBuf,
    pub authority: Authority,
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Ground {
    pub fn new() -> Ground {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("field-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let authority = Authority::new("field authority").expect("an authority");
        std::fs::write(folder.join("ca.pem"), authority.certificate()).expect("it can be written");
        Ground { folder, authority }
    }

    pub fn issue(&self, name: &str) -> Identity {
        self.authority.issue(name, &[], Lifetime::Current).expect("a certificate")
    }

    /// A server with that certificate; its listeners are for peers, devices and operators.
    pub fn config(&self, name: &str, identity: &Identity, listen: [SocketAddr; 3]) -> Config {
        let file = |ending: &str| self.folder.join(format!("{name}.{ending}"));
        std::fs::write(file("pem"), &identity.certificate).expect("it can be written");
        std::fs::write(file("key"), &identity.key).expect("it can be written");
        Config {
            server_id: name.to_owned(),
            edition: reference_server::edition::USUAL.to_owned(),
            data: file("sqlite"),
            options: Default::default(),
            parameters: Default::default(),
            peer_interface: PeerInterface {
                listen: listen[0],
                path: PATH.to_owned(),
                certificate: file("pem"),
                key: file("key"),
                authorities: self.folder.join("ca.pem"),
            },
            device_interface: DeviceInterface {
                listen: listen[1],
                url: format!("http://{}/dm", listen[1]),
                certificate: None,
                key: None,
            },
            admin: Admin { listen: listen[2], token_file: file("token") },
            // Far longer than anything takes: no wait may run out because the machine is busy.
            waits: Waits {
                response_ms: 240_000,
                device_ms: 240_000,
                timers_ms: [("confirmation wait".to_owned(), 600_000)].into(),
            },
            peers: Vec::new(),
            devices: Vec::new(),
        }
    }
}

/// A peer as a configuration names it.
pub fn peer(name: &str, identity: &Identity, at: SocketAddr, we_are: Side) -> Peer {
    Peer {
        server_id: name.to_owned(),
        url: format!("https://{at}{PATH}"),
        certificate_sha256: pki::fingerprint(&identity.der),
        server_certificate_sha256: None,
        we_are,
        edition: reference_server::edition::USUAL.to_owned(),
        approach: Approach::Account,
        willing: true,
        bootstraps: false,
    }
}

/// The device of that number, as the configuration of a server has it.
pub fn device(number: usize, server: &str) -> Device {
    Device {
        id: format!("IMEI:{number:015}"),
        man: "Example".to_owned(),
        model: "Reference device".to_owned(),
        tree: "./SCOMO".to_owned(),
        push: None,
        user: format!("user-of-{server}"),
        password: format!("password-of-{server}"),
        server_password: format!("server-password-of-{server}"),
        peers: None,
    }
}

/// What a server shows at `/metrics`.
pub async fn metrics(admin: SocketAddr) -> String {
    let mut stream = TcpStream::connect(admin).await.expect("it listens");
    let request = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await.expect("it is sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("it is answered");
    text
}

/// The sum of the series that begin so.
pub fn counted(metrics: &str, start: &str) -> f64 {
    let lines = metrics.lines().filter(|line| line.starts_with(start));
    lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

/// Two servers, and devices that DMS-1 manages.
pub struct Field {
    pub servers: Vec<Running>,
    pub devices: Vec<Handle>,
    _ground: Ground,
}

const NAMES: [&str; 2] = ["dms1", "dms2"];

impl Field {
    pub async fn new(count: usize) -> Field {
        let ground = Ground::new();
        let listener = || TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let at = |listener: &TcpListener| listener.local_addr().expect("it is open");
        let listeners = NAMES.map(|_| {
            Arc::new(Listeners { peers: listener(), devices: listener(), admin: listener() })
        });
        let identities = NAMES.map(|name| ground.issue(name));
        let mut configs = Vec::new();
        for own in 0..2 {
            let other = 1 - own;
            let Listeners { peers, devices, admin } = &*listeners[own];
            let addresses = [peers, devices, admin].map(at);
            let mut config = ground.config(NAMES[own], &identities[own], addresses);
            let we_are = [Side::Delegating, Side::Delegated][own];
            let there = at(&listeners[other].peers);
            config.peers = vec![peer(NAMES[other], &identities[other], there, we_are)];
            config.devices = (0..count).map(|number| device(number, NAMES[own])).collect();
            configs.push(config);
        }
        let mut devices = Vec::new();
        for number in 0..count {
            let known = &configs[0].devices[number];
            let (id, man, model) = (known.id.clone(), known.man.clone(), known.model.clone());
            let identity = dm_client::Identity { id, man, model };
            let factory = dm_client::Device::factory(&identity, &account::own(&configs[0], known));
            // They come when they are called; looking for more to do costs each of them a little.
            let settings =
                Settings { interval_ms: 1_000, timeout_ms: 120_000, ..Settings::default() };
            let device = client::run_silent(Store::in_memory(factory), settings).await;
            let device = device.expect("the device runs");
            configs.iter_mut().for_each(|it| it.devices[number].push = Some(device.push_url()));
            devices.push(device);
        }
        let mut servers = Vec::new();
        for (config, listeners) in configs.into_iter().zip(listeners) {
            let options = Options { listeners: Some(listeners), ..Options::default() };
            servers.push(start(config, options).await.expect("the server runs"));
        }
        Field { servers, devices, _ground: ground }
    }

    /// Wishes for a delegation of each device, all at once; the sessions.
    pub async fn delegate_all(&self) -> Vec<String> {
        let orders = (0..self.devices.len()).map(|number| {
            let operators = Arc::clone(&self.servers[0].operators);
            let (peer, device) = ("dms2".to_owned(), device(number, "").id);
            let order = OperatorOrder::Delegate { peer, device, full: false, tree: None };
            tokio::spawn(async move { operators.order(order).await.expect("it is taken").session })
        });
        let orders: Vec<_> = orders.collect();
        let mut sessions = Vec::new();
        for order in orders {
            sessions.push(order.await.expect("it is answered"));
        }
        sessions
    }

    /// Waits until both servers have reported so many outcomes and are at rest.
    pub async fn settle(&self, patience: Duration) {
        let end = Instant::now() + patience;
        let all = self.devices.len() as f64;
        loop {
            let mut is_quiet = true;
            let mut told = String::new();
            for server in &self.servers {
                let text = metrics(server.admin).await;
                is_quiet &= counted(&text, "dm_outcomes_total") >= all;
                if is_quiet {
                    let peers = server.operators.peers().await;
                    let devices = counted(&text, "dm_queue_length{queue=\"commands\"}");
                    is_quiet &= peers.iter().all(|peer| peer.sessions == 0 && peer.waiting == 0);
                    is_quiet &= devices == 0.0;
                }
                let said = text.lines().filter(|line| {
                    let of = ["dm_outcomes_total", "dm_parties", "dm_queue", "dm_resends"];
                    of.iter().any(|name| line.starts_with(name)) && !line.ends_with(" 0")
                });
                told.extend(said.flat_map(|line| [line, "\n"]));
            }
            if is_quiet {
                return;
            }
            assert!(Instant::now() < end, "no rest:\n{told}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Each delegation is there once: in the sessions, the reports, the records, on the device;
    /// and each trace is a behaviour of the table. The steps of both servers.
    pub async fn check(&self, sessions: &[String]) -> f64 {
        let count = self.devices.len();
        let names: BTreeSet<&String> = sessions.iter().collect();
        assert_eq!((names.len(), sessions.len()), (count, count), "a session each");
        let (name, text) = editions::all()[0];
        let table = spec::load(name, text.as_bytes()).table.expect("the edition is right");
        let mut steps = 0.0;
        for server in &self.servers {
            let text = metrics(server.admin).await;
            let done = counted(&text, "dm_outcomes_total{outcome=\"delegated partial\"}");
            let all = counted(&text, "dm_outcomes_total");
            assert_eq!((done, all), (count as f64, count as f64), "one outcome each, the same");
            assert_eq!(counted(&text, "dm_gaps_total"), 0.0, "each event has its row");
            steps += counted(&text, "dm_steps_total");
            let listed = server.operators.sessions().await;
            assert!(listed.iter().all(|session| names.contains(&session.id)), "no other session");
            let mut devices = BTreeSet::new();
            for id in sessions {
                let session = server.operators.session(id).await.expect("it is known to both");
                assert_eq!(session.outcome.as_deref(), Some("delegated partial"), "{id}");
                assert!(session.at_rest && session.record == "delegated partial", "{session:?}");
                devices.insert(session.device);
                let trace = server.operators.trace(id).await.expect("it has a trace");
                let judged = trace::judge_ndjson(&table, &trace);
                judged.unwrap_or_else(|unfit| panic!("{unfit}\n{trace}"));
            }
            assert_eq!(devices.len(), count, "a device each");
        }
        let part = uri::Path::parse("./SCOMO").expect("it is an address");
        for device in &self.devices {
            let device = device.device();
            let facts = device.facts("dms1", "dms2", &part);
            assert!(facts.account_1 && facts.account_2 && facts.part_2, "{facts:?}");
            assert!(!facts.rest_2 && device.accounts().len() == 2, "{facts:?}");
        }
        steps
    }

    pub async fn end(self) {
        for server in self.servers {
            server.stop().await.expect("it stops");
        }
        for device in self.devices {
            device.stop().await;
        }
    }
}
