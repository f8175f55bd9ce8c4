//! A page for a terminal: what is folded elsewhere is left out, but for charts that are asked for.

use report::text::{Color, chart};

use super::blocks::{Block, Line, Span};

/// Columns of text and charts.
const WIDTH: usize = 110;

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
    let parts = blocks.iter().filter_map(|block| part(block, charts, color));
    parts.collect::<Vec<_>>().join("\n")
}

fn part(block: &Block, charts: Charts, color: Color) -> Option<String> {
    Some(match block {
        Block::Heading(1, words) => format!("{words}\n"),
        Block::Heading(_, words) => format!("{}\n", words.to_uppercase()),
        Block::Text(line) => wrapped(&shown(line), "", ""),
        Block::List(lines) => lines.iter().map(|line| wrapped(&shown(line), "- ", "  ")).collect(),
        Block::Table(columns, rows) => table(columns, rows),
        Block::Chart(_, story) if charts == Charts::Drawn => chart(story, WIDTH, color),
        Block::Chart(words, _) => wrapped(words, "  ", "    "),
        Block::Fold(..) => return None,
    })
}

fn shown(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) | Span::Code(text) | Span::Strong(text) | Span::Finding(text) => {
            text.clone()
        }
        Span::Gone(text) => format!("[-{text}-]"),
        Span::New(text) => format!("{{+{text}+}}"),
    };
    line.0.iter().map(span).collect()
}

fn wrapped(text: &str, first: &str, more: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_fresh = true;
    for word in text.split_whitespace() {
        if !is_fresh && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line = more.to_owned();
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    format!("{lines}{line}\n")
}

/// Columns as wide as they need; the last one is not padded, and cut where it is too long.
fn table(columns: &[String], rows: &[Vec<Line>]) -> String {
    let mut cells = vec![columns.to_vec()];
    cells.extend(rows.iter().map(|row| row.iter().map(shown).collect()));
    let width = |n: usize| {
        let of = cells.iter().filter_map(|row| row.get(n));
        of.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut out = String::new();
    for row in &cells {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!(" {cell:<width$} "));
        }
        let line = line.trim_end();
        let cut: String = line.chars().take(WIDTH).collect();
        out.push_str(&cut);
        if cut.len() < line.len() {
            out.push_str("...");
        }
        out.push('\n');
    }
    out
}
