//! Lines that begin with a pipe, put together to a table.
//!
//! Markdown renderers pad a row that is too short, cut one that is too long, and show rows without
//! a delimiter row as prose. Here each of these is an error, and reading goes on with what was
//! most likely meant.

mod faults;

use std::collections::BTreeMap;

use crate::inline::{Split, is_delimiter, is_delimiter_cell, split_row, text_at};
use crate::lines::Line;
use crate::{Cell, Diagnostic, Diagnostics, Row, Span, Table, TableId, quote};

/// What stands before the first of the rows.
pub(crate) enum Before<'a> {
    /// A heading, code, or an empty line after anything but a table.
    Nothing,
    /// A line of prose, without an empty line in between.
    Text,
    /// A table and an empty line.
    Table(&'a mut Table),
}

/// Reads rows that stand one below the other. Rows that only a stray empty line parts from the
/// table above are reported and added to it.
pub(crate) fn read(
    lines: &[Line<'_>],
    id: TableId,
    before: Before<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let raw: Vec<_> = lines.iter().map(|line| Raw { line, split: split_row(line.text) }).collect();
    diagnostics.extend(raw.iter().find_map(Raw::indented));
    diagnostics.extend(raw.iter().filter_map(Raw::unclosed));
    diagnostics.extend(raw.iter().filter_map(Raw::bare_pipe));
    let (first, rest) = raw.split_first()?;
    if first.is_delimiter() {
        diagnostics.push(faults::headless(first));
        return None;
    }
    let mut table = Table { id, header: first.row(), rows: Vec::new() };
    match (rest.split_first(), before) {
        (Some((delimiter, body)), before) if delimiter.resembles_delimiter() => {
            if let Before::Text = before {
                diagnostics.push(faults::after_text(first));
            }
            check_header(&table.header, diagnostics);
            check_delimiter(delimiter, &table.header, diagnostics);
            add_rows(&mut table, body, diagnostics);
            Some(table)
        }
        (_, Before::Table(above)) => {
            diagnostics.push(faults::cut_off(first, raw.len(), above));
            add_rows(above, &raw, diagnostics);
            None
        }
        (Some(_), Before::Nothing) => {
            diagnostics.push(faults::without_delimiter(first));
            check_header(&table.header, diagnostics);
            add_rows(&mut table, rest, diagnostics);
            Some(table)
        }
        (_, Before::Text) | (None, Before::Nothing) => {
            diagnostics.push(faults::stray(first, raw.len()));
            None
        }
    }
}

/// A line and its cells, before it is known what they are.
struct Raw<'a> {
    line: &'a Line<'a>,
    split: Split,
}

impl Raw<'_> {
    fn cell_text(&self, index: usize) -> &str {
        self.split.cells.get(index).map_or("", |cell| text_at(self.line.text, cell))
    }

    fn span(&self) -> Span {
        let start = self.line.start + self.line.indent();
        Span::new(start, start + self.line.trimmed().len())
    }

    fn row(&self) -> Row {
        let cell = |range| Cell {
            text: text_at(self.line.text, range).to_owned(),
            span: Span::within(self.line.start, range),
        };
        let cells = self.split.cells.iter().map(cell).collect();
        Row { cells, span: self.span(), sound: self.split.bare_pipes.is_empty() }
    }

    fn is_delimiter(&self) -> bool {
        is_delimiter(self.line.text, &self.split.cells)
    }

    /// Whether the row is meant as a delimiter row, although a cell may be wrong. A lone dash is a
    /// usual word for "nothing", so three are asked for.
    fn resembles_delimiter(&self) -> bool {
        let cells = 0..self.split.cells.len();
        let is_clear = |text: &str| is_delimiter_cell(text) && text.len() >= 3;
        self.is_delimiter() || cells.into_iter().any(|cell| is_clear(self.cell_text(cell)))
    }
}

fn add_rows(table: &mut Table, rows: &[Raw<'_>], diagnostics: &mut Diagnostics) {
    for raw in rows {
        if raw.split.cells.iter().all(|cell| text_at(raw.line.text, cell).len() >= 3)
            && raw.is_delimiter()
        {
            let message = "a second delimiter row in one table";
            let error = raw.error("extra-delimiter", raw.span(), message);
            diagnostics.push(error.help("delete it, or put an empty line before a new header"));
            continue;
        }
        let mut row = raw.row();
        if raw.split.bare_pipes.is_empty()
            && let Some(error) = faults::wrong_count(raw, &row, &table.header, "the row")
        {
            row.sound = false;
            diagnostics.push(error);
        }
        row.cells.truncate(table.header.cells.len());
        table.rows.push(row);
    }
}

fn check_header(header: &Row, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for (index, cell) in header.cells.iter().enumerate() {
        if cell.text.is_empty() {
            let message = format!("column {} has no name", index + 1);
            let error = Diagnostic::error("unnamed-column", cell.span, message);
            diagnostics.push(error.label("name it"));
            continue;
        }
        let first = *seen.entry(cell.text.as_str()).or_insert(cell.span);
        if first != cell.span {
            let message = format!("two columns are called {}", quote(&cell.text));
            diagnostics.push(
                Diagnostic::error("duplicate-column", cell.span, message)
                    .label("the other one")
                    .related(first, "the first one"),
            );
        }
    }
    if header.cells.is_empty() {
        let error = Diagnostic::error("unnamed-column", header.span, "the header has no columns");
        diagnostics.push(error);
    }
}

fn check_delimiter(raw: &Raw<'_>, header: &Row, diagnostics: &mut Diagnostics) {
    let row = raw.row();
    for cell in row.cells.iter().filter(|cell| !is_delimiter_cell(&cell.text)) {
        let message = format!("{} is no part of a delimiter row", quote(&cell.text));
        let error = Diagnostic::error("malformed-delimiter", cell.span, message);
        diagnostics.push(error.label("write ---"));
    }
    let error = faults::wrong_count(raw, &row, header, "the delimiter row");
    diagnostics.extend(error.map(|error| Diagnostic { row: None, ..error }));
}

#[cfg(test)]
mod tests;
