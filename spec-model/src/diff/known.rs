//! The findings: what their pages say, and what became of each from one edition to the other.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Role, Row, Table};

use super::Subject;
use super::ask;

/// What the page of a finding says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What is wrong, as its heading has it.
    pub title: String,
    /// The same in the sentence below that, without its end.
    pub sentence: String,
    /// The places of its words in [`spec::finding::SEVERITIES`], the worst first.
    pub severities: Vec<usize>,
    /// Words of the cell that names its rows.
    pub rows: Vec<String>,
    /// The findings that are what is left of it in a later edition.
    pub continues: Vec<String>,
    /// What is still wrong then, in words.
    pub still: String,
    /// What it says of other editions than the one that it tells of, by their names.
    pub drafts: BTreeMap<String, String>,
}

/// What became of the findings, each list the most serious first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fates {
    /// The second edition has them no more.
    pub gone: Vec<String>,
    /// It has others that are what is left of them.
    pub left: Vec<String>,
    /// Only the second edition has them.
    pub new: Vec<String>,
    /// Only the second edition has them, since only it has the processes in which they happen.
    pub came: Vec<String>,
    /// Both have them.
    pub stay: Vec<String>,
}

impl Fates {
    /// Whether both have the same findings.
    pub(super) fn is_quiet(&self) -> bool {
        [&self.gone, &self.left, &self.new, &self.came].into_iter().all(Vec::is_empty)
    }

    /// Compares the findings that the claims of both editions name.
    pub(super) fn of(subjects: &[Subject<'_>; 2], known: &BTreeMap<String, Known>) -> Fates {
        let [old, new] = subjects.each_ref().map(ask::findings);
        let mut fates = Fates::default();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for finding in &old {
            let rest = known.get(finding).map_or(&[][..], |known| &known.continues[..]);
            if new.contains(finding) {
                fates.stay.push(finding.clone());
            } else if rest.iter().any(|id| new.contains(id)) {
                told.extend(rest.iter().map(String::as_str));
                fates.left.push(finding.clone());
            } else {
                fates.gone.push(finding.clone());
            }
        }
        let tables = subjects.each_ref().map(|subject| subject.edition.table.as_ref());
        for finding in new.iter().filter(|finding| !old.contains(finding)) {
            let rows = known.get(finding).map_or(&[][..], |known| &known.rows[..]);
            match tables {
                [Some(old), Some(new)] if came(rows, old, new) => fates.came.push(finding.clone()),
                _ if told.contains(finding.as_str()) => {}
                _ => fates.new.push(finding.clone()),
            }
        }
        let worst = |finding: &String| {
            // Of two that begin alike the one with more words is worse.
            let words = known.get(finding).map(|known| known.severities.clone());
            let mut words = words.unwrap_or_default();
            words.push(usize::MAX);
            (words, finding.clone())
        };
        let Fates { gone, left, new, came, stay } = &mut fates;
        for list in [gone, left, new, came, stay] {
            list.sort_by_key(worst);
        }
        fates
    }
}

/// Whether a finding of these rows happens only in processes that the old edition does not have:
/// it begins with a row of them, or has some and else only rows that the old edition has as well.
fn came(rows: &[String], old: &Table, new: &Table) -> bool {
    let process = |row: &Row| (row.process.clone(), row.role.index());
    let known: BTreeSet<_> = old.rows.iter().map(process).collect();
    let place = |table: &Table, row: &Row| -> Vec<(Role, String)> {
        let name = |state: &protocol::StateId| {
            (row.role, table.states[row.role.index()][usize::from(state.0)].name.clone())
        };
        row.states.iter().map(name).collect()
    };
    let of_new: BTreeSet<_> = new
        .rows
        .iter()
        .filter(|row| !known.contains(&process(row)))
        .flat_map(|row| place(new, row))
        .collect();
    let of_old: BTreeSet<_> = old.rows.iter().flat_map(|row| place(old, row)).collect();
    let row = |rule: &String| new.rows.iter().find(|row| row.rule == *rule);
    let named: Vec<&Row> = rows.iter().filter_map(row).collect();
    let is_new = |row: &Row| {
        let states = place(new, row);
        !known.contains(&process(row))
            || states.iter().all(|state| of_new.contains(state) && !of_old.contains(state))
    };
    let is_old = |row: &Row| old.rows.iter().any(|other| other.rule == row.rule);
    named.first().is_some_and(|row| is_new(row))
        || named.iter().any(|row| is_new(row)) && named.iter().all(|row| is_new(row) || is_old(row))
}
