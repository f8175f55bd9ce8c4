//! What leaves: messages for peers, commands for devices.

use binding::leaving;
use codec::delegation::DmAcc;
use codec::{ReasonCode, Record as Parts, Value};
use protocol::{Op, Role};

use super::Driver;
use crate::account;
use crate::config::Parameter;
use crate::device::Order;
use crate::store::{Key, Record, Storage};

impl<S: Storage> Driver<S> {
    /// A message as it goes on the wire.
    pub(super) fn document(
        &self,
        key: &Key,
        record: &Record,
        message: u8,
        fields: u8,
        session: &str,
    ) -> Result<Vec<u8>, String> {
        let device = self.config.device(&key.device);
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let part = |name: &str| match name {
            "serverId" => text(&self.config.server_id),
            "deviceId" => text(&key.device),
            "deviceMan" => text(&device?.man),
            "deviceMod" => text(&device?.model),
            "DMTreeURI" => text(record.tree.as_deref().unwrap_or(&device?.tree)),
            "sessionId" => text(session),
            "bootstrapURL" => text(&account::bootstrap_url(&self.config, device?)),
            "reasonCode" => record.cause.and_then(ReasonCode::new).map(Value::Reason),
            "DMAcc" => {
                let account = account::own(&self.config, device?);
                Some(Value::Group(Parts::written(|parts| account.write(parts))))
            }
            other => self.config.parameters.get(other).map(|given| match given {
                Parameter::Integer(number) => Value::Integer(*number),
                Parameter::Text(text) => Value::Text(text.clone()),
            }),
        };
        let edition = (&*self.table, self.wire);
        let message = leaving(edition, message, fields, &part)
            .map_err(|why| format!("{why}; the configuration can say it in `parameters`"))?;
        let mut body = Vec::new();
        message.encode(&mut body).map_err(|error| error.to_string())?;
        Ok(body)
    }

    /// A command as the line to devices wants it.
    pub(crate) fn order(&self, id: i64, key: &Key, record: &Record, op: Op) -> Order {
        let account = record.account.as_deref().and_then(|document| {
            let message = self.wire.decode(document.as_bytes()).ok()?;
            let parts = Parts::written(|parts| message.write(parts));
            let account = parts.part("DMAcc").cloned().and_then(Value::group)?;
            account.read(DmAcc::read).ok()
        });
        let device = self.config.device(&key.device).map(|device| device.tree.clone());
        Order {
            id,
            device: key.device.clone(),
            op: op as u8,
            own: self.config.server_id.clone(),
            peer: key.peer.clone(),
            tree: record.tree.clone().or(device).unwrap_or_default(),
            account: account.or_else(|| self.own_account(key)),
            bootstrap_url: record.url.clone(),
            kept: record.kept.clone(),
        }
    }

    /// As DMS-2 the account that is created is this server's own.
    fn own_account(&self, key: &Key) -> Option<DmAcc<'static>> {
        let device = self.config.device(&key.device)?;
        (key.role == Role::Delegated).then(|| account::own(&self.config, device))
    }
}
