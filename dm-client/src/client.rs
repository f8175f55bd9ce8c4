//! A device that runs: it waits for notifications, and does by itself what it owes.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::bootstrap;
use crate::config::Settings;
use crate::device::{Cleaning, Device};
use crate::event::{Event, Why};
use crate::faults::{Faults, Mishap, Planned, Presence};
use crate::http::Http;
use crate::operation::{Operation, Reply};
use crate::package::Version;
use crate::push;
use crate::session::{self, SessionError};
use crate::status::Status;
use crate::store::{Store, StoreError};
use crate::tree::{Content, Format, Node};
use crate::uri::Path;

/// The most sessions that wait.
const MAX_WAITING: usize = 64;
/// The longest that the device waits before it tries again, in intervals.
const MAX_PATIENCE: u32 = 32;

/// Who is told what happens.
pub type Observer = Arc<dyn Fn(&Event) + Send + Sync>;

/// Why a device cannot be started.
#[derive(Debug)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

/// What the tasks of one device share.
pub(crate) struct Shared {
    store: Mutex<Store>,
    faults: Mutex<Faults>,
    http: Http,
    version: Version,
    observer: Observer,
}

/// A session that somebody asked for.
pub(crate) struct Asked {
    pub server: String,
    pub session: Option<u16>,
    pub why: Why,
    pub told: Option<oneshot::Sender<Result<(), SessionError>>>,
}

/// A running device; it ends when this is dropped.
pub struct Handle {
    shared: Arc<Shared>,
    address: SocketAddr,
    asking: mpsc::Sender<Asked>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a device.
///
/// # Errors
/// The address is taken, an authority's certificate cannot be read, or the journal not written.
pub async fn run(
    mut store: Store,
    settings: Settings,
    observer: Observer,
) -> Result<Handle, StartError> {
    if let Some(journal) = &settings.journal {
        store.journal(journal).map_err(|error| StartError(error.to_string()))?;
    }
    let http = Http::new(&settings.authorities, settings.timeout()).map_err(StartError)?;
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| StartError(format!("{}: {error}", settings.listen)))?;
    let address = listener.local_addr().map_err(|error| StartError(error.to_string()))?;
    let (interval, version) = (settings.interval(), settings.version);
    let shared = Arc::new(Shared {
        store: Mutex::new(store),
        faults: Mutex::new(settings.faults),
        http,
        version,
        observer,
    });
    shared.speak();
    let (asking, asked) = mpsc::channel(MAX_WAITING);
    let tasks = vec![
        tokio::spawn(push::listen(listener, Arc::clone(&shared), asking.clone())),
        tokio::spawn(live(Arc::clone(&shared), asked, interval)),
    ];
    Ok(Handle { shared, address, asking, tasks })
}

/// Starts a device that tells nobody.
///
/// # Errors
/// As [`run`].
pub async fn run_silent(store: Store, settings: Settings) -> Result<Handle, StartError> {
    run(store, settings, Arc::new(|_| {})).await
}

impl Handle {
    /// Where notifications go.
    pub fn push_address(&self) -> SocketAddr {
        self.address
    }

    /// The same as a URL.
    pub fn push_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The device as it is now.
    pub fn device(&self) -> Device {
        self.shared.device(Device::clone)
    }

    /// Changes the device behind its back: what somebody else has done to it.
    ///
    /// # Errors
    /// It could not be kept: then nothing has changed.
    pub fn change<T>(&self, change: impl FnOnce(&mut Device) -> T) -> Result<T, StoreError> {
        self.shared.store().change(change)
    }

    /// Fetches now what bootstrap entries lead to and is not there; whose accounts came, or why
    /// none did.
    pub async fn fetch(&self) -> Vec<Result<String, String>> {
        let mut fetched = Vec::new();
        for url in self.shared.device(Device::fetches_due) {
            let server = fetch(&self.shared, &url).await;
            self.shared.tell(Event::Fetched { url, server: server.clone() });
            fetched.push(server);
        }
        fetched
    }

    /// Changes what the device does wrong.
    pub fn faults<T>(&self, change: impl FnOnce(&mut Faults) -> T) -> T {
        change(&mut self.shared.faults())
    }

    /// Something goes wrong with one of the next commands.
    pub fn plan(&self, mishap: Planned) {
        self.faults(|faults| faults.planned.push(mishap));
    }

    /// Whether the device is there from now on.
    pub fn set_presence(&self, presence: Presence) {
        self.faults(|faults| faults.presence = presence);
    }

    /// Whether it cleans ACLs from now on.
    pub fn set_cleaning(&self, cleaning: Cleaning) {
        self.faults(|faults| faults.acls = cleaning);
    }

    /// Opens a session after those that wait, and says how it went.
    ///
    /// # Errors
    /// What broke it off.
    pub async fn session(&self, server: &str) -> Result<(), SessionError> {
        let (told, answer) = oneshot::channel();
        let (server, told) = (server.to_owned(), Some(told));
        let asked = Asked { server, session: None, why: Why::Asked, told };
        let sent = self.asking.send(asked).await;
        sent.map_err(|_| SessionError::Absent)?;
        answer.await.unwrap_or(Err(SessionError::Absent))
    }

    /// Ends the device, as a crash would, and waits until its file is free.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // It ends by the abort; there is nothing to learn from how.
            drop(task.await);
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Shared {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn device<T>(&self, look: impl FnOnce(&Device) -> T) -> T {
        look(self.store().device())
    }

    pub(crate) fn http(&self) -> &Http {
        &self.http
    }

    pub(crate) fn version(&self) -> Version {
        self.version
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.observer)(&event);
    }

    pub(crate) fn is_absent(&self) -> bool {
        self.faults().presence == Presence::Absent
    }

    pub(crate) fn take_mishap(&self, operation: &Operation<'_>) -> Option<Mishap> {
        self.faults().take(operation)
    }

    /// Does what a server asks, and keeps it.
    pub(crate) fn perform(&self, server: &str, operation: &Operation<'_>) -> Reply {
        let cleaning = self.faults().acls;
        let done = self.store().change(|device| device.perform(server, operation, cleaning));
        done.unwrap_or_else(|_| Status::STORE_FAILURE.into())
    }

    /// The number of the next session that the device opens.
    pub(crate) fn next_session(&self) -> u16 {
        let next = |device: &mut Device| {
            device.last_session = device.last_session.wrapping_add(1).max(1);
            device.last_session
        };
        self.store().change(next).unwrap_or_else(|_| fastrand::u16(1..))
    }

    /// Keeps a nonce in the account of that server, if it is still there.
    pub(crate) fn keep_nonce(&self, server: &str, address: &str, nonce: &str) {
        let kept = self.store().change(|device| {
            let Ok(path) = Path::parse(address) else { return };
            if device.account(server).is_none() {
                return;
            }
            match device.tree.node_mut(&path) {
                Some(node) => node.content = Content::Value(nonce.to_owned()),
                None => {
                    device.tree.put(&path, Node::leaf(Format::Bin, nonce));
                }
            }
        });
        // A nonce that is not kept costs the next session one challenge.
        drop(kept);
    }

    /// `./DevInfo/DmV` says what is spoken.
    fn speak(&self) {
        let spoken = match self.version {
            Version::Dm12 => "1.2",
            Version::Dm13 => "1.3",
        };
        let set = self.store().change(|device| {
            let path = Path::default().child("DevInfo").child("DmV");
            device.tree.put(&path, Node::text(spoken));
        });
        // A file that cannot be written shows at the first command.
        drop(set);
    }

    fn greeted(&self, server: &str) {
        let greeted = self.store().change(|device| {
            if device.account(server).is_some_and(|account| !account.quiet) {
                device.greeted.insert(server.to_owned());
            }
        });
        // If it is not kept, the device opens one session more than it owes.
        drop(greeted);
    }
}

/// One thing at a time: sessions that are asked for, then fetches, then sessions that are owed.
async fn live(shared: Arc<Shared>, mut asked: mpsc::Receiver<Asked>, interval: Duration) {
    let mut patience = Patience { interval, waits: BTreeMap::new() };
    loop {
        match tokio::time::timeout(interval, asked.recv()).await {
            Ok(None) => return,
            Ok(Some(one)) => {
                let ended = session::hold(&shared, &one.server, one.why, one.session).await;
                if let Some(told) = one.told {
                    // Who asked may have gone.
                    drop(told.send(ended));
                }
            }
            Err(_) => {
                by_itself(&shared, &mut patience, &mut asked).await;
            }
        }
    }
}

async fn by_itself(shared: &Shared, patience: &mut Patience, asked: &mut mpsc::Receiver<Asked>) {
    for url in shared.device(Device::fetches_due) {
        if shared.is_absent() || !asked.is_empty() {
            return;
        }
        if patience.is_over(&url) {
            let server = fetch(shared, &url).await;
            patience.note(&url, server.is_ok());
            shared.tell(Event::Fetched { url, server });
        }
    }
    for server in shared.device(Device::sessions_due) {
        if shared.is_absent() || !asked.is_empty() {
            return;
        }
        if patience.is_over(&server) {
            let ended = session::hold(shared, &server, Why::NewAccount, None).await;
            patience.note(&server, ended.is_ok());
            if ended.is_ok() {
                shared.greeted(&server);
            }
        }
    }
}

async fn fetch(shared: &Shared, url: &str) -> Result<String, String> {
    let body = shared.http().get(url, bootstrap::MEDIA_TYPE).await;
    let body = body.map_err(|error| error.to_string())?;
    let text = std::str::from_utf8(&body).map_err(|_| "the document is no UTF-8".to_owned())?;
    let (name, node) = bootstrap::parse(text).map_err(|error| error.to_string())?;
    let kept = shared.store().change(|device| {
        // The entry may have gone while the document was on its way.
        if !device.bootstrap_urls().iter().any(|entry| entry == url) {
            return Err("the entry is gone".to_owned());
        }
        let server = device.bootstrap(&name, node).ok_or("the account is not whole")?;
        device.origins.insert(url.to_owned(), server.clone());
        Ok(server)
    });
    kept.map_err(|error| error.to_string())?
}

/// When to try again what has failed: after one interval, then two, four, ...
struct Patience {
    interval: Duration,
    waits: BTreeMap<String, (Instant, u32)>,
}

impl Patience {
    fn is_over(&self, name: &str) -> bool {
        self.waits.get(name).is_none_or(|(until, _)| *until <= Instant::now())
    }

    fn note(&mut self, name: &str, done: bool) {
        if done {
            self.waits.remove(name);
            return;
        }
        let times = self.waits.get(name).map_or(1, |(_, times)| (times * 2).min(MAX_PATIENCE));
        let jitter = self.interval.mul_f64(fastrand::f64());
        let until = Instant::now() + self.interval * (times - 1) + jitter;
        self.waits.insert(name.to_owned(), (until, times));
    }
}
