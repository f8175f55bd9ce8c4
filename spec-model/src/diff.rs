//! What a change of the document did to the protocol: two editions side by side.
//!
//! [`property`] says what the checker answers, [`wire`] what an observer between the servers sees,
//! [`page`] puts both and the difference of the documents into [`blocks`], which
//! [`markdown`], [`html`] and [`terminal`] show.
//!
//! **Architecture Invariant:** everything on a page is made from the two documents, what was
//! searched and the pages of findings; nothing is written by hand, and equal input gives equal
//! bytes.

mod ask;
pub mod blocks;
pub mod html;
pub mod known;
pub mod markdown;
pub mod page;
mod plain;
pub mod property;
mod summary;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod wire;

use std::collections::{BTreeMap, BTreeSet};

use protocol::Row;
use spec::diff::Difference;
use spec::{Amendment, Edition};

use crate::check::Checked;
use crate::refine::Bounds;
use known::{Fates, Known};
use property::Property;
use wire::Wire;

/// One of two editions, and what was searched in it.
pub struct Subject<'a> {
    /// The document.
    pub edition: &'a Edition,
    /// Its searches, each with its profile.
    pub searched: &'a [(&'static str, Checked)],
}

/// All that differs between two editions.
pub struct Diff {
    /// The names of the two.
    pub names: [String; 2],
    /// What differs in the documents.
    pub documents: Difference,
    /// How many rules the documents have.
    pub rules: [usize; 2],
    /// The tables of rules that both have: `ACC at DMS-1`.
    pub kept_processes: BTreeSet<String>,
    /// What the headings of tables of rules say of them: of `ACC at DMS-1` that it is delegation.
    pub headings: BTreeMap<String, String>,
    /// What the searches counted.
    pub counts: Vec<Counts>,
    /// What is known of each property.
    pub properties: Vec<Property>,
    /// What became of the findings that violated claims name.
    pub fates: Fates,
    /// What is seen on the wire.
    pub wire: Vec<Wire>,
    /// What the pages of findings say, by number.
    pub known: BTreeMap<String, Known>,
    /// The amendments, where the second edition amends the first, in its order.
    pub amendments: Vec<Amendment>,
}

/// The size of one search in both editions.
pub struct Counts {
    /// Scope and profile: `story (all)`.
    pub name: String,
    /// States, in both.
    pub states: [String; 2],
    /// Edges, in both.
    pub edges: [String; 2],
}

/// What is compared besides the documents.
pub struct Asked<'a> {
    /// What differs in the documents.
    pub documents: Difference,
    /// What the pages of findings say, by number.
    pub known: BTreeMap<String, Known>,
    /// When the comparison of the wire gives up.
    pub bounds: Bounds,
    /// The two editions; their searches are of the same scopes and profiles.
    pub subjects: [Subject<'a>; 2],
}

impl Diff {
    /// Compares two editions.
    pub fn of(asked: Asked<'_>) -> Diff {
        let Asked { documents, known, bounds, subjects } = asked;
        let names = subjects.each_ref().map(|subject| subject.edition.name.clone());
        let [old, new] = subjects
            .each_ref()
            .map(|subject| subject.edition.table.as_ref().map_or(&[][..], |table| &table.rows));
        let [before, after] = [processes(old), processes(new)];
        Diff {
            rules: [old.len(), new.len()],
            kept_processes: before.intersection(&after).cloned().collect(),
            headings: subjects.iter().flat_map(|subject| headings(subject.edition)).collect(),
            counts: ask::counts(&subjects),
            properties: ask::properties(&subjects),
            fates: Fates::of(&subjects, &known),
            amendments: amendments(&subjects),
            wire: wire::compare(&subjects, &documents.renamed, bounds),
            names,
            documents,
            known,
        }
    }

    /// Whether nothing differs: then nothing of what was searched can.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Whether everything that was asked has an answer.
    pub fn is_whole(&self) -> bool {
        self.properties.iter().all(Property::is_whole) && self.wire.iter().all(Wire::is_whole)
    }

    /// Whether the opening tells of a finding of the second edition only.
    fn is_told(&self, id: &String) -> bool {
        self.fates.new.contains(id) || self.fates.came.contains(id)
    }

    /// The amendments that end any of these findings, in their order.
    fn ended_by<'a>(&self, findings: impl Iterator<Item = &'a str>) -> Vec<String> {
        let findings: Vec<&str> = findings.collect();
        let ends = |amendment: &&Amendment| findings.contains(&amendment.ends.as_str());
        self.amendments.iter().filter(ends).map(|amendment| amendment.id.clone()).collect()
    }
}

/// What the second edition amends of the first.
fn amendments([old, new]: &[Subject<'_>; 2]) -> Vec<Amendment> {
    let of = new.edition.amendments.iter().filter(|all| all.base == old.edition.name);
    of.flat_map(|amendments| amendments.list.iter().cloned()).collect()
}

/// The headings that say of a table of rules what it is about.
fn headings(edition: &Edition) -> Vec<(String, String)> {
    let titles = edition.document.sections.iter().filter_map(|section| section.title());
    let named = titles.filter_map(|title| title.split_once(": "));
    let tables = named.filter(|(name, _)| name.contains(" at DMS-"));
    tables.map(|(name, about)| (name.to_owned(), about.to_owned())).collect()
}

/// The tables of rules, each with its role.
fn processes(rows: &[Row]) -> BTreeSet<String> {
    rows.iter().map(|row| format!("{} at {}", row.process, row.role.name())).collect()
}
