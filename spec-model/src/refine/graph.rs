//! Everything that can happen in one world, of each step what an observer sees.

use std::collections::HashMap;

use world::{Move, Moves, Sink, World};

use super::sent::{Leaving, Numbers, Spoken};
use crate::path::{Path, extend};
use crate::table;

/// States and steps.
pub(super) struct Graph {
    /// How many of the states are initial ones; they come first.
    pub(super) initial: u32,
    /// Where the steps of each state begin; one more than states. The place among them is that of
    /// the world's own order.
    starts: Vec<u32>,
    steps: Vec<Step>,
    /// What leaves in a step; the first is nothing.
    leavings: Vec<Leaving>,
}

/// One step.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) to: u32,
    /// Place of what leaves; 0 for nothing.
    pub(super) leaving: u32,
}

impl Graph {
    /// Explores a world; none where it has more states than that.
    pub(super) fn of(
        moves: &Moves,
        spoken: &Spoken,
        numbers: &mut Numbers,
        most: usize,
    ) -> Option<Graph> {
        let mut states = Vec::new();
        let mut places = table::Numbers::new();
        for world in World::initial(&moves.scope) {
            places.number(&mut states, &world);
        }
        let mut graph = Graph {
            initial: states.len() as u32,
            starts: Vec::new(),
            steps: Vec::new(),
            leavings: vec![Vec::new()],
        };
        let mut known = HashMap::from([(Vec::new(), 0)]);
        let mut at = 0;
        while at < states.len() {
            if states.len() > most {
                return None;
            }
            graph.starts.push(graph.steps.len() as u32);
            let world: World = states[at];
            let mut sink = |step: &Move| {
                let leaving = spoken.leaving(moves, &world, step, numbers);
                let next = graph.leavings.len() as u32;
                let leaving = *known.entry(leaving).or_insert_with_key(|leaving| {
                    graph.leavings.push(leaving.clone());
                    next
                });
                let (to, _) = places.number(&mut states, &step.next);
                graph.steps.push(Step { to, leaving });
            };
            moves.successors(&world, &mut Each(&mut sink));
            at += 1;
        }
        graph.starts.push(graph.steps.len() as u32);
        Some(graph)
    }

    pub(super) fn states(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn steps(&self, state: u32) -> &[Step] {
        let [from, to] = [state as usize, state as usize + 1].map(|n| self.starts[n] as usize);
        &self.steps[from..to]
    }

    /// Whether something leaves in a step of that state.
    pub(super) fn speaks(&self, state: u32) -> bool {
        self.steps(state).iter().any(|step| step.leaving != 0)
    }

    pub(super) fn leaving(&self, place: u32) -> &[(u16, u8)] {
        &self.leavings[place as usize]
    }

    /// The steps of these places, one after the other, from an initial state.
    pub(super) fn path(moves: &Moves, initial: u32, places: &[u16]) -> Option<Path> {
        let start = World::initial(&moves.scope).into_iter().nth(initial as usize)?;
        let mut path = Path { start, steps: Vec::new() };
        places.iter().for_each(|place| extend(&mut path, moves, *place));
        Some(path)
    }
}

struct Each<'a, F>(&'a mut F);

impl<F: FnMut(&Move)> Sink for Each<'_, F> {
    fn edge(&mut self, step: &Move) {
        (self.0)(step);
    }

    fn blocked(&mut self, _: &World) {}
}
