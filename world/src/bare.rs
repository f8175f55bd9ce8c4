//! A state without the faults that have happened: what a search keeps of it.

use protocol::{Party, vars};

use crate::state::World;
use crate::wire::{Exchange, Wire};

/// A state without what is spent of the faults, in four words.
///
/// Faults that have happened decide only which others still may: two states that differ in nothing
/// else take the same steps, as far as the scope allows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bare(pub [u64; 4]);

/// Bits of a party.
const PARTY: u32 = 35;
/// Bits of the facts, the ghosts and the operators' part of what is spent, beside the parties.
const BESIDE: u32 = 2 * (u64::BITS - PARTY);
/// The others of them stand in bits that no exchange has.
const SPARE: u32 = 3;
const SPARE_AT: u32 = 28;

const _: () = {
    let last = vars::PARTY[vars::PARTY.len() - 1];
    assert!((last.offset + last.width) as u32 <= PARTY, "a party fits");
    assert!(World::REST <= BESIDE + SPARE, "and so does what is not a party");
    assert!(Exchange::SPARE == ((1 << SPARE) - 1) << SPARE_AT, "there is room in an exchange");
};

const LOW: u64 = (1 << PARTY) - 1;

impl World {
    /// The state without its faults.
    #[inline]
    pub fn bare(&self) -> Bare {
        let [one, two, first, second, ..] = self.words();
        let rest = self.rest();
        debug_assert!(one <= LOW && two <= LOW, "a party has {PARTY} bits");
        let [low, high] = [rest & ((1 << (u64::BITS - PARTY)) - 1), rest >> (u64::BITS - PARTY)];
        let spare = rest >> BESIDE;
        Bare([one | low << PARTY, two | high << PARTY, first | spare << SPARE_AT, second])
    }
}

impl Bare {
    /// The state with that many faults of each kind.
    #[inline]
    pub fn with(self, faults: [u8; 5]) -> World {
        let [one, two, first, second] = self.0;
        let exchange = |word: u64| [Exchange(word as u32), Exchange((word >> 32) as u32)];
        let spare = u64::from(Exchange::SPARE);
        let [[a, b], [c, d]] = [exchange(first & !spare), exchange(second)];
        let rest = one >> PARTY
            | two >> PARTY << (u64::BITS - PARTY)
            | (first & spare) >> SPARE_AT << BESIDE;
        World::of([Party(one & LOW), Party(two & LOW)], Wire([a, b, c, d]), rest, faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::{Fault, Scope};
    use crate::state::Flag;

    #[test]
    fn what_goes_in_comes_out() {
        let scope = Scope::named("wide").unwrap().remove(0);
        let mut world = World::initial(&scope)[1];
        let all = |words: &[protocol::vars::Var]| words.iter().fold(0, |sum, var| sum | var.mask());
        world.parties = [Party(all(&vars::PARTY)), Party(1)];
        world.wire.0 = [9, 7, 5, 3].map(Exchange);
        world.leave(0, 5);
        world.leave(1, 6);
        world.turn_down(1, 4);
        world.raise(Flag::Unsent);
        world.set_basis(1, 7);
        world.spend_delegation();
        world.spend_revocation(0);
        world.spend_revocation(2);
        let bare = world.bare();
        assert_eq!(bare.with([0; 5]), world);
        world.spend(Fault::Loss);
        world.spend(Fault::Duplicate);
        world.spend(Fault::Duplicate);
        assert_eq!(world.bare(), bare);
        assert_eq!(bare.with([1, 0, 0, 0, 2]), world);
        assert_eq!(world.spent_faults(), 0b10001);
    }
}
