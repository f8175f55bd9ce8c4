//! The wire format: XML documents of the DM Server Delegation Protocol, and of the DM sessions
//! that a delegation needs.
//!
//! The types in `generated/` come from the schemas in `schema/`, and those of the delegation from
//! the tables of the protocol's document. What is written by hand here knows XML and neither the
//! messages nor what they mean: no rule of the protocol is applied, and no transition is taken.
//!
//! Strict in what it sends. Decoding takes what XML allows (white space between elements,
//! comments, processing instructions, CDATA, character references) and nothing more: no document
//! type declaration, no entities but the five of XML, bounded size, depth and attributes.

pub mod amended;
mod attributes;
pub mod binary;
mod chars;
pub mod delegation;
mod error;
mod generated;
mod location;
mod markup;
mod number;
mod prolog;
pub mod reader;
mod reason;
mod record;
mod secret;
mod sink;
mod source;
mod space;
pub mod syncml;
mod values;
mod wire;
mod word;
mod writer;

pub use delegation::{Message, decode, encode};
pub use error::{DecodeError, EncodeError};
pub use reader::{MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_NAMESPACES};
pub use reason::ReasonCode;
pub use record::{Missing, Parts, Record, Value};
pub use secret::with_secrets;
pub use sink::Sink;
pub use source::Source;
pub use space::Space;
pub use wire::{AnyMessage, Wire};
pub use word::Word;
