//! The 2012 edition with other rows.

use spec::align;

/// Its text.
pub fn original() -> &'static str {
    let (_, text) = editions::all().iter().find(|(name, _)| *name == "2012-candidate").expect("it");
    text
}

/// Its text with other cells: rule, column, what stands there.
pub fn changed(cells: &[(&str, &str, &str)]) -> String {
    let mut text = original().to_owned();
    for (rule, column, with) in cells {
        text = cell(&text, rule, column, with);
    }
    align::fix(&text)
}

fn cell(text: &str, rule: &str, column: &str, with: &str) -> String {
    const COLUMNS: [&str; 8] = ["Rule", "In", "On", "If", "Do", "Then", "Text", "Basis"];
    let place = COLUMNS.iter().position(|it| *it == column).expect("there is that column");
    let is_row = |line: &&str| line.split('|').nth(1).is_some_and(|cell| cell.trim() == rule);
    let row = text.lines().find(|line| line.len() > 60 && is_row(line)).expect("there is that row");
    let mut cells: Vec<String> = row.split('|').map(str::to_owned).collect();
    cells[place + 1] = format!(" {with} ");
    text.replacen(row, &cells.join("|"), 1)
}
