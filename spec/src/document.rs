//! What a document consists of: sections with their headings, paragraphs, tables and code.
//!
//! All text is as it stands in the file, so that a place in a text is a place in the file.

use crate::{Piece, Span};

/// A document: its sections in order, the text before the first heading being the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The sections, subsections included, in the order of the text. There is at least one.
    pub sections: Vec<Section>,
}

impl Document {
    /// The sections with this [title](Heading::title).
    pub fn find<'a>(&'a self, title: &'a str) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().filter(move |section| section.title() == Some(title))
    }

    /// A section of this document and its subsections, in order.
    pub fn within(&self, section: &Section) -> &[Section] {
        let after = self.sections.get(section.index + 1..).unwrap_or_default();
        let level = section.level();
        let count = match level {
            0 => 0,
            _ => after.iter().take_while(|other| other.level() > level).count(),
        };
        self.sections.get(section.index..=section.index + count).unwrap_or_default()
    }

    /// All tables, each with the section it stands in.
    pub fn tables(&self) -> impl Iterator<Item = (&Section, &Table)> {
        self.sections.iter().flat_map(|section| section.tables().map(move |table| (section, table)))
    }

    /// The titles of all sections, to suggest one of them.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().filter_map(Section::title)
    }
}

/// A heading and what stands under it up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading; none before the first heading of the document.
    pub heading: Option<Heading>,
    /// Whether this heading or one above it is marked *(informative)*.
    pub informative: bool,
    /// What stands under the heading, in order.
    pub blocks: Vec<Block>,
    pub(crate) index: usize,
}

impl Section {
    /// The [title](Heading::title) of the heading.
    pub fn title(&self) -> Option<&str> {
        self.heading.as_ref().map(Heading::title)
    }

    /// The depth of the heading from 1 to 6; 0 where there is none.
    pub fn level(&self) -> usize {
        self.heading.as_ref().map_or(0, |heading| heading.level)
    }

    /// The tables directly under this heading.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) | Block::Code(_) => None,
        })
    }

    /// The paragraphs directly under this heading.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) | Block::Code(_) => None,
        })
    }
}

/// A line that begins with number signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// How many number signs, from 1 to 6.
    pub level: usize,
    /// The text after them.
    pub text: String,
    /// Where that text stands.
    pub span: Span,
}

impl Heading {
    /// Ends a heading whose tables, and those of its subsections, state nothing.
    pub const INFORMATIVE: &'static str = "*(informative)*";

    /// The text without the mark [`Heading::INFORMATIVE`].
    pub fn title(&self) -> &str {
        self.text.strip_suffix(Self::INFORMATIVE).unwrap_or(&self.text).trim_end()
    }

    /// Whether the mark [`Heading::INFORMATIVE`] stands there.
    pub fn is_informative(&self) -> bool {
        self.text.ends_with(Self::INFORMATIVE)
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Prose.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A fenced block, whose content is not looked into.
    Code(Code),
}

/// Lines of prose up to an empty one; a list is one too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The lines as they stand there.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A block between fences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What stands after the opening fence, usually the language.
    pub info: String,
    /// The lines between the fences.
    pub text: String,
    /// Where these lines stand.
    pub span: Span,
}

/// Which table of its document a table is; they are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub usize);

/// A table. No row has more cells than the header; one that is not [sound](Row::sound) may have
/// fewer, which [`Row::piece`] makes up for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which one it is.
    pub id: TableId,
    /// The names of the columns.
    pub header: Row,
    /// The rows below the delimiter row.
    pub rows: Vec<Row>,
}

impl Table {
    /// Where the column of this name stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.cells.iter().position(|cell| cell.text == name)
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.cells.iter().map(|cell| cell.text.as_str())
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its cells, one for each column where the row is sound.
    pub cells: Vec<Cell>,
    /// The line it stands in.
    pub span: Span,
    /// Whether the document has a cell for each column. If not, that is reported already, and
    /// cells may stand in the wrong column, so that a second error tells little.
    pub sound: bool,
}

impl Row {
    /// What messages call this row: the text of its first cell, usually the rule id.
    pub fn name(&self) -> Option<&str> {
        self.cells.first().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The text of a cell, knowing its place and row; an empty one where there is no such cell.
    pub fn piece(&self, column: usize) -> Piece<'_> {
        let (text, span) = match self.cells.get(column) {
            Some(cell) => (cell.text.as_str(), cell.span),
            None => ("", Span::at(self.span.end)),
        };
        Piece { text, span, row: self.name() }
    }
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text without the white space around it, escapes as they stand there.
    pub text: String,
    /// Where the text stands; of an empty cell, where it would.
    pub span: Span,
}

impl Cell {
    /// The text as a reader sees it: `\|` is a pipe.
    pub fn unescaped(&self) -> String {
        self.text.replace(r"\|", "|")
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::sound;

    #[test]
    fn sections_are_found_with_their_subsections() {
        let text = "Before.\n\n# A\n\n## B *(informative)*\n\n### C\n\n## B\n\nText.\n\n# D ##\n";
        let document = sound(text);
        let titles: Vec<_> = document.titles().collect();
        assert_eq!(titles, ["A", "B", "C", "B", "D"]);
        let informative: Vec<_> = document.sections.iter().map(|s| s.informative).collect();
        assert_eq!(informative, [false, false, true, true, false, false]);
        assert_eq!(document.find("B").count(), 2);
        let within = |at: usize| -> Vec<_> {
            document.within(&document.sections[at]).iter().map(|s| s.title()).collect()
        };
        assert_eq!(within(0), [None]);
        assert_eq!(within(1), [Some("A"), Some("B"), Some("C"), Some("B")]);
        assert_eq!(within(2), [Some("B"), Some("C")]);
        assert_eq!(within(5), [Some("D")]);
        let paragraphs: Vec<_> =
            document.sections[4].paragraphs().map(|p| p.text.as_str()).collect();
        assert_eq!(paragraphs, ["Text."]);
    }

    #[test]
    fn columns_are_found_by_name_and_cells_as_seen() {
        let document = sound("| Rule | If |\n|---|---|\n| A-1 | a \\| b |\n|  |  |\n");
        let (_, table) = document.tables().next().unwrap();
        assert_eq!(table.column("If"), Some(1));
        assert_eq!(table.column("if"), None);
        assert_eq!(table.columns().collect::<Vec<_>>(), ["Rule", "If"]);
        assert_eq!(table.rows[0].name(), Some("A-1"));
        assert_eq!(table.rows[1].name(), None);
        assert_eq!(table.rows[0].cells[1].unescaped(), "a | b");
        assert_eq!(table.rows[0].piece(1).text, r"a \| b");
        assert_eq!(table.rows[0].piece(7).text, "");
    }
}
