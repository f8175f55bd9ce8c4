//! What operators see and want, in terms of the driver.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use protocol::{Operator, Party, Role, Table, vars};
use trace::format::{Header, write_header};

use crate::admin::{
    DelegationView, DeviceView, Operations, OperatorOrder, OrderTaken, PeerView, Refusal, Refused,
    SessionView,
};
use crate::config::{Approach, Side};
use crate::directory::Directory;
use crate::driver::{Driver, Event, Reply};
use crate::engine::Handle;
use crate::store::{Delegations, Key, Record, Session, Sessions, StoreError, Unfinished, What};

/// The most sessions of a list.
const MOST: u32 = 1_000;

/// The server, for the admin interface.
pub struct Operators {
    /// The way to the driver.
    pub handle: Handle,
    /// What the server was told.
    pub config: Arc<Directory>,
}

impl Operators {
    async fn view<T: Default + Send + 'static>(
        &self,
        question: impl FnOnce(&Driver) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        match self.handle.view(question).await {
            Ok(Ok(view)) => view,
            Ok(Err(error)) => {
                tracing::error!(%error, "operators see nothing");
                T::default()
            }
            Err(_) => T::default(),
        }
    }
}

impl Operations for Operators {
    async fn order(&self, order: OperatorOrder) -> Result<OrderTaken, Refusal> {
        let (peer, device, operator, full, tree) = match order {
            OperatorOrder::Delegate { peer, device, full, tree } => {
                (peer, device, Operator::Delegates, full, tree)
            }
            OperatorOrder::Revoke { peer, device, forced: true } => {
                (peer, device, Operator::RevokesForced, false, None)
            }
            OperatorOrder::Revoke { peer, device, forced: false } => {
                (peer, device, Operator::RevokesAsked, false, None)
            }
            OperatorOrder::RequestRevocation { peer, device } => {
                (peer, device, Operator::RequestsRevocation, false, None)
            }
        };
        let refusal = |refused, message: String| Refusal { refused, message };
        let Some(known) = self.config.peer(&peer) else {
            return Err(refusal(Refused::Unknown, format!("there is no peer `{peer}`")));
        };
        if self.config.device(&device).is_none() {
            return Err(refusal(Refused::Unknown, format!("there is no device `{device}`")));
        }
        let key = Key { role: known.we_are.role(), peer, device };
        match self.handle.ask(Event::Ordered { key, operator, full, tree }).await {
            Ok(Reply::Begun(session)) => Ok(OrderTaken { session }),
            Ok(Reply::NotNow(why)) => Err(refusal(Refused::NotNow, why)),
            Ok(Reply::Http(..) | Reply::Noted) => {
                Err(refusal(Refused::Broken, "the server has an internal fault".to_owned()))
            }
            Err(_) => {
                let why = "too much waits, or nothing can be written down; try again later";
                Err(refusal(Refused::Busy, why.to_owned()))
            }
        }
    }

    async fn sessions(&self) -> Vec<SessionView> {
        self.view(|driver| {
            let sessions = driver.store.sessions(None, MOST)?;
            sessions.iter().map(|session| session_view(driver, session)).collect()
        })
        .await
    }

    async fn named(&self, id: &str) -> Vec<SessionView> {
        let id = id.to_owned();
        self.view(move |driver| {
            let found = driver.store.sessions(Some(&id), MOST)?;
            found.iter().map(|session| session_view(driver, session)).collect()
        })
        .await
    }

    async fn trace_with(&self, id: &str, peer: Option<&str>) -> Option<String> {
        let (id, peer) = (id.to_owned(), peer.map(str::to_owned));
        self.view(move |driver| {
            let found = driver.store.sessions(Some(&id), MOST)?;
            let is_meant = |it: &&Session| peer.as_ref().is_none_or(|peer| *peer == it.key.peer);
            let Some(session) = found.iter().find(is_meant) else { return Ok(None) };
            let key = &session.key;
            let header = Header {
                server: driver.config.server_id.clone(),
                role: key.role,
                peer: key.peer.clone(),
                device: key.device.clone(),
                options: session.options.unwrap_or(driver.options),
                start: session.start,
            };
            let mut text = write_header(&driver.table, &header);
            for line in driver.store.lines(key, Some(&id))? {
                text.push('\n');
                text.push_str(&line);
            }
            text.push('\n');
            Ok(Some(text))
        })
        .await
    }

    async fn devices(&self) -> Vec<DeviceView> {
        self.view(|driver| {
            let all = driver.store.all()?;
            let pending = driver.store.all_pending()?;
            let devices = driver.config.devices.iter().map(|device| {
                let of = |key: &&(Key, Record)| key.0.device == device.id;
                let commands = pending.iter().filter(|it| matches!(it.what, What::Command(_)));
                DeviceView {
                    id: device.id.clone(),
                    man: device.man.clone(),
                    model: device.model.clone(),
                    tree: device.tree.clone(),
                    managed: all.iter().filter(of).any(|(key, record)| manages(key, record)),
                    waiting: commands.filter(|it| it.key.device == device.id).count(),
                    delegations: all
                        .iter()
                        .filter(of)
                        .map(|(key, record)| DelegationView {
                            peer: key.peer.clone(),
                            role: side(key.role),
                            record: record.party.record().word().to_owned(),
                            state: state(&driver.table, key.role, record.party),
                        })
                        .collect(),
                }
            });
            Ok(devices.collect())
        })
        .await
    }

    async fn peers(&self) -> Vec<PeerView> {
        self.view(|driver| {
            let all = driver.store.all()?;
            let pending = driver.store.all_pending()?;
            let peers = driver.config.peers.iter().map(|peer| PeerView {
                id: peer.server_id.clone(),
                url: peer.url.clone(),
                we_are: peer.we_are,
                approach: peer.approach,
                willing: peer.willing,
                sessions: all
                    .iter()
                    .filter(|(key, record)| {
                        key.peer == peer.server_id
                            && !driver.program.at_rest(key.role, record.party.state())
                    })
                    .count(),
                waiting: pending
                    .iter()
                    .filter(|it| it.key.peer == peer.server_id)
                    .filter(|it| matches!(it.what, What::Post { .. }))
                    .count(),
            });
            Ok(peers.collect())
        })
        .await
    }

    fn healthy(&self) -> bool {
        !self.handle.is_over() && self.handle.writes()
    }
}

/// DMS-1 manages unless it has given the whole away; DMS-2 once it is delegated to.
fn manages(key: &Key, record: &Record) -> bool {
    match key.role {
        Role::Delegating => record.party.record() != protocol::Record::Full,
        Role::Delegated => record.party.record() != protocol::Record::None,
    }
}

fn session_view(driver: &Driver, session: &Session) -> Result<SessionView, StoreError> {
    let key = &session.key;
    let record = driver.store.record(key)?;
    let is_current = record.session.as_ref() == Some(&session.id);
    let party = if is_current { record.party } else { Party::default() };
    Ok(SessionView {
        id: session.id.clone(),
        role: side(key.role),
        peer: key.peer.clone(),
        device: key.device.clone(),
        tree: session.tree.clone(),
        approach: if session.url { Approach::Url } else { Approach::Account },
        full: session.full || vars::FULL.of(party.0) == 1,
        state: session.state.clone(),
        at_rest: session.closed.is_some() || driver.program.at_rest(key.role, party.state()),
        record: record.party.record().word().to_owned(),
        outcome: session.outcome.clone(),
        rule: session.rule.clone(),
        begun: time(session.opened),
        updated: time(session.updated),
        steps: session.steps,
    })
}

fn side(role: Role) -> Side {
    match role {
        Role::Delegating => Side::Delegating,
        Role::Delegated => Side::Delegated,
    }
}

fn state(table: &Table, role: Role, party: Party) -> String {
    let states = &table.states[role.index()];
    states.get(party.state().0 as usize).map_or(String::new(), |state| state.name.clone())
}

/// RFC 3339, in UTC, of milliseconds since 1970.
fn time(ms: i64) -> String {
    let since = Duration::from_millis(ms.max(0).unsigned_abs());
    humantime::format_rfc3339_millis(UNIX_EPOCH + since).to_string()
}
