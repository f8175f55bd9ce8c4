//! A page as Markdown.

use std::collections::BTreeMap;

use report::text::{Color, chart};

use super::blocks::{Block, Line, Span};
use crate::pages::grid::{Grid, Side};

/// Columns of a chart.
const WIDTH: usize = 110;

/// Where other pages are, seen from this page.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// Those of findings.
    pub findings: &'a str,
    /// Those of amendments.
    pub amendments: &'a str,
}

/// The page. Where its links lead stands at its end, so that lines and tables are short.
pub fn markdown(blocks: &[Block], folders: Folders<'_>) -> String {
    let mut links = BTreeMap::new();
    let mut page = parts(blocks, folders, &mut links);
    if !links.is_empty() {
        page.push('\n');
    }
    for (number, target) in links {
        page.push_str(&format!("[{number}]: {target}\n"));
    }
    page
}

/// Where the numbers that a page links lead.
type Links = BTreeMap<String, String>;

fn parts(blocks: &[Block], folders: Folders<'_>, links: &mut Links) -> String {
    let parts: Vec<String> = blocks.iter().map(|block| part(block, folders, links)).collect();
    parts.join("\n")
}

fn part(block: &Block, folders: Folders<'_>, links: &mut Links) -> String {
    let mut line = |line: &Line| shown(line, folders, links);
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
        Block::Fold(words, blocks) => folded(words, &parts(blocks, folders, links)),
    }
}

fn folded(words: &str, content: &str) -> String {
    format!(
        "<details><summary>{}</summary>\n\n{content}\n</details>\n",
        report::escape::text(words)
    )
}

fn shown(line: &Line, folders: Folders<'_>, links: &mut Links) -> String {
    let mut linked = |number: &str, folder: &str| {
        links.insert(number.to_owned(), format!("{folder}/{number}.md"));
        format!("[{number}]")
    };
    let span = |span: &Span| match span {
        Span::Plain(text) => plain(text),
        Span::Code(text) => format!("`{text}`"),
        Span::Strong(text) => format!("**{}**", plain(text)),
        Span::Gone(text) => format!("~~{}~~", plain(text)),
        Span::New(text) => format!("**{}**", plain(text)),
        Span::Finding(number) => linked(number, folders.findings),
        Span::Amendment(number) => linked(number, folders.amendments),
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
