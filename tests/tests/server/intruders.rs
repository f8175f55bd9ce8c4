//! Who may not speak is refused, and nothing changes.

use std::sync::Arc;
use std::time::Duration;

use reference_server::admin::Operations;
use reference_server::pki::{self, Authority, Identity, Lifetime};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::pair::{DEVICE, Pair, Plan};

const REQUEST: &str =
    include_str!("../../../codec/tests/samples/appendix-c/delegation_req.mended.xml");

/// The request of Appendix C as DMS-1 of the test sends it.
pub fn message(server: &str, device: &str, session: &str) -> String {
    REQUEST
        .replace("DM_Server_ABC", server)
        .replace("IMEI:AAAAAABBCCCCCD", device)
        .replace("ABCDERFGHCHDJKD", session)
}

pub fn post(body: &str) -> Vec<u8> {
    posted("POST /DM_interface/DM_delegation HTTP/1.1", "application/vnd.dm.delegation+xml", body)
}

/// The same with a mark by which it is known again.
pub fn marked(mark: &str, body: &str) -> Vec<u8> {
    let line = format!("POST /DM_interface/DM_delegation HTTP/1.1\r\nIdempotency-Key: {mark}");
    posted(&line, "application/vnd.dm.delegation+xml", body)
}

/// A request with that first line, which may have headers after it.
pub fn posted(line: &str, media: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{line}\r\nHost: localhost\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Speaks TLS to whoever that authority has signed, and shows that certificate with its key.
pub fn connector(authority: &str, shown: Option<(&str, &str)>) -> TlsConnector {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(authority.as_bytes());
    roots.add(ca.expect("a certificate")).expect("it is an authority");
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the versions are there")
        .with_root_certificates(roots);
    let config = match shown {
        None => builder.with_no_client_auth(),
        Some((chain, key)) => {
            let chain = CertificateDer::from_pem_slice(chain.as_bytes());
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
            let chain = vec![chain.expect("a certificate")];
            builder.with_client_auth_cert(chain, key).expect("they belong together")
        }
    };
    TlsConnector::from(Arc::new(config))
}

/// A connection to a server with that certificate; an error where there is none.
pub async fn connected(
    pair: &Pair,
    n: usize,
    who: Option<&Identity>,
) -> Result<TlsStream<TcpStream>, String> {
    let shown = who.map(|who| (who.certificate.as_str(), who.key.as_str()));
    let connector = connector(pair.authority.certificate(), shown);
    let address = pair.servers[n].config.peer_interface.listen;
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    let name = ServerName::try_from("localhost").expect("a name");
    connector.connect(name, stream).await.map_err(|error| error.to_string())
}

/// What DMS-2 answers on a connection with that certificate; an error where there is none.
pub async fn asked(pair: &Pair, who: Option<&Identity>, request: &[u8]) -> Result<String, String> {
    asked_at(pair, 1, who, request).await
}

/// The same of a server. It has to end the connection.
pub async fn asked_at(
    pair: &Pair,
    n: usize,
    who: Option<&Identity>,
    request: &[u8],
) -> Result<String, String> {
    let mut stream = connected(pair, n, who).await?;
    // The server may have turned away before it has read all.
    let _ = stream.write_all(request).await;
    let _ = stream.flush().await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(40), stream.read_to_end(&mut answer));
    let read = read.await.expect("the server ends the connection");
    read.map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

pub fn dms1(pair: &Pair) -> Identity {
    identity(pair, 0)
}

/// The certificate of a server.
pub fn identity(pair: &Pair, n: usize) -> Identity {
    let interface = &pair.servers[n].config.peer_interface;
    let read = |path| std::fs::read_to_string(path).expect("it is there");
    Identity {
        certificate: read(&interface.certificate),
        der: Vec::new(),
        key: read(&interface.key),
    }
}

/// Nothing has begun at DMS-2.
pub async fn untouched(pair: &Pair) {
    let sessions = pair.operators(1).sessions().await;
    assert!(sessions.is_empty(), "{sessions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates() {
    let pair = Pair::new(Plan::default()).await;
    let request = post(&message("dms1", DEVICE, "S-1"));
    let stranger = Authority::new("another authority").expect("an authority");
    let expired = pair.authority.issue("dms1", &[], Lifetime::Expired).expect("a certificate");
    let foreign = stranger.issue("dms1", &[], Lifetime::Current).expect("a certificate");
    let own = pki::self_signed("dms1").expect("a certificate");
    for (what, who) in [
        ("none", None),
        ("self-signed", Some(&own)),
        ("of another authority", Some(&foreign)),
        ("expired", Some(&expired)),
    ] {
        let answer = asked(&pair, who, &request).await;
        assert!(answer.is_err(), "{what}: {answer:?}");
    }
    // It is signed by the right authority and has the right name, and is not that of the peer.
    let second = pair.authority.issue("dms1", &[], Lifetime::Current).expect("a certificate");
    let answer = asked(&pair, Some(&second), &request).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    untouched(&pair).await;
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests() {
    let pair = Pair::new(Plan::default()).await;
    let who = dms1(&pair);
    let good = message("dms1", DEVICE, "S-1");
    let media = "application/vnd.dm.delegation+xml";
    let line = "POST /DM_interface/DM_delegation HTTP/1.1";
    let huge =
        format!("{line}\r\nHost: x\r\nContent-Type: {media}\r\nContent-Length: 1000000000\r\n\r\n");
    for (what, request, status) in [
        ("path", posted("POST /elsewhere HTTP/1.1", media, &good), 404),
        ("method", posted("GET /DM_interface/DM_delegation HTTP/1.1", media, ""), 405),
        ("media type", posted(line, "text/xml", &good), 415),
        ("garbage", post("{\"hello\": 1}"), 400),
        ("another root", post("<hello/>"), 400),
        ("a gigabyte", huge.into_bytes(), 413),
        ("two megabytes", post(&"x".repeat(2_000_000)), 413),
        ("the name of another", post(&message("dms2", DEVICE, "S-1")), 403),
        ("unknown device", post(&message("dms1", "IMEI:1", "S-1")), 404),
        ("unknown session", post(&confirmed("S-9")), 404),
    ] {
        let answer = asked(&pair, Some(&who), &request).await.expect(what);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
        untouched(&pair).await;
    }
    pair.end().await;
}

/// BOOTSTRAP_CONFIRMED of that session.
pub fn confirmed(session: &str) -> String {
    let text =
        include_str!("../../../codec/tests/samples/appendix-c/bootstrap_confirmed.mended.xml");
    text.replace("ABCDEFERFGHCHDJKD", session)
}

/// Who says half a request and no more loses the connection.
#[tokio::test(flavor = "multi_thread")]
async fn slow_requests() {
    let pair = Pair::new(Plan::default()).await;
    let who = dms1(&pair);
    let half = b"POST /DM_interface/DM_delegation HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    let answer = asked(&pair, Some(&who), half).await.unwrap_or_default();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    untouched(&pair).await;
    pair.end().await;
}
