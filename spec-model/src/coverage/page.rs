//! `firing.md`: where each row fires first, and why some never do.

use std::collections::BTreeMap;

use protocol::Table;

use super::{Firing, Why};
use crate::pages::grid::{Grid, Side};

/// What writes the page.
pub const COMMAND: &str = "cargo xtask coverage --bless";

const WORDS: &str = "\
On how many edges each row fires, and after `@` in which step of the shortest behaviour that has
it. `off`: the profile does not have the row in force. `0`: it never fires, and the last table says
why; the searches of `small` are taken together, with the reason of the one in which the row came
nearest.";

const OFF: &str = "never in force: it asks for one option and against another";

/// The page. Each column is a scope with its profile and what is known of each row.
pub fn page(table: &Table, columns: &[(String, Vec<Firing>)]) -> String {
    let head =
        format!("<!-- written by `{COMMAND}` -->\n\n# Where the rows of {} fire", table.edition);
    let mut text = format!("{head}\n\n{WORDS}\n");
    let mut grids: Vec<(String, Grid)> = Vec::new();
    for (place, row) in table.rows.iter().enumerate() {
        let title = format!("{} at {}", row.process, row.role.name());
        if grids.last().is_none_or(|(known, _)| *known != title) {
            let rule = ("Rule".to_owned(), Side::Left);
            let names = columns.iter().map(|(name, _)| (name.clone(), Side::Right));
            grids.push((title, Grid::new(std::iter::once(rule).chain(names).collect())));
        }
        let cells = columns.iter().map(|(_, rows)| match rows.get(place) {
            Some(Firing::On { edges, step }) => format!("{edges} @ {step:>2}"),
            Some(Firing::Never(_)) => "0".to_owned(),
            Some(Firing::Off) | None => "off".to_owned(),
        });
        if let Some((_, grid)) = grids.last_mut() {
            grid.push(std::iter::once(row.rule.clone()).chain(cells).collect());
        }
    }
    for (title, grid) in &grids {
        text.push_str(&format!("\n## {title}\n\n{}", grid.text()));
    }
    format!("{text}\n## Rows that never fire\n\n{}", never(table, columns))
}

/// Each row that never fires somewhere, with the reason; columns with the same reason together.
fn never(table: &Table, columns: &[(String, Vec<Firing>)]) -> String {
    let names = ["Rule", "Where", "Why"].map(|name| (name.to_owned(), Side::Left));
    let mut grid = Grid::new(names.to_vec());
    for (place, row) in table.rows.iter().enumerate() {
        let mut reasons: BTreeMap<&Why, Vec<&str>> = BTreeMap::new();
        for (name, rows) in columns {
            if let Some(Firing::Never(why)) = rows.get(place) {
                reasons.entry(why).or_default().push(name);
            }
        }
        for (why, names) in reasons {
            let all = names.len() == columns.len();
            let names = if all { "everywhere".to_owned() } else { names.join(", ") };
            grid.push(vec![row.rule.clone(), names, why.to_string()]);
        }
        let is_off =
            |(_, rows): &(String, Vec<Firing>)| matches!(rows.get(place), Some(Firing::Off) | None);
        if columns.iter().all(is_off) {
            grid.push(vec![row.rule.clone(), "everywhere".to_owned(), OFF.to_owned()]);
        }
    }
    if grid.is_empty() { "None.\n".to_owned() } else { grid.text() }
}
