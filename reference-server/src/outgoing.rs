//! POSTs to peers: sent until a response comes or the wait is over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use codec::Wire;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{Method, Request, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::Semaphore;

use crate::config::{self, Config, ConfigError};
use crate::driver::Event;
use crate::edition;
use crate::engine::Handle;
use crate::metrics::Metrics;
use crate::store::{Pending, What};
use crate::tls;

/// The most POSTs to one peer at a time.
const AT_ONCE: usize = 64;
/// The mark of a request that its repetitions have too.
pub const REQUEST: &str = "idempotency-key";

type Http = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// The way out to peers.
#[derive(Clone)]
pub struct Outgoing {
    peers: Arc<BTreeMap<String, Peer>>,
    /// Tells this database's requests from those of others.
    own: Arc<str>,
    wait: Duration,
    wire: Wire,
    metrics: Arc<Metrics>,
}

struct Peer {
    url: Uri,
    /// Connections that only this peer's certificate opens.
    http: Http,
    room: Semaphore,
}

impl Outgoing {
    /// The way out that a configuration describes. `own` is a name of this database.
    ///
    /// # Errors
    /// What is wrong with the certificates or with the URL of a peer.
    pub fn new(
        config: &Config,
        own: &str,
        wire: Wire,
        metrics: Arc<Metrics>,
    ) -> Result<Outgoing, ConfigError> {
        let mut peers = BTreeMap::new();
        for peer in &config.peers {
            let url: Uri = peer
                .url
                .parse()
                .map_err(|error| ConfigError(format!("peer `{}`: url: {error}", peer.server_id)))?;
            if url.scheme_str() != Some("https") {
                return Err(ConfigError(format!(
                    "peer `{}`: url: messages go over https alone (5.3)",
                    peer.server_id
                )));
            }
            let http = http(config, peer)?;
            let room = Semaphore::new(AT_ONCE);
            peers.insert(peer.server_id.clone(), Peer { url, http, room });
        }
        let wait = Duration::from_millis(config.waits.response_ms);
        Ok(Outgoing { peers: Arc::new(peers), own: own.into(), wait, wire, metrics })
    }

    /// Sends it; what came back, or that nothing did, is told to the driver.
    pub fn post(&self, handle: Handle, pending: Pending) {
        let outgoing = self.clone();
        tokio::spawn(async move {
            let id = pending.id;
            let response = outgoing.until_answered(pending).await;
            handle.tell(Event::Answered { id, response }).await;
        });
    }

    /// The same request again and again, with growing pauses, until a response comes. The peer
    /// knows a repetition by its mark and answers it as the first one.
    async fn until_answered(&self, pending: Pending) -> Option<(u16, Bytes)> {
        let What::Post { body, .. } = &pending.what else { return None };
        let peer = self.peers.get(&pending.key.peer)?;
        let _room = peer.room.acquire().await.ok()?;
        let mark = format!("{}-{}", self.own, pending.id);
        let body = Bytes::from(body.clone());
        let end = Instant::now() + self.wait;
        let mut pause = Duration::from_millis(50);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let once = self.once(peer, &mark, body.clone());
            match tokio::time::timeout(left, once).await {
                // A peer that is too busy has not looked at it.
                Ok(Ok((503, ..))) => {}
                Ok(Ok((status, body, theirs))) => {
                    let own = self.wire.edition();
                    let Some(theirs) = theirs.filter(|theirs| theirs != own) else {
                        return Some((status, body));
                    };
                    let peer = &pending.key.peer;
                    tracing::warn!(peer, own, theirs, status, "the peer runs another edition");
                    // Who did not refuse may have acted on it, in a way that is not ours.
                    return (status >= 400).then_some((status, body));
                }
                Ok(Err(why)) => {
                    tracing::warn!(peer = pending.key.peer, why, "no response yet");
                }
                Err(_) => return None,
            }
            let jitter = fastrand::u64(0..=u64::try_from(pause.as_millis()).unwrap_or(0) / 2);
            tokio::time::sleep(pause + Duration::from_millis(jitter)).await;
            self.metrics.resent();
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    }

    /// Status, body, and the edition where the peer says it.
    async fn once(
        &self,
        peer: &Peer,
        mark: &str,
        body: Bytes,
    ) -> Result<(u16, Bytes, Option<String>), String> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(peer.url.clone())
            .header(CONTENT_TYPE, codec::delegation::MEDIA_TYPE)
            .header(ACCEPT, codec::delegation::MEDIA_TYPE)
            .header(REQUEST, mark)
            .header(edition::HEADER, self.wire.edition())
            .body(Full::new(body))
            .map_err(|error| error.to_string())?;
        let response = peer.http.request(request).await.map_err(|error| chain(&error))?;
        let status = response.status().as_u16();
        let edition = response.headers().get(edition::HEADER);
        let edition = edition.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
        let body = Limited::new(response.into_body(), codec::MAX_BYTES);
        let body = body.collect().await.map_err(|error| error.to_string())?;
        Ok((status, body.to_bytes(), edition))
    }
}

/// The client for one peer.
fn http(config: &Config, peer: &config::Peer) -> Result<Http, ConfigError> {
    let shown = peer.server_certificate_sha256.as_ref().unwrap_or(&peer.certificate_sha256);
    let tls = tls::client_of(&config.peer_interface, shown)?;
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(Duration::from_secs(5)));
    let connector = hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_only()
        .enable_http1()
        .wrap_connector(connector);
    Ok(Client::builder(TokioExecutor::new())
        .pool_idle_timeout(Duration::from_secs(30))
        .pool_max_idle_per_host(AT_ONCE)
        .build(connector))
}

/// An error with what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
