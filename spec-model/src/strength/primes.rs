//! The minimal sets of options that make something true: the prime implicants of a set of choices.

use super::sets::{Set, Sets};

/// Options that must be there and options that must be absent; whatever the others, the choice is
/// in the set, and no smaller term says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The options that are needed, one bit each.
    pub with: u64,
    /// The options that must not be used.
    pub without: u64,
}

impl Term {
    /// How many options it speaks of.
    pub fn len(self) -> u32 {
        (self.with | self.without).count_ones()
    }

    /// Whether it speaks of none: any choice will do.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn sides(self, option: u8) -> [Term; 2] {
        let bit = 1 << option;
        [Term { without: self.without | bit, ..self }, Term { with: self.with | bit, ..self }]
    }
}

/// All minimal terms of a set, the shortest first; `None` where there are more than `most`.
pub fn primes(sets: &mut Sets, set: Set, most: usize) -> Option<Vec<Term>> {
    let mut terms = all(sets, set, most)?;
    terms.sort_by_key(|term| (term.len(), term.without.count_ones(), term.with, term.without));
    Some(terms)
}

/// A term does without the first option if it is one of both halves; else it names the option,
/// and is one of that half and not of the other.
fn all(sets: &mut Sets, set: Set, most: usize) -> Option<Vec<Term>> {
    let Some((option, without, with)) = sets.split(set) else {
        let empty = Term { with: 0, without: 0 };
        return Some(if set == Set::ALL { vec![empty] } else { Vec::new() });
    };
    let common = sets.both(without, with);
    let mut terms = all(sets, common, most)?;
    for (side, half) in [without, with].into_iter().enumerate() {
        for term in all(sets, half, most)? {
            let choices = sets.like(term.with, term.with | term.without);
            if sets.without(choices, common) != Set::NONE {
                terms.push(term.sides(option)[side]);
            }
        }
    }
    (terms.len() <= most).then_some(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: usize = 4;

    /// Every term, by trying all of them: in the set, and no longer with any option left out.
    fn tried(sets: &Sets, set: Set) -> Vec<Term> {
        let inside = |term: Term| {
            let like = |choice: &u64| choice & term.with == term.with && choice & term.without == 0;
            (0..1 << OPTIONS).filter(like).all(|choice| sets.has(set, choice))
        };
        let terms = (0..1u64 << (2 * OPTIONS))
            .map(|bits| Term { with: bits & 15, without: bits >> OPTIONS })
            .filter(|term| term.with & term.without == 0);
        let minimal = |term: &Term| {
            (0..OPTIONS).map(|n| !(1 << n)).all(|rest| {
                let less = Term { with: term.with & rest, without: term.without & rest };
                less == *term || !inside(less)
            })
        };
        let mut found: Vec<_> = terms.filter(|term| inside(*term)).filter(minimal).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn they_are_those_found_by_trying_all_terms() {
        let mut sets = Sets::new(OPTIONS);
        for table in (0..1u64 << 16).step_by(97) {
            let mut set = Set::NONE;
            for choice in (0..16).filter(|choice| table >> choice & 1 == 1) {
                let one = sets.like(choice, 15);
                set = sets.either(set, one);
            }
            let mut found = primes(&mut sets, set, 1000).unwrap();
            let tried = tried(&sets, set);
            found.sort_unstable();
            assert_eq!(found, tried, "{table:#06x}");
        }
    }

    #[test]
    fn too_many_are_told_and_not_counted() {
        let mut sets = Sets::new(OPTIONS);
        let (a, b) = (sets.like(1, 1), sets.like(2, 2));
        let set = sets.either(a, b);
        assert_eq!(primes(&mut sets, set, 1), None);
        let terms = primes(&mut sets, set, 2).unwrap();
        assert_eq!(terms, [Term { with: 1, without: 0 }, Term { with: 2, without: 0 }]);
    }
}
