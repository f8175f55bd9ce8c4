//! Credentials and digests of DM sessions.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use md5::{Digest, Md5};

/// The name of basic credentials.
pub const BASIC: &str = "syncml:auth-basic";
/// The name of digest credentials.
pub const MD5: &str = "syncml:auth-md5";

/// The digest of parts put together.
pub fn h(parts: &[&[u8]]) -> [u8; 16] {
    let mut md5 = Md5::new();
    parts.iter().for_each(|part| md5.update(part));
    md5.finalize().into()
}

/// Base64.
pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// What base64 stands for; none if it is none.
pub fn from_b64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// B64(name:password).
pub fn basic(name: &str, secret: &str) -> String {
    b64(format!("{name}:{secret}"))
}

/// B64(H(B64(H(name:password)):nonce)).
pub fn md5(name: &str, secret: &str, nonce: &[u8]) -> String {
    b64(h(&[identity(name, secret).as_bytes(), b":", nonce]))
}

/// B64(H(name:password)).
pub fn identity(name: &str, secret: &str) -> String {
    b64(h(&[name.as_bytes(), b":", secret.as_bytes()]))
}

/// A nonce that nobody can guess.
pub fn fresh_nonce() -> [u8; 16] {
    let mut nonce = [0; 16];
    let filled = rustls::crypto::ring::default_provider().secure_random.fill(&mut nonce);
    if filled.is_err() {
        fastrand::fill(&mut nonce);
    }
    nonce
}

/// Whether two digests are the same, in a time that does not tell where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_syncml_specifications() {
        // "Bruce2:OhBehave" with the nonce "Nonce": both are given in the text.
        assert_eq!(basic("Bruce2", "OhBehave"), "QnJ1Y2UyOk9oQmVoYXZl");
        assert_eq!(md5("Bruce2", "OhBehave", b"Nonce"), "Zz6EivR3yeaaENcRN6lpAQ==");
    }

    #[test]
    fn digests_are_compared_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd") && !same(b"abc", b"ab") && !same(b"", b"a"));
    }
}
