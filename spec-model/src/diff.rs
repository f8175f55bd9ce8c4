//! What a change of the document did to the protocol: two editions side by side.
//!
//! [`ask`] compares what the checker answers, [`wire`] what an observer between the servers sees,
//! [`page`] puts both and the difference of the documents into [`blocks`], which
//! [`markdown`], [`html`] and [`terminal`] show.
//!
//! **Architecture Invariant:** everything on a page is made from the two documents, what was
//! searched and the sentences of findings; nothing is written by hand, and equal input gives
//! equal bytes.

pub mod ask;
pub mod blocks;
pub mod html;
pub mod markdown;
pub mod page;
mod summary;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod wire;

use std::collections::{BTreeMap, BTreeSet};

use protocol::Row;
use spec::Edition;
use spec::diff::Difference;

use crate::check::Checked;
use crate::refine::Bounds;
use ask::Property;
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
    /// What the searches counted.
    pub counts: Vec<Counts>,
    /// What is known of each property.
    pub properties: Vec<Property>,
    /// The findings that violated claims name: of both editions, by number.
    pub findings: [Vec<String>; 2],
    /// What is seen on the wire.
    pub wire: Vec<Wire>,
    /// The findings in one sentence each.
    pub sentences: BTreeMap<String, String>,
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
    /// The findings in one sentence each.
    pub sentences: BTreeMap<String, String>,
    /// When the comparison of the wire gives up.
    pub bounds: Bounds,
    /// The two editions; their searches are of the same scopes and profiles.
    pub subjects: [Subject<'a>; 2],
}

impl Diff {
    /// Compares two editions.
    pub fn of(asked: Asked<'_>) -> Diff {
        let Asked { documents, sentences, bounds, subjects } = asked;
        let names = subjects.each_ref().map(|subject| subject.edition.name.clone());
        let [old, new] = subjects
            .each_ref()
            .map(|subject| subject.edition.table.as_ref().map_or(&[][..], |table| &table.rows));
        let [before, after] = [processes(old), processes(new)];
        Diff {
            rules: [old.len(), new.len()],
            kept_processes: before.intersection(&after).cloned().collect(),
            counts: ask::counts(&subjects),
            properties: ask::properties(&subjects),
            findings: subjects.each_ref().map(ask::findings),
            wire: wire::compare(&subjects, &documents.renamed, bounds),
            names,
            documents,
            sentences,
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

    /// The findings that only one of the editions has: gone ones first, then new ones.
    pub fn findings_of_one(&self) -> [Vec<&str>; 2] {
        let [old, new] = &self.findings;
        let without = |these: &'_ [String], others: &[String]| -> Vec<usize> {
            (0..these.len()).filter(|n| !others.contains(&these[*n])).collect()
        };
        [
            without(old, new).into_iter().map(|n| old[n].as_str()).collect(),
            without(new, old).into_iter().map(|n| new[n].as_str()).collect(),
        ]
    }
}

/// The tables of rules, each with its role.
fn processes(rows: &[Row]) -> BTreeSet<String> {
    rows.iter().map(|row| format!("{} at {}", row.process, row.role.name())).collect()
}
