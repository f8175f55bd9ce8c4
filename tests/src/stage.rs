//! A stage: a tiny protocol, a scope, and worlds that are put up on it by hand.

use protocol::vars::{self, Var};
use protocol::{MessageId, Party, Role, Table, TimerId, compile};
use spec_model::path::Edges;
use world::{Exchange, Move, Moves, Scope, Sink, Wire, World};

use crate::rows::Rows;

/// A relation on which worlds are put up.
pub struct Stage {
    /// The table.
    pub table: Table,
    /// The relation.
    pub moves: Moves,
}

impl Stage {
    /// The protocol in a scope of that name (the first of its searches), without options.
    pub fn new(rows: Rows, scope: &str) -> Stage {
        Stage::within(rows, Stage::scope(scope))
    }

    /// The first search of the scope of that name.
    pub fn scope(name: &str) -> Scope {
        let searches = Scope::named(name).unwrap_or_else(|| panic!("no scope {name}"));
        searches.into_iter().next().unwrap_or_else(|| panic!("no search in {name}"))
    }

    /// The protocol in that scope, without options.
    pub fn within(rows: Rows, scope: Scope) -> Stage {
        let table = rows.table();
        let program = match compile(&table, 0) {
            Ok(program) => program,
            Err(errors) => panic!("{errors:?}"),
        };
        let moves = Moves::new(&table, program, scope);
        Stage { table, moves }
    }

    /// The initial world: an untouched device.
    pub fn world(&self) -> World {
        World::initial(&Stage::scope("story"))[0]
    }

    /// The world in which DMS-2 has bootstrapped the device by itself.
    pub fn bootstrapped(&self) -> World {
        World::initial(&Stage::scope("story"))[1]
    }

    /// A world in which nobody may act any more: operators have spent what the scope gives them.
    pub fn quiet(&self) -> World {
        let mut world = self.world();
        for _ in 0..self.moves.scope.delegations {
            world.spend_delegation();
        }
        for kind in 0..3 {
            if self.moves.scope.revocations[kind] > 0 {
                world.spend_revocation(kind);
            }
        }
        world
    }

    /// A party in the state of that name, with these variables.
    pub fn party(&self, role: Role, state: &str, values: &[(Var, u64)]) -> Party {
        let found = self.table.state(role, state);
        let state = found.unwrap_or_else(|| panic!("no state {state}"));
        let word = vars::STATE.set(0, u64::from(state.0));
        Party(values.iter().fold(word, |word, (var, value)| var.set(word, *value)))
    }

    /// The message of that name.
    pub fn id(&self, name: &str) -> MessageId {
        self.table.message(name).unwrap_or_else(|| panic!("no message {name}"))
    }

    /// The timer of that name.
    pub fn timer(&self, role: Role, name: &str) -> TimerId {
        let found = self.table.timers[role.index()].iter().position(|timer| timer.name == name);
        TimerId(found.unwrap_or_else(|| panic!("no timer {name}")) as u8)
    }

    /// A POST of that message in that session, account approach.
    pub fn post(&self, message: &str, sender: Role, session: u8, fields: u8) -> Exchange {
        Exchange::post(self.id(message).0, sender.index(), session, 0, fields)
    }

    /// The wire with these exchanges.
    pub fn wire(&self, exchanges: &[Exchange]) -> Wire {
        let mut exchanges = exchanges.to_vec();
        Wire::of(&mut exchanges).unwrap_or_else(|| panic!("too many exchanges"))
    }

    /// The edges of a world, in the order in which they are given.
    pub fn edges(&self, world: &World) -> Vec<Move> {
        Edges::of(&self.moves, world)
    }

    /// How many steps of a world are not enabled for want of room on the wire.
    pub fn blocked(&self, world: &World) -> usize {
        struct Count(usize);
        impl Sink for Count {
            fn edge(&mut self, _: &Move) {}
            fn blocked(&mut self, _: &World) {
                self.0 += 1;
            }
        }
        let mut count = Count(0);
        self.moves.successors(world, &mut count);
        count.0
    }

    /// The edges of a world as lines, in alphabetical order: what happens, and what it changes.
    pub fn show(&self, world: &World) -> String {
        let mut lines: Vec<String> =
            self.edges(world).iter().map(|step| self.line(world, step) + "\n").collect();
        lines.sort();
        lines.concat()
    }
}
