//! The same world as a model of Stateright: a second opinion on counts and safety verdicts.

use std::sync::Arc;

use stateright::{Checker, Model, Property};
use world::{Label, Move, Moves, PROPERTIES, Sink, World, violations};

/// The world of one program and scope, as Stateright sees it.
pub struct Second(pub Arc<Moves>);

/// What Stateright answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Different states.
    pub states: u64,
    /// The properties of states that it found violated, one bit each.
    pub violated: u16,
}

/// Stateright's breadth-first search over everything within the scope.
pub fn opinion(moves: &Arc<Moves>, threads: usize) -> Opinion {
    let checker = Second(Arc::clone(moves)).checker().threads(threads).spawn_bfs().join();
    let found = checker.discoveries();
    let bit = |(place, property): (usize, &world::Property)| {
        u16::from(found.contains_key(property.name)) << place
    };
    Opinion {
        states: checker.unique_state_count() as u64,
        violated: PROPERTIES.iter().enumerate().map(bit).sum(),
    }
}

impl Model for Second {
    type State = World;
    type Action = (Label, World);

    fn init_states(&self) -> Vec<World> {
        World::initial(&self.0.scope)
    }

    fn actions(&self, state: &World, actions: &mut Vec<Self::Action>) {
        self.0.successors(state, &mut Labels(actions));
    }

    fn next_state(&self, _: &World, (_, next): Self::Action) -> Option<World> {
        Some(next)
    }

    /// The properties of states, and one that never fails: without it Stateright stops when each
    /// of the others has been seen to fail.
    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(PROPERTIES[0].name, holds::<0>),
            Property::always(PROPERTIES[1].name, holds::<1>),
            Property::always(PROPERTIES[2].name, holds::<2>),
            Property::always(PROPERTIES[3].name, holds::<3>),
            Property::always(PROPERTIES[4].name, holds::<4>),
            Property::always(PROPERTIES[5].name, holds::<5>),
            Property::always(PROPERTIES[6].name, holds::<6>),
            Property::always(PROPERTIES[7].name, holds::<7>),
            Property::always(PROPERTIES[8].name, holds::<8>),
            Property::always(PROPERTIES[9].name, holds::<9>),
            Property::always(PROPERTIES[10].name, holds::<10>),
            Property::always("explored", |_, _| true),
        ]
    }
}

fn holds<const PLACE: usize>(model: &Second, world: &World) -> bool {
    violations(&model.0.program, world) >> PLACE & 1 == 0
}

struct Labels<'l>(&'l mut Vec<(Label, World)>);

impl Sink for Labels<'_> {
    fn edge(&mut self, step: &Move) {
        self.0.push((step.label, step.next));
    }

    fn blocked(&mut self, _: &World) {}
}
