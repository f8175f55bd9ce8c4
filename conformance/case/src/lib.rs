//! What a conformance case is: a behaviour, seen from the server under test, and the file in which
//! cases are committed.
//!
//! Everything is said in the words of an edition's document. Whoever makes cases and whoever plays
//! them share this crate and nothing else.

mod book;

pub use book::{read, write};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All cases of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// The edition.
    pub edition: String,
    /// The cases, in the order of the document's rows; negative ones last.
    pub cases: Vec<Case>,
    /// Rows without a case.
    pub left_out: Vec<LeftOut>,
}

/// A row that no case covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The row.
    pub rule: String,
    /// Why nobody outside of the server can bring it about, or see it.
    pub why: String,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name: edition, clause, and the rule or what is wrong; `2012/5.3.1.2/ACC-1-04`.
    pub id: String,
    /// What the server under test is: `DMS-1` or `DMS-2`.
    pub server: String,
    /// What it is about: the row, or in a negative case the clause or SCR item.
    pub about: String,
    /// What a pass shows, in the words of the document.
    pub shows: String,
    /// How strongly the text asks for it.
    pub level: Level,
    /// What the row rests on, as the document says it: `stated`, `assumed Q-20`.
    pub basis: String,
    /// How the device comes to know DMS-2: `account` or `url`, agreed outside of the protocol.
    pub approach: String,
    /// Whether the device has the account of DMS-2 from the beginning.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bootstrapped: bool,
    /// Whether the server under test agrees to requests; absent where it is asked for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub willing: Option<bool>,
    /// Options that it has to have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Options that it must not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// It shows that anything works at all: played first and last.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sanity: bool,
    /// The step, from 0, in which the row fires, or in which the wrong thing is done.
    pub target: usize,
    /// What happens.
    pub steps: Vec<Step>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// How strongly the text asks for what a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Required.
    Must,
    /// Recommended: it, or an option without which the row is not in force.
    Should,
    /// Permitted: the same.
    May,
}

impl Level {
    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Must => "MUST",
            Level::Should => "SHOULD",
            Level::May => "MAY",
        }
    }
}

/// One step of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happens.
    #[serde(flatten)]
    pub act: Act,
    /// The rows that the server under test follows in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The facts of the device after it, where they have changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Vec<String>>,
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// The operator of the server under test wants something: `operator delegates` and the like.
    Operator {
        /// What, as a row's `On` says it.
        wish: String,
        /// Whether the whole tree is meant; only for delegations.
        full: bool,
    },
    /// The peer posts a message to it.
    Post {
        /// The message.
        message: String,
        /// The fields that rows can ask for.
        fields: Fields,
        /// The session, by a number of this case.
        session: u8,
        /// What the server under test has to answer.
        answer: Answer,
    },
    /// It posts a message to the peer.
    Arrives {
        /// The message.
        message: String,
        /// The fields that rows speak about.
        fields: Fields,
        /// The session, by a number of this case.
        session: u8,
        /// What the peer answers at once; absent where the answer is a step of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Answer>,
    },
    /// The peer answers that message.
    Answers {
        /// The message that it has got.
        to: String,
        /// Its answer.
        answer: Answer,
    },
    /// That message, or its answer, gets lost; again and again, if it is sent again.
    Loses {
        /// The message.
        message: String,
        /// The session, by a number of this case.
        session: u8,
    },
    /// The device answers what the server under test asks of it, one after the other.
    Device {
        /// The operations and their answers.
        done: Vec<Done>,
    },
    /// The peer changes the device.
    Peer {
        /// By that operation.
        op: String,
    },
    /// The device fetches what its bootstrap entry leads to.
    Fetches,
    /// The device opens a session to DMS-2 by itself.
    Opens,
    /// A timer of the server under test expires.
    Expires {
        /// Its name.
        timer: String,
    },
    /// Something that nobody may do: it has to be refused, and nothing changes.
    Wrong {
        /// What is wrong.
        what: Wrong,
        /// With that message.
        message: String,
        /// Its fields.
        fields: Fields,
        /// Its session.
        session: u8,
    },
}

/// An operation and how the device answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The operation, as rows name it.
    pub op: String,
    /// `did`, `found`, `refused` or `unclear`.
    pub answer: String,
    /// It follows from the facts of the device, and nothing has to go wrong for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub natural: bool,
}

/// The fields of a message that rows speak about: `true`, `false`, `success`, `failure`.
pub type Fields = BTreeMap<String, String>;

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A success that carries a message.
    Message(String, Fields),
    /// A success without content.
    Empty,
    /// An error status.
    Refused,
}

/// What is wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// TLS without a client certificate.
    NoCertificate,
    /// The certificate of another authority.
    ForeignCertificate,
    /// The certificate of another peer.
    OtherPeer,
    /// GET instead of POST.
    Method,
    /// A path that does not end in the interface's name.
    Path,
    /// Another media type.
    MediaType,
    /// No XML at all.
    Garbage,
    /// XML that breaks off.
    Truncated,
    /// A root that is no message.
    Root,
    /// A required field is missing.
    MissingField,
    /// A document type with an entity.
    Doctype,
    /// A session that nobody has begun.
    UnknownSession,
    /// A device that the server does not know.
    UnknownDevice,
    /// A message for which there is no row in the state.
    State,
    /// A message of a session that is over.
    Late,
    /// A request that opens a session, with the identifier of one that is over.
    Replay,
}

impl Wrong {
    /// What it is, as the end of "a request with ...".
    pub const fn words(self) -> &'static str {
        match self {
            Wrong::NoCertificate => "no client certificate",
            Wrong::ForeignCertificate => "the certificate of another authority",
            Wrong::OtherPeer => "the certificate of another peer",
            Wrong::Method => "GET instead of POST",
            Wrong::Path => "another path",
            Wrong::MediaType => "another media type",
            Wrong::Garbage => "a body that is no XML",
            Wrong::Truncated => "XML that breaks off",
            Wrong::Root => "a root that is no message",
            Wrong::MissingField => "a field less than it needs",
            Wrong::Doctype => "a document type",
            Wrong::UnknownSession => "a session that nobody has begun",
            Wrong::UnknownDevice => "an unknown device",
            Wrong::State => "a session in which no row describes it",
            Wrong::Late => "a session that is over",
            Wrong::Replay => "the identifier of a session that is over",
        }
    }
}
