//! The ends of the 2012 edition in which records and device disagree and that the model has too:
//! each with its finding, and with the event that the finding is about. What is not here is wrong.

use super::stage::End;
use crate::live::EDITION;
use crate::live::process::Process;

/// Ends that a finding explains.
struct Accepted {
    /// The processes.
    processes: &'static [&'static str],
    /// What must have happened: an event in a trace.
    event: &'static str,
    /// What the records of DMS-1 and DMS-2 say.
    records: [&'static str; 2],
    /// What is on the device.
    device: &'static [&'static str],
    /// The finding.
    finding: &'static str,
}

/// No other end is accepted.
const ACCEPTED: &[Accepted] = &[
    // DMS-1 has deleted its own account and does not know: it counts the delegation as failed, and
    // can undo nothing any more. By URL the entry stays too, so that an account that DMS-2 deletes
    // is fetched again (F-05).
    Accepted {
        processes: &["account-full-1", "account-full-2"],
        event: "device unclear delete own account",
        records: ["not delegated", "not delegated"],
        device: &["dms1: nothing; dms2: account, part, rest"],
        finding: "F-02",
    },
    Accepted {
        processes: &["url-full-1", "url-full-2"],
        event: "device unclear delete own account",
        records: ["not delegated", "not delegated"],
        device: &["dms1: nothing; dms2: account; entry"],
        finding: "F-02",
    },
    // DMS-2 has deleted its account before DMS-1 removed the entry, and the device has fetched it
    // again in between.
    Accepted {
        processes: &["url-partial-1", "url-partial-2", "url-full-1", "url-full-2"],
        event: "device did remove entry",
        records: ["not delegated", "not delegated"],
        device: &["dms1: account, part, rest; dms2: account"],
        finding: "F-05",
    },
    // The account of DMS-2 is gone, and DMS-1 never heard that. Its record says what it said.
    Accepted {
        processes: &["asked-partial", "requested-partial", "forced-partial"],
        event: "device unclear delete account",
        records: ["delegated partial", "delegated partial"],
        device: &["dms1: account, part, rest; dms2: nothing"],
        finding: "F-08",
    },
    // The same by URL, where the entry brings the account back.
    Accepted {
        processes: &["asked-url"],
        event: "device unclear delete account",
        records: ["delegated partial", "delegated partial"],
        device: &["dms1: account, part, rest; dms2: account; entry"],
        finding: "F-08",
    },
];

/// The finding that explains this end.
pub fn accepted(edition: &str, process: &Process, end: &End) -> Option<&'static str> {
    if edition != EDITION {
        return None;
    }
    let (records, device) = (&end.ledger.records, end.ledger.facts.to_string());
    let found = ACCEPTED.iter().find(|it| {
        it.processes.contains(&process.name.as_str())
            && it.records == *records
            && it.device.contains(&device.as_str())
            && end.traces.contains(&format!("\"event\":\"{}\"", it.event))
    });
    found.map(|it| it.finding)
}

#[cfg(test)]
mod tests {
    use super::ACCEPTED;
    use crate::files;
    use crate::live::{EDITION, process};

    #[test]
    fn each_accepted_end_names_processes_and_a_finding_that_there_are() {
        let findings = files::editions().with_file_name("findings");
        let processes = process::all(EDITION).unwrap();
        for accepted in ACCEPTED {
            assert!(findings.join(format!("{}.md", accepted.finding)).is_file());
            for name in accepted.processes {
                assert!(process::named(&processes, name).is_ok(), "{name}");
            }
        }
    }
}
