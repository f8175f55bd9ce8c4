//! An edition: a document read whole, as a table for the core and as lists for people.

use crate::{Amendments, Diagnostics, Document, Source, Span};

/// One edition of the protocol, as far as its document could be read.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The name of the file without folders and ending, such as `2012-candidate`.
    pub name: String,
    /// The text, which all spans point into.
    pub source: Source,
    /// The structure of the text.
    pub document: Document,
    /// All that is wrong with it.
    pub diagnostics: Diagnostics,
    /// What the core runs; none where there is any error.
    pub table: Option<protocol::Table>,
    /// What the checker must answer.
    pub claims: Vec<Claim>,
    /// Where the table of the claims stands, from its header to its last row.
    pub claims_table: Option<Span>,
    /// What the text leaves open, and what is assumed.
    pub questions: Vec<Question>,
    /// Clauses that no row can show.
    pub outside: Vec<Outside>,
    /// What it changes of another edition, where it repairs one.
    pub amendments: Option<Amendments>,
    /// What the messages carry, in the order of the document.
    pub parameters: Vec<ParameterTable>,
    /// What their complex parameters contain, in the order of the document.
    pub structures: Vec<Structure>,
}

impl Edition {
    /// An edition of which nothing is read yet.
    pub(crate) fn empty(
        name: &str,
        source: Source,
        document: Document,
        diagnostics: Diagnostics,
    ) -> Edition {
        Edition {
            name: name.to_owned(),
            source,
            document,
            diagnostics,
            table: None,
            claims: Vec::new(),
            claims_table: None,
            questions: Vec::new(),
            outside: Vec::new(),
            amendments: None,
            parameters: Vec::new(),
            structures: Vec::new(),
        }
    }
}

/// One answer that the checker must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The property; the checker knows which there are.
    pub property: String,
    /// `all` options, or those only that are a `must`.
    pub profile: String,
    /// The scope that is explored; the checker knows which there are.
    pub scope: String,
    /// The answer.
    pub verdict: Verdict,
    /// How many states there are, or `-`.
    pub states: String,
    /// How many edges there are, or `-`.
    pub edges: String,
    /// The finding that explains it, where it is one.
    pub finding: Option<String>,
    /// The line in the document, from 1.
    pub line: u32,
}

/// What the checker finds of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds in each state that can be reached.
    Holds,
    /// It does not.
    Violated,
    /// Nothing against it was found, in a search that nobody has finished yet.
    Open,
    /// It speaks about something that the document does not have.
    DoesNotApply,
}

impl Verdict {
    /// The word in the documents.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Violated => "violated",
            Verdict::Open => "open",
            Verdict::DoesNotApply => "does not apply",
        }
    }
}

/// What the text leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number, such as `Q-07`.
    pub id: String,
    /// Where in the text.
    pub place: String,
    /// What is open.
    pub open: String,
    /// What we assume.
    pub assumed: String,
    /// The rows and messages that it is about, or `all` alone.
    pub rows: Vec<String>,
    /// The line in the document, from 1.
    pub line: u32,
}

/// A clause that no row can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The clause or SCR item.
    pub clause: String,
    /// What it says.
    pub why: String,
    /// Where it is tested: `server`, `conformance` or both.
    pub tested_in: String,
    /// The line in the document, from 1.
    pub line: u32,
}

/// What a message carries, by one table of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterTable {
    /// The message.
    pub message: String,
    /// The number of the table in the source, where it has one.
    pub number: Option<u32>,
    /// What the message is, in prose; empty where the document does not say.
    pub about: String,
    /// Its parameters, in the order of the table.
    pub parameters: Vec<Parameter>,
    /// The line of its heading in the document, from 1.
    pub line: u32,
}

/// What a complex parameter contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// The name of the complex parameters that have this content.
    pub name: String,
    /// What it is, in prose; empty where the document does not say.
    pub about: String,
    /// What stands in it, in the order of the table.
    pub parameters: Vec<Parameter>,
    /// The line of its heading in the document, from 1.
    pub line: u32,
}

/// A parameter of a message or of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// The type as the source writes it.
    pub kind: String,
    /// The value where it is always the same, or the values that it can have with `/` between them;
    /// else `-`.
    pub value: String,
    /// How often it stands there, and the question where the text does not say.
    pub occurs: String,
    /// The same as a value.
    pub count: Count,
    /// What it is.
    pub description: String,
}

impl Parameter {
    /// The response status code: whole numbers of this name are one.
    pub const REASON: &'static str = "reasonCode";

    /// What names the session, in a message.
    pub const SESSION: &'static str = "sessionId";

    /// What names the device, in a message.
    pub const DEVICE: &'static str = "deviceId";

    /// What `kind` can be, in any letter case; `-` where the source names no type.
    pub const TYPES: [&'static str; 6] = ["boolean", "int", "string", "complex", "bin", "-"];
}

/// How often a parameter stands in its message or structure.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// `1`
    #[default]
    Once,
    /// `0..1`
    Optional,
    /// `0..n`
    Any,
    /// `1..n`
    Many,
    /// `1 if FLAG` or `1 if not FLAG`: once there, and else not at all.
    When {
        /// A boolean parameter further up in the same table.
        flag: String,
        /// What the flag says where the parameter is there.
        is: bool,
    },
}

impl Count {
    /// The forms of a count in the documents.
    pub const FORMS: [&'static str; 6] =
        ["1", "0..1", "0..n", "1..n", "1 if FLAG", "1 if not FLAG"];
}
