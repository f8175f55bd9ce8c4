//! The subset of SyncML that DM sessions of a delegation need (DM 1.2 and 1.3, XML).

use crate::error::{DecodeError, EncodeError};
pub use crate::generated::syncml::*;
use crate::reader::{Fault, Reader};
use crate::space::Space;
use crate::writer::{Layout, Writer};

/// The media type of packages in XML.
pub const MEDIA_TYPE: &str = "application/vnd.syncml.dm+xml";

type Decode = for<'a> fn(&mut Reader<'a>) -> Result<SyncMl<'a>, Box<Fault>>;

/// Reads a package.
///
/// # Errors
/// What is no well-formed XML, or no package of the schema: where, and what was expected.
pub fn decode(bytes: &[u8]) -> Result<SyncMl<'_>, DecodeError> {
    const ROOTS: &[(&str, Decode)] = &[("SyncML", |from| {
        from.place("DMREPRO, the document type SyncML");
        SyncMl::read(from)
    })];
    Reader::new(bytes, Space::SyncMl)
        .and_then(|mut reader| reader.document(ROOTS, |decode, from| decode(from)))
        .map_err(|fault| fault.locate(bytes))
}

/// Whether the root of a document is `SyncML`, whatever is wrong with the rest.
pub fn is_package(bytes: &[u8]) -> bool {
    Reader::new(bytes, Space::SyncMl).is_ok_and(|mut reader| reader.root() == Some("SyncML"))
}

/// Appends the document of a package to `out`, in the namespace that belongs to its `VerDTD`:
/// that of 1.3 for `1.3`, else that of 1.2.
///
/// # Errors
/// A character that XML has no way to write, or a part that is missing; `out` is as it was.
pub fn encode(package: &SyncMl<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let space = match &*package.sync_hdr.ver_dtd {
        "1.3" => " xmlns=\"SYNCML:SYNCML1.3\"",
        _ => " xmlns=\"SYNCML:SYNCML1.2\"",
    };
    Writer::document(out, Layout::Compact, "SyncML", space, |to| package.write(to))
}
