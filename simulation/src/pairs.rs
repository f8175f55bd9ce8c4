//! Which rule has followed which at one server and device.

use protocol::{RowId, Table, Then};

/// Pairs of rules that followed each other at one server about one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    rules: usize,
    bits: Vec<u64>,
    fired: Vec<u64>,
}

impl Pairs {
    /// None yet.
    pub fn new(table: &Table) -> Pairs {
        let rules = table.rows.len();
        Pairs { rules, bits: vec![0; (rules * rules).div_ceil(64)], fired: vec![0; rules] }
    }

    /// Notes that a rule has fired after another.
    pub fn note(&mut self, before: Option<RowId>, rule: RowId) {
        self.fired[usize::from(rule.0)] += 1;
        if let Some(before) = before {
            let place = usize::from(before.0) * self.rules + usize::from(rule.0);
            self.bits[place / 64] |= 1 << (place % 64);
        }
    }

    /// Whether the second has followed the first.
    pub fn has(&self, before: RowId, rule: RowId) -> bool {
        let place = usize::from(before.0) * self.rules + usize::from(rule.0);
        self.bits[place / 64] >> (place % 64) & 1 == 1
    }

    /// Adds those of another.
    pub fn add(&mut self, other: &Pairs) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(own, other)| *own |= other);
        self.fired.iter_mut().zip(&other.fired).for_each(|(own, other)| *own += other);
    }

    /// How many pairs there are.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How often each rule has fired.
    pub fn fired(&self) -> &[u64] {
        &self.fired
    }

    /// The pairs of rules that states allow: the second can apply where the first may have led.
    /// Records, fields and options may still forbid one.
    pub fn possible(table: &Table) -> Vec<(RowId, RowId)> {
        let rows = || table.rows.iter().zip(0..).map(|(row, n)| (row, RowId(n)));
        let mut possible = Vec::new();
        for (first, before) in rows() {
            for (second, rule) in rows() {
                let follows = first.role == second.role
                    && match first.then {
                        Then::State(state) => second.states.contains(&state),
                        Then::Same => first.states.iter().any(|it| second.states.contains(it)),
                    };
                if follows {
                    possible.push((before, rule));
                }
            }
        }
        possible
    }
}
