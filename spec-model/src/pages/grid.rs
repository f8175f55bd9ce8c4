//! Tables of Markdown with their pipes one below the other.

/// The side on which the cells of a column begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: its columns, then its rows, each with as many cells.
pub struct Grid {
    columns: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// A table without rows.
    pub fn new(columns: Vec<(String, Side)>) -> Grid {
        Grid { columns, rows: Vec::new() }
    }

    /// One more row.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines of the table.
    pub fn text(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let widths: Vec<usize> = (0..names.len()).map(|place| self.width(place)).collect();
        let sides = || self.columns.iter().map(|(_, side)| *side).zip(&widths);
        let mut text = line(&names, sides());
        for (side, width) in sides() {
            text.push_str(&match side {
                Side::Left => format!("|{}", "-".repeat(width + 2)),
                Side::Right => format!("|{}:", "-".repeat(width + 1)),
            });
        }
        text.push_str("|\n");
        text.extend(self.rows.iter().map(|row| line(row, sides())));
        text
    }

    fn width(&self, place: usize) -> usize {
        let name = self.columns.get(place).map(|(name, _)| name);
        let cells = self.rows.iter().filter_map(|row| row.get(place)).chain(name);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
    }
}

fn line<'a>(cells: &[String], sides: impl Iterator<Item = (Side, &'a usize)>) -> String {
    let cells = cells.iter().zip(sides).map(|(cell, (side, width))| match side {
        Side::Left => format!("| {cell:<width$} "),
        Side::Right => format!("| {cell:>width$} "),
    });
    cells.collect::<String>() + "|\n"
}
