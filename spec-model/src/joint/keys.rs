//! Joint states in the order in which they were found, 8 bytes each, and the way to each.

/// A set of packed joint states that numbers them: an open-addressing table of numbers beside the
/// list of states, and a list of parents. 12 bytes a state, and 6 to 11 in the table.
pub(crate) struct Keys {
    slots: Vec<u32>,
    states: Vec<u64>,
    parents: Vec<u32>,
}

/// The parent of an initial state.
const ROOT: u32 = u32::MAX;
/// States at most: their numbers have 32 bits, and one of them means a free slot.
pub(crate) const MOST: u64 = u32::MAX as u64 - 2;

impl Keys {
    pub(crate) fn new() -> Keys {
        Keys { slots: vec![0; 1 << 12], states: Vec::new(), parents: Vec::new() }
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
        let grows = self.len() * 5 >= self.slots.len() * 3;
        let slots = if grows { self.slots.len() * 3 } else { self.slots.len() };
        (slots * 4 + self.len() * 12) as u64
    }

    /// The number of an initial state.
    pub(crate) fn root(&mut self, state: u64) -> (u32, bool) {
        self.number(state, ROOT)
    }

    /// Reads the slots where the search for these states begins, so that the loads overlap.
    #[inline]
    pub(crate) fn touch(&self, states: impl Iterator<Item = u64>) {
        let mask = self.slots.len() - 1;
        let touched = states.fold(0, |sum, state| sum ^ self.slots[mix(state) & mask]);
        std::hint::black_box(touched);
    }

    /// The number of a state, and whether it is new: then it is the next one.
    #[inline]
    pub(crate) fn number(&mut self, state: u64, parent: u32) -> (u32, bool) {
        if self.is_full() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut place = mix(state) & mask;
        loop {
            match self.slots[place] {
                0 => {
                    self.states.push(state);
                    self.parents.push(parent);
                    self.slots[place] = self.states.len() as u32;
                    return (self.states.len() as u32 - 1, true);
                }
                number if self.states[number as usize - 1] == state => return (number - 1, false),
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn is_full(&self) -> bool {
        self.states.len() * 3 >= self.slots.len() * 2
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let mut slots = vec![0; size];
        for (number, state) in self.states.iter().enumerate() {
            let mut place = mix(*state) & (size - 1);
            while slots[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            slots[place] = number as u32 + 1;
        }
        self.slots = slots;
    }
}

#[inline]
fn mix(state: u64) -> usize {
    let product = u128::from(state ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    ((product as u64) ^ ((product >> 64) as u64)) as usize
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
