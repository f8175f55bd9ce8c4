//! What a search counts on its way.

use std::collections::BTreeMap;

use protocol::Triggers;
use world::{Gap, Move, Moves, PROPERTIES, World, at_rest, premises, settled, violations};

use crate::fair;

/// Counts of one search, and where each thing was seen first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Different states.
    pub states: u64,
    /// Different edges: state, event, state.
    pub edges: u64,
    /// Steps that were not enabled because too much would have been in flight.
    pub blocked: u64,
    /// Length of the longest shortest path.
    pub depth: u32,
    /// Number of states per depth.
    pub levels: Vec<u64>,
    /// Per property, in how many states its premise held.
    pub premises: [u64; PROPERTIES.len()],
    /// Per property of states, how many states violate it.
    pub violations: [u64; PROPERTIES.len()],
    /// Per property, a shortest-reachable state that violates it.
    pub first: [Option<Sighting>; PROPERTIES.len()],
    /// How often each rule of the program fired.
    pub fired: Vec<u64>,
    /// What nobody described: how many edges, and the first.
    pub gaps: BTreeMap<Gap, Spotted>,
    /// States that are not settled and that nothing leaves.
    pub deadlocks: u64,
    /// The first of them.
    pub first_deadlock: Option<Sighting>,
    /// States that no fair event leaves: where a behaviour may stay for ever. Those where a
    /// server is not at rest.
    pub stuck: u64,
    /// The first of them.
    pub first_stuck: Option<Sighting>,
}

/// A state in which something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Steps from an initial state.
    pub depth: u32,
    /// Number of the state: those found earlier have smaller ones.
    pub state: u64,
}

/// A gap: how often, and the first state that has an edge with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// On how many edges.
    pub edges: u64,
    /// Where first.
    pub first: Sighting,
}

impl Tally {
    /// A tally for a program with that many rules.
    pub fn new(rules: usize) -> Tally {
        Tally { fired: vec![0; rules], ..Tally::default() }
    }

    /// Notes a gap on that many edges.
    pub fn spot(&mut self, gap: Gap, edges: u64, first: Sighting) {
        let spotted = self.gaps.entry(gap).or_insert(Spotted { edges: 0, first });
        spotted.edges += edges;
        spotted.first = spotted.first.min(first);
    }

    /// Counts what a new state shows.
    pub(crate) fn note_state(&mut self, moves: &Moves, world: &World, here: Sighting) {
        let held = premises(&moves.program, world);
        let broken = violations(&moves.program, world);
        for place in 0..PROPERTIES.len() {
            self.premises[place] += u64::from(held >> place & 1);
            if broken >> place & 1 == 1 {
                self.violations[place] += 1;
                self.first[place].get_or_insert(here);
            }
        }
    }

    /// Counts what an expanded state shows.
    pub(crate) fn note_expanded(
        &mut self,
        moves: &Moves,
        world: &World,
        here: Sighting,
        exits: Exits,
    ) {
        if exits == Exits::Fair {
            return;
        }
        if !at_rest(&moves.program, world) {
            self.stuck += 1;
            earliest(&mut self.first_stuck, Some(here));
        }
        if exits == Exits::None && !settled(&moves.program, world) {
            self.deadlocks += 1;
            earliest(&mut self.first_deadlock, Some(here));
        }
    }
}

/// What leaves a state for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exits {
    None,
    Unfair,
    Fair,
}

impl Exits {
    #[inline]
    pub(crate) fn add(&mut self, from: &World, step: &Move) {
        if *self != Exits::Fair && step.next != *from {
            let fair = fair::class(step.label).is_some();
            *self = (*self).max(if fair { Exits::Fair } else { Exits::Unfair });
        }
    }
}

/// Counts gaps on edges without searching a tree for each: a slot per kind, role, state and event.
pub struct Gaps {
    slots: Vec<u32>,
    triggers: Triggers,
    seen: Vec<(Gap, Spotted)>,
}

impl Gaps {
    /// A counter for a program with these triggers.
    pub fn new(triggers: Triggers) -> Gaps {
        Gaps { slots: Vec::new(), triggers, seen: Vec::new() }
    }

    /// Notes a gap on an edge; edges come in the order of the search.
    #[inline]
    pub fn spot(&mut self, gap: Gap, first: Sighting) {
        let count = self.triggers.count();
        let party = (gap.kind as usize * 2 + gap.role.index()) * 64 + gap.state.0 as usize;
        let place = party * count + self.triggers.index(gap.trigger) as usize;
        if self.slots.is_empty() {
            self.slots = vec![0; 3 * 2 * 64 * count];
        }
        match self.slots[place] {
            // An ambiguity is known by its rows too.
            _ if gap.rows.is_some() => {
                let known = self.seen.iter_mut().find(|(known, _)| *known == gap);
                match known {
                    Some((_, spotted)) => spotted.edges += 1,
                    None => self.seen.push((gap, Spotted { edges: 1, first })),
                }
            }
            0 => {
                self.seen.push((gap, Spotted { edges: 1, first }));
                self.slots[place] = self.seen.len() as u32;
            }
            number => self.seen[number as usize - 1].1.edges += 1,
        }
    }

    /// Adds what was counted to a tally, and begins anew.
    pub fn pour(&mut self, tally: &mut Tally) {
        for (gap, spotted) in self.seen.drain(..) {
            tally.spot(gap, spotted.edges, spotted.first);
        }
        self.slots.clear();
    }
}

/// Keeps the smaller of two sightings.
pub fn earliest(mine: &mut Option<Sighting>, other: Option<Sighting>) {
    if let Some(other) = other
        && mine.is_none_or(|mine| other < mine)
    {
        *mine = Some(other);
    }
}
