//! Our graph and Spin's: numbers, hashes, and the first state in which they differ.

use std::fmt::Write as _;

use spec_model::export::{Export, digest, listing, names, promela};
use spec_model::graph::Graph;
use spec_model::path::Edges;
use spec_model::story;
use spec_model::tally::Tally;
use world::{PROPERTIES, SAFETY, World};

use super::Told;
use super::dump::Dump;

/// A number as we have it and as Spin has it.
struct Line {
    what: String,
    ours: String,
    theirs: String,
}

/// What was compared.
pub struct Comparison {
    lines: Vec<Line>,
    /// How it was searched.
    note: String,
    /// Told at length.
    difference: Option<String>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn agrees(&self) -> bool {
        self.difference.is_none() && self.lines.iter().all(|line| line.ours == line.theirs)
    }

    /// For people.
    pub fn text(&self) -> String {
        let width = self.lines.iter().map(|line| line.what.len()).max().unwrap_or(0);
        let mut text = format!("  {:width$}  {:>16}  {:>16}\n", "", "ours", "Spin");
        for Line { what, ours, theirs } in &self.lines {
            let mark = if ours == theirs { "" } else { "  <-- differs" };
            let _ = writeln!(text, "  {what:width$}  {ours:>16}  {theirs:>16}{mark}");
        }
        let _ = writeln!(text, "  {}", self.note);
        if let Some(difference) = &self.difference {
            let _ = writeln!(text, "\n{}", difference.trim_end());
        }
        let verdict = if self.agrees() { "equal" } else { "NOT EQUAL" };
        let _ = writeln!(text, "  Spin and our explorer: {verdict}\n");
        text
    }
}

/// Compares.
pub fn compare(
    export: &Export,
    ours: &Graph,
    quick: &Tally,
    told: &Told,
    dump: Option<&Dump>,
) -> Comparison {
    let tally = &ours.tally;
    let mut lines = Vec::new();
    let mut add = |what: &str, ours: String, theirs: String| {
        lines.push(Line { what: what.to_owned(), ours, theirs });
    };
    let more = promela::more_states(export);
    let theirs = told.stored.saturating_sub(more).to_string();
    add("states", tally.states.to_string(), theirs.clone());
    add("states by fingerprints", quick.states.to_string(), theirs.clone());
    add("states expanded", tally.states.to_string(), told.visits.to_string());
    add("edges", tally.edges.to_string(), told.edges.to_string());
    // Its own count has the root, the initial choices, a visit per state and the steps that were
    // taken back besides: so it does not rest on the counters that stand in the model.
    let choices = export.moves.scope.initial.choices().count() as u64 * more;
    let besides = 1 + choices + told.visits + told.blocked + told.blank;
    let transitions = told.transitions.saturating_sub(besides);
    add("edges by fingerprints", quick.edges.to_string(), told.edges.to_string());
    add("edges by its own count", tally.edges.to_string(), transitions.to_string());
    add("blocked, too much in flight", tally.blocked.to_string(), told.blocked.to_string());
    let sums = digest::sums(export.moves, &ours.states);
    let hash = |sum: u64| format!("{sum:016x}");
    add("hash of the states", hash(sums.states), hash(told.state_sum));
    add("hash of the labelled edges", hash(sums.edges), hash(told.edge_sum));
    if let Some(dump) = dump {
        let widths = digest::widths();
        let initial: Vec<u64> =
            World::initial(&export.moves.scope).iter().map(|w| digest::state(&widths, w)).collect();
        let levels = dump.levels(&initial);
        let depths = |levels: &[u64]| levels.len().saturating_sub(1).to_string();
        add("greatest depth", depths(&tally.levels), depths(&levels));
        let equal = tally.levels.iter().zip(&levels).filter(|(a, b)| a == b).count();
        add("depths with equal counts", tally.levels.len().to_string(), equal.to_string());
    }
    for (n, property) in PROPERTIES.iter().enumerate().take(SAFETY) {
        let verdict = |count: u64| match count {
            0 => "holds".to_owned(),
            count => format!("violated {count}"),
        };
        let theirs = told.violated.get(n).copied().unwrap_or(u64::MAX);
        add(property.name, verdict(tally.violations[n]), verdict(theirs));
    }
    let how = match dump {
        Some(_) => "every edge compared",
        None => "graphs compared by hash",
    };
    let note = format!(
        "{how}; Spin {:.2} s and {:.0} MB, our exact graph {:.2} s",
        told.time.as_secs_f64(),
        told.megabytes,
        ours.time.as_secs_f64()
    );
    let difference = dump.and_then(|dump| first_difference(export, ours, dump));
    Comparison { lines, note, difference }
}

/// The first state in our order that Spin does not have, or has with other edges.
fn first_difference(export: &Export, ours: &Graph, dump: &Dump) -> Option<String> {
    let widths = digest::widths();
    for (number, world) in ours.states.iter().enumerate() {
        let hash = digest::state(&widths, world);
        if !dump.states.contains_key(&hash) {
            let head = format!("our state {number} is none of Spin's");
            return Some(told(export, ours, number, &head));
        }
        let none = Vec::new();
        let there = dump.edges.get(&hash).unwrap_or(&none);
        let steps = Edges::of(export.moves, world);
        let here: Vec<(u64, u64)> = steps
            .iter()
            .map(|step| (names::label(step.label), digest::state(&widths, &step.next)))
            .collect();
        let mut head = String::new();
        for (step, edge) in steps.iter().zip(&here).filter(|(_, edge)| !there.contains(edge)) {
            let _ = writeln!(head, "  only ours: {}", listing::event(export.table, step.label));
            let other =
                there.iter().find(|(label, to)| *label == edge.0 && !here.contains(&(*label, *to)));
            match other.and_then(|(_, to)| dump.states.get(to)) {
                Some(values) => head += &differing(&names::values(&step.next), values),
                None if !dump.states.contains_key(&edge.1) => {
                    head += "    it leads to a state that is none of Spin's\n";
                }
                None => {}
            }
        }
        let only = there.iter().filter(|edge| !here.contains(edge));
        for (label, to) in only.filter(|(label, _)| !here.iter().any(|(ours, _)| ours == label)) {
            let _ = writeln!(head, "  only Spin's: event {label:#x} to the state with");
            if let Some(values) = dump.states.get(to) {
                head += &differing(&names::values(world), values);
            }
        }
        let twice = there.len() > here.len() && head.is_empty();
        if twice {
            head = format!(
                "  Spin has {} edges, some of them twice; we have {}\n",
                there.len(),
                here.len()
            );
        }
        if !head.is_empty() {
            let head = format!("our state {number} has other edges than Spin's:\n{head}");
            return Some(told(export, ours, number, &head));
        }
    }
    None
}

/// The variables whose values differ.
fn differing(ours: &[u64; names::COUNT], theirs: &[u64; names::COUNT]) -> String {
    let mut text = String::new();
    for ((variable, here), there) in names::variables().iter().zip(ours).zip(theirs) {
        if here != there {
            let _ = writeln!(text, "    {}: ours {here}, Spin's {there}", variable.name);
        }
    }
    text
}

/// A state of ours with the way to it.
fn told(export: &Export, ours: &Graph, number: usize, head: &str) -> String {
    let path = ours.log.path(export.moves, number as u32);
    let chart = story::story(
        export.table,
        export.moves,
        &path,
        format!("The first difference: {}", head.lines().next().unwrap_or_default()),
        head.lines().skip(1).map(|line| line.trim_end().to_owned()).collect(),
        story::closing(export.moves, &path.end()),
    );
    report::text::chart(&chart, 120, report::text::Color::Never)
}
