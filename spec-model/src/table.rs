//! An open-addressing table that keeps 4 bytes per state.

use world::World;

/// A number that differs for different states, mostly.
#[inline]
fn fingerprint(world: &World) -> u64 {
    const KEYS: [u64; 6] = [
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0xd6e8_feb8_6659_fd93,
        0xa076_1d64_78bd_642f,
        0xe703_7ed1_a0b4_28db,
    ];
    let words = world.words();
    // Three products that do not wait for each other, then one of their sum.
    let pair = |n: usize| fold(words[n] ^ KEYS[n], words[n + 1] ^ KEYS[n + 1]);
    let mixed = pair(0) ^ pair(2).rotate_left(21) ^ pair(4).rotate_left(42);
    fold(mixed ^ KEYS[1], KEYS[0])
}

/// Folded multiplication: both halves of the product are kept.
#[inline]
pub(crate) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// What a table can find: a number that differs for different things, mostly.
pub(crate) trait Printed: Copy + PartialEq {
    /// That number.
    fn print(&self) -> u64;
}

impl Printed for World {
    #[inline]
    fn print(&self) -> u64 {
        fingerprint(self)
    }
}

impl Printed for u64 {
    #[inline]
    fn print(&self) -> u64 {
        fold(self ^ 0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93)
    }
}

/// From things to their numbers; the things themselves stand in a list elsewhere.
pub(crate) struct Numbers {
    slots: Vec<u32>,
}

impl Numbers {
    /// An empty table.
    pub(crate) fn new() -> Numbers {
        Numbers { slots: vec![0; 1 << 12] }
    }

    /// How many slots it has, and how many it will have once the list is some longer.
    pub(crate) fn sizes(&self, held: usize) -> [usize; 2] {
        let grows = held * 10 >= self.slots.len() * 7;
        [self.slots.len(), if grows { self.slots.len() * 2 } else { self.slots.len() }]
    }

    /// Reads the slot where the search for a thing begins: many such reads in a row overlap.
    #[inline]
    pub(crate) fn touch(&self, thing: &impl Printed) -> u32 {
        self.slots[self.place(thing)]
    }

    /// The number of the thing, and whether it is new: then it is the next one and put into
    /// `things`.
    #[inline]
    pub(crate) fn number<T: Printed>(&mut self, things: &mut Vec<T>, thing: &T) -> (u32, bool) {
        if things.len() * 4 >= self.slots.len() * 3 {
            self.grow(things);
        }
        let mut place = self.place(thing);
        loop {
            match self.slots[place] {
                0 => {
                    things.push(*thing);
                    self.slots[place] = things.len() as u32;
                    return (things.len() as u32 - 1, true);
                }
                number if things[number as usize - 1] == *thing => return (number - 1, false),
                _ => place = self.after(place),
            }
        }
    }

    /// The number of the thing, if it has one.
    pub(crate) fn find<T: Printed>(&self, things: &[T], thing: &T) -> Option<u32> {
        let mut place = self.place(thing);
        loop {
            match self.slots[place] {
                0 => return None,
                number if things[number as usize - 1] == *thing => return Some(number - 1),
                _ => place = self.after(place),
            }
        }
    }

    fn grow<T: Printed>(&mut self, things: &[T]) {
        let size = self.slots.len() * 2;
        self.slots = vec![0; size];
        for (number, thing) in things.iter().enumerate() {
            let mut place = self.place(thing);
            while self.slots[place] != 0 {
                place = self.after(place);
            }
            self.slots[place] = number as u32 + 1;
        }
    }

    #[inline]
    fn place(&self, thing: &impl Printed) -> usize {
        (thing.print() >> 7) as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn after(&self, place: usize) -> usize {
        (place + 1) & (self.slots.len() - 1)
    }
}
