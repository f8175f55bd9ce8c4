//! Rows of terminal cells: text is put at columns, later text over earlier text.

use super::Color;
use crate::wrap::{char_width, width};

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Faint,
    Strong,
    State,
    Rule,
    Message,
    Device,
    Flight,
    Trouble,
}

impl Ink {
    /// The parameters of the escape sequence that selects this ink: the terminal's own palette,
    /// so that dark and light terminals both stay readable.
    fn parameters(self) -> &'static str {
        match self {
            Ink::Plain => "0",
            Ink::Faint => "2",
            Ink::Strong => "1",
            Ink::State => "1;35",
            Ink::Rule => "36",
            Ink::Message => "34",
            Ink::Device => "32",
            Ink::Flight => "33",
            Ink::Trouble => "1;31",
        }
    }
}

/// A cell's character with its combining marks; empty in the second half of a wide character.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    ink: Ink,
}

/// One line of the chart.
#[derive(Clone, Debug)]
pub(super) struct Row {
    cells: Vec<Cell>,
}

impl Row {
    pub(super) fn new(columns: usize) -> Row {
        Row { cells: vec![blank(); columns] }
    }

    /// Puts text at a column. What does not fit on the row is cut off.
    pub(super) fn put(&mut self, column: usize, text: &str, ink: Ink) {
        let mut at = column;
        for c in text.chars().filter(|c| !c.is_control()) {
            let columns = char_width(c);
            if columns == 0 {
                self.combine(at, column, c);
                continue;
            }
            if at + columns > self.cells.len() {
                return;
            }
            self.clear(at, columns);
            self.cells[at] = Cell { text: c.to_string(), ink };
            for half in &mut self.cells[at + 1..at + columns] {
                *half = Cell { text: String::new(), ink };
            }
            at += columns;
        }
    }

    /// Whether these columns show nothing. Columns outside of the row show nothing, but are not
    /// free.
    pub(super) fn is_free(&self, column: usize, columns: usize) -> bool {
        let cells = self.cells.get(column..column + columns);
        cells.is_some_and(|cells| cells.iter().all(|cell| cell.text == " "))
    }

    /// The row as a line without trailing space.
    pub(super) fn line(&self, color: Color) -> String {
        let end = self.cells.iter().rposition(|cell| cell.text.trim() != "").map_or(0, |at| at + 1);
        let mut line = String::new();
        let mut ink = Ink::Plain;
        for cell in &self.cells[..end] {
            if color == Color::Always && cell.ink != ink && cell.text != " " {
                line.push_str("\u{1b}[0");
                if cell.ink != Ink::Plain {
                    line.push(';');
                    line.push_str(cell.ink.parameters());
                }
                line.push('m');
                ink = cell.ink;
            }
            line.push_str(&cell.text);
        }
        if ink != Ink::Plain {
            line.push_str("\u{1b}[0m");
        }
        line
    }

    /// Adds a mark to the character before the column, if this text has put one.
    fn combine(&mut self, at: usize, start: usize, mark: char) {
        let before = self.cells.get_mut(start..at).into_iter().flatten();
        if let Some(cell) = before.rev().find(|cell| !cell.text.is_empty()) {
            cell.text.push(mark);
        }
    }

    /// Blanks columns, and with them the other half of a wide character that they cut.
    fn clear(&mut self, column: usize, columns: usize) {
        let halved = self.cells[column].text.is_empty();
        if let Some(first) = column.checked_sub(1).filter(|_| halved) {
            self.cells[first] = blank();
        }
        for cell in &mut self.cells[column..column + columns] {
            *cell = blank();
        }
        let rest = self.cells[column + columns..].iter_mut();
        rest.take_while(|cell| cell.text.is_empty()).for_each(|cell| *cell = blank());
    }
}

fn blank() -> Cell {
    Cell { text: " ".to_owned(), ink: Ink::Plain }
}

/// Blocks of lines, each centred on a column, in as few rows as they can stand in without
/// touching: gives row and column of every block.
pub(super) fn stack(blocks: &[(usize, Vec<String>)], area: (usize, usize)) -> Vec<(usize, usize)> {
    let mut placed: Vec<(usize, usize)> = Vec::new();
    for (index, (centre, lines)) in blocks.iter().enumerate() {
        let columns = block_width(lines);
        let last = area.1.saturating_sub(columns).max(area.0);
        let column = centre.saturating_sub(columns / 2).clamp(area.0, last);
        let touches = |row: usize| {
            placed.iter().zip(&blocks[..index]).any(|(&(other_row, other_column), (_, other))| {
                let apart = column + columns < other_column
                    || other_column + block_width(other) < column
                    || row + lines.len() <= other_row
                    || other_row + other.len() <= row;
                !apart
            })
        };
        let mut row = 0;
        while touches(row) {
            row += 1;
        }
        placed.push((row, column));
    }
    placed
}

fn block_width(lines: &[String]) -> usize {
    lines.iter().map(|line| width(line)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn later_text_covers_earlier_text_and_cuts_wide_characters() {
        let mut row = Row::new(12);
        row.put(0, "漢字漢字", Ink::Plain);
        row.put(3, "ab", Ink::Plain);
        row.put(9, "e\u{301}x\u{1b}[2J", Ink::Plain);
        expect!["漢 ab 字 éx["].assert_eq(&row.line(Color::Never));
    }

    #[test]
    fn ink_changes_only_where_something_is_seen() {
        let mut row = Row::new(20);
        row.put(0, "a  b", Ink::Strong);
        row.put(6, "c", Ink::Plain);
        row.put(8, "d ", Ink::Trouble);
        expect!["^[0;1ma  b  ^[0mc ^[0;1;31md^[0m"]
            .assert_eq(&row.line(Color::Always).replace('\u{1b}', "^"));
    }

    #[test]
    fn blocks_that_would_touch_go_below_each_other() {
        let block = |centre, text: &str| (centre, vec![text.to_owned()]);
        let blocks = [block(3, "[aaaaaa]"), block(10, "[bbbb]"), block(19, "[cccc]")];
        expect!["[(0, 0), (1, 7), (0, 14)]"].assert_eq(&format!("{:?}", stack(&blocks, (0, 20))));
    }
}
