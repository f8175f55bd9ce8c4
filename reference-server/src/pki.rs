//! A small PKI for tests and first steps: an authority and the certificates that it signs.
//!
//! Real deployments bring their own certificates; nothing else here knows where one came from.

use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType, date_time_ymd,
};
use sha2::{Digest, Sha256};

/// Signs certificates.
pub struct Authority {
    certificate: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key.
#[derive(Clone)]
pub struct Identity {
    /// The certificate, PEM.
    pub certificate: String,
    /// The same as DER, whose fingerprint a peer's configuration names.
    pub der: Vec<u8>,
    /// The key, PEM: a secret.
    pub key: String,
}

/// When a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// From yesterday on, for ten years.
    Current,
    /// Until yesterday: for tests of refusals.
    Expired,
}

/// Why no certificate could be made.
#[derive(Debug)]
pub struct PkiError(String);

impl std::fmt::Display for PkiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PkiError {}

impl From<rcgen::Error> for PkiError {
    fn from(error: rcgen::Error) -> PkiError {
        PkiError(error.to_string())
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The longest common name that X.520 allows, in characters.
const MAX_COMMON_NAME_CHARS: usize = 64;

impl Authority {
    /// A new authority of that name.
    ///
    /// # Errors
    /// A name that no certificate can carry.
    pub fn new(name: &str) -> Result<Authority, PkiError> {
        let mut params = params(name, Lifetime::Current)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?.pem();
        Ok(Authority { certificate, issuer: Issuer::new(params, key) })
    }

    /// An authority from its files' contents.
    ///
    /// # Errors
    /// What is no key.
    pub fn from_key(name: &str, certificate: &str, key: &str) -> Result<Authority, PkiError> {
        let params = params(name, Lifetime::Current)?;
        let issuer = Issuer::new(params, KeyPair::from_pem(key)?);
        Ok(Authority { certificate: certificate.to_owned(), issuer })
    }

    /// Its certificate, PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Its key, PEM: a secret.
    pub fn key(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    /// A certificate for a server that is also a client: its identifier as common name, valid for
    /// `localhost`, 127.0.0.1, ::1 and those host names and addresses.
    ///
    /// # Errors
    /// A name that no certificate can carry.
    pub fn issue(
        &self,
        server_id: &str,
        hosts: &[&str],
        lifetime: Lifetime,
    ) -> Result<Identity, PkiError> {
        let key = KeyPair::generate()?;
        let certificate = leaf(server_id, hosts, lifetime)?.signed_by(&key, &self.issuer)?;
        Ok(identity(&certificate, &key))
    }
}

/// A certificate that nobody has signed: for tests of refusals.
///
/// # Errors
/// A name that no certificate can carry.
pub fn self_signed(server_id: &str) -> Result<Identity, PkiError> {
    let key = KeyPair::generate()?;
    let certificate = leaf(server_id, &[], Lifetime::Current)?.self_signed(&key)?;
    Ok(identity(&certificate, &key))
}

fn identity(certificate: &rcgen::Certificate, key: &KeyPair) -> Identity {
    Identity {
        certificate: certificate.pem(),
        der: certificate.der().to_vec(),
        key: key.serialize_pem(),
    }
}

fn params(name: &str, lifetime: Lifetime) -> Result<CertificateParams, PkiError> {
    if name.is_empty() || name.chars().count() > MAX_COMMON_NAME_CHARS {
        let most = MAX_COMMON_NAME_CHARS;
        return Err(PkiError(format!("the name `{name}` wants 1 to {most} characters")));
    }
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let epoch = date_time_ymd(1970, 1, 1);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (from, to) = match lifetime {
        Lifetime::Current => (now.saturating_sub(DAY), now + DAY * 3650),
        Lifetime::Expired => (now.saturating_sub(DAY * 3), now.saturating_sub(DAY)),
    };
    (params.not_before, params.not_after) = (epoch + from, epoch + to);
    Ok(params)
}

fn leaf(
    server_id: &str,
    hosts: &[&str],
    lifetime: Lifetime,
) -> Result<CertificateParams, PkiError> {
    let mut params = params(server_id, lifetime)?;
    params.is_ca = IsCa::ExplicitNoCa;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    for host in ["localhost", "127.0.0.1", "::1"].iter().chain(hosts) {
        let name = match host.parse::<IpAddr>() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName((*host).try_into()?),
        };
        params.subject_alt_names.push(name);
    }
    Ok(params)
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn fingerprint(der: &[u8]) -> String {
    hex(&Sha256::digest(der))
}

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// So many random bytes of the system in hexadecimal digits: for tokens and passwords.
///
/// # Errors
/// The system has none.
pub fn secret(bytes: usize) -> Result<String, PkiError> {
    let mut random = vec![0; bytes];
    rustls::crypto::ring::default_provider()
        .secure_random
        .fill(&mut random)
        .map_err(|_| PkiError("the system gives no random bytes".to_owned()))?;
    Ok(hex(&random))
}

/// Writes a file that only its owner can read, from its first byte on. The file appears whole, in
/// the place of one that was there.
///
/// # Errors
/// The file cannot be written.
pub fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let _ = std::fs::remove_file(&part);
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
    use std::sync::Arc;

    fn provider() -> Arc<rustls::crypto::CryptoProvider> {
        Arc::new(rustls::crypto::ring::default_provider())
    }

    fn roots(authority: &Authority) -> Arc<rustls::RootCertStore> {
        let mut roots = rustls::RootCertStore::empty();
        let pem = authority.certificate().as_bytes();
        roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
        Arc::new(roots)
    }

    /// What rustls says to a certificate, as a server's of that host and as a client's.
    fn check(authority: &Authority, identity: &Identity, host: &str) -> [bool; 2] {
        let der = CertificateDer::from(identity.der.clone());
        let host = ServerName::try_from(host.to_owned()).unwrap();
        let server = rustls::client::WebPkiServerVerifier::builder_with_provider(
            roots(authority),
            provider(),
        );
        let client = rustls::server::WebPkiClientVerifier::builder_with_provider(
            roots(authority),
            provider(),
        );
        use rustls::client::danger::ServerCertVerifier;
        let server = server.build().unwrap();
        [
            server.verify_server_cert(&der, &[], &host, &[], UnixTime::now()).is_ok(),
            client.build().unwrap().verify_client_cert(&der, &[], UnixTime::now()).is_ok(),
        ]
    }

    #[test]
    fn what_is_issued_is_good_for_servers_and_clients() {
        let authority = Authority::new("test").unwrap();
        let identity =
            authority.issue("dms1.example", &["dms1.example"], Lifetime::Current).unwrap();
        for host in ["localhost", "127.0.0.1", "dms1.example"] {
            assert_eq!(check(&authority, &identity, host), [true, true], "{host}");
        }
        assert_eq!(check(&authority, &identity, "dms2.example"), [false, true]);
        assert_eq!(fingerprint(&identity.der).len(), 64);
    }

    #[test]
    fn what_is_not_good_is_refused() {
        let authority = Authority::new("test").unwrap();
        let expired = authority.issue("a", &[], Lifetime::Expired).unwrap();
        assert_eq!(check(&authority, &expired, "localhost"), [false, false]);
        assert_eq!(check(&authority, &self_signed("a").unwrap(), "localhost"), [false, false]);
        let other = Authority::new("test").unwrap().issue("a", &[], Lifetime::Current).unwrap();
        assert_eq!(check(&authority, &other, "localhost"), [false, false]);
    }

    #[test]
    fn an_authority_signs_again_from_its_files() {
        let first = Authority::new("test").unwrap();
        let again = Authority::from_key("test", first.certificate(), &first.key()).unwrap();
        let identity = again.issue("dms3", &[], Lifetime::Current).unwrap();
        assert_eq!(check(&first, &identity, "localhost"), [true, true]);
    }

    #[test]
    fn names_that_no_certificate_carries_are_errors() {
        let authority = Authority::new("test").unwrap();
        assert!(authority.issue("", &[], Lifetime::Current).is_err());
        assert!(authority.issue(&"x".repeat(65), &[], Lifetime::Current).is_err());
        assert!(authority.issue("a", &["ü"], Lifetime::Current).is_err());
    }

    #[test]
    fn the_fingerprint_is_sha_256() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint(b"abc"), abc);
        assert_ne!(secret(16).unwrap(), secret(16).unwrap());
    }
}
