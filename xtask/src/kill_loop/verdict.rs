//! What a disturbed run has to be like in the end.

use super::accepted::accepted;
use super::stage::End;
use crate::live::process::Process;

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It ended as if nothing had happened.
    Same,
    /// It ended otherwise; records and device agree.
    Otherwise(String),
    /// It ended otherwise, and as a finding of the model says.
    Finding(&'static str, String),
    /// Something is wrong.
    Wrong(Vec<String>),
}

impl Verdict {
    /// Judges the end of a run, with the end of an undisturbed one beside it.
    pub fn of(edition: &str, process: &Process, end: &End, undisturbed: &End) -> Verdict {
        let mut wrong = end.unfit.clone();
        wrong.extend(end.properties.broken().map(|name| format!("{name} is violated")));
        if !end.at_rest {
            wrong.push("it has not come to rest in time".to_owned());
        }
        let (seen, usual) = (&end.ledger, &undisturbed.ledger);
        let is_same = end.outcomes == undisturbed.outcomes
            && seen.records == usual.records
            && seen.facts == usual.facts;
        let ended = ended(end);
        if !wrong.is_empty() {
            wrong.push(ended);
            return Verdict::Wrong(wrong);
        }
        if is_same {
            return Verdict::Same;
        }
        let [one, two] = &seen.records;
        let differences = seen.facts.differences([one, two]);
        // A device that was bootstrapped before keeps the account that it had.
        if differences.is_empty() || end.is_as_before {
            return Verdict::Otherwise(ended);
        }
        match accepted(edition, process, end) {
            Some(finding) => Verdict::Finding(finding, ended),
            None => {
                let mut wrong = differences;
                wrong.push(ended);
                Verdict::Wrong(wrong)
            }
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Verdict::Same => f.write_str("as if nothing had happened"),
            Verdict::Otherwise(ended) => {
                write!(f, "otherwise, and records and device agree: {ended}")
            }
            Verdict::Finding(finding, ended) => write!(f, "{finding}: {ended}"),
            Verdict::Wrong(all) => write!(f, "WRONG: {}", all.join("; ")),
        }
    }
}

/// The end in one line.
pub fn ended(end: &End) -> String {
    let ([one, two], [first, second]) = (&end.outcomes, &end.ledger.records);
    let device = &end.ledger.facts;
    format!("reported {one} | {two}, records {first} | {second}, device {device}")
}
