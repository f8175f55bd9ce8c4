//! How far a search goes: how often operators act, and how many faults of each kind there are.

use protocol::{Operator, Role};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A POST, a response or a copy is lost.
    Loss = 0,
    /// The device refuses a command that it could do.
    Refusal = 1,
    /// The device does not answer a command: done or not.
    Unclear = 2,
    /// A server crashes and starts again.
    Crash = 3,
    /// A POST in flight is copied.
    Duplicate = 4,
}

impl Fault {
    /// All kinds with their names.
    pub const ALL: [(Fault, &'static str); 5] = [
        (Fault::Loss, "loss"),
        (Fault::Refusal, "refusal"),
        (Fault::Unclear, "unclear"),
        (Fault::Crash, "crash"),
        (Fault::Duplicate, "duplicate"),
    ];
}

/// Whether the device takes a deleted server out of its ACLs, as its standard asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Acls {
    /// It does.
    #[default]
    Cleaned,
    /// It leaves them.
    Kept,
}

/// Whether running timers may expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Timers {
    /// At any step.
    #[default]
    Expire,
    /// Never: what a timer would have ended is seen.
    Never,
}

/// One side of a choice, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Extent {
    /// Both.
    #[default]
    Both,
    /// Only the first: account approach, partial delegation, DMS-1, an untouched device.
    First,
    /// Only the second: URL approach, full delegation, DMS-2, a device that DMS-2 bootstrapped.
    Second,
}

impl Extent {
    /// The choices: 0 for the first, 1 for the second.
    pub fn choices(self) -> core::ops::Range<u64> {
        match self {
            Extent::Both => 0..2,
            Extent::First => 0..1,
            Extent::Second => 1..2,
        }
    }
}

/// The kinds of revocations: the name, and who begins it by which event.
pub const REVOCATIONS: [(&str, Role, Operator); 3] = [
    ("asked", Role::Delegating, Operator::RevokesAsked),
    ("forced", Role::Delegating, Operator::RevokesForced),
    ("requested", Role::Delegated, Operator::RequestsRevocation),
];

/// The bounds of one search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Name, such as `story` or `small/loss`.
    pub name: String,
    /// Delegations in all, at most 3.
    pub delegations: u32,
    /// Revocations of each of the [`REVOCATIONS`]; at most 1 each.
    pub revocations: [u32; 3],
    /// Faults of each kind, at most 7.
    pub faults: [u32; 5],
    /// Faults of all kinds together.
    pub faults_in_all: u32,
    /// Exchanges in flight at most: C in the design; at most 4.
    pub in_flight: usize,
    /// Account or URL approach.
    pub approach: Extent,
    /// Partial or full delegation.
    pub full: Extent,
    /// The server at which delegations begin.
    pub initiator: Extent,
    /// The initial state.
    pub initial: Extent,
    /// What the device does with ACLs.
    pub acls: Acls,
    /// Whether timers expire.
    pub timers: Timers,
}

impl Scope {
    /// The names of the scopes that the design fixes.
    pub const NAMES: [&'static str; 5] = ["story", "small", "standard", "deep", "wide"];

    /// The searches of a scope: five for `small`, one for each other; `None` for an unknown name.
    /// `small/loss` and the like name one search of `small`; `story/acls-kept` is `story` on a
    /// device that does not clean its ACLs, `story/timers-off` one whose timers never expire.
    pub fn named(name: &str) -> Option<Vec<Scope>> {
        let one = |name: &str, faults, faults_in_all, in_flight| {
            vec![Scope::new(name, faults, faults_in_all, in_flight)]
        };
        let single = |(fault, word): &(Fault, &str)| {
            let mut faults = [0; 5];
            faults[*fault as usize] = 1;
            Scope::new(&format!("small/{word}"), faults, 1, 4)
        };
        match name {
            "story" => Some(one(name, [0; 5], 0, 4)),
            "small" => Some(Fault::ALL.iter().map(single).collect()),
            "standard" => Some(one(name, [1; 5], 2, 2)),
            "deep" => Some(one(name, [1; 5], 5, 3)),
            "wide" => Some(one(name, [2; 5], 10, 2)),
            "story/acls-kept" => {
                Some(vec![Scope { acls: Acls::Kept, ..Scope::new(name, [0; 5], 0, 4) }])
            }
            "story/timers-off" => {
                Some(vec![Scope { timers: Timers::Never, ..Scope::new(name, [0; 5], 0, 4) }])
            }
            _ => {
                let word = name.strip_prefix("small/")?;
                let fault = Fault::ALL.iter().find(|(_, name)| *name == word)?;
                Some(vec![single(fault)])
            }
        }
    }

    fn new(name: &str, faults: [u32; 5], faults_in_all: u32, in_flight: usize) -> Scope {
        Scope {
            name: name.to_owned(),
            delegations: 2,
            revocations: [1; 3],
            faults,
            faults_in_all,
            in_flight,
            approach: Extent::Both,
            full: Extent::Both,
            initiator: Extent::Both,
            initial: Extent::Both,
            acls: Acls::Cleaned,
            timers: Timers::Expire,
        }
    }
}
