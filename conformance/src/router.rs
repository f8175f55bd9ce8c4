//! Which case a message of the server under test belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

/// A request of the server under test to one of our peers.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The peer's identifier.
    pub(crate) peer: String,
    /// What is wrong with its form, each with its clause.
    pub(crate) problems: Vec<String>,
    /// The message.
    pub(crate) body: Bytes,
    /// What is answered.
    pub(crate) reply: oneshot::Sender<Reply>,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// A status and a body.
    Http(u16, Vec<u8>),
    /// The connection breaks off.
    Drop,
}

/// Where the messages of a case go.
pub(crate) type Ear = mpsc::UnboundedSender<Incoming>;

/// Who waits for what.
#[derive(Debug, Default)]
pub(crate) struct Router(Mutex<Routes>);

#[derive(Debug, Default)]
struct Routes {
    devices: BTreeMap<String, Ear>,
    sessions: BTreeMap<(String, String), Ear>,
    /// Those that wait for a session that nobody knows yet, by peer.
    fresh: BTreeMap<String, Ear>,
    /// Sessions of cases that are over, and their devices.
    over: BTreeSet<String>,
    strays: Vec<String>,
}

impl Router {
    fn routes(&self) -> MutexGuard<'_, Routes> {
        // Nothing in here panics half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Messages that name this device belong to that case.
    pub(crate) fn device(&self, device: &str, ear: &Ear) {
        self.routes().devices.insert(device.to_owned(), ear.clone());
    }

    /// Messages of this session belong to that case.
    pub(crate) fn session(&self, peer: &str, session: &str, ear: &Ear) {
        let name = (peer.to_owned(), session.to_owned());
        self.routes().sessions.insert(name, ear.clone());
    }

    /// The next message of a session that nobody knows belongs to that case.
    pub(crate) fn fresh(&self, peer: &str, ear: &Ear) {
        self.routes().fresh.insert(peer.to_owned(), ear.clone());
    }

    /// The case is over.
    pub(crate) fn forget(&self, device: &str, ear: &Ear) {
        let mut routes = self.routes();
        routes.devices.remove(device);
        routes.over.insert(device.to_owned());
        let own: Vec<String> = routes
            .sessions
            .iter()
            .filter(|(_, other)| other.same_channel(ear))
            .map(|((_, session), _)| session.clone())
            .collect();
        routes.over.extend(own);
        routes.sessions.retain(|_, other| !other.same_channel(ear));
        routes.fresh.retain(|_, other| !other.same_channel(ear));
    }

    /// Brings a message to its case. One that belongs to none is refused.
    pub(crate) fn bring(&self, incoming: Incoming) {
        let text = String::from_utf8_lossy(&incoming.body).into_owned();
        let session = element(&text, "sessionId").map(str::to_owned);
        let device = element(&text, "deviceId").map(str::to_owned);
        let mut routes = self.routes();
        let by_session = session.clone().and_then(|session| {
            let known = routes.sessions.get(&(incoming.peer.clone(), session));
            known.cloned()
        });
        let by_device = || device.as_ref().and_then(|device| routes.devices.get(device)).cloned();
        let ear = by_session.or_else(by_device).or_else(|| routes.fresh.remove(&incoming.peer));
        let Some(ear) = ear else {
            let is_said = |name: &String| !name.is_empty();
            let name = session.filter(is_said).or(device.filter(is_said));
            let name = name.unwrap_or_else(|| "no session and no device".to_owned());
            if !routes.over.contains(&name) {
                routes.strays.push(format!("{}: a message of {name}", incoming.peer));
            }
            drop(incoming.reply.send(Reply::Http(404, Vec::new())));
            return;
        };
        // A case that is over does not listen.
        if let Err(unheard) = ear.send(incoming) {
            drop(unheard.0.reply.send(Reply::Http(404, Vec::new())));
        }
    }

    /// What came and belonged to no case.
    pub(crate) fn strays(&self) -> Vec<String> {
        self.routes().strays.clone()
    }
}

/// The text of an element, also in a document that cannot be read as a message.
fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once("</").map(|(value, _)| value.trim())
}
