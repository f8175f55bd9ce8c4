//! Joint states in the order in which they were found, 8 bytes each, and the way to each.

use crate::table::Numbers;

/// A set of packed joint states that numbers them, with the parent of each. 12 bytes a state, and 5
/// to 11 in the table.
pub(crate) struct Keys {
    numbers: Numbers,
    states: Vec<u64>,
    parents: Vec<u32>,
}

/// The parent of an initial state.
const ROOT: u32 = u32::MAX;
/// States at most: their numbers have 32 bits, and one of them means a free slot.
pub(crate) const MOST: u64 = u32::MAX as u64 - 2;

impl Keys {
    pub(crate) fn new() -> Keys {
        Keys { numbers: Numbers::new(), states: Vec::new(), parents: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.states.len()
    }

    #[inline]
    pub(crate) fn state(&self, number: u32) -> u64 {
        self.states[number as usize]
    }

    pub(crate) fn is_root(&self, number: u32) -> bool {
        self.parents[number as usize] == ROOT
    }

    /// The states from an initial one to this.
    pub(crate) fn way(&self, number: u32) -> Vec<u64> {
        let mut way = Vec::new();
        let mut at = number;
        while at != ROOT {
            way.push(self.state(at));
            at = self.parents[at as usize];
        }
        way.reverse();
        way
    }

    /// Bytes that are held, and shortly before the table grows those of the larger one too.
    pub(crate) fn bytes(&self) -> u64 {
        let [now, next] = self.numbers.sizes(self.len());
        let slots = if next > now { now + next } else { now };
        (slots * 4 + self.len() * 12) as u64
    }

    /// The number of an initial state.
    pub(crate) fn root(&mut self, state: u64) -> (u32, bool) {
        self.number(state, ROOT)
    }

    /// Reads the slots where the search for these states begins, so that the loads overlap.
    #[inline]
    pub(crate) fn touch(&self, states: impl Iterator<Item = u64>) {
        let touched = states.fold(0, |sum, state| sum ^ self.numbers.touch(&state));
        std::hint::black_box(touched);
    }

    /// The number of a state, and whether it is new: then it is the next one.
    #[inline]
    pub(crate) fn number(&mut self, state: u64, parent: u32) -> (u32, bool) {
        let (number, is_new) = self.numbers.number(&mut self.states, &state);
        if is_new {
            self.parents.push(parent);
        }
        (number, is_new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_and_ways_lead_back() {
        let mut keys = Keys::new();
        assert_eq!(keys.root(7), (0, true));
        for n in 1..20_000 {
            assert_eq!(keys.number(n * 1_000_003, n as u32 - 1), (n as u32, true));
        }
        assert_eq!(keys.number(7, 5), (0, false));
        assert_eq!(keys.number(9_000 * 1_000_003, 5), (9_000, false));
        assert_eq!(keys.way(2), [7, 1_000_003, 2_000_006]);
        assert!(keys.bytes() >= 20_000 * 16);
    }
}
