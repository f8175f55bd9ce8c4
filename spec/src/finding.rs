//! The page of a finding: `# F-nn: title`, one sentence, a table of what is to be known about it,
//! then prose and charts.

use crate::load::word;
use crate::{
    Block, Cell, Code, Diagnostic, Diagnostics, Document, Piece, Section, Separator, Source, Span,
    Table, quote, scan,
};

/// How bad a finding is, the worst first. Pages are ordered by the worst of their words, then by
/// the next, then by their number.
pub const SEVERITIES: [(&str, &str); 11] = [
    ("device orphaned", "no server can reach the device any more"),
    ("nobody in charge", "no server that could manage the device thinks that it does"),
    ("access remains", "DMS-1 has accepted a revocation, and DMS-2 keeps a way in"),
    ("records differ", "the two servers believe different things for good"),
    ("account orphaned", "an account is left on the device that no record knows"),
    ("records differ from the device", "both servers believe what is not so"),
    ("device not restored", "a failed delegation leaves its traces"),
    ("early session", "DMS-2 is called before the device is prepared"),
    ("hang", "a session waits for ever"),
    ("delegation fails without any fault", "nothing is lost, and it does not work all the same"),
    ("noise", "messages are refused or ignored that somebody should have described"),
];

/// A finding, as its page tells it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its number, such as `F-03`.
    pub id: String,
    /// What the heading says after the number.
    pub title: String,
    /// The finding in one sentence.
    pub sentence: String,
    /// The properties that it violates.
    pub properties: Vec<String>,
    /// The clauses, as the page has them.
    pub clauses: String,
    /// The rows, as the page has them.
    pub rows: String,
    /// What would have prevented it, with the remark in parentheses.
    pub prevented: String,
    /// The places of its words in [`SEVERITIES`].
    pub severities: Vec<usize>,
    /// The commands of the section with the story, the first of each block.
    pub commands: Vec<Command>,
    /// What is left of it in later editions: `Continues: F-19, F-31: words.`
    pub continues: Vec<String>,
    /// What was a finding once and is part of this one: `Includes: F-01: words.`
    pub includes: Vec<String>,
    /// Where the cells of the table stand, by their columns.
    pub places: Vec<(String, Span)>,
    /// The page.
    pub source: Source,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// A command that shows a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The command, in one line.
    pub words: String,
    /// Of several receptions without a row, the one that is meant: `DMS-2 in idle, receives HELLO`,
    /// or without the state. It stands in a mark `<!-- seen: ... -->` above the command.
    pub seen: Option<String>,
}

/// The columns of the table, in their order; the two that can be computed may be missing.
pub const COLUMNS: [&str; 7] =
    ["Editions", "Properties", "Clauses", "Rows", "Prevented by", "Ended by", "Severity"];

/// The section with the story.
const STORY: &str = "The shortest story";

impl Finding {
    /// Reads a page to its end. `name` is its path, for messages; `id` the number that its file
    /// has.
    pub fn read(name: &str, id: &str, bytes: &[u8]) -> Finding {
        let (source, mut diagnostics) = Source::from_bytes(name, bytes);
        let document = scan(&source, &mut diagnostics);
        let mut finding = Finding {
            id: id.to_owned(),
            title: String::new(),
            sentence: String::new(),
            properties: Vec::new(),
            clauses: String::new(),
            rows: String::new(),
            prevented: String::new(),
            severities: Vec::new(),
            commands: commands(&document),
            continues: Vec::new(),
            includes: Vec::new(),
            places: Vec::new(),
            source,
            diagnostics,
        };
        let Some(section) = document.sections.iter().find(|section| section.level() == 1) else {
            let error = Diagnostic::error("missing-section", Span::at(0), "the page has no title");
            finding.diagnostics.push(error.help(format!("write: # {id}: what is wrong")));
            return finding;
        };
        finding.read_title(section);
        finding.read_sentence(section);
        finding.read_table(section);
        finding.continues = named_after(section, "Continues: ");
        finding.includes = named_after(section, "Includes: ");
        finding
    }

    /// What the page says in this column; `-` where it does not have it.
    pub fn cell(&self, column: &str) -> &str {
        let place = self.places.iter().find(|(name, _)| name == column);
        place.map_or("-", |(_, span)| self.source.slice(*span))
    }

    /// The page with these cells in its table, a column that it lacks included.
    pub fn with_cells(&self, cells: &[(&str, &str)]) -> String {
        let text = self.source.text();
        let (Some((_, first)), Some((_, last))) = (self.places.first(), self.places.last()) else {
            return text.to_owned();
        };
        let [first, last] = [first, last].map(|span| self.source.line_span(span.start));
        // The header and the line below it stand before the row.
        let above = |start: usize| self.source.line_span(start.saturating_sub(1)).start;
        let start = above(above(first.start));
        let value = |column: &str| {
            let given = cells.iter().find(|(name, _)| *name == column);
            given.map_or_else(|| self.cell(column), |(_, value)| value)
        };
        let row = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
        let table = format!(
            "{}\n{}|\n{}",
            row(COLUMNS.to_vec()),
            "|---".repeat(COLUMNS.len()),
            row(COLUMNS.iter().map(|column| value(column)).collect())
        );
        let mut changed = text.to_owned();
        changed.replace_range(start..last.end, &table);
        changed
    }

    fn read_title(&mut self, section: &Section) {
        let Some(heading) = &section.heading else { return };
        match heading.text.split_once(": ") {
            Some((id, title)) if id == self.id => self.title = title.to_owned(),
            Some(_) | None => {
                let text = format!("the title does not begin with {}", quote(&self.id));
                let error = Diagnostic::error("bad-heading", heading.span, text);
                self.diagnostics.push(error.help(format!("such as: # {}: what is wrong", self.id)));
            }
        }
    }

    fn read_sentence(&mut self, section: &Section) {
        let first = section.blocks.first();
        let paragraph = first.and_then(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) | Block::Code(_) => None,
        });
        let span = section.heading.as_ref().map_or(Span::at(0), |heading| heading.span);
        let words: Vec<&str> =
            paragraph.into_iter().flat_map(|one| one.text.split_whitespace()).collect();
        self.sentence = words.join(" ");
        let ends = self.sentence.matches(". ").count();
        if !self.sentence.ends_with('.') || ends > 0 {
            let text = "what is wrong does not stand below the title in one sentence";
            let error = Diagnostic::error("missing-sentence", span, text);
            self.diagnostics.push(error.help("write one sentence that ends with a period"));
        }
    }

    fn read_table(&mut self, section: &Section) {
        let found = section.tables().next().and_then(|table| Some((table, table.rows.first()?)));
        let Some((table, row)) = found.filter(|(table, _)| table.rows.len() == 1) else {
            let span = section.heading.as_ref().map_or(Span::at(0), |heading| heading.span);
            let text = "no table with one row says what is to be known";
            let error = Diagnostic::error("missing-table", span, text);
            let columns = COLUMNS.map(quote).join(", ");
            self.diagnostics.push(error.help(format!("its columns are {columns}")));
            return;
        };
        for (cell, column) in row.cells.iter().zip(table.columns()) {
            self.places.push((column.to_owned(), cell.span));
        }
        self.check_columns(table);
        let piece = |column: &str| {
            let place = table.column(column);
            place.map_or(Piece { text: "-", span: row.span, row: None }, |at| row.piece(at))
        };
        let text = |column: &str| {
            let cell: Option<&Cell> = table.column(column).and_then(|at| row.cells.get(at));
            cell.map_or_else(|| "-".to_owned(), Cell::unescaped)
        };
        self.clauses = text("Clauses");
        self.rows = text("Rows");
        self.prevented = text("Prevented by");
        let found = &mut self.diagnostics;
        let names = piece("Properties").split(&[Separator::Comma], found);
        self.properties = names.iter().map(|name| name.text.to_owned()).collect();
        let words = SEVERITIES.map(|(word, _)| word);
        let places: Vec<(&str, usize)> = words.into_iter().zip(0..).collect();
        for part in piece("Severity").split(&[Separator::Comma], found) {
            self.severities.extend(word::one_of(part, "severity", &places, found));
        }
        self.severities.sort_unstable();
    }

    fn check_columns(&mut self, table: &Table) {
        for cell in &table.header.cells {
            if !COLUMNS.contains(&cell.text.as_str()) {
                let text = format!("nothing reads the column {}", quote(&cell.text));
                let error = Diagnostic::error("unknown-column", cell.span, text);
                self.diagnostics.push(error.suggest(&cell.text, COLUMNS));
            }
        }
        let computed = ["Editions", "Ended by"];
        for column in COLUMNS.into_iter().filter(|column| !computed.contains(column)) {
            if table.column(column).is_none() {
                let text = format!("the table has no column {}", quote(column));
                let error = Diagnostic::error("missing-column", table.header.span, text);
                self.diagnostics.push(error);
            }
        }
    }
}

/// The findings that a paragraph names which begins with that word.
fn named_after(section: &Section, word: &str) -> Vec<String> {
    let text = section.paragraphs().find_map(|paragraph| paragraph.text.strip_prefix(word));
    let names = text.map(|text| text.split(": ").next().unwrap_or(text).trim_end_matches('.'));
    names.into_iter().flat_map(|names| names.split(", ")).map(str::to_owned).collect()
}

/// The commands in the section with the story, the first of each block in one line.
fn commands(document: &Document) -> Vec<Command> {
    let Some(section) = document.find(STORY).next() else { return Vec::new() };
    let mut commands = Vec::new();
    let mut seen = None;
    for block in &section.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let mark = paragraph.text.strip_prefix("<!-- seen: ");
                seen = mark.and_then(|text| text.strip_suffix(" -->")).map(str::to_owned);
            }
            Block::Code(Code { info, text, .. }) if info == "sh" => {
                let joined = text.replace("\\\n", " ");
                let first = joined.lines().next().unwrap_or_default();
                let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
                commands.push(Command { words, seen: seen.take() });
            }
            Block::Code(_) | Block::Table(_) => {}
        }
    }
    commands
}
