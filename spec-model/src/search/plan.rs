//! The steps of bare states, worked out once and kept for a while.

use std::ops::Range;

use super::budget::{Cost, Need};
use super::chunked::Chunked;

/// A step: where it leads, what it spends and what it is counted as.
#[derive(Clone, Copy, Debug)]
pub struct Stride {
    /// The number of the bare state after it; [`Stride::BLOCKED`] where the wire has no room.
    pub to: u32,
    /// The number of what happens on the way.
    pub effect: u16,
    /// The faults that it spends.
    pub cost: Cost,
    /// Marks, in the head of a plan.
    pub marks: u8,
}

impl Stride {
    /// No state: the step is not enabled.
    pub const BLOCKED: u32 = u32::MAX;
    /// Mark: a fair event leads away.
    pub const FAIR: u8 = 1;
    /// Mark: something that is no fault leads away.
    pub const LEAVES: u8 = 2;
    /// Mark: the plan has steps with two faults, where its kinds have.
    pub const TWO: u8 = 4;
}

/// The steps of some states. Each plan is a head (how many steps without faults, how many with, and
/// of which kinds), and those steps. States come back soon after they were found or not at all, so
/// what was written long ago is forgotten and worked out again where it is needed.
pub struct Plans {
    /// Where the plan of each state stands; before `first` it is forgotten.
    pub starts: Chunked<u32>,
    first: u32,
    old: Vec<Stride>,
    new: Vec<Stride>,
}

/// Strides that are kept in any case, before the older half is forgotten.
const ROOM: usize = 1 << 19;

impl Plans {
    /// None yet.
    pub fn new() -> Plans {
        Plans { starts: Chunked::new(), first: 1, old: Vec::new(), new: Vec::new() }
    }

    /// For which faults the plan of a state is there; nothing where there is none.
    #[inline]
    pub fn known(&self, state: u32) -> Option<Need> {
        let start = self.starts[state as usize];
        let head = (start >= self.first).then(|| self.stride(start))?;
        Some(Need { kinds: head.cost, two: head.marks & Stride::TWO != 0 })
    }

    /// The plan of a state: its marks, and where its steps without faults stand, and those with.
    #[inline]
    pub fn range(&self, state: u32) -> (u8, Range<u32>, Range<u32>) {
        let start = self.starts[state as usize];
        let head = self.stride(start);
        let (calm, end) = (start + 1 + head.to, start + 1 + head.to + u32::from(head.effect));
        (head.marks, start + 1..calm, calm..end)
    }

    /// The step that stands there.
    #[inline]
    pub fn stride(&self, place: u32) -> Stride {
        let place = (place - self.first) as usize;
        match place.checked_sub(self.old.len()) {
            None => self.old[place],
            Some(place) => self.new[place],
        }
    }

    /// Writes the plan of a state.
    pub fn write(
        &mut self,
        state: u32,
        need: Need,
        marks: u8,
        calm: impl ExactSizeIterator<Item = Stride>,
        faults: impl ExactSizeIterator<Item = Stride>,
    ) {
        self.starts[state as usize] = self.first + (self.old.len() + self.new.len()) as u32;
        let (to, effect) = (calm.len() as u32, faults.len() as u16);
        let marks = if need.two { marks | Stride::TWO } else { marks };
        self.new.push(Stride { to, effect, cost: need.kinds, marks });
        self.new.extend(calm);
        self.new.extend(faults);
    }

    /// Forgets the older half where there is too much for so many states.
    pub fn forget(&mut self) {
        if self.new.len() < ROOM + self.starts.len() / 4 {
            return;
        }
        self.first += self.old.len() as u32;
        self.old = std::mem::take(&mut self.new);
        // Places are numbers of 32 bits: at their end everything is forgotten.
        if self.first > u32::MAX / 2 {
            self.starts.fill(0);
            self.first = 1;
            self.old = Vec::new();
        }
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        (self.old.len() + self.new.len()) * size_of::<Stride>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stride(to: u32) -> Stride {
        Stride { to, effect: 0, cost: 0, marks: 0 }
    }

    #[test]
    fn a_plan_comes_back_until_it_is_forgotten() {
        let mut plans = Plans::new();
        let states = 3 * ROOM as u32 / 256;
        plans.starts = (0..states).map(|_| 0).collect();
        let need = |state: u32| Need { kinds: state as u8 & 31, two: state & 32 != 0 };
        for state in 0..states {
            assert_eq!(plans.known(state), None);
            let steps = |from: u32| (0..128).map(move |n| stride(state ^ (from + n)));
            plans.write(state, need(state), Stride::FAIR, steps(0), steps(128));
            plans.forget();
        }
        let kept: Vec<u32> = (0..states).filter(|state| plans.known(*state).is_some()).collect();
        assert!(kept.len() < states as usize && kept.contains(&(states - 1)));
        for state in kept {
            assert_eq!(plans.known(state), Some(need(state)));
            let (marks, calm, faults) = plans.range(state);
            assert_eq!((marks & Stride::FAIR, calm.len(), faults.len()), (Stride::FAIR, 128, 128));
            let told = calm.chain(faults).map(|place| plans.stride(place).to);
            assert!(told.enumerate().all(|(n, to)| to == state ^ n as u32));
        }
    }
}
