//! How many faults of each kind have happened, as one number: places in a [`Mask`].

use world::Scope;

use super::mask::Mask;

/// The kinds of faults of a step, one bit each. No step has two faults of a kind.
pub type Cost = u8;
/// How many costs there are.
pub const COSTS: usize = 32;

/// Which faults the steps of a state are wanted with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// The kinds.
    pub kinds: Cost,
    /// A step may have two of them.
    pub two: bool,
}

impl Need {
    /// Whether steps worked out for this need are those for the other one too.
    #[inline]
    pub fn covers(self, other: Need) -> bool {
        other.kinds & !self.kinds == 0 && (self.two || !other.two)
    }

    /// What both need.
    #[inline]
    pub fn and(self, other: Need) -> Need {
        Need { kinds: self.kinds | other.kinds, two: self.two || other.two }
    }
}

/// How counts of the five kinds are one number: they are its digits.
#[derive(Clone, Copy)]
pub struct Digits {
    worth: [usize; 5],
    base: [usize; 5],
}

impl Digits {
    /// The digits of a scope.
    pub fn new(scope: &Scope) -> Digits {
        let base = scope.faults.map(|most| most.min(scope.faults_in_all) as usize + 1);
        let worth = |kind: usize| base[..kind].iter().product();
        Digits { worth: std::array::from_fn(worth), base }
    }

    /// How many numbers there are.
    pub fn numbers(&self) -> usize {
        self.base.iter().product()
    }

    /// The counts that a number stands for.
    pub fn counts(&self, place: usize) -> [u8; 5] {
        std::array::from_fn(|kind| (place / self.worth[kind] % self.base[kind]) as u8)
    }

    /// By how much a cost makes a number larger.
    fn of(&self, cost: Cost) -> usize {
        (0..5).filter(|kind| cost >> kind & 1 == 1).map(|kind| self.worth[kind]).sum()
    }
}

/// The fault budget of a scope. One more fault of a kind makes the number of the counts larger by
/// what its digit is worth, so a whole set of counts goes one fault further by a shift.
pub struct Budget<M> {
    digits: Digits,
    /// Per cost: the counts to which it may come, and by how much it makes them larger.
    costs: Vec<(M, usize)>,
    /// The counts to which a fault may come, and two.
    spare: [M; 2],
}

impl<M: Mask> Budget<M> {
    /// The budget of a scope.
    pub fn new(scope: &Scope) -> Budget<M> {
        let digits = Digits::new(scope);
        let fits = |counts: [u8; 5], cost: Cost| {
            let after = |kind: usize| u32::from(counts[kind] + (cost >> kind & 1));
            (0..5).all(|kind| after(kind) <= scope.faults[kind])
                && (0..5).map(after).sum::<u32>() <= scope.faults_in_all
        };
        let payable = |cost: Cost| {
            let places = (0..digits.numbers()).filter(|&place| fits(digits.counts(place), cost));
            places.fold(M::EMPTY, |all, place| all.or(M::only(place)))
        };
        let costs: Vec<_> =
            (0..COSTS as Cost).map(|cost| (payable(cost), digits.of(cost))).collect();
        let open = |faults: u32| {
            let those = (0..COSTS).filter(|cost| cost.count_ones() == faults);
            those.fold(M::EMPTY, |all, cost| all.or(costs[cost].0))
        };
        let spare = [open(1), open(2)];
        Budget { digits, costs, spare }
    }

    /// How counts are numbers.
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// With which faults the steps are wanted for these counts.
    #[inline]
    pub fn need(&self, mask: M) -> Need {
        if mask.and(self.spare[0]).is_empty() {
            return Need::default();
        }
        let is_open = |kind: &usize| !mask.and(self.costs[1 << kind].0).is_empty();
        let kinds = (0..5).filter(is_open).fold(0, |all, kind| all | 1 << kind);
        Need { kinds, two: !mask.and(self.spare[1]).is_empty() }
    }

    /// Those of the counts to which a step of that cost may come.
    #[inline]
    pub fn payable(&self, mask: M, cost: Cost) -> M {
        mask.and(self.costs[cost as usize].0)
    }

    /// The counts after it.
    #[inline]
    pub fn after(&self, mask: M, cost: Cost) -> M {
        self.payable(mask, cost).raised(self.costs[cost as usize].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_fault_by_fault() {
        for name in ["story", "small/crash", "standard", "deep", "wide"] {
            let scope = Scope::named(name).unwrap().remove(0);
            let budget = Budget::<[u64; 4]>::new(&scope);
            let digits = budget.digits();
            for place in 0..digits.numbers() {
                let counts = digits.counts(place).map(u32::from);
                let fits = |counts: [u32; 5]| {
                    let each = counts.iter().zip(scope.faults).all(|(count, most)| *count <= most);
                    each && counts.iter().sum::<u32>() <= scope.faults_in_all
                };
                if !fits(counts) {
                    continue;
                }
                for cost in 0..COSTS as Cost {
                    let more =
                        std::array::from_fn(|kind| counts[kind] + u32::from(cost >> kind & 1));
                    let after = budget.after(Mask::only(place), cost);
                    if fits(more) {
                        let next = after.lowest();
                        assert_eq!(digits.counts(next).map(u32::from), more, "{name}");
                        assert_eq!(after.count(), 1);
                    } else {
                        assert!(after.is_empty(), "{name}: {counts:?} and {cost:05b}");
                    }
                }
            }
        }
    }
}
