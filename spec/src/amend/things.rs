//! What a document defines, item by item, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use protocol::Role;

use crate::{Document, Edition, Item, Row, Section, Span, Table};

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The base does not have it.
    Added,
    /// The two say different things.
    Changed,
    /// The base has it.
    Removed,
}

/// An item in which two editions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub item: Item,
    /// How.
    pub change: Change,
    /// Where it stands in the later edition; none where it is gone.
    pub span: Option<Span>,
    /// Whether it can be seen in the messages between the servers.
    pub on_wire: bool,
}

/// All items in which the two editions differ, by whatever cell.
pub fn differences(base: &Edition, amended: &Edition) -> Vec<Difference> {
    let (old, new) = (things(&base.document), things(&amended.document));
    let items: BTreeSet<&Item> = old.keys().chain(new.keys()).collect();
    let difference = |item: &Item| {
        let (was, is) = (old.get(item), new.get(item));
        let change = match (was, is) {
            (Some(was), Some(is)) if was.says() == is.says() => return None,
            (Some(_), Some(_)) => Change::Changed,
            (Some(_), None) => Change::Removed,
            (None, Some(_)) => Change::Added,
            (None, None) => return None,
        };
        let on_wire = match item {
            Item::Message(_) | Item::Structure(_) => {
                was.map(Thing::on_wire) != is.map(Thing::on_wire)
            }
            Item::Rule(_) | Item::Option(_) | Item::State(..) | Item::Timer(..) => false,
        };
        Some(Difference { item: item.clone(), change, span: is.and_then(Thing::span), on_wire })
    };
    items.into_iter().filter_map(difference).collect()
}

/// Where an item stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing<'d> {
    /// Its row; structures have none.
    pub(super) row: Option<(&'d Table, &'d Row)>,
    /// The sections with its parameters.
    pub(super) sections: Vec<&'d Section>,
}

impl<'d> Thing<'d> {
    /// Its name, or the heading of its first section.
    pub(super) fn span(&self) -> Option<Span> {
        let row = self.row.and_then(|(_, row)| row.cells.first()).map(|cell| cell.span);
        let heading = || self.sections.first()?.heading.as_ref().map(|heading| heading.span);
        row.or_else(heading)
    }

    /// All of its cells, each with the name of its column.
    fn says(&self) -> Vec<(&'d str, &'d str)> {
        self.own().chain(self.parameters()).collect()
    }

    /// Those cells that an observer of the wire can tell apart.
    fn on_wire(&self) -> Vec<(&'d str, &'d str)> {
        let seen = ["Message", "Root", "From", "To", "Carried by"];
        let own = self.own().filter(|(column, _)| seen.contains(column));
        let described = ["Description"];
        own.chain(self.parameters().filter(|(column, _)| !described.contains(column))).collect()
    }

    fn own(&self) -> impl Iterator<Item = (&'d str, &'d str)> {
        self.row.into_iter().flat_map(|(table, row)| cells(table, row))
    }

    fn parameters(&self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let tables = self.sections.iter().flat_map(|section| section.tables());
        tables.flat_map(|table| table.rows.iter().flat_map(|row| cells(table, row)))
    }
}

fn cells<'d>(table: &'d Table, row: &'d Row) -> impl Iterator<Item = (&'d str, &'d str)> {
    table.columns().zip(row.cells.iter().map(|cell| cell.text.as_str()))
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
