//! A page before it has a form: headings, paragraphs, lists, tables, charts.

use report::story::Story;
use spec::diff::{Fate, Word, joined};

/// A part of a page.
pub enum Block {
    /// A heading, from 1.
    Heading(u8, String),
    /// A paragraph.
    Text(Line),
    /// A list.
    List(Vec<Line>),
    /// A table: the names of its columns, its rows.
    Table(Vec<String>, Vec<Vec<Line>>),
    /// A chart, folded under a line of words.
    Chart(String, Box<Story>),
    /// What few need, folded under a line of words.
    Fold(String, Vec<Block>),
}

/// Words in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

/// A few words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Just words.
    Plain(String),
    /// A name.
    Code(String),
    /// Words that stand out.
    Strong(String),
    /// Words that only the first document has.
    Gone(String),
    /// Words that only the second document has.
    New(String),
    /// A finding by its number.
    Finding(String),
    /// An amendment by its number.
    Amendment(String),
}

/// Characters of what both documents have that are shown in one piece.
const MOST: usize = 60;

impl Line {
    /// A line of just words.
    pub fn plain(text: impl Into<String>) -> Line {
        Line(vec![Span::Plain(text.into())])
    }

    /// A line of one name.
    pub fn code(text: impl Into<String>) -> Line {
        Line(vec![Span::Code(text.into())])
    }

    /// The same with more words.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Line {
        self.0.push(Span::Plain(text.into()));
        self
    }

    /// The same with words of a document, in which names stand between backticks.
    #[must_use]
    pub fn and_prose(mut self, text: &str) -> Line {
        for (place, part) in text.split('`').enumerate().filter(|(_, part)| !part.is_empty()) {
            let part = part.to_owned();
            self.0.push(if place % 2 == 0 { Span::Plain(part) } else { Span::Code(part) });
        }
        self
    }

    /// The same with a span.
    #[must_use]
    pub fn with(mut self, span: Span) -> Line {
        self.0.push(span);
        self
    }

    /// Spans with something between them.
    pub fn joined(spans: impl IntoIterator<Item = Span>, between: &str) -> Line {
        let mut line = Line::default();
        for span in spans {
            if !line.0.is_empty() {
                line.0.push(Span::Plain(between.to_owned()));
            }
            line.0.push(span);
        }
        line
    }

    /// A cell in both documents.
    pub fn of_cell(words: &[Word]) -> Line {
        // The marks stand where no text of a document can have them.
        let marked = joined(words, MOST, |fate, text| match fate {
            Fate::Gone => format!("\u{1}{text}\u{0}"),
            Fate::Kept | Fate::New => format!("\u{2}{text}\u{0}"),
        });
        let mut spans = Vec::new();
        for part in marked.split('\u{0}') {
            let (before, after) =
                part.split_at(part.find(['\u{1}', '\u{2}']).unwrap_or(part.len()));
            if !before.is_empty() {
                spans.push(Span::Plain(before.to_owned()));
            }
            if let Some(text) = after.strip_prefix('\u{1}') {
                spans.push(Span::Gone(text.to_owned()));
            } else if let Some(text) = after.strip_prefix('\u{2}') {
                spans.push(Span::New(text.to_owned()));
            }
        }
        Line(spans)
    }
}
