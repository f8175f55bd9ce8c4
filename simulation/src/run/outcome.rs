//! What came of a run.

use trace::format::Entry;
use world::Device;

use crate::cell::Cell;
use crate::fault::Faults;
use crate::pairs::Pairs;

/// What came of a run.
pub struct Outcome {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The steps of all servers.
    pub steps: u64,
    /// The pairs of rules that it went through.
    pub pairs: Pairs,
    /// How often devices came to rest.
    pub rests: u64,
    /// The properties whose premise held.
    pub premises: u16,
    /// What was chosen.
    pub choices: Vec<u8>,
    /// What happened, where that was asked for.
    pub told: Vec<Told>,
    /// A number that two runs share only if the same happened in both.
    pub digest: u64,
    /// The cells, at the end.
    pub cells: Vec<Cell>,
    /// The place of its options among the profiles.
    pub profile: usize,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The property, or what else is wrong, in one word.
    pub name: &'static str,
    /// The device.
    pub cell: usize,
    /// The details.
    pub words: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What had gone wrong before.
    pub faults: Faults,
    /// How many rules had fired before, of both servers.
    pub rules: usize,
}

impl Problem {
    /// None, of the first device: for the story of a run in which all went well.
    pub fn none(outcome: &Outcome) -> Problem {
        let first = outcome.problems.first().cloned();
        let (words, faults) = ("nothing is wrong".to_owned(), Faults::NONE);
        first.unwrap_or(Problem { name: "nothing", cell: 0, words, at: 0, faults, rules: 0 })
    }
}

/// A step, as it is told.
pub struct Told {
    /// Of which cell.
    pub cell: usize,
    /// Whose: 0 for DMS-1.
    pub side: usize,
    /// The step.
    pub entry: Entry,
    /// The facts of the device after it.
    pub device: Device,
}
