//! Two servers and a device in one process, over real TLS, HTTP, SQLite and DM sessions.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dm_client::store::Store;
use dm_client::{Facts, Handle, Identity, Settings, client, uri};
use reference_server::admin::{Operations, OperatorOrder, OrderTaken, Refusal, SessionView};
use reference_server::clock::Clock;
use reference_server::config::{
    Admin, Approach, Config, Device, DeviceInterface, Peer, PeerInterface, Side, Waits,
};
use reference_server::engine::Probe;
use reference_server::pki::{self, Authority, Lifetime};
use reference_server::{Listeners, Options, Running, account, start};
use spec_model::watch::Watch;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trace::Judged;

pub const DEVICE: &str = "IMEI:493005100592800";
pub const OTHER_DEVICE: &str = "IMEI:493005100592801";
/// By when everything has come to rest.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a test wants to be otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    pub approach: Approach,
    /// The device has the account of DMS-2 from the beginning.
    pub bootstrapped: bool,
    /// Waits that are to be short; a busy machine must not make the others run out.
    pub waits: Short,
}

/// Which waits are short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Short {
    #[default]
    None,
    Response,
    Device,
}

/// One server with all that it takes to start it again.
pub struct Server {
    pub config: Config,
    pub listeners: Arc<Listeners>,
    pub running: Option<Running>,
}

impl Server {
    /// It has a second device, once it starts again.
    pub fn add_other_device(&mut self) {
        let devices = &mut self.config.devices;
        devices.push(Device { id: OTHER_DEVICE.to_owned(), ..devices[0].clone() });
    }
}

/// Two servers, and the device that they share: the reference device, if nothing else is said.
pub struct Pair<D = Handle> {
    _folder: Folder,
    pub authority: Authority,
    /// DMS-1 and DMS-2.
    pub servers: [Server; 2],
    pub device: D,
}

/// A folder that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    fn new() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("server-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
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

fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("there is a free port")
}

/// Two servers that have not been started.
fn servers(plan: Plan) -> (Folder, Authority, [Server; 2]) {
    let folder = Folder::new();
    let authority = Authority::new("test authority").expect("an authority");
    let ca = folder.write("ca.pem", authority.certificate());
    let names = ["dms1", "dms2"];
    let listeners = names
        .map(|_| Arc::new(Listeners { peers: listener(), devices: listener(), admin: listener() }));
    let identities =
        names.map(|name| authority.issue(name, &[], Lifetime::Current).expect("a certificate"));
    let port = |listener: &TcpListener| listener.local_addr().expect("it is open").port();
    let mut servers = Vec::new();
    for own in 0..2 {
        let other = 1 - own;
        let name = names[own];
        let file = |ending: &str| format!("{name}.{ending}");
        let certificate = folder.write(&file("pem"), &identities[own].certificate);
        let key = folder.write(&file("key"), &identities[own].key);
        let at = |listener: &TcpListener| listener.local_addr().expect("it is open");
        let config = Config {
            server_id: name.to_owned(),
            edition: reference_server::edition::USUAL.to_owned(),
            data: folder.0.join(file("sqlite")),
            options: Default::default(),
            parameters: Default::default(),
            peer_interface: PeerInterface {
                listen: at(&listeners[own].peers),
                path: "/DM_interface/DM_delegation".to_owned(),
                certificate,
                key,
                authorities: ca.clone(),
            },
            device_interface: DeviceInterface {
                listen: at(&listeners[own].devices),
                url: format!("http://127.0.0.1:{}/dm", port(&listeners[own].devices)),
                certificate: None,
                key: None,
            },
            admin: Admin {
                listen: at(&listeners[own].admin),
                token_file: folder.0.join(file("token")),
            },
            waits: Waits {
                response_ms: if plan.waits == Short::Response { 2_000 } else { 20_000 },
                device_ms: if plan.waits == Short::Device { 3_000 } else { 20_000 },
                ..Waits::default()
            },
            peers: vec![Peer {
                server_id: names[other].to_owned(),
                url: format!(
                    "https://127.0.0.1:{}/DM_interface/DM_delegation",
                    port(&listeners[other].peers)
                ),
                certificate_sha256: pki::fingerprint(&identities[other].der),
                server_certificate_sha256: None,
                we_are: if own == 0 { Side::Delegating } else { Side::Delegated },
                edition: reference_server::edition::USUAL.to_owned(),
                approach: plan.approach,
                willing: true,
                bootstraps: plan.bootstrapped,
            }],
            devices: vec![Device {
                id: DEVICE.to_owned(),
                man: "Example".to_owned(),
                model: "Reference device".to_owned(),
                tree: "./SCOMO".to_owned(),
                push: None,
                user: format!("user-of-{name}"),
                password: format!("password-of-{name}"),
                server_password: format!("server-password-of-{name}"),
                peers: None,
            }],
        };
        servers.push(Server { config, listeners: Arc::clone(&listeners[own]), running: None });
    }
    let servers = servers.try_into().unwrap_or_else(|_| panic!("there are two"));
    (folder, authority, servers)
}

impl Pair {
    pub async fn new(plan: Plan) -> Pair {
        let (folder, authority, servers) = servers(plan);
        let accounts = [0, 1].map(|n| {
            let server = &servers[n];
            account::own(&server.config, &server.config.devices[0])
        });
        let identity = Identity {
            id: DEVICE.to_owned(),
            man: "Example".to_owned(),
            model: "Reference device".to_owned(),
        };
        let mut device = dm_client::Device::factory(&identity, &accounts[0]);
        if plan.bootstrapped {
            device = device.with_account(&accounts[1]);
        }
        let settings = Settings { interval_ms: 30, timeout_ms: 10_000, ..Settings::default() };
        let store = Store::in_memory(device);
        let device = client::run_silent(store, settings).await.expect("the device runs");
        let push = device.push_url();
        Pair::started((folder, authority, servers), &push, device).await
    }

    pub fn facts(&self) -> Facts {
        let part = uri::Path::parse("./SCOMO").expect("it is an address");
        self.device.device().facts("dms1", "dms2", &part)
    }

    /// The end: every trace of every session is judged before it.
    pub async fn end(self) {
        self.judged().await;
        self.stopped().await;
    }

    /// The end without a judgement, for that reason.
    pub async fn end_unjudged(self, why: &str) {
        println!("traces are not judged: {why}");
        self.stopped().await;
    }

    async fn stopped(mut self) {
        self.down().await;
        self.device.stop().await;
    }
}

impl Pair<()> {
    /// Servers that call a device at that URL, whatever device that is.
    pub async fn calling(plan: Plan, push: &str) -> Pair<()> {
        Pair::started(servers(plan), push, ()).await
    }

    /// The same, with that device.
    pub fn with<D>(self, device: D) -> Pair<D> {
        let Pair { _folder, authority, servers, device: () } = self;
        Pair { _folder, authority, servers, device }
    }
}

impl<D> Pair<D> {
    async fn started(
        (folder, authority, mut servers): (Folder, Authority, [Server; 2]),
        push: &str,
        device: D,
    ) -> Pair<D> {
        for server in &mut servers {
            server.config.devices[0].push = Some(push.to_owned());
        }
        let mut pair = Pair { _folder: folder, authority, servers, device };
        pair.up(0).await;
        pair.up(1).await;
        pair
    }

    /// Starts a server, again if need be.
    pub async fn up(&mut self, n: usize) {
        self.up_with(n, Options::default()).await;
    }

    /// The same when the clock of the wall says that.
    pub async fn up_at(&mut self, n: usize, clock: Clock) {
        self.up_with(n, Options { clock: Some(clock), ..Options::default() }).await;
    }

    /// Ends a server, if it has not ended by itself, and starts it again.
    pub async fn again(&mut self, n: usize, probe: Option<Probe>) {
        if let Some(running) = self.servers[n].running.take() {
            let _ = running.stop().await;
        }
        self.up_with(n, Options { probe, ..Options::default() }).await;
    }

    /// The same with another document.
    pub async fn again_by(&mut self, n: usize, text: &str) {
        let document = Some(self._folder.write("document.md", text));
        if let Some(running) = self.servers[n].running.take() {
            let _ = running.stop().await;
        }
        self.up_with(n, Options { document, ..Options::default() }).await;
    }

    async fn up_with(&mut self, n: usize, options: Options) {
        let server = &mut self.servers[n];
        let listeners = Some(Arc::clone(&server.listeners));
        let options = Options { listeners, ..options };
        let running = start(server.config.clone(), options).await;
        server.running = Some(running.unwrap_or_else(|error| panic!("server {n}: {error}")));
    }

    pub fn operators(&self, n: usize) -> &Arc<reference_server::operators::Operators> {
        &self.servers[n].running.as_ref().expect("it runs").operators
    }

    pub async fn order(&self, n: usize, order: OperatorOrder) -> Result<OrderTaken, Refusal> {
        self.operators(n).order(order).await
    }

    pub async fn delegate(&self, n: usize, full: bool) -> String {
        let (peer, device) = (["dms2", "dms1"][n].to_owned(), DEVICE.to_owned());
        let order = OperatorOrder::Delegate { peer, device, full, tree: None };
        self.order(n, order).await.expect("the order is taken").session
    }

    pub async fn revoke(&self, forced: bool) -> String {
        let (peer, device) = ("dms2".to_owned(), DEVICE.to_owned());
        let order = OperatorOrder::Revoke { peer, device, forced };
        self.order(0, order).await.expect("the order is taken").session
    }

    /// The sessions of that identifier at both servers, once both are at rest.
    pub async fn settled(&self, session: &str) -> [Option<SessionView>; 2] {
        let end = Instant::now() + PATIENCE;
        loop {
            let mut seen = [None, None];
            let mut is_quiet = true;
            for (n, seen) in seen.iter_mut().enumerate() {
                let peers = self.operators(n).peers().await;
                let devices = self.operators(n).devices().await;
                is_quiet &= peers.iter().all(|peer| peer.sessions == 0 && peer.waiting == 0);
                is_quiet &= devices.iter().all(|device| device.waiting == 0);
                *seen = self.operators(n).session(session).await;
            }
            if is_quiet && seen.iter().flatten().all(|view| view.at_rest) {
                return seen;
            }
            if Instant::now() > end {
                panic!("no rest: {seen:#?}\n{}", self.traces(session).await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What came of a session: the outcomes at both servers.
    pub async fn outcomes(&self, session: &str) -> [String; 2] {
        let views = self.settled(session).await;
        views.map(|view| view.and_then(|view| view.outcome).unwrap_or("-".to_owned()))
    }

    /// Both traces of a session, for the message of a failure.
    pub async fn traces(&self, session: &str) -> String {
        let mut all = String::new();
        for n in 0..2 {
            all += &self.operators(n).trace(session).await.unwrap_or_default();
        }
        all
    }

    /// What a server shows at `/metrics`.
    pub async fn metrics(&self, n: usize) -> String {
        let address = self.servers[n].running.as_ref().expect("it runs").admin;
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let request = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(request).await.expect("it is sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).await.expect("it is answered");
        text
    }

    /// Every trace of every session is a behaviour of the table; all of them.
    pub async fn judged(&self) -> Vec<Judged> {
        let (name, text) = editions::all()[0];
        self.judged_by(&spec::load(name, text.as_bytes()).table.expect("the edition is right"))
            .await
    }

    /// The same by another table.
    pub async fn judged_by(&self, table: &protocol::Table) -> Vec<Judged> {
        let mut all = Vec::new();
        for n in 0..2 {
            let operators = self.operators(n);
            assert!(!operators.handle.is_over(), "an engine that is gone shows no session");
            for session in operators.sessions().await {
                let (id, peer) = (&session.id, Some(session.peer.as_str()));
                let text = operators.trace_with(id, peer).await.expect("it has a trace");
                let judged = trace::judge_ndjson(table, &text);
                all.push(judged.unwrap_or_else(|unfit| panic!("{unfit}\n{text}")));
            }
        }
        all
    }

    /// What passed between both servers, by their own traces, is a behaviour of the world in that
    /// scope; how many lines that were.
    pub async fn judged_on_the_wire(&self, scope: &str) -> usize {
        let (name, text) = editions::all()[0];
        let table = spec::load(name, text.as_bytes()).table.expect("the edition is right");
        let mut traces = Vec::new();
        for n in 0..2 {
            let operators = self.operators(n);
            for session in operators.sessions().await {
                let peer = Some(session.peer.as_str());
                let text = operators.trace_with(&session.id, peer).await.expect("it has a trace");
                traces.push(trace::format::read(&table, &text).expect("it is a trace"));
            }
        }
        let options = traces.first().map_or(0, |trace| trace.header.options);
        let program = protocol::compile(&table, options).expect("the rows fit together");
        let scope = world::Scope::named(scope).expect("there is such a scope").remove(0);
        let moves = world::Moves::new(&table, program, scope);
        let mut watch = Watch::new(&table, &moves, true, spec_model::watch::BOUND);
        let trace::wire::Merged { lines, uncaused } = trace::wire::merge(&table, &traces);
        assert!(uncaused.is_empty(), "what arrives has left: {uncaused:?}");
        for (place, line) in lines.iter().enumerate() {
            let words: Vec<_> =
                lines[..=place].iter().map(|line| trace::wire::words(&table, &line.what)).collect();
            watch.pass(&line.what).unwrap_or_else(|stop| panic!("{words:#?}\n{stop:#?}"));
        }
        lines.len()
    }

    /// Ends the servers.
    pub async fn down(&mut self) {
        for server in &mut self.servers {
            if let Some(running) = server.running.take() {
                running.stop().await.expect("it stops");
            }
        }
    }
}
