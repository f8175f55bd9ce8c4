//! The product of two cells: breadth-first, every joint state once, 8 bytes each.

use std::time::{Duration, Instant};

use world::Fault;

use super::ample::Ample;
use super::budget::{self, Budget, Spent};
use super::cell::{self, Cell};
use super::check::{self, CHECKS, DEADLOCK, of_gaps, of_state};
use super::keys::{Keys, MOST};
use super::scope::{Kind, PartialOrder, Reduce, Scope, Symmetry};
use crate::search::Progress;

const _: () = assert!(2 * cell::BITS + budget::BITS <= 64, "a joint state is one word");

/// When a search gives up: soon after the first of these is passed. They are looked at every few
/// thousand states that were expanded.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// States that were found, mirror images not counted.
    pub states: u64,
    /// Bytes of cell, states and their table, and of the larger table where it grows next.
    pub bytes: u64,
    /// Time since it began; that of the cell is not in it.
    pub time: Duration,
}

/// States that are expanded before the limits are looked at again.
const STRETCH: usize = 4096;
/// States of which a search has had enough: those that a stretch may add still have numbers.
const ENOUGH: u64 = MOST - (STRETCH * 2 * (u8::MAX as usize + 1)) as u64;

impl Default for Limits {
    fn default() -> Limits {
        Limits { states: ENOUGH, bytes: u64::MAX, time: Duration::MAX }
    }
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything within the scope was seen.
    Exhaustive,
    /// A limit came first: the limit in words.
    CutShort(&'static str),
}

/// What a joint search found.
pub struct Found {
    /// States that were kept.
    pub states: u64,
    /// States that these stand for: each with its mirror image, where symmetry is used.
    pub orbits: u64,
    /// Edges of the states that `states` stand for, as far as they were taken.
    pub edges: u64,
    /// Steps that were not enabled because too much would have been in flight.
    pub blocked: u64,
    /// Length of the longest way on which a state was found first.
    pub depth: u32,
    /// States of which only the steps of one cell were tried.
    pub halved: u64,
    /// How many states of the first cell, and of the second, took part in some joint state.
    pub locals: [u64; 2],
    /// What each check found, by its place.
    pub checks: [Check; CHECKS],
    /// How it ended.
    pub ended: Ended,
    /// Time taken.
    pub time: Duration,
    /// Bytes held at the end: cell, states and their table.
    pub bytes: u64,
    pub(super) keys: Keys,
}

/// What a check found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// In how many states its premise held, mirror images included.
    pub premises: u64,
    /// States that violate it; for checks of edges, edges.
    pub violations: u64,
    /// Where first.
    pub first: Option<Spot>,
}

/// A place in a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Steps from an initial state.
    pub depth: u32,
    pub(super) state: u32,
    /// The step from there that shows it, for a check of edges: the cell, and the place of the edge
    /// among those of its state.
    pub(super) edge: Option<(usize, usize)>,
}

impl Found {
    /// The joint states that were kept, in the order in which they were found: the places of both
    /// halves among the worlds of the cell, and the faults of each kind that they have spent.
    pub fn pairs(&self) -> impl Iterator<Item = ([u32; 2], [u32; 5])> {
        (0..self.keys.len() as u32).map(|number| {
            let pair = Pair::of(self.keys.state(number));
            (pair.cells, Fault::ALL.map(|(fault, _)| pair.spent.kind(fault)))
        })
    }
}

impl Spot {
    /// How many steps show it.
    pub fn steps(&self) -> u32 {
        self.depth + u32::from(self.edge.is_some())
    }
}

/// A joint state, unpacked.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) cells: [u32; 2],
    pub(super) spent: Spent,
}

impl Pair {
    #[inline]
    pub(super) fn of(word: u64) -> Pair {
        let cell = |n: u32| (word >> (n * cell::BITS)) as u32 & ((1 << cell::BITS) - 1);
        Pair { cells: [cell(0), cell(1)], spent: Spent((word >> (2 * cell::BITS)) as u16) }
    }

    #[inline]
    fn word(self) -> u64 {
        let [one, two] = self.cells.map(u64::from);
        one | two << cell::BITS | u64::from(self.spent.0) << (2 * cell::BITS)
    }

    /// The one that stands for it and its mirror image.
    #[inline]
    pub(super) fn kept(self, symmetry: Symmetry) -> Pair {
        let [one, two] = self.cells;
        match symmetry {
            Symmetry::On if one > two => Pair { cells: [two, one], ..self },
            Symmetry::On | Symmetry::Off => self,
        }
    }
}

/// The steps of a joint system.
pub(super) struct Relation<'c> {
    pub(super) cell: &'c Cell,
    pub(super) kind: Kind,
    pub(super) budget: Budget,
    pub(super) in_flight: usize,
}

impl<'c> Relation<'c> {
    pub(super) fn new(cell: &'c Cell, scope: &Scope) -> Relation<'c> {
        let budget = Budget::of(&scope.cell);
        Relation { cell, kind: scope.kind, budget, in_flight: scope.in_flight }
    }

    /// The state after that edge of that cell; `None` where the faults are spent, and an error
    /// where too much would be in flight.
    #[inline]
    pub(super) fn after(
        &self,
        from: Pair,
        side: usize,
        edge: &cell::Edge,
    ) -> Option<Result<Pair, Crowded>> {
        let spent = self.budget.spend(from.spent, edge.cost)?;
        let (mine, theirs) = (from.cells[side], from.cells[1 - side]);
        let wire = |state: u32| usize::from(self.cell.locals[state as usize].wire);
        if wire(edge.to) > wire(mine) && wire(edge.to) + wire(theirs) > self.in_flight {
            return Some(Err(Crowded));
        }
        let shares = self.kind == Kind::ThreeServers && self.cell.bereaves(mine, edge);
        let other = if shares { self.cell.locals[theirs as usize].bereft } else { theirs };
        let mut cells = [edge.to; 2];
        cells[1 - side] = other;
        Some(Ok(Pair { cells, spent }))
    }
}

/// Too much would be in flight.
pub(super) struct Crowded;

/// Explores everything within the scope.
pub fn explore(
    cell: &Cell,
    scope: &Scope,
    reduce: Reduce,
    limits: Limits,
    progress: &mut dyn Progress,
) -> Found {
    let begin = Instant::now();
    let relation = Relation::new(cell, scope);
    let mut search = Search {
        ample: match reduce.order {
            PartialOrder::On => Some(Ample::new(&relation)),
            PartialOrder::Off => None,
        },
        relation,
        symmetry: reduce.symmetry,
        next: Vec::new(),
        seen: [vec![false; cell.worlds.len()], vec![false; cell.worlds.len()]],
        found: Found {
            states: 0,
            orbits: 0,
            edges: 0,
            blocked: 0,
            depth: 0,
            halved: 0,
            locals: [0; 2],
            checks: [Check::default(); CHECKS],
            ended: Ended::Exhaustive,
            time: Duration::ZERO,
            bytes: 0,
            keys: Keys::new(),
        },
    };
    search.roots();
    let (mut level_ends, mut number) = (search.found.keys.len(), 0);
    while number < search.found.keys.len() {
        if number == level_ends {
            level_ends = search.found.keys.len();
            search.found.depth += 1;
        }
        search.expand(number as u32);
        number += 1;
        if number.is_multiple_of(STRETCH) {
            let held = search.found.keys.len();
            progress.report(held as u64, search.found.depth, held - number);
            let bytes = search.found.keys.bytes() + cell.bytes();
            let over = [
                (held as u64 > limits.states.min(ENOUGH), "the number of states"),
                (bytes > limits.bytes, "memory"),
                (begin.elapsed() > limits.time, "time"),
            ];
            if let Some((_, limit)) = over.into_iter().find(|(over, _)| *over) {
                search.found.ended = Ended::CutShort(limit);
                break;
            }
        }
    }
    let mut found = search.found;
    found.locals = search.seen.map(|seen| seen.into_iter().filter(|seen| *seen).count() as u64);
    found.states = found.keys.len() as u64;
    found.bytes = found.keys.bytes() + cell.bytes();
    found.time = begin.elapsed();
    found
}

struct Search<'c> {
    relation: Relation<'c>,
    ample: Option<Ample>,
    symmetry: Symmetry,
    /// The states that the steps tried lead to.
    next: Vec<u64>,
    /// Which states of each cell took part.
    seen: [Vec<bool>; 2],
    found: Found,
}

impl Search<'_> {
    fn roots(&mut self) {
        let roots = &self.relation.cell.roots;
        for one in roots {
            for two in roots {
                let pair = Pair { cells: [*one, *two], spent: Spent::default() };
                let pair = pair.kept(self.symmetry);
                let (number, new) = self.found.keys.root(pair.word());
                if new {
                    self.note(pair, number);
                }
            }
        }
    }

    fn expand(&mut self, number: u32) {
        let from = Pair::of(self.found.keys.state(number));
        self.next.clear();
        if let Some(first) = self.enough(from) {
            self.try_all(from, number, first);
            // C3: what is left out here is tried at a state that is still to be expanded.
            if self.take(number, 0) {
                self.found.halved += 1;
                return;
            }
            let tried = self.next.len();
            self.try_all(from, number, 1 - first);
            self.take(number, tried);
            return;
        }
        self.try_all(from, number, 0);
        self.try_all(from, number, 1);
        self.take(number, 0);
        let [one, two] = from.cells.map(|state| &self.relation.cell.locals[state as usize]);
        if self.next.is_empty() && !(one.settled && two.settled) {
            let spot = Spot { depth: self.found.depth, state: number, edge: None };
            self.violated(DEADLOCK, self.weight(from), spot);
        }
    }

    /// The cell whose steps are ample, if there is one: that with fewer steps is asked first.
    fn enough(&self, from: Pair) -> Option<usize> {
        let ample = self.ample.as_ref()?;
        let count = |side: usize| self.relation.cell.edges(from.cells[side]).len();
        let first = usize::from(count(1) < count(0));
        let is_ample = |side: usize| {
            let (mine, theirs) = (from.cells[side], from.cells[1 - side]);
            ample.is_ample(&self.relation, mine, theirs, from.spent)
        };
        [first, 1 - first].into_iter().find(|side| is_ample(*side))
    }

    /// Tries all steps of a cell.
    fn try_all(&mut self, from: Pair, number: u32, side: usize) {
        let weight = self.weight(from);
        let cell = self.relation.cell;
        for (place, edge) in cell.edges(from.cells[side]).iter().enumerate() {
            let to = match self.relation.after(from, side, edge) {
                None => continue,
                Some(Err(Crowded)) => {
                    self.found.blocked += weight;
                    continue;
                }
                Some(Ok(to)) => to,
            };
            self.found.edges += weight;
            if edge.gaps != 0 {
                let spot =
                    Spot { depth: self.found.depth, state: number, edge: Some((side, place)) };
                let broken = of_gaps(edge.gaps);
                for check in check::GAPS..DEADLOCK {
                    if broken >> check & 1 == 1 {
                        self.violated(check, weight, spot);
                    }
                }
            }
            if !edge.is_loop(from.cells[side]) {
                self.next.push(to.kept(self.symmetry).word());
            }
        }
    }

    /// Numbers the states that steps from `start` on lead to; whether one of them has not been
    /// expanded yet.
    fn take(&mut self, number: u32, start: usize) -> bool {
        self.found.keys.touch(self.next[start..].iter().copied());
        let mut later = false;
        for place in start..self.next.len() {
            let word = self.next[place];
            let (to, new) = self.found.keys.number(word, number);
            // States are expanded in the order of their numbers.
            later |= to > number;
            if new {
                self.note(Pair::of(word), to);
            }
        }
        later
    }

    /// For how many states this one stands.
    fn weight(&self, pair: Pair) -> u64 {
        match self.symmetry {
            Symmetry::On if pair.cells[0] != pair.cells[1] => 2,
            Symmetry::On | Symmetry::Off => 1,
        }
    }

    /// Counts what a new state shows.
    fn note(&mut self, pair: Pair, number: u32) {
        let weight = self.weight(pair);
        self.found.orbits += weight;
        for (seen, state) in self.seen.iter_mut().zip(pair.cells) {
            seen[state as usize] = true;
        }
        let [one, two] = pair.cells.map(|state| &self.relation.cell.locals[state as usize]);
        let (held, broken) = of_state(self.relation.kind, one, two);
        for place in 0..CHECKS {
            self.found.checks[place].premises += weight * u64::from(held >> place & 1);
        }
        if broken == 0 {
            return;
        }
        let is_root = self.found.keys.is_root(number);
        let depth = if is_root { 0 } else { self.found.depth + 1 };
        for place in (0..check::GAPS).filter(|place| broken >> place & 1 == 1) {
            self.violated(place, weight, Spot { depth, state: number, edge: None });
        }
    }

    fn violated(&mut self, place: usize, weight: u64, spot: Spot) {
        let check = &mut self.found.checks[place];
        check.violations += weight;
        check.first.get_or_insert(spot);
    }
}
