//! `coverage.md`: on how many edges each rule fired.

use protocol::{RowId, Table};

use super::grid::{Grid, Side};
use super::{Count, counts, head};
use crate::check::Checked;

const WORDS: &str = "\
On how many edges each rule fired, in the searches of `story` and of `small` and under both
profiles: all options on, none on. `off` where the profile does not have the row in force.";

/// The cell of a row that the profile does not have in force.
pub const OFF: &str = "off";

/// The page. A scope that was not searched under a profile has no column.
pub fn coverage(table: &Table, searched: &[(&str, Checked)]) -> String {
    let counts: Vec<_> = counts(searched).collect();
    let mut text = head(&format!("Coverage of {}", table.edition), WORDS);
    let mut title = String::new();
    let mut grid = grid(&counts);
    for (n, row) in table.rows.iter().enumerate() {
        let own = format!("{} at {}", row.process, row.role.name());
        if own != title {
            text.push_str(&section(&title, &grid));
            (title, grid) = (own, self::grid(&counts));
        }
        let words = [row.rule.clone(), row.text.clone(), row.basis.to_string()];
        let fired = counts.iter().map(|count| fired(count.checked, RowId(n as u16)));
        grid.push(words.into_iter().chain(fired).collect());
    }
    text + &section(&title, &grid)
}

fn grid(counts: &[Count<'_>]) -> Grid {
    let words = ["Rule", "Text", "Basis"].map(|name| (name.to_owned(), Side::Left));
    let numbers = counts.iter().map(|count| (count.name.clone(), Side::Right));
    Grid::new(words.into_iter().chain(numbers).collect())
}

fn section(title: &str, grid: &Grid) -> String {
    if grid.is_empty() { String::new() } else { format!("\n## {title}\n\n{}", grid.text()) }
}

fn fired(checked: &Checked, row: RowId) -> String {
    let mut rules = checked.runs.iter().flat_map(|run| run.moves.program.rules());
    if rules.any(|rule| rule.row == row) { checked.fired(row).to_string() } else { OFF.to_owned() }
}
