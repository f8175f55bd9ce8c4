//! Sets of option choices: which implementations something is true of.
//!
//! A set is a reduced, ordered binary decision diagram over the options. All sets of one keeper
//! share their nodes, each of which exists once; so equal sets have equal numbers.

/// A set of choices; its number means something to its keeper only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set(u32);

impl Set {
    /// No choice.
    pub const NONE: Set = Set(0);
    /// Every choice.
    pub const ALL: Set = Set(1);
}

/// Keeper of the sets over so many options.
#[derive(Clone, Debug)]
pub struct Sets {
    options: u8,
    nodes: Vec<Node>,
    /// Numbers of nodes, by what the nodes are; 0 is free.
    slots: Vec<u32>,
    /// Results of operations; a later one may take the place of an earlier one.
    known: Vec<Known>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    option: u8,
    without: Set,
    with: Set,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    operation: Operation,
    one: Set,
    other: Set,
    result: Set,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Both,
    Either,
    Without,
}

/// After all options: the level of the two sets without a node of their own.
const LAST: u8 = u8::MAX;
const KNOWN: usize = 1 << 16;

impl Sets {
    /// A keeper; at most 64 options, as a choice is a word of bits.
    pub fn new(options: usize) -> Sets {
        let end = Node { option: LAST, without: Set::NONE, with: Set::NONE };
        let nothing = Known {
            operation: Operation::Both,
            one: Set::NONE,
            other: Set::NONE,
            result: Set::NONE,
        };
        Sets {
            options: options.min(64) as u8,
            nodes: vec![end, end],
            slots: vec![0; 1 << 10],
            known: vec![nothing; KNOWN],
        }
    }

    /// How many options there are.
    pub fn options(&self) -> usize {
        usize::from(self.options)
    }

    /// The choices in both.
    #[inline]
    pub fn both(&mut self, one: Set, other: Set) -> Set {
        self.operate(Operation::Both, one, other)
    }

    /// The choices in one of them.
    #[inline]
    pub fn either(&mut self, one: Set, other: Set) -> Set {
        self.operate(Operation::Either, one, other)
    }

    /// The choices in `one` and not in `other`.
    #[inline]
    pub fn without(&mut self, one: Set, other: Set) -> Set {
        self.operate(Operation::Without, one, other)
    }

    /// The choices that are not in it.
    pub fn not(&mut self, set: Set) -> Set {
        self.without(Set::ALL, set)
    }

    /// The choices that have the options of `mask` exactly as `choice` has them.
    pub fn like(&mut self, choice: u64, mask: u64) -> Set {
        let options = (0..self.options).rev().filter(|n| mask >> n & 1 == 1);
        let mut set = Set::ALL;
        for option in options {
            set = if choice >> option & 1 == 1 {
                self.node(Node { option, without: Set::NONE, with: set })
            } else {
                self.node(Node { option, without: set, with: Set::NONE })
            };
        }
        set
    }

    /// Whether the choice is in the set.
    pub fn has(&self, mut set: Set, choice: u64) -> bool {
        while set.0 > 1 {
            let node = self.nodes[set.0 as usize];
            set = if choice >> node.option & 1 == 1 { node.with } else { node.without };
        }
        set == Set::ALL
    }

    /// A choice of the set, with as many options as can be had by taking them in their order.
    pub fn fullest(&self, set: Set) -> Option<u64> {
        let all = u64::MAX >> (64 - self.options().clamp(1, 64));
        self.pick(set, all, |node| if node.with == Set::NONE { node.without } else { node.with })
    }

    /// A choice of the set, with as few options.
    pub fn barest(&self, set: Set) -> Option<u64> {
        self.pick(set, 0, |node| if node.without == Set::NONE { node.with } else { node.without })
    }

    fn pick(&self, mut set: Set, usual: u64, side: impl Fn(Node) -> Set) -> Option<u64> {
        let mut choice = usual;
        while set.0 > 1 {
            let node = self.nodes[set.0 as usize];
            set = side(node);
            let bit = 1 << node.option;
            choice = if set == node.with { choice | bit } else { choice & !bit };
        }
        (set == Set::ALL).then_some(choice)
    }

    /// The two halves of a set by an option: choices that would be in it without the option, and
    /// with it, whatever they say about the option themselves.
    pub fn halves(&mut self, set: Set, option: u8) -> (Set, Set) {
        let node = self.nodes[set.0 as usize];
        if node.option > option {
            return (set, set);
        }
        if node.option == option {
            return (node.without, node.with);
        }
        let (low_off, low_on) = self.halves(node.without, option);
        let (high_off, high_on) = self.halves(node.with, option);
        let at = node.option;
        (
            self.node(Node { option: at, without: low_off, with: high_off }),
            self.node(Node { option: at, without: low_on, with: high_on }),
        )
    }

    /// How many choices are in the set.
    pub fn count(&self, set: Set) -> u128 {
        fn part(sets: &Sets, set: Set) -> f64 {
            match set {
                Set::NONE => 0.0,
                Set::ALL => 1.0,
                Set(_) => {
                    let node = sets.nodes[set.0 as usize];
                    (part(sets, node.without) + part(sets, node.with)) / 2.0
                }
            }
        }
        // The share is a sum of powers of two, so it is exact up to 52 options, and near enough
        // after that for a number that people read.
        (part(self, set) * 2f64.powi(i32::from(self.options))) as u128
    }

    /// The option that decides first, and the halves; `None` for the empty and the full set.
    pub fn split(&self, set: Set) -> Option<(u8, Set, Set)> {
        let node = self.nodes[set.0 as usize];
        (set.0 > 1).then_some((node.option, node.without, node.with))
    }

    /// The set of another keeper over the same options, as one of this one.
    pub fn import(&mut self, from: &Sets, set: Set) -> Set {
        let Some((option, without, with)) = from.split(set) else { return set };
        let without = self.import(from, without);
        let with = self.import(from, with);
        self.node(Node { option, without, with })
    }

    fn operate(&mut self, operation: Operation, one: Set, other: Set) -> Set {
        let (one, other) = match operation {
            Operation::Both => match (one, other) {
                (Set::NONE, _) | (_, Set::NONE) => return Set::NONE,
                (Set::ALL, set) | (set, Set::ALL) => return set,
                (one, other) if one == other => return one,
                (one, other) => (one.min(other), one.max(other)),
            },
            Operation::Either => match (one, other) {
                (Set::ALL, _) | (_, Set::ALL) => return Set::ALL,
                (Set::NONE, set) | (set, Set::NONE) => return set,
                (one, other) if one == other => return one,
                (one, other) => (one.min(other), one.max(other)),
            },
            Operation::Without => match (one, other) {
                (Set::NONE, _) | (_, Set::ALL) => return Set::NONE,
                (set, Set::NONE) => return set,
                (one, other) if one == other => return Set::NONE,
                pair => pair,
            },
        };
        let place = scatter(one.0, other.0, operation as u32) as usize & (KNOWN - 1);
        let known = self.known[place];
        if (known.operation, known.one, known.other) == (operation, one, other) {
            return known.result;
        }
        let (a, b) = (self.nodes[one.0 as usize], self.nodes[other.0 as usize]);
        let option = a.option.min(b.option);
        let halves = |node: Node, set: Set| {
            if node.option == option { (node.without, node.with) } else { (set, set) }
        };
        let ((a_off, a_on), (b_off, b_on)) = (halves(a, one), halves(b, other));
        let without = self.operate(operation, a_off, b_off);
        let with = self.operate(operation, a_on, b_on);
        let result = self.node(Node { option, without, with });
        self.known[place] = Known { operation, one, other, result };
        result
    }

    /// The one node of that content.
    fn node(&mut self, node: Node) -> Set {
        if node.without == node.with {
            return node.with;
        }
        if self.nodes.len() * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut place = place(node) & mask;
        loop {
            match self.slots[place] {
                0 => {
                    self.nodes.push(node);
                    self.slots[place] = self.nodes.len() as u32 - 1;
                    return Set(self.slots[place]);
                }
                number if self.nodes[number as usize] == node => return Set(number),
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = vec![0; size];
        for (number, node) in self.nodes.iter().enumerate().skip(2) {
            let mut place = place(*node) & (size - 1);
            while self.slots[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = number as u32;
        }
    }
}

fn place(node: Node) -> usize {
    scatter(node.without.0, node.with.0, u32::from(node.option)) as usize
}

fn scatter(a: u32, b: u32, c: u32) -> u64 {
    let word = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(c).wrapping_mul(0x94d0_49bb_1331);
    word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: usize = 6;

    /// A set from its table of truth, and back.
    fn set(sets: &mut Sets, truth: u64) -> Set {
        let mut all = Set::NONE;
        for choice in (0..64).filter(|choice| truth >> choice & 1 == 1) {
            let one = sets.like(choice, 63);
            all = sets.either(all, one);
        }
        all
    }

    fn truth(sets: &Sets, set: Set) -> u64 {
        (0..64).filter(|choice| sets.has(set, *choice)).map(|choice| 1u64 << choice).sum()
    }

    /// Tables of truth without a pattern.
    fn tables() -> Vec<u64> {
        let next = |word: &u64| {
            Some(word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963))
        };
        let mixed = std::iter::successors(Some(1u64), next).map(|word| word ^ word >> 29);
        mixed.take(60).chain([0, u64::MAX, 1, 1 << 63]).collect()
    }

    #[test]
    fn operations_are_those_of_tables_of_truth() {
        let mut sets = Sets::new(OPTIONS);
        let tables = tables();
        for a in &tables {
            let one = set(&mut sets, *a);
            assert_eq!(truth(&sets, one), *a);
            assert_eq!(sets.count(one), u128::from(a.count_ones()));
            let not = sets.not(one);
            assert_eq!(truth(&sets, not), !a);
            for b in &tables {
                let other = set(&mut sets, *b);
                let results =
                    [sets.both(one, other), sets.either(one, other), sets.without(one, other)];
                assert_eq!(results.map(|r| truth(&sets, r)), [a & b, a | b, a & !b]);
                assert_eq!(one == other, a == b, "equal sets have equal numbers");
            }
        }
    }

    #[test]
    fn halves_ask_what_would_be() {
        let mut sets = Sets::new(OPTIONS);
        for table in tables() {
            let whole = set(&mut sets, table);
            for option in 0..OPTIONS as u8 {
                let (off, on) = sets.halves(whole, option);
                for choice in 0..64u64 {
                    assert_eq!(sets.has(off, choice), table >> (choice & !(1 << option)) & 1 == 1);
                    assert_eq!(sets.has(on, choice), table >> (choice | 1 << option) & 1 == 1);
                }
            }
        }
    }

    #[test]
    fn a_choice_of_a_set_is_in_it() {
        let mut sets = Sets::new(OPTIONS);
        assert_eq!((sets.fullest(Set::NONE), sets.barest(Set::NONE)), (None, None));
        assert_eq!((sets.fullest(Set::ALL), sets.barest(Set::ALL)), (Some(63), Some(0)));
        for table in tables().into_iter().filter(|table| *table != 0) {
            let set = set(&mut sets, table);
            for choice in [sets.fullest(set), sets.barest(set)] {
                assert_eq!(table >> choice.unwrap() & 1, 1);
            }
        }
    }

    #[test]
    fn a_set_of_another_keeper_is_the_same_set() {
        let (mut one, mut other) = (Sets::new(OPTIONS), Sets::new(OPTIONS));
        for table in tables() {
            let here = set(&mut one, table);
            let there = other.import(&one, here);
            assert_eq!(truth(&other, there), table);
        }
    }

    #[test]
    fn sixty_four_options_have_room() {
        let mut sets = Sets::new(64);
        let last = sets.like(1 << 63, 1 << 63);
        assert!(sets.has(last, 1 << 63) && !sets.has(last, u64::MAX >> 1));
        assert_eq!(sets.count(last), 1 << 63);
    }
}
