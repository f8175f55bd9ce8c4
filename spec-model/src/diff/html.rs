//! A page as one HTML file that needs no network.

use std::fmt::Write;

use report::escape::{attribute, text};
use report::svg::chart;

use super::blocks::{Block, Line, Span};

const STYLE: &str = "\
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { line-height: 1.2; margin-top: 2rem }
table { border-collapse: collapse; font-size: 0.875rem; display: block; overflow-x: auto }
th, td { border: 1px solid #8885; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top }
th { background: #8882 }
code { font-family: ui-monospace, monospace; font-size: 0.9em }
del { color: #b3261e; background: #b3261e1a }
ins { color: #146c2e; background: #146c2e1a; text-decoration: none }
@media (prefers-color-scheme: dark) { del { color: #f2b8b5 } ins { color: #a6e3b0 } }
summary { cursor: pointer; margin: 0.5rem 0 }
svg { max-width: 100%; height: auto }
";

/// The page with that title. Findings are named and not linked: the file stands alone.
pub fn html(title: &str, blocks: &[Block]) -> String {
    let title = text(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        parts(blocks)
    )
}

fn parts(blocks: &[Block]) -> String {
    blocks.iter().map(part).collect()
}

fn part(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => {
            let id = attribute(&words.to_lowercase().replace(' ', "-"));
            format!("<h{level} id=\"{id}\">{}</h{level}>\n", text(words))
        }
        Block::Text(line) => format!("<p>{}</p>\n", shown(line)),
        Block::List(lines) => {
            let items: String =
                lines.iter().map(|line| format!("<li>{}</li>\n", shown(line))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Block::Table(columns, rows) => {
            let mut out = String::from("<table>\n<thead><tr>");
            for name in columns {
                let _ = write!(out, "<th>{}</th>", text(name));
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for row in rows {
                let cells: String =
                    row.iter().map(|cell| format!("<td>{}</td>", shown(cell))).collect();
                let _ = writeln!(out, "<tr>{cells}</tr>");
            }
            out.push_str("</tbody>\n</table>\n");
            out
        }
        Block::Chart(words, story) => folded(words, &chart(story)),
        Block::Fold(words, blocks) => folded(words, &parts(blocks)),
    }
}

fn folded(words: &str, content: &str) -> String {
    format!("<details>\n<summary>{}</summary>\n{content}</details>\n", text(words))
}

fn shown(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Plain(words) => text(words),
        Span::Code(words) => format!("<code>{}</code>", text(words)),
        Span::Strong(words) => format!("<strong>{}</strong>", text(words)),
        Span::Gone(words) => format!("<del>{}</del>", text(words)),
        Span::New(words) => format!("<ins>{}</ins>", text(words)),
        Span::Finding(number) | Span::Amendment(number) => text(number),
    };
    line.0.iter().map(span).collect()
}
