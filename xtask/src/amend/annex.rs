//! The rows of a change request: of those that change only what changes, of the others all.

use spec::amend::Difference;
use spec::diff::{Change, Changed, Fate, Item, Kind};

use super::page::{escaped, grid};

/// The section with the rows.
pub fn annex(changes: &[Difference]) -> String {
    let mut text = "\n## Annex: the rows\n".to_owned();
    for kind in Kind::ALL {
        let rows = changes.iter().flat_map(|change| &change.rows);
        let rows: Vec<&Changed> = rows.filter(|row| row.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let [_, many] = kind.word();
        let mut heading = many.to_owned();
        if let Some(first) = heading.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        text.push_str(&format!("\n### {heading}\n"));
        let of = |wanted: &[Change]| -> Vec<&Changed> {
            rows.iter().copied().filter(|row| wanted.contains(&row.change())).collect()
        };
        text.push_str(&changed(&of(&[Change::Changed, Change::Renamed])));
        let added: Vec<&Item> =
            of(&[Change::Added]).iter().filter_map(|row| row.new.as_ref()).collect();
        let removed: Vec<&Item> =
            of(&[Change::Removed]).iter().filter_map(|row| row.old.as_ref()).collect();
        text.push_str(&whole("Added", &added));
        text.push_str(&whole("Removed", &removed));
    }
    text
}

/// The cells that differ, before and after, what differs in them marked.
fn changed(rows: &[&Changed]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = grid(&["Name", "Column", "Before", "After"], &[]);
    for row in rows {
        let mut name = row.new.as_ref().map_or_else(|| row.name.clone(), Item::title);
        for change in &row.cells {
            let side = |own: Fate| {
                let words = change.words.iter();
                let words = words.filter(|word| word.fate == own || word.fate == Fate::Kept);
                let marked = |word: &spec::diff::Word| match word.fate {
                    Fate::Kept => word.text.clone(),
                    Fate::Gone | Fate::New => format!("**{}**", word.text),
                };
                words.map(marked).collect::<Vec<_>>().join(" ")
            };
            let cells = [name.clone(), change.column.clone(), side(Fate::Gone), side(Fate::New)];
            table.push(cells.iter().map(|cell| escaped(cell)).collect());
            name.clear();
        }
    }
    format!("\nChanged:\n\n{}", table.text())
}

/// Rows that only one of the documents has.
fn whole(title: &str, rows: &[&Item]) -> String {
    let Some(first) = rows.first() else { return String::new() };
    let columns: Vec<&str> =
        ["Name"].into_iter().chain(first.cells.iter().map(|(column, _)| column.as_str())).collect();
    let mut table = grid(&columns, &[]);
    for row in rows {
        let cells = columns.iter().skip(1).map(|column| escaped(row.cell(column)));
        table.push([row.title()].into_iter().chain(cells).collect());
    }
    format!("\n{title}:\n\n{}", table.text())
}
