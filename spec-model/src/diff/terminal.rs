//! A page for a terminal: what is folded elsewhere is only named, but for charts that are asked for.

use report::text::{Color, chart};

use super::blocks::{Block, Line, Span};

/// Columns of text and charts.
const WIDTH: usize = 110;
/// No column is made narrower than that.
const NARROW: usize = 12;

/// Which charts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charts {
    /// None; their words say that they are there.
    Named,
    /// All.
    Drawn,
}

/// The page in lines.
pub fn terminal(blocks: &[Block], charts: Charts, color: Color) -> String {
    let parts = blocks.iter().map(|block| part(block, charts, color));
    parts.collect::<Vec<_>>().join("\n")
}

fn part(block: &Block, charts: Charts, color: Color) -> String {
    match block {
        Block::Heading(1, words) => format!("{words}\n"),
        Block::Heading(_, words) => format!("{}\n", words.to_uppercase()),
        Block::Text(line) => wrapped(&shown(line), "", ""),
        Block::List(lines) => lines.iter().map(|line| wrapped(&shown(line), "- ", "  ")).collect(),
        Block::Table(columns, rows) => table(columns, rows),
        Block::Chart(_, story) if charts == Charts::Drawn => chart(story, WIDTH, color),
        Block::Chart(words, _) => wrapped(words, "  ", "    "),
        Block::Fold(words, _) => format!("  {words} (in the page of --markdown or --html)\n"),
    }
}

fn shown(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text)
        | Span::Code(text)
        | Span::Strong(text)
        | Span::Finding(text)
        | Span::Amendment(text) => text.clone(),
        Span::Gone(text) => format!("[-{text}-]"),
        Span::New(text) => format!("{{+{text}+}}"),
    };
    line.0.iter().map(span).collect()
}

/// A paragraph in lines, the first and the others each with what stands before it.
fn wrapped(text: &str, first: &str, more: &str) -> String {
    let lines = lines(text, WIDTH - more.len());
    let before = std::iter::once(first).chain(std::iter::repeat(more));
    lines.iter().zip(before).map(|(line, before)| format!("{before}{line}\n")).collect()
}

/// Words in lines of at most that many characters; a longer word has a line of its own.
fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// Columns as wide as they need; where that is too much, the widest are wrapped.
fn table(columns: &[String], rows: &[Vec<Line>]) -> String {
    let mut cells = vec![columns.to_vec()];
    cells.extend(rows.iter().map(|row| row.iter().map(shown).collect()));
    let width = |n: usize| {
        let of = cells.iter().filter_map(|row| row.get(n));
        of.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(width).collect();
    while widths.iter().sum::<usize>() + 2 * widths.len() > WIDTH {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROW => *widest -= 1,
            Some(_) | None => break,
        }
    }
    let mut out = String::new();
    for row in &cells {
        let row: Vec<_> =
            row.iter().zip(&widths).map(|(cell, width)| lines(cell, *width)).collect();
        for n in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let part = cell.get(n).map_or("", String::as_str);
                line.push_str(&format!("  {part:<width$}"));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}
