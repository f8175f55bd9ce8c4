//! The exact graph of a scope: whole states and all edges.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use world::{Bare, Event, Label, Move, Moves, Sink, World};

use crate::fair;
use crate::path::Log;
use crate::search::{Cut, Limits, Progress};
use crate::table::Numbers;
use crate::tally::{Exits, Gaps, Sighting, Tally};

/// States and edges, numbered in the order of a breadth-first search.
pub struct Graph {
    /// The counts.
    pub tally: Tally,
    /// The way to each state.
    pub log: Log,
    /// The states.
    pub states: Vec<World>,
    /// Why not every state within the scope was seen, if so.
    pub cut: Option<Cut>,
    /// Time taken.
    pub time: Duration,
    /// Where the edges of each state begin in `edges`; one more than states.
    pub(crate) starts: Vec<u32>,
    pub(crate) edges: Vec<Edge>,
}

/// An edge, without its label: its place among the edges of its state finds that again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) to: u32,
    /// Number of the class under weak fairness; 0 for none.
    pub(crate) class: u16,
    pub(crate) marks: u8,
}

/// Edges at most: their places are numbers of 32 bits.
const EDGES: usize = u32::MAX as usize - (1 << 24);

/// Faults, expiring timers and revocations: not part of the world in which all should go well.
pub(crate) const TROUBLE: u8 = 128;
/// A fault, in a graph of bare states.
pub(crate) const FAULT: u8 = 64;

/// Explores everything within the scope and keeps it.
pub fn explore(moves: &Moves, limits: Limits, progress: &mut dyn Progress) -> Graph {
    let begin = Instant::now();
    let mut builder = Builder {
        graph: Graph {
            tally: Tally::new(moves.program.rules().len()),
            log: Log::default(),
            states: Vec::new(),
            cut: None,
            time: Duration::ZERO,
            starts: Vec::new(),
            edges: Vec::new(),
        },
        numbers: Numbers::new(),
        classes: Classes::default(),
        here: Sighting { depth: 0, state: 0 },
        ordinal: 0,
        exits: Exits::None,
        gaps: Gaps::new(moves.program.triggers()),
    };
    for (which, world) in World::initial(&moves.scope).into_iter().enumerate() {
        builder.numbers.number(&mut builder.graph.states, &world);
        builder.graph.log.root(which as u16);
    }
    let (mut from, mut depth) = (0, 0);
    'levels: while from < builder.graph.states.len() {
        let to = builder.graph.states.len();
        if to as u64 > limits.states {
            builder.graph.cut = Some(Cut::States);
            break;
        }
        builder.graph.tally.levels.push((to - from) as u64);
        builder.graph.tally.depth = depth;
        for state in from..to {
            let world = builder.graph.states[state];
            builder.here = Sighting { depth, state: state as u64 };
            builder.ordinal = 0;
            builder.exits = Exits::None;
            builder.graph.starts.push(builder.graph.edges.len() as u32);
            let tally = &mut builder.graph.tally;
            tally.note_state(moves, &world, builder.here);
            moves.successors(&world, &mut builder);
            let (here, exits) = (builder.here, builder.exits);
            builder.graph.tally.note_expanded(moves, &world, here, exits);
            if state % 8192 == 8191 {
                let held = builder.graph.states.len();
                progress.report(held as u64, depth, held - state);
                builder.graph.cut = builder.graph.limit(limits, begin.elapsed());
                if builder.graph.cut.is_some() {
                    break 'levels;
                }
            }
        }
        (from, depth) = (to, depth + 1);
    }
    let mut graph = builder.graph;
    builder.gaps.pour(&mut graph.tally);
    graph.starts.resize(graph.states.len() + 1, graph.edges.len() as u32);
    graph.tally.states = graph.states.len() as u64;
    graph.time = begin.elapsed();
    graph
}

/// The graph of the bare states that a search has reached.
///
/// Faults are finite: a behaviour that goes on for ever has none from some state on, and what is
/// possible there does not depend on those that have happened. So it stays among bare states that
/// steps without a fault join. Steps with a fault are kept as ways to there, whatever faults have
/// happened before: these may be more ways than there are, never fewer. There is no log.
pub fn bare(moves: &Moves, reached: &[Bare], limits: Limits) -> Graph {
    let begin = Instant::now();
    let mut graph = Graph {
        tally: Tally::default(),
        log: Log::default(),
        states: Vec::new(),
        cut: None,
        time: Duration::ZERO,
        starts: Vec::new(),
        edges: Vec::new(),
    };
    let mut numbers = Numbers::new();
    for bare in reached {
        numbers.number(&mut graph.states, &bare.with([0; 5]));
    }
    graph.tally.levels.push(graph.states.len() as u64);
    let mut builder = OfBare { graph, numbers, classes: Classes::default(), from: 0 };
    for state in 0..builder.graph.states.len() {
        builder.graph.starts.push(builder.graph.edges.len() as u32);
        builder.from = state;
        let world = builder.graph.states[state];
        moves.successors(&world, &mut builder);
        if state % 8192 == 8191 {
            builder.graph.cut = builder.graph.limit(limits, begin.elapsed());
            if builder.graph.cut.is_some() {
                break;
            }
        }
    }
    let mut graph = builder.graph;
    graph.starts.resize(graph.states.len() + 1, graph.edges.len() as u32);
    graph.tally.states = graph.states.len() as u64;
    graph.time = begin.elapsed();
    graph
}

/// Builds a graph of bare states.
struct OfBare {
    graph: Graph,
    numbers: Numbers,
    classes: Classes,
    from: usize,
}

impl Sink for OfBare {
    fn edge(&mut self, step: &Move) {
        let graph = &mut self.graph;
        let next = step.next.without_faults();
        // Where the search has not been, too many faults would have been needed.
        let Some(to) = self.numbers.find(&graph.states, &next) else { return };
        let is_fault = next != step.next;
        let class = if is_fault { 0 } else { self.classes.of(step, &graph.states[self.from]) };
        let fault = if is_fault { FAULT } else { 0 };
        graph.edges.push(Edge { to, class, marks: step.tags.0 | fault });
    }

    fn blocked(&mut self, _: &World) {}
}

/// The classes under weak fairness, numbered from 1.
#[derive(Default)]
struct Classes(HashMap<u64, u16>);

impl Classes {
    /// That of a step from a state; 0 for none. An event that changes nothing need not be waited
    /// for.
    fn of(&mut self, step: &Move, from: &World) -> u16 {
        let class = fair::class(step.label).filter(|_| step.next != *from);
        let next = self.0.len() as u16 + 1;
        class.map_or(0, |class| *self.0.entry(class).or_insert(next))
    }
}

impl Graph {
    /// Whether every state within the scope was seen.
    pub fn exhaustive(&self) -> bool {
        self.cut.is_none()
    }

    /// The limit that is reached, if one is.
    fn limit(&self, limits: Limits, time: Duration) -> Option<Cut> {
        // The state, its place in the table of numbers, and its place in the log.
        let each = size_of::<World>() + 2 * size_of::<u32>() + 6;
        let bytes = (self.states.len() * each + self.edges.len() * size_of::<Edge>()) as u64;
        if self.edges.len() > EDGES || self.states.len() as u64 > limits.states {
            Some(Cut::States)
        } else if time > limits.time {
            Some(Cut::Time)
        } else if bytes > limits.memory {
            Some(Cut::Memory(bytes))
        } else {
            None
        }
    }
}

struct Builder {
    graph: Graph,
    numbers: Numbers,
    classes: Classes,
    here: Sighting,
    ordinal: u16,
    exits: Exits,
    gaps: Gaps,
}

impl Sink for Builder {
    fn edge(&mut self, step: &Move) {
        let graph = &mut self.graph;
        let from = graph.states[self.here.state as usize];
        graph.tally.edges += 1;
        self.exits.add(&from, step);
        for rule in step.rules {
            if let Some(count) = graph.tally.fired.get_mut(rule as usize) {
                *count += 1;
            }
        }
        for gap in step.gaps.into_iter().flatten() {
            self.gaps.spot(gap, self.here);
        }
        let (to, new) = self.numbers.number(&mut graph.states, &step.next);
        if new {
            graph.log.push(self.here.state as u32, self.ordinal);
        }
        let class = self.classes.of(step, &from);
        let marks = step.tags.0 | if is_trouble(step.label) { TROUBLE } else { 0 };
        graph.edges.push(Edge { to, class, marks });
        self.ordinal += 1;
    }

    fn blocked(&mut self, _: &World) {
        self.graph.tally.blocked += 1;
    }
}

fn is_trouble(label: Label) -> bool {
    label.crash
        || match label.event {
            Event::Expires { .. }
            | Event::Revokes { .. }
            | Event::Loses { .. }
            | Event::Copies { .. }
            | Event::Crashes { .. }
            | Event::Device { fault: true, .. } => true,
            Event::Device { fault: false, .. }
            | Event::Delegates { .. }
            | Event::Receives { .. }
            | Event::Answered { .. }
            | Event::Fetches
            | Event::DeviceOpens => false,
        }
}
