//! A search under way: levels of bare states, each with the counts of faults to be expanded.

use std::time::Duration;

use world::{Bare, Moves, World};

use super::budget::{Budget, COSTS, Cost, Need};
use super::chunked::Chunked;
use super::cores::{Cores, fingerprint};
use super::count::{Counts, Effect, Look, Numbered, pour_effects, pour_looks};
use super::expand::{Beside, Found, OWN, Own, Register, Worker};
use super::mask::Mask;
use super::plan::Stride;
use super::trail::{Hop, Hops, ROOT, number};
use super::{Cut, Limits, Trail};
use crate::tally::{Sighting, Tally};

/// How many bare states one thread expands between two looks at the limits.
const STRETCH: usize = 1 << 11;
/// Steps of a bare state that lead to new ones: few have more.
const STEPS: usize = 16;

/// A search under way.
pub(super) struct Explorer<M> {
    /// The relation, once for each worker: each step needs faults of its own.
    pub(super) moves: Vec<Moves>,
    pub(super) budget: Budget<M>,
    pub(super) cores: Cores<M>,
    pub(super) workers: Vec<Worker>,
    pub(super) own: Vec<Own>,
    pub(super) hops: Chunked<Hop<M>>,
    /// Where the hops of each level begin.
    pub(super) levels: Vec<usize>,
    /// The bare states of this level with the counts to be expanded, and how many are done.
    pub(super) level: Vec<(u32, M)>,
    pub(super) done: usize,
    /// The bare states that the next level has.
    pub(super) next: Vec<u32>,
    pub(super) depth: u32,
    pub(super) tally: Tally,
    pub(super) looks: Numbered<Look>,
    pub(super) shown: Counts,
    pub(super) effects: Numbered<Effect>,
    /// For each worker, the numbers of its effects here.
    pub(super) known: Vec<Vec<u16>>,
    pub(super) happened: Counts,
    paid: Paid<M>,
    /// Time taken before it was written to a file.
    pub(super) time: Duration,
}

impl<M: Mask> Explorer<M> {
    pub(super) fn new(moves: &Moves, threads: usize) -> Explorer<M> {
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
    pub(super) fn empty(moves: &Moves, threads: usize) -> Explorer<M> {
        Explorer {
            moves: vec![moves.clone(); threads],
            budget: Budget::new(&moves.scope),
            cores: Cores::new(),
            workers: (0..threads).map(|_| Worker::new()).collect(),
            own: (0..threads).map(|_| Own::new()).collect(),
            hops: Chunked::new(),
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
            time: Duration::ZERO,
        }
    }

    /// How many bare states are expanded together.
    fn stretch(&self) -> usize {
        self.left().min(STRETCH * self.workers.len())
    }

    /// Bare states of this level that are not expanded yet.
    pub(super) fn left(&self) -> usize {
        self.level.len() - self.done
    }

    /// Whether something is left to be expanded: on this level, or else on the next.
    pub(super) fn has_more(&mut self) -> bool {
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
    pub(super) fn limit(&self, limits: Limits, time: Duration) -> Option<Cut> {
        let found = self.stretch() * STEPS;
        let needed = self.bytes_after(found) as u64;
        let last = self.cores.bare.len() + found >= u32::MAX as usize;
        if last || self.effects.all().len() + self.looks.all().len() > u16::MAX as usize / 2 {
            Some(Cut::Numbers)
        } else if self.tally.states > limits.states {
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
    pub(super) fn expand(&mut self) {
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
        for place in from..to {
            self.stride(place);
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

    /// Takes the steps of a bare state of this level with all its counts at once.
    fn stride(&mut self, place: usize) {
        let (state, mask) = self.level[place];
        let depth = self.depth;
        let with = |mask: M| Sighting { depth, state: number(place, mask.lowest()) };
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
            self.tally.first_stuck.get_or_insert_with(|| with(mask));
        }
        let dead = mask.without(leaves);
        if !look.settled && !dead.is_empty() {
            self.tally.deadlocks += dead.count();
            self.tally.first_deadlock.get_or_insert_with(|| with(dead));
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
        let next = &self.next;
        let here = || {
            // The last one, mostly; else it came before on this level, with other counts.
            let place = next.iter().rposition(|other| *other == state);
            Sighting { depth, state: number(place.unwrap_or(0), new.lowest()) }
        };
        self.shown.add(look, new.count(), here);
    }

    /// Bytes in use.
    pub(super) fn bytes(&self) -> usize {
        // What comes next will be a level.
        let levels = (self.level.len() + self.next.len()) * size_of::<(u32, M)>();
        self.cores.bytes() + self.hops.len() * size_of::<Hop<M>>() + levels
    }

    /// Bytes that may be in use after so many bare states more.
    fn bytes_after(&self, found: usize) -> usize {
        let each = Cores::<M>::EACH + size_of::<Hop<M>>() + size_of::<(u32, M)>();
        self.bytes() + found * each + self.cores.bytes_to_grow(found)
    }

    /// Bare states that were reached.
    pub(super) fn reached(&self) -> u64 {
        self.cores.nodes.iter().filter(|node| !node.seen.is_empty()).count() as u64
    }

    pub(super) fn end(mut self) -> (Tally, Trail) {
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
    type Mask = M;

    #[inline]
    fn cores(&self) -> &Cores<M> {
        self.cores
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
