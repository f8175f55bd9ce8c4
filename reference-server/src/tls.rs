//! Certificates: who this server is, and whom it trusts.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, ServerConfig,
    SignatureScheme,
};

use crate::config::{ConfigError, DeviceInterface, PeerInterface};
use crate::pki::fingerprint;

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn wrong(path: &Path, what: impl std::fmt::Display) -> ConfigError {
    ConfigError(format!("{}: {what}", path.display()))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let certificates = CertificateDer::pem_file_iter(path).map_err(|error| wrong(path, error))?;
    let chain: Vec<_> = certificates.collect::<Result<_, _>>().map_err(|it| wrong(path, it))?;
    if chain.is_empty() {
        return Err(wrong(path, "there is no certificate in it"));
    }
    Ok(chain)
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, ConfigError> {
    PrivateKeyDer::from_pem_file(path).map_err(|error| wrong(path, error))
}

fn roots(path: &Path) -> Result<RootCertStore, ConfigError> {
    let mut roots = RootCertStore::empty();
    for certificate in chain(path)? {
        roots.add(certificate).map_err(|error| wrong(path, error))?;
    }
    Ok(roots)
}

/// The side that takes messages: a client certificate is required (5.3).
///
/// # Errors
/// What is wrong with one of the files.
pub fn peer_server(config: &PeerInterface) -> Result<ServerConfig, ConfigError> {
    let path = &config.certificate;
    let roots = Arc::new(roots(&config.authorities)?);
    let clients = WebPkiClientVerifier::builder_with_provider(roots, provider())
        .build()
        .map_err(|error| wrong(&config.authorities, error))?;
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(path, error))?
        .with_client_cert_verifier(clients)
        .with_single_cert(chain(path)?, key(&config.key)?)
        .map_err(|error| wrong(path, error))
}

/// The side that sends them to one peer, with the same certificate: the peer must show the
/// certificate of that fingerprint, and not just any one of the authorities'.
///
/// # Errors
/// What is wrong with one of the files.
pub fn client_of(config: &PeerInterface, sha256: &str) -> Result<ClientConfig, ConfigError> {
    let path = &config.certificate;
    let roots = Arc::new(roots(&config.authorities)?);
    let inner = WebPkiServerVerifier::builder_with_provider(roots, provider())
        .build()
        .map_err(|error| wrong(&config.authorities, error))?;
    let verifier = Known { inner, sha256: sha256.to_ascii_lowercase() };
    ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(path, error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_client_auth_cert(chain(path)?, key(&config.key)?)
        .map_err(|error| wrong(path, error))
}

/// All that is usually asked of a server's certificate, and that it is the one that is known.
#[derive(Debug)]
struct Known {
    inner: Arc<WebPkiServerVerifier>,
    sha256: String,
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if fingerprint(end_entity) != self.sha256 {
            return Err(CertificateError::ApplicationVerificationFailure.into());
        }
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// The side that devices connect to, where it has a certificate.
///
/// # Errors
/// What is wrong with one of the files.
pub fn device_server(config: &DeviceInterface) -> Result<Option<ServerConfig>, ConfigError> {
    let (Some(path), Some(key_path)) = (&config.certificate, &config.key) else { return Ok(None) };
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(path, error))?
        .with_no_client_auth()
        .with_single_cert(chain(path)?, key(key_path)?)
        .map(Some)
        .map_err(|error| wrong(path, error))
}
