//! The messages between the two servers (5.3 and Tables 1 to 18).

use crate::error::{DecodeError, EncodeError};
pub use crate::generated::delegation::*;
use crate::reader::Reader;
use crate::space::Space;
use crate::writer::{Layout, Writer};

/// The media type of all messages (5.3), which has no parameters.
pub const MEDIA_TYPE: &str = "application/vnd.dm.delegation+xml";

/// The attributes of each root: where Appendix C has the schema to be found.
pub const HINT: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:noNamespaceSchemaLocation=\"http://www.openmobilealliance.org/tech/profiles/\
    dm_dm13_delegationprotocol-v1_0.xsd\"";

/// Reads a message. Texts borrow from `bytes` unless they have references or the like in them.
///
/// # Errors
/// What is no well-formed XML, or no message of the schema: where, and what was expected.
pub fn decode(bytes: &[u8]) -> Result<Message<'_>, DecodeError> {
    Reader::new(bytes, Space::None)
        .and_then(|mut reader| reader.document(ROOTS, |decode, from| decode(from)))
        .map_err(|fault| fault.locate(bytes))
}

/// Appends the document of a message to `out`, laid out as in Appendix C.
///
/// # Errors
/// A character that XML has no way to write, or a part that is there or missing against the
/// table of the message; `out` is as it was.
pub fn encode(message: &Message<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    Writer::document(out, Layout::Lines, message.root(), HINT, |to| message.write(to))
}
