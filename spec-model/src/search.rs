//! Breadth-first search over fingerprints: every state once, shortest paths, few bytes per state.

use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

use protocol::Role;
use world::{Move, Moves, PROPERTIES, Sink, World, premises, settled, violations};

use crate::fair;
use crate::path::Log;
use crate::table::{Seen, fingerprint};
use crate::tally::{Gaps, Sighting, Tally, earliest};

/// How many successors are looked up together.
const BATCH: usize = 32;
/// How many fingerprints each thread remembers besides: most successors that are not new were
/// seen a moment ago.
const RECENT: usize = 1 << 11;
/// How many states of a level one thread expands between two looks at the size of the table. For
/// several threads four times as many: they are started anew for each stretch.
const STRETCH: usize = 1 << 12;

/// When a search gives up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that expand states.
    pub threads: usize,
    /// States at most.
    pub states: u64,
    /// Time at most.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { threads: 1, states: u64::from(u32::MAX) - 1, time: Duration::MAX }
    }
}

/// The result of a search.
#[derive(Debug)]
pub struct Search {
    /// The counts.
    pub tally: Tally,
    /// The way to each state.
    pub log: Log,
    /// Every state within the scope was seen; `false` when a limit cut the search short.
    pub exhaustive: bool,
    /// Time taken.
    pub time: Duration,
}

/// Told from time to time how far a search is.
pub trait Progress {
    /// After each stretch: states so far, depth, states still to be expanded on this level.
    fn report(&mut self, states: u64, depth: u32, queue: usize);
}

/// Nobody is told.
pub struct Silent;

impl Progress for Silent {
    fn report(&mut self, _: u64, _: u32, _: usize) {}
}

/// Explores everything within the scope of `moves`.
pub fn search(moves: &Moves, limits: Limits, progress: &mut dyn Progress) -> Search {
    let begin = Instant::now();
    let mut seen = Seen::with_room(1 << 12);
    let mut log = Log::default();
    let mut tally = Tally::new(moves.program.rules().len());
    let mut frontier = Vec::new();
    for (which, world) in World::initial(&moves.scope).into_iter().enumerate() {
        seen.insert(fingerprint(&world));
        log.root(which as u16);
        note_state(&mut tally, moves, &world, Sighting { depth: 0, state: which as u32 });
        frontier.push(world);
    }
    let (mut depth, mut exhaustive) = (0, true);
    'levels: while !frontier.is_empty() {
        tally.levels.push(frontier.len() as u64);
        tally.depth = depth;
        let base = log.len() - frontier.len();
        let mut next: Vec<World> = Vec::new();
        let length = if limits.threads > 1 { 4 * STRETCH * limits.threads } else { STRETCH };
        for (n, stretch) in frontier.chunks(length).enumerate() {
            // A state has fewer than 64 edges: nine of operators, and per exchange and per command
            // under way a few, each doubled by a crash.
            while !seen.has_room(log.len(), stretch.len() * 64) {
                seen.grow();
            }
            let first = (base + n * length) as u32;
            for mut part in expand_all(moves, &seen, stretch, first, depth, limits.threads) {
                // The new states are numbered now: after those of the parts before.
                let numbered = |seen: &mut Sighting| seen.state += log.len() as u32;
                part.tally.first.iter_mut().flatten().for_each(numbered);
                tally.merge(&part.tally);
                for (parent, ordinal) in &part.links {
                    log.push(*parent, *ordinal);
                }
                next.extend(part.states);
            }
            let left = frontier.len().saturating_sub((n + 1) * length) + next.len();
            progress.report(log.len() as u64, depth, left);
            if log.len() as u64 > limits.states || begin.elapsed() > limits.time {
                exhaustive = false;
                break 'levels;
            }
        }
        frontier = next;
        depth += 1;
    }
    tally.states = log.len() as u64;
    Search { tally, log, exhaustive, time: begin.elapsed() }
}

/// Counts what a new state shows.
pub(crate) fn note_state(tally: &mut Tally, moves: &Moves, world: &World, here: Sighting) {
    let held = premises(&moves.program, world);
    let broken = violations(&moves.program, world);
    for place in 0..PROPERTIES.len() {
        tally.premises[place] += u64::from(held >> place & 1);
        if broken >> place & 1 == 1 {
            tally.violations[place] += 1;
            if tally.first[place].is_none() {
                tally.first[place] = Some(here);
            }
        }
    }
}

/// Counts what an expanded state shows.
pub(crate) fn note_expanded(
    tally: &mut Tally,
    moves: &Moves,
    world: &World,
    here: Sighting,
    exits: Exits,
) {
    if exits == Exits::Fair {
        return;
    }
    let at_rest = |role: Role| moves.program.at_rest(role, world.parties[role.index()].state());
    if !Role::ALL.into_iter().all(at_rest) {
        tally.stuck += 1;
        earliest(&mut tally.first_stuck, Some(here));
    }
    if exits == Exits::None && !settled(&moves.program, world) {
        tally.deadlocks += 1;
        earliest(&mut tally.first_deadlock, Some(here));
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

/// What one thread found.
struct Part {
    tally: Tally,
    states: Vec<World>,
    links: Vec<(u32, u16)>,
}

fn expand_all(
    moves: &Moves,
    seen: &Seen,
    stretch: &[World],
    first: u32,
    depth: u32,
    threads: usize,
) -> Vec<Part> {
    if threads < 2 || stretch.len() < 256 {
        return vec![expand(moves, seen, stretch, first, depth)];
    }
    let share = stretch.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let workers: Vec<_> = stretch
            .chunks(share)
            .enumerate()
            .map(|(n, chunk)| {
                let first = first + (n * share) as u32;
                scope.spawn(move || expand(moves, seen, chunk, first, depth))
            })
            .collect();
        let part = |worker: ScopedJoinHandle<'_, Part>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(part).collect()
    })
}

fn expand(moves: &Moves, seen: &Seen, chunk: &[World], first: u32, depth: u32) -> Part {
    let tally = Tally::new(moves.program.rules().len());
    let part = Part { tally, states: Vec::new(), links: Vec::new() };
    let here = Sighting { depth, state: first };
    let mut worker = Worker {
        seen,
        part,
        waiting: Vec::with_capacity(BATCH),
        from: chunk[0],
        here,
        ordinal: 0,
        exits: Exits::None,
        moves,
        gaps: Gaps::new(moves.program.triggers()),
        recent: vec![0; RECENT],
    };
    for (n, world) in chunk.iter().enumerate() {
        worker.from = *world;
        worker.here.state = first + n as u32;
        worker.ordinal = 0;
        worker.exits = Exits::None;
        moves.successors(world, &mut worker);
        note_expanded(&mut worker.part.tally, moves, world, worker.here, worker.exits);
    }
    worker.flush();
    worker.gaps.pour(&mut worker.part.tally);
    worker.part
}

struct Worker<'s> {
    seen: &'s Seen,
    part: Part,
    waiting: Vec<(u64, World, u32, u16)>,
    from: World,
    here: Sighting,
    ordinal: u16,
    exits: Exits,
    moves: &'s Moves,
    gaps: Gaps,
    recent: Vec<u64>,
}

impl Worker<'_> {
    /// Looks the waiting successors up: first all first slots, then one by one.
    fn flush(&mut self) {
        let touched = self.waiting.iter().fold(0, |sum, (print, ..)| sum ^ self.seen.touch(*print));
        std::hint::black_box(touched);
        for (print, world, parent, ordinal) in self.waiting.drain(..) {
            if self.seen.insert(print) {
                let state = self.part.states.len() as u32;
                let here = Sighting { depth: self.here.depth + 1, state };
                note_state(&mut self.part.tally, self.moves, &world, here);
                self.part.states.push(world);
                self.part.links.push((parent, ordinal));
            }
        }
    }
}

impl Sink for Worker<'_> {
    #[inline]
    fn edge(&mut self, step: &Move) {
        self.part.tally.edges += 1;
        self.exits.add(&self.from, step);
        for rule in step.rules {
            if let Some(count) = self.part.tally.fired.get_mut(rule as usize) {
                *count += 1;
            }
        }
        for gap in step.gaps.into_iter().flatten() {
            self.gaps.spot(gap, self.here, self.ordinal);
        }
        let print = fingerprint(&step.next);
        let ordinal = self.ordinal;
        self.ordinal += 1;
        let recent = &mut self.recent[print as usize % RECENT];
        if *recent == print {
            return;
        }
        *recent = print;
        self.waiting.push((print, step.next, self.here.state, ordinal));
        if self.waiting.len() == BATCH {
            self.flush();
        }
    }

    fn blocked(&mut self) {
        self.part.tally.blocked += 1;
    }
}
