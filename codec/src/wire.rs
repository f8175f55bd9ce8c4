//! The wire formats of all editions, one of which is chosen while a program runs.

use serde::{Deserialize, Deserializer, Serialize};

use crate::amended;
use crate::delegation::{self, HINT};
use crate::error::{DecodeError, EncodeError};
use crate::reader::Reader;
use crate::space::Space;
use crate::writer::{Layout, Writer};
use crate::{Sink, Source};

/// Makes the choice of its lines: an edition, its name, and the module that has its messages.
macro_rules! editions {
    ($($edition:ident = $name:literal in $module:ident;)+) => {
        /// The wire format of an edition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Wire {
            $(#[doc = concat!("That of ", $name, ".")] $edition,)+
        }

        /// A message of one of the editions.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum AnyMessage<'a> {
            $(#[doc = concat!("One of ", $name, ".")] $edition($module::Message<'a>),)+
        }

        impl Wire {
            /// All that there are, the first edition first.
            pub const ALL: &'static [Wire] = &[$(Wire::$edition),+];

            /// The name of the edition.
            pub fn edition(self) -> &'static str {
                match self { $(Wire::$edition => $name,)+ }
            }

            /// The names of all messages, in the order of the document.
            pub fn messages(self) -> &'static [&'static str] {
                match self { $(Wire::$edition => &$module::Message::NAMES,)+ }
            }

            /// Reads a message by its name; `None` where there is none of that name.
            ///
            /// # Errors
            /// Those of the source.
            pub fn read<'a, S: Source<'a>>(
                self,
                name: &str,
                from: &mut S,
            ) -> Option<Result<AnyMessage<'a>, S::Error>> {
                match self {
                    $(Wire::$edition => {
                        Some($module::Message::read(name, from)?.map(AnyMessage::$edition))
                    })+
                }
            }

            /// Reads a document, as [`delegation::decode`] does.
            ///
            /// # Errors
            /// What is no well-formed XML, or no message of the edition.
            pub fn decode(self, bytes: &[u8]) -> Result<AnyMessage<'_>, DecodeError> {
                let reader = Reader::new(bytes, Space::None);
                let message = reader.and_then(|mut reader| match self {
                    $(Wire::$edition => {
                        let read = reader.document($module::ROOTS, |decode, from| decode(from));
                        read.map(AnyMessage::$edition)
                    })+
                });
                message.map_err(|fault| fault.locate(bytes))
            }

            /// Reads what serde has written of a message.
            ///
            /// # Errors
            /// Those of the format, and what is no message of the edition.
            pub fn deserialize<'de, D: Deserializer<'de>>(
                self,
                from: D,
            ) -> Result<AnyMessage<'de>, D::Error> {
                match self {
                    $(Wire::$edition => {
                        $module::Message::deserialize(from).map(AnyMessage::$edition)
                    })+
                }
            }
        }

        impl AnyMessage<'_> {
            /// The name of the message.
            pub fn name(&self) -> &'static str {
                match self { $(AnyMessage::$edition(message) => message.name(),)+ }
            }

            /// The root element of its document.
            pub fn root(&self) -> &'static str {
                match self { $(AnyMessage::$edition(message) => message.root(),)+ }
            }

            /// Its table, and the clauses that describe it.
            pub fn text(&self) -> &'static str {
                match self { $(AnyMessage::$edition(message) => message.text(),)+ }
            }

            /// Gives the parts of the message.
            pub fn write<S: Sink>(&self, to: &mut S) {
                match self { $(AnyMessage::$edition(message) => message.write(to),)+ }
            }
        }
    };
}

// Each is a line of `codec_gen::EDITIONS` too, in the same order.
editions! {
    Candidate2012 = "2012-candidate" in delegation;
    Amended = "amended" in amended;
}

impl Wire {
    /// That of the edition of that name.
    pub fn of(edition: &str) -> Option<Wire> {
        Wire::ALL.iter().copied().find(|wire| wire.edition() == edition)
    }
}

impl AnyMessage<'_> {
    /// Appends the document of the message to `out`, as [`delegation::encode`] does.
    ///
    /// # Errors
    /// A character that XML has no way to write, or a part that is there or missing against the
    /// table of the message; `out` is as it was.
    pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        Writer::document(out, Layout::Lines, self.root(), HINT, |to| self.write(to))
    }
}
