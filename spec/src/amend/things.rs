//! What a document defines, item by item, and where it stands.

use std::collections::BTreeMap;

use protocol::Role;

use crate::diff::{Changed, Kind, compare};
use crate::{Document, Edition, Item, Row, Section, Span, Table};

/// An item in which two editions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub item: Item,
    /// Where it stands in the later edition; none where it is gone.
    pub span: Option<Span>,
    /// The rows that differ: of a message its own and those of its parameters.
    pub rows: Vec<Changed>,
}

impl Difference {
    /// Whether it can be seen in the messages between the servers.
    pub fn on_wire(&self) -> bool {
        let seen = |row: &Changed| {
            let one_sided = row.cells.is_empty();
            let is_seen = |column: &str| match row.kind {
                Kind::Message => ["name", "Root", "From", "To", "Carried by"].contains(&column),
                Kind::Parameter | Kind::Part => column != "Description",
                Kind::Option
                | Kind::State
                | Kind::Timer
                | Kind::Rule
                | Kind::Question
                | Kind::Outside => false,
            };
            let on_wire = matches!(row.kind, Kind::Message | Kind::Parameter | Kind::Part);
            on_wire && (one_sided || row.cells.iter().any(|cell| is_seen(&cell.column)))
        };
        self.rows.iter().any(seen)
    }
}

/// All items in which the two editions differ, by whatever cell. Questions and what is outside of
/// the model are not among them: they speak of the text, not of the protocol.
pub fn differences(base: &Edition, amended: &Edition) -> Vec<Difference> {
    let things = things(&amended.document);
    let mut all: BTreeMap<Item, Vec<Changed>> = BTreeMap::new();
    for changed in compare(base, amended, &[]).items {
        if let Some(item) = item_of(&changed) {
            all.entry(item).or_default().push(changed);
        }
    }
    let difference = |(item, rows)| {
        let span = things.get(&item).and_then(Thing::span);
        Difference { item, span, rows }
    };
    all.into_iter().map(difference).collect()
}

/// The item that a row belongs to.
fn item_of(changed: &Changed) -> Option<Item> {
    let row = changed.new.as_ref().or(changed.old.as_ref())?;
    let role = |word: &str| Role::ALL.into_iter().find(|role| role.name() == word);
    let (name, place) = (row.name.clone(), row.place.as_str());
    let whole = place.split(" (table ").next().unwrap_or(place).to_owned();
    Some(match changed.kind {
        Kind::Rule => Item::Rule(name),
        Kind::Option => Item::Option(name),
        Kind::Message => Item::Message(name),
        Kind::Parameter => Item::Message(whole),
        Kind::Part => Item::Structure(whole),
        Kind::State => Item::State(role(place)?, name),
        Kind::Timer => Item::Timer(role(row.cell("Role"))?, name),
        Kind::Question | Kind::Outside => return None,
    })
}

/// Where an item stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing<'d> {
    /// Its row; structures have none.
    pub(super) row: Option<(&'d Table, &'d Row)>,
    /// The sections with its parameters.
    pub(super) sections: Vec<&'d Section>,
}

impl Thing<'_> {
    /// Its name, or the heading of its first section.
    pub(super) fn span(&self) -> Option<Span> {
        let row = self.row.and_then(|(_, row)| row.cells.first()).map(|cell| cell.span);
        let heading = || self.sections.first()?.heading.as_ref().map(|heading| heading.span);
        row.or_else(heading)
    }
}

/// All items of a document.
pub(super) fn things(document: &Document) -> BTreeMap<Item, Thing<'_>> {
    let mut things: BTreeMap<Item, Thing<'_>> = BTreeMap::new();
    for (_, table, row) in rows(document, "Transitions", "Rule") {
        let name = row.name().unwrap_or_default().to_owned();
        things.entry(Item::Rule(name)).or_default().row = Some((table, row));
    }
    for (_, table, row) in rows(document, "Options", "Option") {
        let name = row.name().unwrap_or_default().to_owned();
        things.entry(Item::Option(name)).or_default().row = Some((table, row));
    }
    for (_, table, row) in rows(document, "Messages", "Message") {
        let name = row.name().unwrap_or_default().to_owned();
        things.entry(Item::Message(name)).or_default().row = Some((table, row));
    }
    for (section, table, row) in rows(document, "States", "State") {
        let title = section.title().unwrap_or_default();
        let Some(role) = Role::ALL.into_iter().find(|role| title.ends_with(role.name())) else {
            continue;
        };
        let name = row.name().unwrap_or_default().to_owned();
        things.entry(Item::State(role, name)).or_default().row = Some((table, row));
    }
    for (_, table, row) in rows(document, "Timers", "Timer") {
        let word = table.column("Role").map_or("", |column| row.piece(column).text);
        let Some(role) = Role::ALL.into_iter().find(|role| role.name() == word) else { continue };
        let name = row.name().unwrap_or_default().to_owned();
        things.entry(Item::Timer(role, name)).or_default().row = Some((table, row));
    }
    for section in subsections(document, "Messages") {
        let title = section.title().unwrap_or_default();
        let name = title.split(" (Table ").next().unwrap_or(title).to_owned();
        things.entry(Item::Message(name)).or_default().sections.push(section);
    }
    for section in subsections(document, "Structures") {
        let name = section.title().unwrap_or_default().to_owned();
        things.entry(Item::Structure(name)).or_default().sections.push(section);
    }
    things
}

/// The rows of the tables with this column, in this section and those within.
pub(super) fn rows<'d>(
    document: &'d Document,
    title: &'d str,
    column: &'d str,
) -> impl Iterator<Item = (&'d Section, &'d Table, &'d Row)> {
    tables(document, title, column)
        .flat_map(|(section, table)| table.rows.iter().map(move |row| (section, table, row)))
}

/// The tables with this column, in this section and those within.
pub(super) fn tables<'d>(
    document: &'d Document,
    title: &'d str,
    column: &'d str,
) -> impl Iterator<Item = (&'d Section, &'d Table)> {
    let sections = document.find(title).filter(|section| section.level() == 2);
    let within = sections.flat_map(|section| document.within(section));
    let normative = within.filter(|section| !section.informative);
    let all = normative.flat_map(|section| section.tables().map(move |table| (section, table)));
    all.filter(move |(_, table)| table.column(column) == Some(0))
}

/// The sections directly within that one which are not informative.
fn subsections<'d>(document: &'d Document, title: &'d str) -> impl Iterator<Item = &'d Section> {
    let sections = document.find(title).filter(|section| section.level() == 2);
    let within = sections.flat_map(|section| document.within(section));
    within.filter(|section| section.level() > 2 && !section.informative)
}
