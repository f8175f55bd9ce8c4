//! The hash of a whole graph: equal for equal sets of states and edges, in whatever order an
//! engine finds them.

use world::{Move, Moves, Sink, World};

use super::names;

/// The sums of the hashes of all states, and of all edges with their events and payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of the states.
    pub states: u64,
    /// Of the edges.
    pub edges: u64,
}

/// The hash of a state.
pub fn state(world: &World) -> u64 {
    names::digest(&names::values(world))
}

/// The hashes of a graph with these states.
pub fn sums(moves: &Moves, states: &[World]) -> Sums {
    let mut summing = Summing { from: 0, sums: Sums::default() };
    for world in states {
        summing.from = state(world);
        summing.sums.states = summing.sums.states.wrapping_add(summing.from);
        moves.successors(world, &mut summing);
    }
    summing.sums
}

struct Summing {
    from: u64,
    sums: Sums,
}

impl Sink for Summing {
    fn edge(&mut self, step: &Move) {
        let to = state(&step.next);
        let edge = names::edge_digest(self.from, names::label(step.label), to);
        self.sums.edges = self.sums.edges.wrapping_add(edge);
    }

    fn blocked(&mut self, _: &World) {}
}
