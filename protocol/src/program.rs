//! A table compiled for one choice of options: dense indices and guard masks.

use alloc::vec::Vec;

use crate::input::{Trigger, Triggers};
use crate::table::{RowId, StateId};
use crate::vars::Var;
use crate::words::{Op, Outcome, Role, Standing, Standings};

/// A compiled table. [`crate::step`] looks rules up by role, state and trigger.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) triggers: Triggers,
    pub(crate) rules: Vec<Rule>,
    pub(crate) code: Vec<Instruction>,
    /// Per role and state and trigger: first place in `candidates`, and how many.
    pub(crate) dispatch: [Vec<(u16, u16)>; 2],
    pub(crate) candidates: Vec<u16>,
    /// What the events themselves do, by trigger.
    pub(crate) events: Vec<Happening>,
    /// Whether a role is at rest in a state: one bit per state.
    pub(crate) rests: [u64; 2],
    /// Whether a role remembers sessions that are over.
    pub(crate) remembers: [bool; 2],
}

/// What an event itself does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Happening {
    /// Bits of a party that survive it: for a first attempt of a command, and for one whose
    /// change was remembered before.
    pub(crate) keeps: [u64; 2],
    /// It may begin a session.
    pub(crate) begins: bool,
}

impl Program {
    /// The numbering of triggers.
    pub fn triggers(&self) -> Triggers {
        self.triggers
    }

    /// The compiled rules, in the order of the document.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The instructions of a rule.
    pub fn instructions(&self, rule: &Rule) -> &[Instruction] {
        &self.code[rule.code.0 as usize..rule.code.1 as usize]
    }

    /// Whether the event may begin a session.
    pub fn begins(&self, trigger: Trigger) -> bool {
        self.events[self.triggers.index(trigger) as usize].begins
    }

    /// Whether the role remembers sessions that are over: a row of its tables asks for it, in
    /// force or not.
    #[inline]
    pub fn remembers(&self, role: Role) -> bool {
        self.remembers[role.index()]
    }

    /// Whether the role is at rest in that state.
    #[inline]
    pub fn at_rest(&self, role: Role, state: StateId) -> bool {
        self.rests[role.index()] >> state.0 & 1 == 1
    }

    /// The rules that may apply, by their places in [`Program::rules`].
    #[inline]
    pub fn candidates(&self, role: Role, state: StateId, trigger: Trigger) -> &[u16] {
        self.candidates_at(role, state, self.triggers.index(trigger))
    }

    /// The same for the number of a trigger.
    #[inline]
    pub(crate) fn candidates_at(&self, role: Role, state: StateId, trigger: u16) -> &[u16] {
        let place = state.0 as usize * self.triggers.count() + trigger as usize;
        match self.dispatch[role.index()].get(place) {
            Some(&(start, count)) => {
                &self.candidates[start as usize..start as usize + count as usize]
            }
            None => &[],
        }
    }
}

/// A compiled row.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The row of the table.
    pub row: RowId,
    /// When it applies.
    pub guard: Guard,
    /// It takes up the event's session, with its extent from this variable of the input, unless
    /// the party is in the state `then` already.
    pub joins: Option<Var>,
    /// It is about a session that is not the party's: see [`crate::Row::is_apart`].
    pub apart: bool,
    /// The state after it; `None` keeps the one before.
    pub then: Option<StateId>,
    pub(crate) code: (u32, u32),
}

/// A conjunction of tests on the two words, as masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Bits of the party that must have `party_value`.
    pub party_mask: u64,
    /// The values of those bits.
    pub party_value: u64,
    /// Bits of the input that must have `input_value`.
    pub input_mask: u64,
    /// The values of those bits.
    pub input_value: u64,
    /// Variables of the party that must not have a value: mask and value in place.
    pub party_not: [(u64, u64); 3],
    /// How the input's session may stand to the party.
    pub sessions: Standings,
}

impl Guard {
    /// The guard that always holds.
    pub const ALWAYS: Guard = Guard {
        party_mask: 0,
        party_value: 0,
        input_mask: 0,
        input_value: 0,
        party_not: [(0, 1); 3],
        sessions: Standings::ALL,
    };

    /// Whether it holds.
    #[inline]
    pub fn holds(&self, party: u64, input: u64) -> bool {
        party & self.party_mask == self.party_value
            && input & self.input_mask == self.input_value
            && self.party_not.iter().all(|&(mask, value)| party & mask != value)
            && (self.sessions == Standings::ALL || self.sessions.has(Standing::of(party, input)))
    }
}

/// An effect, ready to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// Send the message.
    Send(Template),
    /// Answer with the message.
    Answer(Template),
    /// Answer with no content.
    AnswerEmpty,
    /// Answer with an HTTP error status.
    Refuse(u16),
    /// Issue the command (its larger twin in a full session).
    Command(Op),
    /// Issue the command that takes the latest change back.
    Undo,
    /// Start the timer.
    Start(u8),
    /// Stop the timer.
    Stop(u8),
    /// Tell the operator.
    Report(Outcome),
    /// Keep these bits and set those.
    Assign(u64, u64),
}

/// A message to be sent: constant fields, and fields copied from bits of the party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Place of the message in the table.
    pub message: u8,
    /// Constant fields, one bit each.
    pub fields: u8,
    /// `(bit of the party, bit of the payload)`; a place of 64 or more means "none".
    pub copies: [(u8, u8); 2],
}
