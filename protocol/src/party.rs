//! A party's record: per peer and device, everything that the core keeps.

use crate::table::{StateId, TimerId};
use crate::vars;
use crate::words::{Op, Record};

/// The values of the variables of [`crate::vars`], packed.
///
/// The initial party is all zero: the first state of its table, no session, nothing delegated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party(pub u64);

impl Party {
    /// The state in which the party is.
    #[inline]
    pub const fn state(self) -> StateId {
        StateId(vars::STATE.of(self.0) as u8)
    }

    /// What the record says about the delegation.
    #[inline]
    pub const fn record(self) -> Record {
        match vars::RECORD.of(self.0) {
            0 => Record::None,
            1 => Record::Partial,
            _ => Record::Full,
        }
    }

    /// The current session; 0 where there is none.
    #[inline]
    pub const fn session(self) -> u64 {
        vars::SESSION.of(self.0)
    }

    /// The device command under way.
    #[inline]
    pub const fn command(self) -> Option<Op> {
        Op::from_code(vars::COMMAND.of(self.0))
    }

    /// Whether the timer runs.
    #[inline]
    pub const fn runs(self, timer: TimerId) -> bool {
        vars::RUNNING.of(self.0) >> timer.0 & 1 == 1
    }

    /// The running timers, one bit each.
    #[inline]
    pub const fn running(self) -> u64 {
        vars::RUNNING.of(self.0)
    }
}
