//! Paths: which edges lead from an initial state to one that a search has numbered.

use world::{Gap, Move, Moves, Sink, World};

/// For each state in the order of the search: its parent, and which of the parent's edges led to
/// it. Six bytes per state.
#[derive(Clone, Debug, Default)]
pub struct Log {
    parents: Vec<u32>,
    ordinals: Vec<u16>,
}

/// A path: an initial state, and the steps from there.
#[derive(Clone, Debug)]
pub struct Path {
    /// Where it begins.
    pub start: World,
    /// The steps in their order.
    pub steps: Vec<Move>,
}

impl Path {
    /// The state at its end.
    pub fn end(&self) -> World {
        self.steps.last().map_or(self.start, |step| step.next)
    }
}

const ROOT: u32 = u32::MAX;

impl Log {
    /// Notes an initial state; its ordinal says which.
    pub fn root(&mut self, which: u16) {
        self.push(ROOT, which);
    }

    /// Notes a state.
    pub fn push(&mut self, parent: u32, ordinal: u16) {
        self.parents.push(parent);
        self.ordinals.push(ordinal);
    }

    /// How many states are noted.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The path to that state: followed back by number, then stepped forward again.
    pub fn path(&self, moves: &Moves, state: u32) -> Path {
        let mut ordinals = Vec::new();
        let mut at = state as usize;
        while self.parents[at] != ROOT {
            ordinals.push(self.ordinals[at]);
            at = self.parents[at] as usize;
        }
        let start = World::initial(&moves.scope)[self.ordinals[at] as usize];
        let mut path = Path { start, steps: Vec::new() };
        for ordinal in ordinals.into_iter().rev() {
            extend(&mut path, moves, ordinal);
        }
        path
    }
}

/// Makes the path one step longer, by the first edge of its end with that gap.
pub fn extend_to(path: &mut Path, moves: &Moves, gap: Gap) {
    let edges = Edges::of(moves, &path.end());
    let shows = |step: &Move| step.gaps.contains(&Some(gap));
    path.steps.extend(edges.into_iter().find(shows));
}

/// Makes the path one step longer, by that edge of its end.
pub fn extend(path: &mut Path, moves: &Moves, ordinal: u16) {
    let edges = Edges::of(moves, &path.end());
    if let Some(step) = edges.get(ordinal as usize) {
        path.steps.push(step.clone());
    }
}

/// A sink that keeps all edges of one state.
#[derive(Clone, Debug, Default)]
pub struct Edges(pub Vec<Move>);

impl Sink for Edges {
    fn edge(&mut self, step: &Move) {
        self.0.push(step.clone());
    }

    fn blocked(&mut self, _: &World) {}
}

impl Edges {
    /// The edges of that state.
    pub fn of(moves: &Moves, world: &World) -> Vec<Move> {
        let mut edges = Edges::default();
        moves.successors(world, &mut edges);
        edges.0
    }
}
