//! Between the words of a case and messages on the wire.

use binding::{arrived, leaving};
use codec::delegation::DmAcc;
use codec::{Record, Value, Wire};
use conformance_case::Fields;
use protocol::{FieldKind, Message, Table};

use crate::config::{Config, Peer};
use crate::device;

/// An edition with its messages.
pub(crate) struct Edition {
    pub(crate) table: Table,
    pub(crate) wire: Wire,
}

impl Edition {
    /// The edition of that name.
    ///
    /// # Errors
    /// There is none, or it has no wire format.
    pub(crate) fn named(name: &str) -> Result<Edition, String> {
        let known = editions::all().iter().find(|(known, _)| *known == name);
        let (_, text) = known.ok_or_else(|| format!("there is no edition `{name}`"))?;
        let table = spec::load(name, text.as_bytes()).table;
        let table = table.ok_or_else(|| format!("the edition {name} cannot be read"))?;
        let wire = binding::wire(&table).map_err(|misfit| misfit.to_string())?;
        Ok(Edition { table, wire })
    }

    fn message(&self, name: &str) -> Result<(u8, &Message), String> {
        let id = self.table.message(name).ok_or_else(|| format!("there is no message {name}"))?;
        let message = self.table.messages.get(usize::from(id.0));
        message.map(|message| (id.0, message)).ok_or_else(|| format!("there is no message {name}"))
    }

    /// A message as a peer sends it.
    ///
    /// # Errors
    /// The edition has no such message, or nobody knows a part of it.
    pub(crate) fn written(
        &self,
        (config, peer): (&Config, &Peer),
        (name, fields): (&str, &Fields),
        (device, session): (&str, &str),
    ) -> Result<Vec<u8>, String> {
        let (id, message) = self.message(name)?;
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let devices = &config.devices;
        let part = |name: &str| match name {
            "serverId" => text(&peer.id),
            "deviceId" => text(device),
            "deviceMan" => text(&devices.man),
            "deviceMod" => text(&devices.model),
            "DMTreeURI" => text(&devices.tree),
            "sessionId" => text(session),
            "bootstrapURL" => text(&device::bootstrap_url(devices, device)),
            "DMAcc" => {
                let account = device::of_peer(config, peer);
                Some(Value::Group(Record::written(|parts| account.write(parts))))
            }
            _ => None,
        };
        let message = leaving((&self.table, self.wire), id, bits(message, fields), &part);
        let mut body = Vec::new();
        let message = message.map_err(|why| why.to_string())?;
        message.encode(&mut body).map_err(|error| error.to_string())?;
        Ok(body)
    }

    /// What a message of the server under test is.
    ///
    /// # Errors
    /// What is wrong with it, with line and element.
    pub(crate) fn read(&self, body: &[u8]) -> Result<Read, String> {
        let message = self.wire.decode(body).map_err(|error| error.to_string())?;
        let known = arrived(&self.table, &message).map_err(|error| error.to_string())?;
        let parts = Record::written(|parts| message.write(parts));
        let (_, about) = self.message(message.name())?;
        Ok(Read {
            name: message.name().to_owned(),
            fields: words(about, known.fields),
            session: known.session,
            device: known.device,
            account: account(&parts),
            url: parts.part("bootstrapURL").cloned().and_then(Value::text),
        })
    }
}

/// A message of the server under test.
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) fields: Fields,
    pub(crate) session: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) account: Option<DmAcc<'static>>,
    pub(crate) url: Option<String>,
}

fn account(parts: &Record) -> Option<DmAcc<'static>> {
    parts.part("DMAcc").cloned().and_then(Value::group)?.read(DmAcc::read).ok()
}

/// The fields as bits; those that the words leave out are as a message usually has them.
fn bits(message: &Message, fields: &Fields) -> u8 {
    let mut bits = 0;
    for field in &message.fields {
        let (bit, set) = match field.kind {
            FieldKind::Boolean(bit) => (bit, "true"),
            FieldKind::Reason(bit) => (bit, "success"),
            FieldKind::Session | FieldKind::Opaque => continue,
        };
        let value = fields.get(&field.name).map_or(set, String::as_str);
        bits |= u8::from(value == set) << bit;
    }
    bits
}

fn words(message: &Message, bits: u64) -> Fields {
    let mut words = Fields::new();
    for field in &message.fields {
        let (bit, values) = match field.kind {
            FieldKind::Boolean(bit) => (bit, ["false", "true"]),
            FieldKind::Reason(bit) => (bit, ["failure", "success"]),
            FieldKind::Session | FieldKind::Opaque => continue,
        };
        words.insert(field.name.clone(), values[usize::from(bits >> bit & 1 == 1)].to_owned());
    }
    words
}

/// A message with fields, as people read it.
pub(crate) fn shown(name: &str, fields: &Fields) -> String {
    let said: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if said.is_empty() { name.to_owned() } else { format!("{name} ({})", said.join(", ")) }
}
