//! The devices that we play: each a reference device, with a gate before its notifications, so that
//! a case says when it answers.

use std::collections::BTreeMap;
use std::net::TcpListener as Open;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use codec::delegation::{AAuthLevel, AAuthType, AddrType, AppAddr, AppAuth, DmAcc};
use dm_client::event::Event;
use dm_client::faults::Presence;
use dm_client::store::Store;
use dm_client::{Device, Handle, Identity, Settings, account, bootstrap, client, notification};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::config::{Config, Devices, Peer, Side};
use crate::peers::{Always, bound, response};

/// It does nothing by itself but what a case asks for.
const NEVER_MS: u64 = 24 * 60 * 60 * 1_000;
/// The most bytes of a notification.
const MAX_BYTES: usize = 4_096;

/// A device that a case has.
pub(crate) struct Played {
    /// Its identifier.
    pub(crate) id: String,
    /// It runs.
    pub(crate) handle: Handle,
    /// How many sessions with the server under test have come to a good end.
    pub(crate) sessions: Arc<AtomicUsize>,
    /// What it has told of sessions and commands.
    told: Arc<Mutex<Vec<String>>>,
    gate: Arc<Gate>,
    front: Arc<Front>,
}

/// What is held back.
#[derive(Debug)]
struct Gate {
    push: String,
    document: String,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    open: bool,
    waiting: Vec<Bytes>,
}

/// Where notifications come and documents are fetched.
#[derive(Debug, Default)]
pub(crate) struct Front(Mutex<BTreeMap<String, Arc<Gate>>>);

impl Front {
    fn gates(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Gate>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes requests until the task is ended.
    ///
    /// # Errors
    /// The address is taken.
    pub(crate) async fn start(
        self: &Arc<Front>,
        config: &Devices,
        open: Option<&Open>,
    ) -> Result<JoinHandle<()>, String> {
        let listener =
            bound(open, config.listen).await.map_err(|what| format!("devices: {what}"))?;
        Ok(tokio::spawn(listen(listener, Arc::clone(self))))
    }
}

async fn listen(listener: TcpListener, front: Arc<Front>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let front = Arc::clone(&front);
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, Arc::clone(&front)));
            drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
        });
    }
}

async fn answer(request: Request<Incoming>, front: Arc<Front>) -> Always {
    let path = request.uri().path().to_owned();
    let gate = |device: &str| front.gates().get(device).cloned();
    if let Some(gate) = path.strip_prefix("/bootstrap/").and_then(gate) {
        return Ok(response(200, gate.document.clone().into_bytes(), bootstrap::MEDIA_TYPE));
    }
    let Some(gate) = path.strip_prefix("/push/").and_then(gate) else {
        return Ok(response(404, Vec::new(), ""));
    };
    let Ok(body) = Limited::new(request.into_body(), MAX_BYTES).collect().await else {
        return Ok(response(413, Vec::new(), ""));
    };
    let status = gate.take(body.to_bytes()).await;
    Ok(response(status, Vec::new(), ""))
}

impl Gate {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn take(&self, body: Bytes) -> u16 {
        {
            let mut held = self.held();
            if !held.open {
                held.waiting.push(body);
                return 202;
            }
        }
        self.pass(body).await
    }

    async fn pass(&self, body: Bytes) -> u16 {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.push)
            .header(CONTENT_TYPE, notification::MEDIA_TYPE)
            .body(Full::new(body));
        let Ok(request) = request else { return 500 };
        let client = Client::builder(TokioExecutor::new()).build_http();
        client.request(request).await.map_or(502, |response| response.status().as_u16())
    }
}

impl Played {
    /// Starts the device of that number for a case: with the account of DMS-1, and of DMS-2 where
    /// it was there before.
    ///
    /// # Errors
    /// The system gives no port.
    pub(crate) async fn start(
        config: &Config,
        front: &Arc<Front>,
        (number, peer, bootstrapped): (usize, &Peer, bool),
    ) -> Result<Played, String> {
        let devices = &config.devices;
        let id = name(devices, number);
        let (man, model) = (devices.man.clone(), devices.model.clone());
        let identity = Identity { id: id.clone(), man, model };
        let (own, other) = (of_server(config), of_peer(config, peer));
        let (one, two) = match peer.server_is {
            Side::Delegating => (&own, &other),
            Side::Delegated => (&other, &own),
        };
        let mut device = Device::factory(&identity, one);
        if bootstrapped {
            // Its first session with DMS-2 is long over, and it owes none.
            let quiet = DmAcc { no_auto_initial_session: Some(true), ..two.clone() };
            device = device.with_account(&quiet);
        }
        let sessions = Arc::new(AtomicUsize::new(0));
        let told = Arc::new(Mutex::new(Vec::new()));
        let (counted, server) = (Arc::clone(&sessions), config.server.id.clone());
        let telling = Arc::clone(&told);
        let observer = Arc::new(move |event: &Event| {
            telling.lock().unwrap_or_else(PoisonError::into_inner).push(event.to_string());
            if let Event::Closed { server: with, error: None, .. } = event
                && *with == server
            {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        let settings = Settings {
            interval_ms: NEVER_MS,
            authorities: vec![config.authorities.clone()],
            timeout_ms: config.waits.device_ms,
            ..Settings::default()
        };
        let handle = client::run(Store::in_memory(device), settings, observer).await;
        let handle = handle.map_err(|error| error.to_string())?;
        let gate = Arc::new(Gate {
            push: handle.push_url(),
            document: bootstrap::document(&other),
            held: Mutex::default(),
        });
        front.gates().insert(id.clone(), Arc::clone(&gate));
        Ok(Played { id, handle, sessions, told, gate, front: Arc::clone(front) })
    }

    /// What it has told since it was asked last.
    pub(crate) fn told(&self) -> Vec<String> {
        std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on notifications wait.
    pub(crate) fn hold(&self) {
        self.gate.held().open = false;
    }

    /// From now on they arrive, those that wait first.
    pub(crate) async fn release(&self) {
        let waiting = {
            let mut held = self.gate.held();
            held.open = true;
            std::mem::take(&mut held.waiting)
        };
        for body in waiting {
            self.gate.pass(body).await;
        }
    }

    /// Whether it is there.
    pub(crate) fn set_presence(&self, presence: Presence) {
        self.handle.set_presence(presence);
    }

    /// It is not needed any more.
    pub(crate) async fn stop(self) {
        self.front.gates().remove(&self.id);
        self.handle.stop().await;
    }
}

/// The identifier of the device of that number, from 0.
pub(crate) fn name(devices: &Devices, number: usize) -> String {
    format!("{}{:03}", devices.prefix, number + 1)
}

/// Where the bootstrap document of DMS-2 for that device is, where we are DMS-2.
pub(crate) fn bootstrap_url(devices: &Devices, device: &str) -> String {
    format!("{}/bootstrap/{device}", devices.url.trim_end_matches('/'))
}

/// The account of the server under test.
pub(crate) fn of_server(config: &Config) -> DmAcc<'static> {
    let devices = &config.devices;
    let url = config.server.device_url.clone().unwrap_or_else(|| "http://127.0.0.1:9/".to_owned());
    let credentials = |level, name: &str, secret: &str| AppAuth {
        a_auth_level: level,
        a_auth_type: AAuthType::Digest,
        a_auth_name: Some(name.to_owned().into()),
        a_auth_secret: Some(secret.to_owned().into()),
        a_auth_data: None,
    };
    DmAcc {
        server_id: config.server.id.clone().into(),
        name: None,
        pref_con_ref: None,
        to_con_ref: Vec::new(),
        app_addr: vec![AppAddr { addr: url.into(), addr_type: AddrType::Uri, port: Vec::new() }],
        a_auth_pref: Some("DIGEST".into()),
        app_auth: vec![
            credentials(AAuthLevel::Clcred, &devices.user, &devices.password),
            credentials(AAuthLevel::Srvcred, &config.server.id, &devices.server_password),
        ],
        no_auto_initial_session: None,
        ext: None,
    }
}

/// The account of one of our servers; nobody listens there.
pub(crate) fn of_peer(config: &Config, peer: &Peer) -> DmAcc<'static> {
    let url = format!("{}/dm", config.devices.url.trim_end_matches('/'));
    let account = account::simple(&peer.id, &url, "device", "password");
    DmAcc { no_auto_initial_session: None, ..account }
}
