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

/// From whole states to their numbers; the states themselves stand in a list elsewhere.
pub struct Numbers {
    slots: Vec<u32>,
    held: usize,
}

impl Numbers {
    /// An empty table.
    pub fn new() -> Numbers {
        Numbers { slots: vec![0; 1 << 12], held: 0 }
    }

    /// The number of the state, and whether it is new: then it is the next one and put into
    /// `states`.
    pub fn number(&mut self, states: &mut Vec<World>, world: &World) -> (u32, bool) {
        if self.held * 4 >= self.slots.len() * 3 {
            self.grow(states);
        }
        let mask = self.slots.len() - 1;
        let mut place = (fingerprint(world) >> 7) as usize & mask;
        loop {
            match &mut self.slots[place] {
                free @ 0 => {
                    states.push(*world);
                    *free = states.len() as u32;
                    self.held += 1;
                    return (states.len() as u32 - 1, true);
                }
                number if states[*number as usize - 1] == *world => return (*number - 1, false),
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self, states: &[World]) {
        let size = self.slots.len() * 2;
        self.slots = vec![0; size];
        for (number, world) in states.iter().enumerate() {
            let mut place = (fingerprint(world) >> 7) as usize & (size - 1);
            while self.slots[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = number as u32 + 1;
        }
    }
}
