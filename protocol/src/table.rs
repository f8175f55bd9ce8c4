//! What a document says, resolved to words but not yet to bits.

use alloc::string::String;
use alloc::vec::Vec;

use crate::input::Trigger;
use crate::vars::Var;
use crate::words::{Op, Outcome, Role, Standing, Standings, Test};

/// One edition of the protocol, whole.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Name of the edition, such as `2012-candidate`.
    pub edition: String,
    /// The freedoms that the text leaves.
    pub options: Vec<Option_>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The states of each role; state 0 is the initial one.
    pub states: [Vec<State>; 2],
    /// The timers of each role.
    pub timers: [Vec<Timer>; 2],
    /// The transitions, in the order of the document.
    pub rows: Vec<Row>,
}

impl Table {
    /// The message of that name.
    pub fn message(&self, name: &str) -> Option<MessageId> {
        self.messages.iter().position(|m| m.name == name).map(|n| MessageId(n as u8))
    }

    /// The messages that mean that.
    pub fn meaning(&self, means: Means) -> impl Iterator<Item = MessageId> {
        let all = self.messages.iter().enumerate();
        all.filter(move |(_, m)| m.means == Some(means)).map(|(n, _)| MessageId(n as u8))
    }

    /// The state of that name.
    pub fn state(&self, role: Role, name: &str) -> Option<StateId> {
        self.states[role.index()].iter().position(|s| s.name == name).map(|n| StateId(n as u8))
    }

    /// The option of that name.
    pub fn option(&self, name: &str) -> Option<OptionId> {
        self.options.iter().position(|o| o.name == name).map(|n| OptionId(n as u8))
    }

    /// The names of these options, one bit each, in their order.
    pub fn option_names(&self, options: u64) -> impl Iterator<Item = &str> {
        let all = self.options.iter().enumerate();
        all.filter(move |(n, _)| options >> n & 1 == 1).map(|(_, option)| option.name.as_str())
    }

    /// The choice of all options, one bit each.
    pub fn all_options(&self) -> u64 {
        match self.options.len() {
            0 => 0,
            count => u64::MAX >> (64 - count.min(64)),
        }
    }

    /// The row of that rule id.
    pub fn row(&self, rule: &str) -> Option<RowId> {
        self.rows.iter().position(|r| r.rule == rule).map(|n| RowId(n as u16))
    }
}

/// Place of a message in [`Table::messages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub u8);
/// Place of a state in [`Table::states`] of its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u8);
/// Place of a timer in [`Table::timers`] of its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(pub u8);
/// Place of an option in [`Table::options`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionId(pub u8);
/// Place of a row in [`Table::rows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u16);

/// A freedom that the text leaves to implementers.
#[derive(Clone, Debug)]
pub struct Option_ {
    /// Name, such as `undo-1`.
    pub name: String,
    /// The role that is asked.
    pub role: Role,
    /// How strongly the text asks for it.
    pub level: Level,
    /// Item of the static conformance requirements, where there is one.
    pub scr: String,
    /// Clause.
    pub text: String,
    /// What having it means.
    pub meaning: String,
}

/// Requirement level of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Recommended.
    Should,
    /// Permitted.
    May,
    /// Optional by its title or by its SCR item.
    Optional,
}

/// A message, or the variant of one whose content differs.
#[derive(Clone, Debug)]
pub struct Message {
    /// Name, with `/variant` where a root has several contents.
    pub name: String,
    /// Root element on the wire.
    pub root: String,
    /// Who sends it.
    pub from: Sender,
    /// What carries it.
    pub carrier: Carrier,
    /// How it finds its session at the receiver.
    pub session: SessionRule,
    /// What it is for, where a property speaks about that.
    pub means: Option<Means>,
    /// Parameters; those that rows may speak about have a bit.
    pub fields: Vec<Field>,
    /// Clauses.
    pub text: String,
}

impl Message {
    /// The field of that wire name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// What properties speak about by its purpose, since editions name it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// DMS-1 has prepared the device: DMS-2 may begin to manage it.
    Prepared,
    /// The revocation failed.
    RevocationFailure,
}

impl Means {
    /// All of them with the words of the documents.
    pub const ALL: [(Means, &'static str); 2] =
        [(Means::Prepared, "prepared"), (Means::RevocationFailure, "revocation failure")];
}

/// Who may send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Only that role.
    Only(Role),
    /// Either.
    Either,
}

impl Sender {
    /// Whether `role` may send it.
    pub fn allows(self, role: Role) -> bool {
        match self {
            Sender::Only(only) => only == role,
            Sender::Either => true,
        }
    }
}

/// What carries a message over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A request of its own.
    Post,
    /// The HTTP response to that message.
    ResponseTo(MessageId),
}

/// How a message finds its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionRule {
    /// It carries the session's identifier.
    SessionId,
    /// It names the device; the session is the one with that peer.
    DeviceAndPeer,
    /// It begins a session.
    Opens,
}

/// A parameter of a message.
#[derive(Clone, Debug)]
pub struct Field {
    /// Wire name.
    pub name: String,
    /// What rows may say about it.
    pub kind: FieldKind,
}

/// What rows may say about a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// true or false, in that bit of the payload.
    Boolean(u8),
    /// A status code: success (1) or not (0), in that bit of the payload.
    Reason(u8),
    /// The session identifier.
    Session,
    /// Filled and read by the driver only.
    Opaque,
}

/// A state of a role.
#[derive(Clone, Debug)]
pub struct State {
    /// Name.
    pub name: String,
    /// Whether the role is at rest in it.
    pub at_rest: bool,
    /// What it means.
    pub meaning: String,
}

/// A timer of a role.
#[derive(Clone, Debug)]
pub struct Timer {
    /// Name.
    pub name: String,
    /// Clause.
    pub text: String,
    /// What it waits for.
    pub meaning: String,
}

/// What an operator may ask of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// Begin a delegation.
    Delegates = 0,
    /// Revoke it after asking the peer.
    RevokesAsked = 1,
    /// Revoke it without asking.
    RevokesForced = 2,
    /// Ask the peer to revoke it.
    RequestsRevocation = 3,
}

impl Operator {
    /// All of them in the order of their codes, with the words of the documents.
    pub const ALL: [(Operator, &'static str); 4] = [
        (Operator::Delegates, "operator delegates"),
        (Operator::RevokesAsked, "operator revokes (asked)"),
        (Operator::RevokesForced, "operator revokes (forced)"),
        (Operator::RequestsRevocation, "operator requests revocation"),
    ];
}

/// A row of a transition table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Stable id, such as `ACC-1-07`.
    pub rule: String,
    /// The role whose table it is in.
    pub role: Role,
    /// The process whose table it is in.
    pub process: String,
    /// Line in the document, from 1.
    pub line: u32,
    /// The states in which it applies.
    pub states: Vec<StateId>,
    /// The events on which it applies.
    pub on: Vec<Trigger>,
    /// What must hold besides.
    pub conditions: Vec<Condition>,
    /// What is done, in this order.
    pub effects: Vec<Effect>,
    /// The state after it.
    pub then: Then,
    /// Clause.
    pub text: String,
    /// How firmly the text says it.
    pub basis: Basis,
}

impl Row {
    /// How the session of that event may stand to the server for the row to apply: as its words
    /// say; without such words, it is the current one where the event belongs to a session.
    pub fn sessions(&self, messages: &[Message], on: Trigger) -> Standings {
        let words = self.conditions.iter().filter_map(|condition| match condition {
            Condition::Test(Test::Session(standings)) => Some(*standings),
            Condition::Test(_) | Condition::Option(..) => None,
        });
        let asked = words.reduce(Standings::and);
        asked.unwrap_or_else(|| match on.session_rule(messages) {
            Some(SessionRule::SessionId) => Standings::only(Standing::Current),
            Some(SessionRule::Opens | SessionRule::DeviceAndPeer) | None => Standings::ALL,
        })
    }

    /// Whether the row is about a session that need not be the server's, on that event: one that is
    /// over, or one that it never knew and that does not begin with the event either. Such a row
    /// leaves the current session alone: what it sends belongs to the session of the event.
    pub fn is_apart(&self, messages: &[Message], on: Trigger) -> bool {
        let sessions = self.sessions(messages, on);
        if on.session_rule(messages) == Some(SessionRule::Opens) {
            sessions.has(Standing::Over) && !sessions.has(Standing::Unknown)
        } else {
            !sessions.has(Standing::Current)
        }
    }
}

/// A condition of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A guard on a variable.
    Test(Test),
    /// Whether the implementation has the option.
    Option(OptionId, Wanted),
}

/// Whether an option must be there or must be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It must be there.
    With,
    /// It must be absent.
    Without,
}

/// An effect of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A message leaves in a POST.
    Send(MessageId, Vec<(u8, FieldValue)>),
    /// The response to the POST that came carries a message.
    Answer(MessageId, Vec<(u8, FieldValue)>),
    /// The response has no content and says that all is well.
    AnswerEmpty,
    /// The response has no content and this HTTP status.
    Refuse(u16),
    /// A command goes to the device.
    Device(Op),
    /// The command that takes back the latest change goes to the device, unless another command
    /// is still under way.
    Undo,
    /// A timer starts anew.
    Start(TimerId),
    /// A timer stops.
    Stop(TimerId),
    /// The operator is told; see [`Outcome::assigns`].
    Report(Outcome),
    /// One of [`crate::words::ASSIGNMENTS`].
    Assign(&'static [(Var, u64)]),
}

/// The value of a field of a message that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Always that.
    Constant(u8),
    /// What the variable of the party says.
    Party(Var),
}

/// The state after a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The one before.
    Same,
    /// That one.
    State(StateId),
}

/// How firmly the text says what a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// With that keyword.
    Must,
    /// With that keyword.
    Should,
    /// With that keyword.
    May,
    /// Without a keyword.
    Stated,
    /// By order or figure.
    Implied,
    /// Our choice; the question that explains it.
    Assumed(String),
}

impl core::fmt::Display for Basis {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Basis::Must => f.write_str("MUST"),
            Basis::Should => f.write_str("SHOULD"),
            Basis::May => f.write_str("MAY"),
            Basis::Stated => f.write_str("stated"),
            Basis::Implied => f.write_str("implied"),
            Basis::Assumed(question) => write!(f, "assumed {question}"),
        }
    }
}
