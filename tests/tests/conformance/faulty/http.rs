//! HTTP/1 as the doors speak it: a connection for each request, bodies as text.

use std::future::Future;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONNECTION, CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use reference_server::pki::fingerprint;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::{Asked, Said};

/// Takes requests, each with the fingerprint of a client's certificate; where there is no answer,
/// the connection breaks off.
pub fn serve<H, F>(
    listener: std::net::TcpListener,
    tls: Option<TlsAcceptor>,
    handler: H,
) -> JoinHandle<()>
where
    H: Fn(Asked, Option<String>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Option<Said>> + Send + 'static,
{
    listener.set_nonblocking(true).expect("it can be");
    let listener = TcpListener::from_std(listener).expect("it is open");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (tls, handler) = (tls.clone(), handler.clone());
            tokio::spawn(async move {
                let Some(tls) = tls else { return connection(stream, None, handler).await };
                // Whoever is turned away here has seen why.
                let Ok(stream) = tls.accept(stream).await else { return };
                let chain = stream.get_ref().1.peer_certificates();
                let shown = chain.and_then(|chain| chain.first()).map(|first| fingerprint(first));
                connection(stream, shown, handler).await;
            });
        }
    })
}

async fn connection<S, H, F>(stream: S, shown: Option<String>, handler: H)
where
    S: AsyncRead + AsyncWrite + Unpin,
    H: Fn(Asked, Option<String>) -> F,
    F: Future<Output = Option<Said>>,
{
    let service = service_fn(|request: Request<Incoming>| {
        let (handler, shown) = (&handler, shown.clone());
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
            let request = Request::from_parts(parts, text(&body));
            match handler(request, shown).await {
                Some(said) => {
                    let (mut parts, body) = said.into_parts();
                    whole(&mut parts.headers);
                    Ok(Response::from_parts(parts, Full::new(Bytes::from(body))))
                }
                None => Err("the connection breaks off".to_owned()),
            }
        }
    });
    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
}

/// Asks somebody on this machine, by TLS where there is a connector.
pub async fn ask(port: u16, tls: Option<&TlsConnector>, request: Asked) -> Option<Said> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    match tls {
        None => over(stream, request).await,
        Some(tls) => {
            let name = std::net::IpAddr::from([127, 0, 0, 1]);
            over(tls.connect(name.into(), stream).await.ok()?, request).await
        }
    }
}

async fn over<S>(stream: S, request: Asked) -> Option<Said>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let (mut parts, body) = request.into_parts();
    whole(&mut parts.headers);
    let request = Request::from_parts(parts, Full::new(Bytes::from(body)));
    let response = sender.send_request(request).await.ok()?;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    connection.abort();
    Some(Response::from_parts(parts, text(&body)))
}

/// Without what is of one connection alone.
fn whole(headers: &mut HeaderMap) {
    for name in [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION] {
        headers.remove(name);
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}
