//! The servers that we play: where they take messages, and how they send them.

use std::convert::Infallible;
use std::fmt;
use std::net::TcpListener as Open;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming as Body;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::RootCertStore;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::config::Peer;
use crate::http::{Http, acceptor, shown};
use crate::router::{Incoming, Reply, Router};

/// For a handshake.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that we play; it takes messages until it is dropped.
pub(crate) struct Played {
    /// Its settings.
    pub(crate) config: Peer,
    /// Its way to the server under test.
    pub(crate) http: Http,
    task: JoinHandle<()>,
}

impl Drop for Played {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts one; at that listener, or at the address of its settings.
///
/// # Errors
/// A certificate that cannot be used, or an address that is taken.
pub(crate) async fn start(
    config: &Peer,
    roots: &Arc<RootCertStore>,
    open: Option<&Open>,
    router: &Arc<Router>,
) -> Result<Played, String> {
    let wrong = |what: String| format!("peer `{}`: {what}", config.id);
    let own = || shown(&config.certificate, &config.key).map_err(wrong);
    let tls = TlsAcceptor::from(Arc::new(acceptor(roots, own()?).map_err(wrong)?));
    let http = Http::new(roots, Some(own()?)).map_err(wrong)?;
    let listener = bound(open, config.listen).await.map_err(wrong)?;
    let task = tokio::spawn(listen(listener, tls, config.id.clone(), Arc::clone(router)));
    Ok(Played { config: config.clone(), http, task })
}

/// The listener that is open already, or a new one.
///
/// # Errors
/// The address is taken.
pub(crate) async fn bound(
    open: Option<&Open>,
    address: std::net::SocketAddr,
) -> Result<TcpListener, String> {
    let told = |error| format!("cannot listen at {address}: {error}");
    match open {
        None => TcpListener::bind(address).await.map_err(told),
        Some(open) => {
            let open = open.try_clone().map_err(told)?;
            open.set_nonblocking(true).map_err(told)?;
            TcpListener::from_std(open).map_err(told)
        }
    }
}

async fn listen(listener: TcpListener, tls: TlsAcceptor, peer: String, router: Arc<Router>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let (tls, peer, router) = (tls.clone(), peer.clone(), Arc::clone(&router));
                tokio::spawn(connection(stream, tls, peer, router));
            }
            // No descriptors are free, or the like.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// A connection that breaks off concerns its case alone, which waits for a message.
async fn connection(stream: TcpStream, tls: TlsAcceptor, peer: String, router: Arc<Router>) {
    let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, tls.accept(stream)).await else { return };
    let service = service_fn(|request| answer(request, peer.clone(), Arc::clone(&router)));
    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
}

/// The connection is to break off.
#[derive(Debug)]
struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection breaks off, as the case wants it")
    }
}

impl std::error::Error for Dropped {}

async fn answer(
    request: Request<Body>,
    peer: String,
    router: Arc<Router>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let problems = problems(&request);
    let body = Limited::new(request.into_body(), codec::MAX_BYTES).collect().await;
    let body = body.map(http_body_util::Collected::to_bytes).map_err(|_| Dropped)?;
    let (reply, replied) = oneshot::channel();
    router.bring(Incoming { peer, problems, body, reply });
    match replied.await {
        Ok(Reply::Http(status, body)) => Ok(response(status, body, codec::delegation::MEDIA_TYPE)),
        Ok(Reply::Drop) => Err(Dropped),
        // The case is over and has said nothing.
        Err(_) => Ok(response(404, Vec::new(), "")),
    }
}

/// A response; without a media type where it has no content.
pub(crate) fn response(status: u16, body: Vec<u8>, media: &'static str) -> Response<Full<Bytes>> {
    let is_empty = body.is_empty();
    let mut response = Response::new(Full::new(Bytes::from(body)));
    let status = StatusCode::from_u16(status);
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !is_empty {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    }
    response
}

/// What is wrong with the form of a request.
fn problems<B>(request: &Request<B>) -> Vec<String> {
    let mut found = Vec::new();
    if request.method() != Method::POST {
        found.push(format!("SCR-007: the method is {}, not POST", request.method()));
    }
    let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
    if !media.is_some_and(is_message) {
        let media = media.unwrap_or("none");
        let wanted = codec::delegation::MEDIA_TYPE;
        found.push(format!("SCR-007: the media type is {media}, not {wanted}"));
    }
    found
}

/// The media type of messages; parameters, though there are none, do not matter.
pub(crate) fn is_message(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case(codec::delegation::MEDIA_TYPE)
}

/// What answers plain HTTP requests: never an error of its own.
pub(crate) type Always = Result<Response<Full<Bytes>>, Infallible>;
