//! The interface to peers (5.3): who may speak, in which form, and what an HTTP status says.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use codec::Wire;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Method, Request, Response, StatusCode};

use crate::config::Config;
use crate::driver::{Event, Reply};
use crate::edition;
use crate::engine::Handle;
use crate::listener::{Answer, body, empty};
use crate::metrics::{Metrics, Reason};
use crate::outgoing::REQUEST;

/// After how many seconds a peer may come again.
const AGAIN: HeaderValue = HeaderValue::from_static("1");

/// What answers the requests of peers.
#[derive(Clone)]
pub struct Peers {
    handle: Handle,
    /// By the fingerprint of the certificate.
    known: Arc<BTreeMap<String, String>>,
    /// The last segment of the path.
    interface: Arc<str>,
    wire: Wire,
    metrics: Arc<Metrics>,
}

impl Peers {
    /// The peers of a configuration.
    pub fn new(config: &Config, wire: Wire, handle: Handle, metrics: Arc<Metrics>) -> Peers {
        let known = config
            .peers
            .iter()
            .map(|peer| (peer.certificate_sha256.to_ascii_lowercase(), peer.server_id.clone()));
        let interface = config.peer_interface.path.rsplit('/').next().unwrap_or_default();
        let (known, interface) = (Arc::new(known.collect()), interface.into());
        Peers { handle, known, interface, wire, metrics }
    }

    /// Answers one request, and says of which edition the answer is.
    pub async fn answer(self, request: Request<Incoming>, certificate: Option<Arc<str>>) -> Answer {
        let edition = HeaderValue::from_static(self.wire.edition());
        let mut answer = self.answer_to(request, certificate).await;
        answer.headers_mut().insert(edition::HEADER, edition);
        answer
    }

    async fn answer_to(self, request: Request<Incoming>, certificate: Option<Arc<str>>) -> Answer {
        let Some(peer) = certificate.as_deref().and_then(|it| self.known.get(it)) else {
            self.metrics.refused(Reason::UnknownPeer);
            tracing::warn!(certificate = certificate.as_deref(), "no configured peer has it");
            return empty(StatusCode::FORBIDDEN);
        };
        // any path that ends in the name of the interface.
        if request.uri().path().rsplit('/').next() != Some(&self.interface) {
            self.metrics.refused(Reason::Request);
            return empty(StatusCode::NOT_FOUND);
        }
        if request.method() != Method::POST {
            self.metrics.refused(Reason::Request);
            let mut response = empty(StatusCode::METHOD_NOT_ALLOWED);
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            return response;
        }
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        if !header("content-type").is_some_and(is_message) {
            self.metrics.refused(Reason::Request);
            tracing::warn!(peer, "message refused: its media type is another");
            return empty(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        // Who says nothing is taken for what the configuration says of it.
        let own = self.wire.edition();
        if let Some(theirs) = header(edition::HEADER).filter(|theirs| *theirs != own) {
            self.metrics.refused(Reason::Request);
            tracing::warn!(peer, own, theirs, "message refused: it is of another edition");
            let why = format!("this server runs {own}, and the message is of another edition\n");
            let mut response = Response::new(Full::new(Bytes::from(why)));
            *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            let text = HeaderValue::from_static("text/plain; charset=utf-8");
            response.headers_mut().insert(CONTENT_TYPE, text);
            return response;
        }
        const LONGEST_MARK: usize = 200;
        let mark = header(REQUEST).filter(|mark| mark.len() <= LONGEST_MARK).map(str::to_owned);
        let peer = peer.clone();
        let body = match body(request, codec::MAX_BYTES).await {
            Ok(body) => body,
            Err(status) => {
                self.metrics.refused(match status {
                    StatusCode::PAYLOAD_TOO_LARGE => Reason::TooLarge,
                    StatusCode::REQUEST_TIMEOUT => Reason::TooSlow,
                    _ => Reason::Unreadable,
                });
                return empty(status);
            }
        };
        match self.handle.ask(Event::Posted { peer, request: mark, body }).await {
            Ok(Reply::Http(status, body)) => {
                let status = StatusCode::from_u16(status);
                let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let is_empty = body.is_empty();
                let mut response = Response::new(Full::new(body));
                *response.status_mut() = status;
                if status == StatusCode::SERVICE_UNAVAILABLE {
                    response.headers_mut().insert(RETRY_AFTER, AGAIN);
                }
                if !is_empty {
                    let media = HeaderValue::from_static(codec::delegation::MEDIA_TYPE);
                    response.headers_mut().insert(CONTENT_TYPE, media);
                }
                response
            }
            Ok(Reply::Begun(_) | Reply::NotNow(_) | Reply::Noted) => {
                empty(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Err(_) => {
                self.metrics.refused(Reason::Busy);
                let mut response = empty(StatusCode::SERVICE_UNAVAILABLE);
                response.headers_mut().insert(RETRY_AFTER, AGAIN);
                response
            }
        }
    }
}

/// The media type of messages; parameters, though there are none, do not matter.
fn is_message(value: &str) -> bool {
    let media = value.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case(codec::delegation::MEDIA_TYPE)
}
