//! The foreign device: it is called, opens sessions, and fetches what it is to bootstrap from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::http::{self, Body};
use super::package::Kind;
use super::session;
use super::tree::Tree;
use super::xml::{self, Dress, Text};

/// How often it looks for what it does by itself.
const INTERVAL: Duration = Duration::from_millis(30);

/// What one client does as no other does.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    pub dress: Dress,
    pub text: Text,
    /// The credentials that it shows first.
    pub shows: Kind,
    /// The credentials that it asks the server for.
    pub asks: Option<Kind>,
    pub cmd_prefix: &'static str,
    pub cmd_step: u32,
    pub msg_step: u32,
    pub order: Order,
    pub parts: Parts,
    /// Name and value of the header.
    pub media: (&'static str, &'static str),
    pub body: Body,
    pub max_msg_size: u32,
    pub opens: Opens,
}

/// In which order the elements of a body come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Usual,
    Backwards,
}

/// What is sent in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    One,
    /// Packages, as several messages of which only the last is final.
    Messages,
    /// Values too.
    Values,
}

/// When it opens sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// When it is called, by alert 1200.
    Called,
    /// The same, but its alert is always 1201.
    CalledAsByItself,
    /// It cannot be called, and comes from time to time.
    Now,
}

/// The device.
pub struct Foreign {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

pub struct Shared {
    state: Mutex<State>,
    pub habits: Habits,
}

/// What it remembers.
pub struct State {
    pub tree: Tree,
    /// What the servers did to it.
    pub done: Vec<String>,
    /// The nonces that servers have named for what it shows.
    pub nonces: BTreeMap<String, Vec<u8>>,
    /// The nonces that it has named to servers.
    pub named: BTreeMap<String, Vec<u8>>,
    /// What servers did that they must not do.
    pub complaints: Vec<String>,
    /// Calls, and sessions that came to their end.
    pub calls: u32,
    pub sessions: Vec<String>,
    greeted: BTreeSet<String>,
    fetched: BTreeSet<String>,
    served: BTreeSet<(String, u16)>,
    number: u16,
}

impl Shared {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn complain(&self, what: String) {
        self.state().complaints.push(what);
    }
}

impl Foreign {
    /// A device with that tree, which knows that server.
    pub fn start(listener: TcpListener, tree: Tree, server: &str, habits: Habits) -> Foreign {
        let state = State {
            tree,
            done: Vec::new(),
            nonces: BTreeMap::new(),
            named: BTreeMap::new(),
            complaints: Vec::new(),
            calls: 0,
            sessions: Vec::new(),
            greeted: BTreeSet::from([server.to_owned()]),
            fetched: BTreeSet::new(),
            served: BTreeSet::new(),
            number: 0,
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), habits });
        let (calls, called) = mpsc::channel(16);
        let tasks = vec![
            tokio::spawn(listen(listener, Arc::clone(&shared), calls)),
            tokio::spawn(live(Arc::clone(&shared), called)),
        ];
        Foreign { shared, tasks }
    }

    /// Whether it opens its sessions without being called.
    pub fn comes_by_itself(&self) -> bool {
        self.shared.habits.opens == Opens::Now
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Waits for package 0.
async fn listen(listener: TcpListener, shared: Arc<Shared>, calls: mpsc::Sender<(String, u16)>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let (head, body) = match http::message(&mut stream).await {
            Ok(message) => message,
            Err(what) => {
                shared.complain(format!("a call: {what}"));
                continue;
            }
        };
        let response = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        // Who called may be gone.
        let _ = stream.write_all(response).await;
        if http::header(&head, "content-type") != "application/vnd.syncml.notification" {
            shared.complain(format!("no notification: {head}"));
        }
        match called(&shared, &body) {
            Ok(_) if shared.habits.opens == Opens::Now => {}
            Ok(call) => {
                if shared.state().served.insert(call.clone()) {
                    // It ends with the test.
                    let _ = calls.send(call).await;
                }
            }
            // A server may call once more while its account is being deleted.
            Err(what) if what.starts_with("no account") => {}
            Err(what) => shared.complain(what),
        }
    }
}

/// Reads package 0: who calls, and the number of the session.
fn called(shared: &Shared, package: &[u8]) -> Result<(String, u16), String> {
    let mut state = shared.state();
    state.calls += 1;
    let trigger = package.get(16..).unwrap_or_default();
    let [b0, b1, b2, b3, b4, s0, s1, length, id @ ..] = trigger else {
        return Err(format!("too short for a notification: {package:?}"));
    };
    let bits = [*b0, *b1, *b2, *b3, *b4].iter().fold(0_u64, |all, it| all << 8 | u64::from(*it));
    let (version, initiator, future) = (bits >> 30, bits >> 27 & 1, bits & ((1 << 27) - 1));
    if (version, initiator, future, usize::from(*length)) != (12, 1, 0, id.len()) {
        return Err(format!("not as package 0 is written: {trigger:?}"));
    }
    let server = String::from_utf8_lossy(id).into_owned();
    let account = state.tree.account(&server).ok_or_else(|| format!("no account of {server}"))?;
    let auth = state.tree.children(&format!("{account}/AppAuth"));
    let leaf = |name: &str, leaf: &str| {
        state.tree.value(&format!("{account}/AppAuth/{name}/{leaf}")).to_owned()
    };
    let srvcred = auth.iter().find(|name| leaf(name, "AAuthLevel") == "SRVCRED");
    let password = srvcred.map(|name| leaf(name, "AAuthSecret")).unwrap_or_default();
    // The one that was named last, or the one of those who have lost count.
    let named = state.named.get(&server).cloned().unwrap_or_default();
    let is_right = [named, vec![0; 4]].into_iter().any(|nonce| {
        let who = STANDARD.encode(Md5::digest(format!("{server}:{password}")));
        let what = STANDARD.encode(Md5::digest(trigger));
        let all = [who.as_bytes(), b":", &nonce, b":", what.as_bytes()].concat();
        Md5::digest(all)[..] == package[..16]
    });
    if is_right {
        Ok((server, u16::from_be_bytes([*s0, *s1])))
    } else {
        Err(format!("the digest of a call of {server} is wrong"))
    }
}

/// One thing at a time.
async fn live(shared: Arc<Shared>, mut called: mpsc::Receiver<(String, u16)>) {
    loop {
        match tokio::time::timeout(INTERVAL, called.recv()).await {
            Ok(None) => return,
            Ok(Some((server, number))) => {
                let alert = if shared.habits.opens == Opens::Called { 1200 } else { 1201 };
                hold(&shared, &server, number, alert).await;
            }
            Err(_) => by_itself(&shared).await,
        }
    }
}

async fn hold(shared: &Shared, server: &str, number: u16, alert: u16) {
    if shared.state().tree.account(server).is_none() {
        return;
    }
    match session::hold(shared, server, number, alert).await {
        Ok(()) => shared.state().sessions.push(format!("{server} {alert}")),
        Err(what) => shared.complain(format!("a session with {server}: {what}")),
    }
}

/// Bootstraps from entries that are new, and opens a session to servers that are.
async fn by_itself(shared: &Shared) {
    for url in entries(shared) {
        match fetch(&url).await {
            Ok((name, nodes)) => shared.state().tree.bootstrap(&name, &nodes),
            Err(what) => shared.complain(format!("{url}: {what}")),
        }
    }
    for (server, number) in due(shared) {
        hold(shared, &server, number, 1201).await;
    }
}

fn entries(shared: &Shared) -> Vec<String> {
    let mut state = shared.state();
    let entries = state.tree.children("./BootstrapConfig");
    let url = |name: &String| state.tree.value(&format!("./BootstrapConfig/{name}/URL")).to_owned();
    let urls: BTreeSet<String> = entries.iter().map(url).filter(|url| !url.is_empty()).collect();
    let new = urls.difference(&state.fetched).cloned().collect();
    state.fetched = urls;
    new
}

async fn fetch(url: &str) -> Result<(String, Vec<(String, super::tree::Node)>), String> {
    let answer = http::ask(url, "GET\nAccept: */*", b"", Body::Length).await?;
    if (answer.status, &*answer.media) != (200, "application/vnd.syncml.dmtnds+xml") {
        return Err(format!("{} {}", answer.status, answer.media));
    }
    let text = String::from_utf8(answer.body).map_err(|error| error.to_string())?;
    xml::bootstrap(&text)
}

/// The servers to which it opens a session by itself, each with a number.
fn due(shared: &Shared) -> Vec<(String, u16)> {
    let mut state = shared.state();
    let (mut there, mut due) = (BTreeSet::new(), Vec::new());
    for name in state.tree.children("./DMAcc") {
        let leaf = |leaf: &str| state.tree.value(&format!("./DMAcc/{name}/{leaf}")).to_owned();
        let (server, is_quiet) = (leaf("ServerID"), leaf("NoAutoInitialSession") == "true");
        let is_new = !state.greeted.contains(&server) && !is_quiet;
        if is_new || shared.habits.opens == Opens::Now {
            due.push(server.clone());
        }
        there.insert(server);
    }
    state.greeted.retain(|server| there.contains(server));
    state.greeted.extend(due.iter().cloned());
    let mut number = state.number;
    let due = due.into_iter().map(|server| {
        number = number.wrapping_add(1).max(1);
        (server, number)
    });
    let due: Vec<_> = due.collect();
    state.number = number;
    due
}
