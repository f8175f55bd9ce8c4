//! TLS and HTTP, as the peers that we play speak it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{Method, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};

/// What came back to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) media: Option<String>,
    pub(crate) body: Bytes,
}

/// A way to the server under test.
#[derive(Clone)]
pub(crate) struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Certificate chain and key.
pub(crate) type Shown = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// What a peer shows.
///
/// # Errors
/// A file that is no certificate or no key.
pub(crate) fn shown(certificate: &Path, key: &Path) -> Result<Shown, String> {
    let chain = chain(certificate)?;
    let wrong = |error| format!("{}: {error}", key.display());
    Ok((chain, PrivateKeyDer::from_pem_file(key).map_err(wrong)?))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let wrong = |error| format!("{}: {error}", path.display());
    let certificates = CertificateDer::pem_file_iter(path).map_err(wrong)?;
    certificates.collect::<Result<_, _>>().map_err(wrong)
}

/// Whom we trust.
///
/// # Errors
/// A file that has no certificates.
pub(crate) fn roots(path: &Path) -> Result<Arc<RootCertStore>, String> {
    let mut roots = RootCertStore::empty();
    for certificate in chain(path)? {
        roots.add(certificate).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(Arc::new(roots))
}

/// The side that takes messages: whoever comes must show a certificate of the authorities.
///
/// # Errors
/// Certificate and key do not fit.
pub(crate) fn acceptor(
    roots: &Arc<RootCertStore>,
    (chain, key): Shown,
) -> Result<ServerConfig, String> {
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::clone(roots), provider());
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_client_cert_verifier(clients.build().map_err(|error| error.to_string())?)
        .with_single_cert(chain, key)
        .map_err(|error| error.to_string())
}

impl Http {
    /// One that shows that, or nothing.
    ///
    /// # Errors
    /// Certificate and key do not fit.
    pub(crate) fn new(roots: &Arc<RootCertStore>, shown: Option<Shown>) -> Result<Http, String> {
        let builder = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(Arc::clone(roots));
        let tls = match shown {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => {
                let config = builder.with_client_auth_cert(chain, key);
                config.map_err(|error| error.to_string())?
            }
        };
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http();
        // A connection for each request: some simple servers serve one connection at a time.
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(connector.enable_http1().build());
        Ok(Http(client))
    }

    /// Sends a request.
    ///
    /// # Errors
    /// Nothing came back, and why.
    pub(crate) async fn send(
        &self,
        (method, url, media): (Method, &str, &str),
        body: Vec<u8>,
        time: Duration,
    ) -> Result<Came, String> {
        let request = Request::builder()
            .method(method)
            .uri(url)
            .header(CONTENT_TYPE, media)
            .header(ACCEPT, codec::delegation::MEDIA_TYPE)
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| format!("{url}: {error}"))?;
        let came = async {
            let response = self.0.request(request).await.map_err(|error| chained(&error))?;
            let status = response.status().as_u16();
            let media = response.headers().get(CONTENT_TYPE);
            let media = media.and_then(|media| media.to_str().ok()).map(str::to_owned);
            let body = Limited::new(response.into_body(), codec::MAX_BYTES).collect().await;
            let body = body.map_err(|error| error.to_string())?.to_bytes();
            Ok(Came { status, media, body })
        };
        let came = tokio::time::timeout(time, came).await;
        came.unwrap_or_else(|_| Err(format!("no response in {} ms", time.as_millis())))
    }
}

/// An error with what caused it.
fn chained(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
