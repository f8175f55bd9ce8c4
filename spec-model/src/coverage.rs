//! Where each row fires first, and why some never do: vacuity, row by row.
//!
//! A row that never fires says nothing there. The reason is found by asking the core: a program of
//! that row alone, with some of its conditions, is offered every event that happens.

use std::collections::BTreeMap;

use protocol::words::Test;
use protocol::{Condition, RowId, Table, compile};
use spec::Edition;
use world::{Moves, NO_RULE, Scope};

use crate::graph::{Graph, explore};
use crate::mutate::conditions;
use crate::path::{Edges, Path, extend};
use crate::search::{Limits, Progress};

mod page;
mod probe;

pub use page::{COMMAND, page};

use probe::Probe;

/// What is known of a row in one scope and profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Firing {
    /// The profile does not have the row in force.
    Off,
    /// It fires.
    On {
        /// On how many edges.
        edges: u64,
        /// In which step of the shortest behaviour that has it.
        step: u32,
    },
    /// It never does.
    Never(Why),
}

/// Why a row never fires, the farthest from firing first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// None of its states is ever reached.
    NoState(String),
    /// None of its events ever happens in these states.
    NoEvent(String),
    /// The event is there, but for another session, or while a command is under way.
    NoSession,
    /// These of its conditions never hold then.
    Never(Vec<String>),
    /// Each of these holds at times, but never all of them at once.
    NeverTogether(Vec<String>),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |words: &[String], joint: &str| {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(joint)
        };
        match self {
            Why::NoState(states) => write!(f, "{states} is never reached"),
            Why::NoEvent(events) => write!(f, "{events} never happens there"),
            Why::NoSession => {
                f.write_str("the event is about another session, or a command is under way")
            }
            Why::Never(words) => write!(f, "when it happens, {} never holds", list(words, " or ")),
            Why::NeverTogether(words) => {
                write!(f, "{} never hold together when it happens", list(words, " and "))
            }
        }
    }
}

/// One search, and where each row fired in it.
pub struct Coverage {
    /// The relation.
    pub moves: Moves,
    /// Everything was seen.
    pub exhaustive: bool,
    /// Per row.
    pub rows: Vec<Firing>,
    graph: Graph,
    first: BTreeMap<RowId, (u32, u16)>,
}

/// States up to which a graph is kept.
pub const MOST: u64 = 20_000_000;

/// Searches one scope and looks at each edge; none where the table cannot be compiled.
pub fn cover(
    edition: &Edition,
    table: &Table,
    options: u64,
    scope: Scope,
    progress: &mut dyn Progress,
) -> Option<Coverage> {
    let moves = Moves::new(table, compile(table, options).ok()?, scope);
    let limits = Limits { states: MOST, ..Limits::default() };
    let graph = explore(&moves, limits, progress);
    let mut edges: BTreeMap<RowId, u64> = BTreeMap::new();
    for (rule, count) in moves.program.rules().iter().zip(&graph.tally.fired) {
        *edges.entry(rule.row).or_default() += count;
    }
    let mut probes: Vec<Probe> = edges
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(row, _)| Probe::new(table, *row, options, &words(edition, table, *row)))
        .collect();
    let mut first: BTreeMap<RowId, (u32, u16, u32)> = BTreeMap::new();
    let (mut depth, mut level_end) = (0, graph.tally.levels.first().copied().unwrap_or(0));
    for (number, world) in graph.states.iter().enumerate() {
        while number as u64 >= level_end {
            depth += 1;
            level_end += graph.tally.levels.get(depth as usize).copied().unwrap_or(u64::MAX / 2);
        }
        probes.iter_mut().for_each(|probe| probe.state(&moves, world));
        for (ordinal, step) in Edges::of(&moves, world).iter().enumerate() {
            for rule in step.rules.iter().filter(|rule| **rule != NO_RULE) {
                let row = moves.program.rules()[usize::from(*rule)].row;
                first.entry(row).or_insert((number as u32, ordinal as u16, depth + 1));
            }
            probes.iter_mut().for_each(|probe| probe.step(&moves, world, step));
        }
    }
    let mut rows = vec![Firing::Off; table.rows.len()];
    for (row, count) in &edges {
        if let (Some(place), Some((.., step))) = (rows.get_mut(usize::from(row.0)), first.get(row))
        {
            *place = Firing::On { edges: *count, step: *step };
        }
    }
    for probe in probes {
        if let Some(place) = rows.get_mut(usize::from(probe.row.0)) {
            *place = Firing::Never(probe.why(table));
        }
    }
    let first = first.into_iter().map(|(row, (state, ordinal, _))| (row, (state, ordinal)));
    let (exhaustive, first) = (graph.exhaustive(), first.collect());
    Some(Coverage { moves, exhaustive, rows, graph, first })
}

impl Coverage {
    /// A shortest behaviour that ends with this row.
    pub fn story(&self, row: RowId) -> Option<Path> {
        let (state, ordinal) = self.first.get(&row)?;
        let mut path = self.graph.log.path(&self.moves, *state);
        extend(&mut path, &self.moves, *ordinal);
        Some(path)
    }
}

/// A row in several searches of one scope and profile: all firings, the earliest step; or else the
/// reason of the search in which it came nearest.
pub fn joined<'f>(firings: impl IntoIterator<Item = &'f Firing>) -> Firing {
    firings.into_iter().fold(Firing::Off, |sum, next| match (sum, next) {
        (Firing::On { edges, step }, Firing::On { edges: more, step: other }) => {
            Firing::On { edges: edges + more, step: step.min(*other) }
        }
        (Firing::Never(one), Firing::Never(other)) => Firing::Never(one.max(other.clone())),
        (sum @ Firing::On { .. }, Firing::Off | Firing::Never(_))
        | (sum @ Firing::Never(_), Firing::Off) => sum,
        (Firing::Off, next) | (Firing::Never(_), next @ Firing::On { .. }) => next.clone(),
    })
}

/// The conditions of a row that are tests (but of the session), as the document writes them.
fn words(edition: &Edition, table: &Table, row: RowId) -> Vec<String> {
    let row = &table.rows[usize::from(row.0)];
    let all = conditions(edition, &row.rule);
    let is_test = |condition: &&Condition| match condition {
        Condition::Test(Test::Session(_)) | Condition::Option(..) => false,
        Condition::Test(_) => true,
    };
    let tests = row.conditions.iter().filter(is_test).count();
    let others = ["option ", "session over", "session unknown"];
    let is_other = |word: &String| others.iter().any(|other| word.contains(other));
    let words: Vec<_> = all.into_iter().filter(|word| !is_other(word)).collect();
    // The document and its table agree; were it otherwise, numbers say less but nothing wrong.
    if words.len() == tests {
        words
    } else {
        (1..=tests).map(|n| format!("condition {n}")).collect()
    }
}
