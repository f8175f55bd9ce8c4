//! `cargo xtask demo`: two servers and a device as processes of their own, and every process of
//! the protocol over real TLS. It knows the two programs by their command lines only.

mod device;
mod joint;
mod ledger;
mod pair;
mod play;
mod programs;
mod tidy;

use std::ffi::OsString;

use spec::Color;

use crate::exit::{Exit, WORDS};
use crate::files;
use pair::Server::{Delegated, Delegating};
use play::Order::{Delegate, Force, Request, Revoke};
use play::{Act, Extent, Initial, Process};
use tidy::Keep;

/// The edition whose clauses and findings are named here.
const EDITION: &str = "2012-candidate";

const HELP: &str = "\
cargo xtask demo [--keep] [--list] [PROCESS...]

Runs each process, or those named, with two servers and a device of their own on loopback, and
prints a sequence chart whenever they come to rest. Nothing is left behind.
With --keep the folder with databases, logs and the device stays; --list names the processes.

";

use Extent::{Full, Partial};

/// The processes: what is done, and how it ends at each server and on the device. DMS-2 has no
/// session for a forced revocation (F-09), so that it has no outcome of one either. Where the side
/// that begins does not matter, it is the one that F-13 spares.
#[rustfmt::skip]
const PROCESSES: &[Process] = &[
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

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let mut chosen: Vec<&Process> = Vec::new();
    let mut keep = Keep::Nothing;
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|error| usage(&error.to_string()))? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            lexopt::Arg::Long("list") => {
                for Process { name, clause, about, .. } in PROCESSES {
                    println!("{name:<18} {clause:<8} {about}");
                }
                return Ok(Exit::Met);
            }
            lexopt::Arg::Long("keep") => keep = Keep::Folder,
            lexopt::Arg::Long(tidy::OPTION) => {
                let folder = parser.value().map_err(|error| usage(&error.to_string()))?;
                return Ok(tidy::wait_and_tidy(folder.as_ref()));
            }
            lexopt::Arg::Value(name) => chosen.push(named(&name.to_string_lossy())?),
            other => return Err(usage(&other.unexpected().to_string())),
        }
    }
    if chosen.is_empty() {
        chosen.extend(PROCESSES);
    }
    let document = files::read(&files::named(EDITION)?, Color::Plain)?;
    let table = document.edition.table.ok_or(Exit::Document)?;
    all(&table, &chosen, keep).map_err(|error| {
        eprintln!("error: {error}");
        Exit::Internal
    })
}

fn usage(error: &str) -> Exit {
    eprintln!("error: `cargo xtask demo`: {error}\n\n{HELP}{WORDS}");
    Exit::Usage
}

fn named(name: &str) -> Result<&'static Process, Exit> {
    if let Some(process) = PROCESSES.iter().find(|process| process.name == name) {
        return Ok(process);
    }
    let hint = spec::did_you_mean(name, PROCESSES.iter().map(|process| process.name))
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    Err(usage(&format!("there is no process `{name}`{hint}; --list names all")))
}

fn all(table: &protocol::Table, chosen: &[&Process], keep: Keep) -> Result<Exit, String> {
    let programs = programs::Programs::build()?;
    let place = tidy::Place::new(keep)?;
    let mut wrong = Vec::new();
    for (number, process) in chosen.iter().enumerate() {
        if number > 0 {
            println!();
        }
        let folder = place.folder.join(process.name);
        if !play::process(process, table, &programs, &place, &folder)? {
            wrong.push(process.name);
        }
    }
    let good = chosen.len() - wrong.len();
    println!("\n{good} of {} processes ended as they should", chosen.len());
    if wrong.is_empty() {
        return Ok(Exit::Met);
    }
    println!("not so: {}", wrong.join(", "));
    Ok(Exit::Unmet)
}

#[cfg(test)]
mod tests {
    use super::{PROCESSES, files};

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
