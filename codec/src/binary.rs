//! How serde carries bytes: as base64 where people read the format, such as JSON, and else as they
//! are.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Writes bytes that are always there.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    Given(bytes).serialize(to)
}

/// Reads bytes that are always there.
///
/// # Errors
/// Those of the format, and a text that is not base64.
pub fn deserialize<'a, 'de, D: Deserializer<'de>>(from: D) -> Result<Cow<'a, [u8]>, D::Error> {
    Taken::deserialize(from).map(Taken::into_cow)
}

/// The same for bytes that may be missing.
pub mod optional {
    use super::{Cow, Deserialize, Deserializer, Given, Serialize, Serializer, Taken};

    /// Writes them, where there are any.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(
        bytes: &Option<Cow<'_, [u8]>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        bytes.as_deref().map(Given).serialize(to)
    }

    /// Reads them, where there are any.
    ///
    /// # Errors
    /// Those of the format, and a text that is not base64.
    pub fn deserialize<'a, 'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Cow<'a, [u8]>>, D::Error> {
        Option::deserialize(from).map(|bytes| bytes.map(Taken::into_cow))
    }
}

/// The same for bytes that may be there more than once.
pub mod list {
    use super::{Cow, Deserialize, Deserializer, Given, Serializer, Taken};

    /// Writes each of them.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(all: &[Cow<'_, [u8]>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(all.iter().map(|bytes| Given(bytes)))
    }

    /// Reads each of them.
    ///
    /// # Errors
    /// Those of the format, and a text that is not base64.
    pub fn deserialize<'a, 'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Cow<'a, [u8]>>, D::Error> {
        let all = Vec::<Taken>::deserialize(from)?;
        Ok(all.into_iter().map(Taken::into_cow).collect())
    }
}

/// Bytes to be written.
struct Given<'b>(&'b [u8]);

impl Serialize for Given<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match to.is_human_readable() {
            true => to.serialize_str(&STANDARD.encode(self.0)),
            false => to.serialize_bytes(self.0),
        }
    }
}

/// Bytes that were read.
struct Taken(Vec<u8>);

impl Taken {
    fn into_cow<'a>(self) -> Cow<'a, [u8]> {
        Cow::Owned(self.0)
    }
}

impl<'de> Deserialize<'de> for Taken {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match from.is_human_readable() {
            true => from.deserialize_str(InBase64),
            false => from.deserialize_byte_buf(AsTheyAre),
        }
    }
}

struct InBase64;

impl de::Visitor<'_> for InBase64 {
    type Value = Taken;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Taken, E> {
        let wrong = |_| E::invalid_value(de::Unexpected::Str(text), &self);
        STANDARD.decode(text).map(Taken).map_err(wrong)
    }
}

struct AsTheyAre;

impl<'de> de::Visitor<'de> for AsTheyAre {
    type Value = Taken;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Taken, E> {
        Ok(Taken(bytes.to_vec()))
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Taken, E> {
        Ok(Taken(bytes))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Taken, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = items.next_element()? {
            bytes.push(byte);
        }
        Ok(Taken(bytes))
    }
}
