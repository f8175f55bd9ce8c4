//! What a search counts on its way.

use std::collections::BTreeMap;

use protocol::Triggers;
use world::{Gap, PROPERTIES};

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
    /// Number of the state in the order of the search.
    pub state: u32,
}

/// A gap, how often, and the first edge: its state and its place among that state's edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// On how many edges.
    pub edges: u64,
    /// Where first.
    pub first: Sighting,
    /// The place of the first such edge among the edges of that state.
    pub ordinal: u16,
}

impl Tally {
    /// A tally for a program with that many rules.
    pub fn new(rules: usize) -> Tally {
        Tally { fired: vec![0; rules], ..Tally::default() }
    }

    /// Notes a gap on an edge.
    pub fn spot(&mut self, gap: Gap, first: Sighting, ordinal: u16) {
        let new = Spotted { edges: 0, first, ordinal };
        let spotted = self.gaps.entry(gap).or_insert(new);
        spotted.edges += 1;
        if (first, ordinal) < (spotted.first, spotted.ordinal) {
            (spotted.first, spotted.ordinal) = (first, ordinal);
        }
    }

    /// Adds the counts of another part of the same search.
    pub fn merge(&mut self, other: &Tally) {
        self.edges += other.edges;
        self.blocked += other.blocked;
        self.deadlocks += other.deadlocks;
        self.stuck += other.stuck;
        earliest(&mut self.first_deadlock, other.first_deadlock);
        earliest(&mut self.first_stuck, other.first_stuck);
        for place in 0..PROPERTIES.len() {
            self.premises[place] += other.premises[place];
            self.violations[place] += other.violations[place];
            earliest(&mut self.first[place], other.first[place]);
        }
        for (mine, more) in self.fired.iter_mut().zip(&other.fired) {
            *mine += more;
        }
        for (gap, spotted) in &other.gaps {
            self.spot(*gap, spotted.first, spotted.ordinal);
            if let Some(mine) = self.gaps.get_mut(gap) {
                mine.edges += spotted.edges - 1;
            }
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
    pub fn spot(&mut self, gap: Gap, first: Sighting, ordinal: u16) {
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
                    None => self.seen.push((gap, Spotted { edges: 1, first, ordinal })),
                }
            }
            0 => {
                self.seen.push((gap, Spotted { edges: 1, first, ordinal }));
                self.slots[place] = self.seen.len() as u32;
            }
            number => self.seen[number as usize - 1].1.edges += 1,
        }
    }

    /// Adds what was counted to a tally, and begins anew.
    pub fn pour(&mut self, tally: &mut Tally) {
        for (gap, spotted) in self.seen.drain(..) {
            tally.spot(gap, spotted.first, spotted.ordinal);
            if let Some(mine) = tally.gaps.get_mut(&gap) {
                mine.edges += spotted.edges - 1;
            }
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
