//! What each fault of a table is called, and what is read in spite of it.

use crate::testing::check_pass;
use expect_test::{Expect, expect};

/// Checks the messages, and what was read in spite of the faults.
fn check(text: &str, rows: &[&[&str]], expected: &Expect) {
    let pass = |source: &_, diagnostics: &mut _| {
        let document = crate::scan(source, diagnostics);
        let read = document.tables().flat_map(|(_, table)| {
            assert!(table.rows.iter().all(|row| row.cells.len() <= table.header.cells.len()));
            [&table.header].into_iter().chain(&table.rows)
        });
        let read: Vec<Vec<_>> =
            read.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(read, rows);
    };
    check_pass(text, pass, expected);
}

#[test]
fn missing_and_extra_cells_name_the_column() {
    check(
        "| Rule | In | On | If |\n|---|---|---|\n| A-1 | idle | x |\n| A-2 |\n\
         | A-3 | a | b | c | d | e |\n| A-4 | a | b | c | d |\n",
        &[
            &["Rule", "In", "On", "If"],
            &["A-1", "idle", "x"],
            &["A-2"],
            &["A-3", "a", "b", "c"],
            &["A-4", "a", "b", "c"],
        ],
        &expect![[r#"
            error[missing-cell]: the delimiter row has no cell for the column `If`
             --> a.md:2:13
              |
            1 | | Rule | In | On | If |
              |                    -- the first column without a cell
            2 | |---|---|---|
              |             ^ 3 cells here, 4 columns
              |
              = help: write one --- for each column

            error[missing-cell]: the row has no cell for the column `If`
             --> a.md:3:18
              |
            1 | | Rule | In | On | If |
              |                    -- the first column without a cell
            2 | |---|---|---|
            3 | | A-1 | idle | x |
              |                  ^ 3 cells here, 4 columns
              |
              = row: A-1
              = help: a cell may be empty, but not left out

            error[missing-cell]: the row has no cells for the columns `In`, `On`, `If`
             --> a.md:4:7
              |
            1 | | Rule | In | On | If |
              |          -- the first column without a cell
            ...
            4 | | A-2 |
              |       ^ 1 cell here, 4 columns
              |
              = row: A-2
              = help: a cell may be empty, but not left out

            error[extra-cell]: the row has cells without a column: `d`, `e`
             --> a.md:5:21
              |
            5 | | A-3 | a | b | c | d | e |
              |                     ^^^^^ 6 cells here, 4 columns
              |
              = row: A-3
              = help: write \| for a pipe within a cell

            error[extra-cell]: the row has a cell without a column: `d`
             --> a.md:6:21
              |
            6 | | A-4 | a | b | c | d |
              |                     ^ 5 cells here, 4 columns
              |
              = row: A-4
              = help: write \| for a pipe within a cell
        "#]],
    );
}

#[test]
fn rows_outside_of_a_table() {
    check(
        "A sentence.\n| A-1 | idle |\n",
        &[],
        &expect![[r#"
            error[stray-row]: a row that belongs to no table
             --> a.md:2:1
              |
            2 | | A-1 | idle |
              | ^^^^^^^^^^^^^^
              |
              = row: A-1
              = help: a table is an empty line, a header, a delimiter row |---|---|, and rows
        "#]],
    );
    check(
        "A sentence.\n\n| A-1 | idle |\n",
        &[],
        &expect![[r#"
            error[stray-row]: a row that belongs to no table
             --> a.md:3:1
              |
            3 | | A-1 | idle |
              | ^^^^^^^^^^^^^^
              |
              = row: A-1
              = help: a table is an empty line, a header, a delimiter row |---|---|, and rows
        "#]],
    );
    check(
        "| a |\n| 1 |\n",
        &[&["a"], &["1"]],
        &expect![[r#"
            error[missing-delimiter]: the table has no delimiter row
             --> a.md:1:1
              |
            1 | | a |
              | ^^^^^ if this is its header
              |
              = help: write |---| in the next line
        "#]],
    );
    check(
        "|---|---|\n| 1 | 2 |\n",
        &[],
        &expect![[r#"
            error[missing-header]: a delimiter row without a header above it
             --> a.md:1:1
              |
            1 | |---|---|
              | ^^^^^^^^^
              |
              = help: write the names of the columns in the line above
        "#]],
    );
    check(
        "A\n| a |\n|---|\n| 1 |\nB\n",
        &[&["a"], &["1"]],
        &expect![[r#"
            error[table-after-text]: a table directly after text
             --> a.md:2:1
              |
            2 | | a |
              | ^ put an empty line before this one

            error[text-after-table]: text directly after a table, a row of it for renderers
             --> a.md:5:1
              |
            5 | B
              | ^ put an empty line before this one
        "#]],
    );
}

#[test]
fn rows_cut_off_by_an_empty_line_stay_with_their_table() {
    check(
        "| a |\n|---|\n| 1 |\n\n| 2 |\n| 3 |\n",
        &[&["a"], &["1"], &["2"], &["3"]],
        &expect![[r#"
            error[stray-row]: 2 rows that an empty line cuts off from their table
             --> a.md:5:1
              |
            3 | | 1 |
              | - the table above ends here
            4 |
            5 | | 2 |
              | ^^^^^
              |
              = row: 2
              = help: delete the empty line; or, if a new table begins, write a delimiter row
        "#]],
    );
}

#[test]
fn columns_need_names_of_their_own() {
    check(
        "| a | | a |\n|---|---|---|\n",
        &[&["a", "", "a"]],
        &expect![[r#"
            error[unnamed-column]: column 2 has no name
             --> a.md:1:7
              |
            1 | | a | | a |
              |       ^ name it

            error[duplicate-column]: two columns are called `a`
             --> a.md:1:9
              |
            1 | | a | | a |
              |   -     ^ the other one
              |   |
              |   the first one
        "#]],
    );
    check(
        "|\n|---|\n",
        &[&[]],
        &expect![[r#"
            error[unnamed-column]: the header has no columns
             --> a.md:1:1
              |
            1 | |
              | ^

            error[unclosed-row]: the row does not end with a pipe
             --> a.md:1:2
              |
            1 | |
              |  ^ the pipe before this is text, by a \ or a backtick before it

            error[extra-cell]: the delimiter row has a cell without a column: `---`
             --> a.md:2:2
              |
            2 | |---|
              |  ^^^ 1 cell here, 0 columns
              |
              = help: write one --- for each column
        "#]],
    );
}

#[test]
fn damaged_delimiter_rows() {
    let rows: [&[&str]; 2] = [&["a", "b"], &["1", "-"]];
    check(
        "| a | b |\n|---|-x-|\n| 1 | - |\n",
        &rows,
        &expect![[r#"
            error[malformed-delimiter]: `-x-` is no part of a delimiter row
             --> a.md:2:6
              |
            2 | |---|-x-|
              |      ^^^ write ---
        "#]],
    );
    check(
        "| a |\n|---|\n| - |\n|---|\n",
        &[&["a"], &["-"]],
        &expect![[r#"
            error[extra-delimiter]: a second delimiter row in one table
             --> a.md:4:1
              |
            4 | |---|
              | ^^^^^
              |
              = help: delete it, or put an empty line before a new header
        "#]],
    );
}

#[test]
fn damaged_rows() {
    check(
        "| a | b |\n|---|---|\n| 1 | 2\n| `x|y` | 3 |\n  | 4 | 5 |\n",
        &[&["a", "b"], &["1", "2"], &["`x|y`", "3"], &["4", "5"]],
        &expect![[r#"
            error[unclosed-row]: the row does not end with a pipe
             --> a.md:3:8
              |
            3 | | 1 | 2
              |        ^ write | here
              |
              = row: 1

            error[bare-pipe]: a pipe in backticks: renderers end the cell here
             --> a.md:4:5
              |
            4 | | `x|y` | 3 |
              |     ^
              |
              = row: `x|y`
              = help: write \| for a pipe, or close the backticks before it

            error[indented-row]: a table's row is indented, which makes it code or part of a list
             --> a.md:5:1
              |
            5 |   | 4 | 5 |
              | ^^
              |
              = row: 4
              = help: begin the line with the pipe
        "#]],
    );
}
