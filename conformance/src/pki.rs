//! Certificates for tests: those that `--init` writes, and that of a stranger.

use std::net::IpAddr;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType,
};
use sha2::{Digest, Sha256};

/// Signs certificates.
pub(crate) struct Authority {
    /// Its certificate, PEM.
    pub(crate) certificate: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key.
pub(crate) struct Identity {
    pub(crate) certificate: String,
    pub(crate) der: Vec<u8>,
    pub(crate) key: String,
    pub(crate) key_der: Vec<u8>,
}

impl Authority {
    /// A new authority of that name.
    ///
    /// # Errors
    /// A name that no certificate can carry.
    pub(crate) fn new(name: &str) -> Result<Authority, String> {
        let mut params = params(name)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().map_err(told)?;
        let certificate = params.self_signed(&key).map_err(told)?.pem();
        Ok(Authority { certificate, issuer: Issuer::new(params, key) })
    }

    /// Its key, PEM: a secret.
    pub(crate) fn key(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    /// A certificate for a server that is also a client, on loopback and on those hosts.
    ///
    /// # Errors
    /// A name that no certificate can carry.
    pub(crate) fn issue(&self, name: &str, hosts: &[&str]) -> Result<Identity, String> {
        let mut params = params(name)?;
        params.is_ca = IsCa::ExplicitNoCa;
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        for host in ["localhost", "127.0.0.1", "::1"].iter().chain(hosts) {
            let name = match host.parse::<IpAddr>() {
                Ok(address) => SanType::IpAddress(address),
                Err(_) => SanType::DnsName((*host).try_into().map_err(told)?),
            };
            params.subject_alt_names.push(name);
        }
        let key = KeyPair::generate().map_err(told)?;
        let certificate = params.signed_by(&key, &self.issuer).map_err(told)?;
        Ok(Identity {
            certificate: certificate.pem(),
            der: certificate.der().to_vec(),
            key: key.serialize_pem(),
            key_der: key.serialize_der(),
        })
    }
}

fn told(error: rcgen::Error) -> String {
    error.to_string()
}

fn params(name: &str) -> Result<CertificateParams, String> {
    let mut params = CertificateParams::new(Vec::new()).map_err(told)?;
    params.distinguished_name.push(DnType::CommonName, name);
    Ok(params)
}

/// SHA-256 of a certificate, in lower-case hexadecimal digits.
pub(crate) fn fingerprint(der: &[u8]) -> String {
    Sha256::digest(der).iter().map(|byte| format!("{byte:02x}")).collect()
}
