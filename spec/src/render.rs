//! Diagnostics as people read them, drawn by annotate-snippets: file, line, column, the line
//! itself and a caret under the word.
//!
//! Each place gets a snippet of its own few lines, never the whole text, so that a document full
//! of faults is still drawn at once.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use crate::source::floor_boundary;
use crate::{Diagnostic, Severity, Source, Span};

/// Whether the output goes to a terminal that shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Text alone, the same on each machine.
    Plain,
    /// With a terminal's escape sequences.
    Styled,
}

/// The width that long rows are cut to, whatever the terminal; snapshots must not depend on it.
const WIDTH: usize = 100;

/// Places at most so many lines apart share a snippet.
const NEAR_LINES: usize = 8;

pub(crate) fn render(diagnostic: &Diagnostic, source: &Source, color: Color) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if source.text().is_empty() {
        group = group.element(Origin::path(source.name()));
    } else {
        group = group.elements(snippets(diagnostic, source));
    }
    if let Some(row) = &diagnostic.row {
        group = group.element(Level::NOTE.with_name("row").message(normalize_untrusted_str(row)));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let renderer = match color {
        Color::Plain => Renderer::plain(),
        Color::Styled => Renderer::styled(),
    };
    renderer.term_width(WIDTH).render(&[group])
}

/// A place to be marked, as a part of one line.
struct Mark<'a> {
    line: usize,
    span: Range<usize>,
    label: Option<&'a str>,
    kind: AnnotationKind,
}

impl<'a> Mark<'a> {
    fn new(source: &Source, span: Span, label: Option<&'a str>, kind: AnnotationKind) -> Self {
        let start = floor_boundary(source.text(), span.start);
        let line = source.line_span(start);
        let end = floor_boundary(source.text(), span.end.clamp(start, line.end.max(start)));
        Mark { line: source.position(start).line, span: start..end, label, kind }
    }
}

/// The snippet with the place itself first, then those of the other places as they come.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    source: &'a Source,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let label = diagnostic.label.as_deref();
    let mut groups = vec![vec![Mark::new(source, diagnostic.span, label, AnnotationKind::Primary)]];
    for (span, label) in &diagnostic.related {
        let mark = Mark::new(source, *span, Some(label), AnnotationKind::Context);
        let near =
            |marks: &&mut Vec<Mark<'_>>| marks.iter().any(|other| is_near(other.line, mark.line));
        match groups.iter_mut().find(near) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups.into_iter().map(|marks| snippet(marks, source)).collect()
}

fn is_near(one: usize, other: usize) -> bool {
    one.abs_diff(other) <= NEAR_LINES
}

fn snippet<'a>(marks: Vec<Mark<'a>>, source: &'a Source) -> Snippet<'a, Annotation<'a>> {
    let first = marks.iter().map(|mark| mark.span.start).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.span.start).max().unwrap_or(0);
    let lines = source.line_span(first).to(source.line_span(last));
    let shown = |end| visible(source.slice(Span::new(lines.start, end)));
    let annotations = marks.into_iter().map(|mark| {
        let span = shown(mark.span.start).len()..shown(mark.span.end).len();
        mark.kind.span(span).label(mark.label)
    });
    Snippet::source(shown(lines.end))
        .line_start(source.position(lines.start).line)
        .path(source.name())
        .annotations(annotations)
}

/// Shows what cannot be seen: other spaces as an open box, what has no width as a question mark
/// in a diamond. Each is one character again, so that columns stay.
fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| visible_char(character) == character) {
        return Cow::Borrowed(text);
    }
    text.chars().map(visible_char).collect()
}

fn visible_char(character: char) -> char {
    match character {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => '\u{2423}',
        '\u{ad}' | '\u{85}' | '\u{180e}' | '\u{feff}' => '\u{fffd}',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => '\u{fffd}',
        '\u{2060}'..='\u{2069}' => '\u{fffd}',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Color, Diagnostic, Source, Span};
    use expect_test::expect;

    #[test]
    fn everything_that_a_diagnostic_can_say() {
        let text = format!("| A-1 | naïve recieves X |\n{}| A-1 | last |\n", "\n".repeat(20));
        let (source, _) = Source::from_bytes("spec/a.md", text.as_bytes());
        let at = |word| Span::at(text.find(word).unwrap());
        let diagnostic =
            Diagnostic::warning("unknown-word", at("reci").to(at(" X")), "`recieves` is no word")
                .label("unknown")
                .row(Some("A-1"))
                .note("the words are: receives, answered")
                .suggest("recieves", ["answered", "receives"])
                .related(at("naïve").to(at(" reci")), "near")
                .related(at("last").to(Span::at(text.len())), "far");
        expect![[r#"
            warning[unknown-word]: `recieves` is no word
              --> spec/a.md:1:15
               |
             1 | | A-1 | naïve recieves X |
               |         ----- ^^^^^^^^ unknown
               |         |
               |         near
               |
              ::: spec/a.md:22:9
               |
            22 | | A-1 | last |
               |         ------ far
               |
               = row: A-1
               = note: the words are: receives, answered
               = help: did you mean `receives`?"#]]
        .assert_eq(&diagnostic.render(&source, Color::Plain));
        assert!(diagnostic.render(&source, Color::Styled).contains("\u{1b}["));
    }

    #[test]
    fn long_rows_are_cut_around_the_word() {
        let text = format!("| {} | wrong | {} |\n", "left ".repeat(60), "right ".repeat(60));
        let (source, _) = Source::from_bytes("a.md", text.as_bytes());
        let start = text.find("wrong").unwrap();
        let diagnostic = Diagnostic::error("unknown-word", Span::new(start, start + 5), "no word");
        let expected = expect![[r#"
            error[unknown-word]: no word
             --> a.md:1:306
              |
            1 | ...eft left left left left left left left  | wrong | right right right right right right righ...
              |                                              ^^^^^"#]];
        expected.assert_eq(&diagnostic.render(&source, Color::Plain));
    }

    #[test]
    fn no_place_is_too_strange_to_be_drawn() {
        for text in ["", "\n", "é", "a\n", "漢\r\n\r\n", "\u{200b}\u{1b}[1m"] {
            let (source, _) = Source::from_bytes("a.md", text.as_bytes());
            for start in 0..9 {
                for end in 0..9 {
                    let span = Span::new(start, end);
                    let diagnostic = Diagnostic::error("x", span, "x").related(span, "y");
                    let seen = diagnostic.render(&source, Color::Plain);
                    assert!(!seen.contains('\u{1b}'), "{seen}");
                }
            }
        }
    }
}
