//! The fields of messages that rows can ask for, and small values, as JSON.

use protocol::{Field, FieldKind, Message};
use serde_json::{Map, Value};

use super::error::{FormatError, short};

/// The bits as fields by their wire names.
pub(crate) fn write(message: &Message, bits: u64) -> Map<String, Value> {
    let is_set = |bit: u8| bits >> bit & 1 == 1;
    let value = |field: &Field| match field.kind {
        FieldKind::Boolean(bit) => Some(Value::Bool(is_set(bit))),
        FieldKind::Reason(bit) => Some(if is_set(bit) { "success" } else { "failure" }.into()),
        FieldKind::Session | FieldKind::Opaque => None,
    };
    let named = |field: &Field| value(field).map(|value| (field.name.clone(), value));
    message.fields.iter().filter_map(named).collect()
}

/// The bits of fields, each of which must be there; those that are read are taken out.
pub(super) fn read(message: &Message, from: &mut Map<String, Value>) -> Result<u64, FormatError> {
    let mut bits = 0;
    for field in &message.fields {
        let (bit, words) = match field.kind {
            FieldKind::Boolean(bit) => (bit, "true or false"),
            FieldKind::Reason(bit) => (bit, "\"success\" or \"failure\""),
            FieldKind::Session | FieldKind::Opaque => continue,
        };
        let found = from.remove(&field.name);
        let set = match (&found, field.kind) {
            (Some(Value::Bool(set)), FieldKind::Boolean(_)) => Some(*set),
            (Some(Value::String(word)), FieldKind::Reason(_)) if word == "success" => Some(true),
            (Some(Value::String(word)), FieldKind::Reason(_)) if word == "failure" => Some(false),
            _ => None,
        };
        let Some(set) = set else {
            let found = found.map_or("nothing".to_owned(), |value| short(&value.to_string()));
            let expected = format!("{words} as `{}` of {}", field.name, message.name);
            return Err(FormatError::new(found, expected));
        };
        bits |= u64::from(set) << bit;
    }
    Ok(bits)
}

/// The bits of an object of fields, which has nothing else.
pub(crate) fn read_all(message: &Message, mut said: Map<String, Value>) -> Result<u8, FormatError> {
    let bits = read(message, &mut said)?;
    surplus("`fields`", &said)?;
    Ok(bits as u8)
}

/// What nobody has taken out.
pub(super) fn surplus(what: &str, left: &Map<String, Value>) -> Result<(), FormatError> {
    match left.keys().next() {
        Some(key) => {
            let found = format!("`{}` in {what}", short(key));
            Err(FormatError::new(found, "nothing more").hint("only what rows can ask for is there"))
        }
        None => Ok(()),
    }
}

/// Takes out a number; 0 where there is none.
pub(super) fn number(
    key: &str,
    most: u64,
    from: &mut Map<String, Value>,
) -> Result<u64, FormatError> {
    match from.remove(key) {
        None => Ok(0),
        Some(value) => value.as_u64().filter(|number| *number <= most).ok_or_else(|| {
            let found = format!("`{key}` {}", short(&value.to_string()));
            FormatError::new(found, format!("a number from 0 to {most}"))
        }),
    }
}

/// Takes out one of two words, the first of which is 0; also 0 where there is none.
pub(super) fn one_of(
    key: &str,
    words: [&str; 2],
    from: &mut Map<String, Value>,
) -> Result<u64, FormatError> {
    let Some(value) = from.remove(key) else { return Ok(0) };
    let place = value.as_str().and_then(|word| words.iter().position(|known| *known == word));
    place.map(|place| place as u64).ok_or_else(|| {
        FormatError::unknown(key, value.as_str().unwrap_or(&value.to_string()), words)
    })
}

/// Takes out a truth value; 0 where there is none.
pub(super) fn flag(key: &str, from: &mut Map<String, Value>) -> Result<u64, FormatError> {
    match from.remove(key) {
        None => Ok(0),
        Some(Value::Bool(set)) => Ok(u64::from(set)),
        Some(other) => {
            let found = format!("`{key}` {}", short(&other.to_string()));
            Err(FormatError::new(found, "true or false"))
        }
    }
}

/// The approaches, in the order of their codes.
pub(super) const APPROACHES: [&str; 2] = ["account", "url"];
/// The extents, in the order of their codes.
pub(crate) const EXTENTS: [&str; 2] = ["partial", "full"];
