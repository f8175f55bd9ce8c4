//! What is wrong with the rows of a table, in words.

use super::Raw;
use crate::{Diagnostic, Row, Span, Table, quote};

impl Raw<'_> {
    pub(super) fn error(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        let name = self.cell_text(0);
        let name = (!name.is_empty() && !self.is_delimiter()).then_some(name);
        Diagnostic::error(code, span, message).row(name)
    }

    pub(super) fn indented(&self) -> Option<Diagnostic> {
        let indent = Span::new(self.line.start, self.line.start + self.line.indent());
        (self.line.indent() > 0).then(|| {
            let message = "a table's row is indented, which makes it code or part of a list";
            self.error("indented-row", indent, message).help("begin the line with the pipe")
        })
    }

    pub(super) fn unclosed(&self) -> Option<Diagnostic> {
        (!self.split.closed).then(|| {
            let message = "the row does not end with a pipe";
            self.error("unclosed-row", Span::at(self.span().end), message).label(
                match self.line.trimmed().ends_with('|') {
                    true => "the pipe before this is text, by a \\ or a backtick before it",
                    false => "write | here",
                },
            )
        })
    }

    pub(super) fn bare_pipe(&self) -> Option<Diagnostic> {
        self.split.bare_pipes.first().map(|pipe| {
            let place = self.line.start + pipe;
            let message = "a pipe in backticks: renderers end the cell here";
            self.error("bare-pipe", Span::new(place, place + 1), message)
                .help("write \\| for a pipe, or close the backticks before it")
        })
    }
}

/// A missing or surplus cell, which renderers would not show.
pub(super) fn wrong_count(
    raw: &Raw<'_>,
    row: &Row,
    header: &Row,
    what: &str,
) -> Option<Diagnostic> {
    let (cells, columns) = (row.cells.len(), header.cells.len());
    let counts = format!("{} here, {}", count(cells, "cell"), count(columns, "column"));
    if let Some(column) = header.cells.get(cells) {
        let names = header.cells.iter().skip(cells).map(|cell| quote(&cell.text));
        let message = match columns - cells {
            1 => format!("{what} has no cell for the column {}", quote(&column.text)),
            _ => format!("{what} has no cells for the columns {}", listed(names)),
        };
        let last = Span::new(raw.span().end.saturating_sub(1), raw.span().end);
        return Some(
            raw.error("missing-cell", last, message)
                .label(counts)
                .related(column.span, "the first column without a cell")
                .help(match raw.is_delimiter() {
                    true => "write one --- for each column",
                    false => "a cell may be empty, but not left out",
                }),
        );
    }
    let surplus = row.cells.get(columns)?;
    let message = match cells - columns {
        1 => format!("{what} has a cell without a column: {}", quote(&surplus.text)),
        _ => format!(
            "{what} has cells without a column: {}",
            listed(row.cells.iter().skip(columns).map(|cell| quote(&cell.text)))
        ),
    };
    let span = surplus.span.to(row.cells.last()?.span);
    Some(raw.error("extra-cell", span, message).label(counts).help(match raw.is_delimiter() {
        true => "write one --- for each column",
        false => "write \\| for a pipe within a cell",
    }))
}

pub(super) fn headless(first: &Raw<'_>) -> Diagnostic {
    first
        .error("missing-header", first.span(), "a delimiter row without a header above it")
        .help("write the names of the columns in the line above")
}

pub(super) fn after_text(first: &Raw<'_>) -> Diagnostic {
    Diagnostic::error(
        "table-after-text",
        Span::at(first.span().start),
        "a table directly after text",
    )
    .label("put an empty line before this one")
}

pub(super) fn without_delimiter(first: &Raw<'_>) -> Diagnostic {
    let cells = "---|".repeat(first.split.cells.len());
    Diagnostic::error("missing-delimiter", first.span(), "the table has no delimiter row")
        .label("if this is its header")
        .help(format!("write |{cells} in the next line"))
}

pub(super) fn cut_off(first: &Raw<'_>, rows: usize, above: &Table) -> Diagnostic {
    let message = match rows {
        1 => "a row that an empty line cuts off from its table".to_owned(),
        _ => format!("{rows} rows that an empty line cuts off from their table"),
    };
    let end = above.rows.last().unwrap_or(&above.header).span;
    first
        .error("stray-row", first.span(), message)
        .related(Span::at(end.start), "the table above ends here")
        .help("delete the empty line; or, if a new table begins, write a delimiter row")
}

pub(super) fn stray(first: &Raw<'_>, rows: usize) -> Diagnostic {
    let message = match rows {
        1 => "a row that belongs to no table".to_owned(),
        _ => format!("{rows} rows that belong to no table"),
    };
    first
        .error("stray-row", first.span(), message)
        .help("a table is an empty line, a header, a delimiter row |---|---|, and rows")
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// The most names that a message lists.
const MAX_LISTED: usize = 5;

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let left_out = names.len().saturating_sub(MAX_LISTED);
    let mut shown: Vec<_> = names.take(MAX_LISTED).collect();
    if left_out > 0 {
        shown.push(format!("and {left_out} more"));
    }
    shown.join(", ")
}
