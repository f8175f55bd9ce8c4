//! Sets of small numbers, one bit each.

/// A set of numbers below [`Mask::BITS`].
pub trait Mask: Copy + PartialEq + Send + Sync + 'static {
    /// How many numbers there are.
    const BITS: usize;
    /// The empty set.
    const EMPTY: Self;
    /// The set of one number.
    fn only(place: usize) -> Self;
    /// What is in both.
    fn and(self, other: Self) -> Self;
    /// What is in either.
    fn or(self, other: Self) -> Self;
    /// What is in this one only.
    fn without(self, other: Self) -> Self;
    /// Every number made larger by that much; what grows past the end is dropped.
    fn raised(self, by: usize) -> Self;
    /// How many numbers are in it.
    fn count(self) -> u64;
    /// The smallest number in it; [`Mask::BITS`] for the empty set.
    fn lowest(self) -> usize;

    /// Whether nothing is in it.
    #[inline]
    fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether the number is in it.
    #[inline]
    fn has(self, place: usize) -> bool {
        !self.and(Self::only(place)).is_empty()
    }
}

impl Mask for u32 {
    const BITS: usize = 32;
    const EMPTY: u32 = 0;

    #[inline]
    fn only(place: usize) -> u32 {
        1 << place
    }

    #[inline]
    fn and(self, other: u32) -> u32 {
        self & other
    }

    #[inline]
    fn or(self, other: u32) -> u32 {
        self | other
    }

    #[inline]
    fn without(self, other: u32) -> u32 {
        self & !other
    }

    #[inline]
    fn raised(self, by: usize) -> u32 {
        self << by
    }

    #[inline]
    fn count(self) -> u64 {
        u64::from(self.count_ones())
    }

    #[inline]
    fn lowest(self) -> usize {
        self.trailing_zeros() as usize
    }
}

impl<const N: usize> Mask for [u64; N] {
    const BITS: usize = 64 * N;
    const EMPTY: Self = [0; N];

    #[inline]
    fn only(place: usize) -> Self {
        let mut mask = [0; N];
        mask[place / 64] = 1 << (place % 64);
        mask
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        std::array::from_fn(|n| self[n] & other[n])
    }

    #[inline]
    fn or(self, other: Self) -> Self {
        std::array::from_fn(|n| self[n] | other[n])
    }

    #[inline]
    fn without(self, other: Self) -> Self {
        std::array::from_fn(|n| self[n] & !other[n])
    }

    #[inline]
    fn raised(self, by: usize) -> Self {
        let (words, bits) = (by / 64, by % 64);
        std::array::from_fn(|n| {
            let word = |back: usize| n.checked_sub(back).map_or(0, |place| self[place]);
            // In two shifts: by 64 - 0 bits none would be left, and a shift by 64 is none.
            word(words) << bits | word(words + 1) >> 1 >> (63 - bits)
        })
    }

    #[inline]
    fn count(self) -> u64 {
        self.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    #[inline]
    fn lowest(self) -> usize {
        let word = self.iter().position(|word| *word != 0);
        word.map_or(Self::BITS, |n| n * 64 + self[n].trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both kinds of sets against one that is nothing but a list.
    fn is_a_set<M: Mask>() {
        let of = |places: &[usize]| places.iter().fold(M::EMPTY, |all, n| all.or(M::only(*n)));
        let held = |mask: M| (0..M::BITS).filter(|n| mask.has(*n)).collect::<Vec<_>>();
        let last = M::BITS - 1;
        let places = [0, 3, M::BITS / 2 - 1, M::BITS / 2, last];
        assert_eq!(held(of(&places)), places);
        assert_eq!((of(&places).count(), of(&places).lowest()), (5, 0));
        assert_eq!(held(of(&places).without(of(&[0, last]))), places[1..4]);
        assert_eq!(of(&places).without(of(&[0])).lowest(), 3);
        assert_eq!(held(of(&places).and(of(&[1, 3, last]))), [3, last]);
        for by in 0..M::BITS {
            let raised: Vec<_> = places.iter().map(|n| n + by).filter(|n| *n < M::BITS).collect();
            assert_eq!(held(of(&places).raised(by)), raised, "by {by}");
        }
        assert!(M::EMPTY.is_empty() && !of(&[last]).is_empty());
        assert_eq!(M::EMPTY.lowest(), M::BITS);
    }

    #[test]
    fn every_width_is_a_set() {
        is_a_set::<u32>();
        is_a_set::<[u64; 1]>();
        is_a_set::<[u64; 4]>();
    }
}
