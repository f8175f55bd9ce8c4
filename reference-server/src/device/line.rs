//! The line itself: takes orders, and packages of devices, and knows which goes where.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use codec::ReasonCode;
use codec::syncml;
use protocol::{Answer, Op, Role};
use tokio::sync::mpsc;

use super::desk::Desk;
use super::push::{self, Pusher};
use super::talk::End;
use super::{Order, Told, exchange};
use crate::config::Config;

/// The most sessions in all.
const MOST_SESSIONS: usize = 10_000;
const TEXT: &str = "text/plain; charset=utf-8";

/// The line to devices. A clone is the same line.
#[derive(Clone)]
pub struct Line {
    shared: Arc<Shared>,
    desks: Arc<BTreeMap<String, Arc<Desk>>>,
}

/// What the devices have in common.
pub(super) struct Shared {
    pub(super) server_id: String,
    /// Where devices send their packages.
    pub(super) url: String,
    /// How long a device may stay away, or silent.
    pub(super) wait: Duration,
    pub(super) told: mpsc::Sender<Told>,
    pub(super) pusher: Pusher,
    roles: BTreeMap<String, Role>,
    /// Open sessions.
    open: Arc<AtomicUsize>,
}

/// The place of one session among all; given back when it is dropped.
pub(super) struct Seat(Arc<AtomicUsize>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a device has said about itself (DevInfo).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceInfo {
    /// /DevInfo/Man.
    pub man: Option<String>,
    /// /DevInfo/Mod.
    pub model: Option<String>,
    /// /DevInfo/DmV.
    pub dm_version: Option<String>,
    /// /DevInfo/Lang.
    pub lang: Option<String>,
}

/// Status, media type and body of an HTTP response.
pub(super) type Response = (u16, &'static str, Vec<u8>);

impl Line {
    /// The line to the devices of a configuration. What happens goes to `told`: an
    /// [`Told::Attempt`] is waited for until it is acknowledged.
    pub fn new(config: &Config, told: mpsc::Sender<Told>) -> Line {
        let desk = |device: &crate::config::Device| {
            (device.id.clone(), Arc::new(Desk::new(device.clone())))
        };
        let roles = config.peers.iter().map(|peer| (peer.server_id.clone(), peer.we_are.role()));
        let shared = Shared {
            server_id: config.server_id.clone(),
            url: config.device_interface.url.clone(),
            wait: Duration::from_millis(config.waits.device_ms.max(1)),
            told,
            pusher: push::pusher(),
            roles: roles.collect(),
            open: Arc::default(),
        };
        let desks = config.devices.iter().map(desk).collect();
        Line { shared: Arc::new(shared), desks: Arc::new(desks) }
    }

    /// Takes an order. Its end comes as [`Told::Done`], whatever happens; this does not wait for
    /// it, nor for anybody who listens. An order that waits already is not taken twice.
    pub async fn submit(&self, order: Order) {
        let Some(desk) = self.desks.get(&order.device) else {
            return self.tell(order, Answer::Refused, Some(ReasonCode::NOT_FOUND));
        };
        if order.op() == Some(Op::Bootstrap) {
            // Out of band: no session does it, and none would ever come for it.
            return self.tell(order, Answer::Refused, Some(ReasonCode::COMMAND_NOT_IMPLEMENTED));
        }
        if order.op() == Some(Op::StopActivities) {
            for other in desk.drop_waiting(&order.peer) {
                self.tell(other, Answer::Refused, Some(ReasonCode::OPERATION_CANCELLED));
            }
            return self.tell(order, Answer::Did, None);
        }
        if let Some(order) = desk.push(&self.shared, order) {
            self.tell(order, Answer::Refused, Some(ReasonCode::SERVICE_UNAVAILABLE));
        }
    }

    /// One HTTP POST of a device: status, media type and body of the response. What has been
    /// begun is finished even if nobody waits for this any more.
    pub async fn posted(
        &self,
        content_type: Option<&str>,
        query: Option<&str>,
        body: &[u8],
    ) -> Response {
        let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
        if !media_type.trim().eq_ignore_ascii_case(syncml::MEDIA_TYPE) {
            let text = format!("expected a package of media type {}\n", syncml::MEDIA_TYPE);
            return (415, TEXT, text.into_bytes());
        }
        let (line, body) = (self.clone(), body.to_vec());
        let token = query.and_then(token).map(str::to_owned);
        let work = tokio::spawn(async move { line.package(token, body).await });
        work.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a package could not be worked at");
            (500, TEXT, b"internal error\n".to_vec())
        })
    }

    /// How many DM sessions are open.
    pub fn sessions(&self) -> usize {
        self.shared.open.load(Ordering::Relaxed)
    }

    /// What a device of the configuration has said about itself in its sessions.
    pub fn device_info(&self, device: &str) -> Option<DeviceInfo> {
        self.desks.get(device).map(|desk| desk.info())
    }

    async fn package(&self, token: Option<String>, body: Vec<u8>) -> Response {
        let package = match syncml::decode(&body) {
            Ok(package) => package,
            Err(error) => return (400, TEXT, format!("{error}\n").into_bytes()),
        };
        let header = &package.sync_hdr;
        let Some(desk) = self.desks.get(header.source.loc_uri.trim()) else {
            tracing::warn!(device = &*header.source.loc_uri, "a device that nobody knows");
            return exchange::turn_away(&self.shared, &package, 404);
        };
        if !matches!(&*header.ver_dtd, "1.2" | "1.3") {
            return exchange::turn_away(&self.shared, &package, 505);
        }
        if !matches!(&*header.ver_proto, "DM/1.2" | "DM/1.3") {
            return exchange::turn_away(&self.shared, &package, 513);
        }
        exchange::package(&self.shared, desk, token, &package, &body).await
    }

    /// Tells without waiting.
    fn tell(&self, order: Order, answer: Answer, reason: Option<ReasonCode>) {
        let shared = self.shared.clone();
        let kept = order.kept.clone();
        tokio::spawn(async move { shared.done(&order, End { answer, reason, kept }).await });
    }
}

impl Shared {
    /// What this server is to the peer of an order.
    pub(super) fn role(&self, order: &Order) -> Role {
        self.roles.get(&order.peer).copied().unwrap_or(Role::Delegating)
    }

    /// The place of a new session; none where there are too many.
    pub(super) fn opens(&self) -> Option<Seat> {
        let more = |open: usize| (open < MOST_SESSIONS).then_some(open + 1);
        let counted = self.open.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        counted.is_ok().then(|| Seat(self.open.clone()))
    }
}

impl DeviceInfo {
    /// Notes an item of a Replace.
    pub(super) fn note(&mut self, uri: &str, value: &str) {
        let place = match uri.trim().trim_start_matches('.').trim_start_matches('/') {
            "DevInfo/Man" => &mut self.man,
            "DevInfo/Mod" => &mut self.model,
            "DevInfo/DmV" => &mut self.dm_version,
            "DevInfo/Lang" => &mut self.lang,
            _ => return,
        };
        *place = Some(value.chars().take(256).collect());
    }
}

/// The token that a RespURI carries.
fn token(query: &str) -> Option<&str> {
    query.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("s="))
}
