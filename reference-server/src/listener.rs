//! Takes connections: with limits on how many, how slow and how large, so that nobody can fill the
//! server.

mod patience;
mod places;

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::metrics::{Interface, Metrics, Reason};
use crate::pki::fingerprint;
use patience::{Over, Phase, Watched, patiently};
use places::Places;

/// For the TLS handshake, for the head of a request, for its body.
const PATIENCE: Duration = Duration::from_secs(10);
/// For the next request of who has shown a certificate.
const IDLE: Duration = Duration::from_secs(300);

/// A response, whole.
pub type Answer = Response<Full<Bytes>>;

/// Serves connections until `stop` changes. `peer` of the handler is the fingerprint of the
/// client's certificate, where there is one.
pub async fn serve<H, F>(
    listener: TcpListener,
    counted: (Arc<Metrics>, Interface),
    tls: Option<TlsAcceptor>,
    handler: H,
    mut stop: watch::Receiver<bool>,
) where
    H: Fn(Request<Incoming>, Option<Arc<str>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let places = Places::of(counted.1);
    let mut told: Option<Instant> = None;
    loop {
        let accepted = tokio::select! {
            _ = stop.changed() => return,
            accepted = listener.accept() => accepted,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of descriptors, mostly: those that are open have to end first.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let place = places.take();
        if place.as_ref().is_none_or(|(_, others_leave)| *others_leave) {
            counted.0.refused(Reason::Busy);
            // Once in a while: whoever opens many would fill the log too.
            if told.is_none_or(|told| told.elapsed() > PATIENCE) {
                tracing::warn!(%from, "too many connections: idle ones are closed");
                told = Some(Instant::now());
            }
        }
        let Some((place, _)) = place else { continue };
        let place = Arc::new(place);
        let (tls, handler, stop) = (tls.clone(), handler.clone(), stop.clone());
        let (metrics, interface) = (Arc::clone(&counted.0), counted.1);
        tokio::spawn(async move {
            let working = Arc::clone(&place);
            let handler = move |request: Request<Incoming>, peer: Option<Arc<str>>| {
                working.work();
                let (answer, place) = (handler(request, peer), Arc::clone(&working));
                async move {
                    let answer = answer.await;
                    place.rest();
                    answer
                }
            };
            metrics.connections(interface).change(1);
            let ended = tokio::select! {
                ended = connection(stream, tls, handler, stop, &metrics) => ended,
                () = place.wanted() => Err("it was idle, and its place is wanted".to_owned()),
            };
            metrics.connections(interface).change(-1);
            if let Err(why) = ended {
                tracing::info!(%from, why, "connection ended");
            }
        });
    }
}

async fn connection<H, F>(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    handler: H,
    stop: watch::Receiver<bool>,
    metrics: &Metrics,
) -> Result<(), String>
where
    H: Fn(Request<Incoming>, Option<Arc<str>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let Some(tls) = tls else { return http(stream, None, handler, stop).await };
    let shaken = tokio::time::timeout(PATIENCE, tls.accept(stream)).await;
    let stream = match shaken {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => {
            metrics.refused(Reason::Handshake);
            return Err(error.to_string());
        }
        Err(_) => {
            metrics.refused(Reason::TooSlow);
            return Err("no TLS handshake in time".to_owned());
        }
    };
    let certificates = stream.get_ref().1.peer_certificates();
    let peer = certificates.and_then(|chain| chain.first());
    let peer = peer.map(|certificate| Arc::from(fingerprint(certificate)));
    http(stream, peer, handler, stop).await
}

async fn http<S, H, F>(
    stream: S,
    peer: Option<Arc<str>>,
    handler: H,
    mut stop: watch::Receiver<bool>,
) -> Result<(), String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    H: Fn(Request<Incoming>, Option<Arc<str>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let limits = (if peer.is_some() { IDLE } else { PATIENCE }, PATIENCE);
    let phase = Arc::new(Phase::default());
    let stream = Watched::new(stream, Arc::clone(&phase));
    let answering = Arc::clone(&phase);
    let service = service_fn(move |request| {
        answering.answer();
        let (answer, phase) = (handler(request, peer.clone()), Arc::clone(&answering));
        async move {
            let answer = answer.await;
            phase.rest();
            Ok::<_, Infallible>(answer)
        }
    });
    // Without a limit of its own for heads: it would end who says nothing, too.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        done = patiently(connection.as_mut(), &phase, limits) => match done {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(Over::Idle) => {
                connection.as_mut().graceful_shutdown();
                ended(connection).await
            }
            Err(Over::Slow) => Err("the rest of a request did not come in time".to_owned()),
        },
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            ended(connection).await
        }
    }
}

/// Lets a connection end, but not for ever.
async fn ended<C>(connection: C) -> Result<(), String>
where
    C: Future<Output = hyper::Result<()>>,
{
    let ended = tokio::time::timeout(PATIENCE, connection).await;
    ended.map_or(Ok(()), |ended| ended.map_err(|error| error.to_string()))
}

/// The body of a request, if it is not too large and comes in time; else what to answer.
///
/// # Errors
/// 413 or 408, or 400 for a body that breaks off.
pub async fn body(request: Request<Incoming>, most: usize) -> Result<Bytes, StatusCode> {
    // What announces itself as too large is not waited for.
    if request.body().size_hint().lower() > most as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = Limited::new(request.into_body(), most);
    match tokio::time::timeout(PATIENCE, body.collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// A response without content.
pub fn empty(status: StatusCode) -> Answer {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}
