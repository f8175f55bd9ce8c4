//! Which states need only the steps of one cell: ample sets.
//!
//! The argument stands in `docs/decisions/0006-joint.md`; each condition here has its name there.

use super::budget::Spent;
use super::cell::Cell;
use super::check::is_visible;
use super::explore::Relation;
use super::scope::Kind;

/// What a cell may still do from a state on, whatever the other one does.
#[derive(Clone, Copy, Default, PartialEq)]
struct Future {
    /// The most exchanges that it may have in flight; and if no fault happens any more.
    wire: u8,
    calm_wire: u8,
    /// The kinds of faults that it may spend, one bit each.
    kinds: u8,
    /// It may take the account of DMS-1 away.
    bereaves: bool,
}

/// Decides about ample sets.
pub(crate) struct Ample {
    futures: Vec<Future>,
}

impl Ample {
    pub(super) fn new(relation: &Relation<'_>) -> Ample {
        Ample { futures: futures(relation.cell, relation.kind) }
    }

    /// Whether the steps of the cell that is in `state` are an ample set while the other cell is in
    /// `other`: C0 to C2. The search itself sees to C3.
    pub(super) fn is_ample(
        &self,
        relation: &Relation<'_>,
        state: u32,
        other: u32,
        spent: Spent,
    ) -> bool {
        let Relation { cell, kind, ref budget, in_flight } = *relation;
        let theirs = self.futures[other as usize];
        let left = budget.left(spent);
        if kind == Kind::ThreeServers && theirs.bereaves {
            return false;
        }
        let room = if left == 0 { theirs.calm_wire } else { theirs.wire };
        let wire = |state: u32| cell.locals[state as usize].wire;
        let mut enabled = false;
        for edge in cell.edges(state).iter().filter(|edge| !edge.is_loop(state)) {
            if budget.spend(spent, edge.cost).is_none() {
                // Nobody gives a fault back: it stays forbidden.
                continue;
            }
            let competes = edge.cost.0 != 0 && theirs.kinds & left != 0;
            let crowds =
                wire(edge.to) > wire(state) && usize::from(wire(edge.to) + room) > in_flight;
            let told = kind == Kind::ThreeServers
                && (cell.bereaves(state, edge) || is_visible(cell, state, edge.to));
            if competes || crowds || told {
                return false;
            }
            enabled = true;
        }
        enabled
    }
}

/// The futures of all states: what stands at a state or at one that it leads to.
fn futures(cell: &Cell, kind: Kind) -> Vec<Future> {
    let mut futures: Vec<Future> = cell
        .locals
        .iter()
        .map(|local| Future { wire: local.wire, calm_wire: local.wire, ..Future::default() })
        .collect();
    // States are numbered from the initial ones on: from the last to the first, few rounds do.
    let mut changed = true;
    while changed {
        changed = false;
        for state in (0..cell.worlds.len() as u32).rev() {
            let mut mine = futures[state as usize];
            for edge in cell.edges(state) {
                let next = futures[edge.to as usize];
                mine.wire = mine.wire.max(next.wire);
                mine.kinds |= next.kinds | edge.cost.kinds();
                if edge.cost.0 == 0 {
                    mine.calm_wire = mine.calm_wire.max(next.calm_wire);
                }
                mine.bereaves |=
                    next.bereaves || kind == Kind::ThreeServers && cell.bereaves(state, edge);
            }
            changed |= mine != futures[state as usize];
            futures[state as usize] = mine;
        }
    }
    futures
}
