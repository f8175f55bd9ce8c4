//! The listener: bounded connections, bounded requests, bounded time.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::{Admin, Operations, respond};

/// What the admin interface bears.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections; more wait to be accepted.
    pub connections: usize,
    /// How long the head of a request may take.
    pub head: Duration,
    /// How long the body of a request may take.
    pub body: Duration,
    /// The longest body, in bytes.
    pub body_bytes: usize,
    /// How long an answer may take, from its request on until it is written.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 64,
            head: Duration::from_secs(5),
            body: Duration::from_secs(5),
            body_bytes: 64 * 1024,
            answer: Duration::from_secs(30),
        }
    }
}

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;
/// How long a connection may stay open at all: whoever reads slowly holds it no longer.
const CONNECTION: Duration = Duration::from_secs(120);
/// How long the last requests may take when the server stops.
const LAST: Duration = Duration::from_secs(2);

/// Answers until `stop` is done; then lets what is under way end for a while.
pub async fn serve<O: Operations>(
    listener: TcpListener,
    admin: Arc<Admin<O>>,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(admin.limits.connections));
    let (stopping, stopped) = watch::channel(());
    tokio::pin!(stop);
    loop {
        let next = async {
            // Nobody closes the semaphore.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, most likely: others have to close first.
                tracing::warn!(%error, "the admin interface accepts nothing");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (admin, mut stopped) = (Arc::clone(&admin), stopped.clone());
        tokio::spawn(async move {
            let head = admin.limits.head;
            let service = service_fn(move |request| {
                let admin = Arc::clone(&admin);
                async move { Ok::<_, Infallible>(respond::respond(&admin, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(head)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(stream), service);
            tokio::pin!(connection);
            // Errors of a connection are its client's.
            tokio::select! {
                _ = connection.as_mut() => {}
                () = tokio::time::sleep(CONNECTION) => {}
                _ = stopped.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = tokio::time::timeout(LAST, connection).await;
                }
            }
            drop(place);
        });
    }
    drop(stopping);
    let all = u32::try_from(admin.limits.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(LAST, places.acquire_many(all)).await;
}
