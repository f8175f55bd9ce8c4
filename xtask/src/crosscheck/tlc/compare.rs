//! Our graph and TLC's, number by number and then state by state.

use std::collections::HashMap;
use std::fmt::Write as _;

use spec_model::export::{Export, names};
use spec_model::graph::{self, Graph};
use spec_model::path::Edges;
use spec_model::search::{Limits, Silent};
use spec_model::story;
use world::{GapKind, PROPERTIES, SAFETY, World};

use super::read::{Told, widths};

/// What the two have in common and what not.
#[derive(Debug, Default)]
pub struct Comparison {
    /// A line per number: what is counted, ours, theirs.
    pub lines: Vec<(String, u64, u64)>,
    /// Whether each edge was compared with its label, or only their number per state.
    pub exact: bool,
    /// The first difference, told at length.
    pub difference: Option<String>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn agrees(&self) -> bool {
        self.difference.is_none() && self.lines.iter().all(|(_, ours, theirs)| ours == theirs)
    }

    /// As a table for people.
    pub fn table(&self) -> String {
        let width = self.lines.iter().map(|(what, ..)| what.len()).max().unwrap_or(0);
        let mut text = format!("  {:width$}  {:>10}  {:>10}\n", "", "ours", "TLC");
        for (what, ours, theirs) in &self.lines {
            let mark = if ours == theirs { "" } else { "  <-- differs" };
            let _ = writeln!(text, "  {what:width$}  {ours:>10}  {theirs:>10}{mark}");
        }
        text.push_str(match (self.agrees(), self.exact) {
            (true, true) => "  equal, each edge with its event and payload too\n",
            (true, false) => "  equal, state by state with the number of its edges\n",
            (false, _) => "  not equal\n",
        });
        text
    }
}

/// Our own graph of the export.
pub fn explore(export: &Export<'_>, limits: Limits) -> Graph {
    graph::explore(export.moves, limits, &mut Silent)
}

/// Compares TLC's graph with ours.
pub fn compare(export: &Export<'_>, ours: &Graph, theirs: &Told) -> Comparison {
    let tally = &ours.tally;
    let mut lines = vec![
        ("states".to_owned(), tally.states, theirs.states.len() as u64),
        ("edges".to_owned(), tally.edges, theirs.edges),
        ("blocked by the limit in flight".to_owned(), tally.blocked, theirs.blocked),
        ("greatest depth".to_owned(), tally.levels.len() as u64, theirs.levels.len() as u64),
        ("deadlocks".to_owned(), tally.deadlocks, theirs.deadlocks),
    ];
    let depths = tally.levels.len().max(theirs.levels.len());
    let at = |levels: &[u64], depth: usize| levels.get(depth).copied().unwrap_or(0);
    let equal =
        (0..depths).filter(|n| at(&tally.levels, *n) == at(&theirs.levels, *n)).count() as u64;
    lines.push(("depths with equal numbers of states".into(), depths as u64, equal));
    let gaps = gaps(export, ours);
    for (place, name) in
        ["unspecified receptions", "undescribed answers", "ambiguities"].iter().enumerate()
    {
        lines.push((format!("edges with {name}"), gaps[place], theirs.gaps[place]));
    }
    for (place, property) in PROPERTIES.iter().enumerate().take(SAFETY) {
        let premise = format!("{}: states asked", property.name);
        lines.push((premise, tally.premises[place], theirs.premises[place]));
        let broken = format!("{}: states that violate it", property.name);
        lines.push((broken, tally.violations[place], theirs.violations[place]));
    }
    let difference = first_difference(export, ours, theirs);
    Comparison { lines, exact: !theirs.steps.is_empty(), difference }
}

/// Edges with a gap of each kind.
fn gaps(export: &Export<'_>, ours: &Graph) -> [u64; 3] {
    let mut count = [0; 3];
    // Only states that have a gap need be looked at again, and most graphs have some everywhere.
    for world in &ours.states {
        for step in Edges::of(export.moves, world) {
            let kinds = [GapKind::Unspecified, GapKind::Answer, GapKind::Ambiguous];
            for (sum, kind) in count.iter_mut().zip(kinds) {
                *sum += u64::from(step.gaps.iter().flatten().any(|gap| gap.kind == kind));
            }
        }
    }
    count
}

/// The first state in our order that TLC does not have, or has with other edges.
fn first_difference(export: &Export<'_>, ours: &Graph, theirs: &Told) -> Option<String> {
    let widths = widths();
    let digest = |world: &World| names::digest(&widths, &names::values(world));
    let mut known: HashMap<u64, u32> = HashMap::with_capacity(ours.states.len());
    for (number, world) in ours.states.iter().enumerate() {
        let hash = digest(world);
        known.insert(hash, number as u32);
        let Some(state) = theirs.states.get(&hash) else {
            let head = format!("TLC does not reach our state {number}:");
            return Some(told(export, ours, number, &head));
        };
        let edges = Edges::of(export.moves, world);
        let mut here: Vec<(u64, u64)> =
            edges.iter().map(|step| (names::label(step.label), digest(&step.next))).collect();
        here.sort_unstable();
        let same = match theirs.steps.get(&hash) {
            None if theirs.steps.is_empty() || here.is_empty() => {
                here.len() == state.edges as usize
            }
            None => false,
            Some(there) => {
                let mut there = there.clone();
                there.sort_unstable();
                there.dedup();
                here == there
            }
        };
        if !same {
            let there = theirs.steps.get(&hash).map_or(&[][..], Vec::as_slice);
            let mut head =
                format!("Our state {number} has {} edges, TLC's {}.\n", here.len(), state.edges);
            for step in &edges {
                if !there.contains(&(names::label(step.label), digest(&step.next))) {
                    let _ = writeln!(head, "  only ours: {:?}", step.label);
                }
            }
            for (label, next) in there {
                if !here.contains(&(*label, *next)) {
                    let _ = writeln!(head, "  only TLC's: event {label:#x} to state {next:016x}");
                }
            }
            return Some(told(export, ours, number, &head));
        }
    }
    let more = theirs.states.iter().filter(|(hash, _)| !known.contains_key(hash));
    let (_, state) = more.min_by_key(|(hash, state)| (state.depth, **hash))?;
    let values = names::variables()
        .into_iter()
        .zip(state.values.iter())
        .filter(|(_, value)| **value != 0)
        .map(|(variable, value)| format!("  {} = {value}\n", variable.name));
    let values: String = values.collect();
    Some(format!("TLC reaches a state at depth {} that we do not have:\n{values}", state.depth))
}

/// A state of ours with the way to it.
fn told(export: &Export<'_>, ours: &Graph, number: usize, head: &str) -> String {
    let path = ours.log.path(export.moves, number as u32);
    let chart = story::story(
        export.table,
        export.moves,
        &path,
        String::new(),
        Vec::new(),
        story::closing(export.moves, &path.end()),
    );
    let mut text = format!("{}\nthe way to it:\n", head.trim_end());
    for (n, step) in chart.steps.iter().enumerate() {
        let rules: Vec<&str> = step.rules.iter().map(|rule| rule.id.as_str()).collect();
        let _ = writeln!(text, "  {}. {} [{}]", n + 1, step.event, rules.join(", "));
    }
    text.push_str("what holds there:\n");
    for line in chart.verdict {
        let _ = writeln!(text, "  {line}");
    }
    let values = names::values(&path.end());
    for (variable, value) in names::variables().iter().zip(values).filter(|(_, value)| *value != 0)
    {
        let _ = writeln!(text, "  {} = {value}", variable.name);
    }
    text
}
