//! What a search counts: what states show, and what happens on edges, each kind by a number.

use std::collections::HashMap;

use protocol::Triggers;
use world::{Bare, Gap, Move, Moves, PROPERTIES, at_rest, premises, settled, violations};

use crate::tally::{Sighting, Tally, earliest};

/// What a state shows. Its faults do not matter for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// The properties whose premise holds, one bit each.
    pub premises: u16,
    /// The properties that it violates.
    pub violations: u16,
    /// Nothing is under way.
    pub settled: bool,
    /// Both servers are at rest.
    pub rests: bool,
}

impl Look {
    /// What that state shows.
    pub fn at(moves: &Moves, bare: Bare) -> Look {
        let world = bare.with([0; 5]);
        Look {
            premises: premises(&moves.program, &world),
            violations: violations(&moves.program, &world),
            settled: settled(&moves.program, &world),
            rests: at_rest(&moves.program, &world),
        }
    }
}

/// What happens on an edge, for the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effect {
    /// The rules that fired.
    pub rules: [u16; 3],
    /// What nobody described.
    pub gaps: [Option<Gap>; 2],
}

impl Effect {
    /// What that step does.
    #[inline]
    pub fn of(step: &Move) -> Effect {
        Effect { rules: step.rules, gaps: step.gaps }
    }

    /// The whole as one number; nothing for an ambiguity, which is known by its rows too.
    #[inline]
    fn key(&self, triggers: Triggers) -> Option<u128> {
        let rules = self.rules.iter().fold(0, |sum, rule| sum << 16 | u128::from(*rule));
        self.gaps.iter().try_fold(rules, |sum, gap| match gap {
            None => Some(sum << 32),
            Some(Gap { rows: Some(_), .. }) => None,
            Some(Gap { kind, role, state, trigger, rows: None }) => {
                let party = 1 + (*kind as u128 * 2 + role.index() as u128);
                let event = u128::from(triggers.index(*trigger));
                Some(sum << 32 | party << 28 | u128::from(state.0) << 16 | event)
            }
        })
    }
}

/// Numbers for things of which there are few.
pub struct Numbered<T> {
    things: Vec<T>,
    numbers: HashMap<T, u16>,
    /// The last one met for some of the bits of a key.
    recent: Vec<(u128, u16)>,
}

impl<T: Copy + Eq + std::hash::Hash> Numbered<T> {
    /// Nothing has a number.
    pub fn new() -> Numbered<T> {
        Numbered {
            things: Vec::new(),
            numbers: HashMap::new(),
            recent: vec![(u128::MAX, 0); 1 << 10],
        }
    }

    /// These have numbers, in their order.
    pub fn with(things: Vec<T>) -> Numbered<T> {
        let mut numbered = Numbered::new();
        things.into_iter().for_each(|thing| {
            numbered.of(thing);
        });
        numbered
    }

    /// All that have numbers, in their order.
    pub fn all(&self) -> &[T] {
        &self.things
    }

    /// The number of a thing.
    pub fn of(&mut self, thing: T) -> u16 {
        let next = self.things.len() as u16;
        let number = *self.numbers.entry(thing).or_insert(next);
        if number == next {
            self.things.push(thing);
        }
        number
    }

    /// The same where a key tells things apart: quicker for those met often.
    #[inline]
    pub fn by(&mut self, key: u128, thing: T) -> u16 {
        let mixed = (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let place = (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize;
        let (known, number) = self.recent[place];
        if known == key {
            return number;
        }
        let number = self.of(thing);
        self.recent[place] = (key, number);
        number
    }
}

impl Numbered<Effect> {
    /// The number of an effect.
    #[inline]
    pub fn effect(&mut self, triggers: Triggers, effect: Effect) -> u16 {
        match effect.key(triggers) {
            Some(key) => self.by(key, effect),
            None => self.of(effect),
        }
    }
}

impl Numbered<Look> {
    /// The number of a look.
    #[inline]
    pub fn look(&mut self, look: Look) -> u16 {
        let flags = u128::from(look.settled) | u128::from(look.rests) << 1;
        let key = u128::from(look.premises) | u128::from(look.violations) << 16 | flags << 32;
        self.by(key, look)
    }
}

/// How often something was met, and where first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    /// How often.
    pub times: u64,
    /// Where first.
    pub first: Option<Sighting>,
}

/// Counts per number; grows as numbers do.
#[derive(Default)]
pub struct Counts(pub Vec<Met>);

impl Counts {
    /// Makes room for that many numbers.
    pub fn room(&mut self, numbers: usize) {
        self.0.resize(numbers, Met::default());
    }

    /// It was met that often more; `place` says where.
    #[inline]
    pub fn add(&mut self, number: u16, times: u64, place: impl FnOnce() -> Sighting) {
        let met = &mut self.0[number as usize];
        if met.times == 0 && times > 0 {
            met.first = Some(place());
        }
        met.times += times;
    }
}

/// Adds what states have shown to a tally.
pub fn pour_looks(tally: &mut Tally, looks: &[Look], counts: &Counts) {
    for (look, met) in looks.iter().zip(&counts.0) {
        for place in 0..PROPERTIES.len() {
            if look.premises >> place & 1 == 1 {
                tally.premises[place] += met.times;
            }
            if look.violations >> place & 1 == 1 {
                tally.violations[place] += met.times;
                earliest(&mut tally.first[place], met.first);
            }
        }
    }
}

/// Adds what has happened on edges to a tally.
pub fn pour_effects(tally: &mut Tally, effects: &[Effect], counts: &Counts) {
    for (effect, met) in effects.iter().zip(&counts.0) {
        let Some(first) = met.first else { continue };
        tally.edges += met.times;
        for rule in effect.rules {
            if let Some(fired) = tally.fired.get_mut(rule as usize) {
                *fired += met.times;
            }
        }
        for gap in effect.gaps.into_iter().flatten() {
            tally.spot(gap, met.times, first);
        }
    }
}
