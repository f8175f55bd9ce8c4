//! A light client: connections of HTTP/1.1 over mutual TLS, requests that are whole beforehand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reference_server::pki::Identity;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::field::PATH;

/// What shows that certificate, and trusts that authority.
pub fn connector(authority: &str, identity: &Identity) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(authority.as_bytes());
    roots.add(ca.expect("a certificate")).expect("it is an authority");
    let chain = vec![CertificateDer::from(identity.der.clone())];
    let key = PrivateKeyDer::from_pem_slice(identity.key.as_bytes()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the versions are there")
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key)
        .expect("they belong together");
    TlsConnector::from(Arc::new(config))
}

/// A connection.
pub struct Line {
    stream: TlsStream<TcpStream>,
    buffer: Vec<u8>,
}

impl Line {
    pub async fn open(connector: &TlsConnector, address: SocketAddr) -> Line {
        let stream = TcpStream::connect(address).await.expect("it listens");
        stream.set_nodelay(true).expect("it is open");
        let name = ServerName::try_from("localhost").expect("a name");
        let stream = connector.connect(name, stream).await.expect("they trust each other");
        Line { stream, buffer: Vec::with_capacity(4096) }
    }

    /// Sends a request; the status of the response, which has come whole.
    pub async fn ask(&mut self, request: &[u8]) -> u16 {
        self.try_ask(request).await.expect("the connection is open")
    }

    /// The same; none where the connection has ended.
    pub async fn try_ask(&mut self, request: &[u8]) -> Option<u16> {
        self.stream.write_all(request).await.ok()?;
        self.stream.flush().await.ok()?;
        self.buffer.clear();
        while self.stream.read_buf(&mut self.buffer).await.ok()? > 0 {
            if let Some(status) = whole(&self.buffer) {
                return Some(status);
            }
        }
        None
    }
}

/// The status, if the response is there to its end.
fn whole(response: &[u8]) -> Option<u16> {
    let end = response.windows(4).position(|it| it == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&response[..end]).expect("it is text");
    let length = head.split_once("content-length: ").map_or(0, |(_, rest)| {
        let digits = rest.split("\r\n").next().unwrap_or_default();
        digits.parse().expect("a number")
    });
    (response.len() >= end + length).then(|| head[9..12].parse().expect("a status"))
}

/// A request with that mark.
pub fn post(mark: &str, body: &str) -> Vec<u8> {
    let (media, length) = (codec::delegation::MEDIA_TYPE, body.len());
    format!(
        "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media}\r\n\
         Idempotency-Key: {mark}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// A DELEGATION_REQ of DMS-2.
pub fn request(server: &str, device: &str, session: &str) -> String {
    let sample = include_str!("../../../codec/tests/samples/appendix-c/delegation_req.mended.xml");
    sample
        .replace("DM_Server_ABC", server)
        .replace("IMEI:AAAAAABBCCCCCD", device)
        .replace("ABCDERFGHCHDJKD", session)
}

/// What some time of asking has brought.
#[derive(Clone, Copy, Debug, Default)]
pub struct Round {
    /// Answers in a second.
    pub rate: f64,
    /// Processor time of the server for each, in microseconds.
    pub server_us: f64,
    /// The same of the client.
    pub client_us: f64,
}

/// Asks on all lines for that long. The requests of a line come from its own maker, which ends by
/// none; all answers must have that status.
pub async fn ask_all<M>(
    lines: &mut Vec<(Line, M)>,
    expected: u16,
    time: Duration,
    server: &crate::process::Process,
) -> Round
where
    M: FnMut() -> Vec<u8> + Send + 'static,
{
    let (server_before, own_before) = (server.seconds(), crate::process::cpu_seconds(own()));
    let began = Instant::now();
    let tasks: Vec<_> = lines
        .drain(..)
        .map(|(mut line, mut make)| {
            tokio::spawn(async move {
                let mut answers = 0_u64;
                while began.elapsed() < time {
                    assert_eq!(line.ask(&make()).await, expected);
                    answers += 1;
                }
                (line, make, answers)
            })
        })
        .collect();
    let mut answers = 0;
    for task in tasks {
        let (line, make, count) = task.await.expect("all is answered");
        answers += count;
        lines.push((line, make));
    }
    let count = answers as f64;
    let each = |seconds: f64| seconds * 1e6 / count;
    Round {
        rate: count / began.elapsed().as_secs_f64(),
        server_us: each(server.seconds() - server_before),
        client_us: each(crate::process::cpu_seconds(own()) - own_before),
    }
}

fn own() -> u32 {
    std::process::id()
}
