//! Breadth-first search: every state once, shortest paths, few bytes per state.
//!
//! What operators and servers do does not depend on the faults that have happened; those decide
//! only which others still may. So a state is kept as a bare one ([`world::Bare`]) and a bit for
//! each count of faults with which it was reached, and a step of it is worked out once for all.

use std::time::{Duration, Instant};

use world::{Bare, Moves, Scope};

use crate::path::Path;
use crate::tally::{Sighting, Tally};

mod budget;
mod chunked;
mod cores;
mod count;
mod expand;
mod explorer;
mod mask;
mod plan;
mod save;
mod stored;
mod trail;

use budget::Digits;
use explorer::Explorer;
use mask::Mask;
pub use save::Keep;
use stored::Stored;
use trail::Ways;

/// When a search gives up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that expand states.
    pub threads: usize,
    /// States after which no more are expanded.
    pub states: u64,
    /// Time after which no more are expanded.
    pub time: Duration,
    /// Bytes at most in what the search keeps: its lists, not the whole process.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { threads: 1, states: u64::MAX, time: Duration::MAX, memory: u64::MAX }
    }
}

/// Why a search was cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// As many states as the limit allows.
    States,
    /// It took as long as the limit allows.
    Time,
    /// So many bytes may have been needed next.
    Memory(u64),
    /// More states, or more kinds of edges, than can be numbered.
    Numbers,
    /// More counts of faults than can be told apart.
    Counts,
}

/// The result of a search.
pub struct Search {
    /// The counts.
    pub tally: Tally,
    /// The way to each state.
    pub trail: Trail,
    /// Why it was cut short, if it was.
    pub cut: Option<Cut>,
    /// Bare states: what differs in more than the faults that have happened.
    pub bare: u64,
    /// Bytes kept at the end.
    pub bytes: u64,
    /// Time taken, that before a search was cut short included.
    pub time: Duration,
    /// Why it could not be written to its file.
    pub unsaved: Option<String>,
}

/// The way to each state of a search.
pub struct Trail(Box<dyn Ways>);

impl Trail {
    /// The shortest path to a state that the search has met.
    pub fn path(&self, moves: &Moves, seen: Sighting) -> Option<Path> {
        self.0.path(moves, seen)
    }

    /// The bare states that the search has met.
    pub fn reached(&self) -> Vec<Bare> {
        self.0.reached()
    }
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

/// Explores everything within the scope of `moves`. What it finds does not depend on the threads.
pub fn search(moves: &Moves, limits: Limits, progress: &mut dyn Progress) -> Search {
    match Width::of(moves) {
        Width::Narrow => anew::<u32>(moves, limits, &Keep::default(), progress),
        Width::Wide => anew::<[u64; 4]>(moves, limits, &Keep::default(), progress),
        Width::Widest => anew::<[u64; 64]>(moves, limits, &Keep::default(), progress),
        Width::None => Search::none(moves),
    }
}

/// The same, from where an earlier one was cut short, or so that a later one can go on.
///
/// # Errors
/// A file that cannot be read, or that belongs to another search.
pub fn search_kept(
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Result<Search, String> {
    match Width::of(moves) {
        Width::Narrow => kept::<u32>(moves, limits, keep, progress),
        Width::Wide => kept::<[u64; 4]>(moves, limits, keep, progress),
        Width::Widest => kept::<[u64; 64]>(moves, limits, keep, progress),
        Width::None => Ok(Search::none(moves)),
    }
}

/// How many bits the counts of faults need.
enum Width {
    Narrow,
    Wide,
    Widest,
    /// More than there are.
    None,
}

impl Width {
    fn of(moves: &Moves) -> Width {
        match Digits::new(&moves.scope).numbers() {
            0..=32 => Width::Narrow,
            33..=256 => Width::Wide,
            257..=4096 => Width::Widest,
            _ => Width::None,
        }
    }
}

impl Search {
    /// Whether every state within the scope was seen.
    pub fn exhaustive(&self) -> bool {
        self.cut.is_none()
    }

    /// Nothing was searched.
    fn none(moves: &Moves) -> Search {
        let calm = moves.within(Scope { faults: [0; 5], ..moves.scope.clone() });
        let explorer = Explorer::<u32>::empty(&calm, 1);
        Search::of(explorer, Some(Cut::Counts), Duration::ZERO, None)
    }

    fn of<M: Mask>(
        explorer: Explorer<M>,
        cut: Option<Cut>,
        time: Duration,
        unsaved: Option<String>,
    ) -> Search {
        let (bare, bytes) = (explorer.reached(), explorer.bytes() as u64);
        let (tally, trail) = explorer.end();
        Search { tally, trail, cut, bare, bytes, time, unsaved }
    }
}

fn anew<M: Mask + Stored>(
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Search {
    run(Explorer::<M>::new(moves, limits.threads.max(1)), moves, limits, keep, progress)
}

fn kept<M: Mask + Stored>(
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Result<Search, String> {
    let Some(path) = &keep.from else { return Ok(anew::<M>(moves, limits, keep, progress)) };
    let explorer = Explorer::<M>::load(moves, limits, path)?;
    Ok(run(explorer, moves, limits, keep, progress))
}

/// How often a search that is to be kept is written while it goes on.
const PAUSE: Duration = Duration::from_secs(600);

fn run<M: Mask + Stored>(
    mut explorer: Explorer<M>,
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Search {
    let (begin, before) = (Instant::now(), explorer.time);
    let (mut cut, mut unsaved) = (None, None);
    let mut written = begin;
    let mut save = |explorer: &mut Explorer<M>| {
        explorer.time = before + begin.elapsed();
        unsaved = keep.to.as_ref().and_then(|path| explorer.save(moves, path).err());
    };
    while explorer.has_more() {
        cut = explorer.limit(limits, begin.elapsed());
        if cut.is_some() {
            save(&mut explorer);
            break;
        }
        if written.elapsed() > PAUSE {
            save(&mut explorer);
            written = Instant::now();
        }
        explorer.expand();
        progress.report(explorer.tally.states, explorer.depth, explorer.left());
    }
    Search::of(explorer, cut, before + begin.elapsed(), unsaved)
}
