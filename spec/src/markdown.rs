//! From the lines of a text to its sections, paragraphs, tables and code.
//!
//! A scanner of our own, for the part of Markdown that the documents use: what a renderer would
//! show otherwise than it is read here is an error, never silently prose.

use crate::document::{Block, Code, Document, Heading, Paragraph, Section, TableId};
use crate::lines::{Kind, Line, lines};
use crate::table::{self, Before};
use crate::{Diagnostic, Diagnostics, Span, Table, prose};

/// Reads the whole text, and reports what does not belong into a document.
pub(crate) fn scan(text: &str, diagnostics: &mut Diagnostics) -> Document {
    let mut scanner = Scanner::new(text, diagnostics);
    for line in lines(text) {
        scanner.take(line);
    }
    scanner.finish()
}

struct Scanner<'a, 'd> {
    text: &'a str,
    diagnostics: &'d mut Diagnostics,
    sections: Vec<Section>,
    /// The section whose blocks are read; moved to `sections` when the next begins.
    section: Section,
    /// The level of the heading that makes what follows informative.
    informative_level: Option<usize>,
    tables: usize,
    open: Open<'a>,
}

/// The block that the next line may belong to.
enum Open<'a> {
    Nothing,
    Paragraph(Span),
    Rows { lines: Vec<Line<'a>>, after_text: bool },
    Code { fence: Line<'a>, content: Span },
}

impl<'a, 'd> Scanner<'a, 'd> {
    fn new(text: &'a str, diagnostics: &'d mut Diagnostics) -> Self {
        Scanner {
            text,
            diagnostics,
            sections: Vec::new(),
            section: Section { heading: None, informative: false, blocks: Vec::new(), index: 0 },
            informative_level: None,
            tables: 0,
            open: Open::Nothing,
        }
    }

    fn take(&mut self, line: Line<'a>) {
        match line.kind {
            Kind::Blank => self.close(),
            Kind::Row => self.take_row(line),
            Kind::Text => self.take_text(line),
            Kind::Heading => {
                self.close();
                let heading = prose::heading(&line, self.diagnostics);
                self.begin_section(heading);
            }
            Kind::FenceOpen => {
                self.close();
                let after = (line.start + line.text.len() + 1).min(self.text.len());
                self.open = Open::Code { fence: line, content: Span::at(after) };
            }
            Kind::Code => {
                if let Open::Code { content, .. } = &mut self.open {
                    *content = Span::new(content.start, end_of(&line));
                }
            }
            Kind::FenceClose => self.close(),
        }
    }

    fn take_row(&mut self, line: Line<'a>) {
        if let Open::Rows { lines, .. } = &mut self.open {
            lines.push(line);
            return;
        }
        let after_text = matches!(self.open, Open::Paragraph(_));
        self.close();
        self.open = Open::Rows { lines: vec![line], after_text };
    }

    fn take_text(&mut self, line: Line<'a>) {
        let content = Span::new(line.start + line.indent(), end_of(&line));
        if let Open::Rows { .. } = self.open {
            let message = "text directly after a table, a row of it for renderers";
            let error = Diagnostic::error("text-after-table", Span::at(content.start), message);
            self.diagnostics.push(error.label("put an empty line before this one"));
        }
        let continues = matches!(self.open, Open::Paragraph(_));
        prose::check(&line, continues, self.diagnostics);
        if let Open::Paragraph(span) = &mut self.open {
            *span = span.to(content);
            return;
        }
        self.close();
        self.open = Open::Paragraph(content);
    }

    /// Ends the open block and adds it to the section.
    fn close(&mut self) {
        let block = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => None,
            Open::Paragraph(span) => {
                Some(Block::Paragraph(Paragraph { text: self.slice(span), span }))
            }
            Open::Rows { lines, after_text } => {
                self.read_table(&lines, after_text).map(Block::Table)
            }
            Open::Code { fence, content } => {
                let info = fence.trimmed().trim_start_matches(['`', '~']).trim().to_owned();
                Some(Block::Code(Code { info, text: self.slice(content), span: content }))
            }
        };
        self.section.blocks.extend(block);
    }

    fn read_table(&mut self, lines: &[Line<'a>], after_text: bool) -> Option<Table> {
        let before = match self.section.blocks.last_mut() {
            _ if after_text => Before::Text,
            Some(Block::Table(table)) => Before::Table(table),
            Some(Block::Paragraph(_) | Block::Code(_)) | None => Before::Nothing,
        };
        let table = table::read(lines, TableId(self.tables), before, self.diagnostics);
        self.tables += usize::from(table.is_some());
        table
    }

    fn begin_section(&mut self, heading: Heading) {
        self.informative_level = self.informative_level.filter(|level| *level < heading.level);
        if heading.is_informative() {
            self.informative_level = self.informative_level.or(Some(heading.level));
        }
        let section = Section {
            informative: self.informative_level.is_some(),
            heading: Some(heading),
            blocks: Vec::new(),
            index: self.sections.len() + 1,
        };
        self.sections.push(std::mem::replace(&mut self.section, section));
    }

    fn finish(mut self) -> Document {
        if let Open::Code { fence, .. } = &self.open {
            let span = Span::new(fence.start + fence.indent(), end_of(fence));
            let message = "the code block never ends: all that follows is read as code";
            let error = Diagnostic::error("unclosed-fence", span, message);
            self.diagnostics.push(
                error
                    .label("it begins here")
                    .help(format!("close it with a line {}", "`".repeat(3))),
            );
        }
        self.close();
        self.sections.push(self.section);
        Document { sections: self.sections }
    }

    fn slice(&self, span: Span) -> String {
        self.text.get(span.range()).unwrap_or_default().to_owned()
    }
}

fn end_of(line: &Line<'_>) -> usize {
    line.start + line.text.trim_end_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::testing::check_pass;
    use crate::{Block, Diagnostics, Source, Span};
    use expect_test::expect;

    #[test]
    fn a_document_is_read_with_its_places() {
        let text = "\u{feff}Intro,\r\n  two lines.\n\n## Rules ##\n| Rule | If |\n|:--|--:|\n\
            | A-1 |  a \\| b|\n```rust x\n| no |\n\n```\n\n- list\n";
        let (source, _) = Source::from_bytes("a.md", text.as_bytes());
        let mut diagnostics = Diagnostics::new();
        let document = scan(text, &mut diagnostics);
        assert!(diagnostics.is_empty());
        let show = |what: &str, span: Span| {
            format!("{what} {} {:?}\n", source.position(span.start), source.slice(span))
        };
        let mut seen = String::new();
        for section in &document.sections {
            seen += &section.heading.iter().map(|h| show("heading", h.span)).collect::<String>();
            for block in &section.blocks {
                match block {
                    Block::Paragraph(paragraph) => seen += &show("paragraph", paragraph.span),
                    Block::Code(code) => seen += &show(&code.info, code.span),
                    Block::Table(table) => {
                        for row in [&table.header].into_iter().chain(&table.rows) {
                            seen += &show("row", row.span);
                            seen +=
                                &row.cells.iter().map(|c| show("cell", c.span)).collect::<String>();
                        }
                    }
                }
            }
        }
        expect![[r#"
            paragraph 1:2 "Intro,\r\n  two lines."
            heading 4:4 "Rules"
            row 5:1 "| Rule | If |"
            cell 5:3 "Rule"
            cell 5:10 "If"
            row 7:1 "| A-1 |  a \\| b|"
            cell 7:3 "A-1"
            cell 7:10 "a \\| b"
            rust x 9:1 "| no |\n"
            paragraph 13:1 "- list"
        "#]]
        .assert_eq(&seen);
    }

    #[test]
    fn a_code_block_without_end() {
        let text = "# A\n\n````sh\n```\n| a |\n";
        let pass = |source: &_, diagnostics: &mut _| drop(crate::scan(source, diagnostics));
        check_pass(
            text,
            pass,
            &expect![[r#"
                error[unclosed-fence]: the code block never ends: all that follows is read as code
                 --> a.md:3:1
                  |
                3 | ````sh
                  | ^^^^^^ it begins here
                  |
                  = help: close it with a line ```
            "#]],
        );
    }
}
