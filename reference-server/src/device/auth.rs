//! Credentials of DM sessions (DM security 1.2, 5.3): basic, and MD5 with nonces.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codec::syncml::{Chal, Cred, Meta};
use md5::{Digest as _, Md5};

const BASIC: &str = "syncml:auth-basic";
const MD5: &str = "syncml:auth-md5";

/// A kind of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Basic,
    Md5,
}

impl Kind {
    /// The kind that a Meta names.
    pub(super) fn of(meta: Option<&Meta<'_>>) -> Option<Kind> {
        match meta?.r#type.as_deref()?.trim() {
            BASIC => Some(Kind::Basic),
            MD5 => Some(Kind::Md5),
            _ => None,
        }
    }

    fn meta(self) -> Meta<'static> {
        let r#type = match self {
            Kind::Basic => BASIC,
            Kind::Md5 => MD5,
        };
        Meta { format: Some("b64".into()), r#type: Some(r#type.into()), ..Meta::default() }
    }
}

/// What credentials are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// There are none.
    Missing,
    /// They are wrong, or of a kind that is not taken.
    Wrong,
    /// They are right: a password.
    Basic,
    /// They are right: the digest with this nonce.
    Md5(Vec<u8>),
}

/// Looks at credentials. Each of `nonces` may have been used.
pub(super) fn look<'n>(
    cred: Option<&Cred<'_>>,
    name: &str,
    password: &str,
    nonces: impl IntoIterator<Item = &'n [u8]>,
) -> Shown {
    let Some(cred) = cred else { return Shown::Missing };
    let data = cred.data.trim();
    match Kind::of(cred.meta.as_ref()) {
        Some(Kind::Basic) if same(data, &basic(name, password)) => Shown::Basic,
        Some(Kind::Md5) => {
            let mut nonces = nonces.into_iter();
            let right = nonces.find(|nonce| same(data, &digest(name, password, nonce)));
            right.map_or(Shown::Wrong, |nonce| Shown::Md5(nonce.to_vec()))
        }
        Some(Kind::Basic) | None => Shown::Wrong,
    }
}

/// Credentials of this server.
pub(super) fn cred(kind: Kind, name: &str, password: &str, nonce: &[u8]) -> Cred<'static> {
    let data = match kind {
        Kind::Basic => basic(name, password),
        Kind::Md5 => digest(name, password, nonce),
    };
    Cred { meta: Some(kind.meta()), data: data.into() }
}

/// A challenge.
pub(super) fn challenge(kind: Kind, nonce: &[u8]) -> Chal<'static> {
    let next_nonce = match kind {
        Kind::Basic => None,
        Kind::Md5 => Some(STANDARD.encode(nonce).into()),
    };
    Chal { meta: Meta { next_nonce, ..kind.meta() } }
}

/// What a challenge asks for; none where it is nothing that this server can show.
pub(super) fn asked(chal: &Chal<'_>) -> Option<(Kind, Vec<u8>)> {
    let kind = Kind::of(Some(&chal.meta))?;
    let nonce = chal.meta.next_nonce.as_deref().map(str::trim).unwrap_or_default();
    // Some devices write the nonce as it is.
    let nonce = STANDARD.decode(nonce).unwrap_or_else(|_| nonce.as_bytes().to_vec());
    Some((kind, nonce))
}

/// Octets that nobody can guess; `None` where the system has none to give.
pub(super) fn secret() -> Option<[u8; 16]> {
    let mut octets = [0; 16];
    let source = rustls::crypto::ring::default_provider().secure_random;
    source.fill(&mut octets).ok().map(|()| octets)
}

fn basic(name: &str, password: &str) -> String {
    STANDARD.encode(format!("{name}:{password}"))
}

fn digest(name: &str, password: &str, nonce: &[u8]) -> String {
    let mut hashed = STANDARD.encode(Md5::digest(format!("{name}:{password}"))).into_bytes();
    hashed.push(b':');
    hashed.extend_from_slice(nonce);
    STANDARD.encode(Md5::digest(&hashed))
}

/// Compares in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::{Kind, Shown, cred, digest, look};

    /// The example of DM security 1.2, 5.3: `Bruce2`, `OhBehave`, nonce `Nonce`.
    #[test]
    fn the_digest_is_that_of_the_text() {
        assert_eq!(digest("Bruce2", "OhBehave", b"Nonce"), "Zz6EivR3yeaaENcRN6lpAQ==");
    }

    fn worth(kind: Kind, name: &str, password: &str, nonce: &[u8]) -> Shown {
        let nonces: [&[u8]; 2] = [b"one", b"two"];
        look(Some(&cred(kind, name, password, nonce)), "dev", "pw", nonces)
    }

    #[test]
    fn credentials_are_what_they_are_worth() {
        assert_eq!(look(None, "dev", "pw", []), Shown::Missing);
        assert_eq!(worth(Kind::Basic, "dev", "pw", b""), Shown::Basic);
        assert_eq!(worth(Kind::Basic, "dev", "pW", b""), Shown::Wrong);
        assert_eq!(worth(Kind::Md5, "dev", "pw", b"two"), Shown::Md5(b"two".to_vec()));
        assert_eq!(worth(Kind::Md5, "dev", "pw", b"three"), Shown::Wrong);
        assert_eq!(worth(Kind::Md5, "eve", "pw", b"two"), Shown::Wrong);
    }
}
