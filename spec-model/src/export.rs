//! The same world for other engines: the tables and the world as text that they read.
//!
//! An export is of one [`world::Moves`]: one table under one choice of options, one scope. What is
//! named in it, how its states and events are numbered and hashed, stands once in [`names`], so
//! that graphs of different engines can be compared bit by bit.
//!
//! **Architecture Invariant:** an export for another engine prints the table's own guards and
//! assignments, and never calls `protocol::step` or `Moves::successors`: it would prove nothing.
//! [`listing`] and [`digest`] are about our own graph, with which those of others are compared; and
//! [`tla::live::classes`] names the fair classes that our graph has, because TLC needs a list of
//! them: the module states as an invariant that there are no others, and TLC checks it.

pub mod digest;
pub mod listing;
pub mod names;
pub mod promela;
pub mod tla;

use protocol::{Condition, MessageId, Operator, SessionRule, Table, Trigger, Wanted};
use world::Moves;

/// What is exported: a table, and its world under one choice of options in one scope.
pub struct Export<'a> {
    /// The document's table.
    pub table: &'a Table,
    /// Program and scope.
    pub moves: &'a Moves,
    /// The options, one bit each.
    pub options: u64,
}

/// What a message begins, if it begins anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Nothing.
    Nothing,
    /// A delegation.
    Delegation,
    /// A revocation.
    Revocation,
}

impl Export<'_> {
    /// The names of the options with commas between, or `none`.
    fn chosen(&self) -> String {
        let names: Vec<_> = self.table.option_names(self.options).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    }

    /// The rows that the options leave in force, in the order of the document.
    pub fn rows(&self) -> impl Iterator<Item = &protocol::Row> {
        let options = self.options;
        self.table.rows.iter().filter(move |row| {
            row.conditions.iter().all(|condition| match condition {
                Condition::Option(option, Wanted::With) => options >> option.0 & 1 == 1,
                Condition::Option(option, Wanted::Without) => options >> option.0 & 1 == 0,
                Condition::Test(_) => true,
            })
        })
    }

    /// What a message begins: what the operator wanted in whose row it is sent, options or not.
    pub fn begins(&self, message: MessageId) -> Begins {
        if self.table.messages[message.0 as usize].session != SessionRule::Opens {
            return Begins::Nothing;
        }
        let sent = |row: &&protocol::Row| {
            row.effects.iter().any(|e| matches!(e, protocol::Effect::Send(id, _) if *id == message))
        };
        let mut on = self.table.rows.iter().filter(sent).flat_map(|row| &row.on);
        if on.any(|on| *on == Trigger::Operator(Operator::Delegates)) {
            Begins::Delegation
        } else {
            Begins::Revocation
        }
    }
}
