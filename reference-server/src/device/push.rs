//! Calls a device: package 0 to its push address, again while it does not come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::{Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::desk::{Desk, Sessions};
use super::line::Shared;
use super::notify::{MEDIA_TYPE, package_0};

/// What sends notifications.
pub(super) type Pusher = Client<HttpConnector, Full<Bytes>>;

/// A client that sends notifications.
pub(super) fn pusher() -> Pusher {
    Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http()
}

/// The nonce by which a device that has lost count takes a notification all the same.
const RESET_NONCE: [u8; 4] = [0; 4];

/// Which nonce a call was made with, as a bit of [`Calls::denied`].
const BY_NONCE: u8 = 1;
const BY_RESET: u8 = 2;

/// How long a device may take to see that a session is over.
const LEAVING: Duration = Duration::from_millis(50);

/// The calls to one device since it last came.
pub(super) struct Calls {
    first_wait: Duration,
    session: u16,
    made: u32,
    next: Option<Instant>,
    /// With which nonces the device did not know this server.
    denied: Arc<AtomicU8>,
    /// When the last session had ended when this was looked at last.
    closed: Option<Instant>,
}

impl Calls {
    /// Calls to a device with those sessions; they are made for that long.
    pub(super) fn new(wait: Duration, sessions: &Sessions) -> Calls {
        let shortest = Duration::from_millis(100);
        let first_wait = (wait / 10).clamp(shortest, Duration::from_secs(3));
        Calls {
            first_wait,
            session: fastrand::u16(1..),
            made: 0,
            next: None,
            denied: Arc::default(),
            closed: sessions.closed,
        }
    }

    /// Looks whether the device has come: the next call is then for another session. A session
    /// may have come and gone since the last look; a device that is called by a number that it
    /// has served already need not come.
    pub(super) fn look(&mut self, sessions: &Sessions) {
        let is_there = sessions.open.iter().any(|session| session.is_authenticated);
        if is_there || sessions.closed != self.closed {
            (self.session, self.made, self.next) = (fastrand::u16(1..), 0, None);
            self.denied = Arc::default();
        }
        self.closed = sessions.closed;
    }

    /// Whether the device has answered that it does not know this server, by either nonce: it has
    /// no account of it any more.
    pub(super) fn is_unknown(&self) -> bool {
        self.denied.load(Ordering::Relaxed) == BY_NONCE | BY_RESET
    }

    /// When the next call is due. A device that is just coming is not called, nor one that has
    /// yet to see that its last session is over. One that does not know this server by one nonce
    /// is asked at once by the other.
    pub(super) fn due(&self, now: Instant, sessions: &Sessions) -> Instant {
        let is_denied = self.made == 1 && self.denied.load(Ordering::Relaxed) != 0;
        let next = self.next.filter(|_| !is_denied);
        let heard = sessions.open.iter().map(|session| session.heard).max();
        let coming = heard.map(|heard| heard + self.first_wait);
        let leaving = sessions.closed.map(|closed| closed + LEAVING);
        [next, coming, leaving].into_iter().flatten().fold(now, Instant::max)
    }

    /// Sends package 0, and says when to send the next one: later each time, and never at the
    /// same moment as for other devices.
    pub(super) fn call(&mut self, shared: &Shared, desk: &Arc<Desk>, nonce: Option<&[u8]>) {
        let backoff = self.first_wait * 2u32.pow(self.made.min(4));
        let backoff = backoff.mul_f64(0.75 + fastrand::f64() / 2.0);
        self.next = Some(Instant::now() + backoff);
        let (nonce, bit) = match (nonce, self.made.is_multiple_of(2)) {
            (Some(nonce), true) => (nonce, BY_NONCE),
            (None, false) => (&[][..], BY_NONCE),
            (Some(_), false) | (None, true) => (&RESET_NONCE[..], BY_RESET),
        };
        self.made = self.made.saturating_add(1);
        let device = &desk.device;
        let Some(address) = device.push.clone() else { return };
        let id = &shared.server_id;
        let Some(package) = package_0(id, &device.server_password, nonce, self.session) else {
            tracing::error!(server_id = id, "the identifier is too long for a notification");
            return;
        };
        let pusher = shared.pusher.clone();
        let (desk, denied) = (desk.clone(), self.denied.clone());
        tokio::spawn(async move {
            let status = send(&pusher, &desk.device.id, &address, package).await;
            if status == Some(StatusCode::FORBIDDEN) {
                denied.fetch_or(bit, Ordering::Relaxed);
                desk.look_again();
            }
        });
    }
}

async fn send(
    pusher: &Pusher,
    device: &str,
    address: &str,
    package: Vec<u8>,
) -> Option<StatusCode> {
    let request = Request::post(address).header(CONTENT_TYPE, MEDIA_TYPE);
    let request = match request.body(Full::new(Bytes::from(package))) {
        Ok(request) => request,
        Err(error) => {
            tracing::error!(device, address, %error, "the push address is none");
            return None;
        }
    };
    match tokio::time::timeout(Duration::from_secs(5), pusher.request(request)).await {
        Ok(Ok(response)) => {
            tracing::debug!(device, status = response.status().as_u16(), "notified");
            Some(response.status())
        }
        Ok(Err(error)) => {
            tracing::debug!(device, %error, "not notified");
            None
        }
        Err(_) => {
            tracing::debug!(device, "not notified in time");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Calls, Sessions};

    #[test]
    fn a_session_that_came_and_went_unseen_has_had_its_number() {
        let mut sessions = Sessions::default();
        let mut calls = Calls::new(Duration::from_secs(20), &sessions);
        calls.made = 1;
        let number = calls.session;
        calls.look(&sessions);
        assert_eq!((calls.session, calls.made), (number, 1));
        sessions.closed = Some(Instant::now());
        calls.session = 0;
        calls.look(&sessions);
        assert!(calls.session != 0 && calls.made == 0 && calls.next.is_none());
    }
}
