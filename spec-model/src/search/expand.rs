//! Works out the steps of bare states.

use protocol::Triggers;
use world::{Bare, Move, Moves, Sink, World};

use super::budget::{Cost, Need};
use super::cores::{Cores, fingerprint};
use super::count::{Effect, Look, Numbered};
use super::mask::Mask;
use super::plan::Stride;
use crate::tally::Exits;

/// How many states are looked up together.
const BATCH: usize = 32;
/// How many states without a number are remembered: most are met again a moment later.
const RECENT: usize = 1 << 10;

/// Gives bare states their numbers.
pub trait Register {
    /// The fault counts of the states.
    type Mask: Mask;
    /// Where states are looked up.
    fn cores(&self) -> &Cores<Self::Mask>;
    /// The number of a state, and whether it is one of this register only.
    fn number(&mut self, print: u64, bare: &Bare, moves: &Moves) -> (u32, bool);
}

/// A register beside others: what has no number gets one of its own.
pub struct Beside<'c, M> {
    /// Where the others look too.
    pub cores: &'c Cores<M>,
    /// What has no number there.
    pub own: &'c mut Own,
}

/// States that got numbers of their own.
pub struct Own {
    /// The states, by their numbers.
    pub found: Vec<Found>,
    /// For some fingerprints, a number.
    recent: Vec<u32>,
}

/// A state that had no number when it was met.
pub struct Found {
    /// Its fingerprint.
    pub print: u64,
    /// The state.
    pub bare: Bare,
    /// What it shows.
    pub look: Look,
}

impl Own {
    /// None yet.
    pub fn new() -> Own {
        Own { found: Vec::new(), recent: vec![u32::MAX; RECENT] }
    }

    /// None again.
    pub fn clear(&mut self) {
        self.found.clear();
        self.recent.fill(u32::MAX);
    }
}

impl<M: Mask> Register for Beside<'_, M> {
    type Mask = M;

    #[inline]
    fn cores(&self) -> &Cores<M> {
        self.cores
    }

    #[inline]
    fn number(&mut self, print: u64, bare: &Bare, moves: &Moves) -> (u32, bool) {
        if let Some(number) = self.cores.find(print, bare) {
            return (number, false);
        }
        let Own { found, recent } = &mut *self.own;
        let recent = &mut recent[print as usize % RECENT];
        match found.get(*recent as usize) {
            Some(found) if found.bare == *bare => {}
            Some(_) | None => {
                *recent = found.len() as u32;
                found.push(Found { print, bare: *bare, look: Look::at(moves, *bare) });
            }
        }
        (*recent, true)
    }
}

/// The steps of one state: how many without faults and with, and what is known of the whole.
pub struct List {
    /// The state.
    pub state: u32,
    /// With which faults its steps were wanted.
    pub need: Need,
    /// Steps without faults.
    pub calm: u32,
    /// Steps with.
    pub faults: u32,
    /// The marks of the plan.
    pub marks: u8,
}

/// One thread's part of the work.
pub struct Worker {
    /// What was worked out.
    pub lists: Vec<List>,
    /// The steps without faults and with, list by list. Those with [`OWN`] in their marks lead to a
    /// number of this worker's register.
    pub strides: [Vec<Stride>; 2],
    /// What happens on edges.
    pub effects: Numbered<Effect>,
    waiting: Vec<Waiting>,
}

/// Mark of a step: where it leads has only a number of the worker's register.
pub const OWN: u8 = 128;

/// A state that waits to be looked up.
struct Waiting {
    print: u64,
    bare: Bare,
    /// Where its step stands.
    kind: usize,
    place: usize,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub fn new() -> Worker {
        Worker {
            lists: Vec::new(),
            strides: [Vec::new(), Vec::new()],
            effects: Numbered::new(),
            waiting: Vec::with_capacity(BATCH),
        }
    }

    /// Works the steps of these states out.
    pub fn work(
        &mut self,
        moves: &mut Moves,
        register: &mut impl Register,
        states: &[(u32, Bare, Need)],
    ) {
        self.lists.clear();
        self.strides.iter_mut().for_each(Vec::clear);
        let triggers = moves.program.triggers();
        for &(state, bare, need) in states {
            let two = if need.two { 2 } else { 1 };
            moves.scope.faults = std::array::from_fn(|kind| u32::from(need.kinds >> kind & 1));
            moves.scope.faults_in_all = if need.kinds == 0 { 0 } else { two };
            let before = self.strides.each_ref().map(Vec::len);
            let from = bare.with([0; 5]);
            let mut steps =
                Steps { worker: self, register, moves, triggers, from, exits: Exits::None };
            moves.successors(&from, &mut steps);
            let marks = match steps.exits {
                Exits::None => 0,
                Exits::Unfair => Stride::LEAVES,
                Exits::Fair => Stride::LEAVES | Stride::FAIR,
            };
            let [calm, faults] = [0, 1].map(|n| (self.strides[n].len() - before[n]) as u32);
            self.lists.push(List { state, need, calm, faults, marks });
        }
        self.flush(moves, register);
    }

    /// Looks the waiting states up: first all first slots, then all states there, then one by one.
    fn flush(&mut self, moves: &Moves, register: &mut impl Register) {
        let mut slots = [0; BATCH];
        for (slot, waiting) in slots.iter_mut().zip(&self.waiting) {
            *slot = register.cores().touch(waiting.print);
        }
        let touched = slots.iter().fold(0, |sum, slot| sum ^ register.cores().touch_state(*slot));
        std::hint::black_box(touched);
        for Waiting { print, bare, kind, place } in self.waiting.drain(..) {
            let (to, own) = register.number(print, &bare, moves);
            let stride = &mut self.strides[kind][place];
            stride.to = to;
            stride.marks |= if own { OWN } else { 0 };
        }
    }

    #[inline]
    fn push(&mut self, cost: Cost, effect: u16) -> (usize, usize) {
        let kind = usize::from(cost != 0);
        self.strides[kind].push(Stride { to: Stride::BLOCKED, effect, cost, marks: 0 });
        (kind, self.strides[kind].len() - 1)
    }
}

struct Steps<'w, R> {
    worker: &'w mut Worker,
    register: &'w mut R,
    moves: &'w Moves,
    triggers: Triggers,
    from: World,
    exits: Exits,
}

impl<R: Register> Sink for Steps<'_, R> {
    #[inline]
    fn edge(&mut self, step: &Move) {
        let cost = step.next.spent_faults();
        let effect = self.worker.effects.effect(self.triggers, Effect::of(step));
        let bare = step.next.bare();
        if cost == 0 {
            self.exits.add(&self.from, step);
        }
        let (kind, place) = self.worker.push(cost, effect);
        self.worker.waiting.push(Waiting { print: fingerprint(&bare), bare, kind, place });
        if self.worker.waiting.len() == BATCH {
            self.worker.flush(self.moves, self.register);
        }
    }

    fn blocked(&mut self, after: &World) {
        self.worker.push(after.spent_faults(), 0);
    }
}
