//! From a message to an input.

use std::fmt;

use codec::{AnyMessage, ReasonCode, Sink};
use protocol::{Field, FieldKind, Input, MessageId, SessionRule, Table, Trigger};

use crate::SUCCESS;

/// What a message says to the core, and what finds its session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The message.
    pub message: MessageId,
    /// Its fields that rows can ask for, one bit each: see [`FieldKind`].
    pub fields: u64,
    /// The session that it names.
    pub session: Option<String>,
    /// The device that it names.
    pub device: Option<String>,
    /// How its session is found.
    pub rule: SessionRule,
}

impl Arrived {
    /// The input where a POST brought it; `session` is the core's number for its session.
    ///
    /// The approach and the willingness stand on no wire: [`Input::approach`], [`Input::willing`].
    pub fn posted(&self, session: u64) -> Input {
        Input::of(Trigger::Receives(self.message)).session(session).fields(self.fields)
    }

    /// The input where the response to this server's own POST brought it.
    pub fn answered(&self, session: u64) -> Input {
        Input::of(Trigger::Answered(self.message)).session(session).fields(self.fields)
    }
}

/// A message that the edition does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMessage {
    /// Its name.
    pub name: &'static str,
    /// The edition.
    pub edition: String,
}

impl fmt::Display for UnknownMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnknownMessage { name, edition } = self;
        write!(f, "the edition {edition} has no message {name}; regenerate the codec from it")
    }
}

impl std::error::Error for UnknownMessage {}

/// What a message that came in says to the core.
///
/// # Errors
/// A message that the edition of the table does not have.
pub fn arrived(table: &Table, message: &AnyMessage<'_>) -> Result<Arrived, UnknownMessage> {
    let name = message.name();
    let known = table.message(name).and_then(|id| Some((id, table.messages.get(id.0 as usize)?)));
    let Some((id, known)) = known else {
        return Err(UnknownMessage { name, edition: table.edition.clone() });
    };
    let mut read = Read { fields: &known.fields, bits: 0, session: None, device: None };
    message.write(&mut read);
    let Read { bits, session, device, .. } = read;
    Ok(Arrived { message: id, fields: bits, session, device, rule: known.session })
}

/// Takes of a message what the core, or the search for its session, needs.
struct Read<'t> {
    fields: &'t [Field],
    bits: u64,
    session: Option<String>,
    device: Option<String>,
}

impl Read<'_> {
    fn kind(&self, name: &str) -> Option<FieldKind> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.kind)
    }
}

impl Sink for Read<'_> {
    fn text(&mut self, name: &'static str, value: &str) {
        if self.kind(name) == Some(FieldKind::Session) {
            self.session = Some(value.to_owned());
        } else if name == "deviceId" {
            self.device = Some(value.to_owned());
        }
    }

    fn boolean(&mut self, name: &'static str, value: bool) {
        if let Some(FieldKind::Boolean(bit)) = self.kind(name) {
            self.bits |= u64::from(value) << bit;
        }
    }

    fn integer(&mut self, _: &'static str, _: i32) {}

    fn reason(&mut self, name: &'static str, value: ReasonCode) {
        if let Some(FieldKind::Reason(bit)) = self.kind(name) {
            self.bits |= u64::from(SUCCESS.contains(&value)) << bit;
        }
    }

    fn binary(&mut self, _: &'static str, _: &[u8]) {}

    fn word(&mut self, _: &'static str, _: &'static str) {}

    fn empty(&mut self, _: &'static str) {}

    /// What is inside of an account, no row can ask for.
    fn group(&mut self, _: &'static str, _: impl FnOnce(&mut Self)) {}
}
