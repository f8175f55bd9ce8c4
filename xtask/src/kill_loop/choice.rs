//! A sample that is the same for the same seed.

/// Takes so many of them, in their order.
pub fn sample<T>(mut all: Vec<T>, most: usize, seed: u64) -> Vec<T> {
    let mut state = seed;
    while all.len() > most {
        let place = next(&mut state) % all.len() as u64;
        all.remove(usize::try_from(place).unwrap_or(0));
    }
    all
}

/// SplitMix64, which needs nothing but a number.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_seed_gives_one_sample_and_another_seed_another() {
        let of = |seed| sample((0..100).collect(), 5, seed);
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert!(of(1).is_sorted() && of(1).len() == 5);
        assert_eq!(sample(vec![1, 2], 5, 1), [1, 2]);
    }
}
