//! Within one line: code spans, and the cells of a table's row.
//!
//! Works on text without knowing where in a file it stands; all places are bytes of that text.

use std::ops::Range;

/// The stretches in backticks, these included. A backtick without partner stands for itself.
pub(crate) fn code_spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'`' => {
                let ticks = run(bytes, at);
                match closing(bytes, at + ticks, ticks) {
                    Some(end) => {
                        spans.push(at..end);
                        at = end;
                    }
                    None => at += ticks,
                }
            }
            _ => at += 1,
        }
    }
    spans
}

/// A row taken apart at its pipes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// The trimmed cells.
    pub(crate) cells: Vec<Range<usize>>,
    /// Whether a pipe stands after the last cell.
    pub(crate) closed: bool,
    /// Pipes in backticks that no backslash precedes. They are read as text here.
    pub(crate) bare_pipes: Vec<usize>,
}

/// Takes apart a line whose first character other than white space is a pipe.
pub(crate) fn split_row(line: &str) -> Split {
    let codes = code_spans(line);
    let mut codes = codes.iter().peekable();
    let bytes = line.as_bytes();
    let mut split = Split { cells: Vec::new(), closed: false, bare_pipes: Vec::new() };
    let mut start = line.find('|').map_or(line.len(), |pipe| pipe + 1);
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        while codes.next_if(|code| code.end <= at).is_some() {}
        let in_code = codes.peek().is_some_and(|code| code.start <= at);
        match byte {
            b'\\' if !in_code || bytes.get(at + 1) == Some(&b'|') => at += 1,
            b'|' if in_code => split.bare_pipes.push(at),
            b'|' => {
                split.cells.push(trim(line, start..at));
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    let rest = trim(line, start..line.len());
    split.closed = rest.is_empty() && !split.cells.is_empty();
    if !rest.is_empty() {
        split.cells.push(rest);
    }
    split
}

/// Whether these are the cells of a delimiter row: `---`, `:--`, `--:`, `:-:`.
pub(crate) fn is_delimiter(line: &str, cells: &[Range<usize>]) -> bool {
    !cells.is_empty() && cells.iter().all(|cell| is_delimiter_cell(text_at(line, cell)))
}

/// Whether this is one cell of a delimiter row.
pub(crate) fn is_delimiter_cell(cell: &str) -> bool {
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// The text of a range that came from this text.
pub(crate) fn text_at<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// Narrows a range by spaces and tabs at its ends. Of a blank one the place after its first
/// space is left, which is where its text would begin.
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let content = text_at(text, &range);
    let kept = content.trim_matches([' ', '\t']);
    if kept.is_empty() {
        let place = range.end.min(range.start + 1);
        return place..place;
    }
    let start = range.start + content.len() - content.trim_start_matches([' ', '\t']).len();
    start..start + kept.len()
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take_while(|byte| **byte == b'`').count()
}

/// The end of the next run of exactly so many backticks.
fn closing(bytes: &[u8], from: usize, ticks: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let found = run(bytes, at);
        if found == ticks {
            return Some(at + found);
        }
        at += found.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{is_delimiter_cell, split_row, text_at};
    use expect_test::{Expect, expect};

    fn check(line: &str, expected: Expect) {
        let split = split_row(line);
        let cells: Vec<_> = split.cells.iter().map(|cell| text_at(line, cell)).collect();
        let closed = if split.closed { "closed" } else { "open" };
        expected.assert_eq(&format!("{cells:?} {closed} {:?}", split.bare_pipes));
    }

    #[test]
    fn a_row_is_split_at_its_pipes_only() {
        check("| a | b c |", expect![[r#"["a", "b c"] closed []"#]]);
        check("|a||b|  ", expect![[r#"["a", "", "b"] closed []"#]]);
        check("| a | b", expect![[r#"["a", "b"] open []"#]]);
        check(r"| a \| b | c \\| d |", expect![[r#"["a \\| b", "c \\\\", "d"] closed []"#]]);
        check(r"| `a \| b` | c |", expect![[r#"["`a \\| b`", "c"] closed []"#]]);
        check("| `a | b` | c |", expect![[r#"["`a | b`", "c"] closed [5]"#]]);
        check("| ``a`|b`` | c |", expect![[r#"["``a`|b``", "c"] closed [6]"#]]);
        check(r"| `a\` | `b | c |", expect![[r#"["`a\\`", "`b", "c"] closed []"#]]);
        check(r"| \`a | b` |", expect![[r#"["\\`a", "b`"] closed []"#]]);
        check("|", expect!["[] open []"]);
        check("||", expect![[r#"[""] closed []"#]]);
        check("| é\\", expect![[r#"["é\\"] open []"#]]);
    }

    #[test]
    fn delimiter_cells() {
        assert!(["-", "---", ":--", "--:", ":-:"].into_iter().all(is_delimiter_cell));
        assert!(!["", ":", "::", "- -", "--x", "|"].into_iter().any(is_delimiter_cell));
    }
}
