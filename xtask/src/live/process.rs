//! The processes of the protocol: what is ordered, and how it ends.

use super::pair::Server::{self, Delegated, Delegating};
use super::pair::{DEVICE, Initial};
use Extent::{Full, Partial};
use Order::{Delegate, Force, Request, Revoke};

/// What is done, and how it ends.
pub struct Process {
    /// Its name on the command line.
    pub name: &'static str,
    /// Where the text describes it.
    pub clause: &'static str,
    /// What is done.
    pub about: &'static str,
    /// How the device comes to know DMS-2: `account` or `url`.
    pub approach: &'static str,
    /// What is on the device at first.
    pub initial: Initial,
    /// What is ordered, one after the other.
    pub acts: &'static [Act],
    /// What is on the device in the end.
    pub device: &'static str,
    /// The findings that the end shows.
    pub findings: &'static [&'static str],
}

/// An order, and what both servers report on it.
pub struct Act {
    /// Whose operator gives it.
    pub at: Server,
    /// What it is.
    pub order: Order,
    /// What DMS-1 and DMS-2 report: an outcome, `not taken`, or `-` for nothing.
    pub outcomes: [&'static str; 2],
}

/// What an operator orders.
#[derive(Clone, Copy)]
pub enum Order {
    /// A delegation.
    Delegate(Extent),
    /// DMS-1 asks DMS-2 to end it.
    Revoke,
    /// DMS-1 ends it without asking.
    Force,
    /// DMS-2 asks DMS-1 to end it.
    Request,
}

/// Of how much of the tree.
#[derive(Clone, Copy)]
pub enum Extent {
    /// A part.
    Partial,
    /// The whole.
    Full,
}

/// The processes: what is done, and how it ends at each server and on the device. DMS-2 has no
/// session for a forced revocation (F-09), so that it has no outcome of one either. Where the side
/// that begins does not matter, it is the one that F-13 spares.
#[rustfmt::skip]
pub const PROCESSES: &[Process] = &[
    Process {
        name: "account-partial-1", clause: "5.2.1", about: "partial delegation by account, DMS-1 begins",
        approach: "account", initial: Initial::Untouched,
        acts: &[Act { at: Delegating, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part", findings: &[],
    },
    Process {
        name: "account-partial-2", clause: "5.2.1", about: "partial delegation by account, DMS-2 begins",
        approach: "account", initial: Initial::Untouched,
        acts: &[Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part", findings: &[],
    },
    Process {
        name: "account-full-1", clause: "5.2.1", about: "full delegation by account, DMS-1 begins",
        approach: "account", initial: Initial::Untouched,
        acts: &[Act { at: Delegating, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] }],
        device: "dms1: nothing; dms2: account, part, rest", findings: &[],
    },
    Process {
        name: "account-full-2", clause: "5.2.1", about: "full delegation by account, DMS-2 begins",
        approach: "account", initial: Initial::Untouched,
        acts: &[Act { at: Delegated, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] }],
        device: "dms1: nothing; dms2: account, part, rest", findings: &[],
    },
    Process {
        name: "bootstrapped-1", clause: "5.2.1.3", about: "DMS-2 has bootstrapped the device before, DMS-1 begins",
        approach: "account", initial: Initial::Bootstrapped,
        acts: &[Act { at: Delegating, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part", findings: &[],
    },
    Process {
        name: "bootstrapped-2", clause: "5.2.1.3", about: "DMS-2 has bootstrapped the device before, DMS-2 begins",
        approach: "account", initial: Initial::Bootstrapped,
        acts: &[Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part", findings: &[],
    },
    Process {
        name: "url-partial-1", clause: "5.2.2", about: "partial delegation by Bootstrap Server URL, DMS-1 begins",
        approach: "url", initial: Initial::Untouched,
        acts: &[Act { at: Delegating, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part; entry", findings: &[],
    },
    Process {
        name: "url-partial-2", clause: "5.2.2", about: "partial delegation by Bootstrap Server URL, DMS-2 begins",
        approach: "url", initial: Initial::Untouched,
        acts: &[Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] }],
        device: "dms1: account, part, rest; dms2: account, part; entry", findings: &[],
    },
    Process {
        name: "url-full-1", clause: "5.2.2", about: "full delegation by Bootstrap Server URL, DMS-1 begins",
        approach: "url", initial: Initial::Untouched,
        acts: &[Act { at: Delegating, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] }],
        device: "dms1: nothing; dms2: account, part, rest; entry", findings: &[],
    },
    Process {
        name: "url-full-2", clause: "5.2.2", about: "full delegation by Bootstrap Server URL, DMS-2 begins",
        approach: "url", initial: Initial::Untouched,
        acts: &[Act { at: Delegated, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] }],
        device: "dms1: nothing; dms2: account, part, rest; entry", findings: &[],
    },
    Process {
        name: "asked-partial", clause: "5.2.3", about: "DMS-1 asks DMS-2 to end a partial delegation",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] },
            Act { at: Delegating, order: Revoke, outcomes: ["revoked", "revoked"] },
        ],
        device: "dms1: account, part, rest; dms2: nothing", findings: &[],
    },
    Process {
        name: "asked-url", clause: "5.2.3", about: "DMS-1 asks DMS-2 to end a partial delegation made by URL",
        approach: "url", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegating, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] },
            Act { at: Delegating, order: Revoke, outcomes: ["revoked", "revoked"] },
        ],
        device: "dms1: account, part, rest; dms2: account; entry", findings: &["F-04"],
    },
    Process {
        name: "requested-partial", clause: "5.2.4", about: "DMS-2 asks DMS-1 to end a partial delegation",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] },
            Act { at: Delegated, order: Request, outcomes: ["revoked", "revoked"] },
        ],
        device: "dms1: account, part, rest; dms2: nothing", findings: &[],
    },
    Process {
        name: "forced-partial", clause: "5.2.5", about: "DMS-1 ends a partial delegation by force",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Partial), outcomes: ["delegated partial", "delegated partial"] },
            Act { at: Delegating, order: Force, outcomes: ["revoked", "revoked"] },
        ],
        device: "dms1: account, part, rest; dms2: nothing", findings: &[],
    },
    Process {
        name: "asked-full", clause: "5.2.3", about: "DMS-1 asks DMS-2 to end a full delegation",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] },
            Act { at: Delegating, order: Revoke, outcomes: ["not taken", "-"] },
        ],
        device: "dms1: nothing; dms2: account, part, rest", findings: &["F-07"],
    },
    Process {
        name: "requested-full", clause: "5.2.4", about: "DMS-2 asks DMS-1 to end a full delegation",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] },
            Act { at: Delegated, order: Request, outcomes: ["compromised", "compromised"] },
        ],
        device: "dms1: nothing; dms2: account, part, rest", findings: &["F-07"],
    },
    Process {
        name: "forced-full", clause: "5.2.5", about: "DMS-1 ends a full delegation by force",
        approach: "account", initial: Initial::Untouched,
        acts: &[
            Act { at: Delegated, order: Delegate(Full), outcomes: ["delegated full", "delegated full"] },
            Act { at: Delegating, order: Force, outcomes: ["compromised", "-"] },
        ],
        device: "dms1: nothing; dms2: account, part, rest", findings: &["F-07", "F-09"],
    },
];

impl Act {
    /// The order as its operator's command line has it.
    pub fn words(&self) -> Vec<&'static str> {
        let (mut words, options): (Vec<_>, &[_]) = match self.order {
            Order::Delegate(Extent::Partial) => (vec!["delegate"], &[]),
            Order::Delegate(Extent::Full) => (vec!["delegate"], &["--full"]),
            Order::Revoke => (vec!["revoke"], &[]),
            Order::Force => (vec!["revoke"], &["--force"]),
            Order::Request => (vec!["request-revocation"], &[]),
        };
        words.extend([self.at.peer().id(), DEVICE]);
        words.extend(options);
        words
    }
}

/// The process of that name.
///
/// # Errors
/// A sentence that names what is near.
pub fn named(name: &str) -> Result<&'static Process, String> {
    if let Some(process) = PROCESSES.iter().find(|process| process.name == name) {
        return Ok(process);
    }
    let hint = spec::did_you_mean(name, PROCESSES.iter().map(|process| process.name))
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    Err(format!("there is no process `{name}`{hint}; --list names all"))
}

/// Prints the list.
pub fn list() {
    for Process { name, clause, about, .. } in PROCESSES {
        println!("{name:<18} {clause:<8} {about}");
    }
}

#[cfg(test)]
mod tests {
    use super::PROCESSES;
    use crate::files;

    #[test]
    fn each_name_is_there_once_and_each_finding_has_its_page() {
        let findings = files::editions().with_file_name("findings");
        for (place, process) in PROCESSES.iter().enumerate() {
            let again = PROCESSES[..place].iter().find(|other| other.name == process.name);
            assert!(again.is_none(), "{} is there twice", process.name);
            for finding in process.findings {
                assert!(findings.join(format!("{finding}.md")).is_file(), "{finding}");
            }
        }
    }
}
