//! Package 0: the notification that asks a device to open a session (DM notification 1.2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

/// The media type.
pub(super) const MEDIA_TYPE: &str = "application/vnd.syncml.notification";

/// Version 1.2 in tenths.
const VERSION: u64 = 12;
/// The device need not show anything.
const UI_BACKGROUND: u64 = 1;
const INITIATED_BY_SERVER: u64 = 1;

/// The notification: digest, then trigger. `None` where the identifier has over 255 bytes.
pub(super) fn package_0(
    server_id: &str,
    password: &str,
    nonce: &[u8],
    session: u16,
) -> Option<Vec<u8>> {
    let trigger = trigger(server_id, session)?;
    let who = STANDARD.encode(Md5::digest(format!("{server_id}:{password}")));
    let mut hashed = who.into_bytes();
    hashed.push(b':');
    hashed.extend_from_slice(nonce);
    hashed.push(b':');
    hashed.extend_from_slice(STANDARD.encode(Md5::digest(&trigger)).as_bytes());
    let mut package = Md5::digest(&hashed).to_vec();
    package.extend_from_slice(&trigger);
    Some(package)
}

/// Version 10 bits, mode 2, initiator 1, future 27; then session, length and identifier.
fn trigger(server_id: &str, session: u16) -> Option<Vec<u8>> {
    let length = u8::try_from(server_id.len()).ok()?;
    let bits = VERSION << 30 | UI_BACKGROUND << 28 | INITIATED_BY_SERVER << 27;
    let mut trigger = bits.to_be_bytes()[3..].to_vec();
    trigger.extend_from_slice(&session.to_be_bytes());
    trigger.push(length);
    trigger.extend_from_slice(server_id.as_bytes());
    Some(trigger)
}

#[cfg(test)]
mod tests {
    use super::{package_0, trigger};

    /// 0000001100 01 1 and 27 zeros: 00000011 00011000 and three empty bytes.
    #[test]
    fn the_trigger_has_its_bits() {
        let bytes = trigger("dms1", 0x1a2b).unwrap();
        assert_eq!(bytes, b"\x03\x18\x00\x00\x00\x1a\x2b\x04dms1");
    }

    #[test]
    fn an_identifier_has_at_most_255_bytes() {
        assert!(trigger(&"x".repeat(255), 1).is_some());
        assert!(trigger(&"x".repeat(256), 1).is_none());
    }

    /// Computed step by step with another implementation of MD5 and base64.
    #[test]
    fn the_digest_is_that_of_the_text() {
        let package = package_0("dms1", "secret", b"nonce", 0x1a2b).unwrap();
        let hex: String = package[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "4183cb866fae95e2e4a3aa4ad3d3cb1c");
        assert_eq!(package[16..], trigger("dms1", 0x1a2b).unwrap());
    }
}
