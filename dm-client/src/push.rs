//! Where notifications arrive: HTTP POST of package 0.

use std::convert::Infallible;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::client::{Asked, Shared};
use crate::event::{Event, Why};
use crate::notification::{self, NO_NONCE, Notification};

const MAX_BYTES: usize = 4_096;
const MAX_CONNECTIONS: usize = 64;
const HEADER_TIME: Duration = Duration::from_secs(5);
const CONNECTION_TIME: Duration = Duration::from_secs(60);

/// Takes connections until it is ended.
pub(crate) async fn listen(
    listener: TcpListener,
    shared: Arc<Shared>,
    asking: mpsc::Sender<Asked>,
) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        if connections.len() >= MAX_CONNECTIONS {
            connections.join_next().await;
            continue;
        }
        match listener.accept().await {
            // Who is absent says nothing.
            Ok((stream, _)) if shared.is_absent() => drop(stream),
            Ok((stream, _)) => {
                connections.spawn(serve(stream, Arc::downgrade(&shared), asking.clone()));
            }
            // No descriptors are free, or the like.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// A connection does not keep a device that has ended.
async fn serve(stream: TcpStream, shared: Weak<Shared>, asking: mpsc::Sender<Asked>) {
    let service = service_fn(|request| {
        let (shared, asking) = (shared.clone(), asking.clone());
        async move {
            let status = match read(request).await {
                Ok(body) => match shared.upgrade() {
                    Some(shared) => take(&body, &shared, &asking),
                    None => StatusCode::SERVICE_UNAVAILABLE,
                },
                Err(status) => status,
            };
            let mut response = Response::new(Empty::<Bytes>::new());
            *response.status_mut() = status;
            Ok::<_, Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    // A broken connection concerns nobody else.
    drop(tokio::time::timeout(CONNECTION_TIME, connection).await);
}

async fn read(request: Request<Incoming>) -> Result<Bytes, StatusCode> {
    if request.method() != Method::POST {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or("").trim();
    if !kind.eq_ignore_ascii_case(notification::MEDIA_TYPE) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let body = Limited::new(request.into_body(), MAX_BYTES).collect().await;
    body.map(|body| body.to_bytes()).map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}

fn take(body: &[u8], shared: &Shared, asking: &mpsc::Sender<Asked>) -> StatusCode {
    let notification = match notification::parse(body) {
        Ok(notification) => notification,
        Err(error) => {
            shared.tell(Event::NotificationRefused(error.to_string()));
            return StatusCode::BAD_REQUEST;
        }
    };
    if !is_known(shared, &notification) {
        let why = format!("it does not show that it is by {}", notification.server_id);
        shared.tell(Event::NotificationRefused(why));
        return StatusCode::FORBIDDEN;
    }
    let (server, session) = (notification.server_id, Some(notification.session));
    match asking.try_send(Asked { server, session, why: Why::Notified, told: None }) {
        Ok(()) => StatusCode::ACCEPTED,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Whether the server that it names made it: with the nonce of the account, or with none if the
/// server has lost it.
fn is_known(shared: &Shared, notification: &Notification) -> bool {
    let account = shared.device(|device| device.account(&notification.server_id));
    let Some(account) = account else { return false };
    match account.server {
        Some(server) => [&server.nonce[..], &NO_NONCE]
            .into_iter()
            .any(|nonce| notification.is_by(&server.secret, nonce)),
        None => notification.is_by("", b""),
    }
}
