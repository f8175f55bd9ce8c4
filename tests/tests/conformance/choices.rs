//! Choices of options under which each case can be played.

use std::collections::{BTreeMap, BTreeSet};

use conformance_case::{Book, Case};

/// What a server is told of its options.
pub type Options = BTreeMap<String, bool>;

/// All cases.
pub fn book() -> Book {
    conformance::cases("2012-candidate").expect("there are cases")
}

/// All options, none, and as few others as there have to be; each with the cases that are played
/// under it and under none before.
pub fn all(book: &Book) -> Vec<(Options, Vec<String>)> {
    let names = |case: &Case| case.with.iter().chain(&case.without).cloned().collect::<Vec<_>>();
    let known: BTreeSet<String> = book.cases.iter().flat_map(names).collect();
    let mut left: Vec<&Case> = book.cases.iter().collect();
    let mut chosen = Vec::new();
    for value in [true, false] {
        let options: Options = known.iter().map(|name| (name.clone(), value)).collect();
        chosen.push(take(options, &mut left));
    }
    while !left.is_empty() {
        let mut options: Options = known.iter().map(|name| (name.clone(), true)).collect();
        let mut wanted = Options::new();
        for case in &left {
            let own = of(case);
            if own.iter().all(|(name, value)| wanted.get(name).is_none_or(|it| it == value)) {
                wanted.extend(own);
            }
        }
        options.extend(wanted);
        chosen.push(take(options, &mut left));
    }
    chosen
}

/// The options that a case asks for.
pub fn of(case: &Case) -> Options {
    let with = case.with.iter().map(|name| (name.clone(), true));
    with.chain(case.without.iter().map(|name| (name.clone(), false))).collect()
}

fn take(options: Options, left: &mut Vec<&Case>) -> (Options, Vec<String>) {
    let fits = |case: &Case| of(case).iter().all(|(name, value)| options.get(name) == Some(value));
    let (taken, rest) = left.iter().copied().partition(|case| fits(case));
    *left = rest;
    let taken: Vec<&Case> = taken;
    (options, taken.iter().map(|case| case.id.clone()).collect())
}
