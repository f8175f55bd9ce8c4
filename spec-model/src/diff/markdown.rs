//! A page as Markdown.

use report::text::{Color, chart};

use super::blocks::{Block, Line, Span};
use crate::pages::grid::{Grid, Side};

/// Columns of a chart.
const WIDTH: usize = 110;

/// The page; `findings` is where the pages of findings are, seen from this page.
pub fn markdown(blocks: &[Block], findings: &str) -> String {
    let parts: Vec<String> = blocks.iter().map(|block| part(block, findings)).collect();
    parts.join("\n")
}

fn part(block: &Block, findings: &str) -> String {
    let line = |line: &Line| shown(line, findings);
    match block {
        Block::Heading(level, text) => format!("{} {text}\n", "#".repeat(usize::from(*level))),
        Block::Text(text) => format!("{}\n", line(text)),
        Block::List(lines) => lines.iter().map(|text| format!("- {}\n", line(text))).collect(),
        Block::Table(columns, rows) => {
            let columns = columns.iter().map(|name| (name.clone(), Side::Left)).collect();
            let mut grid = Grid::new(columns);
            for row in rows {
                grid.push(row.iter().map(|cell| line(cell).replace('|', r"\|")).collect());
            }
            grid.text()
        }
        Block::Chart(words, story) => {
            let text = chart(story, WIDTH, Color::Never);
            let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
            folded(words, &format!("```text\n{}\n```\n", lines.join("\n")))
        }
        Block::Fold(words, blocks) => folded(words, &markdown(blocks, findings)),
    }
}

fn folded(words: &str, content: &str) -> String {
    format!(
        "<details><summary>{}</summary>\n\n{content}\n</details>\n",
        report::escape::text(words)
    )
}

fn shown(line: &Line, findings: &str) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) => plain(text),
        Span::Code(text) => format!("`{text}`"),
        Span::Strong(text) => format!("**{}**", plain(text)),
        Span::Gone(text) => format!("~~{}~~", plain(text)),
        Span::New(text) => format!("**{}**", plain(text)),
        Span::Finding(number) => format!("[{number}]({findings}/{number}.md)"),
    };
    line.0.iter().map(span).collect()
}

/// Words of documents must not become markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '<' | '~' | '`' | '[' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
