//! What may have happened while lines are missing: anything that the table allows.

use std::collections::BTreeSet;
use std::rc::Rc;

use protocol::{Program, Verdict, step};

use super::spots::Spot;
use crate::format::{Missing, Words};
use crate::possible::inputs;

/// The records that fit after so many steps of which nothing is said; `None` where they are more
/// than `bound`. Since something that no row describes changes nothing, so many are so many at
/// most, and after enough of them nothing new comes.
pub(super) fn after(
    words: &Words<'_>,
    program: &Program,
    spots: Vec<Spot>,
    count: Missing,
    bound: usize,
) -> Option<Vec<Spot>> {
    let unknown = spots.into_iter().map(|mut spot| {
        Rc::make_mut(&mut spot.memory).requests.forget();
        spot
    });
    let mut reached: BTreeSet<Spot> = unknown.collect();
    let mut fresh: Vec<Spot> = reached.iter().cloned().collect();
    let mut left = match count {
        Missing::Exactly(count) => count,
        Missing::Some => u32::MAX,
    };
    while left > 0 && !fresh.is_empty() {
        let mut next = Vec::new();
        for spot in fresh {
            for after in steps(words, program, &spot) {
                if reached.insert(after.clone()) {
                    next.push(after);
                }
            }
            if reached.len() > bound {
                return None;
            }
        }
        fresh = next;
        left -= 1;
    }
    Some(reached.into_iter().collect())
}

/// The records after one step of any kind that changes something.
fn steps(words: &Words<'_>, program: &Program, spot: &Spot) -> BTreeSet<Spot> {
    let (role, before) = (words.role, spot.party);
    let taken = inputs(words, program, before).into_iter().filter_map(|input| {
        let done = step(program, role, before, input);
        if matches!(done.verdict, Verdict::Ambiguous(..)) {
            return None;
        }
        let mut after = spot.clone();
        after.party = done.party;
        if done.party.session() != before.session() {
            let ended = program.remembers(role).then(|| done.ended(program, before, input));
            Rc::make_mut(&mut after.memory).follow(ended, None, before, done.party);
            after.is_any = true;
        }
        after.settle();
        Some(after)
    });
    taken.collect()
}
