//! What is wrong with a document: where, in whose row, and how to mend it.
//!
//! Errors here are values that name the rule and the alternatives. How they look on a terminal is
//! [`render`]'s affair.

use crate::{Color, Source, Span, did_you_mean, render};

/// Whether a document can be used in spite of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// One finding about one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The kind of finding, stable for tools: `unknown-word`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// A few words that stand beside the caret.
    pub label: Option<String>,
    /// The row it is about: a rule id, or whatever stands in the first cell.
    pub row: Option<String>,
    /// Further facts, a line each.
    pub notes: Vec<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that have to do with it, and what they are.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            span,
            label: None,
            row: None,
            notes: Vec::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning about a place.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Diagnostic {
        Diagnostic { label: Some(label.into()), ..self }
    }

    /// Says which row it is about.
    #[must_use]
    pub fn row(self, row: Option<&str>) -> Diagnostic {
        Diagnostic { row: row.map(|row| shorten(row).into_owned()), ..self }
    }

    /// Adds a further fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// Asks whether the nearest of these was meant, if one is [near](did_you_mean).
    #[must_use]
    pub fn suggest<'a>(
        self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        match did_you_mean(word, candidates) {
            Some(candidate) => self.help(format!("did you mean {}?", quote(candidate))),
            None => self,
        }
    }

    /// Adds another place that has to do with it.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }

    /// The finding as people read it, with the line it is about.
    pub fn render(&self, source: &Source, color: Color) -> String {
        render::render(self, source, color)
    }
}

/// All that was found in a document. No finding ends the search for others.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    errors: usize,
    left_out: usize,
}

impl Diagnostics {
    /// How many findings are kept; the rest is only counted. A wrong file has no end of them.
    pub const MAX_KEPT: usize = 10_000;

    /// Nothing found yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => {}
        }
        if self.found.len() < Self::MAX_KEPT {
            self.found.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many findings there are, warnings and those not kept included.
    pub fn len(&self) -> usize {
        self.found.len() + self.left_out
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many were only counted, see [`Diagnostics::MAX_KEPT`].
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Whether a finding is about this place, so that a second one would tell nothing new.
    pub fn touches(&self, span: Span) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.span.touches(span))
    }

    /// The findings in the order of the document; those of one place as they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut sorted: Vec<_> = self.found.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.span.start);
        sorted.into_iter()
    }

    /// All findings as people read them, with an empty line between two.
    pub fn render(&self, source: &Source, color: Color) -> String {
        let mut text = String::new();
        for diagnostic in self.iter() {
            if !text.is_empty() {
                text.push('\n');
            }
            text += &diagnostic.render(source, color);
            text.push('\n');
        }
        if self.left_out > 0 {
            text += &format!("\nand {} more, which were only counted\n", self.left_out);
        }
        text
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

/// A word of the document as messages show it: in backticks, and cut where it is long.
pub fn quote(word: &str) -> String {
    format!("`{}`", shorten(word))
}

/// The most characters of a document's text that a message repeats.
const SHOWN_CHARS: usize = 40;

fn shorten(word: &str) -> std::borrow::Cow<'_, str> {
    match word.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}...", word.get(..end).unwrap_or_default()).into(),
        None => word.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics, quote};
    use crate::{Color, Source, Span};

    #[test]
    fn findings_come_in_the_order_of_the_document() {
        let mut diagnostics = Diagnostics::new();
        for (place, code) in [(2, "c"), (0, "a"), (2, "d"), (1, "b")] {
            diagnostics.push(Diagnostic::warning(code, Span::at(place), code));
        }
        assert_eq!(diagnostics.iter().map(|found| found.code).collect::<String>(), "abcd");
        assert_eq!((diagnostics.len(), diagnostics.errors()), (4, 0));
        assert!(diagnostics.touches(Span::new(2, 5)) && !diagnostics.touches(Span::at(3)));
    }

    #[test]
    fn a_flood_is_counted_to_its_end() {
        let mut diagnostics = Diagnostics::new();
        let flood =
            (0..Diagnostics::MAX_KEPT + 5).map(|_| Diagnostic::error("x", Span::at(0), "x"));
        diagnostics.extend(flood);
        assert_eq!(diagnostics.errors(), Diagnostics::MAX_KEPT + 5);
        let (source, _) = Source::from_bytes("a.md", b"a");
        let seen = diagnostics.render(&source, Color::Plain);
        assert!(seen.ends_with("\n\nand 5 more, which were only counted\n"));
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quote("word"), "`word`");
        assert_eq!(quote(&"é".repeat(50)), format!("`{}...`", "é".repeat(40)));
    }
}
