//! `receptions.md`: what nobody described.

use std::collections::BTreeMap;

use protocol::{Role, StateId, Table, Trigger};
use world::GapKind;

use super::grid::{Grid, Side};
use super::{Count, counts, head};
use crate::check::Checked;

const WORDS: &str = "\
What a server meets in a state and no row describes: a *reception*, for which no row applies, and an
*answer*, for which the one who asked has no row, nor for getting none. The numbers are of edges, in
the searches of `story` and of `small` and under both profiles: all options on, none on.";

/// A gap without its role: state, event, kind.
type Place = (StateId, Trigger, GapKind);

/// The page. A scope that was not searched under a profile has no column.
pub fn receptions(table: &Table, searched: &[(&str, Checked)]) -> String {
    let counts: Vec<_> = counts(searched).collect();
    let mut text = head(&format!("What {} does not describe", table.edition), WORDS);
    for role in Role::ALL {
        let words = ["State", "Event", "Kind"].map(|name| (name.to_owned(), Side::Left));
        let numbers = counts.iter().map(|count| (count.name.clone(), Side::Right));
        let mut grid = Grid::new(words.into_iter().chain(numbers).collect());
        for ((state, on, kind), edges) in gaps(&counts, role) {
            let state = &table.states[role.index()][usize::from(state.0)].name;
            let kind = if kind == GapKind::Answer { "answer" } else { "reception" };
            let words = [state.clone(), table.trigger_words(role, on), kind.to_owned()];
            grid.push(words.into_iter().chain(edges.iter().map(u64::to_string)).collect());
        }
        let nothing = || "Nothing: all that it meets is described.\n".to_owned();
        let body = if grid.is_empty() { nothing() } else { grid.text() };
        text.push_str(&format!("\n## {}\n\n{body}", role.name()));
    }
    text
}

/// What happens to a role and is not described, with the number of edges for each column.
fn gaps(counts: &[Count<'_>], role: Role) -> BTreeMap<Place, Vec<u64>> {
    let mut gaps: BTreeMap<Place, Vec<u64>> = BTreeMap::new();
    for (column, count) in counts.iter().enumerate() {
        for (gap, spotted) in count.checked.runs.iter().flat_map(|run| &run.tally.gaps) {
            if gap.role == role && gap.kind != GapKind::Ambiguous {
                let place = (gap.state, gap.trigger, gap.kind);
                gaps.entry(place).or_insert_with(|| vec![0; counts.len()])[column] += spotted.edges;
            }
        }
    }
    gaps
}
