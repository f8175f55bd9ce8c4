//! The declared, bounded variables that every word speaks about.
//!
//! A party is one packed word of bits; so is what an input brings. A variable is a name, a place
//! in that word and the number of its values. Exports print these declarations.

/// A bounded variable: `size` values, kept in `width` bits from `offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Var {
    /// The name, as exports and diagnostics print it.
    pub name: &'static str,
    /// Place of the lowest bit.
    pub offset: u8,
    /// Number of bits.
    pub width: u8,
}

impl Var {
    const fn new(name: &'static str, offset: u8, width: u8) -> Var {
        Var { name, offset, width }
    }

    /// The bits that the variable occupies.
    pub const fn mask(self) -> u64 {
        ((1 << self.width) - 1) << self.offset
    }

    /// The value in `word`.
    #[inline]
    pub const fn of(self, word: u64) -> u64 {
        (word >> self.offset) & ((1 << self.width) - 1)
    }

    /// `word` with the variable set to `value`; bits of `value` past the width are dropped.
    #[inline]
    pub const fn set(self, word: u64, value: u64) -> u64 {
        (word & !self.mask()) | ((value << self.offset) & self.mask())
    }
}

/// The most sessions that can be told apart at once; 0 means "none".
pub const SESSIONS: u64 = 15;
/// The most timers that one role can have.
pub const TIMERS: usize = 8;
/// The most fields of one message that rows may speak about.
pub const FIELDS: usize = 8;

/// The state of the role's table in which the party is.
pub const STATE: Var = Var::new("state", 0, 6);
/// What the record says about the delegation: see [`crate::Record`].
pub const RECORD: Var = Var::new("record", 6, 2);
/// The current session; 0 where there is none.
pub const SESSION: Var = Var::new("session", 8, 4);
/// Whether the current session is about a full delegation.
pub const FULL: Var = Var::new("full", 12, 1);
/// DMS-2 knows that the device has its account.
pub const BOOTSTRAPPED: Var = Var::new("bootstrapped", 13, 1);
/// DMS-1 knows that it has deleted its own account.
pub const OWN_DELETED: Var = Var::new("own_deleted", 14, 1);
/// A delegation has failed before.
pub const FAILED: Var = Var::new("failed", 15, 1);
/// The device command under way: an [`crate::Op`] code, 0 where there is none. Lost in a crash.
pub const COMMAND: Var = Var::new("command", 16, 4);
/// The changes of this session that `undo` has still to take back: one bit per [`crate::Change`].
pub const CHANGES: Var = Var::new("changes", 20, 5);
/// The running timers, one bit each. Lost in a crash.
pub const RUNNING: Var = Var::new("timers", 25, 8);

/// The approach of the current session: 0 account, 1 Bootstrap Server URL.
pub const URL: Var = Var::new("url", 33, 1);
/// The answer to the command under way forgets no change: an earlier attempt may have made it, or
/// the command takes another change back.
pub const AGAIN: Var = Var::new("again", 34, 1);

/// All variables of a party, in their order.
pub const PARTY: [Var; 12] = [
    STATE,
    RECORD,
    SESSION,
    FULL,
    BOOTSTRAPPED,
    OWN_DELETED,
    FAILED,
    COMMAND,
    CHANGES,
    RUNNING,
    URL,
    AGAIN,
];

/// The session that an input speaks of.
pub const IN_SESSION: Var = Var::new("in_session", 0, 4);
/// The approach agreed outside of the protocol: 0 account, 1 Bootstrap Server URL. For an event
/// that begins no session it is the approach of the current one.
pub const IN_URL: Var = Var::new("in_url", 4, 1);
/// The operator wants a full delegation.
pub const IN_FULL: Var = Var::new("in_full", 5, 1);
/// The server is willing to do what the message asks.
pub const IN_WILLING: Var = Var::new("in_willing", 6, 1);
/// The server remembers the session of the event: see [`crate::Standing`]. Only where a row of
/// the role asks for it; else 0.
pub const IN_PAST: Var = Var::new("in_past", 7, 1);
/// The declared fields of the message, one bit each.
pub const IN_FIELDS: Var = Var::new("in_fields", 8, 8);

/// All variables of an input, in their order.
pub const INPUT: [Var; 6] = [IN_SESSION, IN_URL, IN_FULL, IN_WILLING, IN_PAST, IN_FIELDS];

/// Bit `n` of a variable that is a row of bits, as a variable of its own.
pub const fn bit(row: Var, n: u8) -> Var {
    Var { name: row.name, offset: row.offset + n, width: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_do_not_overlap() {
        for all in [&PARTY[..], &INPUT[..]] {
            let mut seen = 0;
            for var in all {
                assert_eq!(seen & var.mask(), 0, "{} overlaps", var.name);
                seen |= var.mask();
            }
        }
    }

    #[test]
    fn set_then_of() {
        let word = SESSION.set(u64::MAX, 5);
        assert_eq!(SESSION.of(word), 5);
        assert_eq!(word | SESSION.mask(), u64::MAX);
    }
}
