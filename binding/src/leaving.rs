//! From an output to a message.

use std::fmt;

use codec::{AnyMessage, Missing, ReasonCode, Record, Value, Wire};
use protocol::{Carrier, FieldKind, Table};

use crate::SUCCESS;

/// Why an output cannot become a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// The codec does not have that message.
    Message {
        /// Its name in the table.
        name: String,
    },
    /// Neither the output nor the record has a part of it.
    Part {
        /// Its name in the table.
        name: String,
        /// The part.
        part: Missing,
    },
}

impl fmt::Display for Unfilled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfilled::Message { name } => {
                write!(f, "the codec has no message {name}; regenerate it from the edition")
            }
            Unfilled::Part { name, part } => write!(f, "{name}: {part}"),
        }
    }
}

impl std::error::Error for Unfilled {}

/// The message of an output [`Send`] or [`Answer`]: `message` is its place in the table, `fields`
/// its bits. All else that it carries comes from `part`, by wire name; what it does not carry is
/// passed over.
///
/// A `reasonCode` that is to be no success is that of `part`, if it is none; else 403 in a
/// response and 500 in a request.
///
/// # Errors
/// A message that the codec does not have, or a part that nobody gives.
///
/// [`Send`]: protocol::Output::Send
/// [`Answer`]: protocol::Output::Answer
pub fn leaving(
    (table, wire): (&Table, Wire),
    message: u8,
    fields: u8,
    part: &dyn Fn(&str) -> Option<Value>,
) -> Result<AnyMessage<'static>, Unfilled> {
    let Some(known) = table.messages.get(message as usize) else {
        return Err(Unfilled::Message { name: format!("number {message}") });
    };
    let is_set = |bit: u8| fields >> bit & 1 == 1;
    let record = Record::of(known.fields.iter().filter_map(|field| {
        let value = match field.kind {
            FieldKind::Boolean(bit) => Some(Value::Boolean(is_set(bit))),
            FieldKind::Reason(bit) if is_set(bit) => Some(Value::Reason(ReasonCode::OK)),
            FieldKind::Reason(_) => {
                let cause = part(&field.name).and_then(Value::reason);
                let cause = cause.filter(|code| !SUCCESS.contains(code));
                Some(Value::Reason(cause.unwrap_or(refusal(known.carrier))))
            }
            FieldKind::Session | FieldKind::Opaque => part(&field.name),
        };
        value.map(|value| (field.name.clone(), value))
    }));
    let name = &known.name;
    match wire.read(name, &mut record.source()) {
        Some(filled) => filled.map_err(|part| Unfilled::Part { name: name.clone(), part }),
        None => Err(Unfilled::Message { name: name.clone() }),
    }
}

/// What a message says that is no success and has no cause of its own.
fn refusal(carrier: Carrier) -> ReasonCode {
    match carrier {
        Carrier::ResponseTo(_) => ReasonCode::FORBIDDEN,
        Carrier::Post => ReasonCode::COMMAND_FAILED,
    }
}
