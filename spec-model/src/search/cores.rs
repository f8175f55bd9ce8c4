//! The states of a search without their faults, each once, with what is known of it.

use world::Bare;

use super::chunked::Chunked;
use super::mask::Mask;
use super::plan::Plans;
use crate::table::fold;

/// What the fault counts of one bare state are.
#[derive(Clone, Copy)]
pub struct Node<M> {
    /// Those with which it was reached.
    pub seen: M,
    /// Those of them that were reached one step after what is expanded now.
    pub fresh: M,
}

/// Bare states, numbered in the order in which they were found.
pub struct Cores<M> {
    /// The states.
    pub bare: Chunked<Bare>,
    /// Their fault counts.
    pub nodes: Chunked<Node<M>>,
    /// What each shows: the number of its [`super::count::Look`].
    pub looks: Chunked<u16>,
    /// Where the steps of each stand, if they are known.
    pub plans: Plans,
    table: Table,
}

impl<M: Mask> Cores<M> {
    /// None yet.
    pub fn new() -> Cores<M> {
        Cores {
            bare: Chunked::new(),
            nodes: Chunked::new(),
            looks: Chunked::new(),
            plans: Plans::new(),
            table: Table::of(&Chunked::new()),
        }
    }

    /// The number of the state, if it has one.
    #[inline]
    pub fn find(&self, print: u64, bare: &Bare) -> Option<u32> {
        self.table.find(&self.bare, print, bare).ok()
    }

    /// Reads what [`Cores::find`] reads first: many such reads in a row overlap, so that what
    /// comes after them finds its lines in the cache.
    #[inline]
    pub fn touch(&self, print: u64) -> u64 {
        self.table.slots[self.table.place(print)]
    }

    /// The same for what it reads next, given what was read first.
    #[inline]
    pub fn touch_state(&self, slot: u64) -> u64 {
        self.bare.get((slot as u32).wrapping_sub(1) as usize).map_or(0, |bare| bare.0[0])
    }

    /// The number of the state; a new one if it has none, and then `look` says what it shows.
    #[inline]
    pub fn number(&mut self, print: u64, bare: &Bare, look: impl FnOnce() -> u16) -> u32 {
        match self.table.find(&self.bare, print, bare) {
            Ok(number) => number,
            Err(place) => {
                let number = self.bare.len() as u32;
                self.bare.push(*bare);
                self.nodes.push(Node { seen: M::EMPTY, fresh: M::EMPTY });
                self.looks.push(look());
                self.plans.starts.push(0);
                self.table.put(place, print, number);
                if self.table.is_full() {
                    // The old one first makes room.
                    self.table.slots = Vec::new();
                    self.table = Table::of(&self.bare);
                }
                number
            }
        }
    }

    /// Puts states in that were numbered before; no plan of theirs is known.
    pub fn restore(&mut self, bare: Chunked<Bare>, nodes: Chunked<Node<M>>, looks: Chunked<u16>) {
        self.plans.starts = bare.iter().map(|_| 0).collect();
        self.table = Table::of(&bare);
        (self.bare, self.nodes, self.looks) = (bare, nodes, looks);
    }

    /// Bytes of one state, but for the table.
    pub const EACH: usize =
        size_of::<Bare>() + size_of::<Node<M>>() + size_of::<u16>() + size_of::<u32>();

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.bare.len() * Self::EACH + self.table.slots.len() * 8 + self.plans.bytes()
    }

    /// Bytes that the table takes besides while it grows, if so many more may make it grow.
    pub fn bytes_to_grow(&self, more: usize) -> usize {
        let grows = (self.table.used + more) * 4 >= self.table.slots.len() * 3;
        if grows { self.table.slots.len() * 8 } else { 0 }
    }
}

/// Open addressing: each slot has the upper half of a fingerprint and a number, from 1.
struct Table {
    slots: Vec<u64>,
    used: usize,
}

const TAG: u64 = 0xffff_ffff << 32;

impl Table {
    /// A table of these states, half full or less.
    fn of(states: &Chunked<Bare>) -> Table {
        let size = (states.len() * 2).next_power_of_two().max(1 << 12);
        let mut table = Table { slots: vec![0; size], used: 0 };
        for (number, bare) in states.iter().enumerate() {
            let print = fingerprint(bare);
            let mut place = table.place(print);
            while table.slots[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            table.put(place, print, number as u32);
        }
        table
    }

    #[inline]
    fn place(&self, print: u64) -> usize {
        print as usize & (self.slots.len() - 1)
    }

    /// The number of the state, or the slot where it would stand.
    #[inline]
    fn find(&self, states: &Chunked<Bare>, print: u64, bare: &Bare) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut place = self.place(print);
        loop {
            let slot = self.slots[place];
            if slot == 0 {
                return Err(place);
            }
            let number = slot as u32 - 1;
            // The fingerprint only says where to look: equal are equal states.
            if (slot ^ print) & TAG == 0 && states[number as usize] == *bare {
                return Ok(number);
            }
            place = (place + 1) & mask;
        }
    }

    fn put(&mut self, place: usize, print: u64, number: u32) {
        self.slots[place] = print & TAG | u64::from(number + 1);
        self.used += 1;
    }

    fn is_full(&self) -> bool {
        self.used * 4 >= self.slots.len() * 3
    }
}

/// A number that differs for different states, mostly.
#[inline]
pub fn fingerprint(bare: &Bare) -> u64 {
    const KEYS: [u64; 4] = [
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0xd6e8_feb8_6659_fd93,
    ];
    let [a, b, c, d] = bare.0;
    let mixed = fold(a ^ KEYS[0], b ^ KEYS[1]) ^ fold(c ^ KEYS[2], d ^ KEYS[3]).rotate_left(21);
    fold(mixed ^ KEYS[1], KEYS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_states_with_one_fingerprint_stay_two() {
        let mut cores = Cores::<u32>::new();
        for word in 0..4 {
            let mut words = [7; 4];
            words[word] = 8;
            assert_eq!(cores.number(5, &Bare(words), || 0), word as u32);
            assert_eq!(cores.number(5, &Bare(words), || 0), word as u32);
            assert_eq!(cores.find(5, &Bare(words)), Some(word as u32));
        }
        assert_eq!(cores.find(5, &Bare([7; 4])), None);
        // The same place of the table, but not the same fingerprint.
        assert_eq!(cores.find(5 | 1 << 40, &Bare([8, 7, 7, 7])), None);
    }
}
