//! Package 0: a server asks the device for a session.
//!
//! 16 bytes of digest, then the trigger: version 10 bits, ui-mode 2, initiator 1, future use 27,
//! session 16, length of the identifier 8, identifier.

use std::fmt;

use crate::auth;

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.syncml.notification";

/// The nonce of a server that has lost the one of its account.
pub const NO_NONCE: [u8; 4] = [0; 4];

const DIGEST_BYTES: usize = 16;
const HEADER_BYTES: usize = 8;

/// What a notification says. That it is the server's is known only after [`Notification::is_by`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The version of DM in tenths: 12 or 13.
    pub version: u16,
    /// 0: not said, 1: in the background, 2: informative, 3: user interaction.
    pub ui_mode: u8,
    /// 0: the client's user caused it; 1: the server.
    pub initiator: u8,
    /// The session that is to be opened.
    pub session: u16,
    /// Who asks.
    pub server_id: String,
    digest: [u8; DIGEST_BYTES],
    trigger: Vec<u8>,
}

impl Notification {
    /// Whether it was made with that password and nonce.
    pub fn is_by(&self, secret: &str, nonce: &[u8]) -> bool {
        auth::same(&digest(&self.server_id, secret, nonce, &self.trigger), &self.digest)
    }
}

/// Why bytes are no notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNotification {
    /// It ends in its header or identifier.
    Short,
    /// The identifier is empty or no UTF-8.
    Identifier,
}

impl fmt::Display for NoNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoNotification::Short => "the notification ends too early",
            NoNotification::Identifier => "the notification names no server",
        })
    }
}

impl std::error::Error for NoNotification {}

/// Writes a notification by a server, to be sent in the background. None if its identifier is
/// longer than 255 bytes.
///
/// `secret` and `nonce` are those with which the server shows itself (SRVCRED of its account); of
/// an account without them both are empty. `version` is in tenths: 12 or 13.
pub fn build(
    server_id: &str,
    secret: &str,
    nonce: &[u8],
    session: u16,
    version: u16,
) -> Option<Vec<u8>> {
    const BACKGROUND: u64 = 1;
    const BY_SERVER: u64 = 1;
    let length = u8::try_from(server_id.len()).ok()?;
    let header = u64::from(version & 0x3FF) << 54
        | BACKGROUND << 52
        | BY_SERVER << 51
        | u64::from(session) << 8
        | u64::from(length);
    let mut trigger = header.to_be_bytes().to_vec();
    trigger.extend_from_slice(server_id.as_bytes());
    let mut bytes = digest(server_id, secret, nonce, &trigger).to_vec();
    bytes.append(&mut trigger);
    Some(bytes)
}

/// Reads a notification; what follows the identifier belongs to the trigger.
///
/// # Errors
/// What it is not.
pub fn parse(bytes: &[u8]) -> Result<Notification, NoNotification> {
    let (digest, trigger) =
        bytes.split_first_chunk::<DIGEST_BYTES>().ok_or(NoNotification::Short)?;
    let (header, rest) =
        trigger.split_first_chunk::<HEADER_BYTES>().ok_or(NoNotification::Short)?;
    let header = u64::from_be_bytes(*header);
    let identifier = rest.get(..(header & 0xFF) as usize).ok_or(NoNotification::Short)?;
    let server_id = std::str::from_utf8(identifier).map_err(|_| NoNotification::Identifier)?;
    if server_id.is_empty() {
        return Err(NoNotification::Identifier);
    }
    Ok(Notification {
        version: (header >> 54) as u16,
        ui_mode: (header >> 52 & 3) as u8,
        initiator: (header >> 51 & 1) as u8,
        session: (header >> 8 & 0xFFFF) as u16,
        server_id: server_id.to_owned(),
        digest: *digest,
        trigger: trigger.to_vec(),
    })
}

/// H(B64(H(serverid:password)):nonce:B64(H(trigger))).
fn digest(server_id: &str, secret: &str, nonce: &[u8], trigger: &[u8]) -> [u8; DIGEST_BYTES] {
    let identity = auth::identity(server_id, secret);
    let content = auth::b64(auth::h(&[trigger]));
    auth::h(&[identity.as_bytes(), b":", nonce, b":", content.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_lie_where_the_text_has_them() {
        let bytes = build("dms1", "secret", b"nonce", 0x1A2B, 12).unwrap();
        // 0000001100 01 1 and 27 zeros, session, length.
        assert_eq!(bytes[16..24], [0x03, 0x18, 0, 0, 0, 0x1A, 0x2B, 4]);
        assert_eq!(&bytes[24..], b"dms1");
    }

    #[test]
    fn what_is_written_is_read_and_known() {
        let bytes = build("dms1", "secret", b"nonce", 7, 13).unwrap();
        let read = parse(&bytes).unwrap();
        assert_eq!((read.version, read.ui_mode, read.initiator), (13, 1, 1));
        assert_eq!((read.session, read.server_id.as_str()), (7, "dms1"));
        assert!(read.is_by("secret", b"nonce"));
        assert!(!read.is_by("secret", b"other") && !read.is_by("other", b"nonce"));
        for n in 16..bytes.len() {
            let mut changed = bytes.clone();
            changed[n] ^= 1;
            let known = parse(&changed).is_ok_and(|read| read.is_by("secret", b"nonce"));
            assert!(!known, "byte {n}");
        }
    }

    #[test]
    fn what_ends_early_is_none() {
        let bytes = build("dms1", "", b"", 7, 12).unwrap();
        for length in 0..bytes.len() {
            assert_eq!(parse(&bytes[..length]), Err(NoNotification::Short), "{length}");
        }
        assert!(build(&"x".repeat(256), "", b"", 1, 12).is_none());
    }
}
