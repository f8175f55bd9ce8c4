//! What each word of the documents means: said here, once.
//!
//! Conditions are guards, effects are assignments, over the variables of [`crate::vars`]. The
//! interpreter runs these definitions, diagnostics list them, exports print them.

use crate::vars::{self, Var, bit};

/// The two roles of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// DMS-1, which delegates.
    Delegating = 0,
    /// DMS-2, to which is delegated.
    Delegated = 1,
}

impl Role {
    /// Both roles, DMS-1 first.
    pub const ALL: [Role; 2] = [Role::Delegating, Role::Delegated];

    /// The other role.
    pub const fn peer(self) -> Role {
        match self {
            Role::Delegating => Role::Delegated,
            Role::Delegated => Role::Delegating,
        }
    }

    /// 0 for DMS-1, 1 for DMS-2.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in the documents.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Delegating => "DMS-1",
            Role::Delegated => "DMS-2",
        }
    }
}

/// What a record says about the delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// Not delegated.
    None = 0,
    /// A part of the tree is delegated.
    Partial = 1,
    /// The whole tree is delegated.
    Full = 2,
}

/// An operation on the device, as rows name it. The code is the place in the list plus one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// DMS-1 creates the DMAcc of DMS-2.
    CreateAccount = 1,
    /// The same, with the automatic session suppressed from the start.
    CreateQuietAccount = 2,
    /// The automatic session to DMS-2 is suppressed.
    Quiet = 3,
    /// The automatic session to DMS-2 is allowed.
    Unquiet = 4,
    /// The ACLs give DMS-2 its rights: on the delegated part, or on all if the session is full.
    Grant = 5,
    /// The same for the whole tree (never written in a row: what `grant` is in a full session).
    GrantAll = 6,
    /// `grant` undone.
    Withdraw = 7,
    /// `grant` of the whole tree undone.
    WithdrawAll = 8,
    /// The DMAcc of DMS-2 is deleted.
    DeleteAccount = 9,
    /// DMS-1 deletes its own DMAcc.
    DeleteOwnAccount = 10,
    /// DMS-1 adds the Bootstrap Server URL of DMS-2.
    AddEntry = 11,
    /// The same undone.
    RemoveEntry = 12,
    /// DMS-2 opens a DM session.
    OpenSession = 13,
    /// DMS-2 stops its activities on the device.
    StopActivities = 14,
    /// DMS-2 bootstraps the device by itself, out of band.
    Bootstrap = 15,
}

impl Op {
    /// How many there are.
    pub const COUNT: usize = 15;

    /// All operations in the order of their codes, with the word that rows use.
    pub const ALL: [(Op, &'static str); Op::COUNT] = [
        (Op::CreateAccount, "create account"),
        (Op::CreateQuietAccount, "create quiet account"),
        (Op::Quiet, "quiet"),
        (Op::Unquiet, "unquiet"),
        (Op::Grant, "grant"),
        (Op::GrantAll, "grant"),
        (Op::Withdraw, "withdraw"),
        (Op::WithdrawAll, "withdraw"),
        (Op::DeleteAccount, "delete account"),
        (Op::DeleteOwnAccount, "delete own account"),
        (Op::AddEntry, "add entry"),
        (Op::RemoveEntry, "remove entry"),
        (Op::OpenSession, "open session"),
        (Op::StopActivities, "stop activities"),
        (Op::Bootstrap, "bootstrap"),
    ];

    /// The operation with that code; `None` for 0 and for codes past the last.
    pub const fn from_code(code: u64) -> Option<Op> {
        if code == 0 || code > Op::COUNT as u64 {
            return None;
        }
        Some(Op::ALL[code as usize - 1].0)
    }

    /// The word in the documents.
    pub const fn word(self) -> &'static str {
        Op::ALL[self as usize - 1].1
    }

    /// The operation that rows name: `grant` and `withdraw` stand for both of their extents.
    pub const fn named(self) -> Op {
        match self {
            Op::GrantAll => Op::Grant,
            Op::WithdrawAll => Op::Withdraw,
            other => other,
        }
    }

    /// Whether it is an operation of that role.
    pub const fn is_of(self, role: Role) -> bool {
        match self {
            Op::Quiet | Op::Unquiet | Op::DeleteAccount => true,
            Op::OpenSession | Op::StopActivities | Op::Bootstrap => {
                matches!(role, Role::Delegated)
            }
            Op::CreateAccount
            | Op::CreateQuietAccount
            | Op::Grant
            | Op::GrantAll
            | Op::Withdraw
            | Op::WithdrawAll
            | Op::DeleteOwnAccount
            | Op::AddEntry
            | Op::RemoveEntry => matches!(role, Role::Delegating),
        }
    }

    /// Whether the operation has a larger twin for full sessions (its code plus one).
    pub const fn is_sized(self) -> bool {
        matches!(self, Op::Grant | Op::Withdraw)
    }

    /// The change that the operation leaves for `undo`, if it is one that can be undone.
    pub const fn change(self) -> Option<Change> {
        match self {
            Op::CreateAccount | Op::CreateQuietAccount | Op::Bootstrap => Some(Change::Created),
            Op::Quiet => Some(Change::Quieted),
            Op::Unquiet => Some(Change::Unquieted),
            Op::Grant | Op::GrantAll => Some(Change::Granted),
            Op::AddEntry => Some(Change::Entered),
            Op::Withdraw
            | Op::WithdrawAll
            | Op::DeleteAccount
            | Op::DeleteOwnAccount
            | Op::RemoveEntry
            | Op::OpenSession
            | Op::StopActivities => None,
        }
    }
}

/// A change of the device that the current session has made, or may have made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The account of DMS-2 was created.
    Created = 0,
    /// Its automatic session was suppressed.
    Quieted = 1,
    /// Rights were granted.
    Granted = 2,
    /// A bootstrap entry was added.
    Entered = 3,
    /// The automatic session was allowed.
    Unquieted = 4,
}

impl Change {
    /// The variable that remembers it.
    pub const fn var(self) -> Var {
        bit(vars::CHANGES, self as u8)
    }
}

/// One way in which `undo` takes a change back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The change.
    pub change: Change,
    /// Not where this session has made that change too: it takes this one along.
    pub unless: Option<Change>,
    /// The operation.
    pub op: Op,
    /// What is forgotten with it.
    pub forgets: &'static [Change],
}

/// How `undo` takes changes back: the first that is there is forgotten and its operation issued.
/// The order is the reverse of that in which the text makes them, but for the entry, which goes
/// before an account: the device would fetch it again. The flag of an account that this session
/// created goes with the account.
pub const UNDO: [Undo; 5] = [
    Undo {
        change: Change::Unquieted,
        unless: Some(Change::Created),
        op: Op::Quiet,
        forgets: &[Change::Unquieted],
    },
    Undo {
        change: Change::Quieted,
        unless: Some(Change::Created),
        op: Op::Unquiet,
        forgets: &[Change::Quieted],
    },
    Undo { change: Change::Granted, unless: None, op: Op::Withdraw, forgets: &[Change::Granted] },
    Undo {
        change: Change::Entered,
        unless: None,
        op: Op::RemoveEntry,
        forgets: &[Change::Entered],
    },
    Undo {
        change: Change::Created,
        unless: None,
        op: Op::DeleteAccount,
        forgets: &[Change::Created, Change::Quieted, Change::Unquieted],
    },
];

/// The HTTP status of a `refuse` that only asks the sender to come again later: the message counts
/// as not received.
pub const LATER: u16 = 503;

/// How the device answered a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It did it.
    Did = 0,
    /// The tree was so already: 418 on an Add, 404 on a Delete.
    FoundDone = 1,
    /// It refused; nothing changed.
    Refused = 2,
    /// No answer: done or not.
    Unclear = 3,
}

impl Answer {
    /// All answers, in the order of their codes.
    pub const ALL: [Answer; 4] = [Answer::Did, Answer::FoundDone, Answer::Refused, Answer::Unclear];

    /// The word in the documents.
    pub const fn word(self) -> &'static str {
        match self {
            Answer::Did => "did",
            Answer::FoundDone => "found",
            Answer::Refused => "refused",
            Answer::Unclear => "unclear",
        }
    }
}

/// What a server tells its operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A part of the tree is delegated now.
    DelegatedPartial = 1,
    /// The whole tree is delegated now.
    DelegatedFull = 2,
    /// The delegation failed.
    Failed = 3,
    /// The peer, or this server, did not want it.
    Refused = 4,
    /// The delegation is revoked.
    Revoked = 5,
    /// The revocation failed.
    RevocationFailed = 6,
    /// The delegation may be compromised.
    Compromised = 7,
}

impl Outcome {
    /// All outcomes, in the order of their codes (from 1).
    pub const ALL: [Outcome; 7] = [
        Outcome::DelegatedPartial,
        Outcome::DelegatedFull,
        Outcome::Failed,
        Outcome::Refused,
        Outcome::Revoked,
        Outcome::RevocationFailed,
        Outcome::Compromised,
    ];

    /// The word in the documents.
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::DelegatedPartial => "delegated partial",
            Outcome::DelegatedFull => "delegated full",
            Outcome::Failed => "failed",
            Outcome::Refused => "refused",
            Outcome::Revoked => "revoked",
            Outcome::RevocationFailed => "revocation failed",
            Outcome::Compromised => "compromised",
        }
    }

    /// The assignments that `report OUTCOME` makes. Only the first two and `revoked` change what
    /// the record says about the delegation.
    pub const fn assigns(self) -> &'static [(Var, u64)] {
        match self {
            Outcome::DelegatedPartial => &[(vars::RECORD, Record::Partial as u64)],
            Outcome::DelegatedFull => &[(vars::RECORD, Record::Full as u64)],
            Outcome::Revoked => &[(vars::RECORD, Record::None as u64)],
            Outcome::Failed => &[(vars::FAILED, 1)],
            Outcome::Refused | Outcome::RevocationFailed | Outcome::Compromised => &[],
        }
    }
}

/// How the session that an event speaks of stands to the server.
///
/// A server remembers a session from when it is over: one in which it took part and which is not
/// its current one any more; and one that it did not take up, by a row on the event that would have
/// begun it. See [`crate::Step::ended`]. A crash takes none of that away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is the current one.
    Current = 0,
    /// The server remembers it, and it is not the current one.
    Over = 1,
    /// It is neither.
    Unknown = 2,
}

impl Standing {
    /// The standing of the input's session.
    #[inline]
    pub const fn of(party: u64, input: u64) -> Standing {
        if vars::SESSION.of(party) == vars::IN_SESSION.of(input) {
            Standing::Current
        } else if vars::IN_PAST.of(input) == 1 {
            Standing::Over
        } else {
            Standing::Unknown
        }
    }
}

/// A set of [`Standing`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standings(pub u8);

impl Standings {
    /// All of them.
    pub const ALL: Standings = Standings(0b111);

    /// That one alone.
    pub const fn only(standing: Standing) -> Standings {
        Standings(1 << standing as u8)
    }

    /// Those that are in both.
    pub const fn and(self, other: Standings) -> Standings {
        Standings(self.0 & other.0)
    }

    /// The others.
    pub const fn not(self) -> Standings {
        Standings(Standings::ALL.0 & !self.0)
    }

    /// Whether it is one of them.
    #[inline]
    pub const fn has(self, standing: Standing) -> bool {
        self.0 >> standing as u8 & 1 == 1
    }
}

/// The condition words without operand, each with its guard. `not` before a word turns it round.
/// Besides these there are `FIELD is true`, `FIELD is false`, `reasonCode is success`,
/// `reasonCode is failure` and `option NAME`.
pub const CONDITIONS: [(&str, Test); 14] = [
    ("account approach", Test::Input(vars::IN_URL, 0)),
    ("url approach", Test::Input(vars::IN_URL, 1)),
    ("willing", Test::Input(vars::IN_WILLING, 1)),
    ("partial", Test::Party(vars::FULL, 0)),
    ("full", Test::Party(vars::FULL, 1)),
    ("delegated", Test::PartyNot(vars::RECORD, Record::None as u64)),
    ("delegated full", Test::Party(vars::RECORD, Record::Full as u64)),
    ("client bootstrapped", Test::Party(vars::BOOTSTRAPPED, 1)),
    ("own account deleted", Test::Party(vars::OWN_DELETED, 1)),
    ("failed before", Test::Party(vars::FAILED, 1)),
    ("something to undo", Test::PartyNot(vars::CHANGES, 0)),
    ("command under way", Test::PartyNot(vars::COMMAND, 0)),
    ("session over", Test::Session(Standings::only(Standing::Over))),
    ("session unknown", Test::Session(Standings::only(Standing::Unknown))),
];

/// The effect words without operand that only assign, each with its assignments.
/// Besides these there are `send`, `answer`, `answer empty`, `refuse`, `device`, `undo`,
/// `start`, `stop` and `report`.
pub const ASSIGNMENTS: [(&str, &[(Var, u64)]); 6] = [
    ("forget session", &[(vars::SESSION, 0), (vars::FULL, 0), (vars::URL, 0), (vars::CHANGES, 0)]),
    ("forget changes", &[(vars::CHANGES, 0)]),
    ("note client bootstrapped", &[(vars::BOOTSTRAPPED, 1)]),
    ("note client not bootstrapped", &[(vars::BOOTSTRAPPED, 0)]),
    ("note own account deleted", &[(vars::OWN_DELETED, 1)]),
    ("note account created", &[(bit(vars::CHANGES, Change::Created as u8), 1)]),
];

/// The values that `send MSG with FIELD = VALUE` may take from the party, each with its variable.
pub const VALUES: [(&str, Var); 2] =
    [("full", vars::FULL), ("client bootstrapped", vars::BOOTSTRAPPED)];

/// A guard on one variable, or on the session of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The party's variable has the value.
    Party(Var, u64),
    /// The party's variable has another value.
    PartyNot(Var, u64),
    /// The input's variable has the value.
    Input(Var, u64),
    /// The input's variable has another value.
    InputNot(Var, u64),
    /// The input's session stands to the party in one of these ways.
    Session(Standings),
}

impl Test {
    /// The opposite guard.
    pub const fn not(self) -> Test {
        match self {
            Test::Party(var, value) => Test::PartyNot(var, value),
            Test::PartyNot(var, value) => Test::Party(var, value),
            Test::Input(var, value) => Test::InputNot(var, value),
            Test::InputNot(var, value) => Test::Input(var, value),
            Test::Session(standings) => Test::Session(standings.not()),
        }
    }

    /// The guard with single-bit "not" turned into its positive form.
    pub const fn normal(self) -> Test {
        match self {
            Test::PartyNot(var, value) if var.width == 1 => Test::Party(var, 1 - value),
            Test::InputNot(var, value) if var.width == 1 => Test::Input(var, 1 - value),
            other => other,
        }
    }

    /// Whether the guard holds.
    pub const fn holds(self, party: u64, input: u64) -> bool {
        match self {
            Test::Party(var, value) => var.of(party) == value,
            Test::PartyNot(var, value) => var.of(party) != value,
            Test::Input(var, value) => var.of(input) == value,
            Test::InputNot(var, value) => var.of(input) != value,
            Test::Session(standings) => standings.has(Standing::of(party, input)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_places() {
        for (place, (op, _)) in Op::ALL.iter().enumerate() {
            assert_eq!(*op as usize, place + 1);
            assert_eq!(Op::from_code(place as u64 + 1), Some(*op));
        }
        for (place, outcome) in Outcome::ALL.iter().enumerate() {
            assert_eq!(*outcome as usize, place + 1);
        }
    }

    #[test]
    fn normal_keeps_the_meaning() {
        for (_, test) in CONDITIONS {
            for test in [test, test.not()] {
                for word in 0..1u64 << 16 {
                    assert_eq!(test.holds(word, word), test.normal().holds(word, word));
                }
            }
        }
    }
}
