//! Requests over HTTP and HTTPS, bounded in time and size.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// The most bytes of an answer.
pub const MAX_BODY_BYTES: usize = 1_024 * 1_024;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpError {
    /// The address is none.
    Address(String),
    /// There was no connection, or it broke.
    Connection(String),
    /// It took too long.
    Slow(Duration),
    /// The answer is too long or breaks off.
    Body(String),
    /// The answer is no success.
    Status(u16),
    /// The answer is of another type.
    ContentType(String),
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HttpError::Address(url) => write!(f, "`{url}` is no address of http or https"),
            HttpError::Connection(error) => write!(f, "no connection: {error}"),
            HttpError::Slow(time) => write!(f, "no answer within {} ms", time.as_millis()),
            HttpError::Body(error) => write!(f, "the answer is too long or broken: {error}"),
            HttpError::Status(status) => write!(f, "the answer is HTTP status {status}"),
            HttpError::ContentType(kind) => write!(f, "the answer is of the type `{kind}`"),
        }
    }
}

impl std::error::Error for HttpError {}

pub(crate) struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    time: Duration,
}

impl Http {
    /// With the certificates that are trusted, in PEM files.
    pub(crate) fn new(authorities: &[PathBuf], time: Duration) -> Result<Http, String> {
        let mut roots = RootCertStore::empty();
        for path in authorities {
            add_roots(&mut roots, path)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1();
        let client = Client::builder(TokioExecutor::new()).build(connector.build());
        Ok(Http { client, time })
    }

    /// Sends a package and takes the answer, which must be of the same type.
    pub(crate) async fn post(
        &self,
        url: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<Bytes, HttpError> {
        let request = Request::builder().method(Method::POST).uri(address(url)?);
        let request = request.header(CONTENT_TYPE, kind).header(ACCEPT, kind);
        self.exchange(request, url, kind, Bytes::from(body)).await
    }

    /// Fetches a document of that type.
    pub(crate) async fn get(&self, url: &str, kind: &str) -> Result<Bytes, HttpError> {
        let request = Request::builder().method(Method::GET).uri(address(url)?);
        self.exchange(request.header(ACCEPT, kind), url, kind, Bytes::new()).await
    }

    async fn exchange(
        &self,
        request: hyper::http::request::Builder,
        url: &str,
        kind: &str,
        body: Bytes,
    ) -> Result<Bytes, HttpError> {
        let request = request.body(Full::new(body));
        let request = request.map_err(|_| HttpError::Address(url.to_owned()))?;
        let answer = async {
            let response = self.client.request(request).await;
            let response = response.map_err(|error| HttpError::Connection(chain(&error)))?;
            if response.status() != StatusCode::OK {
                return Err(HttpError::Status(response.status().as_u16()));
            }
            let found = response.headers().get(CONTENT_TYPE);
            let found = found.and_then(|found| found.to_str().ok()).unwrap_or("").to_owned();
            if !found.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case(kind) {
                return Err(HttpError::ContentType(found));
            }
            let body = Limited::new(response.into_body(), MAX_BODY_BYTES).collect().await;
            let body = body.map_err(|error| HttpError::Body(error.to_string()))?;
            Ok(body.to_bytes())
        };
        tokio::time::timeout(self.time, answer).await.unwrap_or(Err(HttpError::Slow(self.time)))
    }
}

fn address(url: &str) -> Result<Uri, HttpError> {
    let uri = url.parse::<Uri>().ok();
    let uri = uri.filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")));
    uri.ok_or_else(|| HttpError::Address(url.to_owned()))
}

fn add_roots(roots: &mut RootCertStore, path: &Path) -> Result<(), String> {
    let wrong = |error: String| format!("{}: {error}", path.display());
    let certificates =
        CertificateDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
        roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(())
}

/// The error with those that caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
