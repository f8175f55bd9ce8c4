//! What faults both cells have spent together: three bits per kind, as in a world.

use world::{Fault, World};

const KINDS: usize = Fault::ALL.len();
/// Bits that it takes.
pub(crate) const BITS: u32 = 3 * KINDS as u32;

/// Faults per kind, packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spent(pub(crate) u16);

impl Spent {
    /// What stands in a world.
    pub(crate) fn of(world: &World) -> Spent {
        let kinds = Fault::ALL.iter().map(|(fault, _)| (world.faults(*fault) as u16) << at(*fault));
        Spent(kinds.sum())
    }

    /// How many of that kind.
    pub(crate) fn kind(self, fault: Fault) -> u32 {
        u32::from(self.0 >> at(fault) & 7)
    }

    fn in_all(self) -> u32 {
        Fault::ALL.iter().map(|(fault, _)| self.kind(*fault)).sum()
    }

    /// The kinds of which there are some, one bit each.
    pub(crate) fn kinds(self) -> u8 {
        let bit = |fault| u8::from(self.kind(fault) > 0) << fault as u8;
        Fault::ALL.iter().map(|(fault, _)| bit(*fault)).sum()
    }
}

fn at(fault: Fault) -> u32 {
    3 * fault as u32
}

/// How much may be spent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    kinds: [u32; KINDS],
    in_all: u32,
}

impl Budget {
    pub(crate) fn of(scope: &world::Scope) -> Budget {
        Budget { kinds: scope.faults, in_all: scope.faults_in_all }
    }

    /// What is spent after that too; `None` where there is not so much left.
    #[inline]
    pub(crate) fn spend(&self, spent: Spent, cost: Spent) -> Option<Spent> {
        if cost.0 == 0 {
            return Some(spent);
        }
        let within = |(fault, _): &(Fault, &str)| {
            spent.kind(*fault) + cost.kind(*fault) <= self.kinds[*fault as usize]
        };
        let fits = spent.in_all() + cost.in_all() <= self.in_all && Fault::ALL.iter().all(within);
        fits.then(|| Spent(spent.0 + cost.0))
    }

    /// The kinds of which there is one left, one bit each.
    pub(crate) fn left(&self, spent: Spent) -> u8 {
        if spent.in_all() >= self.in_all {
            return 0;
        }
        let bit = |fault| u8::from(spent.kind(fault) < self.kinds[fault as usize]) << fault as u8;
        Fault::ALL.iter().map(|(fault, _)| bit(*fault)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_bounded_by_kind_and_in_all() {
        let budget = Budget { kinds: [1, 0, 0, 2, 1], in_all: 2 };
        let (loss, crash) = (Spent(1), Spent(1 << at(Fault::Crash)));
        let both = budget.spend(loss, crash);
        assert_eq!(both, Some(Spent(loss.0 + crash.0)));
        assert_eq!(budget.spend(loss, loss), None);
        assert_eq!(both.and_then(|both| budget.spend(both, crash)), None);
        assert_eq!(both.and_then(|both| budget.spend(both, Spent(0))), both);
        assert_eq!(budget.left(Spent(0)), 0b11001);
        assert_eq!(budget.left(loss), 0b11000);
        assert_eq!(both.map(|both| (budget.left(both), both.kinds())), Some((0, 0b01001)));
    }
}
