//! Which options would have to be chosen otherwise, so that a check holds.

use protocol::Table;

use super::{Answer, Strength};

/// More options than that are no advice.
const MOST: u32 = 4;

impl Strength {
    /// The options that, chosen otherwise than in this choice, make the check hold: all sets of as
    /// few of them as can be, up to four; empty where there are none.
    pub fn fewest_changes(&self, answer: &Answer, choice: u64) -> Vec<u64> {
        let options = self.sets.options() as u32;
        for count in 1..=MOST.min(options) {
            let mut found = Vec::new();
            choose(options, count, &mut |changed| {
                if self.sets.has(answer.holds, choice ^ changed) {
                    found.push(changed);
                }
            });
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// Calls with each set of so many of the first `options` bits, in order.
fn choose(options: u32, count: u32, with: &mut impl FnMut(u64)) {
    fn more(from: u32, options: u32, count: u32, set: u64, with: &mut impl FnMut(u64)) {
        if count == 0 {
            return with(set);
        }
        for bit in from..options {
            more(bit + 1, options, count - 1, set | 1 << bit, with);
        }
    }
    more(0, options, count, 0, with);
}

/// Changes of a choice in words: `not using undo-2, or not using restart-1 and restart-2`;
/// `nothing` where there are none.
pub fn change_words(table: &Table, choice: u64, changes: &[u64]) -> String {
    if changes.is_empty() {
        return "nothing".to_owned();
    }
    let words = |changed: &u64| {
        let names = |set: u64| {
            let names: Vec<&str> = table.option_names(set).collect();
            match names.as_slice() {
                [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
                names => names.concat(),
            }
        };
        let (off, on) = (names(changed & choice), names(changed & !choice));
        match (off.is_empty(), on.is_empty()) {
            (true, _) => format!("using {on}"),
            (false, true) => format!("not using {off}"),
            (false, false) => format!("using {on} and not using {off}"),
        }
    };
    changes.iter().map(words).collect::<Vec<_>>().join(", or ")
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn sets_come_in_order_and_once() {
        let mut seen = Vec::new();
        choose(4, 2, &mut |set| seen.push(set));
        assert_eq!(seen, [0b0011, 0b0101, 0b1001, 0b0110, 0b1010, 0b1100]);
        choose(2, 3, &mut |_| panic!("no set of three of two"));
    }
}
