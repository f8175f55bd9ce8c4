//! Open-addressing tables that keep 8 bytes per state, or 4.

use std::sync::atomic::{AtomicU64, Ordering};

use world::World;

/// A 64-bit fingerprint of a state, never 0. Two different states share one with a chance of about
/// 2^-64 per pair, if the mixing is as good as random.
#[inline]
pub fn fingerprint(world: &World) -> u64 {
    // Folded multiplication: each word is mixed into 128 bits and both halves are kept.
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
    fold(mixed ^ KEYS[1], KEYS[0]).max(1)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The set of fingerprints that have been seen. Several threads may insert at once.
pub struct Seen {
    slots: Vec<AtomicU64>,
}

impl Seen {
    /// A set with room for at least that many.
    pub fn with_room(states: usize) -> Seen {
        let size = (states * 3 / 2).next_power_of_two().max(1 << 12);
        Seen { slots: (0..size).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Whether there is room for `more` after `held`; three quarters of the slots may be used.
    pub fn has_room(&self, held: usize, more: usize) -> bool {
        (held + more) * 4 <= self.slots.len() * 3
    }

    /// Moves everything to a table twice as large.
    pub fn grow(&mut self) {
        let larger = Seen { slots: (0..self.slots.len() * 2).map(|_| AtomicU64::new(0)).collect() };
        for slot in &self.slots {
            let fingerprint = slot.load(Ordering::Relaxed);
            if fingerprint != 0 {
                larger.insert(fingerprint);
            }
        }
        *self = larger;
    }

    /// Reads the slot where the search for the fingerprint begins: many such loads in a row
    /// overlap, so that the insertions after them find their lines in the cache.
    #[inline]
    pub fn touch(&self, fingerprint: u64) -> u64 {
        self.slots[self.place(fingerprint)].load(Ordering::Relaxed)
    }

    /// Puts it in; whether it is new.
    #[inline]
    pub fn insert(&self, fingerprint: u64) -> bool {
        let mask = self.slots.len() - 1;
        let mut place = self.place(fingerprint);
        loop {
            let slot = &self.slots[place];
            let held = slot.load(Ordering::Relaxed);
            if held == fingerprint {
                return false;
            }
            if held == 0 {
                match slot.compare_exchange(0, fingerprint, Ordering::Relaxed, Ordering::Relaxed) {
                    Ok(_) => return true,
                    Err(other) if other == fingerprint => return false,
                    Err(_) => {}
                }
            }
            place = (place + 1) & mask;
        }
    }

    #[inline]
    fn place(&self, fingerprint: u64) -> usize {
        (fingerprint >> 7) as usize & (self.slots.len() - 1)
    }
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
