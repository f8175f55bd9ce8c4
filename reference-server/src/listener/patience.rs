//! How long a connection may keep the server waiting: what has begun has to come soon, while a
//! connection that says nothing may be held for long.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// What a connection is at, and how often that has changed: the lowest bits, and the others.
#[derive(Default)]
pub(super) struct Phase(AtomicU32);

/// Nothing of a request has come.
const IDLE: u32 = 0;
/// A part of its head has.
const BEGUN: u32 = 1;
/// It is being answered; who answers has limits of its own.
const ANSWERED: u32 = 2;
const KINDS: u32 = 4;

impl Phase {
    /// A request is there.
    pub(super) fn answer(&self) {
        self.enter(ANSWERED);
    }

    /// Its response is.
    pub(super) fn rest(&self) {
        self.enter(IDLE);
    }

    fn enter(&self, kind: u32) {
        let changes = self.0.load(Ordering::Relaxed) / KINDS;
        self.0.store(changes.wrapping_add(1).wrapping_mul(KINDS) | kind, Ordering::Relaxed);
    }

    fn is(&self, kind: u32) -> bool {
        self.0.load(Ordering::Relaxed) % KINDS == kind
    }
}

/// A stream that notes when a request begins.
pub(super) struct Watched<S> {
    stream: S,
    phase: Arc<Phase>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, phase: Arc<Phase>) -> Watched<S> {
        Watched { stream, phase }
    }
}

/// What a connection has waited for in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// A request.
    Idle,
    /// The rest of one.
    Slow,
}

/// Runs a connection as long as it does not keep the server waiting.
pub(super) async fn patiently<C: Future>(
    mut connection: Pin<&mut C>,
    phase: &Phase,
    (idle, begun): (Duration, Duration),
) -> Result<C::Output, Over> {
    const FAR: Duration = Duration::from_secs(24 * 60 * 60);
    let until = |word: u32| {
        Instant::now()
            + match word % KINDS {
                IDLE => idle,
                BEGUN => begun,
                _ => FAR,
            }
    };
    let mut seen = phase.0.load(Ordering::Relaxed);
    let mut end = pin!(tokio::time::sleep_until(until(seen)));
    poll_fn(|context| {
        if let Poll::Ready(done) = connection.as_mut().poll(context) {
            return Poll::Ready(Ok(done));
        }
        let now = phase.0.load(Ordering::Relaxed);
        if now != seen {
            seen = now;
            end.as_mut().reset(until(now));
        }
        ready!(end.as_mut().poll(context));
        Poll::Ready(Err(if phase.is(IDLE) { Over::Idle } else { Over::Slow }))
    })
    .await
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before && self.phase.is(IDLE) {
            self.phase.enter(BEGUN);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    const SHORT: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(600);

    /// A connection that reads for ever, of which so much has come.
    async fn reads(bytes: &[u8], limits: (Duration, Duration)) -> Result<(), Over> {
        let (mut client, server) = tokio::io::duplex(64);
        let phase = Arc::new(Phase::default());
        let mut stream = Watched::new(server, Arc::clone(&phase));
        let connection = async move {
            let mut byte = [0];
            while stream.read(&mut byte).await.unwrap() > 0 {}
        };
        client.write_all(bytes).await.unwrap();
        patiently(pin!(connection), &phase, limits).await
    }

    #[tokio::test]
    async fn what_has_begun_has_to_come_soon() {
        assert_eq!(reads(b"POST", (LONG, SHORT)).await, Err(Over::Slow));
    }

    #[tokio::test]
    async fn who_says_nothing_is_held_for_longer() {
        assert_eq!(reads(b"", (SHORT, LONG)).await, Err(Over::Idle));
    }

    #[tokio::test]
    async fn each_request_begins_anew() {
        let phase = Phase::default();
        phase.enter(BEGUN);
        let begun = phase.0.load(Ordering::Relaxed);
        phase.answer();
        phase.rest();
        phase.enter(BEGUN);
        assert!(phase.is(BEGUN) && phase.0.load(Ordering::Relaxed) != begun);
    }
}
