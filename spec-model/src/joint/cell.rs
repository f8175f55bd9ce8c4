//! The graph of one cell, as far as a joint search can need it.
//!
//! States are worlds without what faults have cost; that is counted for both cells together. So an
//! edge says what it costs, and the joint search whether there is so much left.

use protocol::{Op, Record, Role};
use world::{Device, GapKind, Move, Moves, Sink, World, premises, settled, violations};

use super::budget::Spent;
use super::scope::Kind;
use crate::table::Numbers;

/// A cell has more states than a joint state has bits for, or than the caller wants.
#[derive(Debug)]
pub struct TooLarge {
    /// States that were found before it was given up: it has so many at least.
    pub states: usize,
}

/// Bits of the number of a cell's state.
pub(crate) const BITS: u32 = 24;

/// All states of a cell and its edges.
pub struct Cell {
    /// The states, without what faults have cost.
    pub worlds: Vec<World>,
    pub(crate) locals: Vec<Local>,
    starts: Vec<u32>,
    edges: Vec<Edge>,
    /// The initial states.
    pub(crate) roots: Vec<u32>,
}

/// What a search asks of a cell's state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Local {
    /// Properties whose premise holds, and those that are violated: of the cell by itself.
    pub(crate) held: u16,
    pub(crate) broken: u16,
    pub(crate) device: Device,
    /// Exchanges in flight.
    pub(crate) wire: u8,
    pub(crate) settled: bool,
    /// The records of the two servers.
    pub(crate) records: [Record; 2],
    /// The state when the other cell has taken the account of DMS-1 away; its own number where
    /// there is none, or the cells share no device.
    pub(crate) bereft: u32,
}

/// An edge of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) to: u32,
    /// The faults that it is.
    pub(crate) cost: Spent,
    /// What nobody described about it: one bit per [`GapKind`].
    pub(crate) gaps: u8,
    /// Its place among the edges of the world.
    pub(crate) ordinal: u8,
}

impl Edge {
    /// An event that changes nothing.
    #[inline]
    pub(crate) fn is_loop(&self, from: u32) -> bool {
        self.to == from && self.cost.0 == 0
    }
}

/// The facts of the device that belong to DMS-1, and to both cells of three servers.
pub(crate) const SHARED: u8 = Device::UNTOUCHED.0;

impl Cell {
    /// Explores a cell by itself: its own steps and, for three servers, what the other cell may do
    /// to it at any time.
    ///
    /// # Errors
    /// There are more than `most` states, or more than fit.
    pub fn explore(moves: &Moves, kind: Kind, most: usize) -> Result<Cell, TooLarge> {
        let most = most.min((1 << BITS) - 1);
        let (worlds, roots) = reached(moves, kind, most)?;
        let held = worlds.list.len();
        let mut builder = Builder { worlds, edges: Vec::new(), ordinal: 0 };
        let (mut locals, mut starts, mut edges) = (Vec::new(), vec![0], Vec::new());
        for number in 0..held {
            let world = builder.worlds.list[number];
            builder.ordinal = 0;
            moves.successors(&world, &mut builder);
            // What leads out of the states is more than the faults that there are.
            edges.extend(builder.edges.drain(..).filter(|edge| (edge.to as usize) < held));
            starts.push(edges.len() as u32);
            let bereft = bereft(&world, moves, kind)
                .map_or(number as u32, |world| builder.worlds.number(&world));
            locals.push(local(moves, &world, bereft));
        }
        let mut worlds = builder.worlds.list;
        worlds.truncate(held);
        worlds.shrink_to_fit();
        Ok(Cell { worlds, locals, starts, edges, roots })
    }

    /// The edges of a state.
    #[inline]
    pub(crate) fn edges(&self, state: u32) -> &[Edge] {
        let state = state as usize;
        &self.edges[self.starts[state] as usize..self.starts[state + 1] as usize]
    }

    /// The step that an edge stands for.
    pub(crate) fn step(&self, moves: &Moves, state: u32, edge: &Edge) -> Option<Move> {
        let edges = crate::path::Edges::of(moves, &self.worlds[state as usize]);
        edges.into_iter().nth(usize::from(edge.ordinal))
    }

    /// Whether the edge takes the account of DMS-1 away: the other cell of three servers goes
    /// along.
    #[inline]
    pub(crate) fn bereaves(&self, from: u32, edge: &Edge) -> bool {
        let facts = |state: u32| self.locals[state as usize].device.0 & SHARED;
        facts(from) != facts(edge.to)
    }

    /// Bytes that it holds.
    pub(crate) fn bytes(&self) -> u64 {
        let (state, edge) = (size_of::<World>() + size_of::<Local>() + 4, size_of::<Edge>());
        (self.worlds.len() * state + self.edges.len() * edge) as u64
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }
}

/// The state of a cell after the other one has deleted the account of DMS-1.
fn bereft(world: &World, moves: &Moves, kind: Kind) -> Option<World> {
    let device = world.device();
    if kind == Kind::TwoDevices || !device.has(Device::ACCOUNT_1) {
        return None;
    }
    let mut next = *world;
    next.set_device(device.after(Op::DeleteOwnAccount, Role::Delegating, moves.scope.acls));
    Some(next)
}

/// All states that a cell can reach within the budget, without what faults have cost; and the
/// initial ones.
fn reached(moves: &Moves, kind: Kind, most: usize) -> Result<(Worlds, Vec<u32>), TooLarge> {
    let (mut reach, mut worlds) = (Worlds::new(), Worlds::new());
    let mut roots = Vec::new();
    for world in World::initial(&moves.scope) {
        reach.number(&world);
        roots.push(worlds.number(&world.without_faults()));
    }
    let mut at = 0;
    while at < reach.list.len() {
        let world = reach.list[at];
        worlds.number(&world.without_faults());
        moves.successors(&world, &mut reach);
        if let Some(next) = bereft(&world, moves, kind) {
            reach.number(&next);
        }
        if worlds.list.len() > most {
            return Err(TooLarge { states: worlds.list.len() });
        }
        at += 1;
    }
    Ok((worlds, roots))
}

/// Worlds and their numbers.
struct Worlds {
    numbers: Numbers,
    list: Vec<World>,
}

impl Worlds {
    fn new() -> Worlds {
        Worlds { numbers: Numbers::new(), list: Vec::new() }
    }

    /// The number of a world: the next one, where it is new.
    fn number(&mut self, world: &World) -> u32 {
        self.numbers.number(&mut self.list, world).0
    }
}

impl Sink for Worlds {
    fn edge(&mut self, step: &Move) {
        self.number(&step.next);
    }

    fn blocked(&mut self, _: &World) {}
}

struct Builder {
    worlds: Worlds,
    edges: Vec<Edge>,
    ordinal: u8,
}

impl Sink for Builder {
    fn edge(&mut self, step: &Move) {
        let to = self.worlds.number(&step.next.without_faults());
        let gaps = step.gaps.iter().flatten().map(|gap| gap_bit(gap.kind)).fold(0, |a, b| a | b);
        self.edges.push(Edge { to, cost: Spent::of(&step.next), gaps, ordinal: self.ordinal });
        self.ordinal += 1;
    }

    fn blocked(&mut self, _: &World) {}
}

/// The bit of a kind of gap in [`Edge::gaps`].
pub(crate) fn gap_bit(kind: GapKind) -> u8 {
    1 << kind as u8
}

fn local(moves: &Moves, world: &World, bereft: u32) -> Local {
    Local {
        held: premises(&moves.program, world),
        broken: violations(&moves.program, world),
        device: world.device(),
        wire: world.wire.len() as u8,
        settled: settled(&moves.program, world),
        records: world.parties.map(|party| party.record()),
        bereft,
    }
}
