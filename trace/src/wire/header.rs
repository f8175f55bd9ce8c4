//! The first line: between which servers it was, and what was watched.

use protocol::Table;
use serde::{Deserialize, Serialize};

use super::What;
use crate::format::{FormatError, known_options, option_names, version};

/// Between which servers something passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireHeader {
    /// DMS-1 and DMS-2.
    pub servers: [String; 2],
    /// The device.
    pub device: String,
    /// The options of both servers, one bit each; `None` where nobody knows.
    pub options: Option<u64>,
    /// Whether the commands for the device and its own sessions were watched too.
    pub sees_device: bool,
    /// Whether each response was seen with its own request, as in a recording of exchanges.
    pub pairs: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    trace: u32,
    edition: String,
    wire: [String; 2],
    device: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    options: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sees_device: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pairs: bool,
}

/// Whether a line is a header of what passed, and not of one side.
pub fn is_wire(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Either {
        wire: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Either>(line).is_ok_and(|either| either.wire.is_some())
}

impl WireHeader {
    /// A line about the device, where nobody watched it, is a mistake: what else is missing then?
    pub(super) fn sees(&self, what: &What) -> Result<(), FormatError> {
        match what {
            What::Device { .. } | What::DeviceOpens if !self.sees_device => {
                let error = FormatError::new("an event of the device", "an event of the servers");
                Err(error.hint("a header with \"sees_device\":true says that both were watched"))
            }
            What::Device { .. }
            | What::DeviceOpens
            | What::Request { .. }
            | What::Response { .. }
            | What::Missing(_) => Ok(()),
        }
    }
}

pub(super) fn write(table: &Table, header: &WireHeader) -> String {
    let written = Written {
        trace: crate::format::VERSION,
        edition: table.edition.clone(),
        wire: header.servers.clone(),
        device: header.device.clone(),
        options: header.options.map(|options| option_names(table, options)),
        sees_device: header.sees_device,
        pairs: header.pairs,
    };
    // A structure of texts can always be written.
    serde_json::to_string(&written).unwrap_or_default()
}

pub(super) fn read(table: &Table, line: &str) -> Result<WireHeader, FormatError> {
    version(line)?;
    let written: Written = serde_json::from_str(line)?;
    crate::format::same_edition(table, &written.edition)?;
    let options = written.options.map(|names| known_options(table, &names)).transpose()?;
    let Written { wire: servers, device, sees_device, pairs, .. } = written;
    Ok(WireHeader { servers, device, options, sees_device, pairs })
}
