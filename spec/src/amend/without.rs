//! An edition without one of its amendments.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use protocol::Role;

use crate::amend::things::{Thing, rows, tables, things};
use crate::{Amendment, Document, Edition, Item, Row, Section, Source, Table, align, load, scan};

/// What an edition is without one of its amendments.
#[derive(Clone, Debug)]
pub struct Without {
    /// The document, read again. It has no table where what is left does not go together.
    pub edition: Edition,
    /// What nothing uses any more and was dropped too.
    pub dropped: Vec<Item>,
    /// What the rows of the base name, and came back with them.
    pub returned: Vec<Item>,
}

/// The edition with the items of one amendment as in the base. States, timers, options, messages
/// and structures that nothing uses any more are dropped, and states that nothing leads to; what
/// rows of the base name, and another amendment took away, comes back with them. The section
/// `Amendments` is left out.
pub fn without(base: &Edition, amended: &Edition, amendment: &Amendment) -> Without {
    let name = format!("{} without {}", amended.name, amendment.id);
    let mut text = without_section(amended.source.text(), "Amendments");
    for (item, _) in &amendment.items {
        text = restored(&text, base, item);
    }
    let (mut dropped, mut returned) = (Vec::new(), Vec::new());
    loop {
        text = align::fix(&linked(&text, base));
        let edition = load(&name, text.as_bytes());
        // Each round an item comes back that has not before, or one is dropped; so this ends.
        if let Some(item) = lacking(&edition, base).filter(|item| !returned.contains(item)) {
            text = restored(&text, base, &item);
            returned.push(item);
        } else if let Some(item) = idle(&edition) {
            text = dropped_from(&text, &item);
            dropped.push(item);
        } else {
            return Without { edition, dropped, returned };
        }
    }
}

/// The first item of the base that a row names and the edition does not have.
fn lacking(edition: &Edition, base: &Edition) -> Option<Item> {
    let (known, old) = (things(&edition.document), things(&base.document));
    edition.diagnostics.iter().find_map(|fault| {
        let name = edition.source.text().get(fault.span.range())?.to_owned();
        let second = fault.row.as_deref().and_then(|row| row.split('-').nth(1)) == Some("2");
        let role = if second { Role::Delegated } else { Role::Delegating };
        let item = match fault.code {
            "unknown-option" => Item::Option(name),
            "unknown-state" => Item::State(role, name),
            "unknown-timer" => Item::Timer(role, name),
            "unknown-message" => Item::Message(name),
            _ => return None,
        };
        (old.contains_key(&item) && !known.contains_key(&item)).then_some(item)
    })
}

/// Faults that only say that nothing uses a name.
const IDLE: [&str; 6] = [
    "unmentioned-state",
    "unreachable-state",
    "unsent-message",
    "unasked-option",
    "unstarted-timer",
    "unused-structure",
];

/// The first item that nothing uses.
fn idle(edition: &Edition) -> Option<Item> {
    let things = things(&edition.document);
    let faults = edition.diagnostics.iter().filter(|fault| IDLE.contains(&fault.code));
    let places: BTreeSet<_> = faults.map(|fault| fault.span).collect();
    let at = |thing: &Thing<'_>| thing.span().is_some_and(|span| places.contains(&span));
    things.into_iter().find(|(_, thing)| at(thing)).map(|(item, _)| item)
}

/// A text and its structure.
struct Page {
    source: Source,
    document: Document,
}

impl Page {
    fn of(text: &str) -> Page {
        let (source, mut found) = Source::from_bytes("", text.as_bytes());
        let document = scan(&source, &mut found);
        Page { source, document }
    }

    /// The line of a row with its end.
    fn line(&self, row: &Row) -> Range<usize> {
        let line = self.source.line_span(row.span.start);
        line.start..(line.end + 1).min(self.source.text().len())
    }

    /// The place below the header of a table, and below that many of its rows.
    fn below(&self, table: &Table, rows: usize) -> usize {
        let last = rows.checked_sub(1).and_then(|last| table.rows.get(last));
        let header = self.line(&table.header);
        last.map_or_else(|| self.source.line_span(header.end).end + 1, |row| self.line(row).end)
            .min(self.source.text().len())
    }

    /// A section from its heading to the next one.
    fn section(&self, section: &Section) -> Range<usize> {
        let start = |section: &Section| {
            let heading = section.heading.as_ref().map_or(0, |heading| heading.span.start);
            self.source.line_span(heading).start
        };
        let next = self.document.sections.get(section.index + 1);
        start(section)..next.map_or(self.source.text().len(), start)
    }

    /// The end of a section with those within.
    fn end(&self, title: &str) -> usize {
        let section = self.document.find(title).find(|section| section.level() == 2);
        let last = section.and_then(|section| self.document.within(section).last());
        last.map_or(self.source.text().len(), |section| self.section(section).end)
    }

    /// The text with other words in some places.
    fn edited(&self, mut edits: Vec<(Range<usize>, String)>) -> String {
        edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
        let mut text = self.source.text().to_owned();
        for (range, with) in edits {
            text.replace_range(range, &with);
        }
        text
    }
}

/// The text without a section.
fn without_section(text: &str, title: &str) -> String {
    let page = Page::of(text);
    let section = page.document.find(title).find(|section| section.level() == 2);
    let within = section.into_iter().flat_map(|section| page.document.within(section));
    page.edited(within.map(|section| (page.section(section), String::new())).collect())
}

/// The text with an item as the base has it.
fn restored(text: &str, base: &Edition, item: &Item) -> String {
    let page = Page::of(text);
    let (old, new) = (things(&base.document), things(&page.document));
    let mut edits = Vec::new();
    let (was, is) = (old.get(item), new.get(item));
    match (was.and_then(|was| was.row), is.and_then(|is| is.row)) {
        (Some((old, row)), Some((table, place))) => {
            edits.push((page.line(place), line(old, row, table)));
        }
        // Rows of other amendments may be in a new state too: it is dropped when nothing leads to it.
        (None, Some(_)) if matches!(item, Item::State(..)) => {}
        (None, Some((_, place))) => edits.push((page.line(place), String::new())),
        (Some((old, row)), None) => edits.push(inserted(&page, base, item, old, row)),
        (None, None) => {}
    }
    let sections = |thing: Option<&Thing<'_>>| {
        thing.map_or_else(Vec::new, |thing| thing.sections.iter().map(|one| one.index).collect())
    };
    let (was, is): (Vec<usize>, Vec<usize>) = (sections(was), sections(is));
    if !was.is_empty() || !is.is_empty() {
        let source = Page { source: base.source.clone(), document: base.document.clone() };
        let within = |page: &Page, index: &usize| {
            page.document.sections.get(*index).map_or(0..0, |section| page.section(section))
        };
        let kept: String = was
            .iter()
            .map(|index| source.source.text().get(within(&source, index)).unwrap_or_default())
            .map(|section| format!("{}\n\n", section.trim_end()))
            .collect();
        let end = match item {
            Item::Structure(_) => page.end("Structures"),
            Item::Message(_)
            | Item::Rule(_)
            | Item::Option(_)
            | Item::State(..)
            | Item::Timer(..) => page.end("Messages"),
        };
        let at = is.first().map_or(end, |index| within(&page, index).start);
        edits.extend(is.iter().map(|index| (within(&page, index), String::new())));
        edits.push((at..at, kept));
    }
    page.edited(edits)
}

/// A row in the columns of another table.
fn line(from: &Table, row: &Row, to: &Table) -> String {
    let cell = |column| from.column(column).map_or("-", |column| row.piece(column).text);
    format!("| {} |\n", to.columns().map(cell).collect::<Vec<_>>().join(" | "))
}

/// Where a row belongs that the text does not have: below the one that stands before it in the
/// base. A process of which the text has no row at all gets its table back.
fn inserted(
    page: &Page,
    base: &Edition,
    item: &Item,
    table: &Table,
    row: &Row,
) -> (Range<usize>, String) {
    let (title, column) = match item {
        Item::Rule(_) => ("Transitions", "Rule"),
        Item::Option(_) => ("Options", "Option"),
        Item::Message(_) | Item::Structure(_) => ("Messages", "Message"),
        Item::State(..) => ("States", "State"),
        Item::Timer(..) => ("Timers", "Timer"),
    };
    let home = tables(&base.document, title, column).find(|(_, other)| other.id == table.id);
    let heading = home.and_then(|(section, _)| section.title()).unwrap_or_default();
    // Behind the colon stands what the process is called, which may have changed.
    let name = |title: &str| title.split(':').next().unwrap_or_default().to_owned();
    let same = |section: &Section| section.title().map(name) == Some(name(heading));
    let found = tables(&page.document, title, column).find(|(section, _)| same(section));
    let Some((_, place)) = found else {
        let header = line(table, &table.header, table);
        let delimiter = "|---".repeat(table.columns().count());
        let row = line(table, row, table);
        let at = page.end(title);
        return (at..at, format!("### {heading}\n\n{header}{delimiter}|\n{row}\n"));
    };
    let before: Vec<_> = table.rows.iter().take_while(|other| *other != row).collect();
    let known = |one: &&&Row| place.rows.iter().any(|other| other.name() == one.name());
    let last = before
        .iter()
        .rev()
        .find(known)
        .and_then(|one| place.rows.iter().position(|other| other.name() == one.name()));
    let at = page.below(place, last.map_or(0, |last| last + 1));
    (at..at, line(table, row, place))
}

/// The text without an item that nothing uses. No row is in a state that is dropped, and those
/// that would be in none are dropped with it.
fn dropped_from(text: &str, item: &Item) -> String {
    let page = Page::of(text);
    let mut edits = Vec::new();
    let all = things(&page.document);
    let Some(thing) = all.get(item) else { return text.to_owned() };
    edits.extend(thing.row.map(|(_, row)| (page.line(row), String::new())));
    edits.extend(thing.sections.iter().map(|section| (page.section(section), String::new())));
    if let Item::State(role, name) = item {
        let own = format!(" at {}", role.name());
        for (section, table, row) in rows(&page.document, "Transitions", "Rule") {
            let title = section.title().unwrap_or_default();
            let is_own = title.split(':').next().unwrap_or_default().ends_with(&own);
            let cell = table.column("In").and_then(|column| row.cells.get(column));
            let Some(cell) = cell.filter(|_| is_own) else { continue };
            match states_without(&cell.text, name) {
                Some(rest) if rest.is_empty() => edits.push((page.line(row), String::new())),
                Some(rest) => edits.push((cell.span.range(), rest)),
                None => {}
            }
        }
    }
    page.edited(edits)
}

/// The cell `In` without a state; none where it does not name it.
fn states_without(cell: &str, name: &str) -> Option<String> {
    let (begin, list) = match cell.strip_prefix("any except ") {
        Some(list) => ("any except ", list),
        None => ("", cell),
    };
    let rest: Vec<&str> = list.split(',').map(str::trim).filter(|one| *one != name).collect();
    let left = rest.join(", ");
    if left.len() == list.len() {
        return None;
    }
    Some(if left.is_empty() && !begin.is_empty() {
        "any".to_owned()
    } else {
        begin.to_owned() + &left
    })
}

/// The text with its questions: those of the base that it lacks, and each about the rows and
/// messages that are there and the rows that assume it.
fn linked(text: &str, base: &Edition) -> String {
    let page = Page::of(text);
    let mut assumed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (_, table, row) in rows(&page.document, "Transitions", "Rule") {
        let rule = row.name().unwrap_or_default();
        names.insert(rule);
        let basis = table.column("Basis").map_or("", |column| row.piece(column).text);
        if let Some(question) = basis.strip_prefix("assumed ") {
            assumed.entry(question).or_default().push(rule);
        }
    }
    names.extend(rows(&page.document, "Messages", "Message").filter_map(|(_, _, row)| row.name()));
    let about = |question: &str, cell: &str| {
        let known = cell.split(',').map(str::trim).filter(|name| names.contains(name));
        let mut about: Vec<&str> = known.collect();
        for rule in assumed.get(question).into_iter().flatten() {
            if !about.contains(rule) {
                about.push(rule);
            }
        }
        if about.is_empty() { "all".to_owned() } else { about.join(", ") }
    };
    let mut edits = Vec::new();
    let mut asked = BTreeSet::new();
    for (_, table, row) in rows(&page.document, "Questions", "Question") {
        let question = row.name().unwrap_or_default();
        asked.insert(question);
        let cell = table.column("Rows").and_then(|column| row.cells.get(column));
        let Some(cell) = cell else { continue };
        let about = about(question, &cell.text);
        if about != cell.text {
            edits.push((cell.span.range(), about));
        }
    }
    if let Some((_, place)) = tables(&page.document, "Questions", "Question").next() {
        let lacking = rows(&base.document, "Questions", "Question")
            .filter(|(_, _, row)| !asked.contains(row.name().unwrap_or_default()));
        let at = page.below(place, place.rows.len());
        for (_, table, row) in lacking {
            let question = row.name().unwrap_or_default();
            let cell = |column: &str| match table.column(column) {
                Some(at) if column == "Rows" => about(question, row.piece(at).text),
                Some(at) => row.piece(at).text.to_owned(),
                None => "-".to_owned(),
            };
            let cells: Vec<_> = place.columns().map(cell).collect();
            edits.push((at..at, format!("| {} |\n", cells.join(" | "))));
        }
    }
    page.edited(edits)
}
