//! Reads the protocol documents: from the bytes of a Markdown file to the table that the core
//! runs, with diagnostics.
//!
//! The lower layer, [`read`], knows Markdown, tables and typography, and not what a column or a
//! word means. The upper one, [`load`], knows that, and nothing of the world that a model explores.
//! Nothing here does input or output, and nothing panics, whatever the bytes are: a file is read to
//! its end and all that is wrong with it is reported at once, each fault with its place.

pub mod align;
pub mod amend;
mod amendments;
mod bytes;
mod cell;
mod claims;
mod diagnostic;
pub mod diff;
mod document;
mod edit;
mod edition;
pub mod finding;
mod inline;
mod lexical;
mod lines;
mod load;
mod markdown;
mod prose;
mod render;
mod source;
mod suggest;
mod table;

pub use amendments::{About, Amendment, Amendments, Item, Wire};
pub use cell::{Piece, Separator};
pub use claims::Claims;
pub use diagnostic::{Diagnostic, Diagnostics, Severity, quote};
pub use document::{Block, Cell, Code, Document, Heading, Paragraph, Row, Section, Table, TableId};
pub use edit::{drop_row, replace_claims};
pub use edition::{
    Claim, Count, Edition, Outside, Parameter, ParameterTable, Question, Structure, Verdict,
};
pub use load::load;
pub use render::Color;
pub use source::{Position, Source, Span};
pub use suggest::did_you_mean;

/// A document as read: its text, its structure, and all that is wrong with either.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text, which the spans of the other two point into.
    pub source: Source,
    /// Headings, paragraphs and tables; what could be understood where the text has faults.
    pub document: Document,
    /// The faults found so far; whoever reads the tables adds to them.
    pub diagnostics: Diagnostics,
}

/// Reads a document: its bytes, its characters, its Markdown and the alignment of its tables.
pub fn read(name: impl Into<String>, bytes: &[u8]) -> Reading {
    let (source, mut diagnostics) = Source::from_bytes(name, bytes);
    let document = scan(&source, &mut diagnostics);
    if !source.is_refused() {
        lexical::check(&source, &mut diagnostics);
        align::check(&source, &mut diagnostics);
    }
    Reading { source, document, diagnostics }
}

/// Reads the structure alone. A refused source gives an empty document.
pub fn scan(source: &Source, diagnostics: &mut Diagnostics) -> Document {
    let text = if source.is_refused() { "" } else { source.text() };
    markdown::scan(text, diagnostics)
}

#[cfg(test)]
mod testing {
    //! The one shape of a snapshot test of messages.

    use crate::{Color, Diagnostics, Document, Source, read, scan};
    use expect_test::Expect;

    /// Renders what one pass has to say about a text.
    pub(crate) fn check_pass(
        text: &str,
        pass: impl Fn(&Source, &mut Diagnostics),
        expected: &Expect,
    ) {
        let (source, mut diagnostics) = Source::from_bytes("a.md", text.as_bytes());
        pass(&source, &mut diagnostics);
        expected.assert_eq(&diagnostics.render(&source, Color::Plain));
    }

    /// Renders what all passes together have to say about these bytes.
    pub(crate) fn check_bytes(bytes: &[u8], expected: &Expect) {
        let reading = read("a.md", bytes);
        expected.assert_eq(&reading.diagnostics.render(&reading.source, Color::Plain));
    }

    /// The document of a text that is expected to have no fault of structure.
    pub(crate) fn sound(text: &str) -> Document {
        let (source, mut diagnostics) = Source::from_bytes("a.md", text.as_bytes());
        let document = scan(&source, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{}", diagnostics.render(&source, Color::Plain));
        document
    }
}
