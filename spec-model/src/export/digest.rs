//! The hash of a whole graph: equal for equal sets of states and edges, in whatever order an
//! engine finds them.

use world::{Move, Moves, Sink, World};

use super::names::{self, COUNT};

/// The sums of the hashes of all states, and of all edges with their events and payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of the states.
    pub states: u64,
    /// Of the edges.
    pub edges: u64,
}

/// The widths of the variables.
pub fn widths() -> [u8; COUNT] {
    let mut widths = [0; COUNT];
    for (width, variable) in widths.iter_mut().zip(names::variables()) {
        *width = variable.width;
    }
    widths
}

/// The hash of a state.
pub fn state(widths: &[u8; COUNT], world: &World) -> u64 {
    names::digest(widths, &names::values(world))
}

/// The hashes of a graph with these states.
pub fn sums(moves: &Moves, states: &[World]) -> Sums {
    let mut summing = Summing { widths: widths(), from: 0, sums: Sums::default() };
    for world in states {
        summing.from = state(&summing.widths, world);
        summing.sums.states = summing.sums.states.wrapping_add(summing.from);
        moves.successors(world, &mut summing);
    }
    summing.sums
}

struct Summing {
    widths: [u8; COUNT],
    from: u64,
    sums: Sums,
}

impl Sink for Summing {
    fn edge(&mut self, step: &Move) {
        let to = state(&self.widths, &step.next);
        let edge = names::edge_digest(self.from, names::label(step.label), to);
        self.sums.edges = self.sums.edges.wrapping_add(edge);
    }

    fn blocked(&mut self, _: &World) {}
}
