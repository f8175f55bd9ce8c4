//! What differs between two documents: row by row, cell by cell, word by word.
//!
//! Rows are matched by what names them: rules by their id, all else by its name. What was given
//! another name is one row all the same, where that can be told; see [`Renamed`]. Claims are not
//! compared, since they follow from the rest; nor are amendments, which speak of the difference.
//! Of the prose only that of messages and structures is: it goes into the generated code.

mod items;
mod rename;
mod words;

use std::collections::BTreeMap;

use crate::Edition;

pub use items::{Item, Kind};
pub use rename::{NoSuchName, Renamed, Why, renamed};
pub use words::{Fate, Word, joined, words};

/// What differs between two documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What has another name in the second one.
    pub renamed: Vec<Renamed>,
    /// The rows that differ: kind after kind, of each those that are gone, then those that are
    /// new, then those that changed.
    pub items: Vec<Changed>,
}

/// A row that only one of two documents has, or that says other things in the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What the row is about.
    pub kind: Kind,
    /// Its name in the second document, or in the first where it is gone.
    pub name: String,
    /// The row of the first document.
    pub old: Option<Item>,
    /// The row of the second document.
    pub new: Option<Item>,
    /// The cells that differ, where both have the row.
    pub cells: Vec<CellChange>,
}

/// A cell that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The column.
    pub column: String,
    /// Both texts, the words that only one of them has marked.
    pub words: Vec<Word>,
    /// Whether the texts are equal but for what was renamed.
    pub only_renamed: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the first document has it.
    Removed,
    /// Only the second document has it.
    Added,
    /// Both have it, and it says other things.
    Changed,
    /// Both have it, and it differs only in what was renamed.
    Renamed,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Change; 4] = [Change::Removed, Change::Added, Change::Changed, Change::Renamed];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Change::Removed => "removed",
            Change::Added => "added",
            Change::Changed => "changed",
            Change::Renamed => "only renamed",
        }
    }
}

impl Changed {
    /// What becomes of the row.
    pub fn change(&self) -> Change {
        match (&self.old, &self.new) {
            (Some(_), None) => Change::Removed,
            (None, _) => Change::Added,
            (Some(_), Some(_)) if self.cells.iter().all(|cell| cell.only_renamed) => {
                Change::Renamed
            }
            (Some(_), Some(_)) => Change::Changed,
        }
    }
}

impl Changed {
    /// Whether it is a rule that both have and that does other things, or elsewhere: not only its
    /// clause, its basis or names differ.
    pub fn acts(&self) -> bool {
        let acts = |cell: &CellChange| {
            !cell.only_renamed && ["In", "On", "If", "Do", "Then"].contains(&cell.column.as_str())
        };
        self.kind == Kind::Rule && self.cells.iter().any(acts)
    }
}

impl Difference {
    /// Whether the documents say the same.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.renamed.is_empty()
    }

    /// The rows of one kind that changed in one way.
    pub fn of(&self, kind: Kind, change: Change) -> impl Iterator<Item = &Changed> {
        self.items.iter().filter(move |item| item.kind == kind && item.change() == change)
    }
}

/// Compares two documents, where these names are known to have changed.
pub fn compare(old: &Edition, new: &Edition, renamed: &[Renamed]) -> Difference {
    let (before, after) = (items::of(old), items::of(new));
    let mut difference = Difference { renamed: renamed.to_vec(), items: Vec::new() };
    let key = |item: &Item| (item.kind, item.place.clone(), item.name.clone());
    let of_old = |item: &Item| {
        let place = rename::in_text(renamed, item, "", &item.place);
        let name = rename::exactly(renamed, item.kind, &item.place, &item.name);
        (item.kind, place, name)
    };
    let known: BTreeMap<_, _> = after.iter().map(|item| (key(item), item)).collect();
    let mut gone: BTreeMap<_, _> = before.iter().map(|item| (of_old(item), item)).collect();
    let mut found: Vec<Changed> = Vec::new();
    for item in before.iter().filter(|item| !known.contains_key(&of_old(item))) {
        found.push(one_sided(item, true));
    }
    for item in &after {
        match gone.remove(&key(item)) {
            None => found.push(one_sided(item, false)),
            Some(was) => found.extend(both(was, item, renamed)),
        }
    }
    for kind in Kind::ALL {
        for change in Change::ALL {
            let of = |item: &&Changed| item.kind == kind && item.change() == change;
            difference.items.extend(found.iter().filter(of).cloned());
        }
    }
    difference
}

fn one_sided(item: &Item, is_old: bool) -> Changed {
    let (old, new) = if is_old { (Some(item), None) } else { (None, Some(item)) };
    let (old, new) = (old.cloned(), new.cloned());
    Changed { kind: item.kind, name: item.title(), old, new, cells: Vec::new() }
}

/// The cells of a row that differ; none where no cell does.
fn both(old: &Item, new: &Item, renamed: &[Renamed]) -> Option<Changed> {
    let mut cells = Vec::new();
    if old.name != new.name {
        let words = words(&old.name, &new.name);
        cells.push(CellChange { column: "name".to_owned(), words, only_renamed: true });
    }
    let columns = new.cells.iter().chain(&old.cells).map(|(column, _)| column.as_str());
    let mut seen: Vec<&str> = Vec::new();
    for column in columns {
        if seen.contains(&column) {
            continue;
        }
        seen.push(column);
        let (was, is) = (old.cell(column), new.cell(column));
        if was != is {
            let only_renamed = rename::in_text(renamed, old, column, was) == is;
            let words = words(was, is);
            cells.push(CellChange { column: column.to_owned(), words, only_renamed });
        }
    }
    let (old, kind, name) = (Some(old.clone()), new.kind, new.title());
    (!cells.is_empty()).then(|| Changed { kind, name, old, new: Some(new.clone()), cells })
}

#[cfg(test)]
mod tests;
