//! The rows of a document, by what names them.

use crate::load::page::about;
use crate::{Edition, Row, Section, Table};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A freedom of the text.
    Option,
    /// A message.
    Message,
    /// A parameter of a message.
    Parameter,
    /// What is in a structure.
    Part,
    /// A state of a role.
    State,
    /// A timer.
    Timer,
    /// A row of transitions.
    Rule,
    /// What the text leaves open.
    Question,
    /// A clause outside of the model.
    Outside,
}

impl Kind {
    /// All of them, in the order of documents.
    pub const ALL: [Kind; 9] = [
        Kind::Option,
        Kind::Message,
        Kind::Parameter,
        Kind::Part,
        Kind::State,
        Kind::Timer,
        Kind::Rule,
        Kind::Question,
        Kind::Outside,
    ];

    /// One and several of them.
    pub const fn word(self) -> [&'static str; 2] {
        match self {
            Kind::Option => ["option", "options"],
            Kind::Message => ["message", "messages"],
            Kind::Parameter => ["parameter", "parameters"],
            Kind::Part => ["part of a structure", "parts of structures"],
            Kind::State => ["state", "states"],
            Kind::Timer => ["timer", "timers"],
            Kind::Rule => ["rule", "rules"],
            Kind::Question => ["question", "questions"],
            Kind::Outside => ["clause outside of the model", "clauses outside of the model"],
        }
    }
}

/// A row of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is about.
    pub kind: Kind,
    /// What its name is unique within: of a parameter the message or structure, of a state the
    /// role; else empty.
    pub place: String,
    /// Its name.
    pub name: String,
    /// The line in the document, from 1.
    pub line: u32,
    /// The other cells: column and text.
    pub cells: Vec<(String, String)>,
}

impl Item {
    /// The text in that column; `-` where there is no such column.
    pub fn cell(&self, column: &str) -> &str {
        let found = self.cells.iter().find(|(name, _)| name == column);
        found.map_or("-", |(_, text)| text.as_str())
    }

    /// The name as the items of amendments write it, without the word for its kind: `ACC-1-07`,
    /// `DMS-2 acc opening`, `DELEGATION_REQ sessionId`.
    pub fn title(&self) -> String {
        if self.place.is_empty() {
            self.name.clone()
        } else {
            format!("{} {}", self.place, self.name)
        }
    }
}

/// The rows of a document in its order, those of claims and amendments aside.
pub(super) fn of(edition: &Edition) -> Vec<Item> {
    let mut items = Vec::new();
    let plain = [
        (Kind::Option, "Options", "Option"),
        (Kind::Message, "Messages", "Message"),
        (Kind::Timer, "Timers", "Timer"),
        (Kind::Rule, "Transitions", "Rule"),
        (Kind::Question, "Questions", "Question"),
        (Kind::Outside, "Outside of the model", "Clause"),
    ];
    for (kind, title, column) in plain {
        for (_, table) in tables(edition, title) {
            items.extend(rows(edition, kind, "", table, column));
        }
    }
    for (section, table) in tables(edition, "States") {
        let place = section.title().unwrap_or_default().trim_start_matches("States of ");
        items.extend(rows(edition, Kind::State, place, table, "State"));
    }
    parameters(edition, &mut items);
    for (section, table) in tables(edition, "Structures") {
        let place = section.title().unwrap_or_default();
        items.extend(rows(edition, Kind::Part, place, table, "Name"));
    }
    items
}

/// The parameters of messages: the second table of one message is a place of its own. The prose
/// above the table is a cell of the message.
fn parameters(edition: &Edition, items: &mut Vec<Item>) {
    let mut seen: Vec<&str> = Vec::new();
    for (section, table) in tables(edition, "Messages") {
        if table.column("Name").is_none() {
            continue;
        }
        let title = section.title().unwrap_or_default();
        let message = title.split_once(" (Table ").map_or(title, |(message, _)| message);
        let again = seen.iter().filter(|known| **known == message).count();
        seen.push(message);
        let (place, column) = match again {
            0 => (message.to_owned(), "Words".to_owned()),
            n => (format!("{message} (table {})", n + 1), format!("Words (table {})", n + 1)),
        };
        items.extend(rows(edition, Kind::Parameter, &place, table, "Name"));
        let of = |item: &&mut Item| item.kind == Kind::Message && item.name == message;
        if let Some(item) = items.iter_mut().find(of) {
            item.cells.push((column, about(section)));
        }
    }
}

/// The tables under a heading of the second level, each with its section.
fn tables<'d>(
    edition: &'d Edition,
    title: &'d str,
) -> impl Iterator<Item = (&'d Section, &'d Table)> {
    let document = &edition.document;
    let sections = document.find(title).filter(|section| section.level() == 2);
    let within = sections.flat_map(|section| document.within(section));
    let read = within.filter(|section| !section.informative);
    read.flat_map(|section| section.tables().map(move |table| (section, table)))
}

/// The rows of a table that has that column.
fn rows(edition: &Edition, kind: Kind, place: &str, table: &Table, column: &str) -> Vec<Item> {
    let Some(named) = table.column(column) else { return Vec::new() };
    let item = |row: &Row| Item {
        kind,
        place: place.to_owned(),
        name: row.cells.get(named).map(|cell| cell.unescaped()).unwrap_or_default(),
        line: u32::try_from(edition.source.position(row.span.start).line).unwrap_or(u32::MAX),
        cells: table
            .columns()
            .zip(&row.cells)
            .filter(|(name, _)| *name != column)
            .map(|(name, cell)| (name.to_owned(), cell.unescaped()))
            .collect(),
    };
    table.rows.iter().map(item).collect()
}
