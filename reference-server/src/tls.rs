//! Certificates: who this server is, and whom it trusts.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::config::{ConfigError, DeviceInterface, PeerInterface};

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

/// The side that sends them, with the same certificate.
///
/// # Errors
/// What is wrong with one of the files.
pub fn peer_client(config: &PeerInterface) -> Result<ClientConfig, ConfigError> {
    let path = &config.certificate;
    ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(path, error))?
        .with_root_certificates(roots(&config.authorities)?)
        .with_client_auth_cert(chain(path)?, key(&config.key)?)
        .map_err(|error| wrong(path, error))
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
