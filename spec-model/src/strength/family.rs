//! One search for all implementations: each state with the choices under which it is reached.
//!
//! A step is taken once for all choices that agree on the options that its rows ask for. A state
//! is expanded for the choices that are new in it, level by level, so that what reaches it in one
//! level is expanded together. Nothing is taken to be monotone.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::time::{Duration, Instant};

use protocol::{CompileError, Table, compile};
use world::{GapKind, Move, Moves, SAFETY, Scope, Sink, World, premises, settled, violations};

use super::asks::Asks;
use super::sets::{Set, Sets};
use crate::check::STRUCTURAL;
use crate::search::{Limits, Progress};
use crate::table::Numbers;

const DEADLOCK: usize = SAFETY + 3;
/// How many checks one search of the family answers: of states, then the structural ones.
pub const CHECKS: usize = SAFETY + STRUCTURAL.len();

/// What one search found out about all choices.
#[derive(Debug)]
pub struct Family {
    /// Keeper of the sets below.
    pub sets: Sets,
    /// The bounds.
    pub scope: Scope,
    /// Per check, the choices that break it.
    pub broken: [Set; CHECKS],
    /// Per property of states, the choices under which its premise holds somewhere.
    pub premises: [Set; SAFETY],
    /// Per row, the choices under which it applies somewhere.
    pub fired: Vec<Set>,
    /// Different states that some choice reaches.
    pub states: u64,
    /// How often a state was expanded: once more for each batch of choices that came later.
    pub expansions: u64,
    /// Programs that were compiled.
    pub programs: usize,
    /// Everything within the scope was seen, for every choice.
    pub exhaustive: bool,
    /// Time taken.
    pub time: Duration,
}

/// Explores everything within the scope that any choice of options reaches.
///
/// # Errors
/// The rows that cannot be compiled under some choice that matters.
pub fn explore(
    table: &Table,
    scope: &Scope,
    limits: Limits,
    progress: &mut dyn Progress,
) -> Result<Family, Vec<CompileError>> {
    explore_within(table, scope, Within::default(), limits, progress)
}

/// Which choices are asked about: those that have the options of `fixed` as `choice` has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Within {
    /// The options that are fixed, one bit each.
    pub fixed: u64,
    /// Which of them are there.
    pub choice: u64,
}

/// The same for a part of the choices.
///
/// # Errors
/// The rows that cannot be compiled under some choice that matters.
pub fn explore_within(
    table: &Table,
    scope: &Scope,
    within: Within,
    limits: Limits,
    progress: &mut dyn Progress,
) -> Result<Family, Vec<CompileError>> {
    let begin = Instant::now();
    let mut programs = Programs { table, scope, places: HashMap::new(), moves: Vec::new() };
    let mut search = Search::new(table, scope);
    let all = search.sets.like(within.choice, within.fixed);
    for world in World::initial(scope) {
        let (number, _) = search.numbers.number(&mut search.states, &world);
        search.arrive(number, all);
    }
    let (mut depth, mut exhaustive) = (0, true);
    'levels: while !search.next.is_empty() {
        let level = std::mem::take(&mut search.next);
        for (n, number) in level.iter().enumerate() {
            let new = std::mem::replace(&mut search.waiting[*number as usize], Set::NONE);
            search.expand(*number, new, &mut programs)?;
            if n % 1024 == 1023 {
                let held = search.states.len() as u64;
                progress.report(held, depth, level.len() - n + search.next.len());
                if held > limits.states || begin.elapsed() > limits.time {
                    exhaustive = false;
                    break 'levels;
                }
            }
        }
        depth += 1;
    }
    Ok(Family {
        scope: scope.clone(),
        broken: search.broken,
        premises: search.premises,
        fired: search.fired,
        states: search.states.len() as u64,
        expansions: search.expansions,
        programs: programs.moves.len(),
        exhaustive,
        time: begin.elapsed(),
        sets: search.sets,
    })
}

/// Programs that were compiled so far. Options that nobody asks for are off in them.
struct Programs<'t> {
    table: &'t Table,
    scope: &'t Scope,
    places: HashMap<u64, usize>,
    moves: Vec<Moves>,
}

impl Programs<'_> {
    fn of(&mut self, choice: u64) -> Result<&Moves, Vec<CompileError>> {
        let place = match self.places.get(&choice) {
            Some(place) => *place,
            None => {
                let program = compile(self.table, choice)?;
                self.moves.push(Moves::new(self.table, program, self.scope.clone()));
                self.places.insert(choice, self.moves.len() - 1);
                self.moves.len() - 1
            }
        };
        Ok(&self.moves[place])
    }
}

/// The ways in which a set of choices has some options: each with the choices that have it.
type Ways = Rc<[(u64, Set)]>;

struct Search {
    asks: Asks,
    sets: Sets,
    numbers: Numbers,
    states: Vec<World>,
    /// Per state, the choices that have reached it.
    reached: Vec<Set>,
    /// Those of them for which it is still to be expanded.
    waiting: Vec<Set>,
    next: Vec<u32>,
    ways: HashMap<(Set, u64), Ways>,
    /// What was noted already, so that the sets need not be asked again.
    noted: HashSet<(u32, Set)>,
    masks: Vec<u64>,
    broken: [Set; CHECKS],
    premises: [Set; SAFETY],
    fired: Vec<Set>,
    expansions: u64,
}

/// Options that the steps of one state ask for together, and how the choices have them.
struct Part {
    mask: u64,
    ways: Ways,
}

impl Search {
    fn new(table: &Table, scope: &Scope) -> Search {
        Search {
            asks: Asks::new(table),
            sets: Sets::new(table.options.len()),
            numbers: Numbers::new(),
            states: Vec::with_capacity(if scope.faults_in_all == 0 { 1 << 14 } else { 1 << 18 }),
            reached: Vec::new(),
            waiting: Vec::new(),
            next: Vec::new(),
            ways: HashMap::new(),
            noted: HashSet::new(),
            masks: Vec::new(),
            broken: [Set::NONE; CHECKS],
            premises: [Set::NONE; SAFETY],
            fired: vec![Set::NONE; table.rows.len()],
            expansions: 0,
        }
    }

    /// The state is reached by these choices.
    #[inline]
    fn arrive(&mut self, number: u32, choices: Set) {
        let place = number as usize;
        if place == self.reached.len() {
            self.reached.push(Set::NONE);
            self.waiting.push(Set::NONE);
        }
        let new = self.sets.without(choices, self.reached[place]);
        if new == Set::NONE {
            return;
        }
        self.reached[place] = self.sets.either(self.reached[place], new);
        if self.waiting[place] == Set::NONE {
            self.next.push(number);
        }
        self.waiting[place] = self.sets.either(self.waiting[place], new);
    }

    /// Takes every step of the state that some of these choices take.
    fn expand(
        &mut self,
        number: u32,
        choices: Set,
        programs: &mut Programs<'_>,
    ) -> Result<(), Vec<CompileError>> {
        self.expansions += 1;
        let world = self.states[number as usize];
        let parts = self.parts(&world, programs.scope, choices);
        let runs = parts.iter().map(|part| part.ways.len()).max().unwrap_or(1);
        let mut leaves = Set::NONE;
        for run in 0..runs {
            let way = |part: &Part| part.ways.get(run).or(part.ways.first()).map_or(0, |w| w.0);
            let choice = parts.iter().fold(0, |choice, part| choice | way(part));
            let moves = programs.of(choice)?;
            if run == 0 {
                self.note_state(moves, &world, choices);
            }
            let from = world;
            let mut steps =
                Steps { search: self, moves, from, choices, parts: &parts, run, choice, leaves };
            moves.successors(&world, &mut steps);
            leaves = steps.leaves;
            if run == runs - 1 && leaves != choices && !settled(&moves.program, &world) {
                let stuck = self.sets.without(choices, leaves);
                self.broken[DEADLOCK] = self.sets.either(self.broken[DEADLOCK], stuck);
            }
        }
        Ok(())
    }

    /// Steps that share an option have to be tried together; others go along side by side.
    fn parts(&mut self, world: &World, scope: &Scope, choices: Set) -> Vec<Part> {
        let mut masks = std::mem::take(&mut self.masks);
        self.asks.possible(world, scope, &mut masks);
        let mut joined: Vec<u64> = Vec::new();
        for &mask in &masks {
            let mut mask = mask;
            joined.retain(|other| {
                let apart = other & mask == 0;
                mask |= if apart { 0 } else { *other };
                apart
            });
            joined.push(mask);
        }
        self.masks = masks;
        let part = |mask: u64| Part { mask, ways: self.ways(choices, mask) };
        joined.into_iter().map(part).collect()
    }

    fn ways(&mut self, choices: Set, mask: u64) -> Ways {
        if let Some(ways) = self.ways.get(&(choices, mask)) {
            return Rc::clone(ways);
        }
        let mut found = vec![(0, choices)];
        let mut left = mask;
        while left != 0 {
            let option = left & left.wrapping_neg();
            left ^= option;
            let with = self.sets.like(option, option);
            let halves = found.iter().flat_map(|(way, set)| {
                let halves = [
                    (*way, self.sets.without(*set, with)),
                    (way | option, self.sets.both(*set, with)),
                ];
                halves.into_iter().filter(|(_, set)| *set != Set::NONE)
            });
            found = halves.collect();
        }
        let ways: Ways = found.into();
        self.ways.insert((choices, mask), Rc::clone(&ways));
        ways
    }

    fn note_state(&mut self, moves: &Moves, world: &World, choices: Set) {
        let held = premises(&moves.program, world);
        let broken = violations(&moves.program, world);
        let shown = u32::from(held) << 16 | u32::from(broken);
        if !self.noted.insert((shown, choices)) {
            return;
        }
        for place in 0..SAFETY {
            if held >> place & 1 == 1 {
                self.premises[place] = self.sets.either(self.premises[place], choices);
            }
            if broken >> place & 1 == 1 {
                self.broken[place] = self.sets.either(self.broken[place], choices);
            }
        }
    }
}

/// The steps of one state, under one choice of the options that they ask for.
struct Steps<'s, 'm> {
    search: &'s mut Search,
    moves: &'m Moves,
    from: World,
    choices: Set,
    parts: &'s [Part],
    run: usize,
    choice: u64,
    /// The choices under which something leads away from the state.
    leaves: Set,
}

impl Steps<'_, '_> {
    /// The choices that take a step which depends on these options; `None` where another run has
    /// taken it already, or does.
    fn takers(&mut self, asked: u64) -> Option<Set> {
        if asked == 0 {
            return (self.run == 0).then_some(self.choices);
        }
        let part = self.parts.iter().find(|part| part.mask & asked != 0);
        // A step that was not foreseen would be taken for the wrong choices, silently.
        assert!(part.is_some_and(|part| part.mask & asked == asked), "an unforeseen step");
        let part = part?;
        let (_, choices) = part.ways.get(self.run)?;
        if part.mask == asked {
            return Some(*choices);
        }
        let same = |(way, _): &(u64, Set)| (way ^ self.choice) & asked == 0;
        if part.ways[..self.run].iter().any(same) {
            return None;
        }
        let ways = self.search.ways(self.choices, asked);
        let own = ways.iter().find(|way| same(way));
        own.map(|(_, choices)| *choices)
    }
}

impl Sink for Steps<'_, '_> {
    fn edge(&mut self, step: &Move) {
        let asked = self.search.asks.of_step(&self.from, step, &self.moves.program);
        let Some(takers) = self.takers(asked) else { return };
        let search = &mut *self.search;
        for rule in step.rules {
            if let Some(rule) = self.moves.program.rules().get(rule as usize) {
                let fired = &mut search.fired[rule.row.0 as usize];
                *fired = search.sets.either(*fired, takers);
            }
        }
        for gap in step.gaps.into_iter().flatten() {
            let place = SAFETY
                + match gap.kind {
                    GapKind::Unspecified => 0,
                    GapKind::Answer => 1,
                    GapKind::Ambiguous => 2,
                };
            search.broken[place] = search.sets.either(search.broken[place], takers);
        }
        if step.next == self.from {
            return;
        }
        self.leaves = search.sets.either(self.leaves, takers);
        let (number, _) = search.numbers.number(&mut search.states, &step.next);
        search.arrive(number, takers);
    }

    fn blocked(&mut self, _: &World) {}
}
