//! The searches in which mutants are followed, from the quickest to the largest.

use world::{Extent, Fault, Scope};

use super::search::Asked;

/// A search.
pub struct Rung {
    /// Which ones come first.
    pub height: Height,
    /// Its bounds, with the name under which results tell of it.
    pub scope: Scope,
}

/// Kinds of searches, the quickest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Height {
    /// One delegation of one kind, with one fault of one kind or none: a part of `story` or of
    /// `small`, in which a property may still hold that is violated in the whole.
    Cell,
    /// `story`.
    Story,
    /// One of the searches of `small`.
    Small,
}

impl Height {
    /// What is asked of such a search.
    pub fn asked(self) -> Asked {
        match self {
            Height::Cell | Height::Story => Asked::All,
            Height::Small => Asked::States,
        }
    }
}

/// All of them, in their order.
pub fn rungs() -> Vec<Rung> {
    let mut rungs = Vec::new();
    let calm = Scope::named("story").unwrap_or_default();
    let small = Scope::named("small").unwrap_or_default();
    for scope in calm.iter().chain(&small) {
        let fault = scope.name.strip_prefix("small/").unwrap_or("no fault");
        cells(scope, fault, &mut rungs);
    }
    rungs.extend(calm.into_iter().map(|scope| Rung { height: Height::Story, scope }));
    // The smaller ones first.
    let order = [Fault::Unclear, Fault::Refusal, Fault::Loss, Fault::Crash, Fault::Duplicate];
    rungs.extend(order.into_iter().filter_map(|fault| {
        let scope = small.get(fault as usize)?.clone();
        Some(Rung { height: Height::Small, scope })
    }));
    rungs
}

fn cells(scope: &Scope, fault: &str, rungs: &mut Vec<Rung>) {
    for n in 0..16 {
        let side = |bit: u32| if n >> bit & 1 == 0 { Extent::First } else { Extent::Second };
        let (approach, full, initiator, initial) = (side(3), side(2), side(1), side(0));
        let word =
            |side: Extent, words: [&'static str; 2]| words[usize::from(side != Extent::First)];
        let name = format!(
            "one {} delegation by {}, from {}, device {}, {fault}",
            word(full, ["partial", "full"]),
            word(approach, ["account", "URL"]),
            word(initiator, ["DMS-1", "DMS-2"]),
            word(initial, ["untouched", "bootstrapped"]),
        );
        let bounds =
            Scope { name, delegations: 1, approach, full, initiator, initial, ..scope.clone() };
        rungs.push(Rung { height: Height::Cell, scope: bounds });
    }
}
