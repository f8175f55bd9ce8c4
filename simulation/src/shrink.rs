//! A failing run made shorter: choices of its list become 0 or go away, as long as the same thing
//! goes wrong.

use reference_server::store::Storage;

use crate::dice::Dice;
use crate::many::{one, unexplained};
use crate::run::{Outcome, Toward};
use crate::server::Mount;
use crate::subject::Subject;

/// The most steps of all runs that are tried; a run counts for so many besides.
const MOST_STEPS: u64 = 2_000_000;
const EACH: u64 = 50;

/// The shortest story found.
pub struct Shrunk {
    /// Its choices.
    pub choices: Vec<u8>,
    /// What comes of them.
    pub outcome: Outcome,
    /// How many runs were tried.
    pub tried: usize,
}

/// How long a story is: fewer steps count most, then fewer choices that are not the plain ones.
fn size(outcome: &Outcome, choices: &[u8]) -> (u64, usize, usize) {
    let special = choices.iter().filter(|choice| **choice != 0).count();
    (outcome.steps, special, outcome.cells.len())
}

/// Makes the run with these choices shorter, which has an unexplained problem of that name.
pub fn shrink<S: Storage>(
    subject: &Subject,
    mount: Mount<S>,
    (choices, toward): (Vec<u8>, Toward),
    name: &str,
) -> Option<Shrunk> {
    let (mut tried, mut spent) = (0, 0);
    let mut attempt = |choices: &[u8]| {
        if spent > MOST_STEPS {
            return None;
        }
        tried += 1;
        let outcome = one(subject, mount, Dice::read(choices.to_vec()), (toward, true));
        spent += outcome.steps + EACH;
        let is_it = unexplained(subject, &outcome).is_some_and(|problem| problem.name == name);
        is_it.then_some(outcome)
    };
    let mut best = choices;
    let mut outcome = attempt(&best)?;
    loop {
        let before = size(&outcome, &best);
        for change in [Change::Zero, Change::Remove, Change::Lower] {
            let mut chunk = best.len().div_ceil(2).max(1);
            loop {
                let mut place = 0;
                while place < best.len() {
                    let end = (place + chunk).min(best.len());
                    if let Some(changed) = change.of(&best, place, end) {
                        let found = attempt(&changed);
                        let is_shorter =
                            |found: &Outcome| size(found, &changed) <= size(&outcome, &best);
                        if let Some(found) = found.filter(is_shorter) {
                            (outcome, best) = (found, trimmed(changed));
                            continue;
                        }
                    }
                    place = end;
                }
                if chunk == 1 {
                    break;
                }
                chunk = chunk.div_ceil(2);
            }
        }
        if size(&outcome, &best) == before {
            break;
        }
    }
    Some(Shrunk { choices: best, outcome, tried })
}

/// A list without the plain choices at its end.
fn trimmed(mut choices: Vec<u8>) -> Vec<u8> {
    while choices.last() == Some(&0) {
        choices.pop();
    }
    choices
}

#[derive(Clone, Copy)]
enum Change {
    Zero,
    Remove,
    Lower,
}

impl Change {
    /// The list with a part changed; `None` where that changes nothing.
    fn of(self, choices: &[u8], from: usize, to: usize) -> Option<Vec<u8>> {
        let mut changed = choices.to_vec();
        let part = changed.get_mut(from..to)?;
        match self {
            Change::Zero => part.iter_mut().for_each(|choice| *choice = 0),
            Change::Lower => part.iter_mut().for_each(|choice| *choice = choice.saturating_sub(1)),
            Change::Remove => drop(changed.drain(from..to)),
        }
        (changed != choices).then_some(changed)
    }
}
