//! Finds the tables of a document by their headings and their columns by name.

use crate::load::word;
use crate::{
    Block, Claims, Diagnostic, Diagnostics, Document, Piece, Row, Section, Source, Span, Table,
    did_you_mean, quote,
};

/// A document that is being read: which of its tables are taken, and what is wrong with them.
pub(crate) struct Page<'d> {
    /// Where the text comes from.
    pub(crate) source: &'d Source,
    /// What is wrong.
    pub(crate) diagnostics: Diagnostics,
    document: &'d Document,
    claims: Claims,
}

impl<'d> Page<'d> {
    /// A document of which nothing is taken yet.
    pub(crate) fn new(source: &'d Source, document: &'d Document, found: Diagnostics) -> Self {
        Page { source, diagnostics: found, document, claims: Claims::new() }
    }

    /// Reports the tables that nobody took, and gives all that is wrong.
    pub(crate) fn finish(mut self) -> Diagnostics {
        self.claims.report(self.document, &mut self.diagnostics);
        self.diagnostics
    }

    /// The section with this title at the second level. A missing one is reported, and one whose
    /// title is spelt wrong is taken for it.
    pub(crate) fn section(&mut self, title: &str) -> Option<&'d Section> {
        let second: Vec<_> =
            self.document.sections.iter().filter(|section| section.level() == 2).collect();
        self.one_of(&second, None, title, &[])
    }

    /// The same for a section that a document can do without.
    pub(crate) fn section_if_any(&mut self, title: &str) -> Option<&'d Section> {
        let is_meant = |found: &str| found == title || did_you_mean(found, [title]).is_some();
        let mut second = self.document.sections.iter().filter(|section| section.level() == 2);
        let is_there = second.any(|section| section.title().is_some_and(is_meant));
        if is_there { self.section(title) } else { None }
    }

    /// The same among the subsections of a section, of which others have these titles.
    pub(crate) fn subsection(
        &mut self,
        section: &'d Section,
        title: &str,
        others: &[String],
    ) -> Option<&'d Section> {
        let within: Vec<_> = self.subsections(section).collect();
        self.one_of(&within, Some(section), title, others)
    }

    fn one_of(
        &mut self,
        sections: &[&'d Section],
        parent: Option<&'d Section>,
        title: &str,
        others: &[String],
    ) -> Option<&'d Section> {
        let mut found = sections.iter().filter(|section| section.title() == Some(title));
        if let Some(first) = found.next() {
            for second in found {
                let message = format!("two sections are called {}", quote(title));
                let error = Diagnostic::error("duplicate-section", heading_span(second), message);
                let error = error.label("the second one is not read");
                self.diagnostics.push(error.related(heading_span(first), "the first one"));
            }
            return Some(first);
        }
        let is_meant = |section: &&&Section| {
            section.title().is_some_and(|found| {
                let is_other = others.iter().any(|other| other == found);
                !is_other && did_you_mean(found, [title]).is_some()
            })
        };
        let meant = sections.iter().find(is_meant).copied();
        let message = format!("the document has no section {}", quote(title));
        let last = || self.document.sections.last().map_or(Span::at(0), heading_span);
        let span = meant.or(parent).map_or_else(last, heading_span);
        let error = Diagnostic::error("missing-section", span, message);
        self.diagnostics.push(match (meant, parent) {
            (Some(_), _) => error.help(format!("did you mean {}?", quote(title))),
            (None, Some(_)) => error
                .label("it belongs under this heading")
                .help(format!("write a heading: ### {title}")),
            (None, None) => error
                .label("the last heading of the document")
                .help(format!("write a heading: ## {title}")),
        });
        meant
    }

    /// The subsections that are not informative.
    pub(crate) fn subsections(&self, section: &'d Section) -> impl Iterator<Item = &'d Section> {
        let within = self.document.within(section).get(1..).unwrap_or_default();
        within.iter().filter(|section| !section.informative)
    }

    /// Takes the table directly under this heading that has these columns, and says where they
    /// stand. A missing table, and a missing or surplus column, are reported.
    pub(crate) fn table<const N: usize>(
        &mut self,
        section: &'d Section,
        columns: [&str; N],
    ) -> Option<(&'d Table, [usize; N])> {
        self.table_and(section, columns, None).map(|(table, places, _)| (table, places))
    }

    /// The same for a table that may have one column more.
    pub(crate) fn table_and<const N: usize>(
        &mut self,
        section: &'d Section,
        columns: [&str; N],
        more: Option<&str>,
    ) -> Option<(&'d Table, [usize; N], Option<usize>)> {
        let is_meant = |table: &&Table| {
            table.columns().filter(|column| columns.contains(column)).count() * 2 >= N
        };
        let Some(table) = section.tables().find(is_meant) else {
            let message = format!("no table stands under {}", title_of(section));
            let error = Diagnostic::error("missing-table", heading_span(section), message);
            let columns: Vec<_> = columns.into_iter().map(quote).collect();
            self.diagnostics.push(error.help(format!("its columns are {}", columns.join(", "))));
            return None;
        };
        self.claims.claim(table);
        let at = more.and_then(|name| table.column(name));
        Some((table, self.columns(table, columns, more)?, at))
    }

    /// Where the columns of this name stand in the header, one that is spelt wrong included.
    fn columns<const N: usize>(
        &mut self,
        table: &Table,
        names: [&str; N],
        more: Option<&str>,
    ) -> Option<[usize; N]> {
        let is_known = |name: &str| names.contains(&name) || more == Some(name);
        let mut surplus: Vec<usize> = (0..table.header.cells.len())
            .filter(|at| !is_known(table.header.piece(*at).text))
            .collect();
        let mut missing = Vec::new();
        let places = names.map(|name| {
            let meant = |at: &usize| did_you_mean(table.header.piece(*at).text, [name]).is_some();
            if let Some(at) = table.column(name) {
                return at;
            }
            match surplus.iter().position(meant) {
                Some(place) => {
                    let at = surplus.remove(place);
                    self.diagnostics.push(
                        unknown_column(&table.header, at)
                            .help(format!("did you mean {}?", quote(name))),
                    );
                    at
                }
                None => {
                    missing.push(quote(name));
                    usize::MAX
                }
            }
        });
        for at in surplus.into_iter().filter(|at| !table.header.piece(*at).text.is_empty()) {
            let names: Vec<_> = names.into_iter().chain(more).map(quote).collect();
            let help = format!("the columns of this table are {}", names.join(", "));
            self.diagnostics.push(unknown_column(&table.header, at).help(help));
        }
        if missing.is_empty() {
            return Some(places);
        }
        let plural = if missing.len() == 1 { "column" } else { "columns" };
        let message = format!("the table has no {plural} {}", missing.join(", "));
        let span = table.header.span;
        let names: Vec<_> = names.into_iter().map(quote).collect();
        let help = format!("the columns of this table are {}", names.join(", "));
        self.diagnostics.push(Diagnostic::error("missing-column", span, message).help(help));
        None
    }

    /// The number of the line that a piece stands in, from 1.
    pub(crate) fn line(&self, piece: Piece<'_>) -> u32 {
        u32::try_from(self.source.position(piece.span.start).line).unwrap_or(u32::MAX)
    }

    /// The marks that begin so and end with two digits or more, in tables and prose that are not
    /// informative, each with its place.
    pub(crate) fn mentions(&self, begin: &str) -> Vec<(&'d str, Span)> {
        let sections = self.document.sections.iter().filter(|section| !section.informative);
        let spans = sections.flat_map(|section| &section.blocks).flat_map(|block| match block {
            Block::Table(table) => table.rows.iter().map(|row| row.span).collect(),
            Block::Paragraph(paragraph) => vec![paragraph.span],
            Block::Code(_) => Vec::new(),
        });
        let mut mentions = Vec::new();
        for span in spans {
            let text = self.source.slice(span);
            for (at, _) in text.match_indices(begin) {
                let digits = at + begin.len();
                let rest = text.get(digits..).unwrap_or_default();
                let count = rest.bytes().take_while(u8::is_ascii_digit).count();
                let before = text.get(..at).unwrap_or_default();
                if count >= 2 && !before.ends_with(|c: char| c.is_alphanumeric() || c == '-') {
                    let end = digits + count;
                    let place = Span::new(span.start + at, span.start + end);
                    mentions.push((text.get(at..end).unwrap_or_default(), place));
                }
            }
        }
        mentions
    }

    /// The text of a cell that must not be empty.
    pub(crate) fn prose(&mut self, piece: Piece<'_>, what: &str) -> String {
        word::not_empty(piece, what, &mut self.diagnostics);
        word::seen(piece)
    }

    /// An error at a heading.
    pub(crate) fn heading_error(
        &mut self,
        code: &'static str,
        section: &Section,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let error = Diagnostic::error(code, heading_span(section), message);
        self.diagnostics.push(error.help(help));
    }
}

/// The title of a heading as a piece of the text.
pub(crate) fn title_piece(section: &Section) -> Piece<'_> {
    let text = section.title().unwrap_or_default();
    let start = heading_span(section).start;
    Piece { text, span: Span::new(start, start + text.len()), row: None }
}

/// The prose between a heading and its table, in one line.
pub(crate) fn about(section: &Section) -> String {
    let before = section.blocks.iter().take_while(|block| !matches!(block, Block::Table(_)));
    let prose = before.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Table(_) | Block::Code(_) => None,
    });
    prose.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Where the text of the heading stands.
pub(crate) fn heading_span(section: &Section) -> Span {
    section.heading.as_ref().map_or(Span::at(0), |heading| heading.span)
}

fn title_of(section: &Section) -> String {
    quote(section.title().unwrap_or_default())
}

fn unknown_column(header: &Row, at: usize) -> Diagnostic {
    let piece = header.piece(at);
    Diagnostic::error(
        "unknown-column",
        piece.span,
        format!("nothing reads the column {}", quote(piece.text)),
    )
}
