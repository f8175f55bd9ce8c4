//! A document's text under its name, and where in it something stands.
//!
//! Must not know Markdown. Whether bytes are a text at all is decided in [`bytes`].

use std::fmt;
use std::ops::Range;

use crate::{Diagnostics, bytes};

/// A stretch of the text in bytes, from `start` up to but without `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// From `start` up to but without `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The place between two characters.
    pub const fn at(place: usize) -> Span {
        Span::new(place, place)
    }

    /// From the beginning of this span to the end of the other.
    pub const fn to(self, other: Span) -> Span {
        Span::new(self.start, other.end)
    }

    /// The span as a range, to index a text with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share a byte or touch.
    pub const fn touches(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// A span within a line, given the place where the line begins.
    pub(crate) fn within(line_start: usize, range: &Range<usize>) -> Span {
        Span::new(line_start + range.start, line_start + range.end)
    }
}

/// A place as people name it: both numbers count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A text and its name. Of a refused file it holds what can be shown of the refusal.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    refused: bool,
}

impl Source {
    /// The largest file that is read, in bytes.
    pub const MAX_BYTES: usize = 4 * 1024 * 1024;
    /// The longest line that is read, in bytes.
    pub const MAX_LINE_BYTES: usize = 16 * 1024;

    /// Takes a file's bytes, and says what is wrong with them as a text.
    ///
    /// A file that is no text, empty, or too large is [refused](Source::is_refused). A byte order
    /// mark and line ends of other systems are errors, but the text is there to be read on.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> (Source, Diagnostics) {
        let name = name.into();
        let mut diagnostics = Diagnostics::new();
        let source = match bytes::text_of(bytes) {
            Ok(text) => {
                let source = Source::new(name, text.to_owned(), false);
                bytes::check(&source, &mut diagnostics);
                source
            }
            Err(refusal) => {
                diagnostics.push(refusal.reason);
                Source::new(name, refusal.excerpt, true)
            }
        };
        (source, diagnostics)
    }

    /// The name, usually the path as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name as one word of a shell's command line.
    pub fn shell_name(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
        if !self.name.is_empty() && self.name.chars().all(plain) {
            return self.name.clone();
        }
        format!("'{}'", self.name.replace('\'', r"'\''"))
    }

    /// The text; of a refused file only an excerpt for the message.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the file was refused as a whole, so that there is nothing to read in it.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// The text of a span; empty where the span is not one of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line and column of a byte; of the end, where the byte lies beyond it.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.line_index(byte);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let end = floor_boundary(&self.text, byte);
        let column = self.text.get(start..end).unwrap_or_default().chars().count();
        Position { line: line + 1, column: column + 1 }
    }

    /// The line that a byte stands in, without its line end.
    pub fn line_span(&self, byte: usize) -> Span {
        let line = self.line_index(byte);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let end = match self.line_starts.get(line + 1) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        Span::new(start, end)
    }

    fn new(name: String, text: String, refused: bool) -> Source {
        let after_ends = text.match_indices('\n').map(|(end, _)| end + 1);
        let line_starts = std::iter::once(0).chain(after_ends).collect();
        Source { name, text, line_starts, refused }
    }

    fn line_index(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }
}

/// The nearest boundary of a character at or before this byte.
pub(crate) fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::{Source, Span};

    #[test]
    fn positions_count_characters_from_one() {
        let (source, _) = Source::from_bytes("a", "é|x\n\n漢\n".as_bytes());
        let at = |byte| source.position(byte).to_string();
        let seen: Vec<_> = (0..=10).map(at).collect();
        assert_eq!(
            seen,
            ["1:1", "1:1", "1:2", "1:3", "1:4", "2:1", "3:1", "3:1", "3:1", "3:2", "4:1"]
        );
        assert_eq!(at(99), "4:1");
        assert_eq!(source.line_span(7), Span::new(6, 9));
        assert_eq!(source.slice(source.line_span(0)), "é|x");
        assert_eq!(source.slice(Span::new(1, 2)), "");
    }

    #[test]
    fn names_are_safe_in_a_command() {
        let name = |name| Source::from_bytes(name, b"a").0.shell_name();
        assert_eq!(name("spec/editions/2012-candidate.md"), "spec/editions/2012-candidate.md");
        assert_eq!(name("it's; rm"), r"'it'\''s; rm'");
    }
}
