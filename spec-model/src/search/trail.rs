//! The way to each state of a search.

use std::collections::HashSet;

use world::{Bare, Moves, World};

use super::budget::Digits;
use super::chunked::Chunked;
use super::mask::Mask;
use crate::path::{Edges, Path};
use crate::tally::Sighting;

/// A bare state was reached with some fault counts for the first time, by one step.
#[derive(Clone, Copy)]
pub struct Hop<M> {
    /// Where it led.
    pub to: u32,
    /// Where it came from; [`ROOT`] for an initial state.
    pub from: u32,
    /// With which counts after it.
    pub with: M,
}

/// No state.
pub const ROOT: u32 = u32::MAX;

/// What can show the way to a state.
pub(super) trait Ways: Send + Sync {
    fn path(&self, moves: &Moves, seen: Sighting) -> Option<Path>;

    /// The bare states that were reached.
    fn reached(&self) -> Vec<Bare>;
}

/// The hops of a search, level by level.
pub(super) struct Hops<M> {
    pub bare: Chunked<Bare>,
    pub digits: Digits,
    pub all: Chunked<Hop<M>>,
    /// Where the hops of each level begin.
    pub levels: Vec<usize>,
}

/// The place of a bare state on its level and the number of its fault counts, as the number of a
/// [`Sighting`]. Neither depends on the threads.
pub fn number(place: usize, counts: usize) -> u64 {
    (place as u64) << 16 | counts as u64
}

impl<M: Mask> Hops<M> {
    fn level(&self, depth: u32) -> impl Iterator<Item = &Hop<M>> {
        let begin = |depth: usize| self.levels.get(depth).copied().unwrap_or(self.all.len());
        self.all.range(begin(depth as usize)..begin(depth as usize + 1))
    }

    /// The bare state at a place of a level: they stand there in the order of their hops.
    fn at(&self, depth: u32, place: u64) -> Option<u32> {
        let mut met = HashSet::new();
        let new = self.level(depth).filter(|hop| met.insert(hop.to));
        new.map(|hop| hop.to).nth(place as usize)
    }

    fn world(&self, state: u32, place: usize) -> World {
        self.bare[state as usize].with(self.digits.counts(place))
    }

    /// From where the state was reached, with which counts there.
    fn before(&self, moves: &Moves, depth: u32, state: u32, place: usize) -> Option<(u32, usize)> {
        let is_it = |hop: &&Hop<M>| hop.to == state && hop.with.has(place);
        let from = self.level(depth).find(is_it)?.from;
        let here = self.world(state, place);
        // The counts there are those of here without the cost of one of the steps between.
        let earlier = self.level(depth - 1).filter(|hop| hop.to == from);
        let places = earlier.flat_map(|hop| (0..M::BITS).filter(|place| hop.with.has(*place)));
        let leads = |place: &usize| {
            let edges = Edges::of(moves, &self.world(from, *place));
            edges.iter().any(|step| step.next == here)
        };
        places.into_iter().find(leads).map(|place| (from, place))
    }
}

impl<M: Mask> Ways for Hops<M> {
    fn path(&self, moves: &Moves, seen: Sighting) -> Option<Path> {
        let (mut state, mut place) =
            (self.at(seen.depth, seen.state >> 16)?, seen.state as usize & 0xffff);
        let mut worlds = vec![self.world(state, place)];
        for depth in (1..=seen.depth).rev() {
            (state, place) = self.before(moves, depth, state, place)?;
            worlds.push(self.world(state, place));
        }
        let mut path = Path { start: worlds.pop()?, steps: Vec::new() };
        while let Some(next) = worlds.pop() {
            let edges = Edges::of(moves, &path.end());
            path.steps.push(edges.into_iter().find(|step| step.next == next)?);
        }
        Some(path)
    }

    fn reached(&self) -> Vec<Bare> {
        let mut is_reached = vec![false; self.bare.len()];
        for hop in self.all.iter() {
            is_reached[hop.to as usize] = true;
        }
        let bare = self.bare.iter().zip(is_reached);
        bare.filter_map(|(bare, is_reached)| is_reached.then_some(*bare)).collect()
    }
}
