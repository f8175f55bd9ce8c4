//! The delegation protocol as a table, and the one function that runs it.
//!
//! [`Table`] is what a document says, [`Program`] the same compiled to dense indices and guard
//! masks for one choice of options, and [`step`] the only place where anything about the protocol
//! is decided. What each word of the documents means stands once, in [`words`], as guards and
//! assignments over the declared variables of [`vars`].
//!
//! **Architecture Invariant:** this crate depends on nothing, does no I/O, reads no clock, draws
//! no random numbers and never hashes. It must not know of Markdown, of the world or of HTTP.
#![no_std]

extern crate alloc;

mod compile;
mod describe;
mod input;
mod party;
mod program;
mod step;
mod table;
pub mod vars;
pub mod words;

pub use compile::{CompileError, compile};
pub use input::{Input, Trigger, Triggers};
pub use party::Party;
pub use program::{Guard, Instruction, Program, Rule};
pub use step::{Ended, Output, Outputs, Step, Verdict, applies, step};
pub use table::{
    Basis, Carrier, Condition, Effect, Field, FieldKind, FieldValue, Level, Means, Message,
    MessageId, Operator, Option_, OptionId, Row, RowId, Sender, SessionRule, State, StateId, Table,
    Then, Timer, TimerId, Wanted,
};
pub use words::{Answer, Change, Op, Outcome, Record, Role, Standing, Standings, Undo};
