//! The properties of whole behaviours, for all choices: one graph for each answer that is new.
//!
//! A behaviour that breaks a property is one of every implementation that takes the same steps
//! on the way to it and has the same steps where it stays; a graph without one is that of every
//! implementation that has the same steps everywhere. So each graph answers for many choices.

use std::time::Instant;

use protocol::{CompileError, Table, compile};
use world::{Fault, Moves, PROPERTIES, SAFETY, Scope, Timers, World};

use super::asks::Asks;
use super::family::Within;
use super::sets::{Set, Sets};
use crate::fair;
use crate::graph::{self, Graph};
use crate::liveness::{Answer, Lasso};
use crate::path::Edges;
use crate::search::{Limits, Silent};

/// How many properties of whole behaviours there are.
pub const LIVE: usize = PROPERTIES.len() - SAFETY;

/// What is known of the properties of whole behaviours, for all choices.
#[derive(Debug)]
pub struct Liveness {
    /// Keeper of the sets below.
    pub sets: Sets,
    /// Per property, the choices that break it.
    pub broken: [Set; LIVE],
    /// Per property, the choices under which its premise holds somewhere.
    pub premises: [Set; LIVE],
    /// Per property, the choices that no graph has answered for: the limits came first.
    pub open: [Set; LIVE],
    /// How many graphs were made.
    pub graphs: u32,
}

/// Asks one graph after the other, until each choice has an answer to each of the three.
///
/// # Errors
/// The rows that cannot be compiled under some choice.
pub fn liveness(
    table: &Table,
    scope: &Scope,
    within: Within,
    limits: Limits,
) -> Result<Liveness, Vec<CompileError>> {
    let mut sets = Sets::new(table.options.len());
    let all = sets.like(within.choice, within.fixed);
    let mut asked = Asked {
        table,
        asks: Asks::new(table),
        begin: Instant::now(),
        limits,
        found: Liveness {
            sets,
            broken: [Set::NONE; LIVE],
            premises: [Set::NONE; LIVE],
            open: [all; LIVE],
            graphs: 0,
        },
    };
    // Faults, expiring timers and revocations are no part of what the first is about.
    let quiet = Scope { faults: [0; 5], faults_in_all: 0, ..scope.clone() };
    let calm = Scope { revocations: [0; 3], timers: Timers::Never, ..quiet.clone() };
    asked.ask(&calm, &[0], Part::Whole)?;
    // Faults are never fair: what goes wrong for ever with fewer of them does so in the scope.
    let faulty = Fault::ALL.iter().any(|(fault, _)| scope.faults[*fault as usize] > 0);
    if faulty {
        asked.ask(&quiet, &[1, 2], Part::Smaller)?;
    }
    asked.ask(scope, &[1, 2], Part::Whole)?;
    Ok(asked.found)
}

/// Whether a scope decides a property, or only shows how it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Smaller,
}

struct Asked<'t> {
    table: &'t Table,
    asks: Asks,
    begin: Instant,
    limits: Limits,
    found: Liveness,
}

impl Asked<'_> {
    fn ask(&mut self, scope: &Scope, which: &[usize], part: Part) -> Result<(), Vec<CompileError>> {
        // Choices that a smaller scope says nothing about; for a whole one there are none.
        let mut silent = [Set::NONE; LIVE];
        loop {
            let left = which.iter().find_map(|&n| {
                let left = self.found.sets.without(self.found.open[n], silent[n]);
                self.found.sets.fullest(left)
            });
            let Some(choice) = left else { return Ok(()) };
            if self.begin.elapsed() > self.limits.time {
                return Ok(());
            }
            let program = compile(self.table, choice)?;
            let moves = Moves::new(self.table, program, scope.clone());
            let graph = graph::explore(&moves, self.limits, &mut Silent);
            self.found.graphs += 1;
            if !graph.exhaustive() {
                return Ok(());
            }
            let same = self.asked_by(scope, &graph.states);
            let same = self.found.sets.like(choice, same);
            for &n in which {
                if !self.found.sets.has(self.found.open[n], choice) {
                    continue;
                }
                let answer = answer(&graph, &moves, n);
                let decided = match (&answer.violation, part) {
                    (Some(lasso), _) => {
                        let decided = self.like_the_lasso(&moves, choice, lasso);
                        let broken = self.found.sets.both(decided, self.found.open[n]);
                        let sets = &mut self.found.sets;
                        self.found.broken[n] = sets.either(self.found.broken[n], broken);
                        self.found.premises[n] = sets.either(self.found.premises[n], broken);
                        decided
                    }
                    (None, Part::Whole) => {
                        if answer.premises > 0 {
                            let held = self.found.premises[n];
                            self.found.premises[n] = self.found.sets.either(held, same);
                        }
                        same
                    }
                    (None, Part::Smaller) => {
                        silent[n] = self.found.sets.either(silent[n], same);
                        continue;
                    }
                };
                self.found.open[n] = self.found.sets.without(self.found.open[n], decided);
            }
        }
    }

    /// The options that the steps of these states ask for.
    fn asked_by(&self, scope: &Scope, states: &[World]) -> u64 {
        let mut masks = Vec::new();
        states.iter().fold(0, |asked, world| {
            self.asks.possible(world, scope, &mut masks);
            masks.iter().fold(asked, |asked, mask| asked | mask)
        })
    }

    /// The choices that take the same steps to where the behaviour stays, and can stay there too:
    /// what would happen sooner or later is the same, and so are the steps that go round. Other
    /// steps lead away at most, and nobody has to take them.
    fn like_the_lasso(&mut self, moves: &Moves, choice: u64, lasso: &Lasso) -> Set {
        let mut asked = 0;
        let mut world = lasso.path.start;
        for step in &lasso.path.steps {
            asked |= self.asks.of_step(&world, step, &moves.program);
            world = step.next;
        }
        for member in &lasso.members {
            self.asks.labels(member, &moves.scope, |label| {
                if fair::class(label).is_some() {
                    asked |= self.asks.of(member, label);
                }
            });
            let rounds = Edges::of(moves, member);
            let rounds = rounds.iter().filter(|step| lasso.members.contains(&step.next));
            asked = rounds
                .fold(asked, |asked, step| asked | self.asks.of_step(member, step, &moves.program));
        }
        self.found.sets.like(choice, asked)
    }
}

fn answer(graph: &Graph, moves: &Moves, which: usize) -> Answer {
    match which {
        0 => graph.without_faults_succeeds(moves),
        1 => graph.every_session_ends(moves),
        _ => graph.revocation_ends_access(moves),
    }
}
