//! Tables with their pipes one below the other, so that a change of one row is a change of one
//! line, and a wrong cell is seen.
//!
//! Changes white space and the length of delimiter rows; never the text of a cell, and nothing
//! outside of tables.

use unicode_width::UnicodeWidthStr;

use crate::inline::{is_delimiter, split_row, text_at};
use crate::lines::{Kind, Line, lines};
use crate::{Diagnostic, Diagnostics, Source, Span};

/// Aligns each table: one space around the widest cell of a column, the others padded to it by
/// the width that a terminal gives them, and the delimiter row as wide. Doing it again changes
/// nothing. A table that would become [absurdly large](MAX_TABLE_BYTES) stays as it is.
pub fn fix(text: &str) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut copied = 0;
    for table in tables(text) {
        let Some(rows) = aligned(&table) else { continue };
        for (line, row) in table.iter().zip(rows) {
            fixed += text.get(copied..line.start).unwrap_or_default();
            fixed += &row;
            copied = line.start + line.text.len();
        }
    }
    fixed += text.get(copied..).unwrap_or_default();
    fixed
}

/// Reports each table that [`fix`] would change, at the first row that it would.
pub fn check(source: &Source, diagnostics: &mut Diagnostics) {
    for table in tables(source.text()) {
        let Some(rows) = aligned(&table) else {
            diagnostics.extend(table.first().map(too_wide));
            continue;
        };
        let mut changed = table.iter().zip(rows).filter(|(line, row)| line.text != row);
        if let Some((first, row)) = changed.next() {
            let count = 1 + changed.count();
            diagnostics.push(unaligned(first, &row, count, source));
        }
    }
}

/// The most bytes that an aligned table has: columns are as wide as their widest cell in each
/// row, so that one long cell in a long table could fill the memory.
pub const MAX_TABLE_BYTES: usize = 4 * Source::MAX_BYTES;

/// The narrowest column: a delimiter cell is three dashes at least.
const MIN_WIDTH: usize = 1;

fn too_wide(header: &Line<'_>) -> Diagnostic {
    let message = "the table is too wide to be aligned: it would have more than 16 MB";
    let span = Span::new(header.start, header.start + header.text.len());
    Diagnostic::error("table-too-wide", span, message)
        .help("each row becomes as wide as the widest cells; shorten these")
}

fn unaligned(line: &Line<'_>, row: &str, count: usize, source: &Source) -> Diagnostic {
    let same = line.text.char_indices().zip(row.chars()).find(|((_, a), b)| a != b);
    let place = same.map_or(line.text.len().min(row.len()), |((at, _), _)| at);
    let rows = if count == 1 { "1 row is".into() } else { format!("{count} rows are") };
    let message = format!("the table is not aligned: {rows} out of line");
    Diagnostic::error("unaligned-table", Span::at(line.start + place), message)
        .label("the first difference is here")
        .help(format!("run: cargo xtask spec --fix {}", source.shell_name()))
}

/// The lines of each table: rows one after the other that begin with the line, the second being a
/// delimiter row. Others are for the reader of the document to complain about.
fn tables(text: &str) -> impl Iterator<Item = Vec<Line<'_>>> {
    let mut lines = lines(text).peekable();
    std::iter::from_fn(move || {
        loop {
            let first = lines.find(|line| line.kind == Kind::Row)?;
            let mut rows = vec![first];
            while let Some(row) = lines.next_if(|line| line.kind == Kind::Row) {
                rows.push(row);
            }
            let flush = rows.iter().all(|row| row.indent() == 0);
            let delimiter = rows.get(1).map(|row| row.text);
            if flush && delimiter.is_some_and(|row| is_delimiter(row, &split_row(row).cells)) {
                return Some(rows);
            }
        }
    })
}

/// The aligned lines; none where they would be too many bytes.
fn aligned(table: &[Line<'_>]) -> Option<Vec<String>> {
    let rows: Vec<Vec<&str>> = table.iter().map(cells).collect();
    let mut widths: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        widths.resize(widths.len().max(row.len()), MIN_WIDTH);
        // The delimiter row has the width of the others, not one of its own.
        for (width, cell) in widths.iter_mut().zip(row).filter(|_| index != 1) {
            *width = (*width).max(cell.width());
        }
    }
    let line_width: usize = widths.iter().map(|width| width + 3).sum();
    if line_width.saturating_mul(rows.len()) > MAX_TABLE_BYTES {
        return None;
    }
    let lines = rows.iter().enumerate().map(|(index, row)| match index {
        1 => joined(row, &widths, delimiter),
        _ => joined(row, &widths, padded),
    });
    Some(lines.collect())
}

fn cells<'a>(line: &Line<'a>) -> Vec<&'a str> {
    split_row(line.text).cells.iter().map(|cell| text_at(line.text, cell)).collect()
}

fn joined(row: &[&str], widths: &[usize], write: impl Fn(&str, usize) -> String) -> String {
    let cells = row.iter().zip(widths).map(|(cell, width)| write(cell, *width) + "|");
    std::iter::once("|".to_owned()).chain(cells).collect()
}

fn padded(cell: &str, width: usize) -> String {
    format!(" {cell}{} ", " ".repeat(width.saturating_sub(cell.width())))
}

/// As wide as a padded cell, its colons kept.
fn delimiter(cell: &str, width: usize) -> String {
    let left = if cell.starts_with(':') { ":" } else { "" };
    let right = if cell.ends_with(':') { ":" } else { "" };
    let dashes = (width + 2).saturating_sub(left.len() + right.len()).max(1);
    format!("{left}{}{right}", "-".repeat(dashes))
}

#[cfg(test)]
mod tests {
    use super::{check, fix};
    use crate::testing::check_pass;
    use expect_test::{Expect, expect};

    fn check_fix(text: &str, expected: Expect) {
        let fixed = fix(text);
        expected.assert_eq(&fixed);
        assert_eq!(fix(&fixed), fixed, "fixing twice changes nothing");
        check_pass(&fixed, check, &expect![[r#""#]]);
    }

    #[test]
    fn columns_get_the_width_of_their_widest_cell() {
        let text = "# T\n|Rule|In|\n|:-|-:|\n|A-1|漢字 é|\n|A-22 | a \\| b\n||\n\n  text  \n";
        check_fix(
            text,
            expect![[r#"
                # T
                | Rule | In     |
                |:-----|-------:|
                | A-1  | 漢字 é |
                | A-22 | a \| b |
                |      |

                  text  
            "#]],
        );
    }

    #[test]
    fn what_is_no_table_stays() {
        let text = "```\n|a|b|\n|-|-|\n```\n\n|a|\n|b|\n\n  |a|\n  |-|\n\n- |a|\n";
        assert_eq!(fix(text), text);
    }

    #[test]
    fn surplus_and_missing_cells_stay() {
        check_fix(
            "|a|b|\n|-|-|\n|1|\n|1|2|three|\n",
            expect![[r#"
                | a | b |
                |---|---|
                | 1 |
                | 1 | 2 | three |
            "#]],
        );
    }

    #[test]
    fn line_ends_and_the_end_stay() {
        assert_eq!(fix("|a|\r\n|-|\r\n|b"), "| a |\r\n|---|\r\n| b |");
        assert_eq!(fix("\u{feff}|a|\n|-|\n"), "\u{feff}| a |\n|---|\n");
    }

    #[test]
    fn each_unaligned_table_is_one_error() {
        let text = "| a |\n|---|\n|b |\n| cc |\n\n| a |\n|---|\n\n| é|\n|---|\n";
        check_pass(
            text,
            check,
            &expect![[r#"
                error[unaligned-table]: the table is not aligned: 3 rows are out of line
                 --> a.md:1:5
                  |
                1 | | a |
                  |     ^ the first difference is here
                  |
                  = help: run: cargo xtask spec --fix a.md

                error[unaligned-table]: the table is not aligned: 1 row is out of line
                 --> a.md:9:4
                  |
                9 | | é|
                  |    ^ the first difference is here
                  |
                  = help: run: cargo xtask spec --fix a.md
            "#]],
        );
    }

    #[test]
    fn a_table_too_wide_is_refused() {
        let wide = "x".repeat(16_000);
        let text = format!("|{wide}|\n|---|\n{}", "|a|\n".repeat(2_000));
        assert_eq!(fix(&text), text);
        check_pass(
            &text,
            check,
            &expect![[r#"
                error[table-too-wide]: the table is too wide to be aligned: it would have more than 16 MB
                 --> a.md:1:1
                  |
                1 | |xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  |
                  = help: each row becomes as wide as the widest cells; shorten these
            "#]],
        );
    }
}
