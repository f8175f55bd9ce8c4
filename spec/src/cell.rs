//! The text of a cell taken apart, each piece knowing its place in the file and its row.
//!
//! Must not know any word of the vocabulary but the ones that join others.

use crate::inline::{code_spans, text_at, trim};
use crate::{Diagnostic, Diagnostics, Span, quote};

/// A trimmed part of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text as it stands in the file.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// The name of the row it stands in, for messages.
    pub row: Option<&'a str>,
}

/// What stands between the pieces of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Separator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// The word `and`.
    And,
    /// The word `or`.
    Or,
}

impl Separator {
    /// The separator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Separator::Semicolon => ";",
            Separator::Comma => ",",
            Separator::And => "and",
            Separator::Or => "or",
        }
    }

    /// Whether this separator stands at this place; a word needs space or the end on both sides.
    fn stands_at(self, text: &str, at: usize) -> bool {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        let Some(after) = after.strip_prefix(self.text()) else { return false };
        match self {
            Separator::Semicolon | Separator::Comma => true,
            Separator::And | Separator::Or => {
                (before.is_empty() || before.ends_with([' ', '\t']))
                    && (after.is_empty() || after.starts_with([' ', '\t']))
            }
        }
    }
}

impl<'a> Piece<'a> {
    /// An error about this piece.
    pub fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.span, message).row(self.row)
    }

    /// The pieces between these separators, from left to right. Separators in backticks do not
    /// count. An empty piece is reported and left out; an empty text has no pieces.
    pub fn split(&self, separators: &[Separator], diagnostics: &mut Diagnostics) -> Vec<Piece<'a>> {
        if self.text.is_empty() {
            return Vec::new();
        }
        let cuts = self.cuts(separators);
        let mut pieces = Vec::new();
        let mut start = 0;
        let ends = cuts.iter().map(|(at, _)| *at).chain([self.text.len()]);
        for (index, end) in ends.enumerate() {
            let piece = self.part(start, end);
            let before = index.checked_sub(1).and_then(|index| cuts.get(index));
            let after = cuts.get(index);
            if piece.text.is_empty() {
                diagnostics.push(self.empty_piece(before, after));
            } else {
                pieces.push(piece);
            }
            start = after.map_or(end, |(at, separator)| at + separator.text().len());
        }
        pieces
    }

    /// The two sides of the first place where this text stands.
    pub fn split_once(&self, separator: &str) -> Option<(Piece<'a>, Piece<'a>)> {
        let at = self.text.find(separator)?;
        Some((self.part(0, at), self.part(at + separator.len(), self.text.len())))
    }

    /// What stands after this text, if the piece begins with it. Ends of words are not looked for:
    /// the prefix of `send MSG` is `send ` with its space.
    pub fn strip_prefix(&self, prefix: &str) -> Option<Piece<'a>> {
        self.text.starts_with(prefix).then(|| self.part(prefix.len(), self.text.len()))
    }

    /// What stands before this text, if the piece ends with it.
    pub fn strip_suffix(&self, suffix: &str) -> Option<Piece<'a>> {
        self.text.ends_with(suffix).then(|| self.part(0, self.text.len() - suffix.len()))
    }

    /// The first word, and what stands after it.
    pub fn split_word(&self) -> (Piece<'a>, Piece<'a>) {
        let end = self.text.find([' ', '\t']).unwrap_or(self.text.len());
        (self.part(0, end), self.part(end, self.text.len()))
    }

    /// The words, which white space parts.
    pub fn words(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let piece = *self;
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = piece.text.get(at..)?;
            let start = at + rest.find(|c| c != ' ' && c != '\t')?;
            let length = piece.text.get(start..)?.find([' ', '\t']);
            at = length.map_or(piece.text.len(), |length| start + length);
            Some(piece.part(start, at))
        })
    }

    /// The inside of a piece that is one code span; any other piece as it is.
    pub fn without_backticks(&self) -> Piece<'a> {
        let whole = 0..self.text.len();
        if code_spans(self.text) != [whole] {
            return *self;
        }
        let inside = self.text.trim_start_matches('`');
        let ticks = self.text.len() - inside.len();
        self.part(ticks, self.text.len().saturating_sub(ticks).max(ticks))
    }

    /// The trimmed part between two bytes of this piece.
    fn part(&self, start: usize, end: usize) -> Piece<'a> {
        let range = trim(self.text, start..end);
        let text = text_at(self.text, &range);
        Piece { text, span: Span::within(self.span.start, &range), row: self.row }
    }

    /// Where the separators stand, each with which one it is.
    fn cuts(&self, separators: &[Separator]) -> Vec<(usize, Separator)> {
        let codes = code_spans(self.text);
        let mut codes = codes.iter().peekable();
        let mut cuts = Vec::new();
        for (at, _) in self.text.char_indices() {
            while codes.next_if(|code| code.end <= at).is_some() {}
            if codes.peek().is_some_and(|code| code.start <= at) {
                continue;
            }
            let found = separators.iter().find(|separator| separator.stands_at(self.text, at));
            cuts.extend(found.map(|separator| (at, *separator)));
        }
        cuts
    }

    fn empty_piece(
        &self,
        before: Option<&(usize, Separator)>,
        after: Option<&(usize, Separator)>,
    ) -> Diagnostic {
        let name = |cut: &(usize, Separator)| quote(cut.1.text());
        let (message, cut) = match (before, after) {
            (Some(before), Some(after)) => {
                (format!("nothing stands between {} and {}", name(before), name(after)), after)
            }
            (None, Some(after)) => (format!("nothing stands before {}", name(after)), after),
            (Some(before), None) => (format!("nothing stands after {}", name(before)), before),
            (None, None) => ("nothing stands here".into(), &(0, Separator::Semicolon)),
        };
        let range = cut.0..cut.0 + cut.1.text().len();
        let span = Span::within(self.span.start, &range);
        Diagnostic::error("empty-piece", span, message)
            .row(self.row)
            .label(format!("delete this {}, or write what is missing", quote(cut.1.text())))
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Separator};
    use crate::testing::{check_pass, sound};
    use crate::{Diagnostics, Span};
    use expect_test::expect;

    const TABLE: &str = "| Rule | Do |\n|---|---|\n| A-1 | ";

    /// A cell of a document, so that places are those of a file.
    fn check(cell: &str, separators: &[Separator], expected: &[&str]) {
        let text = format!("{TABLE}{cell} |\n");
        let document = sound(&text);
        let mut diagnostics = Diagnostics::new();
        let (_, table) = document.tables().next().unwrap();
        let pieces = table.rows[0].piece(1).split(separators, &mut diagnostics);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<Vec<_>>(), expected);
        assert!(pieces.iter().all(|piece| &text[piece.span.range()] == piece.text));
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn lists_are_split_and_places_kept() {
        check("send A; stop  T", &[Separator::Semicolon], &["send A", "stop  T"]);
        check("a and  band and and-c", &[Separator::And], &["a", "band", "and-c"]);
        check("é, b or c", &[Separator::Comma, Separator::Or], &["é", "b", "c"]);
        check("`a; b`; c", &[Separator::Semicolon], &["`a; b`", "c"]);
        check("`a; b", &[Separator::Semicolon], &["`a", "b"]);
        check("", &[Separator::Comma], &[]);
    }

    #[test]
    fn empty_pieces_are_reported() {
        let text = format!("{TABLE}; a;; b or ; |\n");
        let pass = |source: &_, diagnostics: &mut _| {
            let document = crate::scan(source, diagnostics);
            let (_, table) = document.tables().next().unwrap();
            let all = [Separator::Semicolon, Separator::Or];
            let pieces = table.rows[0].piece(1).split(&all, diagnostics);
            assert_eq!(pieces.iter().map(|piece| piece.text).collect::<Vec<_>>(), ["a", "b"]);
        };
        check_pass(
            &text,
            pass,
            &expect![[r#"
                error[empty-piece]: nothing stands before `;`
                 --> a.md:3:9
                  |
                3 | | A-1 | ; a;; b or ; |
                  |         ^ delete this `;`, or write what is missing
                  |
                  = row: A-1

                error[empty-piece]: nothing stands between `;` and `;`
                 --> a.md:3:13
                  |
                3 | | A-1 | ; a;; b or ; |
                  |             ^ delete this `;`, or write what is missing
                  |
                  = row: A-1

                error[empty-piece]: nothing stands between `or` and `;`
                 --> a.md:3:20
                  |
                3 | | A-1 | ; a;; b or ; |
                  |                    ^ delete this `;`, or write what is missing
                  |
                  = row: A-1

                error[empty-piece]: nothing stands after `;`
                 --> a.md:3:20
                  |
                3 | | A-1 | ; a;; b or ; |
                  |                    ^ delete this `;`, or write what is missing
                  |
                  = row: A-1
            "#]],
        );
    }

    #[test]
    fn parts_know_their_places() {
        let text = "  send A  with x = 1";
        let piece = Piece { text, span: Span::new(100, 100 + text.len()), row: None };
        let (left, right) = piece.split_once(" with ").unwrap();
        assert_eq!((left.text, left.span), ("send A", Span::new(102, 108)));
        assert_eq!((right.text, right.span), ("x = 1", Span::new(115, 120)));
        assert_eq!(left.strip_prefix("send ").unwrap().text, "A");
        assert_eq!(left.strip_prefix("answer"), None);
        assert_eq!(left.strip_suffix("A").unwrap().text, "send");
        let (word, rest) = left.split_word();
        assert_eq!((word.text, rest.text, rest.span), ("send", "A", Span::new(107, 108)));
        assert_eq!(rest.split_word().1.text, "");
        let words: Vec<_> = piece.words().map(|word| (word.text, word.span.start)).collect();
        assert_eq!(
            words,
            [("send", 102), ("A", 107), ("with", 110), ("x", 115), ("=", 117), ("1", 119)]
        );
    }

    #[test]
    fn backticks_around_the_whole_are_taken_off() {
        let check = |text, expected, start| {
            let piece = Piece { text, span: Span::new(10, 10 + text.len()), row: None };
            let inside = piece.without_backticks();
            assert_eq!((inside.text, inside.span.start), (expected, start));
        };
        check("`send A`", "send A", 11);
        check("`` a`b ``", "a`b", 13);
        check("`a` and `b`", "`a` and `b`", 10);
        check("a", "a", 10);
        check("``", "``", 10);
    }
}
