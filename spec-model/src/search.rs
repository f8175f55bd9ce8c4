//! Breadth-first search: every state once, shortest paths, few bytes per state.
//!
//! What operators and servers do does not depend on the faults that have happened; those decide only
//! which others still may. So a state is kept as a bare one ([`world::Bare`]) and a bit for each count
//! of faults with which it was reached, and a step of it is worked out once for all of these.

use std::time::{Duration, Instant};

use world::{Bare, Moves, World};

use crate::path::Path;
use crate::tally::{Sighting, Tally, earliest};

mod budget;
mod cores;
mod count;
mod expand;
mod mask;
mod plan;
mod save;
mod stored;
mod trail;

use budget::{Budget, COSTS, Cost, Digits, Need};
use cores::{Cores, fingerprint};
use count::{Counts, Effect, Look, Numbered, pour_effects, pour_looks};
use expand::{Beside, Found, OWN, Own, Register, Worker};
use mask::Mask;
use plan::Stride;
pub use save::Keep;
use stored::Stored;
use trail::{Hop, Hops, ROOT, Ways, number};

/// How many bare states one thread expands between two looks at the limits.
const STRETCH: usize = 1 << 11;

/// When a search gives up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that expand states.
    pub threads: usize,
    /// States at most.
    pub states: u64,
    /// Time at most.
    pub time: Duration,
    /// Bytes at most, in what the search keeps.
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
    /// So many bytes would have been needed next.
    Memory(u64),
}

/// The result of a search.
pub struct Search {
    /// The counts.
    pub tally: Tally,
    /// The way to each state.
    pub trail: Trail,
    /// Every state within the scope was seen; `false` when a limit cut the search short.
    pub exhaustive: bool,
    /// Why it was cut short.
    pub cut: Option<Cut>,
    /// Bare states: what differs in more than the faults that have happened.
    pub bare: u64,
    /// Bytes kept at the end.
    pub bytes: u64,
    /// Time taken.
    pub time: Duration,
}

/// The way to each state of a search.
pub struct Trail(Box<dyn Ways>);

impl Trail {
    /// The shortest path to a state that the search has met.
    pub fn path(&self, moves: &Moves, seen: Sighting) -> Option<Path> {
        self.0.path(moves, seen)
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
    // Without files nothing can go wrong with them.
    match search_kept(moves, limits, &Keep::default(), progress) {
        Ok(search) => search,
        Err(why) => unreachable!("{why}"),
    }
}

/// The same, from where an earlier one was cut short, or so that a later one can go on.
///
/// # Errors
/// A file that cannot be read or written, or that belongs to another search.
pub fn search_kept(
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Result<Search, String> {
    // A bit for each count of faults: as many as the scope needs.
    match Digits::new(&moves.scope).numbers() {
        0..=32 => run::<u32>(moves, limits, keep, progress),
        33..=256 => run::<[u64; 4]>(moves, limits, keep, progress),
        257..=4096 => run::<[u64; 64]>(moves, limits, keep, progress),
        _ => run::<[u64; 512]>(moves, limits, keep, progress),
    }
}

fn run<M: Mask + Stored>(
    moves: &Moves,
    limits: Limits,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Result<Search, String> {
    let begin = Instant::now();
    let threads = limits.threads.max(1);
    let mut explorer = match &keep.from {
        None => Explorer::<M>::new(moves, threads),
        Some(path) => Explorer::load(moves, threads, path)?,
    };
    let mut cut = None;
    while explorer.has_more() {
        cut = explorer.limit(limits, begin.elapsed());
        if cut.is_some() {
            break;
        }
        explorer.expand();
        progress.report(explorer.tally.states, explorer.depth, explorer.left());
    }
    if let (Some(_), Some(path)) = (cut, &keep.to) {
        explorer.save(moves, path)?;
    }
    let (bare, bytes) = (explorer.cores.bare.len() as u64, explorer.bytes() as u64);
    let (tally, trail) = explorer.end();
    let time = begin.elapsed();
    Ok(Search { tally, trail, exhaustive: cut.is_none(), cut, bare, bytes, time })
}

/// A search under way.
struct Explorer<M> {
    /// The relation, once for each worker: each step needs faults of its own.
    moves: Vec<Moves>,
    budget: Budget<M>,
    cores: Cores<M>,
    workers: Vec<Worker>,
    own: Vec<Own>,
    hops: Vec<Hop<M>>,
    /// Where the hops of each level begin.
    levels: Vec<usize>,
    /// The bare states of this level with the counts to be expanded, and how many are done.
    level: Vec<(u32, M)>,
    done: usize,
    /// The bare states that the next level has.
    next: Vec<u32>,
    depth: u32,
    tally: Tally,
    looks: Numbered<Look>,
    shown: Counts,
    effects: Numbered<Effect>,
    /// For each worker, the numbers of its effects here.
    known: Vec<Vec<u16>>,
    happened: Counts,
    paid: Paid<M>,
}

impl<M: Mask> Explorer<M> {
    fn new(moves: &Moves, threads: usize) -> Explorer<M> {
        let mut explorer = Explorer::empty(moves, threads);
        for world in World::initial(&moves.scope) {
            let bare = world.bare();
            let look = explorer.looks.look(Look::at(moves, bare));
            explorer.shown.room(explorer.looks.all().len());
            let state = explorer.cores.number(fingerprint(&bare), &bare, || look);
            explorer.arrive(state, ROOT, M::only(0), 0);
        }
        explorer
    }

    /// Nothing is known.
    fn empty(moves: &Moves, threads: usize) -> Explorer<M> {
        Explorer {
            moves: vec![moves.clone(); threads],
            budget: Budget::new(&moves.scope),
            cores: Cores::new(),
            workers: (0..threads).map(|_| Worker::new()).collect(),
            own: (0..threads).map(|_| Own::new()).collect(),
            hops: Vec::new(),
            levels: vec![0],
            level: Vec::new(),
            done: 0,
            next: Vec::new(),
            depth: 0,
            tally: Tally::new(moves.program.rules().len()),
            looks: Numbered::new(),
            shown: Counts::default(),
            effects: Numbered::new(),
            known: vec![Vec::new(); threads],
            happened: Counts::default(),
            paid: Paid { mask: M::EMPTY, known: 0, after: [(M::EMPTY, M::EMPTY, 0); COSTS] },
        }
    }

    /// How many bare states are expanded together.
    fn stretch(&self) -> usize {
        // With several threads, which are started anew each time, as many for each.
        self.left().min(STRETCH * self.workers.len())
    }

    /// Bare states of this level that are not expanded yet.
    fn left(&self) -> usize {
        self.level.len() - self.done
    }

    /// Whether something is left to be expanded: on this level, or else on the next.
    fn has_more(&mut self) -> bool {
        if self.left() > 0 {
            return true;
        }
        if self.next.is_empty() {
            return false;
        }
        self.depth = self.tally.levels.len() as u32;
        let nodes = &mut self.cores.nodes;
        let take = |state: u32| {
            let fresh = &mut nodes[state as usize].fresh;
            (state, std::mem::replace(fresh, M::EMPTY))
        };
        self.level.clear();
        self.level.extend(self.next.drain(..).map(take));
        self.done = 0;
        self.tally.levels.push(self.level.iter().map(|(_, mask)| mask.count()).sum());
        self.levels.push(self.hops.len());
        true
    }

    /// The limit that is reached, if one is.
    fn limit(&self, limits: Limits, time: Duration) -> Option<Cut> {
        let needed = self.bytes_after(self.stretch()) as u64;
        if self.tally.states > limits.states {
            Some(Cut::States)
        } else if time > limits.time {
            Some(Cut::Time)
        } else if needed > limits.memory {
            Some(Cut::Memory(needed))
        } else {
            None
        }
    }

    /// Expands the next bare states of this level.
    fn expand(&mut self) {
        self.cores.plans.forget();
        let (from, to) = (self.done, self.done + self.stretch());
        let wanted = |&(state, mask): &(u32, M)| {
            let need = self.budget.need(mask);
            let need = match self.cores.plans.known(state) {
                Some(known) if known.covers(need) => return None,
                Some(known) => known.and(need),
                None => need,
            };
            Some((state, self.cores.bare[state as usize], need))
        };
        let wanted: Vec<_> = self.level[from..to].iter().filter_map(wanted).collect();
        if self.workers.len() == 1 {
            self.work_alone(&wanted);
        } else {
            self.work_together(&wanted);
        }
        for n in from..to {
            let (state, mask) = self.level[n];
            self.stride(state, mask);
        }
        self.done = to;
    }

    /// Works plans out and numbers what is found at once.
    fn work_alone(&mut self, wanted: &[(u32, Bare, Need)]) {
        let Explorer { moves, cores, looks, workers, .. } = self;
        workers[0].work(&mut moves[0], &mut Alone { cores, looks }, wanted);
        self.write(0, &[]);
    }

    /// Works plans out with all threads; what they find is numbered afterwards, in their order.
    fn work_together(&mut self, wanted: &[(u32, Bare, Need)]) {
        let Explorer { moves, cores, workers, own, .. } = self;
        let mut shares = wanted.chunks(wanted.len().div_ceil(workers.len()).max(1));
        let cores = &*cores;
        std::thread::scope(|scope| {
            for ((worker, moves), own) in workers.iter_mut().zip(moves).zip(&mut *own) {
                let share = shares.next().unwrap_or_default();
                own.clear();
                scope.spawn(move || worker.work(moves, &mut Beside { cores, own }, share));
            }
        });
        for n in 0..self.workers.len() {
            let Explorer { cores, looks, own, .. } = self;
            let number =
                |found: &Found| cores.number(found.print, &found.bare, || looks.look(found.look));
            let numbers: Vec<u32> = own[n].found.iter().map(number).collect();
            self.write(n, &numbers);
        }
    }

    /// Writes the plans of a worker down; `numbers` are those of what it has found.
    fn write(&mut self, n: usize, numbers: &[u32]) {
        let Explorer { cores, effects, known, .. } = self;
        let worker = &self.workers[n];
        let known = &mut known[n];
        let later = worker.effects.all().iter().skip(known.len());
        known.extend(later.map(|effect| effects.of(*effect)));
        let told = |stride: &Stride| {
            let Stride { mut to, mut effect, cost, marks } = *stride;
            if marks & OWN != 0 {
                to = numbers[to as usize];
            }
            if to != Stride::BLOCKED {
                effect = known[effect as usize];
            }
            Stride { to, effect, cost, marks: 0 }
        };
        let (mut calm, mut faults) = (worker.strides[0].as_slice(), worker.strides[1].as_slice());
        for list in &worker.lists {
            let (these, rest) = calm.split_at(list.calm as usize);
            let (those, others) = faults.split_at(list.faults as usize);
            (calm, faults) = (rest, others);
            let (these, those) = (these.iter().map(told), those.iter().map(told));
            cores.plans.write(list.state, list.need, list.marks, these, those);
        }
        self.shown.room(self.looks.all().len());
        self.happened.room(self.effects.all().len());
    }

    /// Takes the steps of a bare state with all these counts at once.
    fn stride(&mut self, state: u32, mask: M) {
        let depth = self.depth;
        let with = |mask: M| Sighting { depth, state: number(state, mask.lowest()) };
        let look = self.looks.all()[self.cores.looks[state as usize] as usize];
        // Read here and not held: what the steps lead to may be this state again.
        let (marks, calm, faults) = self.cores.plans.range(state);
        let times = mask.count();
        for n in calm {
            let Stride { to, effect, .. } = self.cores.plans.stride(n);
            if to == Stride::BLOCKED {
                self.tally.blocked += times;
                continue;
            }
            self.happened.add(effect, times, || with(mask));
            self.arrive(to, state, mask, depth + 1);
        }
        let mut leaves = if marks & Stride::LEAVES != 0 { mask } else { M::EMPTY };
        if self.budget.need(mask) != Need::default() {
            (self.paid.mask, self.paid.known) = (mask, 0);
            for n in faults {
                let Stride { to, effect, cost, .. } = self.cores.plans.stride(n);
                let (from, after, times) = self.paid.by(&self.budget, cost);
                if times == 0 {
                    continue;
                }
                if to == Stride::BLOCKED {
                    self.tally.blocked += times;
                    continue;
                }
                leaves = leaves.or(from);
                self.happened.add(effect, times, || with(from));
                self.arrive(to, state, after, depth + 1);
            }
        }
        if marks & Stride::FAIR != 0 {
            return;
        }
        if !look.rests {
            self.tally.stuck += times;
            earliest(&mut self.tally.first_stuck, Some(with(mask)));
        }
        let dead = mask.without(leaves);
        if !look.settled && !dead.is_empty() {
            self.tally.deadlocks += dead.count();
            earliest(&mut self.tally.first_deadlock, Some(with(dead)));
        }
    }

    /// A state is reached with these counts.
    #[inline]
    fn arrive(&mut self, state: u32, from: u32, with: M, depth: u32) {
        let node = &mut self.cores.nodes[state as usize];
        let new = with.without(node.seen);
        if new.is_empty() {
            return;
        }
        node.seen = node.seen.or(new);
        if node.fresh.is_empty() {
            self.next.push(state);
        }
        node.fresh = node.fresh.or(new);
        self.hops.push(Hop { to: state, from, with: new });
        self.tally.states += new.count();
        let look = self.cores.looks[state as usize];
        let here = || Sighting { depth, state: number(state, new.lowest()) };
        self.shown.add(look, new.count(), here);
    }

    /// Bytes in use.
    fn bytes(&self) -> usize {
        let levels = self.level.len() * size_of::<(u32, M)>() + self.next.len() * size_of::<u32>();
        self.cores.bytes() + self.hops.len() * size_of::<Hop<M>>() + levels
    }

    /// Bytes that may be in use while so many bare states more are expanded.
    fn bytes_after(&self, more: usize) -> usize {
        // Few states have more steps that lead to new ones.
        let found = more * 16;
        let each = size_of::<Bare>() + 2 * size_of::<Hop<M>>() + size_of::<(u32, M)>();
        self.bytes() + found * each + self.cores.bytes_to_grow(found)
    }

    fn end(mut self) -> (Tally, Trail) {
        self.tally.depth = self.tally.levels.len().saturating_sub(1) as u32;
        pour_looks(&mut self.tally, self.looks.all(), &self.shown);
        pour_effects(&mut self.tally, self.effects.all(), &self.happened);
        let Explorer { cores, hops, levels, budget, .. } = self;
        let hops = Hops { bare: cores.bare, digits: budget.digits(), all: hops, levels };
        (self.tally, Trail(Box::new(hops)))
    }
}

/// The register of one thread alone.
struct Alone<'e, M> {
    cores: &'e mut Cores<M>,
    looks: &'e mut Numbered<Look>,
}

impl<M: Mask> Register for Alone<'_, M> {
    #[inline]
    fn touch(&self, print: u64) -> u64 {
        self.cores.touch(print)
    }

    #[inline]
    fn touch_state(&self, touched: u64) -> u64 {
        self.cores.touch_state(touched)
    }

    #[inline]
    fn number(&mut self, print: u64, bare: &Bare, moves: &Moves) -> (u32, bool) {
        let looks = &mut *self.looks;
        (self.cores.number(print, bare, || looks.look(Look::at(moves, *bare))), false)
    }
}

/// The counts after each cost, for some counts before: each worked out when it is first asked for.
struct Paid<M> {
    mask: M,
    known: u32,
    after: [(M, M, u64); COSTS],
}

impl<M: Mask> Paid<M> {
    /// Those that can pay, what they become, and how many they are.
    #[inline]
    fn by(&mut self, budget: &Budget<M>, cost: Cost) -> (M, M, u64) {
        let place = cost as usize % COSTS;
        if self.known >> place & 1 == 0 {
            let from = budget.payable(self.mask, cost);
            self.after[place] = (from, budget.after(self.mask, cost), from.count());
            self.known |= 1 << place;
        }
        self.after[place]
    }
}
